package gather

import "strings"

// leaf writes a textual element whole, its inner HTML escaped, when its end
// stands before the end of its item. Otherwise the element ends where the next
// tag begins.
func (m *mender) leaf(name, local, attrs string) bool {
	if local == "link" && strings.Contains(attrs, " href=") {
		if end := strings.TrimLeft(m.in[m.pos:], " \t\r\n"); !strings.HasPrefix(end, "</"+name) {
			m.write("<" + name + attrs + "/>") // an Atom link left open
			return true
		}
	}
	stop := m.endOf(name)
	if stop < 0 {
		stop = m.pos + max(strings.IndexByte(m.in[m.pos:], '<'), 0)
		if stop == m.pos {
			return false
		}
	}
	if short(local) {
		if at := memberIn(m.in[m.pos:stop]); at > 0 {
			stop = m.pos + at
		}
	}
	m.write("<" + name + htmlType(attrs) + ">" + inner(m.in[m.pos:stop]) + "</" + name + ">")
	m.pos = stop
	tag := endTag().FindString(m.in[stop:])
	switch slashless := "<" + name + ">"; {
	case strings.Contains(strings.ToLower(tag), strings.ToLower(name)):
		m.pos += len(tag)
	case strings.HasPrefix(m.in[stop:], slashless) && tagFollows(m.in[stop+len(slashless):]):
		m.pos += len(slashless) // meant as the end tag
	}
	return true
}

// memberIn finds the tag of another member in the inside of a short element,
// CDATA sections passed over; -1: none.
func memberIn(s string) int {
	s = s[:min(len(s), 4096)]
	for from := 0; ; {
		at := memberTag().FindStringIndex(s[from:])
		if at == nil {
			return -1
		}
		section := strings.Index(s[from:], sectionStart)
		if section < 0 || at[0] < section {
			return from + at[0]
		}
		end := strings.Index(s[from+section:], sectionEnd)
		if end < 0 {
			return -1
		}
		from += section + end + len(sectionEnd)
	}
}

// tagFollows tells whether the next thing in s is a tag.
func tagFollows(s string) bool {
	s = strings.TrimLeft(s, " \t\r\n")
	return strings.HasPrefix(s, "<") && !strings.HasPrefix(s, "<!")
}

// short tells the textual elements that hold a line: another member of the item
// inside of them was never meant to be there.
func short(local string) bool {
	switch local {
	case "title", "link", "guid", "pubdate", "lastbuilddate", "date", "creator", "language", "category", "comments", "id", "updated", "published":
		return true
	}
	return false
}
