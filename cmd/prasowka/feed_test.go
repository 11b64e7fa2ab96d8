package main

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestFeedCommand: a line out for each line in, whatever the file, and every
// member of the shape is there.
func TestFeedCommand(t *testing.T) {
	dir := t.TempDir()
	good := filepath.Join(dir, "dobry kanał.xml")
	feed := `<?xml version="1.0"?><rss version="2.0"><channel><title>Gazeta</title><item><title>A &lt;b&gt;B&lt;/b&gt;</title><link>https://gazeta.example/1</link><pubDate>pon., 7 maja 2024 12:30</pubDate></item></channel></rss>`
	page := filepath.Join(dir, "strona.html")
	for path, text := range map[string]string{good: feed, page: "<html><body>nie</body></html>"} {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	in := strings.NewReader(good + "\r\n" + page + "\n" + filepath.Join(dir, "brak.xml") + "\n")
	var out, errOut bytes.Buffer
	if code := run(context.Background(), []string{"feed"}, in, &out, &errOut); code != 0 {
		t.Fatalf("exit %d: %s", code, errOut.String())
	}
	lines := strings.Split(strings.TrimSpace(out.String()), "\n")
	if len(lines) != 3 {
		t.Fatalf("%d lines: %s", len(lines), out.String())
	}
	want := `{"error":"","format":"rss 2.0","title":"Gazeta","link":"","description":"","language":"","author":"","updated":"","published":"","items":[{"id":"","title":"A B","link":"https://gazeta.example/1","summary":"","content":"","author":"","published":"2024-05-07T10:30:00Z","updated":"","categories":[],"enclosures":[]}]}`
	if lines[0] != want {
		t.Errorf("got  %s\nwant %s", lines[0], want)
	}
	for _, line := range lines[1:] {
		var answer struct {
			Error string            `json:"error"`
			Items []json.RawMessage `json:"items"`
		}
		if err := json.Unmarshal([]byte(line), &answer); err != nil || answer.Error == "" || answer.Items == nil {
			t.Errorf("%s: %v", line, err)
		}
	}
}
