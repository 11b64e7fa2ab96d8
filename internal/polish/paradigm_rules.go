package polish

import (
	"strings"

	"prasowka/internal/polish/forms"
)

// Genders of the noun that an adjective agrees with.
const (
	masculinePerson byte = '1'
	masculine       byte = '3'
	feminine        byte = 'f'
	neuter          byte = 'n'
	plural          byte = 'p'
	pluralPerson    byte = 'P'
)

// adjectiveEndings are the endings behind the stem of an adjective, slot by
// slot, singular then plural; Y and E stand for y/i and e/ie after the stem.
var adjectiveEndings = map[byte]string{
	masculinePerson: "Y Ego Emu Ego Ym Ym Y 1 Ych Ym Ych Ymi Ych 1",
	masculine:       "Y Ego Emu Y Ym Ym Y E Ych Ym E Ymi Ych E",
	feminine:        "a Ej Ej ą ą Ej a E Ych Ym E Ymi Ych E",
	neuter:          "E Ego Emu E Ym Ym E E Ych Ym E Ymi Ych E",
}

// adjectiveStem parts an adjective in its base form into stem and the vowel
// that decides the endings: "y", "i" (suwalski, tani).
func adjectiveStem(word string, gender byte) (stem, vowel string) {
	lower := strings.ToLower(word)
	switch {
	case strings.HasSuffix(lower, "y"):
		return word[:len(word)-1], "y"
	case strings.HasSuffix(lower, "i"):
		return word[:len(word)-1], "i"
	case strings.HasSuffix(lower, "ia") || strings.HasSuffix(lower, "ie"):
		return word[:len(word)-2], "i"
	case strings.HasSuffix(lower, "a") || strings.HasSuffix(lower, "e"):
		if strings.HasSuffix(lower, "ka") || strings.HasSuffix(lower, "ga") {
			return word[:len(word)-1], "i"
		}
		return word[:len(word)-1], "y"
	}
	return "", ""
}

// adjectiveForms inflects a word as an adjective of a gender; nil if it does
// not end as one.
func adjectiveForms(word string, gender byte) []slotForm {
	stem, vowel := adjectiveStem(word, gender)
	if stem == "" {
		return nil
	}
	soft := "" // -e- is -ie- after k, g and soft stems: suwalskiego
	if vowel == "i" {
		soft = "i"
	}
	from := 0
	if gender == plural || gender == pluralPerson {
		from, gender = len(cases), masculine
	}
	rule := "odmiana przymiotnikowa na -" + vowel
	var out []slotForm
	for slot, end := range strings.Fields(adjectiveEndings[gender]) {
		if slot < from {
			continue
		}
		var text string
		switch {
		case end == "1":
			text = personPlural(stem, vowel)
		case end[0] == 'Y':
			text = stem + vowel + end[1:]
		case end[0] == 'E':
			text = stem + soft + "e" + end[1:]
		case soft != "" && !strings.HasSuffix(stem, "k") && !strings.HasSuffix(stem, "g"):
			text = stem + soft + end
		default:
			text = stem + end
		}
		out = append(out, slotForm{slot, text, rule})
	}
	return out
}

// personPlural is the nominative plural of an adjectival name of persons:
// Kowalski → Kowalscy, Dobry → Dobrzy, Cichy → Cisi.
func personPlural(stem, vowel string) string {
	for _, c := range [...][2]string{{"sk", "scy"}, {"ck", "ccy"}, {"dzk", "dzcy"}, {"k", "cy"}, {"g", "dzy"}, {"ch", "si"}, {"st", "ści"}, {"r", "rzy"}, {"t", "ci"}, {"ł", "li"}, {"szł", "szli"}, {"d", "dzi"}, {"sn", "śni"}, {"ż", "zi"}, {"sz", "si"}} {
		if head, ok := strings.CutSuffix(stem, c[0]); ok {
			if c[0] == "ck" {
				return head + "ccy"
			}
			return head + c[1]
		}
	}
	switch stem[len(stem)-1] {
	case 'z', 'c':
		return stem + "y"
	}
	return stem + "i"
}

// womanForms inflects the names of women that do not go by the dictionary's
// endings: surnames in -ska, -cka, -na, -owa as adjectives, and surnames that
// end in a consonant or another vowel not at all (Nowak, Kościuszko).
func womanForms(word string) []slotForm {
	lower := strings.ToLower(word)
	if !strings.HasSuffix(lower, "a") {
		return unchanged(word, "nazwisko żeńskie nie na -a: nieodmienne")
	}
	for _, end := range []string{"ska", "cka", "dzka", "owa", "ewa", "iczna", "yczna"} {
		if strings.HasSuffix(lower, end) && lower != "ewa" {
			return adjectiveForms(word, feminine)
		}
	}
	return nil
}

// foreignForms inflects men's names that take the adjectival endings behind an
// apostrophe or without one: Kennedy'ego, Rossiego, Goethego; nil for others.
func foreignForms(word string) []slotForm {
	lower := strings.ToLower(word)
	var ends, rule string
	stem := word
	switch {
	case len(lower) < 4 || knownAdjective(lower):
		return nil
	case strings.HasSuffix(lower, "ey") || strings.HasSuffix(lower, "ay") || strings.HasSuffix(lower, "oy"):
		ends, rule = "|a|owi|a|em|u|", "nazwisko obce na samogłoskę + y: bez apostrofu"
	case strings.HasSuffix(lower, "y") && strings.ContainsAny(lower[len(lower)-2:len(lower)-1], "bdlmnprt") && !nativeY(lower):
		ends, rule = "|'ego|'emu|'ego|m|m|", "nazwisko obce na -y: apostrof"
	case strings.HasSuffix(lower, "i") && !adjectival(lower):
		ends, rule = "|ego|emu|ego|m|m|", "nazwisko obce na -i: odmiana przymiotnikowa"
	case strings.HasSuffix(lower, "eau") || strings.HasSuffix(lower, "oux") || strings.HasSuffix(lower, "ois"):
		return unchanged(word, "nazwisko obce o niemej końcówce: nieodmienne")
	case silentE(lower):
		ends, rule = "|'a|'owi|'a|'em|'u|", "nazwisko obce na nieme -e: apostrof"
	case strings.HasSuffix(lower, "e"):
		ends, rule = "|go|mu|go|m|m|", "nazwisko obce na -e: odmiana przymiotnikowa"
	default:
		return nil
	}
	var out []slotForm
	for slot, end := range strings.Split(ends, "|") {
		out = append(out, slotForm{slot, stem + end, rule})
	}
	for slot, end := range strings.Split("owie|ów|om|ów|ami|ach|owie", "|") {
		text := stem + end
		if strings.Contains(ends, "'") {
			text = stem + "'" + end
		}
		out = append(out, slotForm{len(cases) + slot, text, rule})
	}
	return out
}

// nativeY: Polish surnames in -y are adjectives in these (Biały, Kołodziejny);
// foreign ones have other letters before the y (Kennedy, Murphy).
func nativeY(lower string) bool {
	for _, end := range []string{"wny", "czny", "lny", "ły", "sny", "rny", "zny", "iny", "żny", "dny", "pny", "wy", "szy", "czy", "rzy", "ży", "ny", "chy", "cy"} {
		if strings.HasSuffix(lower, end) {
			return true
		}
	}
	return false
}

// adjectival tells whether a name in -i is a Polish adjective: -ski, -cki.
func adjectival(lower string) bool {
	for _, end := range []string{"ski", "cki", "dzki", "zki", "gi", "ki", "ni"} {
		if strings.HasSuffix(lower, end) && lower != "rossini" && lower != "gandhi" {
			return end != "ni" || knownAdjective(lower)
		}
	}
	return false
}

// silentE tells the English and French names whose -e is not spoken: Joyce,
// Blake, Wilde, Shakespeare, Verne, but not Goethe or Dante.
func silentE(lower string) bool {
	for _, end := range []string{"ce", "ge", "ake", "are", "ide", "ile", "ine", "ire", "ire", "ise", "ite", "ke", "ive", "lde", "lle", "me", "ne", "ode", "oke", "ole", "ome", "one", "ore", "ose", "ove", "ppe", "rne", "rre", "sse", "tte", "ude", "ule", "ure", "use", "ete", "ole", "ble"} {
		if strings.HasSuffix(lower, end) {
			return true
		}
	}
	return false
}

// knownAdjective tells whether the dictionary has a common adjective of this
// form.
func knownAdjective(lower string) bool {
	d, _ := forms.Open()
	for _, r := range d.Append(nil, lower) {
		if r.Lemma == lower && r.Class == forms.Common {
			return true
		}
	}
	return false
}

// acronymForms inflects an acronym as a masculine noun, behind a hyphen; those
// that end in a vowel's name stay as they are. Source: Wielki słownik
// ortograficzny PWN, rules 159–163.
func acronymForms(word string) []slotForm {
	const rule = "skrótowiec: końcówka po łączniku"
	var out []slotForm
	last := word[len(word)-1]
	if last < 'A' || last > 'Z' || strings.IndexByte("AEIOUY", last) >= 0 {
		return unchanged(word, "skrótowiec na samogłoskę: nieodmienny")[:len(cases)]
	}
	locative, instrumental := "ie", "em"
	switch last {
	case 'K', 'G':
		locative, instrumental = "u", "iem"
	case 'H', 'L', 'J', 'C', 'X', 'Q':
		locative = "u"
	case 'R':
		locative = "ze"
	case 'T':
		locative = "cie"
	case 'D':
		locative = "zie"
	}
	for slot, end := range []string{"", "u", "owi", "", instrumental, locative, locative} {
		text := word
		if end != "" {
			text += "-" + end
		}
		out = append(out, slotForm{slot, text, rule})
		if end != "" {
			out = append(out, slotForm{slot, word, "skrótowiec nieodmieniony"})
		}
	}
	return out[:len(out):len(out)]
}
