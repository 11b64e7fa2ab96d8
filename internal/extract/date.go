package extract

import (
	"html"
	"slices"
	"strings"
	"sync"
	"time"
	"unicode/utf8"

	"prasowka/internal/polish"
)

// maxDateText bounds a text that is searched for dates, in bytes.
const maxDateText = 400

// Date reads a date as pages write it: "7 maja 2024", "7 V 2024",
// "07.05.2024, 12:30", "wczoraj, 12:30", "2 godz. temu", RFC 3339 and the
// forms of other languages. Of a line with several ("Aktualizacja: …
// Publikacja: …") it is that of publication. Wall clocks without a zone are
// Warsaw's; a date without an hour is its midnight. ref is what "wczoraj", a
// missing year and a bare hour count from; without it they mean nothing.
func Date(text string, ref time.Time) (time.Time, bool) {
	if strings.ContainsRune(text, '&') {
		text = html.UnescapeString(text)
	}
	published, modified := datePair(text, ref, "")
	if published.IsZero() {
		published = modified
	}
	return published, !published.IsZero()
}

// datePair reads the dates of publication and of the last change from one
// line about an article; either may be zero.
func datePair(text string, ref time.Time, lang string) (published, modified time.Time) {
	if at, ok := machineDate(text); ok {
		return at, time.Time{}
	}
	found := findDates(text, ref, lang)
	if m := publication(found); m != nil {
		published = m.at
	}
	for _, m := range found {
		if m.updated {
			return published, m.at
		}
	}
	return published, time.Time{}
}

// publication is the mention that tells the date of publication: the first that
// is labelled so, or the first that is not of a change; nil when all are.
func publication(found []mention) *mention {
	var first *mention
	for i := range found {
		switch m := &found[i]; {
		case m.updated:
		case m.published:
			return m
		case first == nil:
			first = m
		}
	}
	return first
}

var machineLayouts = []string{
	time.RFC3339Nano, "2006-01-02T15:04:05-0700", "2006-01-02T15:04-07:00", "2006-01-02 15:04:05-07:00", "2006-01-02 15:04:05 -0700",
	time.RFC1123Z, time.RFC1123, "Mon, 2 Jan 2006 15:04:05 -0700", "Mon, 2 Jan 2006 15:04:05 MST", time.ANSIC, time.UnixDate,
	"20060102T15:04:05Z07:00", "20060102T150405Z0700", "20060102T150405", "20060102", "200601021504", "20060102150405", "Mon Jan 02 15:04:05 MST 2006", "Mon Jan 02 2006 15:04:05 GMT-0700",
}

// machineDate reads what programs write. Without a zone it is Warsaw's clock.
func machineDate(text string) (time.Time, bool) {
	text = strings.TrimSpace(text)
	if len(text) < 8 || len(text) > 120 {
		return time.Time{}, false
	}
	if i := strings.IndexByte(text, '['); i > 0 { // Java: 2024-05-07T12:30+02:00[Europe/Warsaw]
		text = text[:i]
	}
	if i := strings.Index(text, " ("); i > 0 { // JavaScript: … GMT+0200 (CEST)
		text = text[:i]
	}
	if ms, ok := strings.CutPrefix(text, "/Date("); ok { // .NET: /Date(1552550400000+0100)/
		text = ms[:len(ms)-len(strings.TrimLeft(ms, "0123456789"))]
	}
	for _, layout := range machineLayouts {
		if at, err := time.ParseInLocation(layout, text, polish.Warsaw); err == nil && plausible(at.Year()) {
			return at, true
		}
	}
	if digits := strings.TrimLeft(text, "0123456789"); digits == "" && (len(text) == 10 || len(text) == 13) {
		sec := int64(0)
		for i := range 10 {
			sec = sec*10 + int64(text[i]-'0')
		}
		if at := time.Unix(sec, 0).In(polish.Warsaw); sec > 600_000_000 && plausible(at.Year()) {
			return at, true
		}
	}
	return time.Time{}, false
}

func plausible(year int) bool { return year >= 1990 && year <= 2100 }

// A mention is a date found in a text.
type mention struct {
	at         time.Time
	start, end int  // bytes in the text
	clock      bool // it says the hour
	year       bool // it says the year
	updated    bool // labelled as the time of a change
	labelled   bool // labelled as the time of writing or of publication
	published  bool // labelled as the time of publication and nothing else
	relative   bool // counted from the reference
	bare       bool // an hour alone, taken for today's
}

// updateWords and publishWords label the date after them, folded.
var updateWords = wordSet(fold(`aktualizacja aktualizacji aktualizowano zaktualizowano akt aktual zmodyfikowano zmodyfikowany modyfikacja modyfikacji
	zmodyfikowal zaktualizowal poprawil edytowal edytowano edycja zmiana zmieniono poprawiono updated update modified revised aktualisiert stand bearbeitet mis modifie actualizado actualizada
	actualizacion aggiornato aggiornamento atualizado atualizada uppdaterad oppdatert opdateret bijgewerkt gewijzigd guncelleme guncellenme paivitetty uppdaterat aktualizace atnaujinta 修改 更新 修正 수정 обновлена aktualizovano frissitve обновлено оновлено
	измененo изменено изменён дополнено редактировано ажурирано измењено azurirano izmjena izmijenjeno posodobljeno актуализирана актуализирано обновена
	actualizat actualizare actualizarii modificat muokattu uuendatud muudetud atjaunots atjauninats redigeret redigert redigerad endret oppdatering
	ενημερωση ενημερωθηκε τροποποιηθηκε diperbarui diperbaharui dikemaskini imesasishwa imehaririwa guncellendi duzenlenme duzeltme yenilenib modificato modificado
	modifiee rettet herzien עודכן עדכון تحديث حدث محدث بروزرساني ويرايش अपडेट अद्यतन अपडेटेड আপডেট হালনাগাদ แก้ไข ปรับปรุง อัปเดต อัพเดต 최종수정 갱신 perditesuar
	anderung geandert aktualisierung uberarbeitet modificacion modifica atualizacao atualizacoes aangepast bewerkt andrad ændret upraveno zmeneno zmena upravene aktualizovane
	modositva frissites redaguota pakeista labots змінено изменено редакция обновление оновлення`))

var publishWords = wordSet(fold(`opublikowal dodal zamiescil wprowadzil wytworzyl utworzyl publikacja publikacji opublikowano opublikowany opublikowana dodano dodany dodana data utworzono utworzony utworzona
	utworzenia wytworzenia dodania wprowadzono wprowadzenia napisano wyslano wstawiono zamieszczono zamieszczony umieszczono ogloszono wytworzono dnia przez redakcja redakcje redaktor published publication posted publicado publicada publie
	veroffentlicht erstellt pubblicato gepubliceerd publicerad publicerat publisert publicat publikuota yayinlanma giris 发布 発表 입력 등록 опубликована julkaistu zverejneno publikovano objavljeno опубликовано date created
	erschienen eingestellt verfasst geschrieben gepostet geschreven skrevet skrivet gespeichert released issued filed published publiee paru publicacion publicacao creado criado inserito creato pubblicata geplaatst
	skapad lagt udgivet offentliggjort publicerades luotu avaldatud lisatud publicets paskelbta ievietots megjelent kozzeteve letrehozva vydano vlozeno uverejnene pridane
	postat adaugat scris објављено опубликувано публикувано публикувана добавлено создано размещено додано створено objavljen objavljena postavljeno objava
	δημοσιευση δημοσιευθηκε δημοσιευτηκε αναρτηθηκε dipublikasikan terbit diterbitkan tayang diposting tarikh imechapishwa ilichapishwa eklenme eklendi yayinlandi yayin tarih tarihi
	đang פורסם פרסום נוצר نشر نشرت منشور تاريخ انتشار درج प्रकाशित प्रकाशन प्रकाशनतिथि প্রকাশ প্রকাশিত โพสต์ เผยแพร่ วันที่ 승인 발행 작성 게시 기사입력 기사등록 公開 掲載 投稿 作成 配信 時間 时间 日期 发布于 发表于 發布 發佈 發表 刊登 publikuar botuar ligne`))

// createdWords among them tell when a document was made, which may be long
// before it was published; fillerLabels say only that a date follows.
var (
	createdWords = wordSet(fold(`wprowadzil wytworzyl utworzyl creado creato luotu utworzono utworzony utworzona utworzenia wytworzono wytworzenia napisano wyslano wprowadzono wprowadzenia erstellt created`))
	fillerLabels = wordSet(fold(`data date dnia przez redakcja redakcje redaktor tarih tarihi tarikh تاريخ 日期 時間 时间 วันที่`))
)

// dayWords are the days of the week in other languages, and joiners the words
// that tie dates, hours and labels together. A line of them and a date tells
// nothing else.
var (
	dayWords = foldSet(`montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag mon die mit don fre sam son lundi mardi mercredi jeudi vendredi samedi dimanche
		lunes martes miercoles jueves viernes sabado domingo lunedi martedi mercoledi giovedi venerdi domenica segunda terca quarta quinta sexta feira
		maandag dinsdag woensdag donderdag vrijdag zaterdag zondag mandag tirsdag onsdag torsdag fredag lordag sondag tisdag maanantai tiistai keskiviikko torstai perjantai lauantai sunnuntai
		pondeli utery streda ctvrtek patek nedele pondelok utorok stvrtok piatok nedela hetfo kedd szerda csutortok pentek szombat vasarnap luni marti miercuri joi vineri sambata duminica
		ponedjeljak utorak srijeda cetvrtak petak subota nedjelja ponedeljak sreda nedelja понедељак уторак среда четвртак петак субота недеља
		понедельник вторник четверг пятница суббота воскресенье понеділок вівторок середа четвер пятниця субота неділя понеделник сряда четвъртък петък събота
		δευτερα τριτη τεταρτη πεμπτη παρασκευη σαββατο κυριακη pazartesi sali carsamba persembe cuma cumartesi pazar
		senin selasa rabu kamis jumat sabtu minggu ahad jumatatu jumanne jumatano alhamisi ijumaa jumamosi jumapili thu hai tu nam sau bay chu nhat
		الاثنين الثلاثاء الاربعاء الخميس الجمعة السبت الاحد شنبه يكشنبه دوشنبه سه چهارشنبه پنجشنبه جمعه ראשון שני שלישי רביעי חמישי שישי שבת יום
		सोमवार मंगलवार बुधवार गुरुवार शुक्रवार शनिवार रविवार จันทร์ อังคาร พุธ พฤหัสบดี ศุกร์ เสาร์ อาทิตย์ วัน วันจันทร์ที่ วันอังคารที่ วันพุธที่ วันพฤหัสบดีที่ วันศุกร์ที่ วันเสาร์ที่ วันอาทิตย์ที่ วันที่ เวลา 월요일 화요일 수요일 목요일 금요일 토요일 일요일 月曜日 火曜日 水曜日 木曜日 金曜日 土曜日 日曜日`)
	joiners = foldSet(`uhr ore hrs hs godz godzina klo kl wib wita wit ist am pm um on at o le la el il em den dnia w v à a as alle alla and und et y e i last ultima ultimo ultim derniere letzte
		mise mis jour il the naposledy por par om aan kello saat στις και ac em as ob u la ora oras вчера в о об um h น اخر آخر هـ م ه ق ص ظهر`)
)

// foldSet is a set of words, folded, made when it is first asked.
func foldSet(words string) func() map[string]bool {
	return sync.OnceValue(func() map[string]bool { return wordSet(fold(words)) })
}

// joins tells a word, folded, that says nothing of its own beside a date.
func joins(word string) bool {
	_, day := weekdayForms[word]
	return day || dayWords()[word] || joiners()[word] || updateWords[word] || publishWords[word]
}

// findDates finds the dates of a short text, in order.
func findDates(text string, ref time.Time, lang string) []mention {
	if len(text) > maxDateText {
		text = text[:maxDateText]
		for len(text) > 0 && !utf8.ValidString(text[len(text)-1:]) && text[len(text)-1] >= 0x80 {
			text = text[:len(text)-1]
		}
	}
	d := dateReader{toks: dateTokens(text), ref: ref, lang: lang}
	if !ref.IsZero() {
		d.ref = ref.In(polish.Warsaw)
	}
	var found []mention
	updated, labelled, published := false, false, false
	for i := 0; i < len(d.toks) && len(found) < 8; {
		if m, next := d.read(i, found); next > i {
			m.start, m.end = d.toks[i].start, d.toks[next-1].end
			m.updated, m.labelled, m.published = updated, labelled && !updated, published && !updated
			found = append(found, m)
			i, updated, labelled, published = next, false, false, false
			continue
		}
		if t := d.toks[i]; t.kind == tokWord {
			switch {
			case updateWords[t.word] || holdsOne(t.word, "更新", "修正", "수정", "갱신"):
				updated = true
			case (publishWords[t.word] || holdsOne(t.word, "公開", "掲載", "配信", "发布", "發布", "입력", "등록")) && !(updated && (t.word == "data" || t.word == "date" || t.word == "dnia")):
				updated, labelled = false, true
				published = !createdWords[t.word] && (published || !fillerLabels[t.word])
			}
		}
		i++
	}
	return found
}

// holdsOne tells a short word of a script without spaces that holds one of the
// labels: "最終更新日".
func holdsOne(word string, labels ...string) bool {
	if word < "\u3000" || len(word) > 6*len("日") {
		return false
	}
	return slices.ContainsFunc(labels, func(label string) bool { return strings.Contains(word, label) })
}

// fixedRef stands for a reference where only the form of a date is asked.
var fixedRef = time.Date(2024, 5, 7, 12, 0, 0, 0, time.UTC)

// dateLine tells a line that holds a date, its label, and nothing else.
func dateLine(text string) bool {
	if n := utf8.RuneCountInString(text); n > 160 || n < 5 {
		return false
	}
	hasDigit := strings.ContainsAny(text, "0123456789")
	found := findDates(text, fixedRef, "")
	if len(found) == 0 || !hasDigit && len(text) > 40 {
		return false
	}
	left, from := 0, 0
	rest := func(s string) {
		for _, t := range dateTokens(s) {
			if t.kind == tokWord && len(t.word) > 2 && !joins(t.word) {
				left++
			}
		}
	}
	for _, m := range found {
		rest(text[from:m.start])
		from = m.end
	}
	rest(text[from:])
	return left <= 1
}
