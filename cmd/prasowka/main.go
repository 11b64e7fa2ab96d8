// Command prasowka reads the city's press, tells the right people at once, and
// keeps the press office's registers.
//
// This file is the table of commands; each command stands in a file of its
// own, parses and wires, and leaves the work to the rooms below it.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
)

// commands is the table: one field a command, the help text in its tag.
type commands struct {
	Version versionCmd `cmd:"" help:"Print the version and how the program was built."`
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}
