package extract

import (
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// alien are words in class names and ids of what stands beside an article on
// a page and is not part of it. Each is a whole word of the name ("post-tags"
// has the words post and tags), so that "adres" is no "ad".
var alien = wordSet(`
comment comments commentlist commentary komentarz komentarze komentarzy disqus comentarios comentario kommentar kommentare commentaires
forum-comments respond opinie-lista fbcomments kom koment komenty opinie opinia wpisy dyskusja dyskusje
related relateds relatedposts relatedcontent powiazane polecane polecamy podobne recommended recommendation recommendations recommends
recirculation recirc morefrom morestories readmore readalso alsoread seealso mostread mostpopular najczesciej najnowsze najpopularniejsze popularposts
trending outbrain taboola plista zergnet revcontent
newsletter newsletters subscribe subscription signup
share shares sharing sharebar sharethis shareaholic addtoany addthis udostepnij social socials socialmedia socialshare sharedaddy jetpack
breadcrumb breadcrumbs okruszki
cookie cookies cookiebar cookieconsent consent gdpr rodo cmp
advert adverts advertisement advertising advertorial reklama reklamy reklamowy adsense adslot adbox adunit dfp anzeige werbung publicidad
sidebar sidebars widget widgets
caption captions figcaption imagecaption wpcaption imgcaption podpis photocredit photocredits imagecredit bildunterschrift copyright
authorbox authorbio authorinfo authordescription aboutauthor bioauthor
pagination pager prevnext postnavigation pagenav
toolbar printfriendly
tagcloud taglist tags posttag posttags entrytags tagi
byline dateline submitted
skiplink screenreader srcontent
toc
footer stopka disclaimer regulamin impressum imprint
rating ratings voting ocena
metryczka metryka metrics rejestrzmian
poll polls sonda sondaz sondy ankieta ankietka
donate donation crowdfunding wesprzyj
`)

// strangers are those among them that may hold more prose than the article.
var strangers = wordSet(`comment comments commentlist komentarz komentarze komentarzy disqus fbcomments kom koment related relatedposts powiazane podobne polecane
	najczesciej najnowsze najpopularniejsze mostread mostpopular popularposts recommended outbrain taboola cookie cookies consent gdpr rodo`)

// alienPairs are pairs of neighbouring words in a name.
var alienPairs = wordSet(`
most-read most-popular most-viewed read-more read-also see-also also-read more-from more-stories related-posts related-articles
czytaj-takze czytaj-tez czytaj-wiecej zobacz-takze zobacz-tez przeczytaj-takze warto-przeczytac popularne-artykuly
author-box author-bio author-info author-about author-card author-description about-author post-author
photo-credit photo-credits image-credit img-desc image-caption wp-caption photo-caption img-caption media-caption image-info
post-tags entry-tags article-tags tag-list tags-list tags-links cat-links
post-navigation post-nav nav-links nav-previous nav-next entry-footer entry-meta post-meta article-meta
sign-up ad-container ad-wrapper ad-slot ad-box google-ad
fb-comments fb-like sr-only screen-reader visually-hidden
cookie-notice cookie-banner
`)

func wordSet(words string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(words) {
		set[w] = true
	}
	return set
}

// nameWords splits a class attribute or an id into lower-case words.
func nameWords(name string) []string {
	var words []string
	var b strings.Builder
	flush := func() {
		if b.Len() > 0 {
			words = append(words, b.String())
			b.Reset()
		}
	}
	lower := false
	for _, r := range name {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			flush()
			if r == ' ' {
				words = append(words, "") // a new class: no pair across it
			}
			lower = false
			continue
		}
		if unicode.IsUpper(r) && lower {
			flush()
		}
		lower = unicode.IsLower(r)
		b.WriteRune(unicode.ToLower(r))
	}
	flush()
	return words
}

// builder are the prefixes of page builders, which call every block of a page,
// the article too, a widget.
var builder = wordSet(`elementor jeg jnews tdb tdi vc wpb et fl brxe`)

// ownNames is a class attribute or id without the names that speak of the
// text's subject and not of the element: the taxonomy that blog engines write
// on a post ("category-komentarze", "tag-reklama"), and the ids that are made
// of headings ("sharing-with-a-single-developer").
func ownNames(n *html.Node, a html.Attribute) string {
	if a.Key == "id" {
		if strings.Count(a.Val, "-")+strings.Count(a.Val, "_") >= 3 && !strings.ContainsAny(a.Val, "0123456789") {
			return ""
		}
		return a.Val
	}
	if !strings.Contains(a.Val, "post") && !strings.Contains(a.Val, "hentry") || n.DataAtom == atom.A {
		return a.Val
	}
	var kept []string
	for name := range strings.FieldsSeq(a.Val) {
		if !strings.HasPrefix(name, "category-") && (!strings.HasPrefix(name, "tag-") || name == "tag-list" || name == "tag-links") {
			kept = append(kept, name)
		}
	}
	return strings.Join(kept, " ")
}

// isAlien tells by its names that an element is not part of an article.
func isAlien(n *html.Node) bool { return alienName(n) != "" }

// alienName is the word or pair for which an element is alien; empty when it
// is not.
func alienName(n *html.Node) string {
	for _, a := range n.Attr {
		if a.Key != "class" && a.Key != "id" || len(a.Val) > 300 {
			continue
		}
		words := nameWords(ownNames(n, a))
		if words == nil || builder[words[0]] || a.Val == "widget Blog" {
			continue
		}
		for i, w := range words {
			if alien[w] && !(w == "footer" && i > 0 && ownParts[words[i-1]]) { // a post's own foot may hold its author
				return w
			}
			if i > 0 && w != "" && words[i-1] != "" && (alienPairs[words[i-1]+"-"+w] || alien[words[i-1]+w]) {
				return words[i-1] + "-" + w
			}
		}
	}
	return ""
}

// A pruning says how much is taken out.
type pruning bool

const (
	thorough pruning = true  // all that has an alien name
	careful  pruning = false // comments, lists of other articles, consent, captions
)

// prune takes out of the tree what is surely not the article. An element that
// holds the headline or most of the page's prose stays, whatever its name, and
// so do all of one name that hold it together.
func prune(doc *html.Node, how pruning) {
	prose := proseOf(doc)
	var drop []*html.Node
	named := map[*html.Node]string{}
	together := map[string]int{}
	walk(doc, func(n *html.Node) bool {
		if n.Type == html.CommentNode {
			drop = append(drop, n)
			return false
		}
		if n.Type != html.ElementNode {
			return true
		}
		switch n.DataAtom {
		case atom.Html, atom.Body, atom.Main, atom.Article, atom.Head, atom.H1:
			return true
		case atom.Figcaption, atom.Dialog:
			drop = append(drop, n)
			return false
		}
		if how == thorough && (invisible(n) || isAlien(n)) || how == careful && isStrange(n) {
			own := proseOf(n)
			if holdsHeadline(n) || own*2 > prose && (prose-own < minRest || !isStrange(n)) {
				return true
			}
			drop = append(drop, n)
			if how == thorough && own > 0 && !isStrange(n) {
				named[n] = alienName(n)
				together[named[n]] += own
			}
			return false
		}
		return true
	})
	for _, n := range drop {
		if name := named[n]; name == "" || together[name]*2 <= prose {
			remove(n)
		}
	}
}

// minRest is how much prose, in bytes, must be left of a page without an
// element that holds most of it.
const minRest = 150

func isStrange(n *html.Node) bool {
	for _, a := range n.Attr {
		if a.Key != "class" && a.Key != "id" {
			continue
		}
		for _, w := range nameWords(ownNames(n, a)) {
			if strangers[w] {
				return true
			}
		}
	}
	return false
}

// invisible tells what the page itself hides from readers.
func invisible(n *html.Node) bool {
	for _, a := range n.Attr {
		switch a.Key {
		case "hidden":
			return a.Val != "until-found"
		case "style":
			if strings.Contains(a.Val, "display") && strings.Contains(strings.ReplaceAll(strings.ToLower(a.Val), " ", ""), "display:none") {
				return true
			}
		case "aria-hidden":
			if a.Val == "true" && n.DataAtom != atom.Div && n.DataAtom != atom.Section {
				return true
			}
		case "role":
			switch a.Val {
			case "navigation", "complementary", "dialog", "alertdialog", "search", "contentinfo", "banner", "tooltip":
				return true
			}
		}
	}
	return false
}

func holdsHeadline(n *html.Node) bool {
	found := false
	walk(n, func(k *html.Node) bool {
		found = found || k.DataAtom == atom.H1 || k.DataAtom == atom.Body
		return !found
	})
	return found
}

// proseOf counts the bytes of running text outside links in paragraphs of
// some length.
func proseOf(n *html.Node) int {
	total := 0
	walk(n, func(k *html.Node) bool {
		switch {
		case k.Type == html.TextNode:
			if len(k.Data) > 60 {
				total += len(strings.TrimSpace(k.Data))
			}
		case k.Type == html.ElementNode && hidden(k) || k.DataAtom == atom.A:
			return false
		}
		return true
	})
	return total
}
