package main

import (
	"slices"
	"strings"

	"prasowka/internal/polish/forms"
)

// noun is a lemma with one gender.
type noun struct {
	lemma string
	group forms.Group
	sort  string // the gender, so that wujo m1 and a like m3 stay apart
}

// nouns collects the paradigms of nouns from their records.
type nouns map[noun]*[forms.Slots][]string

// caseSlot is the place of a case; see forms.Slots.
func caseSlot(name string) int {
	return slices.Index([]string{"nom", "gen", "dat", "acc", "inst", "loc", "voc"}, name)
}

// add notes one record: subst:sg:gen:m1, with dots between alternatives.
func (n nouns) add(e forms.Entry, tags string) {
	class := e.ClassOf()
	if class == forms.Acronym || strings.ContainsAny(e.Form, "-'’") {
		return
	}
	for tag := range strings.SplitSeq(tags, "+") {
		f := strings.Split(tag, ":")
		if len(f) < 4 || f[0] != "subst" {
			continue
		}
		group := forms.GroupThing
		switch {
		case class == forms.Proper && strings.HasPrefix(f[3], "m1"):
			group = forms.GroupMan
		case class == forms.Proper && f[3] == "f":
			group = forms.GroupWoman
		case class == forms.Proper && f[3] == "m2":
			continue // brands (Fiat): their accusative would teach places a wrong one
		case class == forms.Proper:
			group = forms.GroupPlace
		}
		n.put(noun{strings.ToLower(e.Lemma), group, f[3]}, strings.ToLower(e.Form), f)
		if group == forms.GroupWoman { // Warszawa and Anna are both f
			n.put(noun{strings.ToLower(e.Lemma), forms.GroupPlace, f[3]}, strings.ToLower(e.Form), f)
		}
	}
}

// put enters a form in the slots of one tag.
func (n nouns) put(key noun, form string, tag []string) {
	slots := n[key]
	if slots == nil {
		slots = new([forms.Slots][]string)
		n[key] = slots
	}
	for name := range strings.SplitSeq(tag[2], ".") {
		slot := caseSlot(name)
		if slot < 0 {
			continue
		}
		if tag[1] == "pl" {
			slot += forms.Slots / 2
		}
		if !slices.Contains(slots[slot], form) && len(slots[slot]) < 2 {
			slots[slot] = append(slots[slot], form)
		}
	}
}

// list is all paradigms in one order. Words that do not inflect are left out:
// they would teach that every ending may stay as it is.
func (n nouns) list() []forms.Paradigm {
	keys := make([]noun, 0, len(n))
	for k := range n {
		keys = append(keys, k)
	}
	slices.SortFunc(keys, func(a, b noun) int {
		if c := strings.Compare(a.lemma, b.lemma); c != 0 {
			return c
		}
		return strings.Compare(string(a.group)+a.sort, string(b.group)+b.sort)
	})
	out := make([]forms.Paradigm, 0, len(keys))
	for _, k := range keys {
		slots := n[k]
		dropFixed(k.lemma, slots)
		for i := range slots {
			slices.Sort(slots[i])
		}
		if !fixed(k.lemma, slots) && complete(slots) {
			out = append(out, forms.Paradigm{Lemma: k.lemma, Group: k.group, Slots: *slots})
		}
	}
	return out
}

// fixed tells whether every form is the lemma.
func fixed(lemma string, slots *[forms.Slots][]string) bool {
	for _, all := range slots {
		for _, f := range all {
			if f != lemma {
				return false
			}
		}
	}
	return true
}

// dropFixed takes the base form out of the slots where another form stands too,
// if it stands in every slot: the dictionary has the name both inflected and
// not (Hańcza), and the inflected one is wanted.
func dropFixed(lemma string, slots *[forms.Slots][]string) {
	for _, all := range slots[:6] {
		if !slices.Contains(all, lemma) {
			return
		}
	}
	for i, all := range slots {
		if len(all) > 1 {
			slots[i] = slices.DeleteFunc(all, func(f string) bool { return f == lemma })
		}
	}
}

// complete tells whether all cases but the vocative are there in the singular
// or, for nouns without one, in the plural.
func complete(slots *[forms.Slots][]string) bool {
	whole := func(from int) bool {
		for i := from; i < from+6; i++ {
			if len(slots[i]) == 0 {
				return false
			}
		}
		return true
	}
	return whole(0) || len(slots[0]) == 0 && whole(forms.Slots/2)
}
