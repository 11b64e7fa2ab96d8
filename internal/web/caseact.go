package web

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"prasowka/internal/cases"
	"prasowka/internal/polish"
	"prasowka/internal/press"
	"prasowka/internal/store"
)

// moveCase carries out one of the register's moves.
func (s *Site) moveCase(w http.ResponseWriter, r *http.Request) error {
	c, g, err := s.caseOf(r)
	if err != nil {
		return err
	}
	to := r.FormValue("do")
	moves := g.MovesFrom(c.Status, person(r).Role)
	i := slices.IndexFunc(moves, func(m cases.Move) bool { return m.To == to })
	if i < 0 {
		return press.Conflict("z tego stanu nie ma takiego kroku")
	}
	m := moves[i]
	if missing := g.Ready(c, m); len(missing) > 0 {
		return &press.Invalid{Field: m.Label, Why: "najpierw wypełnij: " + strings.Join(missing, ", ") + "."}
	}
	now := s.Now()
	if f, ok := g.Field(m.Stamp); ok && (m.Renew || f.Empty(c.Fields[m.Stamp])) {
		c.Fields[m.Stamp] = stamp(f, now)
	}
	c.Status = m.To
	c.Closed = time.Time{}
	if st, _ := g.Status(m.To); st.Closed {
		c.Closed = now
	}
	err = s.Store.Write(r.Context(), func(tx *store.Tx) error {
		if err := tx.SaveCase(r.Context(), c, g.SearchText(c)); err != nil {
			return err
		}
		st, _ := g.Status(m.To)
		return tx.NoteCase(r.Context(), store.CaseChange{Case: c.ID, At: now, Who: person(r).ID, What: "zmienił stan", Detail: st.Label})
	})
	if err != nil {
		return err
	}
	return s.flash(w, r, m.Label+": zapisane.", fmt.Sprintf("/sprawy/%d", c.ID))
}

// stamp is the present as a field keeps it.
func stamp(f cases.Field, now time.Time) string {
	if f.Kind == cases.Moment {
		return now.In(polish.Warsaw).Format(time.RFC3339)
	}
	return polish.DayOf(now).String()
}

// signCase gives a case a sign: one typed in, or the next of a class.
func (s *Site) signCase(w http.ResponseWriter, r *http.Request) error {
	c, g, err := s.caseOf(r)
	if err != nil {
		return err
	}
	if !g.MayWrite(person(r).Role) {
		return errForbidden
	}
	ctx, now := r.Context(), s.Now()
	back := fmt.Sprintf("/sprawy/%d", c.ID)
	given := ""
	err = s.Store.Write(ctx, func(tx *store.Tx) error {
		if class := strings.TrimSpace(r.FormValue("klasa")); class != "" {
			base := cases.Sign{Cell: s.Symbol, Class: class, Number: 1, Year: polish.DayOf(c.Opened).Year}
			if _, err := cases.ParseSign(base.String()); err != nil {
				return err
			}
			var err error
			given, err = tx.GiveSign(ctx, c.ID, base.Series(), func(n int) string {
				base.Number = n
				return base.String()
			})
			if err != nil {
				return err
			}
		} else {
			sign, err := cases.ParseSign(r.FormValue("znak"))
			if err != nil {
				return err
			}
			given = sign.String()
			if err := tx.TakeSign(ctx, c.ID, sign.Series(), sign.Number, given); err != nil {
				return err
			}
		}
		return tx.NoteCase(ctx, store.CaseChange{Case: c.ID, At: now, Who: person(r).ID, What: "nadał znak", Detail: given})
	})
	if err != nil {
		return err
	}
	return s.flash(w, r, "Sprawa ma znak "+given+".", back)
}

// maxFile bounds an attachment, in bytes.
const maxFile = 25 << 20

// allowedTypes are the kinds of file that a case may hold, as found in the
// bytes and not as named by the sender.
var allowedTypes = []string{"application/pdf", "image/png", "image/jpeg", "image/gif", "image/webp", "text/plain", "application/zip", "audio/mpeg", "audio/wave", "video/mp4", "application/ogg"}

// attach keeps an uploaded file.
func (s *Site) attach(w http.ResponseWriter, r *http.Request) error {
	c, g, err := s.caseOf(r)
	if err != nil {
		return err
	}
	if !g.MayWrite(person(r).Role) {
		return errForbidden
	}
	file, header, err := r.FormFile("plik")
	if errors.Is(err, http.ErrMissingFile) {
		return &press.Invalid{Field: "plik", Why: "nie wybrano pliku."}
	}
	if err != nil {
		return err
	}
	defer func() { _ = file.Close() }()
	body, err := io.ReadAll(io.LimitReader(file, maxFile+1))
	if err != nil {
		return fmt.Errorf("read upload %q: %w", header.Filename, err)
	}
	if len(body) > maxFile {
		return &press.Invalid{Field: "plik", Why: "jest większy niż 25 MB; podziel go albo zmniejsz."}
	}
	kind := http.DetectContentType(body)
	if base, _, _ := mime.ParseMediaType(kind); !slices.Contains(allowedTypes, base) {
		return &press.Invalid{Field: "plik", Why: "jest rodzaju, którego sprawa nie przyjmuje (" + base + "). Przyjmujemy PDF, obrazy, tekst, dźwięk, film i pliki biurowe."}
	}
	name := filepath.Base(strings.ReplaceAll(header.Filename, `\`, "/"))
	now, who := s.Now(), person(r).ID
	err = s.Store.Write(r.Context(), func(tx *store.Tx) error {
		_, err := tx.PutAttachment(r.Context(), store.Attachment{Case: c.ID, Name: oneLine(name), Type: kind, At: now, By: who}, body)
		if err != nil {
			return err
		}
		return tx.NoteCase(r.Context(), store.CaseChange{Case: c.ID, At: now, Who: who, What: "dołączył plik", Detail: name})
	})
	if err != nil {
		return err
	}
	return s.flash(w, r, "Plik jest dołączony.", fmt.Sprintf("/sprawy/%d", c.ID))
}

// attachment sends a file of a case, always to be saved and never shown as
// part of our own pages.
func (s *Site) attachment(w http.ResponseWriter, r *http.Request) error {
	c, _, err := s.caseOf(r)
	if err != nil {
		return err
	}
	id, err := strconv.ParseInt(r.PathValue("file"), 10, 64)
	if err != nil {
		return press.NotFound("załącznik", r.PathValue("file"))
	}
	a, body, err := s.Store.Attachment(r.Context(), id)
	if err != nil {
		return err
	}
	if a.Case != c.ID {
		return press.NotFound("załącznik", r.PathValue("file"))
	}
	send(w, r, a.Name, a.Type, body, a.At)
	return nil
}

// send answers with a file to be saved.
func send(w http.ResponseWriter, r *http.Request, name, kind string, body []byte, at time.Time) {
	h := w.Header()
	h.Set("Content-Type", kind)
	h.Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": name}))
	h.Set("Cache-Control", "no-store")
	http.ServeContent(w, r, "", at, bytes.NewReader(body))
}
