package query

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// kind tells the pieces of a query apart.
type kind uint8

const (
	end    kind = iota
	chunk       // a run of characters without white space, quotation marks or parentheses
	quoted      // text between quotation marks, with the ~N after it
	open        // (
	closed      // )
	minus       // - before what it negates
	field       // name: before its value
	and
	or
	not
	near
)

// piece is one piece of a query as typed.
type piece struct {
	kind     kind
	pos, len int    // in bytes, as typed
	text     string // chunk: as typed; quoted: between the marks
	at       int    // quoted: where text begins
	field    Field
	num      int // near: N; quoted: N of ~N, -1 without
}

var operators = map[string]kind{
	"I": and, "AND": and, "LUB": or, "OR": or, "NIE": not, "NOT": not,
}

// closers are the marks that end a quotation begun by the given one. People
// mix them, so the straight and the Polish closing mark end any of them.
var closers = map[rune]string{'"': `"”`, '„': `"”“`, '“': `"”`, '«': `"”»`}

const straySigns = "&|+^~\\*=<>"

// lexer cuts a query into pieces.
type lexer struct {
	src string
	pos int
}

func (l *lexer) fail(pos, length int, msg, hint string) error {
	return failure(l.src, pos, length, msg, hint)
}

// next gives the piece at the current place and moves past it.
func (l *lexer) next() (piece, error) {
	l.space()
	if l.pos >= len(l.src) {
		return piece{kind: end, pos: len(l.src)}, nil
	}
	r, size := utf8.DecodeRuneInString(l.src[l.pos:])
	switch {
	case r == '(' || r == ')':
		l.pos += size
		return piece{kind: map[rune]kind{'(': open, ')': closed}[r], pos: l.pos - size, len: size}, nil
	case closers[r] != "":
		return l.quoted(r, size)
	case r == '”' || r == '»':
		return piece{}, l.fail(l.pos, size, "cudzysłów zamyka coś, co się nie zaczęło", "zacznij od „ albo usuń ten znak")
	case r == '-' || r == '−':
		return l.minus(size)
	}
	return l.chunk()
}

func (l *lexer) space() {
	for l.pos < len(l.src) {
		r, size := utf8.DecodeRuneInString(l.src[l.pos:])
		if !unicode.IsSpace(r) {
			return
		}
		l.pos += size
	}
}

func (l *lexer) minus(size int) (piece, error) {
	start := l.pos
	l.pos += size
	if r, _ := utf8.DecodeRuneInString(l.src[l.pos:]); l.pos >= len(l.src) || unicode.IsSpace(r) || r == ')' {
		return piece{}, l.fail(start, size, "minus stoi sam", "napisz go tuż przed słowem, którego ma nie być, albo usuń")
	}
	return piece{kind: minus, pos: start, len: size}, nil
}

func (l *lexer) quoted(mark rune, size int) (piece, error) {
	start := l.pos
	length := strings.IndexAny(l.src[start+size:], closers[mark])
	if length < 0 {
		return piece{}, l.fail(start, size, "brak drugiego cudzysłowu", "zamknij wyrażenie znakiem ” lub \"")
	}
	p := piece{kind: quoted, pos: start, at: start + size, text: l.src[start+size : start+size+length], num: -1}
	_, closer := utf8.DecodeRuneInString(l.src[start+size+length:])
	l.pos = start + size + length + closer
	if strings.HasPrefix(l.src[l.pos:], "~") {
		tilde := l.pos
		l.pos++
		for l.pos < len(l.src) && l.src[l.pos] >= '0' && l.src[l.pos] <= '9' {
			l.pos++
		}
		n, err := strconv.Atoi(l.src[tilde+1 : l.pos])
		if err != nil || n > MaxDistance {
			return piece{}, l.fail(tilde, l.pos-tilde, "po znaku ~ ma być liczba od 0 do "+strconv.Itoa(MaxDistance), `na przykład "rada miejska"~3`)
		}
		p.num = n
	}
	p.len = l.pos - start
	return p, nil
}

// chunk reads a run up to white space, a quotation mark or a parenthesis, and
// tells operators and fields from words.
func (l *lexer) chunk() (piece, error) {
	start := l.pos
	for l.pos < len(l.src) {
		r, size := utf8.DecodeRuneInString(l.src[l.pos:])
		if unicode.IsSpace(r) || strings.ContainsRune(`()"„”“«»`, r) {
			break
		}
		l.pos += size
		if r == ':' {
			if p, ok, err := l.field(start); ok || err != nil {
				return p, err
			}
		}
	}
	p := piece{kind: chunk, pos: start, len: l.pos - start, text: l.src[start:l.pos]}
	if k, ok := operators[p.text]; ok {
		p.kind = k
		return p, nil
	}
	if name, rest, _ := strings.Cut(p.text, "/"); strings.EqualFold(name, "NEAR") {
		return l.near(p, name, rest)
	}
	if strings.Trim(p.text, straySigns) == "" {
		return p, l.fail(start, p.len, "nieznany operator „"+p.text+"”", "operatory to: I, LUB, NIE, NEAR/3, -słowo, =słowo, słow*")
	}
	return p, nil
}

// value reads what follows name: of a field that is not searched by word.
func (l *lexer) value() (piece, error) {
	l.space()
	if r, size := utf8.DecodeRuneInString(l.src[l.pos:]); size > 0 && closers[r] != "" {
		return l.quoted(r, size)
	}
	start := l.pos
	for l.pos < len(l.src) {
		r, size := utf8.DecodeRuneInString(l.src[l.pos:])
		if unicode.IsSpace(r) || strings.ContainsRune(`()"„”“«»`, r) {
			break
		}
		l.pos += size
	}
	return piece{kind: chunk, pos: start, len: l.pos - start, text: l.src[start:l.pos], at: start, num: -1}, nil
}

// field tells whether the run from start to the current place, a colon, names
// a field. A colon after another word is punctuation when white space follows,
// and part of the word in web addresses and hours.
func (l *lexer) field(start int) (p piece, ok bool, err error) {
	name := l.src[start : l.pos-1]
	for _, r := range name {
		if !unicode.IsLetter(r) {
			return p, false, nil
		}
	}
	if f, known := fieldNames[foldValue(name)]; known {
		return piece{kind: field, pos: start, len: l.pos - start, field: f}, true, nil
	}
	rest := l.src[l.pos:]
	if r, _ := utf8.DecodeRuneInString(rest); rest == "" || unicode.IsSpace(r) || strings.HasPrefix(rest, "//") {
		return p, false, nil
	}
	return p, false, l.fail(start, l.pos-start, "nie ma pola „"+name+"”", fieldList+"; zwykły tekst ujmij w cudzysłów")
}

// near reads NEAR/N.
func (l *lexer) near(p piece, name, rest string) (piece, error) {
	if name != "NEAR" {
		return p, l.fail(p.pos, p.len, "operator NEAR pisze się wielkimi literami", "napisz NEAR/3; słowo ujmij w cudzysłów")
	}
	n, err := strconv.Atoi(rest)
	if err != nil || n < 1 || n > MaxDistance {
		return p, l.fail(p.pos, p.len, "NEAR wymaga liczby od 1 do "+strconv.Itoa(MaxDistance), "na przykład: rada NEAR/3 budżet")
	}
	p.kind, p.num = near, n
	return p, nil
}
