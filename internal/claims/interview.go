package claims

import "strings"

// This file knows talks: whose the unnamed speech in one is.

// interview tells whether the text is a talk with somebody of the town hall or
// who knows what he speaks of, as its title or its first sentence says: then
// its unnamed speech is theirs.
func (h *holding) interview() bool {
	talk, known := h.talk()
	return talk && known
}

// talk tells whether the title or the first sentence says that the text is a
// talk, and whether it is one with somebody who knows.
func (h *holding) talk() (talk, known bool) {
	look := func(r *reading, l line) {
		for i := l.lo; i < l.hi; i++ {
			if opposing.has(&r.tokens[i]) {
				known = false
				return
			}
			talk = talk || talks.has(&r.tokens[i])
			known = known || official.has(&r.tokens[i]) || versed.has(&r.tokens[i])
		}
	}
	for p := range h.parts {
		r := h.parts[p].reading
		for n, l := range r.lines {
			if n > 0 && h.parts[p].name == "tekst" {
				break
			}
			look(r, l)
		}
	}
	return talk, known
}

var talks = words("rozmowa wywiad rozmawiac porozmawiac pytac zapytac")

// unposted tells whether a speech has no speaker, or one of whom no post is
// told: in a talk with an official it is the official's.
func (r *reading) unposted(s speech) bool {
	if s.speaker == "" {
		return true
	}
	for i := s.lo; i < s.hi; i++ {
		if posts.has(&r.tokens[i]) || opposing.has(&r.tokens[i]) || offices.has(&r.tokens[i]) {
			return false
		}
	}
	for k := range r.claims {
		if c := &r.claims[k]; c.Kind == Person && strings.HasSuffix(c.Name, s.speaker) {
			return false
		}
	}
	return true
}

// host tells whether a speech is the question of the one who leads a talk, who
// tells what the paper takes for true before asking: "– Dług wynosi 84 mln zł.
// Nie boi się pan?" An answer that takes it back leaves it a mere question.
func (h *holding) host(r *reading, s speech) bool {
	if r.asker(s) {
		return !r.takenBack(s)
	}
	text := strings.TrimRight(r.text[s.at.Start:s.at.End], " \u00a0\n")
	if s.speaker != "" || !strings.HasSuffix(text, "?") || !strings.ContainsAny(text[:len(text)-1], ".!") {
		return false
	}
	if talk, _ := h.talk(); !talk {
		return false
	}
	return !r.takenBack(s)
}

// asker tells whether the paper's own journalist says a speech.
func (r *reading) asker(s speech) bool {
	for i := max(0, s.lo-3); s.hi > s.lo && i < min(s.hi+4, len(r.tokens)); i++ {
		if askers.has(&r.tokens[i]) && r.sameLine(i, s.lo) {
			return true
		}
	}
	return false
}

var askers = words("dziennikarz dziennikarka redaktor redaktorka prowadzacy prowadzaca reporter reporterka")

// takenBack tells whether the sentence behind a speech does not take it as true.
func (r *reading) takenBack(s speech) bool {
	_, hi := r.tokensIn(s.at)
	if hi >= len(r.tokens) {
		return true
	}
	l := r.lines[r.lineOf(hi)]
	for i := l.lo; i < min(l.hi, l.lo+5); i++ {
		if takebacks.has(&r.tokens[i]) || r.is(i, "nie", "skad", "mniej", "wiecej", "myli", "sprostuje", "prostuje", "wcale", "zle", "przesada") {
			return true
		}
	}
	return false
}
