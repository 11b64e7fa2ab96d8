package extract

import (
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// elsewhere tells the parts of a page whose dates are not the article's.
func (d *dating) elsewhere(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Nav, atom.Footer, atom.Figcaption:
		return true
	case atom.Aside:
		return !slices.ContainsFunc(nameWords(attr(n, "class")), aboutWord)
	case atom.Blockquote: // a post of a social network
		if attr(n, "class") != "" || attr(n, "cite") != "" {
			return true
		}
	case atom.A:
		// The date within a link is that of what it leads to.
		return n.FirstChild != nil && hasBlock(n)
	}
	switch n.DataAtom {
	case atom.Body, atom.Html, atom.Article, atom.Main:
		return false
	}
	return isComment(n) || namedElsewhere(n, d.own)
}

// isComment tells what schema.org calls a comment.
func isComment(n *html.Node) bool {
	return attr(n, "itemprop") == "comment" || strings.HasSuffix(attr(n, "itemtype"), "Comment") || strings.HasSuffix(attr(n, "itemtype"), "UserComments")
}

// namedElsewhere tells an element that is called a part of the page and not of
// the article. A page builder calls everything a widget, a post's own foot
// ("post-footer") is the article's, and so is what is named as its headline is.
func namedElsewhere(n *html.Node, own map[string]bool) bool {
	for _, a := range n.Attr {
		if a.Key != "class" && a.Key != "id" || a.Val == "widget Blog" {
			continue
		}
		words := nameWords(a.Val)
		for i, w := range words {
			if !elsewhereWords[w] {
				continue
			}
			first := i
			for first > 0 && words[first-1] != "" {
				first--
			}
			if !builder[words[first]] && !(first < i && ownParts[words[i-1]]) && !sharesBlock(a.Val, own) && !(w == "footer" && saysPublished(n)) && !layoutOf(w, words) {
				return true
			}
		}
	}
	return false
}

// layoutOf tells a word for a layout ("nav meta", "menu article-info") beside a
// word that says that the element tells about the article.
func layoutOf(word string, words []string) bool {
	if word != "nav" && word != "menu" && word != "widget" && word != "banner" {
		return false
	}
	return slices.ContainsFunc(words, aboutWord)
}

// aboutWord tells a word in the name of an element that tells about the article.
func aboutWord(word string) bool {
	switch word {
	case "meta", "info", "date", "data", "byline", "pubdate", "datetime":
		return true
	}
	return false
}

// ownBlocks are the names of blocks of which the headline and what holds it are
// parts, as in "StoryComment_headline" and "banner__title".
func ownBlocks(headline *html.Node) map[string]bool {
	own := map[string]bool{}
	for n, up := headline, 0; n != nil && up < 3; n, up = n.Parent, up+1 {
		for name := range strings.FieldsSeq(attr(n, "class")) {
			if block, _, ok := strings.Cut(name, "_"); ok {
				own[block] = true
			}
		}
	}
	return own
}

// sharesBlock tells that one of an element's names is a part of those blocks.
func sharesBlock(class string, own map[string]bool) bool {
	for name := range strings.FieldsSeq(class) {
		if block, _, ok := strings.Cut(name, "_"); ok && own[block] {
			return true
		}
	}
	return false
}

// saysPublished tells a small element that holds a date of publication by
// name, and one only: an entry's own foot.
func saysPublished(n *html.Node) bool {
	found, size := 0, 0
	walk(n, func(k *html.Node) bool {
		if k.Type == html.TextNode {
			size += len(k.Data)
		} else if strings.Contains(strings.ToLower(attr(k, "itemprop")), "datepublished") {
			found++
		}
		return size < 2000
	})
	return found == 1 && size < 1000
}

// ownParts are what a page calls the article itself.
var ownParts = wordSet(`post entry article news artykul wpis story`)

var elsewhereWords = wordSet(`comment comments commentlist komentarz komentarze komentarzy disqus respond related powiazane polecane podobne recommended
	sidebar widget widgets footer stopka menu nav navbar topbar ticker breaking calendar kalendarz kalendarium weather pogoda imieniny popular popularne
	najnowsze najczesciej mostread latest slider carousel karuzela copyright event events wydarzenia advert reklama banner`)

func contains(n, inner *html.Node) bool {
	for ; inner != nil; inner = inner.Parent {
		if inner == n {
			return true
		}
	}
	return false
}
