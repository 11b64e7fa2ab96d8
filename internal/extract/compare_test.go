package extract

import (
	"strings"
	"testing"
)

func TestCompare(t *testing.T) {
	const base = "Miasto przeznaczy 12,4 mln zł na remont ulicy Kościuszki. Prezydent Jan Kowalik zapowiada koniec prac w maju.\n„Zdążymy przed zimą” – mówi Anna Nowak z urzędu."
	for _, c := range []struct {
		name, old, new string
		matters        bool
		what           string
	}{
		{"nothing", base, base, false, ""},
		{"number", base, strings.Replace(base, "12,4", "14,2", 1), true, "liczbę"},
		{"name", base, strings.Replace(base, "Kowalik", "Zieliński", 1), true, "nazwę"},
		{"negation", base, strings.Replace(base, "Zdążymy", "Nie zdążymy", 1), true, "przeczenie"},
		{"negation glued", "Sąd uznał go za winnego zarzucanych czynów.", "Sąd uznał go za niewinnego zarzucanych czynów.", true, "przeczenie"},
		{"quotation", base, strings.Replace(base, "Zdążymy przed zimą", "Skończymy przed jesienią", 1), true, "cytat"},
		{"typo", strings.Replace(base, "przeznaczy", "przeznacyz", 1), base, false, "pisownię"},
		{"letters", strings.Replace(base, "Kościuszki", "Kosciuszki", 1), base, false, "pisownię"},
		{"punctuation", base, strings.Replace(base, "urzędu.", "urzędu!", 1), false, "pisownię"},
		{"stamp", base + "\nakt. 11:16", base + "\nakt. 12:40", false, "pisownię"},
		{"stamp in line", base + " (akt. 11:16)", base + " (akt. 12:40)", false, "pisownię"},
		{"counter", base + "\nWyświetleń: 120", base + "\nWyświetleń: 1350", false, "pisownię"},
		{"sentence added", base, base + "\nRadni opozycji zapowiedzieli, że zagłosują przeciw tej uchwale.", true, "dodano"},
		{"sentence removed", base + "\nRadni opozycji zapowiedzieli, że zagłosują przeciw tej uchwale.", base, true, "usunięto"},
		{"synonym", strings.Replace(base, "zapowiada", "obiecuje", 1), base, false, "słowo"},
	} {
		got := Compare(c.old, c.new)
		if got.Matters != c.matters || !strings.Contains(got.What, c.what) || c.what == "" && got.What != "" {
			t.Errorf("%s: matters %v, what %q; want %v, %q", c.name, got.Matters, got.What, c.matters, c.what)
		}
		checkDiff(t, got.Diff, c.old, c.new)
		if c.old != c.new && len(got.Diff) == 0 {
			t.Errorf("%s: a change with an empty diff", c.name)
		}
	}
	if got := CompareVersions("Remont ruszy w maju", base, "Remont nie ruszy w maju [zdjęcia]", base); !got.Matters || got.What != "zmieniono tytuł" {
		t.Errorf("title: %+v", got)
	}
	if got := CompareVersions("Remont ruszy w maju", base, "Remont ruszy w maju [ZDJĘCIA]", base); got.Matters {
		t.Errorf("marks: %+v", got)
	}
}

// checkDiff holds a diff's invariant: Same and Removed are the old text, Same
// and Added the new, but for white space and stamps.
func checkDiff(t *testing.T, ops []DiffOp, before, after string) {
	t.Helper()
	if len(ops) == 0 {
		return
	}
	var a, b string
	for _, op := range ops {
		if op.Op != Added {
			a += op.Text
		}
		if op.Op != Removed {
			b += op.Text
		}
	}
	squeeze := func(s string) string { return strings.Join(strings.Fields(s), "") }
	if squeeze(a) != squeeze(before) && squeeze(a) != squeeze(dropStamps(before)) {
		t.Errorf("old side of the diff is %q, want %q", a, before)
	}
	if squeeze(b) != squeeze(after) && squeeze(b) != squeeze(dropStamps(after)) {
		t.Errorf("new side of the diff is %q, want %q", b, after)
	}
}
