package claims_test

import (
	"strings"
	"testing"

	"prasowka/internal/claims"
	"prasowka/internal/press"
	"prasowka/internal/town"
)

// TestTown holds the made-up town's press against the town's own facts.
func TestTown(t *testing.T) {
	tw, err := town.Start(t.Context(), town.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer tw.Close()
	r, err := claims.NewRegister(town.City, tw.Facts())
	if err != nil {
		t.Fatal(err)
	}
	type tally struct{ planted, found, raised, right int }
	kinds := map[press.FlagKind]*tally{}
	for _, k := range press.FlagKinds {
		kinds[k] = &tally{}
	}
	looks, spoiled := 0, 0
	for _, a := range tw.Articles() {
		flags := r.Check(claims.Text{ID: a.ID, Title: a.Title, Lead: a.Lead, Body: a.Text, Published: a.Published, Own: a.Outlet == "miasto"})
		hit := map[int]bool{}
		for _, p := range a.Planted {
			if p.LookAlike {
				looks++
			} else {
				kinds[p.Kind].planted++
			}
			for i, f := range flags {
				meets := p.Fact != "" && f.Fact == p.Fact || strings.Contains(f.Quote, p.Quote) || strings.Contains(p.Quote, f.Quote)
				switch {
				case p.LookAlike && strings.Contains(f.Quote, p.Quote):
					spoiled++
					t.Logf("%s: look-alike flagged: %s %q", a.ID, f.Kind, f.Quote)
				case !p.LookAlike && f.Kind == p.Kind && meets && !hit[i]:
					hit[i] = true
				}
			}
			if !p.LookAlike {
				found := false
				for i, f := range flags {
					found = found || hit[i] && f.Kind == p.Kind && f.Fact == p.Fact
				}
				if found {
					kinds[p.Kind].found++
				} else {
					t.Logf("%s: missed: %s %s %q", a.ID, p.Kind, p.Fact, p.Quote)
				}
			}
		}
		for i, f := range flags {
			kinds[f.Kind].raised++
			if hit[i] {
				kinds[f.Kind].right++
			} else {
				t.Logf("%s: not planted: %s %s %q in %q", a.ID, f.Kind, f.Fact, f.Quote, f.Sentence)
			}
		}
	}
	for _, k := range press.FlagKinds {
		t.Logf("%s: planted %d, found %d, raised %d, right %d", k, kinds[k].planted, kinds[k].found, kinds[k].raised, kinds[k].right)
	}
	t.Logf("look-alikes: %d, flagged %d", looks, spoiled)
	facts := kinds[press.FlagFact]
	if facts.right*10 < facts.raised*9 || facts.found*4 < facts.planted*3 || spoiled > 0 {
		t.Errorf("sprzeczne z faktem: %d of %d flags right, %d of %d planted found; %d look-alikes flagged", facts.right, facts.raised, facts.found, facts.planted, spoiled)
	}
}
