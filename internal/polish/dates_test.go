package polish

import (
	"math"
	"strings"
	"testing"
	"time"
)

// plain shows no-break spaces as "_" so that tables can tell them apart.
func plain(s string) string { return strings.ReplaceAll(s, NBSP, "_") }

func TestDateFormats(t *testing.T) {
	at := time.Date(2026, 11, 23, 6, 12, 0, 0, time.UTC)
	d := DayOf(at)
	for _, c := range []struct{ got, want string }{
		{FormatDate(at), "23_listopada_2026"},
		{FormatTime(at), "07:12"},
		{FormatDateTime(at), "pon._23.11, 07:12"},
		{FormatDateTimeIn(at, 2027), "pon._23.11.2026, 07:12"},
		{FormatDateTimeLong(at), "poniedziałek, 23_listopada_2026_r., godz._07:12"},
		{d.Long(), "23_listopada_2026_r."},
		{d.Full(), "poniedziałek, 23_listopada_2026_r."},
		{d.Short(2026), "pon._23.11"},
		{FormatDate(time.Time{}) + FormatTime(time.Time{}) + FormatDateTime(time.Time{}) + FormatDateTimeLong(time.Time{}), ""},
		{Day{}.Long() + Day{}.Full() + Day{}.Short(2026), ""},
		{MonthName(time.December) + " " + WeekdayName(time.Sunday), "grudzień niedziela"},
		{FormatTimecode(754 * time.Second), "12:34"},
		{FormatTimecode(3723 * time.Second), "01:02:03"},
		{FormatTimecode(-time.Second), "00:00"},
	} {
		if plain(c.got) != c.want {
			t.Errorf("got %q, want %q", plain(c.got), c.want)
		}
	}
}

func TestAgo(t *testing.T) {
	now := time.Date(2026, 11, 23, 7, 12, 0, 0, Warsaw)
	for _, c := range []struct {
		gap  time.Duration
		want string
	}{
		{30 * time.Second, "przed chwilą"},
		{5 * time.Minute, "5_min temu"},
		{2*time.Hour + 50*time.Minute, "2_godz. temu"},
		{7*time.Hour + 12*time.Minute, "7_godz. temu"},
		{8 * time.Hour, "wczoraj o_23:12"},
		{24 * time.Hour, "wczoraj o_07:12"},
		{3 * 24 * time.Hour, "3_dni temu"},
		{8 * 24 * time.Hour, "15_listopada_2026"},
		{-30 * time.Second, "za chwilę"},
		{-5 * time.Minute, "za_5_min"},
		{-2 * time.Hour, "za_2_godz."},
		{-24 * time.Hour, "jutro o_07:12"},
		{-2 * 24 * time.Hour, "za_2_dni"},
		{-30 * 24 * time.Hour, "23_grudnia_2026"},
	} {
		if got := plain(Ago(now.Add(-c.gap), now)); got != c.want {
			t.Errorf("%v before: %q, want %q", c.gap, got, c.want)
		}
	}
	if Ago(time.Time{}, now) != "" {
		t.Error("the zero time has no distance")
	}
}

func TestLeft(t *testing.T) {
	now := time.Date(2026, 11, 23, 7, 0, 0, 0, Warsaw)
	for _, c := range []struct {
		gap  time.Duration
		want string
	}{
		{0, "po terminie"},
		{30 * time.Second, "została mniej niż minuta"},
		{5*time.Hour + 20*time.Minute, "zostało 5_godz._20_min"},
		{22*time.Hour + 10*time.Minute, "zostały 22_godz._10_min"},
		{time.Hour, "została 1_godz."},
		{12*time.Minute + 30*time.Second, "zostało 12_min"},
		{30 * time.Hour, "został 1_dzień_6_godz."},
		{DayOf(now).Add(2).End().Sub(now), "zostały 2_dni"},
		{DayOf(now).Add(5).End().Sub(now), "zostało 5_dni"},
		{DayOf(now).Add(22).End().Sub(now), "zostały 22_dni"},
	} {
		if got := plain(Left(now.Add(c.gap), now)); got != c.want {
			t.Errorf("%v left: %q, want %q", c.gap, got, c.want)
		}
	}
}

func TestNumbers(t *testing.T) {
	for _, c := range []struct{ got, want string }{
		{Count(0), "0"}, {Count(999), "999"}, {Count(1234), "1_234"}, {Count(1234567), "1_234_567"},
		{Count(-1200), "−1_200"}, {Count(int64(math.MinInt64)), "−9_223_372_036_854_775_808"},
		{Counted(1, "wycinek", "wycinki", "wycinków"), "1_wycinek"},
		{Counted(2, "wycinek", "wycinki", "wycinków"), "2_wycinki"},
		{Counted(5, "wycinek", "wycinki", "wycinków"), "5_wycinków"},
		{Counted(12, "wycinek", "wycinki", "wycinków"), "12_wycinków"},
		{Counted(22, "wycinek", "wycinki", "wycinków"), "22_wycinki"},
		{Counted(112, "wycinek", "wycinki", "wycinków"), "112_wycinków"},
		{Counted(0, "wycinek", "wycinki", "wycinków"), "0_wycinków"},
		{Counted(1001, "wycinek", "wycinki", "wycinków"), "1_001_wycinków"},
		{Decimal(12.4, 1), "12,4"}, {Decimal(12, 2), "12"}, {Decimal(1234.05, 2), "1_234,05"},
		{Decimal(-0.5, 1), "−0,5"}, {Decimal(-0.04, 1), "0"}, {Decimal(math.NaN(), 1), "–"},
		{Percent(0.061, 1), "6,1%"}, {Percent(1, 0), "100%"},
		{Signed(3), "+3"}, {Signed(-3), "−3"}, {Signed(0), "0"},
		{Money(123450), "1_234,50_zł"}, {Money(1200), "12_zł"}, {Money(-5), "−0,05_zł"}, {Money(math.MinInt64), "−92_233_720_368_547_758,08_zł"},
		{MoneyRound(12.4e6), "12,4_mln_zł"}, {MoneyRound(68500), "68,5_tys._zł"}, {MoneyRound(950), "950_zł"},
		{MoneyRound(1.24e9), "1,2_mld_zł"}, {Rounded(999960), "1_mln"}, {Rounded(999000), "999_tys."}, {Rounded(-2e6), "−2_mln"},
		{Bytes(512), "512_B"}, {Bytes(90000), "90_kB"}, {Bytes(1234567), "1,2_MB"}, {Bytes(2e9), "2_GB"},
	} {
		if plain(c.got) != c.want {
			t.Errorf("got %q, want %q", plain(c.got), c.want)
		}
	}
}
