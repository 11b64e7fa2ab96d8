package web

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"prasowka/config"
	"prasowka/internal/desk"
	"prasowka/internal/polish"
	"prasowka/internal/press"
	"prasowka/internal/store"
)

// A tab is a browser's tab on a house.
type tab struct {
	*house
	ctx context.Context
}

// visit opens a screen.
func (b *tab) visit(t *testing.T, path string) {
	t.Helper()
	if err := chromedp.Do(b.ctx, chromedp.Navigate(b.server.URL+path)); err != nil {
		t.Fatalf("visit %s: %v", path, err)
	}
}

// fill types values into the form of the screen.
func (b *tab) fill(t *testing.T, values map[string]string) {
	t.Helper()
	raw, err := json.Marshal(values)
	if err != nil {
		t.Fatal(err)
	}
	missing, err := chromedp.Run(b.ctx, chromedp.Evaluate[string](`(() => { const v = `+string(raw)+`, lost = [];
	for (const [name, value] of Object.entries(v)) { const e = document.querySelector("main [name=\""+name+"\"]"); if (!e) lost.push(name); else { e.focus(); e.value = value; e.dispatchEvent(new Event("input", {bubbles: true})); if (e.value !== value) lost.push(name+"="+e.value); } }
	return lost.join(" "); })()`))
	if err != nil || missing != "" {
		t.Fatalf("the form does not take %s, %v", missing, err)
	}
}

// press clicks what a selector names, and waits for the next screen.
func (b *tab) press(t *testing.T, selector string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, 30*time.Second)
	defer cancel()
	res, err := chromedp.RunResponse(ctx, chromedp.Click(selector))
	if err != nil || res.Status >= 400 {
		t.Fatalf("press %s: %+v, %v\n%s", selector, res, err, b.text(t))
	}
}

// text is what the screen says.
func (b *tab) text(t *testing.T) string {
	t.Helper()
	s, err := chromedp.Run(b.ctx, chromedp.Evaluate[string](`document.querySelector("main").innerText`))
	if err != nil {
		t.Fatal(err)
	}
	return strings.ReplaceAll(s, polish.NBSP, " ")
}

// says checks what the screen says.
func (b *tab) says(t *testing.T, want ...string) {
	t.Helper()
	text := b.text(t)
	for _, w := range want {
		if !strings.Contains(text, w) {
			t.Errorf("the screen lacks %q:\n%s", w, text)
		}
	}
}

// move makes a move of a case at a time.
func (b *tab) move(t *testing.T, id int, to, at string) {
	t.Helper()
	b.at(t, at)
	b.visit(t, fmt.Sprintf("/sprawy/%d", id))
	b.press(t, `form:has(input[name="do"][value="`+to+`"]) button`)
}

// change fills in fields of a case.
func (b *tab) change(t *testing.T, id int, values map[string]string) {
	t.Helper()
	b.visit(t, fmt.Sprintf("/sprawy/%d/zmien", id))
	b.fill(t, values)
	b.press(t, "main form button.main")
}

// at sets the clock of the house.
func (b *tab) at(t *testing.T, at string) {
	t.Helper()
	now, err := time.ParseInLocation("2006-01-02 15:04", at, polish.Warsaw)
	if err != nil {
		t.Fatal(err)
	}
	b.now = now
}

// pdf fetches a document, and answers its text and what pdfinfo says of it.
func (b *tab) pdf(t *testing.T, path string) (text, info string) {
	t.Helper()
	status, body := b.get(t, path)
	if status != http.StatusOK {
		t.Fatalf("GET %s: %d\n%s", path, status, body)
	}
	file := filepath.Join(t.ArtifactDir(), "dokument.pdf")
	if err := os.WriteFile(file, []byte(body), 0o600); err != nil {
		t.Fatal(err)
	}
	run := func(name string, args ...string) string {
		if _, err := exec.LookPath(name); err != nil {
			needs(t, name)
		}
		out, err := exec.CommandContext(t.Context(), name, args...).Output() //nolint:gosec // our own arguments
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		return string(out)
	}
	text = strings.Join(strings.Fields(strings.ReplaceAll(run("pdftotext", "-layout", file, "-"), polish.NBSP, " ")), " ")
	return text, run("pdfinfo", file)
}

// classify gives the outlet of the house its press class and editor.
func (b *tab) classify(t *testing.T) {
	t.Helper()
	err := b.Store.Write(t.Context(), func(tx *store.Tx) error {
		return tx.PutOutlet(t.Context(), press.Outlet{ID: "portal", Name: "Portal Grodziski", Home: "https://portal.example/", Medium: press.Portal, Class: press.DailyOnline,
			Editor: "Olga Naczelna", Address: "ul. Drukarska 2, 16-400 Suwałki"})
	})
	if err != nil {
		t.Fatal(err)
	}
}

// wake lets the desk do what is due.
func (b *tab) wake(t *testing.T) {
	t.Helper()
	d, err := desk.New(t.Context(), desk.Options{Config: &config.Config{Registers: b.Registers}, Store: b.Store, Archive: b.Archive, Analyzer: b.Analyzer, Now: func() time.Time { return b.now }, Log: b.Log})
	if err != nil {
		t.Fatal(err)
	}
	if err := d.Step(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
}

const correction = "Most nie kosztował 52 mln zł. Most kosztował 47 mln zł."

// A flag becomes a sprostowanie, its letter goes out, the editor refuses, it is
// sent again, and the watcher finds it in print and closes the case.
func TestRectificationInBrowser(t *testing.T) {
	b := &tab{office(t), browser(t)}
	id := b.file(t, "Most za 52 mln", "Jak ustaliliśmy, nowy most w mieście kosztował 52 mln zł.")
	b.classify(t)
	flag := press.Flag{ID: "f1", Kind: press.FlagFact, Clipping: id, Version: 1, Quote: "52 mln zł", Sentence: "Jak ustaliliśmy, nowy most w mieście kosztował 52 mln zł.", Expected: "47 mln zł", Remedy: press.Rectify, State: press.FlagOpen, Why: "inna kwota"}
	if err := b.Store.Write(t.Context(), func(tx *store.Tx) error {
		_, err := tx.PutFlag(t.Context(), flag, b.now)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	b.visit(t, "/flagi/f1")
	b.press(t, `main a[href="/rejestry/sprostowania/nowa?flaga=f1"]`)
	b.says(t, "Jak ustaliliśmy, nowy most w mieście kosztował 52 mln zł.")
	b.fill(t, map[string]string{"wnioskodawca": "Gmina Miasto Suwałki", "wnioskodawca_nazwa": "Gmina Miasto Suwałki", "podpisujacy": "Anna Wilczyńska", "funkcja": "rzecznik prasowy",
		"podstawa": "upoważnienie nr 12/2026", "adres_do_korespondencji": "ul. Mickiewicza 1, 16-400 Suwałki", "tekst": correction, "fakty": "tak"})
	b.press(t, "main form button.main")
	b.says(t, "Sprawa jest założona", "Szkic", "14 grudnia 2026")
	b.fill(t, map[string]string{"klasa": "061"})
	b.press(t, `form[action$="/znak"] button`)
	b.says(t, "BPM.061.1.2026")
	b.move(t, 1, "u_radcy", "2026-11-23 11:00")
	b.move(t, 1, "do_podpisu", "2026-11-24 09:00")
	text, info := b.pdf(t, "/sprawy/1/pisma/wniosek.pdf")
	for _, want := range []string{"BPM.061.1.2026", "24 listopada 2026", "23 listopada 2026", "Gmina Miasto Suwałki", "Redaktor Naczelny", "Portal Grodziski", "ul. Drukarska 2", "art. 31a ust. 1",
		"Jak ustaliliśmy, nowy most w mieście kosztował 52 mln zł.", "Anna Wilczyńska", "upoważnienie nr 12/2026"} {
		if !strings.Contains(text, want) {
			t.Errorf("the letter lacks %q:\n%s", want, text)
		}
	}
	if !regexp.MustCompile(`Tagged:\s+yes`).MatchString(info) {
		t.Errorf("the letter is not tagged:\n%s", info)
	}
	b.change(t, 1, map[string]string{"dowod_nadania": "00559007734012345678"})
	b.move(t, 1, "wyslane", "2026-11-24 14:00")
	b.move(t, 1, "doreczone", "2026-11-25 10:00")
	b.says(t, "Doręczone redakcji", "30 listopada 2026", "2 grudnia 2026") // 3 working days, 7 days
	b.change(t, 1, map[string]string{"odmowa_powod": "Redakcja uważa, że tekst nie odnosi się do faktów."})
	b.move(t, 1, "odmowa", "2026-11-30 12:00")
	b.says(t, "21 grudnia 2026") // 21 days anew from the refusal
	b.move(t, 1, "ponowione", "2026-12-02 12:00")
	b.move(t, 1, "doreczone_ponownie", "2026-12-03 12:00")
	b.says(t, "8 grudnia 2026", "10 grudnia 2026") // three working days and seven days again
	b.at(t, "2026-12-07 10:00")
	b.file(t, "Sprostowanie", correction+"\nAnna Wilczyńska, rzecznik prasowy")
	b.classify(t)
	b.wake(t)
	b.visit(t, "/sprawy/1")
	b.says(t, "Opublikowane", "stwierdził publikację i zamknął sprawę", "tekst kompletny", "w terminie (do 8 grudnia 2026", "bez komentarza obok")
	if text, _ := b.pdf(t, "/sprawy/1/akta/pdf"); !strings.Contains(text, "stwierdził publikację") || !strings.Contains(text, "Most za 52 mln") {
		t.Errorf("the file of the case:\n%s", text)
	}
}

// An application for the President's patronage from the public form to the
// organiser's report.
func TestPatronageInBrowser(t *testing.T) {
	b := &tab{publicHouse(t), browser(t)}
	b.visit(t, "/wniosek/patronaty")
	values := map[string]string{}
	for name, v := range application() {
		values[name] = v[0]
	}
	b.fill(t, values)
	b.now = b.now.Add(3 * time.Minute)
	b.press(t, "main form button.main")
	b.says(t, "Wniosek przyjęliśmy.", "Numer sprawy: 1")
	b.Demo = "anna"
	b.change(t, 1, map[string]string{"opinia": "Wydział popiera.", "decyzja_kto": "Prezydent Miasta"})
	b.move(t, 1, "opinia", "2026-11-24 09:00")
	b.move(t, 1, "decyzja", "2026-11-25 09:00")
	b.move(t, 1, "przyznany", "2026-11-26 09:00")
	b.says(t, "Przyznany", "8 stycznia 2027", "15 lutego 2027", "do potwierdzenia") // materials, report
	text, _ := b.pdf(t, "/sprawy/1/pisma/przyznanie.pdf")
	for _, want := range []string{"Stowarzyszenie Nad Rospudą", "Festyn Rzeki Rospudy", "honorowy patronat", "Prezydent Miasta", "26 listopada 2026"} {
		if !strings.Contains(text, want) {
			t.Errorf("the letter lacks %q:\n%s", want, text)
		}
	}
	b.at(t, "2027-01-17 09:00")
	b.file(t, "Festyn nad rzeką", "Festyn Rzeki Rospudy pod honorowym patronatem Prezydenta Miasta przyciągnął tłumy.")
	b.move(t, 1, "realizacja", "2027-01-18 09:00")
	b.move(t, 1, "zakonczony", "2027-02-01 09:00")
	b.says(t, "Zakończony")
	b.visit(t, "/sprawy/1/echo")
	b.says(t, "Festyn nad rzeką", "wymieniono w 1 z 1")
}

func TestConferencePackAsPDF(t *testing.T) {
	b := &tab{bridge(t), browser(t)}
	text, info := b.pdf(t, "/sprawy/2/pakiet/pdf")
	if !regexp.MustCompile(`Tagged:\s+yes`).MatchString(info) || !strings.Contains(info, "Pakiet na konferencję") {
		t.Errorf("pdfinfo says\n%s", info)
	}
	for _, want := range []string{"Oś czasu", "Most nad Rospudą droższy", "Prawdopodobne trudne pytania", "Rozbieżności do sprawdzenia"} {
		if !strings.Contains(text, want) {
			t.Errorf("the pack lacks %q:\n%s", want, text)
		}
	}
}

// invitedAndAuthorised asks somebody to the conference, case 2, and opens an
// authorisation that was printed, case 4.
func (b *tab) invitedAndAuthorised(t *testing.T) {
	t.Helper()
	if status, _ := b.do(t, http.MethodPost, "/sprawy/2/zaproszenia", map[string][]string{"czyn": {"zapros"}, "adresy": {"Sonia Fala <sonia@radio.example>"}}); status != 200 {
		t.Fatal(status)
	}
	id := b.file(t, "Most w maju", "Prezydent zapowiada: „Most będzie gotowy w czerwcu”. Mieszkańcy czekają.")
	form := map[string][]string{"medium": {"portal"}, "dziennikarz": {"Iga"}, "udzielil": {"Prezydent"}, "przekazano": {"2026-11-23T08:00"}, "tekst": {"Most będzie gotowy wiosną."}, "odeslany": {"Most będzie gotowy w maju."}, "ukazalo_sie": {id}}
	if status, _ := b.do(t, http.MethodPost, "/rejestry/autoryzacje/nowa", form); status != 200 {
		t.Fatal(status)
	}
}

// The screens of the office, for people with screen readers and small windows.
func TestOfficeScreensAreAccessible(t *testing.T) {
	script := axe(t)
	b := &tab{bridge(t), browser(t)}
	b.openRectification(t)
	if status, _ := b.do(t, http.MethodPost, "/media/dziennikarze/nowy", map[string][]string{"nazwa": {"Iga Pytalska"}, "redakcja": {"portal"}}); status != 200 {
		t.Fatal(status)
	}
	b.invitedAndAuthorised(t)
	for _, width := range []int64{1280, 320} {
		for _, path := range []string{"/rejestry", "/rejestry/sprostowania", "/rejestry/sprostowania/nowa", "/rejestry/konferencje/nowa", "/rejestry/sprostowania/import", "/sprawy/2", "/sprawy/3", "/sprawy/3/zmien", "/sprawy/2/echo",
			"/sprawy/2/pakiet/html", "/terminy", "/kalendarz", "/media", "/media/portal", "/media/dziennikarze/nowy", "/media/import", "/wniosek/patronaty", "/wniosek/patronaty/przyjety",
			"/sprawy/2/zaproszenia", b.comingPath(t, 1), "/statystyka", "/statystyka/zapytania", "/rejestry/kronika", "/rejestry/zwiazki/nowa", "/rejestry/konferencje/druk/html", "/sprawy/2/obecnosc/html", "/sprawy/4"} {
			t.Run(fmt.Sprintf("%d%s", width, path), func(t *testing.T) {
				if err := chromedp.Do(b.ctx, chromedp.EmulateViewport(width, 900)); err != nil {
					t.Fatal(err)
				}
				b.visit(t, path)
				out, err := chromedp.Run(b.ctx, chromedp.Evaluate[string](overflow))
				if err != nil || out != "" {
					t.Errorf("wider than the window: %s, %v", out, err)
				}
				if _, err := chromedp.Run(b.ctx, chromedp.Evaluate[any](script+"\n;0")); err != nil {
					t.Fatal(err)
				}
				found, err := chromedp.Run(b.ctx, chromedp.Evaluate[string](axeRun, chromedp.EvalAwaitPromise))
				if err != nil || found != "" {
					t.Errorf("axe-core finds %v:\n%s", err, found)
				}
			})
		}
	}
}

// keys presses keys one after another, as a person at the keyboard does.
func (b *tab) keys(t *testing.T, keys ...string) {
	t.Helper()
	for _, k := range keys {
		if err := chromedp.Do(b.ctx, chromedp.KeyEvent(k)); err != nil {
			t.Fatalf("key %q: %v", k, err)
		}
	}
}

// tabTo presses Tab until what a selector names has the focus, as one does who
// has no mouse; it must be seen to have it.
func (b *tab) tabTo(t *testing.T, selector string) {
	t.Helper()
	at := `(() => { const e = document.activeElement; if (!e.matches(` + "`" + selector + "`" + `)) return ""; const s = getComputedStyle(e); return s.outlineStyle !== "none" && parseFloat(s.outlineWidth) > 0 ? "seen" : "unseen"; })()`
	for range 250 {
		b.keys(t, "\t")
		got, err := chromedp.Run(b.ctx, chromedp.Evaluate[string](at))
		if err != nil {
			t.Fatal(err)
		}
		if got == "unseen" {
			t.Errorf("%s has the focus, but nothing shows it", selector)
		}
		if got != "" {
			return
		}
	}
	t.Fatalf("Tab does not lead to %s", selector)
}

// enter presses Enter on what has the focus, and waits for the next screen.
func (b *tab) enter(t *testing.T) {
	t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, 30*time.Second)
	defer cancel()
	res, err := chromedp.RunResponse(ctx, chromedp.KeyEvent("\r"))
	if err != nil || res.Status >= 400 {
		t.Fatalf("Enter: %+v, %v\n%s", res, err, b.text(t))
	}
}

// The keyboard alone opens a case, fills it in, moves it and reaches its
// letter.
func TestOfficeByKeyboard(t *testing.T) {
	b := &tab{office(t), browser(t)}
	b.classify(t)
	b.visit(t, "/rejestry/sprostowania")
	b.tabTo(t, `a[href="/rejestry/sprostowania/nowa"]`)
	b.enter(t)
	b.tabTo(t, `[name="medium"]`)
	b.keys(t, "P") // the first outlet that begins so
	b.tabTo(t, `[name="tytul"]`)
	b.keys(t, strings.Split("Most za 52 mln", "")...)
	b.tabTo(t, `[name="publikacja"]`)
	b.keys(t, strings.Split("11112026", "")...) // the same in every order of day and month
	b.tabTo(t, `main form button.main`)
	b.enter(t)
	b.says(t, "Sprawa jest założona", "Most za 52 mln", "Szkic", "Portal Grodziski", "11 listopada 2026")
	b.tabTo(t, `form:has(input[value="u_radcy"]) button`)
	b.enter(t)
	b.says(t, "U radcy prawnego")
	b.tabTo(t, `a[href="/sprawy/1/pisma/wniosek.html"]`)
	b.enter(t)
	if text, err := chromedp.Run(b.ctx, chromedp.Evaluate[string](`document.querySelector("main").innerText`)); err != nil || !strings.Contains(text, "Wniosek o publikację sprostowania") {
		t.Errorf("the letter says %q, %v", text, err)
	}
}

// An authorisation that runs out on a Sunday night: the card counts the hours,
// Terminy shows it missed, and the silence is noted as consent.
func TestAuthorisationOnSundayNightInBrowser(t *testing.T) {
	b := &tab{office(t), browser(t)}
	b.classify(t)
	b.at(t, "2026-11-22 19:05") // a Sunday
	b.visit(t, "/rejestry/autoryzacje/nowa")
	b.fill(t, map[string]string{"medium": "portal", "dziennikarz": "Iga Pytalska", "udzielil": "Prezydent Miasta", "przekazano": "2026-11-22T19:00", "tekst": "Most będzie gotowy w maju."})
	b.press(t, "main form button.main")
	b.says(t, "Autoryzacja wypowiedzi", "art. 14a", "pon. 23.11, 01:00", "zostało 5 godz. 55 min")
	b.at(t, "2026-11-23 00:30")
	b.visit(t, "/terminy")
	b.says(t, "Autoryzacja wypowiedzi", "zostało 30 min")
	b.at(t, "2026-11-23 01:01")
	b.visit(t, "/terminy")
	b.says(t, "Wypowiedź uznaje się za autoryzowaną bez zastrzeżeń.")
	b.move(t, 1, "milczaco", "2026-11-23 08:00")
	b.says(t, "Termin minął: autoryzowano milcząco", "nie biegnie")
	b.at(t, "2026-11-24 09:00")
	id := b.file(t, "Most w maju", "Prezydent zapowiada: „Most będzie gotowy w maju”. Mieszkańcy czekają.")
	b.change(t, 1, map[string]string{"ukazalo_sie": id})
	b.says(t, "Wydrukowano dosłownie")
}
