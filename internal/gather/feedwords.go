package gather

import "strings"

// zoneNames are the zones that feeds write by name, in hours east (RFC 822, 5.1,
// and those of our neighbours).
var zoneNames = map[string]float64{
	"GMT": 0, "UTC": 0, "UT": 0, "Z": 0, "WET": 0, "BST": 1, "WEST": 1, "IST": 1,
	"CET": 1, "MEZ": 1, "MET": 1, "CEST": 2, "MESZ": 2, "MEST": 2, "EET": 2, "EEST": 3, "MSK": 3, "MSD": 4,
	"EST": -5, "EDT": -4, "ET": -5, "CST": -6, "CDT": -5, "CT": -6, "MST": -7, "MDT": -6, "MT": -7,
	"PST": -8, "PDT": -7, "PT": -8, "AKST": -9, "AKDT": -8, "HST": -10, "AST": -4, "ADT": -3, "NST": -3.5,
	"JST": 9, "KST": 9, "AEST": 10, "AEDT": 11, "ACST": 9.5, "AWST": 8, "NZST": 12, "NZDT": 13,
}

// monthStems are the beginnings by which months are told: in Polish, English and
// German first, then in the languages whose feeds the public collections hold.
// The Spanish, Italian and Portuguese ones are whole enough to be no English word.
var monthStems = []struct {
	stem  string
	month int
}{
	{"stycz", 1}, {"sty", 1}, {"jan", 1}, {"jän", 1}, {"lut", 2}, {"feb", 2}, {"fév", 2}, {"marz", 3}, {"marc", 3}, {"mar", 3}, {"mär", 3},
	{"kwie", 4}, {"kwi", 4}, {"apr", 4}, {"avr", 4}, {"maj", 5}, {"may", 5}, {"mai", 5}, {"czerw", 6}, {"cze", 6}, {"jun", 6}, {"juin", 6},
	{"lip", 7}, {"jul", 7}, {"juil", 7}, {"sier", 8}, {"sie", 8}, {"aug", 8}, {"aoû", 8}, {"wrze", 9}, {"wrz", 9}, {"sep", 9},
	{"paź", 10}, {"paz", 10}, {"oct", 10}, {"okt", 10}, {"list", 11}, {"lis", 11}, {"nov", 11}, {"grud", 12}, {"gru", 12}, {"dec", 12}, {"dez", 12}, {"déc", 12},
	{"már", 3}, {"ápr", 4}, {"máj", 5}, {"jún", 6}, {"júl", 7}, {"szep", 9}, // Hungarian
	{"ιαν", 1}, {"φεβ", 2}, {"μάρ", 3}, {"μαρ", 3}, {"απρ", 4}, {"μάι", 5}, {"μάϊ", 5}, {"μαϊ", 5}, {"μαΐ", 5}, {"μαι", 5}, {"ιούν", 6}, {"ιουν", 6},
	{"ιούλ", 7}, {"ιουλ", 7}, {"αύγ", 8}, {"αυγ", 8}, {"σεπ", 9}, {"οκτ", 10}, {"νοέ", 11}, {"νοε", 11}, {"δεκ", 12}, // Greek
	{"янв", 1}, {"фев", 2}, {"мар", 3}, {"апр", 4}, {"мая", 5}, {"май", 5}, {"июн", 6}, {"июл", 7}, {"авг", 8}, {"сен", 9}, {"окт", 10}, {"ноя", 11}, {"дек", 12},
	{"січ", 1}, {"лют", 2}, {"берез", 3}, {"квіт", 4}, {"трав", 5}, {"черв", 6}, {"лип", 7}, {"серп", 8}, {"верес", 9}, {"жовт", 10}, {"листоп", 11}, {"груд", 12},
	{"enero", 1}, {"gennaio", 1}, {"fevereiro", 2}, {"março", 3}, {"abr", 4}, {"mayo", 5}, {"maggio", 5}, {"maio", 5}, {"giugno", 6}, {"luglio", 7},
	{"agosto", 8}, {"settembre", 9}, {"setembro", 9}, {"ottobre", 10}, {"outubro", 10}, {"dic", 12},
}

func monthNumber(word string) int {
	for i, roman := range []string{"I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"} {
		if word == roman {
			return i + 1
		}
	}
	word = strings.ToLower(word)
	if word == "pa" { // "paź" whose last letter was lost
		return 10
	}
	for _, m := range monthStems {
		if strings.HasPrefix(word, m.stem) {
			return m.month
		}
	}
	return 0
}
