package main

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"prasowka/config"
	"prasowka/internal/town"
)

// TestTry tries outlets of the town as an administrator would: each ends with
// a verdict in one sentence, a broken one with what to do, and the error that
// makes the exit code 1.
func TestTry(t *testing.T) {
	place, err := town.Start(context.WithoutCancel(t.Context()), town.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer place.Close()
	dir := t.TempDir()
	if _, err := config.Write(dir); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(dir, "prasowka.yaml")
	raw, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	raw = bytes.Replace(raw, []byte("allow_private: []"), []byte("allow_private: [127.0.0.0/8]"), 1)
	raw = bytes.Replace(raw, []byte("pause: 2s"), []byte("pause: 1ms"), 1)
	if err := os.WriteFile(file, raw, 0o600); err != nil {
		t.Fatal(err)
	}
	homes := map[string]string{}
	for _, o := range place.Outlets() {
		homes[o.ID] = o.Home
	}
	for outlet, fault := range map[string]town.Fault{"kurier": town.Forbidden, "tygodnik": town.NotFound, "sandacz": town.HTMLFeed} {
		if err := place.Break(outlet, fault); err != nil {
			t.Fatal(err)
		}
	}
	tests := map[string]struct {
		want   []string
		broken bool
	}{
		"glos":     {[]string{"czytane jako: feed rss", "WYNIK: działa: ", "pierwszy artykuł ma "}, false},
		"echo":     {[]string{"czytane jako: page", "windows-1250", "WYNIK: działa: "}, false},
		"sandacz":  {[]string{"wskazany na stronie, ale nie działa: pod adresem kanału jest zwykła strona", "WYNIK: działa: "}, false},
		"kurier":   {[]string{"WYNIK: nie działa: serwer odmawia dostępu (403).", "Co zrobić: serwer nie wpuszcza programów", "Szczegóły: "}, true},
		"tygodnik": {[]string{"WYNIK: nie działa: strony już nie ma (404).", "Co zrobić: strona zmieniła adres."}, true},
	}
	for outlet, tt := range tests {
		t.Run(outlet, func(t *testing.T) {
			var out bytes.Buffer
			err := tryCmd{Config: dir, What: homes[outlet]}.Run(&shell{ctx: t.Context(), out: &out, errOut: &out})
			if errors.Is(err, errTrouble) != tt.broken || (err != nil) != tt.broken {
				t.Errorf("error %v", err)
			}
			for _, want := range tt.want {
				if !strings.Contains(out.String(), want) {
					t.Errorf("%q is not said", want)
				}
			}
			if t.Failed() || testing.Verbose() {
				t.Log(out.String())
			}
		})
	}
}
