package town

import (
	"embed"
	"fmt"
	"hash/fnv"
	"regexp"
	"strconv"
	"strings"
	"time"
	_ "time/tzdata" // Europe/Warsaw on machines without zone files

	"golang.org/x/tools/txtar"

	"prasowka/internal/press"
)

// data holds the articles, one txtar entry each:
//
//	-- outlet/name --
//	tytuł: …
//	kiedy: -5h20m            (before the town's start; required)
//	wątek: event             (default: the entry's own name, a story of one)
//	lead: …  autor: …  dział: …  gatunek: …  agencja: …  tagi: a, b
//	kopia: outlet/name 1-3   (reprints these paragraphs, before its own)
//	dźwięk: /audio/x.mp3 4:10
//	reklama: tak             (paid content)
//	live: tak                (published by Tick; kiedy is then its order)
//	flaga: kind; fact; quote; why      pozór: fact; quote; why
//	zmiana: old => new       (a silent edit that Tick makes later)
//
//	Body, a paragraph a line: "## " heading, "* " list item, "> " quotation,
//	"? " question, "| a | b |" table row. Dates relative to the publication:
//	{d-1} "22 listopada", {D-1} "22 listopada 2026 r.", {w-1} "w niedzielę",
//	{W-1} "W niedzielę", {n-1} "niedziela", {r} {r+1} the year.
//
//go:embed data/*.txtar
var data embed.FS

// draft is an article as written, before it has a place and a time.
type draft struct {
	id     string
	head   map[string][]string
	body   string
	at     time.Time // set by generators; zero: from "kiedy"
	event  string
	copyOf string // set by generators
}

func (d draft) one(key string) string {
	if v := d.head[key]; len(v) > 0 {
		return v[0]
	}
	return ""
}

// readTexts reads every data file.
func readTexts() ([]draft, error) {
	entries, err := data.ReadDir("data")
	if err != nil {
		return nil, err
	}
	var all []draft
	for _, e := range entries {
		raw, err := data.ReadFile("data/" + e.Name())
		if err != nil {
			return nil, err
		}
		for _, f := range txtar.Parse(raw).Files {
			d, err := parseDraft(f.Name, string(f.Data))
			if err != nil {
				return nil, fmt.Errorf("%s: %s: %w", e.Name(), f.Name, err)
			}
			all = append(all, d)
		}
	}
	return all, nil
}

// headKeys are the keys that the head of an article may have.
var headKeys = map[string]bool{
	"tytuł": true, "kiedy": true, "wątek": true, "lead": true, "autor": true, "dział": true, "gatunek": true,
	"agencja": true, "tagi": true, "kopia": true, "dźwięk": true, "reklama": true, "live": true,
	"flaga": true, "pozór": true, "zmiana": true,
}

func parseDraft(name, text string) (draft, error) {
	d := draft{id: name, head: map[string][]string{}}
	head, body, _ := strings.Cut(text, "\n\n")
	for line := range strings.Lines(head) {
		line = strings.TrimSpace(line)
		key, value, ok := strings.Cut(line, ":")
		if !ok || !headKeys[key] {
			return d, fmt.Errorf("head line %q is none of the known keys", line)
		}
		d.head[key] = append(d.head[key], strings.TrimSpace(value))
	}
	d.body = strings.TrimSpace(body)
	if d.one("tytuł") == "" || d.one("kiedy") == "" {
		return d, fmt.Errorf("tytuł and kiedy are required")
	}
	return d, nil
}

// make turns one draft into an article; known are those made before it.
func (t *Town) make(d draft, known map[string]*Article) (*Article, error) {
	outlet, name, ok := strings.Cut(d.id, "/")
	if !ok || t.byName[outlet] == nil {
		return nil, press.NotFound("outlet of the town", outlet)
	}
	a := &Article{ID: d.id, Outlet: outlet, Version: 1, Kind: press.Article, Event: d.id, slug: name,
		Section: d.one("dział"), Genre: d.one("gatunek"), Author: d.one("autor"), Agency: d.one("agencja"),
		Paid: d.one("reklama") != "", live: d.one("live") != ""}
	if a.Section == "" {
		a.Section = "Wiadomości"
	}
	if a.Genre == "" {
		a.Genre = "news"
	}
	if e := d.one("wątek"); e != "" {
		a.Event = e
	}
	if d.event != "" {
		a.Event = d.event
	}
	a.CopyOf = d.copyOf
	a.Published = d.at
	if d.at.IsZero() {
		age, err := age(d.one("kiedy"))
		if err != nil {
			return nil, err
		}
		a.Published = t.start.Add(-age).Truncate(time.Minute)
	}
	when := a.Published
	if a.live {
		when = t.start
	}
	say := func(s string) string { return t.dates(s, when) }
	a.Title, a.Lead = say(d.one("tytuł")), say(d.one("lead"))
	if err := a.reprint(d.one("kopia"), known); err != nil {
		return nil, err
	}
	a.blocks = append(a.blocks, parseBlocks(say(d.body))...)
	a.Text = plain(a.Lead, a.blocks)
	return a, a.details(d, say)
}

// details reads what only some articles have.
func (a *Article) details(d draft, say func(string) string) error {
	for tag := range strings.SplitSeq(d.one("tagi"), ",") {
		if tag = strings.TrimSpace(tag); tag != "" {
			a.Tags = append(a.Tags, tag)
		}
	}
	if s := d.one("dźwięk"); s != "" {
		a.Media = append(a.Media, press.Enclosure{URL: strings.Fields(s)[0], Type: "audio/mpeg", Length: soundSize})
		a.Kind = press.Broadcast
	}
	for _, v := range d.head["flaga"] {
		p := strings.SplitN(v, ";", 4)
		if len(p) != 4 {
			return fmt.Errorf("flaga %q wants kind; fact; quote; why", v)
		}
		a.Planted = append(a.Planted, Planted{Kind: press.FlagKind(strings.TrimSpace(p[0])), Fact: strings.TrimSpace(p[1]),
			Quote: say(strings.TrimSpace(p[2])), Why: strings.TrimSpace(p[3])})
	}
	for _, v := range d.head["pozór"] {
		p := strings.SplitN(v, ";", 3)
		if len(p) != 3 {
			return fmt.Errorf("pozór %q wants fact; quote; why", v)
		}
		a.Planted = append(a.Planted, Planted{Kind: press.FlagFact, Fact: strings.TrimSpace(p[0]), LookAlike: true,
			Quote: say(strings.TrimSpace(p[1])), Why: strings.TrimSpace(p[2])})
	}
	for _, v := range d.head["zmiana"] {
		old, fresh, ok := strings.Cut(say(v), " => ")
		if !ok || (!strings.Contains(a.Text, old) && !strings.Contains(a.Title, old)) {
			return fmt.Errorf("zmiana %q: the text does not hold the old words", v)
		}
		a.edits = append(a.edits, edit{old, fresh})
	}
	return nil
}

// reprint copies paragraphs of another article: "outlet/name", "outlet/name 1-3".
func (a *Article) reprint(spec string, known map[string]*Article) error {
	if spec == "" {
		return nil
	}
	id, part, _ := strings.Cut(spec, " ")
	from := known[id]
	if from == nil {
		return fmt.Errorf("kopia %q: no such article before this one", spec)
	}
	first, last := 1, len(from.blocks)
	if part != "" {
		if n, err := fmt.Sscanf(part, "%d-%d", &first, &last); n != 2 || err != nil || first < 1 || last > len(from.blocks) || first > last {
			return fmt.Errorf("kopia %q: the original has %d paragraphs", spec, len(from.blocks))
		}
	}
	a.CopyOf, a.Event = id, from.Event
	if a.Agency == "" {
		a.Agency = from.Agency
	}
	a.blocks = append(a.blocks, from.blocks[first-1:last]...)
	return nil
}

// age reads "-3h20m", "-2d5h": how long before the start of the town.
func age(s string) (time.Duration, error) {
	rest := strings.TrimPrefix(s, "-")
	var days int
	if d, after, ok := strings.Cut(rest, "d"); ok {
		n, err := strconv.Atoi(d)
		if err != nil {
			return 0, fmt.Errorf("kiedy %q: %w", s, err)
		}
		days, rest = n, after
	}
	if rest == "" {
		return time.Duration(days) * 24 * time.Hour, nil
	}
	h, err := time.ParseDuration(rest)
	if err != nil {
		return 0, fmt.Errorf("kiedy %q: %w", s, err)
	}
	return time.Duration(days)*24*time.Hour + h, nil
}

// parseBlocks reads a body, a paragraph a line.
func parseBlocks(body string) []block {
	var out []block
	for line := range strings.Lines(body) {
		line = strings.TrimSpace(line)
		if line == "" {
			continue
		}
		b := block{Kind: "p", Text: line}
		mark, rest, _ := strings.Cut(line, " ")
		switch mark {
		case "##":
			b = block{Kind: "h", Text: rest}
		case "*":
			b = block{Kind: "li", Text: rest}
		case ">":
			b = block{Kind: "q", Text: rest}
		case "?":
			b = block{Kind: "pyt", Text: rest}
		case "|":
			b = block{Kind: "tr"}
			for c := range strings.SplitSeq(strings.Trim(line, "| "), "|") {
				b.Cell = append(b.Cell, strings.TrimSpace(c))
			}
			b.Text = strings.Join(b.Cell, " ")
		}
		out = append(out, b)
	}
	return out
}

var dateMark = regexp.MustCompile(`\{([dDwWnr])([+-]\d+)?\}`)

// dates turns the relative dates of a text into words.
func (t *Town) dates(s string, published time.Time) string {
	if !strings.Contains(s, "{") {
		return s
	}
	return dateMark.ReplaceAllStringFunc(s, func(m string) string {
		p := dateMark.FindStringSubmatch(m)
		n, _ := strconv.Atoi(p[2]) // "" is 0; the pattern admits nothing else
		if p[1] == "r" {
			return strconv.Itoa(local(t.start).Year() + n)
		}
		day := local(published).AddDate(0, 0, n)
		switch p[1] {
		case "d":
			return fmt.Sprintf("%d %s", day.Day(), months[day.Month()-1])
		case "D":
			return fmt.Sprintf("%d %s %d r.", day.Day(), months[day.Month()-1], day.Year())
		case "w":
			return onDay[day.Weekday()]
		case "W":
			return "W" + onDay[day.Weekday()][1:]
		}
		return weekdays[day.Weekday()]
	})
}

var (
	months   = [...]string{"stycznia", "lutego", "marca", "kwietnia", "maja", "czerwca", "lipca", "sierpnia", "września", "października", "listopada", "grudnia"}
	weekdays = [...]string{"niedziela", "poniedziałek", "wtorek", "środa", "czwartek", "piątek", "sobota"}
	onDay    = [...]string{"w niedzielę", "w poniedziałek", "we wtorek", "w środę", "w czwartek", "w piątek", "w sobotę"}
)

// warsaw is the town's wall clock; the zone files are linked in.
var warsaw = func() *time.Location {
	l, err := time.LoadLocation("Europe/Warsaw")
	if err != nil {
		panic(err) // unreachable with time/tzdata
	}
	return l
}()

func local(at time.Time) time.Time { return at.In(warsaw) }

// hash is a stable number for a text: counters, comments and boxes are chosen by it.
func hash(s string) uint64 {
	h := fnv.New64a()
	_, _ = h.Write([]byte(s)) // never fails
	return h.Sum64()
}
