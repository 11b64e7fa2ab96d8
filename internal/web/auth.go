package web

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/alexedwards/scs/v2"
	"golang.org/x/crypto/argon2"

	"prasowka/internal/press"
	"prasowka/internal/store"
)

// errForbidden says that the person's role does not allow what he asked for.
var errForbidden = errors.New("forbidden")

// Keys of a session.
const (
	sessionPerson = "person"
	sessionFlash  = "flash"
)

func newSessions(o Options) *scs.SessionManager {
	m := scs.New()
	m.Store = store.Sessions{DB: o.Store, Now: o.Now}
	m.Lifetime = 30 * 24 * time.Hour
	m.IdleTimeout = 7 * 24 * time.Hour
	m.Cookie.Name = "prasowka"
	m.Cookie.HttpOnly = true
	m.Cookie.SameSite = http.SameSiteLaxMode
	m.Cookie.Secure = o.Secure
	m.ErrorFunc = func(w http.ResponseWriter, _ *http.Request, err error) {
		o.Log.Error("session failed", "error", err)
		http.Error(w, "Sesji nie da się odczytać. Spróbuj ponownie za chwilę.", http.StatusInternalServerError)
	}
	return m
}

type personKey struct{}

// person is who asks; nil when nobody is logged in.
func person(r *http.Request) *press.Person {
	p, _ := r.Context().Value(personKey{}).(*press.Person)
	return p
}

// guard lets a request through to its handler when the person's role allows
// it, and turns the handler's error into a page.
func (s *Site) guard(to route) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		who, err := s.whoAsks(r.Context())
		if err != nil {
			s.fail(w, r, err)
			return
		}
		if who != nil {
			r = r.WithContext(context.WithValue(r.Context(), personKey{}, who))
		}
		switch {
		case to.role == "":
		case who == nil && r.Method == http.MethodGet:
			http.Redirect(w, r, "/logowanie?dalej="+url.QueryEscape(r.URL.RequestURI()), http.StatusSeeOther)
			return
		case who == nil, !who.Role.May(to.role):
			s.fail(w, r, errForbidden)
			return
		}
		if err := to.handle(w, r); err != nil && r.Context().Err() == nil {
			s.fail(w, r, err)
		}
	})
}

// whoAsks reads the account of the session; nil without one, or when it has
// been closed meanwhile.
func (s *Site) whoAsks(ctx context.Context) (*press.Person, error) {
	id := s.sessions.GetString(ctx, sessionPerson)
	if id == "" {
		id = s.Demo
	}
	if id == "" {
		return nil, nil
	}
	account, err := s.Store.Person(ctx, id)
	switch {
	case errors.Is(err, press.ErrNotFound):
		return nil, nil
	case err != nil:
		return nil, err
	case account.Disabled:
		return nil, nil
	}
	return &account.Person, nil
}

// loginData is the data of the log-in screen.
type loginData struct{ Login, Next, Error string }

func (s *Site) loginScreen(w http.ResponseWriter, r *http.Request) error {
	return s.show(w, r, 0, "login", "Logowanie", loginData{Next: localPath(r.FormValue("dalej"))})
}

// login checks a password. An unknown name costs as much time as a wrong
// password, and both give the same answer.
func (s *Site) login(w http.ResponseWriter, r *http.Request) error {
	data := loginData{Login: strings.TrimSpace(r.FormValue("login")), Next: localPath(r.FormValue("dalej"))}
	account, err := s.Store.Person(r.Context(), data.Login)
	if err != nil && !errors.Is(err, press.ErrNotFound) {
		return err
	}
	if !s.tries.allow(s.clientOf(r)+" "+data.Login, s.Now()) {
		data.Error = "Za dużo prób. Odczekaj minutę i spróbuj ponownie."
		return s.show(w, r, http.StatusTooManyRequests, "login", "Logowanie", data)
	}
	if !checkPassword(account.Password, r.FormValue("haslo")) || account.Disabled {
		data.Error = "Nazwa użytkownika i hasło nie pasują do siebie."
		return s.show(w, r, http.StatusUnauthorized, "login", "Logowanie", data)
	}
	return s.enter(w, r, account.ID, data.Next)
}

// enter begins a session under a new token, so that one planted before
// logging in is worthless.
func (s *Site) enter(w http.ResponseWriter, r *http.Request, id, next string) error {
	if err := s.sessions.RenewToken(r.Context()); err != nil {
		return fmt.Errorf("renew session: %w", err)
	}
	s.sessions.Put(r.Context(), sessionPerson, id)
	if err := s.note(r.Context(), id, "zalogował się", "osoba", id, ""); err != nil {
		return err
	}
	http.Redirect(w, r, next, http.StatusSeeOther)
	return nil
}

func (s *Site) logout(w http.ResponseWriter, r *http.Request) error {
	if err := s.sessions.Destroy(r.Context()); err != nil {
		return fmt.Errorf("end session: %w", err)
	}
	http.Redirect(w, r, "/logowanie", http.StatusSeeOther)
	return nil
}

// welcomeData is the data of the screen behind a one-time link.
type welcomeData struct{ Name, Login, Token, Error string }

func (s *Site) welcomeScreen(w http.ResponseWriter, r *http.Request) error {
	data, err := s.welcomed(r)
	if err != nil {
		return err
	}
	return s.show(w, r, 0, "welcome", "Ustaw hasło", data)
}

func (s *Site) welcomed(r *http.Request) (welcomeData, error) {
	token := r.PathValue("token")
	id, err := s.Store.LoginLink(r.Context(), token, s.Now())
	if err != nil {
		return welcomeData{}, err
	}
	account, err := s.Store.Person(r.Context(), id)
	return welcomeData{Name: account.Name, Login: id, Token: token}, err
}

// The length of a password, in characters.
const (
	minPassword = 12
	maxPassword = 200
)

func (s *Site) setPassword(w http.ResponseWriter, r *http.Request) error {
	data, err := s.welcomed(r)
	if err != nil {
		return err
	}
	password := r.FormValue("haslo")
	switch n := utf8.RuneCountInString(password); {
	case n < minPassword || n > maxPassword:
		data.Error = fmt.Sprintf("Hasło ma mieć od %d do %d znaków.", minPassword, maxPassword)
	case password != r.FormValue("powtorz"):
		data.Error = "Oba hasła mają być takie same."
	}
	if data.Error != "" {
		return s.show(w, r, http.StatusUnprocessableEntity, "welcome", "Ustaw hasło", data)
	}
	hash, err := hashPassword(password)
	if err != nil {
		return err
	}
	now := s.Now()
	err = s.Store.Write(r.Context(), func(tx *store.Tx) error {
		id, err := tx.UseLoginLink(r.Context(), data.Token, now)
		if err != nil {
			return err
		}
		if err := tx.SetPassword(r.Context(), id, hash); err != nil {
			return err
		}
		return tx.Note(r.Context(), store.Entry{At: now, Who: id, What: "ustawił hasło", Noun: "osoba", Ref: id})
	})
	if err != nil {
		return err
	}
	return s.enter(w, r, data.Login, "/")
}

// argon2id with the parameters that RFC 9106 §4 recommends second (64 MiB of
// memory), over four lanes.
const (
	argonTime    = 3
	argonMemory  = 64 << 10
	argonThreads = 4
	argonKey     = 32
	argonPrefix  = "argon2id$"
)

// hashPassword makes "argon2id$<salt>$<key>".
func hashPassword(password string) (string, error) {
	salt := make([]byte, 16)
	if _, err := rand.Read(salt); err != nil {
		return "", fmt.Errorf("make salt: %w", err)
	}
	key := argon2.IDKey([]byte(password), salt, argonTime, argonMemory, argonThreads, argonKey)
	enc := base64.RawStdEncoding
	return argonPrefix + enc.EncodeToString(salt) + "$" + enc.EncodeToString(key), nil
}

// checkPassword compares in constant time; an empty hash costs the same and
// never fits.
func checkPassword(hash, password string) bool {
	salt64, key64, _ := strings.Cut(strings.TrimPrefix(hash, argonPrefix), "$")
	salt, err1 := base64.RawStdEncoding.DecodeString(salt64)
	key, err2 := base64.RawStdEncoding.DecodeString(key64)
	if len(password) > 4*maxPassword {
		return false
	}
	got := argon2.IDKey([]byte(password), salt, argonTime, argonMemory, argonThreads, argonKey)
	return errors.Join(err1, err2) == nil && len(key) == argonKey && subtle.ConstantTimeCompare(got, key) == 1
}

// localPath keeps only addresses of our own after logging in.
func localPath(p string) string {
	u, err := url.Parse(p)
	if err != nil || u.IsAbs() || u.Host != "" || !strings.HasPrefix(u.Path, "/") || strings.HasPrefix(u.Path, "//") || strings.Contains(p, "\\") {
		return "/"
	}
	return u.RequestURI()
}
