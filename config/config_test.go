package config

import (
	"errors"
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"golang.org/x/tools/txtar"
)

var update = flag.Bool("update", false, "rewrite the expected problems")

// testChecks stand for the rooms that config may not import.
var testChecks = Checks{
	Query: func(q string) error {
		if strings.Count(q, "(") != strings.Count(q, ")") {
			return errors.New("niezamknięty nawias")
		}
		return nil
	},
	Kind: func(kind string) error {
		if kind != "auto" && kind != "feed" && kind != "page" {
			return errors.New("nie ma źródła rodzaju „" + kind + "”")
		}
		return nil
	},
}

// TestWrong holds every wrong folder against the problems that it must give.
// The expectation is the last file of each archive, "want".
func TestWrong(t *testing.T) {
	names, err := filepath.Glob("testdata/wrong/*.txtar")
	if err != nil || len(names) < 20 {
		t.Fatalf("%d fixtures, %v; at least 20 are expected", len(names), err)
	}
	for _, name := range names {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			folder, want := fstest.MapFS{}, ""
			for _, f := range archive.Files {
				if f.Name == "want" {
					want = string(f.Data)
					continue
				}
				folder[f.Name] = &fstest.MapFile{Data: f.Data}
			}
			_, err = LoadFS(folder, testChecks)
			var wrong *WrongError
			if !errors.As(err, &wrong) {
				t.Fatalf("error %v, want a *WrongError", err)
			}
			var got strings.Builder
			for _, p := range wrong.Problems {
				got.WriteString(p.String() + "\n")
				if p.Line == 0 && !strings.Contains(name, "missing") && !strings.Contains(name, "no-sources") {
					t.Errorf("no line in %q", p)
				}
			}
			if *update {
				rewrite(t, name, archive, got.String())
				return
			}
			if got.String() != want {
				t.Errorf("problems\n%swant\n%s", got.String(), want)
			}
		})
	}
}

func rewrite(t *testing.T, name string, archive *txtar.Archive, want string) {
	t.Helper()
	kept := archive.Files[:0]
	for _, f := range archive.Files {
		if f.Name != "want" {
			kept = append(kept, f)
		}
	}
	archive.Files = append(kept, txtar.File{Name: "want", Data: []byte(want)})
	if err := os.WriteFile(name, txtar.Format(archive), 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestDefaultsAreRight(t *testing.T) {
	c, err := LoadFS(Defaults(), testChecks)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range c.Problems {
		t.Logf("%s", p)
	}
	if len(c.Outlets) < 10 || len(c.Watch.Topics) < 8 || len(c.Reviews.Reviews) != 2 || len(c.Registers) < 5 {
		t.Errorf("defaults hold %d outlets, %d topics, %d reviews, %d registers", len(c.Outlets), len(c.Watch.Topics), len(c.Reviews.Reviews), len(c.Registers))
	}
	for _, o := range c.Outlets {
		for _, s := range o.Nouns(c.Main.Crawl) {
			if s.URL == "" || s.Every.Min < time.Minute || s.Every.Max < s.Every.Min {
				t.Errorf("source %s: %+v", s.ID, s)
			}
		}
	}
}

func TestWriteKeepsWhatIsThere(t *testing.T) {
	dir := t.TempDir()
	own := filepath.Join(dir, "topics.yaml")
	if err := os.WriteFile(own, []byte("topics: []\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	wrote, err := Write(dir)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := os.ReadFile(own); err != nil || string(got) != "topics: []\n" {
		t.Errorf("own file became %q, %v", got, err)
	}
	if again, err := Write(dir); err != nil || len(again) != 0 {
		t.Errorf("second Write wrote %v, %v", again, err)
	}
	want := -1 // the file that was there
	err = fs.WalkDir(Defaults(), ".", func(_ string, d fs.DirEntry, err error) error {
		if !d.IsDir() {
			want++
		}
		return err
	})
	if err != nil || len(wrote) != want {
		t.Errorf("wrote %d files, want %d, %v", len(wrote), want, err)
	}
	if _, err := Load(dir, testChecks); err != nil {
		t.Error(err)
	}
}

func TestWriteLeavesOwnSourcesAlone(t *testing.T) {
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, "sources"), 0o750); err != nil {
		t.Fatal(err)
	}
	if _, err := Write(dir); err != nil {
		t.Fatal(err)
	}
	left, err := os.ReadDir(filepath.Join(dir, "sources"))
	if err != nil || len(left) != 0 {
		t.Errorf("sources/ holds %d files, %v; an operator who emptied it wants it empty", len(left), err)
	}
}

func TestSecret(t *testing.T) {
	t.Setenv("PRASOWKA_TEST", "hasło")
	s := Secret("env:PRASOWKA_TEST")
	if v, err := s.Value(); err != nil || v != "hasło" {
		t.Errorf("Value() = %q, %v", v, err)
	}
	if strings.Contains(s.String(), "hasło") {
		t.Errorf("String() gives the secret away: %s", s)
	}
	if _, err := Secret("env:NIE_MA_TAKIEJ").Value(); err == nil {
		t.Error("a missing variable gave no error")
	}
	file := filepath.Join(t.TempDir(), "s")
	if err := os.WriteFile(file, []byte("z pliku\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if v, err := Secret("file:" + file).Value(); err != nil || v != "z pliku" {
		t.Errorf("Value() = %q, %v", v, err)
	}
}

func FuzzLoad(f *testing.F) {
	names, err := filepath.Glob("testdata/wrong/*.txtar")
	if err != nil {
		f.Fatal(err)
	}
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		folder := fstest.MapFS{}
		for _, file := range txtar.Parse(data).Files {
			if fs.ValidPath(file.Name) {
				folder[file.Name] = &fstest.MapFile{Data: file.Data}
			}
		}
		c, err := LoadFS(folder, testChecks)
		var wrong *WrongError
		if err == nil && (c.Main.Office.City == "" || len(c.Outlets) == 0) {
			t.Error("a folder without an office or outlets was taken")
		}
		if err != nil && !errors.As(err, &wrong) && !errors.Is(err, fs.ErrInvalid) && c != nil {
			t.Errorf("unexpected error %v", err)
		}
	})
}
