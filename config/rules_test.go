package config

import (
	"maps"
	"testing"
	"time"

	"prasowka/internal/cases"
	"prasowka/internal/press"
)

// A rule of the law or the office, where it stands and what it gives. Days are
// as in domain notes §7.4: the raw last day, then the shifted one when it
// differs.
type rule struct {
	id             string
	register, term string
	class          press.Class
	fields         map[string]any
	raw, last      string // days; an instant for terms by the hour; "" for the next issue
	sure           bool   // the source was read
}

// spr is a case of a sprostowanie with one more day in it.
func spr(field, day string) map[string]any {
	return map[string]any{"rodzaj": "sprostowanie", "medium": "m", field: day}
}

func rules() []rule {
	udip := map[string]any{"rodzaj": "informacja publiczna", "wplynelo": "2025-12-10T09:00:00+01:00", "koszt": true}
	complaint := map[string]any{"rodzaj": "skarga", "wplynela": "2026-03-04", "wlasciwosc": "Rada Miejska", "radny": true, "wezwano": "2026-03-10"}
	event := map[string]any{"od": "2026-06-20", "do": "2026-06-21"}
	handed := map[string]any{"medium": "m", "przekazano": "2026-11-22T22:30:00+01:00"}
	access := map[string]any{"rodzaj": "żądanie zapewnienia dostępności", "wplynelo": "2026-03-04"}
	return []rule{
		{"SPR-21", "sprostowania", "SPR-21", "", spr("publikacja", "2026-03-14"), "2026-04-04", "2026-04-07", true},
		{"SPR-21R", "sprostowania", "SPR-21R", "", spr("odmowa_doreczona", "2026-04-10"), "2026-05-01", "2026-05-04", true},
		{"SPR-PUB-E", "sprostowania", "SPR-PUB", press.DailyOnline, spr("doreczono", "2026-06-03"), "2026-06-09", "", true},
		{"SPR-PUB-D", "sprostowania", "SPR-PUB", press.DailyPrint, spr("doreczono", "2026-04-24"), "2026-05-01", "2026-05-04", true},
		{"SPR-PUB-C", "sprostowania", "SPR-PUB", press.PeriodicalPrint, spr("doreczono", "2026-04-24"), "", "", true},
		{"SPR-PUB-A", "sprostowania", "SPR-PUB", press.RadioBroadcast, spr("doreczono", "2026-04-24"), "", "", true},
		{"SPR-REF", "sprostowania", "SPR-REF", "", spr("doreczono", "2026-04-24"), "2026-05-01", "2026-05-04", true},
		// the second round, after a refusal: every clock anew
		{"SPR-PUB-2", "sprostowania", "SPR-PUB-2", press.DailyOnline, spr("doreczono_ponownie", "2026-06-03"), "2026-06-09", "", true},
		{"SPR-REF-2", "sprostowania", "SPR-REF-2", "", spr("doreczono_ponownie", "2026-04-24"), "2026-05-01", "2026-05-04", true},
		{"SPR-21R-2", "sprostowania", "SPR-21R-2", "", spr("odmowa_ponowna_doreczona", "2026-04-10"), "2026-05-01", "2026-05-04", true},
		{"SPR-SUIT", "sprostowania", "SPR-SUIT", "", spr("publikacja", "2025-05-03"), "2026-05-03", "", true}, // a Sunday, hard
		{"AUT-6", "autoryzacje", "AUT", press.DailyOnline, handed, "2026-11-23T04:30:00+01:00", "", true},
		{"AUT-24", "autoryzacje", "AUT", press.PeriodicalPrint, handed, "2026-11-23T22:30:00+01:00", "", true},
		{"KRY-M", "zapytania", "KRY-M", "", map[string]any{"rodzaj": "krytyka prasowa", "wplynelo": "2026-01-31T12:00:00+01:00"}, "2026-02-28", "2026-03-02", true},
		{"ODM-3", "zapytania", "ODM-3", "", map[string]any{"zazadano_odmowy": "2026-04-30"}, "2026-05-03", "2026-05-04", true},
		{"UDIP-14", "zapytania", "UDIP-14", "", udip, "2025-12-24", "2025-12-29", true},
		{"UDIP-2M", "zapytania", "UDIP-2M", "", udip, "2026-02-10", "", true},
		{"UDIP-COST", "zapytania", "UDIP-COST", "", udip, "2025-12-24", "2025-12-29", true},
		{"SK-M", "skargi", "SK-M", "", complaint, "2026-04-04", "2026-04-07", true},
		{"SK-7", "skargi", "SK-7", "", complaint, "2026-03-11", "", true},
		{"SK-14", "skargi", "SK-14", "", complaint, "2026-03-18", "", false},
		{"SK-BRAK", "skargi", "SK-BRAK", "", complaint, "2026-03-17", "", false},
		{"PET-3M", "skargi", "PET-3M", "", map[string]any{"rodzaj": "petycja", "wplynela": "2026-02-01"}, "2026-05-01", "2026-05-04", true},
		{"PET-ROK", "skargi", "PET-ROK", "", map[string]any{"rodzaj": "roczna informacja o petycjach"}, "2026-06-30", "", true},
		{"PAT-30", "patronaty", "PAT-30", "", event, "2026-05-21", "", false},
		{"PAT-MAT", "patronaty", "PAT-MAT", "", event, "2026-06-13", "", false},
		{"PAT-SPR", "patronaty", "PAT-SPR", "", event, "2026-07-21", "", false},
		{"TJ-12", "zarzadzenia", "TJ-12", "", map[string]any{"normatywny": true, "zmieniono": "2026-01-31"}, "2027-01-31", "", true},
		{"DOST-31.03", "dostepnosc", "DOST-31.03", "", map[string]any{"rodzaj": "przegląd deklaracji"}, "2026-03-31", "", true},
		{"DOST-7", "dostepnosc", "DOST-7", "", access, "2026-03-11", "", false},
		{"DEL-14", "wyjazdy", "DEL-14", "", map[string]any{"powrot": "2026-05-10"}, "2026-05-24", "", false},
	}
}

// Every rule of domain notes §7.4 stands in a register and gives its day.
func TestEveryRuleStandsInARegister(t *testing.T) {
	c, err := LoadFS(Defaults(), testChecks)
	if err != nil {
		t.Fatal(err)
	}
	registers := map[string]*cases.Register{}
	for _, r := range c.Registers {
		registers[r.Name] = r
	}
	for _, v := range rules() {
		t.Run(v.id, func(t *testing.T) {
			r := registers[v.register]
			if r == nil {
				t.Fatalf("no register %s", v.register)
			}
			k := press.Case{Register: v.register, Status: r.First(), Fields: maps.Clone(v.fields), Opened: time.Date(2026, 2, 1, 9, 0, 0, 0, time.UTC)}
			found := false
			for _, d := range r.Deadlines(k, cases.Surroundings{Class: func(string) press.Class { return v.class }}) {
				if d.Term.ID == v.term {
					found = true
					v.check(t, d)
				}
			}
			if !found {
				t.Errorf("term %s of %s does not run", v.term, v.register)
			}
		})
	}
}

func (v rule) check(t *testing.T, d cases.Deadline) {
	t.Helper()
	if d.Term.Sure != v.sure || (d.Warning() != "") == (v.sure && !(d.Term.Risky && d.Last != d.Raw)) {
		t.Errorf("sure %v, warning %q", d.Term.Sure, d.Warning())
	}
	if v.raw == "" {
		if !d.Open || d.MissedAt(time.Date(2030, 1, 1, 0, 0, 0, 0, time.UTC)) {
			t.Errorf("a term by the next issue gave a day: %+v", d)
		}
		return
	}
	if at, err := time.Parse(time.RFC3339, v.raw); err == nil {
		if !d.At.Equal(at) {
			t.Errorf("ends %s, want %s", d.At, at)
		}
		return
	}
	if v.last == "" {
		v.last = v.raw
	}
	if d.Raw.String() != v.raw || d.Last.String() != v.last {
		t.Errorf("raw %s, last %s; want %s, %s", d.Raw, d.Last, v.raw, v.last)
	}
}
