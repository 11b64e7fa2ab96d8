package web

import (
	"fmt"
	"net/http"
	"net/url"

	"prasowka/internal/press"
)

// Shown is a notice as each channel would show it.
type Shown struct {
	HTML    string // the mail
	Text    string // the mail's plain part
	Chat    string // Slack's message drawn as a page
	Slack   string // the same as JSON
	Webhook string // the body as JSON
}

// bodyForms are the forms in which a notice can be seen before it goes.
var bodyForms = []struct{ value, text, kind string }{
	{"html", "Poczta", "text/html; charset=utf-8"}, {"text", "Poczta, sam tekst", "text/plain; charset=utf-8"},
	{"czat", "Slack", "text/html; charset=utf-8"}, {"slack.json", "Slack, JSON", "text/plain; charset=utf-8"}, {"webhook.json", "Webhook, JSON", "text/plain; charset=utf-8"},
}

func (s Shown) body(form string) string {
	switch form {
	case "html":
		return s.HTML
	case "text":
		return s.Text
	case "czat":
		return s.Chat
	case "slack.json":
		return s.Slack
	}
	return s.Webhook
}

// forms are the links between the forms of what stands at an address, and the
// address of the one asked for.
func forms(r *http.Request, base string) (links []Link, body string) {
	asked := r.URL.Query().Get("postac")
	body = base + "/" + bodyForms[0].value
	for _, f := range bodyForms {
		if f.value == asked {
			body = base + "/" + f.value
		}
	}
	for _, f := range bodyForms {
		links = append(links, Link{Text: f.text, Href: "?postac=" + url.QueryEscape(f.value), Current: body == base+"/"+f.value})
	}
	return links, body
}

// shownData is the data of the screen Podgląd.
type shownData struct {
	Heading string
	Back    Link
	Forms   []Link
	Body    string
}

func (s *Site) showShown(w http.ResponseWriter, r *http.Request, heading string, back Link, base string) error {
	d := shownData{Heading: heading, Back: back}
	d.Forms, d.Body = forms(r, base)
	return s.show(w, r, 0, "shown", "Podgląd: "+heading, d)
}

// writeBody answers with what a reader gets, in a frame of its own that may do
// nothing.
func writeBody(w http.ResponseWriter, form string, as Shown) error {
	for _, f := range bodyForms {
		if f.value != form {
			continue
		}
		h := w.Header()
		h.Set("Content-Type", f.kind)
		h.Set("Content-Security-Policy", "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:")
		_, err := w.Write([]byte(as.body(form)))
		return err
	}
	return press.NotFound("postać", form)
}

func (s *Site) reviewShown(w http.ResponseWriter, r *http.Request) error {
	v, err := s.issueOf(r)
	if err != nil {
		return err
	}
	path := fmt.Sprintf("/przeglad/%d", v.ID)
	return s.showShown(w, r, v.Title+", "+v.Day, Link{Text: "Wróć do przeglądu", Href: path}, path+"/podglad")
}

// alertNotice is the alert that a topic sends of a story.
func (s *Site) alertNotice(r *http.Request) (press.Notice, error) {
	if s.Alert == nil {
		return press.Notice{}, press.NotFound("podgląd", "alert")
	}
	return s.Alert(r.Context(), r.PathValue("topic"), r.PathValue("story"))
}

func (s *Site) alertShown(w http.ResponseWriter, r *http.Request) error {
	n, err := s.alertNotice(r)
	if err != nil {
		return err
	}
	path := "/alerty/" + r.PathValue("topic") + "/" + r.PathValue("story")
	return s.showShown(w, r, n.Subject, Link{Text: "Wróć do alertu", Href: path}, path+"/podglad")
}

func (s *Site) alertBody(w http.ResponseWriter, r *http.Request) error {
	n, err := s.alertNotice(r)
	if err != nil {
		return err
	}
	as, err := s.Preview(n)
	if err != nil {
		return fmt.Errorf("preview alert %s: %w", n.Key, err)
	}
	return writeBody(w, r.PathValue("form"), as)
}

// topicShown leads to the alert of a topic's newest hit.
func (s *Site) topicShown(w http.ResponseWriter, r *http.Request) error {
	id := r.PathValue("id")
	hits, err := s.Store.Hits(r.Context(), id, s.Now().Add(-judged), 1)
	if err != nil {
		return err
	}
	if len(hits) == 0 {
		return press.NotFound("trafienie tematu", id)
	}
	http.Redirect(w, r, "/alerty/"+id+"/"+hits[0].Story+"/podglad", http.StatusSeeOther)
	return nil
}
