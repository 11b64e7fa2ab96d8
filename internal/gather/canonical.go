package gather

import (
	"fmt"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"

	whatwg "github.com/nlnwa/whatwg-url/url"

	"prasowka/internal/press"
)

// CanonicalURL gives one article one address, so that it is one clipping
// however it was found: https, no www/m host, no tracking, accessibility, AMP,
// print, pagination or comment parts, parameters in order. The address is an
// identity; it need not answer when it is asked for, so pages are fetched from
// the address that the source gave.
//
// It is idempotent, and answers press.Invalid for what is no http(s) address.
func CanonicalURL(raw string) (string, error) {
	raw = strings.TrimSpace(raw)
	// What goes away may uncover more of it: a suffix below a suffix.
	for range 8 {
		next, err := canonicalOnce(raw)
		if err != nil || next == raw {
			return next, err
		}
		raw = next
	}
	return raw, nil
}

func canonicalOnce(raw string) (string, error) {
	bad := &press.Invalid{Field: "url", Why: fmt.Sprintf("%.200q nie jest adresem strony (http lub https)", raw)}
	if len(raw) > 8192 {
		return "", bad
	}
	w, err := whatwg.Parse(raw)
	if err != nil || w.Hostname() == "" || (w.Protocol() != "http:" && w.Protocol() != "https:") {
		return "", bad
	}
	u, err := url.Parse(w.Href(true))
	if err != nil {
		return "", bad
	}
	u.Scheme, u.User, u.Fragment, u.RawFragment = "https", nil, "", ""
	u.Host = canonicalHost(u)
	if inner, ok := wrapped(u); ok {
		return inner, nil
	}
	setPath(u, canonicalPath(u.EscapedPath()))
	u.RawQuery = canonicalQuery(u.RawQuery, u.Path == "")
	u.ForceQuery = false
	if u.RawQuery != "" && u.Path == "" {
		u.Path = "/"
	}
	return u.String(), nil
}

func setPath(u *url.URL, escaped string) {
	if p, err := url.PathUnescape(escaped); err == nil {
		u.Path, u.RawPath = p, escaped
	}
}

// mobile hosts lead to the same articles.
var mobileHost = regexp.MustCompile(`^(?:www\d?|m|mobile|mobi|amp|beta)\.`)

func canonicalHost(u *url.URL) string {
	host := strings.TrimSuffix(strings.ToLower(u.Hostname()), ".")
	for {
		short := mobileHost.ReplaceAllString(host, "")
		// "m.pl" is a host of its own.
		if short == host || !strings.Contains(short, ".") || allDigits(strings.ReplaceAll(short, ".", "")) {
			break
		}
		host = short
	}
	if strings.Contains(host, ":") {
		host = "[" + host + "]"
	}
	if p := u.Port(); p != "" && p != "80" && p != "443" {
		host += ":" + p
	}
	return host
}

// wrapped finds the article inside the address of an AMP cache or a redirector.
func wrapped(u *url.URL) (string, bool) {
	switch host := u.Hostname(); {
	case strings.HasSuffix(host, ".cdn.ampproject.org"), host == "google.com" && strings.HasPrefix(u.Path, "/amp/"):
		rest := strings.TrimPrefix(strings.TrimPrefix(u.EscapedPath(), "/amp/"), "/c/")
		rest = strings.TrimPrefix(strings.TrimPrefix(rest, "/v/"), "s/")
		if strings.Contains(rest, ".") && !strings.HasPrefix(rest, "/") {
			return "https://" + rest, true
		}
	case host == "google.com" && u.Path == "/url", host == "l.facebook.com" && u.Path == "/l.php":
		q := u.Query()
		for _, name := range []string{"url", "q", "u"} {
			if inner := q.Get(name); strings.HasPrefix(inner, "http") {
				return inner, true
			}
		}
	}
	return "", false
}

var (
	indexFile   = regexp.MustCompile(`(?i)/(?:index|default)\.(?:html?|php|aspx?|jsp)$`)
	ampPath     = regexp.MustCompile(`(?i)(?:/amp(?:\.html)?|\.amp(?:\.html)?|-amp)$`)
	printPath   = regexp.MustCompile(`(?i)/(?:print|drukuj|druk|wydruk|wersja-do-druku|print-view|printable)(?:\.html?|\.php)?$`)
	commentPath = regexp.MustCompile(`(?i)/(?:comment-page-\d+|comments?|komentarze|komentarz/\d+|komentarze/\d+|comments/\d+|#respond|feed|trackback)$`)
	pagePath    = regexp.MustCompile(`(?i)/(?:page|strona)[/,-]?\d{1,3}$`)
	suffixPage  = regexp.MustCompile(`(?i),(?:strona|str|s|p)[,-]?\d{1,3}(\.html?)?$`)
	frontMobile = regexp.MustCompile(`(?i)^/(?:amp|m|mobile|print|drukuj)(/.+)$`)
	dashRun     = regexp.MustCompile(`/{2,}`)
)

// canonicalPath drops what makes another view of the same article.
func canonicalPath(p string) string {
	p = dashRun.ReplaceAllString(p, "/")
	if i := strings.IndexByte(p, ';'); i >= 0 && strings.HasPrefix(strings.ToLower(p[i:]), ";jsessionid=") {
		p = p[:i]
	}
	p = strings.TrimRight(p, "/")
	p = indexFile.ReplaceAllString(p, "")
	p = ampPath.ReplaceAllString(p, "")
	p = printPath.ReplaceAllString(p, "")
	if path.Dir(p) != "/" { // a section may be called /komentarze
		p = commentPath.ReplaceAllString(p, "")
	}
	p = pagePath.ReplaceAllString(p, "")
	p = suffixPage.ReplaceAllString(p, "$1")
	if m := frontMobile.FindStringSubmatch(p); m != nil && strings.Count(m[1], "/") > 1 {
		p = m[1]
	}
	return strings.TrimRight(p, "/")
}

// noise tells the parameters that do not choose the article: who sent the
// reader, how large the letters are, which page of it, which comment.
func noise(name, value string) bool {
	name = strings.ToLower(name)
	for _, prefix := range []string{"utm_", "mtm_", "pk_", "piwik_", "matomo_", "hsa_", "__hs", "_hs", "at_", "ga_", "stm_", "vero_", "oly_", "cx_", "wpmp_", "fb_", "srsltid"} {
		if strings.HasPrefix(name, prefix) {
			return true
		}
	}
	if slices.Contains(noiseNames, name) {
		return true
	}
	switch name {
	case "sid":
		return !allDigits(value) // a session; in old engines a number is the article
	case "tmpl":
		return value == "component"
	case "layout":
		return value == "default" || value == "print"
	case "format":
		return value == "amp" || value == "print" || value == "html"
	case "view", "mode", "type", "action", "wersja", "version", "output", "outputtype":
		switch strings.ToLower(value) {
		case "amp", "print", "druk", "mobile", "mobilna", "desktop", "full", "kontrast", "tekstowa", "comments":
			return true
		}
	}
	return false
}

// noiseNames are parameters that never choose an article; the Polish ones come
// from the accessibility bars and share buttons of municipal and press sites.
var noiseNames = strings.Fields(`
	fbclid gclid gclsrc dclid gbraid wbraid msclkid yclid twclid ttclid igshid igsh li_fat_id mc_cid mc_eid
	mkt_tok _ga _gl ref referer referrer ref_src ref_url source_type src campaign campaign_id cmpid cmp icid ncid ocid
	share shared sharer smid smtyp sr_share spm scm xtor ns_campaign ns_mchannel ns_source ns_linkname partner
	rss from_rss feed_id amp amp_js_v usqp noamp isamp google_editors_picks mobile m_v nomobile
	contrast kontrast kontrast_wysoki hc highcontrast wcag fontsize font-size font_size fs rozmiar czcionka wielkosc a11y
	print drukuj druk wydruk printable pop do_druku wersja_do_druku
	replytocom comment comment_id commentid komentarz unapproved moderation-hash respond cpage comments_page showcomment komentarze
	phpsessid jsessionid session sessionid aspsessionid cfid cftoken
	_x_tr_sl _x_tr_tl _x_tr_hl _x_tr_pto nocache no_cache cachebuster _ timestamp ts rand cb zx
	preview back_url backurl returnurl return_url redirect_to highlight hl_words search_highlight
`)

// paging tells the parameters that choose a page of one article. On a bare
// host the same names choose the article ("/?strona=451").
func paging(name, value string) bool {
	switch strings.ToLower(name) {
	case "page", "strona", "str", "start", "limitstart", "offset", "pg":
		return allDigits(value)
	}
	return false
}

func canonicalQuery(raw string, bare bool) string {
	if raw == "" {
		return ""
	}
	var kept []string
	for pair := range strings.FieldsFuncSeq(raw, func(r rune) bool { return r == '&' }) {
		name, value, _ := strings.Cut(pair, "=")
		plain, err := url.QueryUnescape(name)
		if err != nil {
			plain = name
		}
		plainValue, err := url.QueryUnescape(value)
		if err != nil {
			plainValue = value
		}
		if name == "" || noise(strings.TrimPrefix(plain, "amp;"), plainValue) || (!bare && paging(strings.TrimPrefix(plain, "amp;"), plainValue)) {
			continue
		}
		kept = append(kept, strings.TrimPrefix(pair, "amp;"))
	}
	slices.Sort(kept)
	return strings.Join(slices.Compact(kept), "&")
}

func allDigits(s string) bool {
	return s != "" && strings.Trim(s, "0123456789") == ""
}
