package town

import (
	"embed"
	"fmt"
	"html/template"
	"strings"
	"time"
)

// pageFiles are the outlets' templates: each file defines one template that
// renders both the article and the listing, with that outlet's own layout.
//
//go:embed pages/*.html
var pageFiles embed.FS

func parsePages() (*template.Template, error) {
	return template.New("").Funcs(template.FuncMap{
		"lista":    func(v view, n int) []entry { return v.Newest[:min(n, len(v.Newest))] },
		"krocej":   func(s string, n int) string { return shorten(s, n) },
		"wielkie":  strings.ToUpper,
		"pierwsza": func(s string) string { return string([]rune(s)[:1]) },
	}).ParseFS(pageFiles, "pages/*.html")
}

// view is what a template sees.
type view struct {
	Outlet   string
	Note     string
	Charset  string
	Base     string // http://host:port
	Article  *entry // nil on a listing
	Section  string
	Sections []section
	List     []entry // of the listing
	Related  []entry
	MostRead []entry
	Newest   []entry
	Comments []comment
	Feeds    []feedSpec // those that the pages name
	Prev     string     // newer page
	Next     string     // older page
	Page     int
	Today    string // "poniedziałek, 23 listopada 2026"
	Hour     string
	NameDay  string
	Year     int
	Teaser   bool // the text ends before its end: paywall
}

// entry is an article in a page.
type entry struct {
	*Article
	Body      template.HTML // whole, marked up
	Breaks    template.HTML // whole, lines parted by <br><br>
	Opening   template.HTML // paragraphs before the paywall
	Day       string        // "23.11.2026"
	Time      string        // "07:12"
	Words     string        // "23 listopada 2026"
	Roman     string        // "23 XI 2026"
	Ago       string        // "2 godz. temu"
	ISO       string
	ModISO    string
	ModDay    string
	ModTime   string
	Views     uint64
	Replies   int
	Picture   string
	Caption   string
	Short     string
	Initials  string
	Number    int
	Permalink string
}

type comment struct{ Who, When, Text string }

var romans = [...]string{"I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"}

func (s *site) entry(a *Article, now time.Time) entry {
	at := local(a.Published)
	h := hash(a.ID)
	e := entry{Article: a, Body: template.HTML(bodyHTML(a)), Breaks: breaksHTML(a), //nolint:gosec // our own texts, escaped block by block
		Day: at.Format("02.01.2006"), Time: at.Format("15:04"),
		Words: fmt.Sprintf("%d %s %d", at.Day(), months[at.Month()-1], at.Year()),
		Roman: fmt.Sprintf("%d %s %d", at.Day(), romans[at.Month()-1], at.Year()),
		Ago:   ago(now.Sub(a.Published)), ISO: at.Format(time.RFC3339),
		Views: 180 + h%4200, Picture: fmt.Sprintf("/zdjecia/%d.jpg", h%9000+1000), Caption: captions[h%uint64(len(captions))],
		Short: shorten(summary(a), 160), Initials: initials(a.Author), Number: a.number, Permalink: a.URL}
	if !a.Modified.IsZero() {
		m := local(a.Modified)
		e.ModISO, e.ModDay, e.ModTime = m.Format(time.RFC3339), m.Format("02.01.2006"), m.Format("15:04")
	}
	if n := s.look.teaser; n > 0 && len(a.blocks) > n+1 && h%3 == 0 {
		part := *a
		part.blocks = a.blocks[:n]
		e.Opening = template.HTML(bodyHTML(&part)) //nolint:gosec // as Body
	}
	e.Replies = len(comments(a))
	return e
}

// breaksHTML is the body as old editors wrote it: no paragraphs, only breaks.
func breaksHTML(a *Article) template.HTML {
	lines := make([]string, 0, len(a.blocks))
	for _, b := range a.blocks {
		text := template.HTMLEscapeString(b.Text)
		switch b.Kind {
		case "h", "pyt":
			text = "<b>" + text + "</b>"
		case "li":
			text = "- " + text
		case "q":
			text = "<i>" + text + "</i>"
		}
		lines = append(lines, text)
	}
	return template.HTML(strings.Join(lines, "<br><br>\n")) //nolint:gosec // as Body
}

func initials(author string) string {
	var b strings.Builder
	for w := range strings.FieldsSeq(author) {
		b.WriteString(strings.ToLower(string([]rune(w)[:1])))
	}
	return b.String()
}

// ago is how portals tell the age of an article.
func ago(d time.Duration) string {
	switch {
	case d < 2*time.Minute:
		return "przed chwilą"
	case d < time.Hour:
		return fmt.Sprintf("%d min temu", int(d.Minutes()))
	case d < 2*time.Hour:
		return "godzinę temu"
	case d < 24*time.Hour:
		return fmt.Sprintf("%d godz. temu", int(d.Hours()))
	case d < 48*time.Hour:
		return "wczoraj"
	}
	return fmt.Sprintf("%d dni temu", int(d.Hours()/24))
}

// frame is what all pages of an outlet share.
func (s *site) frame(now time.Time) view {
	at := local(now)
	v := view{Outlet: s.outlet.Name, Note: s.outlet.Note, Charset: s.look.charset, Base: s.URL(), Sections: s.look.sections, Page: 1,
		Today: fmt.Sprintf("%s, %d %s %d", weekdays[at.Weekday()], at.Day(), months[at.Month()-1], at.Year()),
		Hour:  at.Format("15:04"), NameDay: nameDays[at.YearDay()%len(nameDays)], Year: at.Year()}
	for _, f := range s.look.feeds {
		if f.linked {
			v.Feeds = append(v.Feeds, f)
		}
	}
	all := s.visible(now)
	for i, a := range all {
		if i < 5 {
			v.Newest = append(v.Newest, s.entry(a, now))
		}
		if hash(a.ID)%4 == 0 && len(v.MostRead) < 6 {
			v.MostRead = append(v.MostRead, s.entry(a, now))
		}
	}
	return v
}

// articlePage renders one article.
func (s *site) articlePage(a *Article, now time.Time) document {
	v := s.frame(now)
	e := s.entry(a, now)
	v.Article, v.Section, v.Comments = &e, a.Section, comments(a)
	v.Teaser = e.Opening != ""
	for _, other := range s.visible(now) {
		if other != a && other.Section == a.Section && len(v.Related) < 4 {
			v.Related = append(v.Related, s.entry(other, now))
		}
	}
	return s.render(200, v, latest(a.Published, a.Modified))
}

// listPage renders page n of a section.
func (s *site) listPage(sec section, n int, now time.Time) document {
	v := s.frame(now)
	v.Section, v.Page = sec.Name, n
	var some []*Article
	for _, a := range s.visible(now) {
		if sec.Name == "" || a.Section == sec.Name {
			some = append(some, a)
		}
	}
	from := (n - 1) * s.look.perPage
	if from >= len(some) && n > 1 {
		return s.missing(404, now)
	}
	var modified time.Time
	for _, a := range some[min(from, len(some)):min(from+s.look.perPage, len(some))] {
		v.List = append(v.List, s.entry(a, now))
		modified = latest(modified, a.Published, a.Modified)
	}
	if n > 1 {
		v.Prev = s.look.pageURL(sec, n-1)
	}
	if from+s.look.perPage < len(some) {
		v.Next = s.look.pageURL(sec, n+1)
	}
	return s.render(200, v, modified)
}

func (s *site) render(status int, v view, modified time.Time) document {
	var b strings.Builder
	if err := s.page.Execute(&b, v); err != nil {
		return document{status: 500, kind: "text/plain; charset=utf-8", body: []byte(err.Error())}
	}
	return s.html(status, b.String(), modified)
}

// missing is the outlet's page for what it does not have (or no longer).
func (s *site) missing(status int, now time.Time) document {
	v := s.frame(now)
	e := entry{Article: &Article{Title: "Nie znaleziono strony", Published: now, blocks: nil}, Body: "<p>Strona, której szukasz, nie istnieje albo została usunięta.</p>", Breaks: "Strona, której szukasz, nie istnieje albo została usunięta."}
	v.Article = &e
	return s.render(status, v, time.Time{})
}

// comments are a few readers' remarks, chosen by the article's name; they
// belong to the page and not to the article.
func comments(a *Article) []comment {
	h := hash("komentarze " + a.ID)
	n := int(h % 4)
	out := make([]comment, 0, n)
	for i := range n {
		k := h>>(8*i) + uint64(i)*7
		at := local(a.Published).Add(time.Duration(20+k%300) * time.Minute)
		out = append(out, comment{Who: nicks[k%uint64(len(nicks))], When: at.Format("02.01.2006, 15:04"), Text: remarks[(k/3)%uint64(len(remarks))]})
	}
	return out
}

var (
	captions = []string{"fot. archiwum redakcji", "Fot. M. Sarnecka", "Zdjęcie ilustracyjne", "Fot. Urząd Miejski w Grodzisku", "fot. nadesłane przez Czytelnika"}
	nameDays = []string{"Adeli i Klemensa", "Emilii i Flory", "Katarzyny i Erazma", "Konrada i Sylwestra", "Maksymiliana i Waleriana", "Lesława i Zdzisława", "Saturnina i Błażeja"}
	nicks    = []string{"Rybak", "grodziszczanka", "Zenek z Zatorza", "kierowca_75", "anonim", "Mama Tosi", "stary bywalec", "iwona.k", "Lechu", "~gość"}
	remarks  = []string{
		"A kiedy wreszcie ktoś zajmie się dziurami na Garbarskiej? Od wiosny omijam tę ulicę.",
		"Brawo, oby tak dalej. Mieszkam tu od czterdziestu lat i widzę różnicę.",
		"Zawsze to samo, przed wyborami obietnice, a potem cisza.",
		"Czytam i nie wierzę. Za moich czasów takie rzeczy załatwiało się w tydzień.",
		"Proszę redakcję o podanie źródła, bo słyszałem zupełnie inną kwotę.",
		"Dzieci się cieszą, a to najważniejsze. Pozdrawiam z Rybaków!",
		"Kto za to zapłaci? Pan zapłaci, pani zapłaci…",
		"Parkingów jak nie było, tak nie ma.",
		"Bardzo ciekawy tekst, dziękuję. Więcej takich, mniej wypadków.",
		"Byłem, widziałem, potwierdzam. Kolejka aż do Lipowej.",
		"Ten komentarz został usunięty przez moderatora.",
	}
)
