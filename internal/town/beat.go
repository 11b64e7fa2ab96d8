package town

import (
	"math/rand/v2"
	"time"
)

// A Beat is how an outlet publishes through the week. The figures are what
// newsrooms, offices and clubs of a Polish county are seen to do, in round
// numbers; no outlet is any real one.
type Beat struct {
	Name     string
	Daily    float64       // items on a working day, on average
	Weekend  float64       // a Saturday's and a Sunday's share of that
	From, To int           // the hours between which it works
	Night    float64       // share of the hourly rate outside them
	Only     *time.Weekday // a weekly: all comes out on this day
}

// BeatOf gives the n-th outlet of a made-up press its beat, so that of any 25
// two are large portals, five local ones, thirteen offices, schools and clubs,
// two weeklies and three people who write of an evening. Within its sort each
// has a busyness of its own, from half the mean to half as much again.
func BeatOf(seed uint64, n int) Beat {
	r := rand.New(rand.NewPCG(seed, uint64(n)+4242)) //nolint:gosec // repeatable, not secret
	day := time.Weekday(1 + n/25%5)
	var b Beat
	switch k := n % 25; {
	case k < 2:
		b = Beat{Name: "portal regionu", Daily: 44, Weekend: 0.6, From: 6, To: 22, Night: 0.08}
	case k < 7:
		b = Beat{Name: "portal lokalny", Daily: 14, Weekend: 0.4, From: 7, To: 20, Night: 0.02}
	case k < 20:
		b = Beat{Name: "urząd, szkoła, klub", Daily: 1.5, Weekend: 0.1, From: 8, To: 16}
	case k < 22:
		b = Beat{Name: "tygodnik", Daily: 8, From: 9, To: 12, Only: &day}
	default:
		b = Beat{Name: "blog", Daily: 0.4, Weekend: 1.2, From: 17, To: 23, Night: 0.05}
	}
	b.Daily *= 0.5 + r.Float64()
	return b
}

// Rate is how many items an hour the beat brings at an instant.
func (b Beat) Rate(at time.Time) float64 {
	at = local(at)
	rate := b.Daily / float64(b.To-b.From)
	switch day := at.Weekday(); {
	case b.Only != nil && day != *b.Only:
		return 0
	case day == time.Saturday || day == time.Sunday:
		rate *= b.Weekend
	}
	if h := at.Hour(); h < b.From || h >= b.To {
		rate *= b.Night
	}
	return rate
}

// Times draws when items come out between two instants: a Poisson process with
// the beat's rate, to the second.
func (b Beat) Times(seed uint64, from, to time.Time) []time.Time {
	r := rand.New(rand.NewPCG(seed, 99)) //nolint:gosec // repeatable, not secret
	var all []time.Time
	for at := from; at.Before(to); at = at.Add(time.Minute) {
		if r.Float64() < b.Rate(at)/60 {
			all = append(all, at.Add(time.Duration(r.IntN(60))*time.Second).Truncate(time.Second))
		}
	}
	return all
}
