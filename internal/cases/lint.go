package cases

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"prasowka/internal/polish"
	"prasowka/internal/press"
)

// A Finding is what a linter has to say about a case before it leaves.
type Finding struct {
	Field    string // the field it concerns; may be empty
	Message  string // a Polish sentence
	Blocking bool   // must be mended, or passed over with a reason
}

// A linter looks a case over. It may be handed to a register by its name in
// the YAML (checks); what fields it reads stands in its comment.
type linter func(r *Register, c press.Case, s Surroundings, today polish.Day) []Finding

// linters is the reviewed table of checks.
var linters = map[string]linter{
	"sprostowanie": lintRectification,
}

func linterList() string {
	var out []string
	for name := range linters {
		out = append(out, name)
	}
	slices.Sort(out)
	return strings.Join(out, ", ")
}

// Lint runs the register's checks over a case.
func (r *Register) Lint(c press.Case, s Surroundings, today polish.Day) []Finding {
	var out []Finding
	for _, name := range r.Checks {
		out = append(out, linters[name](r, c, s, today)...)
	}
	return out
}

// A Length compares a text for print with the fragment that it corrects: it
// may be at most twice as long, in volume or in air time (art. 31a ust. 6
// pr. pras.). The act does not say what volume is counted in, so each measure
// is shown and the strictest decides.
type Length struct {
	Fragment, Text Volume
}

// Volume is a text in the three measures.
type Volume struct {
	Characters int // with spaces
	Letters    int // without white space
	Words      int
}

// Measure counts a text.
func Measure(text string) Volume {
	v := Volume{Characters: utf8.RuneCountInString(text), Words: len(strings.Fields(text))}
	for _, r := range text {
		if !unicode.IsSpace(r) {
			v.Letters++
		}
	}
	return v
}

// Compare measures a correction against the fragment.
func Compare(fragment, text string) Length {
	return Length{Fragment: Measure(fragment), Text: Measure(text)}
}

// Ratio is the greatest of the three ratios; 0 without a fragment.
func (l Length) Ratio() float64 {
	ratio := 0.0
	for _, m := range [][2]int{{l.Text.Characters, l.Fragment.Characters}, {l.Text.Letters, l.Fragment.Letters}, {l.Text.Words, l.Fragment.Words}} {
		if m[1] > 0 {
			ratio = max(ratio, float64(m[0])/float64(m[1]))
		}
	}
	return ratio
}

// The bounds of a correction's length.
const (
	lengthWarn  = 1.8 // the office's own caution
	lengthLimit = 2.0 // art. 31a ust. 6 pr. pras.
)

// opinionWords are lemmas that state a judgement rather than a fact: the text
// of a sprostowanie is to be rzeczowy and about facts (art. 31a ust. 1).
var opinionWords = map[string]bool{
	"skandaliczny": true, "klamliwy": true, "oburzajacy": true, "absurdalny": true, "nierzetelny": true, "tendencyjny": true,
	"haniebny": true, "bzdura": true, "manipulacja": true, "stronniczy": true, "nieuczciwy": true, "krzywdzacy": true, "bezczelny": true,
	"oburzenie": true, "paszkwil": true, "pomowienie": true, "skandal": true, "klamstwo": true, "niedopuszczalny": true,
}

// lintRectification checks what domain notes §1.1 list before "ready to send".
// Fields: rodzaj, fragment, tekst, naglowek, punkty (nieprawda, prawda),
// wnioskodawca, podpisujacy, podstawa, adres_do_korespondencji, publikacja,
// fakty.
func lintRectification(r *Register, c press.Case, s Surroundings, today polish.Day) []Finding {
	if kind, _ := c.Fields["rodzaj"].(string); kind != "" && kind != string(press.Rectify) {
		return nil
	}
	str := func(name string) string { v, _ := c.Fields[name].(string); return strings.TrimSpace(v) }
	var out []Finding
	say := func(field string, blocking bool, format string, args ...any) {
		out = append(out, Finding{Field: field, Blocking: blocking, Message: fmt.Sprintf(format, args...)})
	}
	if str("naglowek") != "Sprostowanie" {
		say("naglowek", true, "Tytuł tekstu ma brzmieć dokładnie „Sprostowanie”.")
	}
	if str("fragment") == "" {
		say("fragment", true, "Wskaż kwestionowany fragment: bez niego nie da się zmierzyć dopuszczalnej długości.")
	} else if ratio := Compare(str("fragment"), str("tekst")).Ratio(); ratio > lengthLimit {
		say("tekst", true, "Tekst ma %s objętości fragmentu, a może mieć najwyżej dwukrotność (art. 31a ust. 6 pr. pras.).", polish.Percent(ratio, 0))
	} else if ratio > lengthWarn {
		say("tekst", false, "Tekst ma %s objętości fragmentu; do granicy dwukrotności niewiele zostało.", polish.Percent(ratio, 0))
	}
	for _, word := range opinionsIn(str("tekst")) {
		say("tekst", false, "Słowo „%s” jest oceną. Sprostowanie dotyczy faktów (art. 31a ust. 1 pr. pras.); oceny zostaw polemice.", word)
	}
	if len(rowsWith(c.Fields["punkty"], "nieprawda", "prawda")) == 0 {
		say("punkty", true, "Dodaj choć jedną parę: co napisano nieprawdziwie i jak jest naprawdę.")
	}
	out = append(out, lintSigner(str)...)
	if c.Fields["fakty"] != true {
		say("fakty", true, "Potwierdź, że tekst prostuje fakty, a nie opinie.")
	}
	for _, d := range r.Deadlines(c, s) {
		if d.Term.ID == "SPR-21" && d.Running() && d.Raw.Before(today) {
			say("publikacja", true, "21 dni minęło %s; redaktor odmówi publikacji (art. 33 ust. 1 pkt 2 pr. pras.).", d.Raw.Words())
		}
	}
	return out
}

// lintSigner checks who asks and in whose name (domain notes §1.8: claims were
// lost where the applicant, the signature and the text did not agree).
func lintSigner(str func(string) string) []Finding {
	var out []Finding
	say := func(field string, blocking bool, message string) {
		out = append(out, Finding{Field: field, Blocking: blocking, Message: message})
	}
	if str("wnioskodawca") == "" {
		say("wnioskodawca", true, "Wybierz, kto występuje o sprostowanie: gmina czy osoba.")
	}
	if str("podpisujacy") == "" {
		say("podpisujacy", true, "Sprostowanie bez podpisu redaktor ma obowiązek odrzucić (art. 33 ust. 1 pkt 2 pr. pras.).")
	}
	if strings.HasPrefix(str("wnioskodawca"), "Gmina") && str("podstawa") == "" {
		say("podstawa", true, "Podaj, na jakiej podstawie podpisujący działa w imieniu gminy (upoważnienie, pełnomocnictwo).")
	}
	if str("adres_do_korespondencji") == "" {
		say("adres_do_korespondencji", true, "Podaj adres do korespondencji; można zastrzec go do wiadomości redakcji (art. 31a ust. 4 pr. pras.).")
	}
	if first := firstPerson(str("tekst")); first != "" && strings.HasPrefix(str("wnioskodawca"), "Gmina") {
		say("tekst", true, "Wnioskodawcą jest gmina, a tekst mówi w pierwszej osobie („"+first+"”). Zmień osobę albo wnioskodawcę.")
	}
	return out
}

// firstPerson finds a word that only a person can say of himself.
func firstPerson(text string) string {
	for _, t := range polish.Default().Tokens(text) {
		switch t.Exact {
		case "moja", "mojej", "moje", "mój", "mojego", "moją", "mnie", "jestem", "mną", "osobiście", "byłem", "byłam":
			return t.Exact
		}
	}
	return ""
}

// opinionsIn lists the words of a text that judge.
func opinionsIn(text string) []string {
	var out []string
	for _, t := range polish.Default().Tokens(text) {
		for _, key := range t.Keys {
			if opinionWords[key] && !slices.Contains(out, text[t.Start:t.End]) {
				out = append(out, text[t.Start:t.End])
				break
			}
		}
	}
	return out
}

// rowsWith lists the rows in which all the columns are filled in.
func rowsWith(v any, columns ...string) []map[string]any {
	rows, _ := v.([]any)
	var out []map[string]any
	for _, row := range rows {
		cells, ok := row.(map[string]any)
		if ok && !slices.ContainsFunc(columns, func(name string) bool { s, _ := cells[name].(string); return strings.TrimSpace(s) == "" }) {
			out = append(out, cells)
		}
	}
	return out
}
