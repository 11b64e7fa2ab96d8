package notify

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"prasowka/internal/paper"
)

// foot is what stands at the foot of each page.
var foot = regexp.MustCompile(`Przegląd prasy\s+Strona \d+ z \d+`)

// flowing is the text of a PDF without what fonts and pages make of it: feet,
// line breaks and pictures of letters that a machine's fonts may lack.
func flowing(text string) []byte {
	var w scribe
	text = strings.Map(func(r rune) rune {
		if r < 0x250 || strings.ContainsRune("„”–—…∗•·", r) {
			return r
		}
		return -1
	}, foot.ReplaceAllString(text, " "))
	w.par("", "", text)
	return []byte(w.String())
}

// sameWords compares the words of two texts, in whatever order: where lines end
// depends on the fonts of the machine, and with it the order of what stands in
// lines of two directions. A word of one letter over and over is broken
// anywhere and does not count.
func sameWords(a, b []byte) bool {
	words := func(b []byte) []string {
		all := strings.FieldsFunc(string(b), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
		all = slices.DeleteFunc(all, func(w string) bool {
			first, size := utf8.DecodeRuneInString(w)
			return strings.Trim(w[size:], string(first)) == ""
		})
		slices.Sort(all)
		return all
	}
	return slices.Equal(words(a), words(b))
}

// The printed review of each kind of day becomes a tagged PDF with headings.
func TestPaperPrints(t *testing.T) {
	if _, err := paper.Browser(""); err != nil {
		if os.Getenv("CI") != "" {
			t.Fatal(err)
		}
		t.Log("no Chromium here: printing is not tested")
		return
	}
	for name, r := range map[string]*Review{"zwykly": ordinary(), "spokojny": empty(), "pelny": full(), "wrogi": hostile()} {
		t.Run(name, func(t *testing.T) {
			page, err := r.Paper()
			if err != nil {
				t.Fatal(err)
			}
			pdf, err := paper.PDF(t.Context(), page, paper.PDFOptions{Footer: "Przegląd prasy"})
			if err != nil {
				t.Fatal(err)
			}
			path := filepath.Join(t.TempDir(), "x.pdf")
			if err := os.WriteFile(path, pdf, 0o600); err != nil {
				t.Fatal(err)
			}
			for args, want := range map[string][]string{"-isodates": {"Tagged:", "yes"}, "-struct": {"H1", "H2"}} {
				out, err := exec.Command("pdfinfo", args, path).CombinedOutput()
				if errors.Is(err, exec.ErrNotFound) && os.Getenv("CI") == "" {
					t.Log("no pdfinfo here")
					return
				}
				if err != nil {
					t.Fatalf("pdfinfo %s: %v: %s", args, err, out)
				}
				for _, w := range want {
					if !strings.Contains(string(out), w) {
						t.Errorf("pdfinfo %s lacks %s: %s", args, w, out)
					}
				}
			}
			out, err := exec.Command("pdftotext", "-raw", "-nopgbrk", path, "-").Output()
			if err != nil {
				t.Fatalf("pdftotext: %v", err)
			}
			goldenAs(t, name+".pdf.txt", flowing(string(out)), sameWords)
		})
	}
}
