package cases

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"prasowka/internal/press"
)

// A Mistake is something wrong in a register that its shape alone does not
// tell. Path is the place in the YAML: "terms[2].from".
type Mistake struct {
	Path    string
	Message string // a Polish sentence
	Hint    string
}

// Check finds every mistake of a register: references to nothing, doubles,
// terms that contradict themselves, letters with unknown words.
func (r *Register) Check() []Mistake {
	c := &checker{r: r}
	c.fields()
	c.statuses()
	c.moves()
	for i := range r.Terms {
		c.term(i)
	}
	c.letters()
	c.rest()
	return c.found
}

type checker struct {
	r     *Register
	found []Mistake
}

func (c *checker) say(path, message, hint string) {
	c.found = append(c.found, Mistake{path, message, hint})
}

var namePattern = regexp.MustCompile(`^[a-z][a-z0-9_]{0,40}$`)

// once checks that a name is well made and comes a single time.
func (c *checker) once(path, name string, seen map[string]bool) {
	switch {
	case name == "":
	case !namePattern.MatchString(name):
		c.say(path, fmt.Sprintf("„%s” nie może być nazwą.", name), "Użyj małych liter bez ogonków, cyfr i podkreślenia; zacznij od litery.")
	case seen[name]:
		c.say(path, fmt.Sprintf("nazwa „%s” jest tu po raz drugi.", name), "Zmień jedną z nich.")
	}
	seen[name] = true
}

func (c *checker) fields() {
	seen := map[string]bool{}
	for i, f := range c.r.Fields {
		path := fmt.Sprintf("fields[%d]", i)
		c.once(path+".name", f.Name, seen)
		if slices.Contains(around, f.Name) {
			c.say(path+".name", fmt.Sprintf("pole nie może nazywać się „%s”, bo tak nazywa się jedno ze słów pisma.", f.Name), "Zastrzeżone są: "+strings.Join(around, ", ")+".")
		}
		if !slices.Contains(Kinds, f.Kind) {
			c.say(path+".kind", fmt.Sprintf("nie ma pola rodzaju „%s”.", f.Kind), "Do wyboru: "+kindList(Kinds)+".")
			continue
		}
		if (f.Kind == Choice) != (len(f.Options) > 0) {
			c.say(path, "lista options należy do pola rodzaju choice i tylko do niego.", "Dopisz options albo zmień kind.")
		}
		if (f.Kind == Rows) != (len(f.Columns) > 0) {
			c.say(path, "lista columns należy do pola rodzaju rows i tylko do niego.", "Dopisz columns albo zmień kind.")
		}
		if f.Max < 0 {
			c.say(path+".max", "granica nie może być ujemna.", "Usuń max albo wpisz liczbę większą od zera.")
		}
		if f.Default != "" {
			if _, err := f.Parse(f.Default); err != nil {
				c.say(path+".default", "wartość domyślna nie pasuje do pola: "+err.Error(), "")
			}
		}
		c.columns(path, f)
	}
}

func (c *checker) columns(path string, f Field) {
	seen := map[string]bool{}
	for j, col := range f.Columns {
		at := fmt.Sprintf("%s.columns[%d]", path, j)
		c.once(at+".name", col.Name, seen)
		switch col.Kind {
		case "", Text, Note, Date, Moment, Money, Number, YesNo:
		default:
			c.say(at+".kind", fmt.Sprintf("kolumna nie może być rodzaju „%s”.", col.Kind), "Do wyboru: text, note, date, moment, money, number, yesno.")
		}
	}
	for _, m := range placeholder.FindAllStringSubmatch(f.Line, -1) {
		if !seen[m[2]] {
			c.say(path+".line", fmt.Sprintf("nie ma kolumny „%s”.", m[2]), "Popraw nazwę w nawiasach klamrowych.")
		}
	}
}

func kindList(kinds []Kind) string {
	out := make([]string, len(kinds))
	for i, k := range kinds {
		out[i] = string(k)
	}
	return strings.Join(out, ", ")
}

func (c *checker) statuses() {
	seen := map[string]bool{}
	closed := false
	for i, s := range c.r.Statuses {
		c.once(fmt.Sprintf("statuses[%d].name", i), s.Name, seen)
		closed = closed || s.Closed
	}
	if len(c.r.Statuses) > 0 && !closed {
		c.say("statuses", "żaden status nie kończy sprawy.", "Dopisz closed: true przy statusie końcowym.")
	}
}

func (c *checker) knownStatus(path, name string) {
	if _, ok := c.r.Status(name); !ok && name != "" {
		c.say(path, fmt.Sprintf("nie ma statusu „%s”.", name), "Dopisz go w statuses albo popraw nazwę.")
	}
}

// knownField checks that a field exists and is of one of the kinds; no kinds:
// any.
func (c *checker) knownField(path, name string, kinds ...Kind) {
	c.knownIn(c.r, path, name, kinds...)
}

func (c *checker) knownIn(r *Register, path, name string, kinds ...Kind) {
	if name == "" {
		return
	}
	f, ok := r.Field(name)
	switch {
	case !ok:
		c.say(path, fmt.Sprintf("nie ma pola „%s”.", name), "Dopisz je w fields albo popraw nazwę.")
	case len(kinds) > 0 && !slices.Contains(kinds, f.Kind):
		c.say(path, fmt.Sprintf("pole „%s” jest rodzaju %s i tu nie pasuje.", name, f.Kind), "Wskaż pole rodzaju: "+kindList(kinds)+".")
	}
}

func (c *checker) moves() {
	reached := map[string]bool{}
	for i, m := range c.r.Moves {
		path := fmt.Sprintf("moves[%d]", i)
		for j, from := range m.From {
			c.knownStatus(fmt.Sprintf("%s.from[%d]", path, j), from)
		}
		c.knownStatus(path+".to", m.To)
		reached[m.To] = true
		for j, f := range m.Requires {
			c.knownField(fmt.Sprintf("%s.requires[%d]", path, j), f)
		}
		c.knownField(path+".stamp", m.Stamp, Date, Moment)
		c.role(path+".role", press.Role(m.Role))
	}
	for i, s := range c.r.Statuses {
		if i > 0 && !reached[s.Name] && s.Name != "" {
			c.say(fmt.Sprintf("statuses[%d].name", i), fmt.Sprintf("do statusu „%s” nie prowadzi żaden krok.", s.Name), "Dopisz krok w moves albo usuń status.")
		}
	}
}

func (c *checker) role(path string, role press.Role) {
	if role != "" && !slices.Contains(press.Roles, role) {
		c.say(path, fmt.Sprintf("nie ma roli „%s”.", role), "Do wyboru: czytelnik, rzecznik, administrator.")
	}
}

func (c *checker) term(i int) {
	t, path := c.r.Terms[i], fmt.Sprintf("terms[%d]", i)
	for j := range i {
		if c.r.Terms[j].ID == t.ID {
			c.say(path+".id", fmt.Sprintf("termin „%s” jest tu po raz drugi.", t.ID), "Zmień jeden z identyfikatorów.")
		}
	}
	starts := 0
	for _, s := range []string{t.From, t.Before, t.On} {
		if s != "" {
			starts++
		}
	}
	if starts != 1 {
		c.say(path, "termin musi mieć dokładnie jeden początek: from, before albo on.", "Użyj from, gdy biegnie od dnia, before, gdy liczy się wstecz, on, gdy dzień jest z góry znany.")
	}
	in := c.termFields(path, t)
	c.knownIn(in, path+".from", t.From, Date, Moment)
	c.knownIn(in, path+".before", t.Before, Date, Moment)
	if _, _, ok := yearly(t.On); !ok && dayOfYear.MatchString(t.On) {
		c.say(path+".on", fmt.Sprintf("nie ma takiego dnia w roku: „%s”.", t.On), "Napisz dzień i miesiąc, na przykład 31.03.")
	} else if !ok {
		c.knownIn(in, path+".on", t.On, Date, Moment)
	}
	c.spans(path, t)
	if t.Shift != ShiftNone && t.Shift != ShiftKC && t.Shift != ShiftKPA {
		c.say(path+".shift", fmt.Sprintf("nie ma przesunięcia „%s”.", t.Shift), "Do wyboru: kc, kpa; brak klucza: bez przesunięcia.")
	}
	for j, f := range t.Until {
		c.knownIn(in, fmt.Sprintf("%s.until[%d]", path, j), f)
	}
	for j, s := range t.Stops {
		c.knownStatus(fmt.Sprintf("%s.stops[%d]", path, j), s)
	}
	c.only(path, t.Only)
}

// only checks which values a term or a letter is for.
func (c *checker) only(path string, only map[string][]string) {
	for _, f := range slices.Sorted(maps.Keys(only)) {
		c.knownField(path+".only."+f, f, Choice, YesNo)
		c.onlyValues(path+".only."+f, f, only[f])
	}
}

func (c *checker) spans(path string, t Term) {
	switch {
	case t.On != "" && (!t.Within.IsZero() || len(t.ByClass) > 0):
		c.say(path+".within", "termin na stały dzień nie ma długości.", "Usuń within.")
	case t.On == "" && t.Within.IsZero() == (len(t.ByClass) == 0):
		c.say(path, "termin musi mieć albo within, albo by_class.", "Napisz na przykład within: 21 dni.")
	}
	if len(t.ByClass) > 0 {
		if t.Outlet == "" {
			c.say(path, "termin zależny od klasy prasowej nie mówi, którego medium.", "Dopisz outlet: nazwa pola.")
		}
		c.knownField(path+".outlet", t.Outlet, Outlet)
	}
	for _, class := range slices.Sorted(maps.Keys(t.ByClass)) {
		if !slices.Contains(press.Classes, press.Class(class)) {
			c.say(path+".by_class."+class, fmt.Sprintf("nie ma klasy prasowej „%s”.", class), "Do wyboru: "+classList()+".")
		}
		c.hoursNeedMoment(path+".by_class."+class, t, t.ByClass[class])
	}
	c.hoursNeedMoment(path+".within", t, t.Within)
}

func classList() string {
	out := make([]string, len(press.Classes))
	for i, class := range press.Classes {
		out[i] = string(class)
	}
	return strings.Join(out, ", ")
}

// hoursNeedMoment: hours can be counted only from a moment.
func (c *checker) hoursNeedMoment(path string, t Term, s Span) {
	if s.Unit != Hours {
		return
	}
	if f, ok := c.termFields("", t).Field(t.From); !ok || f.Kind != Moment {
		c.say(path, "godziny liczy się od chwili, a nie od dnia.", "Użyj w from pola rodzaju moment.")
	}
}

func (c *checker) onlyValues(path, field string, values []string) {
	f, ok := c.r.Field(field)
	if !ok || f.Kind != Choice && f.Kind != YesNo {
		return
	}
	allowed := f.Options
	if f.Kind == YesNo {
		allowed = []string{"tak", "nie"}
	}
	for _, v := range values {
		if !slices.Contains(allowed, v) {
			c.say(path, fmt.Sprintf("pole „%s” nie może mieć wartości „%s”.", field, v), "Do wyboru: "+strings.Join(allowed, ", ")+".")
		}
	}
}

func (c *checker) letters() {
	seen := map[string]bool{}
	for i, l := range c.r.Letters {
		path := fmt.Sprintf("letters[%d]", i)
		c.once(path+".name", l.Name, seen)
		for j, s := range l.When {
			c.knownStatus(fmt.Sprintf("%s.when[%d]", path, j), s)
		}
		c.only(path, l.Only)
		for _, m := range placeholder.FindAllStringSubmatch(l.Body, -1) {
			c.letterWord(path+".body", m)
		}
	}
}

func (c *checker) letterWord(path string, m []string) {
	if m[4] != "" && !slices.Contains(grammaticalCases, m[4]) {
		c.say(path, fmt.Sprintf("nie ma przypadka „%s”.", m[4]), "Do wyboru: "+strings.Join(grammaticalCases, ", ")+".")
	}
	if slices.Contains(around, m[2]) {
		return
	}
	f, ok := c.r.Field(m[2])
	switch {
	case !ok:
		c.say(path, fmt.Sprintf("pismo używa nieznanego pola „%s”.", m[0]), "Popraw nazwę w nawiasach klamrowych.")
	case m[3] != "" && !slices.Contains(parts[f.Kind], m[3]):
		hint := "Pole rodzaju " + string(f.Kind) + " nie dzieli się na części: usuń kropkę i to, co po niej."
		if known := parts[f.Kind]; len(known) > 0 {
			hint = "Do wyboru: " + strings.Join(known, ", ") + "."
		}
		c.say(path, fmt.Sprintf("pole „%s” nie ma części „%s”.", m[2], m[3]), hint)
	}
}

var (
	classPattern    = regexp.MustCompile(`^\d{2,4}$`)
	dayOfYear       = regexp.MustCompile(`^\d{1,2}\.\d{1,2}$`)
	categoryPattern = regexp.MustCompile(`^(A|B\d{1,2}|BE\d{1,2}|Bc)$`)
)

func (c *checker) rest() {
	r := c.r
	if r.Sign.Class != "" && !classPattern.MatchString(r.Sign.Class) {
		c.say("sign.class", fmt.Sprintf("„%s” to nie jest symbol klasy JRWA.", r.Sign.Class), "Symbol ma od dwóch do czterech cyfr; bez pewności zostaw puste.")
	}
	if r.Sign.Group < 0 {
		c.say("sign.group", "numer bazowy podteczki nie może być ujemny.", "Wpisz liczbę większą od zera albo usuń group.")
	}
	if r.Keep.Category != "" && !categoryPattern.MatchString(r.Keep.Category) {
		c.say("keep.category", fmt.Sprintf("nie ma kategorii archiwalnej „%s”.", r.Keep.Category), "Na przykład: A, B10, BE5, Bc.")
	}
	c.role("rights.read", r.Rights.Read)
	c.role("rights.write", r.Rights.Write)
	for i, f := range r.List {
		c.knownField(fmt.Sprintf("list[%d]", i), f)
	}
	c.knownField("names", r.Names, Text, Note)
	for i, name := range r.Checks {
		if _, ok := linters[name]; !ok {
			c.say(fmt.Sprintf("checks[%d]", i), fmt.Sprintf("nie ma sprawdzenia „%s”.", name), "Do wyboru: "+linterList()+".")
		}
	}
	c.parts()
	c.public()
}
