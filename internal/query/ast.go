package query

import (
	"prasowka/internal/polish"
)

// A Node is one expression of the language. The concrete types are Word,
// Phrase, Near, And, Or, Not, In, Is and Range (always as pointers); Parse
// never gives another, and never a nil one.
type Node interface{ node() }

// A Word is found at every word position whose token it matches:
//
//   - plain: the token shares at least one key with Token.Keys (all readings
//     on both sides, folded; of a word that stands alone see Analyzer.Base);
//   - Exact: one of the token's ExactTerms is ExactTerm;
//   - Prefix: the token's PrefixTerm begins with PrefixTerm.
type Word struct {
	Text   string       // as typed, without = and *
	Token  polish.Token // Analyzer.Query(Text); Analyzer.Base(Text) of a word that stands alone
	Exact  bool         // typed with =
	Prefix bool         // typed with *
}

// A Phrase is found where its words stand in this order within one field,
// with at most Slop other word positions among them, all gaps taken together.
// Each start is joined with the nearest following places of the other words,
// so that a start gives at most one occurrence, the shortest.
type Phrase struct {
	Words []*Word // at least two
	Slop  int     // 0–MaxDistance
}

// A Near is found where an occurrence of A and one of B in the same field, in
// either order and without overlapping, are at most Dist word positions apart:
// the first position of the later less the last position of the earlier is
// between 1 and Dist. So NEAR/1 is "side by side".
//
// Its operands are words, phrases, and alternatives (Or) of these.
type Near struct {
	A, B Node
	Dist int // 1–MaxDistance
}

// An And is true of a document where all its kids are. It holds at least two,
// none of them an And.
type And struct{ Kids []Node }

// An Or is true of a document where any of its kids is. It holds at least two,
// none of them an Or.
type Or struct{ Kids []Node }

// A Not is true of a document where its kid is not. Alone it is a query, too:
// every document without the kid.
type Not struct{ Kid Node }

// An In looks for Kid in one text field only. Without it a word, phrase or
// NEAR is looked for in title, lead and text, each by itself. Kid holds
// neither In, nor Is, nor Range.
type In struct {
	Field Field // Title or Lead
	Kid   Node
}

// An Is is true of a document one of whose ValueTerms of the field is
// ValueTerm(Value).
type Is struct {
	Field Field // Author, Source, Medium, Person, Topic, Tone or State
	Value string
}

// A Range is true of a document published within Bounds. Exactly one of its
// three ends is set. A document without a time of publication is in no range.
type Range struct {
	From, To polish.Day // whole days in Europe/Warsaw, inclusive; zero: open
	Days     int        // dni:N: today and the N days before it; 0: not used
}

func (*Word) node()   {}
func (*Phrase) node() {}
func (*Near) node()   {}
func (*And) node()    {}
func (*Or) node()     {}
func (*Not) node()    {}
func (*In) node()     {}
func (*Is) node()     {}
func (*Range) node()  {}

// A Field is a part of a document that a query can name, spelled as in the
// language.
type Field string

// The fields. Text cannot be named in a query; it is what a span in the body
// of an article says.
const (
	Title  Field = "tytuł"
	Lead   Field = "lead"
	Text   Field = "tekst"
	Author Field = "autor"
	Source Field = "źródło"
	Medium Field = "medium"
	Person Field = "osoba"
	Topic  Field = "temat"
	Tone   Field = "ton"
	State  Field = "stan"
)

// Limits of one query. What passes them is a SyntaxError, never silence.
const (
	MaxBytes      = 16 << 10 // length of the query as typed
	MaxTerms      = 512      // words, each word of a phrase counted, and values
	MaxDepth      = 24       // parentheses, negations and fields inside one another
	MaxDistance   = 50       // ~N and NEAR/N
	MaxDays       = 36_600   // dni:N
	MaxPrefixes   = 32       // words with *
	MaxExpansions = 2_000    // forms that one prefix may stand for in an archive
	MinPrefix     = 4        // letters before *
)

// A Query is a parsed query. It never changes and may be shared.
type Query struct {
	Root Node // nil only for Natural of a text without words: matches nothing
}
