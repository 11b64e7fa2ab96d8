package polish

import (
	"strings"

	"prasowka/internal/polish/forms"
)

// still tells which words of a name never change: in units and streets all
// that stands behind the noun and its adjectives (Ośrodek *Kultury*, ulica
// *Kościuszki*), prepositions, and numbers.
func still(words []string, kind NameKind) []bool {
	out := make([]bool, len(words))
	switch kind {
	case Man, Woman:
		for i, w := range words {
			switch strings.ToLower(w) {
			case "de", "von", "van", "der", "da", "di", "del", "la", "le", "el", "al", "dr", "prof", "ks":
				out[i] = true
			}
		}
		return out
	case Street:
		if len(words) == 1 && !streetAdjective(words[0]) {
			out[0] = true
			return out
		}
	}
	head := headOf(words)
	for i, w := range words {
		if i > head && !agrees(w, words[head]) {
			for j := i; j < len(words); j++ {
				out[j] = true
			}
			break
		}
	}
	return out
}

// streetAdjective tells whether a street's name is an adjective in the
// feminine: Długa, Warszawska, not Noniewicza.
func streetAdjective(word string) bool {
	lower := strings.ToLower(word)
	stem, ok := strings.CutSuffix(lower, "a")
	return ok && (knownAdjective(stem+"y") || knownAdjective(stem+"i") || strings.HasSuffix(lower, "ska") || strings.HasSuffix(lower, "cka") || strings.HasSuffix(lower, "owa"))
}

// headOf is the index of the noun that carries a name of several words: the
// first word that is not an adjective before another word.
func headOf(words []string) int {
	for i, w := range words[:len(words)-1] {
		if !adjectiveWord(w) {
			return i
		}
	}
	return len(words) - 1
}

// adjectiveWord tells whether a word can be an adjective in the nominative:
// Miejska, Nowe, Suwalski, Wielkie.
func adjectiveWord(word string) bool {
	lower := strings.ToLower(word)
	lower = lower[strings.LastIndexByte(lower, '-')+1:] // Naukowo-Technologiczny
	stem := strings.TrimRight(lower, "aeiy")
	if stem == lower || len(stem) < 2 {
		return false
	}
	if knownAdjective(stem+"y") || knownAdjective(stem+"i") {
		return !strings.HasSuffix(lower, "i") || !strings.HasSuffix(lower, "ki") || knownAdjective(lower)
	}
	for _, end := range []string{"ski", "ska", "skie", "cki", "cka", "ckie"} {
		if strings.HasSuffix(lower, end) {
			return true
		}
	}
	return false
}

// agrees tells whether a word behind the head is an adjective that agrees with
// it: Rada *Miejska*, Nowe Miasto *Lubawskie*, not Ośrodek Kultury.
func agrees(word, head string) bool {
	if !adjectiveWord(word) {
		return false
	}
	switch genderOf(head) {
	case feminine:
		return strings.HasSuffix(word, "a")
	case neuter, plural:
		return strings.HasSuffix(word, "e")
	}
	return strings.HasSuffix(word, "y") || strings.HasSuffix(word, "i")
}

// genderOf guesses a noun's gender by its base form.
func genderOf(noun string) byte {
	lower := strings.ToLower(noun)
	switch {
	case feminineSoft(lower):
		return feminine
	case strings.HasSuffix(lower, "a"):
		return feminine
	case strings.HasSuffix(lower, "ice") || strings.HasSuffix(lower, "y") || strings.HasSuffix(lower, "i"):
		return plural
	case strings.HasSuffix(lower, "o") || strings.HasSuffix(lower, "e") || strings.HasSuffix(lower, "um") || strings.HasSuffix(lower, "ę"):
		return neuter
	}
	return masculine
}

// feminineSoft: nouns of institutions and places that are feminine without -a.
func feminineSoft(lower string) bool {
	switch lower {
	case "straż", "łódź", "bydgoszcz", "wieś", "sieć", "gołdap", "biel", "sól", "noc", "młodzież", "spółdzielczość", "pomoc", "część", "kolej", "twierdz":
		return true
	}
	return strings.HasSuffix(lower, "ość")
}

// headGender is the gender after which word i is inflected as an adjective; 0
// if it is inflected as a noun.
func headGender(words []string, i int, kind NameKind) byte {
	lower := strings.ToLower(words[i])
	switch kind {
	case Man:
		if i > 0 || len(words) == 1 {
			if adjectival(lower) || strings.HasSuffix(lower, "y") && (nativeY(lower) || knownAdjective(lower)) {
				return masculinePerson
			}
		}
		return 0
	case Woman:
		return 0
	case Street:
		if len(words) == 1 && streetAdjective(words[0]) {
			return feminine
		}
	}
	if len(words) == 1 {
		return placeAdjective(lower)
	}
	head := headOf(words)
	if i == head || !adjectiveWord(words[i]) {
		return 0
	}
	return genderOf(words[head])
}

// placeAdjective is the gender of a place whose name is an adjective by itself
// (Zakopane, Wysokie, Biała); 0 for a noun.
func placeAdjective(lower string) byte {
	if _, ending := forms.Names().Forms(lower, forms.GroupPlace); strings.HasPrefix(ending, "^") {
		return 0 // the dictionary knows this very name
	}
	switch {
	case strings.HasSuffix(lower, "e") && adjectiveWord(lower) && !strings.HasSuffix(lower, "nie") && !strings.HasSuffix(lower, "ice"):
		return neuter
	case strings.HasSuffix(lower, "a") && knownAdjective(strings.TrimSuffix(lower, "a")+"y") && !hasNoun(lower):
		return feminine
	}
	return 0
}

// hasNoun tells whether the dictionary has a word whose base form this is.
func hasNoun(lower string) bool {
	d, _ := forms.Open()
	for _, r := range d.Append(nil, lower) {
		if r.Lemma == lower && r.Class == forms.Common {
			return true
		}
	}
	return false
}
