package notify

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"prasowka/internal/paper"
)

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
		})
	}
}
