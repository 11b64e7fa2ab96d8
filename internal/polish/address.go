package polish

import "strings"

// address cuts an e-mail or web address that begins at s.at; false if none does.
func (s *scanner) address(sp *span) bool {
	rest := s.text[s.at:]
	if s.mails < s.at {
		if i := strings.IndexByte(rest, '@'); i >= 0 {
			s.mails = s.at + i
		} else {
			s.mails = len(s.text)
		}
	}
	if s.mails < len(s.text) && s.mails-s.at <= 64 {
		if end := emailEnd(s.text, s.at); end > 0 {
			sp.end, sp.kind = end, Email
			return true
		}
	}
	n := 0
	for n < len(rest) && n < 64 && hostByte(rest[n]) && rest[n] != '.' {
		n++
	}
	switch {
	case n == 0 || n+1 >= len(rest):
		return false
	case rest[n] == ':' && strings.HasPrefix(rest[n:], "://") && (strings.EqualFold(rest[:n], "http") || strings.EqualFold(rest[:n], "https")):
	case rest[n] == '.' && domain(rest, n):
	default:
		return false
	}
	sp.end, sp.kind = s.at+urlEnd(rest), URL
	return true
}

// hostByte tells whether a byte may stand in a host's name.
func hostByte(b byte) bool {
	c := classes[b]
	return c == isLower || c == isUpper || c == isDigit || b == '-' || b == '.'
}

// domain tells whether rest begins with a host's name whose first label is n
// bytes long: www.… or a name under one of the usual top domains.
func domain(rest string, n int) bool {
	if c := classes[rest[n+1]]; c != isLower && c != isDigit {
		return false
	}
	end := n
	for end < len(rest) && end < 255 && hostByte(rest[end]) { // RFC 1035: 255 octets
		end++
	}
	if end < len(rest) && rest[end] >= 0x80 {
		return false
	}
	host := strings.TrimRight(rest[:end], ".-")
	if strings.EqualFold(rest[:n], "www") {
		return strings.Count(host, ".") >= 2
	}
	switch host[strings.LastIndexByte(host, '.')+1:] {
	case "pl", "eu", "com", "org", "net", "info", "gov", "edu", "tv", "fm", "lt", "de", "uk", "io":
		return true
	}
	return false
}

// urlEnd is the length of the web address at the beginning of rest, without
// the punctuation of the sentence around it.
func urlEnd(rest string) int {
	end := 0
	for end < len(rest) && rest[end] > ' ' && !strings.ContainsRune("\"<>[]{}|\\^`", rune(rest[end])) {
		if rest[end] >= 0x80 {
			break
		}
		end++
	}
	for end > 0 {
		b := rest[end-1]
		if strings.IndexByte(".,;:!?'*", b) < 0 && (b != ')' || strings.IndexByte(rest[:end], '(') >= 0) {
			break
		}
		end--
	}
	return end
}

// emailEnd is the offset behind the e-mail address that begins at start; 0 if
// there is none.
func emailEnd(text string, start int) int {
	i := start
	for i < len(text) && (hostByte(text[i]) || text[i] == '_' || text[i] == '+' || text[i] == '%') {
		i++
	}
	if i == start || i >= len(text) || text[i] != '@' || text[i-1] == '.' {
		return 0
	}
	host := i + 1
	end := host
	for end < len(text) && end < host+255 && hostByte(text[end]) {
		end++
	}
	for end > host && (text[end-1] == '.' || text[end-1] == '-') {
		end--
	}
	if strings.IndexByte(text[host:end], '.') <= 0 {
		return 0
	}
	return end
}
