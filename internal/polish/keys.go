package polish

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// keyList gathers the keys of one word in memory that is used again, so that a
// word new to the cache costs no more than the strings that stay.
type keyList struct {
	buf  []byte
	ends []int // the end of each key in buf
}

func (k *keyList) reset()     { k.buf, k.ends = k.buf[:0], k.ends[:0] }
func (k *keyList) none() bool { return len(k.ends) == 0 }

// begun is where the key that is being written begins.
func (k *keyList) begun() int {
	if len(k.ends) == 0 {
		return 0
	}
	return k.ends[len(k.ends)-1]
}

// close ends a key; it is dropped when it is empty or there already.
func (k *keyList) close() {
	from, start := k.begun(), 0
	key := k.buf[from:]
	for _, end := range k.ends {
		if string(k.buf[start:end]) == string(key) {
			k.buf = k.buf[:from]
			return
		}
		start = end
	}
	if len(key) > 0 {
		k.ends = append(k.ends, len(k.buf))
	}
}

// add adds a key as it is.
func (k *keyList) add(key string) {
	k.buf = append(k.buf, key...)
	k.close()
}

// fold adds a word or a lemma in two parts without Polish letters.
func (k *keyList) fold(stem, end string) {
	k.buf = AppendFold(AppendFold(k.buf, stem), end)
	k.close()
}

// has tells whether the word in two parts is among the keys, without Polish
// letters.
func (k *keyList) has(stem, end string) bool {
	open := len(k.buf)
	k.buf = AppendFold(AppendFold(k.buf, stem), end)
	word, start, found := k.buf[open:], 0, false
	for _, end := range k.ends {
		found = found || string(k.buf[start:end]) == string(word)
		start = end
	}
	k.buf = k.buf[:open]
	return found
}

// all adds several keys.
func (k *keyList) all(keys []string) {
	for _, key := range keys {
		k.add(key)
	}
}

// strings are the keys in memory of their own. A lone key that is the word
// itself shares the word's memory.
func (k *keyList) strings(word string) []string {
	if len(k.ends) == 1 && string(k.buf) == word {
		return []string{word}
	}
	all, start := string(k.buf), 0
	out := make([]string, len(k.ends))
	for i, end := range k.ends {
		out[i] = all[start:end]
		start = end
	}
	return out
}

// HasCapital tells whether a text has a capital letter.
func HasCapital(s string) bool {
	for i := 0; i < len(s); {
		class, n := classAt(s, i)
		if class == isUpper {
			return true
		}
		i += n
	}
	return false
}

// lower is strings.ToLower, faster for the letters that Polish texts hold. A
// word without capitals is returned as it is.
func lower(s string) string {
	i := 0
	for i < len(s) {
		class, n := classAt(s, i)
		if class == isUpper || s[i] >= utf8.RuneSelf && (s[i] < 0xc2 || s[i] > 0xc5) {
			break
		}
		i += n
	}
	if i == len(s) {
		return s
	}
	var room [64]byte
	out := append(room[:0], s[:i]...)
	for i < len(s) {
		b := s[i]
		switch {
		case b < utf8.RuneSelf:
			if b >= 'A' && b <= 'Z' {
				b += 'a' - 'A'
			}
			out = append(out, b)
			i++
		case b < 0xc3 || b > 0xc5:
			return strings.ToLower(s)
		default:
			r, n := utf8.DecodeRuneInString(s[i:])
			out = utf8.AppendRune(out, unicode.ToLower(r))
			i += n
		}
	}
	return string(out)
}
