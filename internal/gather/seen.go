package gather

import (
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"hash/fnv"
	"time"

	"prasowka/internal/press"
)

// maxSeen bounds what is remembered of a source: a feed of 10,000 items fits.
const maxSeen = 12000

// A mark is one item that a listing held.
type mark struct {
	url, guid uint64 // FNV-1a of the canonical address and of the guid (0: none)
	published int64  // Unix seconds as first said; 0: not said
}

// Seen remembers the items of earlier listings, the newest last, so that a
// changed guid or a new date is known for what it is. As JSON it is a short
// string: 24 bytes an item before base64.
type Seen []mark

// MarshalJSON packs the marks.
func (s Seen) MarshalJSON() ([]byte, error) {
	buf := make([]byte, 0, len(s)*24)
	for _, m := range s {
		buf = binary.LittleEndian.AppendUint64(buf, m.url)
		buf = binary.LittleEndian.AppendUint64(buf, m.guid)
		buf = binary.LittleEndian.AppendUint64(buf, uint64(m.published))
	}
	return json.Marshal(base64.StdEncoding.EncodeToString(buf))
}

// UnmarshalJSON unpacks them.
func (s *Seen) UnmarshalJSON(raw []byte) error {
	var text string
	if err := json.Unmarshal(raw, &text); err != nil {
		return fmt.Errorf("seen items: %w", err)
	}
	buf, err := base64.StdEncoding.DecodeString(text)
	if err != nil || len(buf)%24 != 0 {
		return fmt.Errorf("seen items: %d bytes: %w", len(buf), err)
	}
	*s = nil
	for ; len(buf) > 0; buf = buf[24:] {
		*s = append(*s, mark{
			url:       binary.LittleEndian.Uint64(buf),
			guid:      binary.LittleEndian.Uint64(buf[8:]),
			published: int64(binary.LittleEndian.Uint64(buf[16:])),
		})
	}
	return nil
}

func hash(s string) uint64 {
	if s == "" {
		return 0
	}
	h := fnv.New64a()
	h.Write([]byte(s)) // never fails
	return h.Sum64()
}

// settle drops what a listing says twice, gives known items the date that they
// were first seen with, counts what is fresh, and remembers it all.
func (l *Listing) settle(before Seen) {
	byURL := make(map[uint64]int, len(before))
	byGUID := make(map[uint64]int, len(before))
	for i, m := range before {
		byURL[m.url] = i
		if m.guid != 0 {
			byGUID[m.guid] = i
		}
	}
	kept, now := l.Items[:0], map[uint64]bool{}
	var marks Seen
	for _, item := range l.Items {
		canonical, err := CanonicalURL(item.URL)
		if err != nil {
			continue // an item without an address cannot be read
		}
		m := mark{url: hash(canonical), guid: hash(item.GUID), published: unix(item.Published)}
		if now[m.url] {
			continue
		}
		now[m.url] = true
		if i, ok := byURL[m.url]; ok {
			l.known(&item, &m, before[i])
		} else if _, ok := byGUID[m.guid]; ok && m.guid != 0 {
			l.Moved++
			l.Fresh++
		} else {
			l.Fresh++
		}
		kept = append(kept, item)
		marks = append(marks, m)
	}
	l.Items = kept
	l.State.Seen = remember(before, marks, now)
}

// known gives an item that was listed before its first date back.
func (l *Listing) known(item *press.Item, m *mark, was mark) {
	if was.published == 0 || was.published == m.published {
		return
	}
	if m.published != 0 {
		l.Redated++
		if item.Updated.Before(item.Published) {
			item.Updated = item.Published
		}
	}
	m.published = was.published
	item.Published = time.Unix(was.published, 0).UTC()
}

func unix(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.Unix()
}

// remember joins what was known, without what is listed now, with what is
// listed now, and forgets the oldest beyond maxSeen. A feed that shows its last
// twenty items is remembered for ten times as many.
func remember(before, marks Seen, now map[uint64]bool) Seen {
	var old Seen
	for _, m := range before {
		if !now[m.url] {
			old = append(old, m)
		}
	}
	room := min(max(200, 10*len(marks)), maxSeen)
	all := append(old, marks...)
	return all[max(0, len(all)-max(room, min(len(marks), maxSeen))):]
}
