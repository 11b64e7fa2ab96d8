// Command generate makes the embedded data of package forms from the Debian
// packages libmorfologik-stemming2-java and hunspell-pl and from names.txt. The
// build does not need it: `go generate ./internal/polish/forms` runs it by hand.
// The same packages give the same bytes.
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"

	"prasowka/internal/polish"
	"prasowka/internal/polish/forms"
)

func main() {
	jar := flag.String("jar", "/usr/share/java/morfologik-polish.jar", "PoliMorf, from the Debian package libmorfologik-stemming2-java")
	spell := flag.String("hunspell", "/usr/share/hunspell/pl_PL", "hunspell-pl's dictionary, without .aff and .dic")
	names := flag.String("names", "generate/names.txt", "paradigms of words that PoliMorf lacks; see readNames")
	out := flag.String("out", "data", "directory to write to")
	flag.Parse()
	if err := generate(*jar, *spell, *names, *out); err != nil {
		fmt.Fprintln(os.Stderr, "generate:", err)
		os.Exit(1)
	}
}

func generate(jar, spell, names, out string) error {
	entries, nouns, err := readMorfologik(jar)
	if err != nil {
		return fmt.Errorf("%w (install libmorfologik-stemming2-java)", err)
	}
	newer, err := readNames(names)
	if err != nil {
		return err
	}
	entries = append(entries, newer...)
	more, err := readHunspell(spell, entries)
	if err != nil {
		return fmt.Errorf("%w (install hunspell-pl)", err)
	}
	entries = append(entries, more...)
	fst, rules, err := forms.Build(entries)
	if err != nil {
		return err
	}
	gfst, grules, err := forms.Learn(entries, forms.Learned, polish.Fold)
	if err != nil {
		return err
	}
	nfst, nrules, err := forms.LearnInflection(nouns)
	if err != nil {
		return err
	}
	for name, raw := range map[string][]byte{"dictionary.fst": fst, "dictionary.rules": rules, "guesser.fst": gfst, "guesser.rules": grules, "names.fst": nfst, "names.rules": nrules} {
		if err := os.WriteFile(filepath.Join(out, name), raw, 0o644); err != nil {
			return err
		}
		fmt.Printf("%-18s %8d bytes\n", name, len(raw))
	}
	fmt.Printf("%d entries\n", len(entries))
	return nil
}
