package main

import (
	"errors"
	"os"

	"prasowka/internal/press"
)

type exportCmd struct {
	place
	File string `arg:"" optional:"" default:"-" help:"Where to write; - is standard output. An existing file is not touched."`
}

// Run writes every clipping as a line of JSON that import reads, the oldest first.
func (c exportCmd) Run(sh *shell) (err error) {
	out := sh.out
	if c.File != "-" {
		f, err := os.OpenFile(c.File, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o640)
		if err != nil {
			return &press.Invalid{Field: "FILE", Why: "nie można utworzyć pliku: " + err.Error()}
		}
		defer func() { err = errors.Join(err, f.Close()) }()
		out = f
	}
	server, err := c.connect(sh)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, server.close()) }()
	return server.stream(sh.ctx, "/export", out)
}
