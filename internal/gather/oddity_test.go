package gather

import (
	"bytes"
	"compress/flate"
	"compress/zlib"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/txtar"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/encoding/unicode/utf32"
)

// TestFeedOddities reads small feeds that are each odd in one way: roots alone,
// fragments, formats of the past, prefixes, modes, entities, other people's
// elements.
func TestFeedOddities(t *testing.T) {
	const path = "testdata/oddities.txtar"
	ar, err := txtar.ParseFile(path)
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, f := range ar.Files {
		if strings.HasSuffix(f.Name, " want") {
			continue
		}
		n++
		t.Run(f.Name, func(t *testing.T) {
			feed, err := ParseFeed(f.Data, "", "")
			golden(t, path, ar, f.Name+" want", showOdd(feed, err))
		})
	}
	if n < 90 {
		t.Errorf("%d feeds, want at least 90", n)
	}
}

// showOdd prints what a feed says, and nothing that it does not say.
func showOdd(f *Feed, err error) string {
	if err != nil {
		return fmt.Sprintf("trouble: %s", TroubleOf(err))
	}
	var b strings.Builder
	b.WriteString(f.Format)
	field := func(name, value string) {
		if value != "" {
			fmt.Fprintf(&b, " | %s %s", name, value)
		}
	}
	at := func(name string, t time.Time) {
		if !t.IsZero() {
			field(name, t.Format(time.RFC3339))
		}
	}
	field("title", f.Title)
	field("link", f.Link)
	field("about", f.Description)
	field("lang", f.Language)
	field("by", f.Author)
	field("hub", f.Hub)
	at("published", f.Published)
	at("updated", f.Updated)
	for _, i := range f.Items {
		b.WriteString("\n-")
		field("id", i.GUID)
		field("title", i.Title)
		field("link", i.URL)
		field("summary", i.Summary)
		field("content", i.Content)
		field("by", i.Author)
		at("published", i.Published)
		at("updated", i.Updated)
		field("tags", strings.Join(i.Tags, ", "))
		for _, m := range i.Media {
			field("file", fmt.Sprintf("%s %s %d", m.URL, m.Type, m.Length))
		}
	}
	return b.String()
}

// TestFeedEncodings: a title comes through every encoding that feeds declare.
func TestFeedEncodings(t *testing.T) {
	big4, little4 := utf32.UTF32(utf32.BigEndian, utf32.IgnoreBOM), utf32.UTF32(utf32.LittleEndian, utf32.UseBOM)
	tests := []struct {
		label string
		enc   encoding.Encoding
		title string
	}{
		{"utf-16", unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), "Zażółć"},
		{"utf-16le", unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), "Zażółć"},
		{"utf-8", unicode.UTF16(unicode.BigEndian, unicode.UseBOM), "Zażółć"}, // a lie
		{"utf-32", little4, "Zażółć"},
		{"csucs4", big4, "Zażółć"},
		{"koi8-r", charmap.KOI8R, "Привет, мир"},
		{"koi8-u", charmap.KOI8U, "Привіт"},
		{"windows-1251", charmap.Windows1251, "Привет, мир"},
		{"windows-1253", charmap.Windows1253, "Γειά σου"},
		{"windows-1254", charmap.Windows1254, "ışğ"},
		{"windows-1255", charmap.Windows1255, "שלום"},
		{"windows-1256", charmap.Windows1256, "مرحبا"},
		{"windows-1257", charmap.Windows1257, "ąčęė"},
		{"iso-8859-5", charmap.ISO8859_5, "Привет"},
		{"iso-8859-7", charmap.ISO8859_7, "Γειά σου"},
		{"iso-8859-9", charmap.ISO8859_9, "ışğ"},
		{"iso-8859-13", charmap.ISO8859_13, "ąčęė"},
		{"iso-8859-15", charmap.ISO8859_15, "prix 5 €"},
		{"tis-620", charmap.Windows874, "สวัสดี"},
		{"shift_jis", japanese.ShiftJIS, "これはテスト"},
		{"cp932", japanese.ShiftJIS, "これはテスト"},
		{"euc-jp", japanese.EUCJP, "これはテスト"},
		{"iso-2022-jp", japanese.ISO2022JP, "これはテスト"},
		{"euc-kr", korean.EUCKR, "안녕하세요"},
		{"gb2312", simplifiedchinese.GBK, "中文测试"},
		{"gb18030", simplifiedchinese.GB18030, "中文测试"},
		{"big5", traditionalchinese.Big5, "中文測試"},
		{"cp437", charmap.CodePage437, "çéü"},
		{"cp850", charmap.CodePage850, "éü"},
		{"cp852", charmap.CodePage852, "zażółć"},
		{"cp855", charmap.CodePage855, "Привет"},
		{"cp862", charmap.CodePage862, "שלום"},
		{"cp866", charmap.CodePage866, "Привет"},
		{"macintosh", charmap.Macintosh, "éü"},
		{"x-mac-cyrillic", charmap.MacintoshCyrillic, "Привет"},
		{"cp037", charmap.CodePage037, "Test"},
		{"bogus", unicode.UTF8, "Zażółć"},
	}
	for _, tt := range tests {
		t.Run(tt.label, func(t *testing.T) {
			raw, err := tt.enc.NewEncoder().String(`<?xml version="1.0" encoding="` + tt.label + `"?><rss version="2.0"><channel><title>` + tt.title + `</title></channel></rss>`)
			if err != nil {
				t.Fatal(err)
			}
			feed, err := ParseFeed([]byte(raw), "", "")
			if err != nil || feed.Title != tt.title {
				t.Errorf("ParseFeed = %+v, %v; want title %q", feed, err, tt.title)
			}
		})
	}
}

// TestFeedSealed: zlib and bare deflate are opened although nothing says so.
func TestFeedSealed(t *testing.T) {
	const text = `<rss version="2.0"><channel><title>Gazeta</title></channel></rss>`
	var wrapped, bare bytes.Buffer
	z := zlib.NewWriter(&wrapped)
	f, err := flate.NewWriter(&bare, flate.BestCompression)
	if err != nil {
		t.Fatal(err)
	}
	for _, w := range []io.WriteCloser{z, f} {
		if _, err := io.WriteString(w, text); err != nil {
			t.Fatal(err)
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
	}
	for name, raw := range map[string][]byte{"zlib": wrapped.Bytes(), "deflate": bare.Bytes(), "zlib cut": wrapped.Bytes()[:wrapped.Len()-3]} {
		if feed, err := ParseFeed(raw, "", ""); err != nil || feed.Title != "Gazeta" {
			t.Errorf("%s: %+v, %v", name, feed, err)
		}
	}
}

// TestRareEncodings: what polish.Decode leaves to the reader of feeds.
func TestRareEncodings(t *testing.T) {
	for name, c := range map[string]struct{ raw, title string }{
		"utf-7":      {"<?xml version=\x221.0\x22 encoding=\x22utf-7\x22?><rss version=\x222.0\x22><channel><title>Za+AXwA8wFCAQc g+ARkBWw-l+AQU ja+AXoBRA</title><item><title>+AUEA8w-d+AXo i Krak+APM-w +IBQ +AVs-nieg</title></item></channel></rss>", "Zażółć gęślą jaźń"},
		"iso2022_kr": {"<?xml version=\x221.0\x22 encoding=\x22iso2022-kr\x22?><rss version=\x222.0\x22><channel><title>\x1b$)C\x0e>H3gGO<<?d\x0f \x0eGW18\x0f</title></channel></rss>", "안녕하세요 항구"},
		"johab":      {"<?xml version=\x221.0\x22 encoding=\x22johab\x22?><rss version=\x222.0\x22><channel><title>\xb4e\x91w\xd0a\xadA\xb6a \xd0w\x8a\x81</title></channel></rss>", "안녕하세요 항구"},
		"iso2022_jp": {"<?xml version=\x221.0\x22 encoding=\x22iso2022-jp\x22?><rss version=\x222.0\x22><channel><title>\x1b$B9A$N?7J9%F%9%H\x1b(B</title></channel></rss>", "港の新聞テスト"},
		"hz":         {"<?xml version=\x221.0\x22 encoding=\x22hz-gb-2312\x22?><rss version=\x222.0\x22><channel><title>~{8[?ZHU1(2bJT~}</title></channel></rss>", "港口日报测试"},
		"cp860":      {"<?xml version=\x221.0\x22 encoding=\x22cp860\x22?><rss version=\x222.0\x22><channel><title>\x82</title></channel></rss>", "é"},
		"cp950":      {"<?xml version=\x221.0\x22 encoding=\x22cp950\x22?><rss version=\x222.0\x22><channel><title>\xb4\xe4\xa4f</title></channel></rss>", "港口"},
	} {
		feed, err := ParseFeed([]byte(c.raw), "", "")
		if err != nil || feed.Title != c.title {
			t.Errorf("%s: %+v, %v; want title %q", name, feed, err, c.title)
		}
	}
}
