package store

import (
	"strings"
	"testing"
)

// TestHotQueriesUseIndexes: what the stages ask at every wake-up must not walk
// over the pages of years.
func TestHotQueriesUseIndexes(t *testing.T) {
	db := open(t)
	for query, index := range map[string]string{
		`SELECT id FROM pages WHERE state = 'fetched' AND state <> 'read' ORDER BY fetched_at, id LIMIT 1`:                           "pages_state",
		`SELECT COUNT(*) FROM pages WHERE state = 'quarantined' AND state <> 'read'`:                                                 "pages_state",
		`SELECT COALESCE(MIN(next_at), 0) FROM pages WHERE next_at > 0`:                                                              "pages_due",
		`SELECT id FROM pages WHERE next_at > 0 AND next_at <= 5`:                                                                    "pages_due",
		`SELECT COUNT(*) FROM notices WHERE failed`:                                                                                  "notices_failed",
		`SELECT COUNT(*), COUNT(DISTINCT outlet), COUNT(DISTINCT story) FROM clippings WHERE id >= '2' AND found >= 1 AND found < 9`: "COVERING INDEX clippings_found",
		`SELECT outlet, COUNT(*) FROM clippings WHERE id >= '2' AND found >= 1 AND found < 9 GROUP BY outlet`:                        "COVERING INDEX clippings_found",
		`SELECT id FROM notices WHERE sent_at = 0 AND NOT failed AND next_at <= 5 ORDER BY next_at, id LIMIT 1`:                      "notices_due",
	} {
		rows, err := db.reader.QueryContext(t.Context(), "EXPLAIN QUERY PLAN "+query)
		if err != nil {
			t.Fatal(err)
		}
		var plan strings.Builder
		for rows.Next() {
			var id, parent, unused int
			var detail string
			if err := rows.Scan(&id, &parent, &unused, &detail); err != nil {
				t.Fatal(err)
			}
			plan.WriteString(detail + "\n")
		}
		if err := rows.Err(); err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(plan.String(), index) {
			t.Errorf("%s\ndoes not use %s:\n%s", query, index, plan.String())
		}
	}
}
