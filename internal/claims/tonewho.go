package claims

import (
	"strings"

	"prasowka/internal/polish"
)

// This file finds where a text speaks of a subject, and as whom.

// A subject is a Subject ready to be found in one text.
type subject struct {
	Subject
	names [][]word
	weak  [][]word
	place word
	found [][]mention // by sentence
}

// A mention is a name at tokens [lo, hi) of a sentence.
type mention struct{ lo, hi int }

// City is a city hall as a subject: by what it goes in the press, and by the
// full name of its office.
func City(id, city, office string) Subject {
	s := Subject{ID: id, Place: city, Weak: []string{"urząd", "urzędnik", "urzędniczka"},
		Names: []string{"miasto", "miejski program", "miejski monitoring", "ratusz", "magistrat", "urząd miejski", "urząd miasta", "samorząd"}}
	if office != "" {
		s.Names = append(s.Names, office)
	}
	return s
}

// Leaders are those who lead a city as a subject: by their posts, and by their
// names in full, with the post, and alone.
func Leaders(id, city string, people ...string) Subject {
	s := Subject{ID: id, Weak: []string{"prezydent"}, Names: []string{"prezydent miasta", "prezydent " + city, "sekretarz miasta", "skarbnik miasta"}}
	for _, name := range people {
		at := strings.LastIndexByte(name, ' ')
		if at < 0 {
			continue // a post without a name yet
		}
		s.Names = append(s.Names, name, "prezydent "+name[at+1:])
		s.Weak = append(s.Weak, name[at+1:])
	}
	return s
}

// foreign follow a weak name that is another's: "prezydent kraju", "urząd
// skarbowy". So does a name written with a capital: "prezydent Duda".
var foreign = words("kraj republika panstwo polska rosja ukraina klub federacja firma spolka izba skarbowy praca celny marszalkowski wojewodzki gmina stan patentowy statystyczny zamowienie konkurencja rp usa elekt")

// others before a weak name make it another's: "innego urzędu".
var others = words("inny tamtejszy sasiedni owczesny byly drugi")

// placing words stand before a town where it is only a place: "w mieście",
// "część miasta".
var placing = words(`w we z ze do po poza pod kolo obok nad za od czesc centrum obszar teren granica mieszkaniec mieszkanka ulica osiedle okolica srodek mapa historia dzielnica caly pozostaly
panorama plan obwodnica wjazd wladza nasz`)

// subject makes a subject ready. Its weak names count only in a text that names
// nobody else by them.
func (r *reading) subject(a *polish.Analyzer, s Subject) subject {
	out := subject{Subject: s, names: phrasesOf(a, s.Names), weak: phrasesOf(a, s.Weak)}
	if p := phrasesOf(a, []string{s.Place}); len(p) == 1 && len(p[0]) == 1 {
		out.place = p[0][0]
	}
	for i := range out.weak {
		for t := range r.tokens {
			if r.begins(t, len(r.tokens), out.weak[i]) && r.makesAnother(t+len(out.weak[i])) && !r.calledOneOf(t, out.names) {
				out.weak[i] = nil
				break
			}
		}
	}
	return out
}

func phrasesOf(a *polish.Analyzer, names []string) [][]word {
	var out [][]word
	for _, n := range names {
		var ws []word
		for _, t := range a.Tokens(n) {
			ws = append(ws, wordOf(&t))
		}
		if len(ws) > 0 {
			out = append(out, ws)
		}
	}
	return out
}

// makesAnother tells whether token i, after a weak name, makes it another's.
func (r *reading) makesAnother(i int) bool {
	return r.joined(i) && (foreign.has(&r.tokens[i]) || r.capital(i))
}

// calledOneOf tells whether one of the full names begins at token i.
func (r *reading) calledOneOf(i int, names [][]word) bool {
	for _, n := range names {
		if r.begins(i, len(r.tokens), n) {
			return true
		}
	}
	return false
}

// begins tells whether a name begins at token i, before hi.
func (r *reading) begins(i, hi int, name []word) bool {
	if len(name) == 0 || i+len(name) > hi {
		return false
	}
	for j := range name {
		if !name[j].keys.has(&r.tokens[i+j]) {
			return false
		}
	}
	return true
}

// mentions are the places where a sentence names a subject.
func (r *reading) mentions(l line, s subject) []mention {
	var out []mention
	for i := l.lo; i < l.hi; i++ {
		for _, n := range s.names {
			if r.begins(i, l.hi, n) && !r.otherTown(l, i, n) {
				out = append(out, mention{i, i + len(n)})
			}
		}
		for _, n := range s.weak {
			if r.begins(i, l.hi, n) && r.weakly(l, i, n) {
				out = append(out, mention{i, i + len(n)})
			}
		}
		if r.acts(l, i, s.place) {
			out = append(out, mention{i, i + 1})
		}
	}
	return out
}

// otherTown tells whether a name of one word at token i is a common noun: towns
// in general ("trzech miast"), where something lies ("w mieście"), or the proper
// name of a quarter ("Stare Miasto").
func (r *reading) otherTown(l line, i int, name []word) bool {
	if len(name) > 1 || !r.reads(i, "miasto") {
		return false
	}
	if r.is(i, "miast", "miastom", "miastami", "miastach") || i > l.lo && r.joined(i) && placing.has(&r.tokens[i-1]) {
		return true
	}
	return i > l.lo && r.joined(i) && r.capital(i) && r.capital(i-1)
}

// acts tells whether the city's name at token i stands for those who govern it:
// not where it is only a place, part of another name ("Sandacz Grodzisko"), or
// the dateline before a colon.
func (r *reading) acts(l line, i int, place word) bool {
	if place.text == "" || r.tokens[i].Exact != place.text {
		return false // in other cases than the nominative a town is where something lies
	}
	if i > l.lo && (placing.has(&r.tokens[i-1]) || r.joined(i) && r.capital(i-1)) {
		return false
	}
	return i+1 >= l.hi || !strings.Contains(r.gap(i+1), ":") && !r.is(i+1, "nad")
}

// weakly tells whether a weak name at token i is ours: no word before it says
// that it is another's; a surname is written with a capital, and no other given
// name stands before it.
func (r *reading) weakly(l line, i int, name []word) bool {
	if !capitalAt(name[0].text) {
		return !(i > l.lo && r.joined(i) && others.has(&r.tokens[i-1]))
	}
	return r.capital(i) && !(i > l.lo && r.joined(i) && r.capital(i-1))
}

// elsewhere are the places where sentence n names another of ours.
func elsewhere(n int, s subject, all []subject) []mention {
	var out []mention
	for _, o := range all {
		if o.ID != s.ID {
			out = append(out, o.found[n]...)
		}
	}
	return out
}

// ownSpeech tells whether the subject is who says the sentence: what one says
// praises or blames others, or is praise of oneself.
func (r *reading) ownSpeech(l line, own []mention) bool {
	for _, m := range own {
		for i := max(l.lo, m.lo-4); i < min(l.hi, m.hi+4); i++ {
			if !covers(own, i) && saying.has(&r.tokens[i]) && (i < m.lo || r.base(m) && i < m.hi+3) {
				return true
			}
		}
	}
	return false
}

// base tells whether a mention stands in its base form, as a doer does.
func (r *reading) base(m mention) bool {
	k := r.folded[m.lo]
	for _, key := range r.tokens[m.lo].Keys {
		if strings.EqualFold(key, k) {
			return true
		}
	}
	return false
}
