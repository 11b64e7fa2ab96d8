package web

import (
	"context"
	"net/http"

	"prasowka/internal/polish"
	"prasowka/internal/press"
	"prasowka/internal/store"
)

// route is one address, who may use it, and what answers it. An empty role
// needs no log-in.
type route struct {
	pattern string
	role    press.Role
	handle  func(http.ResponseWriter, *http.Request) error
}

// routes is every address of the house.
func (s *Site) routes() []route {
	return []route{
		{"GET /logowanie", "", s.loginScreen},
		{"POST /logowanie", "", s.login},
		{"POST /wyloguj", "", s.logout},
		{"GET /witaj/{token}", "", s.welcomeScreen},
		{"POST /witaj/{token}", "", s.setPassword},

		{"GET /{$}", press.Reader, s.today},
		{"GET /szukaj", press.Reader, s.search},
		{"GET /szukaj/csv", press.Reader, s.exportSearch},
		{"GET /kanal/{token}", "", s.searchFeed},
		{"GET /wycinki/{id}", press.Reader, s.clipping},
		{"GET /wycinki/nowy", press.Officer, s.handScreen},
		{"POST /wycinki/nowy", press.Officer, s.fileByHand},
		{"POST /wycinki/nowy/adres", press.Officer, s.fileAddress},
		{"GET /wycinki/{id}/popraw", press.Officer, s.mendScreen},
		{"POST /wycinki/{id}/popraw", press.Officer, s.fileByHand},
		{"GET /wycinki/{id}/skany/{file}", press.Officer, s.scanFile},
		{"GET /strony/{page}", press.Officer, s.pageScreen},
		{"POST /wycinki/{id}/gwiazdka", press.Reader, s.star},
		{"POST /wycinki/{id}/ton", press.Officer, s.sayTone},
		{"POST /wycinki/{id}/blad", press.Reader, s.sayMistake},
		{"GET /alerty", press.Reader, s.alertList},
		{"POST /wycinki/{id}/streszczenie", press.Officer, s.summaryAct},
		{"GET /ton", press.Officer, s.agreement},
		{"GET /watki/{id}", press.Reader, s.story},
		{"GET /tematy", press.Reader, s.topics},
		{"GET /tematy/{id}", press.Reader, s.topic},
		{"GET /zrodla", press.Reader, s.sources},
		{"GET /zrodla/{id...}", press.Reader, s.source},
		{"POST /zrodla/{id...}", press.Officer, s.sourceAct},
		{"POST /strony/{page}/ponow", press.Officer, s.retryPage},
		{"GET /wyslane", press.Officer, s.sent},
		{"GET /wyslane/{id}", press.Officer, s.notice},
		{"GET /wyslane/{id}/{form}", press.Officer, s.noticeBody},
		{"POST /wyslane/{id}/ponow", press.Officer, s.resend},
		{"GET /rejestry", press.Reader, s.registersScreen},
		{"GET /rejestry/{register}", press.Reader, s.casesScreen},
		{"GET /rejestry/{register}/nowa", press.Reader, s.newCaseScreen},
		{"POST /rejestry/{register}/nowa", press.Reader, s.openCase},
		{"GET /rejestry/{register}/eksport/{form}", press.Reader, s.exportCases},
		{"GET /sprawy/{id}", press.Reader, s.caseScreen},
		{"GET /sprawy/{id}/zmien", press.Reader, s.editCaseScreen},
		{"POST /sprawy/{id}/zmien", press.Reader, s.changeCase},
		{"POST /sprawy/{id}/krok", press.Reader, s.moveCase},
		{"POST /sprawy/{id}/znak", press.Reader, s.signCase},
		{"POST /sprawy/{id}/pliki", press.Reader, s.attach},
		{"GET /sprawy/{id}/pliki/{file}", press.Reader, s.attachment},
		{"GET /sprawy/{id}/pisma/{file}", press.Reader, s.letter},
		{"GET /sprawy/{id}/akta/{form}", press.Reader, s.file},
		{"GET /terminy", press.Reader, s.terms},
		{"GET /kalendarz", press.Reader, s.calendar},
		{"GET /kalendarz.ics", press.Reader, s.calendarFeed},
		{"GET /api/szukaj", press.Reader, s.apiSearch},
		{"GET /", "", s.nothing},
	}
}

func (s *Site) nothing(_ http.ResponseWriter, r *http.Request) error {
	return press.NotFound("strona", r.URL.Path)
}

// frame makes what stands around a screen.
func (s *Site) frame(r *http.Request) (frame, error) {
	f := frame{
		City: s.City, Office: s.Office, Asset: s.screens.asset, Person: person(r), Demo: s.Demo != "",
		Query: r.URL.Query().Get("q"), Searching: r.URL.Path == "/szukaj", Now: polish.FormatDateTimeLong(s.Now()),
		Flash: s.sessions.PopString(r.Context(), sessionFlash),
	}
	if f.Person == nil {
		return f, nil
	}
	menu := []menuGroup{{Links: []Link{
		{Text: "Dziś", Href: "/"},
		{Text: "Szukaj", Href: "/szukaj"},
		{Text: "Przegląd", Href: "/przeglad"},
		{Text: "Tematy", Href: "/tematy"},
		{Text: "Alerty", Href: "/alerty"},
		{Text: "Fakty", Href: "/fakty"},
		{Text: "Stanowiska", Href: "/stanowiska"},
		{Text: "Raporty", Href: "/raporty"},
		{Text: "Źródła", Href: "/zrodla"},
	}}}
	rooms, err := s.Store.OpenCrises(r.Context())
	if err != nil {
		return f, err
	}
	menu[0].Links = append(menu[0].Links, Link{Text: "Kryzys", Href: "/kryzys", Count: len(rooms), Hot: true})
	if f.Person.Role.May(press.Officer) {
		open, err := s.openFlags(r)
		if err != nil {
			return f, err
		}
		menu[0].Links = append(menu[0].Links, Link{Text: "Flagi", Href: "/flagi", Count: open, Hot: true}, Link{Text: "Wysłane", Href: "/wyslane"})
	}
	menu = append(menu, s.officeMenu(f.Person.Role)...)
	if len(s.Links) > 0 {
		menu = append(menu, menuGroup{Name: "Pokaz", Links: s.Links})
	}
	markCurrent(menu, r.URL.Path)
	f.Menu = menu
	return f, nil
}

// flash tells the person something on the next screen, and goes there.
func (s *Site) flash(w http.ResponseWriter, r *http.Request, text, next string) error {
	s.sessions.Put(r.Context(), sessionFlash, text)
	http.Redirect(w, r, next, http.StatusSeeOther)
	return nil
}

// note writes one line of the audit log in a transaction of its own.
func (s *Site) note(ctx context.Context, who, what, noun, ref, detail string) error {
	return s.Store.Write(ctx, func(tx *store.Tx) error {
		return tx.Note(ctx, store.Entry{At: s.Now(), Who: who, What: what, Noun: noun, Ref: ref, Detail: detail})
	})
}
