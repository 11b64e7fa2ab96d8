package main

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/alecthomas/kong"

	"prasowka/internal/press"
)

// shell is what every command gets: where it reads and writes, and the
// context that Ctrl-C ends.
type shell struct {
	ctx    context.Context
	in     io.Reader
	out    io.Writer
	errOut io.Writer
}

// errUsage marks a mistake in the call itself.
var errUsage = errors.New("wrong usage")

// exited carries an exit code out of kong, which ends --help by a call to exit.
type exited int

// run carries out one command line and answers its exit code: 0 done, 1 the
// command failed, 2 the call was wrong.
func run(ctx context.Context, args []string, in io.Reader, out, errOut io.Writer) (code int) {
	var table commands
	parser, err := kong.New(&table,
		kong.Name("prasowka"),
		kong.Description("Media monitoring and press office of a city hall."),
		kong.UsageOnError(),
		kong.Writers(out, errOut),
		kong.Exit(func(c int) { panic(exited(c)) }),
	)
	if err != nil {
		fmt.Fprintln(errOut, "prasowka:", err)
		return 1
	}
	defer func() {
		if r := recover(); r != nil {
			c, ok := r.(exited)
			if !ok {
				panic(r)
			}
			code = int(c)
		}
	}()
	call, err := parser.Parse(args)
	if err != nil {
		fmt.Fprintf(errOut, "prasowka: %v; see: prasowka --help\n", err)
		return 2
	}
	return exitCode(call.Run(&shell{ctx: ctx, in: in, out: out, errOut: errOut}), errOut)
}

// exitCode is the one place where an error becomes an exit code and a line.
func exitCode(err error, errOut io.Writer) int {
	var invalid *press.Invalid
	switch {
	case err == nil:
		return 0
	case errors.Is(err, errUsage), errors.As(err, &invalid):
		fmt.Fprintln(errOut, "prasowka:", err)
		return 2
	default:
		fmt.Fprintln(errOut, "prasowka:", err)
		return 1
	}
}
