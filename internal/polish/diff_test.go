package polish

import (
	"testing"

	"pgregory.net/rapid"
)

func TestDiffWords(t *testing.T) {
	runs := Diff("Most kosztował 12 mln zł.", "Most będzie kosztował 14 mln zł.")
	want := []Run{{Kept, "Most "}, {Added, "będzie "}, {Kept, "kosztował "}, {Removed, "12"}, {Added, "14"}, {Kept, " mln zł."}}
	if len(runs) != len(want) {
		t.Fatalf("runs %+v, want %+v", runs, want)
	}
	for i := range want {
		if runs[i] != want[i] {
			t.Errorf("run %d is %+v, want %+v", i, runs[i], want[i])
		}
	}
}

func TestDiffPutsBothTextsTogether(t *testing.T) {
	text := rapid.StringOf(rapid.RuneFrom([]rune("ab ą,.\n1")))
	rapid.Check(t, func(t *rapid.T) {
		before, after := text.Draw(t, "before"), text.Draw(t, "after")
		var gotBefore, gotAfter string
		for _, r := range Diff(before, after) {
			if r.Op != Added {
				gotBefore += r.Text
			}
			if r.Op != Removed {
				gotAfter += r.Text
			}
		}
		if gotBefore != before || gotAfter != after {
			t.Fatalf("runs give %q and %q", gotBefore, gotAfter)
		}
	})
}
