package desk

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"prasowka/internal/claims"
	"prasowka/internal/press"
	"prasowka/internal/store"
)

// toneSubjects are towards whom a tone is looked for: the city, those who lead
// it, and each of its units. A unit goes by its name and, where the fact
// register knows one, by its short name.
func (d *Desk) toneSubjects(facts []press.Fact) []claims.Subject {
	office := d.Config.Main.Office
	var people []string
	for _, p := range d.Config.People.People {
		if p.Leader {
			people = append(people, p.Name)
		}
	}
	city, leaders := claims.City(store.ToneCity, office.City, office.Body), claims.Leaders(store.ToneLeaders, office.City, people...)
	all := []claims.Subject{city, leaders}
	for _, u := range d.Config.People.Departments {
		if !u.Unit {
			continue
		}
		s := claims.Subject{ID: u.Name, Names: unitNames(u.Name)}
		for _, f := range facts {
			if f.Kind == press.FactName && f.Short != "" && strings.HasPrefix(u.Name, f.Value) {
				s.Names = append(s.Names, f.Short)
			}
		}
		all = append(all, s)
	}
	return all
}

// unitNames are a unit's name, also without the town's at its end, and the
// initials by which everybody calls it: OSiR, MOPS, ZDiZ.
func unitNames(name string) []string {
	names := []string{name}
	short, _, cut := strings.Cut(name, " w ")
	if cut {
		names = append(names, short)
	}
	var initials strings.Builder
	words := strings.Fields(short)
	for _, w := range words {
		first, _ := utf8.DecodeRuneInString(w)
		initials.WriteRune(first)
	}
	if len(words) >= 3 {
		names = append(names, initials.String())
	}
	return names
}

// tones lets the lookout say how a version speaks of us, by the lexicon and by
// what was learned here.
func (d *Desk) tones(ctx context.Context, l *lookout, facts []press.Fact) error {
	subjects := d.toneSubjects(facts)
	kept, err := d.Store.Model(ctx, store.ToneModel)
	if err != nil {
		return err
	}
	var model *claims.Model
	if len(kept.JSON) > 0 {
		model = &claims.Model{}
		if err := json.Unmarshal(kept.JSON, model); err != nil {
			return fmt.Errorf("model %s: %w", kept.Name, err)
		}
	}
	l.tones = func(v press.Version, now time.Time) []store.Tone {
		const between = "\n\n"
		body := len(v.Title) + len(between)
		var out []store.Tone
		for _, o := range claims.Tone(d.Analyzer, v.Title+between+v.Text, subjects, model) {
			if o.Sentence == "" {
				continue // nothing is said of it
			}
			t := store.Tone{Clipping: v.Clipping, Subject: o.Subject, Version: v.N, Tone: o.Tone, Sentence: o.Sentence, Score: o.Score, At: now}
			if t.Field = "tekst"; o.Start < body {
				t.Field, t.Start, t.End = "tytuł", min(o.Start, len(v.Title)), min(o.End, len(v.Title))
			} else {
				t.Start, t.End = o.Start-body, o.End-body
			}
			out = append(out, t)
		}
		return out
	}
	return nil
}

// Bounds of learning: how many new words make a new model worth its while, and
// how many of the newest it learns from.
const (
	learnAfter = 25
	learnFrom  = 5000
)

// learn makes the model of tones anew once people have said enough. It sees
// only sentences and words from this office, and leaves this machine with
// nobody.
func (d *Desk) learn(ctx context.Context) (result, error) {
	n, err := d.Store.ToneWordCount(ctx)
	if err != nil || n < claims.Enough {
		return result{}, err
	}
	kept, err := d.Store.Model(ctx, store.ToneModel)
	if err != nil || n < learnFrom && n < kept.Samples+learnAfter || n >= learnFrom && d.Now().Sub(kept.Made) < 24*time.Hour {
		return result{}, err
	}
	said, err := d.Store.ToneWords(ctx, learnFrom)
	if err != nil {
		return result{}, err
	}
	samples := make([]claims.Sample, len(said))
	for i, w := range said {
		samples[i] = claims.Sample{Text: w.Sentence, Tone: w.Tone}
	}
	model := claims.Train(d.Analyzer, samples)
	raw, err := json.Marshal(model)
	if err != nil {
		return result{}, err
	}
	err = d.Store.Write(ctx, func(tx *store.Tx) error {
		return tx.PutModel(ctx, store.Model{Name: store.ToneModel, Made: d.Now(), Samples: n, Agrees: model.Agrees, JSON: raw})
	})
	return result{did: 1}, err
}

// toneWords are the tones as a notice says them.
var toneWords = map[string]string{"negatywny": "krytyczny"}

// toneWord is the word for a clipping as a whole; empty: unsure.
func toneWord(tones []store.Tone) string {
	word := store.OneTone(tones)
	if said, ok := toneWords[word]; ok {
		return said
	}
	return word
}
