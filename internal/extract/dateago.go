package extract

import (
	"strings"
	"sync"
	"time"
)

// A namedDay is a day told by its name.
type namedDay struct {
	at      time.Time
	weekday bool
}

// dayNames are the days told from the reference, folded, with how many days
// back they lie.
var dayNames = sync.OnceValue(func() map[string]int {
	table := map[string]int{}
	for back, words := range []string{
		`dziś dzisiaj dzisiejszy today heute hoy oggi dnes danas сегодня сьогодні сёння днес idag vandaag hoje astăzi azi tänään bugün šiandien šodien
		σήμερα اليوم امروز היום 今天 今日 오늘 आज`,
		`wczoraj wczorajszy yesterday gestern hier ayer ieri včera jučer вчера вчора учора igår gisteren ontem tegnap eilen vakar eile χθες أمس ديروز אתמול 昨天 昨日 어제`,
		`przedwczoraj onegdaj vorgestern позавчера позавчора předevčírem`,
	} {
		for w := range strings.FieldsSeq(words) {
			table[fold(w)] = back
		}
	}
	return table
})

// maxNamedText is how many tokens a text has in which a weekday without an hour
// is a date ("w sobotę wieczorem") and not prose.
const maxNamedText = 3

// named reads dziś, wczoraj, przedwczoraj, "w poniedziałek" and their kin in
// other languages. They need a reference.
func (d *dateReader) named(i int) (namedDay, int) {
	t := d.tok(i)
	if t.kind != tokWord || d.ref.IsZero() || len(t.word) < 2 {
		return namedDay{}, i
	}
	if w, ok := weekdayForms[t.word]; ok {
		back := (int(d.ref.Weekday()) - int(w) + 7) % 7
		if p := d.tok(i - 1).word; back == 0 && (strings.HasPrefix(p, "ubiegl") || strings.HasPrefix(p, "zeszl") || strings.HasPrefix(p, "ostatni")) {
			back = 7
		}
		return namedDay{d.ref.AddDate(0, 0, -back), true}, d.skipDot(i + 1)
	}
	back, ok := dayNames()[t.word]
	if t.is("hier") && d.lang != "fr" && len(d.toks) > 1 { // "here" in German: yesterday only with an hour
		if h, _ := d.clockAfter(i + 1); !h.colon {
			return namedDay{}, i
		}
	}
	if !ok || len(d.toks) > 24 && i > 4 { // prose: "… jak mówił wczoraj …"
		return namedDay{}, i
	}
	return namedDay{d.ref.AddDate(0, 0, -back), false}, i + 1
}

// saidInFull tells that a date by numbers or names, or a span, follows a named
// day and says more than it: "wczoraj, 18 września, 21:40". One without a year and a month's
// name ("ndz., 15.09") must fall on the day named, or it is an hour.
func (d *dateReader) saidInFull(named namedDay, i int) bool {
	for k := i; k < i+4 && k < len(d.toks); k++ {
		if _, next := d.ago(k); next > k {
			return true
		}
		if day, next := d.calendar(k); next > k {
			at, ok := d.place(day)
			return ok && (day.year != 0 || d.tok(next-1).kind == tokWord || d.tok(k).kind == tokWord || d.tok(k+1).kind == tokWord ||
				!named.weekday && sameDay(at, named.at) || named.weekday && at.Weekday() == named.at.Weekday())
		}
		if _, day := weekdayForms[d.tok(k).word]; !day && d.tok(k).kind != tokPunct {
			return false
		}
	}
	return false
}

// numerals say how many, folded.
var numerals = sync.OnceValue(func() map[string]float64 {
	table := map[string]float64{}
	for words, n := range map[string]float64{
		"pół pol half": 0.5, "półtorej półtora": 1.5, "kilka kilkoma parę paroma": 3, "kilkanaście kilkunastoma": 15,
		"jedna jeden jedno jedną jednym a an one ein eine einer einem un una une uno een en ett um uma один одну одна": 1,
		"dwa dwie dwoma dwiema two zwei deux dos due два дві две":                                                      2, "trzy trzema three drei trois tres tre три": 3,
		"cztery czterema four": 4, "pięć pięcioma five": 5, "sześć sześcioma": 6, "siedem siedmioma": 7, "osiem ośmioma": 8, "dziewięć dziewięcioma": 9, "dziesięć dziesięcioma": 10,
		"piętnaście piętnastoma": 15, "dwadzieścia dwudziestoma": 20, "trzydzieści": 30, "czterdzieści": 40, "pięćdziesiąt": 50,
	} {
		for w := range strings.FieldsSeq(words) {
			table[fold(w)] = n
		}
	}
	return table
})

// A timeUnit is a span, or a number of months.
type timeUnit struct {
	span   time.Duration
	months float64
}

// timeUnits are the units of time in the cases that "temu", "przed" and their
// kin want, folded.
var timeUnits = sync.OnceValue(func() map[string]timeUnit {
	const day = 24 * time.Hour
	table := map[string]timeUnit{}
	for _, u := range []struct {
		unit  timeUnit
		words string
	}{
		{timeUnit{span: time.Second}, `s sek sekund sekundy sekundę sekunda sekundą sekundami second seconds sec secs sekunden segundos secondes secondi секунд`},
		{timeUnit{span: time.Minute}, `m min minut minuty minutę minuta minutą minutami minute minutes mins minuten minutos minuto minuti minuter minutter minuuttia
			минут минуты минуту хвилин хвилини хвилину минути perce λεπτά dakika phút 分 分钟 分鐘 분 دقيقة دقائق דקות मिनट`},
		{timeUnit{span: 15 * time.Minute}, `kwadrans kwadranse kwadransy kwadransem`},
		{timeUnit{span: time.Hour}, `h g godz godzin godziny godzinę godzina godziną godzinami hour hours hr hrs stunden stunde heure heures hora horas ora ore uur uren
			timer time timme timmar tuntia tunti hodin hodiny hodinou hodinami sati sata час часа часов годину години годин órája ώρες ώρα saat valandas stundām giờ jam
			小时 小時 時間 시간 ساعة ساعات שעות שעה घंटे`},
		{timeUnit{span: day}, `d dni dzień dnia dn dniem dniami day days tagen tage tag jour jours día días dia dias giorno giorni dagen dag dage dagar päivää dny dnem dana
			день дня дней дні днів дни zile napja μέρες ημέρες gün hari ngày 天 日 일 يوم أيام ימים दिन`},
		{timeUnit{span: 7 * day}, `tydzień tygodnie tygodni tyg tygodnia tygodniem tygodniami week weeks wochen woche semaine semaines semana semanas settimana settimane weken
			uker vecka veckor uger týdny týdnem неделю недели недель тиждень тижні săptămâni hafta`},
		{timeUnit{months: 1}, `miesiąc miesiące miesięcy mies mc miesiącem miesiącami month months monat monaten mois mes meses mese mesi maanden måneder månader měsíci месяц месяца месяцев`},
		{timeUnit{months: 12}, `rok lata lat roku rokiem laty year years jahr jahren ans años anos anni jaar год года лет роки`},
	} {
		for w := range strings.FieldsSeq(u.words) {
			table[fold(w)] = u.unit
		}
	}
	return table
})

// agoWords end a span that lies back; sinceWords begin one.
var (
	agoWords   = wordSet(`temu ago назад тому fa geleden siden sedan atras sitten once tagasi lalu truoc 前 전 पहल पहले`)
	sinceWords = wordSet(`przed sprzed pred vor hace ha acum prije преди πριν منذ قبل לפני pries pirms`)
)

// ago reads "przed chwilą", "godzinę temu", "2 godz. 15 min. temu",
// "przed 2 godzinami", "an hour ago" and "hace 3 horas".
func (d *dateReader) ago(i int) (time.Time, int) {
	if d.ref.IsZero() {
		return time.Time{}, i
	}
	t := d.tok(i)
	moment := func(t dateTok) bool {
		return t.is("chwila") || t.is("chwile") || t.is("chwilka") || t.is("chwilke") || t.is("moment") || t.is("momentem")
	}
	switch {
	case t.is("przed") && moment(d.tok(i+1)), moment(t) && d.tok(i+1).is("temu"), t.is("just") && d.tok(i+1).is("now"):
		return d.ref, i + 2
	case (t.is("teraz") || t.is("now")) && len(d.toks) <= 4:
		return d.ref, i + 1
	case t.kind == tokWord && sinceWords[t.word], t.is("il") && d.tok(i+1).is("y") && d.tok(i+2).is("a"):
		start := i + 1
		if t.is("il") {
			start = i + 3
		}
		return d.span(start, false)
	}
	return d.span(i, true)
}

// span reads how long ago something was; marked asks for "temu" after it. An
// hour may follow whole days: "2 dni temu, 12:30".
func (d *dateReader) span(i int, marked bool) (time.Time, int) {
	at, k, whole := d.ref, i, false
	for parts := 0; parts < 4; parts++ {
		count, explicit := 1.0, false
		u := k
		if d.tok(u).is("i") || d.tok(u).is("oraz") || d.tok(u).is(",") {
			u++
		}
		if n := d.tok(u); n.kind == tokNum && n.n >= 0 && n.digits <= 4 {
			count, explicit = float64(n.n), true
			u++
		} else if v, ok := numerals()[n.word]; ok && n.kind == tokWord {
			count, explicit = v, true
			u++
		}
		word, sealed := cutAgo(d.tok(u).word)
		unit, ok := timeUnits()[word]
		if !ok || !explicit && (parts > 0 && u == k || len(word) < 3) {
			break
		}
		at, whole = unit.before(at, count), unit.span >= 24*time.Hour || unit.months > 0
		k = d.skipDot(u + 1)
		switch next := d.tok(k); {
		case sealed:
			return d.atClock(at, k, whole)
		case next.kind == tokWord && agoWords[next.word]:
			return d.atClock(at, k+1, whole)
		}
	}
	if marked || k == i {
		return time.Time{}, i
	}
	return d.atClock(at, k, whole)
}

// cutAgo takes off the word for "ago" where a language writes it onto the unit.
func cutAgo(word string) (unit string, sealed bool) {
	for _, suffix := range []string{"前", "전"} {
		if unit, ok := strings.CutSuffix(word, suffix); ok && unit != "" {
			return unit, true
		}
	}
	return word, word == "oraja" || word == "perce" || word == "napja"
}

// before is the time that lies a count of units before at.
func (u timeUnit) before(at time.Time, count float64) time.Time {
	switch months := u.months * count; {
	case u.months > 0:
		return at.AddDate(0, -int(months), 0)
	case u.span >= 24*time.Hour && count == float64(int(count)):
		return at.AddDate(0, 0, -int(u.span/(24*time.Hour))*int(count))
	}
	return at.Add(-time.Duration(count * float64(u.span)))
}

// atClock puts the hour that follows on a day that was told as so long ago.
func (d *dateReader) atClock(at time.Time, k int, whole bool) (time.Time, int) {
	if whole {
		if h, end := d.clockAfter(k); end > k && h.colon {
			return d.settle(at, h, true).at, end
		}
	}
	return at, k
}
