package web

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"prasowka/internal/paper"
	"prasowka/internal/polish"
	"prasowka/internal/press"
	"prasowka/internal/store"
)

// Rendered is an issue of the review as its readers get it.
type Rendered struct {
	Shown
	Paper []byte // the page that is printed

	Verdict string      // its one line
	Parts   []IssuePart // in the order of reading
	Footer  []string    // who answered, and how much came
}

// An IssuePart is one part of an issue: its groups of stories, or its lines.
type IssuePart struct {
	ID, Title, Style string // Style: "top", "reaction", "list", "lines"
	Groups           []IssueGroup
	Lines            []Followed
}

// An IssueGroup is a run of stories under one name; parts without groups have
// one without a name.
type IssueGroup struct {
	Name string
	Rows []IssueRow
}

// An IssueRow is a story as words, the same as in the mail.
type IssueRow struct {
	Story, Clipping  string
	Title, URL       string
	Meta             []string // "Radio 5", "07:12", "+3 redakcje"
	Tone, Air        string
	Why, Note, Quote string
	Who, Topics      string
	Action, Owner    string
	Left, Due        string // "Zostały 2 dni", "do pon. 23.11, 14:00"
	Risky, Again     bool
	Links            []Link
}

// Followed is one thing that has moved since an earlier issue.
type Followed struct{ Mark, Text, Meta, URL string }

// reviewsData is the data of the screen Przegląd.
type reviewsData struct {
	Open, Past []reviewRow
	Edits      bool
}

// reviewRow is one issue as a line of a list.
type reviewRow struct {
	store.Review
	Name  string
	Items int
	Read  int
}

// DayLong is the issue's day in words.
func (r reviewRow) DayLong() string { return reviewDay(r.Review) }

func reviewDay(v store.Review) string {
	d, err := polish.ParseDay(v.Day)
	if err != nil {
		return v.Day
	}
	return polish.WeekdayName(d.Weekday()) + ", " + d.Words()
}

// issueName is what an issue is called: "Przegląd prasy, wydanie 2".
func issueName(v store.Review) string {
	if v.Issue > 1 {
		return fmt.Sprintf("%s, wydanie %d", v.Title, v.Issue)
	}
	return v.Title
}

const pastReviews = 60

func (s *Site) reviews(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	all, err := s.Store.Reviews(ctx, "", pastReviews)
	if err != nil {
		return err
	}
	d := reviewsData{Edits: person(r).Role.May(press.Officer)}
	for _, v := range all {
		row := reviewRow{Review: v, Name: issueName(v)}
		row.Verdict = cmp.Or(v.Verdict, sentVerdict(v))
		items, err := s.Store.ReviewItems(ctx, v.ID)
		if err != nil {
			return err
		}
		for _, i := range items {
			if !i.Dropped && i.Merged == "" {
				row.Items++
			}
		}
		if v.State != store.ReviewLocked {
			if d.Edits {
				d.Open = append(d.Open, row)
			}
			continue
		}
		signs, err := s.Store.Receipts(ctx, reviewKey(v.ID))
		if err != nil {
			return err
		}
		row.Read = len(signs)
		d.Past = append(d.Past, row)
	}
	return s.show(w, r, 0, "reviews", "Przegląd prasy", d)
}

// sentVerdict is the one line that an issue went out with, when no editor wrote
// one.
func sentVerdict(v store.Review) string {
	var sent struct{ Verdict string }
	if v.Model == "" || json.Unmarshal([]byte(v.Model), &sent) != nil {
		return ""
	}
	return sent.Verdict
}

// reviewKey is what receipts call an issue.
func reviewKey(id int64) string { return fmt.Sprintf("review/%d", id) }

// reviewItem is an item as the screens of an issue show it.
type reviewItem struct {
	store.ReviewItem
	Clip    clip
	Others  int // further outlets of the story
	Topics  []press.Topic
	Number  int          // place within its section, from 1
	Last    bool         // of its section
	Joined  []reviewItem // merged into this one
	Headed  string       // the headline: the editor's or the clipping's
	Reasons []string
}

// reviewSection is a section with what stands in it.
type reviewSection struct {
	Key, Name string
	Items     []reviewItem
}

// sectionNames are the sections of the review in the order of reading.
var sectionNames = []struct{ key, name string }{
	{"prezydent", "Prezydent i zastępcy"}, {"miasto", "Sprawy miasta"}, {"jednostki", "Jednostki miejskie"}, {"region", "Region i kraj"}, {"nasze", "Nasze publikacje"},
}

// sectionName is the heading of a section; one that a topic made up is its own.
func sectionName(key string) string {
	for _, s := range sectionNames {
		if s.key == key {
			return s.name
		}
	}
	return key
}

// sectionRank is a section's place in the order of reading: those that topics
// made up stand before the last, our own publications.
func sectionRank(key string) int {
	last := len(sectionNames) - 1
	for i, s := range sectionNames[:last] {
		if s.key == key {
			return i
		}
	}
	if key == sectionNames[last].key {
		return last + 1
	}
	return last
}

// issueData is an issue with everything that its screens show.
type issueData struct {
	Review   store.Review
	Name     string
	Day      string
	Sections []reviewSection
	Dropped  []reviewItem
	All      []reviewItem // every item that tells its own story
	Count    int
	Locked   bool
	Edits    bool // the person may edit
	Read     bool // the person has said so
	Readers  []readerRow
	Waiting  int // recipients who have not
	Editor   string

	Verdict string
	Parts   []IssuePart
	Footer  []string
}

// readerRow is one recipient of an issue.
type readerRow struct {
	Name, Post string
	Sent       time.Time
	Seen       time.Time
	Failed     bool
}

// issueOf reads the issue of a path. Drafts are their editors' only.
func (s *Site) issueOf(r *http.Request) (store.Review, error) {
	id, err := strconv.ParseInt(r.PathValue("id"), 10, 64)
	if err != nil {
		return store.Review{}, press.NotFound("przegląd", r.PathValue("id"))
	}
	v, err := s.Store.Review(r.Context(), id)
	if err == nil && v.State != store.ReviewLocked && !person(r).Role.May(press.Officer) {
		return v, errForbidden
	}
	return v, err
}

// issueFilled gathers what the screens of an issue show.
func (s *Site) issueFilled(r *http.Request, v store.Review) (issueData, error) {
	ctx := r.Context()
	d := issueData{
		Review: v, Name: issueName(v), Day: reviewDay(v), Locked: v.State == store.ReviewLocked, Edits: person(r).Role.May(press.Officer),
	}
	items, err := s.Store.ReviewItems(ctx, v.ID)
	if err != nil {
		return d, err
	}
	names, err := s.named(ctx)
	if err != nil {
		return d, err
	}
	shown, err := s.reviewItems(ctx, items, names)
	if err != nil {
		return d, err
	}
	d.arrange(shown)
	if err := s.readers(ctx, &d); err != nil {
		return d, err
	}
	signs, err := s.Store.Receipts(ctx, reviewKey(v.ID))
	if err != nil {
		return d, err
	}
	d.Read = slices.ContainsFunc(signs, func(c store.Receipt) bool { return c.Person == person(r).ID && c.Kind == store.Seen })
	if v.ApprovedBy != "" {
		d.Editor = v.ApprovedBy
		if p, err := s.Store.Person(ctx, v.ApprovedBy); err == nil {
			d.Editor = p.Name
		}
	}
	return d, nil
}

// reviewItems puts names, outlets and topics to items.
func (s *Site) reviewItems(ctx context.Context, items []store.ReviewItem, names named) ([]reviewItem, error) {
	ids := make([]string, len(items))
	for i, it := range items {
		ids[i] = it.Clipping
	}
	filings, err := s.Store.ClippingsByID(ctx, ids)
	if err != nil {
		return nil, err
	}
	clips := map[string]clip{}
	for _, c := range names.clips(filings) {
		clips[c.ID] = c
	}
	out := make([]reviewItem, len(items))
	for i, it := range items {
		v := reviewItem{ReviewItem: it, Clip: clips[it.Clipping], Headed: cmp.Or(it.Title, clips[it.Clipping].Title)}
		for _, id := range it.Topics {
			if t, ok := names.topics[id]; ok {
				v.Topics = append(v.Topics, t)
			}
		}
		if it.Reasons != "" {
			v.Reasons = strings.Split(it.Reasons, "\n")
		}
		story, err := s.Store.Story(ctx, it.Story)
		if err != nil && !errors.Is(err, press.ErrNotFound) {
			return nil, err
		}
		v.Others = max(0, story.Outlets-1)
		out[i] = v
	}
	return out, nil
}

// arrange puts items under their sections, and merged ones under the item
// that tells their story.
func (d *issueData) arrange(items []reviewItem) {
	joined := map[string][]reviewItem{}
	sections := map[string]*reviewSection{}
	for _, it := range items {
		switch {
		case it.Dropped:
			d.Dropped = append(d.Dropped, it)
		case it.Merged != "":
			joined[it.Merged] = append(joined[it.Merged], it)
		}
	}
	for _, it := range items {
		if it.Dropped || it.Merged != "" {
			continue
		}
		sec := sections[it.Section]
		if sec == nil {
			sec = &reviewSection{Key: it.Section, Name: sectionName(it.Section)}
			sections[it.Section] = sec
		}
		it.Number, it.Joined = len(sec.Items)+1, joined[it.Story]
		sec.Items = append(sec.Items, it)
		d.All = append(d.All, it)
		d.Count++
	}
	for _, sec := range sections {
		sec.Items[len(sec.Items)-1].Last = true
		d.Sections = append(d.Sections, *sec)
	}
	slices.SortFunc(d.Sections, func(a, b reviewSection) int {
		return cmp.Or(cmp.Compare(sectionRank(a.Key), sectionRank(b.Key)), cmp.Compare(a.Key, b.Key))
	})
}

// readers lists whom an issue went to, and who says that he has read it.
func (s *Site) readers(ctx context.Context, d *issueData) error {
	if !d.Edits || !d.Locked {
		return nil
	}
	signs, err := s.Store.Receipts(ctx, reviewKey(d.Review.ID))
	if err != nil {
		return err
	}
	seen := map[string]time.Time{}
	for _, c := range signs {
		if c.Kind == store.Seen {
			seen[c.Person] = c.At
		}
	}
	people, err := s.Store.People(ctx)
	if err != nil {
		return err
	}
	notices, err := s.Store.Notices(ctx, store.NoticeFilter{Kind: press.NoticeReview, Since: d.Review.LockedAt.Add(-time.Minute), Limit: 1000})
	if err != nil {
		return err
	}
	sent := map[string]press.Notice{} // by address
	prefix := noticePrefix(d.Review)
	for _, n := range notices {
		if strings.HasPrefix(n.Key, prefix) && (d.Review.Issue > 1 || !numbered(n.Key[len(prefix):])) {
			sent[n.To] = n
		}
	}
	for _, p := range people {
		n, got := sent[p.Email]
		if at, read := seen[p.ID]; got && p.Email != "" || read {
			d.Readers = append(d.Readers, readerRow{Name: p.Name, Post: p.Post, Sent: n.SentAt, Failed: n.Failed, Seen: at})
			if !read {
				d.Waiting++
			}
		}
	}
	return nil
}

// noticePrefix begins the keys of an issue's notices: see the desk's digest.
func noticePrefix(v store.Review) string {
	if v.Issue > 1 {
		return fmt.Sprintf("digest/%s/%s/%d/", v.Name, v.Day, v.Issue)
	}
	return fmt.Sprintf("digest/%s/%s/", v.Name, v.Day)
}

// numbered tells whether what follows a first issue's prefix is the number of
// a further issue.
func numbered(rest string) bool {
	number, _, _ := strings.Cut(rest, "/")
	_, err := strconv.Atoi(number)
	return err == nil
}

func (s *Site) reviewScreen(w http.ResponseWriter, r *http.Request) error {
	v, err := s.issueOf(r)
	if err != nil {
		return err
	}
	d, err := s.issueFilled(r, v)
	if err != nil {
		return err
	}
	if s.Issue != nil {
		as, err := s.Issue(r.Context(), v.ID)
		if err != nil {
			return fmt.Errorf("show review %d: %w", v.ID, err)
		}
		d.Verdict, d.Parts, d.Footer = as.Verdict, as.Parts, as.Footer
	}
	return s.show(w, r, 0, "review", d.Name+" · "+v.Day, d)
}

// reviewPaper is the issue as a tagged PDF.
func (s *Site) reviewPaper(w http.ResponseWriter, r *http.Request) error {
	v, err := s.issueOf(r)
	if err != nil {
		return err
	}
	if s.Issue == nil {
		return press.NotFound("wydruk", r.PathValue("id"))
	}
	as, err := s.Issue(r.Context(), v.ID)
	if err != nil {
		return fmt.Errorf("print review %d: %w", v.ID, err)
	}
	pdf, err := paper.PDF(r.Context(), as.Paper, paper.PDFOptions{Browser: s.Browser, Footer: issueName(v) + ", " + v.Day})
	if err != nil {
		return noPDF(err)
	}
	send(w, r, fmt.Sprintf("przeglad-prasy-%s-%d.pdf", v.Day, v.Issue), "application/pdf", pdf, v.Made)
	return nil
}

// acknowledge keeps that the person has read an issue.
func (s *Site) acknowledge(w http.ResponseWriter, r *http.Request) error {
	v, err := s.issueOf(r)
	if err != nil {
		return err
	}
	sign := store.Receipt{Key: reviewKey(v.ID), Person: person(r).ID, Kind: store.Seen, At: s.Now()}
	err = s.Store.Write(r.Context(), func(tx *store.Tx) error { return tx.PutReceipt(r.Context(), sign) })
	if err != nil {
		return err
	}
	return s.flash(w, r, "Dziękujemy, zapisane: przegląd przeczytany.", "/przeglad/"+r.PathValue("id"))
}

// toReview answers the address of the link "Przeczytane" typed by hand: the
// issue has the button.
func (s *Site) toReview(w http.ResponseWriter, r *http.Request) error {
	http.Redirect(w, r, "/przeglad/"+r.PathValue("id")+"#przeczytane", http.StatusSeeOther)
	return nil
}

// reviewPreview is the issue as its readers get it: html, text or pdf.
func (s *Site) reviewPreview(w http.ResponseWriter, r *http.Request) error {
	form := r.PathValue("form")
	if form == "pdf" {
		return s.reviewPaper(w, r)
	}
	v, err := s.issueOf(r)
	if err != nil {
		return err
	}
	if s.Issue == nil {
		return press.NotFound("podgląd", form)
	}
	as, err := s.Issue(r.Context(), v.ID)
	if err != nil {
		return fmt.Errorf("preview review %d: %w", v.ID, err)
	}
	return writeBody(w, form, as.Shown)
}
