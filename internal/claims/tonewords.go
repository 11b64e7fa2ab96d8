package claims

import (
	"cmp"
	"slices"
	"strings"
)

// This file is what words and turns of phrase say of whom they are said. They
// stand as lemmas without Polish letters, as tokens give them. Three strengths:
// a word that only ever judges; one that judges in most sentences; one that
// mostly names an event ("wypadek", "awaria") and judges nobody by itself.

// Weights of the three strengths.
const (
	loud  = 1.6
	plain = 1.0
	faint = 0.35
)

var (
	good = lexicon(map[float64]string{
		loud: `doskonaly doskonale znakomity znakomicie swietny swietnie wspanialy wspaniale rewelacyjny wzorowy wzorowo mistrzowski imponujacy imponowac zachwycac zachwycic zachwyt
brawo brawa oklaski duma dumny triumf sukces nagroda nagrodzic laureat pochwala chwalic pochwalic nachwalic wychwalac docenic doceniac pochlebny uratowac ocalic wdziecznosc wdzieczny zawdzieczac
wyroznienie wyroznic fantastyczny bezkonkurencyjny perelka majstersztyk`,
		plain: `sprawny sprawnie szybko szybki czysty wygodny punktualny przyjazny nowoczesny skuteczny skutecznie oszczednosc zaoszczedzic poprawa poprawic ulepszyc zyskac
awansowac awans wygrac wygrana zwyciezyc rekordowy rekord cieszyc radosc ucieszyc zadowolony zadowolenie dziekowac podziekowac podziekowanie gratulacja gratulacje gratulowac pogratulowac ulga ulatwic ulatwienie
atrakcyjny piekny piekniec wypieknialy przejrzysty przewidywalny wywalczyc dobry dobrze udany udac lider zasluzony zapobiec odmienic wysluchac solidny rzetelny rzetelnie zyczliwy zyczliwie
uprzejmy uprzejmie pomocny ambitny trafny modelowy konsekwentnie wreszcie`,
		faint: `bezpieczny rozwoj rozwijac pomoc wsparcie wspierac dofinansowanie wyremontowac wzrost uroczysty bezplatny tani tanio zgodnie popularny przeprosic naprawic zysk zdobyc`,
	})
	bad = lexicon(map[float64]string{
		loud: `skandal skandaliczny afera wstyd wstydzic kompromitacja skompromitowac kompromitowac blamaz porazka klapa fiasko hanba farsa kpina kpic absurd absurdalny bubel fuszerka fikcja nieudolny nieudolnosc nieudolnie
arogancja arogancki niegospodarnosc marnotrawstwo marnotrawic marnowac zmarnowac nepotyzm korupcja lapowka oszustwo oszukac oszukiwac klamac sklamac klamstwo bezprawny bezprawnie druzgocacy mobbing cenzura patologia
katastrofalny fatalny fatalnie beznadziejny bezczynnosc opieszalosc opieszaly opieszale indolencja zaniedbanie zaniedbac zaniedbywac lekcewazyc zlekcewazyc ignorowac zignorowac bulwersowac oburzony oburzenie oburzac
dymisja kolesiostwo partactwo spartaczyc bezmyslny bezmyslnosc niekompetencja niekompetentny zadufany drwina`,
		plain: `krytyka krytykowac skrytykowac krytyczny zarzut zarzucac zarzucic oskarzac oskarzyc oskarzenie protest protestowac sprzeciw sprzeciwiac skarzyc narzekac zlosc zloscic rozczarowac rozczarowywac
rozczarowanie zawiesc chaos balagan paraliz opoznienie spozniac spoznic nieprawidlowosc prokuratura zwlekac zwloka milczec unikac ukrywac ukryc zatajac zataic udawac obarczac obwiniac
niezadowolony niezadowolenie pretensja zapomniec zapominac zepsuc brudny zaniedbany straszyc truc obrazic naruszyc lamac zlamac bledny falszywy falszowac zanizyc zawyzyc bezradny bezradnosc
kiepski zly zle zbyt winny wina dramat dramatyczny martwy absurdalnie nielegalny samowola samowolnie niezgodny pusty bac alarmowac utrudniac lekcewazenie arogancko wyludniac`,
		faint: `blad awaria problem klopot brak brakowac dlug podwyzka drogi kara strata stracic tracic wypadek pozar szkoda zagrozenie niebezpieczny konflikt zwolnienie likwidacja likwidowac upadek obawa obawiac martwic dziura
korek skarga niestety ofiara kryzys rezygnowac zalegac odwolac zamknac nieczynny kolejka`,
	})
	strong = words("bardzo wyjatkowo niezwykle ogromny wielki calkowicie zupelnie skrajnie najbardziej")
	deny   = words("nie bez ani nigdy zaden malo niewiele")
	// What argues does not only inform: such a sentence is not called neutral.
	argues = words("nie zamiast choc chociaz ale lecz jednak znow znowu wciaz nadal dopiero tylko nawet wreszcie mimo pomimo zaden ani nigdy zbyt przeciez rzekomo podobno niby gdyby jesli jezeli niech naprawde zdanie dlaczego ktos brakowac brak trudno rzekomy")
	// What one says oneself; who admits or makes excuses is not among them.
	saying = words(`mowic powiedziec poinformowac informowac podac podawac zapowiedziec zapowiadac apelowac zaapelowac podkreslic podkreslac zapewnic zapewniac dodac dodawac ocenic oceniac wyjasnic wyjasniac
deklarowac zadeklarowac przekazac przypominac przypomniec twierdzic stwierdzic skomentowac komentowac obiecac obiecywac liczyc opowiadac odpowiadac odpowiedziec`)
	// What informs: verbs of announcing and of plain doing, and the words of the calendar.
	informs = words(`poniedzialek wtorek sroda czwartek piatek sobota niedziela styczen luty marzec kwiecien maj czerwiec lipiec sierpien wrzesien pazdziernik listopad grudzien jutro wczoraj
poinformowac informowac oglosic zapowiedziec podac przedstawic przyjmowac przyjac zapraszac odbyc potrwac trwac otrzymac zlozyc wplynac spotkac podpisac zaplanowac planowac liczyc
obejmowac pracowac prowadzic posadzic kupic wybudowac zorganizowac rozpoznac zmienic zamknac otworzyc odpowiedziec wrocic wracac konczyc zaczac rozpoczac udostepnic skorzystac odnotowac zdecydowac wydluzyc
zapowiadac podawac oglaszac przedstawiac podkreslic podkreslac zapewnic zapewniac dodac dodawac przypominac przypomniec deklarowac zadeklarowac obiecac obiecywac prosic sprawdzac sprawdzic
wymienic wymieniac opublikowac uruchomic stac rozmawiac zwiekszyc zmniejszyc pokryc odebrac odbierac wyglosic przewodniczyc budowac zbudowac dopisac wybrac zrealizowac realizowac uznac ocenic szukac
zaapelowac uchwalic glosowac mianowac powolac wyslac wywiezc zatwierdzic udzielic wystapic mowic powiedziec`)
)

// praising and blaming are verbs by which one judges another: who stands before
// them as their doer is not judged.
var (
	praising = words("chwalic pochwalic dziekowac podziekowac pogratulowac gratulowac docenic doceniac wyroznic nagrodzic wychwalac")
	blaming  = words("krytykowac skrytykowac zarzucac zarzucic oskarzac oskarzyc obwiniac skarzyc narzekac protestowac zaprotestowac sprzeciwiac obarczac domagac alarmowac ukarac straszyc")
)

// A turn is a phrase that says more, or something else, than its words.
type turn struct {
	words  []string
	weight float64 // above 0 praises
}

// maxTurnGap is how many tokens may stand between two words of a turn.
const maxTurnGap = 2

var turns = turnsOf(map[float64]string{
	-2: `suchy nitka`,
	-1.6: `rozlozyc rece|rozkladac rece|puscic nerwy|oblac egzamin|pusty obietnica|obietnica pusty|wziac sufit|z sufit|wprowadzic blad|wprowadzac blad|miec zle|sam sobie|
stracic kontakt|stracic zaufanie|na obietnica`,
	-1.4: `po cichu|przekroczyc uprawnienie|przekroczenie uprawnienie|przepasc dotacja|stracic dotacja|zbywac milczenie|chowac glowa|umywac rece|zamiatac dywan|nabijac butelka|
wotum nieufnosc|bez odpowiedz|dwa raz wiele`,
	-1.2: `przekladac termin|przelozyc termin|ostatni miejsce|drogi niz|po termin|tlumaczyc awaria|nie wywiazac|nie dotrzymac|nie doczekac|nie potrafic|nie umiec|nie odpowiedziec|
nie odpowiadac|nie odbierac|nie wierzyc|nie dzialac|nie udzielic|nie reagowac|nie zareagowac|nie radzic|nie poradzic|nie zdazyc|nie panowac|nie wyciagnac|bez uprzedzenie|
czekac rok|czekac miesiac`,
	-1:  `nie naprawic|nie widziec|nie sprawdzac`,
	1.2: `wotum zaufanie|jednoglosnie udzielic|isc naprzod|zlapac oddech`,
	1.4: `reka pojsc|pojsc reka|z klasa|przed czas|przed termin|tydzien przed|stanac noga|tanio niz|szybko niz|zebrac pochwala|poznac talent|przyklad inny`,
	1.6: `wysokosc zadanie|strzal dziesiatka|zdac egzamin|dotrzymac slowo|slowo dotrzymac|stawiac wzor|postawic wzor|za wzor|po mistrzowski|pekac szew|w najlepszy rece`,
})

func lexicon(groups map[float64]string) map[string]float64 {
	out := map[string]float64{}
	for weight, list := range groups {
		for _, w := range strings.Fields(list) {
			out[w] = weight
		}
	}
	return out
}

// turnsOf are turns by the first of their words.
func turnsOf(groups map[float64]string) map[string][]turn {
	out := map[string][]turn{}
	for weight, list := range groups {
		for _, t := range strings.Split(list, "|") {
			w := strings.Fields(t)
			out[w[0]] = append(out[w[0]], turn{words: w, weight: weight})
		}
	}
	for _, same := range out {
		slices.SortFunc(same, func(a, b turn) int { return cmp.Or(len(b.words)-len(a.words), slices.Compare(a.words, b.words)) })
	}
	return out
}
