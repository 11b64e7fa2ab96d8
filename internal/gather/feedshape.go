package gather

import (
	"bytes"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"encoding/base64"
	"io"
	"mime/quotedprintable"
	"strings"
	"unicode/utf8"
)

// quotedTag is a tag in quoted-printable, as mail and saved pages have it.
var quotedTag = lazyRegexp(`<(?:\?xml|rss|feed)\s[^<>"']*=3D["']`)

// unsealed opens bytes that arrived packed without a word about it (a saved
// body, a server that compresses twice): gzip, zlib, quoted-printable, and bare
// deflate when markup is inside. What breaks off is read as far as it goes;
// anything else comes back as it is.
func unsealed(raw []byte) []byte {
	if bare := bytes.TrimLeft(raw, " \t\r\n"); bytes.HasPrefix(bare, []byte("\xff\xfe")) || bytes.HasPrefix(bare, []byte("\xfe\xff")) {
		return bare // lines that a script put before its UTF-16
	}
	head := raw[:min(len(raw), 64)]
	switch {
	case quotedTag().Match(raw[:min(len(raw), 4096)]):
		if open, err := readUpTo(quotedprintable.NewReader(bytes.NewReader(raw)), defaultMaxBytes); err == nil {
			return open
		}
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
	entityDecl  = lazyRegexp(`<!ENTITY\s+([A-Za-z_][\w.-]{0,63})\s+(?:"([^"<%]*)"|'([^'<%]*)')\s*>`)
	customInner = lazyRegexp(`&[A-Za-z_][\w.-]*;`)
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
	for _, m := range entityDecl().FindAllStringSubmatch(prolog, maxEntities) {
		value, ref := m[2]+m[3], "&"+m[1]+";"
		if customInner().MatchString(value) && references(value) != value {
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
	for _, m := range entityDecl().FindAllStringSubmatch(prolog, maxEntities) {
		if value := m[2] + m[3]; strings.Contains(body, "&"+m[1]+";") && references(value) != value && len(customInner().FindAllString(value, 3)) == 3 {
			return true
		}
	}
	return false
}

var base64Mode = lazyRegexp(`<([\w:.-]+)([^>]*?)\s(?:mode|type)=["']base64["']([^>]*)>([A-Za-z0-9+/=\s]+)</`)

// base64Texts opens what Atom 0.3 sealed with mode="base64", whatever its type.
func base64Texts(text string) string {
	if !strings.Contains(text, "base64") {
		return text
	}
	return base64Mode().ReplaceAllStringFunc(text, func(s string) string {
		m := base64Mode().FindStringSubmatch(s)
		raw, err := base64.StdEncoding.DecodeString(strings.Join(strings.Fields(m[4]), ""))
		if err != nil || !utf8.Valid(raw) {
			return s
		}
		return "<" + m[1] + ` mode="escaped" type="text/html">` + escape(string(raw)) + "</"
	})
}

var (
	aboutItem = lazyRegexp(`(?i)<(?:\w+:)?item\s(?:[^>]*\s)?(?:\w+:)?about\s*=\s*("[^"<>]*"|'[^'<>]*')(?:[^>]*[^/>])?>`)
	xhtmlBody = lazyRegexp(`(?s)<((?:\w+:)?body)\b[^>]*>(.*?)</(?:\w+:)?body>`)
	tagPrefix = lazyRegexp(`(</?)\w+:`)
)

// withAbout gives the items of RDF, whose identity is an attribute, an element
// that says it.
func withAbout(text string) string {
	if !strings.Contains(text, "about") {
		return text
	}
	return aboutItem().ReplaceAllStringFunc(text, func(tag string) string {
		m := aboutItem().FindStringSubmatch(tag)
		return tag + `<dc:identifier xmlns:dc="http://purl.org/dc/elements/1.1/">` + strings.Trim(m[1], `"'`) + "</dc:identifier>"
	})
}

// withBodies makes content of an item's XHTML body, in a feed that has no other.
func withBodies(text string) string {
	if !strings.Contains(text, "body>") || strings.Contains(text, "encoded>") || !itemTag().MatchString(text) {
		return text
	}
	return xhtmlBody().ReplaceAllStringFunc(text, func(s string) string {
		m := xhtmlBody().FindStringSubmatch(s)
		inside := m[2]
		if prefix, _, ok := strings.Cut(m[1], ":"); ok && prefix != "" {
			inside = tagPrefix().ReplaceAllString(inside, "$1")
		}
		return `<content:encoded xmlns:content="http://purl.org/rss/1.0/modules/content/">` + escape(inside) + "</content:encoded>"
	})
}
