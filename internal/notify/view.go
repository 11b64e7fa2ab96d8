package notify

import (
	"cmp"
	"strings"
	"time"

	"prasowka/internal/polish"
)

// A Row is an item as words: every rendering shows rows, none reads items.
type Row struct {
	Story, Clipping string // of the item; empty for what is no clipping

	No     int
	Title  string
	URL    string
	Meta   []string // "Radio 5", "07:12", "+3 redakcje"
	Tone   string
	Air    string // programme, time code and length
	Why    string
	Note   string
	Quote  string
	Text   []string // paragraphs; licensed outlets only
	Who    string   // leadership named
	Topics string
	Action string
	Owner  string
	Left   string // "zostały 2 dni"
	Due    string // "do pon. 23.11, 14:00"
	Risky  bool
	Ask    string
	Links  []Link
	Again  bool // the story is told in full further up
}

// A Group is a run of rows under one name; unnamed in parts without groups.
type Group struct {
	Name string
	Rows []Row
	Left int // rows that were cut off
}

// A Part is one of the lettered parts of the review.
type Part struct {
	ID     string
	Title  string
	Style  PartStyle
	Groups []Group
	Lines  []Line // follow-ups
}

// PartStyle says how a part is told.
type PartStyle string

// The styles of parts.
const (
	StyleTop      PartStyle = "top"
	StyleReaction PartStyle = "reaction"
	StyleList     PartStyle = "list"
	StyleLines    PartStyle = "lines"
)

// A Line is a sentence with a mark before it and, perhaps, a link.
type Line struct {
	Mark string
	Text string
	Meta string
	URL  string
}

// A sheet is a whole review as words.
type sheet struct {
	Subject  string
	Name     string // "Przegląd prasy, 23 listopada"
	Title    string
	Kicker   string // office and city
	Dateline string
	Period   string
	Draft    bool
	Greeting string
	Remark   []string
	Verdict  string
	Counts   string
	Calm     bool
	Parts    []Part
	Coverage []string
	Missing  []Line
	Editor   string
	Own      Links
	Left     int // items that were cut off
}

// A cut says how much of a sheet is shown. The zero cut shows all.
type cut struct {
	Rows int  // rows a group at most; 0: all
	Bare bool // list rows without note, quotation and own links
	Side int  // groups a part at most; 0: all
	All  bool // Rows and Bare hold for the top stories and the reactions too
}

// rowOf words an item, seen at a moment of a day.
func rowOf(i Item, maxQuote int, at time.Time) Row {
	if maxQuote <= 0 {
		maxQuote = MaxQuote
	}
	i = i.Licensed(maxQuote)
	r := Row{
		Story: i.Story, Clipping: i.Clipping, Title: prose(i.Title, maxTitle), URL: webURL(i.URL), Meta: metaOf(i, at),
		Tone: shorten(clean(i.Tone), 40), Air: airOf(i),
		Why: sentence(prose(i.Why, 400)), Note: sentence(prose(i.Note, 600)),
		Quote: prose(i.Quote, maxQuote), Text: cleanLines(i.Text),
		Who: names(i.Leadership), Topics: names(i.Topics),
		Action: shorten(clean(i.Action), 80), Owner: shorten(clean(i.Owner), 80),
		Ask: shorten(clean(string(i.For)), 40), Risky: i.Risky,
	}
	if r.Title == "" {
		r.Title = "(bez tytułu)"
	}
	if !i.Due.IsZero() {
		r.Left = polish.Left(i.Due, at)
		r.Due = untilWords(i.Due, at)
	}
	for _, l := range []Link{{"prostuj", i.Rectify}, {"kopia", i.Archive}, {"zgłoś błąd", i.Report}} {
		if l.URL = webURL(l.URL); l.URL != "" {
			r.Links = append(r.Links, l)
		}
	}
	return r
}

// untilWords is the last moment of a term as people say it: "do 14:00",
// "do jutra, 9:00", "do pon. 14.12, 14:00". A term that ends at midnight is
// one of whole days: "do końca dnia", "do pon. 14.12 włącznie".
func untilWords(due, at time.Time) string {
	day, today := polish.DayOf(due), polish.DayOf(at)
	if due.Equal(day.Start()) {
		switch day = day.Add(-1); day {
		case today:
			return "do końca dnia"
		case today.Add(1):
			return "do jutra włącznie"
		}
		return "do " + day.Short(today.Year) + " włącznie"
	}
	switch day {
	case today:
		return "do" + polish.NBSP + polish.FormatTime(due)
	case today.Add(1):
		return "do jutra, " + polish.FormatTime(due)
	}
	return "do " + day.Short(today.Year) + ", " + polish.FormatTime(due)
}

// metaOf is "Radio 5 · 07:12 · +3 redakcje" in pieces.
func metaOf(i Item, at time.Time) []string {
	var out []string
	outlet := shorten(clean(i.Outlet), 80)
	if i.Handle != "" {
		outlet = strings.TrimSpace(shorten(clean(i.Handle), 60) + " " + wrap("(", shorten(clean(i.Network), 30), ")"))
	}
	if outlet != "" {
		out = append(out, outlet)
	}
	if place := shorten(clean(i.Place), 80); place != "" {
		out = append(out, place)
	}
	if author := shorten(clean(i.Author), 60); author != "" && author != outlet {
		out = append(out, author)
	}
	if !i.At.IsZero() {
		when := polish.FormatDateTimeIn(i.At, polish.DayOf(at).Year)
		if polish.DayOf(i.At) == polish.DayOf(at) {
			when = polish.FormatTime(i.At)
		}
		out = append(out, when)
	}
	switch n := len(i.Outlets); {
	case n > 0:
		out = append(out, "+"+polish.Counted(n, "redakcja", "redakcje", "redakcji"))
	case i.Reprints > 0:
		out = append(out, "+"+polish.Counted(i.Reprints, "przedruk", "przedruki", "przedruków"))
	}
	return out
}

// airOf is "Rozmowa dnia, od 12:34, 45 s" for radio and television.
func airOf(i Item) string {
	var out []string
	if p := shorten(clean(i.Programme), 80); p != "" {
		out = append(out, p)
	}
	if i.Timecode > 0 {
		out = append(out, "od "+polish.FormatTimecode(i.Timecode))
	}
	if i.Length > 0 {
		out = append(out, polish.FormatSpan(i.Length))
	}
	return strings.Join(out, ", ")
}

// names joins at most six short names.
func names(in []string) string {
	var out []string
	for n, s := range in {
		if n == 6 {
			out = append(out, "i inne")
			break
		}
		if s = shorten(clean(s), 60); s != "" {
			out = append(out, s)
		}
	}
	return strings.Join(out, ", ")
}

// wrap puts marks around a text that is not empty.
func wrap(before, s, after string) string {
	if s == "" {
		return ""
	}
	return before + s + after
}

// A binder words the items of one review and remembers which stories have
// been told: further down they are named again, but not told again.
type binder struct {
	r    *Review
	told map[string]bool
}

// group words items under a name, cut.
func (b binder) group(name string, items []Item, style PartStyle, c cut) Group {
	g := Group{Name: shorten(clean(name), 120)}
	for n, i := range items {
		if c.Rows > 0 && n >= c.Rows {
			g.Left = len(items) - n
			break
		}
		w := rowOf(i, b.r.MaxQuote, b.r.At)
		if c.Bare {
			w.Note, w.Quote, w.Text, w.Topics, w.Links = "", "", nil, "", nil
		}
		if story := cmp.Or(i.Story, i.Clipping); story != "" {
			if w.Again = b.told[story]; w.Again {
				w.Why, w.Note, w.Quote, w.Text, w.Topics = "", "", "", nil, ""
			}
			if w.Again && style == StyleList {
				w.Action, w.Owner, w.Left, w.Due, w.Risky, w.Links = "", "", "", "", false, nil
			}
			b.told[story] = true
		}
		g.Rows = append(g.Rows, w)
	}
	return g
}

// sheetOf words a review. A cut without All does not touch the top stories,
// nor what needs a reaction, as long as that is at most thirty items.
func sheetOf(r *Review, c cut) sheet {
	s := headOf(r)
	first, urgent := cut{}, cut{}
	switch {
	case c.All:
		first, urgent = cut{Bare: true}, cut{Rows: 10, Bare: true}
	case c.Rows > 0:
		urgent.Rows = max(c.Rows, 30)
	}
	b := binder{r, map[string]bool{}}
	top := b.group("", r.Top[:min(len(r.Top), 3)], StyleTop, first)
	for n := range top.Rows {
		top.Rows[n].No = n + 1
	}
	lone := func(id, title string, style PartStyle, items []Item, c cut) Part {
		return Part{ID: id, Title: title, Style: style, Groups: []Group{b.group("", items, style, c)}}
	}
	many := func(id, title string, sections []Section) Part {
		p := Part{ID: id, Title: title, Style: StyleList}
		for n, sec := range sections {
			if c.Side > 0 && n >= c.Side {
				p.Groups = append(p.Groups, Group{Name: "Pozostałe", Left: countItems(sections[n:])})
				break
			}
			p.Groups = append(p.Groups, b.group(sec.Name, sec.Items, StyleList, c))
		}
		return p
	}
	for _, p := range []Part{
		{ID: "najwazniejsze", Title: "Najważniejsze", Style: StyleTop, Groups: []Group{top}},
		lone("reakcja", "Wymaga reakcji", StyleReaction, r.Reaction, urgent),
		lone("kierownictwo", "Prezydent i zastępcy", StyleList, r.Leadership, c),
		many("miasto", "Sprawy miasta", r.Departments),
		many("jednostki", "Jednostki miejskie", r.Units),
		lone("region", "Region i kraj", StyleList, r.Region, c),
		lone("radio", "Radio i telewizja", StyleList, r.Broadcast, c),
		lone("spolecznosciowe", "Głosy w mediach społecznościowych", StyleList, r.Social, c),
		followUpsOf(r, c),
		lone("nasze", "Nasze publikacje, na razie bez echa", StyleList, r.Ours, cut{Rows: c.Rows, Bare: true, Side: c.Side, All: c.All}),
	} {
		if p = p.filled(); len(p.Groups)+len(p.Lines) > 0 {
			for _, g := range p.Groups {
				s.Left += g.Left
			}
			s.Parts = append(s.Parts, p)
		}
	}
	return s
}

// filled is the part without empty groups.
func (p Part) filled() Part {
	var groups []Group
	for _, g := range p.Groups {
		if len(g.Rows) > 0 || g.Left > 0 {
			groups = append(groups, g)
		}
	}
	p.Groups = groups
	return p
}

func countItems(sections []Section) int {
	n := 0
	for _, s := range sections {
		n += len(s.Items)
	}
	return n
}

// Parts is the review as words, whole: for the screens.
func (r *Review) Parts() []Part { return sheetOf(r, cut{}).Parts }

// Footer is the completeness promise as sentences: for the screens.
func (r *Review) Footer() []string {
	out := coverageOf(r.Coverage)
	var missing []string
	for _, l := range headOf(r).Missing {
		missing = append(missing, l.Text+wrap(" (", l.Meta, ")"))
	}
	if len(missing) > 0 {
		out = append(out, "Brak odpowiedzi: "+strings.Join(missing, "; ")+".")
	}
	return out
}

func followUpsOf(r *Review, c cut) Part {
	p := Part{ID: "ciag-dalszy", Title: "Ciąg dalszy", Style: StyleLines}
	for n, f := range r.FollowUps {
		if limit := max(c.Rows, 10); c.Rows > 0 && n >= limit {
			p.Groups = []Group{{Left: len(r.FollowUps) - n}}
			break
		}
		l := Line{Mark: polish.Capital(shorten(clean(string(f.Kind)), 60)), Text: sentence(prose(f.Text, 500)), URL: webURL(f.URL)}
		var meta []string
		if o := shorten(clean(f.Outlet), 80); o != "" {
			meta = append(meta, o)
		}
		if !f.At.IsZero() {
			meta = append(meta, polish.FormatDateTimeIn(f.At, polish.DayOf(r.At).Year))
		}
		l.Meta = strings.Join(meta, " · ")
		p.Lines = append(p.Lines, l)
	}
	return p
}
