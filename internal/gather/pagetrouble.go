package gather

import (
	"regexp"
	"strings"

	"prasowka/internal/press"
)

// The words by which a page that answers 200 says that it is none.
var (
	consentWords = regexp.MustCompile(`(?i)zaakceptuj (?:wszystk|i przejd)|zgod[aęy] na (?:przetwarzanie|pliki cookie|cookies)|(?:twoja|szanujemy twoj[ąa]) prywatno|przejdź do serwisu|administratorem (?:twoich|pani|państwa)|before you continue|consent to (?:the )?(?:use of )?cookies|accept all cookies|zgadzam się`)
	botWords     = regexp.MustCompile(`(?i)<title>\s*(?:just a moment|attention required|access denied|403 forbidden|verify you are human|checking your browser|odmowa dostępu)|cf-challenge|g-recaptcha|px-captcha|id="challenge-form"`)
	errorWords   = regexp.MustCompile(`(?i)<title>[^<]{0,80}(?:\b404\b|nie znaleziono|not found|błąd|error|przerwa techniczna|prace (?:techniczne|serwisowe)|maintenance|chwilowo niedostępn|serwis niedostępny|temporarily unavailable|under construction|strona w budowie|domena na sprzedaż)|error establishing a database connection|błąd połączenia z bazą`)
	anchor       = regexp.MustCompile(`(?i)<a\s[^>]*href`)
)

// pageTrouble names what a page of HTML says instead of what was asked for. It
// judges only short pages or pages with few links: a front page with a consent
// box is a front page.
func pageTrouble(text string) press.Trouble {
	head := text[:min(len(text), 128<<10)]
	if len(anchor.FindAllStringIndex(head, 40)) >= 40 {
		return press.NoTrouble
	}
	switch {
	case botWords.MatchString(head):
		return press.Trouble403
	case errorWords.MatchString(head):
		return press.TroubleSoft
	case len(consentWords.FindAllStringIndex(head, 2)) > 1 && strings.Contains(strings.ToLower(head), "cookie"),
		len(consentWords.FindAllStringIndex(head, 3)) > 2:
		return press.TroubleCookie
	}
	return press.NoTrouble
}
