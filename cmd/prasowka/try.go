package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"strings"

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
	for _, src := range asked {
		fmt.Fprintf(out, "# %s (%s) %s\n", src.ID, src.Kind, src.URL)
		if err := trySource(sh.ctx, client, src, out); err != nil {
			failed++
			fmt.Fprintf(out, "nie udało się: %s\n  %v\n", gather.TroubleOf(err).Why(), err)
		}
		if err := out.Flush(); err != nil {
			return err
		}
	}
	if failed == len(asked) {
		return errNoAnswer
	}
	return nil
}

// errNoAnswer ends try with exit code 1 when no source gave anything.
var errNoAnswer = errors.New("żadne źródło nie dało artykułów")

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

func trySource(ctx context.Context, client *gather.Client, src press.Source, out *bufio.Writer) error {
	verdict, err := client.Robots(ctx, src.URL)
	if err != nil {
		return err
	}
	fmt.Fprintln(out, describeVerdict(verdict))
	if src.Kind == "auto" {
		found, err := gather.Discover(ctx, client, src.URL)
		if err != nil {
			return err
		}
		fmt.Fprintf(out, "tytuł strony: %s\n", found.Title)
		for _, f := range found.Candidates {
			fmt.Fprintf(out, "  %-8s %s (%s; %s)\n", f.Kind, f.URL, polish.Counted(f.Items, "pozycja", "pozycje", "pozycji"), f.Why)
		}
	}
	list, err := gather.List(ctx, client, src, gather.State{})
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "czytane jako: %s %s %s\n%s:\n", list.Kind, list.Format, list.URL, polish.Counted(len(list.Items), "pozycja", "pozycje", "pozycji"))
	for i, item := range list.Items {
		if i == shown {
			fmt.Fprintf(out, "  … i jeszcze %d\n", len(list.Items)-shown)
			break
		}
		fmt.Fprintf(out, "  %s  %s\n    %s\n", when(item), item.Title, item.URL)
	}
	for _, item := range list.Items {
		if item.Post == nil {
			if err := tryArticle(ctx, client, src, item, out); err != nil {
				return err
			}
			return tryRecipe(ctx, client, src, list, out)
		}
	}
	return nil
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

// tryArticle prints one article as it is read.
func tryArticle(ctx context.Context, client *gather.Client, src press.Source, item press.Item, out *bufio.Writer) error {
	page, err := gather.Fetch(ctx, client, item.URL, gather.Conditional{})
	if err != nil {
		return err
	}
	a, err := extract.Read(page.Body, extract.Hints{URL: page.URL, ContentType: page.Type, Item: item, Recipe: src.Recipe})
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "pierwszy artykuł, jak go czytamy (kodowanie %s):\n  tytuł: %s\n  autor: %s\n  data: %s (%s)\n", a.Encoding, a.Title, a.Author, polish.FormatDateTimeLong(a.Published), a.DateFrom)
	for i, p := range strings.Split(a.Text, "\n") {
		if i == 5 {
			fmt.Fprintln(out, "  …")
			break
		}
		fmt.Fprintf(out, "  | %s\n", p)
	}
	return nil
}
