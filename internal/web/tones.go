package web

import (
	"net/http"
	"slices"
	"strings"
	"time"

	"prasowka/internal/press"
	"prasowka/internal/store"
)

// toneRow is the tone of a clipping towards one subject, with the words to
// choose from.
type toneRow struct {
	store.Tone
	Who   string
	Words []choice
}

// toneWords are the words of a tone, in the order of a form.
var toneWords = []string{"pozytywny", "neutralny", "negatywny", "mieszany"}

// toneRows are the tones of a clipping, the city first.
func (s *Site) toneRows(r *http.Request, id string) ([]toneRow, error) {
	tones, err := s.Store.Tones(r.Context(), id)
	if err != nil {
		return nil, err
	}
	rank := func(t store.Tone) int {
		return 1 - slices.Index([]string{store.ToneLeaders, store.ToneCity}, t.Subject)
	}
	slices.SortStableFunc(tones, func(a, b store.Tone) int { return rank(a) - rank(b) })
	out := make([]toneRow, len(tones))
	for i, t := range tones {
		out[i] = toneRow{Tone: t}
		if t.By != "" {
			out[i].Who = t.By
			if p, err := s.Store.Person(r.Context(), t.By); err == nil {
				out[i].Who = p.Name
			}
		}
		for _, w := range toneWords {
			out[i].Words = append(out[i].Words, choice{Value: w, Text: w, On: w == t.Tone})
		}
	}
	return out, nil
}

// sayTone keeps what a person says of a tone: another word, or the same.
func (s *Site) sayTone(w http.ResponseWriter, r *http.Request) error {
	ctx, id := r.Context(), r.PathValue("id")
	subject, word := r.FormValue("wobec"), r.FormValue("ton")
	if !slices.Contains(toneWords, word) {
		return &press.Invalid{Field: "ton", Why: "wybierz: " + strings.Join(toneWords, ", ") + "."}
	}
	do := func(tx *store.Tx) error {
		tones, err := tx.Tones(ctx, id)
		if err != nil {
			return err
		}
		i := slices.IndexFunc(tones, func(t store.Tone) bool { return t.Subject == subject })
		if i < 0 {
			return press.NotFound("ton", subject)
		}
		t := tones[i]
		t.Tone, t.By, t.At = word, person(r).ID, s.Now()
		return tx.SayTone(ctx, t)
	}
	if err := s.act(r, do, store.Entry{What: "ocenił ton", Noun: "wycinek", Ref: id, Detail: subject + ": " + word}); err != nil {
		return err
	}
	return s.flash(w, r, "Ton wobec „"+subject+"”: "+word+". Twoja ocena jest ważniejsza niż program.", "/wycinki/"+id+"#ton")
}

// agreementData is the data of the screen Zgodność tonu.
type agreementData struct {
	Rows    []store.Agreement
	All     store.Agreement
	Model   store.Model
	Missing int // words still missing until the program learns
	Lately  []store.ToneWord
}

// learnsAt is how many words people must have said before the program learns.
const learnsAt = 100

func (s *Site) agreement(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	var d agreementData
	var err error
	if d.Rows, err = s.Store.ToneAgreement(ctx, time.Time{}, s.Now().Add(time.Second)); err != nil {
		return err
	}
	for _, a := range d.Rows {
		d.All.Asked, d.All.Proposed, d.All.Agreed, d.All.Abstained = d.All.Asked+a.Asked, d.All.Proposed+a.Proposed, d.All.Agreed+a.Agreed, d.All.Abstained+a.Abstained
	}
	if d.Model, err = s.Store.Model(ctx, store.ToneModel); err != nil {
		return err
	}
	d.Missing = max(0, learnsAt-d.All.Asked)
	if d.Lately, err = s.Store.LastToneWords(ctx, 20); err != nil {
		return err
	}
	return s.show(w, r, 0, "agreement", "Zgodność tonu", d)
}
