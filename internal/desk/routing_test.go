package desk

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"prasowka/config"
	"prasowka/index"
	"prasowka/internal/cases"
	"prasowka/internal/notify"
	"prasowka/internal/polish"
	"prasowka/internal/press"
	"prasowka/internal/store"
)

// small is a desk without a town: an empty store, two channels that keep what
// they get, and a clock.
type small struct {
	*Desk
	clock *clock
	post  *taker
}

// taker is a channel that keeps what it is given, or answers as told.
type taker struct {
	name string
	got  []press.Notice
	say  func(context.Context, press.Notice) (notify.Receipt, error)
}

func (c *taker) Name() string { return c.name }

func (c *taker) Send(ctx context.Context, n press.Notice) (notify.Receipt, error) {
	c.got = append(c.got, n)
	if c.say != nil {
		return c.say(ctx, n)
	}
	return notify.Receipt{Remote: "id-" + n.Key}, nil
}

func newSmall(t *testing.T) *small {
	t.Helper()
	ctx, dir := t.Context(), t.TempDir()
	db, err := store.Open(ctx, "sqlite:"+filepath.Join(dir, "prasowka.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	archive, err := index.Open(filepath.Join(dir, "index"), polish.Default(), index.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = archive.Close() })
	s := &small{clock: &clock{now: time.Date(2026, 11, 23, 7, 0, 0, 0, polish.Warsaw)}, post: &taker{name: "poczta"}}
	c := &config.Config{Main: config.Main{
		Office: config.Office{City: "Grodzisko", Name: "Biuro Prezydenta Miasta"}, Server: config.Server{URL: "https://prasowka.example"},
		Crawl:    config.Crawl{Contact: "test@example.org"},
		Channels: map[string]config.Channel{"poczta": {Kind: "email", Host: "127.0.0.1", Port: 1, TLS: config.NoTLS, From: "BPM <bpm@example.org>"}},
		Alerts:   config.Alerts{To: []string{"anna"}, Channels: []string{"poczta"}},
	}}
	c.People.People = []config.Person{
		{ID: "anna", Name: "Anna Rzecznik", Email: "anna@example.org", Role: press.Officer},
		{ID: "ewa", Name: "Ewa Drogowa", Email: "ewa@example.org", Role: press.Reader, Departments: []string{"drogi"}},
		{ID: "jan", Name: "Jan Kulturalny", Email: "jan@example.org", Role: press.Reader, Departments: []string{"kultura"}},
	}
	c.People.Departments = []config.Department{{ID: "drogi", Name: "Wydział Dróg"}, {ID: "kultura", Name: "Wydział Kultury"}}
	c.Watch.Topics = append(c.Watch.Topics,
		config.Topic{ID: "drogi", Name: "Drogi", Query: "droga", Departments: []string{"drogi"}},
		config.Topic{ID: "kultura", Name: "Kultura", Query: "koncert", Departments: []string{"kultura"}},
	)
	c.Reviews.Reviews = []config.Review{{Name: "poranny", Title: "Przegląd prasy", Draft: "30 5 * * *", Send: "0 7 * * *", Approval: config.Editor, To: []string{"anna", "ewa", "jan"}, Channels: []string{"poczta"}}}
	s.Desk, err = New(ctx, Options{Config: c, Store: db, Archive: archive, Analyzer: polish.Default(), Now: s.clock.Now, Log: slog.New(slog.NewTextHandler(io.Discard, nil)), Channels: []notify.Channel{s.post}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

// tell files a story of as many outlets as named, with hits of topics.
func (s *small) tell(t *testing.T, title string, at time.Time, topics []string, outlets ...string) string {
	t.Helper()
	ctx := t.Context()
	story := press.NewID(at, title)
	err := s.Store.Write(ctx, func(tx *store.Tx) error {
		if err := tx.OpenStory(ctx, press.Story{ID: story, Title: title, Lead: story, First: at, Last: at, Size: 1, Outlets: 1}); err != nil {
			return err
		}
		for i, o := range outlets {
			if err := tx.PutOutlet(ctx, press.Outlet{ID: o, Name: strings.ToUpper(o), Tier: 1, Medium: press.Portal}); err != nil {
				return err
			}
			c := press.Clipping{ID: story, URL: "https://" + o + ".example/" + story, Outlet: o, Source: o, Kind: press.Article, Title: title,
				Text: "Pierwsze zdanie. " + title + ": drugie zdanie.", Published: at, Found: at, Version: 1, Story: story}
			if i > 0 {
				c.ID = press.NewID(at.Add(time.Duration(i)*time.Minute), c.URL)
			}
			if _, err := tx.PutReading(ctx, store.Filing{Clipping: c}, press.Version{N: 1, At: at, Title: title, Text: c.Text}); err != nil {
				return err
			}
		}
		for _, topic := range topics {
			if _, err := tx.PutHit(ctx, press.Hit{Topic: topic, Clipping: story, Story: story, Version: 1, At: at, Spans: []press.Span{{Field: "tekst", Start: 17, End: 20}}}); err != nil {
				return err
			}
		}
		return tx.CountStory(ctx, story)
	})
	if err != nil {
		t.Fatal(err)
	}
	return story
}

// What an outlet wrote is a quotation, what the editor wrote is a note, each
// recipient gets what concerns him, and his links are his own.
func TestReviewIsRouted(t *testing.T) {
	s := newSmall(t)
	ctx, at := t.Context(), s.clock.Now().Add(-time.Hour)
	s.Config.Registers = []*cases.Register{{Name: "sprostowania"}}
	if err := s.settle(ctx); err != nil {
		t.Fatal(err)
	}
	for i := range 3 {
		s.tell(t, fmt.Sprintf("Wspólna %d", i), at.Add(time.Duration(i)*time.Minute), []string{"drogi", "kultura"}, "alfa", "beta", "gama")
	}
	roads := s.tell(t, "Remont drogi", at, []string{"drogi"}, "alfa")
	culture := s.tell(t, "Koncert na rynku", at, []string{"kultura"}, "alfa")
	id, err := s.Draft(ctx, "poranny")
	if err != nil {
		t.Fatal(err)
	}
	items, err := s.Store.ReviewItems(ctx, id)
	if err != nil || len(items) != 5 {
		t.Fatalf("%d items, %v", len(items), err)
	}
	for _, i := range items {
		if i.Note != "" || !strings.Contains(i.Quote, "drugie zdanie") || i.Reasons == "" || i.Weight <= 0 {
			t.Errorf("a candidate: %+v", i)
		}
	}
	at4 := slices.IndexFunc(items, func(i store.ReviewItem) bool { return i.Story == roads })
	items[at4].Note, items[at4].Why, items[at4].Action, items[at4].Owner = "Nasze słowa.", "Dotyczy objazdu.", "wyjaśnienie", "Jan Kulturalny"
	if err := s.Store.Write(ctx, func(tx *store.Tx) error {
		if err := tx.PauseReview(ctx, "nikt", "poranny", true, at); err != nil {
			return err
		}
		return tx.PutReviewItem(ctx, items[at4])
	}); err != nil {
		t.Fatal(err)
	}
	if n, err := s.SendReview(ctx, id); err != nil || n != 3 {
		t.Fatalf("sent %d, %v", n, err)
	}
	key, err := s.Store.SlipKey(ctx)
	if err != nil {
		t.Fatal(err)
	}
	for who, want := range map[string]struct{ roads, culture bool }{"anna": {true, true}, "ewa": {true, false}, "jan": {true, true}} {
		n, err := s.Store.NoticeByKey(ctx, "digest/poranny/2026-11-23/poczta/"+who+"@example.org")
		if err != nil {
			t.Fatal(err)
		}
		p, err := notify.Decode(n)
		if err != nil {
			t.Fatal(err)
		}
		r := p.(*notify.Review)
		plain := string(n.Payload)
		if strings.Contains(plain, roads) != want.roads || strings.Contains(plain, culture) != want.culture {
			t.Errorf("%s: roads %v, culture %v", who, strings.Contains(plain, roads), strings.Contains(plain, culture))
		}
		if mends := strings.Contains(plain, "/rejestry/sprostowania/nowa?wycinek="); mends != (who == "anna") {
			t.Errorf("%s: a link to rectify %v", who, mends)
		}
		slip, err := key.Read(r.Own.Read[strings.LastIndex(r.Own.Read, "/")+1:])
		if err != nil || slip.Person != who || slip.Ref != fmt.Sprintf("review/%d", id) || !strings.HasPrefix(r.Own.Unsubscribe, "https://prasowka.example/odnosnik/") {
			t.Errorf("%s: links %+v, %v", who, r.Own, err)
		}
		ask := map[string]notify.Ask{"jan": notify.ForReply}[who]
		if ask == "" {
			ask = notify.ForInfo
		}
		if len(r.Reaction) != 1 || r.Reaction[0].For != ask || r.Reaction[0].Note != "Nasze słowa." || r.Reaction[0].Why != "Dotyczy objazdu." || !strings.Contains(r.Reaction[0].Quote, "drugie zdanie") {
			t.Errorf("%s: reaction %+v", who, r.Reaction)
		}
	}
	locked, err := s.Review(ctx, id)
	if err != nil || len(locked.Reaction) != 1 || locked.Recipient != "" {
		t.Errorf("what was sent is not kept whole: %+v, %v", locked, err)
	}
	again, _ := json.Marshal(locked)
	if strings.Contains(string(again), "/odnosnik/") {
		t.Error("the kept issue carries somebody's links")
	}
}

func TestPausedReviewIsNotSent(t *testing.T) {
	s := newSmall(t)
	ctx := t.Context()
	id, err := s.Draft(ctx, "poranny")
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Store.Write(ctx, func(tx *store.Tx) error { return tx.PauseReview(ctx, "ewa", "poranny", true, s.clock.Now()) }); err != nil {
		t.Fatal(err)
	}
	if n, err := s.SendReview(ctx, id); err != nil || n != 2 {
		t.Errorf("sent %d, %v", n, err)
	}
}

func TestImportance(t *testing.T) {
	w := config.Weights{}.In()
	most, why := weigh(w, traits{leadership: 1, tier: 1, prominence: 1, tone: 1, spread: 1, novelty: 1, doubt: 1, urgency: 1})
	if most != 18 || why[0] != "18" || len(why) != 9 || !strings.HasPrefix(why[1], "kierownictwo") {
		t.Errorf("%v %v", most, why)
	}
	if least, why := weigh(w, traits{}); least != 0 || len(why) != 1 {
		t.Errorf("%v %v", least, why)
	}
	var severe traits
	for _, topic := range []press.Topic{{Severity: press.Notable}, {Name: "Awarie", Severity: press.Urgent}, {Severity: press.Routine}} {
		severe.heed(topic)
	}
	if severe.urgency != 1 || severe.because() != "Pilny temat: Awarie" {
		t.Errorf("severities: %+v", severe)
	}
	items := rank([]store.ReviewItem{{Story: "a", Weight: 1}, {Story: "b", Weight: 9}, {Story: "c", Weight: 0, Action: "sprostowanie"}, {Story: "d", Weight: 1, Clipping: "z"}})
	got := ""
	for i, it := range items {
		got += it.Story
		if it.Place != i || it.Top != (i < 3) {
			t.Errorf("%+v at %d", it, i)
		}
	}
	if got != "cbda" {
		t.Errorf("order %s", got)
	}
}

// An attempt is known before it is made, and a part that arrived is kept even
// when the house goes down in the middle.
func TestHalfSentNoticeIsKept(t *testing.T) {
	s := newSmall(t)
	ctx, cancel := context.WithCancel(t.Context())
	n := press.Notice{Key: "k", Kind: press.NoticeSystem, Channel: "poczta", To: "anna@example.org", Payload: []byte("{}"), Made: s.clock.Now()}
	if err := s.Store.Write(ctx, func(tx *store.Tx) error {
		_, err := tx.PutNotice(ctx, n)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	s.post.say = func(_ context.Context, sent press.Notice) (notify.Receipt, error) {
		known, err := s.Store.NoticeByKey(t.Context(), "k")
		if err != nil || known.Attempts != 1 || sent.Attempts != 0 {
			t.Errorf("before sending: %d attempts kept, %d given, %v", known.Attempts, sent.Attempts, err)
		}
		cancel()
		return notify.Receipt{Remote: "half"}, errors.New("wire cut")
	}
	if err := s.deliver(ctx, n); !errors.Is(err, context.Canceled) {
		t.Errorf("deliver: %v", err)
	}
	known, err := s.Store.NoticeByKey(t.Context(), "k")
	if err != nil || known.Remote != "half" || !known.SentAt.IsZero() {
		t.Errorf("kept %+v, %v", known, err)
	}
	if _, err := s.remote(t.Context(), "k"); !errors.Is(err, errWaits) {
		t.Errorf("an answer to what has not gone out: %v", err)
	}
	if remote, err := s.remote(t.Context(), "unknown"); err != nil || remote != "" {
		t.Errorf("an answer to nothing: %q, %v", remote, err)
	}
}

// What has moved since an earlier issue goes to whom it concerns: by the topics
// of the text in question, by who leads the case, by what our release is about.
func TestFollowUpsAreRouted(t *testing.T) {
	s := newSmall(t)
	ctx := t.Context()
	defaults, err := config.LoadFS(config.Defaults(), config.Checks{})
	if err != nil {
		t.Fatal(err)
	}
	s.Config.Registers = defaults.Registers
	o := &office{world: &world{Desk: s.Desk, clock: s.clock}}
	s.clock.Add(30 * time.Minute)
	road := s.publish(t, "Remont drogi", "Remont drogi potrwa do maja.")
	culture := s.publish(t, "Koncert na rynku", "Koncert odbędzie się o 18.")
	if err := s.Step(ctx); err != nil {
		t.Fatal(err)
	}
	s.clock.Add(30 * time.Minute)
	o.say(t, "r1", "komunikat", "Zamykamy drogę", "Od poniedziałku zamykamy drogę do szkoły. Objazd poprowadzi ulica Rzeczna.", s.clock.Now())
	o.say(t, "r2", "komunikat", "Dyżury urzędników", "Urzędnicy będą dyżurować w soboty.", s.clock.Now())
	refused := map[string]any{"rodzaj": "sprostowanie", "medium": "kurier", "tytul": "Remont drogi", "wycinek": road}
	own := map[string]any{"rodzaj": "polemika", "medium": "kurier", "tytul": "Co innego"}
	for i, fields := range []map[string]any{refused, own} {
		id := o.openCase(t, "sprostowania", "odmowa", []string{"anna", "ewa"}[i], fields)
		if err := s.Store.Write(ctx, func(tx *store.Tx) error {
			return tx.NoteCase(ctx, store.CaseChange{Case: id, At: s.clock.Now(), Who: "anna", What: "zmienił stan", Detail: "Redakcja odmówiła"})
		}); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Store.Write(ctx, func(tx *store.Tx) error {
		f, err := tx.Clipping(ctx, culture)
		if err != nil {
			return err
		}
		f.Version, f.Text = 2, "Koncert odbędzie się o 20."
		_, err = tx.PutReading(ctx, f, press.Version{N: 2, At: s.clock.Now(), Title: f.Title, Text: f.Text, Matters: true, What: "zmieniono godzinę"})
		return err
	}); err != nil {
		t.Fatal(err)
	}
	if err := s.Step(ctx); err != nil {
		t.Fatal(err)
	}
	s.clock.Add(time.Minute)
	id, err := s.Draft(ctx, "poranny")
	if err != nil {
		t.Fatal(err)
	}
	if n, err := s.SendReview(ctx, id); err != nil || n != 3 {
		t.Fatalf("sent %d, %v", n, err)
	}
	const roadLine, ownLine, edit, release, duties = "sprostowania do materiału „Remont drogi”", "polemiki do materiału „Co innego”", "W tekście „Koncert na rynku”", "Komunikatu „Zamykamy drogę”", "Komunikatu „Dyżury urzędników”"
	for who, want := range map[string][]string{"anna": {roadLine, ownLine, edit, release, duties}, "ewa": {roadLine, ownLine, release}, "jan": {edit}} {
		n, err := s.Store.NoticeByKey(ctx, "digest/poranny/2026-11-23/poczta/"+who+"@example.org")
		if err != nil {
			t.Fatal(err)
		}
		p, err := notify.Decode(n)
		if err != nil {
			t.Fatal(err)
		}
		mail, err := p.Mail()
		if err != nil {
			t.Fatal(err)
		}
		text := strings.ReplaceAll(strings.Join(strings.Fields(mail.Text), " "), polish.NBSP, " ")
		if got := len(p.(*notify.Review).FollowUps); got != len(want) {
			t.Errorf("%s gets %d follow-ups, want %d: %s", who, got, len(want), text)
		}
		for _, line := range want {
			if !strings.Contains(text, line) {
				t.Errorf("%s is not told of %q: %s", who, line, text)
			}
		}
	}
	whole, err := s.Review(ctx, id)
	if err != nil || len(whole.FollowUps) != 5 {
		t.Errorf("kept are %d follow-ups, %v", len(whole.FollowUps), err)
	}
}
