package main

import (
	"errors"
	"fmt"
)

type reindexCmd struct{ place }

// Run makes the archive anew from the log of versions.
func (c reindexCmd) Run(sh *shell) (err error) {
	server, err := c.connect(sh)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, server.close()) }()
	var done struct{ Documents int }
	if err := server.call(sh.ctx, "/reindex", struct{}{}, &done); err != nil {
		return err
	}
	_, err = fmt.Fprintf(sh.out, "archiwum zbudowane na nowo: %d wycinków\n", done.Documents)
	return err
}
