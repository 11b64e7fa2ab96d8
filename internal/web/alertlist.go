package web

import (
	"cmp"
	"context"
	"net/http"
	"strings"
	"time"

	"prasowka/internal/press"
	"prasowka/internal/store"
)

// alertsData is the data of the screen Alerty.
type alertsData struct {
	Rules  []ruleRow
	Alerts []alertRow
}

// ruleRow is what became of one rule's alerts.
type ruleRow struct {
	store.RuleCount
	Name string
}

// alertRow is an alert of the last week, once for all who got it.
type alertRow struct {
	Path, Subject, Rule string
	Made                time.Time
	State, Who          string
}

// week is how far back the screen looks.
const week = 7 * 24 * time.Hour

// maxWeek bounds the notices of a week that are looked at.
const maxWeek = 2000

// week counts a topic's alerts of the last seven days.
func (s *Site) week(ctx context.Context, topic string) (store.RuleCount, error) {
	counts, err := s.Store.RuleCounts(ctx, s.Now().Add(-week), s.Now().Add(time.Second))
	for _, c := range counts {
		if c.Topic == topic {
			return c, err
		}
	}
	return store.RuleCount{Topic: topic}, err
}

func (s *Site) alertList(w http.ResponseWriter, r *http.Request) error {
	ctx, from := r.Context(), s.Now().Add(-week)
	names, err := s.named(ctx)
	if err != nil {
		return err
	}
	name := func(topic string) string {
		if topic == store.SpikeTopic {
			return "Nagłośnienie"
		}
		return cmp.Or(names.topics[topic].Name, topic)
	}
	var d alertsData
	counts, err := s.Store.RuleCounts(ctx, from, s.Now().Add(time.Second))
	if err != nil {
		return err
	}
	for _, c := range counts {
		d.Rules = append(d.Rules, ruleRow{RuleCount: c, Name: name(c.Topic)})
	}
	notices, err := s.Store.Notices(ctx, store.NoticeFilter{Kind: press.NoticeAlert, Since: from, Limit: maxWeek})
	if err != nil {
		return err
	}
	people, err := s.peopleNames(ctx)
	if err != nil {
		return err
	}
	seen := map[string]bool{}
	for _, n := range notices {
		parts := strings.SplitN(n.Key, "/", 4)
		if len(parts) != 4 || n.Thread != "" {
			continue
		}
		matter := parts[1] + "/" + parts[2]
		if seen[matter] {
			continue
		}
		seen[matter] = true
		row := alertRow{Path: "/alerty/" + matter, Subject: n.Subject, Rule: name(parts[1]), Made: n.Made}
		signs, err := s.Store.Receipts(ctx, "alert/"+matter)
		if err != nil {
			return err
		}
		if len(signs) > 0 {
			row.State, row.Who = signs[0].Kind, cmp.Or(people[signs[0].Person], signs[0].Person)
		}
		d.Alerts = append(d.Alerts, row)
	}
	return s.show(w, r, 0, "alerts", "Alerty", d)
}
