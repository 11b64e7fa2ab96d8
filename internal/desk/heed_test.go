package desk

import (
	"strings"
	"testing"
	"time"

	"prasowka/config"
	"prasowka/internal/notify"
	"prasowka/internal/polish"
	"prasowka/internal/press"
	"prasowka/internal/store"
)

// alarmed is a small desk with an urgent alert that went out, by mail and by
// a channel whose messages can be updated.
func alarmed(t *testing.T) *small {
	t.Helper()
	s := newSmall(t)
	ctx := t.Context()
	s.Config.Main.Alerts = config.Alerts{To: []string{"anna"}, Then: []string{"ewa"}, Escalate: config.Duration(30 * time.Minute), Channels: []string{"poczta", "slack"}}
	s.Config.Main.Channels["slack"] = config.Channel{Kind: "slack", Channel: "#prasa"}
	kind, payload, err := notify.Encode(&notify.Alert{Severity: press.Urgent, At: s.clock.Now(), Rule: "Awarie", Item: notify.Item{Title: "Awaria wody"}})
	if err != nil {
		t.Fatal(err)
	}
	err = s.Store.Write(ctx, func(tx *store.Tx) error {
		if err := tx.PutTopic(ctx, press.Topic{ID: "awarie", Name: "Awarie", Query: "awaria", Severity: press.Urgent}, 0, "anna", s.clock.Now()); err != nil {
			return err
		}
		for channel, to := range map[string]string{"poczta": "anna@example.org", "slack": "#prasa"} {
			n := press.Notice{Key: "alert/awarie/w1/" + channel + "/" + to, Kind: kind, Channel: channel, To: to, Subject: "Alert: Awarie", Payload: payload, Made: s.clock.Now()}
			if _, err := tx.PutNotice(ctx, n); err != nil {
				return err
			}
			n.SentAt, n.Remote = s.clock.Now(), "x"
			if err := tx.SaveSending(ctx, n); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func (s *small) heedNow(t *testing.T) result {
	t.Helper()
	r, err := s.heed(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestUntakenAlertGoesToTheNextPerson(t *testing.T) {
	s := alarmed(t)
	if r := s.heedNow(t); r.did != 0 || !r.next.Equal(s.clock.Now().Add(30*time.Minute)) {
		t.Fatalf("before its time: %+v", r)
	}
	s.clock.Add(30 * time.Minute)
	if r := s.heedNow(t); r.did != 1 {
		t.Fatalf("in time: %+v", r)
	}
	n, err := s.Store.NoticeByKey(t.Context(), "alert/awarie/w1/poczta/ewa@example.org"+escalated)
	if err != nil || !strings.HasPrefix(n.Subject, "Bez reakcji") || n.To != "ewa@example.org" {
		t.Errorf("%+v, %v", n, err)
	}
	for range 3 {
		s.clock.Add(time.Hour)
		if r := s.heedNow(t); r.did != 0 {
			t.Errorf("it goes on again: %+v", r)
		}
	}
}

func TestTakenAlertStaysAndSaysSo(t *testing.T) {
	for kind, state := range map[string]notify.AlertState{store.Taken: notify.AlertTaken, store.Muted: notify.AlertMuted} {
		s := alarmed(t)
		ctx := t.Context()
		if err := s.Store.Write(ctx, func(tx *store.Tx) error {
			return tx.PutReceipt(ctx, store.Receipt{Key: "alert/awarie/w1", Person: "anna", Kind: kind, At: s.clock.Now()})
		}); err != nil {
			t.Fatal(err)
		}
		s.clock.Add(2 * time.Hour)
		if r := s.heedNow(t); r.did != 1 {
			t.Errorf("%s: %+v", kind, r)
		}
		n, err := s.Store.NoticeByKey(ctx, "alert/awarie/w1/slack/#prasa#"+kind)
		if err != nil || n.Thread != "alert/awarie/w1/slack/#prasa" {
			t.Fatalf("%s: %+v, %v", kind, n, err)
		}
		a, err := alertOf(n)
		if err != nil || a.State != state || a.By != "Anna Rzecznik" {
			t.Errorf("%s: %+v, %v", kind, a, err)
		}
		if r := s.heedNow(t); r.did != 0 {
			t.Errorf("%s is told again: %+v", kind, r)
		}
	}
}

// Alerts that can wait keep their distance and the night.
func TestAlertsKeepTheirDistance(t *testing.T) {
	s := newSmall(t)
	ctx := t.Context()
	var from, to config.Clock
	for text, into := range map[string]*config.Clock{"22:00": &from, "06:00": &to} {
		if err := into.UnmarshalText([]byte(text)); err != nil {
			t.Fatal(err)
		}
	}
	s.Config.Main.Alerts.CoolDown, s.Config.Main.Alerts.QuietFrom, s.Config.Main.Alerts.QuietTo = config.Duration(2*time.Hour), from, to
	day := polish.NewDay(2026, 11, 23)
	at := func(hour int) time.Time { return day.Start().Add(time.Duration(hour) * time.Hour) }
	where := address{channel: "poczta", to: "anna@example.org"}
	put := func(story string, severity press.Severity, now time.Time) (when time.Time) {
		err := s.Store.Write(ctx, func(tx *store.Tx) (err error) {
			when, err = s.alertTime(ctx, tx, press.Topic{ID: "drogi", Severity: severity}, where, now)
			if err != nil {
				return err
			}
			_, err = tx.PutNotice(ctx, press.Notice{Key: "alert/drogi/" + story + "/poczta/" + where.to, Kind: press.NoticeAlert, Channel: "poczta", To: where.to, Payload: []byte("{}"), Made: now, NextAt: when})
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		return when
	}
	for i, step := range []struct {
		severity press.Severity
		now      int
		want     int
	}{{press.Notable, 19, 19}, {press.Notable, 19, 21}, {press.Urgent, 20, 20}, {press.Notable, 20, 30}} {
		if got := put(string(rune('a'+i)), step.severity, at(step.now)); !got.Equal(at(step.want)) {
			t.Errorf("alert %d: at %s, want %s", i, got, at(step.want))
		}
	}
}
