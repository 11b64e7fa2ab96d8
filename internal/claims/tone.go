package claims

import (
	"math"
	"strings"

	"prasowka/internal/polish"
)

// The tones that the store knows; "" is "unsure".
const (
	Positive = "pozytywny"
	Neutral  = "neutralny"
	Negative = "negatywny"
	Mixed    = "mieszany"
)

// A Subject is towards whom a tone is: the city, its leadership, a unit. A
// sentence speaks of it when it holds one of the names in any form.
type Subject struct {
	ID    string   // "miasto", "kierownictwo", a unit's name
	Names []string // words and phrases in their base form
}

// An Opinion is the tone of a text towards one subject. It is a proposal: a
// lexicon with negation is right in about 60% of press sentences, so Tone is
// empty unless the evidence is clear.
type Opinion struct {
	Subject  string
	Tone     string  // Positive, Neutral, Negative, Mixed or "" (unsure)
	Score    float64 // -1 to 1; by the model, when it is used, log-odds squeezed
	Sentence string  // the one that decided it
	Start    int     // its place in the text, bytes
	End      int
}

var (
	good = words(`sukces nagroda nagrodzic zwyciezyc wygrac wygrana rekord rekordowy najlepszy doskonaly swietny wspanialy piekny pochwala chwalic pochwalic doceniac docenic
wyroznienie wyroznic rozwoj rozwijac nowoczesny bezpieczny sprawny sprawnie szybki udany udac cieszyc radosc zadowolony zadowolenie wdzieczny podziekowac dziekowac wzorowy
przyjazny oszczednosc oszczedzac dofinansowanie zyskac zysk poprawa poprawic ulepszyc skuteczny skutecznie wzrost uroczysty atrakcyjny popularny brawo imponujacy wyczekiwany
tanszy ulga ulatwic ulatwienie wyremontowac pomoc wsparcie wspierac zgodnie terminowo solidny`)
	bad = words(`skandal afera wstyd kompromitacja porazka klapa blad zaniedbanie zaniedbac opoznienie opozniony spozniony krytyka krytykowac skrytykowac zarzut zarzucac oskarzac
oskarzyc protest protestowac sprzeciw skarga skarzyc narzekac oburzenie oburzony bulwersowac zawod zawiesc rozczarowanie rozczarowany niegospodarnosc marnotrawstwo
marnotrawic zmarnowac chaos balagan paraliz awaria skazenie zagrozenie niebezpieczny dramat dramatyczny fatalny skandaliczny kiepski zly gorszy najgorszy zbyt drozszy podwyzka
dlug strata stracic tracic kara nieprawidlowosc prokuratura nepotyzm korupcja lapowka oszustwo ukrywac ukryc zatajac nieudolny nieudolnosc arogancja lekcewazyc ignorowac
bezradny bubel fuszerka absurd kpina problem klopot niezadowolony niezadowolenie konflikt spor zwolnienie likwidacja upadek zamknac brak brakowac obawa martwic dziura
wypadek protestujacy niestety szkoda`)
	strong  = words("bardzo wyjatkowo niezwykle ogromny wielki rekordowo calkowicie zupelnie skrajnie fatalnie")
	denials = words("nie bez ani nigdy zaden brak malo")
)

// Tone proposes how a text speaks of each subject. A nil or untrained model
// leaves it to the lexicon alone.
func Tone(a *polish.Analyzer, text string, subjects []Subject, m *Model) []Opinion {
	r := read(a, text)
	out := make([]Opinion, len(subjects))
	for i, s := range subjects {
		out[i] = r.towards(a, s, m)
	}
	return out
}

// evident is the score from which a tone is said: two words of the lexicon, one
// that is underlined, or the word of a model that is sure. One plain word alone
// ("skarga" in the title of a resolution) says nothing.
const evident = 0.6

// towards weighs the sentences that speak of a subject.
func (r *reading) towards(a *polish.Analyzer, s Subject, m *Model) Opinion {
	o := Opinion{Subject: s.ID}
	var names [][]word
	for _, n := range s.Names {
		var ws []word
		for _, t := range a.Tokens(n) {
			ws = append(ws, wordOf(&t))
		}
		if len(ws) > 0 {
			names = append(names, ws)
		}
	}
	var plus, minus, most float64
	mentioned := 0
	for _, l := range r.lines {
		if !r.mentions(l, names) {
			continue
		}
		mentioned++
		p, n := r.weigh(l)
		if m.Trained() {
			tone, sure := m.Guess(r.lemmas(l))
			switch {
			case sure < 0.6:
				p, n = p/2, n/2
			case tone == Positive:
				p += 1.5
			case tone == Negative:
				n += 1.5
			default:
				p, n = 0, 0
			}
		}
		plus, minus = plus+p, minus+n
		if w := math.Abs(p - n); w > most || o.Sentence == "" {
			most = w
			o.Sentence, o.Start, o.End = strings.TrimSpace(r.text[l.at.Start:l.at.End]), l.at.Start, l.at.End
		}
	}
	if mentioned == 0 {
		return Opinion{Subject: s.ID}
	}
	if plus+minus > 0 {
		o.Score = (plus - minus) / (plus + minus + 1)
	}
	switch {
	case plus == 0 && minus == 0 && mentioned >= 2:
		o.Tone = Neutral
	case plus >= 2 && minus >= 2 && math.Abs(plus-minus) < 0.34*(plus+minus):
		o.Tone = Mixed
	case o.Score >= evident:
		o.Tone = Positive
	case o.Score <= -evident:
		o.Tone = Negative
	}
	return o
}

// mentions tells whether a sentence holds one of the names.
func (r *reading) mentions(l line, names [][]word) bool {
	for _, name := range names {
		for i := l.lo; i+len(name) <= l.hi; i++ {
			j := 0
			for j < len(name) && name[j].keys.has(&r.tokens[i+j]) {
				j++
			}
			if j == len(name) {
				return true
			}
		}
	}
	return false
}

// weigh counts the good and the bad words of a sentence. A denial within the
// three words before turns a word round; praise that is denied blames.
func (r *reading) weigh(l line) (plus, minus float64) {
	for i := l.lo; i < l.hi; i++ {
		t := &r.tokens[i]
		g, b := good.has(t), bad.has(t)
		if g == b {
			continue
		}
		w := 1.0
		denied := false
		for j := max(l.lo, i-3); j < i; j++ {
			if _, no := denials[r.folded[j]]; no {
				denied = !denied
			}
			if strong.has(&r.tokens[j]) {
				w = 1.5
			}
		}
		if g != denied {
			plus += w
		} else {
			minus += w
		}
	}
	return plus, minus
}

// lemmas are the features of a sentence: the lemmas of its words, those within
// reach of "nie" marked.
func (r *reading) lemmas(l line) []string {
	var out []string
	deny := 0
	for i := l.lo; i < l.hi; i++ {
		t := &r.tokens[i]
		if r.folded[i] == "nie" || r.folded[i] == "bez" {
			deny = 3
			continue
		}
		if t.Kind == polish.Word && len(t.Keys[0]) > 2 && !r.function(i) {
			k := t.Keys[0]
			if deny > 0 {
				k = "nie_" + k
			}
			out = append(out, k)
		}
		deny--
	}
	return out
}
