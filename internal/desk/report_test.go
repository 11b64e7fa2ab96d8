package desk

import (
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"prasowka/config"
	"prasowka/internal/notify"
	"prasowka/internal/polish"
	"prasowka/internal/press"
	"prasowka/internal/store"
)

var updateReports = flag.Bool("update-reports", false, "write the report's golden file anew")

func TestLastWhole(t *testing.T) {
	for _, c := range []struct {
		period   config.Period
		day      string
		from, to string
	}{
		{config.Week, "2026-11-23", "2026-11-16", "2026-11-22"}, // a Monday
		{config.Week, "2026-11-29", "2026-11-16", "2026-11-22"}, // the Sunday after it
		{config.Week, "2026-01-01", "2025-12-22", "2025-12-28"},
		{config.Month, "2026-03-01", "2026-02-01", "2026-02-28"},
		{config.Month, "2026-01-31", "2025-12-01", "2025-12-31"},
	} {
		day, err := polish.ParseDay(c.day)
		if err != nil {
			t.Fatal(err)
		}
		if from, to := lastWhole(c.period, day); from.String() != c.from || to.String() != c.to {
			t.Errorf("%s before %s: %s to %s, want %s to %s", c.period, c.day, from, to, c.from, c.to)
		}
	}
}

// A week with something of everything, sent by the clock once.
func TestWeeklyReport(t *testing.T) {
	o := newOffice(t, "2026-11-01 09:00")
	o.Config.Reviews.Reports = []config.Report{{Name: "tygodniowy", Title: "Raport tygodniowy", Period: config.Week, Send: "0 8 * * 1", To: []string{"anna", "jan"}, Channels: []string{"poczta"}}}
	if _, err := o.report(t.Context()); err != nil { // the schedule begins
		t.Fatal(err)
	}
	o.week(t)
	o.goTo(t, "2026-11-23 08:00")
	for want := range 2 {
		r, err := o.report(t.Context())
		if err != nil || r.did != 1-want {
			t.Fatalf("run %d made %d, %v", want, r.did, err)
		}
	}
	sent, err := o.Store.SentReports(t.Context(), 10)
	if err != nil || len(sent) != 1 || sent[0].From != "2026-11-16" || sent[0].To != "2026-11-22" {
		t.Fatalf("reports %+v, %v", sent, err)
	}
	notices, err := o.Store.Notices(t.Context(), store.NoticeFilter{Kind: press.NoticeReport})
	if err != nil || len(notices) != 2 {
		t.Fatalf("%d notices, %v", len(notices), err)
	}
	p, err := notify.Decode(notices[0])
	if err != nil {
		t.Fatal(err)
	}
	mail, err := p.Mail()
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join("testdata", "raport.txt")
	if *updateReports {
		if err := os.WriteFile(path, []byte(mail.Text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil || mail.Text != string(want) {
		t.Errorf("the report reads (%v)\n%s", err, mail.Text)
	}
	if strings.Contains(mail.HTML, "<img") || strings.Contains(mail.HTML, "data:") || len(mail.HTML) > notify.MaxMail {
		t.Error("the mail carries pictures, or is too long")
	}
	if _, err := json.Marshal(p.Chat()); err != nil {
		t.Error(err)
	}
}

// week is a week with its past: publications, a topic, a flag, an alert that
// was taken, a release and its echo, cases.
func (o *office) week(t *testing.T) {
	t.Helper()
	for _, day := range []string{"2026-11-02", "2026-11-09", "2026-11-10", "2026-11-16", "2026-11-17", "2026-11-18"} {
		o.goTo(t, day+" 10:00")
		for n := range len(day)%3 + 2 {
			o.file(t, []string{"glos", "radio", "kurier"}[n%3], "Sprawa z "+day+strings.Repeat("!", n), "Tekst.")
		}
	}
	o.goTo(t, "2026-11-18 11:00")
	o.say(t, "r1", "komunikat", "Młyńska", ourRelease, o.clock.Now())
	o.say(t, "r2", "stanowisko", "Most", "Most będzie gotowy w grudniu, a nie wiosną, jak napisano.", o.clock.Now().Add(-time.Minute))
	o.goTo(t, "2026-11-18 12:30")
	echo := o.file(t, "radio", "Młyńska zamknięta", ourRelease)
	o.pickUp(t)
	id := o.openCase(t, "zapytania", "wyslane", "jan", map[string]any{"wplynelo": "2026-11-18T08:00:00+01:00", "wyslano": "2026-11-18T12:00:00+01:00", "medium": "radio"})
	topic := o.Config.Watch.Topics[0].ID
	err := o.Store.Write(t.Context(), func(tx *store.Tx) error {
		ctx, now := t.Context(), o.clock.Now()
		c, err := tx.Case(ctx, id)
		if err != nil {
			return err
		}
		c.Closed = now
		if err := tx.SaveCase(ctx, c, ""); err != nil {
			return err
		}
		if _, err := tx.PutHit(ctx, press.Hit{Topic: topic, Clipping: echo, Story: echo, Version: 1, At: now}); err != nil {
			return err
		}
		for n, state := range []press.FlagState{press.FlagConfirmed, press.FlagDismissed, press.FlagOpen} {
			if _, err := tx.PutFlag(ctx, press.Flag{ID: string(state), Kind: press.FlagFact, Clipping: echo, Quote: strings.Repeat("x", n+1), State: state, Remedy: press.Rectify}, now); err != nil {
				return err
			}
		}
		if err := tx.PutTones(ctx, echo, []store.Tone{{Clipping: echo, Subject: store.ToneCity, Version: 1, Tone: "negatywny", Proposed: "negatywny", At: now}}); err != nil {
			return err
		}
		n := press.Notice{Key: "alert/" + topic + "/" + echo + "/poczta/anna@example.org", Kind: press.NoticeAlert, Channel: "poczta", To: "anna@example.org", Payload: []byte("{}"), Made: now}
		if _, err := tx.PutNotice(ctx, n); err != nil {
			return err
		}
		n.SentAt = now
		if err := tx.SaveSending(ctx, n); err != nil {
			return err
		}
		return tx.PutReceipt(ctx, store.Receipt{Key: "alert/" + topic + "/" + echo, Person: "anna", Kind: store.Taken, At: now.Add(17 * time.Minute)})
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestReportBounds(t *testing.T) {
	o := newOffice(t, "2026-11-23 09:00")
	day := polish.NewDay(2026, 11, 23)
	for _, c := range [][2]polish.Day{{day, day.Add(-1)}, {day.Add(-200), day}, {day.Add(1), day.Add(2)}} {
		if _, err := o.Report(t.Context(), "R", c[0], c[1]); err == nil {
			t.Errorf("a report of %s to %s", c[0], c[1])
		}
	}
	r, err := o.Report(t.Context(), "R", day.Add(-6), day)
	if err != nil || len(r.Parts) != 11 {
		t.Errorf("a report of nothing: %d parts, %v", len(r.Parts), err)
	}
}
