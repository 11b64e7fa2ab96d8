package main

import (
	"bufio"

	"prasowka/internal/polish"
)

type wordsCmd struct{}

// Run answers, for each line of input, the keys of the word on it: the very
// keys by which the archive and the matcher meet. Of several words (also of
// hyphenated ones) it answers all keys of all of them; of none, an empty line.
func (wordsCmd) Run(sh *shell) error {
	a := polish.Default()
	var tokens []polish.Token
	var keys []string
	return eachLine(sh, func(line []byte, out *bufio.Writer) error {
		tokens = a.AppendTokens(tokens[:0], string(line))
		keys = appendKeys(keys[:0], tokens)
		for i, k := range keys {
			if i > 0 {
				_ = out.WriteByte(' ')
			}
			_, _ = out.WriteString(k)
		}
		return out.WriteByte('\n') // the writer keeps the first error
	})
}

// appendKeys appends the keys of tokens without repetition, in order.
func appendKeys(keys []string, tokens []polish.Token) []string {
	if len(tokens) == 1 {
		return append(keys, tokens[0].Keys...)
	}
	seen := map[string]bool{}
	for _, t := range tokens {
		for _, k := range t.Keys {
			if !seen[k] {
				seen[k] = true
				keys = append(keys, k)
			}
		}
	}
	return keys
}
