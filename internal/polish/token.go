package polish

// Kind is what a token is, as far as its letters show.
type Kind uint8

const (
	Word    Kind = iota // a word or a part of a hyphenated one
	Number              // digits, with separators: 12,5 · 1 234 · 23.11.2026 · 17:30
	Acronym             // SOK, OSiR, with its inflection: SOK-u, ZDiZ-owi
	Road                // S61, A2, DK8, DW653
	Abbrev              // ul., im., dr, zł
	URL                 // https://…, www.…, suwalki.info
	Email               // jan@example.pl
	Hashtag             // #Suwałki
	Handle              // @urzad
)

// kindNames are the kinds' names on screens of developers and in golden files.
var kindNames = [...]string{"word", "number", "acronym", "road", "abbrev", "url", "email", "hashtag", "handle"}

// String is the kind's name in lower case.
func (k Kind) String() string {
	if int(k) < len(kindNames) {
		return kindNames[k]
	}
	return "unknown"
}

// Token is one word of a text with all its readings.
type Token struct {
	Start, End int      // byte offsets in the text given: text[Start:End]
	Pos        int      // word position from 0; +1 a token
	Kind       Kind     //
	capital    bool     // see Capital
	ref        uint32   // see Ref
	Sentence   int      // sentence number from 0
	Exact      string   // the form: lower case, NFC, Polish letters kept; an acronym: as written
	Keys       []string // all readings, folded, deduplicated, never empty; shared, so never write to it
}

// Ref is the number of the token's form in the analyzer that cut it: tokens of
// one analyzer with the same number have the same Kind, Exact and Keys. So what
// was found out about a form can be kept under it. A form may have several
// numbers; 0 is no number.
func (t *Token) Ref() uint32 { return t.ref }

// Capital tells whether the token is written with a capital letter in its text,
// without looking there: it is HasCapital(text[Start:End]).
func (t *Token) Capital() bool { return t.capital }

// Meets tells whether two tokens share a key.
func (t Token) Meets(o Token) bool {
	for _, a := range t.Keys {
		for _, b := range o.Keys {
			if a == b {
				return true
			}
		}
	}
	return false
}

// Range is a piece of a text in bytes: text[Start:End].
type Range struct{ Start, End int }
