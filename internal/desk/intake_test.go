package desk

import (
	"strings"
	"testing"

	"prasowka/internal/notify"
	"prasowka/internal/press"
	"prasowka/internal/store"
)

// An application from the public form is told to the office once, with what to
// do when it came late; a case that the office opened itself is not.
func TestArrivalsAreTold(t *testing.T) {
	o := newOffice(t, "2026-11-23 09:00")
	fields := func(event string) map[string]any {
		return map[string]any{"wplynal": "2026-11-23", "organizator": "Stowarzyszenie", "wydarzenie": "Festyn", "od": event, "do": event}
	}
	o.openCase(t, "patronaty", "", "jan", fields("2027-03-01"))
	o.openCase(t, "patronaty", "", system, fields("2026-12-01"))
	o.openCase(t, "zapytania", "", system, map[string]any{"pytania": "Czy?"}) // no public form
	for range 2 {
		if _, err := o.intake(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	to, said := o.reminders(t)
	if strings.Join(to, " ") != "anna@example.org jan@example.org" || !said[0].Arrived || said[0].Case != "Festyn" || !strings.HasPrefix(said[0].Next, "Po terminie") || said[0].Doubt != doubt {
		t.Fatalf("told %v %+v", to, said)
	}
	mail, err := said[0].Mail()
	if err != nil || mail.Subject != "Nowa sprawa: Festyn (Honorowy patronat i komitety honorowe)" || !strings.Contains(mail.Text, "Przyszła z formularza") {
		t.Errorf("the mail says %q\n%s, %v", mail.Subject, mail.Text, err)
	}
}

// A letter to those invited becomes a mail for each, with the entry for the
// calendar and the invited person's own link; it is made once.
func TestMailingsBecomeLetters(t *testing.T) {
	o := newOffice(t, "2026-11-23 09:00")
	o.Config.Main.Server.URL = "https://prasowka.example"
	conf := o.openCase(t, "konferencje", "", "jan", map[string]any{"temat": "Most"})
	err := o.Store.Write(t.Context(), func(tx *store.Tx) error {
		var people []int64
		for _, email := range []string{"iga@glos.example", "sonia@radio.example"} {
			id, err := tx.PutInvitation(t.Context(), store.Invitation{Case: conf, Name: email, Email: email, Made: o.clock.Now()})
			if err != nil {
				return err
			}
			people = append(people, id)
		}
		_, err := tx.PutMailing(t.Context(), store.Mailing{Case: conf, Subject: "Zaproszenie", Body: "Zapraszamy.", Calendar: []byte("BEGIN:VCALENDAR"), Made: o.clock.Now(), By: "jan"}, people)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if _, err := o.mailing(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	list, err := o.Store.Notices(t.Context(), store.NoticeFilter{Kind: press.NoticeLetter})
	if err != nil || len(list) != 2 {
		t.Fatalf("%d letters, %v", len(list), err)
	}
	key, err := o.Store.SlipKey(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	p, err := notify.Decode(list[0])
	if err != nil {
		t.Fatal(err)
	}
	letter := p.(*notify.Letter)
	_, token, _ := strings.Cut(letter.Text, "https://prasowka.example/zaproszenie/")
	slip, err := key.Read(strings.TrimSpace(token))
	if err != nil || slip.Kind != store.SlipComing || slip.Ref != "2" || list[0].To != "sonia@radio.example" || len(letter.Attachments) != 1 {
		t.Errorf("letter to %s: %+v, slip %+v, %v", list[0].To, letter, slip, err)
	}
}
