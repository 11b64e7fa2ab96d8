package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// The house in floors, as the plan has it: which room may import which. An
// import runs downwards only; everything may import internal/press.
var house = []struct {
	room string
	may  []string // "*": everything
}{
	{"cmd/prasowka", []string{"*"}},
	{"internal/desk", []string{"gather", "extract", "stories", "watch", "claims", "notify", "store", "index", "config", "polish", "query", "cases"}},
	{"internal/web", []string{"store", "index", "cases", "query", "paper", "polish"}},
	{"index", []string{"query", "polish"}},
	{"internal/watch", []string{"query", "polish"}},
	{"internal/claims", []string{"polish", "query"}},
	{"config", []string{"cases"}},
	{"internal/query", []string{"polish"}},
	{"internal/gather", []string{"polish"}},
	{"internal/extract", []string{"polish"}},
	{"internal/stories", []string{"polish"}},
	{"internal/cases", []string{"polish"}},
	{"internal/notify", []string{"polish"}},
	{"internal/paper", nil},
	{"internal/store", nil},
	{"internal/press", nil},
	{"internal/polish", nil},
	{"internal/town", nil},
}

// why explains the arrows that somebody will want to draw one day; the first
// that fits is told.
var why = []struct{ from, to, because string }{
	{"internal/web", "internal/desk", "the screens write rows and the desk wakes; a button that calls the chain would couple a person's click to the network"},
	{"internal/desk", "internal/web", "the chain runs without screens, and must not know who looks on"},
	{"internal/web", "internal/notify", "what leaves the house is written into the outbox in the transaction of its cause, never sent by a screen"},
	{"internal/web", "internal/gather", "a screen never asks the Internet: it marks a source or page as due"},
	{"index", "internal/store", "the archive is derived and replaceable: it is fed, it does not fetch; otherwise it could not be deleted and filled again"},
	{"internal/store", "index", "the store is the truth; it must not depend on what is derived from it"},
	{"internal/store", "", "the store keeps nouns and knows no rules: a rule in it would escape the tests of the room that owns it"},
	{"internal/press", "", "the nouns stand at the bottom: if they imported a room, every room would import that room"},
	{"internal/polish", "", "the language knows nothing of the office; it is used on every floor"},
	{"internal/town", "", "the town is the outside world: if it used our code, a mistake would hide on both sides of a test"},
	{"", "internal/town", "the made-up town is for the demonstration and for tests; the product must not carry it in its rooms"},
	{"", "internal/store", "steps are pure functions from values to values: no database, so that they can be tested and run over the past"},
	{"", "internal/desk", "only the command wires the desk; a room that calls the chain turns the house upside down"},
	{"", "internal/web", "only the command wires the screens"},
	{"", "config", "a room gets values, not the operator's files: so that it can be used and tested without them"},
	{"", "cmd/prasowka", "the command is the roof"},
}

func because(from, to string) string {
	for _, w := range why {
		if (w.from == "" || w.from == from) && (w.to == "" || w.to == to) {
			return w.because
		}
	}
	return "imports run downwards only; see the table in this test, and change the plan of the house first"
}

type listed struct {
	ImportPath string
	Dir        string
	Imports    []string
	Deps       []string
}

// packages lists the module's packages by go list.
func packages(t *testing.T) []listed {
	t.Helper()
	cmd := exec.Command("go", "list", "-deps=false", "-json=ImportPath,Dir,Imports,Deps", "./...")
	cmd.Dir = filepath.Join("..", "..")
	var out, problems bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &problems
	if err := cmd.Run(); err != nil {
		t.Fatalf("go list: %v\n%s", err, problems.String())
	}
	var all []listed
	for dec := json.NewDecoder(&out); ; {
		var p listed
		err := dec.Decode(&p)
		if errors.Is(err, io.EOF) {
			return all
		}
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, p)
	}
}

// roomOf is the room that a package belongs to: its own or the one around it.
func roomOf(path string) string {
	for _, h := range house {
		if path == "prasowka/"+h.room || strings.HasPrefix(path, "prasowka/"+h.room+"/") {
			return h.room
		}
	}
	return ""
}

// TestImportsRunDownwards holds the table against what the packages import.
func TestImportsRunDownwards(t *testing.T) {
	may := map[string][]string{}
	for _, h := range house {
		may[h.room] = h.may
	}
	for _, p := range packages(t) {
		from := roomOf(p.ImportPath)
		if from == "" {
			t.Errorf("%s is in no room: the plan of the house has no place for it", p.ImportPath)
			continue
		}
		for _, imported := range p.Imports {
			to := roomOf(imported)
			if to == "" || to == from || to == "internal/press" && from != "internal/polish" {
				continue
			}
			short := strings.TrimPrefix(to, "internal/")
			if slices.Contains(may[from], "*") || slices.Contains(may[from], short) {
				continue
			}
			t.Errorf("%s must not import %s: %s", from, to, because(from, to))
		}
	}
}

// TestTownStaysOutside: the town is for tests and the demonstration; no room
// carries it, not even through another.
func TestTownStaysOutside(t *testing.T) {
	for _, p := range packages(t) {
		room := roomOf(p.ImportPath)
		if room == "cmd/prasowka" || room == "internal/town" {
			continue
		}
		if slices.Contains(p.Deps, "prasowka/internal/town") {
			t.Errorf("%s depends on internal/town: %s", p.ImportPath, because(room, "internal/town"))
		}
	}
}

// maxLines is how long a file may be: one subject, readable in a sitting.
const maxLines = 600

func TestFilesHaveOneSubject(t *testing.T) {
	root := filepath.Join("..", "..")
	err := filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && strings.HasPrefix(d.Name(), ".") && name != root {
			return filepath.SkipDir
		}
		if d.IsDir() || !slices.Contains([]string{".go", ".css", ".js", ".html", ".sql"}, filepath.Ext(name)) || strings.Contains(name, "testdata") {
			return nil
		}
		n, err := countLines(name)
		if err == nil && n > maxLines {
			t.Errorf("%s has %d lines, more than %d: which two subjects does it hold?", name, n, maxLines)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func countLines(name string) (int, error) {
	f, err := os.Open(name)
	if err != nil {
		return 0, err
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 64<<20)
	n := 0
	for lines.Scan() {
		n++
	}
	return n, lines.Err()
}

// TestPackagesStateTheirInvariants: each package says in its comment what it
// is for; a room says what is always true of it.
func TestPackagesStateTheirInvariants(t *testing.T) {
	for _, p := range packages(t) {
		comment, err := packageComment(p.Dir)
		if err != nil {
			t.Error(err)
			continue
		}
		switch room := roomOf(p.ImportPath); {
		case comment == "":
			t.Errorf("%s has no package comment", p.ImportPath)
		case room != "cmd/prasowka" && p.ImportPath == "prasowka/"+room && !strings.Contains(comment, "Invariants:"):
			t.Errorf("the comment of %s does not state its invariants", p.ImportPath)
		}
	}
}

func packageComment(dir string) (string, error) {
	names, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil {
		return "", err
	}
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		var f *ast.File
		if f, err = parser.ParseFile(token.NewFileSet(), name, nil, parser.PackageClauseOnly|parser.ParseComments); err != nil {
			return "", err
		}
		if f.Doc != nil {
			return f.Doc.Text(), nil
		}
	}
	return "", nil
}
