package claims

import (
	"slices"
	"strings"

	"prasowka/internal/polish"
)

// This file reads who said what: direct speech, and what is only reported.

// A speech is a stretch of direct speech, in bytes, with its speaker as found.
type speech struct {
	at      polish.Range
	speaker string // as written; "" unknown
	line    int    // sentence of the words that name the speaker, -1 none
	lo, hi  int    // tokens of those words
}

var speechVerbs = words(`mowic powiedziec dodac dodawac podkreslic podkreslac zaznaczyc zaznaczac tlumaczyc wytlumaczyc wyjasnic wyjasniac przyznac przyznawac
stwierdzic stwierdzac zapewnic zapewniac zapowiedziec zapowiadac informowac poinformowac przekazac przekazywac komentowac skomentowac zauwazyc zauwazac
ocenic oceniac przypomniec przypominac deklarowac zadeklarowac przekonywac argumentowac twierdzic opowiadac opowiedziec pytac zapytac odpowiadac
odpowiedziec wskazac wskazywac uwazac sadzic zastrzec zastrzegac napisac pisac oswiadczyc ostrzegac ostrzec apelowac zaapelowac smiac denerwowac wyliczac
wyliczyc relacjonowac wspominac wspomniec obiecac obiecywac krytykowac skrytykowac zarzucac zarzucic alarmowac cieszyc chwalic narzekac podsumowac
podsumowywac potwierdzic potwierdzac zdradzic zdradzac rzec odeprzec odpierac zaprzeczyc zaprzeczac grzmiec kwitowac skwitowac podawac podac usmiechac
uspokajac uspokoic dziwic martwic wtracic dowodzic kontrowac ripostowac upierac zaznajamiac dopowiedziec oglosic oglaszac ujawnic ujawniac glosic zartowac
ironizowac zastanawiac prosic poprosic mowil rozkladac wzdychac zalic skarzyc nie_kryc oburzac bronic odparowac odparl odpalic krzyczec szacowac powtarzac powtorzyc kontynuowac dopytywac dopytac grozic nawolywac kpic drwic szydzic wytykac wytknac wypominac wypomniec punktowac lamentowac utyskiwac pomstowac sugerowac zasugerowac donosic doniesc`)

var quoteMarks = []struct{ open, shut string }{{"„", "”\""}, {"«", "»"}, {"“", "”\""}, {"\"", "\""}}

const longestQuote = 3000 // bytes

// findSpeech finds direct speech in quotation marks and behind dashes, and
// reported speech behind "że" and "według".
func (r *reading) findSpeech() {
	r.marked()
	r.dashed()
	for _, s := range r.speech {
		lo, hi := r.tokensIn(s.at)
		if hi-lo < 3 || s.speaker == "" {
			continue
		}
		r.add(Claim{Kind: Quote, Name: s.speaker, Words: r.text[s.at.Start:s.at.End]}, lo, hi, s.at.End)
		c := &r.claims[len(r.claims)-1]
		c.Start, c.End, c.Text = s.at.Start, s.at.End, c.Words
	}
	r.reported()
}

// tokensIn is the range of tokens within bytes.
func (r *reading) tokensIn(at polish.Range) (lo, hi int) {
	for lo < len(r.tokens) && r.tokens[lo].Start < at.Start {
		lo++
	}
	for hi = lo; hi < len(r.tokens) && r.tokens[hi].End <= at.End; {
		hi++
	}
	return lo, hi
}

// marked finds quotations in quotation marks.
func (r *reading) marked() {
	for i := 0; i < len(r.text); {
		next := i + 1
		for _, q := range quoteMarks {
			if !strings.HasPrefix(r.text[i:], q.open) {
				continue
			}
			from := i + len(q.open)
			n := strings.IndexAny(r.text[from:min(len(r.text), from+longestQuote)], q.shut)
			if n < 0 || strings.Contains(r.text[from:from+n], "\n\n") {
				break
			}
			at := trimSpeech(r.text, polish.Range{Start: from, End: from + n})
			s := speech{at: at, line: -1}
			r.attribute(&s, from+n)
			r.speech = append(r.speech, s)
			next = from + n + len("”")
			if r.text[from+n] == '"' {
				next = from + n + 1
			}
			break
		}
		i = next
	}
}

func trimSpeech(text string, at polish.Range) polish.Range {
	for at.Start < at.End && strings.ContainsRune(" \u00a0", rune(text[at.Start])) {
		at.Start++
	}
	for at.End > at.Start && strings.IndexByte(" ,.\n", text[at.End-1]) >= 0 {
		at.End--
	}
	return at
}

// attribute finds the speaker of a marked quotation: behind it ("…" – mówi X,
// powiedział X), else before it (X powiedział: "…").
func (r *reading) attribute(s *speech, shut int) {
	lo, hi := r.tokensIn(s.at)
	if hi == lo || hi-lo < 3 {
		return
	}
	// "… których nie ma”. Skarbnik odpowiedział": the next sentence speaks for itself
	if hi < len(r.tokens) && !strings.Contains(r.text[shut:r.tokens[hi].Start], "\n") && !(r.capital(hi) && strings.Contains(r.gap(hi), ".")) && r.attribution(hi, s) {
		return
	}
	l := r.lines[r.lineOf(lo)]
	start := l.lo
	if start == lo && lo > 0 && !strings.Contains(r.gap(lo), "\n") && strings.Contains(r.gap(lo), ":") {
		start = r.lines[r.lineOf(lo-1)].lo
	}
	for j := start; j < lo; j++ {
		if speechVerbs.has(&r.tokens[j]) && !strings.ContainsAny(r.gap(j+1), ".!?") {
			s.speaker, s.lo, s.hi = r.speakerIn(start, lo)
			s.line = r.lineOf(start)
			return
		}
	}
}

// attribution reads "mówi X" at token i, the verb within the first three words.
func (r *reading) attribution(i int, s *speech) bool {
	for j := i; j < len(r.tokens) && j < i+4; j++ {
		if j > i && strings.ContainsAny(r.gap(j), ".!?\n") && !r.joined(j) {
			return false
		}
		if !speechVerbs.has(&r.tokens[j]) {
			continue
		}
		end := j + 1
		for end < len(r.tokens) && end < i+24 && !strings.Contains(r.gap(end), "\n") && !r.stops(end) {
			end++
		}
		s.speaker, s.lo, s.hi = r.speakerIn(i, end)
		s.line = r.lineOf(i)
		return true
	}
	return false
}

// told reads any verb with its subject behind it as words that name a speaker:
// "straszy radna Beata Cichoń", "otworzyła spotkanie prowadząca Maria Glanc".
func (r *reading) told(i int, s *speech) bool {
	if r.is(i, "nie", "nic") {
		i++
	}
	if i >= len(r.tokens) || r.tokens[i].Kind != polish.Word || !infinitive(&r.tokens[i]) || r.function(i) || !finite(r.folded[i]) {
		return false
	}
	for j := i + 1; j < min(i+4, len(r.tokens)) && r.joined(j); j++ {
		t := &r.tokens[j]
		if r.given(j) || (posts.has(t) || offices.has(t) || laymen.has(t)) && slices.Contains(t.Keys, r.folded[j]) {
			end := j + 1
			for end < len(r.tokens) && end < i+24 && !strings.Contains(r.gap(end), "\n") && !r.stops(end) {
				end++
			}
			s.line = -1
			if !wishes.has(&r.tokens[i]) { // "marzy Jan Bator": nobody's word on what is
				s.speaker, s.lo, s.hi = r.speakerIn(j, end)
				s.line = r.lineOf(i)
			}
			return true
		}
	}
	return false
}

// finite tells whether a verb's form is that of a third person.
func finite(folded string) bool {
	for _, e := range []string{"a", "e", "i", "y", "l", "la", "lo"} {
		if strings.HasSuffix(folded, e) && !strings.HasSuffix(folded, "my") {
			return true
		}
	}
	return false
}

// stops tells whether a sentence or a dash ends before token i.
func (r *reading) stops(i int) bool {
	g := r.gap(i)
	if r.tokens[i].Sentence != r.tokens[i-1].Sentence {
		return true
	}
	return isDash(strings.Trim(g, ",.")) && len(g) >= 3
}

// speakerIn finds who is named in tokens [lo, hi): a person with a post, a
// full name, a post, a surname. The first in that order wins; "the last
// capitalised word" is right in a quarter of cases only.
func (r *reading) speakerIn(lo, hi int) (name string, from, to int) {
	for _, c := range r.claims {
		if c.Kind == Person && c.lo >= lo && c.hi <= hi {
			return c.Name, c.lo, c.hi
		}
	}
	for i := lo; i < hi; i++ {
		if r.given(i) {
			end := min(r.nameEnd(i), hi)
			return r.span(i, end), i, end
		}
	}
	for i := lo; i < hi; i++ {
		if posts.has(&r.tokens[i]) {
			end, _ := r.ofEnd(i)
			return r.span(i, min(end, hi)), i, min(end, hi)
		}
	}
	for i := lo; i < hi; i++ {
		t := &r.tokens[i]
		if r.capital(i) && t.Kind == polish.Word && i > r.lines[r.lineOf(i)].lo && !institutions.has(t) && len(t.Exact) > 3 && !r.is(i-1, "z", "ze", "w", "we", "na", "do", "od", "pod", "ulicy", "przy") {
			end := i + 1
			for end < hi && r.gap(end) == "-" {
				end++
			}
			return r.span(i, end), i, end
		}
	}
	// "Zawilski dodał" at the beginning of a sentence
	for i := lo; i < hi-1; i++ {
		if r.capital(i) && r.tokens[i].Kind == polish.Word && speechVerbs.has(&r.tokens[i+1]) && r.joined(i+1) && !functionWords.has(&r.tokens[i]) {
			return r.span(i, i+1), i, i + 1
		}
	}
	for i := lo; i < hi; i++ {
		if offices.has(&r.tokens[i]) {
			return r.span(i, i+1), i, i + 1
		}
	}
	return "", lo, hi
}

var offices = words("urzad magistrat ratusz starostwo mieszkaniec mieszkanka radny radna opozycja dyrekcja spolka rzecznik czytelnik czytelniczka policja prokuratura pasazerka pasazer kierowca sasiadka sasiad uczennica uczen nauczycielka nauczyciel pielegniarka sprzedawczyni emeryt emerytka matka ojciec")

// dashed finds speech that a dash opens at the beginning of a paragraph, and
// its continuations behind the words that name the speaker.
func (r *reading) dashed() {
	for at := 0; at < len(r.text); {
		end := strings.IndexByte(r.text[at:], '\n')
		if end < 0 {
			end = len(r.text)
		} else {
			end += at
		}
		r.dashedParagraph(at, end)
		at = end + 1
	}
}

// dashes are where a spaced dash stands in text[from:to], with the byte after it.
func dashes(text string, from, to int) (places []polish.Range) {
	for i := from; i < to; {
		size := 0
		switch {
		case strings.HasPrefix(text[i:to], "–"), strings.HasPrefix(text[i:to], "—"):
			size = 3
		case text[i] == '-':
			size = 1
		}
		if size == 0 {
			i++
			continue
		}
		before := i == from || strings.IndexByte(" \n.,!?”\"\xa0", text[i-1]) >= 0
		after := i+size < to && (text[i+size] == ' ' || strings.HasPrefix(text[i+size:], "\u00a0"))
		if before && after {
			places = append(places, polish.Range{Start: i, End: i + size + 1})
		}
		i += size
	}
	return places
}

// dashedParagraph reads one paragraph. Speech runs from an opening dash (at
// the beginning, or after a full stop) to the dash before a verb of speech.
func (r *reading) dashedParagraph(from, to int) {
	cuts := dashes(r.text, from, to)
	speaking := false
	var s speech
	begun := 0
	first := len(r.speech)
	for _, d := range cuts {
		before := strings.TrimRight(r.text[from:d.Start], " \u00a0")
		opening := before == "" || strings.HasSuffix(before, ".") || strings.HasSuffix(before, ":") || strings.HasSuffix(before, "!") || strings.HasSuffix(before, "?")
		tok := r.tokenAt(d.End)
		if opening && before != "" && tok > 0 && tok < len(r.tokens) && r.tokens[tok].Sentence == r.tokens[tok-1].Sentence && !strings.HasSuffix(before, ":") {
			opening = false // "w br. – 0,79 mld zł": the full stop of an abbreviation
		}
		var try speech
		said := tok < len(r.tokens) && r.tokens[tok].Start < to && !r.capital(tok) && (r.attribution(tok, &try) || speaking && r.told(tok, &try))
		switch {
		case speaking && opening && before != "" && !said && tok < len(r.tokens) && r.capital(tok):
			// "– Ile wynosi dług? – Ponad 400 mln zł": another takes the floor
			r.speech = append(r.speech, speech{at: trimSpeech(r.text, polish.Range{Start: begun, End: d.Start}), line: -1})
			begun = d.End
		case speaking && said:
			s = try
			s.at = trimSpeech(r.text, polish.Range{Start: begun, End: d.Start})
			if lo := r.tokenAt(begun); s.speaker == "" && lo > 0 && begun > from+4 {
				r.before(&s, lo) // "O terminie mówił X. – … – zastrzegł, pytany o datę"
			}
			r.speech = append(r.speech, s)
			speaking = false
		case !speaking && opening && !said:
			speaking, begun = true, d.End
		}
	}
	if speaking {
		tail := speech{at: trimSpeech(r.text, polish.Range{Start: begun, End: to}), line: -1}
		if len(r.speech) > first { // the same speaker goes on
			last := r.speech[len(r.speech)-1]
			tail.speaker, tail.line, tail.lo, tail.hi = last.speaker, last.line, last.lo, last.hi
		} else if lo := r.tokenAt(from); lo > 0 && lo < len(r.tokens) { // "O terminie mówił X. – …"
			r.before(&tail, lo)
		}
		r.speech = append(r.speech, tail)
	}
}

// before looks for the speaker of a quotation in the sentence before it.
func (r *reading) before(s *speech, token int) {
	lo, _ := r.tokensIn(s.at)
	if lo == 0 || lo > len(r.tokens)-1 {
		return
	}
	l := r.lines[r.lineOf(min(token, lo)-1)]
	for j := l.lo; j < l.hi; j++ {
		if speechVerbs.has(&r.tokens[j]) {
			s.speaker, s.lo, s.hi = r.speakerIn(l.lo, l.hi)
			s.line = r.lineOf(l.lo)
			return
		}
	}
	// "Prezydent Zawilski uderzył w wysokie tony. – … – zadeklarował.": the only
	// person of the sentence before
	only := -1
	for k := range r.claims {
		if c := &r.claims[k]; c.Kind == Person && c.lo >= l.lo && c.hi <= l.hi {
			if only >= 0 {
				return
			}
			only = k
		}
	}
	if only >= 0 && s.line >= 0 {
		s.speaker, s.lo, s.hi = r.claims[only].Name, r.claims[only].lo, r.claims[only].hi
	}
}

// tokenAt is the first token at or after a byte.
func (r *reading) tokenAt(at int) int {
	lo, hi := 0, len(r.tokens)
	for lo < hi {
		if m := (lo + hi) / 2; r.tokens[m].Start < at {
			lo = m + 1
		} else {
			hi = m
		}
	}
	return lo
}

// spoken is the direct speech in which token i stands.
func (r *reading) spoken(i int) (speech, bool) {
	for _, s := range r.speech {
		if s.at.Start <= r.tokens[i].Start && r.tokens[i].End <= s.at.End {
			return s, true
		}
	}
	return speech{}, false
}

// reported finds "X powiedział, że …", "według X …", "zdaniem X …".
func (r *reading) reported() {
	for _, l := range r.lines {
		for i := l.lo; i < l.hi; i++ {
			if _, in := r.spoken(i); in {
				continue
			}
			if r.is(i, "ze", "iz") && i > l.lo && strings.Contains(r.gap(i), ",") && i+2 < l.hi {
				r.reportedThat(l, i)
				break
			}
			if r.is(i, "wedlug", "zdaniem") && i+2 < l.hi {
				if name, _, to := r.speakerIn(i+1, min(r.clauseEnd(i), i+12)); name != "" && to < l.hi {
					r.add(Claim{Kind: Reported, Name: name, Words: r.span(to, l.hi)}, i, l.hi, 0)
				}
				break
			}
		}
	}
}

// reportedThat adds the clause behind "że" when a verb of speech stands before it.
func (r *reading) reportedThat(l line, that int) {
	for j := that - 1; j >= l.lo && j >= that-14; j-- {
		if !speechVerbs.has(&r.tokens[j]) {
			continue
		}
		name, _, _ := r.speakerIn(l.lo, that)
		if name != "" {
			r.add(Claim{Kind: Reported, Name: name, Words: r.span(that+1, l.hi)}, l.lo, l.hi, 0)
		}
		return
	}
}
