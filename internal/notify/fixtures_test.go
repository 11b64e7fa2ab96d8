package notify

import (
	"fmt"
	"strings"
	"time"

	"prasowka/internal/polish"
	"prasowka/internal/press"
)

// The town, its papers and its people are invented.

// now is the morning on which every fixture is read: Monday, 23 November 2026.
var now = time.Date(2026, 11, 23, 7, 0, 0, 0, polish.Warsaw)

func ago(d time.Duration) time.Time { return now.Add(-d) }

const base = "https://prasowka.grodzisko.example"

func links() Links {
	return Links{Web: base + "/przeglad/2026-11-23", Paper: base + "/przeglad/2026-11-23/pdf", Read: base + "/przeczytane/x7Kd", Preferences: base + "/ustawienia/x7Kd", Unsubscribe: base + "/rezygnacja/x7Kd"}
}

func tools(i Item, id string) Item {
	i.Archive, i.Rectify, i.Report = base+"/wycinek/"+id, base+"/prostuj/"+id, base+"/blad/"+id
	return i
}

// secret stands in the full text of every article that must not leave.
const secret = "TEGO-ZDANIA-NIE-WOLNO-ROZSYŁAĆ"

func article(title, lead string) press.Clipping {
	return press.Clipping{ID: press.NewID(now, title), URL: "https://glosgrodziska.example/artykul/most", Title: title, Lead: lead,
		Text: lead + "\n" + strings.Repeat("Dalszy ciąg artykułu. ", 20) + secret, Published: ago(90 * time.Minute), Story: "s1"}
}

func glos() press.Outlet {
	return press.Outlet{ID: "glos", Name: "Głos Grodziska", Tier: 1, Medium: press.Portal, Class: press.DailyOnline}
}

func bridge() Item {
	i := NewItem(article("Most na Brzeźnicy droższy o 8 mln zł. Radni pytają, kto zawinił",
		"Rozbudowa mostu na Brzeźnicy będzie kosztować 42,6 mln zł, czyli o 8 mln więcej, niż zapisano w budżecie. Radni chcą wyjaśnień od prezydenta jeszcze przed środową sesją."), glos(), "", 0)
	i.Author, i.Outlets = "Marta Wilczek", []string{"Radio Brzeźnica", "Portal Podgrodzie", "Kurier Północny"}
	i.Tone, i.Topics, i.Leadership = "krytyczny", []string{"inwestycje", "budżet"}, []string{"Prezydent Miasta"}
	i.Why = "Kwota rozmija się z kartą faktów: umowa opiewa na 34,6 mln zł, a aneksu nie podpisano"
	i.Note = "Artykuł zestawia umowę z wnioskiem wykonawcy o waloryzację i myli wniosek z podpisanym aneksem."
	i.Action, i.Owner, i.Due = "sprostowanie", "Ewa Malicka", polish.NewDay(2026, 12, 14).End()
	return tools(i, "most")
}

func ordinary() *Review {
	buses := tools(Item{Title: "Od grudnia nowe rozkłady autobusów. Linia 7 pojedzie częściej", URL: "https://radiobrzeznica.example/7", Outlet: "Radio Brzeźnica", Tier: 1,
		At: ago(12 * time.Hour), Reprints: 1, Tone: "pozytywny", Topics: []string{"komunikacja"}, Why: "Zapowiedź zmian z naszego komunikatu; podano właściwą datę.",
		Quote: "Linia nr 7 będzie kursować co 15 minut w godzinach szczytu."}, "autobusy")
	inquiry := tools(Item{Title: "Pytania Kuriera Północnego o wycinkę lip przy ul. Parkowej", Outlet: "Kurier Północny", Tier: 2, At: ago(20 * time.Hour),
		Action: "odpowiedź na pytania", Owner: "Wydział Ochrony Środowiska", Due: now.Add(5*time.Hour + 20*time.Minute), For: ForReply,
		Note: "Redakcja pyta o liczbę drzew i nasadzenia zastępcze; materiał ukaże się jutro."}, "lipy")
	interview := tools(Item{Title: "Autoryzacja wywiadu z zastępczynią prezydenta", Outlet: "Głos Grodziska", Tier: 1, At: ago(4 * time.Hour), Tone: "neutralny",
		Action: "autoryzacja", Owner: "Ewa Malicka", Due: now.Add(2 * time.Hour)}, "wywiad")
	president := tools(Item{Title: "Prezydent Jan Przykładny: budżet bez podwyżki podatków", URL: "https://glosgrodziska.example/budzet", Outlet: "Głos Grodziska", Tier: 1,
		At: ago(16 * time.Hour), Outlets: []string{"Radio Brzeźnica"}, Tone: "neutralny", Leadership: []string{"Prezydent Miasta"}, Topics: []string{"budżet"},
		Note: "Relacja z konferencji; cytaty zgodne ze stanowiskiem z 20 listopada."}, "budzet")
	school := tools(Item{Title: "Szkoła nr 4 dostanie salę gimnastyczną", URL: "https://podgrodzie.example/szkola", Outlet: "Portal Podgrodzie", Tier: 1, At: ago(11 * time.Hour), Tone: "pozytywny",
		Topics: []string{"oświata"}, Quote: "Przetarg ma zostać ogłoszony w pierwszym kwartale przyszłego roku."}, "szkola")
	pool := tools(Item{Title: "Basen OSiR zamknięty do piątku", URL: "https://podgrodzie.example/basen", Outlet: "Portal Podgrodzie", Tier: 1, At: ago(9 * time.Hour), Tone: "neutralny", Topics: []string{"sport"}}, "basen")
	region := tools(Item{Title: "Województwo dołoży do linii kolejowej", URL: "https://kurierpolnocny.example/kolej", Outlet: "Kurier Północny", Tier: 2, At: ago(14 * time.Hour), Tone: "neutralny"}, "kolej")
	radio := tools(Item{Title: "Rozmowa o cenach ciepła z prezesem PEC", Outlet: "Radio Brzeźnica", Tier: 1, At: ago(22*time.Hour + 30*time.Minute), Programme: "Rozmowa dnia", Timecode: 754 * time.Second, Length: 3*time.Minute + 40*time.Second, Tone: "mieszany"}, "cieplo")
	post := tools(Item{Title: "Mieszkańcy skarżą się na nieodśnieżone chodniki przy ul. Zamkowej", URL: "https://social.example/@osiedle/1", Handle: "@osiedlezamkowe", Network: "Mastodon", At: ago(3 * time.Hour), Tone: "krytyczny"}, "snieg")
	own := tools(Item{Title: "Komunikat: utrudnienia na ul. Mostowej", URL: "https://um.grodzisko.example/komunikat", Outlet: "um.grodzisko.example", Licence: press.Own, At: ago(15 * time.Hour),
		Text: "Od 24 listopada zamknięty będzie prawy pas ul. Mostowej.\nObjazd poprowadzi ul. Rzeczna."}, "mostowa")
	return &Review{Name: "poranny", Title: "Przegląd prasy", Office: "Biuro Prezydenta Miasta", City: "Grodzisko", Day: polish.DayOf(now),
		From: ago(65*time.Hour + 30*time.Minute), To: now, At: now, Editor: "Ewa Malicka", Recipient: "Anna Nowicka, Sekretarz Miasta",
		Top: []Item{bridge(), buses, school}, Reaction: []Item{interview, inquiry, bridge()}, Leadership: []Item{president},
		Departments: []Section{{"Wydział Inwestycji", []Item{bridge(), own}}, {"Wydział Oświaty", []Item{school}}},
		Units:       []Section{{"Ośrodek Sportu i Rekreacji", []Item{pool}}},
		Region:      []Item{region}, Broadcast: []Item{radio}, Social: []Item{post},
		FollowUps: []FollowUp{
			{Kind: FollowCorrection, Text: "Redakcja opublikowała sprostowanie do materiału „Parking droższy niż w stolicy”", Outlet: "Kurier Północny", At: ago(18 * time.Hour), URL: "https://kurierpolnocny.example/sprostowanie"},
			{Kind: FollowEdit, Text: "W tekście „Szkoła nr 4 dostanie salę gimnastyczną” redakcja poprawiła to, co zakwestionowaliśmy: „620 uczniów”", Outlet: "Portal Podgrodzie", At: ago(8 * time.Hour)},
			{Kind: FollowRelease, Text: "Komunikat „Nowe rozkłady jazdy od grudnia” podjęły 3 redakcje, pierwsza Radio Brzeźnica (po 40 min), w największej części Portal Podgrodzie (62% tekstu)", At: ago(13 * time.Hour), URL: base + "/stanowiska/rozklady"},
			{Kind: FollowRelease, Text: "Komunikatu „Dyżury aptek w Adwencie” nikt jeszcze nie podjął", At: ago(10 * time.Hour), URL: base + "/stanowiska/apteki"},
		},
		Coverage: Coverage{Sources: 44, Answered: 42, Missing: []Missing{{"Tygodnik Zamkowy", press.TroubleSlow.Why()}, {"TV Północ", press.Trouble403.Why()}},
			Clippings: 41, Stories: 18, Mean: 33.5, Critical: 6, Positive: 9},
		Own: links()}
}

func empty() *Review {
	return &Review{Name: "poranny", Office: "Biuro Prezydenta Miasta", City: "Grodzisko", Day: polish.DayOf(now), From: ago(24 * time.Hour), To: now, At: now,
		Coverage: Coverage{Sources: 44, Answered: 44, Mean: 33.5}, Own: links()}
}

func full() *Review {
	r := ordinary()
	item := func(n int) Item {
		return tools(Item{Title: fmt.Sprintf("Doniesienie nr %d o sprawach miasta i jego mieszkańców, z tytułem zwykłej długości", n), URL: fmt.Sprintf("https://glosgrodziska.example/artykul/%d", n),
			Outlet: "Głos Grodziska", Tier: press.Tier(n%4 + 1), At: ago(time.Duration(n) * time.Minute), Reprints: n % 5, Tone: "neutralny", Topics: []string{"inwestycje", "drogi"},
			Note: "Własne streszczenie w jednym zdaniu, które mówi, o co w tej publikacji chodzi i kogo dotyczy.", Quote: "Krótki cytat z artykułu, nie dłuższy, niż pozwala prawo cytatu."}, fmt.Sprint(n))
	}
	n := 0
	more := func(count int) []Item {
		var out []Item
		for range count {
			n++
			out = append(out, item(n))
		}
		return out
	}
	r.Reaction = append(r.Reaction, more(17)...)
	for i := range r.Reaction {
		r.Reaction[i].Action, r.Reaction[i].Due = "wyjaśnienie", now.Add(time.Duration(i+1)*9*time.Hour)
	}
	r.Leadership = more(40)
	r.Departments, r.Units = nil, nil
	for d := range 16 {
		r.Departments = append(r.Departments, Section{fmt.Sprintf("Wydział nr %d", d+1), more(12)})
	}
	for d := range 10 {
		r.Units = append(r.Units, Section{fmt.Sprintf("Jednostka nr %d", d+1), more(6)})
	}
	r.Region, r.Broadcast, r.Social = more(40), more(20), more(28)
	for i := range 60 {
		r.FollowUps = append(r.FollowUps, FollowUp{Kind: FollowEdit, Text: fmt.Sprintf("W tekście „Doniesienie nr %d” zmieniono tytuł i 2 liczby", i+1), Outlet: "Głos Grodziska", At: ago(time.Duration(i) * time.Minute), URL: base + "/wycinki/x#wersje"})
	}
	r.Coverage.Clippings, r.Coverage.Stories = 730, 400
	return r
}

func hostile() *Review {
	r := empty()
	evil := []string{
		`<script>alert(1)</script><img src=x onerror=alert(2)>"'&amp;`,
		strings.Repeat("Bardzo długi nagłówek ", 500),
		strings.Repeat("Ą", 10000),
		"\u202eodwrócony\u202c tytuł z \u2066izolatem i \x00 zerem \x1b[31mczerwony",
		"عاجل: رئيس البلدية يعلن ميزانية المدينة 2026 (Grodzisko)",
		"👩‍👩‍👧‍👦🇵🇱👍🏽 " + strings.Repeat("👨‍🚒", 400),
		"*gwiazdki* `kod` ~tylda~ <!channel> <@U123> <https://zly.example|kliknij> | kreska",
		"tytuł\r\nBcc: ofiara@example.com\r\n\r\nwstrzyknięcie",
		"bad\xff\xfebytes \xc3",
		"",
	}
	for n, s := range evil {
		i := Item{Title: s, Outlet: s, Author: s, At: ago(time.Duration(n) * time.Hour), Why: s, Note: s, Quote: s + s, Text: secret, Tone: s, Topics: []string{s, s}, Leadership: []string{s},
			Action: s, Owner: s, Due: now.Add(time.Duration(n) * time.Hour), URL: "javascript:alert(3)//" + s, Archive: "data:text/html,x", Rectify: "https://user:pass@zly.example/", Programme: s, Handle: "", Network: s}
		if n%2 == 0 {
			i.URL = "https://zly.example/?a=1&b=<script>|\"'>"
		}
		r.Top, r.Reaction, r.Leadership = append(r.Top, i), append(r.Reaction, i), append(r.Leadership, i)
		r.Departments = append(r.Departments, Section{s, []Item{i}})
		r.Social, r.Broadcast = append(r.Social, i), append(r.Broadcast, i)
		r.FollowUps = append(r.FollowUps, FollowUp{Kind: FollowUpKind(s), Text: s, Outlet: s, URL: i.URL})
		r.Coverage.Missing = append(r.Coverage.Missing, Missing{s, s})
	}
	r.Title, r.Office, r.City, r.Recipient, r.Remark, r.Editor, r.Verdict = evil[0], evil[0], evil[4], evil[6], evil[1], evil[3], evil[0]
	r.Own.Unsubscribe = "javascript:alert(4)"
	r.Coverage.Answered = 3
	return r
}

func alert() *Alert {
	return &Alert{Severity: press.Urgent, At: now, Rule: "Most na Brzeźnicy", Why: "5 redakcji w 40 minut, w tym dwie najważniejsze lokalne",
		Baseline: "w poniedziałki o tej porze piszą o nas zwykle 1,2 redakcji na godzinę", Words: []string{"mostu na Brzeźnicy", "radni"}, Item: bridge(),
		Copies: []Copy{{"Radio Brzeźnica", ago(70 * time.Minute), "https://radiobrzeznica.example/most"}, {"Portal Podgrodzie", ago(55 * time.Minute), "https://podgrodzie.example/most"}, {"Kurier Północny", ago(50 * time.Minute), ""}},
		Flags:  []string{"„42,6 mln zł” nie zgadza się z kartą faktów: umowa opiewa na 34,6 mln zł (umowa z 12 maja 2026 r.)"},
		Take:   base + "/alert/1/przejmij", Mute: base + "/alert/1/wycisz", Rectify: base + "/prostuj/most", Open: base + "/wycinek/most",
		MuteHelp: "„Wycisz podobne” wstrzymuje alerty tej reguły w tej sprawie na 24 godziny", Own: links()}
}

func reminder() *Reminder {
	return &Reminder{At: now, Sign: "BPM.1510.7.2026", Register: "sprostowania", Case: "Kwota rozbudowy mostu w „Głosie Grodziska”", Term: "wysłanie sprostowania", Basis: "art. 31a ust. 3 pr. pras.",
		Raw: polish.NewDay(2026, 12, 24), Shifted: polish.NewDay(2026, 12, 28), Risky: true, Internal: polish.NewDay(2026, 12, 21), Owner: "Ewa Malicka",
		Next: "Zaakceptuj tekst u radcy prawnego i wyślij go listem poleconym", Open: base + "/sprawy/7", Own: links()}
}

func system() *SystemNotice {
	return &SystemNotice{At: now, What: "Źródło „Tygodnik Zamkowy” milczy od 26 godzin", Detail: []string{"Serwer nie odpowiedział na czas 14 razy z rzędu", "Ostatnia publikacja: 22 listopada, 04:50"},
		Since: ago(26 * time.Hour), ToDo: "Sprawdź stronę redakcji; jeśli działa, otwórz źródło i naciśnij „Spróbuj teraz”", Open: base + "/zrodla/tygodnik", Own: links()}
}

func crisis() *Crisis {
	return &Crisis{At: now, Call: CallOpened, Matter: "Skażona woda na Osiedlu Zamkowym", Scenario: "Zagrożenie mieszkańców", Level: 3, Why: "Spółka wodociągowa zgłosiła bakterie coli w dwóch próbkach",
		Roles: []string{"Mówi w imieniu urzędu"}, By: "Ewa Malicka", Open: base + "/kryzys/3", Own: Links{Web: base + "/kryzys/3", Read: base + "/odnosnik/x7Kd"},
		Steps: []CrisisStep{{"Wydaj stanowisko wstępne: co wiemy, co robimy, czego jeszcze nie wiemy, kiedy następna informacja", now.Add(30 * time.Minute)}, {"Ostrzeż mieszkańców: strona miasta, profile, SMS-y, radio", now.Add(30 * time.Minute)}, {"Odpowiedz na wszystkie pytania mediów, które czekają", time.Time{}}}}
}

func crisisTask() *Crisis {
	c := crisis()
	c.Call, c.Why, c.Roles, c.Steps = CallTask, "", nil, nil
	c.Task, c.Due = "Mapa punktów z wodą pitną, do wstawienia na stronę", now.Add(90*time.Minute)
	return c
}

func crisisLate() *Crisis {
	c := crisis()
	c.Call, c.Why, c.At, c.Due = CallStep, "", now.Add(42*time.Minute), now.Add(30*time.Minute)
	c.Steps = c.Steps[:2]
	return c
}

func report() *Report {
	r := &Report{Recipient: "Jan Przykładny, Prezydent Miasta", Own: Links{Web: base + "/raporty/7", Paper: base + "/raporty/7/pdf"}}
	r.Title, r.Office, r.City, r.From, r.To, r.Made = "Raport tygodniowy", "Biuro Prezydenta Miasta", "Grodzisko", "2026-11-16", "2026-11-22", now
	r.Summary = []string{"Zebraliśmy 214 wycinków w 96 sprawach, o 12% więcej niż zwykle.", "Wyszło 5 alertów; na 3 ktoś zareagował, w połowie przypadków nie później niż po 17 min.", "Z 3 naszych tekstów redakcje podjęły 2."}
	volume := press.ReportPart{ID: "wolumen", Title: "Ile pisano", Head: []string{"Dzień", "Wycinki", "Zwykle"}, Numbers: []bool{false, true, true}, Lead: []string{"„Zwykle” to średnia z tego samego dnia tygodnia w czterech poprzednich tygodniach."},
		Chart: &press.Chart{Title: "Wycinki dzień po dniu", Values: []float64{41, 38, 52, 33, 29, 12, 9}, Name: "wycinki", Also: "średnia z 4 tygodni"}}
	for n, day := range []string{"pon. 16.11", "wt. 17.11", "śr. 18.11", "czw. 19.11", "pt. 20.11", "sob. 21.11", "niedz. 22.11"} {
		volume.Rows = append(volume.Rows, []string{day, polish.Count(int(volume.Chart.Values[n])), "31"})
	}
	outlets := press.ReportPart{ID: "redakcje", Title: "Kto pisał", Head: []string{"Redakcja", "Wycinki", "Poprzednio"}, Numbers: []bool{false, true, true}, Lead: []string{"Zasięgu w odbiorcach nie podajemy: nie mamy liczb, które dałoby się sprawdzić."}, Chart: &press.Chart{Title: "Wycinki według redakcji", Across: true}}
	for n := range 22 {
		outlets.Rows = append(outlets.Rows, []string{fmt.Sprintf("Redakcja nr %d", n+1), polish.Count(60 - 2*n), "20"})
		outlets.Chart.Values = append(outlets.Chart.Values, float64(60-2*n))
	}
	quiet := press.ReportPart{ID: "flagi", Title: "Flagi i decyzje", Lead: []string{"Program niczego nie oznaczył."}}
	r.Parts = []press.ReportPart{volume, outlets, quiet}
	return r
}

func hostileReport() *Report {
	r := report()
	evil := `<script>alert(1)</script> <!channel> *x* ` + strings.Repeat("bardzo długie ", 40) + "\u202e"
	r.Title, r.Office, r.Recipient, r.Own.Web = evil, evil, evil, "javascript:alert(1)"
	for range 18 {
		r.Summary = append(r.Summary, evil)
		part := press.ReportPart{Title: evil, Lead: []string{evil, evil}, Head: []string{evil, evil}, Chart: &press.Chart{Values: []float64{1, 2}}}
		for range 16 {
			part.Rows = append(part.Rows, []string{evil, evil, evil})
		}
		r.Parts = append(r.Parts, part)
	}
	return r
}

func letter() *Letter {
	return &Letter{At: now, Subject: "Wniosek o publikację sprostowania", Sign: "BPM.1510.7.2026", Text: "Szanowny Panie Redaktorze,\n\nna podstawie art. 31a ustawy Prawo prasowe wnoszę o publikację sprostowania.\n\nZ poważaniem\nEwa Malicka",
		ReplyTo: "bpm@um.grodzisko.example", Attachments: []Attachment{{"sprostowanie.txt", "text/plain", []byte("Sprostowanie")}}}
}

func notice(p Payload, key string) press.Notice {
	kind, raw, err := Encode(p)
	if err != nil {
		panic(err)
	}
	return press.Notice{Key: key, Kind: kind, Payload: raw, Made: now, To: "anna@um.grodzisko.example"}
}
