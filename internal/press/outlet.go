package press

import "time"

// An Outlet is a title of the press or another voice that the office reads:
// a portal, a radio, a weekly, an agency, an office's own site.
type Outlet struct {
	ID      string // short name in lower case, unique: "radio5"
	Name    string // as printed: "Radio 5"
	Home    string // address of its home page
	Medium  Medium
	Class   Class
	Tier    Tier
	Licence Licence
	Region  string // "miasto", "region", "kraj", "zagranica"; free text

	Publisher string // who publishes it
	Editor    string // redaktor naczelny: the addressee of a sprostowanie (art. 31a pr. pras.)
	Address   string // postal address of the editorial office
	Email     string
	Phone     string
	Note      string
}

// Medium says how an outlet reaches people.
type Medium string

// The media that an outlet can be.
const (
	Portal   Medium = "portal"
	Print    Medium = "prasa"
	Radio    Medium = "radio"
	TV       Medium = "telewizja"
	Agency   Medium = "agencja"
	Official Medium = "urzędowe" // the city's own site, BIP, companies
	Social   Medium = "społecznościowe"
)

// Media lists every Medium in the order in which screens show them.
var Media = []Medium{Portal, Print, Radio, TV, Agency, Official, Social}

// Class is the press class that decides the clocks of art. 14a (authorisation)
// and art. 32 (publication of a sprostowanie) of the press law; art. 7 ust. 2
// pkt 2–3 define dziennik and czasopismo.
type Class string

// The press classes.
const (
	DailyPrint       Class = "dziennik druk"
	DailyOnline      Class = "dziennik elektroniczny"
	PeriodicalPrint  Class = "czasopismo druk"
	PeriodicalOnline Class = "czasopismo elektroniczne"
	RadioBroadcast   Class = "audycja radiowa"
	TVBroadcast      Class = "audycja TV"
	NewsAgency       Class = "agencja"
	NotPress         Class = "inne" // not press in the meaning of the law
)

// Classes lists every Class in the order in which screens show them.
var Classes = []Class{DailyPrint, DailyOnline, PeriodicalPrint, PeriodicalOnline, RadioBroadcast, TVBroadcast, NewsAgency, NotPress}

// IsPress tells whether the press law's duties of an editor apply.
func (c Class) IsPress() bool { return c != NotPress && c != "" }

// Tier is the reach of an outlet for the city: 1 local dailies, portals and
// radio, 2 regional, 3 national. 0 is unknown and sorts last.
type Tier int

// Licence says how much of an outlet's text may leave the office. The zero
// value allows a headline, our own note, one short quotation and a link.
type Licence string

// The licences; all but Quotation allow the full text to be passed on.
const (
	Quotation Licence = ""                 // art. 29 pr. aut.: a quotation within the scope it is needed for
	Own       Licence = "własne"           // the city's own text
	AgencyDue Licence = "umowa z agencją"  // e.g. PAP
	Repropol  Licence = "umowa licencyjna" // Repropol or a monitoring firm
	Consent   Licence = "zgoda wydawcy"
	Open      Licence = "otwarta"
)

// Licences lists every Licence in the order in which screens show them.
var Licences = []Licence{Quotation, Own, AgencyDue, Repropol, Consent, Open}

// FullText tells whether the whole text may be passed on.
func (l Licence) FullText() bool { return l != Quotation }

// A Source is one way of hearing from an outlet: a feed, a listing page, a
// sitemap, an account. An outlet may have several.
type Source struct {
	ID     string // unique: the outlet's ID, or "<outlet>/<name>"
	Outlet string // Outlet.ID
	Kind   string // a kind of package gather; "auto" finds out from the home page
	URL    string
	Every  Rhythm // bounds of the polling interval
	Recipe Recipe // how its pages are read; the zero Recipe lets extract vote
	Params map[string]string
	Paused bool
}

// Rhythm bounds how often a source is asked. The interval in force adapts to
// how often the source really publishes, between Min and Max.
type Rhythm struct {
	Min time.Duration // at least 1 minute
	Max time.Duration // at most 24 hours
}

// A Recipe says in CSS selectors how the pages of one source are read. Empty
// fields leave the matter to the extractor.
type Recipe struct {
	Keep   []string // the article is inside these
	Drop   []string // these are removed first
	Title  string
	Date   string
	Author string
}

// Empty tells whether the recipe asks for nothing.
func (r Recipe) Empty() bool {
	return len(r.Keep) == 0 && len(r.Drop) == 0 && r.Title == "" && r.Date == "" && r.Author == ""
}

// Trouble is why a source or a page could not be read, as a word that a
// person can act on. The zero value means no trouble.
type Trouble string

// The troubles, as shown on the screen Źródła.
const (
	NoTrouble     Trouble = ""
	TroubleDNS    Trouble = "dns"         // the name does not resolve
	TroubleTLS    Trouble = "tls"         // bad certificate or handshake
	TroubleDown   Trouble = "refused"     // nothing listens there
	TroubleSlow   Trouble = "timeout"     // too slow, or a drip of bytes
	Trouble403    Trouble = "403"         // forbidden, also 401 and 451
	Trouble404    Trouble = "404"         // gone, also 410
	Trouble429    Trouble = "429"         // asked too often
	Trouble5xx    Trouble = "5xx"         // the server's own fault
	TroubleStatus Trouble = "status"      // any other unexpected status
	TroubleBig    Trouble = "too-big"     // over the limit of decompressed bytes
	TroubleRobots Trouble = "robots"      // robots.txt forbids it
	TroubleGuard  Trouble = "guard"       // a private address, or a redirect to one
	TroubleParse  Trouble = "parse"       // neither feed nor page could be made of it
	TroubleNoFeed Trouble = "not-a-feed"  // a page where a feed was expected
	TroubleEmpty  Trouble = "empty"       // well formed, but holds no item
	TroubleCookie Trouble = "cookie-wall" // consent text instead of the article
	TroublePay    Trouble = "paywall"     // only the beginning may be read
	TroubleSoft   Trouble = "soft-404"    // 200 with an error or maintenance page
	TroubleNoText Trouble = "no-text"     // no article could be found on the page
	TroubleSilent Trouble = "silent"      // answers, but has published nothing for too long
	TroubleFormat Trouble = "format"      // its pages no longer read as before
	TroubleOther  Trouble = "other"       // see the log
)

// Why is the Polish sentence for a trouble, without a full stop.
func (t Trouble) Why() string { return troubleWhy[t] }

var troubleWhy = map[Trouble]string{
	NoTrouble:     "działa",
	TroubleDNS:    "nie ma takiej nazwy w sieci (DNS)",
	TroubleTLS:    "błąd certyfikatu lub szyfrowania (TLS)",
	TroubleDown:   "serwer odrzuca połączenie",
	TroubleSlow:   "serwer nie odpowiedział na czas",
	Trouble403:    "serwer odmawia dostępu (403)",
	Trouble404:    "strony już nie ma (404)",
	Trouble429:    "serwer prosi, by pytać rzadziej (429)",
	Trouble5xx:    "awaria po stronie serwera (5xx)",
	TroubleStatus: "nieoczekiwana odpowiedź serwera",
	TroubleBig:    "odpowiedź przekracza dozwolony rozmiar",
	TroubleRobots: "robots.txt zabrania pobierania",
	TroubleGuard:  "adres prowadzi do sieci wewnętrznej i został zablokowany",
	TroubleParse:  "treści nie da się odczytać",
	TroubleNoFeed: "pod adresem kanału jest zwykła strona",
	TroubleEmpty:  "kanał jest pusty",
	TroubleCookie: "zamiast artykułu jest ściana zgód na ciasteczka",
	TroublePay:    "artykuł za płatnym dostępem",
	TroubleSoft:   "strona błędu udająca zwykłą stronę",
	TroubleNoText: "na stronie nie znaleziono artykułu",
	TroubleSilent: "źródło zamilkło",
	TroubleFormat: "zmienił się układ stron źródła",
	TroubleOther:  "inny błąd, szczegóły w dzienniku",
}
