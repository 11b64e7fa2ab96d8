package stories_test

import (
	"fmt"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"prasowka/internal/press"
	"prasowka/internal/query/querytest"
	"prasowka/internal/stories"
	"prasowka/internal/stories/storiestest"
)

var start = time.Date(2026, 11, 23, 6, 0, 0, 0, time.UTC)

const (
	bridge = `Most na Hańczy zostanie otwarty w sobotę o godzinie 12. Wstęgę przetnie prezydent Jan Przykładny, a po moście przejedzie kolumna zabytkowych autobusów.
Budowa trwała 26 miesięcy i kosztowała 47 mln zł. Wykonawcą była firma Budmost Wschód z Wierzbnika.
Do piątku kierowcy muszą korzystać z objazdu ulicą Mostową.`
	bridgeOwn = `W sobotę kierowcy wreszcie pojadą nową przeprawą przez Hańczę. Prezydent Jan Przykładny zaprasza na godzinę 12, będą zabytkowe autobusy i grochówka.
Inwestycję za 47 mln zł wykonał Budmost Wschód. Objazd Mostową zniknie w piątek.`
	court = `Sąd Rejonowy skazał Zenona Krukowskiego na dwa lata więzienia za wyłudzenie kredytów. Wyrok zapadł w poniedziałek i nie jest prawomocny.
Prokurator Elżbieta Wrona żądała czterech lat. Obrońca zapowiada apelację.`
	courtOwn = `Dwa lata za kratami: taki wyrok usłyszał Zenon Krukowski, który wyłudzał kredyty. Prokurator Elżbieta Wrona chciała surowszej kary i rozważa apelację.`
	footer   = "\nMasz ciekawy temat? Napisz do nas na adres redakcji, czekamy na zdjęcia i filmy od Czytelników przez całą dobę."
)

func text(id, outlet, title, body string, hours int) stories.Text {
	return stories.Text{ID: id, Outlet: outlet, Title: title, Body: body, Published: start.Add(time.Duration(hours) * time.Hour)}
}

func TestAdd(t *testing.T) {
	g := stories.New(stories.Options{})
	lines := strings.Split(bridge, "\n")
	for _, c := range []struct {
		text               stories.Text
		story, copyOf, why string
	}{
		{text("a", "pap", "Most na Hańczy gotowy", bridge, 0), "a", "", "pierwszy tekst o tej sprawie"},
		{text("b", "radio", "Nowy most od soboty", bridge, 1), "a", "a", "przedruk: 100% tekstu stoi w „Most na Hańczy gotowy” (pap)"},
		{text("c", "portal", "Grochówka na moście", bridgeOwn, 2), "a", "", "ta sama sprawa co w"},
		{text("d", "glos", "Wyrok za kredyty", court, 2), "d", "", "pierwszy tekst"},
		{text("e", "echo", "Most skrócony", lines[0]+"\n"+lines[1], 3), "a", "a", "przedruk: 100%"},
		{text("f", "portal", "Dwa lata za kredyty", courtOwn, 4), "d", "", "ta sama sprawa co w „Wyrok za kredyty” (glos), podobieństwo"},
		{text("g", "kurier", "Most w PAP-ie", bridge+"\nWcześniej pisaliśmy o tym w sierpniu.", -1), "a", "", "tekst wcześniejszy, z którego pochodzi"},
		{text("h", "echo", "Przegląd prasy", bridge+"\n"+court, 5), "h", "", "przegląd wielu spraw, o czym mówi tytuł"},
		{text("i", "tygodnik", "Sobota i poniedziałek", lines[0]+"\n"+court, 5), "i", "", "przegląd wielu spraw (pasuje i do"},
		{text("b", "radio", "Nowy most od soboty, z wideo", bridge+"\nZobacz wideo.", 1), "a", "g", "przedruk: 9"},
		{text("j", "portal", "Most na Hańczy: rok później", bridgeOwn, 24*30), "j", "", "pierwszy tekst"},
	} {
		m := g.Add(c.text)
		if m.Story != c.story || m.CopyOf != c.copyOf || m.Clipping != c.text.ID || !strings.HasPrefix(m.Why, c.why) {
			t.Errorf("%s %q: got %+v, want story %s, copy of %q, %q…", c.text.ID, c.text.Title, m, c.story, c.copyOf, c.why)
		}
		if (m.CopyOf != "") != (m.Share >= 0.5) {
			t.Errorf("%s: copy of %q, share %.2f", c.text.ID, m.CopyOf, m.Share)
		}
	}
	if texts, groups := g.Len(); texts != 10 || groups != 5 {
		t.Errorf("%d texts in %d stories", texts, groups)
	}
}

// Paragraphs that an outlet prints under everything join nothing.
func TestLitter(t *testing.T) {
	g := stories.New(stories.Options{})
	bodies := []string{bridge, court,
		"Koncert kolęd odbędzie się w niedzielę w kościele na Zatorzu. Śpiewa chór Jutrzenka.",
		"Trzy psy ze schroniska szukają domu. Burek lubi dzieci, Łatka spacery.",
		"Przymrozki wrócą w środę. Synoptyk Adam Chmura ostrzega kierowców przed gołoledzią."}
	for i, body := range bodies {
		id := fmt.Sprint(i)
		if m := g.Add(text(id, "portal", "Tytuł "+strings.Fields(body)[0], body+strings.Repeat(footer, 3), i)); m.Story != id {
			t.Errorf("text %d joined %s: %s", i, m.Story, m.Why)
		}
	}
}

// The same texts in the same order give the same answers; and forgetting what
// is old leaves what is new where it stands.
func TestDeterministicAndForgetful(t *testing.T) {
	c := querytest.NewCorpus(3, 5_000)
	var all []stories.Text
	for i := range 300 {
		title, body := c.Article(uint64(i/2*2), 900) // pairs of copies
		all = append(all, text(fmt.Sprint(i), fmt.Sprint("o", i%5), title, body, i))
	}
	place := func(g *stories.Grouper) (out []press.Member) {
		for _, x := range all {
			out = append(out, g.Add(x))
		}
		return out
	}
	g := stories.New(stories.Options{})
	first := place(g)
	if second := place(stories.New(stories.Options{})); !slices.Equal(first, second) {
		t.Error("a second grouper answers otherwise")
	}
	g.Forget(start.Add(250 * time.Hour))
	if texts, _ := g.Len(); texts != 50 {
		t.Errorf("%d texts left, want 50", texts)
	}
	for i := 250; i < 300; i++ {
		if m := g.Add(all[i]); m.Story != first[i].Story {
			t.Errorf("text %d moved from %s to %s", i, first[i].Story, m.Story)
		}
	}
	if m := g.Add(text("new", "o9", all[299].Title, all[299].Body, 300)); m.Story != first[299].Story || m.CopyOf == "" {
		t.Errorf("a copy of what is left: %+v", m)
	}
}

func TestBCubed(t *testing.T) {
	want := map[string]string{"a": "1", "b": "1", "c": "2", "d": "2"}
	for _, c := range []struct {
		got     map[string]string
		p, r, f float64
	}{
		{want, 1, 1, 1},
		{map[string]string{}, 1, 0.5, 2.0 / 3},
		{map[string]string{"a": "x", "b": "x", "c": "x", "d": "x"}, 0.5, 1, 2.0 / 3},
	} {
		if p, r, f := storiestest.BCubed(c.got, want); p != c.p || r != c.r || f < c.f-1e-9 || f > c.f+1e-9 {
			t.Errorf("%v: %.3f %.3f %.3f", c.got, p, r, f)
		}
	}
}

// cpu is what the process has spent; on a busy machine it says more than the clock.
func cpu() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// BenchmarkAdd places an hour of 10,000 items, half of them copies.
func BenchmarkAdd(b *testing.B) {
	c := querytest.NewCorpus(3, 30_000)
	const hour = 10_000
	all := make([]stories.Text, hour)
	for i := range all {
		title, body := c.Article(uint64(i-i%2), 2000)
		all[i] = stories.Text{ID: fmt.Sprint(i), Outlet: fmt.Sprint("o", i%40), Title: title, Body: body, Published: start.Add(time.Duration(i) * time.Hour / hour)}
	}
	began := cpu()
	for b.Loop() {
		g := stories.New(stories.Options{})
		for _, x := range all {
			g.Add(x)
		}
	}
	b.ReportMetric(float64(b.N*hour)/(cpu()-began).Seconds(), "items/cpu-s")
}
