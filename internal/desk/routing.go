package desk

import (
	"context"
	"fmt"
	"slices"
	"time"

	"prasowka/config"
	"prasowka/internal/notify"
	"prasowka/internal/press"
	"prasowka/internal/store"
)

// A routing is one issue of a review, ready to be cut for each recipient.
type routing struct {
	desk    *Desk
	review  store.Review
	head    notify.Review
	items   []placed
	topics  map[string]press.Topic
	resting map[string]time.Time // who has paused the review, by Person.ID
	slips   store.SlipKey
}

// routing lays an issue out once for all its recipients.
func (d *Desk) routing(ctx context.Context, v store.Review, items []store.ReviewItem, now time.Time) (*routing, error) {
	r := &routing{desk: d, review: v}
	var err error
	if r.head, r.items, err = d.layOut(ctx, v, items, now); err != nil {
		return nil, err
	}
	r.head.Draft = false
	if r.topics, err = d.topics(ctx); err != nil {
		return nil, err
	}
	if r.resting, err = d.Store.Paused(ctx, v.Name); err != nil {
		return nil, err
	}
	r.slips, err = d.Store.SlipKey(ctx)
	return r, err
}

// whole is the issue with everything: what is kept, and what a channel for
// everybody gets.
func (r *routing) whole() *notify.Review { return r.desk.fill(r.head, r.items, r.topics) }

// paused tells whether the person behind an address wants no review for now.
func (r *routing) paused(to address) bool {
	_, rests := r.resting[to.person.ID]
	return rests && to.person.ID != ""
}

// forOne is the issue for one address: the items that concern the person,
// what he is asked for, and his own links.
func (r *routing) forOne(to address) *notify.Review {
	if to.person.ID == "" {
		return r.whole()
	}
	head := r.head
	head.Recipient = to.person.Name
	head.Own = r.links(to.person)
	var mine []placed
	for _, p := range r.items {
		if !r.concerns(to.person, p) {
			continue
		}
		if p.Action != "" {
			p.view.For = notify.ForInfo
			if p.Owner == to.person.Name || p.Owner == to.person.ID || slices.Contains(p.to, to.person.ID) {
				p.view.For = notify.ForReply
			}
		}
		mine = append(mine, p)
	}
	return r.desk.fill(head, mine, r.topics)
}

// concerns tells whether an item is for a person. The leadership, the press
// office and whoever belongs to no department get everything; the others the
// top stories, what they are to act upon, and what a topic of theirs or of
// their department found.
func (r *routing) concerns(who config.Person, p placed) bool {
	if who.Leader || who.Role.May(press.Officer) || len(who.Departments) == 0 || p.Top || p.Owner != "" && (p.Owner == who.Name || p.Owner == who.ID) || slices.Contains(p.to, who.ID) {
		return true
	}
	for _, id := range p.Topics {
		t := r.topics[id]
		if slices.Contains(t.Owners, who.ID) || slices.ContainsFunc(t.Departments, func(dep string) bool { return slices.Contains(who.Departments, dep) }) {
			return true
		}
	}
	return false
}

// links are a recipient's own: each does one thing for him alone, without a
// log-in.
func (r *routing) links(who config.Person) notify.Links {
	own := r.head.Own
	if r.desk.link("/") == "" {
		return own
	}
	read := r.slips.Token(store.Slip{Kind: store.SlipRead, Person: who.ID, Ref: fmt.Sprintf("review/%d", r.review.ID)})
	pause := r.slips.Token(store.Slip{Kind: store.SlipPause, Person: who.ID, Ref: r.review.Name})
	own.Read = r.desk.link("/odnosnik/" + read)
	own.Preferences = r.desk.link("/odnosnik/" + pause)
	own.Unsubscribe = own.Preferences
	return own
}
