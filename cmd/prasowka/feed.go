package main

import (
	"fmt"
	"io"
	"os"
	"time"

	"prasowka/internal/gather"
	"prasowka/internal/press"
)

type feedCmd struct{}

// Run answers each path of a saved feed with what the feed says, as one line of
// JSON; a file in which no feed can be found answers with its error.
func (feedCmd) Run(sh *shell) error {
	return pipeLines(sh, func(path string) ([]byte, error) { return marshalLine(readFeed(path)) })
}

// A feedLine is a feed as the piped command prints it; times are RFC 3339 in
// UTC or empty.
type feedLine struct {
	Error       string     `json:"error"`
	Format      string     `json:"format"`
	Title       string     `json:"title"`
	Link        string     `json:"link"`
	Description string     `json:"description"`
	Language    string     `json:"language"`
	Author      string     `json:"author"`
	Updated     string     `json:"updated"`
	Published   string     `json:"published"`
	Items       []feedItem `json:"items"`
}

type feedItem struct {
	ID         string          `json:"id"`
	Title      string          `json:"title"`
	Link       string          `json:"link"`
	Summary    string          `json:"summary"`
	Content    string          `json:"content"`
	Author     string          `json:"author"`
	Published  string          `json:"published"`
	Updated    string          `json:"updated"`
	Categories []string        `json:"categories"`
	Enclosures []feedEnclosure `json:"enclosures"`
}

type feedEnclosure struct {
	URL    string `json:"url"`
	Type   string `json:"type"`
	Length int64  `json:"length"`
}

// maxFeedFile bounds a saved feed, in bytes.
const maxFeedFile = 64 << 20

func readFeed(path string) feedLine {
	line := feedLine{Items: []feedItem{}}
	raw, err := readUpTo(path, maxFeedFile)
	if err != nil {
		line.Error = err.Error()
		return line
	}
	feed, err := gather.ParseFeed(raw, "", "")
	if err != nil {
		line.Error = err.Error()
		return line
	}
	line.Format, line.Title, line.Link, line.Description = feed.Format, feed.Title, feed.Link, feed.Description
	line.Language, line.Author = feed.Language, feed.Author
	line.Updated, line.Published = utcTime(feed.Updated), utcTime(feed.Published)
	for _, item := range feed.Items {
		line.Items = append(line.Items, feedItemOf(item))
	}
	return line
}

func feedItemOf(item press.Item) feedItem {
	out := feedItem{
		ID: item.GUID, Title: item.Title, Link: item.URL, Summary: item.Summary, Content: item.Content, Author: item.Author,
		Published: utcTime(item.Published), Updated: utcTime(item.Updated),
		Categories: append([]string{}, item.Tags...), Enclosures: []feedEnclosure{},
	}
	for _, m := range item.Media {
		out.Enclosures = append(out.Enclosures, feedEnclosure{URL: m.URL, Type: m.Type, Length: m.Length})
	}
	return out
}

// readUpTo reads a file of at most limit bytes.
func readUpTo(path string, limit int64) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	raw, err := io.ReadAll(io.LimitReader(f, limit+1))
	if err == nil && int64(len(raw)) > limit {
		return nil, fmt.Errorf("%s: more than %d bytes", path, limit)
	}
	return raw, err
}

func utcTime(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}
