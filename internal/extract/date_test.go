package extract

import (
	"os"
	"strings"
	"testing"
	"time"

	"prasowka/internal/polish"
)

// ref is Tuesday, 7 May 2024, 14:00 in Warsaw.
var dateRef = time.Date(2024, 5, 7, 14, 0, 0, 0, polish.Warsaw)

func TestDate(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"7 maja 2024", "2024-05-07T00:00:00+02:00"},
		{"7 V 2024", "2024-05-07T00:00:00+02:00"},
		{"7.V.2024", "2024-05-07T00:00:00+02:00"},
		{"07.05.2024, 12:30", "2024-05-07T12:30:00+02:00"},
		{"07.05.2024 r., godz. 12.30", "2024-05-07T12:30:00+02:00"},
		{"7 maja 2024 r. o godz. 12:30", "2024-05-07T12:30:00+02:00"},
		{"7 maja 2024 roku, godz. 12", "2024-05-07T12:00:00+02:00"},
		{"wtorek, 7 maja 2024, 08:05", "2024-05-07T08:05:00+02:00"},
		{"wt., 07.05.2024 - 08:05", "2024-05-07T08:05:00+02:00"},
		{"12:30, 7 maja 2024", "2024-05-07T12:30:00+02:00"},
		{"12:30 07.05.2024", "2024-05-07T12:30:00+02:00"},
		{"2024-05-07 12:30:15", "2024-05-07T12:30:15+02:00"},
		{"2024-05-07T12:30:15Z", "2024-05-07T14:30:15+02:00"},
		{"2024-05-07", "2024-05-07T00:00:00+02:00"},
		{"07/05/2024", "2024-05-07T00:00:00+02:00"},
		{"7.5.24", "2024-05-07T00:00:00+02:00"},
		{"wczoraj, 12:30", "2024-05-06T12:30:00+02:00"},
		{"Wczoraj 23:59", "2024-05-06T23:59:00+02:00"},
		{"dziś, 09:15", "2024-05-07T09:15:00+02:00"},
		{"Dzisiaj o 9:15", "2024-05-07T09:15:00+02:00"},
		{"przedwczoraj, 10:00", "2024-05-05T10:00:00+02:00"},
		{"wczoraj", "2024-05-06T00:00:00+02:00"},
		{"przed chwilą", "2024-05-07T14:00:00+02:00"},
		{"godzinę temu", "2024-05-07T13:00:00+02:00"},
		{"2 godz. temu", "2024-05-07T12:00:00+02:00"},
		{"2 godziny temu", "2024-05-07T12:00:00+02:00"},
		{"15 minut temu", "2024-05-07T13:45:00+02:00"},
		{"kwadrans temu", "2024-05-07T13:45:00+02:00"},
		{"pół godziny temu", "2024-05-07T13:30:00+02:00"},
		{"2 godz. 15 min. temu", "2024-05-07T11:45:00+02:00"},
		{"tydzień temu", "2024-04-30T14:00:00+02:00"},
		{"2 tyg. temu", "2024-04-23T14:00:00+02:00"},
		{"3 dni temu", "2024-05-04T14:00:00+02:00"},
		{"miesiąc temu", "2024-04-07T14:00:00+02:00"},
		{"rok temu", "2023-05-07T14:00:00+02:00"},
		{"Dodano: 7 maja 2024, 10:00, akt. 11:16", "2024-05-07T10:00:00+02:00"},
		{"07.05.2024 10:00 (aktualizacja 07.05.2024 11:16)", "2024-05-07T10:00:00+02:00"},
		{"Aktualizacja: 07.05.2024 11:16 Publikacja: 06.05.2024 10:00", "2024-05-06T10:00:00+02:00"},
		{"Data publikacji: 06.05.2024, data aktualizacji: 07.05.2024", "2024-05-06T00:00:00+02:00"},
		{"Ostatnia aktualizacja: 07.05.2024 11:16", "2024-05-07T11:16:00+02:00"},
		{"5 maja br.", "2024-05-05T00:00:00+02:00"},
		{"5 maja b.r.", "2024-05-05T00:00:00+02:00"},
		{"5 maja", "2024-05-05T00:00:00+02:00"},
		{"28 grudnia", "2023-12-28T00:00:00+01:00"},
		{"28 grudnia ub.r.", "2023-12-28T00:00:00+01:00"},
		{"05.05, 12:30", "2024-05-05T12:30:00+02:00"},
		{"28.12", "2023-12-28T00:00:00+01:00"},
		{"Poniedziałek, 10:00", "2024-05-06T10:00:00+02:00"},
		{"sob., 18:20", "2024-05-04T18:20:00+02:00"},
		{"09:40", "2024-05-07T09:40:00+02:00"},
		{"23:40", "2024-05-06T23:40:00+02:00"},
		{"1 paź 2023", "2023-10-01T00:00:00+02:00"},
		{"1 październik 2023, 7:05", "2023-10-01T07:05:00+02:00"},
		{"3 wrz 2023 16:20", "2023-09-03T16:20:00+02:00"},
		{"01.stycznia.2024", "2024-01-01T00:00:00+01:00"},
		{"3-maja-2024", "2024-05-03T00:00:00+02:00"},
		{"Opublikowano: 2024-05-07 | 12:30", "2024-05-07T12:30:00+02:00"},
		{"7 May 2024", "2024-05-07T00:00:00+02:00"},
		{"May 7, 2024 1:05 pm", "2024-05-07T13:05:00+02:00"},
		{"Tue, 07 May 2024 12:30:00 +0200", "2024-05-07T12:30:00+02:00"},
		{"7. Mai 2024, 12:30 Uhr", "2024-05-07T12:30:00+02:00"},
		{"7 mai 2024 à 14h30", "2024-05-07T14:30:00+02:00"},
		{"7 de mayo de 2024", "2024-05-07T00:00:00+02:00"},
		{"2024年5月7日 12:30", "2024-05-07T12:30:00+02:00"},
		{"2024년 5월 7일", "2024-05-07T00:00:00+02:00"},
		{"7 мая 2024, 12:30", "2024-05-07T12:30:00+02:00"},
		{"٧ مايو ٢٠٢٤", "2024-05-07T00:00:00+02:00"},
		{"7 พฤษภาคม 2567", "2024-05-07T00:00:00+02:00"},
		{"2023. május 7.", "2023-05-07T00:00:00+02:00"},
		{"Dzień dobry", ""},
		{"tel. 87 123 45 67", ""},
		{"10.2.1.5", ""},
		{"32.13.2024", ""},
		{"31 lutego 2024", ""},
		{"30.02.2024", ""},
		{"", ""},
		{"Kwota 12.05 zł za 3 szt. w sklepie przy ulicy Długiej w mieście", ""},
	} {
		got := ""
		if at, ok := Date(c.text, dateRef); ok {
			got = at.In(polish.Warsaw).Format(time.RFC3339)
		}
		if got != c.want {
			t.Errorf("Date(%q) = %q, want %q", c.text, got, c.want)
		}
	}
}

// TestPolishDates: testdata/dates.tsv holds what Polish pages write, as read on
// Thursday, 19 September 2024, 10:30; a line without a date must give none.
func TestPolishDates(t *testing.T) {
	ref := time.Date(2024, 9, 19, 10, 30, 0, 0, polish.Warsaw)
	table, err := os.ReadFile("testdata/dates.tsv")
	if err != nil {
		t.Fatal(err)
	}
	for l := range strings.Lines(string(table)) {
		text, want, _ := strings.Cut(strings.TrimRight(l, "\n"), "\t")
		got := ""
		if at, ok := Date(text, ref); ok {
			at = at.In(polish.Warsaw)
			if got = at.Format("2006-01-02T15:04"); at.Second() != 0 {
				got = at.Format("2006-01-02T15:04:05")
			}
		}
		if got != want {
			t.Errorf("Date(%q) = %q, want %q", text, got, want)
		}
	}
}

// TestForeignSpans: "today" and "ago" in the languages of the neighbours and of
// the large presses.
func TestForeignSpans(t *testing.T) {
	ref := time.Date(2024, 9, 19, 10, 30, 0, 0, polish.Warsaw)
	for text, want := range map[string]string{
		"2 hours ago": "19 08:30", "an hour ago": "19 09:30", "vor 2 Stunden": "19 08:30", "vor einer Stunde": "19 09:30", "vor 3 Tagen": "16 10:30",
		"il y a 2 heures": "19 08:30", "hace 20 minutos": "19 10:10", "há 2 dias": "17 10:30", "3 giorni fa": "16 10:30", "2 uur geleden": "19 08:30",
		"för 2 timmar sedan": "19 08:30", "for 2 timer siden": "19 08:30", "před 2 hodinami": "19 08:30", "2 часа назад": "19 08:30",
		"2 години тому": "19 08:30", "acum 2 ore": "19 08:30", "πριν 2 ώρες": "19 08:30", "2 saat önce": "19 08:30", "منذ 3 ساعات": "19 07:30",
		"לפני 3 שעות": "19 07:30", "3小时前": "19 07:30", "3 時間前": "19 07:30", "2일 전": "17 10:30", "3 घंटे पहले": "19 07:30", "2 órája": "19 08:30",
		"heute, 08:15": "19 08:15", "gestern 20:15 Uhr": "18 20:15", "hoy 8:15": "19 08:15", "igår 20:15": "18 20:15",
		"вчера, 20:15": "18 20:15", "сегодня 08:15": "19 08:15", "χθες 20:15": "18 20:15", "昨天 20:15": "18 20:15", "včera 20:15": "18 20:15",
	} {
		got := ""
		if at, ok := Date(text, ref); ok {
			got = at.In(polish.Warsaw).Format("02 15:04")
		}
		if got != want {
			t.Errorf("Date(%q) = %q, want %q", text, got, want)
		}
	}
}

func TestDatePair(t *testing.T) {
	for _, c := range []struct{ text, published, modified string }{
		{"Aktualizacja: 07.05.2024 11:16 Publikacja: 06.05.2024 10:00", "06 10:00", "07 11:16"},
		{"Dodano: 6 maja 2024, 10:00, akt. 11:16", "06 10:00", "06 11:16"},
		{"06.05.2024, 10:00 (aktualizacja 07.05.2024, 11:16)", "06 10:00", "07 11:16"},
		{"wczoraj, 10:00, akt. dziś, 11:16", "06 10:00", "07 11:16"},
		{"Opublikowano: 6 maja 2024 10:00 Zaktualizowano: 7 maja 2024 11:16", "06 10:00", "07 11:16"},
		{"Ostatnia modyfikacja: 07.05.2024 11:16", "", "07 11:16"},
	} {
		p, m := datePair(c.text, dateRef, "pl")
		show := func(at time.Time) string {
			if at.IsZero() {
				return ""
			}
			return at.In(polish.Warsaw).Format("02 15:04")
		}
		if show(p) != c.published || show(m) != c.modified {
			t.Errorf("datePair(%q) = %q, %q, want %q, %q", c.text, show(p), show(m), c.published, c.modified)
		}
	}
}

// TestOtherForms: 14 March 2019 as the languages of the world write it.
func TestOtherForms(t *testing.T) {
	for _, text := range []string{
		"2019 оны 3-р сарын 14", "2019ko martxoaren 14a", "14 ta' Marzu 2019", "14 Márta 2019", "14 Mawrth 2019", "14 ਮਾਰਚ 2019", "2019 මාර්තු 14", "14. Mäerz 2019",
		"ថ្ងៃទី១៤ ខែមីនា ឆ្នាំ២០១៩", "2019 ж. 14 наурыз", "2019 йил 14 март", "2019 m. kovo mėn. 14 d.", "2019. márc. 14., csütörtök", "2019. gada 14. marts", "14 ମାର୍ଚ୍ଚ 2019",
		"၂၀၁၉ ခုနှစ် မတ်လ ၁၄", "14 ມີນາ 2019", "14 มี.ค. 62", "14 มีนาคม พ.ศ. 2562", "14 Tháng Ba, 2019", "三月 14, 2019", "二〇一九年三月十四日", "14 de març del 2019", "14 d’març 2019",
		"Mar 14th '19", "Mar - 14 - 2019", "14 مارس، 2019", "14 maart '19", "14/Mar/19", "2019-Mar-14", "20190314 08:05", "14 Maris 2019", "۲۳ حوت ۱۳۹۷", "23 اسفند 1397", "/Date(1552550400000)/", "2019-03-14T7:05:0Z",
	} {
		at, ok := Date(text, time.Time{})
		if got := at.In(polish.Warsaw).Format(time.DateOnly); !ok || got != "2019-03-14" {
			t.Errorf("Date(%q) = %s, want 2019-03-14", text, got)
		}
	}
	if at, ok := Date("Joomla 2.4.10", time.Time{}); ok {
		t.Errorf("a version is read as %v", at)
	}
}

// TestAddressDate: days in addresses; where both orders are possible only the
// page's language decides.
func TestAddressDate(t *testing.T) {
	for _, c := range []struct{ address, lang, want string }{
		{"https://a.example/2024/05/07/x", "", "2024-05-07"},
		{"https://a.example/x-20240507.html", "", "2024-05-07"},
		{"https://a.example/News/120200622120908039/", "", "2020-06-22"},
		{"https://a.example/News/20200622120908/", "", "2020-06-22"},
		{"https://a.example/meldungen/29-10-2021", "", "2021-10-29"},
		{"https://a.example/08112021-online", "de", "2021-11-08"},
		{"https://a.example/08112021-online", "", ""},
		{"https://a.example/08-11-2021", "en", ""},
		{"https://a.example/08-25-2021", "en", "2021-08-25"},
		{"https://a.example/08-25-2021", "de", ""},
		{"https://a.example/25.08-2021", "de", ""},
		{"https://a.example/id/45678901234567890/", "", ""},
		{"https://copy.example/web/20160218174457/http://b.example/2010/05/19/x", "", "2010-05-19"},
		{"https://copy.example/web/20160218174457/http://b.example/x", "", ""},
	} {
		got := ""
		if at, ok := addressDate(c.address, c.lang); ok {
			got = at.Format(time.DateOnly)
		}
		if got != c.want {
			t.Errorf("addressDate(%q, %q) = %q, want %q", c.address, c.lang, got, c.want)
		}
	}
}

// TestOtherCalendars: days by the calendars, eras and names of other countries.
func TestOtherCalendars(t *testing.T) {
	ref := time.Date(2024, 5, 10, 10, 0, 0, 0, polish.Warsaw)
	for text, want := range map[string]string{
		"۱۴۰۳/۰۲/۱۸ - ۱۰:۲۰": "2024-05-07 10:20", "1402/12/29": "2024-03-19 00:00", "1403/01/01": "2024-03-20 00:00",
		"1403/12/30": "2025-03-20 00:00", "1404/01/01": "2025-03-21 00:00", "1399/12/30": "2021-03-20 00:00",
		"سه\u200cشنبه ۱۸ اردیبهشت ۱۴۰۳": "2024-05-07 00:00", "1445/10/28": "", // the Islamic year
		"7 أيار/مايو 2024": "2024-05-07 00:00", "12 تشرين الأول 2023": "2023-10-12 00:00", "12 كانون الأول/ديسمبر 2023": "2023-12-12 00:00",
		"令和6年5月7日 18時30分": "2024-05-07 18:30", "113年5月7日": "2024-05-07 00:00", "2024년 5월 7일 오후 3:20": "2024-05-07 15:20",
		"máj. 7. 10:25": "2024-05-07 10:25", "15 Agosti 2023": "2023-08-15 00:00", "07 மே 2024": "2024-05-07 00:00", "7 маусым 2023": "2023-06-07 00:00",
		"Hier finden Sie alles": "", "Hier, 12:30": "2024-05-09 12:30",
	} {
		got := ""
		if at, ok := Date(text, ref); ok {
			got = at.In(polish.Warsaw).Format("2006-01-02 15:04")
		}
		if got != want {
			t.Errorf("Date(%q) = %q, want %q", text, got, want)
		}
	}
}
