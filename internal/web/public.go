package web

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"prasowka/internal/cases"
	"prasowka/internal/press"
	"prasowka/internal/store"
)

// publicDoor keeps machines out of the public forms without asking anybody
// outside the house: a trap that people do not see, a least time that filling
// in takes, and a bound on forms from one address. The zero value is ready.
type publicDoor struct {
	once  sync.Once
	key   []byte // signs when a form was shown; made anew with each start
	tries tries
}

// The bounds of the public forms.
const (
	publicLeast  = 4 * time.Second // nobody reads the clause faster
	publicMost   = 12 * time.Hour
	publicTries  = 20 // forms from one address, which a whole school may share
	publicWindow = time.Hour
)

func (p *publicDoor) open() {
	p.once.Do(func() {
		p.key = make([]byte, 32)
		_, _ = rand.Read(p.key) // never fails: crypto/rand.Read stops the program instead
		p.tries = tries{limit: publicTries, window: publicWindow}
	})
}

// stamp is the present, signed for one form.
func (p *publicDoor) stamp(form string, now time.Time) string {
	at := strconv.FormatInt(now.UnixMilli(), 10)
	return at + "." + base64.RawURLEncoding.EncodeToString(p.sign(form, at))
}

func (p *publicDoor) sign(form, at string) []byte {
	p.open()
	mac := hmac.New(sha256.New, p.key)
	mac.Write([]byte(form + "\x00" + at))
	return mac.Sum(nil)
}

// refuse says why a form is not taken; empty when it is.
func (p *publicDoor) refuse(form, trap, stamp, client string, now time.Time) string {
	p.open()
	at, mark, _ := strings.Cut(stamp, ".")
	sum, err := base64.RawURLEncoding.DecodeString(mark)
	ms, badTime := strconv.ParseInt(at, 10, 64)
	switch {
	case trap != "":
		return "Wypełniono pole, które ma zostać puste. Usuń jego treść i wyślij ponownie."
	case err != nil || badTime != nil || !hmac.Equal(sum, p.sign(form, at)) || now.Sub(time.UnixMilli(ms)) > publicMost:
		return "Formularz był otwarty zbyt długo. Sprawdź dane i wyślij go jeszcze raz."
	case now.Sub(time.UnixMilli(ms)) < publicLeast:
		return "Formularz przyszedł szybciej, niż człowiek zdąży go wypełnić. Sprawdź dane i wyślij go jeszcze raz."
	case !p.tries.allow(client, now):
		return "Z tego adresu przyszło już dużo wniosków. Spróbuj ponownie za godzinę albo wyślij wniosek pocztą."
	}
	return ""
}

// trapField is the name of the field that people do not see.
const trapField = "adres_www_2"

// publicRegister finds a register that takes forms from outside.
func (s *Site) publicRegister(name string) (*cases.Register, error) {
	i := slices.IndexFunc(s.Registers, func(g *cases.Register) bool { return g.Name == name && g.Public != nil })
	if i < 0 {
		return nil, press.NotFound("formularz", name)
	}
	return s.Registers[i], nil
}

func (s *Site) publicForm(w http.ResponseWriter, r *http.Request) error {
	g, err := s.publicRegister(r.PathValue("register"))
	if err != nil {
		return err
	}
	return s.showPublic(w, r, 0, g, publicCase(g, s.Now()), nil, nil)
}

// publicCase is a new case of a register with its default values.
func publicCase(g *cases.Register, now time.Time) press.Case {
	c := press.Case{Register: g.Name, Status: g.First(), Opened: now, Fields: map[string]any{}}
	for _, f := range g.Fields {
		if v, err := f.Parse(f.Default); err == nil && v != nil {
			c.Fields[f.Name] = v
		}
	}
	return c
}

func (s *Site) showPublic(w http.ResponseWriter, r *http.Request, status int, g *cases.Register, c press.Case, errs map[string]string, more []string) error {
	return s.show(w, r, status, "public", g.Public.Title, formData{
		Register: g, Heading: g.Public.Title, Intro: g.Public.Intro, Action: "/wniosek/" + g.Name, Clause: g.Public.Clause,
		Groups: inputs(g, g.Public.Fields, c, errs), Errors: append(more, sortedErrors(g, errs)...), Stamp: s.door.stamp(g.Name, s.Now()),
	})
}

// publicSend opens a case from a public form.
func (s *Site) publicSend(w http.ResponseWriter, r *http.Request) error {
	g, err := s.publicRegister(r.PathValue("register"))
	if err != nil {
		return err
	}
	if err := parsePublic(r); err != nil {
		return err
	}
	now := s.Now()
	c := publicCase(g, now)
	errs := readFields(g, g.Public.Fields, r.PostForm, c.Fields)
	if len(errs) > 0 {
		return s.showPublic(w, r, http.StatusUnprocessableEntity, g, c, errs, nil)
	}
	var files []upload
	if g.Public.Files != nil {
		files, err = publicUploads(r.MultipartForm, publicFiles, g.Public.Files.Max)
		var wrong *press.Invalid
		if errors.As(err, &wrong) {
			return s.showPublic(w, r, http.StatusUnprocessableEntity, g, c, nil, []string{sentence(wrong.Error())})
		}
		if err != nil {
			return err
		}
	}
	if why := s.door.refuse(g.Name, r.PostForm.Get(trapField), r.PostForm.Get("stempel"), s.clientOf(r), now); why != "" {
		return s.showPublic(w, r, http.StatusUnprocessableEntity, g, c, nil, []string{why})
	}
	if f, ok := g.Field(g.Public.Stamp); ok {
		c.Fields[f.Name] = stamp(f, now)
	}
	number, err := s.openPublic(r, g, c, files)
	if err != nil {
		return fmt.Errorf("public form %s: %w", g.Name, err)
	}
	s.sessions.Put(r.Context(), sessionNumber, number)
	http.Redirect(w, r, "/wniosek/"+g.Name+"/przyjety", http.StatusSeeOther)
	return nil
}

// publicFiles is the name of the field with files.
const publicFiles = "zalaczniki"

// maxInMemory is how much of a form with files stands in memory; the rest
// waits in temporary files.
const maxInMemory = 1 << 20

// parsePublic reads a form from outside, with files or without.
func parsePublic(r *http.Request) error {
	err := r.ParseMultipartForm(maxInMemory)
	if errors.Is(err, http.ErrNotMultipart) {
		return r.ParseForm()
	}
	return err
}

// openPublic opens the case of a form from outside, with its files, and
// answers the number by which the applicant may ask of it.
func (s *Site) openPublic(r *http.Request, g *cases.Register, c press.Case, files []upload) (number string, err error) {
	ctx := r.Context()
	err = s.Store.Write(ctx, func(tx *store.Tx) error {
		id, err := s.openIn(r, tx, g, c, "system")
		if err != nil {
			return err
		}
		for _, u := range files {
			if _, err := tx.PutAttachment(ctx, store.Attachment{Of: id, Name: u.name, Type: u.kind, At: c.Opened, By: "system"}, u.body); err != nil {
				return err
			}
			if err := tx.NoteCase(ctx, store.CaseChange{Case: id, At: c.Opened, Who: "system", What: "przyjął plik z formularza", Detail: u.name}); err != nil {
				return err
			}
		}
		opened, err := tx.Case(ctx, id)
		if number = opened.Sign; number == "" {
			number = strconv.FormatInt(id, 10)
		}
		return err
	})
	return number, err
}

// sessionNumber keeps the number of the application just sent, so that the
// page of thanks can be read again.
const sessionNumber = "wniosek"

// thanksData is the data of the screen after a public form.
type thanksData struct {
	Title, Thanks, Number string
	Next                  []string
}

func (s *Site) publicThanks(w http.ResponseWriter, r *http.Request) error {
	g, err := s.publicRegister(r.PathValue("register"))
	if err != nil {
		return err
	}
	return s.show(w, r, 0, "thanks", "Dziękujemy", thanksData{g.Public.Title, g.Public.Thanks, s.sessions.GetString(r.Context(), sessionNumber), g.Public.Next})
}
