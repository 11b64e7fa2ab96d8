package polish

// What an abbreviation with a full stop does to the sentence around it.
const (
	none  = iota
	leads // something always follows: ul. Noniewicza, prof. Nowak, im. Marii
	ends  // it may end a sentence: w 2026 r., i in., 5 proc.
)

// longestAbbreviation is the size in bytes of the longest word that abbreviation
// knows: podinsp.
const longestAbbreviation = 7

// abbreviation classifies a lower-case word that stands before a full stop.
// Source: the list of Polish abbreviations in "Nowy słownik ortograficzny PWN".
func abbreviation(word string) int {
	switch word {
	case "ul", "al", "pl", "os", "im", "św", "bł", "prof", "doc", "hab", "inż", "red", "ks", "o", "bp", "abp", "kard",
		"gen", "płk", "mjr", "kpt", "por", "ppor", "plut", "sierż", "asp", "podinsp", "nadkom", "kom", "insp", "mł", "st",
		"woj", "pow", "gm", "m", "dz", "poz", "art", "ust", "pkt", "par", "lit", "zał", "nr", "tel", "fot", "rys", "tab", "str",
		"np", "tzw", "tzn", "tj", "m.in", "zob", "wg", "ok", "max", "min", "godz", "ww", "ds", "dr", "mgr", "lek", "med",
		"dyr", "kier", "z-ca", "zast", "przew", "sygn", "ws", "ur", "zm", "jw", "pt", "sp", "śp", "bryg", "dh", "wł", "in":
		return leads
	case "r", "w", "proc", "tys", "mln", "mld", "zł", "gr", "ha", "km", "godz.", "itd", "itp", "etc", "min.", "sek", "rb", "br", "ub", "bm", "oprac", "cd", "cdn", "wiek", "egz", "szt":
		return ends
	}
	return none
}

// expansion is the lemma, folded, behind an abbreviation written with a full
// stop: the two share a key, so that "ul. Kościuszki" meets "ulica Kościuszki".
func expansion(word string) string {
	switch word {
	case "ul":
		return "ulica"
	case "al":
		return "aleja"
	case "pl":
		return "plac"
	case "os":
		return "osiedle"
	case "im":
		return "imie"
	case "św":
		return "swiety"
	case "prof":
		return "profesor"
	case "inż":
		return "inzynier"
	case "ks":
		return "ksiadz"
	case "bp":
		return "biskup"
	case "gen":
		return "general"
	case "woj":
		return "wojewodztwo"
	case "pow":
		return "powiat"
	case "gm":
		return "gmina"
	case "godz":
		return "godzina"
	case "tel":
		return "telefon"
	case "proc":
		return "procent"
	case "tys":
		return "tysiac"
	case "mln":
		return "milion"
	case "mld":
		return "miliard"
	case "art":
		return "artykul"
	case "ust":
		return "ustep"
	case "poz":
		return "pozycja"
	case "fot":
		return "fotografia"
	case "red":
		return "redaktor"
	case "dyr":
		return "dyrektor"
	case "r":
		return "rok"
	case "dr":
		return "doktor"
	case "mgr":
		return "magister"
	case "nr":
		return "numer"
	}
	return ""
}
