package claims

import (
	"strings"

	"prasowka/internal/polish"
)

// This file reads who holds what post.

// posts are the heads of posts, by key.
var posts = words(`prezydent wiceprezydent burmistrz wiceburmistrz wojt starosta wicestarosta dyrektor wicedyrektor prezes wiceprezes
skarbnik skarbniczka sekretarz przewodniczacy przewodniczaca wiceprzewodniczacy wiceprzewodniczaca naczelnik naczelniczka kierownik kierowniczka
komendant komendantka rzecznik rzeczniczka zastepca zastepczyni radny radna posel poslanka senator senatorka marszalek wicemarszalek wojewoda
wicewojewoda minister ministra wiceminister premier dyrektorka prezydentka burmistrzyni prezeska rektor dziekan proboszcz biskup
trener trenerka soltys soltyska kanclerz konserwator inspektor inspektorka koordynator koordynatorka pelnomocnik pelnomocniczka doradca doradczyni
wojtka starościna przewodniczka szef szefowa wlodarz audytor ekodoradca prorektor wiceprezydentka wiceprezeska zastepczyn`)

// givenNames are the commonest given names, by key.
var givenNames = words(`adam adrian albert aleksander alfred alojzy andrzej antoni arkadiusz artur bartlomiej bartosz bernard blazej bogdan boguslaw boleslaw
bronislaw cezary czeslaw damian daniel dariusz dawid dominik edmund edward emil eugeniusz feliks filip franciszek fryderyk gabriel grzegorz
gustaw henryk hubert ignacy ireneusz jacek jakub jan janusz jaroslaw jerzy jozef julian juliusz kacper kamil karol kazimierz konrad konstanty
kornel krystian krzysztof ksawery lech leon leonard leszek lucjan lukasz maciej maksymilian marceli marcin marek marian mariusz mateusz
michal mieczyslaw mikolaj milosz miroslaw norbert olaf oskar pawel piotr przemyslaw radoslaw rafal remigiusz robert roman ryszard sebastian
slawomir stanislaw stefan sylwester szymon tadeusz teodor tomasz tymon tymoteusz wacaw waclaw waldemar walenty wieslaw wiktor wincenty witold
wladyslaw wlodzimierz wojciech zbigniew zdzislaw zenon zygmunt patryk jedrzej zdzislaw ludwik lubomir gerard gracjan tobiasz kajetan
ada adrianna agata agnieszka aldona aleksandra alicja alina amelia anastazja aneta angelika anita anna antonina barbara beata blanka bogumila
boguslawa bozena celina danuta daria diana dominika dorota edyta elzbieta emilia ewa ewelina felicja franciszka gabriela genowefa grazyna
halina hanna helena henryka honorata iga ilona irena irmina iwona iza izabela jadwiga jagoda janina joanna jolanta jowita judyta julia
justyna kaja kamila karina karolina katarzyna kazimiera kinga klara klaudia kornelia krystyna laura lena lidia liliana lucyna ludwika luiza
magda magdalena malgorzata malwina marcelina maria mariola marlena marta martyna maryla marzanna marzena matylda michalina milena miroslawa
monika nadia natalia nina nikola olga oliwia patrycja paula paulina pola regina renata roksana roza rozalia ryszarda sabina sandra sara
stanislawa stefania stella sylwia teresa urszula wanda weronika wieslawa wiktoria wioletta violetta wladyslawa zdzislawa zofia zuzanna zyta bogna olena bohdan brunon cyprian dionizy ernest fabian hieronim jeremi joachim klemens leslaw maurycy nikodem roch seweryn tytus urban ziemowit cecylia czeslawa bronislawa apolonia adela balbina berenika bernadeta brygida donata eliza eugenia ewelina faustyna greta hortensja jowita kalina kamelia laurencja leokadia longina luba majka malina mira nadzieja olimpia otylia patrycja rita rozalia salomea serafina tamara tatiana teodora walentyna wincenta xenia zenobia zdzislaw marcjanna oliwier antoni leonid igor oleg bruno brajan dorian eryk fryderyk gniewomir ivo iwo jozefa kuba kosma lew lambert marius maks maxymilian nestor oktawian radomir ksenia samuel tymoteusz wit wiaczeslaw zbyslaw zenobiusz`)

var (
	formerWords    = words("byly byla eksprezydent dawny owczesny poprzedni ustepujacy poprzednik odwolany niegdysiejszy eks wieloletni emerytowany nieurzedujacy zdymisjonowany przedwojenny ustepowac")
	candidateWords = words("kandydat kandydatka kandydowac ubiegac niedoszly przyszly elekt kandydujacy")
)

// findPeople reads posts with the people who hold them.
func (r *reading) findPeople() {
	taken := -1
	for i := range r.tokens {
		if i <= taken || !posts.has(&r.tokens[i]) || r.tokens[i].Kind != polish.Word {
			continue
		}
		end := r.postEnd(i)
		if c, hi, ok := r.personAfter(i, end); ok {
			c.Tenure = r.tenure(i)
			r.add(c, r.postStart(i), hi, 0)
			taken = hi - 1
			continue
		}
		if c, hi, ok := r.personNamed(i, end); ok {
			r.add(c, r.postStart(i), hi, 0)
			taken = hi - 1
			continue
		}
		if c, lo, ok := r.personBefore(i); ok {
			hi, _ := r.ofEnd(i)
			c.Post = r.span(i, hi)
			c.Tenure = r.tenure(i)
			r.add(c, lo, hi, 0)
			taken = hi - 1
		}
	}
}

func (r *reading) span(lo, hi int) string {
	if hi <= lo {
		return ""
	}
	return r.text[r.tokens[lo].Start:r.tokens[hi-1].End]
}

// postStart is where the words that belong to a post begin: "były", "p.o.",
// "I" of "I zastępca".
func (r *reading) postStart(i int) int {
	switch {
	case r.is(i-1, "byly", "byla", "bylego", "bylej", "bylym", "owczesny", "owczesnego", "owczesna", "poprzedni", "dawny", "eks", "nowy", "nowa"):
		return i - 1
	case r.is(i-1, "o") && r.is(i-2, "p"):
		return i - 2
	}
	return i
}

// tenure reads from the words before a post how it is held.
func (r *reading) tenure(i int) Tenure {
	lo := max(r.lines[r.lineOf(i)].lo, i-4)
	for j := i - 1; j >= lo; j-- {
		if strings.ContainsAny(r.gap(j+1), ",;:–—") {
			break
		}
		switch {
		case formerWords.has(&r.tokens[j]) && !r.is(j, "bylo", "byli"):
			return Former
		case r.is(j, "na") && j > 0 && candidateWords.has(&r.tokens[j-1]):
			return Candidate
		case candidateWords.has(&r.tokens[j]) && !r.is(j, "przyszla", "przyszli", "przyszlo"):
			return Candidate
		case r.is(j, "o") && r.is(j-1, "p"), r.is(j, "obowiazki"), r.is(j, "po") && j == i-1 && r.folded[i] != r.tokens[i].Keys[0]:
			return Acting
		}
	}
	if i+1 < len(r.tokens) && candidateWords.has(&r.tokens[i+1]) {
		return Candidate
	}
	return Current
}

// postEnd is one past the last word of the post that begins at i, and of what
// it is a post of: it ends before a given name.
func (r *reading) postEnd(i int) int {
	end, _ := r.ofEnd(i)
	return end
}

var postBreaks = words("z ze od dla o po przy za przez przed podczas ze a ale oraz ktory ktora czy to sie nie jest byl byla mowi zostal zostala juz jak jeszcze tez takze rowniez wraz razem jako")

// ofEnd walks over the words that say what a post is of.
func (r *reading) ofEnd(i int) (end int, named bool) {
	for end = i + 1; end < len(r.tokens) && end < i+11; end++ {
		t := &r.tokens[end]
		if !r.joined(end) && !(t.Sentence == r.tokens[i].Sentence && strings.Trim(r.gap(end), " .\u00a0") == "" && r.tokens[end-1].Kind != polish.Word) {
			return end, false
		}
		if r.given(end) {
			return end, true
		}
		if r.capital(end) || t.Kind == polish.Acronym {
			continue
		}
		if postBreaks.has(t) && postBreaks.has(&polish.Token{Keys: []string{r.folded[end]}}) || verb(t, r.folded[end]) || t.Kind == polish.Number && !r.is(end-1, "nr") {
			return end, false
		}
	}
	return end, false
}

// given tells whether a person's name begins at token i: a given name and a
// capitalised word behind it.
func (r *reading) given(i int) bool {
	return i+1 < len(r.tokens) && r.capital(i) && !r.is(i-1, "im", "imienia", "sw", "swietego", "swietej", "ulica", "ulicy", "ul") && r.tokens[i].Kind == polish.Word && givenNames.has(&r.tokens[i]) &&
		r.joined(i+1) && r.capital(i+1) && r.tokens[i+1].Kind == polish.Word
}

// nameEnd is one past the last token of the name that begins at i.
func (r *reading) nameEnd(i int) int {
	end := i + 1
	for end < len(r.tokens) && end < i+5 && r.capital(end) && r.tokens[end].Kind == polish.Word && (r.joined(end) || r.gap(end) == "-") {
		if end > i+1 && r.gap(end) != "-" && !givenNames.has(&r.tokens[end-1]) {
			break // "Jan Kowalski Grodzisko": a surname ends a name
		}
		end++
	}
	return end
}

// personAfter reads "prezydent Suwałk Jan Kowalski", "prezydent, Jan Kowalski",
// "prezydent Kowalski".
func (r *reading) personAfter(i, end int) (c Claim, hi int, ok bool) {
	at := end
	if at < len(r.tokens) && !r.given(at) && r.tokens[at].Sentence == r.tokens[i].Sentence {
		g := strings.Trim(r.gap(at), " \u00a0")
		if g == "," || g == "–" || g == "-" || g == ":" {
			if r.is(at, "pan", "pani", "panem", "pania", "pana", "panu", "dr") && r.joined(at+1) && r.given(at+1) {
				at++ // "z prezydentem, panem Janem Kosem"
			} else {
				at = -1
			}
		}
	}
	if at >= 0 && at < len(r.tokens) && r.given(at) && r.tokens[at].Sentence == r.tokens[i].Sentence {
		if g := strings.Trim(r.gap(at), " .\u00a0"); g == "" || g == "," || g == "–" || g == ":" {
			hi = r.nameEnd(at)
			// after a comma a name stands alone: "prezydent, Jan Kowalski,"
			if g != "" && hi < len(r.tokens) && r.joined(hi) && g == "," {
				return c, 0, false
			}
			return Claim{Kind: Person, Name: r.span(at, hi), Post: r.span(i, min(end, at))}, hi, true
		}
	}
	// a surname alone, right behind the post or behind "miasta", "Grodziska"
	if lo := i + 1; r.rareName(i, lo) {
		return Claim{Kind: Person, Name: r.span(lo, lo+2), Post: r.span(i, lo)}, lo + 2, true
	}
	for j := i + 1; j < end && j <= i+3; j++ {
		if !r.capital(j) || r.tokens[j].Kind != polish.Word {
			if !r.is(j, "miasta", "gminy", "powiatu", "rady", "prasowy", "prasowa") {
				break
			}
			continue
		}
		if institutions.has(&r.tokens[j]) {
			break // "dyrektor Muzeum Ziemi Kamionieckiej" names nobody
		}
		if r.surname(i, j) {
			hi = j + 1
			for hi < len(r.tokens) && r.gap(hi) == "-" && r.capital(hi) {
				hi++
			}
			return Claim{Kind: Person, Name: r.span(j, hi), Post: r.span(i, j)}, hi, true
		}
	}
	return c, 0, false
}

// personNamed reads the post before its verb and the name behind it:
// "Dyrektorem OSiR-u jest Jan Kos", "Stanowisko skarbnika miasta zajmuje Jan Kos".
func (r *reading) personNamed(i, end int) (c Claim, hi int, ok bool) {
	holding := r.is(i-1, "stanowisko", "funkcje", "urzad", "obowiazki")
	if r.folded[i] == r.tokens[i].Keys[0] && !holding {
		return c, 0, false
	}
	verb := -1
	for j := end; j < len(r.tokens) && j < end+6 && r.tokens[j].Sentence == r.tokens[i].Sentence; j++ {
		switch {
		case strings.ContainsAny(r.gap(j), ",;:()–—"):
			return c, 0, false
		case r.is(j, "nie"):
			return c, 0, false
		case r.is(j, "jest", "pozostaje") || holding && r.is(j, "zajmuje", "pelni", "sprawuje", "piastuje", "obejmuje"):
			verb = j
		case r.is(j, "byl", "byla", "zajmowal", "zajmowala", "pelnil", "pelnila", "bedzie", "zostanie"):
			return c, 0, false
		}
		if verb >= 0 {
			break
		}
	}
	for at := verb + 1; verb >= 0 && at < min(verb+4, len(r.tokens)) && r.joined(at); at++ {
		if r.given(at) || at == verb+1 && r.named(at) {
			hi = max(r.nameEnd(at), at+2)
			return Claim{Kind: Person, Name: r.span(at, hi), Post: r.span(i, min(end, verb)), Tenure: r.tenure(i)}, hi, true
		}
		if !r.is(at, "dzis", "obecnie", "nadal", "wciaz", "od", "teraz", "pan", "pani", "juz") && r.tokens[at].Kind != polish.Number && !r.is(at, "roku", "r") {
			break
		}
	}
	return c, 0, false
}

// named tells whether two capitalised words look like a person's name whose
// given name is not in the list.
func (r *reading) named(i int) bool {
	return i+1 < len(r.tokens) && r.capital(i) && r.joined(i+1) && r.capital(i+1) && r.tokens[i].Kind == polish.Word && r.tokens[i+1].Kind == polish.Word &&
		!r.institution(i) && !towns.has(&r.tokens[i])
}

// surname tells whether the capitalised token j behind the post at i is a
// surname rather than a place or an institution: it agrees with the post.
func (r *reading) surname(i, j int) bool {
	f, t := r.folded[j], &r.tokens[j]
	if j+1 < len(r.tokens) && r.joined(j+1) && r.capital(j+1) || institutions.has(t) {
		return false
	}
	for _, k := range t.Keys {
		if strings.HasSuffix(k, "sko") {
			return false // "prezydent Grodziska"
		}
	}
	nominative := r.folded[i] == r.tokens[i].Keys[0]
	for _, e := range adjectivals {
		if nominative && (strings.HasSuffix(f, e+"i") || strings.HasSuffix(f, e+"a")) ||
			!nominative && (strings.HasSuffix(f, e+"iego") || strings.HasSuffix(f, e+"iemu") || strings.HasSuffix(f, e+"im") || strings.HasSuffix(f, e+"iej")) {
			return !strings.HasSuffix(f, "ego") || !nominative
		}
	}
	if !nominative {
		return false
	}
	for _, k := range t.Keys {
		if k == f && !strings.HasSuffix(f, "a") && len(f) > 3 {
			return true
		}
	}
	return false
}

// rareName tells whether a name whose given name is not in the list stands
// right behind a post in the nominative: "wojewoda Bohdan Pask".
func (r *reading) rareName(post, i int) bool {
	if i+1 >= len(r.tokens) || r.folded[post] != r.tokens[post].Keys[0] || !r.joined(i) || !r.joined(i+1) || !r.capital(i) || !r.capital(i+1) ||
		r.tokens[i].Kind != polish.Word || r.tokens[i+1].Kind != polish.Word || r.institution(i) || towns.has(&r.tokens[i]) || towns.has(&r.tokens[i+1]) {
		return false
	}
	base := false
	for _, k := range r.tokens[i].Keys {
		base = base || k == r.folded[i]
	}
	for _, e := range []string{"ski", "cki", "icz", "ak", "ek", "ik", "uk", "ska", "cka", "czyk", "ec", "arz", "ny", "na", "ka"} {
		if base && strings.HasSuffix(r.folded[i+1], e) && !r.adjectival(i) {
			return true
		}
	}
	return false
}

var adjectivals = []string{"sk", "ck", "dzk"}

var institutions = words("rada urzad wydzial biuro zarzad osrodek miejski gminny powiatowy szkola muzeum biblioteka centrum straz komenda spolka klub dom teatr zespol instytut polska sejm senat rzeczpospolita rp unia narodowy wojewodzki ukraina sejmik")

// personBefore reads "Jan Kowalski, prezydent Suwałk" and "Jan Kowalski jest
// prezydentem Suwałk" backwards from the post.
func (r *reading) personBefore(i int) (c Claim, lo int, ok bool) {
	l := r.lines[r.lineOf(i)]
	at := r.postStart(i)
	if r.is(at-1, "na") && at-2 >= l.lo && candidateWords.has(&r.tokens[at-2]) {
		at -= 2 // "Jan Kowalski, kandydat na prezydenta"
	}
	for at > l.lo && (r.is(at-1, "i", "ii") && r.capital(at-1) || r.tokens[at-1].Kind == polish.Acronym && r.folded[at-1] == "i") {
		at--
	}
	for n := 0; n < 4 && at-1 > l.lo && (r.is(at-1, "od", "niedawna", "lat", "roku", "r", "obecnie", "dzis", "aktualny", "obecny", "obecna", "nowy", "nowa", "wieloletni", "wieloletnia", "urzedujacy") || r.tokens[at-1].Kind == polish.Number) && r.joined(at); n++ {
		at-- // "Jan Kos, od niedawna komendant straży miejskiej"
	}
	if r.is(at-1, "obowiazki") && r.is(at-2, "pelniacy", "pelniaca") && at-2 > l.lo {
		at -= 2 // "Jan Kos, pełniący obowiązki komendanta"
	}
	j := at - 1
	linked := false
	if at > l.lo {
		g := strings.Trim(r.gap(at), " \u00a0")
		linked = g == "," || g == "–" || g == "—" || g == "("
	}
	for k := 0; !linked && j > l.lo && k < 4; k++ {
		if r.is(j, "jest", "zostal", "zostala", "byl", "byla", "pozostaje", "bedzie", "to") {
			linked = true
			if r.is(j, "byl", "byla") {
				c.Tenure = Former
			}
			j--
			if r.is(j, "nie") {
				j--
			}
			break
		}
		if !r.is(j, "od", "nadal", "wciaz", "nowym", "nowa", "roku", "lat", "tez") {
			break
		}
		j--
	}
	if !linked || j < l.lo {
		return c, 0, false
	}
	// the name ends at j: find its given name
	for lo = j - 1; lo >= l.lo && lo >= j-3; lo-- {
		if r.given(lo) && r.nameEnd(lo) == j+1 {
			c.Kind, c.Name = Person, r.span(lo, j+1)
			return c, lo, true
		}
	}
	return c, 0, false
}
