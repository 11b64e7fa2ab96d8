package main

import (
	"iter"
	"time"

	"prasowka/config"
	"prasowka/internal/claims"
	"prasowka/internal/notify"
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

// issueParts are the parts of a review as its screen shows them.
func issueParts(model *notify.Review) []web.IssuePart {
	var out []web.IssuePart
	for _, p := range model.Parts() {
		part := web.IssuePart{ID: p.ID, Title: p.Title, Style: string(p.Style)}
		for _, l := range p.Lines {
			part.Lines = append(part.Lines, web.Followed(l))
		}
		for _, g := range p.Groups {
			group := web.IssueGroup{Name: g.Name}
			for _, r := range g.Rows {
				group.Rows = append(group.Rows, issueRow(r))
			}
			part.Groups = append(part.Groups, group)
		}
		out = append(out, part)
	}
	return out
}

func issueRow(r notify.Row) web.IssueRow {
	row := web.IssueRow{
		Story: r.Story, Clipping: r.Clipping, Title: r.Title, URL: r.URL, Meta: r.Meta, Tone: r.Tone, Air: r.Air, Why: r.Why, Note: r.Note, Quote: r.Quote,
		Who: r.Who, Topics: r.Topics, Action: r.Action, Owner: r.Owner, Left: polish.Capital(r.Left), Due: r.Due, Risky: r.Risky, Again: r.Again,
	}
	for _, l := range r.Links {
		row.Links = append(row.Links, web.Link{Text: l.Label, Href: l.URL})
	}
	return row
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
