package web

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"prasowka/internal/press"
	"prasowka/internal/store"
)

func TestAPersonsWordOnToneWinsAndIsCounted(t *testing.T) {
	h := open(t, "anna")
	ctx := t.Context()
	id := h.file(t, "Skandal na placu", "Miasto skompromitowało się. Plac jest rozkopany.")
	err := h.Store.Write(ctx, func(tx *store.Tx) error {
		return tx.PutTones(ctx, id, []store.Tone{
			{Subject: store.ToneLeaders, Version: 1, Sentence: "Prezydent milczy.", Field: "tekst", At: h.now},
			{Subject: store.ToneCity, Version: 1, Tone: "negatywny", Sentence: "Miasto skompromitowało się.", Field: "tekst", At: h.now},
		})
	})
	if err != nil {
		t.Fatal(err)
	}
	status, body := h.get(t, "/wycinki/"+id)
	text := plain(body)
	if status != 200 || !strings.Contains(text, "wobec: miasto") || !strings.Contains(text, "„Miasto skompromitowało się.”") || !strings.Contains(text, "niepewny") {
		t.Errorf("the tone is not shown: %d", status)
	}
	if strings.Index(text, "wobec: miasto") > strings.Index(text, "wobec: kierownictwo") {
		t.Error("the city does not come first")
	}
	if status, _ := h.do(t, http.MethodPost, "/wycinki/"+id+"/ton", url.Values{"wobec": {"miasto"}, "ton": {"świetny"}}); status != 422 {
		t.Errorf("a word that is none: %d", status)
	}
	if status, _ := h.do(t, http.MethodPost, "/wycinki/"+id+"/ton", url.Values{"wobec": {"marsjanie"}, "ton": {"neutralny"}}); status != 404 {
		t.Errorf("a subject that is none: %d", status)
	}
	for subject, word := range map[string]string{"miasto": "neutralny", "kierownictwo": "negatywny"} {
		if status, _ := h.do(t, http.MethodPost, "/wycinki/"+id+"/ton", url.Values{"wobec": {subject}, "ton": {word}}); status != 200 {
			t.Errorf("saying it: %d", status)
		}
	}
	status, body = h.get(t, "/ton")
	text = plain(body)
	if status != 200 || !strings.Contains(strings.ReplaceAll(text, "\u00a0", " "), "2 oceny ludzi") || !strings.Contains(text, "Prezydent milczy.") {
		t.Errorf("the agreement is not shown: %d %s", status, text)
	}
}

// spoken gives a clipping tones, one of them a person's, a suggested summary,
// and an alert that can be seen before it goes.
func (h *house) spoken(t *testing.T, id string) {
	t.Helper()
	ctx := t.Context()
	h.Summaries = true
	h.Alert = func(context.Context, string, string) (press.Notice, error) {
		return press.Notice{Key: "podglad", Subject: "Alert: Mosty"}, nil
	}
	city := store.Tone{Clipping: id, Subject: store.ToneCity, Version: 1, Tone: "negatywny", Proposed: "negatywny", Sentence: "Miasto zwleka.", Field: "tekst", At: h.now}
	said := city
	said.Tone, said.By = "neutralny", "anna"
	err := h.Store.Write(ctx, func(tx *store.Tx) error {
		if err := tx.PutTones(ctx, id, []store.Tone{city, {Subject: store.ToneLeaders, Version: 1, Sentence: "Prezydent milczy.", Field: "tekst", At: h.now}}); err != nil {
			return err
		}
		if err := tx.SayTone(ctx, said); err != nil {
			return err
		}
		if err := tx.PutModel(ctx, store.Model{Name: store.ToneModel, Made: h.now, Samples: 120, Agrees: 0.71, JSON: []byte("{}")}); err != nil {
			return err
		}
		notice := press.Notice{Key: "alert/mosty/" + id + "/poczta/anna@example.org", Kind: press.NoticeAlert, Channel: "poczta", To: "anna@example.org", Subject: "Alert: Mosty", Payload: []byte("{}"), Made: h.now}
		if _, err := tx.PutNotice(ctx, notice); err != nil {
			return err
		}
		return tx.PutSummary(ctx, store.Summary{Clipping: id, Version: 1, State: store.SummaryOffered, Sentences: []store.Extract{{Text: "Miasto zwleka.", Start: 0, End: 14}}, AskedBy: "anna", Asked: h.now, At: h.now})
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestASuggestedSummaryIsTakenByAPersonAndNoticesAreShownInEveryChannel(t *testing.T) {
	h := open(t, "anna")
	id := h.file(t, "Kładka", "Miasto zwleka. Kładka czeka.")
	h.spoken(t, id)
	status, body := h.get(t, "/wycinki/"+id)
	if status != 200 || !strings.Contains(body, "?zdanie=0-14#tekst") || !strings.Contains(plain(body), "To propozycja") {
		t.Errorf("the suggestion is not shown: %d", status)
	}
	if _, body := h.get(t, "/wycinki/"+id+"?zdanie=0-14"); !strings.Contains(body, "<mark>Miasto zwleka.</mark>") {
		t.Error("its place is not set off")
	}
	for _, odd := range []string{"0-9999", "5-2", "x-y", "-3-4"} {
		if status, _ := h.get(t, "/wycinki/"+id+"?zdanie="+odd); status != 200 {
			t.Errorf("%q: %d", odd, status)
		}
	}
	path := "/wycinki/" + id + "/streszczenie"
	if status, _ := h.do(t, http.MethodPost, path, url.Values{"czyn": {"przyjmij"}, "wersja": {"7"}}); status != http.StatusConflict {
		t.Errorf("another version was taken: %d", status)
	}
	if status, _ := h.do(t, http.MethodPost, path, url.Values{"czyn": {"przyjmij"}, "wersja": {"1"}}); status != 200 {
		t.Errorf("taking it: %d", status)
	}
	if m, err := h.Store.Summary(t.Context(), id); err != nil || m.State != store.SummaryTaken || m.By != "anna" {
		t.Errorf("%+v, %v", m, err)
	}
	for _, form := range []string{"html", "text", "czat", "slack.json", "webhook.json"} {
		if status, body := h.get(t, "/alerty/mosty/"+id+"/podglad/"+form); status != 200 || body == "" {
			t.Errorf("%s: %d", form, status)
		}
	}
	if status, _ := h.get(t, "/alerty/mosty/"+id+"/podglad/exe"); status != 404 {
		t.Errorf("no such form: %d", status)
	}
	if status, body := h.get(t, "/alerty/mosty/"+id+"/podglad?postac=czat"); status != 200 || !strings.Contains(body, "/podglad/czat") {
		t.Errorf("the screen: %d", status)
	}
}
