package index

import (
	"slices"
	"testing"

	segment "github.com/blevesearch/scorch_segment_api/v2"
	"pgregory.net/rapid"
)

// A coded is a posting as Bleve gives it back.
type coded struct {
	segment.Posting
	code uint64
	locs []segment.Location
}

func (c coded) Frequency() uint64             { return c.code }
func (c coded) Locations() []segment.Location { return c.locs }

// A located is a location as Bleve gives it back.
type located struct {
	segment.Location
	pos, start, end uint64
	rest            []uint64
}

func (l located) Pos() uint64              { return l.pos }
func (l located) Start() uint64            { return l.start }
func (l located) End() uint64              { return l.end }
func (l located) ArrayPositions() []uint64 { return l.rest }

// TestPlaces packs any places and gets them back, by the code alone when it says
// so; codes must be positive as int, which is what Bleve takes them as.
func TestPlaces(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		most := rapid.SampledFrom([]int32{8, 300, 5_000, 1 << 30}).Draw(t, "most")
		places := rapid.SliceOfNDistinct(rapid.Int32Range(0, most), 1, 9, rapid.ID[int32]).Draw(t, "places")
		slices.Sort(places)
		code, packed := packPlaces(places)
		p := coded{code: code}
		if !packed {
			l := location(places)
			p.locs = []segment.Location{located{pos: uint64(l.Position), start: uint64(l.Start), end: uint64(l.End), rest: l.ArrayPositions}}
		}
		if got := appendPlaces(nil, p); !slices.Equal(got, places) {
			t.Fatalf("%v packed as %x, %v: read %v", places, code, packed, got)
		}
		if int(code) <= 0 || countPlaces(code) != len(places) {
			t.Fatalf("%v: code %x, of %d places", places, code, countPlaces(code))
		}
		if !packed && len(places) <= mostPacked && places[len(places)-1] < 256 {
			t.Fatalf("%v do not fit", places)
		}
	})
}
