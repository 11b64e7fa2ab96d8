package web

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"prasowka/internal/polish"
	"prasowka/internal/press"
	"prasowka/internal/store"
)

// reviewEditData is the data of the editor.
type reviewEditData struct {
	issueData
	SendAt   string // as a datetime-local field holds it, in Warsaw
	Choices  []reviewSection
	Changing string       // the story whose item is open to be changed
	Others   []reviewItem // stories that may be added
	Actions  []string
	People   []store.Account
	MaxQuote int
}

// maxTop is how many top stories a review has; maxWords bounds a typed field.
const (
	maxTop   = 3
	maxWords = 2000
	maxQuote = 300 // art. 29 pr. aut.: a quotation within the scope it is needed for
	maxAdds  = 60
)

// actions are what an item may ask for.
var actions = []string{"do wiadomości", "sprostowanie", "wyjaśnienie", "polemika", "odpowiedź na pytanie", "autoryzacja", "stanowisko urzędu"}

const localMoment = "2006-01-02T15:04"

func (s *Site) reviewEditor(w http.ResponseWriter, r *http.Request) error {
	v, err := s.issueOf(r)
	if err != nil {
		return err
	}
	if v.State == store.ReviewLocked {
		return press.Conflict("przegląd jest już wysłany; poprawki wychodzą drugim wydaniem")
	}
	d := reviewEditData{Actions: actions, MaxQuote: maxQuote, SendAt: v.SendAt.In(polish.Warsaw).Format(localMoment), Changing: r.URL.Query().Get("zmien")}
	if d.issueData, err = s.issueFilled(r, v); err != nil {
		return err
	}
	for _, n := range sectionNames {
		d.Choices = append(d.Choices, reviewSection{Key: n.key, Name: n.name})
	}
	for _, sec := range d.Sections {
		if sectionName(sec.Key) == sec.Key {
			d.Choices = append(d.Choices, reviewSection{Key: sec.Key, Name: sec.Name})
		}
	}
	if d.People, err = s.Store.People(r.Context()); err != nil {
		return err
	}
	if d.Others, err = s.notInReview(r.Context(), v); err != nil {
		return err
	}
	return s.show(w, r, 0, "reviewedit", "Redakcja: "+d.Name, d)
}

// notInReview is the widest stories of the issue's time, up to now, that the
// issue does not have.
func (s *Site) notInReview(ctx context.Context, v store.Review) ([]reviewItem, error) {
	items, err := s.Store.ReviewItems(ctx, v.ID)
	if err != nil {
		return nil, err
	}
	stories, err := s.Store.Stories(ctx, v.From, s.Now().Add(time.Second), maxAdds+len(items))
	if err != nil {
		return nil, err
	}
	var out []store.ReviewItem
	for _, y := range stories {
		if len(out) < maxAdds && !slices.ContainsFunc(items, func(i store.ReviewItem) bool { return i.Story == y.ID }) {
			out = append(out, store.ReviewItem{Story: y.ID, Clipping: y.Lead, Title: y.Title})
		}
	}
	names, err := s.named(ctx)
	if err != nil {
		return nil, err
	}
	return s.reviewItems(ctx, out, names)
}

// change is what a button does to an issue and its items, before both are
// written. It answers what the audit log says.
type change func(ctx context.Context, tx *store.Tx, v *store.Review, items []store.ReviewItem) (out []store.ReviewItem, what string, err error)

// editIssue runs a change in one transaction, when the issue is still as the
// editor saw it.
func (s *Site) editIssue(w http.ResponseWriter, r *http.Request, do change, back string) error {
	ctx := r.Context()
	id, err := strconv.ParseInt(r.PathValue("id"), 10, 64)
	if err != nil {
		return press.NotFound("przegląd", r.PathValue("id"))
	}
	revision, err := strconv.Atoi(r.FormValue("wersja"))
	if err != nil {
		return &press.Invalid{Field: "wersja", Why: "brakuje numeru wersji formularza; wczytaj stronę ponownie."}
	}
	var said string
	err = s.Store.Write(ctx, func(tx *store.Tx) error {
		v, err := tx.Review(ctx, id)
		if err != nil {
			return err
		}
		v.Revision = revision
		items, err := tx.ReviewItems(ctx, id)
		if err != nil {
			return err
		}
		items, what, err := do(ctx, tx, &v, items)
		if err != nil {
			return err
		}
		if err := tx.EditReview(ctx, v); err != nil {
			return err
		}
		for _, i := range items {
			i.Review = id
			if err := tx.PutReviewItem(ctx, i); err != nil {
				return err
			}
		}
		said = what
		return tx.Note(ctx, store.Entry{At: s.Now(), Who: person(r).ID, What: what, Noun: "przegląd", Ref: r.PathValue("id")})
	})
	if err != nil {
		return err
	}
	return s.flash(w, r, "Zapisane: "+said+".", fmt.Sprintf("/przeglad/%d", id)+back)
}

// reviewAct carries out a button that concerns the whole issue.
func (s *Site) reviewAct(w http.ResponseWriter, r *http.Request) error {
	act := r.FormValue("czyn")
	switch act {
	case "drugie", "drugie-puste":
		return s.nextIssue(w, r, act == "drugie")
	case "cofnij":
		return s.editIssue(w, r, func(_ context.Context, _ *store.Tx, v *store.Review, items []store.ReviewItem) ([]store.ReviewItem, string, error) {
			v.State, v.ApprovedAt, v.ApprovedBy = store.ReviewDraft, time.Time{}, ""
			return nil, "cofnięto zatwierdzenie", nil
		}, "/edycja")
	case "zapisz", "zatwierdz", "wyslij":
	default:
		return &press.Invalid{Field: "czyn", Why: "nie ma takiej czynności."}
	}
	back := "/edycja"
	if act != "zapisz" {
		back = ""
	}
	return s.editIssue(w, r, func(_ context.Context, _ *store.Tx, v *store.Review, items []store.ReviewItem) ([]store.ReviewItem, string, error) {
		now := s.Now()
		if r.PostForm.Has("naglowek") {
			v.Verdict, v.Note = words(r, "naglowek"), words(r, "uwaga")
			at, err := time.ParseInLocation(localMoment, r.FormValue("wysylka"), polish.Warsaw)
			if err != nil {
				return nil, "", &press.Invalid{Field: "Wysyłka", Why: "podaj dzień i godzinę, na przykład 2026-11-23T07:00."}
			}
			v.SendAt = at
		}
		if act == "zapisz" {
			return nil, "szkic przeglądu", nil
		}
		v.State, v.ApprovedAt, v.ApprovedBy = store.ReviewApproved, now, person(r).ID
		if act == "wyslij" {
			v.SendAt = now
			return nil, "zatwierdzono do wysłania od razu", nil
		}
		return nil, "zatwierdzono, wyjdzie " + polish.FormatDateTime(v.SendAt), nil
	}, back)
}

// words is a typed field without what does not show, at most maxWords long.
func words(r *http.Request, field string) string {
	text := []rune(strings.TrimSpace(strings.ReplaceAll(r.FormValue(field), "\r\n", "\n")))
	return string(text[:min(len(text), maxWords)])
}

// nextIssue opens a further issue of the same day, with the items of the one
// sent (to correct them) or without.
func (s *Site) nextIssue(w http.ResponseWriter, r *http.Request, copied bool) error {
	ctx, now := r.Context(), s.Now()
	v, err := s.issueOf(r)
	if err != nil {
		return err
	}
	if v.State != store.ReviewLocked {
		return press.Conflict("to wydanie nie jest jeszcze wysłane; popraw je")
	}
	last, err := s.Store.ReviewOn(ctx, v.Name, v.Day)
	if err != nil {
		return err
	}
	if last.State != store.ReviewLocked {
		return s.flash(w, r, "Kolejne wydanie już jest przygotowywane.", fmt.Sprintf("/przeglad/%d/edycja", last.ID))
	}
	next := store.Review{
		Name: v.Name, Day: v.Day, Issue: last.Issue + 1, Title: v.Title, State: store.ReviewDraft,
		From: last.To, To: now, Made: now, SendAt: now, Waits: true,
	}
	var items []store.ReviewItem
	if copied {
		next.From, next.To = v.From, v.To
		next.Verdict, next.Note = v.Verdict, fmt.Sprintf("Poprawione wydanie %d.", v.Issue)
		if items, err = s.Store.ReviewItems(ctx, v.ID); err != nil {
			return err
		}
	}
	var id int64
	err = s.act(r, func(tx *store.Tx) error {
		id, _, err = tx.PutReview(ctx, next, items)
		return err
	}, store.Entry{What: "otworzył kolejne wydanie", Noun: "przegląd", Ref: r.PathValue("id")})
	if err != nil {
		return err
	}
	return s.flash(w, r, "Kolejne wydanie czeka na redakcję i zatwierdzenie.", fmt.Sprintf("/przeglad/%d/edycja", id))
}

// reviewItemAct carries out a button of one item.
func (s *Site) reviewItemAct(w http.ResponseWriter, r *http.Request) error {
	story, act := r.PathValue("story"), r.FormValue("czyn")
	back := "/edycja#p-" + story
	return s.editIssue(w, r, func(_ context.Context, _ *store.Tx, _ *store.Review, items []store.ReviewItem) ([]store.ReviewItem, string, error) {
		at := slices.IndexFunc(items, func(i store.ReviewItem) bool { return i.Story == story })
		if at < 0 {
			return nil, "", press.NotFound("pozycja", story)
		}
		it := &items[at]
		switch act {
		case "wyzej":
			return moveItem(items, story, -1), "pozycja wyżej", nil
		case "nizej":
			return moveItem(items, story, 1), "pozycja niżej", nil
		case "pomin":
			it.Dropped, it.Top = true, false
			release(items, story)
			return items, "pominięto pozycję", nil
		case "przywroc":
			it.Dropped, it.Merged = false, ""
			return items, "przywrócono pozycję", nil
		case "zapisz":
			if err := editItem(r, items, at); err != nil {
				return nil, "", err
			}
			number, err := strconv.Atoi(r.FormValue("miejsce"))
			if err != nil || number < 1 {
				return nil, "", &press.Invalid{Field: "Miejsce", Why: "podaj liczbę od 1."}
			}
			return placeItem(items, story, r.FormValue("dzial"), number), "pozycja", nil
		}
		return nil, "", &press.Invalid{Field: "czyn", Why: "nie ma takiej czynności."}
	}, back)
}

// editItem takes what the editor typed into an item.
func editItem(r *http.Request, items []store.ReviewItem, at int) error {
	it := &items[at]
	it.Title, it.Why, it.Note, it.Owner = oneLine(r.FormValue("tytul")), words(r, "dlaczego"), words(r, "notatka"), oneLine(r.FormValue("kto"))
	it.Action = oneLine(r.FormValue("czynnosc"))
	if it.Action == actions[0] {
		it.Action = ""
	}
	it.Quote = words(r, "cytat")
	if n := len([]rune(it.Quote)); n > maxQuote {
		return &press.Invalid{Field: "Cytat", Why: fmt.Sprintf("ma %s, a prawo cytatu i umowy pozwalają tu na %d. Skróć go albo streść własnymi słowami.", polish.Counted(n, "znak", "znaki", "znaków"), maxQuote)}
	}
	it.Top = r.FormValue("gora") == "tak"
	top := 0
	for _, i := range items {
		if i.Top && !i.Dropped && i.Merged == "" {
			top++
		}
	}
	if top > maxTop {
		return &press.Invalid{Field: "Na górze", Why: "na początku przeglądu mieszczą się trzy tematy. Zdejmij najpierw inny."}
	}
	into := r.FormValue("polacz")
	if into == "" {
		it.Merged = ""
		return nil
	}
	ok := slices.ContainsFunc(items, func(i store.ReviewItem) bool { return i.Story == into && !i.Dropped && i.Merged == "" })
	if !ok || into == it.Story {
		return &press.Invalid{Field: "Połącz z", Why: "wybierz inną pozycję, która jest w przeglądzie."}
	}
	it.Merged, it.Top = into, false
	for k := range items {
		if items[k].Merged == it.Story {
			items[k].Merged = into
		}
	}
	return nil
}

// release takes the items merged into a story out of it.
func release(items []store.ReviewItem, story string) {
	for k := range items {
		if items[k].Merged == story {
			items[k].Merged = ""
		}
	}
}

// moveItem moves a story one place up (-1) or down (1) among those shown in
// its section.
func moveItem(items []store.ReviewItem, story string, by int) []store.ReviewItem {
	at := slices.IndexFunc(items, func(i store.ReviewItem) bool { return i.Story == story })
	number := 1
	for _, i := range items[:at] {
		if shown(i) && i.Section == items[at].Section {
			number++
		}
	}
	return placeItem(items, story, items[at].Section, max(1, number+by))
}

func shown(i store.ReviewItem) bool { return !i.Dropped && i.Merged == "" }

// placeItem puts a story at a number (from 1) of a section, and numbers every
// item anew. An empty section is the one where it stands.
func placeItem(items []store.ReviewItem, story, section string, number int) []store.ReviewItem {
	at := slices.IndexFunc(items, func(i store.ReviewItem) bool { return i.Story == story })
	it := items[at]
	if section = oneLine(section); section != "" {
		it.Section = section
	}
	rest := slices.Delete(slices.Clone(items), at, at+1)
	to, n := len(rest), 0
	for k, i := range rest {
		if !shown(i) || i.Section != it.Section {
			continue
		}
		if n++; n == number {
			to = k
			break
		}
		to = k + 1
	}
	rest = slices.Insert(rest, to, it)
	for k := range rest {
		rest[k].Place = k
	}
	return rest
}

// addStory puts a story into an issue that the draft passed over.
func (s *Site) addStory(w http.ResponseWriter, r *http.Request) error {
	id := r.FormValue("watek")
	return s.editIssue(w, r, func(ctx context.Context, tx *store.Tx, _ *store.Review, items []store.ReviewItem) ([]store.ReviewItem, string, error) {
		if slices.ContainsFunc(items, func(i store.ReviewItem) bool { return i.Story == id }) {
			return nil, "", press.Conflict("ten wątek już jest w przeglądzie")
		}
		y, err := tx.Story(ctx, id)
		if err != nil {
			return nil, "", err
		}
		it := store.ReviewItem{Story: y.ID, Clipping: y.Lead, Section: "miasto", Title: y.Title, Place: len(items)}
		hits, err := tx.StoryHits(ctx, id)
		for _, h := range hits {
			it.Topics = append(it.Topics, h.Topic)
		}
		return []store.ReviewItem{it}, "dodano wątek", err
	}, "/edycja#p-"+id)
}
