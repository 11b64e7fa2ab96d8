package gather

import (
	"context"

	"prasowka/internal/press"
)

// KindInfo describes a source kind to those who configure sources.
type KindInfo struct {
	Name   string // as written in a source's YAML
	Doc    string // one Polish sentence: what it reads
	URL    string // what Source.URL has to be, in Polish
	NoURL  bool   // Source.URL may be empty
	Params []ParamInfo
}

// ParamInfo describes one entry of Source.Params.
type ParamInfo struct {
	Name     string
	Doc      string // Polish
	Required bool
}

// A kind is a way of listing a source.
type kind struct {
	KindInfo
	list func(context.Context, *Client, press.Source, State) (*Listing, error)
}

// kinds is the table of source kinds: one line a kind, one file a kind.
func kinds() []kind {
	return []kind{
		autoKind(), feedKind(), jsonFeedKind(), sitemapKind(), pageKind(),
		mastodonKind(), blueskyKind(), youtubeKind(), redditKind(), telegramKind(), facebookKind(),
	}
}

// Kinds lists every source kind in the order of the manual.
func Kinds() []KindInfo {
	var infos []KindInfo
	for _, k := range kinds() {
		infos = append(infos, k.KindInfo)
	}
	return infos
}

func kindNamed(name string) (kind, bool) {
	for _, k := range kinds() {
		if k.Name == name {
			return k, true
		}
	}
	return kind{}, false
}

func kindNames() []string {
	var names []string
	for _, k := range kinds() {
		names = append(names, k.Name)
	}
	return names
}
