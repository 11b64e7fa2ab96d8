package extract

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// givenNames are those that most people in Poland bear, folded: two capitalised
// words that begin with one of them are a person, not a town or a school.
var givenNames = wordSet(`
ada adam adrian adrianna agata agnieszka ala albert aldona aleksander aleksandra alicja alina amelia anastazja andrzej aneta angelika anita ania anna
antoni arek asia antonina arkadiusz artur augustyn barbara bartek bartlomiej bartosz basia beata benedykt bernadeta blanka blazej bogdan boguslaw boguslawa bolek bozena
bronislaw bogna borys bruno cecylia celina cezary czeslaw czeslawa damian daniel danuta daria dariusz dawid diana dominik dominika dorota edward edyta eliza
elzbieta emil emilia eryk eugeniusz ewa ewelina fabian feliks ferdynand filip franciszek franciszka gabriel gabriela genowefa gosia grazyna grzegorz
halina hanna hania helena henryk hubert ida iga ignacy igor ilona ines inga irena ireneusz irmina iwo iwona iza izabela jacek jadwiga jagoda jakub jan janek
janina janusz jaroslaw jerzy jedrzej joanna jola jolanta jozef judyta julia jurek julian julita justyna kacper kaja kalina kamil kamila karina karol karolina
kasia katarzyna kazimierz kinga klaudia konrad konstanty kornelia kornel krystian krystyna krzysiek krzysztof kuba laura lech lena leon leopold leszek lidia
liliana lucja lucyna ludwik ludwika lukasz maciek maciej magda magdalena maja maksymilian malgorzata marcel marceli marysia marcelina marcin marek maria marian
marianna mariola mariusz marlena marta martyna mateusz matylda michal michalina mieczyslaw mikolaj milena milosz miroslaw miroslawa monika nadia
natalia natasza nikodem nikola nina norbert ola olek olga oliwia oliwier olgierd oskar otylia patrycja patryk paula paulina pawel piotr piotrek pola przemyslaw
rafal renata rita robert roksana roman romuald roza ryszard sabina sandra sara sebastian seweryn slawomir sonia stanislaw stanislawa staszek stefan stefania
sylwester sylwia szczepan szymon tadeusz tamara tatiana teresa tola tomasz tomek tymon tymoteusz ula urszula waclaw waldemar walentyna wanda weronika wiktor
wiktoria wieslaw wieslawa wincenty wioletta wit witold wladyslaw wlodzimierz wojciech wojtek zbigniew zdzislaw zenon zofia zosia zuzanna zygmunt zyta zaneta zenona zdzislawa
alan alfred alojzy ambrozy anatol apolonia aurelia bernard boguslawa brygida czeslawa darek dobrawa dorian ela emanuel ernest eugenia felicja gerard
grzesiek gustaw hela hieronim hilary irek izydor jasiek kajetan kazimiera klara klaudiusz konstancja ksawery ksenia larysa leokadia lila longin luiza
maks malwina marzanna marzena mieszko mirek nela nataniel natan oktawia olka otylia pelagia radek radoslaw rajmund remigiusz roch rozalia rudolf
ryszarda sergiusz slawek slawomira stella teofil tobiasz tosia tytus wera wiesia wiola wlodek zbyszek`)

// titles stand before a person's name.
var titles = wordSet(`dr dr. prof. prof hab. inż. mgr lek. ks. ks o. s. bp abp red. st. mł. asp. sierż. kom. podkom. kpt. bryg. szt.`)

// patronymic ends surnames and no names of places or papers.
var patronymic = lazyRegexp(`^\p{Lu}\p{Ll}+(?:wicz|czyk|czak|szczak)$`)

// isPerson tells a person's whole name: a given name or its initial, and one or
// two capitalised words after it, the last of which may be an initial.
func isPerson(s string) bool {
	words := strings.Fields(s)
	for len(words) > 2 && titles[strings.ToLower(words[0])] {
		words = words[1:]
	}
	if len(words) < 2 || len(words) > 3 || !personLike(strings.Join(words, " ")) || andNames().MatchString(s) {
		return false
	}
	given, last := strings.TrimSuffix(words[0], "."), words[len(words)-1]
	switch {
	case strings.Trim(last, ".") == "" || strings.ContainsAny(s, ":;!?()/|„”\"@"):
		return false
	case given != words[0]: // "M. Pioch"
		return utf8.RuneCountInString(given) == 1 && len(words) == 2 && unicode.IsLetter(firstRune(given)) && utf8.RuneCountInString(last) > 2
	}
	return (givenNames[fold(given)] || patronymic().MatchString(last)) && unicode.IsLetter(firstRune(last))
}

// personsIn are the names in a short text that holds nothing but names of
// persons, or in those of its parts between strokes that do.
func personsIn(text string) []string {
	if len(text) > 2*minStandfirst {
		return nil
	}
	text = photosBy().ReplaceAllString(tidy(text), "")
	parts := strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune("|•·", r) })
	for _, part := range parts {
		var names []string
		for name := range strings.FieldsFuncSeq(andNames().ReplaceAllString(part, ","), func(r rune) bool { return r == ',' || r == '/' }) {
			name = strings.TrimSpace(authorPrefix().ReplaceAllString(strings.TrimSpace(name)+" ", ""))
			if name == "" || agencyIn(name) != "" {
				continue
			}
			if !isPerson(name) {
				names = nil
				break
			}
			names = append(names, name)
		}
		if names != nil {
			return names
		}
	}
	return nil
}

// photosBy ends a line of credits with who took the pictures.
var photosBy = lazyRegexp(`(?i)[,;(/|]?\s*(?:fot|foto|zdj|zdjęcia)[.:]\s.*$`)

var andNames = lazyRegexp(`\s+(?:i|oraz|&|und|and|et|y)\s+`)

// How far from the headline a name that stands alone is looked for, in texts:
// before it only where something is called the author's.
const (
	namesBefore = 6
	namesAfter  = 14
)

// namesByHeadline finds the names of persons that are texts of their own between
// the headline and the first paragraph, or right above it in an element that is
// called the authors'. Several in a row wrote together.
func namesByHeadline(doc, headline *html.Node) []string {
	if headline == nil {
		return nil
	}
	before, after, below := textsAround(doc, headline)
	var names []string
	for _, n := range before {
		if authorsPlace(n) {
			names = append(names, personsIn(n.Data)...)
		}
	}
	for i, n := range after {
		found := personsIn(n.Data)
		switch {
		case i > 0 && photoCredit().MatchString(after[i-1].Data+" "), elsewhereOf(n, headline):
			found = nil
		case found == nil && len(names) > 0 && strings.ContainsFunc(n.Data, unicode.IsLetter):
			return names
		}
		names = append(names, found...)
	}
	if len(names) == 0 {
		return nameBelowLead(below, headline)
	}
	return names[:min(len(names), 6)]
}

// textsAround are the texts before a headline, those after it up to the first
// paragraph, and the short ones right below that.
func textsAround(doc, headline *html.Node) (before, after, below []*html.Node) {
	passed, begun, ended := false, false, false
	walk(doc, func(n *html.Node) bool {
		switch {
		case ended, n.Type == html.ElementNode && hidden(n) && n.DataAtom != atom.Head:
			return false
		case n == headline:
			passed = true
			return false
		case n.Type != html.TextNode || strings.TrimSpace(n.Data) == "":
		case !passed:
			if before = append(before, n); len(before) > namesBefore {
				before = before[1:]
			}
		case isParagraph(n.Data) || len(after)+len(below) >= namesAfter:
			begun, ended = true, begun
		case begun:
			below = append(below, n)
		default:
			after = append(after, n)
		}
		return true
	})
	return before, after, below
}

// isParagraph tells a text that is long, or a sentence.
func isParagraph(text string) bool {
	text = strings.TrimSpace(text)
	return len(text) > 2*minStandfirst || len(text) > minStandfirst && strings.ContainsAny(text[len(text)-1:], ".?!")
}

// nameBelowLead is the name that stands between a lead and the date of the
// article, or is called the author's there.
func nameBelowLead(texts []*html.Node, headline *html.Node) []string {
	for i, n := range texts {
		names := personsIn(n.Data)
		if names == nil || elsewhereOf(n, headline) {
			continue
		}
		if authorsPlace(n) || i+1 < len(texts) && saysWhen(texts[i+1]) || i > 0 && saysWhen(texts[i-1]) {
			return names
		}
	}
	return nil
}

// saysWhen tells a date alone, or how long a text takes to read.
func saysWhen(n *html.Node) bool {
	text := tidy(n.Data)
	return dateLine(text) || len(text) < minStandfirst && counters().MatchString(text)
}

// authorsPlace tells a text in a small element that is called the author's, or
// in a link that leads to an author's page.
func authorsPlace(n *html.Node) bool {
	for up := 0; n != nil && up < 4; n, up = n.Parent, up+1 {
		for _, w := range nameWords(attr(n, "class") + " " + attr(n, "id") + " " + attr(n, "href")) {
			switch w {
			case "author", "authors", "autor", "autorzy", "autorka", "byline", "redaktor", "dziennikarz":
				return true
			}
		}
	}
	return false
}

// elsewhereOf tells a text in a heading, under a picture, in a menu, in a table
// below the headline or in a part of the page that is not the article's: a name
// there is not its author's.
func elsewhereOf(n, headline *html.Node) bool {
	for n = n.Parent; n != nil && n.DataAtom != atom.Body; n = n.Parent {
		switch n.DataAtom {
		case atom.Figure, atom.Figcaption, atom.Nav, atom.Aside, atom.Blockquote, atom.H1, atom.H2, atom.H3, atom.H4:
			return true
		case atom.Table:
			return !contains(n, headline)
		}
		if word := alienName(n); word != "" && !authorBoxes[word] || namedPicture(n) {
			return true
		}
	}
	return false
}

// authorBoxes are the names of what is not the article, but says who wrote it.
var authorBoxes = wordSet(`authorbox authorinfo byline dateline submitted author-box author-info author-card post-author post-meta entry-meta article-meta`)
