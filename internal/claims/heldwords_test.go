package claims

import "testing"

func TestWordDiff(t *testing.T) {
	for _, c := range []struct{ ours, theirs, want string }{
		{"Most będzie gotowy w grudniu, a nie wiosną.", "Most będzie gotowy w grudniu albo wiosną", "Most będzie gotowy w grudniu [zamiast „a nie”: „albo”] wiosną"},
		{"Nie podniesiemy podatku mieszkańcom, dopóki nie wyczerpiemy oszczędności.", "Nie podniesiemy podatku, dopóki nie wyczerpiemy oszczędności", "Nie podniesiemy podatku [bez „mieszkańcom”], dopóki nie wyczerpiemy oszczędności"},
		{"Halę otworzymy w lutym.", "Halę na pewno otworzymy w lutym", "Halę [dodano „na pewno”] otworzymy w lutym"},
		{"Halę otworzymy w lutym.", "Halę otworzymy w lutym", "Halę otworzymy w lutym"},
	} {
		if got := wordDiff(c.ours, c.theirs); got != c.want {
			t.Errorf("%q\nagainst %q:\n got %q\nwant %q", c.theirs, c.ours, got, c.want)
		}
	}
}
