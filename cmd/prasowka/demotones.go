package main

import (
	"context"
	"slices"
	"strings"
	"time"

	"prasowka/internal/press"
	"prasowka/internal/store"
)

// demoTones are what the press officer of the demonstration said of tones: of
// the texts in which a sentence stands, towards whom, in a word. Some agree with
// the program, some correct it, some speak where it was not sure.
var demoTones = []struct{ sentence, subject, tone string }{
	{"oddało salę tydzień przed terminem", store.ToneCity, "pozytywny"},
	{"ukrywali skażenie, bo trwała narada", store.ToneCity, "negatywny"},
	{"urząd zbyt długo zwlekał", store.ToneCity, "mieszany"}, // the court found for the city, and blamed it for the delay
	{"z jedenastu drzew przeznaczonych do wycięcia zostały dwa", store.ToneLeaders, "pozytywny"},
	{"Najszybciej odpowiada MOPS", "Miejski Ośrodek Pomocy Społecznej", "pozytywny"},
	{"OSiR otworzy lodowisko", "Ośrodek Sportu i Rekreacji", "neutralny"},
	{"podpisali program na najbliższe dwa lata", store.ToneLeaders, "neutralny"},
	{"okienko numer siedem było zamknięte", store.ToneCity, "negatywny"},
}

// demoRead is how many versions are looked through for those sentences.
const demoRead = 2000

// sayTones keeps what was said of the tones of the press that has been read.
func (p *program) sayTones(ctx context.Context) error {
	if n, err := p.store.ToneWordCount(ctx); err != nil || n > 0 {
		return err // a folder that was kept from the last time
	}
	return p.store.Write(ctx, func(tx *store.Tx) error {
		log, err := tx.Log(ctx, 0, demoRead)
		if err != nil {
			return err
		}
		for _, d := range demoTones {
			i := slices.IndexFunc(log, func(v press.Version) bool { return strings.Contains(v.Text, d.sentence) })
			if i < 0 {
				continue // not published yet
			}
			tones, err := tx.Tones(ctx, log[i].Clipping)
			if err != nil {
				return err
			}
			for _, t := range tones {
				if t.Subject != d.subject {
					continue
				}
				t.Tone, t.By, t.At = d.tone, demoPerson, time.Now()
				if err := tx.SayTone(ctx, t); err != nil {
					return err
				}
			}
		}
		return nil
	})
}
