package index

import (
	"math/bits"

	api "github.com/blevesearch/bleve_index_api"
	segment "github.com/blevesearch/scorch_segment_api/v2"
)

// What Bleve takes for a term's frequency in a document holds here the places
// of the term as well, up to seven of them when they fit into 63 bits, as nearly
// always. A place costs two bytes so; in a location of Bleve's it costs eight,
// twice the time to write, and four times that to read.
//
//	bits 0–2  the number of places, 1–7; 0: the rest is their number, and they
//	          stand in a location
//	one place:   bits 3–…  the place
//	several:     bits 3–7  the width w of a distance
//	             then the distances, less 1, in w bits each; then the first place
const (
	countBits  = 3
	widthBits  = 5
	mostPacked = 1<<countBits - 1
	codeBits   = 63
)

// packPlaces makes the number for places, ascending from 0, each once.
func packPlaces(places []int32) (code uint64, ok bool) {
	n := len(places)
	if n == 1 {
		return uint64(places[0])<<countBits | 1, true
	}
	if n == 0 || n > mostPacked {
		return uint64(n) << countBits, false
	}
	var all uint32
	for i := 1; i < n; i++ {
		all |= uint32(places[i] - places[i-1] - 1)
	}
	width := max(bits.Len32(all), 1)
	used := countBits + widthBits + (n-1)*width
	if width >= 1<<widthBits || used+bits.Len32(uint32(places[0])) > codeBits {
		return uint64(n) << countBits, false
	}
	code = uint64(places[0])
	for i := n - 1; i > 0; i-- {
		code = code<<width | uint64(places[i]-places[i-1]-1)
	}
	return (code<<widthBits|uint64(width))<<countBits | uint64(n), true
}

// countPlaces is the true frequency that a number stands for.
func countPlaces(code uint64) int {
	if n := int(code & mostPacked); n > 0 {
		return n
	}
	return int(code >> countBits)
}

// appendPlaces appends the places of a posting.
func appendPlaces(dst []int32, p segment.Posting) []int32 {
	code := p.Frequency()
	n := int(code & mostPacked)
	code >>= countBits
	switch n {
	case 0:
		return unpack(dst, p.Locations())
	case 1:
		return append(dst, int32(code))
	}
	width := code & (1<<widthBits - 1)
	code >>= widthBits
	at := int32(code >> (width * uint64(n-1)))
	dst = append(dst, at)
	for range n - 1 {
		at += int32(code&(1<<width-1)) + 1
		code >>= width
		dst = append(dst, at)
	}
	return dst
}

// location puts all places into one location: the first plus 1 as Position, the
// distances to the second and third as Start and End, further distances as
// ArrayPositions. Bleve writes the five numbers of a location anyway, and we
// have no other use for them. There are eight places at least, or few so far
// apart that packPlaces refused them.
func location(places []int32) *api.TokenLocation {
	loc := &api.TokenLocation{Position: int(places[0]) + 1}
	for i := 1; i < len(places); i++ {
		d := places[i] - places[i-1]
		switch i {
		case 1:
			loc.Start = int(d)
		case 2:
			loc.End = int(d)
		default:
			loc.ArrayPositions = append(loc.ArrayPositions, uint64(d))
		}
	}
	return loc
}

// unpack appends the places that location put into one.
func unpack(dst []int32, locs []segment.Location) []int32 {
	for _, l := range locs {
		at := int32(l.Pos()) - 1
		dst = append(dst, at)
		for _, d := range [2]uint64{l.Start(), l.End()} {
			if d > 0 {
				at += int32(d)
				dst = append(dst, at)
			}
		}
		for _, d := range l.ArrayPositions() {
			at += int32(d)
			dst = append(dst, at)
		}
	}
	return dst
}
