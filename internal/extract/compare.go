package extract

// Op says what a run of words did between two versions.
type Op string

// The operations of a diff.
const (
	Same    Op = "="
	Added   Op = "+"
	Removed Op = "-"
)

// A DiffOp is a run of words with one fate.
type DiffOp struct {
	Op   Op     `json:"op"`
	Text string `json:"text"`
}

// A Change is what became of a text.
type Change struct {
	Matters bool   // more than typos, counters and time stamps
	What    string // in a Polish phrase; empty when nothing changed
	Diff    []DiffOp
}

// Compare tells what changed from one version of a text to the next.
func Compare(old, new string) Change {
	if old == new {
		return Change{}
	}
	return Change{Matters: true, What: "zmieniono tekst", Diff: []DiffOp{{Removed, old}, {Added, new}}}
}
