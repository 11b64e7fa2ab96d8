package gather

import (
	"errors"
	"reflect"
	"strings"
	"testing"

	"prasowka/internal/press"
)

func TestOPML(t *testing.T) {
	subs := []Subscription{
		{Title: "Gazeta \"Łąkowa\" & syn", Feed: "https://gazeta.example/feed?a=1&b=2", Site: "https://gazeta.example/", Folder: "Portale"},
		{Title: "Radio <Łąki>", Feed: "https://radio.example/rss", Folder: "Portale"},
		{Title: "Bez kanału", Site: "https://bip.example/"},
	}
	out := WriteOPML("Źródła", today, subs)
	back, err := ReadOPML(out)
	if err != nil || !reflect.DeepEqual(back, subs) {
		t.Errorf("back: %+v, %v\n%s", back, err, out)
	}
	if src := subs[2].Source("bip", "bip"); src.Kind != "auto" || src.URL != "https://bip.example/" {
		t.Errorf("source %+v", src)
	}
}

func TestReadOPMLDefects(t *testing.T) {
	tests := []struct {
		name, in string
		want     int // -1: invalid
	}{
		{"capitals", `<OPML><BODY><OUTLINE TEXT="A" XMLURL="http://a.example/rss"/></BODY></OPML>`, 1},
		{"url instead of xmlUrl", `<opml><body><outline text="A" url="http://a.example/rss"/></body></opml>`, 1},
		{"feed scheme", `<opml><body><outline text="A" xmlUrl="feed://a.example/rss"/></body></opml>`, 1},
		{"twice", `<opml><body><outline xmlUrl="http://a.example/rss"/><outline xmlUrl="http://a.example/rss"/></body></opml>`, 1},
		{"bare ampersand", `<opml><body><outline text="A & B" xmlUrl="http://a.example/rss?a=1&b=2"/></body></opml>`, 1},
		{"cut", `<opml><body><outline xmlUrl="http://a.example/rss"/><outline xmlUrl="http://b.exa`, 1},
		{"windows-1250", "<?xml version=\"1.0\" encoding=\"windows-1250\"?><opml><body><outline text=\"\x8cwit\" xmlUrl=\"http://a.example/rss\"/></body></opml>", 1},
		{"scripts", `<opml><body><outline xmlUrl="javascript:alert(1)"/></body></opml>`, -1},
		{"page", `<html><body>nie</body></html>`, -1},
		{"empty", ``, -1},
		{"deep", `<opml>` + strings.Repeat("<outline>", 1000), -1},
	}
	for _, tt := range tests {
		subs, err := ReadOPML([]byte(tt.in))
		var invalid *press.Invalid
		if got := len(subs); errors.As(err, &invalid) != (tt.want < 0) || (tt.want >= 0 && got != tt.want) {
			t.Errorf("%s: %d, %v", tt.name, got, err)
		}
	}
}

func FuzzOPML(f *testing.F) {
	f.Add([]byte(`<opml><body><outline text="a"><outline text="x" xmlUrl="http://a.example/rss"/></outline></body></opml>`))
	f.Add([]byte("<opml>\xff<outline htmlUrl=http://b.example>"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		subs, err := ReadOPML(raw)
		if err != nil {
			return
		}
		back, err := ReadOPML(WriteOPML("x", today, subs))
		if err != nil || len(back) != len(subs) {
			t.Errorf("%d subscriptions came back as %d: %v", len(subs), len(back), err)
		}
	})
}
