package gather

import (
	"bytes"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"encoding/base64"
	"io"
	"regexp"
	"strings"
	"unicode/utf8"
)

// unsealed opens bytes that arrived compressed without a word about it (a saved
// body, a server that compresses twice): gzip, zlib, and bare deflate when
// markup is inside. What breaks off is read as far as it goes; anything else
// comes back as it is.
func unsealed(raw []byte) []byte {
	head := raw[:min(len(raw), 64)]
	switch {
	case bytes.HasPrefix(raw, []byte{0x1f, 0x8b}):
		if z, err := gzip.NewReader(bytes.NewReader(raw)); err == nil {
			return unpacked(z, raw, false)
		}
	case len(raw) > 2 && raw[0] == 0x78 && (int(raw[0])<<8|int(raw[1]))%31 == 0: // RFC 1950, 2.2
		if z, err := zlib.NewReader(bytes.NewReader(raw)); err == nil {
			return unpacked(z, raw, false)
		}
	case len(raw) > 8 && !bytes.ContainsAny(head, "<{"):
		return unpacked(flate.NewReader(bytes.NewReader(raw)), raw, true)
	}
	return raw
}

// unpacked is what z holds, or raw when that is nothing; careful also asks for
// markup, because almost any bytes are the beginning of some deflate stream.
func unpacked(z io.Reader, raw []byte, careful bool) []byte {
	open, err := readUpTo(z, defaultMaxBytes)
	if len(open) == 0 || (err != nil && !corrupt(err)) {
		return raw
	}
	if start := bytes.TrimSpace(open); careful && !bytes.HasPrefix(start, []byte("<")) && !bytes.HasPrefix(start, []byte("{")) {
		return raw
	}
	return open
}

var (
	entityDecl  = regexp.MustCompile(`<!ENTITY\s+([A-Za-z_][\w.-]{0,63})\s+(?:"([^"<%]*)"|'([^'<%]*)')\s*>`)
	customInner = regexp.MustCompile(`&[A-Za-z_][\w.-]*;`)
)

// maxEntities bounds how many entities of a document's own are resolved. One
// that speaks of another (a bomb, as a rule) is left alone.
const maxEntities = 64

// ownEntities resolves in body the entities that the document type in prolog
// declares; together they may add as much as the body is long.
func ownEntities(prolog, body string) string {
	if !strings.Contains(prolog, "<!ENTITY") {
		return body
	}
	room := len(body) + 4096
	for _, m := range entityDecl.FindAllStringSubmatch(prolog, maxEntities) {
		value, ref := m[2]+m[3], "&"+m[1]+";"
		if customInner.MatchString(value) && references(value) != value {
			continue
		}
		if room -= strings.Count(body, ref) * len(value); room < 0 {
			return body
		}
		body = strings.ReplaceAll(body, ref, value)
	}
	return body
}

// bomb tells whether the body uses an entity that the document type makes of
// three or more others, level upon level: no feed does so in good faith.
func bomb(prolog, body string) bool {
	for _, m := range entityDecl.FindAllStringSubmatch(prolog, maxEntities) {
		if value := m[2] + m[3]; strings.Contains(body, "&"+m[1]+";") && references(value) != value && len(customInner.FindAllString(value, 3)) == 3 {
			return true
		}
	}
	return false
}

var (
	itemTag  = regexp.MustCompile(`(?i)<(?:\w+:)?item[\s>]`)
	entryTag = regexp.MustCompile(`(?i)<(?:\w+:)?entry[\s>]`)
	entryAny = regexp.MustCompile(`(?i)<(/?)(?:\w+:)?entry([\s>])`)
)

var base64Mode = regexp.MustCompile(`<([\w:.-]+)([^>]*?)\s(?:mode|type)=["']base64["']([^>]*)>([A-Za-z0-9+/=\s]+)</`)

// base64Texts opens what Atom 0.3 sealed with mode="base64", whatever its type.
func base64Texts(text string) string {
	if !strings.Contains(text, "base64") {
		return text
	}
	return base64Mode.ReplaceAllStringFunc(text, func(s string) string {
		m := base64Mode.FindStringSubmatch(s)
		raw, err := base64.StdEncoding.DecodeString(strings.Join(strings.Fields(m[4]), ""))
		if err != nil || !utf8.Valid(raw) {
			return s
		}
		return "<" + m[1] + ` mode="escaped" type="text/html">` + escape(string(raw)) + "</"
	})
}

// crossed gives a root its own kind of items where somebody crossed two
// formats: <feed> with items becomes RSS, a channel's entries become items.
func crossed(text string) string {
	root := rootTag.FindStringSubmatch(text)
	if root == nil {
		return text
	}
	items, entries := itemTag.MatchString(text), entryTag.MatchString(text)
	switch atom := strings.EqualFold(root[1], "feed"); {
	case atom && items && !entries && strings.HasSuffix(text, "</feed>"):
		return "<rss><channel>" + text[len(root[0]):len(text)-len("</feed>")] + "</channel></rss>"
	case !atom && entries && !items:
		return entryAny.ReplaceAllString(text, "<${1}item$2")
	}
	return text
}
