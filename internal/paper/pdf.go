package paper

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"html"
	"os"
	"os/exec"
	"path/filepath"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// ErrNoBrowser says that there is no Chromium to print with. The text is for
// people: it says what to do and what to take instead.
var ErrNoBrowser = errors.New("do PDF potrzebna jest przeglądarka Chromium, a nie znaleziono żadnej: zainstaluj pakiet chromium albo podaj ścieżkę w konfiguracji; ten sam dokument można pobrać jako HTML lub DOCX")

// PDFOptions say how a page is printed.
type PDFOptions struct {
	Browser string        // path or name of a Chromium; empty: the first found in PATH
	Footer  string        // at the foot of each page, before the page number
	Timeout time.Duration // of the whole printing; 0: 60 s
}

// browsers are the names under which Chromium is installed.
var browsers = []string{"chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome", "microsoft-edge", "headless-shell"}

// Browser is the path of the Chromium that PDF would use; ErrNoBrowser when
// there is none. An empty name searches PATH for the usual ones.
func Browser(name string) (string, error) {
	if name != "" {
		path, err := exec.LookPath(name)
		if err != nil {
			return "", fmt.Errorf("przeglądarka %q z konfiguracji: %w (%w)", name, ErrNoBrowser, err)
		}
		return path, nil
	}
	for _, b := range browsers {
		if path, err := exec.LookPath(b); err == nil {
			return path, nil
		}
	}
	return "", ErrNoBrowser
}

// PDF prints a whole HTML page on A4 as a tagged PDF with page numbers and an
// outline of its headings. The document's language and title are those of the
// HTML. Scripts do not run and nothing is fetched. Printing takes a browser of
// its own, one or two seconds and some 200 MB; it ends with ctx, or after the
// time limit, and leaves nothing behind.
func PDF(ctx context.Context, htmlPage []byte, o PDFOptions) ([]byte, error) {
	path, err := Browser(o.Browser)
	if err != nil {
		return nil, fmt.Errorf("paper.PDF: %w", err)
	}
	ctx, cancel := context.WithTimeout(ctx, cmp.Or(o.Timeout, time.Minute))
	defer cancel()
	home, err := os.MkdirTemp("", "prasowka-pdf-")
	if err != nil {
		return nil, fmt.Errorf("paper.PDF: %w", err)
	}
	defer os.RemoveAll(home)
	out, err := printPage(ctx, path, home, htmlPage, o.Footer)
	if err != nil {
		return nil, fmt.Errorf("paper.PDF: %s: %w", filepath.Base(path), errors.Join(err, ctx.Err()))
	}
	return out, nil
}

// printPage runs one browser for one page.
func printPage(ctx context.Context, path, home string, htmlPage []byte, footer string) ([]byte, error) {
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(path),
		chromedp.UserDataDir(home),
		chromedp.Flag("disable-gpu", true),
		chromedp.Flag("lang", "pl"),
		chromedp.Flag("blink-settings", "scriptEnabled=false"),
		chromedp.Flag("host-resolver-rules", "MAP * ~NOTFOUND"),
	)
	if os.Geteuid() == 0 {
		// Chromium refuses to sandbox root. The page is our own, without scripts.
		options = append(options, chromedp.NoSandbox)
	}
	ctx, stop := chromedp.NewExecAllocator(ctx, options...)
	defer stop()
	ctx, closeTab := chromedp.NewContext(ctx)
	defer closeTab()
	if err := chromedp.Do(ctx, chromedp.Navigate("about:blank")); err != nil {
		return nil, fmt.Errorf("start: %w", err)
	}
	frames, err := chromedp.Call(ctx, page.GetFrameTree, cdp.Empty{})
	if err != nil {
		return nil, fmt.Errorf("frame: %w", err)
	}
	content := page.SetDocumentContentParams{FrameID: frames.FrameTree.Frame.ID, HTML: string(htmlPage)}
	if _, err := chromedp.Call(ctx, page.SetDocumentContent, content); err != nil {
		return nil, fmt.Errorf("set page of %d bytes: %w", len(htmlPage), err)
	}
	return chromedp.Run(ctx, chromedp.PrintToPDF(
		chromedp.PDFPaper(chromedp.PaperA4),
		chromedp.PDFMargins(0.79, 0.79, 0.95, 0.79),
		chromedp.PDFPreferCSSPageSize(),
		chromedp.PDFPrintBackground(),
		chromedp.PDFOutlineAndTagged(),
		chromedp.PDFHeaderTemplate("<span></span>"),
		chromedp.PDFFooterTemplate(footerHTML(footer)),
		chromedp.PDFStream(),
	))
}

// footerHTML is the foot of each page: the footer at the left, the page number
// at the right.
func footerHTML(footer string) string {
	return `<div style="width:100%;padding:0 18mm;font:8pt Georgia,'Liberation Serif',serif;color:#333;display:flex;justify-content:space-between">` +
		`<span>` + html.EscapeString(legal(footer)) + `</span><span>Strona <span class="pageNumber"></span> z&nbsp;<span class="totalPages"></span></span></div>`
}
