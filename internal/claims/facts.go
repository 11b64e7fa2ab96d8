package claims

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/goccy/go-yaml"

	"prasowka/internal/polish"
	"prasowka/internal/press"
)

// This file reads and writes facts.yaml, the register's own export and import.

// A Mistake is what is wrong with a file of facts.
type Mistake struct {
	Line int    // from 1; 0: the file as a whole
	Why  string // a Polish sentence
}

func (m *Mistake) Error() string {
	if m.Line == 0 {
		return m.Why
	}
	return fmt.Sprintf("wiersz %d: %s", m.Line, m.Why)
}

// factsFile is facts.yaml.
type factsFile struct {
	City  string     `yaml:"city"`
	Facts []factYAML `yaml:"facts"`
}

// factYAML is one card in facts.yaml; the order is that of the export.
type factYAML struct {
	ID        string     `yaml:"id"`
	Subject   string     `yaml:"subject,omitempty"`
	Kind      string     `yaml:"kind"`
	Post      string     `yaml:"post,omitempty"`
	Speaker   string     `yaml:"speaker,omitempty"`
	Date      string     `yaml:"date,omitempty"`
	Value     string     `yaml:"value"`
	Short     string     `yaml:"short,omitempty"`
	Wrong     []string   `yaml:"wrong,omitempty"`
	Tolerance string     `yaml:"tolerance,omitempty"`
	Valid     *validYAML `yaml:"valid,omitempty"`
	Source    string     `yaml:"source,omitempty"`
	Owner     string     `yaml:"owner,omitempty"`
	ReviewBy  string     `yaml:"review_by,omitempty"`
}

type validYAML struct {
	From string `yaml:"from,omitempty"`
	To   string `yaml:"to,omitempty"`
}

const maxFacts = 8 << 20 // bytes of facts.yaml

// ReadFacts reads facts.yaml. The error is a *Mistake: an unknown key, a value
// that cannot be read, a query that is wrong, an id that is there twice.
func ReadFacts(data []byte) (*Register, error) {
	if len(data) > maxFacts {
		return nil, &Mistake{Why: "plik jest większy niż 8 MB."}
	}
	var f factsFile
	if err := yaml.UnmarshalWithOptions(data, &f, yaml.Strict()); err != nil {
		return nil, mistake(err)
	}
	lines := factLines(data)
	line := func(i int) int {
		if i < len(lines) {
			return lines[i]
		}
		return 0
	}
	facts := make([]press.Fact, len(f.Facts))
	for i, y := range f.Facts {
		fact, err := y.fact()
		if err != nil {
			return nil, &Mistake{Line: line(i), Why: fmt.Sprintf("fakt „%s”: %v", y.ID, err)}
		}
		facts[i] = fact
	}
	r, err := NewRegister(f.City, facts)
	var bad *badFact
	if errors.As(err, &bad) {
		return nil, &Mistake{Line: line(bad.index), Why: err.Error()}
	}
	if err != nil {
		return nil, &Mistake{Why: err.Error()}
	}
	return r, nil
}

// mistake tells a YAML error with its line, in Polish.
func mistake(err error) *Mistake {
	m := &Mistake{Line: 1}
	message := err.Error()
	var located yaml.Error
	if errors.As(err, &located) && located.GetToken() != nil {
		m.Line = located.GetToken().Position.Line
		message = located.GetMessage()
	}
	message, _, _ = strings.Cut(message, "\n")
	if _, key, ok := strings.Cut(message, "unknown field \""); ok {
		key = strings.TrimSuffix(key, "\"")
		m.Why = fmt.Sprintf("nieznany klucz „%s”. Znane klucze faktu: id, subject, kind, value, tolerance, valid {from, to}, source, post, short, wrong, speaker, date, owner, review_by.", key)
		return m
	}
	m.Why = "błąd składni YAML: " + strings.TrimSuffix(message, ".") + "."
	return m
}

// factLines is the line on which each entry of "facts" begins.
func factLines(data []byte) (lines []int) {
	inside := false
	indent := -1
	for n, l := range strings.Split(string(data), "\n") {
		trimmed := strings.TrimLeft(l, " ")
		switch {
		case strings.HasPrefix(l, "facts:"):
			inside = true
		case inside && strings.HasPrefix(trimmed, "- ") && (indent < 0 || len(l)-len(trimmed) == indent):
			indent = len(l) - len(trimmed)
			lines = append(lines, n+1)
		}
	}
	return lines
}

// fact makes a press.Fact of a card; days are instants of midnight in Warsaw.
func (y factYAML) fact() (f press.Fact, err error) {
	f = press.Fact{ID: y.ID, Subject: y.Subject, Kind: press.FactKind(y.Kind), Value: y.Value, Tolerance: y.Tolerance, Post: y.Post,
		Speaker: y.Speaker, Short: y.Short, Wrong: y.Wrong, Source: y.Source, Owner: y.Owner}
	day := func(key, s string) time.Time {
		if s == "" || err != nil {
			return time.Time{}
		}
		d, e := polish.ParseDay(s)
		if e != nil {
			err = fmt.Errorf("„%s” nie jest datą: „%s”; pisze się 2026-01-31.", key, s) //nolint:staticcheck // a Polish sentence for the screen
		}
		return d.Start()
	}
	f.Date, f.ReviewBy = day("date", y.Date), day("review_by", y.ReviewBy)
	if y.Valid != nil {
		f.From, f.To = day("from", y.Valid.From), day("to", y.Valid.To)
	}
	return f, err
}

// Yaml is the register as facts.yaml; ReadFacts reads it back.
func (r *Register) Yaml() ([]byte, error) {
	f := factsFile{City: r.city}
	day := func(t time.Time) string { return polish.DayOf(t).String() }
	for i := range r.cards {
		c := &r.cards[i].fact
		y := factYAML{ID: c.ID, Subject: c.Subject, Kind: string(c.Kind), Value: c.Value, Tolerance: c.Tolerance, Post: c.Post, Speaker: c.Speaker,
			Short: c.Short, Wrong: c.Wrong, Source: c.Source, Owner: c.Owner, Date: day(c.Date), ReviewBy: day(c.ReviewBy)}
		if !c.From.IsZero() || !c.To.IsZero() {
			y.Valid = &validYAML{From: day(c.From), To: day(c.To)}
		}
		f.Facts = append(f.Facts, y)
	}
	return yaml.Marshal(f)
}
