package main

import (
	"bufio"
	"bytes"
	"fmt"
	"os"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"

	"prasowka/internal/polish/forms"
)

// affix is one rule of an .aff file: under a flag, a suffix that replaces the
// end of a stem whose ending fulfils a condition.
type affix struct {
	strip, add string
	condition  []string // one class of letters for each rune at the stem's end; "" is any
	negated    []bool
}

// spelling is a hunspell dictionary: its entries with their flags.
type spelling struct {
	suffixes map[rune][]affix
	entries  []struct{ stem, flags string }
}

// readSpelling reads base.aff and base.dic, both in ISO 8859-2. Prefixes (nie-,
// naj-) are left out.
func readSpelling(base string) (*spelling, error) {
	s := &spelling{suffixes: map[rune][]affix{}}
	err := eachLine(base+".aff", func(line string) {
		f := strings.Fields(line)
		if len(f) < 5 || f[0] != "SFX" {
			return
		}
		flag, _ := utf8.DecodeRuneInString(f[1])
		add, _, _ := strings.Cut(f[3], "/")
		a := affix{strip: strings.Trim(f[2], "0"), add: strings.Trim(add, "0")}
		a.condition, a.negated = parseCondition(f[4])
		s.suffixes[flag] = append(s.suffixes[flag], a)
	})
	if err != nil {
		return nil, err
	}
	err = eachLine(base+".dic", func(line string) {
		stem, flags, _ := strings.Cut(strings.TrimSpace(line), "/")
		if stem != "" && strings.Trim(stem, "0123456789") != "" {
			s.entries = append(s.entries, struct{ stem, flags string }{stem, flags})
		}
	})
	return s, err
}

// eachLine calls visit for each line of an ISO 8859-2 file, in UTF-8.
func eachLine(path string, visit func(string)) error {
	raw, err := os.ReadFile(path)
	if err != nil {
		return fmt.Errorf("eachLine: %w", err)
	}
	in := bufio.NewScanner(charmap.ISO8859_2.NewDecoder().Reader(bytes.NewReader(raw)))
	for in.Scan() {
		visit(in.Text())
	}
	return in.Err()
}

// parseCondition takes a condition such as "[^ck]ie" apart.
func parseCondition(s string) (classes []string, negated []bool) {
	if s == "." {
		return nil, nil
	}
	for s != "" {
		if s[0] == '[' {
			class, rest, _ := strings.Cut(s[1:], "]")
			class, not := strings.CutPrefix(class, "^")
			classes, negated, s = append(classes, class), append(negated, not), rest
			continue
		}
		_, n := utf8.DecodeRuneInString(s)
		class := s[:n]
		if class == "." {
			class = ""
		}
		classes, negated, s = append(classes, class), append(negated, false), s[n:]
	}
	return classes, negated
}

// apply makes the form of a stem; false if the stem does not fulfil the
// condition.
func (a affix) apply(stem string) (string, bool) {
	if !strings.HasSuffix(stem, a.strip) || len(stem) == len(a.strip) {
		return "", false
	}
	rest := stem
	for i := len(a.condition) - 1; i >= 0; i-- {
		r, n := utf8.DecodeLastRuneInString(rest)
		if n == 0 {
			return "", false
		}
		rest = rest[:len(rest)-n]
		if a.condition[i] != "" && strings.ContainsRune(a.condition[i], r) == a.negated[i] {
			return "", false
		}
	}
	return stem[:len(stem)-len(a.strip)] + a.add, true
}

// forms are all forms of a stem with its flags, itself first.
func (s *spelling) forms(stem, flags string) []string {
	out := []string{stem}
	for _, flag := range flags {
		for _, a := range s.suffixes[flag] {
			if form, ok := a.apply(stem); ok {
				out = append(out, form)
			}
		}
	}
	return out
}

// readHunspell gives the paradigms of words that PoliMorf does not know: names
// of places above all. hunspell's stems are not always lemmas, so only those
// are taken that look like one: see (*joiner).lemma.
func readHunspell(base string, known []forms.Entry) ([]forms.Entry, error) {
	s, err := readSpelling(base)
	if err != nil {
		return nil, err
	}
	j := joiner{spelling: s, lemmas: map[string]bool{}, forms: map[string]bool{}}
	for _, e := range known {
		j.lemmas[e.Lemma] = true
		j.forms[e.Form] = true
	}
	var out []forms.Entry
	for _, e := range s.entries {
		all := s.forms(e.stem, e.flags)
		if !j.lemma(e.stem, e.flags, all) {
			continue
		}
		for _, f := range all {
			for _, lemma := range bearers(e.stem, f) {
				out = append(out, forms.Entry{Form: f, Lemma: lemma})
			}
		}
	}
	loose, err := j.loose(known, out)
	return append(out, loose...), err
}

// joiner decides what of hunspell goes into the dictionary.
type joiner struct {
	spelling *spelling
	lemmas   map[string]bool // lemmas of PoliMorf
	forms    map[string]bool // forms of PoliMorf
}

// lemma tells whether a stem is the base form of a word that PoliMorf lacks.
// hunspell also has stems for parts of paradigms (Hańczą), for participles and
// gerunds with nie-, for comparatives, for couples (Longinowie) and for
// adjectives made of names (Krzysztofowy): these would only blur lemmas.
func (j *joiner) lemma(stem, flags string, all []string) bool {
	if len(all) < 3 || j.lemmas[stem] || !letters(stem) || strings.HasPrefix(stem, "nie") || strings.HasPrefix(stem, "naj") {
		return false
	}
	capital := stem[:1] != strings.ToLower(stem[:1]) || stem[0] >= 0x80 && strings.ToLower(stem) != stem
	if !capital {
		return !j.forms[stem]
	}
	for _, end := range []string{"owie", "owy", "iny", "yny", "ostwo"} {
		if strings.HasSuffix(stem, end) && (end != "iny" && end != "yny" || strings.ContainsAny(flags, "XxY")) {
			return false
		}
	}
	return true
}

// bearers are the lemmas of a form of a capital stem in -ki that hunspell
// inflects in all genders: a woman's name is a lemma of its own, as in PoliMorf.
func bearers(stem, form string) []string {
	man, ok := strings.CutSuffix(stem, "ki")
	if !ok || stem == strings.ToLower(stem) {
		return []string{stem}
	}
	switch strings.TrimPrefix(form, man) {
	case "ka", "kiej", "ką", "kie":
		return []string{man + "ka"}
	case "kich", "kim", "kimi":
		return []string{stem, man + "ka"}
	}
	return []string{stem}
}

// letters tells whether a word has letters only, and no capital behind the
// first.
func letters(s string) bool {
	for i, r := range s {
		if !unicode.IsLetter(r) || i > 0 && unicode.IsUpper(r) {
			return false
		}
	}
	return true
}

// loose joins forms that hunspell lists without a stem to a base form: one that
// the endings of known words allow and that is a known base form.
func (j *joiner) loose(known, added []forms.Entry) ([]forms.Entry, error) {
	fst, rules, err := forms.Learn(known, forms.Learning{Longest: 6, Least: 4, Share: 0.005, Most: 8}, strings.ToLower)
	if err != nil {
		return nil, err
	}
	g, err := forms.OpenGuesser(fst, rules)
	if err != nil {
		return nil, err
	}
	base := map[string]string{} // lower case → as written
	for _, e := range added {
		j.forms[e.Form] = true
		if e.Form == e.Lemma {
			base[strings.ToLower(e.Lemma)] = e.Lemma
		}
	}
	var out []forms.Entry
	for _, e := range j.spelling.entries {
		if e.flags != "" || j.forms[e.stem] || !letters(e.stem) {
			continue
		}
		lower := strings.ToLower(e.stem)
		proper := lower != e.stem
		for _, r := range g.Append(nil, lower, proper, false) {
			if lemma := base[r.Lemma]; lemma != "" && (lemma != r.Lemma) == proper {
				out = append(out, forms.Entry{Form: e.stem, Lemma: lemma})
			}
		}
	}
	return out, nil
}
