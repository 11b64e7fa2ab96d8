package web

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"html/template"
	"io/fs"
	"net/http"
	"path"
	"strings"
	"time"

	"prasowka/internal/polish"
	"prasowka/internal/press"
)

// screens is every template, parsed once with the layout around it.
type screens struct {
	byName map[string]*template.Template
	asset  string // version of the style sheet and the script
}

// parseScreens reads templates/*.html: layout.html and parts.html are shared,
// every other file is one screen.
func parseScreens(fsys fs.FS) (*screens, error) {
	base, err := template.New("layout").Funcs(templateFuncs()).ParseFS(fsys, "templates/layout.html", "templates/parts.html")
	if err != nil {
		return nil, err
	}
	names, err := fs.Glob(fsys, "templates/*.html")
	if err != nil {
		return nil, err
	}
	out := &screens{byName: map[string]*template.Template{}}
	for _, name := range names {
		screen := strings.TrimSuffix(path.Base(name), ".html")
		if screen == "layout" || screen == "parts" {
			continue
		}
		t, err := base.Clone()
		if err != nil {
			return nil, err
		}
		if out.byName[screen], err = t.ParseFS(fsys, name); err != nil {
			return nil, err
		}
	}
	sum := sha256.New()
	for _, name := range []string{"static/prasowka.css", "static/prasowka.js"} {
		data, err := fs.ReadFile(fsys, name)
		if err != nil {
			return nil, err
		}
		sum.Write(data)
	}
	out.asset = hex.EncodeToString(sum.Sum(nil)[:6])
	return out, nil
}

// frame is what stands around every screen.
type frame struct {
	City, Office string
	Asset        string
	Person       *press.Person // nil when nobody is logged in
	Demo         bool
	Query        string
	Searching    bool // the screen has a search box of its own
	Flash        string
	Now          string
	Menu         []menuGroup
}

// view is what a template gets.
type view struct {
	Title string
	Frame frame
	Data  any
}

// show renders a screen; status 0 means 200. Nothing is written when the
// template fails.
func (s *Site) show(w http.ResponseWriter, r *http.Request, status int, screen, title string, data any) error {
	t, ok := s.screens.byName[screen]
	if !ok {
		return fmt.Errorf("show: no screen %q", screen)
	}
	f, err := s.frame(r)
	if err != nil {
		return err
	}
	var page bytes.Buffer
	if err := t.ExecuteTemplate(&page, "layout", view{Title: title, Frame: f, Data: data}); err != nil {
		return fmt.Errorf("show %s: %w", screen, err)
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	if status == 0 {
		status = http.StatusOK
	}
	w.WriteHeader(status)
	_, err = page.WriteTo(w)
	return err
}

// oops is the data of the screen for errors.
type oops struct {
	Heading string
	Text    string
	Mark    string // finds the error in the log; only for internal ones
}

// fail is the one place where an error becomes a page.
func (s *Site) fail(w http.ResponseWriter, r *http.Request, err error) {
	var invalid *press.Invalid
	var tooBig *http.MaxBytesError
	status, page := http.StatusInternalServerError, oops{Heading: "Coś poszło nie tak"}
	switch {
	case errors.As(err, &tooBig):
		status, page = http.StatusRequestEntityTooLarge, oops{"Za duży formularz", "Przesłana treść przekracza 2 MB. Skróć ją i spróbuj ponownie.", ""}
	case errors.As(err, &invalid):
		status, page = http.StatusUnprocessableEntity, oops{"Tego nie da się przyjąć", invalid.Error(), ""}
	case errors.Is(err, press.ErrNotFound):
		status, page = http.StatusNotFound, oops{"Nie ma takiej strony", "Adres jest błędny albo pozycję usunięto.", ""}
	case errors.Is(err, press.ErrConflict):
		status, page = http.StatusConflict, oops{"Ktoś był szybszy", "Pozycja zmieniła się w międzyczasie: " + err.Error() + ". Wróć, odśwież stronę i spróbuj ponownie.", ""}
	case errors.Is(err, errForbidden):
		status, page = http.StatusForbidden, oops{"Brak uprawnień", "Ta czynność wymaga innej roli. Poproś administratora.", ""}
	default:
		page.Mark = hex.EncodeToString(fmt.Appendf(nil, "%x", s.Now().UnixMilli()))[:12]
		page.Text = "Błąd zapisaliśmy w dzienniku. Spróbuj ponownie za chwilę, a jeśli wróci, podaj administratorowi znacznik."
		s.Log.Error("screen failed", "method", r.Method, "path", r.URL.Path, "mark", page.Mark, "error", err)
	}
	if err := s.show(w, r, status, "oops", page.Heading, page); err != nil {
		s.Log.Error("error screen failed", "error", err)
		http.Error(w, page.Heading, status)
	}
}

// templateFuncs is what templates may call: words and dates, nothing more.
func templateFuncs() template.FuncMap {
	return template.FuncMap{
		"plural": func(n int, one, few, many string) string {
			return polish.Counted(n, one, few, many)
		},
		"day":     func(t time.Time) string { return when(t, polish.FormatDate) },
		"moment":  func(t time.Time) string { return when(t, polish.FormatDateTime) },
		"machine": func(t time.Time) string { return t.In(polish.Warsaw).Format(time.RFC3339) },
		"number":  func(n int) string { return polish.Count(n) },
		"percent": func(f float64) string { return polish.Percent(f, 0) },
		"host":    hostOf,
		"join":    strings.Join,
		"first":   firstWords,
		"paras":   func(s string) []string { return strings.Split(strings.TrimSpace(s), "\n") },
		"isZero":  func(t time.Time) bool { return t.IsZero() },
		"add":     func(a, b int) int { return a + b },
		"pair":    func(a, b any) pair { return pair{a, b} },
	}
}

// pair hands two values to a template within a template.
type pair struct{ A, B any }

// when formats an instant, or a dash when there is none.
func when(t time.Time, format func(time.Time) string) string {
	if t.IsZero() {
		return "–"
	}
	return format(t)
}

// firstWords cuts s to at most n runes at a word's end.
func firstWords(n int, s string) string {
	runes := []rune(s)
	if len(runes) <= n {
		return s
	}
	cut := string(runes[:n])
	if i := strings.LastIndexAny(cut, " \n"); i > n/2 {
		cut = cut[:i]
	}
	return strings.TrimRight(cut, " ,.;:–-") + " …"
}

// hostOf is the host of an address without www.
func hostOf(raw string) string {
	_, rest, ok := strings.Cut(raw, "://")
	if !ok {
		return raw
	}
	rest, _, _ = strings.Cut(rest, "/")
	return strings.TrimPrefix(rest, "www.")
}
