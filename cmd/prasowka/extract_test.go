package main

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// runIn runs one command line over an input.
func runIn(t *testing.T, in string, args ...string) (code int, out, errOut string) {
	t.Helper()
	var o, e bytes.Buffer
	code = run(context.Background(), args, strings.NewReader(in), &o, &e)
	return code, o.String(), e.String()
}

const savedPage = `<html lang="pl"><head><title>Ruszy remont - Echo</title><meta property="article:published_time" content="2024-05-07T12:30:00+02:00">
<meta name="author" content="Anna Nowak"></head><body><h1>Ruszy remont</h1><div class="tekst">
<p>Miasto przeznaczy 12,4 mln zł na przebudowę ulicy Młyńskiej, prace ruszą wiosną i potrwają do końca października.</p>
<p>Droga dostanie nową nawierzchnię, chodniki po obu stronach i ścieżkę rowerową aż do mostu na rzece Łączanka.</p></div></body></html>`

func TestExtractBatch(t *testing.T) {
	path := filepath.Join(t.TempDir(), "strona.html")
	if err := os.WriteFile(path, []byte(savedPage), 0o600); err != nil {
		t.Fatal(err)
	}
	code, out, errOut := runIn(t, path+"\thttps://echo.example/remont\n"+path+".nie-ma\thttps://echo.example/x\n"+path+"\n", "extract", "--batch")
	lines := strings.Split(strings.TrimSuffix(out, "\n"), "\n")
	if code != 0 || len(lines) != 3 {
		t.Fatalf("code %d, %d lines: %s%s", code, len(lines), out, errOut)
	}
	var got map[string]string
	if err := json.Unmarshal([]byte(lines[0]), &got); err != nil {
		t.Fatal(err)
	}
	if got["title"] != "Ruszy remont" || got["author"] != "Anna Nowak" || got["date"] != "2024-05-07" || strings.Count(got["text"], "\n") != 1 {
		t.Errorf("read %q", got)
	}
	if want := `{"title":"","author":"","date":"","text":""}`; lines[1] != want {
		t.Errorf("a page that is not there gives %s, want %s", lines[1], want)
	}
	if lines[2] == lines[1] {
		t.Errorf("a page without an address is not read")
	}
}

func TestExtractFiles(t *testing.T) {
	code, out, errOut := runIn(t, savedPage, "extract", "--json", "--url", "https://echo.example/remont", "-")
	var got map[string]any
	if err := json.Unmarshal([]byte(out), &got); err != nil || code != 0 {
		t.Fatalf("code %d, %v: %s%s", code, err, out, errOut)
	}
	if got["kind"] != "article" || got["published"] != "2024-05-07T12:30:00+02:00" {
		t.Errorf("read %v", got)
	}
	if code, _, errOut := runIn(t, "", "extract"); code != 2 || !strings.Contains(errOut, "name a file") {
		t.Errorf("without a file: %d %s", code, errOut)
	}
	if code, out, _ := runIn(t, savedPage, "extract", "-"); code != 0 || !strings.HasPrefix(out, "Ruszy remont\nAnna Nowak · 2024-05-07T12:30:00+02:00\n\nMiasto") {
		t.Errorf("plain: %d %q", code, out)
	}
}

func TestDateCommand(t *testing.T) {
	in := "wczoraj, 12:30\t2024-05-07T14:00:00+02:00\nDzień dobry\t2024-05-07T14:00:00+02:00\n7 maja 2024\t\n7 V 2024\n"
	want := "2024-05-06T12:30:00+02:00\n\n2024-05-07T00:00:00+02:00\n2024-05-07T00:00:00+02:00\n"
	if code, out, errOut := runIn(t, in, "date"); code != 0 || out != want {
		t.Errorf("code %d, %q %s, want %q", code, out, errOut, want)
	}
}
