package config

import (
	"net/netip"

	"prasowka/internal/press"
)

// Main is prasowka.yaml.
type Main struct {
	Office   Office             `yaml:"office" required:"yes"`
	Server   Server             `yaml:"server"`
	Paper    Paper              `yaml:"paper"`
	Crawl    Crawl              `yaml:"crawl"`
	Channels map[string]Channel `yaml:"channels"`
	Alerts   Alerts             `yaml:"alerts"`
	Summary  Summary            `yaml:"summary"`
}

// Office is the body that the program works for.
type Office struct {
	City    string `yaml:"city" required:"yes"` // "Suwałki"
	Name    string `yaml:"name" required:"yes"` // "Biuro Prezydenta Miasta"
	Body    string `yaml:"body"`                // "Urząd Miejski w Suwałkach"
	Symbol  string `yaml:"symbol"`              // of case signs: "BPM"
	Address string `yaml:"address"`
	Email   string `yaml:"email"`
	Phone   string `yaml:"phone"`
	Symbols string `yaml:"logo"` // path of an SVG or PNG for letters; may be empty

	DaysOff []DayOff `yaml:"days_off"` // beside the statutory ones: terms and reminders go round them

	Elections []Election `yaml:"elections"` // campaigns: what the leadership attends in them is warned of
}

// Election is a vote before which the President's part in an event may be
// taken for canvassing.
type Election struct {
	Name      string `yaml:"name" required:"yes"` // "wybory samorządowe"
	From      Date   `yaml:"from" required:"yes"` // first day of the campaign
	Day       Date   `yaml:"day" required:"yes"`  // of voting
	Confirmed bool   `yaml:"confirmed"`           // the dates were checked in the announcement; else "do potwierdzenia"
}

// A DayOff is a day on which the office is closed by its own order.
type DayOff struct {
	Day  Date   `yaml:"day" required:"yes"`
	Name string `yaml:"name" required:"yes"` // "dzień wolny za 26 grudnia"
}

// Paper is how documents are printed.
type Paper struct {
	Browser string `yaml:"browser"` // path or name of a Chromium that makes PDF; empty: the first found in PATH
}

// Server is where the screens are.
type Server struct {
	Listen  string   `yaml:"listen"`  // "127.0.0.1:8080"
	URL     string   `yaml:"url"`     // as people type it: links in mails start with it
	Public  string   `yaml:"public"`  // where the Internet reaches us, for hubs that push (WebSub); empty: nowhere
	Proxies []string `yaml:"proxies"` // addresses or CIDRs of reverse proxies whose X-Forwarded-For is believed
	Data    string   `yaml:"data"`    // folder of the database, the archive and the lock
}

// Trusted are the addresses of Proxies. Those that cannot be read are left
// out, which can only make us trust less; Check names them.
func (s Server) Trusted() []netip.Prefix {
	var all []netip.Prefix
	for _, p := range s.Proxies {
		if prefix, err := netip.ParsePrefix(p); err == nil {
			all = append(all, prefix.Masked())
		} else if ip, err := netip.ParseAddr(p); err == nil {
			all = append(all, netip.PrefixFrom(ip, ip.BitLen()))
		}
	}
	return all
}

// Crawl is how we behave on the Internet.
type Crawl struct {
	Contact      string   `yaml:"contact" required:"yes"` // in the User-Agent: a mail address or a page
	Pause        Duration `yaml:"pause"`                  // between two requests to one host
	Timeout      Duration `yaml:"timeout"`                // for one whole answer
	MaxBytes     Size     `yaml:"max_bytes"`              // of one answer, decompressed
	AllowPrivate []string `yaml:"allow_private"`          // host:port or CIDR in private networks that may be asked
	MinEvery     Duration `yaml:"min_every"`              // bounds of the polling interval
	MaxEvery     Duration `yaml:"max_every"`
}

// A Channel is one way out of the house.
type Channel struct {
	Kind string `yaml:"kind" required:"yes"` // email, slack or webhook

	// email
	Host     string `yaml:"host"`
	Port     int    `yaml:"port"`
	TLS      TLS    `yaml:"tls"`
	User     string `yaml:"user"`
	Password Secret `yaml:"password"`
	From     string `yaml:"from"`
	ReplyTo  string `yaml:"reply_to"`
	DKIM     DKIM   `yaml:"dkim"`

	// slack
	Token   Secret `yaml:"token"`
	Channel string `yaml:"channel"`
	App     Secret `yaml:"app_token"` // xapp-…: hears the buttons over Socket Mode; empty: they are links
	API     string `yaml:"api"`       // another server that speaks Slack's API; empty: Slack

	// webhook
	URL    string `yaml:"url"`
	Secret Secret `yaml:"secret"` // signs the body by HMAC-SHA256
}

// Summary is a server that speaks OpenAI's protocol and may be asked which
// sentences of a clipping say the gist. URL empty: nobody is asked.
type Summary struct {
	URL   string `yaml:"url"`   // "http://127.0.0.1:11434/v1"
	Model string `yaml:"model"` // as the server calls it
	Key   Secret `yaml:"key"`
}

// DKIM signs outgoing mail. Domain empty: no signature.
type DKIM struct {
	Domain   string `yaml:"domain"`
	Selector string `yaml:"selector"`
	Key      Secret `yaml:"key"` // PEM
}

// Alerts keeps alerts calm.
type Alerts struct {
	QuietFrom Clock    `yaml:"quiet_from"` // no alert but urgent ones from here
	QuietTo   Clock    `yaml:"quiet_to"`   // to here
	CoolDown  Duration `yaml:"cool_down"`  // between two alerts of one topic
	Escalate  Duration `yaml:"escalate"`   // an unacknowledged urgent alert goes to EscalateTo after this
	To        []string `yaml:"to"`         // people who get every alert
	Then      []string `yaml:"then"`       // people asked next
	Channels  []string `yaml:"channels"`   // for topics that name none
}

// People is people.yaml.
type People struct {
	Departments []Department `yaml:"departments"`
	People      []Person     `yaml:"people"`
}

// A Department is a cell of the office or a unit of the city.
type Department struct {
	ID   string `yaml:"id" required:"yes"`
	Name string `yaml:"name" required:"yes"`
	Head string `yaml:"head"` // Person.ID
	Unit bool   `yaml:"unit"` // a municipal unit or company, not a cell of the office
}

// A Person reads the review or works at the desk.
type Person struct {
	ID          string     `yaml:"id" required:"yes"`
	Name        string     `yaml:"name" required:"yes"`
	Post        string     `yaml:"post"`
	Email       string     `yaml:"email"`
	Slack       string     `yaml:"slack"`
	Role        press.Role `yaml:"role"`
	Departments []string   `yaml:"departments"`
	From        Date       `yaml:"from"`
	To          Date       `yaml:"to"`
	Leader      bool       `yaml:"leader"` // Prezydent and deputies: a section of the review of their own
	Check       bool       `yaml:"check"`  // shown as "do potwierdzenia"
}

// Watch is topics.yaml.
type Watch struct {
	Topics []Topic `yaml:"topics"`
	Names  []Name  `yaml:"names"`
}

// A Topic is a standing query.
type Topic struct {
	ID          string   `yaml:"id" required:"yes"`
	Name        string   `yaml:"name" required:"yes"`
	Query       string   `yaml:"query" required:"yes"`
	Owners      []string `yaml:"owners"`
	Departments []string `yaml:"departments"`
	Severity    Severity `yaml:"severity"`
	Channels    []string `yaml:"channels"`
	Section     string   `yaml:"section"`
	Paused      bool     `yaml:"paused"`
}

// A Name is an entry of the local lexicon: a base form whose paradigm is
// generated, with corrections where the rules are wrong.
type Name struct {
	Base  string   `yaml:"base" required:"yes"` // "Czesław Renkiewicz", "Krasnopol", "OSiR"
	Kind  NameKind `yaml:"kind" required:"yes"`
	Forms []string `yaml:"forms"` // further forms that are this name
}

// Reviews is reviews.yaml.
type Reviews struct {
	Reviews    []Review `yaml:"reviews"`
	Reports    []Report `yaml:"reports"`
	Importance Weights  `yaml:"importance"`
}

// Weights say how much each part of an item's importance counts, 0 to 10. All
// zero: the program's own.
type Weights struct {
	Leadership int `yaml:"leadership"` // the leadership is named
	Tier       int `yaml:"tier"`       // reach of the outlet
	Prominence int `yaml:"prominence"` // in the title, in the lead, in the text
	Tone       int `yaml:"tone"`       // critical of the city
	Spread     int `yaml:"spread"`     // editorial offices that tell the story
	Novelty    int `yaml:"novelty"`    // the story began within the time
	Doubt      int `yaml:"doubt"`      // something in it is flagged: it may be wrong
	Urgency    int `yaml:"urgency"`    // a topic fired that is urgent, or notable
}

// In is w, or the program's own weights when none is set.
func (w Weights) In() Weights {
	if w == (Weights{}) {
		return Weights{Leadership: 3, Tier: 2, Prominence: 2, Tone: 2, Spread: 2, Novelty: 1, Doubt: 3, Urgency: 3}
	}
	return w
}

// A Review is one regular issue of the press review.
type Review struct {
	Name     string   `yaml:"name" required:"yes"`  // "poranny"
	Title    string   `yaml:"title" required:"yes"` // "Przegląd prasy"
	Draft    Cron     `yaml:"draft" required:"yes"` // when the draft is made, Europe/Warsaw
	Send     Cron     `yaml:"send" required:"yes"`  // when it goes out
	Approval Approval `yaml:"approval"`
	To       []string `yaml:"to"`       // people's IDs
	Channels []string `yaml:"channels"` // at least one
}

// A Report is a regular report on the press of a whole week or month.
type Report struct {
	Name     string   `yaml:"name" required:"yes"`   // "tygodniowy"
	Title    string   `yaml:"title" required:"yes"`  // "Raport tygodniowy"
	Period   Period   `yaml:"period" required:"yes"` // what it covers: the last whole one before it is sent
	Send     Cron     `yaml:"send" required:"yes"`   // when it goes out, Europe/Warsaw
	To       []string `yaml:"to"`                    // people's IDs
	Channels []string `yaml:"channels"`              // none: on the screens only
}

// An Outlet is one file of sources/.
type Outlet struct {
	ID      string        `yaml:"-"`
	Name    string        `yaml:"name" required:"yes"`
	Home    string        `yaml:"home" required:"yes"`
	Medium  press.Medium  `yaml:"medium" required:"yes"`
	Class   press.Class   `yaml:"class" required:"yes"`
	Tier    int           `yaml:"tier"` // 1 local, 2 regional, 3 national
	Licence press.Licence `yaml:"licence"`
	Region  string        `yaml:"region"`

	Publisher string `yaml:"publisher"`
	Editor    string `yaml:"editor"`
	Address   string `yaml:"address"`
	Email     string `yaml:"email"`
	Phone     string `yaml:"phone"`
	Note      string `yaml:"note"`

	Paused  bool     `yaml:"paused"`
	Sources []Source `yaml:"sources"` // none: one of kind auto at Home
}

// A Source is one feed, listing, sitemap or account of an outlet.
type Source struct {
	Name   string            `yaml:"name"` // tells several sources of one outlet apart
	Kind   string            `yaml:"kind" required:"yes"`
	URL    string            `yaml:"url"` // empty: the outlet's home page
	Every  Every             `yaml:"every"`
	Recipe Recipe            `yaml:"recipe"`
	Params map[string]string `yaml:"params"`
	Paused bool              `yaml:"paused"`
}

// Every bounds the polling interval; zero takes the crawler's.
type Every struct {
	Min Duration `yaml:"min"`
	Max Duration `yaml:"max"`
}

// A Recipe is press.Recipe as written in YAML.
type Recipe struct {
	Keep   []string `yaml:"keep"`
	Drop   []string `yaml:"drop"`
	Title  string   `yaml:"title"`
	Date   string   `yaml:"date"`
	Author string   `yaml:"author"`
}
