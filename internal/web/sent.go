package web

import (
	"fmt"
	"net/http"
	"net/url"
	"strconv"

	"prasowka/internal/press"
	"prasowka/internal/store"
)

// sentData is the data of the screen Wysłane.
type sentData struct {
	Filters []Link
	Notices []press.Notice
}

var noticeStates = []struct{ value, text string }{
	{"", "Wszystkie"}, {"czeka", "Czekają"}, {"wysłane", "Wysłane"}, {"nieudane", "Nieudane"},
}

func (s *Site) sent(w http.ResponseWriter, r *http.Request) error {
	state := r.URL.Query().Get("stan")
	notices, err := s.Store.Notices(r.Context(), store.NoticeFilter{State: state})
	if err != nil {
		return err
	}
	d := sentData{Notices: notices}
	for _, f := range noticeStates {
		d.Filters = append(d.Filters, Link{Text: f.text, Href: "/wyslane?stan=" + url.QueryEscape(f.value), Current: f.value == state})
	}
	return s.show(w, r, 0, "sent", "Wysłane", d)
}

// noticeData is the data of the screen of one notice.
type noticeData struct {
	Notice press.Notice
	MayAct bool
	Forms  []Link
	Body   string // address of what the frame shows
}

func (s *Site) noticeOf(r *http.Request) (press.Notice, error) {
	id, err := strconv.ParseInt(r.PathValue("id"), 10, 64)
	if err != nil {
		return press.Notice{}, press.NotFound("wiadomość", r.PathValue("id"))
	}
	return s.Store.Notice(r.Context(), id)
}

func (s *Site) notice(w http.ResponseWriter, r *http.Request) error {
	n, err := s.noticeOf(r)
	if err != nil {
		return err
	}
	d := noticeData{Notice: n, MayAct: person(r).Role.May(press.Officer)}
	d.Forms, d.Body = forms(r, "/wyslane/"+r.PathValue("id"))
	return s.show(w, r, 0, "notice", n.Subject, d)
}

// noticeBody is the notice as its reader sees it, for the sandboxed frame.
func (s *Site) noticeBody(w http.ResponseWriter, r *http.Request) error {
	n, err := s.noticeOf(r)
	if err != nil {
		return err
	}
	as, err := s.Preview(n)
	if err != nil {
		return fmt.Errorf("preview notice %d: %w", n.ID, err)
	}
	return writeBody(w, r.PathValue("form"), as)
}

func (s *Site) resend(w http.ResponseWriter, r *http.Request) error {
	n, err := s.noticeOf(r)
	if err != nil {
		return err
	}
	act := func(tx *store.Tx) error { return tx.ResendNotice(r.Context(), n.ID, s.Now()) }
	if err := s.act(r, act, store.Entry{What: "kazał wysłać ponownie", Noun: "wiadomość", Ref: r.PathValue("id"), Detail: n.Key}); err != nil {
		return err
	}
	return s.flash(w, r, "Wiadomość wyjdzie za chwilę.", "/wyslane/"+r.PathValue("id"))
}
