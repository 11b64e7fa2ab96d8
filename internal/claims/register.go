package claims

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"

	"prasowka/internal/polish"
	"prasowka/internal/press"
	"prasowka/internal/query"
)

// A Register is the fact register of one city, ready to hold texts against.
type Register struct {
	city     string
	a        *polish.Analyzer
	cards    []card
	terms    index
	here     [][]string // the keys of each word of the city's name
	gmina    bool       // the town and its gmina are one: its bodies are called by both
	names    lexis      // keys of their names
	subjects lexis      // keys of the names in the facts' subjects: districts, streets
	people   []person   // whom the register knows: holders of posts and speakers
}

// A card is one fact, read.
type card struct {
	fact     press.Fact
	subject  node
	value    float64
	slack    float64 // tolerance in units of the value; days for dates
	unit     string  // currency, or "" with units
	noun     lexis   // keys of the counted noun
	units    lexis   // keys of the counted noun and of its synonyms
	day      polish.Day
	from, to polish.Day // validity; zero: open
	post     []word     // FactPerson: the words of the post
	person   person
	bodies   map[string][][]word // FactPerson: full names by the short name in the post
	wrong    [][]word            // FactName
	right    []word
	persons  bool     // FactCount: people are counted
	attended bool     // FactCount: the subject itself speaks of taking part
	said     []string // FactStatement: words in lower case
}

// A word is a query word's keys.
type word struct {
	text string
	keys lexis
	acro bool
}

// badFact is a fact that cannot be used.
type badFact struct {
	index int
	why   string
}

func (b *badFact) Error() string { return b.why }

// NewRegister reads facts. city is whose facts they are, in its base form. The
// error names the fact that is wrong, in a Polish sentence.
func NewRegister(city string, facts []press.Fact) (*Register, error) {
	if strings.TrimSpace(city) == "" {
		return nil, errors.New("brakuje klucza „city”: czyje są te fakty?")
	}
	names := []polish.Name{{Text: city, Kind: polish.Place}}
	r := &Register{city: city, a: polish.New(names...)}
	for _, t := range r.a.Tokens(city) {
		r.here = append(r.here, t.Keys)
	}
	seen := map[string]bool{}
	for i, f := range facts {
		c, err := r.card(f)
		switch {
		case err == nil && f.ID == "":
			err = errors.New("brakuje klucza „id”.")
		case err == nil && seen[f.ID]:
			err = errors.New("ten identyfikator jest tu po raz drugi.")
		}
		if err != nil {
			return nil, &badFact{index: i, why: fmt.Sprintf("fakt „%s”: %v", f.ID, err)}
		}
		seen[f.ID] = true
		r.gmina = r.gmina || strings.Contains(strings.ToLower(f.Value+" "+f.Post+" "+f.Subject), "gmin")
		r.cards = append(r.cards, c)
	}
	r.spellOut()
	for i := range r.cards {
		if c := &r.cards[i]; c.person.full != "" && !slices.ContainsFunc(r.people, func(p person) bool { return p.full == c.person.full }) {
			r.people = append(r.people, c.person)
		}
	}
	r.names = lexis{}
	for i := range r.people {
		for _, w := range r.people[i].parts {
			for k := range w.keys {
				r.names[k] = struct{}{}
			}
		}
	}
	return r, nil
}

// spellOut tells the posts how the bodies that they abbreviate are called in
// full, wrong names included: the name is another flag's matter.
func (r *Register) spellOut() {
	for i := range r.cards {
		c := &r.cards[i]
		for _, w := range c.post {
			for j := range r.cards {
				n := &r.cards[j]
				if n.fact.Kind != press.FactName || n.fact.Short == "" {
					continue
				}
				other := n.right
				if !strings.EqualFold(w.text, n.fact.Short) {
					// the other way about: the post spells out, the press says "dyrektor MDK"
					if other = r.words(n.fact.Short); !spells(n.right, c.post, w) {
						continue
					}
				}
				if c.bodies == nil {
					c.bodies = map[string][][]word{}
				}
				c.bodies[w.text] = append(append(c.bodies[w.text], other), n.wrong...)
			}
		}
	}
}

// spells tells whether a post names a body in full, one of whose words is w.
func spells(body, post []word, w word) bool {
	in := func(words []word, x word) bool {
		return slices.ContainsFunc(words, func(y word) bool {
			for k := range x.keys {
				if _, ok := y.keys[k]; ok {
					return true
				}
			}
			return false
		})
	}
	for _, b := range body {
		if _, city := b.keys["miejski"]; !city && len(b.text) > 1 && !in(post, b) {
			return false
		}
	}
	return in(body, w)
}

// City is whose facts these are.
func (r *Register) City() string { return r.city }

// Facts lists the facts in their order.
func (r *Register) Facts() []press.Fact {
	out := make([]press.Fact, len(r.cards))
	for i := range r.cards {
		out[i] = r.cards[i].fact
	}
	return out
}

// card reads one fact.
func (r *Register) card(f press.Fact) (c card, err error) {
	c = card{fact: f, from: polish.DayOf(f.From), to: polish.DayOf(f.To)}
	if !c.from.IsZero() && !c.to.IsZero() && c.to.Before(c.from) {
		return c, errors.New("„valid” kończy się, zanim się zaczyna.")
	}
	if strings.TrimSpace(f.Value) == "" {
		return c, errors.New("brakuje klucza „value”.")
	}
	switch f.Kind {
	case press.FactAmount, press.FactCount, press.FactPercent:
		err = r.quantity(&c)
	case press.FactDate:
		if c.day, err = polish.ParseDay(strings.TrimSpace(f.Value)); err != nil {
			return c, fmt.Errorf("„value” nie jest datą: „%s”; pisze się 2026-01-31.", f.Value)
		}
		err = r.subjectOf(&c)
		if err == nil && f.Tolerance != "" {
			n, ok := read(r.a, f.Tolerance).firstNumber()
			if !ok {
				return c, fmt.Errorf("nie rozumiem tolerancji „%s”; pisze się „2 dni”.", f.Tolerance)
			}
			c.slack = n
		}
	case press.FactPerson:
		if strings.TrimSpace(f.Post) == "" {
			return c, errors.New("brakuje klucza „post”: jaką funkcję pełni ta osoba?")
		}
		c.post, c.person = r.postWords(f.Post), r.person(f.Value)
		c.person.post = f.Post
	case press.FactName:
		c.right = r.words(f.Value)
		for _, w := range f.Wrong {
			if ws := r.words(w); len(ws) > 0 {
				c.wrong = append(c.wrong, ws)
			}
		}
	case press.FactStatement:
		if strings.TrimSpace(f.Speaker) == "" {
			return c, errors.New("brakuje klucza „speaker”: kto to powiedział?")
		}
		c.person, c.said = r.person(f.Speaker), plainWords(r.a, f.Value)
	default:
		return c, fmt.Errorf("nieznany rodzaj „%s”; do wyboru: amount, count, percent, date, person, name, statement.", f.Kind)
	}
	return c, err
}

// firstNumber is the first number of a text.
func (r *reading) firstNumber() (float64, bool) {
	for i := range r.tokens {
		if n, ok := r.number(i); ok {
			return n.value, true
		}
	}
	return 0, false
}

// quantity reads value and tolerance of a number.
func (r *Register) quantity(c *card) error {
	text := read(r.a, c.fact.Value)
	i := 0
	var n number
	for ok := false; !ok; i++ {
		if i >= len(text.tokens) {
			return fmt.Errorf("nie rozumiem wartości „%s”; pisze się „812,4 mln zł”, „68 525 mieszkańców” albo „6,1%%”.", c.fact.Value)
		}
		n, ok = text.number(i)
	}
	c.value = n.value
	kind, unit, _, _ := text.unit(n.hi)
	switch c.fact.Kind {
	case press.FactAmount:
		c.unit = "zł"
		if kind == Amount {
			c.unit = unit
		}
	case press.FactCount:
		for j := n.hi; j < len(text.tokens) && c.units == nil; j++ {
			if !text.adjective(j) {
				c.units, c.noun = unitsOf(&text.tokens[j]), wordOf(&text.tokens[j]).keys
				_, c.persons = c.units["osoba"]
			}
		}
	}
	if err := c.tolerate(r.a, c.fact.Tolerance); err != nil {
		return err
	}
	return r.subjectOf(c)
}

// unitsOf is what may be counted in a fact whose value counts this noun.
func unitsOf(t *polish.Token) lexis {
	out := lexis{}
	for _, k := range t.Keys {
		out[k] = struct{}{}
	}
	for _, g := range unitGroups {
		if g.has(t) {
			for k := range g {
				out[k] = struct{}{}
			}
		}
	}
	return out
}

// tolerate reads "1%", "0,1 pp", "500 tys. zł".
func (c *card) tolerate(a *polish.Analyzer, s string) error {
	if strings.TrimSpace(s) == "" {
		return nil
	}
	t := read(a, s)
	for i := range t.tokens {
		n, ok := t.number(i)
		if !ok {
			continue
		}
		kind, _, _, _ := t.unit(n.hi)
		c.slack = n.value
		if kind == Percent && c.fact.Kind != press.FactPercent {
			c.slack = math.Abs(c.value) * n.value / 100
		}
		return nil
	}
	return fmt.Errorf("nie rozumiem tolerancji „%s”; pisze się „1%%”, „0,1 pp” albo „500 tys. zł”.", s)
}

// subjectOf parses the subject of a fact.
func (r *Register) subjectOf(c *card) error {
	if strings.TrimSpace(c.fact.Subject) == "" {
		return errors.New("brakuje klucza „subject”: o czym mówi ten fakt?")
	}
	q, err := query.Parse(r.a, c.fact.Subject)
	if err != nil {
		return fmt.Errorf("„subject”: %w", err)
	}
	c.subject = r.compile(q.Root)
	c.attended = c.subject.anyTerm(func(w *term) bool { return w.anyOf(attending) })
	return nil
}

func (r *Register) words(s string) []word {
	var out []word
	for _, t := range r.a.Tokens(s) {
		out = append(out, wordOf(&t))
	}
	return out
}

func wordOf(t *polish.Token) word {
	w := word{text: t.Exact, keys: lexis{}, acro: t.Kind == polish.Acronym}
	for _, k := range t.Keys {
		w.keys[k] = struct{}{}
	}
	return w
}

// plainWords are the words of a quotation, in lower case, for comparison.
func plainWords(a *polish.Analyzer, s string) []string {
	var out []string
	for _, t := range a.Tokens(s) {
		out = append(out, strings.ToLower(t.Exact))
	}
	return out
}

// Usable makes a register of those facts that can be used, and says of each
// other one what is wrong with it: one bad card must not stop the watch.
func Usable(city string, facts []press.Fact) (*Register, []error) {
	var problems []error
	for {
		r, err := NewRegister(city, facts)
		var bad *badFact
		if err == nil || !errors.As(err, &bad) {
			if err != nil {
				problems = append(problems, err)
			}
			return r, problems
		}
		problems = append(problems, err)
		facts = slices.Delete(slices.Clone(facts), bad.index, bad.index+1)
	}
}
