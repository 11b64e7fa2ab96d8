package notify

import (
	"strings"
	"time"

	"prasowka/internal/polish"
)

// A row is an item as words: every rendering shows rows, none reads items.
type row struct {
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
	Late   bool
	Ask    string
	Links  []Link
}

// A group is a run of rows under one name; unnamed in parts without groups.
type group struct {
	Name string
	Rows []row
	Left int // rows that were cut off
}

// A part is one of the lettered parts of the review.
type part struct {
	ID     string
	Title  string
	Style  partStyle
	Groups []group
	Lines  []line // follow-ups
}

type partStyle string

const (
	styleTop      partStyle = "top"
	styleReaction partStyle = "reaction"
	styleList     partStyle = "list"
	styleLines    partStyle = "lines"
)

// A line is a sentence with a mark before it and, perhaps, a link.
type line struct {
	Mark string
	Text string
	Meta string
	URL  string
}

// A sheet is a whole review as words.
type sheet struct {
	Subject  string
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
	Parts    []part
	Coverage []string
	Missing  []line
	Editor   string
	Own      Links
	Left     int // items that were cut off
}

// A cut says how much of a sheet is shown. The zero cut shows all.
type cut struct {
	Rows int  // rows a group at most; 0: all
	Bare bool // list rows without note, quotation and own links
	Side int  // groups a part at most; 0: all
}

// rowOf words an item, seen at a moment of a day.
func rowOf(i Item, maxQuote int, at time.Time) row {
	i = i.Licensed(maxQuote)
	r := row{
		Title: i.Title, URL: webURL(i.URL), Meta: metaOf(i, at),
		Tone: shorten(clean(i.Tone), 40), Air: airOf(i),
		Why: sentence(shorten(clean(i.Why), 400)), Note: sentence(shorten(clean(i.Note), 600)),
		Quote: i.Quote, Text: cleanLines(i.Text),
		Who: names(i.Leadership), Topics: names(i.Topics),
		Action: shorten(clean(i.Action), 80), Owner: shorten(clean(i.Owner), 80),
		Ask: shorten(clean(string(i.For)), 40), Risky: i.Risky,
	}
	if r.Title == "" {
		r.Title = "(bez tytułu)"
	}
	if !i.Due.IsZero() {
		r.Left = polish.Left(i.Due, at)
		r.Due = "do " + polish.FormatDateTimeIn(i.Due, polish.DayOf(at).Year)
		r.Late = !i.Due.After(at)
	}
	for _, l := range []Link{{"prostuj", i.Rectify}, {"kopia", i.Archive}, {"zgłoś błąd", i.Report}} {
		if l.URL = webURL(l.URL); l.URL != "" {
			r.Links = append(r.Links, l)
		}
	}
	return r
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
	if author := shorten(clean(i.Author), 60); author != "" {
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

// groupOf words items under a name, cut.
func groupOf(name string, items []Item, r *Review, c cut) group {
	g := group{Name: shorten(clean(name), 120)}
	for n, i := range items {
		if c.Rows > 0 && n >= c.Rows {
			g.Left = len(items) - n
			break
		}
		w := rowOf(i, r.MaxQuote, r.At)
		if c.Bare {
			w.Note, w.Quote, w.Text, w.Topics, w.Links = "", "", nil, "", nil
		}
		g.Rows = append(g.Rows, w)
	}
	return g
}

// sheetOf words a review. The cut does not touch what needs a reaction, as
// long as that is at most thirty items, nor the top stories.
func sheetOf(r *Review, c cut) sheet {
	s := headOf(r)
	top := groupOf("", r.Top[:min(len(r.Top), 3)], r, cut{})
	for n := range top.Rows {
		top.Rows[n].No = n + 1
	}
	urgent := cut{}
	if c.Rows > 0 {
		urgent = cut{Rows: max(c.Rows, 30)}
	}
	lone := func(id, title string, style partStyle, items []Item, c cut) part {
		return part{ID: id, Title: title, Style: style, Groups: []group{groupOf("", items, r, c)}}
	}
	many := func(id, title string, sections []Section) part {
		p := part{ID: id, Title: title, Style: styleList}
		for n, sec := range sections {
			if c.Side > 0 && n >= c.Side {
				p.Groups = append(p.Groups, group{Name: "Pozostałe", Left: countItems(sections[n:])})
				break
			}
			p.Groups = append(p.Groups, groupOf(sec.Name, sec.Items, r, c))
		}
		return p
	}
	for _, p := range []part{
		{ID: "najwazniejsze", Title: "Najważniejsze", Style: styleTop, Groups: []group{top}},
		lone("reakcja", "Wymaga reakcji", styleReaction, r.Reaction, urgent),
		lone("kierownictwo", "Prezydent i zastępcy", styleList, r.Leadership, c),
		many("miasto", "Sprawy miasta", r.Departments),
		many("jednostki", "Jednostki miejskie", r.Units),
		lone("region", "Region i kraj", styleList, r.Region, c),
		lone("radio", "Radio i telewizja", styleList, r.Broadcast, c),
		lone("spolecznosciowe", "Głosy w mediach społecznościowych", styleList, r.Social, c),
		followUpsOf(r, c),
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
func (p part) filled() part {
	var groups []group
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

func followUpsOf(r *Review, c cut) part {
	p := part{ID: "ciag-dalszy", Title: "Ciąg dalszy", Style: styleLines}
	for n, f := range r.FollowUps {
		if limit := max(c.Rows, 10); c.Rows > 0 && n >= limit {
			p.Groups = []group{{Left: len(r.FollowUps) - n}}
			break
		}
		l := line{Mark: capital(clean(string(f.Kind))), Text: sentence(shorten(clean(f.Text), 500)), URL: webURL(f.URL)}
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
