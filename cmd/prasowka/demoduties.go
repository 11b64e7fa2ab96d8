package main

import (
	"context"
	"time"

	"prasowka/internal/store"
)

// demoInvitations asks the press to the conference that is planned: some have
// answered, and a reminder is on its way.
func demoInvitations(ctx context.Context, tx *store.Tx, now time.Time) error {
	list, err := tx.Cases(ctx, store.CaseFilter{Register: "konferencje", Status: "zaproszono", Limit: 1})
	if err != nil || len(list) == 0 {
		return err
	}
	var all, silent []int64
	for _, v := range []store.Invitation{
		{Outlet: "glos", Name: "Iga Pytalska", Email: "i.pytalska@glos.example", Answer: store.WillCome, People: 2, Remark: "z fotoreporterem"},
		{Outlet: "radio", Name: "Sonia Fala", Email: "s.fala@radio.example", Answer: store.WillCome, People: 1},
		{Outlet: "tygodnik", Name: "Konrad Nagłówek", Email: "k.naglowek@tygodnik.example", Answer: store.WillNot, Remark: "zamykamy numer"},
		{Outlet: "kurier", Name: "Weronika Lead", Email: "w.lead@kurier.example"},
	} {
		v.Case, v.Made = list[0].ID, now.AddDate(0, 0, -2)
		if v.Answer != "" {
			v.Answered = now.AddDate(0, 0, -1)
		}
		id, err := tx.PutInvitation(ctx, v)
		if err != nil {
			return err
		}
		all = append(all, id)
		if v.Answer == "" {
			silent = append(silent, id)
		}
	}
	letter := store.Mailing{Case: list[0].ID, Subject: "Zaproszenie na konferencję: Otwarcie mostu Rybackiego", Made: now.AddDate(0, 0, -2), By: demoPerson,
		Body: "Biuro Prezydenta Miasta zaprasza przedstawicieli mediów na konferencję prasową o otwarciu mostu Rybackiego.\n\nProsimy o potwierdzenie udziału."}
	if _, err := tx.PutMailing(ctx, letter, all); err != nil {
		return err
	}
	letter.Subject, letter.Made = "Przypomnienie. "+letter.Subject, now
	_, err = tx.PutMailing(ctx, letter, silent)
	return err
}

// rowsIn is the rows of one field of an example.
type rowsIn = map[string][]map[string]string

// demoInformation is what the office writes by itself: chronicle, campaigns,
// the fortnightly, consultations, speeches, publications, the look at BIP.
func demoInformation() []demoCase {
	return []demoCase{
		{register: "kronika", opened: 1, fields: map[string]string{"kiedy": "@-1", "co": "Zamknięto most Rybacki na czas prób obciążeniowych", "miejsce": "most Rybacki"}},
		{register: "kronika", status: "opracowany", opened: 9, fields: map[string]string{"kiedy": "@-9", "co": "Pierwszy kurs autobusu wodorowego", "miejsce": "pętla Zarzecze", "zrodlo": "komunikat przewoźnika, zdjęcia biura",
			"tekst": "O godzinie 5.12 z pętli na Zarzeczu wyjechał pierwszy w mieście autobus na wodór. Jechało nim jedenaścioro pasażerów."}},
		{register: "kronika", status: "w_tomie", opened: 200, closed: true, fields: map[string]string{"kiedy": "@-200", "co": "Odsłonięcie tablicy flisaków", "tekst": "Tablicę odsłonili uczniowie Szkoły nr 3.", "zrodlo": "relacja biura", "sprawdzil": "Milena Karczmarek", "zamknieto": "@-30"}},
		{register: "kampanie", status: "trwa", opened: 35, fields: map[string]string{"nazwa": "Objazdy bez nerwów", "cel": "Kierowcy znają objazd, zanim most zostanie zwężony.", "odbiorcy": "dojeżdżający przez most Rybacki", "przeslanie": "Trzy dni zwężenia, dwa objazdy, autobusy jadą dalej.", "kanaly": "strona, profil, radio, tablice", "od": "@-14", "do": "@20", "prowadzi": "Milena Karczmarek", "zapytanie": "objazd I most"},
			rows: rowsIn{"zadania": {{"zadanie": "mapa objazdów na stronę", "kto": "ZDiZ", "do_kiedy": "@2"}, {"zadanie": "spot w radiu", "kto": "BPM", "do_kiedy": "@-3", "gotowe": "tak"}}}},
		{register: "kampanie", opened: 4, fields: map[string]string{"rodzaj": "strategia medialna", "nazwa": "Strategia na przyszły rok", "cel": "Mniej pytań o to, co już opublikowaliśmy."}},
		{register: "dwutygodnik", status: "zbierane", opened: 8, fields: map[string]string{"numer": "24/2026", "wydanie": "@12", "zamkniecie": "@w5", "temat": "Most przed otwarciem"},
			rows: rowsIn{"materialy": {{"temat": "Most: kalendarium budowy", "rodzaj": "informacja", "autor": "Milena Karczmarek", "znaki": "3500", "do_kiedy": "@w3"}, {"temat": "Słowo Prezydenta", "rodzaj": "felieton", "autor": "Andrzej Zawilski", "znaki": "1800", "do_kiedy": "@w4"}}}},
		{register: "dwutygodnik", status: "przekazane", opened: 24, closed: true, fields: map[string]string{"numer": "23/2026", "wydanie": "@-2", "zamkniecie": "@-9", "przekazano": "@-9", "przekazano_komu": "sekretarz redakcji"},
			rows: rowsIn{"materialy": {{"temat": "Budżet w pytaniach", "autor": "Skarbnik", "oddano": "@-11"}}}},
		{register: "konsultacje", status: "trwa", opened: 20, fields: map[string]string{"przedmiot": "Plac zabaw przy ulicy Młyńskiej", "podstawa": "zarządzenie nr 121/2026", "od": "@-9", "do": "@12", "formy": "formularz, mapa, dwa spotkania", "powiadomienie": "strona, DwuTygodnik, plakaty", "sprawozdanie_do": "@42", "komorka": "Wydział Inwestycji"}},
		{register: "konsultacje", status: "ogloszone", opened: 120, fields: map[string]string{"rodzaj": "konsultacje strategii", "przedmiot": "Strategia rozwoju do 2035 roku", "podstawa": "zarządzenie nr 77/2026", "od": "@-110", "do": "@-75", "formy": "formularz i trzy spotkania", "uczestnicy": "214 osób, w tym 61 do trzydziestego roku życia", "wyniki": "Najwięcej głosów dotyczyło komunikacji miejskiej.", "sprawozdanie": "@-40", "sprawozdanie_adres": "https://grodzisko.example/strategia"},
			rows: rowsIn{"uwagi_mieszkancow": {{"uwaga": "Autobus nad jezioro także w niedziele.", "stanowisko": "uwzględniono", "uzasadnienie": "Linia nr 6 od maja."}}}},
		{register: "wystapienia", status: "do_akceptacji", opened: 5, fields: map[string]string{"rodzaj": "wystąpienie", "okazja": "Otwarcie mostu Rybackiego", "okazja_data": "@w6", "adresat": "mieszkańcy i goście", "kto": "Andrzej Zawilski", "minuty": "4", "przygotowal": "Milena Karczmarek", "tekst": "Szanowni Państwo, ten most łączy dwa brzegi, które przez dwa lata dzieliła budowa."}},
		{register: "wystapienia", status: "przekazane", opened: 14, closed: true, fields: map[string]string{"okazja": "Setne urodziny mieszkanki", "okazja_data": "@-6", "adresat": "Pani Bronisława Wiekowa", "zwrot": "Szanowna Pani", "kto": "Andrzej Zawilski", "przygotowal": "Iga Sekretarska", "tekst": "Proszę przyjąć życzenia zdrowia i spokoju od całego miasta.", "zatwierdzono": "@-8", "przekazano": "@-6"}},
		{register: "publikacje", opened: 1, fields: map[string]string{"temat": "Mapa objazdów mostu Rybackiego", "kiedy": "@w2 08:00", "komorka": "ZDiZ", "autor": "Milena Karczmarek", "grafika": "Mapa z dwoma objazdami; obok opis przystanków tekstem."}},
		{register: "publikacje", status: "opublikowana", opened: 20, fields: map[string]string{"temat": "Harmonogram zimowego utrzymania dróg", "kiedy": "@-18 09:00", "tresc": "Kolejność odśnieżania ulic.", "dostepnosc": "@-18", "zatwierdzil": "Milena Karczmarek", "opublikowano": "@-18 09:05", "adres_publikacji": "https://grodzisko.example/zima", "wazne_do": "@30"}},
		{register: "bip", opened: 70, fields: map[string]string{"pozycja": "Rejestr umów", "komorka": "Skarbnik", "bip_adres": "https://bip.grodzisko.example/umowy", "cykl": "co miesiąc", "sprawdzono": "@-20", "wynik": "aktualne"}},
		{register: "bip", status: "do_poprawy", opened: 95, fields: map[string]string{"pozycja": "Oświadczenia majątkowe", "komorka": "Biuro Rady", "bip_adres": "https://bip.grodzisko.example/oswiadczenia", "cykl": "co rok", "sprawdzono": "@-3", "wynik": "brak metadanych", "metadane": "Brak daty wytworzenia i wprowadzającego.", "zlecono": "@-3", "poprawic_do": "@w3"}},
	}
}

// demoHall is the town hall's own days: secretariat and the President's board.
func demoHall() []demoCase {
	return []demoCase{
		{register: "sekretariat", opened: 2, fields: map[string]string{"rodzaj": "obecność na wydarzeniu", "kiedy": "@w4 11:30", "kiedy_koniec": "@w4 13:00", "miejsce": "Szkoła nr 3", "sprawa": "Jubileusz szkoły", "materialy": "list gratulacyjny"}},
		{register: "sekretariat", status: "do_zalatwienia", opened: 1, fields: map[string]string{"rodzaj": "telefon", "kiedy": "@-1 10:40", "kto": "wspólnota mieszkaniowa przy Młyńskiej", "sprawa": "Hałas przy budowie", "komorka": "ZDiZ", "oddzwonic_do": "@w1"}},
		{register: "sekretariat", status: "zalatwione", opened: 7, closed: true, fields: map[string]string{"rodzaj": "przyjęcie interesanta", "kiedy": "@-6 14:20", "u_kogo": "Zastępca", "kto": "Jan Przykładowy", "sprawa": "Zamiana mieszkania", "ustalenia": "Wniosek przekazano wydziałowi."}},
		{register: "kolegium", opened: 1, fields: map[string]string{"temat": "Otwarcie mostu i budżet", "numer": "31", "kiedy": "@w3 09:00", "miejsce": "gabinet Prezydenta", "przewodniczy": "Andrzej Zawilski"},
			rows: rowsIn{"porzadek": {{"punkt": "Harmonogram otwarcia mostu", "referuje": "dyrektor ZDiZ"}, {"punkt": "Stan prac nad budżetem", "referuje": "Skarbnik"}}}},
		{register: "kolegium", status: "wykonanie", opened: 12, fields: map[string]string{"temat": "Zimowe utrzymanie dróg", "numer": "30", "kiedy": "@-8 09:00", "protokolant": "Iga Sekretarska", "obecni": "Prezydent, Zastępcy, Sekretarz, Skarbnik", "przebieg": "Omówiono plan na zimę.", "protokol": "@-6"},
			rows: rowsIn{"ustalenia": {{"ustalenie": "Drugi pług na Zarzecze", "kto": "ZDiZ", "do_kiedy": "@w2"}, {"ustalenie": "Informacja o kolejności odśnieżania na stronie", "kto": "BPM", "do_kiedy": "@-4", "wykonano": "@-5"}}}},
	}
}

// demoPartners is work with other towns, at home and abroad.
func demoPartners() []demoCase {
	return []demoCase{
		{register: "partnerzy", status: "czynna", opened: 300, fields: map[string]string{"nazwa": "Seehausen", "kraj": "Niemcy", "uchwala": "XII/98/2009", "umowa_data": "@-4000", "umowa_jezyki": "polski, niemiecki"},
			rows: rowsIn{"projekty": {{"co": "Wymiana orkiestr", "kto": "GOK", "do_kiedy": "@45"}}, "kontakty": {{"kto": "Karin Wasser", "funkcja": "biuro burmistrza", "jezyk": "niemiecki"}}}},
		{register: "partnerzy", opened: 30, fields: map[string]string{"rodzaj": "list intencyjny", "nazwa": "Ežerupė", "kraj": "Litwa", "uwagi": "Pierwsze spotkanie odbyło się wiosną."}},
		{register: "partnerzy", status: "zakonczona", opened: 900, closed: true, fields: map[string]string{"nazwa": "Zaoziorsk", "kraj": "Rosja", "uchwala": "IX/70/2005", "zakonczono": "@-1700", "zakonczono_powod": "Uchwałę o współpracy uchylono."}},
		{register: "delegacje", opened: 15, fields: map[string]string{"okazja": "Otwarcie mostu Rybackiego", "skad": "Seehausen, Niemcy", "przyjazd": "@w4", "wyjazd": "@w6", "opiekun": "Iga Sekretarska", "jezyk": "niemiecki, tłumaczka z biura"},
			rows: rowsIn{"goscie": {{"kto": "Karin Wasser", "funkcja": "zastępczyni burmistrza"}}, "zadania": {{"zadanie": "rezerwacja noclegów", "kto": "BPM", "do_kiedy": "@w1"}, {"zadanie": "upominki", "kto": "BPM", "do_kiedy": "@w2", "gotowe": "tak"}}}},
		{register: "delegacje", status: "odbyta", opened: 50, fields: map[string]string{"okazja": "Jarmark nad jeziorem", "skad": "Ežerupė, Litwa", "przyjazd": "@-20", "wyjazd": "@-18", "opiekun": "Mikołaj Ostrówka"}},
		{register: "zwiazki", status: "czlonek", opened: 400, fields: map[string]string{"nazwa": "Związek Miast nad Jeziorami", "uchwala": "VII/41/1996", "od_kiedy": "@-9000", "delegat": "Hanna Borowik-Lach", "zebranie": "@40 10:00"},
			rows: rowsIn{"skladki": {{"rok": "2025", "kwota": "8 400", "do_kiedy": "@-300", "zaplacono": "@-310"}, {"rok": "2026", "kwota": "8 900", "do_kiedy": "@9"}}}},
		{register: "zwiazki", opened: 10, fields: map[string]string{"nazwa": "Stowarzyszenie Miast bez Barier", "uwagi": "Projekt uchwały na następną sesję."}},
	}
}
