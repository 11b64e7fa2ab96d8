package extract

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/tools/txtar"

	"prasowka/internal/polish"
)

var update = flag.Bool("update", false, "write the golden parts of testdata")

// fixture is one page of testdata/pages: what it is served as, what must be
// read of it, and (part want.json) all that was read when it was last looked
// over.
type fixture struct {
	archive *txtar.Archive
	parts   map[string]string
	raw     []byte
	hints   Hints
}

func loadFixture(t testing.TB, path string) fixture {
	t.Helper()
	archive, err := txtar.ParseFile(path)
	if err != nil {
		t.Fatal(err)
	}
	f := fixture{archive: archive, parts: map[string]string{}}
	for _, file := range archive.Files {
		f.parts[file.Name] = string(file.Data)
	}
	encode := ""
	for l := range strings.SplitSeq(f.parts["hints"], "\n") {
		key, value, _ := strings.Cut(l, ": ")
		switch key {
		case "url":
			f.hints.URL = value
		case "fetched":
			if f.hints.Fetched, err = time.Parse(time.RFC3339, value); err != nil {
				t.Fatal(err)
			}
		case "content-type":
			f.hints.ContentType = value
		case "encode":
			encode = value
		}
	}
	f.raw = encodePage(t, f.parts["page.html"], encode)
	return f
}

func encodePage(t testing.TB, page, encoding string) []byte {
	t.Helper()
	var raw []byte
	var err error
	switch encoding {
	case "":
		return []byte(page)
	case "windows-1250":
		raw, err = charmap.Windows1250.NewEncoder().Bytes([]byte(page))
	case "iso-8859-2":
		raw, err = charmap.ISO8859_2.NewEncoder().Bytes([]byte(page))
	case "double":
		raw, err = charmap.Windows1252.NewDecoder().Bytes([]byte(page))
	case "utf-16":
		raw = []byte{0xFF, 0xFE}
		for _, u := range utf16.Encode([]rune(page)) {
			raw = append(raw, byte(u), byte(u>>8))
		}
	default:
		t.Fatalf("unknown encoding %q", encoding)
	}
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

// reading is an article as the golden files show it.
type reading struct {
	Kind      Kind     `json:"kind"`
	Trouble   string   `json:"trouble,omitempty"`
	Title     string   `json:"title"`
	Lead      string   `json:"lead,omitempty"`
	Author    string   `json:"author,omitempty"`
	Agency    string   `json:"agency,omitempty"`
	Paid      bool     `json:"paid,omitempty"`
	Published string   `json:"published,omitempty"`
	Modified  string   `json:"modified,omitempty"`
	DateFrom  string   `json:"date_from,omitempty"`
	Day       string   `json:"day,omitempty"`
	Canonical string   `json:"canonical,omitempty"`
	Next      []string `json:"next,omitempty"`
	Encoding  string   `json:"encoding,omitempty"`
	Text      []string `json:"text"`
}

func readFixture(t testing.TB, f fixture) reading {
	t.Helper()
	a, err := Read(f.raw, f.hints)
	show := func(at time.Time) string {
		if at.IsZero() {
			return ""
		}
		return at.In(polish.Warsaw).Format(time.RFC3339)
	}
	r := reading{Kind: a.Kind, Title: a.Title, Lead: a.Lead, Author: a.Author, Agency: a.Agency, Paid: a.Paid, Published: show(a.Published),
		Modified: show(a.Modified), DateFrom: a.DateFrom, Day: a.Day(), Canonical: a.Canonical, Next: a.Next, Encoding: a.Encoding, Text: strings.Split(a.Text, "\n")}
	var trouble *Error
	if errors.As(err, &trouble) {
		r.Trouble = string(trouble.Trouble)
	} else if err != nil {
		t.Errorf("an error of another kind: %v", err)
	}
	return r
}

func TestPages(t *testing.T) {
	paths, err := filepath.Glob("testdata/pages/*.txtar")
	if err != nil || len(paths) < 60 {
		t.Fatalf("found %d fixtures, want at least 60: %v", len(paths), err)
	}
	for _, path := range paths {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txtar"), func(t *testing.T) {
			f := loadFixture(t, path)
			got := readFixture(t, f)
			checkExpected(t, got, f)
			checkGolden(t, got, f, path)
		})
	}
}

// checkExpected holds a reading against what its author wrote down.
func checkExpected(t *testing.T, got reading, f fixture) {
	t.Helper()
	text := strings.Join(got.Text, "\n")
	for l := range strings.Lines(f.parts["must"]) {
		if l = strings.TrimSpace(l); !strings.Contains(text, l) {
			t.Errorf("text lacks %q", l)
		}
	}
	for l := range strings.Lines(f.parts["must-not"]) {
		if l = strings.Trim(l, "\n"); strings.Contains(text, l) {
			t.Errorf("text holds %q", l)
		}
	}
	var want map[string]any
	if err := json.Unmarshal([]byte(f.parts["expect.json"]), &want); err != nil {
		t.Fatal(err)
	}
	asJSON, err := json.Marshal(got)
	if err != nil {
		t.Fatal(err)
	}
	var have map[string]any
	if err := json.Unmarshal(asJSON, &have); err != nil {
		t.Fatal(err)
	}
	if _, ok := want["kind"]; !ok {
		want["kind"] = string(KindArticle)
	}
	for key, value := range want {
		a, _ := json.Marshal(value)
		b, _ := json.Marshal(have[key])
		if string(a) != string(b) && !(string(b) == "null" && value == "") {
			t.Errorf("%s is %s, want %s", key, b, a)
		}
	}
}

// checkGolden holds a reading against all that was read before.
func checkGolden(t *testing.T, got reading, f fixture, path string) {
	t.Helper()
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", " ")
	if err := enc.Encode(got); err != nil {
		t.Fatal(err)
	}
	if !*update {
		if f.parts["want.json"] != b.String() {
			t.Errorf("reading differs from want.json (run with -update after looking):\n%s", b.String())
		}
		return
	}
	f.archive.Files = slices.DeleteFunc(f.archive.Files, func(file txtar.File) bool { return file.Name == "want.json" })
	f.archive.Files = append(f.archive.Files, txtar.File{Name: "want.json", Data: b.Bytes()})
	if err := os.WriteFile(path, txtar.Format(f.archive), 0o644); err != nil {
		t.Fatal(err)
	}
}
