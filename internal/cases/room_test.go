package cases

import (
	"encoding/json"
	"reflect"
	"testing"
	"time"

	"prasowka/internal/press"
)

// The log is the truth: done, taken back, handed over.
func TestRoomReadsItsLog(t *testing.T) {
	plan, err := json.Marshal(Scenario{Title: "Pożar", Level: 2,
		Roles: []Role{{ID: "kieruje", Name: "Kieruje", Person: "ewa", Deputy: "jan", Signs: true}, {ID: "mowi", Name: "Mówi", Person: "anna"}},
		Steps: []Step{{ID: "a", What: "Zadzwoń", Within: Pace(15 * time.Minute), Phase: "Teraz"}, {ID: "b", What: "Zapisz", Phase: "Potem"}, {ID: "c", What: "Ogłoś", Within: Pace(time.Hour), Phase: "Teraz"}}})
	if err != nil {
		t.Fatal(err)
	}
	began := time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC)
	at := func(n int) time.Time { return began.Add(time.Duration(n) * time.Minute) }
	log := []press.CrisisEntry{
		{ID: 1, At: at(0), Kind: press.CrisisOpened},
		{ID: 2, At: at(5), Kind: press.CrisisStep, Ref: "a", By: "anna", Text: "potwierdza straż"},
		{ID: 3, At: at(6), Kind: press.CrisisStep, Ref: "c", By: "anna"},
		{ID: 4, At: at(7), Kind: press.CrisisStepBack, Ref: "c", By: "anna"},
		{ID: 5, At: at(8), Kind: press.CrisisTask, Text: "Mapa", Owner: "jan", Due: at(30)},
		{ID: 6, At: at(9), Kind: press.CrisisTask, Text: "Numer", Owner: "ewa", Due: at(20)},
		{ID: 7, At: at(10), Kind: press.CrisisTaskDone, Ref: "6", By: "ewa"},
		{ID: 8, At: at(11), Kind: press.CrisisRole, Ref: "kieruje", Owner: "jan"},
		{ID: 9, At: at(12), Kind: press.CrisisStatement, Ref: "s1", Text: "Stanowisko", By: "anna"},
		{ID: 10, At: at(13), Kind: press.CrisisSigned, Ref: "s1", By: "jan"},
		{ID: 11, At: at(14), Kind: press.CrisisPublished, Ref: "s1", Text: "strona miasta"},
	}
	r, err := RoomOf(press.Crisis{ID: 1, Plan: string(plan), Opened: began}, log)
	if err != nil {
		t.Fatal(err)
	}
	if done, late := r.Standing(at(61)); done != 1 || late != 1 {
		t.Errorf("%d done, %d late", done, late)
	}
	if s := r.Steps[0]; s.By != "anna" || s.Note != "potwierdza straż" || s.Late(at(90)) || !s.Due.Equal(at(15)) {
		t.Errorf("step a %+v", s)
	}
	if len(r.Tasks) != 2 || !r.Tasks[0].Late(at(30)) || r.Tasks[0].Late(at(29)) || r.Tasks[1].Late(at(60)) || r.Tasks[1].DoneBy != "ewa" {
		t.Errorf("tasks %+v", r.Tasks)
	}
	if got := r.Team(); !reflect.DeepEqual(got, []string{"jan", "ewa", "anna"}) {
		t.Errorf("team %v", got)
	}
	if got := r.Signers(); !reflect.DeepEqual(got, []string{"jan"}) {
		t.Errorf("signers %v", got)
	}
	if held := r.HeldBy("jan"); len(held) != 1 || held[0].ID != "kieruje" || len(r.HeldBy("ewa")) != 0 || len(r.HeldBy("")) != 0 {
		t.Errorf("held by jan %+v", held)
	}
	if len(r.Texts) != 1 || r.Texts[0].SignedBy != "jan" || len(r.Texts[0].Out) != 1 {
		t.Errorf("texts %+v", r.Texts)
	}
	if got := r.Phases(); !reflect.DeepEqual(got, []string{"Teraz", "Potem"}) {
		t.Errorf("phases %v", got)
	}
}
