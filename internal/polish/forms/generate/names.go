package main

import (
	"bufio"
	"fmt"
	"os"
	"strings"

	"prasowka/internal/polish/forms"
)

// readNames reads the paradigms of words that PoliMorf lacks, names above all,
// from a text file. A line that begins with = has the endings of a paradigm,
// the base form's first, - for none; the lines behind it are the stems that
// take them; # begins a comment.
func readNames(path string) ([]forms.Entry, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("readNames: %w", err)
	}
	defer f.Close()
	var out []forms.Entry
	var endings []string
	in := bufio.NewScanner(f)
	for n := 1; in.Scan(); n++ {
		line := in.Text()
		if line == "" || line[0] == '#' {
			continue
		}
		if list, ok := strings.CutPrefix(line, "="); ok {
			if endings = strings.Fields(list); len(endings) == 0 {
				return nil, fmt.Errorf("readNames(%s:%d): a paradigm without endings", path, n)
			}
			continue
		}
		if len(endings) == 0 || strings.ContainsAny(line, " \t") {
			return nil, fmt.Errorf("readNames(%s:%d): %q is no stem of a paradigm", path, n, line)
		}
		for _, end := range endings {
			out = append(out, forms.Entry{Form: inflect(line, end), Lemma: inflect(line, endings[0])})
		}
	}
	return out, in.Err()
}

// inflect puts an ending to a stem.
func inflect(stem, end string) string {
	if end == "-" {
		return stem
	}
	return stem + end
}
