package web

import (
	"cmp"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"prasowka/internal/cases"
	"prasowka/internal/paper"
	"prasowka/internal/polish"
)

// crisisPaper is a room on paper: the state of things, then everything that
// happened, the first thing first.
func (s *Site) crisisPaper(w http.ResponseWriter, r *http.Request) error {
	d, err := s.crisisFilled(r)
	if err != nil {
		return err
	}
	return s.sendDoc(w, r, crisisDoc(d), fmt.Sprintf("Pokój kryzysowy %d", d.ID), r.PathValue("form"))
}

func crisisDoc(d crisisData) paper.Doc {
	doc := paper.Doc{Title: "Pokój kryzysowy: " + d.Title, Footer: d.Title, Made: d.Now}
	add := func(b ...paper.Block) { doc.Blocks = append(doc.Blocks, b...) }
	head := "Otwarty " + polish.FormatDateTimeLong(d.Opened) + ", " + d.NameOf(d.By) + "."
	if !d.Crisis.Open() {
		head += " Zamknięty " + polish.FormatDateTimeLong(d.Closed) + "."
	}
	add(paper.Heading{Level: 1, Text: d.Title}, paper.Text(head), paper.Text("Stan na "+polish.FormatDateTimeLong(d.Now)+"."))
	if d.Summary != "" {
		add(paper.Heading{Level: 2, Text: "Podsumowanie"}, paper.Text(d.Summary))
	}
	if d.Plan.Title != "" {
		doc.Blocks = append(doc.Blocks, planBlocks(d.Room, d.Names, true)...)
	}
	if len(d.Tasks) > 0 {
		t := paper.Table{Caption: "Zadania", Head: []string{"Zadanie", "Kto", "Do kiedy", "Wykonano"}, Widths: []float64{3, 1.5, 1.2, 1.5}}
		for _, task := range d.Tasks {
			done := ""
			if !task.Done.IsZero() {
				done = polish.FormatDateTime(task.Done) + ", " + d.NameOf(task.DoneBy)
			}
			t.Rows = append(t.Rows, []string{task.Text, d.NameOf(task.Owner), when(task.Due, polish.FormatDateTime), done})
		}
		add(paper.Heading{Level: 2, Text: "Zadania"}, t)
	}
	for _, t := range d.Texts {
		state := "szkic, bez podpisu"
		if t.Signed {
			state = "podpisane " + polish.FormatDateTimeLong(t.HoldingText.Signed) + ", " + d.NameOf(t.SignedBy)
		}
		add(paper.Heading{Level: 2, Text: t.Title}, paper.Paragraph{Small: true, Runs: []paper.Run{{Text: state}}})
		for _, p := range strings.Split(t.Now.Text, "\n") {
			if strings.TrimSpace(p) != "" {
				add(paper.Paragraph{Quote: true, Runs: []paper.Run{{Text: p}}})
			}
		}
	}
	team := paper.Table{Caption: "Kto wie", Head: []string{"Osoba", "Rola", "Jak zawiadomiono", "Potwierdzenie"}, Widths: []float64{1.5, 1.5, 2, 1}}
	for _, m := range d.Team {
		team.Rows = append(team.Rows, []string{m.Name, strings.Join(m.Roles, ", "), strings.Join(m.Told, "\n"), when(m.Knows, polish.FormatDateTime)})
	}
	if len(team.Rows) > 0 {
		add(paper.Heading{Level: 2, Text: "Kto wie"}, team)
	}
	axis := paper.Table{Caption: "Oś czasu", Head: []string{"Kiedy", "Co", "Treść", "Kto"}, Widths: []float64{1.1, 1.1, 3.6, 1.3}}
	for _, e := range slices.Backward(d.Timeline) {
		axis.Rows = append(axis.Rows, []string{polish.FormatDateTime(e.At), e.Kind, e.Text, e.Who})
	}
	add(paper.Heading{Level: 2, Text: "Oś czasu"}, axis)
	return doc
}

// planDoc is a plan on paper, before anything has happened: it works without
// this program.
func planDoc(room cases.Room, names map[string]string) paper.Doc {
	p := room.Plan
	doc := paper.Doc{Title: "Plan kryzysowy: " + p.Title, Footer: p.Title}
	doc.Blocks = append(doc.Blocks, paper.Heading{Level: 1, Text: "Plan kryzysowy: " + p.Title},
		paper.Text(fmt.Sprintf("Kryzys %s, poziom %d. %s", p.Kind, p.Level, p.About)))
	doc.Blocks = append(doc.Blocks, planBlocks(room, names, false)...)
	for _, h := range p.Statements {
		doc.Blocks = append(doc.Blocks, paper.Heading{Level: 2, Text: "Wzór: " + h.TitleFor("…")})
		for _, line := range strings.Split(h.Body, "\n") {
			if strings.TrimSpace(line) != "" {
				doc.Blocks = append(doc.Blocks, paper.Paragraph{Quote: true, Runs: []paper.Run{{Text: line}}})
			}
		}
	}
	return doc
}

// planBlocks are the lists of a plan: with what is done, or with boxes to tick
// by hand.
func planBlocks(room cases.Room, names map[string]string, running bool) []paper.Block {
	p := room.Plan
	var out []paper.Block
	list := func(title string, items []string) {
		if len(items) == 0 {
			return
		}
		l := paper.List{}
		for _, i := range items {
			l.Items = append(l.Items, []paper.Run{{Text: i}})
		}
		out = append(out, paper.Heading{Level: 2, Text: title}, l)
	}
	list("Po czym poznać", p.Signs)
	team := paper.Table{Caption: "Zespół", Head: []string{"Rola", "Kto", "Zastępuje", "Co robi"}, Widths: []float64{1.3, 1.3, 1.3, 2.4}}
	for _, h := range room.Holders {
		who := cmp.Or(names[h.Now], h.Now, "do wyznaczenia")
		if h.Phone != "" {
			who += ", tel. " + h.Phone
		}
		team.Rows = append(team.Rows, []string{h.Name, who, cmp.Or(names[h.Deputy], h.Deputy), h.Does})
	}
	out = append(out, paper.Heading{Level: 2, Text: "Zespół"}, team)
	for _, phase := range room.Phases() {
		t := paper.Table{Caption: cmp.Or(phase, "Kroki"), Head: []string{"Krok", "Kto", "Do kiedy", "Wykonano"}, Widths: []float64{3.6, 1.2, 1, 1.2}}
		for _, s := range room.Steps {
			if s.Phase != phase {
				continue
			}
			role, _ := p.Role(s.Role)
			until, done := s.Within.String(), "☐"
			if running {
				until, done = when(s.Due, polish.FormatDateTime), when(s.Done, polish.FormatDateTime)
			}
			what := s.What
			if s.Basis != "" {
				what += " (" + s.Basis + ")"
			}
			t.Rows = append(t.Rows, []string{what, role.Name, until, done})
		}
		out = append(out, paper.Heading{Level: 2, Text: cmp.Or(phase, "Kroki")}, t)
	}
	var audiences, questions []string
	for _, a := range p.Audiences {
		audiences = append(audiences, a.Who+": "+strings.Join(a.Channels, ", "))
	}
	for _, q := range p.Questions {
		questions = append(questions, q.Asked+" – "+q.Answer)
	}
	list("Kto musi usłyszeć i jaką drogą", audiences)
	list("Pytania, które padną", questions)
	list("Czego nie mówimy", p.Avoid)
	list("Prawo", p.Law)
	list("Zanim zamkniemy pokój", p.StandDown)
	list("Pytania na koniec", p.Lessons)
	return out
}
