package desk

import (
	"os"
	"strings"
	"testing"
	"time"

	"prasowka/index"
	"prasowka/internal/polish"
	"prasowka/internal/press"
	"prasowka/internal/query"
	"prasowka/internal/store"
	"prasowka/internal/town"
)

// TestChainEndToEnd follows a day of the town from its servers to the mail
// box: found, read, watched, indexed, alerted, reviewed.
func TestChainEndToEnd(t *testing.T) {
	var outlets []string
	if testing.Short() {
		outlets = few
	}
	w := newWorld(t, town.Options{}, outlets...)
	ctx := t.Context()
	w.step(t)
	sources, err := w.Store.Sources(ctx)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range sources {
		if s.CheckedAt.IsZero() || !s.NextAt.After(w.clock.Now()) {
			t.Errorf("%s was not asked, or is due again at once: %+v", s.ID, s)
		}
	}
	n, err := w.Store.CountAll(ctx)
	if err != nil || n < 10*len(w.Config.Outlets) {
		t.Fatalf("%d clippings of %d articles (%v)", n, len(w.town.Articles()), err)
	}
	checkArchive(t, w.Desk)
	w.clock.Add(24*time.Hour - 7*time.Hour) // 5:00 of the next day
	w.step(t)
	w.clock.Add(40 * time.Minute)
	w.step(t)
	draft, err := w.Store.ReviewOn(ctx, "poranny", "2026-11-24")
	if err != nil || draft.State != store.ReviewDraft {
		t.Fatalf("draft at 5:40: %+v, %v", draft, err)
	}
	w.clock.Add(2 * time.Hour)
	w.step(t)
	if sent, err := w.Store.Review(ctx, draft.ID); err != nil || sent.State != store.ReviewLocked {
		t.Errorf("review at 7:40: %+v, %v", sent, err)
	}
	reviews := 0
	for _, m := range w.town.Mails() {
		if strings.Contains(string(m.Raw), "digest") || strings.Contains(m.Header("Subject"), "Przegl") {
			reviews++
		}
	}
	if reviews != 1 {
		t.Errorf("%d reviews came by mail", reviews)
	}
	before := len(w.town.Mails())
	for range 3 { // nothing is sent twice, however often the desk looks
		w.step(t)
	}
	if len(w.town.Mails()) != before {
		t.Error("a mail was sent again")
	}
}

// TestArchiveRefills: the archive is derived; deleted, it comes back and
// answers the same.
func TestArchiveRefills(t *testing.T) {
	w := newWorld(t, town.Options{}, few...)
	ctx := t.Context()
	w.step(t)
	q, err := query.Parse(polish.Default(), "prezydent LUB miasto")
	if err != nil {
		t.Fatal(err)
	}
	ask := func(ix *index.Index) string {
		found, err := ix.Search(ctx, index.Request{Query: q, Limit: 500, Sort: index.Newest, Now: w.clock.Now()})
		if err != nil {
			t.Fatal(err)
		}
		var ids []string
		for _, h := range found.Hits {
			ids = append(ids, h.ID)
		}
		return strings.Join(ids, "\n")
	}
	before := ask(w.Archive)
	dir := w.Archive.Dir()
	if err := w.Archive.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.RemoveAll(dir); err != nil {
		t.Fatal(err)
	}
	fresh, err := index.Open(dir, polish.Default(), index.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer fresh.Close()
	w.Archive = fresh
	w.step(t)
	if after := ask(fresh); after != before || after == "" {
		t.Errorf("answers changed:\n%s\nwere:\n%s", after, before)
	}
}

// TestArchiveOfAnotherLife: an archive whose cursor is ahead of the log holds
// clippings that the log has never had, as after a restored backup; it is made
// again from the log.
func TestArchiveOfAnotherLife(t *testing.T) {
	w := newWorld(t, town.Options{}, few...)
	ctx := t.Context()
	w.step(t)
	want, err := w.Archive.Count()
	if err != nil || want == 0 {
		t.Fatalf("%d clippings, %v", want, err)
	}
	end, err := w.Store.LogEnd(ctx)
	if err != nil {
		t.Fatal(err)
	}
	ghost := index.Doc{ID: press.NewID(w.clock.Now(), "ghost"), Title: "Nie ma mnie w dzienniku"}
	if err := w.Archive.Apply(ctx, []index.Doc{ghost}, end+100); err != nil {
		t.Fatal(err)
	}
	w.step(t)
	n, err := w.Archive.Count()
	if err != nil {
		t.Fatal(err)
	}
	if cursor, err := w.Archive.Cursor(); n != want || cursor != end || err != nil {
		t.Errorf("%d clippings up to %d, %v; want %d up to %d", n, cursor, err, want, end)
	}
}

// TestOutages: hours without mail and chat lose nothing and double nothing.
func TestOutages(t *testing.T) {
	w := newWorld(t, town.Options{}, few...)
	ctx := t.Context()
	w.town.BreakMail(town.MailFault{Down: true})
	w.step(t)
	waiting, err := w.Store.Notices(ctx, store.NoticeFilter{Channel: "poczta"})
	if err != nil || len(waiting) == 0 {
		t.Fatalf("notices: %d, %v", len(waiting), err)
	}
	for range 8 {
		w.clock.Add(45 * time.Minute)
		w.step(t)
	}
	for _, n := range waiting {
		now, err := w.Store.Notice(ctx, n.ID)
		if err != nil || !now.SentAt.IsZero() || now.Failed || now.Attempts < 2 {
			t.Errorf("during the outage: %+v, %v", now, err)
		}
	}
	w.town.MendMail()
	w.clock.Add(5 * time.Hour)
	w.step(t)
	for _, n := range waiting {
		if now, err := w.Store.Notice(ctx, n.ID); err != nil || now.SentAt.IsZero() {
			t.Errorf("after the outage: %+v, %v", now, err)
		}
	}
}
