package web

import (
	"encoding/hex"
	"errors"
	"html/template"
	"net/http"
	"slices"

	"prasowka/internal/polish"
	"prasowka/internal/press"
	"prasowka/internal/query"
	"prasowka/internal/store"
)

// clippingData is the data of the screen Wycinek.
type clippingData struct {
	Clip        clip
	TitleMarked template.HTML
	Paragraphs  []template.HTML
	Hits        []topicHit
	Flags       []press.Flag
	Tones       []toneRow
	Officer     bool
	Rectifies   bool // the person may open a case of Sprostowania about it
	Summary     summaryData
	Versions    []versionRow
	Starred     bool
	Hash        string
	Story       string
	StorySize   int
	Why         string
	Others      []member
	Similar     []clip
	Mistakes    []string      // what may be wrong, to choose from
	Said        []saidMistake // what readers found wrong, for the press office
	Heard       bool          // from a source that has a screen
	Hand        handed
}

// member is a clipping in its story.
type member struct {
	Clip     clip
	Why      string
	CopyOf   string
	CopyName string
	Share    float64
}

// versionRow is a version with what changed against the one before it.
type versionRow struct {
	press.Version
	Diff [][]polish.Run // paragraphs with a change, whole
}

const (
	maxOthers  = 12
	maxSimilar = 5
)

func (s *Site) clipping(w http.ResponseWriter, r *http.Request) error {
	ctx, id := r.Context(), r.PathValue("id")
	filing, err := s.Store.Clipping(ctx, id)
	if err != nil {
		return err
	}
	names, err := s.named(ctx)
	if err != nil {
		return err
	}
	d := clippingData{Clip: names.clips([]store.Filing{filing})[0], Story: filing.Story, Why: filing.Member.Why}
	hits, err := s.Store.Mentions(ctx, id)
	if err != nil {
		return err
	}
	d.Hits = names.hits(hits)
	spans := s.spansOf(r, filing, hits)
	d.TitleMarked = marked(filing.Title, spans, query.Title)
	d.Paragraphs = paragraphs(filing.Text, spans)
	if d.Flags, err = s.Store.Flags(ctx, store.FlagFilter{Clipping: id}); err != nil {
		return err
	}
	d.Officer = person(r).Role.May(press.Officer)
	d.Mistakes = mistakes
	if d.Said, err = s.mistakesOf(r, id); err != nil {
		return err
	}
	if d.Tones, err = s.toneRows(r, id); err != nil {
		return err
	}
	if _, err := s.Store.Source(ctx, filing.Source); err == nil {
		d.Heard = true
	} else if !errors.Is(err, press.ErrNotFound) {
		return err
	}
	if d.Hand, err = s.handed(ctx, id); err != nil {
		return err
	}
	if d.Summary, err = s.summaryOf(r, filing); err != nil {
		return err
	}
	versions, err := s.Store.Versions(ctx, id)
	if err != nil {
		return err
	}
	d.Versions = versionRows(versions)
	d.Hash = hashOf(versions)
	marks, err := s.Store.Marks(ctx, person(r).ID, []string{id})
	if err != nil {
		return err
	}
	d.Starred = marks[id].Starred
	if g, err := s.register(r, rectifications); err == nil {
		d.Rectifies = g.MayWrite(person(r).Role) && filing.Kind != press.SocialPst
	}
	if err := s.around(r, &d, names); err != nil {
		return err
	}
	return s.show(w, r, 0, "clipping", filing.Title, d)
}

// spansOf is what to set off: the words of the search that led here, or else
// the words that topics fired on.
func (s *Site) spansOf(r *http.Request, f store.Filing, hits []press.Hit) []press.Span {
	if spans, ok := askedSpan(r, f.Text); ok {
		return spans
	}
	if q, err := query.Parse(s.Analyzer, r.URL.Query().Get("q")); err == nil {
		if spans, ok := q.Textual().Match(s.docOf(f), s.Now()); ok && len(spans) > 0 {
			return spans
		}
	}
	var spans []press.Span
	for _, h := range hits {
		if h.Version == f.Version {
			spans = append(spans, h.Spans...)
		}
	}
	return spans
}

// docOf is a clipping as the query language sees it, by its text alone.
func (s *Site) docOf(f store.Filing) *query.Doc {
	return query.NewDoc(s.Analyzer, query.Fields{
		ID: f.ID, Title: f.Title, Lead: f.Lead, Text: f.Text, Author: f.Author, Outlet: f.Outlet, Source: f.Source, Published: f.Published,
	})
}

func hashOf(versions []press.Version) string {
	if len(versions) == 0 || versions[len(versions)-1].SHA256 == [32]byte{} {
		return "brak: tekst z importu"
	}
	sum := versions[len(versions)-1].SHA256
	return "SHA-256 " + hex.EncodeToString(sum[:])
}

// versionRows puts the newest version first, each with its change.
func versionRows(versions []press.Version) []versionRow {
	rows := make([]versionRow, len(versions))
	for i, v := range versions {
		rows[i] = versionRow{Version: v}
		if i > 0 && !v.Gone {
			before := versions[i-1]
			rows[i].Diff = changedParagraphs(polish.Diff(before.Title+"\n"+before.Text, v.Title+"\n"+v.Text))
		}
	}
	slices.Reverse(rows)
	return rows
}

// changedParagraphs cuts a diff at its newlines and keeps the paragraphs in
// which something changed.
func changedParagraphs(runs []polish.Run) [][]polish.Run {
	var out [][]polish.Run
	var line []polish.Run
	changed := false
	end := func() {
		if changed {
			out = append(out, line)
		}
		line, changed = nil, false
	}
	for _, run := range runs {
		for i, part := range splitLines(run.Text) {
			if i > 0 {
				end()
			}
			if part != "" {
				line = append(line, polish.Run{Op: run.Op, Text: part})
				changed = changed || run.Op != polish.Kept
			}
		}
	}
	end()
	return out
}

func splitLines(s string) []string {
	var out []string
	start := 0
	for i := range len(s) {
		if s[i] == '\n' {
			out = append(out, s[start:i])
			start = i + 1
		}
	}
	return append(out, s[start:])
}

// around fills in the clipping's story and the clippings like it.
func (s *Site) around(r *http.Request, d *clippingData, names named) error {
	ctx := r.Context()
	members, err := s.Store.StoryMembers(ctx, d.Story)
	if err != nil {
		return err
	}
	d.StorySize = len(members)
	all := membersOf(members, names)
	for _, m := range all {
		if m.Clip.ID != d.Clip.ID && len(d.Others) < maxOthers {
			d.Others = append(d.Others, m)
		}
	}
	similar, err := s.Archive.Similar(ctx, d.Clip.ID, maxSimilar+len(members))
	if err != nil && !errors.Is(err, press.ErrNotFound) {
		s.Log.Warn("similar articles failed", "clipping", d.Clip.ID, "error", err)
	}
	var ids []string
	for _, hit := range similar {
		if !slices.ContainsFunc(members, func(f store.Filing) bool { return f.ID == hit.ID }) && len(ids) < maxSimilar {
			ids = append(ids, hit.ID)
		}
	}
	filings, err := s.Store.ClippingsByID(ctx, ids)
	d.Similar = names.clips(filings)
	return err
}

func membersOf(filings []store.Filing, names named) []member {
	byID := map[string]string{}
	for _, f := range filings {
		byID[f.ID] = names.outlets[f.Outlet]
	}
	out := make([]member, len(filings))
	for i, c := range names.clips(filings) {
		out[i] = member{Clip: c, Why: c.Member.Why, CopyOf: c.Member.CopyOf, CopyName: byID[c.Member.CopyOf], Share: c.Member.Share}
		if out[i].CopyName == "" {
			out[i].CopyOf = ""
		}
	}
	return out
}

// star turns the person's star on a clipping on or off.
func (s *Site) star(w http.ResponseWriter, r *http.Request) error {
	ctx, id, who := r.Context(), r.PathValue("id"), person(r).ID
	err := s.Store.Write(ctx, func(tx *store.Tx) error {
		if _, err := tx.Clipping(ctx, id); err != nil {
			return err
		}
		marks, err := tx.Marks(ctx, who, []string{id})
		if err != nil {
			return err
		}
		mark := marks[id]
		mark.Person, mark.Clipping, mark.At, mark.Starred = who, id, s.Now(), !mark.Starred
		return tx.PutMark(ctx, mark)
	})
	if err != nil {
		return err
	}
	http.Redirect(w, r, "/wycinki/"+id, http.StatusSeeOther)
	return nil
}

// storyData is the data of the screen of one story.
type storyData struct {
	Story   press.Story
	Members []member
	Topics  []press.Topic
	Crises  crisisLink
}

func (s *Site) story(w http.ResponseWriter, r *http.Request) error {
	ctx, id := r.Context(), r.PathValue("id")
	story, err := s.Store.Story(ctx, id)
	if err != nil {
		return err
	}
	names, err := s.named(ctx)
	if err != nil {
		return err
	}
	members, err := s.Store.StoryMembers(ctx, id)
	if err != nil {
		return err
	}
	hits, err := s.Store.StoryHits(ctx, id)
	if err != nil {
		return err
	}
	rooms, err := s.crisisLink(r, id)
	if err != nil {
		return err
	}
	return s.show(w, r, 0, "story", story.Title, storyData{Story: story, Members: membersOf(members, names), Topics: topicsOf(names.hits(hits)), Crises: rooms})
}
