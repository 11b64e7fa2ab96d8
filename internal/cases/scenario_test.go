package cases

import (
	"encoding/json"
	"reflect"
	"testing"
	"time"

	"prasowka/internal/polish"
)

func TestHoldingIsFilledAndKeepsItsGaps(t *testing.T) {
	h := Holding{Title: "Stanowisko", Body: "W sprawie {sprawa}: [co się stało].\n\n{urzad}, {dzis}, godz. {godzina}\n"}
	got := h.Fill(Situation{City: "Grodzisko", Body: "Urząd Miejski", Matter: "awarii wody", At: time.Date(2026, 11, 23, 14, 5, 0, 0, polish.Warsaw)})
	if want := "W sprawie awarii wody: [co się stało].\n\nUrząd Miejski, " + polish.NewDay(2026, 11, 23).Words() + ", godz. 14:05"; got != want {
		t.Errorf("Fill = %q, want %q", got, want)
	}
	if gaps := Gaps(got); !reflect.DeepEqual(gaps, []string{"[co się stało]"}) {
		t.Errorf("gaps %q", gaps)
	}
	if gaps := Gaps("Bez luk, [ale\nnie tu]."); gaps != nil {
		t.Errorf("gaps %q", gaps)
	}
}

// A room keeps the plan as JSON.
func TestScenarioRoundTrip(t *testing.T) {
	s := Scenario{Title: "Pożar", Kind: CrisisOfFact, Level: 2, Roles: []Role{{ID: "mowi", Name: "Mówi", Signs: true}},
		Steps: []Step{{ID: "a", What: "Zadzwoń", Within: Pace(15 * time.Minute)}, {ID: "b", What: "Zapisz", Within: Pace(72 * time.Hour)}, {ID: "c", What: "Zamknij"}}}
	raw, err := json.Marshal(s)
	if err != nil {
		t.Fatal(err)
	}
	var back Scenario
	if err := json.Unmarshal(raw, &back); err != nil || !reflect.DeepEqual(back, s) {
		t.Errorf("%+v, %v", back, err)
	}
	for in, want := range map[string]string{"15 min": "15 min", "90min": "90 min", "2 godz.": "2 godz.", "": ""} {
		var p Pace
		if err := p.UnmarshalText([]byte(in)); err != nil || p.String() != want {
			t.Errorf("%q reads as %q, %v", in, p, err)
		}
	}
	for _, in := range []string{"zaraz", "0 min", "-5 min", "15"} {
		if err := new(Pace).UnmarshalText([]byte(in)); err == nil {
			t.Errorf("%q is taken", in)
		}
	}
}
