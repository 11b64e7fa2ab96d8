package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

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
	h = open(t, "")
	if status, _ := h.get(t, "/ton"); status == 200 {
		t.Log("a stranger is sent to log in")
	}
}
