package claims

import (
	"fmt"
	"strings"

	"prasowka/internal/polish"
	"prasowka/internal/press"
)

// This file finds what calls for an answer though no fact is wrong: an
// allegation against the city without its word, criticism (art. 6 pr. pras.),
// and the city taken for the gmina or the powiat that share its name.

var (
	allegations = words(`nepotyzm korupcja lapowka ustawiony ustawiac ukrywac ukryc zatajac zataic falszowac sfalszowac nieprawidlowosc przekret afera marnotrawic zmarnotrawic
mobbing bezprawnie bezprawie kolesiostwo oszukiwac oszukac oszustwo lipny przymykac defraudacja sprzeniewierzyc wyprowadzac wyprowadzic kumoterstwo niegospodarnosc malwersacja
zawlaszczyc prokuratura zlamac lamac naduzycie naduzywac zastraszac dyskryminowac samowola`)
	blamed = words(`urzad ratusz magistrat miasto prezydent wiceprezydent burmistrz dyrektor dyrektorka urzednik urzedniczka wydzial naczelnik naczelniczka skarbnik sekretarz komendant
rzecznik straz samorzad zarzad osrodek`)
	replies = words(`zapewniac zapewnic odpowiadac odpowiedziec wyjasniac wyjasnic poinformowac informowac zaprzeczac zaprzeczyc odpierac odeprzec tlumaczyc przekazac dementowac
zdementowac oswiadczyc oswiadczenie komentowac skomentowac przyznac przyznawac podkreslac podkreslic mowic powiedziec stanowisko zapowiadac zapowiedziec`)
	faults = words(`wstyd skandal kompromitacja nieudolnosc nieudolny arogancja arogancki bezmyslny bezmyslnosc lekcewazyc zlekcewazyc zaniedbac zaniedbanie zaniechac porazka klapa
absurd absurdalny kpina farsa blamaz niekompetencja niekompetentny bubel partactwo fuszerka zaspac przespac zmarnowac marnowac zawiesc zawodzic prowizorka bezczynnosc
ignorowac zignorowac paraliz chaos balagan haniebny haniebnie bezradny bezradnosc zapomniec szkodzic zaszkodzic niewydolny gnusny`)
	lapses   = words("zauwazyc zauwazac dostrzegac dostrzec potrafic zadbac dopilnowac pomyslec przewidziec")
	opinions = words("zdanie uwazac sadzic felieton komentarz naszym ocena szkoda niestety dosc dobrze oby")
)

// allegations finds allegations, criticism and mixed-up bodies.
func (x *examination) allegations() {
	if x.text.Own {
		return
	}
	answered := x.answered()
	for p := range x.parts {
		t := x.parts[p].reading
		for n, l := range t.lines {
			if x.parts[p].scene.lines[n] == other {
				continue
			}
			x.mixedUp(&x.parts[p], l)
			if !answered {
				x.alleged(&x.parts[p], n, l)
			}
			x.criticised(&x.parts[p], n, l)
		}
	}
}

// answered tells whether the city's people have a word in the text.
func (x *examination) answered() bool {
	for p := range x.parts {
		t := x.parts[p].reading
		for _, s := range t.speech {
			if x.register.ours(t, s) {
				return true
			}
		}
		for _, l := range t.lines {
			said, who, refused := false, false, false
			for i := l.lo; i < l.hi; i++ {
				said = said || replies.has(&t.tokens[i])
				who = who || official.has(&t.tokens[i]) || x.register.known(&t.tokens[i])
				refused = refused || t.is(i, "nie") && i+1 < l.hi && (replies.has(&t.tokens[i+1]) || t.is(i+1, "otrzymalismy", "doczekalismy"))
			}
			if said && who && !refused {
				return true
			}
		}
	}
	return false
}

// accused is the token of the body or person of ours that a sentence blames,
// -1 for none.
func (x *examination) accused(p *part, l line) int {
	t := p.reading
	for i := l.lo; i < l.hi; i++ {
		if blamed.has(&t.tokens[i]) && !t.is(i, "dyrektorem") || x.register.known(&t.tokens[i]) && t.capital(i) {
			if _, byThem := t.spoken(i); byThem && x.register.ours(t, t.speechAt(i)) {
				continue
			}
			return i
		}
	}
	return -1
}

func (r *reading) speechAt(i int) speech {
	s, _ := r.spoken(i)
	return s
}

// alleged flags a sentence that says of the city's people what would be an
// offence or a breach of duty.
func (x *examination) alleged(p *part, n int, l line) {
	t := p.reading
	if p.scene.county[n] {
		return
	}
	for i := l.lo; i < l.hi; i++ {
		if !allegations.has(&t.tokens[i]) || t.is(i, "prokuratura", "prokuratury", "prokuraturze") && !t.near(i, "zawiadomienie", "zawiadomieniem", "bada", "sprawdza", "do") {
			continue
		}
		who := x.accused(p, l)
		if who < 0 && t.hasUs(i, l) && n > 0 {
			who = i // "przez cztery godziny ukrywali skażenie": they are named before
		}
		if who < 0 {
			continue
		}
		f := press.Flag{Kind: press.FlagAllegation, Remedy: press.Explain, Confidence: 0.6,
			Why: fmt.Sprintf("Zdanie zarzuca miastu lub jego ludziom („%s”), a w tekście nie ma stanowiska urzędu. Jeśli zarzut dotyczy faktu, możliwe jest sprostowanie. Pewność 60%%: słowo zarzutu i podmiot stoją w jednym zdaniu.", t.span(i, i+1))}
		lo, hi := t.clauseStart(min(who, i)), t.clauseEnd(max(who, i))
		x.raise(p, f, t.tokens[lo].Start, t.tokens[hi-1].End, i, "alleged")
		return
	}
}

// hasUs tells whether the verb of an allegation is in the third person plural
// without a subject: "ukrywali".
func (r *reading) hasUs(i int, l line) bool {
	return strings.HasSuffix(r.folded[i], "ali") || strings.HasSuffix(r.folded[i], "ili") || strings.HasSuffix(r.folded[i], "yli")
}

// criticised flags the first sentence that blames the city as an opinion.
func (x *examination) criticised(p *part, n int, l line) {
	t := p.reading
	if p.name == "tytuł" || p.scene.county[n] {
		return
	}
	for i := l.lo; i < l.hi; i++ {
		missed := i > l.lo && t.is(i-1, "nie") && lapses.has(&t.tokens[i]) && !t.is(i, "potrafie", "potrafimy")
		if !faults.has(&t.tokens[i]) && !missed || t.is(i-1, "o") {
			continue
		}
		if s, in := t.spoken(i); in && s.speaker != "" {
			continue // somebody's words, not the paper's
		}
		who := -1
		for k := l.lo; k < l.hi; k++ {
			if blamed.has(&t.tokens[k]) && !t.is(k, "miasta", "miescie") || x.register.known(&t.tokens[k]) && t.capital(k) {
				who = k
				break
			}
		}
		if who < 0 || abs(float64(who-i)) > 12 {
			continue
		}
		conf := 0.55
		for k := l.lo; k < l.hi; k++ {
			if opinions.has(&t.tokens[k]) {
				conf = 0.7
			}
		}
		f := press.Flag{Kind: press.FlagCriticism, Remedy: press.Polemic, Confidence: conf,
			Why: fmt.Sprintf("Zdanie krytykuje miasto („%s”). To ocena, nie fakt: sprostowanie nie przysługuje, możliwa jest polemika, a na krytykę przekazaną urzędowi odpowiada się w ciągu miesiąca (art. 6 pr. pras.). Pewność %s.", t.span(i, i+1), polish.Percent(conf, 0))}
		lo, hi := t.clauseStart(min(who, i)), t.clauseEnd(max(who, i))
		x.raise(p, f, t.tokens[lo].Start, t.tokens[hi-1].End, i, "criticism")
		return
	}
}

// mixedUp flags sentences that put the city's office over what is the powiat's
// or the gmina's, or the other way round.
func (x *examination) mixedUp(p *part, l line) {
	t := p.reading
	flag := func(lo, hi int, expected, why string) {
		x.raise(p, press.Flag{Kind: press.FlagEntity, Remedy: press.Rectify, Confidence: 0.65, Expected: expected, Why: why + " Pewność 65%: wynika z samych nazw podmiotów."},
			t.tokens[lo].Start, t.tokens[hi-1].End, lo, why)
	}
	for i := l.lo; i < l.hi; i++ {
		switch {
		case t.is(i, "wojt", "wojta", "wojtem") && i+1 < l.hi && cityTerms.has(&t.tokens[i+1]) && t.joined(i+1):
			flag(i, i+2, "miastem kieruje prezydent lub burmistrz", "Wójt kieruje gminą wiejską, nie miastem.")
		case t.is(i, "prezydent", "prezydenta", "prezydentem") && i+1 < l.hi && t.joined(i+1) && t.is(i+1, "powiatu", "gminy"):
			flag(i, i+2, "powiatem kieruje starosta, gminą wiejską wójt", "Prezydent kieruje miastem, nie powiatem ani gminą.")
		case t.is(i, "miejski", "miejskiego", "miejskim", "miejskiemu") && i+1 < l.hi && t.is(i+1, "szpital", "szpitala", "szpitalem", "szpitalu", "starosta"):
			hi := l.hi
			for k := i + 2; k < l.hi; k++ {
				if t.is(k, "prezydent", "miasto", "ratusz", "odpowiada", "podlega") {
					flag(i, hi, "szpital prowadzi powiat", "Zdanie czyni miasto odpowiedzialnym za szpital, który zwykle prowadzi powiat.")
					return
				}
			}
		}
	}
}
