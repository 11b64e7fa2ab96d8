package extract

import (
	"net/url"
	"os"
	"testing"
)

func TestZZ(t *testing.T) {
	raw, _ := os.ReadFile(os.Getenv("ZZ"))
	page, _ := Decode(raw, "")
	doc := parse(mend(page))
	prunePolls(doc)
	prune(doc, thorough)
	base, _ := url.Parse("https://x.example/a")
	p := linesOf(doc)
	bs := votes(doc, base)
	for _, l := range p {
		s := ""
		for _, b := range bs {
			if b.has(l.key) {
				s += b.name[:1] + b.name[len(b.name)-1:] + " "
			} else {
				s += "-- "
			}
		}
		t.Logf("%s %.100s", s, l.text)
	}
}

func TestZY(t *testing.T) {
	raw, _ := os.ReadFile(os.Getenv("ZZ"))
	page, _ := Decode(raw, "")
	doc := parse(mend(page))
	m := readMeta(doc, "https://x.example/a")
	for _, how := range []pruning{thorough, careful} {
		d := clone(doc)
		for _, l := range readPruned(d, how, m, Hints{}, "x", false) {
			t.Logf("%v %.80s", how, l.text)
		}
	}
	a, err := Read(raw, Hints{})
	t.Log(a.Text, err)
}
