package cases

import (
	"strings"
	"testing"
	"time"

	"prasowka/internal/polish"
	"prasowka/internal/press"
)

const ours = "W materiale „Most za 52 mln” z 20 listopada 2026 r. podano, że most nad Rospudą kosztował 52 mln zł. Jest to nieprawda. W rzeczywistości most kosztował 47 mln zł, a połowę tej kwoty pokryła dotacja."

func TestComparePrinted(t *testing.T) {
	signature := "Anna Wilczyńska, rzecznik prasowy. Gmina Miasto Suwałki, ul. Mickiewicza 1, 16-400 Suwałki"
	for name, v := range map[string]struct {
		title, text            string
		carries, whole, silent bool
	}{
		"as sent":        {"Sprostowanie", ours + "\n" + signature, true, true, true},
		"other marks":    {"SPROSTOWANIE", strings.NewReplacer("„", "\"", "”", "\"", "\n", " ").Replace(ours) + " " + signature, true, true, true},
		"framed":         {"Sprostowanie do tekstu", "Publikujemy treść sprostowania na podstawie art. 31a Prawa prasowego.\n" + ours + "\n" + signature, true, true, true},
		"cut":            {"Sprostowanie", strings.Replace(ours, ", a połowę tej kwoty pokryła dotacja", "", 1) + "\n" + signature, true, false, true},
		"changed number": {"Sprostowanie", strings.Replace(ours, "47 mln", "49 mln", 1) + "\n" + signature, true, false, true},
		"word put in":    {"Sprostowanie", strings.Replace(ours, "Jest to nieprawda.", "Jest to zdaniem ratusza nieprawda.", 1), true, false, true},
		"with a comment": {"Sprostowanie", ours + "\n" + signature + "\nOd redakcji: podtrzymujemy wszystkie swoje ustalenia, bo dokumenty przetargowe, do których dotarł nasz dziennikarz, mówią zupełnie co innego.", true, true, false},
		"another text": {"Most nad Rospudą już otwarty", "Prezydent otworzył w piątek most nad Rospudą. Kosztował 47 mln zł. Mieszkańcy czekali na niego dwa lata, a kierowcy wreszcie " +
			"nie muszą jeździć objazdem. W uroczystości wzięli udział radni i dyrekcja zarządu dróg. To jest największa inwestycja drogowa w mieście od dekady.", false, false, true},
		"empty": {"", "", false, false, true},
	} {
		t.Run(name, func(t *testing.T) {
			p := ComparePrinted(ours, v.title, v.text, "Anna Wilczyńska", "rzecznik prasowy", "Gmina Miasto Suwałki", "ul. Mickiewicza 1, 16-400 Suwałki")
			if p.Carries() != v.carries || p.Complete() != v.whole || p.Uncommented() != v.silent {
				t.Errorf("carries %v, complete %v, uncommented %v: %+v", p.Carries(), p.Complete(), p.Uncommented(), p)
			}
		})
	}
}

func watched() *Register {
	return &Register{Checks: []string{"sprostowanie"},
		Fields:   []Field{{Name: "rodzaj", Kind: Choice}, {Name: "medium", Kind: Outlet}, {Name: "tekst", Kind: Note}, {Name: "nadano", Kind: Date}, {Name: "doreczono", Kind: Date}, {Name: "opublikowano", Kind: Date}},
		Statuses: []Status{{Name: "szkic"}, {Name: "doreczone"}, {Name: "opublikowane", Closed: true}, {Name: "wadliwe"}},
		Moves:    []Move{{From: []string{"doreczone"}, To: "opublikowane", Label: "Odnotuj publikację"}, {From: []string{"doreczone"}, To: "wadliwe", Label: "Opublikowano wadliwie"}},
		Terms:    []Term{{ID: "SPR-PUB", From: "doreczono", Within: Span{3, WorkingDays}, Until: []string{"opublikowano"}, Sure: true}}}
}

// The watcher closes a case only when all is well; otherwise it proposes.
func TestWatch(t *testing.T) {
	c := press.Case{Status: "doreczone", Fields: map[string]any{"rodzaj": "sprostowanie", "medium": "portal", "tekst": ours, "nadano": "2026-11-24", "doreczono": "2026-11-25"}}
	at := func(day int) time.Time { return time.Date(2026, 11, day, 10, 0, 0, 0, polish.Warsaw) }
	material := press.Clipping{ID: "n", Outlet: "portal", Title: "Sprostowanie", Text: ours, URL: "https://portal.example/s", Published: at(27)}
	late, short, other, early := material, material, material, material
	late.Published = at(30).AddDate(0, 0, 1)
	short.Text = strings.Replace(ours, "Jest to nieprawda. ", "", 1)
	other.Outlet = "kurier"
	early.Published = at(23)
	draft := c
	draft.Fields = map[string]any{"rodzaj": "polemika", "medium": "portal", "tekst": ours, "nadano": "2026-11-24"}
	for name, v := range map[string]struct {
		c             press.Case
		m             press.Clipping
		ok            bool
		move, propose string
		says          string
	}{
		"well":          {c, material, true, "opublikowane", "", "w terminie (do 30 listopada 2026"},
		"late":          {c, late, true, "", "Odnotuj publikację", "po terminie"},
		"cut":           {c, short, true, "", "Opublikowano wadliwie", "brakuje „jest to nieprawda”"},
		"other outlet":  {c, other, false, "", "", ""},
		"before posted": {c, early, false, "", "", ""},
		"a polemic":     {draft, material, false, "", "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			p, ok := watched().Watch(v.c, Surroundings{}, v.m)
			if ok != v.ok || p.Move != v.move || p.Propose != v.propose || !strings.Contains(strings.ReplaceAll(p.Detail, polish.NBSP, " "), v.says) {
				t.Errorf("ok %v, move %q, propose %q: %s", ok, p.Move, p.Propose, p.Detail)
			}
		})
	}
}
