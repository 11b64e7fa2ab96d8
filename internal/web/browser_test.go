package web

import (
	"context"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"prasowka/internal/paper"
)

// needs gives up on a tool that is not here: in CI that is a failure, on a
// machine with Go alone the test is passed over.
func needs(t *testing.T, what string) {
	t.Helper()
	if os.Getenv("CI") != "" {
		t.Fatalf("%s is missing; .ci/run installs it", what)
	}
	t.Skipf("%s is missing", what)
}

// browser starts a Chromium for the test.
func browser(t *testing.T) context.Context {
	t.Helper()
	path, err := paper.Browser("")
	if err != nil {
		needs(t, "Chromium")
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(path), chromedp.UserDataDir(t.TempDir()),
		chromedp.Flag("disable-gpu", true), chromedp.Flag("lang", "pl"),
		chromedp.Flag("host-resolver-rules", "MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"),
	)
	if os.Geteuid() == 0 {
		options = append(options, chromedp.NoSandbox)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 3*time.Minute)
	t.Cleanup(cancel)
	ctx, stop := chromedp.NewExecAllocator(ctx, options...)
	t.Cleanup(stop)
	ctx, closeTab := chromedp.NewContext(ctx)
	t.Cleanup(closeTab)
	return ctx
}

// axe is the source of axe-core, from the file that PRASOWKA_AXE names.
func axe(t *testing.T) string {
	t.Helper()
	source, err := os.ReadFile(os.Getenv("PRASOWKA_AXE"))
	if err != nil {
		needs(t, "axe-core (PRASOWKA_AXE)")
	}
	return string(source)
}

// axeRun answers a line for each thing that axe-core finds.
const axeRun = `(async () => {
  const found = await axe.run(document, {runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]});
  return found.violations.map(v => v.id + ": " + v.help + " " + v.nodes.slice(0, 3).map(n => n.target.join(" ")).join(" | ")).join("\n");
})()`

// overflow answers what sticks out of the window to the right.
const overflow = `(() => {
  const wide = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= wide) return "";
  return [...document.querySelectorAll("body *")].filter(e => e.getBoundingClientRect().right > wide + 1 && !e.closest(".scroll")).slice(0, 3)
    .map(e => e.tagName + "." + e.className).join(", ") || "the page";
})()`

// screensOf is every screen of a house that holds one clipping.
func screensOf(h *house, id string) []string {
	return []string{"/", "/szukaj", "/szukaj?q=most", "/szukaj?q=zamek", "/szukaj?q=(most", "/wycinki/" + id, "/wycinki/nowy", "/watki/" + id, "/tematy", "/zrodla", "/zrodla/portal", "/wyslane", "/nie-ma"}
}

func TestScreensAreAccessible(t *testing.T) {
	script := axe(t)
	ctx := browser(t)
	h := open(t, "anna")
	id := h.file(t, "Most nad Rospudą otwarty po dwóch latach budowy", "Prezydent otworzył most.\nMieszkańcy czekali na niego dwa lata.")
	screens := slices.Concat(screensOf(h, id), h.awaited(t), h.officeScreens(t))
	for _, width := range []int64{1280, 380, 320} {
		for _, path := range screens {
			t.Run(fmt.Sprintf("%d%s", width, path), func(t *testing.T) {
				err := chromedp.Do(ctx, chromedp.EmulateViewport(width, 900), chromedp.Navigate(h.server.URL+path))
				if err != nil {
					t.Fatal(err)
				}
				out, err := chromedp.Run(ctx, chromedp.Evaluate[string](overflow))
				if err != nil || out != "" {
					t.Errorf("wider than the window: %s, %v", out, err)
				}
				if _, err := chromedp.Run(ctx, chromedp.Evaluate[any](script+"\n;document.querySelectorAll('details').forEach((d) => { d.open = true; });0")); err != nil {
					t.Fatal(err)
				}
				found, err := chromedp.Run(ctx, chromedp.Evaluate[string](axeRun, chromedp.EvalAwaitPromise))
				if err != nil {
					t.Fatal(err)
				}
				if found != "" {
					t.Errorf("axe-core finds:\n%s", found)
				}
			})
		}
	}
}

// The keyboard alone finds, moves and opens.
func TestKeyboard(t *testing.T) {
	ctx := browser(t)
	h := open(t, "anna")
	id := h.file(t, "Most nad Rospudą", "Prezydent otworzył most.")
	if err := chromedp.Do(ctx, chromedp.Navigate(h.server.URL+"/"), chromedp.KeyEvent("/"), chromedp.KeyEvent("mostu\r"), chromedp.WaitVisible("main ol[start]")); err != nil {
		t.Fatal(err)
	}
	if _, err := chromedp.Run(ctx, chromedp.Poll[bool](`document.readyState === "complete"`)); err != nil { // the results' script included
		t.Fatal(err)
	}
	if err := chromedp.Do(ctx, chromedp.KeyEvent("j"), chromedp.KeyEvent("o"), chromedp.WaitVisible("#wersje")); err != nil {
		t.Fatal(err)
	}
	at, err := chromedp.Run(ctx, chromedp.Location())
	if err != nil || !strings.Contains(at, "/wycinki/"+id) {
		t.Errorf("keys led to %s, %v", at, err)
	}
}
