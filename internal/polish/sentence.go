package polish

import (
	"strings"
	"unicode/utf8"
)

// Sentences cuts a text into sentences, at exactly the places where the
// Sentence number of Tokens grows. The ranges are trimmed of space; a piece
// without a single token belongs to the sentence before it.
func Sentences(text string) []Range {
	var out []Range
	s := newScanner(text)
	first := true
	for {
		before := s.ended
		if !s.next() {
			break
		}
		if first || s.last.sentence == len(out) {
			if !first {
				out[len(out)-1].End = s.ended
			}
			begin := s.ended
			if first {
				begin = before
			}
			out = append(out, Range{Start: begin})
			first = false
		}
	}
	if len(out) == 0 {
		return nil
	}
	out[len(out)-1].End = len(text)
	for i := range out {
		r := &out[i]
		piece := text[r.Start:r.End]
		r.Start += len(piece) - len(strings.TrimLeft(piece, " \t\r\n\u00a0"))
		r.End -= len(piece) - len(strings.TrimRight(piece, " \t\r\n\u00a0"))
	}
	return out
}

// stop looks at a sign that may end a sentence and moves behind it.
func (s *scanner) stop(r rune, size int) {
	at := s.at
	s.at += size
	if s.fresh {
		return
	}
	rest := s.text[s.at:]
	if r == '\n' || r == 0x2029 {
		if startsSentence(strings.TrimLeft(rest, " \t\r\u00a0"), true) {
			s.breakAt(s.at)
		}
		return
	}
	closing := 0 // signs that belong to the sentence that ends: ?! ...” )
	for closing < len(rest) {
		c, n := utf8.DecodeRuneInString(rest[closing:])
		if !strings.ContainsRune(".!?…”\"»)]’", c) {
			break
		}
		closing += n
	}
	after := strings.TrimLeft(rest[closing:], " \t\r\u00a0")
	s.at += closing
	if len(after) == len(rest)-closing || !startsSentence(after, false) {
		return
	}
	if r == '.' && closing == 0 && s.last.end == at && s.abbreviated(after) {
		return
	}
	s.breakAt(s.at)
}

// breakAt begins a new sentence at a byte offset.
func (s *scanner) breakAt(at int) {
	s.sentence++
	s.fresh = true
	s.ended = at
}

// startsSentence tells whether what follows an end of a sentence can begin the
// next one: a capital, a digit, an opening quotation mark, a dash.
func startsSentence(after string, line bool) bool {
	for i, r := range after {
		class := isOther
		if r < utf8.RuneSelf {
			class = int(classes[r])
		} else {
			class = int(runeClass(r))
		}
		switch {
		case class == isUpper, class == isDigit:
			return true
		case r == '\n':
			return line
		case class == isLower, class == isEnd:
			return false
		case i > 12:
			return false
		}
	}
	return false
}

// abbreviated tells whether the full stop behind the last token is that of an
// abbreviation or an ordinal number and so ends nothing; after is the text
// that follows, which begins with a capital, a digit or a sign.
func (s *scanner) abbreviated(after string) bool {
	word := s.text[s.last.start:s.last.end]
	class, size := s.last.kind, len(word)
	if class == Number {
		// "1. Radny złoży…" is an item, "3. Maja" a day; "ulica 10. Radny" ends.
		return size <= 2 && (s.opens || month(after))
	}
	if size > longestAbbreviation {
		return false
	}
	if r, n := utf8.DecodeRuneInString(word); n == size {
		c := isOther
		if r < utf8.RuneSelf {
			c = int(classes[r])
		} else {
			c = int(runeClass(r))
		}
		if c == isUpper {
			return true // an initial: "J. Kowalski"
		}
	}
	switch abbreviation(strings.ToLower(word)) {
	case leads:
		return true
	case ends:
		// "w br. – 0,79 mld zł" goes on behind its dash
		after = strings.TrimLeft(after, "–—- \u00a0")
		return after != "" && after[0] >= '0' && after[0] <= '9'
	}
	return false
}

// month tells whether a text begins with the name of a month in the genitive,
// written with a capital.
func month(after string) bool {
	for _, m := range [...]string{"Stycznia", "Lutego", "Marca", "Kwietnia", "Maja", "Czerwca", "Lipca", "Sierpnia", "Września", "Października", "Listopada", "Grudnia"} {
		if strings.HasPrefix(after, m) {
			return true
		}
	}
	return false
}
