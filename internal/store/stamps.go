package store

import (
	"context"
	"fmt"
)

// What has a stamp: whoever compiled it compiles it again when the stamp has
// changed. Counts and sums of revisions would not do, for a topic that goes and
// another that comes leave them as they were.
const (
	StampTopics = "stamp/topics"
	StampFacts  = "stamp/facts"
	StampModels = "stamp/models"
)

// A Stamp is how often something was written, in this store's whole life.
type Stamp [3]int64

// Stamp reads how often topics, facts and models were written. Read before what
// it stands for, it is never newer than that.
func (r reads) Stamp(ctx context.Context) (s Stamp, err error) {
	for i, name := range []string{StampTopics, StampFacts, StampModels} {
		found, err := rows(ctx, r, func(s scanner) (n int64, err error) { return n, s.Scan(&n) }, `SELECT n FROM counters WHERE name = $1`, name)
		if err != nil {
			return s, err
		}
		if len(found) > 0 {
			s[i] = found[0]
		}
	}
	return s, nil
}

// stamp notes that something was written.
func (tx *Tx) stamp(ctx context.Context, name string) error {
	_, err := tx.exec(ctx, `INSERT INTO counters (name, n) VALUES ($1, 1) ON CONFLICT (name) DO UPDATE SET n = counters.n + 1`, name)
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return nil
}
