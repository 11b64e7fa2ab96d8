package main

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"prasowka/internal/cases"
	"prasowka/internal/press"
	"prasowka/internal/store"
	"prasowka/internal/town"
)

// demoTeam puts the town's people in the places that the default scenarios
// give to people of Suwałki.
var demoTeam = map[string]string{"prezydent": "zawilski", "zastepca1": "borowik", "zastepca2": "skowronski", "sekretarz": "rdest", "rzecznik": demoPerson}

// demoScenarios are the default scenarios with the town's people.
func demoScenarios(defaults []*cases.Scenario) []*cases.Scenario {
	var out []*cases.Scenario
	for _, s := range defaults {
		own := *s
		own.Roles = slices.Clone(s.Roles)
		for i := range own.Roles {
			own.Roles[i].Person, own.Roles[i].Deputy = demoTeam[own.Roles[i].Person], demoTeam[own.Roles[i].Deputy]
		}
		out = append(out, &own)
	}
	return out
}

// demoTexts are what the town hall has said: some of it the press repeated,
// some of it nobody.
var demoTexts = []struct{ article, kind, speaker string }{
	{"miasto/zatorze-przegotowanie-wody", "komunikat", "Hanna Borowik-Lach"},
	{"miasto/nowa-stawka-za-odpady", "komunikat", "Iwona Jagielska"},
	{"miasto/zlobek-na-zatorzu", "komunikat", "Urszula Kaleta"},
	{"miasto/most-rybacki-15-grudnia", "komunikat", "Andrzej Zawilski"},
	{"miasto/stypendia-sportowe", "komunikat", ""},
}

// demoSaid are further texts of the town hall, said so many hours ago: one that
// a paper quoted, one that nobody took up.
var demoSaid = []struct {
	hours                      int
	kind, title, speaker, text string
}{
	{23, "stanowisko", "Kolejność telefonów i komunikatu na Zatorzu", "Milena Karczmarek", "O 10.20 zadzwoniliśmy do wszystkich placówek, zanim opublikowaliśmy komunikat. " +
		"Dziś widzimy, że kolejność powinna być odwrotna albo równoczesna. Od jutra SMS-y i telefony wychodzą razem."},
	{5, "komunikat", "Nocne dyżury przy beczkowozach", "", "Beczkowozy przy Kolejowej 12 i przy szkole nr 6 będą czynne przez całą noc. Dyżury pełnią strażacy ochotnicy i pracownicy spółki komunalnej."},
}

// sayTexts keeps the town hall's releases as our own, approved texts.
func (p *program) sayTexts(ctx context.Context, place *town.Town) error {
	return p.store.Write(ctx, func(tx *store.Tx) error {
		if known, err := tx.Statements(ctx, 1); err != nil || len(known) > 0 {
			return err // a folder that was kept from the last time
		}
		for _, t := range demoTexts {
			a, err := place.Article(t.article)
			if err != nil {
				return err
			}
			s := store.Statement{ID: press.NewID(a.Published, t.article), Kind: t.kind, Title: a.Title, Text: a.Text, Speaker: t.speaker,
				SaidAt: a.Published, State: store.StatementApproved, Approved: demoPerson, By: demoPerson, At: a.Published}
			if err := tx.PutStatement(ctx, s); err != nil {
				return err
			}
		}
		for _, t := range demoSaid {
			at := time.Now().Add(-time.Duration(t.hours) * time.Hour)
			s := store.Statement{ID: press.NewID(at, t.title), Kind: t.kind, Title: t.title, Text: t.text, Speaker: t.speaker, SaidAt: at,
				State: store.StatementApproved, Approved: demoPerson, By: demoPerson, At: at}
			if err := tx.PutStatement(ctx, s); err != nil {
				return err
			}
		}
		return nil
	})
}

// demoCrisisTitles are headlines of the story that the town's crisis is about.
var demoCrisisTitles = []string{"Bakterie coli w wodzie na Zatorzu. Są beczkowozy", "Zatorze gotuje wodę. Co wiemy o skażeniu",
	"Grodzisko: bakterie coli w wodociągu, 2,4 tys. osób musi gotować wodę", "Bakterie coli w kranach! Mieszkańcy Zatorza nie mogą pić wody"}

// widest is the widest story that has one of the headlines.
func (p *program) widest(ctx context.Context, titles []string) (story press.Story, err error) {
	for _, title := range titles {
		found, err := p.store.Clippings(ctx, store.ClippingFilter{Title: title, Limit: 1})
		if err != nil || len(found) == 0 {
			return story, err // the town was not read
		}
		y, err := p.store.Story(ctx, found[0].Story)
		if err != nil {
			return story, err
		}
		if y.Size > story.Size {
			story = y
		}
	}
	return story, nil
}

// openDemoCrisis shows a crisis room in the middle of its work, about a story
// that the press has just told.
func (p *program) openDemoCrisis(ctx context.Context, plans []*cases.Scenario) error {
	story, err := p.widest(ctx, demoCrisisTitles)
	if err != nil || story.ID == "" {
		return err
	}
	rooms, err := p.store.Crises(ctx, 1)
	if err != nil || len(rooms) > 0 {
		return err
	}
	i := slices.IndexFunc(plans, func(s *cases.Scenario) bool { return s.Name == "zagrozenie" })
	if i < 0 {
		return press.NotFound("plan", "zagrozenie")
	}
	plan, err := json.Marshal(plans[i])
	if err != nil {
		return err
	}
	began := story.First.Add(-50 * time.Minute)
	at := func(minutes int) time.Time { return began.Add(time.Duration(minutes) * time.Minute) }
	return p.store.Write(ctx, func(tx *store.Tx) error {
		id, err := tx.OpenCrisis(ctx, press.Crisis{Title: "Woda na Zatorzu", Scenario: "zagrozenie", Plan: string(plan), Story: story.ID, Opened: began, By: demoPerson},
			"Laboratorium znalazło bakterie grupy coli w próbce z ulicy Kolejowej. Dotyczy około 2 400 osób.")
		if err != nil {
			return err
		}
		text, err := demoHolding(ctx, tx, id, plans[i], at(35))
		if err != nil {
			return err
		}
		var task int64
		for _, e := range []press.CrisisEntry{
			{At: at(4), Kind: press.CrisisStep, Ref: "fakty", By: "skowronski", Text: "potwierdzają PGK i sanepid"},
			{At: at(6), Kind: press.CrisisTold, Owner: "trawny", By: demoPerson, Text: "telefon do prezesa PGK"},
			{At: at(15), Kind: press.CrisisStep, Ref: "sztab", By: "zawilski"},
			{At: at(18), Kind: press.CrisisDecision, By: "zawilski", Text: "Wodę na Zatorzu przegotowujemy do czasu drugiego badania. Beczkowozy przy Kolejowej 12 i przy szkole nr 6."},
			{At: at(20), Kind: press.CrisisTask, By: demoPerson, Owner: "wilczynska", Text: "Lista osób chorych i starszych, którym dowozimy wodę", Due: at(120)},
			{At: at(22), Kind: press.CrisisTask, By: demoPerson, Owner: "kaleta", Text: "Zadzwonić do dyrektorek wszystkich szkół i przedszkoli na Zatorzu", Due: at(60)},
			{At: at(36), Kind: press.CrisisStatement, Ref: text, By: demoPerson, Text: "Stanowisko wstępne: Woda na Zatorzu"},
			{At: at(52), Kind: press.CrisisSigned, Ref: text, By: "zawilski"},
			{At: at(55), Kind: press.CrisisPublished, Ref: text, By: demoPerson, Text: "strona miasta, profil, SMS-y"},
			{At: at(55), Kind: press.CrisisStep, Ref: "wstepne", By: demoPerson, Text: "25 minut po czasie: czekaliśmy na sanepid"},
			{At: at(58), Kind: press.CrisisStep, Ref: "ostrzezenie", By: demoPerson},
			{At: at(63), Kind: press.CrisisTaskDone, By: "kaleta", Text: "wszystkie odebrały"},
			{At: at(70), Kind: press.CrisisStep, Ref: "infolinia", By: "rdest"},
			{At: at(190), Kind: press.CrisisNote, By: demoPerson, Text: "Pytania Głosu i Kuriera: kiedy urząd wiedział. Odpowiadamy kalendarium minuta po minucie."},
		} {
			e.Crisis, e.Made = id, e.At
			if e.Kind == press.CrisisTaskDone {
				e.Ref = fmt.Sprint(task)
			}
			n, err := tx.NoteCrisis(ctx, e)
			if err != nil {
				return err
			}
			if e.Kind == press.CrisisTask {
				task = n
			}
		}
		for person, minutes := range map[string]int{"zawilski": 3, "skowronski": 2, demoPerson: 1} {
			if err := tx.PutReceipt(ctx, store.Receipt{Key: fmt.Sprintf("crisis/%d", id), Person: person, Kind: store.Seen, At: at(minutes)}); err != nil {
				return err
			}
		}
		return nil
	})
}

// demoHolding writes the room's holding statement, filled in and signed.
func demoHolding(ctx context.Context, tx *store.Tx, room int64, plan *cases.Scenario, at time.Time) (string, error) {
	h, ok := plan.Holding("wstepne")
	if !ok {
		return "", press.NotFound("wzór", "wstepne")
	}
	s := store.Statement{ID: press.NewID(at, fmt.Sprintf("crisis/%d", room)), Kind: "stanowisko wstępne", Title: h.TitleFor("Woda na Zatorzu"),
		Text: "W próbce wody z ulicy Kolejowej laboratorium wykryło dziś bakterie grupy coli.\n\n" +
			"Prosimy mieszkańców Zatorza, żeby przegotowali wodę przed wypiciem. Do mycia i prania można jej używać.\n\n" +
			"Na miejscu pracują PGK i sanepid. Miasto postawiło dwa beczkowozy.\n\n" +
			"Nie wiemy jeszcze, skąd wzięły się bakterie. Podamy to, gdy będzie potwierdzone.\n\nNastępną informację ogłosimy o godzinie 18.00.",
		SaidAt: at.Add(17 * time.Minute), State: store.StatementApproved, Approved: "zawilski", By: demoPerson, At: at.Add(17 * time.Minute)}
	return s.ID, tx.PutStatement(ctx, s)
}
