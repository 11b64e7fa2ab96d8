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
	layout
	desk    *Desk
	review  store.Review
	resting map[string]time.Time // who has paused the review, by Person.ID
	slips   store.SlipKey
}

// routing lays an issue out once for all its recipients.
func (d *Desk) routing(ctx context.Context, v store.Review, items []store.ReviewItem, now time.Time) (*routing, error) {
	r := &routing{desk: d, review: v}
	var err error
	if r.layout, err = d.layOut(ctx, v, items, now); err != nil {
		return nil, err
	}
	r.head.Draft = false
	if r.resting, err = d.Store.Paused(ctx, v.Name); err != nil {
		return nil, err
	}
	r.slips, err = d.Store.SlipKey(ctx)
	return r, err
}

// whole is the issue with everything: what is kept, and what a channel for
// everybody gets.
func (r *routing) whole() *notify.Review { return r.desk.fill(r.head, r.items, r.follow, r.topics) }

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
	if !everything(to.person) {
		head.Undecided = 0 // the press officer's matter, and the leadership's
	}
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
		if !to.person.Role.May(press.Officer) {
			p.view.Rectify = "" // the button is the press office's
		}
		if p.Clipping != "" {
			p.view.Report = r.desk.link("/wycinki/" + p.Clipping + "#blad")
		}
		mine = append(mine, p)
	}
	var follow []followed
	for _, f := range r.follow {
		if everything(to.person) || slices.Contains(f.people, to.person.ID) || r.about(to.person, f.topics) {
			follow = append(follow, f)
		}
	}
	return r.desk.fill(head, mine, follow, r.topics)
}

// everything tells whether a person gets all there is: the leadership, the
// press office, and whoever belongs to no department.
func everything(who config.Person) bool {
	return who.Leader || who.Role.May(press.Officer) || len(who.Departments) == 0
}

// about tells whether one of some topics is a person's or his department's.
func (r *routing) about(who config.Person, topics []string) bool {
	return slices.ContainsFunc(topics, func(id string) bool {
		t := r.topics[id]
		return slices.Contains(t.Owners, who.ID) || slices.ContainsFunc(t.Departments, func(dep string) bool { return slices.Contains(who.Departments, dep) })
	})
}

// concerns tells whether an item is for a person who does not get everything:
// the top stories, what he is to act upon, and what a topic of his or of his
// department found.
func (r *routing) concerns(who config.Person, p placed) bool {
	return everything(who) || p.Top || p.Owner != "" && (p.Owner == who.Name || p.Owner == who.ID) || slices.Contains(p.to, who.ID) || r.about(who, p.Topics)
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
