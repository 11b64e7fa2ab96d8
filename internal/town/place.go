package town

import (
	"fmt"
	"strings"
	"time"

	"prasowka/internal/press"
)

// Social is the ID of the outlet that speaks the Mastodon API.
const Social = "spoleczne"

var cities = []section{{"/kategoria/miasto/", "Miasto"}, {"/kategoria/wydarzenia/", "Wydarzenia"}, {"/kategoria/sport/", "Sport"}, {"/kategoria/kultura/", "Kultura"}, {"/kategoria/opinie/", "Opinie"}}

// outlets are the town's titles, each on an engine of its own.
func outlets() []placed {
	return append(append(portals(), papers()...), offices()...)
}

// portals are the dailies on the web.
func portals() []placed {
	return []placed{
		{press.Outlet{ID: "glos", Name: "Głos Grodziska", Medium: press.Portal, Class: press.DailyOnline, Tier: 1, Region: "miasto",
			Publisher: "Wydawnictwo Rospnica sp. z o.o.", Editor: "Renata Kłosowicz", Address: "ul. Młynarska 4, 19-999 Grodzisko", Email: "redakcja@glos-grodziska.example",
			Note: "Codziennie najświeższe wiadomości z Grodziska i okolic"},
			layout{template: "glos.html", charset: "utf-8", server: "nginx", address: byDay,
				alsoAt: []func(*Article) string{func(a *Article) string { return byDay(a) + "amp/" }, numbered("/?p=", "", 4000)}, idParams: []string{"p"},
				feeds:    []feedSpec{{Path: "/feed/", Format: "rss", linked: true}, {Path: "/kategoria/sport/feed/", Format: "rss", only: "Sport"}},
				sections: cities, perPage: 12, paging: "/page/%d/", sitemap: "/wp-sitemap.xml", sitemapKind: "index",
				disallow: []string{"/wp-admin/"}, cached: true, zips: true}},
		{press.Outlet{ID: "kurier", Name: "Kurier Grodziski", Medium: press.Portal, Class: press.DailyOnline, Tier: 1, Region: "miasto",
			Publisher: "Kurier Media Dariusz Olechno", Editor: "Dariusz Olechno", Address: "ul. Lipowa 31, 19-999 Grodzisko", Email: "kurier@kurier-grodziski.example",
			Note: "Kurier Grodziski - portal informacyjny"},
			layout{template: "kurier.html", charset: "utf-8", server: "Apache/2.4.62 (Debian)", address: numberSlug("/wiadomosci/", 2100, "-", ""),
				alsoAt: []func(*Article) string{numbered("/index.php?id=", "", 2100)}, idParams: []string{"id"},
				feeds:    []feedSpec{{Path: "/?format=feed&type=rss", Format: "rss", linked: true}, {Path: "/?format=feed&type=atom", Format: "atom", linked: true}},
				sections: []section{{"/miasto", "Miasto"}, {"/sport", "Sport"}, {"/na-sygnale", "Na sygnale"}, {"/kultura", "Kultura"}}, perPage: 10, paging: "?strona=%d",
				disallow: []string{"/administrator/", "/cache/"}}},
		{press.Outlet{ID: "g24", Name: "Grodzisko24", Medium: press.Portal, Class: press.DailyOnline, Tier: 1, Region: "miasto",
			Publisher: "G24 sp. z o.o.", Editor: "Kamil Jarząbek", Address: "pl. Rybny 2/5, 19-999 Grodzisko", Email: "newsroom@grodzisko24.example",
			Note: "Grodzisko24 – jesteśmy pierwsi"},
			layout{template: "g24.html", charset: "utf-8", server: "cloudfront", address: numberSlug("/artykul/", 18000, ",", ".html"),
				feeds:    []feedSpec{{Path: "/rss/atom.xml", Format: "atom", linked: true}},
				sections: []section{{"/dzial/miasto", "Miasto"}, {"/dzial/na-sygnale", "Na sygnale"}, {"/dzial/sport", "Sport"}, {"/dzial/biznes", "Biznes"}}, perPage: 15, paging: "?strona=%d",
				sitemap: "/sitemap-news.xml", sitemapKind: "news", cached: true, zips: true}},
		{press.Outlet{ID: "nadjeziorem", Name: "Nad Jeziorem.info", Medium: press.Portal, Class: press.PeriodicalOnline, Tier: 2, Region: "region",
			Publisher: "Fundacja Sierpne", Editor: "Olga Perkowska", Email: "listy@nadjeziorem.example", Note: "Niezależny portal mieszkańców Pojezierza Sierpeńskiego"},
			layout{template: "nadjeziorem.html", charset: "utf-8", server: "Apache", address: numbered("/node/", "", 700),
				feeds:    []feedSpec{{Path: "/rss.xml", Format: "rss", full: true}},
				sections: []section{{"/przyroda", "Przyroda"}, {"/samorzad", "Samorząd"}, {"/ludzie", "Ludzie"}}, perPage: 10, paging: "?page=%d", cached: true}},
		{press.Outlet{ID: "obserwator", Name: "Obserwator Samorządowy", Medium: press.Portal, Class: press.NotPress, Tier: 2, Region: "miasto",
			Publisher: "Wojciech Puchalik", Editor: "Wojciech Puchalik", Email: "puchalik@obserwator.example", Note: "Patrzymy władzy na ręce"},
			layout{template: "obserwator.html", charset: "utf-8", server: "caddy", address: numberSlug("/wpis/", 0, "/", ""),
				feeds:   []feedSpec{{Path: "/feed.json", Format: "json", linked: true, full: true}},
				perPage: 10, paging: "?strona=%d", sitemap: "/sitemap.xml", sitemapKind: "plain", hideSitemap: true, cached: true}},
	}
}

// papers are the older houses: weekly, radio, agency, a portal from 2004.
func papers() []placed {
	return []placed{
		{press.Outlet{ID: "echo", Name: "Echo Powiatu", Medium: press.Portal, Class: press.DailyOnline, Tier: 2, Region: "region",
			Publisher: "Agencja Reklamowa Echo", Editor: "Henryk Myszka", Address: "ul. Dworcowa 9, 19-999 Grodzisko", Email: "echo@echo-powiatu.example",
			Note: "Echo Powiatu - gazeta internetowa od 2004 roku"},
			layout{template: "echo.html", charset: "windows-1250", server: "Apache/1.3.42 (Unix) PHP/4.4.9", quietCharset: true, address: numbered("/index.php?id=", "", 300),
				alsoAt: []func(*Article) string{numbered("/druk.php?id=", "", 300)}, idParams: []string{"id"},
				sections: []section{{"/index.php?dzial=miasto", "Miasto"}, {"/index.php?dzial=powiat", "Powiat"}, {"/index.php?dzial=sport", "Sport"}}, perPage: 15, paging: "?s=%d"}},
		{press.Outlet{ID: "tygodnik", Name: "Tygodnik Sierpeński", Medium: press.Print, Class: press.PeriodicalPrint, Tier: 1, Region: "region",
			Publisher: "Oficyna Sierpeńska S.A.", Editor: "Halina Wojnarska", Address: "ul. Kościuszki 12, 19-999 Grodzisko", Email: "redakcja@tygodnik-sierpenski.example",
			Note: "Tygodnik Sierpeński - w każdy czwartek w kioskach"},
			layout{template: "tygodnik.html", charset: "iso-8859-2", server: "Apache/2.2", address: numberSlug("/artykuly/", 900, ",", ".htm"),
				feeds:    []feedSpec{{Path: "/backend.php", Format: "rdf", linked: true}},
				sections: []section{{"/dzialy/samorzad", "Samorząd"}, {"/dzialy/reportaz", "Reportaż"}, {"/dzialy/sport", "Sport"}, {"/dzialy/listy", "Listy"}}, perPage: 10, paging: "?strona=%d", teaser: 3, cached: true}},
		{press.Outlet{ID: "radio", Name: "Radio Sierpno", Medium: press.Radio, Class: press.RadioBroadcast, Tier: 1, Region: "region",
			Publisher: "Radio Sierpno sp. z o.o.", Editor: "Marek Gąsowski", Address: "ul. Wojska Polskiego 60, 19-999 Grodzisko", Email: "studio@radiosierpno.example", Note: "Radio Sierpno 98,3 FM - blisko Ciebie"},
			layout{template: "radio.html", charset: "utf-8", server: "LiteSpeed", address: byMonth,
				feeds:    []feedSpec{{Path: "/feed/", Format: "rss", linked: true, full: true}, {Path: "/podcast.xml", Format: "rss", linked: true, Sound: true}},
				sections: []section{{"/informacje/", "Informacje"}, {"/gosc-dnia/", "Gość dnia"}, {"/sport/", "Sport"}}, perPage: 12, paging: "/page/%d/", cached: true, hub: true}},
		{press.Outlet{ID: "pai", Name: "Północna Agencja Informacyjna", Medium: press.Agency, Class: press.NewsAgency, Tier: 3, Region: "kraj", Licence: press.AgencyDue,
			Publisher: "PAI S.A.", Editor: "Bogna Szczepanik", Email: "dyzur@pai.example", Note: "Serwis regionalny PAI"},
			layout{template: "pai.html", charset: "utf-8", server: "nginx/1.26", address: numberSlug("/depesza/", 52000, "/", ""),
				feeds:    []feedSpec{{Path: "/rss/wszystkie.xml", Format: "rss", linked: true, full: true}},
				sections: []section{{"/dzial/region", "Region"}, {"/dzial/kraj", "Kraj"}}, perPage: 20, paging: "?strona=%d", cached: true, zips: true}},
	}
}

// offices are sites that publish of themselves.
func offices() []placed {
	return []placed{
		{press.Outlet{ID: "miasto", Name: "Grodzisko – oficjalny portal miasta", Medium: press.Official, Class: press.NotPress, Tier: 1, Region: "miasto", Licence: press.Own,
			Publisher: "Urząd Miejski w Grodzisku", Address: "ul. Kościuszki 1, 19-999 Grodzisko", Email: "bpm@um.grodzisko.example", Note: "Oficjalny portal miasta Grodziska nad Jeziorem"},
			layout{template: "miasto.html", charset: "utf-8", server: "nginx", address: numberSlug("/aktualnosci/", 1200, "-", ""),
				feeds:    []feedSpec{{Path: "/feed.json", Format: "json", linked: true, full: true}, {Path: "/rss", Format: "rss"}},
				sections: []section{{"/aktualnosci", "Aktualności"}, {"/komunikaty", "Komunikaty"}, {"/sport", "Sport"}}, perPage: 10, paging: "?strona=%d",
				sitemap: "/sitemap.xml.gz", sitemapKind: "gz", cached: true}},
		{press.Outlet{ID: "bip", Name: "BIP Urzędu Miejskiego w Grodzisku", Medium: press.Official, Class: press.NotPress, Tier: 1, Region: "miasto", Licence: press.Own,
			Publisher: "Urząd Miejski w Grodzisku", Email: "bip@um.grodzisko.example", Note: "Biuletyn Informacji Publicznej"},
			layout{template: "bip.html", charset: "utf-8", server: "Microsoft-IIS/10.0", address: numbered("/dokument/", "/", 88000),
				sections: []section{{"/ogloszenia/", "Ogłoszenia"}, {"/uchwaly/", "Uchwały"}, {"/zarzadzenia/", "Zarządzenia"}}, perPage: 20, paging: "?strona=%d",
				feeds: []feedSpec{{Path: "/rss.xml", Format: "rss"}}, disallow: []string{"/wyszukiwarka/", "/rejestr-zmian/"}, crawlDelay: 1}},
		{press.Outlet{ID: "sandacz", Name: "MKS Sandacz Grodzisko", Medium: press.Official, Class: press.NotPress, Tier: 2, Region: "miasto",
			Publisher: "MKS Sandacz", Email: "klub@sandacz.example", Note: "Oficjalna strona klubu MKS Sandacz Grodzisko"},
			layout{template: "sandacz.html", charset: "utf-8", server: "GSE", address: byMonthHTML,
				feeds: []feedSpec{{Path: "/feeds/posts/default", Format: "atom", linked: true, full: true}}, perPage: 7, paging: "?strona=%d", cached: true}},
		{press.Outlet{ID: "gmina", Name: "Gmina Grodzisko", Medium: press.Official, Class: press.NotPress, Tier: 2, Region: "region",
			Publisher: "Urząd Gminy Grodzisko z siedzibą w Starych Budach", Email: "sekretariat@gminagrodzisko.example", Note: "Serwis internetowy Gminy Grodzisko"},
			layout{template: "gmina.html", charset: "utf-8", server: "Apache", address: byMonth,
				feeds: []feedSpec{{Path: "/feed/", Format: "rss", linked: true}}, perPage: 10, paging: "/page/%d/"}},
	}
}

// villages are small outlets for tests of many sources; all their articles
// are generated.
func villages(n int) []placed {
	out := make([]placed, 0, n)
	for i := range n {
		id := fmt.Sprintf("wies%03d", i+1)
		base := portals()[i%4]
		base.Outlet = press.Outlet{ID: id, Name: "Wieści " + hamlets[i%len(hamlets)] + fmt.Sprintf(" %d", i+1), Medium: press.Portal, Class: press.PeriodicalOnline, Tier: 2, Region: "region", Note: "Portal lokalny"}
		out = append(out, base)
	}
	return out
}

var hamlets = []string{"Starych Bud", "Zalesia", "Krzywego", "Podjelnik", "Sokołówki", "Wierzbnika", "Nowej Rospnicy", "Borków", "Lipnika", "Olszanki"}

// Outlets lists the town's titles with their addresses.
func (t *Town) Outlets() []press.Outlet {
	out := make([]press.Outlet, 0, len(t.sites)+1)
	for _, s := range t.sites {
		out = append(out, s.outlet)
	}
	return append(out, press.Outlet{ID: Social, Name: "Grodzisko.social", Home: t.social.URL() + "/", Medium: press.Social,
		Class: press.NotPress, Tier: 2, Region: "miasto", Note: "Miejski serwer społecznościowy"})
}

// Sources lists one source an outlet, to be discovered from the home page,
// and the social server's hashtag, search and account sources.
func (t *Town) Sources() []press.Source {
	quick := press.Rhythm{Min: time.Minute, Max: 10 * time.Minute}
	var out []press.Source
	for _, s := range t.sites {
		out = append(out, press.Source{ID: s.outlet.ID, Outlet: s.outlet.ID, Kind: "auto", URL: s.outlet.Home, Every: quick})
	}
	base := t.social.URL()
	return append(out,
		press.Source{ID: Social + "/tag", Outlet: Social, Kind: "mastodon", URL: base, Every: quick, Params: map[string]string{"tag": "Grodzisko", "stream": "tak"}},
		press.Source{ID: Social + "/konto", Outlet: Social, Kind: "mastodon", URL: base, Every: quick, Params: map[string]string{"account": "puchalik"}})
}

// A Department is a cell of the town hall or a unit of the city.
type Department struct {
	ID    string
	Name  string
	Head  string // Person.ID
	Email string
	Slack string // channel
}

// Departments lists who gets what of the review.
func (t *Town) Departments() []Department {
	rows := [][3]string{
		{"bpm", "Biuro Prezydenta Miasta", "karczmarek"}, {"inwestycje", "Wydział Inwestycji", "wrona"}, {"finanse", "Wydział Finansowy", "olszta"},
		{"oswiata", "Wydział Oświaty i Wychowania", "kaleta"}, {"srodowisko", "Wydział Ochrony Środowiska", "jagielska"}, {"zdiz", "Zarząd Dróg i Zieleni", "kadziolka"},
		{"osir", "Ośrodek Sportu i Rekreacji", "turzyca"}, {"gok", "Grodziski Ośrodek Kultury", "ostrowka"}, {"mops", "Miejski Ośrodek Pomocy Społecznej", "wilczynska"},
		{"straz", "Straż Miejska", "mszar"}, {"pgk", "Przedsiębiorstwo Gospodarki Komunalnej", "trawny"}, {"pkm", "Przedsiębiorstwo Komunikacji Miejskiej", "furman"},
	}
	out := make([]Department, 0, len(rows))
	for _, r := range rows {
		out = append(out, Department{ID: r[0], Name: r[1], Head: r[2], Email: r[0] + "@um.grodzisko.example", Slack: "#" + r[0]})
	}
	return out
}

// People lists who works for the city, the mayor first.
func (t *Town) People() []press.Person {
	since := time.Date(2024, 5, 7, 0, 0, 0, 0, time.UTC)
	rows := [][4]string{
		{"zawilski", "Andrzej Zawilski", "prezydent miasta", "bpm"},
		{"borowik", "Hanna Borowik-Lach", "zastępczyni prezydenta do spraw rozwoju", "inwestycje"},
		{"skowronski", "Piotr Skowroński", "zastępca prezydenta do spraw społecznych", "oswiata"},
		{"rdest", "Elżbieta Rdest", "sekretarz miasta", "bpm"}, {"olszta", "Grażyna Olszta", "skarbnik miasta", "finanse"},
		{"karczmarek", "Milena Karczmarek", "rzeczniczka prasowa", "bpm"}, {"wrona", "Tadeusz Wrona-Bielski", "naczelnik Wydziału Inwestycji", "inwestycje"},
		{"kaleta", "Urszula Kaleta", "naczelniczka Wydziału Oświaty i Wychowania", "oswiata"}, {"jagielska", "Iwona Jagielska", "naczelniczka Wydziału Ochrony Środowiska", "srodowisko"},
		{"kadziolka", "Ewa Kądziołka", "dyrektor Zarządu Dróg i Zieleni", "zdiz"}, {"turzyca", "Paweł Turzyca", "dyrektor Ośrodka Sportu i Rekreacji", "osir"},
		{"ostrowka", "Mikołaj Ostrówka", "dyrektor Grodziskiego Ośrodka Kultury", "gok"}, {"wilczynska", "Danuta Wilczyńska", "dyrektor Miejskiego Ośrodka Pomocy Społecznej", "mops"},
		{"mszar", "Robert Mszar", "komendant Straży Miejskiej", "straz"}, {"trawny", "Zbigniew Trawny", "prezes Przedsiębiorstwa Gospodarki Komunalnej", "pgk"},
		{"furman", "Jacek Furman", "prezes Przedsiębiorstwa Komunikacji Miejskiej", "pkm"},
	}
	out := make([]press.Person, 0, len(rows))
	for _, r := range rows {
		role := press.Reader
		if r[0] == "karczmarek" {
			role = press.Officer
		}
		out = append(out, press.Person{ID: r[0], Name: r[1], Post: r[2], Email: r[0] + "@um.grodzisko.example", Slack: slackID(r[0]), Role: role,
			Departments: strings.Fields(r[3]), From: since})
	}
	return out
}

// Topics lists the office's standing queries. Each fires in the hand-written texts.
func (t *Town) Topics() []press.Topic {
	topic := func(id, name, query, dept, section string, sev press.Severity) press.Topic {
		p := press.Topic{ID: id, Name: name, Query: query, Departments: []string{dept}, Severity: sev, Section: section}
		if sev == press.Urgent {
			p.Channels = []string{"poczta", "czat"}
		}
		return p
	}
	return []press.Topic{
		topic("prezydent", "Prezydent i zastępcy", `Zawilski LUB "Borowik-Lach" LUB "Piotr Skowroński" LUB "prezydent Grodziska"`, "bpm", "prezydent", press.Notable),
		topic("awarie", "Awarie i zagrożenia", `(awaria LUB skażenie LUB ewakuacja LUB "brak wody" LUB coli) I Grodzisko`, "bpm", "Sprawy pilne", press.Urgent),
		topic("zarzuty", "Zarzuty wobec urzędu", `(prokuratura LUB nieprawidłowość LUB kontrola LUB afera LUB nepotyzm) I (urząd LUB ratusz LUB miasto LUB spółka)`, "bpm", "Wymaga reakcji", press.Urgent),
		topic("most", "Most Rybacki", `"Most Rybacki" LUB (most I Rospnica)`, "inwestycje", "Inwestycje", press.Notable),
		topic("budzet", "Budżet i podatki", `"budżet miasta" LUB "uchwała budżetowa" LUB "podatek od nieruchomości" LUB zadłużenie`, "finanse", "Finanse", press.Notable),
		topic("odpady", "Odpady i PGK", `odpady LUB śmieci LUB PGK LUB "Przedsiębiorstwo Gospodarki Komunalnej"`, "srodowisko", "Środowisko", press.Routine),
		topic("jezioro", "Jezioro Sierpne", `"jezioro Sierpne" LUB kąpielisko LUB sinice`, "srodowisko", "Środowisko", press.Routine),
		topic("oswiata", "Szkoły, przedszkola, żłobki", `szkoła LUB przedszkole LUB żłobek LUB nauczyciel`, "oswiata", "Oświata", press.Routine),
		topic("drogi", "Drogi i komunikacja", `ZDiZ LUB "Zarząd Dróg i Zieleni" LUB PKM LUB autobus LUB remont NEAR/3 ulica`, "zdiz", "Drogi i transport", press.Routine),
		topic("osir", "OSiR i sport miejski", `OSiR LUB "Ośrodek Sportu i Rekreacji" LUB pływalnia LUB Sandacz`, "osir", "Sport", press.Routine),
		topic("kultura", "Kultura", `GOK LUB "Grodziski Ośrodek Kultury" LUB biblioteka LUB festiwal`, "gok", "Kultura", press.Routine),
		topic("straz", "Straż Miejska i bezpieczeństwo", `"Straż Miejska" LUB strażnik LUB monitoring`, "straz", "Bezpieczeństwo", press.Routine),
		topic("pomoc", "Pomoc społeczna", `MOPS LUB "pomoc społeczna" LUB senior LUB bezdomny`, "mops", "Sprawy społeczne", press.Routine),
	}
}

// Facts is the city's fact register: what its texts are held against.
func (t *Town) Facts() []press.Fact {
	y := local(t.start).Year()
	from, to := time.Date(y, 1, 1, 0, 0, 0, 0, time.UTC), time.Date(y, 12, 31, 0, 0, 0, 0, time.UTC)
	term := time.Date(2024, 5, 7, 0, 0, 0, 0, time.UTC)
	say := func(s string) string { return t.dates(s, t.start) }
	f := func(id, subject string, kind press.FactKind, value, tolerance, source string) press.Fact {
		return press.Fact{ID: id, Subject: subject, Kind: kind, Value: say(value), Tolerance: tolerance, From: from, To: to, Source: say(source), Owner: "bpm"}
	}
	person := func(id, post, value string) press.Fact {
		return press.Fact{ID: id, Kind: press.FactPerson, Post: post, Value: value, From: term, Source: "akt powołania", Owner: "bpm"}
	}
	return []press.Fact{
		f("budzet-wydatki", "budżet I wydatki", press.FactAmount, "812,4 mln zł", "1%", "uchwała budżetowa na {r} r."),
		f("budzet-dochody", "budżet I dochody", press.FactAmount, "781,9 mln zł", "1%", "uchwała budżetowa na {r} r."),
		f("zadluzenie", "zadłużenie LUB dług", press.FactAmount, "214,6 mln zł", "2%", "sprawozdanie Rb-Z"),
		f("mieszkancy", `"liczba mieszkańców" LUB "miasto liczy"`, press.FactCount, "68 525 mieszkańców", "2%", "ewidencja ludności"),
		f("most-koszt", `most I (koszt LUB kosztować LUB wartość)`, press.FactAmount, "47,2 mln zł", "2%", "umowa z wykonawcą"),
		f("most-dotacja", `most I (dofinansowanie LUB dotacja)`, press.FactAmount, "31,5 mln zł", "2%", "umowa o dofinansowanie"),
		f("most-dlugosc", `most I (długość LUB metr)`, press.FactCount, "186 metrów", "", "projekt budowlany"),
		f("most-otwarcie", `otwarcie mostu`, press.FactDate, "{r}-12-15", "", "komunikat urzędu"),
		f("zlobek-miejsca", `żłobek I miejsce`, press.FactCount, "96 miejsc", "", "projekt żłobka na Zatorzu"),
		f("zlobek-koszt", `żłobek I (koszt LUB kosztować LUB inwestycja)`, press.FactAmount, "14,8 mln zł", "2%", "umowa z wykonawcą"),
		f("bezrobocie", `"stopa bezrobocia"`, press.FactPercent, "6,1%", "0,1 pp", "Powiatowy Urząd Pracy"),
		f("smieci-stawka", `(odpady LUB śmieci) I (stawka LUB opłata)`, press.FactAmount, "31 zł", "", "uchwała Rady Miejskiej"),
		f("autobusy-liczba", `autobus I elektryczny`, press.FactCount, "12 autobusów", "", "umowa PKM"),
		f("autobusy-koszt", `autobus I elektryczny I (koszt LUB kosztować LUB zapłacić)`, press.FactAmount, "38,4 mln zł", "2%", "umowa PKM"),
		f("bo-pula", `"budżet obywatelski"`, press.FactAmount, "3,2 mln zł", "", "uchwała Rady Miejskiej"),
		f("bo-glosy", `"budżet obywatelski" I głos`, press.FactCount, "9 841 głosów", "", "protokół komisji"),
		f("plywalnia", `pływalnia I (odwiedzić LUB wejście)`, press.FactCount, "214 tys. wejść", "3%", "sprawozdanie OSiR"),
		person("prezydent", "prezydent miasta", "Andrzej Zawilski"), person("zastepca-1", "zastępca prezydenta", "Hanna Borowik-Lach"),
		person("zastepca-2", "zastępca prezydenta", "Piotr Skowroński"), person("skarbnik", "skarbnik miasta", "Grażyna Olszta"),
		person("osir-dyrektor", "dyrektor OSiR", "Paweł Turzyca"), person("rada", "przewodniczący Rady Miejskiej", "Kazimierz Dobrowłoch"),
		{ID: "osir", Kind: press.FactName, Value: "Ośrodek Sportu i Rekreacji", Short: "OSiR", Wrong: []string{"MOSiR", "Miejski Ośrodek Sportu"}, Owner: "osir", From: from, To: to},
		{ID: "zdiz", Kind: press.FactName, Value: "Zarząd Dróg i Zieleni", Short: "ZDiZ", Wrong: []string{"Miejski Zarząd Dróg", "MZD"}, Owner: "zdiz", From: from, To: to},
		{ID: "cytat-most", Kind: press.FactStatement, Speaker: "Andrzej Zawilski", Date: t.start.AddDate(0, 0, -3), Value: "Most będzie gotowy w grudniu, a nie wiosną. Wykonawca dotrzymuje terminów i nie zapłacimy ani złotówki więcej, niż zapisano w umowie.", Owner: "bpm"},
		{ID: "cytat-budzet", Kind: press.FactStatement, Speaker: "Andrzej Zawilski", Date: t.start.AddDate(0, 0, -2), Value: "To budżet ostrożny, ale nie lękliwy. Nie podniesiemy podatku od nieruchomości mieszkańcom, dopóki nie wyczerpiemy oszczędności w urzędzie.", Owner: "bpm"},
		{ID: "cytat-woda", Kind: press.FactStatement, Speaker: "Hanna Borowik-Lach", Date: t.start.AddDate(0, 0, -1), Value: "Woda w sieci miejskiej jest bezpieczna. Na Zatorzu prosimy o jej przegotowanie do czasu wyników drugiego badania.", Owner: "bpm"},
		{ID: "cytat-autobusy", Kind: press.FactStatement, Speaker: "Piotr Skowroński", Date: t.start.AddDate(0, 0, -4), Value: "Bilet nie zdrożeje w tym roku ani w przyszłym.", Owner: "bpm"},
	}
}
