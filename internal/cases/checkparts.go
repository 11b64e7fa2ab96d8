package cases

import (
	"fmt"
	"slices"
)

// termFields is where the fields that a term names are looked for: those of
// the register, or the columns of the rows in which it runs.
func (c *checker) termFields(path string, t Term) *Register {
	if t.Rows == "" {
		return c.r
	}
	if path != "" {
		c.knownField(path+".rows", t.Rows, Rows)
	}
	f, _ := c.r.Field(t.Rows)
	in := &Register{}
	for _, col := range f.Columns {
		in.Fields = append(in.Fields, col.field())
	}
	return in
}

// parts checks what a register may have beside fields, statuses and terms.
func (c *checker) parts() {
	r := c.r
	c.knownField("event", r.Event, Date, Moment)
	c.knownField("event_end", r.EventEnd, Date, Moment)
	if r.Event == "" && (r.EventEnd != "" || r.Busy) {
		c.say("event", "rejestr nie mówi, kiedy jest wydarzenie.", "Dopisz event: nazwa pola z datą albo godziną.")
	}
	if e := r.Echo; e != nil {
		c.knownField("echo.from", e.From, Text, Note)
		c.knownField("echo.after", e.After, Date, Moment)
		for i, f := range e.Said {
			c.knownField(fmt.Sprintf("echo.said[%d]", i), f, Note, Rows)
		}
	}
	if p := r.Compare; p != nil {
		c.knownField("compare.asked", p.Asked, Note)
		c.knownField("compare.returned", p.Returned, Note)
		c.knownField("compare.refused", p.Refused, YesNo)
		c.knownField("compare.printed", p.Printed, Cutting)
	}
	if v := r.Invite; v != nil {
		if !slices.ContainsFunc(r.Letters, func(l Letter) bool { return l.Name == v.Letter }) {
			c.say("invite.letter", fmt.Sprintf("nie ma pisma „%s”.", v.Letter), "Dopisz je w letters albo popraw nazwę.")
		}
		c.knownField("invite.when", v.When, Moment)
		c.knownField("invite.place", v.Place, Text)
		c.knownField("invite.about", v.About, Text, Note)
		c.knownField("invite.stamp", v.Stamp, Date, Moment)
		c.knownStatus("invite.to", v.To)
	}
	c.stats()
}

func (c *checker) stats() {
	s := c.r.Stats
	if s == nil {
		return
	}
	c.knownField("figures.when", s.When, Date, Moment)
	c.knownField("figures.done", s.Done, Date, Moment)
	for i, f := range s.By {
		c.knownField(fmt.Sprintf("figures.by[%d]", i), f, Text, Choice, Outlet, YesNo)
	}
	for i, t := range s.Counts {
		path, given := fmt.Sprintf("figures.counts[%d]", i), 0
		for j, name := range t.Statuses {
			c.knownStatus(fmt.Sprintf("%s.statuses[%d]", path, j), name)
		}
		c.knownField(path+".filled", t.Filled)
		for _, list := range []struct {
			key string
			ids []string
		}{{"late", t.Late}, {"in_time", t.InTime}} {
			for j, id := range list.ids {
				if !slices.ContainsFunc(c.r.Terms, func(term Term) bool { return term.ID == id }) {
					c.say(fmt.Sprintf("%s.%s[%d]", path, list.key, j), fmt.Sprintf("nie ma terminu „%s”.", id), "Dopisz go w terms albo popraw identyfikator.")
				}
			}
		}
		for _, there := range []bool{len(t.Statuses) > 0, t.Filled != "", len(t.Late) > 0, len(t.InTime) > 0} {
			if there {
				given++
			}
		}
		if given != 1 {
			c.say(path, "kolumna statystyki musi liczyć dokładnie jedną rzecz.", "Podaj jeden z kluczy: statuses, filled, late, in_time.")
		}
		if len(t.InTime) > 0 && s.Done == "" {
			c.say("figures.done", "nie wiadomo, co kończy sprawę, więc nie da się policzyć spraw załatwionych w terminie.", "Dopisz done: nazwa pola z datą.")
		}
	}
}

// maxPublicFiles bounds the files of one public form.
const maxPublicFiles = 10

// publicKinds are the kinds that somebody without an account can fill in: none
// that names a thing inside the house.
var publicKinds = []Kind{Text, Note, Date, Moment, Money, Number, Choice, YesNo}

// public checks the form for people outside: it must be able to open a case.
func (c *checker) public() {
	p := c.r.Public
	if p == nil {
		return
	}
	for i, f := range p.Fields {
		c.knownField(fmt.Sprintf("public.fields[%d]", i), f, publicKinds...)
	}
	c.knownField("public.stamp", p.Stamp, Date, Moment)
	if p.Files != nil && (p.Files.Max < 1 || p.Files.Max > maxPublicFiles) {
		c.say("public.files.max", fmt.Sprintf("liczba plików ma być od 1 do %d.", maxPublicFiles), "Formularz przyjmuje od obcych tyle, ile da się przejrzeć.")
	}
	for _, f := range c.r.Fields {
		if f.Required && f.Default == "" && f.Name != p.Stamp && !slices.Contains(p.Fields, f.Name) {
			c.say("public.fields", fmt.Sprintf("formularz nie pyta o obowiązkowe pole „%s”, więc nikt go nie złoży.", f.Name), "Dopisz je do fields albo nadaj mu wartość domyślną; datę wpływu wpisze stamp.")
		}
	}
}
