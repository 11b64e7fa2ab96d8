package main

import (
	"context"
	"os"
	"os/signal"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"prasowka": func() {
			ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
			code := run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr)
			stop()
			os.Exit(code)
		},
		"prasowka-wait": waitForFile,
	})
}

// waitForFile waits until a file is there: a server's socket.
func waitForFile() {
	for range 1200 {
		if _, err := os.Stat(os.Args[1]); err == nil {
			os.Exit(0)
		}
		time.Sleep(50 * time.Millisecond)
	}
	os.Exit(1)
}

// TestScripts runs terminal sessions as an operator would have them.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir: "testdata/script",
		Setup: func(env *testscript.Env) error {
			env.Setenv("PRASOWKA_CONFIG", env.WorkDir+"/konfiguracja")
			env.Setenv("PRASOWKA_DATA", env.WorkDir+"/dane")
			return nil
		},
	})
}
