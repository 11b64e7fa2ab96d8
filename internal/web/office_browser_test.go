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
	b.visit(t, "/rejestry/sprostowania/nowa?flaga=f1")
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

// The screens of the office, for people with screen readers and small windows.
func TestOfficeScreensAreAccessible(t *testing.T) {
	script := axe(t)
	b := &tab{bridge(t), browser(t)}
	b.openRectification(t)
	if status, _ := b.do(t, http.MethodPost, "/media/dziennikarze/nowy", map[string][]string{"nazwa": {"Iga Pytalska"}, "redakcja": {"portal"}}); status != 200 {
		t.Fatal(status)
	}
	for _, width := range []int64{1280, 320} {
		for _, path := range []string{"/rejestry", "/rejestry/sprostowania", "/rejestry/sprostowania/nowa", "/rejestry/konferencje/nowa", "/rejestry/sprostowania/import", "/sprawy/2", "/sprawy/3", "/sprawy/3/zmien", "/sprawy/2/echo",
			"/sprawy/2/pakiet/html", "/terminy", "/kalendarz", "/media", "/media/portal", "/media/dziennikarze/nowy", "/media/import", "/wniosek/patronaty", "/wniosek/patronaty/przyjety"} {
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
