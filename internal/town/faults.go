package town

import (
	"compress/gzip"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"
)

// A Fault is one way in which an outlet's server misbehaves. All pages, feeds
// and sitemaps of the outlet are hit; robots.txt keeps answering.
type Fault string

// The faults.
const (
	Healthy          Fault = ""
	Forbidden        Fault = "403"
	TooMany          Fault = "429"               // with Retry-After: 120
	ServerError      Fault = "500"               //
	Unavailable      Fault = "503"               // with Retry-After: 60
	NotFound         Fault = "404"               //
	ErrorPage        Fault = "200-error-page"    // a failure told as a page with status 200
	Maintenance      Fault = "200-maintenance"   // "przerwa techniczna" with status 200
	CookieWall       Fault = "cookie-wall"       // consent text for everything
	HugeBody         Fault = "3-gb-body"         // streamed, never held in memory
	GzipBomb         Fault = "gzip-bomb"         // 2 GB of spaces in about 2 MB
	Drip             Fault = "drip"              // a byte a second, for ever
	Stall            Fault = "stall"             // headers never come
	RedirectMetadata Fault = "redirect-metadata" // to http://169.254.169.254/
	RedirectLoop     Fault = "redirect-loop"     //
	Laughs           Fault = "billion-laughs"    // XML entities that explode
	Garbage          Fault = "garbage"           // random bytes said to be XML
	Cut              Fault = "cut"               // the connection closes in mid-body
	PlainTLS         Fault = "plain-tls"         // redirect to https, where only plain HTTP listens
	HTMLFeed         Fault = "html-feed"         // the front page where the feed was
	FeedTruncated    Fault = "feed-truncated"    // the feed's last third is missing
	FeedEmpty        Fault = "feed-empty"        // a well-formed feed without items
	FeedRedated      Fault = "feed-redated"      // every item published a minute ago
	FeedNewGUIDs     Fault = "feed-new-guids"    // every item has a new guid each minute
	Mislabelled      Fault = "mislabelled"       // windows-1250 labelled as before
)

// Faults lists every fault but Healthy.
var Faults = []Fault{Forbidden, TooMany, ServerError, Unavailable, NotFound, ErrorPage, Maintenance, CookieWall, HugeBody,
	GzipBomb, Drip, Stall, RedirectMetadata, RedirectLoop, Laughs, Garbage, Cut, PlainTLS, HTMLFeed, FeedTruncated, FeedEmpty,
	FeedRedated, FeedNewGUIDs, Mislabelled}

// Break makes an outlet misbehave until Mend. Mislabelled adds to another
// fault; every other fault replaces the one before.
func (t *Town) Break(outlet string, f Fault) error {
	if outlet == Social {
		t.social.setFault(f)
		return nil
	}
	s, err := t.site(outlet)
	if err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if f == Mislabelled {
		s.mislabel = true
		return nil
	}
	s.fault, s.faultAt = f, t.Now()
	return nil
}

// Mend ends every fault of an outlet.
func (t *Town) Mend(outlet string) error {
	if outlet == Social {
		t.social.setFault(Healthy)
		return nil
	}
	s, err := t.site(outlet)
	if err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.fault, s.mislabel = Healthy, false
	return nil
}

// Broken lists the outlets that misbehave now.
func (t *Town) Broken() map[string]Fault {
	out := map[string]Fault{}
	for _, s := range t.sites {
		s.mu.Lock()
		switch {
		case s.fault != Healthy:
			out[s.outlet.ID] = s.fault
		case s.mislabel:
			out[s.outlet.ID] = Mislabelled
		}
		s.mu.Unlock()
	}
	return out
}

func (s *site) faultNow() Fault {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.fault
}

// serve answers in the fault's way; false: the fault only changes feeds, and
// the ordinary answer must know of it.
func (f Fault) serve(s *site, w http.ResponseWriter, r *http.Request) bool {
	if status, retry, ok := f.status(); ok {
		if retry > 0 {
			w.Header().Set("Retry-After", fmt.Sprint(retry))
		}
		s.send(w, r, s.html(status, fmt.Sprintf(refusal, status, http.StatusText(status), s.outlet.Name), time.Time{}))
		return true
	}
	if page, ok := map[Fault]string{ErrorPage: errorPage, Maintenance: maintenancePage, CookieWall: cookieWall}[f]; ok {
		s.send(w, r, s.html(http.StatusOK, fmt.Sprintf(page, s.look.charset, s.outlet.Name), time.Time{}))
		return true
	}
	switch f {
	case HTMLFeed:
		if _, ok := s.look.feedAt(r.URL.Path, r.URL.Query()); !ok {
			return false
		}
		s.town.mu.RLock()
		doc := s.listPage(section{Path: "/"}, 1, s.town.Now())
		s.town.mu.RUnlock()
		s.send(w, r, doc)
	case RedirectMetadata:
		http.Redirect(w, r, "http://169.254.169.254/latest/meta-data/", http.StatusFound)
	case RedirectLoop:
		http.Redirect(w, r, fmt.Sprintf("/petla?n=%d", hash(r.URL.String())%1000), http.StatusFound)
	case PlainTLS:
		http.Redirect(w, r, "https://"+s.Addr()+r.URL.RequestURI(), http.StatusMovedPermanently)
	case Laughs:
		w.Header().Set("Content-Type", "application/rss+xml")
		_, _ = io.WriteString(w, laughs())
	case Garbage:
		w.Header().Set("Content-Type", "application/rss+xml")
		_, _ = w.Write(garbage())
	default:
		return f.stream(s, w, r)
	}
	return true
}

// status is for the faults that are a status code.
func (f Fault) status() (code, retryAfter int, ok bool) {
	switch f {
	case Forbidden:
		return http.StatusForbidden, 0, true
	case TooMany:
		return http.StatusTooManyRequests, 120, true
	case ServerError:
		return http.StatusInternalServerError, 0, true
	case Unavailable:
		return http.StatusServiceUnavailable, 60, true
	case NotFound:
		return http.StatusNotFound, 0, true
	}
	return 0, 0, false
}

// stream is for the faults that cost the client bytes or time. They end when
// the client goes away or the town closes.
func (f Fault) stream(s *site, w http.ResponseWriter, r *http.Request) bool {
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	switch f {
	case HugeBody:
		h.Set("Content-Length", fmt.Sprint(int64(3)<<30))
		pour(w, r, int64(3)<<30)
	case GzipBomb:
		h.Set("Content-Encoding", "gzip")
		z := gzip.NewWriter(w)
		pour(z, r, int64(2)<<30)
		_ = z.Close()
	case Drip:
		drip(s, w, r)
	case Stall:
		wait(s, r, time.Hour)
	case Cut:
		h.Set("Content-Length", "100000")
		_, _ = io.WriteString(w, "<html><body><p>Serwer przerwie w połowie zda")
		_ = http.NewResponseController(w).Flush()
		panic(http.ErrAbortHandler) // net/http's own way of breaking a connection off
	default:
		h.Del("Content-Type")
		return false
	}
	return true
}

// pour writes n bytes of a page that never gets to its article.
func pour(w io.Writer, r *http.Request, n int64) {
	line := strings.Repeat(strings.Repeat(" ", 4095)+"\n", 16)
	if _, err := io.WriteString(w, "<html><body>"); err != nil {
		return
	}
	for n > 0 && r.Context().Err() == nil {
		if _, err := io.WriteString(w, line); err != nil {
			return
		}
		n -= int64(len(line))
	}
}

// drip sends a byte a second.
func drip(s *site, w http.ResponseWriter, r *http.Request) {
	rc := http.NewResponseController(w)
	for _, c := range []byte(strings.Repeat("<p>kapie ", 1<<16)) {
		if _, err := w.Write([]byte{c}); err != nil || rc.Flush() != nil {
			return
		}
		if !wait(s, r, time.Second) {
			return
		}
	}
}

// wait is false when the client or the town has gone meanwhile.
func wait(s *site, r *http.Request, d time.Duration) bool {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-r.Context().Done():
	case <-s.town.life.Done():
	}
	return false
}

// laughs is the entity bomb of 2002, ten levels of ten.
func laughs() string {
	var b strings.Builder
	b.WriteString("<?xml version=\"1.0\"?>\n<!DOCTYPE lolz [\n<!ENTITY lol \"ha\">\n")
	prev := "lol"
	for i := 1; i <= 10; i++ {
		name := fmt.Sprintf("lol%d", i)
		fmt.Fprintf(&b, "<!ENTITY %s \"%s\">\n", name, strings.Repeat("&"+prev+";", 10))
		prev = name
	}
	b.WriteString("]>\n<rss version=\"2.0\"><channel><title>&lol10;</title><item><title>&lol10;</title></item></channel></rss>\n")
	return b.String()
}

func garbage() []byte {
	out := make([]byte, 8192)
	x := hash("garbage")
	for i := range out {
		x ^= x << 13
		x ^= x >> 7
		x ^= x << 17
		out[i] = byte(x)
	}
	return out
}

const refusal = "<!DOCTYPE html><html lang=\"pl\"><head><title>%[1]d</title></head><body><h1>%[1]d %[2]s</h1><p>%[3]s</p></body></html>"

const errorPage = `<!DOCTYPE html><html lang="pl"><head><meta charset="%s"><title>Błąd – %s</title></head><body>
<h1>Wystąpił nieoczekiwany błąd</h1><p>Przepraszamy, nie udało się połączyć z bazą danych. Spróbuj ponownie za chwilę.</p>
<p><small>Error establishing a database connection (HY000/2002)</small></p></body></html>`

const maintenancePage = `<!DOCTYPE html><html lang="pl"><head><meta charset="%s"><title>Przerwa techniczna – %s</title></head><body>
<h1>Przerwa techniczna</h1><p>Trwają prace konserwacyjne. Serwis wróci za kilkanaście minut. Dziękujemy za cierpliwość!</p></body></html>`

const cookieWall = `<!DOCTYPE html><html lang="pl"><head><meta charset="%s"><title>%s</title></head><body><div class="consent" role="dialog">
<h2>Szanujemy Twoją prywatność</h2>
<p>My i nasi zaufani partnerzy (847) przechowujemy na urządzeniu informacje, takie jak pliki cookie, i uzyskujemy do nich dostęp oraz przetwarzamy dane osobowe, takie jak niepowtarzalne identyfikatory i standardowe informacje wysyłane przez urządzenie, w celu wyświetlania spersonalizowanych reklam i treści, pomiaru reklam i treści oraz rozwijania i ulepszania produktów.</p>
<p>Za Twoją zgodą my i nasi partnerzy możemy korzystać z dokładnych danych geolokalizacyjnych oraz identyfikacji poprzez skanowanie urządzeń. Możesz kliknąć, aby wyrazić zgodę na przetwarzanie danych opisane powyżej, albo uzyskać dostęp do bardziej szczegółowych informacji i zmienić swoje preferencje przed wyrażeniem zgody.</p>
<p>Niektóre rodzaje przetwarzania danych osobowych nie wymagają zgody, ale masz prawo sprzeciwić się takiemu przetwarzaniu. Twoje preferencje będą miały zastosowanie wyłącznie do tej witryny.</p>
<button>PRZEJDŹ DO SERWISU</button> <button>WIĘCEJ OPCJI</button></div></body></html>`
