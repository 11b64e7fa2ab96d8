package web

import (
	"fmt"
	"net/http"
	"slices"
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
