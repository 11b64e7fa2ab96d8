package main

import (
	"errors"
	"fmt"

	"prasowka/config"
)

type checkCmd struct {
	Config string `default:"config" env:"PRASOWKA_CONFIG" help:"Folder of the configuration." type:"path"`
}

// errWrongConfig ends check with exit code 1 when there are mistakes.
var errWrongConfig = errors.New("konfiguracja wymaga poprawek")

// Run prints every mistake in the configuration with file, line and advice.
func (c checkCmd) Run(sh *shell) error {
	read, err := config.Load(c.Config, configChecks())
	var wrong *config.WrongError
	if err != nil && !errors.As(err, &wrong) {
		return err
	}
	for _, p := range read.Problems {
		if _, err := fmt.Fprintln(sh.out, p); err != nil {
			return err
		}
	}
	if wrong != nil {
		return fmt.Errorf("%w: %d", errWrongConfig, len(wrong.Problems))
	}
	_, err = fmt.Fprintf(sh.out, "konfiguracja w porządku: tytuły: %d, tematy: %d, przeglądy: %d\n",
		len(read.Outlets), len(read.Watch.Topics), len(read.Reviews.Reviews))
	return err
}
