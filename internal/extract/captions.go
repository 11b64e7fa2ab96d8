package extract

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// maxCaption is how many characters the text under a picture has at most.
const maxCaption = 250

// pictureWords are words in the names of elements that hold a picture and what
// is said of it; captionWords are those of what stands by a picture. "opis" is
// what shops and town halls call their texts, so that it counts by a picture only.
var (
	pictureWords = wordSet(`foto fotka fot fotografia zdj zdjecie zdjecia photo photos image images img obraz obrazek picture pic thumb thumbnail slide slajd grafika`)
	playerWords  = wordSet(`video wideo player odtwarzacz vjs jwplayer`)
	captionWords = wordSet(`opis podpis podpisy desc description cutline legenda photodesc photodescription credit credits`)
)

// namedPicture tells an element that is called a picture; "has-thumbnail" is
// called after what is in it.
func namedPicture(n *html.Node) bool { return namedOneOf(n, pictureWords) }

func namedOneOf(n *html.Node, names map[string]bool) bool {
	for _, a := range n.Attr {
		if a.Key != "class" && a.Key != "id" || len(a.Val) > 300 {
			continue
		}
		words := nameWords(a.Val)
		for i, w := range words {
			if names[w] && (i == 0 || words[i-1] != "has" && words[i-1] != "with" && words[i-1] != "no") {
				return true
			}
		}
	}
	return false
}

func namedCaption(n *html.Node) bool {
	for _, w := range nameWords(attr(n, "class") + " " + attr(n, "id")) {
		if captionWords[w] {
			return true
		}
	}
	return false
}

// maxPictures bounds the pictures whose captions are looked for.
const maxPictures = 300

// pruneCaptions takes out of the tree what is said of the pictures where no
// <figcaption> says so: the small element that is called a picture or a player,
// with its text, and what stands right under a picture and is called a caption or
// is set in small or slanting letters.
func pruneCaptions(doc *html.Node) {
	var pictures, players, drop []*html.Node
	walk(doc, func(n *html.Node) bool {
		switch {
		case isPicture(n) && len(pictures) < maxPictures:
			pictures = append(pictures, n)
		case n.DataAtom == atom.Div && namedOneOf(n, playerWords) && !longerThan(n, maxCaption) && !holdsProse(n):
			players = append(players, n)
			return false
		}
		return true
	})
	prose := proseOf(doc)
	if prose >= minRest {
		drop = players
	}
	for _, p := range pictures {
		for _, n := range captionsOf(p) {
			if prose-proseOf(n) >= minRest && !holdsHeadline(n) {
				drop = append(drop, n)
			}
		}
	}
	for _, n := range drop {
		remove(n)
	}
}

func isPicture(n *html.Node) bool { return n.DataAtom == atom.Img || n.Data == "amp-img" }

// captionsOf are the elements that say what a picture shows.
func captionsOf(picture *html.Node) []*html.Node {
	var found []*html.Node
	box := picture
	for {
		for k := box.NextSibling; k != nil; k = k.NextSibling {
			if k.Type == html.ElementNode && k.DataAtom != atom.Br {
				if isCaptionElement(k) {
					found = append(found, k)
				}
				break
			}
			if k.Type == html.TextNode && strings.TrimSpace(k.Data) != "" {
				break
			}
		}
		up := box.Parent
		if up == nil || up.Type != html.ElementNode || up.DataAtom == atom.Body || up.DataAtom == atom.Article || up.DataAtom == atom.Main || longerThan(up, maxCaption) {
			return found
		}
		if box = up; namedPicture(box) {
			found = append(found, box)
		}
	}
}

// isCaptionElement tells what stands under a picture from a paragraph: by its
// name, or by its letters when it is no sentence.
func isCaptionElement(n *html.Node) bool {
	if longerThan(n, maxCaption) {
		return false
	}
	text := textOf(n)
	if text == "" {
		return false
	}
	if namedCaption(n) {
		return true
	}
	only := n
	for only.FirstChild != nil && only.FirstChild == only.LastChild && only.FirstChild.Type == html.ElementNode {
		switch only.DataAtom {
		case atom.Em, atom.I, atom.Small:
			return slanting(text)
		}
		only = only.FirstChild
	}
	switch only.DataAtom {
	case atom.Em, atom.I, atom.Small:
		return slanting(text)
	}
	return false
}

// slanting tells a few words without the full stop of a sentence.
func slanting(text string) bool {
	return utf8.RuneCountInString(text) <= 150 && !strings.ContainsAny(text[len(text)-1:], ".?!:")
}
