package main

// demoCases are the examples, every register in several states.
func demoCases() []demoCase {
	var all []demoCase
	for _, group := range [][]demoCase{demoRectifications(), demoInquiries(), demoEvents(), demoPaperwork(), demoInformation(), demoHall(), demoPartners()} {
		all = append(all, group...)
	}
	return all
}

func demoRectifications() []demoCase {
	common := func(more map[string]string) map[string]string {
		f := map[string]string{"rodzaj": "sprostowanie", "wnioskodawca": "Gmina Miasto Suwałki", "wnioskodawca_nazwa": "Gmina Miasto Grodzisko", "podpisujacy": "Milena Karczmarek", "funkcja": "rzeczniczka prasowa",
			"podstawa": "upoważnienie nr 14/2026", "adres_do_korespondencji": "Rynek 1, 00-000 Grodzisko", "fakty": "tak"}
		for k, v := range more {
			f[k] = v
		}
		return f
	}
	return []demoCase{
		{register: "sprostowania", opened: 1, fields: map[string]string{"medium": "g24", "tytul": "Miasto zwalnia bibliotekarzy", "publikacja": "@-2", "fragment": "W tym roku pracę w bibliotece straciło dwanaście osób."}},
		{register: "sprostowania", status: "doreczone", opened: 6, fields: common(map[string]string{"medium": "glos", "tytul": "Przystań droższa o połowę", "publikacja": "@-9", "miejsce": "https://glos.example/przystan-drozsza",
			"fragment": "Przebudowa przystani pochłonie 18 mln zł, czyli o połowę więcej, niż zapowiadano.", "tekst": "Przebudowa przystani nie kosztuje 18 mln zł. Umowa z wykonawcą opiewa na 12,4 mln zł.",
			"nadano": "@-4", "dowod_nadania": "00559007731111111111", "doreczono": "@-1"}),
			rows:  map[string][]map[string]string{"punkty": {{"nieprawda": "Przebudowa przystani pochłonie 18 mln zł", "prawda": "umowa z wykonawcą opiewa na 12,4 mln zł", "dowod": "umowa z wykonawcą"}}},
			steps: []demoStep{{5, "zmienił stan", "U radcy prawnego"}, {4, "zmienił stan", "Wysłane"}, {1, "zmienił stan", "Doręczone redakcji"}}},
		{register: "sprostowania", status: "odmowa", opened: 25, fields: common(map[string]string{"medium": "tygodnik", "tytul": "Ratusz ukrywa raport", "publikacja": "@-27", "miejsce": "nr 44, s. 3",
			"fragment": "Raportu o stanie gminy nie opublikowano do dziś.", "tekst": "Raport o stanie gminy jest dostępny w Biuletynie Informacji Publicznej od 28 maja.",
			"nadano": "@-20", "dowod_nadania": "00559007732222222222", "doreczono": "@-18", "odmowa_doreczona": "@-12", "odmowa_powod": "Redakcja uznała, że tekst nie podaje, którego fragmentu dotyczy."}),
			steps: []demoStep{{20, "zmienił stan", "Wysłane"}, {12, "zmienił stan", "Redakcja odmówiła"}}},
		{register: "sprostowania", status: "opublikowane", opened: 48, closed: true, fields: common(map[string]string{"medium": "kurier", "tytul": "Nowa dyrektor bez konkursu", "publikacja": "@-50",
			"fragment": "Dyrektorkę powołano bez konkursu.", "tekst": "Konkurs na stanowisko dyrektora odbył się 3 września; wzięły w nim udział trzy osoby.", "nadano": "@-45", "dowod_nadania": "00559007733333333333",
			"doreczono": "@-43", "opublikowano": "@-41", "publikacja_gdzie": "https://kurier.example/sprostowanie"})},
		{register: "sprostowania", status: "do_podpisu", opened: 3, fields: map[string]string{"rodzaj": "polemika", "medium": "kurier", "tytul": "Miasto, które się boi", "publikacja": "@-4", "tekst": "Autor ma prawo do surowej oceny; my mamy prawo do innej. Miasto wybudowało w tej kadencji dwa żłobki i odnowiło cztery parki."}},
		{register: "autoryzacje", opened: 0, fields: map[string]string{"medium": "glos", "dziennikarz": "Iga Pytalska", "udzielil": "Andrzej Zawilski, prezydent miasta", "przekazano": "@h-3", "tekst": "„Przystań otworzymy przed wakacjami. Nie ma mowy o żadnym opóźnieniu.”"}},
		{register: "autoryzacje", status: "zmieniono", opened: 5, closed: true, fields: map[string]string{"medium": "tygodnik", "dziennikarz": "Konrad Nagłówek", "udzielil": "Hanna Borowik-Lach", "przekazano": "@-5 09:00",
			"tekst": "„Wydamy na to wszystkie pieniądze”.", "odeslany": "„Wydamy na to wszystkie pieniądze z dotacji”.", "odpowiedziano": "@-5 15:10"}},
		{register: "autoryzacje", status: "milczaco", opened: 16, closed: true, fields: map[string]string{"medium": "radio", "dziennikarz": "Sonia Fala", "udzielil": "Robert Mszar", "przekazano": "@-16 22:15", "tekst": "„Patrole będą częstsze”.", "uwagi": "Tekst przyszedł w niedzielę wieczorem na skrzynkę wydziału."}},
	}
}

func demoInquiries() []demoCase {
	return []demoCase{
		{register: "zapytania", opened: 0, fields: map[string]string{"wplynelo": "@h-1", "medium": "radio", "dziennikarz": "Sonia Fala", "kontakt": "s.fala@radio.example", "pytania": "Kiedy zakończy się remont ulicy Młyńskiej i jaki będzie objazd dla autobusów?", "odpowiedz_do": "@h4"}},
		{register: "zapytania", status: "w_komorce", opened: 12, fields: map[string]string{"wplynelo": "@-12 10:20", "medium": "g24", "dziennikarz": "Dorota Kursywa", "rodzaj": "informacja publiczna", "komorka": "Wydział Inwestycji", "przekazano": "@-12 12:00",
			"pytania": "Proszę o udostępnienie wszystkich aneksów do umowy na przebudowę przystani oraz o łączną kwotę zapłaconą wykonawcy."}},
		{register: "zapytania", status: "rzecznik", opened: 20, fields: map[string]string{"wplynelo": "@-20 08:40", "medium": "tygodnik", "dziennikarz": "Konrad Nagłówek", "rodzaj": "krytyka prasowa", "komorka": "Wydział Ochrony Środowiska", "przekazano": "@-19 09:00",
			"pytania": "Przesyłamy artykuł „Sinice co roku” i prosimy o odpowiedź na zawartą w nim krytykę.", "wklad": "Badania wody prowadzone są co dwa tygodnie.", "odpowiedz": "Wodę w jeziorze Sierpne badamy co dwa tygodnie; wyniki publikujemy tego samego dnia.", "zatwierdzil": "Iwona Jagielska"}},
		{register: "zapytania", status: "wyslane", opened: 8, closed: true, fields: map[string]string{"wplynelo": "@-8 11:00", "medium": "kurier", "dziennikarz": "Weronika Lead", "pytania": "Ile osób skorzystało w tym roku z kąpieliska?", "komorka": "Ośrodek Sportu i Rekreacji", "przekazano": "@-8 11:30",
			"wklad": "21 400 osób.", "odpowiedz": "Z kąpieliska skorzystało w tym sezonie 21 400 osób.", "zatwierdzil": "Paweł Turzyca", "wyslano": "@-7 09:15"}},
		{register: "konferencje", status: "zaproszono", opened: 4, fields: map[string]string{"zaproszono": "@-2", "temat": "Otwarcie mostu Rybackiego: harmonogram i objazdy", "zapytanie": "most I (Rybacki LUB Rospnica)", "kiedy": "@w4 11:00", "miejsce": "sala 26, ratusz, oraz transmisja", "przeslanie": "Most otworzymy zgodnie z umową. Przez trzy dni będzie zwężenie, autobusy pojadą objazdem."},
			rows: map[string][]map[string]string{
				"mowcy":   {{"kto": "Andrzej Zawilski", "funkcja": "prezydent miasta", "o_czym": "terminy"}, {"kto": "Ewa Kądziołka", "funkcja": "dyrektor ZDiZ", "o_czym": "objazdy"}},
				"zadania": {{"zadanie": "mapa objazdów w dużej skali", "kto": "ZDiZ", "do_kiedy": "@4"}, {"zadanie": "tłumacz języka migowego", "kto": "BPM", "do_kiedy": "@3", "gotowe": "tak"}},
				"trudne":  {{"pytanie": "Dlaczego most nie ma drogi dla rowerów z obu stron?", "odpowiedz": "Projekt przewiduje szeroki ciąg pieszo-rowerowy po stronie jeziora.", "zrodlo": "radny na sesji"}}}},
		{register: "konferencje", status: "odbyta", opened: 30, fields: map[string]string{"temat": "Budżet na przyszły rok", "zapytanie": "budżet miasta", "kiedy": "@w-2 10:00", "miejsce": "sala konferencyjna, ratusz", "zaproszono": "@-6", "przeslanie": "Trzecia część budżetu to inwestycje."},
			rows: map[string][]map[string]string{"dopytania": {{"redakcja": "Kurier Grodziski", "pytanie": "Jaka będzie stawka podatku od nieruchomości dla garaży?"}}}},
	}
}

func demoEvents() []demoCase {
	common := func(more map[string]string) map[string]string {
		f := map[string]string{"organizator_adres": "ul. Leśna 3, Grodzisko", "osoba": "Iga Organizacka", "email": "biuro@stowarzyszenie.example", "oswiadczenia": "tak", "zasieg": "lokalny"}
		for k, v := range more {
			f[k] = v
		}
		return f
	}
	return []demoCase{
		{register: "patronaty", opened: 1, fields: common(map[string]string{"wplynal": "@-1", "organizator": "Fundacja Czyste Brzegi", "wydarzenie": "Wielkie sprzątanie jeziora", "od": "@16", "do": "@16", "miejsce": "plaża miejska", "cel": "Sprzątanie brzegów z udziałem szkół.", "powod_opoznienia": "Termin uzależniony od poziomu wody."})},
		{register: "patronaty", status: "opinia", opened: 9, fields: common(map[string]string{"wplynal": "@-9", "organizator": "Klub Seniora „Jarzębina”", "wydarzenie": "Bieg Trzech Pokoleń", "od": "@58", "do": "@59", "miejsce": "stadion", "cel": "Bieg rodzinny i piknik.", "adresaci": "mieszkańcy, ok. 400 osób"})},
		{register: "patronaty", status: "przyznany", opened: 40, fields: common(map[string]string{"wplynal": "@-40", "organizator": "Towarzystwo Muzyczne", "wydarzenie": "Jesienne Spotkania z Organami", "od": "@5", "do": "@7", "miejsce": "kościół św. Anny", "cel": "Cykl trzech koncertów.", "decyzja": "przyznano", "decyzja_data": "@-25", "decyzja_kto": "Andrzej Zawilski", "logo_wyslano": "@-24"})},
		{register: "patronaty", status: "realizacja", opened: 90, fields: common(map[string]string{"wplynal": "@-90", "organizator": "Miejska Biblioteka", "wydarzenie": "Noc Czytania", "od": "@-26", "do": "@-26", "miejsce": "biblioteka", "cel": "Nocne czytanie i spotkanie autorskie.", "decyzja": "przyznano", "decyzja_data": "@-70", "decyzja_kto": "Andrzej Zawilski", "materialy": "@-34"})},
		{register: "patronaty", status: "odmowiony", opened: 33, closed: true, fields: common(map[string]string{"wplynal": "@-33", "organizator": "Salon Meblowy Dębowy", "wydarzenie": "Targi mebli z okazji otwarcia", "od": "@-2", "do": "@-2", "miejsce": "salon przy Fabrycznej", "cel": "Promocja sklepu.", "odplatne": "tak", "decyzja": "odmówiono", "decyzja_data": "@-28", "decyzja_kto": "Andrzej Zawilski"}),
			rows: map[string][]map[string]string{"odmowa_podstawy": {{"podstawa": "Wydarzenie ma charakter komercyjny."}}}},
		{register: "wyjazdy", opened: 10, fields: map[string]string{"cel": "Dni miasta partnerskiego", "dokad": "Waren, Niemcy", "zapraszajacy": "burmistrz miasta partnerskiego", "wyjazd": "@w8", "powrot": "@w10"},
			rows: map[string][]map[string]string{"osoby": {{"kto": "Hanna Borowik-Lach", "funkcja": "zastępczyni prezydenta"}, {"kto": "Mikołaj Ostrówka", "funkcja": "dyrektor GOK"}}}},
		{register: "wyjazdy", status: "odbyty", opened: 40, fields: map[string]string{"cel": "Spotkanie projektu wody bez granic", "dokad": "Olita, Litwa", "wyjazd": "@-14", "powrot": "@-12", "polecono": "@-20", "zaliczka_waluta": "400 EUR"}},
	}
}

func demoPaperwork() []demoCase {
	return []demoCase{
		{register: "skargi", status: "badana", opened: 22, fields: map[string]string{"wplynela": "@-22", "od_kogo": "Jan Przykładowy", "adres_osoby": "ul. Polna 8, Grodzisko", "przedmiot": "Skarga na czas oczekiwania w okienku wydziału komunikacji.", "komorka": "Wydział Komunikacji", "zlecono": "@-20"}},
		{register: "skargi", opened: 4, fields: map[string]string{"wplynela": "@-4", "kanal": "redakcja", "od_kogo": "redakcja Tygodnika Sierpeńskiego", "przedmiot": "Artykuł przysłany przez redakcję: brak podjazdu przy filii biblioteki.", "radny": "tak", "radny_kto": "radna miejska"}},
		{register: "skargi", status: "zalatwiona", opened: 60, closed: true, fields: map[string]string{"wplynela": "@-60", "od_kogo": "Maria Zmyślona", "rodzaj": "wniosek", "przedmiot": "Wniosek o ławki przy ścieżce nad jeziorem.", "komorka": "Zarząd Dróg i Zieleni", "zlecono": "@-58", "rozstrzygniecie": "zasadna", "sposob": "Sześć ławek stanie do końca miesiąca.", "zawiadomiono": "@-40", "podpisal": "Ewa Kądziołka, dyrektor"}},
		{register: "zarzadzenia", status: "u_radcy", opened: 3, fields: map[string]string{"w_sprawie": "regulaminu korzystania z przystani", "komorka": "Ośrodek Sportu i Rekreacji", "podstawa": "art. 30 ust. 2 pkt 3 ustawy o samorządzie gminnym"}},
		{register: "zarzadzenia", status: "zmienione", opened: 430, fields: map[string]string{"numer": "118/2025", "z_dnia": "@-420", "w_sprawie": "opłat za zajęcie pasa drogowego", "komorka": "Zarząd Dróg i Zieleni", "podpisal": "Andrzej Zawilski", "bip_opublikowano": "@-419", "bip_adres": "https://bip.grodzisko.example/118-2025", "zmieniono": "@-345", "zmieniono_czym": "zarządzeniem nr 131/2025"}},
		{register: "dostepnosc", opened: 3, fields: map[string]string{"wplynelo": "@-3", "od_kogo": "czytelniczka", "strona": "mapa objazdów na stronie miasta", "przedmiot": "Mapa jest obrazem bez tekstu zastępczego; czytnik ekranu nic nie czyta."}},
		{register: "dostepnosc", status: "zalatwiona", opened: 70, closed: true, fields: map[string]string{"rodzaj": "przegląd deklaracji", "wplynelo": "@-70", "strona": "strona miasta", "przedmiot": "Coroczny przegląd.", "przejrzano": "@-66", "odpowiedz": "Deklaracja aktualna, poprawiono adres kontaktowy."}},
	}
}
