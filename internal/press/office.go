package press

import "time"

// A Notice is something that leaves the house: an alert, a review, a reminder,
// a letter. It is written under a unique key in the transaction of its cause,
// and sent at least once.
type Notice struct {
	ID       int64
	Key      string // unique: "digest/poranny/2026-11-23/anna@…"
	Kind     NoticeKind
	Channel  string // name of a configured channel
	To       string // address within the channel: mail address, Slack channel
	Subject  string
	Payload  []byte // JSON of what the channel renders; see package notify
	Thread   string // Key of the notice that it answers or updates; may be empty
	Made     time.Time
	NextAt   time.Time // when it is to be tried
	SentAt   time.Time // zero until sent
	Attempts int
	Failed   bool   // given up; shown on a screen
	Error    string // of the last attempt
	Remote   string // the receiver's identity for it: Message-ID, Slack ts
}

// NoticeKind says what a notice is about.
type NoticeKind string

// The kinds of notice.
const (
	NoticeAlert  NoticeKind = "alert"
	NoticeReview NoticeKind = "przegląd"
	NoticeTerm   NoticeKind = "termin"
	NoticeLetter NoticeKind = "pismo"
	NoticeSystem NoticeKind = "system"
	NoticeReport NoticeKind = "raport"
	NoticeCrisis NoticeKind = "kryzys"
)

// A Person works at the office or reads what it sends.
type Person struct {
	ID          string // login name
	Name        string
	Post        string // "Prezydent Miasta", "rzecznik prasowy"
	Email       string
	Slack       string
	Role        Role
	Departments []string
	From, To    time.Time // when the post is held
}

// Role decides what a person may see and do.
type Role string

// The roles, from the least to the most.
const (
	Reader  Role = "czytelnik"     // reads the review and acknowledges
	Officer Role = "rzecznik"      // everything but accounts
	Admin   Role = "administrator" // everything
)

// Roles lists every Role from the least to the most.
var Roles = []Role{Reader, Officer, Admin}

// May tells whether a role includes another.
func (r Role) May(need Role) bool { return r.rank() >= need.rank() && need.rank() > 0 }

func (r Role) rank() int {
	for i, known := range Roles {
		if r == known {
			return i + 1
		}
	}
	return 0
}

// A Case is one matter in a register.
type Case struct {
	ID       int64
	Register string // name of the register: "sprostowania"
	Sign     string // BPM.<JRWA>.<nr>.<rok>; empty until given
	Title    string
	Status   string
	Fields   map[string]any // by field name, as the register's YAML declares them
	Opened   time.Time
	Closed   time.Time
	Owner    string // Person.ID
	Revision int    // grows with every change; a stale one is a conflict
}
