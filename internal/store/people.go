package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"time"

	"prasowka/internal/press"
)

// An Account is a person with what logs him in.
type Account struct {
	press.Person
	Password string // argon2id, as package web writes it; empty: by link only
	Disabled bool
}

const personColumns = `id, name, post, email, slack, role, departments, from_at, to_at, password, disabled`

func scanAccount(s scanner) (a Account, err error) {
	var departments string
	var from, to int64
	err = s.Scan(&a.ID, &a.Name, &a.Post, &a.Email, &a.Slack, &a.Role, &departments, &from, &to, &a.Password, &a.Disabled)
	if err != nil {
		return a, err
	}
	a.From, a.To = at(from), at(to)
	return a, undoc(departments, &a.Departments)
}

// People lists every account by name.
func (r reads) People(ctx context.Context) ([]Account, error) {
	return rows(ctx, r, scanAccount, `SELECT `+personColumns+` FROM people ORDER BY name, id`)
}

// Person reads one account by its login name; press.NotFound.
func (r reads) Person(ctx context.Context, id string) (Account, error) {
	return row(ctx, r, "osoba", id, scanAccount, `SELECT `+personColumns+` FROM people WHERE id = $1`, id)
}

// PutPerson writes a person over what was known of him; the password and
// whether the account is disabled stay as they are.
func (tx *Tx) PutPerson(ctx context.Context, p press.Person) error {
	departments, err := doc(p.Departments)
	if err != nil {
		return err
	}
	_, err = tx.exec(ctx, `INSERT INTO people (`+personColumns+`) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, '', FALSE)
ON CONFLICT (id) DO UPDATE SET name = excluded.name, post = excluded.post, email = excluded.email, slack = excluded.slack,
	role = excluded.role, departments = excluded.departments, from_at = excluded.from_at, to_at = excluded.to_at`,
		p.ID, p.Name, p.Post, p.Email, p.Slack, string(p.Role), departments, ms(p.From), ms(p.To))
	if err != nil {
		return fmt.Errorf("put person %s: %w", p.ID, err)
	}
	return nil
}

// SetPassword writes the hash of a person's password.
func (tx *Tx) SetPassword(ctx context.Context, id, hash string) error {
	return tx.one(ctx, "osoba", id, `UPDATE people SET password = $2 WHERE id = $1`, id, hash)
}

// DisablePerson closes or opens an account. The person and his past stay.
func (tx *Tx) DisablePerson(ctx context.Context, id string, disabled bool) error {
	return tx.one(ctx, "osoba", id, `UPDATE people SET disabled = $2 WHERE id = $1`, id, disabled)
}

// linkHash is how a login link's token is kept: a copy of the database does
// not let anybody in.
func linkHash(token string) string {
	sum := sha256.Sum256([]byte(token))
	return hex.EncodeToString(sum[:])
}

// PutLoginLink makes a one-time link for a person, good until expires.
func (tx *Tx) PutLoginLink(ctx context.Context, token, person string, now, expires time.Time) error {
	_, err := tx.exec(ctx, `INSERT INTO login_links (hash, person, made, expires, used_at) VALUES ($1, $2, $3, $4, 0)`,
		linkHash(token), person, ms(now), ms(expires))
	if err != nil {
		return fmt.Errorf("login link for %s: %w", person, err)
	}
	return nil
}

// LoginLink tells whose a link is that is still good at now, without using
// it up; press.NotFound otherwise.
func (r reads) LoginLink(ctx context.Context, token string, now time.Time) (person string, err error) {
	return row(ctx, r, "odnośnik logowania", "…", func(s scanner) (id string, err error) {
		err = s.Scan(&id)
		return id, err
	}, `SELECT person FROM login_links WHERE hash = $1 AND used_at = 0 AND expires > $2`, linkHash(token), ms(now))
}

// UseLoginLink uses a link up and answers whose it was; a link that is used,
// expired or unknown is press.NotFound.
func (tx *Tx) UseLoginLink(ctx context.Context, token string, now time.Time) (person string, err error) {
	err = tx.QueryRowContext(ctx, `UPDATE login_links SET used_at = $2 WHERE hash = $1 AND used_at = 0 AND expires > $2 RETURNING person`,
		linkHash(token), ms(now)).Scan(&person)
	if errors.Is(err, sql.ErrNoRows) {
		return "", press.NotFound("odnośnik logowania", "…")
	}
	return person, err
}

// Session reads a session's data; found is false when it is unknown or over.
func (r reads) Session(ctx context.Context, token string, now time.Time) (data []byte, found bool, err error) {
	err = r.q.QueryRowContext(ctx, `SELECT data FROM sessions WHERE token = $1 AND expiry > $2`, linkHash(token), ms(now)).Scan(&data)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, false, nil
	}
	return data, err == nil, err
}

// PutSession writes a session's data. Only a hash of the token is kept.
func (tx *Tx) PutSession(ctx context.Context, token string, data []byte, expiry time.Time) error {
	_, err := tx.exec(ctx, `INSERT INTO sessions (token, data, expiry) VALUES ($1, $2, $3)
ON CONFLICT (token) DO UPDATE SET data = excluded.data, expiry = excluded.expiry`, linkHash(token), data, ms(expiry))
	return err
}

// DropSession ends a session.
func (tx *Tx) DropSession(ctx context.Context, token string) error {
	_, err := tx.exec(ctx, `DELETE FROM sessions WHERE token = $1`, linkHash(token))
	return err
}

// ForgetSessions drops the sessions and links that were over before now.
func (tx *Tx) ForgetSessions(ctx context.Context, now time.Time) error {
	if _, err := tx.exec(ctx, `DELETE FROM sessions WHERE expiry <= $1`, ms(now)); err != nil {
		return err
	}
	_, err := tx.exec(ctx, `DELETE FROM login_links WHERE expires <= $1`, ms(now))
	return err
}
