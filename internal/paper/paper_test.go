package paper

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"flag"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	ics "github.com/arran4/golang-ical"
	"github.com/xuri/excelize/v2"
	"golang.org/x/net/html"
)

var update = flag.Bool("update", false, "write the golden files anew")

func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s differs; if the change is meant, run go test -update and read the diff", path)
	}
}

var made = time.Date(2026, 11, 23, 7, 0, 0, 0, time.FixedZone("CET", 3600))

// letter is a request for a correction as domain notes §6.9 lay it out; the
// people and the paper are invented.
func letter() Doc {
	return Doc{
		Title: "Wniosek o publikację sprostowania", Author: "Biuro Prezydenta Miasta", Subject: "BPM.1510.7.2026", Made: made, Footer: "BPM.1510.7.2026",
		Blocks: []Block{
			Paragraph{Runs: []Run{{Text: "Grodzisko, 23\u00a0listopada 2026\u00a0r."}}, Align: Right},
			Paragraph{Runs: []Run{{Text: "Znak sprawy: BPM.1510.7.2026\n"}, {Text: "Urząd Miejski w Grodzisku", Bold: true}}},
			Heading{1, "Wniosek o publikację sprostowania"},
			Paragraph{Runs: []Run{{Text: "Na podstawie "}, {Text: "art. 31a i 32", Bold: true}, {Text: " ustawy Prawo prasowe wnoszę o publikację sprostowania. Materiał: "}, {Text: "„Most droższy o 8 mln zł”", Italic: true, Link: "https://glosgrodziska.example/most?a=1&b=2"}, {Text: "."}}},
			Heading{2, "Tekst sprostowania"},
			Paragraph{Runs: []Run{{Text: "Nieprawdą jest, że koszt wyniósł 42,6 mln zł. Umowa opiewa na 34,6 mln zł."}}, Quote: true},
			List{Ordered: true, Items: [][]Run{{{Text: "Pierwsze zdanie materiału."}}, {{Text: "Drugie zdanie."}}}},
			List{Items: [][]Run{{{Text: "umowa z 12 maja 2026 r."}}, {{Text: "wniosek wykonawcy"}}}},
			List{Ordered: true, Items: [][]Run{{{Text: "Znów od jedynki."}}}},
			Rule{},
			Table{Caption: "Objętość", Head: []string{"Fragment", "Znaki"}, Rows: [][]string{{"materiał", "1 204"}, {"sprostowanie", "1 890", "nadmiar"}, {"sam"}}, Widths: []float64{3, 1}, Numbers: []bool{false, true}},
			PageBreak{},
			Heading{3, "Załączniki"},
			Paragraph{Runs: []Run{{Text: "<script>alert(1)</script> & \x00\x1b „zażółć gęślą jaźń” 👍🏽 عاجل", Link: "javascript:alert(1)"}}, Small: true},
			Heading{9, "Za głęboko"},
			PageBreak{},
			Table{Head: []string{"Bez podpisu"}},
		},
	}
}

func TestHTML(t *testing.T) {
	got, err := HTML(letter())
	if err != nil {
		t.Fatal(err)
	}
	golden(t, "pismo.html", got)
	doc, err := html.Parse(bytes.NewReader(got))
	if err != nil {
		t.Fatal(err)
	}
	count := map[string]int{}
	for n := range doc.Descendants() {
		if n.Type == html.ElementNode {
			count[n.Data]++
		}
	}
	for tag, want := range map[string]int{"script": 0, "h1": 1, "h2": 1, "h3": 1, "h4": 1, "ol": 2, "ul": 1, "table": 2, "caption": 1, "th": 3, "td": 6, "a": 1, "em": 1, "main": 1} {
		if count[tag] != want {
			t.Errorf("%d <%s>, want %d", count[tag], tag, want)
		}
	}
	if _, err := HTML(Doc{Blocks: []Block{Table{Caption: "x"}}}); err == nil {
		t.Error("a table without a header was written")
	}
	if _, err := HTML(Doc{Blocks: []Block{nil}}); err == nil {
		t.Error("a nil block was written")
	}
}

// unzip reads a DOCX and checks that each part is well-formed XML.
func unzip(t *testing.T, raw []byte) map[string]string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(raw), int64(len(raw)))
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		d := xml.NewDecoder(bytes.NewReader(body))
		for {
			if _, err := d.Token(); err == io.EOF {
				break
			} else if err != nil {
				t.Fatalf("%s: %v", f.Name, err)
			}
		}
		out[f.Name] = string(body)
	}
	return out
}

func TestDOCX(t *testing.T) {
	got, err := DOCX(letter())
	if err != nil {
		t.Fatal(err)
	}
	again, err := DOCX(letter())
	if err != nil || !bytes.Equal(got, again) {
		t.Errorf("the same document gave other bytes (%v)", err)
	}
	parts := unzip(t, got)
	golden(t, "pismo.document.xml", []byte(parts["word/document.xml"]))
	// Every part that a relation or a content type names must be there.
	for name := range parts {
		if strings.HasSuffix(name, ".rels") || name == "[Content_Types].xml" {
			continue
		}
		if !strings.Contains(parts["[Content_Types].xml"], `PartName="/`+name+`"`) {
			t.Errorf("%s has no content type", name)
		}
	}
	body := parts["word/document.xml"]
	for _, want := range []string{`<w:pStyle w:val="Heading1"/>`, `<w:tblHeader/>`, `<w:tblCaption w:val="Objętość"/>`, `w:pgMar`, `<w:pageBreakBefore/>`, `r:id="link0"`, `zażółć gęślą jaźń`, `&lt;script&gt;`} {
		if !strings.Contains(body, want) {
			t.Errorf("document.xml lacks %s", want)
		}
	}
	if strings.Count(body, "<w:pageBreakBefore/>") != 2 || strings.Contains(body, "javascript:") {
		t.Error("page breaks or links are wrong")
	}
	for part, want := range map[string]string{"word/styles.xml": `<w:lang w:val="pl-PL"`, "docProps/core.xml": "<dc:language>pl-PL</dc:language>", "word/footer1.xml": "NUMPAGES",
		"word/_rels/document.xml.rels": `Target="https://glosgrodziska.example/most?a=1&amp;b=2" TargetMode="External"`, "word/numbering.xml": `<w:num w:numId="3">`} {
		if !strings.Contains(parts[part], want) {
			t.Errorf("%s lacks %s", part, want)
		}
	}
	for _, style := range []string{"Heading1", "Heading4", "BodyText", "Quote", "Small", "ListParagraph", "Caption", "TableText", "Footer", "Hyperlink", "TableGrid"} {
		if !strings.Contains(parts["word/styles.xml"], `w:styleId="`+style+`"`) {
			t.Errorf("no style %s", style)
		}
	}
	if _, err := DOCX(Doc{Blocks: []Block{Table{}}}); err == nil {
		t.Error("a table without a header was written")
	}
}

// chromium is the browser of this machine; without one the tests that print
// are of no use, and in CI that is a failure.
func chromium(t *testing.T) bool {
	t.Helper()
	_, err := Browser("")
	if err == nil {
		return true
	}
	if os.Getenv("CI") != "" {
		t.Fatal(err)
	}
	t.Log("no Chromium here: printing is not tested")
	return false
}

func pdfinfo(t *testing.T, pdf []byte, args ...string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "x.pdf")
	if err := os.WriteFile(path, pdf, 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command("pdfinfo", append(args, path)...).CombinedOutput()
	if errors.Is(err, exec.ErrNotFound) && os.Getenv("CI") == "" {
		t.Log("no pdfinfo here")
		return ""
	}
	if err != nil {
		t.Fatalf("pdfinfo: %v: %s", err, out)
	}
	return string(out)
}

func TestPDF(t *testing.T) {
	if !chromium(t) {
		return
	}
	page, err := HTML(letter())
	if err != nil {
		t.Fatal(err)
	}
	got, err := PDF(t.Context(), page, PDFOptions{Footer: "BPM.1510.7.2026 <b>"})
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Contains(got, []byte("/Lang (pl)")) {
		t.Error("the PDF does not say that it is in Polish")
	}
	info := strings.Join(strings.Fields(pdfinfo(t, got)), " ")
	for _, want := range []string{"Tagged: yes", "Title: Wniosek o publikację sprostowania", "Pages: 3", "JavaScript: no", "(A4)"} {
		if info != "" && !strings.Contains(info, want) {
			t.Errorf("pdfinfo lacks %q: %s", want, info)
		}
	}
	structure := pdfinfo(t, got, "-struct-text")
	for _, want := range []string{"H1", "H2", "H3", "Table", "TH", "TD", "L", "Link", "Umowa opiewa"} {
		if structure != "" && !strings.Contains(structure, want) {
			t.Errorf("the structure lacks %s", want)
		}
	}
}

func TestPDFTakesNothingFromOutside(t *testing.T) {
	if !chromium(t) {
		return
	}
	page := []byte(`<!DOCTYPE html><html lang="pl"><head><title>x</title><script>document.title="zmieniony"</script></head><body><h1>Tytuł</h1><img src="http://127.0.0.1:1/x.png" alt="x"><iframe src="file:///etc/passwd"></iframe></body></html>`)
	got, err := PDF(t.Context(), page, PDFOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if info := pdfinfo(t, got); info != "" && !strings.Contains(strings.Join(strings.Fields(info), " "), "Title: x ") {
		t.Errorf("a script ran: %s", info)
	}
	if text := pdfinfo(t, got, "-struct-text"); strings.Contains(text, "root:") {
		t.Error("a local file got in")
	}
}

func TestPDFWithoutBrowser(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	for _, o := range []PDFOptions{{}, {Browser: "/nie/ma/chromium"}, {Browser: "brak-takiej"}} {
		_, err := PDF(t.Context(), nil, o)
		if !errors.Is(err, ErrNoBrowser) || !strings.Contains(err.Error(), "DOCX") {
			t.Errorf("%+v: %v", o, err)
		}
	}
}

// A browser that hangs, or is none, ends in time and leaves no directory.
func TestPDFIsBounded(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	hang := filepath.Join(t.TempDir(), "chromium")
	if err := os.WriteFile(hang, []byte("#!/bin/sh\nexec sleep 60\n"), 0o755); err != nil {
		t.Fatal(err)
	}
	start := time.Now()
	if _, err := PDF(t.Context(), nil, PDFOptions{Browser: hang, Timeout: 300 * time.Millisecond}); err == nil {
		t.Error("a hanging browser printed")
	}
	if _, err := PDF(t.Context(), nil, PDFOptions{Browser: "/bin/false"}); err == nil {
		t.Error("/bin/false printed")
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := PDF(ctx, nil, PDFOptions{Browser: hang}); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
	if took := time.Since(start); took > 20*time.Second {
		t.Errorf("it took %v", took)
	}
	left, err := os.ReadDir(os.Getenv("TMPDIR"))
	if err != nil || len(left) != 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

func TestXLSX(t *testing.T) {
	got, err := XLSX("Wycinki", []Sheet{
		{Name: "Wycinki: 2026/11 [bardzo długa nazwa arkusza]", Columns: []Column{{Title: "Tytuł", Width: 40}, {Title: "Data", Kind: MomentCell}, {Title: "Liczba", Kind: NumberCell}, {Title: "Udział", Kind: PercentCell}, {Title: "Kwota", Kind: MoneyCell}, {Title: "Dzień", Kind: DateCell}},
			Rows: [][]any{{"=1+1", made, 12, 0.061, 1234.5, made}, {"zażółć \x00", time.Time{}, nil}, {strings.Repeat("ą", 40000)}}},
		{Name: "wycinki- 2026 11 bardzo długa nazwa", Columns: []Column{{Title: "A"}}}, {Name: "'/'", Columns: []Column{{Title: "A"}}}, {Name: "", Columns: []Column{{Title: "A"}}},
	})
	if err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(bytes.NewReader(got))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	names := f.GetSheetList()
	if len(names) != 4 || names[0] != "Wycinki  2026 11  bardzo długa" && len([]rune(names[0])) > 31 || names[2] != "Arkusz 3" {
		t.Errorf("sheets %q", names)
	}
	for cell, want := range map[string]string{"A1": "Tytuł", "A2": "=1+1", "B2": "2026-11-23 07:00", "C2": "12", "D2": "6.1%", "F2": "2026-11-23", "B3": "", "A3": "zażółć "} {
		if got, err := f.GetCellValue(names[0], cell); err != nil || strings.TrimRight(got, ".") != strings.TrimRight(want, ".") {
			t.Errorf("%s = %q, %v; want %q", cell, got, err, want)
		}
	}
	if formula, err := f.GetCellFormula(names[0], "A2"); err != nil || formula != "" {
		t.Errorf("a text became the formula %q", formula)
	}
	for _, bad := range [][]Sheet{nil, {{Name: "x"}}, {{Columns: []Column{{Title: "A", Kind: "?"}}}}, {{Columns: []Column{{Title: "A"}}, Rows: [][]any{{struct{}{}}}}}} {
		if _, err := XLSX("x", bad); err == nil {
			t.Errorf("%v was written", bad)
		}
	}
}

func TestSheetNames(t *testing.T) {
	taken := map[string]bool{}
	for _, want := range []string{"Raport", "Raport (2)", "Raport (3)"} {
		if got := sheetName("Raport", 0, taken); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func TestICS(t *testing.T) {
	events := []Event{
		{ID: "termin/7/spr-21@prasowka", Title: "Ostatni dzień: sprostowanie, „Głos”; uwaga", Note: "Pierwsza linia\nDruga, z przecinkiem; i średnikiem. " + strings.Repeat("Bardzo długi opis. ", 10), Start: time.Date(2026, 12, 14, 0, 0, 0, 0, made.Location()), AllDay: true, Alarm: 24 * time.Hour, URL: "https://prasowka.grodzisko.example/sprawy/7"},
		{ID: "konferencja/3", Title: "Konferencja prasowa", Place: "Sala nr 26", Start: made, End: made.Add(90 * time.Minute), Version: 2, Changed: made.Add(time.Hour), Off: true, URL: "javascript:x"},
		{ID: "krótki", Title: "Bez końca", Start: made},
	}
	got, err := ICS("Terminy BPM", events, made)
	if err != nil {
		t.Fatal(err)
	}
	golden(t, "terminy.ics", got)
	again, err := ICS("Terminy BPM", events, made)
	if err != nil || !bytes.Equal(got, again) {
		t.Error("the same events gave other bytes")
	}
	for n, l := range strings.Split(string(got), "\r\n") {
		if len(l) > 75 {
			t.Errorf("line %d has %d bytes", n+1, len(l))
		}
	}
	c, err := ics.ParseCalendar(bytes.NewReader(got))
	if err != nil {
		t.Fatal(err)
	}
	back := c.Events()
	if len(back) != 3 {
		t.Fatalf("%d events came back", len(back))
	}
	for _, want := range []string{"DTSTART;VALUE=DATE:20261214", "DTEND;VALUE=DATE:20261215", "DTSTART:20261123T060000Z", "DTEND:20261123T073000Z", "DTEND:20261123T070000Z", "STATUS:CANCELLED", "TRIGGER:-PT1440M", "SEQUENCE:2"} {
		if !strings.Contains(string(got), want) {
			t.Errorf("the calendar lacks %s", want)
		}
	}
	if strings.Contains(string(got), "javascript") {
		t.Error("a bad address got in")
	}
	if _, err := ICS("x", []Event{{Title: "bez czasu"}}, made); err == nil {
		t.Error("an event without a start was written")
	}
}
