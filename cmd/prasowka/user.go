package main

import (
	"context"
	"crypto/rand"
	"encoding/base64"
	"errors"
	"fmt"
	"regexp"
	"strings"
	"time"

	"prasowka/internal/press"
	"prasowka/internal/store"
)

type userCmd struct {
	Add userAddCmd `cmd:"" help:"Make an account, or renew its one-time link."`
}

type userAddCmd struct {
	place
	Login string     `arg:"" help:"Log-in name: lower case, no spaces."`
	Name  string     `help:"Name and surname."`
	Email string     `help:"Mail address."`
	Role  press.Role `default:"rzecznik" enum:"czytelnik,rzecznik,administrator" help:"czytelnik, rzecznik or administrator."`
	Days  int        `default:"7" help:"For how many days the link is good."`
}

// Run makes an account and prints the one-time link that sets its password.
func (c userAddCmd) Run(sh *shell) (err error) {
	server, err := c.connect(sh)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, server.close()) }()
	p := press.Person{ID: c.Login, Name: c.Name, Email: c.Email, Role: c.Role}
	if p.Name == "" {
		p.Name = c.Login
	}
	var made userAnswer
	if err := server.call(sh.ctx, "/user", userAsk{Person: p, Days: c.Days}, &made); err != nil {
		return err
	}
	_, err = fmt.Fprintf(sh.out, "Konto %s gotowe. Jednorazowy odnośnik, ważny %d dni:\n%s\n", c.Login, c.Days, made.Link)
	return err
}

var loginPattern = regexp.MustCompile(`^[a-z0-9][a-z0-9._-]{0,63}$`)

// invite makes an account when there is none, and a one-time link to it.
func (p *program) invite(ctx context.Context, who press.Person, life time.Duration) (string, error) {
	if !loginPattern.MatchString(who.ID) {
		return "", &press.Invalid{Field: "login", Why: "użyj małych liter bez ogonków, cyfr, kropki, łącznika i podkreślenia"}
	}
	var raw [24]byte
	if _, err := rand.Read(raw[:]); err != nil {
		return "", err
	}
	token := base64.RawURLEncoding.EncodeToString(raw[:])
	now := p.Now()
	err := p.store.Write(ctx, func(tx *store.Tx) error {
		what := "założył konto"
		known, err := tx.Person(ctx, who.ID)
		switch {
		case err == nil:
			what = "odnowił odnośnik konta"
			who.Post, who.Slack, who.Departments, who.From, who.To = known.Post, known.Slack, known.Departments, known.From, known.To
			if who.Name == who.ID {
				who.Name = known.Name
			}
			if who.Email == "" {
				who.Email = known.Email
			}
		case !errors.Is(err, press.ErrNotFound):
			return err
		}
		if err := tx.PutPerson(ctx, who); err != nil {
			return err
		}
		if err := tx.PutLoginLink(ctx, token, who.ID, now, now.Add(life)); err != nil {
			return err
		}
		return tx.Note(ctx, store.Entry{At: now, Who: "system", What: what, Noun: "osoba", Ref: who.ID})
	})
	return strings.TrimSuffix(p.Config.Main.Server.URL, "/") + "/witaj/" + token, err
}
