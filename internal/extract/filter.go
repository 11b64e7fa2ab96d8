package extract

import (
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html/atom"
)

// maxAppeal is the length in bytes up to which a line may be taken for an
// appeal, a label or a caption. A longer one is prose that mentions it.
const maxAppeal = 320

// wholeJunk are lines that are nothing but furniture, in several languages of
// the press; matched on the lower-case line without outer punctuation.
var wholeJunk = lazyRegexp(`^(?:` + strings.Join([]string{
	`reklama|koniec reklamy|ogłoszenie|artykuł sponsorowany|materiał partnera|dalsza część (?:artykułu|tekstu|materiału)?.{0,20}pod (?:reklamą|wideo|video|materiałem (?:wideo|video|filmowym)|galerią|zdjęciem|spodem)|reszta artykułu pod reklamą|(?:dalszy ciąg|ciąg dalszy|dalsza część)(?: artykułu| tekstu| materiału)?(?: znajduje się)? (?:pod|poniżej) ?(?:reklam\p{L}*|wideo|film\p{L}*|zdjęci\p{L}*|galeri\p{L}*)?`,
	`advertisement|sponsored|anzeige|werbung|publicidad|publicité|pubblicità|annonse|mainos|reklam|story continues below(?: advertisement)?|article continues (?:below|after).{0,40}`,
	`udostępnij.{0,40}|podziel się.{0,30}|poleć znajomym|tweetnij|tweet|shares?|share (?:this|it|on|via|now|article|story|post|page|link).{0,20}|compartir|partager|teilen|condividi|compartilhar|delen|sdílet|поделиться|поділитися|分享|シェアする|공유|مشاركة|paylaş|lubię to!?|drukuj|wydrukuj|wyślij znajomemu|kopiuj link|skopiuj link|zapisz artykuł|posłuchaj artykułu|odsłuchaj artykuł|słuchaj artykułu|pdf|drukuj artykuł|wersja do druku|e-?mail|facebook|twitter|whatsapp|messenger|linkedin|x|google\+?|pinterest`,
	`(?:dodaj |zobacz |pokaż )?(?:komentarze?|komentarzy|komentarz)\s*(?:\(?\d+\)?)?|\d+ komentarz[ye]?|skomentuj.{0,30}|brak komentarzy|comments?(?: \(?\d+\)?)?|\d+ comments?|leave a (?:comment|reply)|kommentare?(?: \(?\d+\)?)?`,
	`(?:liczba )?(?:odsłon|wyświetleń|odwiedzin|odczytów|wejść|odsłony|wyświetlenia|wyświetlono|views|aufrufe|przeczytano|czytano|visits|hits)\s*:?\s*[\d  .,]*(?: razy)?|[\d  .]+ (?:odsłon|wyświetleń|odsłony|wyświetlenia|views|razy)|przeczytano [\d  .]+ razy`,
	`[\d\s.,:/|•·+-]+`,
	`(?:wstecz|powrót|wróć|do góry|następny|poprzedni|dalej|następna strona|poprzedni artykuł|następny artykuł|poprzednia strona|back|next|previous|menu|szukaj|zaloguj(?: się)?|rozwiń|zwiń|więcej|czytaj więcej|czytaj dalej|czytaj całość|read more|weiterlesen|zobacz galerię.{0,40}|zobacz zdjęcia.{0,20}|galeria(?: zdjęć)?|(?:galeria|zdjęcia|foto) ?\(\d+\)|zobacz więcej(?: zdjęć)?|(?:następne|poprzednie) zdjęcie|szczegóły|play|odtwórz|wideo|video|loading|ładowanie)(?:\s*[»>→›]+)?`,
	`(?:edycja|redakcja|korekta|montaż)(?: tekstu| materiału)?\s*:.{0,60}|(?:posłuchaj|obejrzyj|zobacz)(?: (?:całej |całego )?(?:relacji|rozmowy|materiału|reportażu|audycji|wywiadu)(?: \p{L}+ \p{L}+)?)?\s*:?|pobierz(?: plik| nagranie)?|(?:wytworzył|opublikował|data (?:utworzenia|wytworzenia|publikacji|modyfikacji)|liczba (?:wyświetleń|odsłon|odwiedzin)|metryczka|rejestr zmian|pierwsza publikacja|wytwarzający/ ?odpowiadający)\s*:?.{0,60}`,
	`(?:your|twoja) (?:browser|przeglądarka).{0,80}|trwa ładowanie.{0,40}|javascript (?:is|must|needs|should|jest|musi|nie)\b.{0,70}|(?:please )?enable javascript.{0,60}|włącz (?:obsługę )?javascript.{0,60}|odtwarzacz.{0,70}|this is a modal window.{0,80}|opublikowany przez .{3,80}|post udostępniony przez .{3,80}|wyświetl ten post na instagramie|adres(?: strony)?\s*:\s*http.{3,120}|przepisz kod.{0,30}|ten tekst przeczytasz w .{0,30}|oceń (?:ten )?(?:artykuł|tekst|materiał)|pobieranie|zgłoś (?:błąd|naruszenie|nadużycie|literówkę).{0,40}|.{0,30}\d+ os(?:ób|oby|oba) lubią? to|0?0:00.{0,20}|wczytywanie.{0,30}`,
	`(?:powiązane|podobne) (?:artykuły|wiadomości|tematy)|(?:related|similar|more) (?:news|articles|stories|posts|content)|(?:noticias|artículos|notas|contenidos?) relacionad[ao]s?|(?:notícias|artigos) relacionad[ao]s|(?:articles|sujets) (?:similaires|liés|associés)|(?:articoli|notizie) correlat[ei]|(?:ähnliche|verwandte|weitere) (?:artikel|themen|beiträge)|gerelateerde? (?:artikelen|berichten)|relaterade? artiklar|relaterte saker|aiheesta lisää|související (?:články|témata)|súvisiace (?:články|témy)|kapcsolódó cikkek|articole (?:similare|pe aceeași temă)|похожие (?:новости|статьи|материалы)|материалы по теме|схожі (?:новини|матеріали)|σχετικά (?:άρθρα|νέα)|ilgili haberler|(?:أخبار|مواضيع|مقالات) ذات صلة|مطالب مرتبط|כתבות (?:נוספות|קשורות)|संबंधित (?:खबरें|समाचार)|bài (?:viết )?liên quan|tin liên quan|berita terkait`,
	`(?:#[\p{L}\d_]+[\s,]*)+|(?:ετικέτες|ετικετεσ|теги|тэги|метки|етикети|мітки|etiquetas|etichette|étiquettes|mots[- ]clés|palabras clave|schlagwörter|címkék|štítky|klíčová slova|etiketler|タグ|标签|標籤|태그|وسوم|תגיות)\s*[:：].{0,200}`,
	`(?:kaynak|πηγή|извор|джерело|источник|izvor|nguồn|sumber|fonte|fuente|lähde|källa|kilde|forrás|zdroj|来源|出典|مصدر|منبع|المصدر|מקור)\s*[:：].{0,60}|\(?(?:mti|afp|ansa|dpa|apa|efe|lusa|čtk|tasr|lta|avec \p{L}{2,6}|con \p{L}{2,6}|con información de .{0,40})\)|\(?this story has not been edited by.{0,160}|डिस्क्लेमर\s*[:：].{0,260}`,
	`انتهای پیام\s*/?|کپی لینک|(?:جميع )?(?:حقوق النشر|الحقوق) محفوظة.{0,40}|sdílejte(?: článek)?|sdílet(?: článek)?|từ khóa\s*:.{0,120}|gambas:.{0,60}|bagikan(?: artikel)?.{0,20}|compartir(?: en .{0,20})?|partager(?: l[’']article| sur .{0,20})?|condividi(?: su .{0,20})?|compartilhar?(?: no .{0,20})?`,
	`(?:tagi|słowa kluczowe|tags?|schlagworte?|kategorie|kategoria|etykiety|temat|tematy)\s*:.{0,200}`,
	`(?:©.{0,150}|(?:copyright|\(c\))\s*(?:©|\(c\)|\d{4}|by |:).{0,150}|copyright|copyright\b.{0,80}\b(?:19|20)\d\d\b.{0,30})|(?:wszelkie|wszystkie) prawa zastrzeżone.{0,150}|all rights reserved.{0,60}|alle rechte vorbehalten.{0,40}`,
}, "|") + `)$`)

// startJunk begin a line that leads elsewhere or belongs to a picture.
var startJunk = lazyRegexp(`^(?:` + strings.Join([]string{
	`(?:►|▶|>>|»|→|➡|👉|zobacz|czytaj|przeczytaj|sprawdź|poczytaj|obejrzyj|posłuchaj)?\s*:?\s*(?:czytaj|przeczytaj|zobacz|sprawdź|obejrzyj|polecamy|warto przeczytać|poczytaj|dowiedz się)\s*,?\s*(?:też|także|również|więcej|koniecznie|dalej|inne)(?:[^\p{L}]|$)`,
	`(?:więcej|inne|pozostałe|zobacz inne) (?:wiadomości |artykuły |informacje )?z (?:działu|kategorii|tej kategorii|regionu|powiatu)(?:[^\p{L}].{0,40})?$|źródło (?:zdjęcia|zdjęć|fotografii|grafiki)|polecamy\s*:|polecane\s*:|warto (?:przeczytać|zobaczyć)\s*:|więcej na ten temat|powiązane (?:artykuły|tematy|wiadomości)|podobne (?:artykuły|wiadomości|tematy)|najczęściej czytane|najnowsze (?:wiadomości|artykuły)|pozostałe (?:artykuły|wiadomości)|zobacz na mapie`,
	`(?:read|see) (?:also|more|next)\b|related(?: articles?| stories| posts)?\s*:?$|more (?:on|from|about) |also read|lesen sie auch|mehr zum thema|weitere (?:artikel|themen|beiträge|informationen zum)|auch interessant|lire aussi|à lire aussi|à lire :|le puede interesar|lea (?:también|además)|leia (?:também|mais)|te puede interesar|leggi anche|más sobre|läs också|lees ook|les også`,
	`(?:leer|lea|lee) (?:más|además)|también (?:te )?puedes? (?:leer|interesar)|veja (?:também|mais)|saiba mais\s*[:»]|lire (?:la suite|également)|à lire également|voir aussi|sur le même sujet|leggi (?:tutto|pure)|potrebbe interessarti|lesen sie (?:mehr|hier)|mehr dazu|das könnte sie auch interessieren|zum thema\s*:|lees (?:meer|verder)|läs (?:mer|även)|læs også|les mer|lue (?:myös|lisää)`,
	`čtěte (?:také|více|i)|přečtěte si|čítajte (?:aj|viac)|prečítajte si|olvas(?:sa|d) (?:el|tovább)|kapcsolódó (?:cikk|hír)|cite[sșş]te (?:[sșş]i|mai)|vezi [sșş]i|pročitaj(?:te)? (?:još|i|više)|ilgili haber|ayrıca (?:oku|bak)|baca juga|xem thêm|đọc thêm|skaityk(?:ite)? (?:taip|daugiau)|lasi(?:et)? (?:arī|vēl)|loe (?:ka|lisaks)`,
	`(?:читайте|смотрите|читать) (?:также|ещ[её]|по теме|далее)|по теме\s*:|подпис(?:ывайтесь|аться) на|(?:читайте|дивіться) також|підпис(?:уйтесь|уйтеся|атися) на|чытайце таксама|(?:вижте|прочетете|четете|четете) (?:още|също)|прочитај(?:те)? (?:још|и)|διαβάστε (?:επίσης|ακόμ)|δείτε (?:επίσης|ακόμ)`,
	`相关(?:阅读|新闻|报道|链接|推荐)|延伸(?:阅读|閱讀)|責任編輯|责任编辑|(?:关注|扫码).{0,20}(?:公众号|微信)|あわせて読みたい|関連記事|続きを読む|【関連|관련 ?기사|무단 ?전재|저작권자|(?:اقرأ|إقرأ|شاهد|طالع) (?:أيض|ايض|المزيد)|بیشتر بخوانید|عرض المزيد|קראו (?:גם|עוד)|ข่าวที่เกี่ยวข้อง|อ่านเพิ่มเติม|यह भी पढ़ें|ये भी पढ़ें`,
	`soma pia|(?:আরও|আরো) পড়ুন|อ่าน(?:ข่าว)?(?:เพิ่มเติม|ต่อ)|baca (?:juga|selengkapnya)|lee también|【?(?:写真|画像|動画|関連|あわせて読みたい)】|图为|（?资料图|資料圖`,
	`(?:ảnh|picha|kuva|kuvat|ภาพ|ছবি|फोटो|تصویر|عکس|nyitókép|borítókép|címlapkép|crédits? photos?|crédito de la foto|kapak fotoğrafı|fotografija|фотографија|фотография)\s*[:：/]|사진\s*[=:]`,
	`\(?(?:fot|foto|zdj|zdjęcie|zdjęcia|źródło zdjęcia|autor zdjęcia|autor zdjęć|fotografia|photo(?:s)?(?: by)?|image(?: credit)?|picture|photo credit|credit|bild(?:quelle)?|foto(?:s)?|crédito|video by|grafika|ilustracja|il|rys|фото|видео|відео|снимка|φωτό|φωτογραφία|fotoğraf|fotó|صورة|תמונה|צילום|写真|사진)\s*[.:/]`,
	`(?:photo|foto|zdjęcie) (?:by|ilustracyjne|archiwalne|poglądowe|główne)|na (?:zdjęciu|zdjęciach|fotografii|zdj)\s*[.:]|(?:zobacz )?(?:wideo|video)\s*:`,
	`(?:napisz|pisz|mail) do (?:autora|autorki|autorów|redakcji|nas)\s*:|(?:skontaktuj się|kontakt) z (?:autorem|autorką|redakcją)\s*:`,
	`join our newsletter|sign up (?:for|to)|subscribe to|newsletter abonnieren|follow us on|siguenos en|folgen sie uns|suivez-nous|síguenos|suscr[íi]bete|abonnez-vous|iscriviti|jetzt (?:abonnieren|anmelden)|siga-nos|assine |get the latest|never miss`,
}, "|") + `)`)

// captionEnd is the credit that ends a picture's caption.
var captionEnd = lazyRegexp(`(?:\(|/|\||–|-|\.|,)\s*(?:fot|foto|zdj|zdjęcie|zdjęcia|photo|photos|picture|pictures|bild|archiwum)\s*(?:[.:/]|by\b).{2,60}$`)

// isCaption tells a line that ends in a photographer's credit.
func isCaption(low string) bool {
	for _, word := range []string{"fot", "zdj", "photo", "pictur", "bild", "archiw"} {
		if strings.Contains(low, word) {
			return captionEnd().MatchString(low)
		}
	}
	return false
}

// An appealForm is one way in which an outlet asks something of its readers.
type appealForm struct {
	stems   string // one of these stands in every such line; separated by commas
	pattern string
}

// appealForms are matched on the lower-case line. A pattern that may begin
// anywhere costs much: it is asked only where one of its stems stands.
var appealForms = []appealForm{
	{`świad`, `(?:byłeś|byłaś|jesteś|byliście|jesteście)(?:/aś|\(aś\)|aś|/byłaś)?\s*(?:lub byłaś)?\s*świadk`},
	{`dołącz,zaprasza,zapisz`, `(?:dołącz|dołączcie|zapraszamy|zapisz się)\s+(?:już dziś\s+)?(?:do|na)\s+(?:naszej|nasz[ąe]?|naszego|nasze)\s+(?:grup|kana|społeczno|facebook|profil|fanpage|newsletter|instagram|stron)`},
	{`polub,obserwuj,śledź,znajdź,odwiedź`, `(?:polub|polubcie|obserwuj|śledź|znajdź|odwiedź|obserwujcie|śledźcie)\s+(?:nas|nasz)\b.{0,40}(?:facebook|instagram|twitter|google|tiktok|youtube|profil|fanpage|kana|wiadomości|x\b|fb)`},
	{`obserwuj,śledź,jesteśmy,bieżąco,przegap`, `obserwuj nas|śledź nas|jesteśmy (?:też |także |również )?na (?:facebook|instagram|google news)|bądź na bieżąco|chcesz być na bieżąco|nie przegap (?:żadn|najważ)`},
	{`newsletter,subskryb,powiadomie`, `zapisz się (?:na|do) (?:nasz(?:ego|ą)? )?(?:bezpłatn\S+ )?newsletter|subskrybuj|zasubskrybuj|włącz powiadomienia`},
	{`masz,macie,widzi,wiesz,zauważy`, `(?:masz|macie) (?:dla nas )?(?:ciekaw\S+ |interesując\S+ |jakiś )?(?:temat|informacj|news|zdjęci|film|wideo|nagrani)|(?:widzisz|widziałeś|wiesz o|zauważyłeś)\s.{0,60}(?:napisz|daj (?:nam )?znać|zadzwoń|poinformuj)`},
	{`napisz,piszcie,wyślij,prześlij,przyślij,wysyłaj,czekamy`, `(?:napisz|piszcie|wyślij|prześlij|przyślij|wysyłaj|czekamy na)\s.{0,80}(?:do (?:nas|redakcji)|na (?:adres|nasz|maila|skrzynk|facebook)|sygnał|kontakt(?:24)?@|alert)`},
	{`zachęcamy,zapraszamy`, `(?:zachęcamy|zapraszamy) do (?:komentowania|dyskusji|polubienia|śledzenia|wsparcia|obserwowania)`},
	{`postaw,kup,wesprzyj,wspieraj,przekaż`, `(?:postaw|kup) (?:nam )?(?:wirtualn\S+ )?kaw[ęe]|wesprzyj (?:nas|naszą|redakcję|niezależn)|wspieraj nas|przekaż .{0,20}1[,.]5\s?%.{0,30}(?:nam|nas|krs)`},
	{`aby ,żeby ,by ,pozosta,dostęp,wykup,prenumerat,bez ograniczeń`, `(?:aby|żeby|by) (?:przeczytać|czytać|kontynuować|zobaczyć|odblokować).{0,60}(?:kup|wykup|zaloguj|subskryp|prenumerat|dostęp)|pozostało\s+(?:do przeczytania\s+)?(?:jeszcze\s+)?\d+\s?%|(?:treść|artykuł|materiał|tekst) dostępn[ya] (?:tylko |jest )?dla (?:prenumerator|subskrybent|zalogowan)|wykup (?:dostęp|subskrypcję|prenumeratę)|kup prenumeratę|czytaj bez ograniczeń`},
	{`cookie,polityk`, `(?:korzystanie|używam|wykorzystuj).{0,80}(?:plik(?:i|ów)|technologi\S+) cookies?|polityk[aią] (?:prywatności|cookies)\b.{0,60}$|we use cookies|cookies? policy`},
	{`zaloguj,komentarz,log in,login,danych osobowych,redakcja,portal,wydawca,adres`, `zaloguj się.{0,20}(?:komentarz|skomentować)|(?:aby|żeby|by) (?:dodać|napisać) komentarz|log ?in to (?:comment|post|reply)|administratorem (?:pani/pana |twoich |państwa )?danych osobowych|komentarze (?:publikowane|zamieszczane|są prywatnymi|są opiniami)|(?:redakcja|portal|wydawca)\s.{0,40}nie (?:ponosi|bierze|odpowiada)\s.{0,40}(?:komentarz|opini|treś)|za treść komentarzy|komentarz zostanie opublikowany|twój adres e-?mail nie zostanie opublikowany|dodając komentarz`},
	{`newsletter,letter,boletín,biuletyn,nieuwsbrief,nyhetsbrev,hírlevel,recevez,chaque,every,jeden,cada,ogni`, `(?:recevez|inscri\p{L}+|abonn\p{L}+|receive|sign up|subscribe|get our|recib\p{L}+|suscr\p{L}+|ricevi|registr\p{L}+|anmeld\p{L}+|abonnier\p{L}+|zapis\p{L}+|odebír\p{L}+|feliratkoz\p{L}+|abonea\p{L}+|assin\p{L}+|schrijf|ontvang)\b.{0,60}\b(?:newsletters?|infolettre|boletín|biuletyn|nieuwsbrief|nyhetsbrev|hírlevel\p{L}*)|recevez (?:chaque|tous|gratuitement|nos).{0,80}|(?:chaque|every|jeden|cada|ogni) (?:matin|morning|morgen|mañana|mattina).{0,40}(?:inbox|boîte|postfach|correo|newsletter)`},
	{`follow,join,segui,siga,sígue,síguenos,suive,folge,folg,volg,sleduj,kövess,takip,ikuti,simak,theo dõi,ติดตาม,تابع,دنبال,फॉलो,লাইক,ফলো,прат,підпис,подпис,הצטרפ,עקבו,seuraa,följ,urmăr,følg,扫描,扫码,掃描,팔로우,구독,フォロー,ακολουθ,lajk`,
		`^.{0,25}(?:follow (?:us|me|our|on)\b|join (?:us|our)\b|seguici|siga|síguenos|sígue|suivez|folgen sie|folgt (?:uns|mir)|folge uns|volg |sleduj|kövess|takip|ikuti|simak|theo dõi|ติดตาม|تابع|دنبال|फॉलो|লাইক|ফলো|прат|підпис|подпис|הצטרפ|עקבו|seuraa|följ|urmăr|følg|ακολουθ|lajk).{0,70}(?:whats ?app|telegram|facebook|instagram|google news|youtube|viber|tiktok|twitter|line @|zalo|واتساب|فيسبوك|تلغرام|تلگرام|व्हाट्सएप|फेसबुक|ফেসবুক|фејсбук|фейсбук|телеграм|инстаграм|טלגרם|וואטסאפ|פייסבוק)` +
			`|^.{0,25}(?:whats ?app|telegram|facebook|instagram|google news|youtube|viber|व्हाट्सएप|ফেসবুক).{0,40}(?:takip|kövess|ikuti|फॉलो|লাইক|ফলো|팔로우|구독|フォロー)|(?:扫描|扫码|掃描).{0,20}(?:二维码|關注|关注)`},
	{`google,by s,by c,by r,agree,коммент,komment,comment,komentowa,нашли,無断,禁止,不得,版权,riservata,derechos,droits`, `google\s+news|by (?:signing up|subscribing|clicking|registering).{0,60}agree|комментарии закрыты|kommentar(?:funktion|e|bereich)\b.{0,60}(?:geschlossen|deaktiviert|gesperrt)|comments (?:are|have been) (?:closed|disabled|turned off)|(?:możliwość komentowania|komentowanie).{0,60}(?:wyłączon|zablokowan)|нашли (?:опечатку|ошибку)|無断(?:転載|複写)|禁止转载|不得转载|版权所有|riproduzione riservata|todos los derechos reservados|tous droits réservés`},
	{`trenowania,uczenia,szkolenia,eksploracj,mining,zgody,kapitał,koncesj,wydawca`, `(?:trenowania|uczenia|szkolenia) (?:systemów|modeli|algorytmów)|eksploracj\p{L}+ tekst|text and data mining|bez (?:uprzedniej |pisemnej )*zgody (?:wydawcy|redakcji)|kapitał zakładowy|koncesj\p{L}+ krajowej rady|^wydawca\s*:`},
	{`poszukuje,szuka,zatrudni,szukamy,prenumerat,subskrypcj,abonament,pomocny,przydatny,interesując,ciekaw`, `(?:wydawca|redakcja|wydawnictwo|nasz portal|gazeta|tygodnik)\b.{0,60}\b(?:poszukuje|szuka|zatrudni)\b|szukamy (?:dziennikarz|redaktor|współpracownik)|w ramach (?:jednej )?(?:prenumeraty|subskrypcji|abonamentu)|czy (?:ten )?(?:artykuł|tekst|materiał) (?:był|jest|okazał się) (?:dla ciebie )?(?:pomocny|przydatny|interesujący|ciekawy)`},
	{`dołącz,dołączcie`, `dołącz(?:cie)? do (?:naszej |naszego )?(?:grup\p{L}*|kanału|społeczności|obserwujących)\s.{0,80}(?:facebook|fb\b|whats ?app|messenger|telegram|instagram)`},
	{`aplikacj`, `(?:pobierz|zainstaluj|ściągnij)(?:cie)? (?:naszą |bezpłatną |darmową )?aplikację.{0,60}(?:czytaj|bądź|śledź|nie przegap|wiadomości|android|ios)|pobierz naszą aplikację`},
	{`wyślemy,wysyłamy,otrzymuj,skrzynk`, `(?:zostaw|podaj|wpisz) (?:nam )?(?:swój )?(?:adres|e-?mail).{0,80}(?:wyślemy|wysyłamy|otrzym)|(?:wiadomości|informacje|newsy|artykuły).{0,30}na (?:twoją|swoją) skrzynkę`},
	{`wspieraj,zł,bez reklam`, `wspieraj (?:lokalne |niezależne |wolne )+(?:media|dziennikarstw)|czytać .{0,40}bez (?:reklam|ograniczeń)`},
	{`wesprzeć,stawiając`, `(?:możesz|możecie|zechcesz|chcesz) nas wesprzeć|stawiając (?:nam )?(?:wirtualną )?kaw`},
	{`zgłosić temat,messenger,zadzwoń,dzwoń`, `chcesz (?:nam )?zgłosić temat|(?:za)?dzwoń(?:cie)?\s.{0,50}(?:lub|albo|i) (?:na)?pisz`},
	{`quiz`, `(?:rozwiąż|sprawdź się w|zagraj w|weź udział w)\s.{0,20}quiz`},
	{`sądzicie,myślicie,uważacie`, `\bwy\b.{0,30}(?:sądzicie|myślicie|uważacie).{0,60}(?:opini|komentarz|głos)`},
	{`po przeczytaniu`, `jak się czujesz po przeczytaniu`},
	{`wydani,numer`, `^(?:ten )?(?:artykuł|tekst|materiał) (?:pochodzi|ukazał się|został opublikowany)\s.{0,30}(?:wydani|numer)`},
	{`masz informacj,skontaktuj`, `masz (?:więcej )?informacj.{0,40}(?:sprawie|temat)|skontaktuj się z (?:autorem|autorką|nami|redakcją)`},
	{`odpowiedzialność,internau`, `internauci piszący|odpowiedzialność za (?:zamieszczan\p{L}+ |publikowan\p{L}+ )?(?:treś|komentarz|opini)|ingerowania w treść komentarz`},
	{`kopiowanie,materiał,rozpowszechni`, `materiały?\s.{0,60}chronion\p{L}+ (?:są |jest )?praw|kopiowanie.{0,60}(?:zabronione|bez zgody)|materiał chroniony prawem autorskim|dalsze rozpowszechnianie.{0,60}(?:zgod|regulamin)`},
}

var appeals = sync.OnceValue(func() []func(low string) bool {
	var asks []func(string) bool
	for _, form := range appealForms {
		stems, pattern := strings.Split(form.stems, ","), lazyRegexp(form.pattern)
		asks = append(asks, func(low string) bool {
			return slices.ContainsFunc(stems, func(stem string) bool { return strings.Contains(low, stem) }) && pattern().MatchString(low)
		})
	}
	return asks
})

// isAppeal tells a line in which the outlet asks something of its readers, or
// tells them the rules of its page.
func isAppeal(low string) bool {
	return slices.ContainsFunc(appeals(), func(asks func(string) bool) bool { return asks(low) })
}

// junk tells that a kept line is not the article's.
func junk(l line) bool {
	n := utf8.RuneCountInString(l.text)
	if n > maxAppeal {
		return false
	}
	low := strings.ToLower(strings.TrimFunc(l.text, func(r rune) bool {
		return unicode.IsSpace(r) || strings.ContainsRune(".:…*|-–—[]（）", r)
	}))
	if low == "" {
		return true
	}
	if inTable(l) && !strings.HasPrefix(low, "copyright") && !strings.HasPrefix(low, "©") {
		return recordLine().MatchString(low) // numbers and marks are a table's content
	}
	return wholeJunk().MatchString(low) || (n < 200 && (startJunk().MatchString(low) || isCaption(low))) || !isSpoken(l.text) && isAppeal(low)
}

// isSpoken tells what somebody in the article says, and who: "– Pobierzcie
// aplikację – radzi prezes".
func isSpoken(text string) bool {
	speech, dashed := strings.CutPrefix(text, "– ")
	return dashed && strings.Contains(speech, " – ")
}

// recordLine is a row of the record that an office keeps of a document.
var recordLine = lazyRegexp(`^(?:podmiot (?:udostępniający|publikujący)|(?:data |czas |osoba |informację |dokument )?(?:wytworzył|wytworzyła|wytworzenia|wytwarzając|opublikował|opublikowała|publikując|wprowadził|wprowadziła|wprowadzenia|udostępnił|modyfikacji|aktualizacji|publikacji)\p{L}*(?: w bip| dokument| informację)?|ostatni[oa] (?:modyfikacja|aktualizacja|zmodyfikował|zmieniony)|liczba (?:wyświetleń|odsłon|odwiedzin|wejść)|odpowiedzialny za treść)\s*:`)

// readingWord begins what leads to another article: "Pisaliśmy o tym: …".
var readingWord = lazyRegexp(`^[^\p{L}]*(?:czytaj|przeczytaj|czytajcie|poczytaj|zobacz|obejrzyj|posłuchaj|polecamy|pisaliśmy|informowaliśmy|więcej|sprawdź|wcześniej|w temacie|warto|to też|to może)\b[^.?!]{0,40}[:>»→|–-]\s*$`)

// leadsElsewhere tells a line that is a label of that kind, or an arrow, and a link.
func leadsElsewhere(l line) bool {
	if n := len(l.text); n > maxAppeal || l.links < 12 || l.links >= n || l.links*2 < n {
		return false
	}
	head := strings.ToLower(l.text[:len(l.text)-l.links])
	return readingWord().MatchString(head) || l.node.DataAtom != atom.Li && strings.ContainsFunc(head, unicode.IsSymbol) && !strings.ContainsFunc(head, unicode.IsLetter)
}

// inTable tells a row of a table of data; in a table of layout the line's own
// block is within a cell.
func inTable(l line) bool {
	return l.node != nil && (l.node.DataAtom == atom.Tr || l.node.DataAtom == atom.Tbody || l.node.DataAtom == atom.Table)
}

// linkLine tells a line that is nothing but a link to something else.
func linkLine(l line) bool {
	return l.links*10 >= len(l.text)*9 && len(l.text) > 12
}

// strip takes the furniture out of elected lines: junk lines, links to other
// articles, the headline itself, a date or byline that stands alone.
func strip(lines []line, title string, m *meta) []line {
	lines = withoutTail(lines)
	links := 0
	for _, l := range lines {
		if linkLine(l) {
			links++
		}
	}
	linkList := 2*links > len(lines) // an article that is a list of links keeps them
	titleKey := keyOf(title)
	kept := make([]line, 0, len(lines))
	prose := 0         // paragraphs so far
	elsewhere := false // the line before was dropped and heads links to other articles
	for i, l := range lines {
		if utf8.RuneCountInString(l.text) > 120 {
			prose++
		}
		if elsewhere = junk(l) || elsewhere && linkLine(l) && !linkList; elsewhere {
			continue
		}
		switch {
		case leadsElsewhere(l) && !linkList:
			elsewhere = true
			continue
		case eventLine().MatchString(l.text): // when something is held is news
		case !linkList && linkLine(l) && l.node != nil && l.node.DataAtom != atom.Li:
			continue
		case i < 6 && titleKey != "" && (l.key == titleKey || l.node != nil && l.node.DataAtom == atom.H1):
			continue
		case i < 6 && titleKey != "" && strings.HasPrefix(l.key, titleKey) && dateLine(l.text[min(len(title), len(l.text)):]):
			continue
		case (i < 8 || i >= len(lines)-3) && !inTable(l) && (dateLine(l.text) || notAuthors[strings.ReplaceAll(strings.ToLower(l.text), " ", "")]):
			continue
		case (i < 8 && prose < 2 || i >= len(lines)-3) && isMetaLine(l, m):
			continue
		case i >= len(lines)-3 && i > 0 && m.isAddressLine(l.text):
			continue
		}
		kept = append(kept, l)
	}
	return withoutEmptyHeads(kept)
}

// maxLabel is how many characters a heading has at most that only announces
// what follows it, maxBareLabel how many bytes one that is no heading.
const (
	maxLabel     = 60
	maxBareLabel = 30
)

// withoutEmptyHeads takes headings and labels off the end: no article ends with
// the announcement of more.
func withoutEmptyHeads(kept []line) []line {
	for n := 0; n < 3 && len(kept) > 2; n++ {
		last := kept[len(kept)-1]
		heads := last.node != nil && isHeading(last.node) && !strings.ContainsAny(last.text[len(last.text)-1:], ".!?") || strings.HasSuffix(last.text, ":") && len(last.text) < maxBareLabel && !inTable(last)
		if !heads || utf8.RuneCountInString(last.text) > maxLabel {
			break
		}
		kept = kept[:len(kept)-1]
	}
	return kept
}
