package notify

import (
	"bytes"
	"embed"
	"fmt"
	"html/template"
	"strings"

	"prasowka/internal/polish"
)

//go:embed templates
var templateFiles embed.FS

// templates are parsed once; a mistake in them is found by the first test.
var templates = template.Must(template.New("notify").Funcs(template.FuncMap{
	"css":      func(name string) template.CSS { return styles[name] },
	"darkCSS":  func() template.CSS { return darkCSS },
	"paperCSS": func() template.CSS { return paperCSS },
	"upper":    polish.Capital,
	"left":     leftWords,
	// Space after the preheader keeps the list of mails from showing more.
	"filler": func() template.HTML { return template.HTML(strings.Repeat("&#847;&zwnj;&nbsp;", 60)) },
}).ParseFS(templateFiles, "templates/*.html"))

// leftWords is "i jeszcze 37 pozycji".
func leftWords(n int) string {
	return "…i jeszcze " + polish.Counted(n, "pozycja", "pozycje", "pozycji")
}

// A page is what the mail and paper templates are given.
type page struct {
	Subject   string
	Preheader string
	Sheet     *sheet
	Bulletin  *bulletin
	Report    *reportSheet
}

func execute(name string, p page) (string, error) {
	var b bytes.Buffer
	if err := templates.ExecuteTemplate(&b, name, p); err != nil {
		return "", fmt.Errorf("notify: template %s: %w", name, err)
	}
	return squeeze(b.String()), nil
}

// squeeze takes out the empty lines that template actions leave.
func squeeze(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	for l := range strings.Lines(s) {
		if strings.TrimSpace(l) != "" {
			b.WriteString(l)
		}
	}
	return b.String()
}

// cuts are what is left of a review that does not fit MaxMail, each shorter
// than the one before. The last keeps one short row a part and fits whatever
// the day was.
var cuts = []cut{
	{}, {Rows: 40}, {Rows: 40, Bare: true}, {Rows: 20, Bare: true}, {Rows: 12, Bare: true}, {Rows: 8, Bare: true},
	{Rows: 5, Bare: true, Side: 20}, {Rows: 3, Bare: true, Side: 15}, {Rows: 2, Bare: true, Side: 8}, {Rows: 1, Bare: true, Side: 4},
	{Rows: 1, Bare: true, Side: 1, All: true},
}

// Mail renders the review; its HTML and text are shortened alike when the day
// was too full, with a link to the whole.
func (r *Review) Mail() (Mail, error) {
	m, err := r.mail(cuts[0])
	if err != nil || len(m.HTML) <= MaxMail {
		return m, err
	}
	best := Mail{}
	low, high := 1, len(cuts) // the first that fits is in [low, high)
	for low < high {
		middle := (low + high) / 2
		if m, err = r.mail(cuts[middle]); err != nil {
			return Mail{}, err
		}
		if len(m.HTML) <= MaxMail {
			best, high = m, middle
		} else {
			low = middle + 1
		}
	}
	if best.HTML == "" {
		return Mail{}, fmt.Errorf("notify: review %q of %s does not fit %d bytes even when cut to its bones", r.Name, r.Day, MaxMail)
	}
	return best, nil
}

func (r *Review) mail(c cut) (Mail, error) {
	s := sheetOf(r, c)
	html, err := execute("mail", page{Subject: s.Subject, Preheader: s.Verdict, Sheet: &s})
	if err != nil || len(html) > MaxMail {
		return Mail{HTML: html}, err
	}
	return Mail{Subject: s.Subject, Preheader: s.Verdict, HTML: html, Text: sheetText(s), Left: s.Left}, nil
}

// Mail renders the alert.
func (a *Alert) Mail() (Mail, error) { return a.bulletin().mail() }

// Mail renders the reminder.
func (r *Reminder) Mail() (Mail, error) { return r.bulletin().mail() }

// Mail renders the system notice.
func (s *SystemNotice) Mail() (Mail, error) { return s.bulletin().mail() }

func (b bulletin) mail() (Mail, error) {
	subject := strings.ReplaceAll(shorten(b.Subject, 160), polish.NBSP, " ")
	html, err := execute("mail", page{Subject: subject, Preheader: b.Preheader, Bulletin: &b})
	if err != nil {
		return Mail{}, err
	}
	if len(html) > MaxMail {
		// Only a licensed full text can be this long.
		b.Row.Text = nil
		return b.mail()
	}
	return Mail{Subject: subject, Preheader: b.Preheader, HTML: html, Text: bulletinText(b)}, nil
}

// Mail renders the letter: plain, as it was written, with its files.
func (l *Letter) Mail() (Mail, error) {
	subject := shorten(clean(l.Subject), 200)
	if sign := shorten(clean(l.Sign), 60); sign != "" {
		subject = strings.TrimSpace(subject + " (" + sign + ")")
	}
	html, err := l.page("letter", subject)
	if err != nil {
		return Mail{}, err
	}
	m := Mail{Subject: subject, HTML: html, Text: letterText(l), Files: l.Attachments, ReplyTo: clean(l.ReplyTo)}
	if len(html) > MaxMail {
		m.HTML = "" // a letter is never shortened; the plain text carries it whole
	}
	return m, nil
}

func (l *Letter) page(name, subject string) (string, error) {
	var b bytes.Buffer
	err := templates.ExecuteTemplate(&b, name, struct {
		Subject    string
		Paragraphs [][]string
	}{subject, paragraphs(l.Text)})
	if err != nil {
		return "", fmt.Errorf("notify: template %s: %w", name, err)
	}
	return squeeze(b.String()), nil
}

// paragraphs splits a text at its empty lines, and each paragraph into lines.
func paragraphs(text string) [][]string {
	var out [][]string
	var now []string
	for l := range strings.Lines(text) {
		if l = clean(l); l != "" {
			now = append(now, l)
			continue
		}
		if now != nil {
			out, now = append(out, now), nil
		}
	}
	if now != nil {
		out = append(out, now)
	}
	return out
}
