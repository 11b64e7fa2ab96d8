package main

import (
	"errors"
	"fmt"
)

type digestCmd struct {
	place
	Name   string `arg:"" help:"Name of the review, as in reviews.yaml."`
	DryRun bool   `xor:"what" help:"Print it and change nothing (the default)."`
	Send   bool   `xor:"what" help:"Make the issue and send it now."`
}

// Run prints what the review says now, and with --send sends it.
func (c digestCmd) Run(sh *shell) (err error) {
	stages := []string{}
	if c.Send {
		stages = append(stages, "send")
	}
	server, err := c.connect(sh, stages...)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, server.close()) }()
	var made digestAnswer
	if err := server.call(sh.ctx, "/digest", digestAsk{Name: c.Name, Send: c.Send}, &made); err != nil {
		return err
	}
	if _, err := fmt.Fprintf(sh.out, "%s\n\n%s\n", made.Subject, made.Text); err != nil || !c.Send {
		return err
	}
	_, err = fmt.Fprintf(sh.out, "\nDo wysłania: %d. Stan wysyłki pokazuje ekran Wysłane.\n", made.Sent)
	return err
}
