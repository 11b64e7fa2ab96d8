package web

import (
	"net/http"
	"slices"
	"strings"

	"prasowka/internal/press"
	"prasowka/internal/store"
)

// mistakes are what a reader may find wrong with a clipping, in the order of
// the form.
var mistakes = []string{"to nie nasza sprawa", "zły tekst albo tytuł", "zła data albo redakcja", "zły ton", "coś innego"}

// maxMistake bounds what a reader writes of it, in characters.
const maxMistake = 500

// sayMistake keeps that a reader found something wrong; the desk tells the
// press office.
func (s *Site) sayMistake(w http.ResponseWriter, r *http.Request) error {
	ctx, id := r.Context(), r.PathValue("id")
	kind, more := r.FormValue("co"), oneLine(r.FormValue("opis"))
	if !slices.Contains(mistakes, kind) {
		return &press.Invalid{Field: "co", Why: "wybierz: " + strings.Join(mistakes, ", ") + "."}
	}
	if runes := []rune(more); len(runes) > maxMistake {
		more = string(runes[:maxMistake])
	}
	detail := kind
	if more != "" {
		detail += ": " + more
	}
	do := func(tx *store.Tx) error {
		_, err := tx.Clipping(ctx, id)
		return err
	}
	if err := s.act(r, do, store.Entry{What: store.SaidMistake, Noun: "wycinek", Ref: id, Detail: detail}); err != nil {
		return err
	}
	return s.flash(w, r, "Dziękujemy. Biuro prasowe dostanie Twoje zgłoszenie.", "/wycinki/"+id+"#blad")
}

// A saidMistake is a report as the press office sees it on the clipping.
type saidMistake struct {
	store.Entry
	Name string
}

// mistakesOf are what readers found wrong with a clipping, the newest first.
func (s *Site) mistakesOf(r *http.Request, id string) ([]saidMistake, error) {
	entries, err := s.Store.Audit(r.Context(), "wycinek", id, 200)
	if err != nil {
		return nil, err
	}
	var out []saidMistake
	for _, e := range entries {
		if e.What != store.SaidMistake {
			continue
		}
		m := saidMistake{Entry: e, Name: e.Who}
		if p, err := s.Store.Person(r.Context(), e.Who); err == nil {
			m.Name = p.Name
		}
		out = append(out, m)
	}
	return out, nil
}
