package store

import (
	"errors"
	"testing"
	"time"

	"prasowka/internal/press"
)

// An address is invited once to a case; a letter goes to it as often as it is
// written, and its notice is found by it.
func TestInvitations(t *testing.T) {
	db, ctx := open(t), t.Context()
	now := time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	var conf, mailing int64
	var ids []int64
	err := db.Write(ctx, func(tx *Tx) (err error) {
		if conf, err = tx.OpenCase(ctx, press.Case{Register: "konferencje", Status: "plan", Opened: now}, "", "anna"); err != nil {
			return err
		}
		for _, v := range []Invitation{{Name: "Iga Pytalska", Email: "iga@glos.example"}, {Name: "Iga P.", Email: "iga@glos.example"}, {Name: "Gość"}, {Name: "Drugi gość"}} {
			v.Case, v.Made = conf, now
			id, err := tx.PutInvitation(ctx, v)
			if err != nil {
				return err
			}
			ids = append(ids, id)
		}
		mailing, err = tx.PutMailing(ctx, Mailing{Case: conf, Subject: "Zaproszenie", Body: "Zapraszamy.", Made: now, By: "anna"}, []int64{ids[0], ids[0]})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if ids[0] != ids[1] || ids[2] == ids[3] {
		t.Errorf("numbers %v", ids)
	}
	waiting, err := db.WaitingMailings(ctx)
	if err != nil || len(waiting) != 1 || waiting[0].Subject != "Zaproszenie" {
		t.Fatalf("waiting %+v, %v", waiting, err)
	}
	people, err := db.MailingPeople(ctx, mailing)
	if err != nil || len(people) != 1 || people[0].Name != "Iga Pytalska" {
		t.Fatalf("goes to %+v, %v", people, err)
	}
	answer := people[0]
	answer.Answer, answer.People, answer.Answered = WillCome, 2, now
	err = db.Write(ctx, func(tx *Tx) error {
		if _, err := tx.PutNotice(ctx, press.Notice{Key: MailingKey(mailing, answer.ID), Kind: press.NoticeLetter, Channel: "poczta", To: answer.Email, Payload: []byte("{}"), Made: now}); err != nil {
			return err
		}
		if err := tx.QueueMailing(ctx, mailing, now); err != nil {
			return err
		}
		_, err := tx.PutInvitation(ctx, answer)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if waiting, err := db.WaitingMailings(ctx); err != nil || len(waiting) != 0 {
		t.Errorf("still waiting %+v, %v", waiting, err)
	}
	if sent, err := db.MailingNotices(ctx, conf); err != nil || sent[answer.ID].To != "iga@glos.example" {
		t.Errorf("notices %+v, %v", sent, err)
	}
	if got, err := db.Invitation(ctx, answer.ID); err != nil || got.Answer != WillCome || got.People != 2 || !got.Answered.Equal(now) {
		t.Errorf("answer %+v, %v", got, err)
	}
	if _, err := db.Invitation(ctx, 99); !errors.Is(err, press.ErrNotFound) {
		t.Errorf("an invitation that is not there: %v", err)
	}
}
