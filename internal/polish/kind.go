package polish

import "strings"

// GuessKind guesses what a name names, by its words. It is a proposal for a
// form on the screen: people's kind should be given.
func GuessKind(name string) NameKind {
	words := strings.Fields(name)
	if len(words) == 0 {
		return AnyName
	}
	first := strings.ToLower(words[0])
	last := strings.ToLower(words[len(words)-1])
	switch {
	case acronymLike(words[0]):
		return Unit
	case strings.HasSuffix(first, ".") || streetWord(first):
		return Street
	case len(words) == 1 && surnameMan(last):
		return Man
	case len(words) == 1 && surnameWoman(last):
		return Woman
	case len(words) == 1:
		return Place
	case !startsUpper(words[0]) || unitWord(words):
		return Unit
	case hasNoun(first) && !surnameMan(last) && !surnameWoman(last) || adjectiveWord(words[0]):
		return Place
	case strings.HasSuffix(first, "a") && first != "kuba" && first != "barnaba" && first != "kosma" && first != "bonawentura":
		return Woman
	}
	return Man
}

// streetWord tells the words with which names of streets begin.
func streetWord(lower string) bool {
	switch lower {
	case "ulica", "aleja", "aleje", "plac", "osiedle", "rondo", "skwer", "bulwar", "bulwary", "trakt", "szosa", "most", "park", "deptak", "zaułek":
		return true
	}
	return false
}

// unitWord tells names of offices, schools, clubs and companies by a word in
// them.
func unitWord(words []string) bool {
	for _, w := range words {
		switch strings.ToLower(w) {
		case "rada", "urząd", "ośrodek", "zarząd", "zakład", "przedsiębiorstwo", "szkoła", "przedszkole", "straż", "biblioteka", "muzeum",
			"teatr", "klub", "komenda", "sąd", "prokuratura", "szpital", "dom", "centrum", "wydział", "biuro", "fundacja", "stowarzyszenie",
			"spółdzielnia", "spółka", "liceum", "akademia", "uczelnia", "komisja", "towarzystwo", "związek", "orkiestra", "inspektorat", "dyrekcja", "starostwo", "sejmik", "poradnia", "żłobek", "schronisko", "park", "aquapark", "filharmonia":
			return true
		}
	}
	return false
}

// surnameMan and surnameWoman tell surnames by endings that few other names
// have.
func surnameMan(lower string) bool {
	for _, end := range []string{"icz", "ski", "cki", "dzki", "czyk", "czak", "iak", "uk", "szko"} {
		if strings.HasSuffix(lower, end) {
			return true
		}
	}
	return false
}

func surnameWoman(lower string) bool {
	for _, end := range []string{"ska", "cka", "dzka", "ówna"} {
		if strings.HasSuffix(lower, end) {
			return true
		}
	}
	return false
}
