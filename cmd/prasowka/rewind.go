package main

import (
	"errors"
	"fmt"
	"time"

	"prasowka/internal/polish"
	"prasowka/internal/press"
)

type rewindCmd struct {
	place
	Stage string `arg:"" help:"read, watch or index."`
	Time  string `arg:"" help:"From when everything is done again: 2026-01-01, or RFC 3339."`
}

// Run makes a stage do again what it has done since a moment. Unique keys make
// that harmless: nothing is doubled, nobody is told twice.
func (c rewindCmd) Run(sh *shell) (err error) {
	to, err := time.Parse(time.RFC3339, c.Time)
	if err != nil {
		day, err := polish.ParseDay(c.Time)
		if err != nil {
			return &press.Invalid{Field: "TIME", Why: "napisz dzień (2026-01-01) albo czas (2026-01-01T06:00:00+01:00)"}
		}
		to = day.Start()
	}
	server, err := c.connect(sh)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, server.close()) }()
	if err := server.call(sh.ctx, "/rewind", rewindAsk{c.Stage, to}, &struct{}{}); err != nil {
		return err
	}
	_, err = fmt.Fprintf(sh.out, "etap %s zacznie od %s\n", c.Stage, polish.FormatDateTimeLong(to))
	return err
}
