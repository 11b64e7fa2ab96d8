package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"prasowka/internal/polish"
	"prasowka/internal/press"
	"prasowka/internal/store"
)

// flagged raises a flag on a clipping against a card of the fact register.
func (h *house) flagged(t *testing.T) press.Flag {
	t.Helper()
	ctx := t.Context()
	const text = "Miasto wyda dużo.\nW przyszłym roku wydatki wyniosą 912,4 mln zł. Radni przyjęli plan."
	id := h.file(t, "Radni o wydatkach miasta", text)
	start := strings.Index(text, "912,4")
	f := press.Flag{
		ID: "f1", Kind: press.FlagFact, Clipping: id, Version: 1, Fact: "budzet", Quote: "912,4 mln zł",
		Span: press.Span{Field: "tekst", Start: start, End: start + len("912,4 mln zł")}, Sentence: "W przyszłym roku wydatki wyniosą 912,4 mln zł.",
		Expected: "812,4 mln zł", Why: "Tekst podaje 912,4 mln zł, a karta faktu 812,4 mln zł.", Remedy: press.Rectify, Confidence: 0.93,
	}
	quote := press.Flag{
		ID: "f2", Kind: press.FlagQuote, Clipping: id, Version: 1, Fact: "cytat", Quote: "Most będzie gotowy w marcu.", Sentence: "„Most będzie gotowy w marcu.” – mówi prezydent.",
		Expected: "Most będzie gotowy w grudniu.", Why: "Słowa różnią się od zapisanej wypowiedzi.", Remedy: press.Explain, Confidence: 0.7,
	}
	err := h.Store.Write(ctx, func(tx *store.Tx) error {
		if err := tx.PutFact(ctx, press.Fact{ID: "budzet", Subject: "wydatki I miasto", Kind: press.FactAmount, Value: "812,4 mln zł", Tolerance: "1%", Source: "uchwała budżetowa"}, store.FromScreen, "anna", h.now); err != nil {
			return err
		}
		for _, f := range []press.Flag{f, quote} {
			if _, err := tx.PutFlag(ctx, f, h.now); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func TestFlagsAreDecided(t *testing.T) {
	h := open(t, "anna")
	f := h.flagged(t)
	if _, body := h.get(t, "/flagi"); !strings.Contains(body, "912,4 mln zł") {
		t.Error("an open flag is not listed")
	}
	status, body := h.get(t, "/flagi/f1")
	for _, want := range []string{"<mark>912,4 mln zł</mark>", "812,4 mln zł", "uchwała budżetowa", "93", "Radni przyjęli plan"} {
		if status != 200 || !strings.Contains(body, want) {
			t.Errorf("the flag's screen: %d, no %q", status, want)
		}
	}
	if _, body := h.get(t, "/flagi/f2"); !strings.Contains(body, "<del>grudniu") && !strings.Contains(body, "<ins>marcu") {
		t.Error("a changed quotation shows no difference")
	}
	if status, _ := h.do(t, http.MethodPost, "/flagi/f1", url.Values{"czyn": {"odrzuc"}, "powod": {" "}}); status != 422 {
		t.Errorf("a dismissal without a reason: %d", status)
	}
	for _, step := range []struct {
		act  string
		want press.FlagState
	}{{"potwierdz", press.FlagConfirmed}, {"otworz", press.FlagOpen}, {"odrzuc", press.FlagDismissed}} {
		status, _ := h.do(t, http.MethodPost, "/flagi/f1", url.Values{"czyn": {step.act}, "powod": {"inny okres"}})
		got, err := h.Store.Flag(t.Context(), f.ID)
		if err != nil || status != 200 || got.State != step.want {
			t.Errorf("%s: %d, %s, %v", step.act, status, got.State, err)
		}
	}
	if _, body := h.get(t, "/flagi?stan=odrzucona"); !strings.Contains(body, "inny okres") {
		t.Error("the reason is not shown")
	}
	if status, _ := h.get(t, "/flagi/nie-ma"); status != 404 {
		t.Errorf("an unknown flag: %d", status)
	}
}

func TestPrecisionCountsWhatPeopleDecided(t *testing.T) {
	row := precisionOf(press.FlagFact, map[press.FlagState]int{press.FlagConfirmed: 6, press.FlagCase: 3, press.FlagDismissed: 1, press.FlagMended: 5, press.FlagOpen: 2})
	if row.Share() != 0.9 || row.Decided() != 10 || row.All != 17 {
		t.Errorf("%+v: %v of %d", row, row.Share(), row.Decided())
	}
}

// The last day is counted as the register counts it, raw and shifted.
func TestFlagShowsItsLastDay(t *testing.T) {
	h := office(t)
	f := h.flagged(t)
	c, err := h.Store.Clipping(t.Context(), f.Clipping)
	if err != nil {
		t.Fatal(err)
	}
	want := polish.DayOf(c.Published).Add(21)
	if _, body := h.get(t, "/flagi/f1"); !strings.Contains(body, want.Words()) || !strings.Contains(body, "art. 31a") || !strings.Contains(body, "/rejestry/sprostowania/nowa?flaga=f1") {
		t.Errorf("no last day %s", want.Words())
	}
	if _, body := h.get(t, "/flagi/f2"); strings.Contains(body, "Nadanie albo złożenie") {
		t.Error("a term of rectification for what is to be explained")
	}
}
