package claims

import (
	"fmt"
	"strings"

	"prasowka/internal/polish"
	"prasowka/internal/press"
)

// This file holds names of bodies and quotations against facts.

// names finds the wrong names that the register warns of.
func (x *examination) names() {
	for i := range x.register.cards {
		k := &x.register.cards[i]
		if k.fact.Kind != press.FactName || !x.inForce(k) {
			continue
		}
		for p := range x.parts {
			for _, wrong := range k.wrong {
				if x.theirs(wrong) {
					continue
				}
				x.wrongName(&x.parts[p], k, wrong)
			}
		}
	}
}

// theirs tells whether the text says somewhere that a name is that of another
// town's body: then it is so in the title, too.
func (x *examination) theirs(name []word) bool {
	for p := range x.parts {
		t := x.parts[p].reading
		for i := 0; i+len(name) <= len(t.tokens); i++ {
			if t.phraseAt(i, name) && x.foreignName(&x.parts[p], i, i+len(name)) && !x.oldName(t, i) {
				return true
			}
		}
	}
	return false
}

// wrongName flags the places of one wrong name.
func (x *examination) wrongName(p *part, k *card, wrong []word) {
	t := p.reading
	for i := 0; i+len(wrong) <= len(t.tokens); i++ {
		if !t.phraseAt(i, wrong) || x.within(t, k.right, i, len(wrong)) {
			continue
		}
		hi := i + len(wrong)
		if x.foreignName(p, i, hi) {
			continue
		}
		expected := k.fact.Value
		if k.fact.Short != "" {
			expected += " (" + k.fact.Short + ")"
		}
		quote := t.span(i, hi)
		why := fmt.Sprintf("Tekst używa nazwy „%s”; właściwa nazwa to %s. Pewność 80%%: ta błędna nazwa jest w rejestrze, a zdanie nie mówi o innej miejscowości.", quote, expected)
		x.raise(p, press.Flag{Kind: press.FlagName, Fact: k.fact.ID, Expected: expected, Why: why, Remedy: press.Rectify, Confidence: 0.8},
			t.tokens[i].Start, t.tokens[hi-1].End, i, "name")
		return
	}
}

// phraseAt tells whether the words of a name stand at token i, each in any form.
func (r *reading) phraseAt(i int, name []word) bool {
	for j := range name {
		t := &r.tokens[i+j]
		if j > 0 && !r.joined(i+j) || !name[j].keys.has(t) || name[j].acro != (t.Kind == polish.Acronym) {
			return false
		}
		if !name[j].acro && j == 0 && !r.capital(i) {
			return false
		}
	}
	return true
}

// within tells whether a wrong name is only a part of the right one.
func (x *examination) within(t *reading, right []word, at, n int) bool {
	for lo := max(0, at-len(right)); lo <= at; lo++ {
		if len(right) > n && lo+len(right) >= at+n && lo+len(right) <= len(t.tokens) && t.phraseAt(lo, right) {
			return true
		}
	}
	return false
}

// foreignName tells whether a name belongs to another town or to the past.
func (x *examination) foreignName(p *part, lo, hi int) bool {
	t := p.reading
	for i := hi; i < min(hi+5, len(t.tokens)); i++ {
		if t.tokens[i].Sentence != t.tokens[lo].Sentence || strings.ContainsAny(t.gap(i), ",;:()") {
			break
		}
		if p.scene.marks[i] == other {
			return true
		}
		if p.scene.marks[i] == ours {
			return x.oldName(t, lo)
		}
		// "MOSiR z Lubna"
		if i == hi+1 && t.is(hi, "z", "ze") && t.capital(i) && t.tokens[i].Kind == polish.Word && !t.given(i) && !x.register.hereAt(t, i) && !x.register.localAdjective(&t.tokens[i]) {
			return true
		}
		// "MOSiR Łomża": a capitalised word right behind an acronym
		if i == hi && t.capital(i) && t.tokens[i].Kind == polish.Word && t.joined(i) && !t.given(i) && t.tokens[lo].Kind == polish.Acronym && !x.register.hereAt(t, i) {
			return true
		}
	}
	return p.scene.at(t, lo) == other || x.oldName(t, lo)
}

// oldName tells whether a name is said to be a former or a wrong one.
func (x *examination) oldName(t *reading, lo int) bool {
	for i := max(0, lo-4); i < lo; i++ {
		if t.tokens[i].Sentence == t.tokens[lo].Sentence && (formerWords.has(&t.tokens[i]) || former.has(&t.tokens[i]) || t.is(i, "nie", "mylnie", "blednie", "potocznie", "zwany", "zwanego", "nazywany", "czyli", "czasow", "nazwa", "nazwy")) {
			return true
		}
	}
	for _, p := range t.times(lo, x.day, false) {
		if x.day.IsZero() || p.to.Before(x.day) && p.to.Year < x.day.Year {
			return true
		}
	}
	return false
}

// statements holds quotations of our people against what they said.
func (x *examination) statements() {
	for p := range x.parts {
		t := x.parts[p].reading
		for k := range t.claims {
			if c := &t.claims[k]; c.Kind == Quote {
				x.quotation(&x.parts[p], c)
			}
		}
	}
}

// quotation compares one quotation with the statements of its speaker.
func (x *examination) quotation(p *part, c *Claim) {
	t := p.reading
	var s speech
	for _, candidate := range t.speech {
		if candidate.at.Start == c.Start {
			s = candidate
		}
	}
	said := plainWords(x.register.a, c.Words)
	if len(said) < 4 || s.hi <= s.lo {
		return
	}
	var best *card
	most, exact := 0, false
	for i := range x.register.cards {
		k := &x.register.cards[i]
		if k.fact.Kind != press.FactStatement || k.person.named(t, s.lo, s.hi) != same {
			continue
		}
		if within(k.said, said) {
			exact = true
			break
		}
		if n := common(k.said, said); n > most {
			best, most = k, n
		}
	}
	if exact || best == nil || most < 3 || most*100 < 45*len(said) || !sharesContent(best.said, said) {
		return
	}
	share := float64(most) / float64(len(said))
	why := fmt.Sprintf("Cytat (mówi: %s) różni się od wypowiedzi w rejestrze%s: %s.", s.speaker, dated(best), wordDiff(best.fact.Value, c.Words))
	conf := 0.5 + 0.4*share
	why += fmt.Sprintf(" Pewność %s: %s słów cytatu zgadza się z tą wypowiedzią.", polish.Percent(conf, 0), polish.Percent(share, 0))
	x.raise(p, press.Flag{Kind: press.FlagQuote, Fact: best.fact.ID, Expected: best.fact.Value, Why: why, Remedy: press.Rectify, Confidence: conf},
		c.Start, c.End, c.lo, "")
}

func dated(k *card) string {
	if k.fact.Date.IsZero() {
		return ""
	}
	return " z dnia " + polish.FormatDate(k.fact.Date)
}

// wordDiff says what a quotation left out, added and put for something else, in
// brackets, within the part of the statement that it covers.
func wordDiff(ours, theirs string) string {
	runs := polish.Diff(ours, theirs)
	for len(runs) > 0 && runs[0].Op == polish.Removed {
		runs = runs[1:]
	}
	for len(runs) > 1 && runs[len(runs)-1].Op == polish.Removed && len(runs[len(runs)-1].Text) > 60 {
		runs = runs[:len(runs)-1]
	}
	var b strings.Builder
	var gone, come string
	flush := func() {
		gone, come = strings.Trim(gone, " \u00a0,;."), strings.Trim(come, " \u00a0,;.")
		switch {
		case gone != "" && come != "":
			b.WriteString(" [zamiast „" + gone + "”: „" + come + "”]")
		case gone != "":
			b.WriteString(" [bez „" + gone + "”]")
		case come != "":
			b.WriteString(" [dodano „" + come + "”]")
		}
		gone, come = "", ""
	}
	for i, r := range runs {
		switch {
		case r.Op == polish.Removed:
			gone += r.Text
		case r.Op == polish.Added:
			come += r.Text
		case strings.TrimSpace(r.Text) == "" && i+1 < len(runs): // a space between two changes
			gone, come = gone+r.Text, come+r.Text
		default:
			flush()
			b.WriteString(" " + strings.TrimSpace(r.Text))
		}
	}
	flush()
	return strings.NewReplacer(" ,", ",", " .", ".").Replace(strings.TrimSpace(b.String()))
}

// within tells whether the words of a quotation stand in a statement, in one
// run or, where the quotation has […], in several in order.
func within(statement, quote []string) bool {
	for i := 0; i+len(quote) <= len(statement); i++ {
		j := 0
		for j < len(quote) && statement[i+j] == quote[j] {
			j++
		}
		if j == len(quote) {
			return true
		}
	}
	return false
}

// common is the length of the longest common subsequence of words.
func common(a, b []string) int {
	if len(a) > 2000 || len(b) > 600 {
		return 0
	}
	row := make([]int, len(b)+1)
	for i := range a {
		before := 0
		for j := range b {
			old := row[j+1]
			if a[i] == b[j] {
				row[j+1] = before + 1
			} else {
				row[j+1] = max(row[j+1], row[j])
			}
			before = old
		}
	}
	return row[len(b)]
}

// sharesContent tells whether two texts share at least two words of five
// letters or more: little words alone make no statement.
func sharesContent(a, b []string) bool {
	in := map[string]bool{}
	for _, w := range a {
		in[w] = len(w) >= 5
	}
	n := 0
	for _, w := range b {
		if in[w] {
			in[w] = false
			n++
		}
	}
	return n >= 2
}
