package gather

import (
	"bytes"
	"html"
	"strings"
	"unicode"

	nethtml "golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"prasowka/internal/polish"
)

// plain makes one line of text of a title or name that may hold HTML, escaped
// once or several times, or whose bytes somebody wrote as references. What only looks like a tag ("5 < 6", "<3") stays.
func plain(s string) string {
	return strings.Join(strings.Fields(clean(polish.Undouble(untag(unescape(s), " ")))), " ")
}

// summary makes plain text of a description; its paragraphs are separated by
// one newline.
func summary(s string) string {
	var lines []string
	for line := range strings.Lines(clean(polish.Undouble(untag(unescape(s), "\n")))) {
		if line = strings.Join(strings.Fields(line), " "); line != "" {
			lines = append(lines, line)
		}
	}
	return strings.Join(lines, "\n")
}

// unescape undoes character references that were escaped too often: "&amp;oacute;"
// is never meant. "&lt;" is left to the reader of tags.
func unescape(s string) string {
	if strings.Contains(s, sectionStart) { // a section that was escaped with its marks
		s = strings.NewReplacer(sectionStart, "", sectionEnd, "").Replace(s)
	}
	for range 3 {
		if !strings.Contains(s, "&amp;") {
			break
		}
		s = strings.ReplaceAll(s, "&amp;", "&")
	}
	return s
}

// untag takes the tags off; block is put where a block begins or ends.
func untag(s, block string) string {
	if !strings.ContainsAny(s, "<&") {
		return s
	}
	if !strings.Contains(s, "<") {
		s = html.UnescapeString(s)
		if !strings.Contains(s, "<") || !knownTag(s) {
			return html.UnescapeString(s)
		}
	}
	var b strings.Builder
	z := nethtml.NewTokenizer(strings.NewReader(s))
	z.SetMaxBuf(0)
	skip := 0
	for {
		switch kind := z.Next(); kind {
		case nethtml.ErrorToken:
			return b.String()
		case nethtml.TextToken:
			if skip == 0 {
				b.WriteString(html.UnescapeString(string(z.Text())))
			}
		case nethtml.StartTagToken, nethtml.EndTagToken, nethtml.SelfClosingTagToken:
			raw := string(z.Raw())
			name, _ := z.TagName()
			_, local, ok := bytes.Cut(name, []byte(":")) // a prefix of XHTML's
			if !ok {
				local = name
			}
			a := atom.Lookup(local)
			switch {
			case a == 0 && skip == 0:
				b.WriteString(html.UnescapeString(raw)) // no tag of HTML: a sign
			case a == atom.Script || a == atom.Style:
				if kind == nethtml.StartTagToken {
					skip++
				} else if skip > 0 {
					skip--
				}
			case blockTag(a):
				b.WriteString(block)
			}
		}
	}
}

// knownTag tells whether a tag of HTML stands in s.
func knownTag(s string) bool {
	for rest := s; ; {
		i := strings.IndexByte(rest, '<')
		if i < 0 {
			return false
		}
		rest = strings.TrimPrefix(rest[i+1:], "/")
		n := strings.IndexFunc(rest, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
		if n > 0 && n < 16 && atom.Lookup([]byte(strings.ToLower(rest[:n]))) != 0 && strings.Contains(rest, ">") {
			return true
		}
	}
}

func blockTag(a atom.Atom) bool {
	switch a {
	case atom.P, atom.Br, atom.Div, atom.Li, atom.Ul, atom.Ol, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6,
		atom.Table, atom.Tr, atom.Blockquote, atom.Hr, atom.Section, atom.Article, atom.Figure, atom.Figcaption, atom.Td, atom.Th, atom.Dt, atom.Dd, atom.Pre:
		return true
	}
	return false
}

// clean drops what is not seen: soft hyphens, zero-width characters, controls.
func clean(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t' || r == '\r':
			return r
		case r == '\u00ad' || r == '\ufeff':
			return -1
		case r >= 0x200b && r <= 0x200f, r >= 0x202a && r <= 0x202e, r >= 0x2060 && r <= 0x2064:
			return -1
		case unicode.IsControl(r):
			return -1
		}
		return r
	}, s)
}
