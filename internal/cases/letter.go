package cases

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"prasowka/internal/polish"
	"prasowka/internal/press"
)

// A Letter is a template for a document of a case. Its body is paragraphs:
//
//	# heading        ## smaller heading
//	- item           {rows} alone on a line: a numbered list, a row each
//	> text set to the right: place and date, addressee, signature
//	anything else    a paragraph; an empty line ends it
//
// {field} is a field's value, {field|dopełniacz} its value in that case;
// {znak}, {dzis}, {miasto}, {organ}, {adres} and {outlet.…} come from the case
// around; a moment is {field}, {field.dzien} or {field.godzina}. A paragraph or an
// item in which a {?field} stands is left out when that field is empty, and one
// with {!field} when it is not.
type Letter struct {
	Name  string              `yaml:"name" required:"yes"`
	Title string              `yaml:"title" required:"yes"` // on the button, and the file's name
	Body  string              `yaml:"body" required:"yes"`
	When  []string            `yaml:"when"` // statuses in which it is offered; empty: always
	Only  map[string][]string `yaml:"only"` // offered only where these fields have one of these values
}

// BlockKind says what a block of a document is.
type BlockKind string

// The kinds of block.
const (
	Heading    BlockKind = "heading"
	Subheading BlockKind = "subheading"
	Paragraph  BlockKind = "paragraph"
	Right      BlockKind = "right"    // set to the right
	Bullets    BlockKind = "bullets"  // Items
	Numbered   BlockKind = "numbered" // Items
)

// A Block is one piece of a document, ready to be set as HTML, DOCX or PDF.
type Block struct {
	Kind  BlockKind
	Text  string
	Items []string
}

// Words are the values that a letter may name beside the case's fields.
type Words struct {
	City, Body, Address string // {miasto}, {organ}, {adres}
	Today               polish.Day
	Outlet              func(id string) press.Outlet // nil: outlets stay identities
	Person              func(id string) press.Person
	Clipping            func(id string) (press.Clipping, bool)
}

var placeholder = regexp.MustCompile(`\{([?!]?)([a-z0-9_]+)(?:\.([a-z]+))?(?:\|([a-ząćęłńóśźż]+))?\}`)

// Compose sets a letter for a case. The error names the placeholder that the
// register does not know; Check finds those beforehand.
func (r *Register) Compose(l Letter, c press.Case, w Words) ([]Block, error) {
	var out []Block
	for _, para := range strings.Split(strings.TrimSpace(l.Body), "\n\n") {
		for _, line := range joinLines(para) {
			if r.leftOut(line, c) {
				continue
			}
			block, ok, err := r.block(line, c, w)
			if err != nil {
				return nil, fmt.Errorf("letter %s of %s: %w", l.Name, r.Name, err)
			}
			if !ok {
				continue
			}
			if n := len(out); n > 0 && block.Kind == Bullets && out[n-1].Kind == Bullets {
				out[n-1].Items = append(out[n-1].Items, block.Items...)
				continue
			}
			out = append(out, block)
		}
	}
	return out, nil
}

// leftOut tells whether a paragraph asks for a field that is empty.
func (r *Register) leftOut(line string, c press.Case) bool {
	for _, m := range placeholder.FindAllStringSubmatch(line, -1) {
		if m[1] == "" {
			continue
		}
		f, ok := r.Field(m[2])
		empty := !ok || f.Empty(c.Fields[m[2]]) || c.Fields[m[2]] == false
		if empty == (m[1] == "?") {
			return true
		}
	}
	return false
}

// joinLines makes the broken lines of one paragraph one, but keeps lines that
// begin with a mark apart.
func joinLines(para string) []string {
	var out []string
	for line := range strings.SplitSeq(para, "\n") {
		line = strings.TrimSpace(line)
		marked := strings.HasPrefix(line, "#") || strings.HasPrefix(line, "- ") || strings.HasPrefix(line, "> ")
		if n := len(out); n > 0 && !marked && !isMarked(out[n-1]) {
			out[n-1] += " " + line
		} else {
			out = append(out, line)
		}
	}
	return out
}

func isMarked(line string) bool {
	return strings.HasPrefix(line, "#") || strings.HasPrefix(line, "> ")
}

func (r *Register) block(line string, c press.Case, w Words) (Block, bool, error) {
	if m := placeholder.FindStringSubmatch(line); m != nil && m[0] == line && m[1] == "" {
		if f, ok := r.Field(m[2]); ok && f.Kind == Rows {
			items := f.RowLines(c.Fields[f.Name])
			return Block{Kind: Numbered, Items: items}, len(items) > 0, nil
		}
	}
	text, err := r.fill(line, c, w)
	if err != nil {
		return Block{}, false, err
	}
	kind := Paragraph
	for _, mark := range []struct {
		prefix string
		kind   BlockKind
	}{{"## ", Subheading}, {"# ", Heading}, {"> ", Right}, {"- ", Bullets}} {
		if rest, ok := strings.CutPrefix(text, mark.prefix); ok {
			text, kind = rest, mark.kind
			break
		}
	}
	text = strings.Join(strings.Fields(text), " ")
	if kind == Bullets {
		return Block{Kind: Bullets, Items: []string{text}}, text != "", nil
	}
	return Block{Kind: kind, Text: text}, text != "", nil
}

// fill puts values in the place of placeholders.
func (r *Register) fill(line string, c press.Case, w Words) (string, error) {
	var unknown string
	out := placeholder.ReplaceAllStringFunc(line, func(s string) string {
		m := placeholder.FindStringSubmatch(s)
		if m[1] != "" {
			return ""
		}
		v, ok := r.word(m[2], m[3], c, w)
		if !ok {
			unknown = s
			return s
		}
		if m[4] != "" {
			return decline(v, m[4])
		}
		return v
	})
	if unknown != "" {
		return "", &press.Invalid{Field: unknown, Why: "rejestr nie zna takiego pola."}
	}
	return strings.ReplaceAll(out, polish.NBSP+"r..", polish.NBSP+"r."), nil // a day at the end of a sentence brings its own full stop
}

// around are the words of a letter that are no fields.
var around = []string{"znak", "dzis", "miasto", "organ", "adres"}

// parts are what may follow the dot after a field that names a thing.
var parts = map[Kind][]string{
	Outlet:  {"nazwa", "redaktor", "adres", "wydawca"},
	Person:  {"nazwa", "funkcja"},
	Cutting: {"tytul", "autor", "data", "adres"},
	Moment:  {"dzien", "godzina"},
}

func (r *Register) word(name, part string, c press.Case, w Words) (string, bool) {
	switch name {
	case "znak":
		if c.Sign == "" {
			return "(bez znaku)", true
		}
		return c.Sign, true
	case "dzis":
		return w.Today.Long(), true
	case "miasto":
		return w.City, true
	case "organ":
		return w.Body, true
	case "adres":
		return w.Address, true
	}
	f, ok := r.Field(name)
	if !ok {
		return "", false
	}
	id, _ := c.Fields[name].(string)
	switch f.Kind {
	case Outlet:
		if w.Outlet != nil {
			return outletWord(w.Outlet(id), part), true
		}
	case Person:
		if w.Person != nil {
			p := w.Person(id)
			if part == "funkcja" {
				return p.Post, true
			}
			return p.Name, true
		}
	case Cutting:
		if w.Clipping != nil {
			return clippingWord(w.Clipping, id, part), true
		}
	case Date:
		if day, ok := r.day(c, name); ok {
			return day.Long(), true
		}
	case Moment:
		if at, ok := r.moment(c, name); ok {
			return momentWord(at.In(polish.Warsaw), part), true
		}
	default:
	}
	return f.Format(c.Fields[name]), true
}

// momentWord is a moment as it stands within a sentence of a letter.
func momentWord(at time.Time, part string) string {
	day, hour := polish.DayOf(at).Long(), polish.FormatTime(at)
	switch part {
	case "dzien":
		return day
	case "godzina":
		return hour
	}
	return day + " o godz." + polish.NBSP + hour
}

func outletWord(o press.Outlet, part string) string {
	switch part {
	case "redaktor":
		return o.Editor
	case "adres":
		return o.Address
	case "wydawca":
		return o.Publisher
	}
	return o.Name
}

func clippingWord(find func(string) (press.Clipping, bool), id, part string) string {
	c, ok := find(id)
	if !ok {
		return ""
	}
	switch part {
	case "autor":
		return c.Author
	case "data":
		return polish.DayOf(c.Published).Long()
	case "adres":
		return c.Where()
	}
	return c.Title
}

// grammaticalCases are the cases that a letter may ask for.
var grammaticalCases = []string{"mianownik", "dopełniacz", "celownik", "biernik", "narzędnik", "miejscownik", "wołacz"}

// decline puts a name or a post into a case; what it cannot decline stays.
func decline(name, grammatical string) string {
	for _, f := range polish.Paradigm(name, polish.AnyName) {
		if f.Case == grammatical && f.Number == "pojedyncza" {
			return f.Text
		}
	}
	return name
}

// Offered lists the letters that a case offers.
func (r *Register) Offered(c press.Case) []Letter {
	var out []Letter
	for _, l := range r.Letters {
		if (len(l.When) == 0 || slices.Contains(l.When, c.Status)) && holds(l.Only, c) {
			out = append(out, l)
		}
	}
	return out
}
