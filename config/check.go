package config

import (
	"fmt"
	"net"
	"net/mail"
	"net/netip"
	"net/url"
	"regexp"
	"strings"
	"time"

	"prasowka/internal/cases"
)

// checkAll finds what the shape of the files alone does not tell: references
// to nothing, doubles, values that contradict each other.
func (r *reader) checkAll(c *Config, checks Checks) {
	r.checkMain(&c.Main)
	people := r.checkPeople(&c.People)
	r.checkTopics(c, people, checks)
	r.checkReviews(c, people)
	r.checkReports(c, people)
	r.checkCrises(c, people)
	for i := range c.Outlets {
		r.checkOutlet(&c.Outlets[i], checks)
	}
	if len(c.Outlets) == 0 {
		r.add(Problem{File: dirSources, Message: "nie ma żadnego źródła.", Hint: "Dodaj plik sources/<nazwa>.yaml; wzór daje komenda „prasowka try <adres>”."})
	}
}

func (r *reader) checkMain(m *Main) {
	r.checkDaysOff(m.Office.DaysOff)
	for i, e := range m.Office.Elections {
		if e.Day.Before(e.From.Time) {
			r.at(fileMain, fmt.Sprintf("office.elections[%d].day", i), "dzień głosowania jest przed początkiem kampanii.", "Zamień from i day.")
		}
	}
	if m.Server.Listen != "" {
		if _, _, err := net.SplitHostPort(m.Server.Listen); err != nil {
			r.at(fileMain, "server.listen", fmt.Sprintf("„%s” to nie jest adres nasłuchu.", m.Server.Listen), "Napisz host:port, na przykład 127.0.0.1:8080.")
		}
	}
	r.checkURL(fileMain, "server.url", m.Server.URL)
	r.checkURL(fileMain, "server.public", m.Server.Public)
	for i, p := range m.Server.Proxies {
		if len((Server{Proxies: []string{p}}).Trusted()) == 0 {
			r.at(fileMain, fmt.Sprintf("server.proxies[%d]", i), fmt.Sprintf("„%s” to nie jest ani adres IP, ani podsieć.", p), "Napisz adres serwera pośredniczącego, na przykład 10.0.0.5 albo 10.0.0.0/24.")
		}
	}
	for i, s := range m.Crawl.AllowPrivate {
		if _, err := netip.ParsePrefix(s); err == nil {
			continue
		}
		if _, err := netip.ParseAddrPort(s); err == nil {
			continue
		}
		if _, _, err := net.SplitHostPort(s); err != nil {
			r.at(fileMain, fmt.Sprintf("crawl.allow_private[%d]", i), fmt.Sprintf("„%s” to nie jest ani host:port, ani podsieć.", s), "Napisz na przykład 10.0.0.5:8000 albo 10.0.0.0/8.")
		}
	}
	if m.Crawl.MinEvery > 0 && m.Crawl.MinEvery.Std() < time.Minute {
		r.at(fileMain, "crawl.min_every", "źródeł nie wolno pytać częściej niż co minutę.", "Wpisz co najmniej 1m; serwery blokują natrętnych.")
	}
	if m.Crawl.MaxEvery > 0 && m.Crawl.MaxEvery < m.Crawl.MinEvery {
		r.at(fileMain, "crawl.max_every", "najdłuższy odstęp jest krótszy od najkrótszego (min_every).", "Zamień te dwie wartości.")
	}
	for name, ch := range m.Channels {
		r.checkChannel("channels."+name, ch)
	}
	r.checkChannels(fileMain, "alerts.channels", m.Alerts.Channels, m)
	if m.Alerts.QuietFrom.Set != m.Alerts.QuietTo.Set {
		r.at(fileMain, "alerts", "cisza nocna ma tylko jeden koniec.", "Podaj oba: quiet_from i quiet_to.")
	}
}

func (r *reader) checkDaysOff(days []DayOff) {
	seen := map[Date]bool{}
	for i, d := range days {
		if path := fmt.Sprintf("office.days_off[%d].day", i); seen[d.Day] {
			r.at(fileMain, path, fmt.Sprintf("dzień %s jest tu po raz drugi.", d.Day.Format(time.DateOnly)), "Usuń jeden z wpisów.")
		}
		seen[d.Day] = true
	}
}

func (r *reader) checkChannel(path string, ch Channel) {
	need := func(key, value string) {
		if value == "" {
			r.at(fileMain, path, fmt.Sprintf("kanał rodzaju „%s” nie ma klucza „%s”.", ch.Kind, key), "Dopisz go; bez niego nic nie wyjdzie.")
		}
	}
	switch ch.Kind {
	case "":
	case "email":
		need("host", ch.Host)
		need("from", ch.From)
		r.checkMail(fileMain, path+".from", ch.From)
		r.checkMail(fileMain, path+".reply_to", ch.ReplyTo)
		if ch.Port < 0 || ch.Port > 65535 {
			r.at(fileMain, path+".port", fmt.Sprintf("nie ma portu %d.", ch.Port), "Zwykle jest to 587 (starttls) albo 465 (tls).")
		}
		if ch.TLS == NoTLS && ch.Password != "" {
			r.at(fileMain, path+".tls", "hasło poszłoby otwartym tekstem.", "Ustaw tls: starttls albo tls: tls.")
		}
	case "slack":
		need("token", string(ch.Token))
		need("channel", ch.Channel)
		r.checkURL(fileMain, path+".api", ch.API)
	case "webhook":
		need("url", ch.URL)
		need("secret", string(ch.Secret))
		r.checkURL(fileMain, path+".url", ch.URL)
	default:
		r.at(fileMain, path+".kind", fmt.Sprintf("nie ma kanału rodzaju „%s”.", ch.Kind), "Do wyboru: email, slack, webhook.")
	}
}

// who is what people.yaml declares.
type who struct{ people, departments map[string]bool }

func (r *reader) checkPeople(p *People) who {
	w := who{map[string]bool{}, map[string]bool{}}
	for i, d := range p.Departments {
		r.once(filePeople, fmt.Sprintf("departments[%d].id", i), "wydział", d.ID, w.departments)
	}
	for i, person := range p.People {
		path := fmt.Sprintf("people[%d]", i)
		r.once(filePeople, path+".id", "osoba", person.ID, w.people)
		r.checkMail(filePeople, path+".email", person.Email)
		r.known(filePeople, path+".departments", "wydziału", person.Departments, w.departments, filePeople)
		if !person.To.IsZero() && person.To.Before(person.From.Time) {
			r.at(filePeople, path+".to", "koniec pełnienia funkcji jest przed jej początkiem.", "Popraw from albo to.")
		}
	}
	for i, d := range p.Departments {
		if d.Head != "" && !w.people[d.Head] {
			r.at(filePeople, fmt.Sprintf("departments[%d].head", i), fmt.Sprintf("nie ma osoby „%s”.", d.Head), "Dopisz ją w people albo popraw identyfikator.")
		}
	}
	return w
}

var idPattern = regexp.MustCompile(`^[a-z0-9][a-z0-9._-]{0,63}$`)

// once checks an identifier and that it comes a single time.
func (r *reader) once(file, path, what, id string, seen map[string]bool) {
	switch {
	case id == "":
	case !idPattern.MatchString(id):
		r.at(file, path, fmt.Sprintf("„%s” nie może być identyfikatorem.", id), "Użyj małych liter bez ogonków, cyfr, kropki, łącznika i podkreślenia.")
	case seen[id]:
		r.at(file, path, fmt.Sprintf("%s „%s” jest tu po raz drugi.", what, id), "Usuń jeden z wpisów albo zmień identyfikator.")
	}
	seen[id] = true
}

// known checks references.
func (r *reader) known(file, path, what string, ids []string, declared map[string]bool, where string) {
	for i, id := range ids {
		if !declared[id] {
			r.at(file, fmt.Sprintf("%s[%d]", path, i), fmt.Sprintf("nie ma %s „%s”.", what, id), fmt.Sprintf("Dopisz w pliku %s albo popraw nazwę.", where))
		}
	}
}

func (r *reader) checkChannels(file, path string, ids []string, m *Main) {
	declared := map[string]bool{}
	for name := range m.Channels {
		declared[name] = true
	}
	r.known(file, path, "kanału", ids, declared, fileMain)
}

func (r *reader) checkTopics(c *Config, w who, checks Checks) {
	seen := map[string]bool{}
	for i, t := range c.Watch.Topics {
		path := fmt.Sprintf("topics[%d]", i)
		r.once(fileWatch, path+".id", "temat", t.ID, seen)
		r.known(fileWatch, path+".owners", "osoby", t.Owners, w.people, filePeople)
		r.known(fileWatch, path+".departments", "wydziału", t.Departments, w.departments, filePeople)
		r.checkChannels(fileWatch, path+".channels", t.Channels, &c.Main)
		if checks.Query != nil && t.Query != "" {
			if err := checks.Query(t.Query); err != nil {
				r.at(fileWatch, path+".query", "błąd w zapytaniu: "+strings.TrimSuffix(err.Error(), ".")+".", "Sprawdź je komendą „prasowka explain”.")
			}
		}
	}
	if len(c.Watch.Topics) == 0 && r.places[fileWatch] != nil {
		r.warn(fileWatch, 0, 0, "nie ma żadnego tematu, więc nic nie wywoła alertu.", "Dopisz choć jeden wpis w topics.")
	}
}

func (r *reader) checkReviews(c *Config, w who) {
	r.checkWeights(c.Reviews.Importance)
	seen := map[string]bool{}
	for i, v := range c.Reviews.Reviews {
		path := fmt.Sprintf("reviews[%d]", i)
		r.once(fileReviews, path+".name", "przegląd", v.Name, seen)
		r.known(fileReviews, path+".to", "osoby", v.To, w.people, filePeople)
		r.checkChannels(fileReviews, path+".channels", v.Channels, &c.Main)
		for j, id := range v.To {
			for _, p := range c.People.People {
				if p.ID == id && p.Email == "" && usesMail(v.Channels, &c.Main) {
					r.warn(fileReviews, r.places[fileReviews][fmt.Sprintf("%s.to[%d]", path, j)].line, 1,
						fmt.Sprintf("osoba „%s” nie ma adresu e-mail i nie dostanie przeglądu pocztą.", id), "Dopisz email w people.yaml.")
				}
			}
		}
	}
}

func (r *reader) checkReports(c *Config, w who) {
	seen := map[string]bool{}
	for i, v := range c.Reviews.Reports {
		path := fmt.Sprintf("reports[%d]", i)
		r.once(fileReviews, path+".name", "raport", v.Name, seen)
		r.known(fileReviews, path+".to", "osoby", v.To, w.people, filePeople)
		r.checkChannels(fileReviews, path+".channels", v.Channels, &c.Main)
	}
}

// checkCrises holds the people of the scenarios against people.yaml.
func (r *reader) checkCrises(c *Config, w who) {
	for _, s := range c.Crises {
		file := dirCrises + "/" + s.Name + ".yaml"
		if !idPattern.MatchString(s.Name) {
			r.add(Problem{File: file, Message: fmt.Sprintf("„%s” nie może być nazwą scenariusza.", s.Name), Hint: "Nazwij plik małymi literami bez ogonków, na przykład awaria-wody.yaml."})
		}
		for i, role := range s.Roles {
			for key, id := range map[string]string{"person": role.Person, "deputy": role.Deputy} {
				if id != "" && !w.people[id] {
					r.at(file, fmt.Sprintf("roles[%d].%s", i, key), fmt.Sprintf("nie ma osoby „%s”.", id), "Dopisz ją w pliku people.yaml albo popraw identyfikator.")
				}
			}
		}
	}
}

func (r *reader) checkWeights(w Weights) {
	for _, part := range []struct {
		name  string
		value int
	}{{"leadership", w.Leadership}, {"tier", w.Tier}, {"prominence", w.Prominence}, {"tone", w.Tone}, {"spread", w.Spread}, {"novelty", w.Novelty}, {"doubt", w.Doubt}, {"urgency", w.Urgency}} {
		if part.value < 0 || part.value > 10 {
			r.at(fileReviews, "importance."+part.name, fmt.Sprintf("waga %d jest spoza zakresu.", part.value), "Podaj liczbę od 0 do 10.")
		}
	}
}

func usesMail(channels []string, m *Main) bool {
	for _, name := range channels {
		if m.Channels[name].Kind == "email" {
			return true
		}
	}
	return false
}

func (r *reader) checkOutlet(o *Outlet, checks Checks) {
	file := dirSources + "/" + o.ID + ".yaml"
	if !idPattern.MatchString(o.ID) {
		r.add(Problem{File: file, Message: fmt.Sprintf("„%s” nie może być identyfikatorem źródła.", o.ID), Hint: "Nazwij plik małymi literami bez ogonków, na przykład radio5.yaml."})
	}
	r.checkURL(file, "home", o.Home)
	r.checkMail(file, "email", o.Email)
	if o.Tier < 0 || o.Tier > 3 {
		r.at(file, "tier", fmt.Sprintf("nie ma zasięgu %d.", o.Tier), "1 to media miejskie, 2 regionalne, 3 ogólnopolskie.")
	}
	seen := map[string]bool{}
	for i, s := range o.Sources {
		path := fmt.Sprintf("sources[%d]", i)
		if seen[s.Name] {
			r.at(file, path, fmt.Sprintf("drugie źródło o nazwie „%s”.", s.Name), "Nadaj każdemu źródłu własną nazwę (klucz name).")
		}
		seen[s.Name] = true
		if s.Name != "" && !idPattern.MatchString(s.Name) {
			r.at(file, path+".name", fmt.Sprintf("„%s” nie może być nazwą źródła.", s.Name), "Użyj małych liter bez ogonków i cyfr.")
		}
		r.checkURL(file, path+".url", s.URL)
		if checks.Kind != nil && s.Kind != "" {
			if err := checks.Kind(s.Kind); err != nil {
				r.at(file, path+".kind", strings.TrimSuffix(err.Error(), ".")+".", "Rodzaj „auto” sam znajdzie kanał, mapę strony albo listę artykułów.")
			}
		}
		if s.Every.Min > 0 && s.Every.Min.Std() < time.Minute {
			r.at(file, path+".every.min", "źródła nie wolno pytać częściej niż co minutę.", "Wpisz co najmniej 1m.")
		}
		if s.Every.Max > 0 && s.Every.Max < s.Every.Min {
			r.at(file, path+".every.max", "najdłuższy odstęp jest krótszy od najkrótszego.", "Zamień min i max.")
		}
	}
}

func (r *reader) checkURL(file, path, raw string) {
	if raw == "" {
		return
	}
	u, err := url.Parse(raw)
	if err != nil || u.Host == "" || (u.Scheme != "http" && u.Scheme != "https") {
		r.at(file, path, fmt.Sprintf("„%s” to nie jest adres strony.", raw), "Zacznij od https:// albo http://.")
	}
}

func (r *reader) checkMail(file, path, address string) {
	if address == "" {
		return
	}
	if _, err := mail.ParseAddress(address); err != nil {
		r.at(file, path, fmt.Sprintf("„%s” to nie jest adres e-mail.", address), "Napisz na przykład: Biuro Prezydenta <bpm@przyklad.pl>.")
	}
}

// tell tells the mistakes that package cases finds, in their places. A path
// that the file does not spell out stands for the nearest one above.
func (r *reader) tell(file string, mistakes []cases.Mistake) {
	for _, m := range mistakes {
		where := m.Path
		for where != "" {
			if _, ok := r.places[file][where]; ok {
				break
			}
			where = where[:max(0, strings.LastIndexAny(where, ".["))]
		}
		r.at(file, where, m.Message, m.Hint)
	}
}
