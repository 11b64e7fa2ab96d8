package notify

import (
	"cmp"

	"prasowka/internal/polish"
	"prasowka/internal/press"
)

// A bulletin is a short notice as words: an alert, a reminder, a system notice.
type bulletin struct {
	Subject     string
	Preheader   string
	Kicker      string
	Title       string
	HeadStyle   string // a name of styles
	Mark        string // the emoji-free word that opens the Slack text
	State       string
	Lead        []string
	Row         *Row
	Flags       []string
	Facts       []fact
	CopiesTitle string
	Copies      []Line
	CopiesLeft  int
	Buttons     []button
	Foot        []string
	Own         Links
}

// A fact is a named value in a bulletin.
type fact struct{ Label, Value string }

// A button is a link that Slack also reports as an action.
type button struct{ Action, Label, URL string }

// The names under which Slack reports a pressed button over Socket Mode. A
// button's value is the matter of an alert, the sign of a reminder's case, or
// the name and day of a review.
const (
	ActionTake     = "przejmij"
	ActionMute     = "wycisz"
	ActionRectify  = "prostuj"
	ActionOpen     = "otworz"
	ActionRead     = "przeczytane"
	ActionSettings = "ustawienia"
	ActionPaper    = "pdf"
)

// filled are the buttons that lead somewhere.
func filled(buttons ...button) []button {
	var out []button
	for _, b := range buttons {
		if b.URL = webURL(b.URL); b.URL != "" {
			out = append(out, b)
		}
	}
	return out
}

// maxCopies is how many reprints an alert lists by name.
const maxCopies = 12

func (b *bulletin) fact(label, value string) {
	if value = prose(value, 400); value != "" && label != "" {
		b.Facts = append(b.Facts, fact{label, value})
	}
}

func (b *bulletin) button(action, label, address string) {
	b.Buttons = append(b.Buttons, filled(button{action, label, address})...)
}

func (b *bulletin) foot(s string) {
	if s = sentence(prose(s, 400)); s != "" {
		b.Foot = append(b.Foot, s)
	}
}

func (b *bulletin) own(l Links) {
	b.Own = Links{Web: webURL(l.Web), Read: webURL(l.Read), Preferences: webURL(l.Preferences), Unsubscribe: webURL(l.Unsubscribe)}
}

// bulletin words an alert: which rule, why now and against which baseline,
// the extract, the story with its reprints, what to press.
func (a *Alert) bulletin() bulletin {
	r := rowOf(a.Item, a.MaxQuote, a.At)
	rule := cmp.Or(shorten(clean(a.Rule), 120), "(bez nazwy)")
	b := bulletin{Title: r.Title, HeadStyle: "head", Row: &r, Mark: "Alert"}
	if a.Severity == press.Urgent {
		b.HeadStyle, b.Mark = "alarm", "Pilny alert"
	}
	b.Kicker = b.Mark + " · " + rule + " · " + polish.FormatDateTime(a.At)
	if a.At.IsZero() {
		b.Kicker = b.Mark + " · " + rule
	}
	b.Subject = b.Mark + ": " + r.Title
	if n := len(a.Copies); n > 0 {
		b.Subject += " (z" + polish.NBSP + copiesWord(n) + ")"
		b.CopiesTitle = "Ta sama sprawa w " + polish.Counted(n, "innym tytule", "innych tytułach", "innych tytułach")
	}
	if why := sentence(polish.Capital(prose(a.Why, 400))); why != "" {
		b.Lead = append(b.Lead, "Dlaczego teraz: "+why)
	}
	b.Preheader = cmp.Or(sentence(shorten(clean(a.Why), 200)), rule)
	b.fact("Reguła", rule)
	b.fact("Punkt odniesienia", a.Baseline)
	b.fact("Słowa, które trafiły", names(a.Words))
	b.fact("Kogo wymieniono", r.Who)
	for n, f := range a.Flags {
		if n < 8 {
			b.Flags = append(b.Flags, sentence(prose(f, 400)))
		}
	}
	for n, c := range a.Copies {
		if n == maxCopies {
			b.CopiesLeft = len(a.Copies) - n
			break
		}
		l := Line{Text: shorten(clean(c.Outlet), 80), URL: webURL(c.URL)}
		if !c.At.IsZero() {
			l.Meta = polish.FormatDateTimeIn(c.At, polish.DayOf(a.At).Year)
		}
		b.Copies = append(b.Copies, l)
	}
	b.State = a.standing()
	if a.State == AlertNew {
		b.button(ActionTake, "Przejmij", a.Take)
	}
	if a.State == AlertNew || a.State == AlertTaken {
		b.button(ActionMute, "Wycisz podobne", a.Mute)
		b.button(ActionRectify, "Prostuj", a.Rectify)
	}
	b.button(ActionOpen, "Otwórz", a.Open)
	b.foot(a.MuteHelp)
	b.own(a.Own)
	return b
}

// standing says who has the alert.
func (a *Alert) standing() string {
	by := shorten(clean(a.By), 80)
	switch a.State {
	case AlertTaken:
		return "Sprawę prowadzi: " + cmp.Or(by, "(nie podano)")
	case AlertMuted:
		return joinFilled(" ", "Podobne alerty są wyciszone.", wrap("Zdecydował(a): ", by, "."))
	case AlertClosed:
		return joinFilled(" ", "Sprawa zamknięta.", wrap("Zdecydował(a): ", by, "."))
	}
	if e := shorten(clean(a.Escalated), 120); e != "" {
		return "Nikt nie przejął alertu, dlatego trafia też do: " + e
	}
	return ""
}

// copiesWord is "3 przedrukami", the case that "z" asks for.
func copiesWord(n int) string {
	return polish.Counted(n, "przedrukiem", "przedrukami", "przedrukami")
}

// bulletin words a reminder: both ends of the term are always shown, and an
// end that was moved past a day off is called risky (domain notes §7.2).
func (r *Reminder) bulletin() bulletin {
	left := ""
	until := r.Until
	if until.IsZero() {
		end := r.Raw
		if end.IsZero() {
			end = r.Shifted
		}
		if !end.IsZero() {
			until = end.End()
		}
	}
	if !until.IsZero() {
		left = polish.Left(until, r.At)
	}
	term := cmp.Or(shorten(clean(r.Term), 120), "termin sprawy")
	title := cmp.Or(prose(r.Case, maxTitle), "(bez tytułu)")
	b := bulletin{Mark: "Termin", HeadStyle: "head", Title: polish.Capital(term) + wrap(": ", left, "")}
	if !until.IsZero() && until.Sub(r.At).Hours() < 48 {
		b.HeadStyle = "alarm"
	}
	b.Kicker = joinFilled(" · ", "Termin", shorten(clean(r.Register), 80), shorten(clean(r.Sign), 60))
	b.Subject = "Termin: " + term + wrap(" – ", left, "") + wrap(" (", shorten(clean(r.Sign), 60), ")")
	b.Preheader = title
	b.Lead = []string{"Sprawa: " + title}
	if r.Arrived {
		b.Mark, b.Title, b.HeadStyle = "Nowa sprawa", polish.Capital(title), "head"
		b.Kicker = joinFilled(" · ", "Nowa sprawa", shorten(clean(r.Register), 80), shorten(clean(r.Sign), 60))
		b.Subject = "Nowa sprawa: " + title + wrap(" (", shorten(clean(r.Register), 80), ")")
		b.Lead = []string{"Przyszła z formularza na stronie " + polish.FormatDateTimeLong(r.At) + "."}
	}
	if !r.Until.IsZero() {
		b.fact("Upływa", polish.FormatDateTimeLong(r.Until))
	}
	b.fact("Ostatni dzień", r.Raw.Full())
	if !r.Shifted.IsZero() && r.Shifted != r.Raw {
		risk := ""
		if r.Risky {
			risk = " – możliwe, ale ryzykowne"
		}
		b.fact("Po przesunięciu z dnia wolnego", r.Shifted.Full()+risk)
	}
	b.fact("Cel wewnętrzny", r.Internal.Full())
	b.fact("Podstawa", r.Basis)
	b.fact("Uwaga", r.Doubt)
	b.fact("Prowadzi", r.Owner)
	if next := sentence(prose(r.Next, 400)); next != "" {
		b.Lead = append(b.Lead, "Co zrobić: "+next)
	}
	b.button(ActionOpen, "Otwórz sprawę", r.Open)
	b.own(r.Own)
	return b
}

// bulletin words a notice about the system itself.
func (s *SystemNotice) bulletin() bulletin {
	b := bulletin{Mark: "System", HeadStyle: "head", Title: cmp.Or(prose(s.What, maxTitle), "(bez treści)")}
	if s.Good {
		b.HeadStyle = "good"
	}
	b.Kicker = "Wiadomość o systemie"
	if !s.At.IsZero() {
		b.Kicker += " · " + polish.FormatDateTime(s.At)
	}
	b.Subject = "System: " + b.Title
	for n, d := range s.Detail {
		if n < 40 {
			b.Lead = append(b.Lead, sentence(prose(d, 600)))
		}
	}
	if !s.Since.IsZero() {
		b.fact("Od kiedy", polish.FormatDateTimeIn(s.Since, polish.DayOf(s.At).Year)+" ("+polish.Ago(s.Since, s.At)+")")
	}
	b.fact("Co zrobić", s.ToDo)
	b.Preheader = cmp.Or(sentence(shorten(clean(s.ToDo), 200)), b.Title)
	b.button(ActionOpen, "Otwórz", s.Open)
	b.own(s.Own)
	return b
}
