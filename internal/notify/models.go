package notify

import (
	"time"

	"prasowka/internal/polish"
	"prasowka/internal/press"
)

// MaxQuote is how many characters of an outlet's text may be quoted, unless
// the payload says otherwise (domain notes §6.8).
const MaxQuote = 300

// A Link is an address with its words.
type Link struct {
	Label string `json:"label"`
	URL   string `json:"url"`
}

// Links are the addresses that every notice carries for its recipient. Empty
// ones are left out of what is rendered.
type Links struct {
	Web         string `json:"web,omitempty"`         // the same notice on our screens
	Paper       string `json:"paper,omitempty"`       // the same as PDF
	Read        string `json:"read,omitempty"`        // "Przeczytane": acknowledges, in place of tracking
	Preferences string `json:"preferences,omitempty"` // pause, frequency, topics
	Unsubscribe string `json:"unsubscribe,omitempty"` // works without log-in; https for one-click (RFC 8058)
}

// An Item is one story as a notice shows it: the story's headline once, not
// each copy. Make it with NewItem, which holds the licence rule.
type Item struct {
	Story    string `json:"story,omitempty"`    // Story.ID
	Clipping string `json:"clipping,omitempty"` // Clipping.ID shown first

	Title   string        `json:"title"`
	URL     string        `json:"url,omitempty"`
	Outlet  string        `json:"outlet"` // as printed: "Radio 5"
	Tier    press.Tier    `json:"tier,omitempty"`
	Licence press.Licence `json:"licence,omitempty"`
	Place   string        `json:"place,omitempty"` // in print: "nr 47, s. 5"
	Author  string        `json:"author,omitempty"`
	At      time.Time     `json:"at"` // published

	Reprints int      `json:"reprints,omitempty"` // other clippings of the story
	Outlets  []string `json:"outlets,omitempty"`  // the other editorial offices, as printed

	Tone       string   `json:"tone,omitempty"`       // a word: "krytyczny", "neutralny", "pozytywny", "mieszany"
	Leadership []string `json:"leadership,omitempty"` // who of the leadership is named
	Topics     []string `json:"topics,omitempty"`

	Why   string `json:"why,omitempty"`   // one sentence: why it matters to us
	Note  string `json:"note,omitempty"`  // our own summary, 1–2 sentences
	Quote string `json:"quote,omitempty"` // the outlet's own words, at most MaxQuote characters
	Text  string `json:"text,omitempty"`  // the whole text; only when the licence allows it

	Action string    `json:"action,omitempty"` // "sprostowanie", "odpowiedź na pytanie", "autoryzacja"
	Owner  string    `json:"owner,omitempty"`  // who does it
	Due    time.Time `json:"due,omitzero"`     // the last moment; zero: no term
	Risky  bool      `json:"risky,omitempty"`  // Due was moved past a day off: possible, but risky
	For    Ask       `json:"for,omitempty"`    // what the recipient is asked for

	Programme string        `json:"programme,omitempty"` // radio, TV: "Rozmowa dnia"
	Timecode  time.Duration `json:"timecode,omitempty"`  // where in the recording
	Length    time.Duration `json:"length,omitempty"`    // of the mention

	Network string `json:"network,omitempty"` // social posts: "Mastodon"
	Handle  string `json:"handle,omitempty"`

	Archive string `json:"archive,omitempty"` // our copy (by role)
	Rectify string `json:"rectify,omitempty"` // "prostuj"
	Report  string `json:"report,omitempty"`  // "zgłoś błąd"
}

// Ask is what a recipient is asked for.
type Ask string

// The asks.
const (
	ForInfo  Ask = "do wiadomości"
	ForReply Ask = "proszę o odpowiedź"
)

// A Section is a named group of items: a department, a unit.
type Section struct {
	Name  string `json:"name"`
	Items []Item `json:"items"`
}

// FollowUpKind says what has moved since an earlier issue.
type FollowUpKind string

// The kinds of follow-up.
const (
	FollowCorrection FollowUpKind = "sprostowanie"   // printed, refused, or silence
	FollowEdit       FollowUpKind = "cicha zmiana"   // an article changed without a word
	FollowRelease    FollowUpKind = "echa w mediach" // our release and who took it up
	FollowOther      FollowUpKind = "ciąg dalszy"
)

// A FollowUp is something that has moved since an earlier issue.
type FollowUp struct {
	Kind   FollowUpKind `json:"kind"`
	Text   string       `json:"text"` // one Polish sentence
	Outlet string       `json:"outlet,omitempty"`
	At     time.Time    `json:"at,omitzero"`
	URL    string       `json:"url,omitempty"`
}

// Missing is a source that did not answer, with the reason.
type Missing struct {
	Name string `json:"name"`
	Why  string `json:"why,omitempty"` // press.Trouble.Why
}

// Coverage is the completeness promise of the footer: what was asked, what
// answered, how much came.
type Coverage struct {
	Sources   int       `json:"sources"`  // asked
	Answered  int       `json:"answered"` // of them
	Missing   []Missing `json:"missing,omitempty"`
	Clippings int       `json:"clippings"`
	Stories   int       `json:"stories"`
	Mean      float64   `json:"mean,omitempty"`  // mean of Clippings for such an issue over four weeks; 0: not yet known
	Weeks     int       `json:"weeks,omitempty"` // over fewer weeks, when no more are known; 0: four
	Critical  int       `json:"critical,omitempty"`
	Positive  int       `json:"positive,omitempty"`
}

// A Review is one issue of the press review for one recipient, in the order in
// which it is read. An empty one says "spokojnie" and is sent all the same.
type Review struct {
	Name   string     `json:"name"`   // of the digest: "poranny"
	Title  string     `json:"title"`  // "Przegląd prasy"
	Office string     `json:"office"` // "Biuro Prezydenta Miasta"
	City   string     `json:"city"`
	Day    polish.Day `json:"day"`
	Issue  int        `json:"issue,omitempty"` // 2: a second issue of the day
	From   time.Time  `json:"from"`            // what it covers
	To     time.Time  `json:"to"`
	At     time.Time  `json:"at"` // when it was closed; times left are counted from here
	Draft  bool       `json:"draft,omitempty"`
	Editor string     `json:"editor,omitempty"` // who approved it

	Recipient string `json:"recipient,omitempty"` // name
	Remark    string `json:"remark,omitempty"`    // the editor's note above everything

	Verdict     string     `json:"verdict,omitempty"`     // (a) one line; empty: made from the counts
	Top         []Item     `json:"top,omitempty"`         // (b) at most three are shown
	Reaction    []Item     `json:"reaction,omitempty"`    // (c) needs a reaction, with the time left
	Leadership  []Item     `json:"leadership,omitempty"`  // (d) Prezydent and deputies
	Departments []Section  `json:"departments,omitempty"` // (e) city matters by department
	Units       []Section  `json:"units,omitempty"`       // (f) municipal units
	Region      []Item     `json:"region,omitempty"`      // (g) region and country
	Broadcast   []Item     `json:"broadcast,omitempty"`   // (h) radio and TV
	Social      []Item     `json:"social,omitempty"`      // (i) social voices
	FollowUps   []FollowUp `json:"follow_ups,omitempty"`  // (j)
	Ours        []Item     `json:"ours,omitempty"`        // our own texts that no outlet has told yet
	Coverage    Coverage   `json:"coverage"`              // (k)
	Undecided   int        `json:"undecided,omitempty"`   // flags raised meanwhile that wait for the press officer

	MaxQuote int   `json:"max_quote,omitempty"` // 0: MaxQuote
	Own      Links `json:"links"`
}

// AlertState is where an alert stands.
type AlertState string

// The states of an alert.
const (
	AlertNew    AlertState = ""
	AlertTaken  AlertState = "przejęty"
	AlertMuted  AlertState = "wyciszony"
	AlertClosed AlertState = "zamknięty"
)

// A Copy is another editorial office's print of the same story.
type Copy struct {
	Outlet string    `json:"outlet"`
	At     time.Time `json:"at"`
	URL    string    `json:"url,omitempty"`
}

// An Alert says at once that something needs a reaction within hours. One
// alert a story: a notice whose Thread is the first alert's key updates it.
type Alert struct {
	Severity press.Severity `json:"severity"`
	At       time.Time      `json:"at"` // of this state of the alert
	Rule     string         `json:"rule"`
	Why      string         `json:"why"`                // why now: "5 redakcji w 40 minut"
	Baseline string         `json:"baseline,omitempty"` // against what: "w poniedziałki o tej porze zwykle 1,2"
	Words    []string       `json:"words,omitempty"`    // the words that fired
	Item     Item           `json:"item"`               // its Quote is the extract
	Copies   []Copy         `json:"copies,omitempty"`   // reprints, oldest first
	Flags    []string       `json:"flags,omitempty"`    // what looks wrong, one Polish sentence each

	Matter    string     `json:"matter,omitempty"` // "<topic>/<story>": what a pressed button stands for
	State     AlertState `json:"state,omitempty"`
	By        string     `json:"by,omitempty"` // who took or muted it
	Escalated string     `json:"escalated,omitempty"`
	MuteHelp  string     `json:"mute_help,omitempty"` // how to mute, in a sentence

	Take    string `json:"take,omitempty"`    // "Przejmij"
	Mute    string `json:"mute,omitempty"`    // "Wycisz podobne"
	Rectify string `json:"rectify,omitempty"` // "Prostuj"
	Open    string `json:"open,omitempty"`    // "Otwórz"

	MaxQuote int   `json:"max_quote,omitempty"` // 0: MaxQuote
	Own      Links `json:"links"`
}

// A Reminder says that a term of a case runs out.
type Reminder struct {
	At       time.Time  `json:"at"`
	Sign     string     `json:"sign,omitempty"` // BPM.1510.7.2026
	Register string     `json:"register"`
	Case     string     `json:"case"`              // its title
	Arrived  bool       `json:"arrived,omitempty"` // nothing runs out: the case has just come in from outside
	Term     string     `json:"term"`              // "wysłanie sprostowania"
	Basis    string     `json:"basis,omitempty"`   // "art. 31a ust. 3 pr. pras."
	Raw      polish.Day `json:"raw,omitzero"`      // the last day as counted
	Shifted  polish.Day `json:"shifted,omitzero"`  // after a day off or Saturday
	Risky    bool       `json:"risky,omitempty"`   // do not plan on the shift
	Internal polish.Day `json:"internal,omitzero"` // our own target
	Until    time.Time  `json:"until,omitzero"`    // for terms of hours (art. 14a pr. pras.)
	Doubt    string     `json:"doubt,omitempty"`   // "do potwierdzenia", when the rule is not confirmed
	Owner    string     `json:"owner,omitempty"`
	Next     string     `json:"next,omitempty"` // what to do, one sentence
	Open     string     `json:"open,omitempty"`
	Own      Links      `json:"links"`
}

// An Attachment is a file that goes with a letter.
type Attachment struct {
	Name string `json:"name"`
	Type string `json:"type"` // media type
	Data []byte `json:"data"`
}

// A Letter is a text of the office to somebody outside: a sprostowanie, an
// answer. It is sent as it stands, without our header and footer.
type Letter struct {
	At          time.Time    `json:"at"`
	Subject     string       `json:"subject"`
	Sign        string       `json:"sign,omitempty"`
	Text        string       `json:"text"` // paragraphs separated by an empty line
	From        string       `json:"from,omitempty"`
	ReplyTo     string       `json:"reply_to,omitempty"`
	Attachments []Attachment `json:"attachments,omitempty"`
}

// A SystemNotice tells the people who keep the program about the program: a
// silent source, a full disk, a failed backup.
type SystemNotice struct {
	At     time.Time `json:"at"`
	What   string    `json:"what"` // one line
	Detail []string  `json:"detail,omitempty"`
	Since  time.Time `json:"since,omitzero"`
	ToDo   string    `json:"todo,omitempty"` // what to do, one sentence
	Good   bool      `json:"good,omitempty"` // it is an all-clear
	Open   string    `json:"open,omitempty"`
	Own    Links     `json:"links"`
}

// Kind is NoticeAlert.
func (*Alert) Kind() press.NoticeKind { return press.NoticeAlert }

// Kind is NoticeReview.
func (*Review) Kind() press.NoticeKind { return press.NoticeReview }

// Kind is NoticeTerm.
func (*Reminder) Kind() press.NoticeKind { return press.NoticeTerm }

// Kind is NoticeLetter.
func (*Letter) Kind() press.NoticeKind { return press.NoticeLetter }

// Kind is NoticeSystem.
func (*SystemNotice) Kind() press.NoticeKind { return press.NoticeSystem }

// Links are the recipient's.
func (a *Alert) Links() Links { return a.Own }

// Links are the recipient's.
func (r *Review) Links() Links { return r.Own }

// Links are the recipient's.
func (r *Reminder) Links() Links { return r.Own }

// Links of a letter are none: it goes to strangers.
func (*Letter) Links() Links { return Links{} }

// Links are the recipient's.
func (s *SystemNotice) Links() Links { return s.Own }
