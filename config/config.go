// Package config reads what an operator writes: the office, its outlets,
// topics, people, channels and reviews, in a folder of YAML files.
//
//	prasowka.yaml    the office, the server, the crawler, channels, alerts
//	people.yaml      departments and people
//	topics.yaml      standing queries and the local lexicon
//	reviews.yaml     when the review is drafted and sent, and to whom
//	sources/*.yaml   one outlet a file; the file's name is the outlet's ID
//	registers/*.yaml one register a file; see package cases
//	crises/*.yaml    one crisis scenario a file; see package cases
//
// Invariants:
//   - Reading is strict: an unknown key, a value out of its range and a
//     reference to nothing are problems with file, line, column, a sentence and
//     advice. All problems of a folder are told at once, not the first alone.
//   - A Config that Load returned without an error has no dangling reference.
//   - Defaults stand beside the structs that read them and are what Write puts
//     into an empty folder; nothing is configured by code alone.
//   - Secrets come from files or the environment and are never printed.
package config

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"strings"

	"prasowka/internal/cases"
)

// A Config is a whole folder, read and checked.
type Config struct {
	Main      Main
	People    People
	Watch     Watch
	Reviews   Reviews
	Outlets   []Outlet          // by ID
	Registers []*cases.Register // by name
	Crises    []*cases.Scenario // by name
	Problems  []Problem
}

// A Problem is one mistake in the configuration, or a warning.
type Problem struct {
	File    string // relative to the folder
	Line    int    // from 1; 0 when the whole file is meant
	Column  int    // from 1
	Message string // what is wrong: a Polish sentence
	Hint    string // what to do; may be empty
	Warning bool   // works, but not as one would expect
}

// String is "file:line:column: message hint".
func (p Problem) String() string {
	var b strings.Builder
	b.WriteString(p.File)
	if p.Line > 0 {
		fmt.Fprintf(&b, ":%d:%d", p.Line, p.Column)
	}
	b.WriteString(": ")
	if p.Warning {
		b.WriteString("uwaga: ")
	}
	b.WriteString(p.Message)
	if p.Hint != "" {
		b.WriteString(" " + p.Hint)
	}
	return b.String()
}

// WrongError carries every mistake of a folder; warnings are not among them.
type WrongError struct{ Problems []Problem }

// Error lists the problems, one a line.
func (e *WrongError) Error() string {
	lines := make([]string, len(e.Problems))
	for i, p := range e.Problems {
		lines[i] = p.String()
	}
	return "błędna konfiguracja:\n" + strings.Join(lines, "\n")
}

// Checks are tests that need rooms which this package may not import. A nil
// function is not asked.
type Checks struct {
	Query func(query string) error // is it a query that package query understands?
	Kind  func(kind string) error  // is it a source kind of package gather?
}

// Load reads the folder dir. The error is a *WrongError when the files can be
// read but hold mistakes; Config.Problems then also holds the warnings.
func Load(dir string, checks Checks) (*Config, error) {
	if _, err := os.Stat(dir); err != nil {
		return nil, fmt.Errorf("reading configuration %s: %w", dir, err)
	}
	return LoadFS(os.DirFS(dir), checks)
}

// LoadFS is Load over a file system, such as the embedded defaults.
func LoadFS(fsys fs.FS, checks Checks) (*Config, error) {
	r := &reader{fsys: fsys, places: map[string]places{}}
	c := &Config{}
	if err := r.readAll(c); err != nil {
		return nil, err
	}
	r.checkAll(c, checks)
	c.Problems = r.sorted()
	var wrong []Problem
	for _, p := range c.Problems {
		if !p.Warning {
			wrong = append(wrong, p)
		}
	}
	if len(wrong) > 0 {
		return c, &WrongError{Problems: wrong}
	}
	return c, nil
}

// The files of a folder beside sources/ and registers/.
const (
	fileMain     = "prasowka.yaml"
	filePeople   = "people.yaml"
	fileWatch    = "topics.yaml"
	fileReviews  = "reviews.yaml"
	dirSources   = "sources"
	dirRegisters = "registers"
	dirCrises    = "crises"
)

func (r *reader) readAll(c *Config) error {
	for name, into := range map[string]any{fileMain: &c.Main, filePeople: &c.People, fileWatch: &c.Watch, fileReviews: &c.Reviews} {
		if err := r.file(name, into); err != nil {
			return err
		}
	}
	err := r.folder(dirSources, func(name, id string) error {
		o := Outlet{ID: id}
		if err := r.file(name, &o); err != nil {
			return err
		}
		c.Outlets = append(c.Outlets, o)
		return nil
	})
	if err != nil {
		return err
	}
	if err := r.folder(dirCrises, func(name, id string) error {
		s := &cases.Scenario{Name: id}
		before := len(r.problems)
		if err := r.file(name, s); err != nil {
			return err
		}
		if len(r.problems) == before {
			r.tell(name, s.Check())
		}
		c.Crises = append(c.Crises, s)
		return nil
	}); err != nil {
		return err
	}
	return r.folder(dirRegisters, func(name, id string) error {
		reg := &cases.Register{Name: id}
		before := len(r.problems)
		if err := r.file(name, reg); err != nil {
			return err
		}
		if len(r.problems) == before {
			r.tell(name, reg.Check())
		}
		c.Registers = append(c.Registers, reg)
		return nil
	})
}

// folder calls f for every YAML file of a folder, by name; a folder that is
// not there is empty.
func (r *reader) folder(dir string, f func(name, id string) error) error {
	entries, err := fs.ReadDir(r.fsys, dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("reading folder %s: %w", dir, err)
	}
	for _, e := range entries {
		if e.IsDir() || strings.HasPrefix(e.Name(), ".") {
			continue
		}
		name := path.Join(dir, e.Name())
		id, ok := strings.CutSuffix(e.Name(), ".yaml")
		if !ok {
			r.warn(name, 0, 0, "pliku nie przeczytano, bo jego nazwa nie kończy się na .yaml.", "Zmień nazwę albo usuń plik.")
			continue
		}
		if err := f(name, id); err != nil {
			return err
		}
	}
	return nil
}
