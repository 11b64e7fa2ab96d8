package gather

import (
	"html"
	"strconv"
	"strings"
)

// almostEnd is what was to be the end of a section.
var almostEnd = lazyRegexp(`\s*\]\s?\]?\s?>\s*$`)

// inner makes character data of the inside of a textual element. A section in a
// section ends as often as it began.
func inner(s string) string {
	var b strings.Builder
	for depth := 0; ; {
		if depth == 0 {
			before, rest, ok := strings.Cut(s, sectionStart)
			b.WriteString(references(before))
			if !ok {
				return b.String()
			}
			s, depth = rest, 1
		}
		data, rest, ok := strings.Cut(s, sectionEnd)
		if !ok {
			data = almostEnd().ReplaceAllLiteralString(data, "")
		}
		b.WriteString(escape(strings.ReplaceAll(data, sectionStart, "")))
		if !ok {
			return b.String()
		}
		s, depth = rest, depth+strings.Count(data, sectionStart)-1
	}
}

var xhtmlType = lazyRegexp(` (type|mode)="(?:xhtml|application/xhtml\+xml|xml|escaped)"`)

// htmlType says of a text construct whose tags were escaped that it is HTML.
func htmlType(attrs string) string {
	return xhtmlType().ReplaceAllStringFunc(attrs, func(s string) string {
		if strings.HasPrefix(s, " mode") {
			return ""
		}
		return ` type="html"`
	})
}

func escape(s string) string {
	return strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;").Replace(legal(s))
}

// legal drops what XML 1.0 does not allow as a character.
func legal(s string) string {
	return strings.Map(func(r rune) rune {
		if r == '\t' || r == '\n' || r == '\r' || (r >= 0x20 && r <= 0xd7ff) || (r >= 0xe000 && r <= 0xfffd) || r >= 0x10000 {
			return r
		}
		return -1
	}, s)
}

var reference = lazyRegexp(`^&(?:#(?:\d{1,7}|[xX][0-9a-fA-F]{1,6})|[A-Za-z][A-Za-z0-9]{1,31});`)

// references keeps XML's own references, resolves those of HTML, and escapes
// every bare & and <.
func references(s string) string {
	s = strings.ReplaceAll(legal(s), "]]>", "]]&gt;")
	if !strings.ContainsAny(s, "&<") {
		return s
	}
	var b strings.Builder
	for {
		i := strings.IndexAny(s, "&<")
		if i < 0 {
			b.WriteString(s)
			return b.String()
		}
		b.WriteString(s[:i])
		s = s[i:]
		if s[0] == '<' {
			b.WriteString("&lt;")
			s = s[1:]
			continue
		}
		ref := reference().FindString(s)
		switch ref {
		case "":
			b.WriteString("&amp;")
			s = s[1:]
			continue
		case "&amp;", "&lt;", "&gt;", "&quot;", "&apos;":
			b.WriteString(ref)
		default:
			b.WriteString(resolve(ref))
		}
		s = s[len(ref):]
	}
}

func resolve(ref string) string {
	if code, ok := strings.CutPrefix(ref, "&#"); ok {
		base, digits := 10, strings.TrimSuffix(code, ";")
		if digits[0] == 'x' || digits[0] == 'X' {
			base, digits = 16, digits[1:]
		}
		if n, err := strconv.ParseInt(digits, base, 32); err != nil || n == 0 || legal(string(rune(n))) == "" {
			return ""
		}
	}
	text := html.UnescapeString(ref)
	if text == ref {
		return "&amp;" + ref[1:]
	}
	return escape(text)
}

// attributes reads the attributes of a tag up to its ">": how they are written
// well, how many bytes they took, whether the tag closes itself, and whether
// its end was found.
func attributes(s string) (attrs string, used int, closed, whole bool) {
	var b strings.Builder
	seen := map[string]bool{}
	for i := 0; i < len(s); {
		switch c := s[i]; {
		case c == '>':
			return b.String(), i + 1, closed, true
		case c == '<': // the ">" was forgotten
			return b.String(), i, closed, true
		case c == '/':
			closed = i+1 < len(s) && s[i+1] == '>'
			i++
			continue
		}
		name := attrName().FindString(s[i:])
		if name == "" {
			i++
			continue
		}
		i += len(name)
		value, n, ok := attributeValue(s[i:])
		if !ok {
			return b.String(), len(s), false, false
		}
		i += n
		if !seen[name] && len(seen) < 64 {
			seen[name] = true
			b.WriteString(" " + name + `="` + strings.ReplaceAll(references(value), `"`, "&quot;") + `"`)
		}
	}
	return b.String(), len(s), false, false
}

// typographic are the quotation marks that a word processor made of plain ones.
var typographic = lazyRegexp(`[”“„″]`)

func attributeValue(s string) (value string, used int, ok bool) {
	trimmed := strings.TrimLeft(s, " \t\r\n")
	if !strings.HasPrefix(trimmed, "=") {
		return "", 0, true
	}
	trimmed = strings.TrimLeft(trimmed[1:], " \t\r\n")
	used = len(s) - len(trimmed)
	if trimmed == "" {
		return "", used, false
	}
	if q := trimmed[0]; q == '"' || q == '\'' {
		value, n, ok := quoted(trimmed[1:min(len(trimmed), maxTag)], q)
		return value, used + 1 + n, ok
	}
	if open := typographic().FindString(trimmed); open != "" && strings.HasPrefix(trimmed, open) {
		if end := typographic().FindStringIndex(trimmed[len(open):min(len(trimmed), maxTag)]); end != nil {
			return trimmed[len(open) : len(open)+end[0]], used + len(open) + end[1], true
		}
	}
	end := strings.IndexAny(trimmed, " \t\r\n>")
	if end < 0 {
		return "", used, false
	}
	if end > 0 && trimmed[end] == '>' && trimmed[end-1] == '/' {
		end--
	}
	return trimmed[:end], used + end, true
}

var nextName = lazyRegexp(`\s[\w:.-]+\s*=\s*$`)

// quoted reads a value up to its quotation mark q, and tells how many bytes
// both took. When the mark was forgotten, the next one opens another value: the
// value ends before the name of that, or where the tag does.
func quoted(s string, q byte) (value string, used int, ok bool) {
	end := strings.IndexByte(s, q)
	tag := strings.IndexByte(s[:max(end, 0)], '>')
	if end < 0 {
		tag = strings.IndexByte(s, '>')
	}
	opens := end < 0 || strings.HasSuffix(strings.TrimRight(s[:end], " "), "=")
	switch {
	case opens && tag >= 0 && (end < 0 || strings.Contains(s[tag:end], "<")):
		return strings.TrimSuffix(s[:tag], "/"), tag, true
	case end < 0:
		return "", len(s), false
	case opens:
		if name := nextName().FindStringIndex(s[:end]); name != nil {
			return s[:name[0]], name[0], true
		}
	}
	return s[:end], end + 1, true
}
