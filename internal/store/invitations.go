package store

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"prasowka/internal/press"
)

// An Invitation asks somebody of the press to come to the event of a case.
type Invitation struct {
	ID       int64
	Case     int64
	Outlet   string // Outlet.ID; may be empty
	Name     string // of the journalist or the newsroom
	Email    string // empty: somebody who came without being asked by mail
	Made     time.Time
	Answer   string // "", WillCome or WillNot
	People   int    // how many will come
	Remark   string
	Answered time.Time
	Came     int // how many came; 0: nobody, or not yet known
}

// The answers to an invitation.
const (
	WillCome = "będę"
	WillNot  = "nie będę"
)

const invitationColumns = `id, case_id, outlet, name, email, made, answer, people, remark, answered, came`

func scanInvitation(s scanner) (v Invitation, err error) {
	var made, answered int64
	err = s.Scan(&v.ID, &v.Case, &v.Outlet, &v.Name, &v.Email, &made, &v.Answer, &v.People, &v.Remark, &answered, &v.Came)
	v.Made, v.Answered = at(made), at(answered)
	return v, err
}

// Invitations lists whom a case has invited, the first one first.
func (r reads) Invitations(ctx context.Context, id int64) ([]Invitation, error) {
	return rows(ctx, r, scanInvitation, `SELECT `+invitationColumns+` FROM invitations WHERE case_id = $1 ORDER BY id`, id)
}

// Invitation reads one; press.NotFound.
func (r reads) Invitation(ctx context.Context, id int64) (Invitation, error) {
	return row(ctx, r, "zaproszenie", strconv.FormatInt(id, 10), scanInvitation, `SELECT `+invitationColumns+` FROM invitations WHERE id = $1`, id)
}

// PutInvitation writes an invitation, a new one when ID is 0, and answers its
// number. An address that the case has invited already keeps its number and
// its answer.
func (tx *Tx) PutInvitation(ctx context.Context, v Invitation) (int64, error) {
	if v.ID != 0 {
		return v.ID, tx.one(ctx, "zaproszenie", strconv.FormatInt(v.ID, 10), `
UPDATE invitations SET outlet = $2, name = $3, answer = $4, people = $5, remark = $6, answered = $7, came = $8 WHERE id = $1`,
			v.ID, v.Outlet, v.Name, v.Answer, v.People, v.Remark, ms(v.Answered), v.Came)
	}
	if v.Email != "" {
		known, err := rows(ctx, tx.reads, scanInvitation, `SELECT `+invitationColumns+` FROM invitations WHERE case_id = $1 AND email = $2`, v.Case, v.Email)
		if err != nil || len(known) > 0 {
			return firstID(known), err
		}
	}
	id, err := tx.next(ctx, "invitation", 1)
	if err != nil {
		return 0, err
	}
	_, err = tx.exec(ctx, `INSERT INTO invitations (`+invitationColumns+`) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
		id, v.Case, v.Outlet, v.Name, v.Email, ms(v.Made), v.Answer, v.People, v.Remark, ms(v.Answered), v.Came)
	if err != nil {
		return 0, fmt.Errorf("put invitation of %q to case %d: %w", v.Name, v.Case, err)
	}
	return id, nil
}

func firstID(list []Invitation) int64 {
	if len(list) == 0 {
		return 0
	}
	return list[0].ID
}

// A Mailing is a letter of a case that goes to several of those invited.
type Mailing struct {
	ID       int64
	Case     int64
	Subject  string
	Body     string // paragraphs separated by an empty line
	Calendar []byte // iCalendar; empty: none
	Made     time.Time
	By       string
	Queued   time.Time // when notices were made of it; zero: not yet
}

const mailingColumns = `id, case_id, subject, body, calendar, made, who, queued`

func scanMailing(s scanner) (m Mailing, err error) {
	var made, queued int64
	err = s.Scan(&m.ID, &m.Case, &m.Subject, &m.Body, &m.Calendar, &made, &m.By, &queued)
	m.Made, m.Queued = at(made), at(queued)
	return m, err
}

// Mailings lists the letters that a case sent to those invited, the first one
// first.
func (r reads) Mailings(ctx context.Context, id int64) ([]Mailing, error) {
	return rows(ctx, r, scanMailing, `SELECT `+mailingColumns+` FROM mailings WHERE case_id = $1 ORDER BY id`, id)
}

// WaitingMailings lists the letters of which no notices were made yet.
func (r reads) WaitingMailings(ctx context.Context) ([]Mailing, error) {
	return rows(ctx, r, scanMailing, `SELECT `+mailingColumns+` FROM mailings WHERE queued = 0 ORDER BY id`)
}

// MailingPeople lists to whom a letter goes.
func (r reads) MailingPeople(ctx context.Context, mailing int64) ([]Invitation, error) {
	return rows(ctx, r, scanInvitation, `SELECT `+invitationColumns+` FROM invitations
WHERE id IN (SELECT invitation FROM mailing_people WHERE mailing = $1) ORDER BY id`, mailing)
}

// PutMailing writes a letter to the people invited, and answers its number.
func (tx *Tx) PutMailing(ctx context.Context, m Mailing, people []int64) (int64, error) {
	id, err := tx.next(ctx, "mailing", 1)
	if err != nil {
		return 0, err
	}
	if m.Calendar == nil {
		m.Calendar = []byte{}
	}
	_, err = tx.exec(ctx, `INSERT INTO mailings (`+mailingColumns+`) VALUES ($1, $2, $3, $4, $5, $6, $7, 0)`,
		id, m.Case, m.Subject, m.Body, m.Calendar, ms(m.Made), m.By)
	if err != nil {
		return 0, fmt.Errorf("put mailing of case %d: %w", m.Case, err)
	}
	for _, p := range people {
		if _, err := tx.exec(ctx, `INSERT INTO mailing_people (mailing, invitation) VALUES ($1, $2) ON CONFLICT DO NOTHING`, id, p); err != nil {
			return 0, fmt.Errorf("mailing %d to invitation %d: %w", id, p, err)
		}
	}
	return id, nil
}

// QueueMailing marks that notices were made of a letter.
func (tx *Tx) QueueMailing(ctx context.Context, id int64, now time.Time) error {
	return tx.one(ctx, "korespondencja", strconv.FormatInt(id, 10), `UPDATE mailings SET queued = $2 WHERE id = $1`, id, ms(now))
}

// MailingKey is the key of the notice that carries a letter to somebody.
func MailingKey(mailing, invitation int64) string {
	return fmt.Sprintf("mailing/%d/%d", mailing, invitation)
}

// MailingNotices is how the letters of a case went, by invitation: the newest
// notice of each.
func (r reads) MailingNotices(ctx context.Context, id int64) (map[int64]press.Notice, error) {
	pairs, err := rows(ctx, r, func(s scanner) (p [2]int64, err error) {
		err = s.Scan(&p[0], &p[1])
		return p, err
	}, `SELECT p.mailing, p.invitation FROM mailing_people p JOIN mailings m ON m.id = p.mailing WHERE m.case_id = $1 AND m.queued > 0 ORDER BY p.mailing`, id)
	if err != nil {
		return nil, err
	}
	out := map[int64]press.Notice{}
	for _, p := range pairs {
		n, err := r.NoticeByKey(ctx, MailingKey(p[0], p[1]))
		if err != nil {
			return nil, err
		}
		out[p[1]] = n
	}
	return out, nil
}
