package config

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"prasowka/internal/cases"
	"prasowka/internal/polish"
	"prasowka/internal/press"
)

// sample is a case of a register with every field filled in.
func sample(r *cases.Register) press.Case {
	c := press.Case{Register: r.Name, Status: r.First(), Sign: "BPM.061.7.2026", Fields: map[string]any{}}
	for _, f := range r.Fields {
		c.Fields[f.Name] = sampleValue(f)
	}
	return c
}

func sampleValue(f cases.Field) any {
	switch f.Kind {
	case cases.Date:
		return "2026-11-23"
	case cases.Moment:
		return "2026-11-23T10:30:00+01:00"
	case cases.Money, cases.Number:
		return 120000.0
	case cases.Choice:
		return f.Options[0]
	case cases.YesNo:
		return true
	case cases.Rows:
		row := map[string]any{}
		for _, c := range f.Columns {
			row[c.Name] = sampleValue(cases.Field{Kind: c.Kind, Label: c.Label})
		}
		return []any{row}
	default:
		return "‹" + strings.ToLower(f.Label) + "›"
	}
}

// Every letter of every register, filled in and read aloud by its golden file:
// no empty places, no doubled stops, no weekday in the middle of a sentence.
func TestLettersRead(t *testing.T) {
	c, err := LoadFS(Defaults(), testChecks)
	if err != nil {
		t.Fatal(err)
	}
	words := cases.Words{City: "Suwałki", Body: "Urząd Miejski w Suwałkach", Address: "ul. Mickiewicza 1", Today: polish.NewDay(2026, 12, 1),
		Outlet: func(string) press.Outlet {
			return press.Outlet{Name: "Portal Grodziski", Editor: "Olga Naczelna", Address: "ul. Drukarska 2"}
		}}
	for _, r := range c.Registers {
		var b strings.Builder
		for _, l := range r.Letters {
			blocks, err := r.Compose(l, sample(r), words)
			if err != nil {
				t.Fatal(err)
			}
			fmt.Fprintf(&b, "=== %s\n", l.Title)
			for _, block := range blocks {
				fmt.Fprintf(&b, "[%s] %s%s\n", block.Kind, block.Text, strings.Join(block.Items, "\n- "))
			}
		}
		text := strings.ReplaceAll(b.String(), polish.NBSP, " ")
		for _, wrong := range []string{"..", "{", "}", "z poniedziałek", "przekazano poniedziałek", "przekazany poniedziałek", " ,", "()", "  "} {
			if strings.Contains(text, wrong) {
				t.Errorf("letters of %s hold %q:\n%s", r.Name, wrong, text)
			}
		}
		if b.Len() == 0 {
			continue
		}
		name := filepath.Join("testdata", "letters", r.Name+".txt")
		if *update {
			if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if string(want) != text {
			t.Errorf("letters of %s read otherwise; if the change is meant, run go test -update and read the diff\n%s", r.Name, text)
		}
	}
}
