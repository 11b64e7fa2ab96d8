package town

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"prasowka/internal/press"
)

// An Event is what one Tick did.
type Event struct {
	What    string // "publish", "edit", "break", "mend", "mislabel", "post"
	Outlet  string
	Article string // Article.ID
	Fault   Fault
}

// Live lets the town live until ctx or the town ends: a Tick every Pace.
func (t *Town) Live(ctx context.Context) {
	tick := time.NewTicker(t.opts.Pace)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-t.life.Done():
			return
		case <-tick.C:
			t.Tick()
		}
	}
}

// outage is the outlet that goes down for a while, mixup the one that starts
// to send windows-1250 under its old label.
const (
	outage = "kurier"
	mixup  = "g24"
)

// Tick is one beat of the town's life: mostly a new article; the fourth beat
// edits one silently, the sixth takes an outlet down, the twelfth brings it
// back, the ninth mixes up a charset.
func (t *Town) Tick() Event {
	t.mu.Lock()
	t.ticks++
	n := t.ticks
	t.mu.Unlock()
	switch {
	case n == 6 || (n > 12 && n%40 == 6):
		_ = t.Break(outage, Unavailable) // the outlet exists
		return Event{What: "break", Outlet: outage, Fault: Unavailable}
	case n == 12 || (n > 12 && n%40 == 12):
		_ = t.Mend(outage)
		return Event{What: "mend", Outlet: outage}
	case n == 9:
		_ = t.Break(mixup, Mislabelled)
		return Event{What: "mislabel", Outlet: mixup, Fault: Mislabelled}
	case n%4 == 0:
		if e, ok := t.tickEdit(); ok {
			return e
		}
	case n%10 == 7:
		t.social.tick(t.Now())
		return Event{What: "post", Outlet: Social}
	}
	return t.tickPublish()
}

// tickPublish brings out the next article of the queue; when that is empty, a
// generated one.
func (t *Town) tickPublish() Event {
	t.mu.Lock()
	defer t.mu.Unlock()
	var a *Article
	if len(t.queue) > 0 {
		a, t.queue = t.queue[0], t.queue[1:]
	} else {
		a = t.generateNext()
	}
	a.Published = t.Now().Truncate(time.Second)
	t.place(a)
	t.addLocked(a)
	return Event{What: "publish", Outlet: a.Outlet, Article: a.ID}
}

// tickEdit makes the next silent edit that a text provides for.
func (t *Town) tickEdit() (Event, bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	for _, a := range t.articles {
		if len(a.edits) == 0 || a.Gone {
			continue
		}
		e := a.edits[0]
		a.edits = a.edits[1:]
		a.change(e)
		return Event{What: "edit", Outlet: a.Outlet, Article: a.ID}, true
	}
	return Event{}, false
}

// change replaces words everywhere in the article.
func (a *Article) change(e edit) {
	a.Title = strings.ReplaceAll(a.Title, e.old, e.new)
	a.Lead = strings.ReplaceAll(a.Lead, e.old, e.new)
	blocks := make([]block, len(a.blocks))
	for i, b := range a.blocks {
		b.Text = strings.ReplaceAll(b.Text, e.old, e.new)
		cells := make([]string, len(b.Cell))
		for j, c := range b.Cell {
			cells[j] = strings.ReplaceAll(c, e.old, e.new)
		}
		b.Cell = cells
		blocks[i] = b
	}
	a.blocks = blocks
	a.Text = plain(a.Lead, a.blocks)
	a.Version++
	var left []Planted
	for _, p := range a.Planted {
		if strings.Contains(a.Text, p.Quote) {
			left = append(left, p)
		}
	}
	a.Planted = left
}

// Publish brings out an article. ID, Outlet and Title are required; Text is
// its body, a paragraph a line, marked up as in the data files; a zero
// Published is now. It answers the article as published, with its address.
func (t *Town) Publish(a Article) (Article, error) {
	if _, err := t.site(a.Outlet); err != nil {
		return Article{}, err
	}
	if a.Title == "" || a.ID == "" {
		return Article{}, &press.Invalid{Field: "ID, Title", Why: "Artykuł musi mieć identyfikator i tytuł."}
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.byID[a.ID] != nil {
		return Article{}, press.Conflict(fmt.Sprintf("artykuł %s już jest", a.ID))
	}
	n := a
	n.blocks, n.edits, n.Version, n.slug = parseBlocks(a.Text), nil, 1, slugOf(a.Title)
	n.Text = plain(n.Lead, n.blocks)
	if n.Published.IsZero() {
		n.Published = t.Now()
	}
	if n.Event == "" {
		n.Event = n.ID
	}
	if n.Kind == "" {
		n.Kind = press.Article
	}
	if n.Section == "" {
		n.Section = "Wiadomości"
	}
	n.number = t.byName[a.Outlet].nextNumber()
	t.place(&n)
	t.addLocked(&n)
	return n.copy(), nil
}

// Edit replaces words in an article. An open edit sets Modified and says so on
// the page; a silent one does not.
func (t *Town) Edit(id, old, fresh string, open bool) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	a, ok := t.byID[id]
	if !ok {
		return press.NotFound("article of the town", id)
	}
	if !strings.Contains(a.Title+"\n"+a.Text, old) {
		return errors.New("town.Edit " + id + ": the text does not hold " + fmt.Sprintf("%q", old))
	}
	a.change(edit{old, fresh})
	if open {
		a.Modified = t.Now()
	}
	return nil
}

// Delete takes an article down: its address answers 410, lists drop it.
func (t *Town) Delete(id string) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	a, ok := t.byID[id]
	if !ok {
		return press.NotFound("article of the town", id)
	}
	a.Gone = true
	return nil
}

// slugOf makes an address part of a title.
func slugOf(title string) string {
	var b strings.Builder
	for _, r := range strings.ToLower(plainLetters.Replace(title)) {
		switch {
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9':
			b.WriteRune(r)
		case b.Len() > 0 && !strings.HasSuffix(b.String(), "-"):
			b.WriteByte('-')
		}
		if b.Len() > 60 {
			break
		}
	}
	return strings.Trim(b.String(), "-")
}

var plainLetters = strings.NewReplacer("ą", "a", "ć", "c", "ę", "e", "ł", "l", "ń", "n", "ó", "o", "ś", "s", "ź", "z", "ż", "z",
	"Ą", "A", "Ć", "C", "Ę", "E", "Ł", "L", "Ń", "N", "Ó", "O", "Ś", "S", "Ź", "Z", "Ż", "Z")
