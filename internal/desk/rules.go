package desk

import (
	"cmp"
	"context"
	"slices"
	"time"

	"prasowka/internal/polish"
	"prasowka/internal/press"
	"prasowka/internal/store"
)

// judgedEnough is how many judged alerts make a rule's precision worth telling.
const judgedEnough = 3

// rulesLine says on a Monday how the alerts of the week before did: how many
// there were, how many were right, and which rule was right least often. Other
// days and weeks without an alert have none.
func (d *Desk) rulesLine(ctx context.Context, v store.Review, topics map[string]press.Topic) (string, error) {
	day, err := polish.ParseDay(v.Day)
	if err != nil || day.Weekday() != time.Monday || v.Issue > 1 {
		return "", nil //nolint:nilerr // a review without a day has no Monday
	}
	counts, err := d.Store.RuleCounts(ctx, day.Add(-7).Start(), day.Start())
	if err != nil || len(counts) == 0 {
		return "", err
	}
	var all store.RuleCount
	for _, c := range counts {
		all.Alerts, all.Right, all.Wrong = all.Alerts+c.Alerts, all.Right+c.Right, all.Wrong+c.Wrong
	}
	line := "Alerty w minionym tygodniu: " + polish.Count(all.Alerts)
	if all.Judged() == 0 {
		return line + ", nikt ich nie ocenił.", nil
	}
	line += ", trafne " + polish.Count(all.Right) + " z " + polish.Count(all.Judged()) + " ocenionych"
	counts = slices.DeleteFunc(counts, func(c store.RuleCount) bool { return c.Judged() < judgedEnough || c.Wrong == 0 })
	if len(counts) == 0 {
		return line + ".", nil
	}
	worst := slices.MinFunc(counts, func(a, b store.RuleCount) int { return cmp.Compare(a.Share(), b.Share()) })
	return line + "; najrzadziej trafia „" + cmp.Or(topics[worst.Topic].Name, worst.Topic) + "” (" + polish.Count(worst.Right) + " z " + polish.Count(worst.Judged()) + ").", nil
}
