package main

import (
	"bufio"
	"fmt"
	"strings"

	"prasowka/internal/polish"
)

// longestWordLine is the longest line that a piped command takes, in bytes.
const longestWordLine = 16 << 20

type wordsCmd struct{}

// Run answers, for each line of input, the keys of the word on it: the very
// keys by which the archive and the matcher meet. Of several words (also of
// hyphenated ones) it answers all keys of all of them; of none, an empty line.
func (wordsCmd) Run(sh *shell) error {
	a := polish.Default()
	in := bufio.NewScanner(sh.in)
	in.Buffer(make([]byte, 0, 64<<10), longestWordLine)
	out := bufio.NewWriter(sh.out)
	var tokens []polish.Token
	for in.Scan() {
		tokens = a.AppendTokens(tokens[:0], in.Text())
		if _, err := fmt.Fprintln(out, strings.Join(keysOf(tokens), " ")); err != nil {
			return fmt.Errorf("words: %w", err)
		}
		if err := out.Flush(); err != nil {
			return fmt.Errorf("words: %w", err)
		}
		if err := sh.ctx.Err(); err != nil {
			return err
		}
	}
	if err := in.Err(); err != nil {
		return fmt.Errorf("words: read a line: %w", err)
	}
	return nil
}

// keysOf lists the keys of tokens without repetition, in order.
func keysOf(tokens []polish.Token) []string {
	var keys []string
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
