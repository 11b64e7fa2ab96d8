package store

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"prasowka/internal/press"
)

var start = time.Date(2026, 11, 23, 6, 0, 0, 0, time.UTC)

// open opens an empty store in a directory of the test's own.
func open(t *testing.T) *DB {
	t.Helper()
	db, err := Open(t.Context(), "sqlite:"+filepath.Join(t.TempDir(), "żółty dom", "prasowka.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	return db
}

// write runs f in a transaction that must succeed.
func write(t *testing.T, db *DB, f func(context.Context, *Tx) error) {
	t.Helper()
	ctx := t.Context()
	if err := db.Write(ctx, func(tx *Tx) error { return f(ctx, tx) }); err != nil {
		t.Fatal(err)
	}
}

// ground puts one outlet with one source into an empty store.
func ground(t *testing.T, db *DB) {
	t.Helper()
	write(t, db, func(ctx context.Context, tx *Tx) error {
		o := press.Outlet{ID: "kurier", Name: "Kurier Grodziski", Home: "https://kurier.example/", Medium: press.Portal, Class: press.DailyOnline, Tier: 1}
		if err := tx.PutOutlet(ctx, o); err != nil {
			return err
		}
		return tx.PutSource(ctx, press.Source{ID: "kurier", Outlet: "kurier", Kind: "auto", URL: o.Home,
			Every: press.Rhythm{Min: 5 * time.Minute, Max: time.Hour}, Params: map[string]string{"dział": "miasto"}}, start)
	})
}

// file puts a clipping with its first version into a story of its own.
func file(t *testing.T, db *DB, n int) Filing {
	t.Helper()
	published := start.Add(time.Duration(n) * time.Minute)
	address := fmt.Sprintf("https://kurier.example/%d", n)
	f := Filing{Clipping: press.Clipping{
		ID: press.NewID(published, address), URL: address, Outlet: "kurier", Source: "kurier", Kind: press.Article,
		Title: fmt.Sprintf("Tytuł %d", n), Lead: "Lead.", Text: "Lead.\nTekst.", Published: published, Found: published.Add(time.Minute),
	}}
	f.Story = f.ID
	write(t, db, func(ctx context.Context, tx *Tx) error {
		if err := tx.OpenStory(ctx, press.Story{ID: f.Story, Title: f.Title, Lead: f.ID, First: published, Last: published}); err != nil {
			return err
		}
		v := press.Version{At: f.Found, Title: f.Title, Lead: f.Lead, Text: f.Text, Matters: true}
		if _, err := tx.PutReading(ctx, f, v); err != nil {
			return err
		}
		return tx.CountStory(ctx, f.Story)
	})
	return f
}

func TestSourceChecks(t *testing.T) {
	db, ctx := open(t), t.Context()
	ground(t, db)
	due, err := db.DueSources(ctx, start, 10)
	if err != nil || len(due) != 1 || due[0].Params["dział"] != "miasto" {
		t.Fatalf("due = %+v, %v", due, err)
	}
	h := due[0]
	for i, trouble := range []press.Trouble{press.Trouble403, press.Trouble403, press.TroubleSlow, press.NoTrouble} {
		h.CheckedAt = start.Add(time.Duration(i) * time.Minute)
		h.NextAt, h.Trouble, h.Failures = h.CheckedAt.Add(time.Minute), trouble, i
		write(t, db, func(ctx context.Context, tx *Tx) error { return tx.SaveCheck(ctx, h, time.Second) })
	}
	incidents, err := db.Incidents(ctx, "kurier", 10)
	if err != nil || len(incidents) != 2 {
		t.Fatalf("incidents = %+v, %v; want the 403 and the timeout", incidents, err)
	}
	if got := incidents[1]; got.Trouble != press.Trouble403 || !got.From.Equal(start) || !got.To.Equal(start.Add(2*time.Minute)) {
		t.Errorf("first incident = %+v", got)
	}
	checks, err := db.Checks(ctx, "kurier", start)
	if err != nil || len(checks) != 4 || checks[0].Took != time.Second {
		t.Errorf("checks = %+v, %v", checks, err)
	}
	write(t, db, func(ctx context.Context, tx *Tx) error { return tx.KeepSources(ctx, nil) })
	if left, err := db.Sources(ctx); err != nil || len(left) != 0 {
		t.Errorf("retired source is still listed: %+v, %v", left, err)
	}
}

func TestPageLife(t *testing.T) {
	db, ctx := open(t), t.Context()
	ground(t, db)
	for range 2 { // the second time it is known
		write(t, db, func(ctx context.Context, tx *Tx) error {
			_, fresh, err := tx.FindPage(ctx, press.Page{URL: "https://kurier.example/a", Source: "kurier", Outlet: "kurier",
				State: press.PageNew, NextAt: start, Item: press.Item{Title: "A", Media: []press.Enclosure{{URL: "x"}}}}, start)
			if _, again, _ := tx.FindPage(ctx, press.Page{URL: "https://kurier.example/b", State: press.PageNew, NextAt: start}, start); fresh != again {
				t.Errorf("fresh = %v, %v", fresh, again)
			}
			return err
		})
	}
	due, err := db.DuePages(ctx, start, nil, 10)
	if err != nil || len(due) != 1 {
		t.Fatalf("due = %+v, %v; want one of the host's two", due, err)
	}
	if busy, err := db.DuePages(ctx, start, []string{"kurier.example"}, 10); err != nil || len(busy) != 0 {
		t.Errorf("due on a busy host = %+v, %v", busy, err)
	}
	p := due[0]
	for _, body := range []string{"<p>jeden</p>", "<p>dwa</p>"} {
		p.State, p.FetchedAt, p.NextAt = press.PageFetched, start, time.Time{}
		p.Response = press.Response{Status: 200, Type: "text/html", Body: []byte(body)}
		write(t, db, func(ctx context.Context, tx *Tx) error { return tx.SavePage(ctx, p) })
	}
	unread, err := db.UnreadPages(ctx, 10)
	if err != nil || len(unread) != 1 {
		t.Fatalf("unread = %+v, %v", unread, err)
	}
	raw, err := db.Raw(ctx, unread[0].Response.SHA256)
	if err != nil || string(raw) != "<p>dwa</p>" {
		t.Errorf("raw = %q, %v", raw, err)
	}
	var kept int
	if err := db.reader.QueryRow(`SELECT COUNT(*) FROM raws`).Scan(&kept); err != nil || kept != 1 {
		t.Errorf("%d bodies kept, %v; the replaced one no version was read from", kept, err)
	}
	if _, err := db.Page(ctx, 99); !errors.Is(err, press.ErrNotFound) {
		t.Errorf("unknown page: %v", err)
	}
}

func TestLogAndChanges(t *testing.T) {
	db, ctx := open(t), t.Context()
	ground(t, db)
	a, b := file(t, db, 1), file(t, db, 2)
	write(t, db, func(ctx context.Context, tx *Tx) error {
		if err := tx.Touch(ctx, a.ID); err != nil {
			return err
		}
		a.Title = "Nowy tytuł"
		_, err := tx.PutReading(ctx, a, press.Version{At: start.Add(time.Hour), Title: a.Title, Text: "Inny.", Matters: true, What: "zmieniono tytuł"})
		return err
	})
	changes, err := db.Changes(ctx, 0, 10)
	want := []Change{{a.ID, 1}, {b.ID, 2}, {a.ID, 3}, {a.ID, 4}}
	if err != nil || fmt.Sprint(changes) != fmt.Sprint(want) {
		t.Errorf("changes = %v, %v; want %v", changes, err, want)
	}
	got, err := db.Clipping(ctx, a.ID)
	if err != nil || got.Version != 2 || got.Text != "Inny." || got.Title != "Nowy tytuł" || got.Seq != 4 {
		t.Errorf("clipping = %+v, %v", got, err)
	}
	edits, err := db.Edits(ctx, start, true, 10)
	if err != nil || len(edits) != 1 || edits[0].Outlet != "kurier" || edits[0].N != 2 {
		t.Errorf("edits = %+v, %v", edits, err)
	}
	found, err := db.ClippingsByID(ctx, []string{b.ID, "nie-ma", a.ID})
	if err != nil || len(found) != 2 || found[0].ID != b.ID {
		t.Errorf("by id = %+v, %v", found, err)
	}
	newest, err := db.Clippings(ctx, ClippingFilter{FoundFrom: start, Outlet: "kurier", LeadsOnly: true, Limit: 1})
	if err != nil || len(newest) != 1 || newest[0].ID != b.ID {
		t.Errorf("newest = %+v, %v", newest, err)
	}
	if totals, err := db.Totals(ctx, start, start.Add(2*time.Hour)); err != nil || totals.Clippings != 2 || totals.Edits != 1 || totals.Sources != 1 {
		t.Errorf("totals = %+v, %v", totals, err)
	}
	if hours, err := db.ByHour(ctx, start, start.Add(2*time.Hour)); err != nil || fmt.Sprint(hours) != "[2 0]" {
		t.Errorf("hours = %v, %v", hours, err)
	}
}

func TestFiresOnceAStory(t *testing.T) {
	db, ctx := open(t), t.Context()
	ground(t, db)
	f := file(t, db, 1)
	h := press.Hit{Topic: "most", Clipping: f.ID, Story: f.Story, Version: 1, At: start, Spans: []press.Span{{Field: "tytuł", Start: 0, End: 4}}, Words: []string{"most"}}
	for i := range 2 {
		write(t, db, func(ctx context.Context, tx *Tx) error {
			first, err := tx.PutHit(ctx, h)
			if first != (i == 0) {
				t.Errorf("first = %v at try %d", first, i)
			}
			n := press.Notice{Key: "alert/most/" + f.Story, Kind: press.NoticeAlert, Made: start, Payload: []byte("{}")}
			if fresh, err := tx.PutNotice(ctx, n); err != nil || fresh != (i == 0) {
				t.Errorf("notice fresh = %v, %v at try %d", fresh, err, i)
			}
			return err
		})
	}
	due, err := db.DueNotices(ctx, start, 10)
	if err != nil || len(due) != 1 {
		t.Fatalf("due = %+v, %v", due, err)
	}
	mentions, err := db.Mentions(ctx, f.ID)
	if err != nil || len(mentions) != 1 || mentions[0].Spans[0].End != 4 {
		t.Errorf("mentions = %+v, %v", mentions, err)
	}
	n := due[0]
	n.SentAt, n.Remote, n.Attempts = start, "<id@x>", 1
	write(t, db, func(ctx context.Context, tx *Tx) error { return tx.SaveSending(ctx, n) })
	if due, err = db.DueNotices(ctx, start, 10); err != nil || len(due) != 0 {
		t.Errorf("due after sending = %+v, %v", due, err)
	}
}

func TestReviewIsLockedOnceSent(t *testing.T) {
	db, ctx := open(t), t.Context()
	var id int64
	v := Review{Name: "poranny", Day: "2026-11-23", Issue: 1, State: ReviewDraft, From: start, To: start, Made: start}
	for i := range 2 {
		write(t, db, func(ctx context.Context, tx *Tx) (err error) {
			var fresh bool
			id, fresh, err = tx.PutReview(ctx, v, []ReviewItem{{Story: "a", Section: "miasto", Topics: []string{"most"}}})
			if fresh != (i == 0) {
				t.Errorf("fresh = %v at try %d", fresh, i)
			}
			return err
		})
	}
	got, err := db.Review(ctx, id)
	if err != nil {
		t.Fatal(err)
	}
	stale := got
	got.Verdict = "spokojnie"
	write(t, db, func(ctx context.Context, tx *Tx) error { return tx.EditReview(ctx, got) })
	edit := func(v Review) error { return db.Write(ctx, func(tx *Tx) error { return tx.EditReview(ctx, v) }) }
	if err := edit(stale); !errors.Is(err, press.ErrConflict) {
		t.Errorf("stale edit: %v", err)
	}
	write(t, db, func(ctx context.Context, tx *Tx) error { return tx.LockReview(ctx, id, "{}", start) })
	got.Revision = 3
	if err := edit(got); !errors.Is(err, press.ErrConflict) {
		t.Errorf("edit after the lock: %v", err)
	}
	items, err := db.ReviewItems(ctx, id)
	if err != nil || len(items) != 1 || items[0].Topics[0] != "most" {
		t.Errorf("items = %+v, %v", items, err)
	}
}

func TestPeople(t *testing.T) {
	db, ctx := open(t), t.Context()
	write(t, db, func(ctx context.Context, tx *Tx) error {
		if err := tx.PutPerson(ctx, press.Person{ID: "anna", Name: "Anna", Role: press.Officer, Departments: []string{"BPM"}}); err != nil {
			return err
		}
		if err := tx.SetPassword(ctx, "anna", "argon"); err != nil {
			return err
		}
		return tx.PutLoginLink(ctx, "sekret", "anna", start, start.Add(time.Hour))
	})
	for i, want := range []error{nil, press.ErrNotFound} {
		err := db.Write(ctx, func(tx *Tx) error { _, err := tx.UseLoginLink(ctx, "sekret", start); return err })
		if !errors.Is(err, want) {
			t.Errorf("use %d of the link: %v", i+1, err)
		}
	}
	s := Sessions{DB: db, Now: func() time.Time { return start }}
	if err := s.Commit("token", []byte("x"), start.Add(time.Minute)); err != nil {
		t.Fatal(err)
	}
	if data, found, err := s.Find("token"); err != nil || !found || string(data) != "x" {
		t.Errorf("session = %q %v %v", data, found, err)
	}
	s.Now = func() time.Time { return start.Add(time.Hour) }
	if _, found, err := s.Find("token"); err != nil || found {
		t.Errorf("session after its end: %v %v", found, err)
	}
}

func TestTopicsKeepTheirHistory(t *testing.T) {
	db, ctx := open(t), t.Context()
	put := func(topic press.Topic, revision int) error {
		return db.Write(ctx, func(tx *Tx) error { return tx.PutTopic(ctx, topic, revision, "anna", start) })
	}
	fromFile := press.Topic{ID: "most", Name: "Most", Query: "most", Severity: press.Urgent, Channels: []string{"poczta"}}
	edited := fromFile
	edited.Query = "most LUB wiadukt"
	for _, step := range []struct {
		topic    press.Topic
		revision int
		want     error
	}{{fromFile, -1, nil}, {fromFile, -1, nil}, {edited, 0, press.ErrConflict}, {edited, 1, nil}, {fromFile, -1, nil}} {
		if err := put(step.topic, step.revision); !errors.Is(err, step.want) {
			t.Fatalf("put revision %d: %v, want %v", step.revision, err, step.want)
		}
	}
	got, err := db.Topic(ctx, "most")
	if err != nil || got.Query != edited.Query || got.Revision != 2 || got.Origin != FromScreen {
		t.Errorf("topic = %+v, %v", got, err)
	}
	history, err := db.TopicHistory(ctx, "most")
	if err != nil || len(history) != 2 || history[1].Query != "most" || history[0].By != "anna" {
		t.Errorf("history = %+v, %v", history, err)
	}
}
