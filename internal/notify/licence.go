package notify

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"prasowka/internal/press"
)

// NewItem makes the item of a story from the clipping that leads it. quote is
// the best passage of the clipping (the sentence that a topic fired in, say);
// empty takes the lead. Of the outlet's text only a headline and a quotation of
// at most maxQuote characters (0: MaxQuote) get in, unless the outlet's licence
// allows the whole (domain notes §6.8: art. 25 and 29 pr. aut.).
func NewItem(c press.Clipping, o press.Outlet, quote string, maxQuote int) Item {
	i := Item{
		Story: c.Story, Clipping: c.ID, Title: c.Title, URL: c.Address(),
		Outlet: cmp.Or(o.Name, c.Outlet), Tier: o.Tier, Licence: o.Licence, Author: c.Author,
		At: c.Published, Quote: cmp.Or(clean(quote), clean(c.Lead)), Text: c.Text,
	}
	if i.At.IsZero() {
		i.At = c.Found
	}
	if c.Kind == press.Broadcast {
		i.Programme = cmp.Or(c.Place, string(press.Broadcast))
	} else {
		i.Place = c.Place
	}
	if c.Post != nil {
		i.Network, i.Handle = c.Post.Network, c.Post.Handle
	}
	return i.Licensed(maxQuote)
}

// Licensed is the item with everything taken out that its licence does not
// let out of the office. It is idempotent; every rendering applies it again,
// so that no payload, however made, says more.
func (i Item) Licensed(maxQuote int) Item {
	if maxQuote <= 0 {
		maxQuote = MaxQuote
	}
	if !i.Licence.FullText() {
		i.Text = ""
	}
	i.Title = shorten(clean(i.Title), maxTitle)
	i.Quote = Quote(i.Quote, maxQuote)
	return i
}

// Licensed is the review with every item licensed: see Item.Licensed.
func (r Review) Licensed() Review {
	each := func(items []Item) []Item {
		out := make([]Item, len(items))
		for n, i := range items {
			out[n] = i.Licensed(r.MaxQuote)
		}
		return out
	}
	sections := func(in []Section) []Section {
		out := make([]Section, len(in))
		for n, s := range in {
			out[n] = Section{Name: s.Name, Items: each(s.Items)}
		}
		return out
	}
	r.Top, r.Reaction, r.Leadership = each(r.Top), each(r.Reaction), each(r.Leadership)
	r.Departments, r.Units = sections(r.Departments), sections(r.Units)
	r.Region, r.Broadcast, r.Social, r.Ours = each(r.Region), each(r.Broadcast), each(r.Social), each(r.Ours)
	return r
}

// licensed is a payload with its items licensed; others stay as they are.
func licensed(p Payload) Payload {
	switch p := p.(type) {
	case *Review:
		r := p.Licensed()
		return &r
	case *Alert:
		a := *p
		a.Item = a.Item.Licensed(a.MaxQuote)
		return &a
	}
	return p
}

// Quote cuts a quotation to at most limit characters: at the end of a sentence
// when that keeps at least half of them, else at the end of a word with "…".
func Quote(text string, limit int) string {
	text = strings.Trim(clean(text), "„”\"“ ")
	if utf8.RuneCountInString(text) <= limit {
		return text
	}
	head := text[:byteAt(text, limit)]
	for at := len(head); at > len(head)/2; {
		at = strings.LastIndexAny(head[:at], ".!?")
		if at <= len(head)/2 {
			break
		}
		// A full stop ends a sentence when a space and a capital follow: "godz. 12" does not.
		rest := text[at+1:]
		if next := strings.TrimLeft(rest, " "); next != rest && next != "" && startsSentence(next) && !abbreviated(head[:at]) {
			return head[:at+1]
		}
	}
	return shorten(text, limit)
}

func startsSentence(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return strings.ContainsRune("„–—\"", r) || string(r) != strings.ToLower(string(r))
}

// abbreviated tells whether the word before a full stop is one that is
// usually shortened, so that the stop ends no sentence: "ul. Długa", "im. X".
func abbreviated(before string) bool {
	word := before[strings.LastIndexAny(before, " („")+1:]
	return utf8.RuneCountInString(word) <= 1 ||
		slices.Contains([]string{"ul", "im", "al", "pl", "os", "św", "dr", "prof", "inż", "mgr", "ks", "art", "ust", "godz", "tzw", "np", "tys", "mln", "nr", "woj", "gen", "płk"}, strings.ToLower(word))
}

// Sort puts items in the order of reading: action needed, then leadership
// named, then the outlet's reach (tier 1 first, unknown last), then recency.
// Equal items keep their order.
func Sort(items []Item) {
	slices.SortStableFunc(items, func(a, b Item) int {
		return cmp.Or(
			yesFirst(a.Action != "", b.Action != ""),
			yesFirst(len(a.Leadership) > 0, len(b.Leadership) > 0),
			cmp.Compare(reach(a.Tier), reach(b.Tier)),
			b.At.Compare(a.At),
		)
	})
}

func yesFirst(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return -1
	}
	return 1
}

func reach(t press.Tier) press.Tier {
	if t <= 0 {
		return 1 << 30
	}
	return t
}
