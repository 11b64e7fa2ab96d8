// Package polish knows the Polish language: tokens, all readings of a word,
// folding, the paradigms of names, the plural of counted nouns, sentences, and
// the Polish calendar.
//
// Invariants:
//   - Everything is a pure function of its arguments: no clock, no network, no
//     file. The dictionary is embedded and opened on first use.
//   - An Analyzer is immutable and safe for concurrent use. Its cache of
//     readings is bounded and never changes an answer.
//   - Tokens never overlap, stand in the order of the text, and lie within it:
//     0 <= Start < End <= len(text), both at rune boundaries. Positions count
//     from 0 and grow by one a token. There are no stop words.
//   - A token has at least one key. Keys are readings of the word: the lemma,
//     lower case, without Polish letters; all readings of a word share its
//     position. Two words meet when they share a key.
//   - An acronym's key is in upper case (SOK), every other key in lower case
//     (sok): the two never meet.
//   - What is cut in pieces by Tokens and by Sentences is cut at the same places.
//
// The data (package forms) comes from PoliMorf, hunspell-pl and SGJP; see NOTICE.
package polish
