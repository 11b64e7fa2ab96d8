package web

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"prasowka/internal/polish"
	"prasowka/internal/press"
	"prasowka/internal/store"
)

// handSource is the source of publications that people file.
const handSource = "reka"

// maxHandText bounds the text of a publication filed by hand, in characters.
const maxHandText = 200_000

// handSort is a sort of publication that is filed by hand, with what it says of
// an outlet that the house does not know yet.
type handSort struct {
	Value, Text string
	medium      press.Medium
	class       press.Class
	kind        press.ClippingKind
}

var handSorts = []handSort{
	{"dziennik", "dziennik drukowany", press.Print, press.DailyPrint, press.Article},
	{"czasopismo", "tygodnik lub inne czasopismo", press.Print, press.PeriodicalPrint, press.Article},
	{"radio", "audycja radiowa", press.Radio, press.RadioBroadcast, press.Broadcast},
	{"telewizja", "audycja telewizyjna", press.TV, press.TVBroadcast, press.Broadcast},
	{"portal", "tekst z internetu, którego nie da się pobrać", press.Portal, press.NotPress, press.Article},
}

// handForm is a publication as its form gives it.
type handForm struct {
	Outlet, Sort, At, Title, Author, Place, Address, Text string
}

// handData is the data of the screen on which a publication is filed.
type handData struct {
	handForm
	ID      string // Clipping.ID of the one that is mended; empty: a new one
	Fetch   string // the address that is to be fetched
	Sorts   []handSort
	Outlets []press.Outlet
	Errors  []string
}

func (s *Site) handScreen(w http.ResponseWriter, r *http.Request) error {
	q := r.URL.Query()
	f := handForm{Sort: handSorts[1].Value, Address: q.Get("adres")}
	if f.Address != "" {
		f.Sort = "portal"
	}
	return s.showHand(w, r, 0, handData{handForm: f})
}

func (s *Site) showHand(w http.ResponseWriter, r *http.Request, status int, d handData) error {
	d.Sorts = handSorts
	var err error
	if d.Outlets, err = s.Store.Outlets(r.Context()); err != nil {
		return err
	}
	title := "Dodaj wycinek"
	if d.ID != "" {
		title = "Popraw wycinek"
	}
	return s.show(w, r, status, "hand", title, d)
}

// fileAddress makes a page known by its address; the desk fetches and reads it.
func (s *Site) fileAddress(w http.ResponseWriter, r *http.Request) error {
	ctx, now := r.Context(), s.Now()
	raw := strings.TrimSpace(r.FormValue("pobierz"))
	address, err := s.Canonical(raw)
	if err != nil {
		return s.showHand(w, r, http.StatusUnprocessableEntity, handData{
			handForm: handForm{Sort: handSorts[1].Value}, Fetch: raw,
			Errors: []string{"Adres: to nie jest adres strony; powinien zaczynać się od https:// albo http://."},
		})
	}
	var id int64
	do := func(tx *store.Tx) error {
		outlet, err := outletAt(ctx, tx, address)
		if err != nil {
			return err
		}
		page := press.Page{URL: address, Source: handSource, Outlet: outlet, Item: press.Item{URL: raw}, State: press.PageNew, NextAt: now}
		var fresh bool
		if id, fresh, err = tx.FindPage(ctx, page, now); err != nil || fresh {
			return err
		}
		known, err := tx.Page(ctx, id)
		if err != nil || known.State != press.PageQuarantined {
			return err
		}
		return tx.RetryPage(ctx, id, now)
	}
	if err := s.act(r, do, store.Entry{What: "dodał adres", Noun: "strona", Ref: address}); err != nil {
		return err
	}
	http.Redirect(w, r, fmt.Sprintf("/strony/%d", id), http.StatusSeeOther)
	return nil
}

// outletAt is the outlet at an address, made known when it is not.
func outletAt(ctx context.Context, tx *store.Tx, address string) (string, error) {
	outlets, err := tx.Outlets(ctx)
	if err != nil {
		return "", err
	}
	host := hostOf(address)
	for _, o := range outlets {
		if home := hostOf(o.Home); home != "" && (host == home || strings.HasSuffix(host, "."+home)) {
			return o.ID, nil
		}
	}
	o := press.Outlet{ID: polish.Slug(host), Name: host, Home: "https://" + host + "/", Medium: press.Portal, Class: press.NotPress}
	return o.ID, tx.MeetOutlet(ctx, o)
}

// pageData is the data of the screen of a page on its way to a clipping.
type pageData struct {
	store.VisitedPage
	OutletName string
	Retries    bool // it waits for another try
	Mark       string
}

// pageScreen shows how far a page is; one that has been read leads to its
// clipping.
func (s *Site) pageScreen(w http.ResponseWriter, r *http.Request) error {
	id, err := strconv.ParseInt(r.PathValue("page"), 10, 64)
	if err != nil {
		return press.NotFound("strona", r.PathValue("page"))
	}
	p, err := s.Store.Page(r.Context(), id)
	if err != nil {
		return err
	}
	if p.Clipping != "" && p.State != press.PageFetched {
		http.Redirect(w, r, "/wycinki/"+p.Clipping, http.StatusSeeOther)
		return nil
	}
	names, err := s.named(r.Context())
	if err != nil {
		return err
	}
	d := pageData{VisitedPage: p, OutletName: names.outlets[p.Outlet], Retries: p.State == press.PageNew && p.Trouble != press.NoTrouble}
	d.Mark = fmt.Sprintf("%s-%s-%d-%s", p.State, p.Trouble, p.Attempts, p.Clipping)
	return s.show(w, r, 0, "page", "Dodawanie wycinka", d)
}

// handOf reads the form and says what is wrong with it.
func (s *Site) handOf(r *http.Request) (f handForm, i press.Item, errs []string) {
	f = handForm{
		Outlet: oneLine(r.FormValue("redakcja")), Sort: r.FormValue("rodzaj"), At: r.FormValue("kiedy"), Title: oneLine(r.FormValue("tytul")),
		Author: oneLine(r.FormValue("autor")), Place: oneLine(r.FormValue("miejsce")), Address: strings.TrimSpace(r.FormValue("adres")),
		Text: strings.TrimSpace(strings.ReplaceAll(r.FormValue("tekst"), "\r\n", "\n")),
	}
	sort, known := f.sort()
	at, err := time.ParseInLocation(localMoment, f.At, polish.Warsaw)
	_, addressErr := s.Canonical(f.Address)
	for _, check := range []struct {
		bad bool
		why string
	}{
		{polish.Slug(f.Outlet) == "", "Redakcja: wpisz nazwę tytułu albo stacji."},
		{!known, "Rodzaj: wybierz z listy."},
		{err != nil, "Kiedy: podaj dzień i godzinę, na przykład 24.11.2026, 18:00."},
		{err == nil && (at.After(s.Now().Add(time.Hour)) || at.Year() < 1990), "Kiedy: ta data jest w przyszłości albo zbyt dawna."},
		{f.Title == "", "Tytuł: wpisz tytuł, a przy audycji jej temat."},
		{f.Text == "", "Treść: wklej, przepisz albo streść tekst; na niej pracują wyszukiwarka i tematy."},
		{utf8.RuneCountInString(f.Text) > maxHandText, "Treść: jest za długa; najwyżej 200 000 znaków."},
		{f.Address != "" && addressErr != nil, "Adres: powinien zaczynać się od https:// albo http://."},
	} {
		if check.bad {
			errs = append(errs, check.why)
		}
	}
	return f, press.Item{
		URL: f.Address, Title: f.Title, Summary: f.Text, Author: f.Author, Published: at,
		Hand: &press.Hand{Kind: sort.kind, Place: f.Place},
	}, errs
}

func (f handForm) sort() (handSort, bool) {
	for _, h := range handSorts {
		if h.Value == f.Sort {
			return h, true
		}
	}
	return handSort{}, false
}

// fileByHand files a publication that somebody read, heard or saw: a page whose
// item is all there is of it. What was filed before is mended so, too.
func (s *Site) fileByHand(w http.ResponseWriter, r *http.Request) error {
	ctx, now := r.Context(), s.Now()
	mended := r.PathValue("id")
	form, item, errs := s.handOf(r)
	scan, err := scanOf(r)
	var invalid *press.Invalid
	if errors.As(err, &invalid) {
		errs = append(errs, polish.Capital(invalid.Field)+" "+invalid.Why)
	} else if err != nil {
		return err
	}
	if len(errs) > 0 {
		return s.showHand(w, r, http.StatusUnprocessableEntity, handData{handForm: form, ID: mended, Errors: errs})
	}
	var page int64
	entry := store.Entry{What: "wpisał wycinek", Noun: "strona", Ref: item.Title}
	if mended != "" {
		entry.What = "poprawił wycinek"
	}
	do := func(tx *store.Tx) (err error) {
		if page, err = s.handPage(ctx, tx, mended, form, item, now); err != nil {
			return err
		}
		if err := tx.KeepItem(ctx, page, item, now); err != nil || scan == nil {
			return err
		}
		_, err = tx.PutScan(ctx, store.Attachment{Of: page, Name: scan.name, Type: scan.kind, At: now, By: person(r).ID}, scan.body)
		return err
	}
	if err := s.act(r, do, entry); err != nil {
		return err
	}
	http.Redirect(w, r, fmt.Sprintf("/strony/%d", page), http.StatusSeeOther)
	return nil
}

// scanOf is the file that came with the form; nil when there is none.
func scanOf(r *http.Request) (*upload, error) {
	_, header, err := r.FormFile("skan")
	if errors.Is(err, http.ErrMissingFile) || errors.Is(err, http.ErrNotMultipart) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	u, err := readUpload(header, maxFile, allowedTypes)
	return &u, err
}

// handPage is the page on which a publication is kept: the one of the clipping
// that is mended, the one at its address, or one of its own.
func (s *Site) handPage(ctx context.Context, tx *store.Tx, mended string, f handForm, i press.Item, now time.Time) (int64, error) {
	if mended != "" {
		p, _, err := handOfClipping(ctx, tx, mended)
		return p.ID, err
	}
	outlet, err := handOutlet(ctx, tx, f)
	if err != nil {
		return 0, err
	}
	address := press.URN + handSource + ":" + identity(outlet, f.At, f.Title)
	if f.Address != "" {
		if address, err = s.Canonical(f.Address); err != nil {
			return 0, err
		}
	}
	page := press.Page{URL: address, Source: handSource, Outlet: outlet, Item: i, State: press.PageNew}
	id, _, err := tx.FindPage(ctx, page, now)
	return id, err
}

// identity is the same for the same publication filed twice.
func identity(parts ...string) string {
	sum := sha256.Sum256([]byte(strings.Join(parts, "\x00")))
	return hex.EncodeToString(sum[:12])
}

// handOutlet is the outlet that the form names, made known when it is not.
func handOutlet(ctx context.Context, tx *store.Tx, f handForm) (string, error) {
	outlets, err := tx.Outlets(ctx)
	if err != nil {
		return "", err
	}
	id := polish.Slug(f.Outlet)
	for _, o := range outlets {
		if o.ID == id || strings.EqualFold(o.Name, f.Outlet) {
			return o.ID, nil
		}
	}
	sort, _ := f.sort()
	return id, tx.MeetOutlet(ctx, press.Outlet{ID: id, Name: f.Outlet, Medium: sort.medium, Class: sort.class})
}

// pageReader is the store as a screen or a transaction reads it.
type pageReader interface {
	PagesOf(ctx context.Context, clipping string) ([]store.VisitedPage, error)
	Raw(ctx context.Context, sum [32]byte) ([]byte, error)
}

// handOfClipping is the page on which a clipping was filed by hand, with its
// item as it was filed last; press.NotFound when it was not.
func handOfClipping(ctx context.Context, db pageReader, clipping string) (store.VisitedPage, press.Item, error) {
	pages, err := db.PagesOf(ctx, clipping)
	if err != nil {
		return store.VisitedPage{}, press.Item{}, err
	}
	for _, p := range pages {
		if p.Response.Type != press.ItemType {
			continue
		}
		raw, err := db.Raw(ctx, p.Response.SHA256)
		if err != nil {
			return p, press.Item{}, err
		}
		var item press.Item
		if err := json.Unmarshal(raw, &item); err != nil {
			return p, item, fmt.Errorf("item of page %d: %w", p.ID, err)
		}
		if item.Hand != nil {
			return p, item, nil
		}
	}
	return store.VisitedPage{}, press.Item{}, press.NotFound("wycinek wpisany ręcznie", clipping)
}

// mendScreen shows a publication as it was filed, to be mended.
func (s *Site) mendScreen(w http.ResponseWriter, r *http.Request) error {
	ctx, id := r.Context(), r.PathValue("id")
	p, item, err := handOfClipping(ctx, s.Store, id)
	if err != nil {
		return err
	}
	o, err := s.Store.Outlet(ctx, p.Outlet)
	if err != nil {
		return err
	}
	f := handForm{
		Outlet: o.Name, At: item.Published.In(polish.Warsaw).Format(localMoment), Title: item.Title, Author: item.Author,
		Place: item.Hand.Place, Address: item.URL, Text: item.Summary,
	}
	for _, h := range handSorts {
		if h.kind == item.Hand.Kind && (h.class == o.Class || f.Sort == "") {
			f.Sort = h.Value
		}
	}
	return s.showHand(w, r, 0, handData{handForm: f, ID: id})
}

// handed is what a clipping's screen says of how it was filed by hand.
type handed struct {
	On    bool
	Scans []store.Attachment
}

func (s *Site) handed(ctx context.Context, clipping string) (handed, error) {
	p, _, err := handOfClipping(ctx, s.Store, clipping)
	if errors.Is(err, press.ErrNotFound) {
		return handed{}, nil
	}
	if err != nil {
		return handed{}, err
	}
	scans, err := s.Store.Scans(ctx, p.ID)
	return handed{true, scans}, err
}

// scanFile sends a scan or a recording of a clipping, to be saved.
func (s *Site) scanFile(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	p, _, err := handOfClipping(ctx, s.Store, r.PathValue("id"))
	if err != nil {
		return err
	}
	id, err := strconv.ParseInt(r.PathValue("file"), 10, 64)
	if err != nil {
		return press.NotFound("skan", r.PathValue("file"))
	}
	a, body, err := s.Store.Scan(ctx, id)
	if err != nil {
		return err
	}
	if a.Of != p.ID {
		return press.NotFound("skan", cmp.Or(r.PathValue("file"), a.Name))
	}
	send(w, r, a.Name, a.Type, body, a.At)
	return nil
}
