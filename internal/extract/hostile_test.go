package extract

import (
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
	"unicode/utf8"
)

// checkArticle holds the package's promises about any article.
func checkArticle(t *testing.T, a *Article) {
	t.Helper()
	if a == nil {
		t.Fatal("no article")
	}
	for name, s := range map[string]string{"title": a.Title, "text": a.Text, "author": a.Author, "lead": a.Lead} {
		if !utf8.ValidString(s) {
			t.Errorf("%s is not UTF-8: %q", name, s)
		}
		if strings.ContainsAny(s, "\u00ad\u200b\u00a0\r") || strings.Contains(s, "  ") || strings.Contains(s, "\n\n") {
			t.Errorf("%s is not tidy: %q", name, s)
		}
	}
	if a.Lead != "" && !strings.Contains(a.Text, a.Lead) {
		t.Errorf("lead %q is not in the text", a.Lead)
	}
}

// TestHostilePages: each is read within hostileCPU, some ten times what
// the worst of them takes on a free machine: what grows squarely goes beyond.
func TestHostilePages(t *testing.T) {
	para := "<p>Zdanie o mieście, które ma wystarczająco dużo słów, by wyglądać jak artykuł.</p>"
	for name, page := range map[string]string{
		"empty":            "",
		"zeros":            strings.Repeat("\x00", 1<<16),
		"open divs":        strings.Repeat("<div>", 100_000) + para,
		"open bolds":       strings.Repeat("<b>", 20_000) + strings.Repeat(para, 50),
		"nested tables":    strings.Repeat("<table><tr><td>", 5_000) + para,
		"nested columns":   strings.Repeat(`<table><tr><td><a href="/x">x</a><a href="/y">y</a></td><td>`+strings.Repeat(para, 10), 400),
		"nested lists":     strings.Repeat("<ul><li>", 5_000) + para,
		"attributes":       "<p " + strings.Repeat(`a="b" `, 50_000) + ">" + para,
		"one long word":    "<p>" + strings.Repeat("ż", 1<<20),
		"many paragraphs":  strings.Repeat(para, 20_000),
		"many links":       strings.Repeat(`<p><a href="/x">Wiadomość z miasta</a></p>`, 20_000),
		"many teasers":     strings.Repeat(`<div class="k"><h3><a href="/x">Wiadomość z miasta</a></h3>`+para+"</div>", 8_000),
		"nested teasers":   strings.Repeat(`<div class="k"><h3><a href="/x">Wiadomość z miasta</a></h3>`, 8_000),
		"many polls":       para + strings.Repeat(`<div><label><input type="radio">tak</label></div>`, 20_000),
		"many heads":       strings.Repeat(para, 3) + strings.Repeat(`<p>Komentarze (3)</p><p>12 maja</p>`, 20_000),
		"many states":      para + "<script>" + strings.Repeat(`{"datePublished":"2024-05-07"},`, 50_000) + "</script>",
		"deep json":        `<script type="application/ld+json">` + strings.Repeat(`[{"@graph":`, 50_000) + "</script>" + para,
		"entities":         "<p>" + strings.Repeat("&amp;amp;oacute;", 50_000),
		"select in select": strings.Repeat("<select><option>", 3_000) + para,
		"cut tag":          para + "<p class=\"",
		"bad utf-8":        strings.Repeat("\xff\xfe\xc3\x28", 10_000),
		"svg":              strings.Repeat("<svg><g>", 3_000) + para,
	} {
		t.Run(name, func(t *testing.T) {
			start := cpuTime(t)
			a, _ := Read([]byte(page), Hints{URL: "https://example.com/a"})
			checkArticle(t, a)
			if took := cpuTime(t) - start; took > hostileCPU {
				t.Errorf("%d bytes took %v of the processor", len(page), took)
			}
		})
	}
}

const hostileCPU = 20 * time.Second

func cpuTime(t *testing.T) time.Duration {
	t.Helper()
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		t.Fatal(err)
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}

// TestDeepPageLosesNothing: the words of a page that is too deep all arrive.
func TestDeepPageLosesNothing(t *testing.T) {
	var b strings.Builder
	for i := range 900 {
		b.WriteString("<div>słowo" + strings.Repeat("x", i%7) + "</div><div>")
	}
	want := strings.Count(b.String(), "słowo")
	if got := strings.Count(joinLines(linesOf(parse(b.String()))), "słowo"); got != want {
		t.Errorf("%d words of %d", got, want)
	}
}

func FuzzRead(f *testing.F) {
	paths, err := filepath.Glob("testdata/pages/*.txtar")
	if err != nil {
		f.Fatal(err)
	}
	for _, path := range paths {
		f.Add(loadFixture(f, path).raw, "text/html; charset=utf-8")
	}
	f.Fuzz(func(t *testing.T, raw []byte, contentType string) {
		a, _ := Read(raw, Hints{URL: "https://example.com/2024/05/07/a", ContentType: contentType, Fetched: dateRef})
		checkArticle(t, a)
	})
}

func FuzzDate(f *testing.F) {
	for _, s := range []string{"7 maja 2024", "7 V 2024", "07.05.2024, 12:30", "wczoraj, 12:30", "2 godz. temu", "Dodano: 7.05.2024, akt. 11:16",
		"Aktualizacja: 08.05.2024 Publikacja: 07.05.2024", "2024年5月7日", "2024-05-07T12:30:00+02:00", "١٢ مايو ٢٠٢٤", "99999999999 dni temu", "9999 lat temu"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		at, ok := Date(text, dateRef)
		if ok && at.IsZero() {
			t.Errorf("Date(%q): found, but zero", text)
		}
		dateLine(text)
		for _, m := range findDates(text, dateRef, "pl") {
			if m.start < 0 || m.end > len(text) || m.start >= m.end {
				t.Errorf("mention at %d–%d of %q", m.start, m.end, text)
			}
		}
	})
}

func FuzzCompare(f *testing.F) {
	f.Add("Miasto wyda 12,4 mln zł.", "Miasto nie wyda 14,2 mln zł.")
	f.Add("„Zdążymy” – mówi Anna Nowak.\nakt. 11:16", "„Nie zdążymy” – mówi Jan Kos.")
	f.Add("", "a\nb\n\nc")
	f.Fuzz(func(t *testing.T, before, after string) {
		if len(before)+len(after) > 20_000 || !utf8.ValidString(before) || !utf8.ValidString(after) {
			return // longer than the desk hands over, or not text: Compare promises nothing
		}
		c := Compare(before, after)
		checkDiff(t, c.Diff, before, after)
		if before != after && c.Matters && c.What == "" {
			t.Errorf("a change that matters without a phrase: %q → %q", before, after)
		}
	})
}

func BenchmarkRead(b *testing.B) {
	var pages []fixture
	for _, name := range []string{"wordpress", "joomla", "own-cms-table-layout", "comments-taken-for-article"} {
		pages = append(pages, loadFixture(b, "testdata/pages/"+name+".txtar"))
	}
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		p := pages[i%len(pages)]
		if _, err := Read(p.raw, p.hints); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkDate(b *testing.B) {
	for b.Loop() {
		Date("Aktualizacja: 08.05.2024 11:16 Publikacja: 07.05.2024 10:00", dateRef)
	}
}
