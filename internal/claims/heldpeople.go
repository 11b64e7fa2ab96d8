package claims

import (
	"fmt"
	"slices"
	"strings"

	"prasowka/internal/polish"
	"prasowka/internal/press"
)

// This file holds people and their posts against facts.

// postWords are the words of a post that tell it from others; "miasta" says
// nothing where our city is meant.
func (r *Register) postWords(post string) []word {
	var out []word
	for _, w := range r.words(post) {
		city := false
		for k := range w.keys {
			_, is := cityTerms[k]
			_, fill := words("do sprawa ds i miejski prasowy")[k]
			city = city || is || fill
		}
		if !city {
			out = append(out, w)
		}
	}
	return out
}

// synonyms of posts, by key: what the press says for what the register says.
var postSynonyms = []lexis{
	words("prezydent prezydentka"), words("zastepca zastepczyni wiceprezydent wiceprezydentka wiceburmistrz wicestarosta wicedyrektor"), words("dyrektor dyrektorka szef szefowa"), words("prezydent wlodarz"), words("burmistrz wlodarz"), words("wojt wlodarz"),
	words("prezes prezeska szef szefowa"), words("przewodniczacy przewodniczaca przewodniczka"), words("rzecznik rzeczniczka"), words("naczelnik naczelniczka szef szefowa"),
	words("kierownik kierowniczka szef szefowa"), words("komendant komendantka szef szefowa"), words("burmistrz burmistrzyni"), words("starosta starościna"), words("skarbnik skarbniczka"),
}

// holds tells whether a claim is of the fact's post: its head, and every word
// that says of what, but for those that the head implies.
func (c *card) holds(t *reading, lo, hi int) bool {
	if len(c.post) == 0 {
		return false
	}
	head := &c.post[0]
	rest := c.post[1:]
	at := -1
	for i := lo; i < hi && at < 0; i++ {
		if posts.has(&t.tokens[i]) {
			at = i
		}
	}
	if at < 0 || !head.posted(&t.tokens[at]) {
		return false
	}
	vice := strings.HasPrefix(t.folded[at], "wice")
	for k := range rest {
		w := &rest[k]
		found := false
		for i := at + 1; i < hi; i++ {
			found = found || w.keys.has(&t.tokens[i]) || w.posted(&t.tokens[i])
		}
		if !found && !c.spelled(t, w, at+1, hi) && !(vice && (w.posted(&polish.Token{Keys: []string{"prezydent"}}) || w.posted(&polish.Token{Keys: []string{strings.TrimPrefix(t.tokens[at].Keys[0], "wice")}}))) {
			return false
		}
	}
	// "zastępca prezydenta" is not "prezydent", and "prezydent" alone is ours
	// only without another body behind it
	return true
}

// spelled tells whether tokens [lo, hi) spell out the body that a word of the
// post is short for: "dyrektor Ośrodka Sportu i Rekreacji" for "dyrektor OSiR".
func (c *card) spelled(t *reading, w *word, lo, hi int) bool {
	for _, long := range c.bodies[w.text] {
		for i := lo; i+len(long) <= hi; i++ {
			if t.phraseAt(i, long) {
				return true
			}
		}
	}
	return false
}

// posted tells whether a token is the post or its synonym.
func (w *word) posted(tok *polish.Token) bool {
	if w.keys.has(tok) {
		return true
	}
	for _, s := range postSynonyms {
		inW, inT := false, s.has(tok)
		for k := range w.keys {
			_, ok := s[k]
			inW = inW || ok
		}
		if inW && inT {
			return true
		}
	}
	return false
}

// heads of state and others whom the press calls "prezydent" without more.
var presidents = words("duda nawrocki komorowski kwasniewski walesa kaczynski zelenski zelensky trump biden macron nauseda putin obama zeman pavel steinmeier łukaszenka lukaszenka erdogan rinkevics stubb vance poroszenko")

// people holds the people of a text against the posts of the register.
func (x *examination) people() {
	for p := range x.parts {
		x.leaders(&x.parts[p])
		t := x.parts[p].reading
		for k := range t.claims {
			c := &t.claims[k]
			if c.Kind == Person && (c.Tenure == Current || c.Tenure == Acting && t.acting(c)) && !c.Negated && !c.Hedged {
				x.holder(&x.parts[p], c)
			}
		}
	}
}

// acting tells "p.o. skarbnika" and "pełniący obowiązki skarbnika", by which
// another than the fact's person holds the post, from "po skarbniku", which
// names a predecessor.
func (r *reading) acting(c *Claim) bool {
	for i := max(c.lo-3, 0); i < c.hi; i++ {
		if r.is(i, "o") && r.is(i-1, "p") || r.is(i, "obowiazki") {
			return true
		}
	}
	return false
}

// holder holds one person with a post against the register.
func (x *examination) holder(p *part, c *Claim) {
	t := p.reading
	lo, hi := t.nameTokens(c)
	var of []*card
	for i := range x.register.cards {
		k := &x.register.cards[i]
		if k.fact.Kind == press.FactPerson && k.holds(t, c.lo, c.hi) && x.inForce(k) && x.samePost(p, k, c, lo, hi) {
			of = append(of, k)
		}
	}
	if len(of) == 0 {
		x.wrongPost(p, c, lo, hi)
		return
	}
	best, who := stranger, of[0]
	for _, k := range of {
		if s := k.person.named(t, lo, hi); s > best {
			best, who = s, k
		}
	}
	if best == same || x.elsewhere(p, c) || x.past(t, c) || x.neighbour(t.surnameKey(hi)) {
		return
	}
	expected := who.fact.Post + ": " + who.person.full
	if len(of) > 1 && best <= namesake {
		var all []string
		for _, k := range of {
			all = append(all, k.person.full)
		}
		expected = who.fact.Post + ": " + strings.Join(all, ", ")
	}
	h := &holding{examination: x, card: who, part: p}
	f := press.Flag{Kind: press.FlagFact, Fact: who.fact.ID, Expected: expected, Remedy: press.Rectify, Confidence: 0.85}
	if c.Tenure == Acting {
		f.Confidence -= 0.1
	}
	if best == misspelt {
		f.Kind, f.Confidence = press.FlagName, 0.8
		f.Why = fmt.Sprintf("Tekst pisze „%s”, a według rejestru faktów %s%s. Wygląda na błąd w nazwisku lub imieniu.", c.Text, expected, h.source())
	} else {
		f.Why = fmt.Sprintf("Tekst podaje „%s”, a według rejestru faktów %s%s%s.", c.Text, expected, h.source(), h.validity())
	}
	if p.scene.whole != ours {
		f.Confidence -= 0.15
	}
	if c.Tenure == Acting {
		f.Why += " Tekst mówi o kimś, kto pełni obowiązki: może funkcja zmieniła właśnie osobę."
	}
	f.Why += fmt.Sprintf(" Pewność %s: funkcja i nazwisko stoją obok siebie, bez słów „były”, „kandydat” ani innej miejscowości.", polish.Percent(f.Confidence, 0))
	x.raise(p, f, c.Start, c.End, c.lo, t.surnameKey(hi))
}

// surnameKey identifies a name by its last word, for one flag a text.
func (r *reading) surnameKey(hi int) string { return r.tokens[hi-1].Keys[0] }

// nameTokens are the tokens of a claim's name.
func (r *reading) nameTokens(c *Claim) (lo, hi int) {
	at := strings.LastIndex(c.Text, c.Name)
	if strings.HasPrefix(c.Text, c.Name) {
		at = 0
	}
	from := c.Start + max(at, 0)
	return r.tokensIn(polish.Range{Start: from, End: from + len(c.Name)})
}

// inForce tells whether a fact holds on the day of publication.
func (x *examination) inForce(k *card) bool {
	return x.day.IsZero() || (period{x.day, x.day}).meets(k.from, k.to)
}

// samePost tells whether a post that has the right words is the very post of
// the fact and not its namesake: another body, another country.
func (x *examination) samePost(p *part, k *card, c *Claim, lo, hi int) bool {
	t := p.reading
	known := map[string]bool{}
	for _, w := range k.post {
		for key := range w.keys {
			known[key] = true
		}
	}
	explicit := false // "prezydent miasta", "prezydent Grodziska"
	for i := c.lo; i < c.hi; i++ {
		if i >= lo && i < hi {
			continue
		}
		tok := &t.tokens[i]
		if x.register.hereAt(t, i) {
			explicit = true
			i += len(x.register.here) - 1 // "sekretarz Lipowca Górnego"
			continue
		}
		if cityTerms.has(tok) || p.scene.marks[i] == ours {
			explicit = true
			continue
		}
		if p.scene.marks[i] == other || t.is(i, "rp", "ukrainy", "usa", "litwy", "francji", "niemiec", "panstwa", "klubu", "izby", "fundacji", "stowarzyszenia", "elekt", "honorowy", "federacji", "zwiazku", "polski", "rzeczypospolitej", "kraju", "stanow", "lotwy", "estonii", "czech", "rosji", "zarzadu") && !hasKey(known, tok) {
			return false
		}
		if t.capital(i) && i > c.lo && !hasKey(known, tok) && !functionWords.has(tok) && !posts.has(tok) && tok.Kind != polish.Abbrev {
			// the name of another body: "dyrektor OSiR w Wierzbniku" or "dyrektor Muzeum"
			if len(k.post) == 1 || !x.extends(t, k, c.lo, i) {
				return false
			}
		}
		if t.is(i-1, "rady", "rada", "rade", "radzie") && i > c.lo && tok.Kind == polish.Word && !t.capital(i) && !hasKey(known, tok) && !functionWords.has(tok) && !t.adjective(i) {
			return false // "przewodniczący rady seniorów"
		}
		if hasAnyKey(tok, narrowPosts) && !hasKey(known, tok) {
			return false
		}
	}
	if !explicit && (presidents.has(&t.tokens[hi-1]) || len(k.post) == 1 && t.stately(c.lo)) {
		return false
	}
	// a head alone is ours in a text of ours only
	return explicit || p.scene.whole == ours && !x.elsewhere(p, c) || p.scene.whole == unknown && len(k.post) > 1
}

// state are words of a country's affairs: a bare "prezydent" beside them is the
// head of state.
var state = words("ustawa weto zawetowac oredzie sejm senat panstwo premier nato onz belweder nowelizacja ratyfikowac ambasador wojsko ukraina ulaskawic ministrowie")

// stately tells whether the sentence of a token speaks of a country's affairs.
func (r *reading) stately(i int) bool {
	l := r.lines[r.lineOf(i)]
	for j := l.lo; j < l.hi; j++ {
		if state.has(&r.tokens[j]) {
			return true
		}
	}
	return false
}

// extends tells whether a capitalised word stands behind the words of the
// post as a part of its name: "dyrektor Ośrodka Sportu i Rekreacji".
func (x *examination) extends(t *reading, k *card, lo, i int) bool {
	for j := range x.register.cards {
		if n := &x.register.cards[j]; n.fact.Kind == press.FactName {
			for _, w := range n.right {
				if w.keys.has(&t.tokens[i]) {
					return true
				}
			}
			if n.fact.Short != "" && strings.EqualFold(n.fact.Short, t.tokens[i].Exact) && k.bodies != nil {
				return true
			}
		}
	}
	return t.is(i, "miejski", "miejskiej", "miejskiego", "miasta")
}

var narrowPosts = words("szkola przedszkole wydzial muzeum biblioteka liceum technikum bank klub firma spolka teatr szpital oddzial hufiec parafia senat sejmik powiat gmina wojewodztwo osiedle samorzad kolo zwiazek federacja izba delegatura zarzad osiedlowy uczniowski mlodziezowy wspolnota spoldzielnia komisja graniczny pozarny lesny rybacki wiezienny celny ochrona policja wojewodzki powiatowy gminny rejonowy okregowy uczelniany akademicki diecezjalny panstwowy")

func hasKey(known map[string]bool, tok *polish.Token) bool {
	return slices.ContainsFunc(tok.Keys, func(k string) bool { return known[k] })
}

func hasAnyKey(tok *polish.Token, l lexis) bool { return l.has(tok) }

// elsewhere tells whether the claim speaks of another place.
func (x *examination) elsewhere(p *part, c *Claim) bool {
	t := p.reading
	for i := c.lo; i < c.hi; i++ {
		if p.scene.marks[i] == other {
			return true
		}
		if p.scene.marks[i] == ours {
			return false
		}
	}
	// "dyrektor OSiR-u w Wierzbniku Jan Kos", "Jan Kos, dyrektor OSiR w Wierzbniku"
	for i := c.hi; i < min(c.hi+3, len(t.tokens)) && t.joined(i); i++ {
		if p.scene.marks[i] == other {
			return true
		}
	}
	if p.scene.whole == ours { // what stands behind in the sentence is not the post's place
		l := t.lines[t.lineOf(c.lo)]
		for i := l.lo; i < t.clauseEnd(c.hi-1); i++ {
			if p.scene.marks[i] == other {
				return p.scene.at(t, c.lo) == other
			}
		}
		n := t.lineOf(c.lo)
		return n > 0 && !t.paragraphStart(l.lo) && p.scene.lines[n-1] == other && p.scene.lines[n] != ours
	}
	return p.scene.at(t, c.lo) == other
}

// neighbour tells whether the text gives a surname's post as another town's:
// later it is "burmistrz Bielak" without the town.
func (x *examination) neighbour(surname string) bool {
	for i := range x.parts {
		p := &x.parts[i]
		for k := range p.reading.claims {
			c := &p.reading.claims[k]
			if c.Kind != Person {
				continue
			}
			if _, hi := p.reading.nameTokens(c); p.reading.surnameKey(hi) == surname && x.elsewhere(p, c) {
				return true
			}
		}
	}
	return false
}

// past tells whether the sentence speaks of a time when another held the post.
func (x *examination) past(t *reading, c *Claim) bool {
	l := t.lines[t.lineOf(c.lo)]
	if (&holding{examination: x}).bygone() {
		return true
	}
	end := t.clauseEnd(c.hi - 1)
	if t.is(end, "w", "od", "do", "ktory", "ktora") || end < l.hi && t.tokens[end].Kind == polish.Number {
		end = l.hi // "prezydent, w latach 2014–2024 …"
	}
	for i := t.turn(l.lo, c.lo); i < end; i++ {
		p, ok := t.timeAt(i, x.day)
		if ok && (x.day.IsZero() || !p.to.IsZero() && p.to.Before(x.day)) && !t.is(i-1, "od") {
			return true
		}
	}
	for i := t.turn(l.lo, c.lo); i < l.hi; i++ {
		if t.is(i, "wowczas", "wtedy", "owczesny", "owczesnego", "kadencji", "przedwojenny", "zmarl", "zmarla", "emerytury", "emeryture", "poprzednik", "poprzednika", "przed", "odszedl", "kampanii", "wyborach") && !t.is(i, "przed") {
			return true
		}
	}
	return false
}

// turn is where the reporter's own words begin before token i, when the sentence
// opens with somebody's speech: "– W zeszłym roku padało – opowiada Jan Kos".
func (r *reading) turn(lo, i int) int {
	if lo < len(r.tokens) && isDash(strings.TrimLeft(r.gap(lo), ".!?…:”\n \u00a0")) {
		for j := i; j > lo; j-- {
			if isDash(r.gap(j)) {
				return j
			}
		}
	}
	return lo
}

// wrongPost flags a person of ours under a post that is another's: a wójt or a
// burmistrz who is the prezydent.
func (x *examination) wrongPost(p *part, c *Claim, lo, hi int) {
	t := p.reading
	top := words("prezydent burmistrz wojt starosta wiceprezydent wiceburmistrz wicestarosta skarbnik sekretarz marszalek prezydentka burmistrzyni")
	head := -1
	for i := c.lo; i < c.hi && head < 0; i++ {
		if posts.has(&t.tokens[i]) {
			head = i
		}
	}
	if head >= 0 && hi-lo >= 2 && !x.elsewhere(p, c) && !x.past(t, c) && x.misspelt(p, c, head, lo, hi) {
		return
	}
	if head >= 0 && x.bare(p, c, head, lo, hi) {
		return
	}
	if head < 0 || !top.has(&t.tokens[head]) || x.elsewhere(p, c) || x.past(t, c) || hi-lo < 2 {
		return
	}
	held := map[*card]bool{}
	for i := range x.register.cards {
		k := &x.register.cards[i]
		if k.fact.Kind == press.FactPerson && x.inForce(k) && k.person.named(t, lo, hi) == same {
			if k.holds(t, c.lo, c.hi) || len(k.post) > 0 && k.post[0].posted(&t.tokens[head]) {
				return
			}
			held[k] = true
		}
	}
	for i := range x.register.cards {
		k := &x.register.cards[i]
		if !held[k] {
			continue
		}
		expected := k.fact.Post + ": " + k.person.full
		why := fmt.Sprintf("Tekst podaje funkcję „%s”, a według rejestru faktów %s. Pewność 70%%: imię i nazwisko się zgadzają, funkcja nie.", c.Post, expected)
		x.raise(p, press.Flag{Kind: press.FlagName, Fact: k.fact.ID, Expected: expected, Why: why, Remedy: press.Rectify, Confidence: 0.7}, c.Start, c.End, c.lo, "")
		return
	}
}

// misspelt flags a bare "dyrektor Paweł Turzyński" in a text that names the
// body of our dyrektor Paweł Turzyca.
func (x *examination) misspelt(p *part, c *Claim, head, lo, hi int) bool {
	t := p.reading
	for i := range x.register.cards {
		k := &x.register.cards[i]
		if k.fact.Kind != press.FactPerson || !x.inForce(k) || len(k.post) < 2 || !k.post[0].posted(&t.tokens[head]) || k.person.named(t, lo, hi) != misspelt || !x.namesBody(k) {
			continue
		}
		expected := k.fact.Post + ": " + k.person.full
		why := fmt.Sprintf("Tekst pisze „%s”, a według rejestru faktów %s. Pewność 75%%: imię i funkcja się zgadzają, nazwisko jest podobne.", c.Text, expected)
		x.raise(p, press.Flag{Kind: press.FlagName, Fact: k.fact.ID, Expected: expected, Why: why, Remedy: press.Rectify, Confidence: 0.75}, c.Start, c.End, c.lo, "")
		return true
	}
	return false
}

// namesBody tells whether the text names what the post is a post of, by its
// right name or a wrong one.
func (x *examination) namesBody(k *card) bool {
	bodies := slices.Clone(k.post[1:])
	for i := range x.register.cards {
		n := &x.register.cards[i]
		if n.fact.Kind == press.FactName && slices.ContainsFunc(k.post[1:], func(w word) bool { return strings.EqualFold(w.text, n.fact.Short) }) {
			for _, wrong := range n.wrong {
				if len(wrong) == 1 {
					bodies = append(bodies, wrong[0])
				}
			}
		}
	}
	for i := range x.parts {
		for j := range x.parts[i].reading.tokens {
			for _, b := range bodies {
				if b.keys.has(&x.parts[i].reading.tokens[j]) {
					return true
				}
			}
		}
	}
	return false
}

// ours tells whether direct speech is of the city's own people.
func (r *Register) ours(t *reading, s speech) bool {
	if s.speaker == "" || s.hi <= s.lo {
		return false
	}
	for i := range r.people {
		if r.people[i].named(t, s.lo, s.hi) == same {
			return true
		}
	}
	// a post of the town hall without a name that we know
	for i := s.lo; i < s.hi; i++ {
		if opposing.has(&t.tokens[i]) {
			return false
		}
	}
	for i := s.lo; i < s.hi; i++ {
		if official.has(&t.tokens[i]) {
			return !t.is(i, "prezes")
		}
	}
	// a name alone: its post may stand in the words around it
	for k := range t.claims {
		c := &t.claims[k]
		if c.Kind != Person || c.hi <= s.lo-8 || c.lo >= s.hi+8 && c.Name != s.speaker {
			continue
		}
		if !strings.HasSuffix(c.Name, s.speaker) && c.Name != s.speaker {
			continue
		}
		for i := c.lo; i < c.hi; i++ {
			if opposing.has(&t.tokens[i]) {
				return false
			}
			if official.has(&t.tokens[i]) && !t.is(i, "prezes") {
				return true
			}
		}
	}
	return false
}
