package main

import (
	"iter"
	"time"

	"prasowka/config"
	"prasowka/internal/claims"
	"prasowka/internal/polish"
	"prasowka/internal/press"
	"prasowka/internal/query"
	"prasowka/internal/watch"
	"prasowka/internal/web"
)

// elections are the campaigns of the configuration.
func elections(list []config.Election) []web.Election {
	out := make([]web.Election, len(list))
	for i, e := range list {
		out[i] = web.Election{Name: e.Name, From: civil(e.From), Day: civil(e.Day), Confirmed: e.Confirmed}
	}
	return out
}

// civil is a day of the configuration as a day of the calendar.
func civil(d config.Date) polish.Day { return polish.NewDay(d.Year(), d.Month(), d.Day()) }

// nearMisses lends the watch's trial of a topic to the screens.
func (p *program) nearMisses(topic press.Topic, docs iter.Seq[*query.Doc], now time.Time, limit int) ([]web.NearMiss, error) {
	trial, err := watch.Try(p.analyzer, topic, docs, now, limit)
	if err != nil {
		return nil, err
	}
	out := make([]web.NearMiss, len(trial.Near))
	for i, n := range trial.Near {
		out[i] = web.NearMiss{Clipping: n.Clipping, Why: n.Why}
	}
	return out, nil
}

// factFile lends the reading and writing of facts.yaml to the screens.
func (p *program) factFile() web.FactFile {
	city := p.Config.Main.Office.City
	return web.FactFile{
		Read: func(data []byte) ([]press.Fact, error) {
			r, err := claims.ReadFacts(data)
			if err != nil {
				return nil, err
			}
			return r.Facts(), nil
		},
		Check: func(facts []press.Fact) error {
			_, err := claims.NewRegister(city, facts)
			return err
		},
		Write: func(facts []press.Fact) ([]byte, error) {
			r, err := claims.NewRegister(city, facts)
			if err != nil {
				return nil, err
			}
			return r.Yaml()
		},
	}
}
