package polish

import (
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/encoding/unicode/utf32"
)

const pangram = "Zażółć gęślą jaźń. Prezydent Łęczyc ogłosił: „Święto miasta” — wstęp wolny."

func encode(t testing.TB, enc encoding.Encoding, s string) string {
	t.Helper()
	out, err := encoding.ReplaceUnsupported(enc.NewEncoder()).String(s)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func twice(t testing.TB, table *charmap.Charmap, s string) string {
	t.Helper()
	var b strings.Builder
	for _, c := range []byte(s) {
		r := table.DecodeByte(c)
		if r == utf8.RuneError {
			r = rune(c)
		}
		b.WriteRune(r)
	}
	return b.String()
}

func TestDecode(t *testing.T) {
	plain := strings.NewReplacer("„", `"`, "”", `"`, "—", "-").Replace(pangram)
	win, iso := encode(t, charmap.Windows1250, pangram), encode(t, charmap.ISO8859_2, plain)
	russian := "Привет, город Сувалки и его жители"
	french := "Le château d'été, l'hôtel français à côté"
	tests := []struct{ name, raw, header, want, encoding string }{
		{"utf-8", pangram, "", pangram, "utf-8"},
		{"utf-8 with mark", "\ufeff" + pangram, "", pangram, "utf-8"},
		{"utf-8 labelled iso-8859-2", pangram, "text/html; charset=iso-8859-2", pangram, "utf-8"},
		{"windows-1250 labelled utf-8", win, "text/xml; charset=utf-8", pangram, "windows-1250"},
		{"windows-1250 labelled utf-8 in the prolog", `<?xml version="1.0" encoding="UTF-8"?>` + win, "", `<?xml version="1.0" encoding="UTF-8"?>` + pangram, "windows-1250"},
		{"windows-1250 labelled iso-8859-2", win, "text/html; charset=iso-8859-2", pangram, "windows-1250"},
		{"windows-1250 labelled iso-8859-1", win, "text/html; charset=iso-8859-1", pangram, "windows-1250"},
		{"iso-8859-2 labelled windows-1250", iso, "text/html; charset=windows-1250", plain, "iso-8859-2"},
		{"iso-8859-2 unlabelled", iso, "", plain, "iso-8859-2"},
		{"french stays french", encode(t, charmap.Windows1252, french), "text/html; charset=iso-8859-1", french, "windows-1252"},
		{"koi8-r declared", encode(t, charmap.KOI8R, russian), "text/xml; charset=koi8-r", russian, "koi8-r"},
		{"ibm852 declared", `<?xml version="1.0" encoding="cp852"?>` + encode(t, charmap.CodePage852, plain), "", `<?xml version="1.0" encoding="cp852"?>` + plain, "ibm852"},
		{"utf-16 little with mark", encode(t, unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), pangram), "", pangram, "utf-16le"},
		{"utf-16 big without mark", encode(t, unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM), "<rss>"+pangram), "", "<rss>" + pangram, "utf-16be"},
		{"utf-16 little without mark", encode(t, unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), "<rss>"+pangram), "", "<rss>" + pangram, "utf-16le"},
		{"utf-32 with mark", encode(t, utf32.UTF32(utf32.LittleEndian, utf32.UseBOM), pangram), "", pangram, "utf-32le"},
		{"utf-32 big without mark", encode(t, utf32.UTF32(utf32.BigEndian, utf32.IgnoreBOM), "<a>"+pangram), "", "<a>" + pangram, "utf-32be"},
		{"ebcdic", encode(t, charmap.CodePage037, `<?xml version="1.0"?><rss/>`), "", `<?xml version="1.0"?><rss/>`, "ibm037"},
		{"one name in windows-1250 inside utf-8", pangram + " Suwa\xb3ki.", "", pangram + " Suwałki.", "utf-8"},
		{"titles of both encodings", pangram + " \xa3\xf3d\x9f " + pangram, "", pangram + " Łódź " + pangram, "utf-8"},
		{"more windows-1250 than utf-8", win + " Święto gęsi " + win, "", pangram + " Święto gęsi " + pangram, "windows-1250"},
		{"utf-8 cut in a letter", pangram + " \xc5", "", pangram + " ", "utf-8"},
		{"doubled through windows-1252", twice(t, charmap.Windows1252, pangram), "", pangram, "utf-8"},
		{"doubled through windows-1250", twice(t, charmap.Windows1250, pangram), "", pangram, "utf-8"},
		{"doubled through iso-8859-2", twice(t, charmap.ISO8859_2, pangram), "", pangram, "utf-8"},
		{"doubled through latin-1", twice(t, charmap.ISO8859_1, pangram), "", pangram, "utf-8"},
		{"doubled twice over", twice(t, charmap.Windows1252, twice(t, charmap.Windows1252, pangram)), "", pangram, "utf-8"},
		{"doubled in part", "Łódź, " + twice(t, charmap.Windows1250, "gęś") + ", żółw", "", "Łódź, gęś, żółw", "utf-8"},
		{"read as latin-1 once", "W Suwa³kach pi¹tek, ¿ó³ty œnieg i ga³¹Ÿ", "", "W Suwałkach piątek, żółty śnieg i gałąź", "utf-8"},
		{"capitals are not doubled text", "ŻÓŁTY KOŚCIÓŁ, WĘŻE, ŚĆ", "", "ŻÓŁTY KOŚCIÓŁ, WĘŻE, ŚĆ", "utf-8"},
		{"cubic metres stay", "12 m³ wody i 5 m³ gazu, 7 m³/h", "", "12 m³ wody i 5 m³ gazu, 7 m³/h", "utf-8"},
		{"empty", "", "", "", "utf-8"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			text, enc := Decode([]byte(tt.raw), tt.header)
			if text != tt.want || enc != tt.encoding {
				t.Errorf("Decode = %q, %q\nwant     %q, %q", text, enc, tt.want, tt.encoding)
			}
		})
	}
}

func FuzzDecode(f *testing.F) {
	f.Add([]byte(pangram), "text/html; charset=utf-8")
	f.Add([]byte(encode(f, charmap.Windows1250, pangram)), "")
	f.Add([]byte("\xff\xfe<\x00r"), "")
	f.Add([]byte("\x00\x00\xfe\xff\x00"), "text/xml;charset=\"utf-32")
	f.Add([]byte(twice(f, charmap.Windows1250, pangram)), "charset=")
	f.Add([]byte("Suwa\xc5\xb3\xb3ki \x1b$B"), "text/plain; charset=iso-2022-jp")
	f.Fuzz(func(t *testing.T, raw []byte, header string) {
		text, enc := Decode(raw, header)
		if !utf8.ValidString(text) {
			t.Errorf("not UTF-8: %q", text)
		}
		if enc == "" {
			t.Error("no encoding named")
		}
		if again := Undouble(Undouble(text)); len(again) > 2*len(text)+8 {
			t.Errorf("repair grew %d bytes to %d", len(text), len(again))
		}
	})
}
