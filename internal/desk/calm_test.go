package desk

import (
	"net"
	"strconv"
	"strings"
	"testing"
	"time"

	"prasowka/config"
	"prasowka/internal/press"
	"prasowka/internal/store"
	"prasowka/internal/town"
)

// noisy is a small desk that alerts by the town's mail and Slack, both real
// servers on loopback.
func noisy(t *testing.T, rules config.Alerts) (*small, *town.Town) {
	t.Helper()
	s, tw := slacked(t)
	host, port, err := net.SplitHostPort(tw.SMTP())
	if err != nil {
		t.Fatal(err)
	}
	n, err := strconv.Atoi(port)
	if err != nil {
		t.Fatal(err)
	}
	s.Config.Main.Channels["listy"] = config.Channel{Kind: "email", Host: host, Port: n, TLS: config.NoTLS, From: "BPM <bpm@grodzisko.example>"}
	rules.To, rules.Channels = []string{"anna"}, []string{"listy", "slack"}
	s.Config.Main.Alerts = rules
	if s.channels, err = s.openChannels(); err != nil {
		t.Fatal(err)
	}
	err = s.Store.Write(t.Context(), func(tx *store.Tx) error {
		for _, topic := range []press.Topic{
			{ID: "awarie", Name: "Awarie", Query: "awaria", Severity: press.Urgent},
			{ID: "parki", Name: "Parki", Query: "park", Severity: press.Notable, Channels: rules.Channels},
		} {
			if err := tx.PutTopic(t.Context(), topic, 0, "anna", s.clock.Now()); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return s, tw
}

// reprint files another outlet's clipping of a story.
func (s *small) reprint(t *testing.T, story, outlet, title, text string) {
	t.Helper()
	ctx, now := t.Context(), s.clock.Now()
	err := s.Store.Write(ctx, func(tx *store.Tx) error {
		if err := tx.PutOutlet(ctx, press.Outlet{ID: outlet, Name: strings.ToUpper(outlet), Tier: 2, Medium: press.Portal}); err != nil {
			return err
		}
		id := press.NewID(now, outlet+title)
		c := press.Clipping{ID: id, URL: "https://" + outlet + ".example/" + id, Outlet: outlet, Source: outlet, Kind: press.Article, Title: title, Text: text, Published: now, Found: now, Version: 1, Story: story}
		if _, err := tx.PutReading(ctx, store.Filing{Clipping: c}, press.Version{N: 1, At: now, Title: title, Text: text}); err != nil {
			return err
		}
		return tx.CountStory(ctx, story)
	})
	if err != nil {
		t.Fatal(err)
	}
}

func (s *small) steps(t *testing.T) {
	t.Helper()
	if err := s.Step(t.Context()); err != nil {
		t.Fatal(err)
	}
}

func TestOneAlertAStoryIsUpdatedNotRepeatedAndGoesOnWhenNobodyTakesIt(t *testing.T) {
	s, tw := noisy(t, config.Alerts{Then: []string{"ewa"}, Escalate: config.Duration(30 * time.Minute)})
	story := s.publish(t, "Awaria wodociągu", "W nocy doszło do awarii wodociągu na Zatorzu.")
	s.steps(t)
	if mails, chat := tw.Mails(), tw.SlackMessages(); len(mails) != 1 || len(chat) != 1 || chat[0].Edits != 0 {
		t.Fatalf("%d mails, %d messages", len(mails), len(chat))
	}
	for _, outlet := range []string{"beta"} {
		s.clock.Add(5 * time.Minute)
		s.reprint(t, story, outlet, "Awaria na Zatorzu", "Trwa awaria wodociągu na Zatorzu.")
		s.steps(t)
	}
	mails, chat := tw.Mails(), tw.SlackMessages()
	if len(mails) != 1 {
		t.Errorf("reprints made more mails: %d", len(mails))
	}
	if len(chat) != 1 || chat[0].Edits != 1 || !strings.Contains(string(chat[0].Blocks), "BETA") {
		t.Errorf("the message was not updated: %d messages, %d edits", len(chat), chat[0].Edits)
	}
	s.clock.Add(25 * time.Minute)
	s.steps(t)
	mails = tw.Mails()
	if len(mails) != 2 || !strings.Contains(mails[1].To[0], "ewa@") {
		t.Fatalf("nobody was asked next: %d mails", len(mails))
	}
	s.clock.Add(2 * time.Hour)
	s.steps(t)
	if n := len(tw.Mails()); n != 2 {
		t.Errorf("it goes on and on: %d mails", n)
	}
}

func TestQuietHoursAndCoolDownHoldWhatCanWait(t *testing.T) {
	quiet := func(hour int) config.Clock { return config.Clock{Set: true, Minutes: hour * 60} }
	s, tw := noisy(t, config.Alerts{QuietFrom: quiet(22), QuietTo: quiet(6), CoolDown: config.Duration(2 * time.Hour)})
	s.publish(t, "Park do remontu", "Park zostanie zamknięty.")
	s.steps(t)
	if n := len(tw.Mails()); n != 1 {
		t.Fatalf("the first alert of the topic: %d mails", n)
	}
	s.clock.Add(30 * time.Minute)
	s.publish(t, "Ławki w parku", "W parku staną ławki.")
	s.steps(t)
	if n := len(tw.Mails()); n != 1 {
		t.Errorf("the cool-down did not hold: %d mails", n)
	}
	s.clock.Add(90 * time.Minute)
	s.steps(t)
	if n := len(tw.Mails()); n != 2 {
		t.Errorf("after the cool-down: %d mails", n)
	}
	s.clock.Add(14 * time.Hour) // 23:00
	s.publish(t, "Nocny park", "Park w nocy będzie otwarty.")
	s.publish(t, "Awaria prądu", "Awaria prądu na Zatorzu.")
	s.steps(t)
	mails := tw.Mails()
	if len(mails) != 3 || !strings.Contains(string(mails[2].Raw), "awarie") {
		t.Errorf("at night only what is urgent goes: %d mails", len(mails))
	}
	s.clock.Add(7 * time.Hour)
	s.steps(t)
	if n := len(tw.Mails()); n != 4 {
		t.Errorf("in the morning the rest goes: %d mails", n)
	}
}

func TestAMutedOutletOfATopicIsSilentAndRulesAreCounted(t *testing.T) {
	s, tw := noisy(t, config.Alerts{})
	ctx := t.Context()
	first := s.publish(t, "Awaria jeden", "Awaria na Zatorzu.")
	s.steps(t)
	err := s.Store.Write(ctx, func(tx *store.Tx) error {
		if err := tx.PutReceipt(ctx, store.Receipt{Key: store.MutedOutlet("awarie", "kurier"), Person: "anna", Kind: store.Muted, At: s.clock.Now()}); err != nil {
			return err
		}
		return tx.PutReceipt(ctx, store.Receipt{Key: "alert/awarie/" + first, Person: "anna", Kind: store.Taken, At: s.clock.Now()})
	})
	if err != nil {
		t.Fatal(err)
	}
	s.clock.Add(time.Hour)
	s.publish(t, "Awaria dwa", "Awaria na Północy.") // the muted outlet
	s.steps(t)
	if n := len(tw.Mails()); n != 1 {
		t.Errorf("the muted outlet alerted: %d mails", n)
	}
	counts, err := s.Store.RuleCounts(ctx, s.clock.Now().Add(-24*time.Hour), s.clock.Now().Add(time.Hour))
	if err != nil || len(counts) != 1 || counts[0].Alerts != 1 || counts[0].Right != 1 || counts[0].Wrong != 0 {
		t.Errorf("%+v, %v", counts, err)
	}
	// a thumb weighs more than a sign
	err = s.Store.Write(ctx, func(tx *store.Tx) error { return tx.Thumb(ctx, "awarie", first, -1) })
	if err != nil {
		t.Fatal(err)
	}
	line, err := s.rulesLine(ctx, store.Review{Day: "2026-11-30"}, nil)
	if err != nil || line != "Alerty w minionym tygodniu: 1, trafne 0 z 1 ocenionych." {
		t.Errorf("%q, %v", line, err)
	}
	if line, err := s.rulesLine(ctx, store.Review{Day: "2026-12-01"}, nil); line != "" || err != nil {
		t.Errorf("on a Tuesday: %q, %v", line, err)
	}
}
