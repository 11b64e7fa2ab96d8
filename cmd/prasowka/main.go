// Command prasowka reads the city's press, tells the right people at once, and
// keeps the press office's registers.
//
// This file is the table of commands; each command stands in a file of its
// own, parses and wires, and leaves the work to the rooms below it.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
)

// commands is the table: one field a command, the help text in its tag.
type commands struct {
	Serve   serveCmd   `cmd:"" help:"Run the monitor and its screens."`
	Demo    demoCmd    `cmd:"" help:"Show it all on a made-up town on this computer."`
	Search  searchCmd  `cmd:"" help:"Search the archive."`
	Try     tryCmd     `cmd:"" help:"Ask a source once and show what it gives."`
	Check   checkCmd   `cmd:"" help:"Find every mistake in the configuration."`
	Digest  digestCmd  `cmd:"" help:"Show or send a press review now."`
	Import  importCmd  `cmd:"" help:"Take an archive of clippings in."`
	Export  exportCmd  `cmd:"" help:"Write every clipping as a line of JSON."`
	Reindex reindexCmd `cmd:"" help:"Make the archive anew from the log."`
	Rewind  rewindCmd  `cmd:"" help:"Make a stage do again what it has done since a moment."`
	Backup  backupCmd  `cmd:"" help:"Write the database and the configuration to a file."`
	Restore restoreCmd `cmd:"" help:"Put a backup into an empty data folder."`
	User    userCmd    `cmd:"" help:"Accounts."`
	Extract extractCmd `cmd:"" help:"Read saved pages and print the articles on them."`
	Explain explainCmd `cmd:"" help:"Print how a query is understood."`
	Match   matchCmd   `cmd:"" help:"Hold texts against queries."`
	Flag    flagCmd    `cmd:"" help:"Hold texts against the fact register: lines of JSON in, flags out."`
	Date    dateCmd    `cmd:"" help:"Read dates as pages write them: text<TAB>reference in, RFC 3339 out."`
	Feed    feedCmd    `cmd:"" help:"Read saved feeds: a path in, one line of JSON out."`
	Words   wordsCmd   `cmd:"" help:"Print the keys of words: a word a line in, its keys out."`
	Forms   formsCmd   `cmd:"" help:"Print the paradigm of a name: its forms by case and number."`
	Version versionCmd `cmd:"" help:"Print the version and how the program was built."`
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}
