package main

import (
	"cmp"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"prasowka/config"
	"prasowka/internal/press"
)

type serveCmd struct {
	place
	Listen string `help:"Address of the screens; otherwise as configured."`
	Debug  bool   `help:"Log more."`
}

// Help is the manual's text.
func (serveCmd) Help() string {
	return `Runs the office's monitor: gathers, watches, alerts, sends the review, serves the screens. The first run writes
the configuration where you can edit it. Ctrl-C ends it; nothing is lost when it is killed.`
}

// Run runs the program until it is interrupted.
func (c serveCmd) Run(sh *shell) (err error) {
	if err := c.firstRun(sh); err != nil {
		return err
	}
	conf, data, err := c.load()
	if err != nil {
		return err
	}
	for _, p := range conf.Problems {
		fmt.Fprintln(sh.errOut, p)
	}
	if c.Listen != "" && isLocal(conf.Main.Server.URL) {
		conf.Main.Server.URL = "http://" + c.Listen // links lead to where the screens are now
	}
	level := slog.LevelInfo
	if c.Debug {
		level = slog.LevelDebug
	}
	log := slog.New(slog.NewTextHandler(sh.errOut, &slog.HandlerOptions{Level: level}))
	p, err := newProgram(sh.ctx, programOptions{Config: conf, Data: data, Log: log})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, p.Close()) }()
	at := cmp.Or(c.Listen, conf.Main.Server.Listen, "127.0.0.1:8080")
	screens, err := net.Listen("tcp", at)
	if err != nil {
		return fmt.Errorf("adres %s jest zajęty albo niedostępny; podaj inny opcją --listen: %w", at, err)
	}
	fmt.Fprintf(sh.out, "prasowka działa: %s\nźródła: %d, tematy: %d, dane: %s\n", cmp.Or(conf.Main.Server.URL, "http://"+at), len(conf.Outlets), len(conf.Watch.Topics), data)
	if err := p.welcome(sh); err != nil {
		return errors.Join(err, screens.Close())
	}
	return p.Run(sh.ctx, screens)
}

// isLocal tells whether an address of the screens is this computer's own: the
// one that the configuration comes with.
func isLocal(address string) bool {
	u, err := url.Parse(address)
	return err != nil || u.Hostname() == "" || u.Hostname() == "localhost"
}

// firstRun writes the default configuration where there is none, and says
// what to do next.
func (c serveCmd) firstRun(sh *shell) error {
	if _, err := os.Stat(filepath.Join(c.Config, "prasowka.yaml")); err == nil {
		return nil
	}
	if err := os.MkdirAll(c.Config, 0o750); err != nil {
		return fmt.Errorf("configuration folder: %w", err)
	}
	wrote, err := config.Write(c.Config)
	if err != nil || len(wrote) == 0 {
		return err
	}
	_, err = fmt.Fprintf(sh.out, `Zapisano konfigurację początkową w katalogu %s (%s).
Co dalej:
  1. prasowka.yaml: adres kontaktowy i kanały (poczta, Slack), którymi wychodzą alerty i przegląd;
  2. people.yaml i topics.yaml: kto dostaje przegląd i o co pytać każdą publikację;
  3. sources/: gazety i portale, jeden plik na tytuł; co daje źródło, pokaże: prasowka try NAZWA;
  4. prasowka check sprawdzi wszystko; potem zatrzymaj program (Ctrl-C) i uruchom ponownie.
`, c.Config, fileList(wrote))
	return err
}

func fileList(names []string) string {
	if len(names) <= 5 {
		return strings.Join(names, ", ")
	}
	return fmt.Sprintf("%s i jeszcze %d", strings.Join(names[:4], ", "), len(names)-4)
}

// welcome prints a one-time link for the first account, while nobody can log in.
func (p *program) welcome(sh *shell) error {
	people, err := p.store.People(sh.ctx)
	if err != nil {
		return err
	}
	for _, a := range people {
		if a.Password != "" && !a.Disabled && a.Role.May(press.Officer) {
			return nil
		}
	}
	link, err := p.invite(sh.ctx, press.Person{ID: "admin", Name: "Administrator", Role: press.Admin}, 7*24*time.Hour)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(sh.out, "Pierwsze konto (admin): otwórz ten jednorazowy odnośnik i ustaw hasło:\n  %s\n", link)
	return err
}
