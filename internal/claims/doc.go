// Package claims reads what a text says (sums, counts, percentages, dates,
// people with their posts, quotations with their speakers), holds it against
// the register of facts, and raises flags with evidence. It also proposes the
// tone of a text towards a subject.
//
// Invariants:
//   - Everything is a pure function of its arguments: no clock, no network, no
//     file. "Last year" is counted from the date of publication, never from now.
//   - Every claim and flag has a place: byte offsets into the text given, at
//     rune boundaries, and text[Start:End] is its quotation, verbatim.
//   - A flag says why in a Polish sentence, what the register says, and how sure
//     it is; it is a proposal that a person confirms or dismisses.
//   - When in doubt there is no flag: other years, other places, ranges,
//     differences, parts of a whole, plans that were changed, negations, hedges
//     and words of the city's opponents contradict nothing.
//   - A flag's ID is made of the clipping, the kind, the fact and the words, so
//     that reading a text again gives the same flag.
//   - A Register never changes once made and may be used by many goroutines.
package claims
