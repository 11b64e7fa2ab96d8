package desk

import (
	"context"
	"time"
)

// A stage does what is due, at most a batch of it, and says how much that was
// and when it wants to be asked again.
type stage struct {
	name string
	run  func(context.Context) (result, error)
}

// A result is what one turn of a stage gave.
type result struct {
	did  int       // how many things it did or began; more may wait
	next time.Time // when the next thing comes due; zero: when woken
}

// chain is the order of things. To add a stage, write a function and a line.
func (d *Desk) chain() []stage {
	return []stage{
		{"list", d.list},         // sources due -> pages known
		{"push", d.subscribe},    // hubs offered, leases that end -> hubs asked
		{"fetch", d.fetch},       // pages due -> bytes kept
		{"read", d.read},         // bytes -> versions: the log
		{"watch", d.watch},       // log -> hits, flags, alerts
		{"index", d.index},       // log -> archive
		{"digest", d.digest},     // clock -> drafts; drafts due -> notices
		{"report", d.report},     // clock -> reports -> notices
		{"remind", d.remind()},   // terms running out -> notices
		{"intake", d.intake},     // cases from outside -> notices
		{"mailing", d.mailing},   // letters to those invited -> notices
		{"follow", d.follow},     // log -> cases that wait for the press
		{"pickup", d.pickups()},  // log -> who took up our texts
		{"spike", d.spikes()},    // stories that spread fast -> notices
		{"heed", d.heed},         // signs on alerts, or none in time -> notices
		{"crisis", d.crisis},     // logs of crisis rooms -> notices
		{"mistakes", d.mistakes}, // what readers found wrong -> notices
		{"stale", d.stale},       // cards of facts to look at again -> notices
		{"send", d.send},         // notices due -> out
		{"learn", d.learn},       // people's words on tones -> the model
		{"suggest", d.suggest},   // summaries asked for -> suggestions
		{"tidy", d.tidy},         // what nobody needs any more
	}
}
