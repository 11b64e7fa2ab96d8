package main

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"

	"prasowka/internal/polish/forms"
)

// readMorfologik reads every form of the dictionary in a morfologik-polish jar.
// A record is form;encoded lemma;tags, where the lemma is told by two letters
// (bytes to cut off the front and the end, counted from 'A') and a suffix: the
// PREFIX encoder of morfologik-stemming.
func readMorfologik(jar string) ([]forms.Entry, []forms.Paradigm, error) {
	raw, err := unzip(jar, "polish.dict")
	if err != nil {
		return nil, nil, err
	}
	a, err := parseAutomaton(raw)
	if err != nil {
		return nil, nil, fmt.Errorf("readMorfologik(%s): %w", jar, err)
	}
	entries := make([]forms.Entry, 0, 5_000_000)
	plain := map[string]bool{} // forms of comparatives and participles, for the prefixes
	taken := map[string]int{}  // number of lemmas of the forms that have a prefix
	nouns := nouns{}
	err = a.walk(func(seq []byte) error {
		e, tags, err := record(seq)
		if err != nil {
			return err
		}
		if useful(e, tags) {
			nouns.add(e, tags)
			e.Verbal = verbal(tags)
			if e.Verbal {
				plain[e.Form+";"+e.Lemma] = true
			}
			if prefixed(e.Form) != e.Form {
				taken[strings.ToLower(e.Form)]++
			}
			entries = append(entries, e)
		}
		return nil
	})
	if err != nil {
		return nil, nil, fmt.Errorf("readMorfologik(%s): %w", jar, err)
	}
	kept := entries[:0]
	for _, e := range entries {
		rest := prefixed(e.Form)
		if rest != e.Form && plain[rest+";"+e.Lemma] && taken[e.Form] == 1 {
			continue // the dictionary finds it by the form without the prefix
		}
		kept = append(kept, e)
	}
	return kept, nouns.list(), nil
}

// prefixed takes one of the prefixes nie- and naj- off a form.
func prefixed(form string) string {
	if rest, ok := strings.CutPrefix(form, "nie"); ok {
		return rest
	}
	return strings.TrimPrefix(form, "naj")
}

// record takes one sequence of the automaton apart.
func record(seq []byte) (e forms.Entry, tags string, err error) {
	parts := bytes.SplitN(seq, []byte(";"), 3)
	if len(parts) != 3 || len(parts[1]) < 2 {
		return e, "", fmt.Errorf("record %q: not form;lemma;tags", seq)
	}
	form, code := string(parts[0]), parts[1]
	front, end := int(code[0]-'A'), int(code[1]-'A')
	if code[0]-'A' == 255 || code[1]-'A' == 255 {
		front, end = 0, len(form)
	}
	if front+end > len(form) {
		return e, "", fmt.Errorf("record %q: cuts more than the form has", seq)
	}
	return forms.Entry{Form: form, Lemma: form[front:len(form)-end] + string(code[2:])}, string(parts[2]), nil
}

// useful leaves out abbreviations (the tokenizer knows them) and records with
// signs that no token holds.
func useful(e forms.Entry, tags string) bool {
	return !strings.HasPrefix(tags, "brev") && !strings.ContainsAny(e.Form, " .,!?;/")
}

// verbal tells whether a form takes nie- (participles and gerunds) or naj-
// (comparatives) without a record of its own.
func verbal(tags string) bool {
	for tag := range strings.SplitSeq(tags, "+") {
		word, _, _ := strings.Cut(tag, ":")
		switch word {
		case "ger", "pact", "ppas":
			return strings.Contains(tag, ":aff")
		case "adj", "adv":
			if strings.HasSuffix(tag, ":com") {
				return true
			}
		}
	}
	return false
}

// unzip reads one file of a jar, by its base name.
func unzip(jar, name string) ([]byte, error) {
	z, err := zip.OpenReader(jar)
	if err != nil {
		return nil, fmt.Errorf("unzip(%s): %w", jar, err)
	}
	defer z.Close()
	for _, f := range z.File {
		if path.Base(f.Name) != name {
			continue
		}
		r, err := f.Open()
		if err != nil {
			return nil, fmt.Errorf("unzip(%s, %s): %w", jar, name, err)
		}
		raw, err := io.ReadAll(r)
		return raw, errors.Join(err, r.Close())
	}
	return nil, fmt.Errorf("unzip(%s): no %s inside", jar, name)
}
