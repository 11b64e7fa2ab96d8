package extract

import (
	"strings"
	"sync"
	"time"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// monthForms are the names of months from January on, separated by commas;
// the forms of one month by spaces. Press pages write them in the case of the
// date ("maja"), in the nominative and abbreviated.
var monthForms = []string{
	/* pl */ `stycznia styczeń sty stycz styczniu,lutego luty lut lutym,marca marzec mar marcu,kwietnia kwiecień kwi kwiec kwietniu,maja maj maju,czerwca czerwiec cze czerw czerwcu,lipca lipiec lip lipcu,sierpnia sierpień sie sierp sierpniu,września wrzesień wrz wrzes wrześ wrześniu,października październik paź pażdziernika paźdz październiku,listopada listopad lis listop listopadzie,grudnia grudzień gru grudz grudniu`,
	/* en */ `january jan,february feb,march mar,april apr,may,june jun,july jul,august aug,september sep sept,october oct,november nov,december dec`,
	/* de */ `januar jänner jän,februar feber,märz mär mrz,april,mai,juni,juli,august,september,oktober okt,november,dezember dez`,
	/* fr */ `janvier janv,février févr fév,mars,avril avr,mai,juin,juillet juil,août aoû,septembre,octobre,novembre,décembre déc`,
	/* es */ `enero ene,febrero,marzo,abril abr,mayo,junio,julio,agosto ago,septiembre setiembre set,octubre,noviembre,diciembre dic`,
	/* it */ `gennaio gen genn,febbraio febbr,marzo,aprile,maggio mag magg,giugno giu,luglio lug,agosto,settembre sett,ottobre ott,novembre,dicembre`,
	/* pt */ `janeiro,fevereiro fev,março,abril,maio,junho,julho,agosto,setembro,outubro out,novembro,dezembro`,
	/* nl */ `januari,februari,maart mrt,april,mei,juni,juli,augustus,september,oktober,november,december`,
	/* sv da nb */ `januari januar,februari februar,mars marts,april,maj mai,juni,juli,augusti august,september,oktober,november,december desember des`,
	/* fi */ `tammikuuta tammikuu tammi,helmikuuta helmikuu helmi,maaliskuuta maaliskuu maalis,huhtikuuta huhtikuu huhti,toukokuuta toukokuu touko,kesäkuuta kesäkuu kesä,heinäkuuta heinäkuu heinä,elokuuta elokuu elo,syyskuuta syyskuu syys,lokakuuta lokakuu loka,marraskuuta marraskuu marras,joulukuuta joulukuu joulu`,
	/* cs */ `ledna leden led,února únor úno,března březen bře,dubna duben dub,května květen kvě,června červen čvn,července červenec čvc,srpna srpen srp,září zář,října říjen říj,listopadu,prosince prosinec pro`,
	/* sk */ `januára január,februára február,marca marec,apríla apríl,mája máj,júna jún,júla júl,augusta august,septembra september,októbra október,novembra november,decembra december`,
	/* hu */ `január jan,február febr,március márc,április ápr,május máj,június jún,július júl,augusztus aug,szeptember szept,október okt,november nov,december dec`,
	/* ro */ `ianuarie ian,februarie,martie,aprilie,mai,iunie iun,iulie iul,august,septembrie,octombrie,noiembrie noi,decembrie`,
	/* sl sr hr */ `januarja januara siječnja siječanj,februarja februara veljače veljača,marca marta ožujka ožujak,aprila travnja travanj,maja svibnja svibanj,junija juna lipnja lipanj,julija jula srpnja srpanj,avgusta avgust kolovoza kolovoz,septembra rujna rujan,oktobra,novembra studenoga studenog studeni,decembra prosinca prosinac`,
	/* ru */ `января январь янв,февраля февраль фев,марта март мар,апреля апрель апр,мая май,июня июнь июн,июля июль июл,августа август авг,сентября сентябрь сен сент,октября октябрь окт,ноября ноябрь ноя,декабря декабрь дек`,
	/* uk */ `січня січень,лютого лютий,березня березень,квітня квітень,травня травень,червня червень,липня липень,серпня серпень,вересня вересень,жовтня жовтень,листопада листопад,грудня грудень`,
	/* be */ `студзеня,лютага,сакавіка,красавіка,траўня мая,чэрвеня,ліпеня,жніўня,верасня,кастрычніка,лістапада,снежня`,
	/* bg mk */ `януари јануари,февруари фебруари,март,април,май мај,юни јуни,юли јули,август,септември,октомври,ноември,декември`,
	/* sr */ `јануар јануара,фебруар фебруара,март марта,април априла,мај маја,јун јуна,јул јула,август августа,септембар септембра,октобар октобра,новембар новембра,децембар децембра`,
	/* el */ `ιανουαρίου ιανουάριος ιαν,φεβρουαρίου φεβρουάριος φεβ,μαρτίου μάρτιος μαρ,απριλίου απρίλιος απρ,μαΐου μάιος μαϊ,ιουνίου ιούνιος ιουν,ιουλίου ιούλιος ιουλ,αυγούστου αύγουστος αυγ,σεπτεμβρίου σεπτέμβριος σεπ,οκτωβρίου οκτώβριος οκτ,νοεμβρίου νοέμβριος νοε,δεκεμβρίου δεκέμβριος δεκ`,
	/* tr */ `ocak oca,şubat şub,mart,nisan nis,mayıs,haziran haz,temmuz tem,ağustos ağu,eylül eyl,ekim eki,kasım kas,aralık ara`,
	/* lt */ `sausio sausis,vasario vasaris,kovo kovas,balandžio balandis,gegužės gegužė,birželio birželis,liepos liepa,rugpjūčio rugpjūtis,rugsėjo rugsėjis,spalio spalis,lapkričio lapkritis,gruodžio gruodis`,
	/* lv */ `janvāris janvārī,februāris februārī,marts martā,aprīlis aprīlī,maijs maijā,jūnijs jūnijā,jūlijs jūlijā,augusts augustā,septembris septembrī,oktobris oktobrī,novembris novembrī,decembris decembrī`,
	/* et */ `jaanuar jaan,veebruar veebr,märts,aprill,mai,juuni,juuli,august,september,oktoober,november,detsember dets`,
	/* id ms */ `januari,februari,maret mac,april,mei,juni jun,juli julai,agustus ogos,september,oktober,november nopember,desember disember`,
	/* ca */ `gener,febrer,març,abril,maig,juny,juliol,agost,setembre,octubre,novembre,desembre`,
	/* sw */ `januari,februari,machi,aprili,mei,juni,julai,agosti,septemba,oktoba,novemba,desemba`,
	/* tl */ `enero,pebrero,marso,abril,mayo,hunyo,hulyo,agosto,setyembre,oktubre,nobyembre,disyembre`,
	/* sq */ `janar,shkurt,mars,prill,maj,qershor,korrik,gusht,shtator,tetor,nentor,dhjetor`,
	/* is fo */ `janúar,febrúar,mars,apríl,maí,júní,júlí,ágúst,september,október,nóvember,desember`,
	/* gl */ `xaneiro xan,febreiro,marzo,abril,maio,xuño,xullo,agosto,setembro,outubro,novembro,decembro`,
	/* eu */ `urtarrila urtarrilaren,otsaila otsailaren,martxoa martxoaren,apirila apirilaren,maiatza maiatzaren,ekaina ekainaren,uztaila uztailaren,abuztua abuztuaren,iraila irailaren,urria urriaren,azaroa azaroaren,abendua abenduaren`,
	/* af */ `januarie,februarie,maart,april,mei,junie,julie,augustus,september,oktober,november,desember`,
	/* az uz */ `yanvar,fevral,mart,aprel,may,iyun,iyul,avqust avgust,sentyabr sentabr,oktyabr oktabr,noyabr,dekabr`,
	/* kk */ `қаңтар,ақпан,наурыз,сәуір,мамыр,маусым,шілде,тамыз,қыркүйек,қазан,қараша,желтоқсан`,
	/* ka */ `იანვარი იანვარს იან,თებერვალი თებ,მარტი მარ,აპრილი აპრ,მაისი მაი,ივნისი ივნ,ივლისი ივლ,აგვისტო აგვ,სექტემბერი სექ,ოქტომბერი ოქტ,ნოემბერი ნოე,დეკემბერი დეკ`,
	/* hy */ `հունվարի հունվար,փետրվարի փետրվար,մարտի մարտ,ապրիլի ապրիլ,մայիսի մայիս,հունիսի հունիս,հուլիսի հուլիս,օգոստոսի օգոստոս,սեպտեմբերի սեպտեմբեր,հոկտեմբերի հոկտեմբեր,նոյեմբերի նոյեմբեր,դեկտեմբերի դեկտեմբեր`,
	/* ar of the Levant; two words are joined by a dot */ `كانون.الثاني,شباط,آذار,نيسان,أيار,حزيران,تموز,آب,أيلول,تشرين.الأول,تشرين.الثاني,كانون.الأول`,
	/* ar of the Maghreb */ `جانفي,فيفري,مارس,أفريل,ماي,جوان,جويلية,أوت غشت,شتنبر,أكتوبر,نونبر,دجنبر`,
	/* ur */ `جنوری,فروری,مارچ,اپریل,مئی,جون,جولائی,اگست,ستمبر,اکتوبر,نومبر,دسمبر`,
	/* mr ne */ `जानेवारी,फेब्रुवारी फेब्रुअरी,मार्च,एप्रिल,मे,जून,जुलै,ऑगस्ट,सप्टेंबर सेप्टेम्बर,ऑक्टोबर,नोव्हेंबर,डिसेंबर`,
	/* gu */ `જાન્યુઆરી,ફેબ્રુઆરી,માર્ચ,એપ્રિલ,મે,જૂન,જુલાઈ,ઑગસ્ટ ઓગસ્ટ,સપ્ટેમ્બર,ઑક્ટોબર ઓક્ટોબર,નવેમ્બર,ડિસેમ્બર`,
	/* ta */ `ஜனவரி,பிப்ரவரி,மார்ச்,ஏப்ரல்,மே,ஜூன்,ஜூலை,ஆகஸ்ட்,செப்டம்பர்,அக்டோபர்,நவம்பர்,டிசம்பர்`,
	/* te */ `జనవరి,ఫిబ్రవరి,మార్చి,ఏప్రిల్,మే,జూన్,జూలై జులై,ఆగస్టు ఆగస్ట్,సెప్టెంబర్,అక్టోబర్,నవంబర్,డిసెంబర్`,
	/* kn */ `ಜನವರಿ,ಫೆಬ್ರವರಿ,ಮಾರ್ಚ್,ಏಪ್ರಿಲ್,ಮೇ,ಜೂನ್,ಜುಲೈ,ಆಗಸ್ಟ್,ಸೆಪ್ಟೆಂಬರ್,ಅಕ್ಟೋಬರ್,ನವೆಂಬರ್,ಡಿಸೆಂಬರ್`,
	/* ml */ `ജനുവരി,ഫെബ്രുവരി,മാർച്ച്,ഏപ്രിൽ,മേയ് മെയ്,ജൂൺ,ജൂലൈ,ഓഗസ്റ്റ്,സെപ്റ്റംബർ,ഒക്ടോബർ,നവംബർ,ഡിസംബർ`,
	/* km */ `មករា ខែមករា,កុម្ភៈ ខែកុម្ភៈ,មីនា ខែមីនា,មេសា ខែមេសា,ឧសភា ខែឧសភា,មិថុនា ខែមិថុនា,កក្កដា ខែកក្កដា,សីហា ខែសីហា,កញ្ញា ខែកញ្ញា,តុលា ខែតុលា,វិច្ឆិកា ខែវិច្ឆិកា,ធ្នូ ខែធ្នូ`,
	/* lo */ `ມັງກອນ,ກຸມພາ,ມີນາ,ເມສາ,ພຶດສະພາ,ມິຖຸນາ,ກໍລະກົດ,ສິງຫາ,ກັນຍາ,ຕຸລາ,ພະຈິກ,ທັນວາ`,
	/* my */ `ဇန်နဝါရီ ဇန်နဝါရီလ,ဖေဖော်ဝါရီ ဖေဖော်ဝါရီလ,မတ် မတ်လ,ဧပြီ ဧပြီလ,မေ မေလ,ဇွန် ဇွန်လ,ဇူလိုင် ဇူလိုင်လ,ဩဂုတ် ဩဂုတ်လ,စက်တင်ဘာ စက်တင်ဘာလ,အောက်တိုဘာ အောက်တိုဘာလ,နိုဝင်ဘာ နိုဝင်ဘာလ,ဒီဇင်ဘာ ဒီဇင်ဘာလ`,
	/* si */ `ජනවාරි,පෙබරවාරි,මාර්තු,අප්` + "\u200d" + `රේල්,මැයි,ජූනි,ජූලි,අගෝස්තු,සැප්තැම්බර්,ඔක්තෝබර්,නොවැම්බර්,දෙසැම්බර්`,
	/* pa */ `ਜਨਵਰੀ,ਫਰਵਰੀ ਫ਼ਰਵਰੀ,ਮਾਰਚ,ਅਪ੍ਰੈਲ,ਮਈ,ਜੂਨ,ਜੁਲਾਈ,ਅਗਸਤ,ਸਤੰਬਰ,ਅਕਤੂਬਰ,ਨਵੰਬਰ,ਦਸੰਬਰ`,
	/* or */ `ଜାନୁଆରୀ,ଫେବୃଆରୀ,ମାର୍ଚ୍ଚ,ଅପ୍ରେଲ,ମଇ,ଜୁନ,ଜୁଲାଇ,ଅଗଷ୍ଟ,ସେପ୍ଟେମ୍ବର,ଅକ୍ଟୋବର,ନଭେମ୍ବର,ଡିସେମ୍ବର`,
	/* mt */ `jannar,frar,marzu,april,mejju,ġunju,lulju,awwissu,settembru,ottubru,novembru,diċembru`,
	/* ga */ `eanáir,feabhra,márta,aibreán,bealtaine,meitheamh,iúil,lúnasa,meán.fómhair,deireadh.fómhair,samhain,nollaig`,
	/* cy */ `ionawr,chwefror,mawrth,ebrill,mai,mehefin,gorffennaf,awst,medi,hydref,tachwedd,rhagfyr`,
	/* lb */ `januar,februar,mäerz,abrëll,mee,juni,juli,august,september,oktober,november,dezember`,
	/* ha */ `janairu,faburairu,maris,afrilu,mayu,yuni,yuli,agusta,satumba,oktoba,nuwamba,disamba`,
	/* so */ `janaayo,febraayo,maarso,abriil,maajo,juun,luulyo,agoosto,sebtembar,oktoobar,nofembar,diseembar`,
	/* vi */ `tháng.một tháng.giêng,tháng.hai,tháng.ba,tháng.tư,tháng.năm,tháng.sáu,tháng.bảy,tháng.tám,tháng.chín,tháng.mười,tháng.mười.một,tháng.mười.hai tháng.chạp`,
	/* zh, as translated engines write them */ `一月,二月,三月,四月,五月,六月,七月,八月,九月,十月,十一月,十二月`,
	/* ar */ `يناير,فبراير,مارس,أبريل ابريل إبريل,مايو,يونيو يونيه,يوليو يوليه,أغسطس اغسطس,سبتمبر,أكتوبر اكتوبر,نوفمبر,ديسمبر`,
	/* hi */ `जनवरी,फरवरी फ़रवरी,मार्च,अप्रैल,मई,जून,जुलाई,अगस्त,सितंबर सितम्बर,अक्टूबर अक्तूबर,नवंबर नवम्बर,दिसंबर दिसम्बर`,
	/* bn */ `জানুয়ারি,ফেব্রুয়ারি,মার্চ,এপ্রিল,মে,জুন,জুলাই,আগস্ট,সেপ্টেম্বর,অক্টোবর,নভেম্বর,ডিসেম্বর`,
	/* th */ `มกราคม ม.ค,กุมภาพันธ์ ก.พ,มีนาคม มี.ค,เมษายน เม.ย,พฤษภาคม พ.ค,มิถุนายน มิ.ย,กรกฎาคม ก.ค,สิงหาคม ส.ค,กันยายน ก.ย,ตุลาคม ต.ค,พฤศจิกายน พ.ย,ธันวาคม ธ.ค`,
	/* he */ `ינואר בינואר,פברואר בפברואר,מרץ במרץ,אפריל באפריל,מאי במאי,יוני ביוני,יולי ביולי,אוגוסט באוגוסט,ספטמבר בספטמבר,אוקטובר באוקטובר,נובמבר בנובמבר,דצמבר בדצמבר`,
	/* fa */ `ژانویه,فوریه,مارس,آوریل,مه,ژوئن,ژوئیه,اوت,سپتامبر,اکتبر,نوامبر,دسامبر`,
	/* Roman numerals, as Polish writes them */ `i,ii,iii,iv,v,vi,vii,viii,ix,x,xi,xii`,
}

// months maps a folded form to its month.
var months = sync.OnceValue(func() map[string]time.Month {
	table := make(map[string]time.Month, 1400)
	for _, language := range monthForms {
		for i, forms := range strings.Split(language, ",") {
			for form := range strings.FieldsSeq(forms) {
				key := fold(form)
				if !isThai(key) { // two words; Thai ones are shortened with points
					key = strings.ReplaceAll(key, ".", " ")
				}
				if table[key] == 0 {
					table[key] = time.Month(i + 1)
				}
			}
		}
	}
	return table
})

// monthHeads are the first words of the names of several words.
var monthHeads = sync.OnceValue(func() map[string]bool {
	heads := map[string]bool{}
	for name := range months() {
		if head, _, ok := strings.Cut(name, " "); ok {
			heads[head] = true
		}
	}
	return heads
})

// isThai tells a word that begins with a Thai letter.
func isThai(word string) bool {
	return strings.HasPrefix(word, "\xe0\xb8") || strings.HasPrefix(word, "\xe0\xb9")
}

// monthOf reads a month's name. lang decides the one name on which languages
// differ: Croatian "listopada" is October.
func monthOf(word, lang string) (time.Month, bool) {
	if lang == "hr" || lang == "bs" {
		if strings.HasPrefix(word, "listopad") {
			return time.October, true
		}
	}
	m, ok := months()[word]
	return m, ok
}

// weekdayForms are folded Polish and English names, Sunday first.
var weekdayForms = map[string]time.Weekday{
	"niedziela": 0, "niedziele": 0, "niedzieli": 0, "niedz": 0, "nd": 0, "ndz": 0, "sunday": 0, "sun": 0,
	"poniedzialek": 1, "pon": 1, "pn": 1, "poniedzialku": 1, "monday": 1, "mon": 1,
	"wtorek": 2, "wt": 2, "wto": 2, "wtorku": 2, "tuesday": 2, "tue": 2,
	"sroda": 3, "srode": 3, "sr": 3, "sro": 3, "srody": 3, "wednesday": 3, "wed": 3,
	"czwartek": 4, "czw": 4, "cz": 4, "czwartku": 4, "thursday": 4, "thu": 4,
	"piatek": 5, "pt": 5, "pia": 5, "pi": 5, "piatku": 5, "friday": 5, "fri": 5,
	"sobota": 6, "sobote": 6, "sob": 6, "so": 6, "soboty": 6, "saturday": 6, "sat": 6,
}

// fold lowers and takes the marks off letters, so that "paź", "paz" and "PAŹ"
// are one.
func fold(s string) string {
	ascii := true
	for i := 0; i < len(s); i++ {
		if s[i] >= 0x80 {
			ascii = false
			break
		}
	}
	if ascii {
		return strings.ToLower(s)
	}
	var b strings.Builder
	for _, r := range norm.NFD.String(strings.ToLower(s)) {
		switch {
		case unicode.Is(unicode.Mn, r) && (r < '\u0e00' || r > '\u0eff'): // Thai and Lao write vowels with them
		case r == 'ł':
			b.WriteByte('l')
		case r == 'ø':
			b.WriteByte('o')
		case r == 'ı':
			b.WriteByte('i')
		case r == 'ß':
			b.WriteString("ss")
		case r == 'ی' || r == 'ى': // Persian letters; many keyboards write the Arabic ones
			b.WriteRune('ي')
		case r == 'ک':
			b.WriteRune('ك')
		default:
			b.WriteRune(r)
		}
	}
	return norm.NFC.String(b.String())
}
