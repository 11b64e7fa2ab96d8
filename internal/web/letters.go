package web

import (
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"prasowka/internal/cases"
	"prasowka/internal/paper"
	"prasowka/internal/polish"
	"prasowka/internal/press"
)

// letter sends a letter of a case as HTML, DOCX or PDF.
func (s *Site) letter(w http.ResponseWriter, r *http.Request) error {
	c, g, err := s.caseOf(r)
	if err != nil {
		return err
	}
	name, form, ok := strings.Cut(r.PathValue("file"), ".")
	i := slices.IndexFunc(g.Letters, func(l cases.Letter) bool { return l.Name == name })
	if !ok || i < 0 {
		return press.NotFound("pismo", r.PathValue("file"))
	}
	doc, err := s.compose(r, g, g.Letters[i], c)
	if err != nil {
		return err
	}
	return s.sendDoc(w, r, doc, fmt.Sprintf("%s %s", g.Letters[i].Title, strings.ReplaceAll(c.Sign, ".", "-")), form)
}

// sendDoc answers with a document: "html" to be read and printed, "docx" or
// "pdf" to be saved. Without a Chromium there is no PDF, and the answer says
// what to do.
func (s *Site) sendDoc(w http.ResponseWriter, r *http.Request, doc paper.Doc, name, form string) error {
	now := s.Now()
	switch form {
	case "html":
		page, err := paper.HTML(doc)
		if err != nil {
			return err
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_, err = w.Write(page)
		return err
	case "docx":
		body, err := paper.DOCX(doc)
		if err != nil {
			return err
		}
		send(w, r, strings.TrimSpace(name)+".docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", body, now)
		return nil
	case "pdf":
		page, err := paper.HTML(doc)
		if err != nil {
			return err
		}
		body, err := paper.PDF(r.Context(), page, paper.PDFOptions{Browser: s.Browser, Footer: doc.Title})
		if err != nil {
			return noPDF(err)
		}
		send(w, r, strings.TrimSpace(name)+".pdf", "application/pdf", body, now)
		return nil
	}
	return press.NotFound("postać", form)
}

// compose sets a letter with the names of the things around the case.
func (s *Site) compose(r *http.Request, g *cases.Register, l cases.Letter, c press.Case) (paper.Doc, error) {
	blocks, err := s.blocks(r, g, l, c)
	if err != nil {
		return paper.Doc{}, err
	}
	return docOf(l.Title, blocks), nil
}

// blocks fills a letter in.
func (s *Site) blocks(r *http.Request, g *cases.Register, l cases.Letter, c press.Case) ([]cases.Block, error) {
	ctx := r.Context()
	outlets, err := s.outletsByID(r)
	if err != nil {
		return nil, err
	}
	people, err := s.Store.People(ctx)
	if err != nil {
		return nil, err
	}
	return g.Compose(l, c, cases.Words{
		City: s.City, Body: s.Body, Address: s.Address, Today: polish.DayOf(s.Now()),
		Outlet: func(id string) press.Outlet { return outlets[id] },
		Person: func(id string) press.Person {
			for _, p := range people {
				if p.ID == id {
					return p.Person
				}
			}
			return press.Person{Name: id}
		},
		Clipping: func(id string) (press.Clipping, bool) {
			f, err := s.Store.Clipping(ctx, id)
			return f.Clipping, err == nil
		},
	})
}

// plainText is a letter as a mail carries it: paragraphs apart by an empty
// line, lists with their marks. The place and date at its head are left out:
// a mail has its own.
func plainText(blocks []cases.Block) string {
	var out []string
	for i, b := range blocks {
		switch b.Kind {
		case cases.Right:
			if i > 0 {
				out = append(out, b.Text)
			}
		case cases.Heading:
		case cases.Bullets, cases.Numbered:
			var lines []string
			for n, item := range b.Items {
				mark := "–"
				if b.Kind == cases.Numbered {
					mark = fmt.Sprintf("%d.", n+1)
				}
				lines = append(lines, mark+" "+item)
			}
			out = append(out, strings.Join(lines, "\n"))
		default:
			out = append(out, b.Text)
		}
	}
	return strings.Join(out, "\n\n")
}

// docOf turns the blocks of a letter into a document.
func docOf(title string, blocks []cases.Block) paper.Doc {
	d := paper.Doc{Title: title}
	for _, b := range blocks {
		switch b.Kind {
		case cases.Heading:
			d.Blocks = append(d.Blocks, paper.Heading{Level: 1, Text: b.Text})
		case cases.Subheading:
			d.Blocks = append(d.Blocks, paper.Heading{Level: 2, Text: b.Text})
		case cases.Right:
			d.Blocks = append(d.Blocks, paper.Paragraph{Runs: []paper.Run{{Text: b.Text}}, Align: paper.Right})
		case cases.Bullets, cases.Numbered:
			list := paper.List{Ordered: b.Kind == cases.Numbered}
			for _, item := range b.Items {
				list.Items = append(list.Items, []paper.Run{{Text: item}})
			}
			d.Blocks = append(d.Blocks, list)
		default:
			d.Blocks = append(d.Blocks, paper.Text(b.Text))
		}
	}
	return d
}

// noPDF makes a missing browser the user's to mend: the sentence says what to
// install and what to take instead.
func noPDF(err error) error {
	if errors.Is(err, paper.ErrNoBrowser) {
		return &press.Invalid{Field: "PDF", Why: paper.ErrNoBrowser.Error() + "."}
	}
	return err
}

// file sends the whole case as one document: data, terms, history, files with
// their hashes, and the captured article with the hash of its bytes.
func (s *Site) file(w http.ResponseWriter, r *http.Request) error {
	c, g, err := s.caseOf(r)
	if err != nil {
		return err
	}
	doc, err := s.caseFile(r, g, c)
	if err != nil {
		return err
	}
	return s.sendDoc(w, r, doc, "Akta sprawy "+strings.ReplaceAll(c.Sign, ".", "-"), r.PathValue("form"))
}

func (s *Site) caseFile(r *http.Request, g *cases.Register, c press.Case) (paper.Doc, error) {
	outlets, err := s.outletsByID(r)
	if err != nil {
		return paper.Doc{}, err
	}
	status, _ := g.Status(c.Status)
	sign := c.Sign
	if sign == "" {
		sign = "bez znaku"
	}
	d := paper.Doc{Title: "Akta sprawy: " + g.TitleOf(c), Footer: sign, Made: s.Now()}
	d.Blocks = append(d.Blocks, paper.Heading{Level: 1, Text: g.TitleOf(c)},
		paper.Text(fmt.Sprintf("%s · %s · stan: %s · założona %s", g.Title, sign, status.Label, polish.FormatDateTimeLong(c.Opened))))
	for _, group := range s.groups(g, c, outlets) {
		table := paper.Table{Caption: group.Name, Head: []string{"Pole", "Wartość"}, Widths: []float64{1, 3}}
		for _, f := range group.Fields {
			text := f.Text
			if len(f.Lines) > 0 {
				text = strings.Join(f.Lines, "\n")
			}
			table.Rows = append(table.Rows, []string{f.Label, text})
		}
		d.Blocks = append(d.Blocks, paper.Heading{Level: 2, Text: firstOf(group.Name, "Dane")}, table)
	}
	d.Blocks = append(d.Blocks, termTable(g.Deadlines(c, s.surroundings(outlets)))...)
	data := caseData{Case: c}
	if err := s.caseAround(r, &data); err != nil {
		return d, err
	}
	history := paper.Table{Caption: "Historia sprawy", Head: []string{"Kiedy", "Kto", "Co"}, Widths: []float64{1, 1, 3}}
	for _, h := range data.History {
		history.Rows = append(history.Rows, []string{polish.FormatDateTimeLong(h.At), h.WhoName, strings.TrimSuffix(h.What+": "+h.Detail, ": ")})
	}
	d.Blocks = append(d.Blocks, paper.Heading{Level: 2, Text: "Historia"}, history)
	if len(data.Files) > 0 {
		files := paper.Table{Caption: "Załączniki", Head: []string{"Plik", "Rozmiar", "SHA-256"}, Widths: []float64{2, 1, 3}}
		for _, f := range data.Files {
			files.Rows = append(files.Rows, []string{f.Name, polish.Bytes(f.Size), f.SHA256})
		}
		d.Blocks = append(d.Blocks, paper.Heading{Level: 2, Text: "Załączniki"}, files)
	}
	captured, err := s.captured(r, c)
	d.Blocks = append(d.Blocks, captured...)
	return d, err
}

func termTable(deadlines []cases.Deadline) []paper.Block {
	if len(deadlines) == 0 {
		return nil
	}
	t := paper.Table{Caption: "Terminy", Head: []string{"Termin", "Ostatni dzień", "Po przesunięciu", "Podstawa"}, Widths: []float64{2, 1, 1, 2}}
	for _, d := range deadlines {
		raw, last := d.Raw.Words(), d.Last.Words()
		if d.Open {
			raw, last = d.Span.String(), "–"
		}
		t.Rows = append(t.Rows, []string{d.Term.Label, raw, last, d.Term.Basis})
	}
	return []paper.Block{paper.Heading{Level: 2, Text: "Terminy"}, t}
}

// captured is the article that a case is about, as it was read, with the hash
// of the bytes that it was read from.
func (s *Site) captured(r *http.Request, c press.Case) ([]paper.Block, error) {
	id, _ := c.Fields["wycinek"].(string)
	if id == "" {
		return nil, nil
	}
	f, err := s.Store.Clipping(r.Context(), id)
	if errors.Is(err, press.ErrNotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	versions, err := s.Store.Versions(r.Context(), id)
	if err != nil {
		return nil, err
	}
	out := []paper.Block{paper.PageBreak{}, paper.Heading{Level: 2, Text: "Materiał prasowy: " + f.Title},
		paper.Text(f.Where()), paper.Text("Opublikowano " + polish.FormatDateTimeLong(f.Published) + ", zapisano " + polish.FormatDateTimeLong(f.Found) + ". " + hashOf(versions) + ".")}
	for _, p := range strings.Split(f.Text, "\n") {
		out = append(out, paper.Text(p))
	}
	return out, nil
}
