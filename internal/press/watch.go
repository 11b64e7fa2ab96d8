package press

import "time"

// A Topic is a standing query of the office and whom its hits concern.
type Topic struct {
	ID          string
	Name        string
	Query       string // in the query language of package query
	Owners      []string
	Departments []string
	Severity    Severity
	Channels    []string // names of channels that get an alert; empty: review only
	Section     string   // section of the review
	Paused      bool
}

// Severity orders what cannot wait.
type Severity int

// The severities.
const (
	Routine Severity = iota // waits for the review
	Notable                 // marked in the review
	Urgent                  // alert at once
)

// String is the Polish word for a severity.
func (s Severity) String() string {
	switch s {
	case Urgent:
		return "pilne"
	case Notable:
		return "ważne"
	}
	return "zwykłe"
}

// A Span is a place in one field of a clipping, in bytes.
type Span struct {
	Field string // "tytuł", "lead" or "tekst"
	Start int
	End   int
}

// A Hit is a topic found in a clipping.
type Hit struct {
	Topic    string
	Clipping string
	Story    string
	Version  int
	At       time.Time
	Spans    []Span   // the words that fired
	Words    []string // their distinct surface forms
}

// FlagKind is a reason to look whether an item needs rectification.
type FlagKind string

// The kinds of flag.
const (
	FlagFact       FlagKind = "sprzeczne z faktem"
	FlagQuote      FlagKind = "nieautoryzowana lub zmieniona wypowiedź"
	FlagAllegation FlagKind = "zarzut bez stanowiska urzędu"
	FlagName       FlagKind = "błędna nazwa lub funkcja"
	FlagEntity     FlagKind = "pomylony podmiot"
	FlagCriticism  FlagKind = "krytyka prasowa"
)

// FlagKinds lists every FlagKind in the order in which screens show them.
var FlagKinds = []FlagKind{FlagFact, FlagQuote, FlagAllegation, FlagName, FlagEntity, FlagCriticism}

// Remedy is what the office may answer with (domain notes §1.9).
type Remedy string

// The remedies.
const (
	Rectify Remedy = "sprostowanie" // facts only, art. 31a pr. pras., enforceable
	Polemic Remedy = "polemika"     // opinions; no right to publication
	Explain Remedy = "wyjaśnienie"  // the city's own channels
)

// FlagState is what the officer decided.
type FlagState string

// The states of a flag.
const (
	FlagOpen      FlagState = "otwarta"
	FlagConfirmed FlagState = "potwierdzona"
	FlagDismissed FlagState = "odrzucona"
	FlagCase      FlagState = "sprawa"     // a case was opened from it
	FlagMended    FlagState = "poprawiona" // the outlet corrected the text itself
)

// A Flag is a passage that may need rectification, with its evidence.
type Flag struct {
	ID         string
	Kind       FlagKind
	Clipping   string
	Version    int
	Fact       string // Fact.ID it is held against; may be empty
	Quote      string // the contested words, verbatim
	Span       Span
	Sentence   string // the sentence around Quote
	Expected   string // what the register says
	Why        string // a Polish sentence for the officer
	Remedy     Remedy
	Confidence float64 // 0–1
	State      FlagState
	Reason     string // of the decision
	By         string
	At         time.Time
}

// FactKind says how a fact is compared.
type FactKind string

// The kinds of fact.
const (
	FactAmount    FactKind = "amount"
	FactCount     FactKind = "count"
	FactPercent   FactKind = "percent"
	FactDate      FactKind = "date"
	FactPerson    FactKind = "person"
	FactName      FactKind = "name"
	FactStatement FactKind = "statement"
)

// A Fact is one card of the fact register (Karta faktów).
type Fact struct {
	ID        string
	Subject   string // a query: which sentences speak of it
	Kind      FactKind
	Value     string // as a person writes it: "812,4 mln zł"
	Tolerance string // "1%", "0,1 pp"; empty: exact, but for rounding
	From, To  time.Time
	Post      string    // for FactPerson
	Speaker   string    // for FactStatement
	Date      time.Time // for FactStatement
	Short     string    // for FactName
	Wrong     []string  // for FactName
	Source    string
	Owner     string
	ReviewBy  time.Time
}
