package town

import (
	_ "embed"
	"fmt"
	"math/rand/v2"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// A Day asks for generated articles with known groups: what a town's press
// writes in a day, for measuring how stories are grouped.
type Day struct {
	Articles int           // how many; 0: none
	Span     time.Duration // over how long they came out; 0: 24 h
	Ahead    bool          // they come out after the start, as the clock runs on
}

// scenes holds what can happen, a scene each:
//
//	== name
//	@slot: value|value|…      values for {slot}; one is drawn for each event
//	T: title                  several
//	1: sentence               several wordings of the first fact, and so on
//	G: quotation – who says it
//
// Slots that every scene has: {pan} {pani} {pani2} {ulica} {osiedle} {wieś}
// {godz} {dzień}, and named numbers: {n:20-90:ludzi} is the same number
// wherever its name stands. [osoba|osoby|osób] agrees with the number before it.
//
//go:embed day/zdarzenia.txt
var scenes string

// scene is one kind of event.
type scene struct {
	name   string
	slots  map[string][]string
	order  []string // names of slots, in file order
	titles []string
	facts  [][]string
	quotes []string
}

// parseScenes reads the scenes.
func parseScenes() []scene {
	var out []scene
	for line := range strings.Lines(scenes) {
		line = strings.TrimSpace(line)
		name, isScene := strings.CutPrefix(line, "== ")
		if isScene {
			out = append(out, scene{name: name, slots: map[string][]string{}})
			continue
		}
		key, value, ok := strings.Cut(line, ": ")
		if !ok || len(out) == 0 {
			continue
		}
		s := &out[len(out)-1]
		switch {
		case key == "T":
			s.titles = append(s.titles, value)
		case key == "G":
			s.quotes = append(s.quotes, value)
		case strings.HasPrefix(key, "@"):
			s.order = append(s.order, key[1:])
			s.slots[key[1:]] = strings.Split(value, "|")
		default:
			n, err := strconv.Atoi(key)
			if err != nil || n < 1 {
				continue
			}
			for len(s.facts) < n {
				s.facts = append(s.facts, nil)
			}
			s.facts[n-1] = append(s.facts[n-1], value)
		}
	}
	return out
}

// happening is one generated event: a scene with its slots filled.
type happening struct {
	id    string
	scene scene
	fill  map[string]string
}

func pick(r *rand.Rand, from []string) string { return from[r.IntN(len(from))] }

// happen draws an event.
func happen(r *rand.Rand, s scene, id string) *happening {
	h := &happening{id: id, scene: s, fill: map[string]string{
		"pan": pick(r, men) + " " + pick(r, surnames), "pani": pick(r, women) + " " + pick(r, surnames), "pani2": pick(r, women) + " " + pick(r, surnames),
		"ulica": pick(r, streets), "osiedle": pick(r, quarters), "wieś": pick(r, inVillages),
		"godz": fmt.Sprintf("%d.%02d", 6+r.IntN(16), 5*r.IntN(12)), "dzień": pick(r, onDay[:]),
	}}
	for _, name := range s.order {
		h.fill[name] = pick(r, s.slots[name])
	}
	return h
}

// say fills the slots of one sentence; numbers are drawn once an event.
func (h *happening) say(r *rand.Rand, text string) string {
	for {
		i := strings.IndexByte(text, '{')
		if i < 0 {
			return upperFirst(agree(text))
		}
		j := strings.IndexByte(text[i:], '}')
		if j < 0 {
			return text
		}
		name := text[i+1 : i+j]
		value, ok := h.fill[name]
		if !ok {
			value = h.number(r, name)
		}
		text = text[:i] + value + text[i+j+1:]
	}
}

var agreement = regexp.MustCompile(`(\d+)([^\d\[\]]*)\[([^|\]]+)\|([^|\]]+)\|([^|\]]+)\]`)

// agree puts nouns into the form that the number before them asks for:
// 1 zastęp, 2 zastępy, 5 zastępów.
func agree(text string) string {
	return agreement.ReplaceAllStringFunc(text, func(m string) string {
		p := agreement.FindStringSubmatch(m)
		n, err := strconv.Atoi(p[1])
		form := p[5]
		switch {
		case err == nil && n == 1:
			form = p[3]
		case err == nil && n%10 >= 2 && n%10 <= 4 && n%100/10 != 1:
			form = p[4]
		}
		return p[1] + p[2] + form
	})
}

// number draws "n:20-90" or "n:20-90:name" once for the event.
func (h *happening) number(r *rand.Rand, spec string) string {
	var low, high int
	if n, err := fmt.Sscanf(spec, "n:%d-%d", &low, &high); n != 2 || err != nil || high < low {
		return spec // a test holds that no brace survives
	}
	v := strconv.Itoa(low + r.IntN(high-low+1))
	h.fill[spec] = v
	return v
}

func upperFirst(s string) string {
	r := []rune(s)
	if len(r) == 0 {
		return s
	}
	return strings.ToUpper(string(r[:1])) + string(r[1:])
}

// tell writes one article about the event in an outlet's own words: one
// wording of each fact, most of the facts, two of the quotations.
func (h *happening) tell(r *rand.Rand) (title string, body []string) {
	title = h.say(r, pick(r, h.scene.titles))
	for i, wordings := range h.scene.facts {
		if i > 1 && r.IntN(8) == 0 {
			continue
		}
		body = append(body, h.say(r, pick(r, wordings)))
	}
	first := r.IntN(len(h.scene.quotes))
	for n := range min(2, len(h.scene.quotes)) {
		body = append(body, "– "+h.say(r, h.scene.quotes[(first+n)%len(h.scene.quotes)])+".")
	}
	return title, body
}

// draft makes an article of a telling.
func (h *happening) draft(outlet string, n int, title string, body []string, at time.Time, copyOf string) draft {
	var paragraphs strings.Builder
	for i, s := range body {
		paragraphs.WriteString(s)
		if i%2 == 1 || i == len(body)-1 {
			paragraphs.WriteString("\n")
		} else {
			paragraphs.WriteString(" ")
		}
	}
	d := draft{id: fmt.Sprintf("%s/%s-%d", outlet, h.id, n), body: paragraphs.String(), at: at, event: h.id, head: map[string][]string{
		"tytuł": {title}, "dział": {"Wiadomości"}, "gatunek": {"wygenerowany"}}}
	d.copyOf = copyOf
	return d
}

// generatedIn are the outlets that generated articles come from.
var generatedIn = []string{"glos", "kurier", "g24", "nadjeziorem", "echo", "tygodnik", "radio", "pai"}

// generateDay makes Options.Day.Articles articles: about a third single, the
// others in groups of two to six, a third of the followers being reprints.
func (t *Town) generateDay() []draft {
	want := t.opts.Day.Articles
	if want <= 0 {
		return nil
	}
	span := t.opts.Day.Span
	if span <= 0 {
		span = 24 * time.Hour
	}
	r := rand.New(rand.NewPCG(t.opts.Seed, 0x6772_6f64)) //nolint:gosec // repeatable, not secret
	all := parseScenes()
	var out []draft
	for n := 0; len(out) < want; n++ {
		h := happen(r, all[(n*7+n/len(all))%len(all)], fmt.Sprintf("dzien-%03d", n+1))
		size := 1
		if r.IntN(100) >= 35 {
			size = 2 + min(r.IntN(5), r.IntN(5))
		}
		size = min(size, want-len(out))
		first := time.Duration(r.Int64N(int64(span)))
		out = append(out, t.cover(r, h, size, first, span)...)
	}
	return out
}

// cover lets size outlets tell of an event, the first at the given time.
func (t *Town) cover(r *rand.Rand, h *happening, size int, first, span time.Duration) []draft {
	var out []draft
	order := r.Perm(len(generatedIn))
	var original string
	var source []string
	told := map[string]bool{}
	for i := range size {
		at := min(first+time.Duration(i)*time.Duration(7+r.IntN(90))*time.Minute, span)
		when := t.start.Add(at - span)
		if t.opts.Day.Ahead {
			when = t.start.Add(at)
		}
		outlet := generatedIn[order[i]]
		copyOf := ""
		title, body := h.tell(r)
		for n := 0; n < 8 && told[strings.Join(body, " ")]; n++ {
			title, body = h.tell(r)
		}
		told[strings.Join(body, " ")] = true
		if i > 0 && r.IntN(3) == 0 {
			copyOf = original
			title, body = h.reprint(r, source)
		}
		d := h.draft(outlet, i+1, title, body, when.Truncate(time.Second), copyOf)
		if i == 0 {
			original, source = d.id, body
		}
		out = append(out, d)
	}
	return out
}

// reprint is a copy with another headline and, half the time, without its
// last paragraph or with a line of the reprinting desk.
func (h *happening) reprint(r *rand.Rand, body []string) (string, []string) {
	title := h.say(r, pick(r, h.scene.titles))
	cut := append([]string(nil), body...)
	switch r.IntN(4) {
	case 0:
		if len(cut) > 3 {
			cut = cut[:len(cut)-1]
		}
	case 1:
		cut = append(cut, "Do sprawy wrócimy.")
	}
	return title, cut
}

// generateVillages gives each generated outlet single articles: by its beat
// when that is asked for, or else a dozen over the two days before the start
// and the two after it.
func (t *Town) generateVillages() []draft {
	all := parseScenes()
	var out []draft
	for v := range t.opts.Villages {
		r := rand.New(rand.NewPCG(t.opts.Seed, uint64(v)+77)) //nolint:gosec // repeatable, not secret
		for n, at := range t.villageTimes(v, r) {
			h := happen(r, all[(v+n*5)%len(all)], fmt.Sprintf("wies-%03d-%02d", v+1, n+1))
			title, body := h.tell(r)
			out = append(out, h.draft(fmt.Sprintf("wies%03d", v+1), 1, title, body, at.Truncate(time.Second), ""))
		}
	}
	return out
}

// villageTimes is when a village's articles come out.
func (t *Town) villageTimes(v int, r *rand.Rand) []time.Time {
	if t.opts.Beats <= 0 {
		var times []time.Time
		for range 12 {
			times = append(times, t.start.Add(-48*time.Hour+time.Duration(r.Int64N(int64(96*time.Hour)))))
		}
		return times
	}
	times := BeatOf(t.opts.Seed, v).Times(t.opts.Seed*1000+uint64(v), t.start.Add(-28*24*time.Hour), t.start.Add(t.opts.Beats))
	before := 0
	for before < len(times) && times[before].Before(t.start) {
		before++
	}
	return times[max(before-feedItems, 0):]
}

// generateNext makes one more article when the queue is empty; every third
// one is a second voice on the event before it. Called under t.mu.
func (t *Town) generateNext() *Article {
	n := t.made
	t.made++
	event := n - n%3/2 // 0 1 1 3 4 4 …
	all := parseScenes()
	seed := rand.New(rand.NewPCG(t.opts.Seed+1, uint64(event))) //nolint:gosec // repeatable, not secret
	words := rand.New(rand.NewPCG(t.opts.Seed+2, uint64(n)))    //nolint:gosec // repeatable, not secret
	h := happen(seed, all[event%len(all)], fmt.Sprintf("zywo-%05d", event))
	h.fix(seed)
	title, body := h.tell(words)
	outlet := generatedIn[(n*3+n%3)%len(generatedIn)]
	a, err := t.make(h.draft(outlet, n, title, body, t.Now(), ""), nil)
	if err != nil {
		panic(err) // unreachable: the draft was made right here
	}
	a.number = t.byName[outlet].nextNumber()
	return a
}

// fix draws every number now, so that a second telling with
// other randomness states the same facts.
func (h *happening) fix(r *rand.Rand) {
	for _, s := range h.scene.titles {
		h.say(r, s)
	}
	for _, f := range h.scene.facts {
		for _, s := range f {
			h.say(r, s)
		}
	}
	for _, s := range h.scene.quotes {
		h.say(r, s)
	}
}

var (
	men        = strings.Fields("Adam Antoni Bartosz Bogdan Cezary Damian Edward Emil Filip Franciszek Grzegorz Henryk Hubert Ignacy Jakub Jerzy Kacper Konrad Leon Łukasz Maciej Marcin Mariusz Norbert Oskar Patryk Radosław Roman Ryszard Sebastian Szymon Tymon Waldemar Wiktor")
	women      = strings.Fields("Alicja Anna Barbara Beata Bożena Celina Daria Dorota Eliza Ewelina Gabriela Halina Irena Jagoda Janina Joanna Karolina Kinga Krystyna Lidia Lucyna Magdalena Maria Natalia Oliwia Paulina Regina Sabina Sylwia Teresa Urszula Wanda Weronika Zofia Zuzanna")
	surnames   = strings.Fields("Abramik Banach Bereza Bielak Borsuk Brzostek Chmura Cybulka Czapla Dereń Dudzik Dygas Falko Gawrych Głogowiec Grabarek Gryka Hajduk Hołub Iwaniuk Jarmuż Jawor Jeleń Kaczan Kalinka Kędzior Klonek Kmieć Kołacz Korzun Kosacz Kozak Krupa Kulesz Kwaśnik Leszczyna Lipień Łoboda Łozak Maciejko Malec Miętus Mróz Naruszak Niedźwiadek Nowosad Obuchowicz Olszyna Orlik Osowiec Paluch Pastor Pełka Piskorz Podbiał Porzeczko Rak Ratajek Rogala Rokita Ruszczyk Sadownik Sęk Skiba Sosna Stępak Suchodół Szafran Szelest Szuwar Śliwka Tarnina Trzciniec Turek Walczuk Wąsik Wicher Wierzbiak Wojtala Wrzosek Zapałka Zięba Żuraw Żytko")
	streets    = []string{"Lipowej", "Mostowej", "Kościuszki", "Młynarskiej", "Rybackiej", "Dworcowej", "Kolejowej", "Jeziornej", "Garbarskiej", "Wojska Polskiego", "Sadowej", "Brzozowej", "Ogrodowej", "Łąkowej", "Szkolnej", "Leśnej", "Wodnej", "Spichrzowej", "Browarnej", "Kowalskiej", "Polnej", "Zamkowej", "Strażackiej", "Poprzecznej", "Torowej", "Klonowej", "Nadrzecznej", "Słonecznej", "Tkackiej", "Wiślanej"}
	quarters   = []string{"na Zatorzu", "na Rybakach", "na Starym Mieście", "na Kolonii", "na Podlesiu", "na Zarzeczu", "na osiedlu Słonecznym"}
	inVillages = []string{"w Starych Budach", "w Zalesiu", "w Krzywem", "w Podjelnikach", "w Sokołówce", "w Wierzbniku", "w Nowej Rospnicy", "w Borkach", "w Lipniku", "w Olszance", "w Żukówce", "w Piaskach", "w Dębowie", "w Rudce", "w Kamionce"}
)
