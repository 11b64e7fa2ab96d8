package gather

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/txtar"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/encoding/unicode/utf32"

	"prasowka/internal/press"
)

// rawFeed finds the section "feed <encoding>" and encodes it so.
func rawFeed(t *testing.T, ar *txtar.Archive) []byte {
	t.Helper()
	for _, f := range ar.Files {
		name, ok := strings.CutPrefix(f.Name, "feed")
		if !ok {
			continue
		}
		text := strings.NewReplacer("{NUL}", "\x00", "{VT}", "\x0b", "{BOM}", "\ufeff").Replace(string(f.Data))
		var enc encoding.Encoding
		switch strings.TrimSpace(name) {
		case "", "utf-8":
			return []byte(text)
		case "windows-1250":
			enc = charmap.Windows1250
		case "iso-8859-2":
			enc = charmap.ISO8859_2
		case "iso-8859-2 with marks":
			out, err := charmap.ISO8859_2.NewEncoder().String(strings.ReplaceAll(text, "–", "{DASH}"))
			if err != nil {
				t.Fatal(err)
			}
			return []byte(strings.NewReplacer("{OPEN}", "\x84", "{CLOSE}", "\x94", "{DASH}", "\x96").Replace(out))
		case "koi8-r":
			enc = charmap.KOI8R
		case "ibm037":
			enc = charmap.CodePage037
		case "utf-16le":
			enc = unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)
		case "utf-16 behind a line":
			out, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(text)
			if err != nil {
				t.Fatal(err)
			}
			return []byte("\n" + out)
		case "utf-16 bom":
			enc = unicode.UTF16(unicode.BigEndian, unicode.UseBOM)
		case "utf-32":
			enc = utf32.UTF32(utf32.LittleEndian, utf32.UseBOM)
		case "doubled":
			out, err := charmap.Windows1252.NewDecoder().String(text)
			if err != nil {
				t.Fatal(err)
			}
			return []byte(out)
		default:
			t.Fatalf("unknown section %q", f.Name)
		}
		out, err := encoding.ReplaceUnsupported(enc.NewEncoder()).String(text)
		if err != nil {
			t.Fatal(err)
		}
		return []byte(out)
	}
	t.Fatal("no section \"feed\"")
	return nil
}

// TestFeedDefects reads each feed in testdata/feeds, named after its defect.
func TestFeedDefects(t *testing.T) {
	paths, _ := filepath.Glob("testdata/feeds/*.txtar")
	if len(paths) < 40 {
		t.Errorf("%d fixtures, want at least 40", len(paths))
	}
	for _, path := range paths {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txtar"), func(t *testing.T) {
			ar, err := txtar.ParseFile(path)
			if err != nil {
				t.Fatal(err)
			}
			header, _ := section(ar, "content-type")
			feed, err := ParseFeed(rawFeed(t, ar), "https://gazeta.example/kanal/rss.xml", strings.TrimSpace(string(header)))
			golden(t, path, ar, "want", showFeed(feed, err))
		})
	}
}

func showFeed(f *Feed, err error) string {
	if err != nil {
		return fmt.Sprintf("trouble: %s", TroubleOf(err))
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%s, %s, truncated %v\n%s | %s | %s | %s | %s", f.Format, f.Encoding, f.Truncated, f.Title, f.Link, f.Description, f.Language, f.Author)
	for _, at := range []time.Time{f.Published, f.Updated} {
		if !at.IsZero() {
			b.WriteString(" | " + at.Format(time.RFC3339))
		}
	}
	if f.Hub != "" {
		b.WriteString("\nhub " + f.Hub)
	}
	showItems(&b, f.Items)
	return b.String()
}

// TestFeedBombs: neither entities nor depth nor size cost more than they weigh.
func TestFeedBombs(t *testing.T) {
	lol := `<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol">`
	for i := 1; i < 10; i++ {
		prev := "lol"
		if i > 1 {
			prev = fmt.Sprint("lol", i-1)
		}
		lol += fmt.Sprintf(`<!ENTITY lol%d "%s">`, i, strings.Repeat("&"+prev+";", 10))
	}
	lol += `]><rss version="2.0"><channel><title>&lol9;</title><item><title>&lol9;</title><link>https://gazeta.example/1</link></item></channel></rss>`
	deep := "<rss><channel><item>" + strings.Repeat("<x:a>", 300000)
	open := "<rss><channel>" + strings.Repeat("<title><item><link>", 50000)
	quotes := "<rss><channel><item " + strings.Repeat(`a="`, 200000)
	cdata := "<rss><channel>" + strings.Repeat("<description><![CDATA[", 100000)
	less := "<rss><channel><title>" + strings.Repeat("<", 1000000)
	comments := strings.Repeat("<!--", 300000) + "<rss>"
	var names strings.Builder
	names.WriteString("<rss>")
	for i := range 30000 {
		fmt.Fprintf(&names, "<a%d:title>", i)
	}
	unclosed := "<rss><channel><item>" + strings.Repeat("<title>x", 60000) + "<item></title>"
	sections := "<rss><channel><item>" + strings.Repeat("<b><a><![CDATA[x]]></b>", 40000) + "</a>"
	inSections := "<rss><channel><title>" + strings.Repeat("<![CDATA[<![CDATA[]]>]]>", 100000) + "</title>"
	declarations := "<rss><channel>" + strings.Repeat("<!", 500000)
	marks := "<rss><channel>" + strings.Repeat(`<a b='>`, 100000)
	documents := strings.Repeat(`<rss version="2.0">`, 100000)
	shown := "<html><pre>" + strings.Repeat("&lt;rss&gt;&lt;item&gt;", 30000)
	members := `{"version":"https://jsonfeed.org/version/1","items":[` + strings.Repeat(`"a",   "`, 200000)
	most := 3 * time.Second
	if testing.Short() {
		most = 30 * time.Second // how the race detector runs
	}
	for name, bomb := range map[string]string{
		"entities": lol, "deep": deep, "open": open, "quotes": quotes, "cdata": cdata, "less": less, "comments": comments,
		"names": names.String(), "unclosed": unclosed, "sections": sections, "sections in sections": inSections,
		"declarations": declarations, "marks": marks, "documents": documents, "shown": shown, "members": members,
	} {
		t.Run(name, func(t *testing.T) {
			start := cpu(t)
			feed, err := ParseFeed([]byte(bomb), "https://gazeta.example/rss", "")
			if took := cpu(t) - start; took > most {
				t.Errorf("took %s of the processor", took)
			}
			if err != nil {
				return
			}
			size := len(feed.Title)
			for _, item := range feed.Items {
				size += len(item.Title) + len(item.Summary) + len(item.Content)
			}
			if size > 4*len(bomb) {
				t.Errorf("%d bytes became %d", len(bomb), size)
			}
		})
	}
}

// TestRedated: a feed that gives all its items new dates and guids, and its
// addresses other tails, has nothing new to say.
func TestRedated(t *testing.T) {
	listing := func(shift time.Duration, guid, tail string) *Listing {
		l := &Listing{}
		for i := range 10000 {
			l.Items = append(l.Items, press.Item{
				URL: fmt.Sprintf("https://gazeta.example/artykul-%d%s", i, tail), GUID: fmt.Sprint(guid, i),
				Published: today.Add(-time.Duration(i)*time.Minute + shift).Truncate(time.Second),
			})
		}
		return l
	}
	first := listing(0, "a", "")
	first.settle(nil)
	second := listing(time.Hour, "b", "?utm_source=rss#c1")
	second.settle(first.State.Seen)
	if second.Fresh != 0 || second.Redated != 10000 || len(second.Items) != 10000 {
		t.Errorf("fresh %d, redated %d, items %d", second.Fresh, second.Redated, len(second.Items))
	}
	for i, item := range second.Items {
		if !item.Published.Equal(first.Items[i].Published) {
			t.Fatalf("item %d: published %s, first %s", i, item.Published, first.Items[i].Published)
		}
	}
	moved := &Listing{Items: []press.Item{{URL: "https://gazeta.example/nowy-tytul-1", GUID: "b1"}}}
	moved.settle(second.State.Seen)
	if moved.Moved != 1 {
		t.Errorf("moved %d, want 1", moved.Moved)
	}
	raw, err := second.State.Seen.MarshalJSON()
	if err != nil || len(raw) > 400<<10 {
		t.Errorf("seen: %d bytes, %v", len(raw), err)
	}
	var back Seen
	if err := back.UnmarshalJSON(raw); err != nil || len(back) != len(second.State.Seen) || back[7] != second.State.Seen[7] {
		t.Errorf("seen does not come back: %d of %d, %v", len(back), len(second.State.Seen), err)
	}
}

func FuzzParseFeed(f *testing.F) {
	paths, _ := filepath.Glob("testdata/feeds/*.txtar")
	for _, path := range paths {
		ar, err := txtar.ParseFile(path)
		if err != nil {
			f.Fatal(err)
		}
		for _, file := range ar.Files {
			if strings.HasPrefix(file.Name, "feed") {
				f.Add(file.Data, "")
			}
		}
	}
	f.Add([]byte("<channel href='x'><item lastmod=1"), "text/xml; charset=utf-16")
	f.Fuzz(func(t *testing.T, raw []byte, header string) {
		feed, err := ParseFeed(raw, "https://gazeta.example/rss", header)
		if (feed == nil) == (err == nil) {
			t.Fatal("neither feed nor error")
		}
		if feed == nil {
			return
		}
		for _, item := range feed.Items {
			if strings.ContainsAny(item.Title, "\n\x00") {
				t.Errorf("title %q", item.Title)
			}
		}
	})
}

func FuzzMend(f *testing.F) {
	f.Add("<rss><channel><item><title>a < b & c</title><description><p>x<br>y</description></item><item><title>ury")
	f.Add(`<feed><entry><link href=x><content type="xhtml"><div>&nbsp;&oacute;<b></div></content></entry></feed>`)
	f.Add("<rss><![CDATA[]]><!DOCTYPE [ <x> ]><?php ?></rss>")
	f.Fuzz(func(t *testing.T, in string) {
		from, ok := rootOf(in)
		if !ok {
			return
		}
		out := mend(strings.ToValidUTF8(in[from:], "?")).text
		if out == "" {
			return
		}
		if _, ok := wellFormed(out); !ok {
			t.Errorf("mend(%q)\n= %q, not well formed", in[from:], out)
		}
	})
}
