// Package index is the full-text archive: what the press has written, ready to
// be searched in Polish.
//
// The archive is a Bleve index (scorch) whose documents we make ourselves. Bleve
// keeps the postings, merges segments, survives crashes and copies itself while
// it runs; analysis, the meaning of a query, ranking, facets and paging are
// ours. They work on the postings of one snapshot as sets of document numbers,
// because the stock searchers cost too much: a facet over a frequent word or a
// sort by time is a walk over doc values there, and a few nanoseconds a document
// here (figures: bench_test.go).
//
// Invariants:
//   - The archive is derived. Whatever is wrong with it, it may be deleted, and
//     fills again from the log of versions, whose cursor it keeps itself, in the
//     same batch as the documents. An acknowledged document is never lost, one
//     is never doubled.
//   - A query means here exactly what query.Match says it means, word for word.
//     Only Request.Loose, for natural questions, goes beyond it.
//   - Identities come from press.NewID: their order is the order of time, and
//     newest first is descending identity.
//   - One snapshot answers one search. Searches never wait for writers, nor for
//     a rebuild; a rebuild is made beside and takes over in one step.
//   - Analysis and layout have a version, which is part of the directory's name;
//     an index made by another version is served only until it has been rebuilt.
//   - Every search has a limit of time and of hits on one page; there is no limit
//     on the number of pages.
//   - No text is stored. Highlights are made from the text that the caller has.
//   - One process owns the archive; a second one gets ErrLocked within 2 s.
package index
