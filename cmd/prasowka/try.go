package main

import (
	"bufio"
	"cmp"
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"prasowka/config"
	"prasowka/internal/extract"
	"prasowka/internal/gather"
	"prasowka/internal/polish"
	"prasowka/internal/press"
)

type tryCmd struct {
	Config string `default:"config" env:"PRASOWKA_CONFIG" help:"Folder of the configuration." type:"path"`
	What   string `arg:"" name:"NAME|URL" help:"A configured outlet or source, or an address."`
}

// Run asks a source once, as the program would, and prints what it gives.
// Nothing is kept.
func (c tryCmd) Run(sh *shell) error {
	conf, _, err := place{Config: c.Config}.load()
	if err != nil {
		return err
	}
	crawl := conf.Main.Crawl
	client := gather.NewClient(gather.Options{
		Contact: crawl.Contact, AllowPrivate: crawl.AllowPrivate, MaxBytes: int64(crawl.MaxBytes),
		Timeout: crawl.Timeout.Std(), Pause: crawl.Pause.Std(),
	})
	defer client.Close()
	out := bufio.NewWriter(sh.out)
	defer out.Flush()
	asked := c.sources(conf)
	failed := 0
	for i, src := range asked {
		if i > 0 {
			fmt.Fprintln(out)
		}
		fmt.Fprintf(out, "# %s (%s) %s\n", src.ID, src.Kind, src.URL)
		verdict, err := trySource(sh.ctx, client, src, out)
		if err != nil {
			failed++
			verdict = sourceFailure(err)
		}
		fmt.Fprintln(out, "WYNIK: "+verdict)
		if err := out.Flush(); err != nil {
			return err
		}
	}
	switch {
	case failed == 0:
		return nil
	case len(asked) == 1:
		return errTrouble
	}
	return fmt.Errorf("%w: %d z %d", errTrouble, failed, len(asked))
}

// errTrouble ends try with exit code 1 when a source cannot be read.
var errTrouble = errors.New("źródła nie da się czytać")

// sourceFailure says what is wrong with a source, what to do about it, and last the
// words of the machine.
func sourceFailure(err error) string {
	var invalid *press.Invalid
	if errors.As(err, &invalid) {
		return "nie działa: " + invalid.Why
	}
	s := "nie działa: " + gather.TroubleOf(err).Why() + "."
	if advice := advice(gather.TroubleOf(err)); advice != "" {
		s += "\n  Co zrobić: " + advice
	}
	return s + "\n  Szczegóły: " + err.Error()
}

// advice is what an administrator can do about a trouble.
func advice(t press.Trouble) string {
	switch t {
	case press.TroubleDNS:
		return "sprawdź, czy adres jest wpisany bez błędu i czy ten komputer ma dostęp do Internetu."
	case press.TroubleDown, press.TroubleSlow, press.Trouble5xx:
		return "otwórz adres w przeglądarce. Jeżeli tam działa, spróbuj ponownie za kilka minut; program ponawia sam."
	case press.TroubleTLS:
		return "otwórz adres w przeglądarce i sprawdź certyfikat; czasem pomaga adres z http:// zamiast https://."
	case press.Trouble403, press.TroubleRobots:
		return "serwer nie wpuszcza programów. Napisz do redakcji z prośbą o kanał RSS; adres kontaktowy, którym się przedstawiamy, stoi w crawl.contact."
	case press.Trouble404:
		return "strona zmieniła adres. Podaj „prasowka try” adres strony głównej: sam znajdzie kanał."
	case press.Trouble429:
		return "pytamy za często. Zwiększ every.min tego źródła i spróbuj za godzinę."
	case press.TroubleNoFeed, press.TroubleParse, press.TroubleEmpty, press.TroubleSoft:
		return "pod tym adresem nie ma listy artykułów. Podaj stronę główną i kind: auto albo adres kanału, do którego prowadzi ikona RSS."
	case press.TroubleGuard:
		return "adres jest w sieci wewnętrznej. Jeżeli tak ma być, dopisz go do crawl.allow_private."
	case press.TroubleNoText, press.TroubleCookie, press.TroublePay:
		return "lista działa, ale artykułu nie da się wydobyć. Wskaż jego miejsce w recipe.keep (selektor CSS) w pliku źródła."
	case press.TroubleBig:
		return "odpowiedź jest większa niż crawl.max_bytes."
	}
	return ""
}

// sources are those that the argument names: a source, an outlet's, or an
// address to be found out about.
func (c tryCmd) sources(conf *config.Config) []press.Source {
	var found []press.Source
	for _, o := range conf.Outlets {
		for _, s := range o.Nouns(conf.Main.Crawl) {
			if s.ID == c.What || o.ID == c.What {
				found = append(found, s)
			}
		}
	}
	if len(found) > 0 {
		return found
	}
	address := c.What
	if !strings.Contains(address, "://") {
		address = "https://" + address
	}
	return []press.Source{{ID: c.What, Kind: "auto", URL: address}}
}

// shown is how many items of a list are printed.
const shown = 10

// trySource asks a source once and says in a sentence what it is worth.
func trySource(ctx context.Context, client *gather.Client, src press.Source, out *bufio.Writer) (verdict string, err error) {
	if src.URL != "" {
		robots, err := client.Robots(ctx, src.URL)
		if err != nil {
			return "", err
		}
		fmt.Fprintln(out, describeVerdict(robots))
	}
	if src.Kind == "auto" {
		found, err := gather.Discover(ctx, client, src.URL)
		if err != nil {
			return "", err
		}
		fmt.Fprintf(out, "tytuł strony: %s\nco na niej znaleziono, od najlepszego:\n", found.Title)
		for _, f := range found.Candidates {
			fmt.Fprintf(out, "  %-8s %s (%s)\n", f.Kind, f.URL, f.Why)
		}
		if found.Broken.URL != "" {
			fmt.Fprintf(out, "  %-8s %s (wskazany na stronie, ale nie działa: %s)\n", found.Broken.Kind, found.Broken.URL, found.Broken.Trouble.Why())
		}
	}
	list, err := gather.List(ctx, client, src, gather.State{})
	if err != nil {
		return "", err
	}
	fmt.Fprintf(out, "czytane jako: %s %s %s\n%s:\n", list.Kind, list.Format, list.URL, polish.Counted(len(list.Items), "pozycja", "pozycje", "pozycji"))
	for i, item := range list.Items {
		if i == shown {
			fmt.Fprintf(out, "  … i jeszcze %d\n", len(list.Items)-shown)
			break
		}
		fmt.Fprintf(out, "  %s  %s\n    %s\n", when(item), item.Title, item.URL)
	}
	if src.Kind != "auto" { // what was found is said above
		for _, note := range list.Notes {
			fmt.Fprintln(out, "uwaga: "+note)
		}
	}
	read, err := tryFirst(ctx, client, src, list, out)
	if err != nil {
		return "", err
	}
	return "działa: " + polish.Counted(len(list.Items), "pozycja", "pozycje", "pozycji") + newest(list.Items) + "; " + read + ".", nil
}

// newest says when the last item came out.
func newest(items []press.Item) string {
	var at time.Time
	for _, i := range items {
		if i.Published.After(at) {
			at = i.Published
		}
	}
	if at.IsZero() {
		return ", lista bez dat"
	}
	return ", najnowsza " + polish.FormatDateTime(at)
}

// triedArticles is how many articles may fail to read before the source does:
// the first may be a gallery.
const triedArticles = 3

// tryFirst reads the first article that can be read, prints it, and says how
// that went. Posts come whole with their list.
func tryFirst(ctx context.Context, client *gather.Client, src press.Source, list *gather.Listing, out *bufio.Writer) (string, error) {
	var failed error
	tried := 0
	for _, item := range list.Items {
		if item.Post != nil {
			continue
		}
		if tried++; tried > triedArticles {
			break
		}
		words, err := tryArticle(ctx, client, src, item, out)
		if err != nil {
			fmt.Fprintf(out, "nie da się przeczytać %s: %s\n", item.URL, gather.TroubleOf(err).Why())
			failed = err
			continue
		}
		return "pierwszy artykuł ma " + polish.Counted(words, "słowo", "słowa", "słów") + " – porównaj go powyżej ze stroną", tryRecipe(ctx, client, src, list, out)
	}
	if failed != nil {
		return "", failed
	}
	return "wpisy przychodzą w całości z listą", nil
}

// describeVerdict says what robots.txt wants of us.
func describeVerdict(v gather.Verdict) string {
	s := "robots.txt: wolno pytać"
	if !v.Allowed {
		s = "robots.txt: nie wolno pytać o ten adres"
	}
	if v.Delay > 0 {
		s += fmt.Sprintf(", nie częściej niż co %s", v.Delay)
	}
	if n := len(v.Sitemaps); n > 0 {
		s += ", podaje " + polish.Counted(n, "mapę strony", "mapy strony", "map strony")
	}
	return s
}

func when(item press.Item) string {
	if item.Published.IsZero() {
		return "(bez daty)"
	}
	return polish.FormatDateTime(item.Published)
}

// tryArticle prints one article as it is read, and counts its words.
func tryArticle(ctx context.Context, client *gather.Client, src press.Source, item press.Item, out *bufio.Writer) (words int, err error) {
	page, err := gather.Fetch(ctx, client, item.URL, gather.Conditional{})
	if err != nil {
		return 0, err
	}
	a, err := extract.Read(page.Body, extract.Hints{URL: page.URL, ContentType: page.Type, Item: item, Recipe: src.Recipe})
	if err != nil {
		var known *extract.Error
		if errors.As(err, &known) {
			err = &gather.Error{Trouble: known.Trouble, URL: page.URL, Err: known.Err}
		}
		return 0, err
	}
	author, date := cmp.Or(a.Author, "nie podano"), "nie podano"
	if !a.Published.IsZero() {
		date = polish.FormatDateTimeLong(a.Published) + " (" + a.DateFrom + ")"
	}
	fmt.Fprintf(out, "pierwszy artykuł, jak go czytamy (kodowanie %s):\n  tytuł: %s\n  autor: %s\n  data: %s\n", a.Encoding, a.Title, author, date)
	for i, p := range strings.Split(a.Text, "\n") {
		if i == 5 {
			fmt.Fprintln(out, "  …")
			break
		}
		fmt.Fprintf(out, "  | %s\n", p)
	}
	return len(strings.Fields(a.Text)), nil
}
