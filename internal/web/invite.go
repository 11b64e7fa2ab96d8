package web

import (
	"fmt"
	"net/http"
	"net/mail"
	"slices"
	"strconv"
	"strings"
	"time"

	"prasowka/internal/cases"
	"prasowka/internal/paper"
	"prasowka/internal/polish"
	"prasowka/internal/press"
	"prasowka/internal/store"
)

// inviteData is the data of the screen Zaproszenia of a case.
type inviteData struct {
	Register *cases.Register
	Case     press.Case
	Title    string
	Ready    []string // fields that an invitation needs and that are empty
	Choices  []inviteChoice
	Invited  []invitedRow
	Mailings []store.Mailing
	Sum      inviteSum
	MayWrite bool
	Outlets  []press.Outlet
}

// inviteChoice is an outlet of the directory with its addresses.
type inviteChoice struct {
	Outlet press.Outlet
	People []addressee
}

// addressee is somebody of the directory who can be written to.
type addressee struct {
	Value string // in the form: "redakcja/<outlet>" or "osoba/<journalist>"
	Text  string
	Email string
	Known bool // invited already
	store.Invitation
}

type invitedRow struct {
	store.Invitation
	OutletName string
	State      string // of the last letter: "wysłane", "czeka", "nie doszło"
}

// inviteSum is what the answers come to.
type inviteSum struct{ Asked, Coming, People, Not, Silent, Came int }

// invitedCase finds the case of a path, in a register that invites.
func (s *Site) invitedCase(r *http.Request) (press.Case, *cases.Register, error) {
	c, g, err := s.caseOf(r)
	if err == nil && g.Invite == nil {
		err = press.NotFound("zaproszenia", c.Register)
	}
	return c, g, err
}

func (s *Site) inviteScreen(w http.ResponseWriter, r *http.Request) error {
	c, g, err := s.invitedCase(r)
	if err != nil {
		return err
	}
	d := inviteData{Register: g, Case: c, Title: g.TitleOf(c), MayWrite: g.MayWrite(person(r).Role), Ready: inviteLacks(g, c)}
	if d.Invited, err = s.invited(r, c.ID); err != nil {
		return err
	}
	for _, v := range d.Invited {
		d.Sum.add(v.Invitation)
	}
	if d.Mailings, err = s.Store.Mailings(r.Context(), c.ID); err != nil {
		return err
	}
	if d.Outlets, err = s.Store.Outlets(r.Context()); err != nil {
		return err
	}
	if d.Choices, err = s.inviteChoices(r, d); err != nil {
		return err
	}
	return s.show(w, r, 0, "invite", "Zaproszenia: "+d.Title, d)
}

func (n *inviteSum) add(v store.Invitation) {
	if v.Email != "" {
		n.Asked++
	}
	switch {
	case v.Answer == store.WillCome:
		n.Coming++
		n.People += max(v.People, 1)
	case v.Answer == store.WillNot:
		n.Not++
	case v.Email != "":
		n.Silent++
	}
	n.Came += v.Came
}

// inviteLacks are the labels of the fields without which nobody can be asked.
func inviteLacks(g *cases.Register, c press.Case) []string {
	return g.Ready(c, cases.Move{Requires: []string{g.Invite.When, g.Invite.Place, g.Invite.About}})
}

// invited are the people asked, with how their last letter went.
func (s *Site) invited(r *http.Request, id int64) ([]invitedRow, error) {
	list, err := s.Store.Invitations(r.Context(), id)
	if err != nil {
		return nil, err
	}
	notices, err := s.Store.MailingNotices(r.Context(), id)
	if err != nil {
		return nil, err
	}
	outlets, err := s.outletsByID(r)
	if err != nil {
		return nil, err
	}
	out := make([]invitedRow, len(list))
	for i, v := range list {
		row := invitedRow{Invitation: v, OutletName: firstOf(outlets[v.Outlet].Name, v.Outlet)}
		switch n, there := notices[v.ID]; {
		case v.Email == "":
			row.State = "bez zaproszenia"
		case !there || n.SentAt.IsZero() && !n.Failed:
			row.State = "czeka na wysłanie"
		case n.Failed:
			row.State = "nie doszło"
		default:
			row.State = "wysłane " + polish.FormatDateTime(n.SentAt)
		}
		out[i] = row
	}
	return out, nil
}

// inviteChoices is the directory of media with everybody who has an address.
func (s *Site) inviteChoices(r *http.Request, d inviteData) ([]inviteChoice, error) {
	journalists, err := s.Store.Journalists(r.Context(), "")
	if err != nil {
		return nil, err
	}
	known := map[string]bool{}
	for _, v := range d.Invited {
		known[v.Email] = v.Email != ""
	}
	var out []inviteChoice
	for _, o := range d.Outlets {
		choice := inviteChoice{Outlet: o}
		if o.Email != "" {
			choice.People = append(choice.People, addressee{Value: "redakcja/" + o.ID, Text: "adres redakcji", Email: o.Email, Known: known[o.Email], Invitation: store.Invitation{Outlet: o.ID, Name: o.Name, Email: o.Email}})
		}
		for _, j := range journalists {
			if j.Outlet == o.ID && j.Email != "" {
				choice.People = append(choice.People, addressee{Value: "osoba/" + j.ID, Text: j.Name, Email: j.Email, Known: known[j.Email], Invitation: store.Invitation{Outlet: o.ID, Name: j.Name, Email: j.Email}})
			}
		}
		if len(choice.People) > 0 {
			out = append(out, choice)
		}
	}
	return out, nil
}

// inviteAct does what a button of the screen asks for.
func (s *Site) inviteAct(w http.ResponseWriter, r *http.Request) error {
	c, g, err := s.invitedCase(r)
	if err != nil {
		return err
	}
	if !g.MayWrite(person(r).Role) {
		return errForbidden
	}
	if err := r.ParseForm(); err != nil {
		return err
	}
	said := ""
	switch czyn := r.PostForm.Get("czyn"); czyn {
	case "zapros":
		said, err = s.inviteChosen(r, g, c)
	case "zmiana", "przypomnienie", "odwolanie":
		said, err = s.inviteAgain(r, g, c, czyn)
	case "obecnosc":
		said, err = s.saveAttendance(r, c)
	case "dopisz":
		said, err = s.walkIn(r, c)
	default:
		err = &press.Invalid{Field: "czyn", Why: "nie ma takiego przycisku."}
	}
	if err != nil {
		return err
	}
	return s.flash(w, r, said, fmt.Sprintf("/sprawy/%d/zaproszenia", c.ID))
}

// inviteChosen invites those who were chosen in the directory, and the
// addresses typed in.
func (s *Site) inviteChosen(r *http.Request, g *cases.Register, c press.Case) (string, error) {
	if missing := inviteLacks(g, c); len(missing) > 0 {
		return "", &press.Invalid{Field: "zaproszenie", Why: "najpierw wypełnij: " + strings.Join(missing, ", ") + "."}
	}
	d := inviteData{}
	var err error
	if d.Outlets, err = s.Store.Outlets(r.Context()); err != nil {
		return "", err
	}
	choices, err := s.inviteChoices(r, d)
	if err != nil {
		return "", err
	}
	var asked []store.Invitation
	for _, o := range choices {
		for _, p := range o.People {
			if slices.Contains(r.PostForm["kto"], p.Value) {
				asked = append(asked, p.Invitation)
			}
		}
	}
	for _, typed := range strings.FieldsFunc(r.PostForm.Get("adresy"), func(c rune) bool { return c == '\n' || c == ',' || c == ';' }) {
		if strings.TrimSpace(typed) == "" {
			continue
		}
		a, err := mail.ParseAddress(strings.TrimSpace(typed))
		if err != nil {
			return "", &press.Invalid{Field: "adresy", Why: "„" + strings.TrimSpace(typed) + "” to nie jest adres e-mail."}
		}
		asked = append(asked, store.Invitation{Name: firstOf(a.Name, a.Address), Email: a.Address})
	}
	if len(asked) == 0 {
		return "", &press.Invalid{Field: "zaproszenie", Why: "nie wybrano nikogo."}
	}
	letter, err := s.inviteLetter(r, g, c, "", "", false)
	if err != nil {
		return "", err
	}
	err = s.Store.Write(r.Context(), func(tx *store.Tx) error {
		var ids []int64
		for _, v := range asked {
			v.Case, v.Made = c.ID, letter.Made
			id, err := tx.PutInvitation(r.Context(), v)
			if err != nil {
				return err
			}
			ids = append(ids, id)
		}
		if err := s.mailed(r, tx, c, letter, ids); err != nil {
			return err
		}
		return s.firstInvited(r, tx, g, c)
	})
	return "Zaproszenia są w kolejce: " + polish.Counted(len(asked), "adres", "adresy", "adresów") + ".", err
}

// firstInvited notes when a case first asked somebody to come, and moves it on
// where the register says so.
func (s *Site) firstInvited(r *http.Request, tx *store.Tx, g *cases.Register, c press.Case) error {
	f, ok := g.Field(g.Invite.Stamp)
	if !ok || !f.Empty(c.Fields[f.Name]) {
		return nil
	}
	c.Fields[f.Name] = stamp(f, s.Now())
	i := slices.IndexFunc(g.MovesFrom(c.Status, person(r).Role), func(m cases.Move) bool { return m.To == g.Invite.To })
	if i >= 0 {
		c.Status = g.Invite.To
	}
	return tx.SaveCase(r.Context(), c, g.SearchText(c))
}

// inviteAgain writes once more to those invited: a change, a reminder to those
// who have not answered, or that the event is off.
func (s *Site) inviteAgain(r *http.Request, g *cases.Register, c press.Case, czyn string) (string, error) {
	prefix := map[string]string{"zmiana": "Zmiana. ", "przypomnienie": "Przypomnienie. ", "odwolanie": "Odwołane. "}[czyn]
	message := strings.TrimSpace(strings.ReplaceAll(r.PostForm.Get("wiadomosc"), "\r\n", "\n"))
	if message == "" && czyn != "przypomnienie" {
		return "", &press.Invalid{Field: "wiadomość", Why: "napisz w jednym zdaniu, co się zmieniło."}
	}
	list, err := s.Store.Invitations(r.Context(), c.ID)
	if err != nil {
		return "", err
	}
	var ids []int64
	for _, v := range list {
		if v.Email != "" && (czyn != "przypomnienie" || v.Answer == "") {
			ids = append(ids, v.ID)
		}
	}
	if len(ids) == 0 {
		return "", &press.Invalid{Field: "zaproszenie", Why: "nie ma do kogo napisać."}
	}
	letter, err := s.inviteLetter(r, g, c, prefix, message, czyn == "odwolanie")
	if err != nil {
		return "", err
	}
	err = s.Store.Write(r.Context(), func(tx *store.Tx) error { return s.mailed(r, tx, c, letter, ids) })
	return "Wiadomość jest w kolejce: " + polish.Counted(len(ids), "adres", "adresy", "adresów") + ".", err
}

// mailed writes a letter and the line of history that tells of it.
func (s *Site) mailed(r *http.Request, tx *store.Tx, c press.Case, letter store.Mailing, ids []int64) error {
	if _, err := tx.PutMailing(r.Context(), letter, ids); err != nil {
		return err
	}
	return tx.NoteCase(r.Context(), store.CaseChange{Case: c.ID, At: letter.Made, Who: letter.By, What: "wysłał zaproszenia",
		Detail: letter.Subject + " (" + polish.Counted(len(ids), "adres", "adresy", "adresów") + ")"})
}

// inviteLetter makes the letter with its entry for the calendar. Each letter
// of a case updates the entry that the one before it brought.
func (s *Site) inviteLetter(r *http.Request, g *cases.Register, c press.Case, prefix, message string, off bool) (store.Mailing, error) {
	i := slices.IndexFunc(g.Letters, func(l cases.Letter) bool { return l.Name == g.Invite.Letter })
	blocks, err := s.blocks(r, g, g.Letters[i], c)
	if err != nil {
		return store.Mailing{}, err
	}
	about, now := strings.Join(strings.Fields(textOf(c, g.Invite.About)), " "), s.Now()
	m := store.Mailing{Case: c.ID, Subject: prefix + g.Letters[i].Title + ": " + firstWords(90, about), Body: plainText(blocks), Made: now, By: person(r).ID}
	switch {
	case off:
		m.Body = message
	case message != "":
		m.Body = message + "\n\n" + m.Body
	}
	before, err := s.Store.Mailings(r.Context(), c.ID)
	if err != nil {
		return m, err
	}
	start, ok := instant(cases.Field{Kind: cases.Moment}, c.Fields[g.Invite.When])
	if !ok {
		return m, nil
	}
	m.Calendar, err = paper.ICS(g.Title, []paper.Event{{ID: fmt.Sprintf("sprawa-%d@prasowka", c.ID), Title: firstWords(120, about), Place: textOf(c, g.Invite.Place),
		Start: start, Version: len(before), Off: off}}, now)
	return m, err
}

// maxCame bounds the people who come from one newsroom.
const maxCame = 50

// saveAttendance writes who came.
func (s *Site) saveAttendance(r *http.Request, c press.Case) (string, error) {
	list, err := s.Store.Invitations(r.Context(), c.ID)
	if err != nil {
		return "", err
	}
	came := 0
	err = s.Store.Write(r.Context(), func(tx *store.Tx) error {
		for _, v := range list {
			n, err := strconv.Atoi(firstOf(r.PostForm.Get(fmt.Sprintf("przyszlo.%d", v.ID)), "0"))
			if err != nil || n < 0 || n > maxCame {
				return &press.Invalid{Field: v.Name, Why: fmt.Sprintf("liczba osób ma być od 0 do %d.", maxCame)}
			}
			came += n
			if n == v.Came {
				continue
			}
			v.Came = n
			if _, err := tx.PutInvitation(r.Context(), v); err != nil {
				return err
			}
		}
		return tx.NoteCase(r.Context(), store.CaseChange{Case: c.ID, At: s.Now(), Who: person(r).ID, What: "zapisał obecność", Detail: polish.Counted(came, "osoba", "osoby", "osób")})
	})
	return "Obecność jest zapisana: " + polish.Counted(came, "osoba", "osoby", "osób") + ".", err
}

// walkIn adds somebody who came without being asked by mail.
func (s *Site) walkIn(r *http.Request, c press.Case) (string, error) {
	v := store.Invitation{Case: c.ID, Name: oneLine(r.PostForm.Get("nazwa")), Outlet: r.PostForm.Get("redakcja"), Made: s.Now(), Came: 1}
	if v.Name == "" {
		return "", &press.Invalid{Field: "imię i nazwisko", Why: "to pole jest obowiązkowe."}
	}
	err := s.Store.Write(r.Context(), func(tx *store.Tx) error {
		if _, err := tx.PutInvitation(r.Context(), v); err != nil {
			return err
		}
		return tx.NoteCase(r.Context(), store.CaseChange{Case: c.ID, At: v.Made, Who: person(r).ID, What: "dopisał do listy obecności", Detail: v.Name})
	})
	return v.Name + ": dopisano do listy obecności.", err
}

// attendance sends the list of those invited and present, to be printed.
func (s *Site) attendance(w http.ResponseWriter, r *http.Request) error {
	c, g, err := s.invitedCase(r)
	if err != nil {
		return err
	}
	list, err := s.invited(r, c.ID)
	if err != nil {
		return err
	}
	f, _ := g.Field(g.Invite.When)
	d := paper.Doc{Title: "Lista obecności: " + g.TitleOf(c), Footer: firstOf(c.Sign, g.Title), Made: s.Now(), Blocks: []paper.Block{
		paper.Heading{Level: 1, Text: "Lista obecności"}, paper.Text(g.TitleOf(c)),
		paper.Text(strings.Trim(f.Format(c.Fields[f.Name])+", "+textOf(c, g.Invite.Place), ", ")),
	}}
	t := paper.Table{Caption: "Zaproszeni i obecni", Head: []string{"Lp.", "Redakcja", "Kto", "Zapowiedź", "Obecnych", "Podpis"}, Widths: []float64{.6, 2.2, 2.2, 1.6, 1, 2}}
	for i, v := range list {
		answer := v.Answer
		if v.Answer == store.WillCome && v.People > 1 {
			answer += " (" + polish.Counted(v.People, "osoba", "osoby", "osób") + ")"
		}
		came := ""
		if v.Came > 0 {
			came = strconv.Itoa(v.Came)
		}
		t.Rows = append(t.Rows, []string{strconv.Itoa(i + 1), v.OutletName, v.Name, answer, came, ""})
	}
	d.Blocks = append(d.Blocks, t)
	return s.sendDoc(w, r, d, "Lista obecności "+g.TitleOf(c), r.PathValue("form"))
}

// comingData is the data of the page on which somebody invited answers.
type comingData struct {
	store.Invitation
	Token  string
	About  string
	When   string
	Place  string
	Past   bool // no answer is taken any more
	Called bool // the event is off
}

// coming reads the link in the path: an invitation, signed with the house's
// key; a wrong one is press.NotFound.
func (s *Site) coming(r *http.Request) (comingData, error) {
	d := comingData{Token: r.PathValue("token")}
	key, err := s.Store.SlipKey(r.Context())
	if err != nil {
		return d, err
	}
	slip, err := key.Read(d.Token)
	if err != nil {
		return d, err
	}
	id, err := strconv.ParseInt(slip.Ref, 10, 64)
	if slip.Kind != store.SlipComing || err != nil {
		return d, press.NotFound("zaproszenie", "…")
	}
	if d.Invitation, err = s.Store.Invitation(r.Context(), id); err != nil {
		return d, err
	}
	c, err := s.Store.Case(r.Context(), d.Case)
	if err != nil {
		return d, err
	}
	i := slices.IndexFunc(s.Registers, func(g *cases.Register) bool { return g.Name == c.Register && g.Invite != nil })
	if i < 0 {
		return d, press.NotFound("zaproszenie", "…")
	}
	g := s.Registers[i]
	d.About, d.Place = textOf(c, g.Invite.About), textOf(c, g.Invite.Place)
	when, ok := instant(cases.Field{Kind: cases.Moment}, c.Fields[g.Invite.When])
	if ok {
		d.When = polish.FormatDateTimeLong(when)
	}
	d.Past = ok && s.Now().After(when.Add(time.Hour))
	status, _ := g.Status(c.Status)
	d.Called = status.Closed && !d.Past
	return d, nil
}

func (s *Site) comingScreen(w http.ResponseWriter, r *http.Request) error {
	d, err := s.coming(r)
	if err != nil {
		return err
	}
	return s.show(w, r, 0, "coming", "Odpowiedź na zaproszenie", d)
}

// answerInvitation keeps an answer; a later one takes the place of an earlier.
func (s *Site) answerInvitation(w http.ResponseWriter, r *http.Request) error {
	d, err := s.coming(r)
	if err != nil {
		return err
	}
	if d.Past || d.Called {
		return press.Conflict("na to zaproszenie nie można już odpowiedzieć")
	}
	v := d.Invitation
	v.Answer, v.Remark, v.Answered, v.People = r.FormValue("odpowiedz"), oneLine(r.FormValue("uwagi")), s.Now(), 0
	switch v.Answer {
	case store.WillCome:
		if v.People, err = strconv.Atoi(firstOf(strings.TrimSpace(r.FormValue("osoby")), "1")); err != nil || v.People < 1 || v.People > maxCame {
			return &press.Invalid{Field: "liczba osób", Why: fmt.Sprintf("ma być od 1 do %d.", maxCame)}
		}
	case store.WillNot:
	default:
		return &press.Invalid{Field: "odpowiedź", Why: "wybierz: będę albo nie będę."}
	}
	detail := v.Name + ": " + v.Answer
	if v.People > 0 {
		detail += ", " + polish.Counted(v.People, "osoba", "osoby", "osób")
	}
	err = s.Store.Write(r.Context(), func(tx *store.Tx) error {
		if _, err := tx.PutInvitation(r.Context(), v); err != nil {
			return err
		}
		return tx.NoteCase(r.Context(), store.CaseChange{Case: v.Case, At: v.Answered, Who: "system", What: "przyjął odpowiedź na zaproszenie", Detail: detail})
	})
	if err != nil {
		return err
	}
	http.Redirect(w, r, "/zaproszenie/"+d.Token, http.StatusSeeOther)
	return nil
}
