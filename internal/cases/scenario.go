package cases

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"prasowka/internal/polish"
)

// A Scenario is the plan for one kind of crisis, as the operator writes it: by
// what it is known, who is on the team, what is done in which order, and what
// may be said before everything is known (domain notes §6.4, after RCB, Księga
// komunikacji kryzysowej). It is a list for people, not a program: nothing
// happens by itself.
type Scenario struct {
	Name       string       `yaml:"-"`
	Title      string       `yaml:"title" required:"yes"`
	Kind       ScenarioKind `yaml:"kind" required:"yes"`
	Level      int          `yaml:"level" required:"yes"` // 1 the press office alone, 2 the leadership, 3 the whole city
	About      string       `yaml:"about"`
	Signs      []string     `yaml:"signs"` // by what one knows it
	Roles      []Role       `yaml:"roles" required:"yes"`
	Steps      []Step       `yaml:"steps" required:"yes"`
	Statements []Holding    `yaml:"statements"`
	Audiences  []Audience   `yaml:"audiences"`
	Questions  []Question   `yaml:"questions"`
	Avoid      []string     `yaml:"avoid"`      // what must not be said
	Law        []string     `yaml:"law"`        // what the law asks, with its place
	StandDown  []string     `yaml:"stand_down"` // what must hold before the room is closed
	Lessons    []string     `yaml:"lessons"`    // what is asked afterwards
}

// ScenarioKind tells a crisis of reputation from one of people and things.
type ScenarioKind string

// The kinds of crisis.
const (
	CrisisOfImage ScenarioKind = "wizerunkowy"
	CrisisOfFact  ScenarioKind = "rzeczywisty"
)

// A Role is somebody on the team.
type Role struct {
	ID     string `yaml:"id" required:"yes"`
	Name   string `yaml:"name" required:"yes"` // "Kieruje", "Mówi w imieniu urzędu"
	Does   string `yaml:"does"`
	Person string `yaml:"person"` // Person.ID; empty: named when the room opens
	Deputy string `yaml:"deputy"` // Person.ID
	Phone  string `yaml:"phone"`  // reached at any hour
	Signs  bool   `yaml:"signs"`  // signs what is said outside
}

// A Step is one line of the checklist.
type Step struct {
	ID     string `yaml:"id" required:"yes"`
	What   string `yaml:"what" required:"yes"`
	Role   string `yaml:"role"`   // Role.ID
	Within Pace   `yaml:"within"` // after the room was opened; none: in its time
	Phase  string `yaml:"phase"`  // "Pierwsza godzina"
	Basis  string `yaml:"basis"`  // the law that asks for it
}

// A Holding is the template of a holding statement (stanowisko wstępne). What
// stands in square brackets is to be filled in by a person, and nobody can sign
// it before that; words in braces are filled in by the program.
type Holding struct {
	ID    string `yaml:"id" required:"yes"`
	Title string `yaml:"title" required:"yes"`
	Body  string `yaml:"body" required:"yes"`
}

// An Audience is who must hear of it, and by what way.
type Audience struct {
	Who      string   `yaml:"who" required:"yes"`
	Channels []string `yaml:"channels"`
}

// A Question is one that will be asked, with the line of the answer.
type Question struct {
	Asked  string `yaml:"asked" required:"yes"`
	Answer string `yaml:"answer" required:"yes"`
}

// A Pace is how soon a step is due, to the minute: "15 min", "2 godz.".
type Pace time.Duration

var pacePattern = regexp.MustCompile(`^(\d{1,4})\s*(min|godz)\.?$`)

// UnmarshalText reads a pace; the empty text is none.
func (p *Pace) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*p = 0
		return nil
	}
	m := pacePattern.FindStringSubmatch(strings.TrimSpace(string(text)))
	if m == nil {
		return fmt.Errorf("„%s” to nie jest czas na wykonanie. Napisz na przykład: 15 min, 2 godz., 72 godz", text)
	}
	n, err := strconv.Atoi(m[1])
	if err != nil || n == 0 {
		return fmt.Errorf("„%s”: liczba ma być większa od zera", text)
	}
	*p = Pace(time.Duration(n) * time.Minute)
	if m[2] == "godz" {
		*p = Pace(time.Duration(n) * time.Hour)
	}
	return nil
}

// MarshalText writes what UnmarshalText reads.
func (p Pace) MarshalText() ([]byte, error) { return []byte(p.String()), nil }

// String is "15 min" or "2 godz."; empty when there is none.
func (p Pace) String() string {
	switch d := time.Duration(p); {
	case d == 0:
		return ""
	case d%time.Hour == 0:
		return fmt.Sprintf("%d godz.", d/time.Hour)
	default:
		return fmt.Sprintf("%d min", d/time.Minute)
	}
}

// Role finds a role by its ID.
func (s *Scenario) Role(id string) (Role, bool) {
	for _, r := range s.Roles {
		if r.ID == id {
			return r, true
		}
	}
	return Role{}, false
}

// Step finds a step by its ID.
func (s *Scenario) Step(id string) (Step, bool) {
	for _, p := range s.Steps {
		if p.ID == id {
			return p, true
		}
	}
	return Step{}, false
}

// Situation is what a holding statement can name by itself.
type Situation struct {
	City, Body, Matter string
	At                 time.Time
}

// holdingWords are the words in braces that a template may use.
func (s Situation) words() map[string]string {
	return map[string]string{
		"miasto": s.City, "urzad": s.Body, "sprawa": s.Matter, "dzis": polish.DayOf(s.At).Words(), "godzina": polish.FormatTime(s.At),
	}
}

var bracedWord = regexp.MustCompile(`\{([^{}]*)\}`)

// Fill writes a holding statement for a situation; what a person must fill in
// stays in its square brackets.
func (h Holding) Fill(s Situation) string {
	words := s.words()
	text := bracedWord.ReplaceAllStringFunc(h.Body, func(m string) string { return words[strings.Trim(m, "{}")] })
	return strings.TrimSpace(text)
}

var gap = regexp.MustCompile(`\[[^\[\]\n]*\]`)

// Gaps are the places in a text that a person has still to fill in.
func Gaps(text string) []string { return gap.FindAllString(text, -1) }

// Check finds every mistake of a scenario.
func (s *Scenario) Check() []Mistake {
	var found []Mistake
	wrong := func(path, message, hint string) { found = append(found, Mistake{path, message, hint}) }
	if s.Level < 1 || s.Level > 3 {
		wrong("level", fmt.Sprintf("nie ma poziomu %d.", s.Level), "1: radzi sobie biuro prasowe, 2: wchodzi kierownictwo, 3: sprawa całego miasta.")
	}
	roles, signs := map[string]bool{}, false
	for i, r := range s.Roles {
		if roles[r.ID] {
			wrong(fmt.Sprintf("roles[%d].id", i), fmt.Sprintf("rola „%s” jest tu po raz drugi.", r.ID), "Usuń jeden z wpisów albo zmień identyfikator.")
		}
		roles[r.ID], signs = true, signs || r.Signs
	}
	if len(s.Statements) > 0 && !signs {
		wrong("statements", "nikt nie podpisuje stanowisk.", "Dopisz signs: true przy roli, która je zatwierdza.")
	}
	steps := map[string]bool{}
	for i, p := range s.Steps {
		path := fmt.Sprintf("steps[%d]", i)
		if steps[p.ID] {
			wrong(path+".id", fmt.Sprintf("krok „%s” jest tu po raz drugi.", p.ID), "Usuń jeden z wpisów albo zmień identyfikator.")
		}
		steps[p.ID] = true
		if p.Role != "" && !roles[p.Role] {
			wrong(path+".role", fmt.Sprintf("nie ma roli „%s”.", p.Role), "Dopisz ją w roles albo popraw identyfikator.")
		}
	}
	texts, words := map[string]bool{}, Situation{}.words()
	for i, h := range s.Statements {
		path := fmt.Sprintf("statements[%d]", i)
		if texts[h.ID] {
			wrong(path+".id", fmt.Sprintf("wzór „%s” jest tu po raz drugi.", h.ID), "Usuń jeden z wpisów albo zmień identyfikator.")
		}
		texts[h.ID] = true
		for _, m := range bracedWord.FindAllStringSubmatch(h.Body, -1) {
			if _, known := words[m[1]]; !known {
				wrong(path+".body", fmt.Sprintf("program nie zna słowa {%s}.", m[1]), "Do wyboru: {miasto}, {urzad}, {sprawa}, {dzis}, {godzina}. To, co wpisze człowiek, postaw w nawiasie kwadratowym.")
			}
		}
	}
	return found
}
