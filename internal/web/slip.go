package web

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"prasowka/internal/press"
	"prasowka/internal/store"
)

// slipData is the data of the screen behind a link in a mail.
type slipData struct {
	Slip   store.Slip
	Token  string
	Name   string
	What   string // what the slip is for: "Przegląd prasy, wydanie 2 z 23.11"
	Done   bool
	Paused bool
	Open   string // where a person with an account reads it
	Noun   string // "kryzys" for a crisis room, else a review
}

// slip reads the link in the path. It names one thing for one person, signed
// with the house's own key; a wrong one is press.NotFound.
func (s *Site) slip(r *http.Request) (slipData, error) {
	ctx := r.Context()
	key, err := s.Store.SlipKey(ctx)
	if err != nil {
		return slipData{}, err
	}
	d := slipData{Token: r.PathValue("token")}
	if d.Slip, err = key.Read(d.Token); err != nil {
		return d, err
	}
	if d.Slip.Kind != store.SlipRead && d.Slip.Kind != store.SlipPause {
		return d, press.NotFound("odnośnik", "…") // another door's key
	}
	p, err := s.Store.Person(ctx, d.Slip.Person)
	if err != nil {
		return d, err
	}
	d.Name = p.Name
	if d.Slip.Kind == store.SlipPause {
		paused, err := s.Store.Paused(ctx, d.Slip.Ref)
		_, d.Paused = paused[p.ID]
		d.What = d.Slip.Ref
		return d, err
	}
	d.What = d.Slip.Ref
	if number, ok := strings.CutPrefix(d.Slip.Ref, "review/"); ok {
		id, err := strconv.ParseInt(number, 10, 64)
		if err != nil {
			return d, err
		}
		v, err := s.Store.Review(ctx, id)
		if err != nil {
			return d, err
		}
		d.What, d.Open = fmt.Sprintf("%s, %s", issueName(v), reviewDay(v)), fmt.Sprintf("/przeglad/%d", id)
	}
	if number, ok := strings.CutPrefix(d.Slip.Ref, "crisis/"); ok {
		id, err := strconv.ParseInt(number, 10, 64)
		if err != nil {
			return d, err
		}
		c, err := s.Store.Crisis(ctx, id)
		if err != nil {
			return d, err
		}
		d.What, d.Open = "Pokój kryzysowy: "+c.Title, fmt.Sprintf("/kryzys/%d", id)
		d.Noun = "kryzys"
	}
	signs, err := s.Store.Receipts(ctx, d.Slip.Ref)
	for _, c := range signs {
		d.Done = d.Done || c.Person == p.ID && c.Kind == store.Seen
	}
	return d, err
}

func (s *Site) slipScreen(w http.ResponseWriter, r *http.Request) error {
	d, err := s.slip(r)
	if err != nil {
		return err
	}
	title := "Potwierdzenie"
	if d.Slip.Kind == store.SlipPause {
		title = "Wysyłka przeglądu"
	}
	return s.show(w, r, 0, "slip", title, d)
}

// useSlip does what the link is for. A mail program's one-click request
// (RFC 8058) comes without our page and pauses.
func (s *Site) useSlip(w http.ResponseWriter, r *http.Request) error {
	d, err := s.slip(r)
	if err != nil {
		return err
	}
	ctx, now := r.Context(), s.Now()
	err = s.Store.Write(ctx, func(tx *store.Tx) error {
		e := store.Entry{At: now, Who: d.Slip.Person, Noun: "przegląd", Ref: d.Slip.Ref}
		if d.Slip.Kind != store.SlipPause {
			return tx.PutReceipt(ctx, store.Receipt{Key: d.Slip.Ref, Person: d.Slip.Person, Kind: store.Seen, At: now})
		}
		pause := r.FormValue("czyn") != "wznow"
		e.What = map[bool]string{true: "wstrzymał wysyłkę do siebie", false: "wznowił wysyłkę do siebie"}[pause]
		if err := tx.PauseReview(ctx, d.Slip.Person, d.Slip.Ref, pause, now); err != nil {
			return err
		}
		return tx.Note(ctx, e)
	})
	if err != nil {
		return err
	}
	http.Redirect(w, r, "/odnosnik/"+d.Token, http.StatusSeeOther)
	return nil
}
