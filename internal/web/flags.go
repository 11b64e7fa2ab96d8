package web

import (
	"fmt"
	"html/template"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"prasowka/internal/cases"
	"prasowka/internal/polish"
	"prasowka/internal/press"
	"prasowka/internal/store"
)

// flagsData is the data of the screen Flagi.
type flagsData struct {
	States, Kinds []Link
	State         press.FlagState
	Flags         []flagRow
	Precision     []precisionRow
}

// flagRow is a flag as a line of a list.
type flagRow struct {
	press.Flag
	Clip clip
}

// precisionRow is how often officers agreed with one kind of flag.
type precisionRow struct {
	Kind              press.FlagKind
	Right, Wrong      int
	Open, Mended, All int
}

// Share is the precision, 0–1; only when anything was decided.
func (p precisionRow) Share() float64 { return float64(p.Right) / float64(max(1, p.Right+p.Wrong)) }

// Decided is how many flags a person has judged.
func (p precisionRow) Decided() int { return p.Right + p.Wrong }

var flagStates = []struct {
	state press.FlagState
	text  string
}{
	{press.FlagOpen, "Do decyzji"}, {press.FlagConfirmed, "Potwierdzone"}, {press.FlagCase, "W sprawie"},
	{press.FlagMended, "Poprawione przez redakcję"}, {press.FlagDismissed, "Odrzucone"}, {"", "Wszystkie"},
}

func (s *Site) flags(w http.ResponseWriter, r *http.Request) error {
	ctx, params := r.Context(), r.URL.Query()
	f := store.FlagFilter{State: press.FlagOpen, Kind: press.FlagKind(params.Get("rodzaj"))}
	if params.Has("stan") {
		f.State = press.FlagState(params.Get("stan"))
	}
	d := flagsData{State: f.State}
	at := func(state press.FlagState, kind press.FlagKind) string {
		q := url.Values{"stan": {string(state)}}
		if kind != "" {
			q.Set("rodzaj", string(kind))
		}
		return "/flagi?" + q.Encode()
	}
	for _, o := range flagStates {
		d.States = append(d.States, Link{Text: o.text, Href: at(o.state, f.Kind), Current: o.state == f.State})
	}
	d.Kinds = append(d.Kinds, Link{Text: "każdy rodzaj", Href: at(f.State, ""), Current: f.Kind == ""})
	for _, k := range press.FlagKinds {
		d.Kinds = append(d.Kinds, Link{Text: string(k), Href: at(f.State, k), Current: k == f.Kind})
	}
	found, err := s.Store.Flags(ctx, f)
	if err != nil {
		return err
	}
	if d.Flags, err = s.flagRows(r, found); err != nil {
		return err
	}
	counts, err := s.Store.FlagCounts(ctx, s.Now().AddDate(-1, 0, 0))
	if err != nil {
		return err
	}
	for _, k := range press.FlagKinds {
		if row := precisionOf(k, counts[k]); row.All > 0 {
			d.Precision = append(d.Precision, row)
		}
	}
	return s.show(w, r, 0, "flags", "Flagi", d)
}

// precisionOf counts what was decided on one kind. What the outlet mended by
// itself judges nothing.
func precisionOf(kind press.FlagKind, counts map[press.FlagState]int) precisionRow {
	row := precisionRow{
		Kind: kind, Right: counts[press.FlagConfirmed] + counts[press.FlagCase], Wrong: counts[press.FlagDismissed],
		Open: counts[press.FlagOpen], Mended: counts[press.FlagMended],
	}
	row.All = row.Right + row.Wrong + row.Open + row.Mended
	return row
}

func (s *Site) flagRows(r *http.Request, flags []press.Flag) ([]flagRow, error) {
	names, err := s.named(r.Context())
	if err != nil {
		return nil, err
	}
	ids := make([]string, len(flags))
	for i, f := range flags {
		ids[i] = f.Clipping
	}
	filings, err := s.Store.ClippingsByID(r.Context(), slices.Compact(slices.Sorted(slices.Values(ids))))
	if err != nil {
		return nil, err
	}
	clips := map[string]clip{}
	for _, c := range names.clips(filings) {
		clips[c.ID] = c
	}
	out := make([]flagRow, len(flags))
	for i, f := range flags {
		out[i] = flagRow{Flag: f, Clip: clips[f.Clipping]}
	}
	return out, nil
}

// flagData is the data of the screen of one flag.
type flagData struct {
	Heading  string
	Flag     press.Flag
	Clip     clip
	Outlet   press.Outlet
	Press    bool
	Passage  template.HTML
	Where    string
	Changed  bool // the text was edited after the flag was raised
	Fact     *press.Fact
	Cell     string       // who answers for the card, by name
	Diff     []polish.Run // against the words that we have
	Term     *clock       // SPR-21, when a rectification may be asked for
	Register bool         // the register Sprostowania takes cases from this person
	Case     int64        // the case opened from it
	Who      string
	Reasons  []string
}

// rectifications is the register of rectifications.
const rectifications = "sprostowania"

// dismissals are the usual reasons to dismiss a flag.
var dismissals = []string{
	"tekst mówi o innym okresie albo zakresie", "tekst mówi o innym mieście albo podmiocie", "wartość zgodna, zaokrąglona",
	"to opinia, nie fakt", "to cudza wypowiedź, przytoczona wiernie", "karta faktu jest nieaktualna",
}

func (s *Site) flag(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	f, err := s.Store.Flag(ctx, r.PathValue("id"))
	if err != nil {
		return err
	}
	rows, err := s.flagRows(r, []press.Flag{f})
	if err != nil {
		return err
	}
	d := flagData{Heading: strings.TrimSuffix(sentence(string(f.Kind)), "."), Flag: f, Clip: rows[0].Clip, Reasons: dismissals}
	if d.Outlet, err = s.Store.Outlet(ctx, d.Clip.Outlet); err != nil {
		return err
	}
	d.Press = d.Outlet.Class.IsPress()
	if err := s.passage(r, &d); err != nil {
		return err
	}
	if err := s.against(r, &d); err != nil {
		return err
	}
	if d.Term, err = s.rectifyTerm(r, f, d.Clip.Filing); err != nil {
		return err
	}
	if g, err := s.register(r, rectifications); err == nil {
		d.Register = g.MayWrite(person(r).Role)
	}
	if d.Who = f.By; f.By != "" {
		if p, err := s.Store.Person(ctx, f.By); err == nil {
			d.Who = p.Name
		}
	}
	opened, err := s.Store.Cases(ctx, store.CaseFilter{Noun: "flaga", Ref: f.ID, Limit: 1})
	if err != nil {
		return err
	}
	if len(opened) > 0 {
		d.Case = opened[0].ID
	}
	return s.show(w, r, 0, "flag", "Flaga: "+string(f.Kind), d)
}

// passage finds the words around the contested ones, in the version that they
// stand in.
func (s *Site) passage(r *http.Request, d *flagData) error {
	f := d.Flag
	versions, err := s.Store.Versions(r.Context(), f.Clipping)
	if err != nil {
		return err
	}
	text := ""
	for _, v := range versions {
		if v.N == f.Version {
			text = map[string]string{"tytuł": v.Title, "lead": v.Lead, "tekst": v.Text}[f.Span.Field]
		}
		d.Changed = d.Changed || v.N > f.Version && v.Matters
	}
	d.Where = map[string]string{"tytuł": "w tytule", "lead": "w leadzie", "tekst": "w tekście"}[f.Span.Field]
	if f.Span.Start < 0 || f.Span.End > len(text) || f.Span.Start >= f.Span.End {
		d.Passage = markedWords(f.Sentence, f.Quote)
		return nil
	}
	from := strings.LastIndexByte(text[:f.Span.Start], '\n') + 1
	to := len(text)
	if i := strings.IndexByte(text[f.Span.End:], '\n'); i >= 0 {
		to = f.Span.End + i
	}
	d.Passage = marked(text[from:to], []press.Span{{Start: f.Span.Start - from, End: f.Span.End - from}}, "")
	return nil
}

// markedWords sets off words in a sentence, when they stand there.
func markedWords(sentence, words string) template.HTML {
	at := strings.Index(sentence, words)
	if at < 0 || words == "" {
		return marked(firstOf(sentence, words), nil, "")
	}
	return marked(sentence, []press.Span{{Start: at, End: at + len(words)}}, "")
}

// against finds what the flag is held against: a card of the fact register,
// and for a quotation the difference in words.
func (s *Site) against(r *http.Request, d *flagData) error {
	facts, err := s.Store.Facts(r.Context())
	if err != nil {
		return err
	}
	if i := slices.IndexFunc(facts, func(f press.Fact) bool { return f.ID == d.Flag.Fact }); i >= 0 {
		d.Fact, d.Cell = &facts[i], s.cellName(facts[i].Owner)
	}
	if d.Flag.Kind == press.FlagQuote && d.Flag.Expected != "" {
		d.Diff = polish.Diff(d.Flag.Expected, d.Flag.Quote)
	}
	return nil
}

// rectifyTerm is the last day to send a rectification, as the register of
// rectifications counts it; nil when the flag asks for something else.
func (s *Site) rectifyTerm(r *http.Request, f press.Flag, c store.Filing) (*clock, error) {
	i := slices.IndexFunc(s.Registers, func(g *cases.Register) bool { return g.Name == rectifications })
	if i < 0 {
		return nil, nil
	}
	outlets, err := s.outletsByID(r)
	if err != nil {
		return nil, err
	}
	d, ok := s.Registers[i].ToSend(f.Remedy, c.Outlet, c.Published, s.Now(), s.surroundings(outlets))
	if !ok {
		return nil, nil
	}
	left := clockOf(d, s.Now())
	return &left, nil
}

// flagAct keeps what the officer decides on a flag.
func (s *Site) flagAct(w http.ResponseWriter, r *http.Request) error {
	ctx, id := r.Context(), r.PathValue("id")
	reason := oneLine(r.FormValue("powod"))
	var state press.FlagState
	var said string
	switch r.FormValue("czyn") {
	case "potwierdz":
		state, said = press.FlagConfirmed, "Flaga jest potwierdzona."
	case "odrzuc":
		state, said = press.FlagDismissed, "Flaga jest odrzucona. Te same słowa wobec tej samej karty faktu już nie wrócą."
		if reason == "" {
			return &press.Invalid{Field: "Powód", Why: "napisz, dlaczego odrzucasz: na tej podstawie mierzymy trafność."}
		}
	case "otworz":
		state, said, reason = press.FlagOpen, "Flaga wróciła do decyzji.", ""
	default:
		return &press.Invalid{Field: "czyn", Why: "nie ma takiej czynności."}
	}
	act := func(tx *store.Tx) error {
		f, err := tx.Flag(ctx, id)
		if err != nil {
			return err
		}
		if f.State == press.FlagCase {
			return press.Conflict("z tej flagi jest już założona sprawa")
		}
		by := person(r).ID
		if state == press.FlagOpen {
			by = ""
		}
		return tx.DecideFlag(ctx, id, state, reason, by, s.Now())
	}
	if err := s.act(r, act, store.Entry{What: "rozstrzygnął: " + string(state), Noun: "flaga", Ref: id, Detail: reason}); err != nil {
		return err
	}
	return s.flash(w, r, said, "/flagi/"+id)
}

// openFlags counts the flags that wait for a decision, for the menu.
func (s *Site) openFlags(r *http.Request) (int, error) {
	counts, err := s.Store.FlagCounts(r.Context(), s.Now().AddDate(-1, 0, 0))
	if err != nil {
		return 0, fmt.Errorf("count flags: %w", err)
	}
	n := 0
	for _, byState := range counts {
		n += byState[press.FlagOpen]
	}
	return n, nil
}
