package extract

import (
	"encoding/json"
	"strings"
	"time"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// stateKey finds the date of publication in the state of a page's program:
// "datePublished":"…", publish_date = '…', pubTimestamp:1715062440.
var stateKey = lazyRegexp(`(?i)(?:article:|\b|\\?["'])(?:date_?|first_?|original_?|article_?|content_?|post_?|story_?|news_?|display_?)?(?:publi(?:sh(?:ed|ing)?|cation|c)|pub|date)_?(?:at|on|date|time|ts|datetime|published|publication|first)*_?(?:stamp|utc|iso|gmt)?\\?["']?\s*[:=]\s*\\?(?:["']([^"'\\]{8,40})\\?["']|(\d{10}(?:\d{3})?)\b)`)

// stateDate reads the date in the scripts of a page that tells it nowhere else.
// Where they hold several days it is the one nearest to the page's title.
func stateDate(doc *html.Node, m *meta, d *dating) (best time.Time) {
	if !d.published.IsZero() {
		return best
	}
	titles := titlesInScript(m, d.headline)
	nearest, days := -1, map[string]bool{}
	walk(doc, func(n *html.Node) bool {
		if n.DataAtom != atom.Script || n.FirstChild == nil || len(days) > 64 {
			return true
		}
		script := n.FirstChild.Data
		at := -1
		for _, title := range titles {
			if at = strings.Index(script, title); at >= 0 {
				break
			}
		}
		for _, k := range stateKey().FindAllStringSubmatchIndex(script, 32) {
			t, ok := dateIn(stateValue(script, k), d.h.Fetched, d.lang)
			if !ok || !d.sane(t) {
				continue
			}
			days[t.Format(time.DateOnly)] = true
			far := max(at-k[0], k[0]-at)
			if best.IsZero() || at >= 0 && (nearest < 0 || far < nearest) {
				best = t
				if at >= 0 {
					nearest = far
				}
			}
		}
		return true
	})
	if nearest < 0 && len(days) != 1 {
		return time.Time{}
	}
	return best
}

// titlesInScript are the page's title and headline as JSON writes them.
func titlesInScript(m *meta, headline *html.Node) []string {
	candidates := []string{cleanTitle(m.get("og:title")+m.title, m)}
	if headline != nil {
		candidates = append(candidates, textOf(headline))
	}
	var titles []string
	for _, title := range candidates {
		if quoted, err := json.Marshal(title); err == nil && len(quoted) > 12 {
			titles = append(titles, strings.Trim(string(quoted), `"`))
		}
	}
	return titles
}

// stateValue is the value that stateKey found at k.
func stateValue(script string, k []int) string {
	for g := 2; g < 6; g += 2 {
		if k[g] >= 0 {
			return script[k[g]:k[g+1]]
		}
	}
	return ""
}

// firstState is the first date of publication in a piece of JSON.
func firstState(script string) string {
	k := stateKey().FindStringSubmatchIndex(script)
	if k == nil {
		return ""
	}
	return stateValue(script, k)
}
