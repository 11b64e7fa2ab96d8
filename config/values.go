package config

import (
	"fmt"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/robfig/cron/v3"

	"prasowka/internal/press"
)

// Duration is a length of time as an operator writes it: "90s", "10m", "2h",
// "1d".
type Duration time.Duration

// UnmarshalText reads a duration; it is never negative.
func (d *Duration) UnmarshalText(text []byte) error {
	s := strings.ReplaceAll(string(text), " ", "")
	if days, ok := strings.CutSuffix(s, "d"); ok {
		n, err := strconv.Atoi(days)
		if err != nil || n < 0 || n > 36500 {
			return fmt.Errorf("%q to nie jest długość czasu. Napisz na przykład: 90s, 10m, 2h, 1d", text)
		}
		*d = Duration(time.Duration(n) * 24 * time.Hour)
		return nil
	}
	v, err := time.ParseDuration(s)
	if err != nil || v < 0 {
		return fmt.Errorf("%q to nie jest długość czasu. Napisz na przykład: 90s, 10m, 2h, 1d", text)
	}
	*d = Duration(v)
	return nil
}

// Std is the duration of the standard library.
func (d Duration) Std() time.Duration { return time.Duration(d) }

// Size is a number of bytes: "512 kB", "20 MB".
type Size int64

// UnmarshalText reads a size; units are decimal.
func (z *Size) UnmarshalText(text []byte) error {
	s := strings.ToLower(strings.ReplaceAll(string(text), " ", ""))
	unit := int64(1)
	for _, u := range []struct {
		name  string
		bytes int64
	}{{"kb", 1e3}, {"mb", 1e6}, {"gb", 1e9}, {"b", 1}} {
		if rest, ok := strings.CutSuffix(s, u.name); ok {
			s, unit = rest, u.bytes
			break
		}
	}
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil || n <= 0 || n > 1e12/unit {
		return fmt.Errorf("%q to nie jest rozmiar. Napisz na przykład: 512 kB, 20 MB", text)
	}
	*z = Size(n * unit)
	return nil
}

// Clock is an hour of the day in Europe/Warsaw, as minutes since midnight.
// The zero value of Set means that none was given.
type Clock struct {
	Minutes int
	Set     bool
}

// UnmarshalText reads "22:00".
func (c *Clock) UnmarshalText(text []byte) error {
	t, err := time.Parse("15:04", string(text))
	if err != nil {
		return fmt.Errorf("%q to nie jest godzina. Napisz na przykład: \"22:00\"", text)
	}
	*c = Clock{Minutes: t.Hour()*60 + t.Minute(), Set: true}
	return nil
}

// Date is a day: "2024-05-07".
type Date struct{ time.Time }

// UnmarshalText reads a day as year, month and day.
func (d *Date) UnmarshalText(text []byte) error {
	t, err := time.Parse("2006-01-02", string(text))
	if err != nil {
		return fmt.Errorf("%q to nie jest data. Napisz rok-miesiąc-dzień, na przykład 2024-05-07", text)
	}
	d.Time = t
	return nil
}

// Cron is a schedule of five fields in Europe/Warsaw.
type Cron string

// UnmarshalText checks the schedule. Hours between 2:00 and 2:59 are refused:
// on the last Sunday of March they do not exist, on that of October they come
// twice.
func (c *Cron) UnmarshalText(text []byte) error {
	s := string(text)
	schedule, err := cron.ParseStandard(s)
	if err != nil {
		return fmt.Errorf("%q to nie jest harmonogram cron. Napisz pięć pól: minuta godzina dzień miesiąc dzień_tygodnia, na przykład: 30 5 * * 1-5", s)
	}
	if spec, ok := schedule.(*cron.SpecSchedule); ok && spec.Hour&(1<<2) != 0 && spec.Hour != allHours {
		return fmt.Errorf("harmonogram %q wypada między 2:00 a 2:59, a przy zmianie czasu ta godzina znika (marzec) albo przychodzi dwa razy (październik). Wybierz inną godzinę", s)
	}
	*c = Cron(s)
	return nil
}

// allHours is the bit set of cron's hour field for "*": its top bit marks the star.
const allHours = 1<<63 | (1<<24 - 1)

// Secret is where a secret is: "env:NAME" or "file:/path". The secret itself
// never stands in the configuration and is never printed.
type Secret string

// UnmarshalText refuses a secret written out.
func (s *Secret) UnmarshalText(text []byte) error {
	v := string(text)
	if v != "" && !strings.HasPrefix(v, "env:") && !strings.HasPrefix(v, "file:") {
		return fmt.Errorf("sekretu nie zapisuje się w konfiguracji. Napisz env:NAZWA_ZMIENNEJ albo file:/ścieżka/do/pliku")
	}
	*s = Secret(v)
	return nil
}

// String never gives the secret away.
func (s Secret) String() string {
	if s == "" {
		return ""
	}
	return "(sekret)"
}

// Value fetches the secret; empty when none is configured. The error names
// the place, not the value.
func (s Secret) Value() (string, error) {
	kind, place, _ := strings.Cut(string(s), ":")
	switch kind {
	case "":
		return "", nil
	case "env":
		v, ok := os.LookupEnv(place)
		if !ok {
			return "", &press.Invalid{Field: place, Why: "nie ma takiej zmiennej środowiska; ustaw ją przed startem."}
		}
		return v, nil
	default:
		b, err := os.ReadFile(place)
		if err != nil {
			return "", &press.Invalid{Field: place, Why: "nie można przeczytać pliku z sekretem: " + err.Error()}
		}
		return strings.TrimSpace(string(b)), nil
	}
}

// TLS says how a mail server is spoken to.
type TLS string

// The ways to speak to a mail server.
const (
	StartTLS TLS = "starttls" // the default; refuses to go on in the clear
	FullTLS  TLS = "tls"
	NoTLS    TLS = "none"
)

// Approval says whether a review waits for its editor.
type Approval string

// The ways of approval.
const (
	Auto   Approval = "auto"   // goes out at its hour
	Editor Approval = "editor" // waits until the editor approves
)

// Period is what a report covers.
type Period string

// The periods.
const (
	Week  Period = "tydzień" // Monday to Sunday
	Month Period = "miesiąc"
)

// NameKind says what a name of the local lexicon names.
type NameKind string

// The kinds of name.
const (
	NamePerson  NameKind = "person"
	NamePlace   NameKind = "place"
	NameUnit    NameKind = "unit"
	NameStreet  NameKind = "street"
	NameAcronym NameKind = "acronym"
)

// Severity is press.Severity by its Polish word.
type Severity press.Severity

// UnmarshalText reads zwykłe, ważne or pilne.
func (s *Severity) UnmarshalText(text []byte) error {
	for _, v := range []press.Severity{press.Routine, press.Notable, press.Urgent} {
		if v.String() == string(text) {
			*s = Severity(v)
			return nil
		}
	}
	return fmt.Errorf("%q to nie jest waga tematu. Napisz: zwykłe, ważne albo pilne", text)
}
