package notify

import (
	"strings"
	"unicode/utf8"

	"prasowka/internal/polish"
)

// textWidth is where lines of plain text break (RFC 5322 advises 78).
const textWidth = 74

// A scribe writes plain text: wrapped, indented, with no-break spaces only
// where a line could have broken.
type scribe struct{ b strings.Builder }

func (w *scribe) String() string { return strings.TrimRight(w.b.String(), "\n") + "\n" }

// gap makes one empty line.
func (w *scribe) gap() {
	if s := w.b.String(); s != "" && !strings.HasSuffix(s, "\n\n") {
		w.b.WriteByte('\n')
	}
}

// par writes a paragraph: the first line after first, the others after rest.
// Words longer than a line, such as addresses, stay whole.
func (w *scribe) par(first, rest, text string) {
	if text == "" {
		return
	}
	lead, n := first, utf8.RuneCountInString(first)
	w.b.WriteString(lead)
	empty := true
	for word := range strings.FieldsFuncSeq(text, func(r rune) bool { return r == ' ' || r == '\n' }) {
		size := utf8.RuneCountInString(word)
		if !empty && n+1+size > textWidth {
			w.b.WriteString("\n" + rest)
			n, empty = utf8.RuneCountInString(rest), true
		}
		if !empty {
			w.b.WriteByte(' ')
			n++
		}
		w.b.WriteString(strings.ReplaceAll(word, polish.NBSP, " "))
		n, empty = n+size, false
	}
	w.b.WriteByte('\n')
}

// title writes a heading over a rule of its own length.
func (w *scribe) title(text, rule string) {
	w.gap()
	w.par("", "", text)
	w.b.WriteString(strings.Repeat(rule, min(utf8.RuneCountInString(text), textWidth)) + "\n\n")
}

// sheetText is the review as plain text.
func sheetText(s sheet) string {
	var w scribe
	head := strings.ToUpper(s.Title)
	if s.Draft {
		head += " (SZKIC)"
	}
	w.par("", "", head)
	w.par("", "", s.Dateline)
	w.par("", "", s.Kicker)
	w.gap()
	w.par("", "", s.Verdict)
	w.gap()
	w.par("", "", s.Counts)
	w.par("", "", s.Period)
	w.par("", "", s.Greeting)
	for _, p := range s.Remark {
		w.gap()
		w.par("", "", p)
	}
	w.gap()
	w.par("", "", wrap("Przeczytane: ", s.Own.Read, ""))
	w.par("", "", wrap("Całość w przeglądarce: ", s.Own.Web, ""))
	w.par("", "", wrap("PDF do druku: ", s.Own.Paper, ""))
	for _, p := range s.Parts {
		w.title(strings.ToUpper(p.Title), "=")
		for _, l := range p.Lines {
			w.par("* ", "  ", l.Mark+". "+isolate(l.Text)+wrap(" (", l.Meta, ")"))
			w.par("  ", "  ", l.URL)
		}
		for _, g := range p.Groups {
			if g.Name != "" {
				w.title(g.Name, "-")
			}
			for _, r := range g.Rows {
				w.row(r, p.Style)
			}
			if g.Left > 0 {
				w.par("", "", leftWords(g.Left)+wrap(" – cały przegląd: ", s.Own.Web, ""))
			}
		}
	}
	w.title("KOMPLETNOŚĆ WYDANIA", "=")
	for _, c := range s.Coverage {
		w.par("", "", c)
	}
	for n, l := range s.Missing {
		if n == 0 {
			w.gap()
			w.par("", "", "Brak odpowiedzi:")
		}
		w.par("- ", "  ", l.Text+wrap(" (", l.Meta, ")"))
	}
	w.gap()
	w.par("", "", s.Editor)
	w.par("", "", wrap("Ustawienia: ", s.Own.Preferences, ""))
	w.par("", "", wrap("Rezygnacja z listy: ", s.Own.Unsubscribe, ""))
	return w.String()
}

// row writes one item.
func (w *scribe) row(r Row, style PartStyle) {
	mark, in := "* ", "  "
	if r.No > 0 {
		mark, in = polish.Count(r.No)+". ", "   "
	}
	w.par(mark, in, isolate(r.Title))
	w.par(in, in, metaText(r))
	if style == StyleTop {
		w.par(in, in, wrap("Dlaczego to ważne: ", isolate(r.Why), ""))
	} else {
		w.par(in, in, isolate(r.Why))
	}
	w.par(in, in, actionText(r))
	if r.Again {
		w.par(in, in, "Więcej wyżej, w tym samym wydaniu.")
	}
	if style == StyleList && r.URL != "" {
		r.Links = nil // a long list of addresses hides the headlines; they are in the HTML
	}
	w.body(r, in)
	w.gap()
}

// body writes note, quotation, topics and links.
func (w *scribe) body(r Row, in string) {
	w.par(in, in, isolate(r.Note))
	for _, p := range r.Text {
		w.par(in, in, isolate(p))
	}
	if len(r.Text) == 0 {
		w.par(in, in, wrap("„", isolate(r.Quote), "”"))
	}
	w.par(in, in, joinFilled(" · ", r.Ask, wrap("tematy: ", r.Topics, "")))
	w.par(in, in, r.URL)
	for _, l := range r.Links {
		w.par(in, in, l.Label+": "+l.URL)
	}
}

// metaText is "Radio 5 · 07:12 · +3 redakcje · ton krytyczny".
func metaText(r Row) string {
	var meta []string
	for _, m := range r.Meta {
		meta = append(meta, isolate(m))
	}
	return joinFilled(" · ", joinFilled(" · ", meta...), wrap("ton ", r.Tone, ""), isolate(r.Air), r.Who)
}

// actionText is "Do zrobienia: sprostowanie · A. Nowak · zostały 2 dni (do …)".
func actionText(r Row) string {
	s := joinFilled(" · ", wrap("Do zrobienia: ", r.Action, ""), r.Owner, joinFilled(" ", polish.Capital(r.Left), wrap("(", r.Due, ")")))
	if r.Risky {
		s += ". Termin przesunięty z dnia wolnego: możliwe, ale ryzykowne"
	}
	return s
}

// bulletinText is an alert, reminder or system notice as plain text.
func bulletinText(b bulletin) string {
	var w scribe
	w.par("", "", b.Kicker)
	w.gap()
	w.par("", "", isolate(b.Title))
	w.gap()
	w.par("", "", b.State)
	for _, l := range b.Lead {
		w.gap()
		w.par("", "", isolate(l))
	}
	if b.Row != nil {
		w.gap()
		w.par("  ", "  ", metaText(*b.Row))
		w.body(*b.Row, "  ")
	}
	for n, f := range b.Flags {
		if n == 0 {
			w.title("CO WYGLĄDA NA BŁĄD", "-")
		}
		w.par("- ", "  ", isolate(f))
	}
	w.gap()
	for _, f := range b.Facts {
		w.par("", "  ", f.Label+": "+isolate(f.Value))
	}
	for n, c := range b.Copies {
		if n == 0 {
			w.gap()
			w.par("", "", b.CopiesTitle+":")
		}
		w.par("- ", "  ", isolate(c.Text)+wrap(" · ", c.Meta, ""))
		w.par("  ", "  ", c.URL)
	}
	if b.CopiesLeft > 0 {
		w.par("- ", "  ", leftWords(b.CopiesLeft))
	}
	w.gap()
	for _, l := range b.Buttons {
		w.par("", "", l.Label+": "+l.URL)
	}
	w.gap()
	for _, f := range b.Foot {
		w.par("", "", f)
	}
	w.par("", "", wrap("Przeczytane: ", b.Own.Read, ""))
	w.par("", "", wrap("Ustawienia powiadomień: ", b.Own.Preferences, ""))
	w.par("", "", wrap("Rezygnacja: ", b.Own.Unsubscribe, ""))
	return w.String()
}

// letterText is the letter as it was written.
func letterText(l *Letter) string {
	var w scribe
	for _, p := range paragraphs(l.Text) {
		w.gap()
		for _, line := range p {
			w.par("", "", isolate(line))
		}
	}
	return w.String()
}
