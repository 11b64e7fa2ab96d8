package gather

import (
	"encoding/json"
	"fmt"
	"strings"
)

// firstValue is the value that a text of JSON begins with; what follows it (the
// end of a callback, a page) falls off.
func firstValue(text string) string {
	var raw json.RawMessage
	if json.NewDecoder(strings.NewReader(text)).Decode(&raw) != nil {
		return text
	}
	return string(raw)
}

// mendJSON writes what other languages allow, and what templates forget, as
// JSON wants it: no comma after the last member of an object or a list, control
// characters and quotation marks inside of strings escaped, no comments.
func mendJSON(text string) string {
	var b strings.Builder
	quoted := false
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case quoted && c == '\\' && i+1 < len(text):
			i += mendEscape(&b, text[i+1])
			continue
		case quoted && c < 0x20:
			fmt.Fprintf(&b, `\u%04x`, c)
			continue
		case quoted && c == '"' && !endsString(text[i+1:]):
			b.WriteString(`\"`)
			continue
		case c == '"':
			quoted = !quoted
		case !quoted && c == '/':
			i += comment(text[i:]) - 1
			continue
		case !quoted && c == ',':
			if next := strings.TrimLeft(text[i+1:], " \t\r\n"); next != "" && (next[0] == '}' || next[0] == ']') {
				continue
			}
		}
		b.WriteByte(text[i])
	}
	return b.String()
}

// comment is the length of the comment that s begins with; one without an end
// takes all, a stray slash itself.
func comment(s string) int {
	end := "\n"
	switch {
	case strings.HasPrefix(s, "/*"):
		end = "*/"
	case !strings.HasPrefix(s, "//"):
		return 1
	}
	if i := strings.Index(s, end); i >= 0 {
		return i + len(end)
	}
	return len(s)
}

// mendEscape writes a backslash and the sign behind it, and answers how much of
// the latter was taken. JSON knows fewer escapes than JavaScript does.
func mendEscape(b *strings.Builder, sign byte) int {
	switch {
	case strings.IndexByte(`"\/bfnrtu`, sign) >= 0:
		b.WriteByte('\\')
	case sign != '\'':
		b.WriteString(`\\`)
		return 0
	}
	b.WriteByte(sign)
	return 1
}

// endsString tells whether a quotation mark before rest is the end of its
// string: a colon, a comma with another value, or a bracket follows.
func endsString(rest string) bool {
	rest = strings.TrimLeft(rest, " \t\r\n")
	if rest == "" {
		return true
	}
	switch rest[0] {
	case ':', '}', ']':
		return true
	case ',':
		rest = strings.TrimLeft(rest[1:], " \t\r\n")
		return rest == "" || strings.IndexByte(`"{}[]-0123456789tfn/`, rest[0]) >= 0
	}
	return false
}

// closeJSON cuts a document after the last element of its "items" that is
// whole, and closes it.
func closeJSON(text string) (string, bool) {
	at := strings.Index(text, `"items"`)
	if at < 0 {
		return "", false
	}
	open := strings.IndexByte(text[at:], '[')
	if open < 0 {
		return "", false
	}
	start := at + open + 1
	end, depth, quoted := start, 0, false
	for i := start; i < len(text); i++ {
		switch c := text[i]; {
		case quoted && c == '\\':
			i++
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '{' || c == '[':
			depth++
		case c == '}' || c == ']':
			if depth--; depth == 0 {
				end = i + 1
			}
		}
		if depth < 0 {
			break
		}
	}
	closed := text[:end] + "]}"
	return closed, json.Valid([]byte(closed))
}
