package notify

import (
	"fmt"
	"math"
	"strconv"
	"testing"
)

// luminance is the relative luminance of "#rrggbb" (WCAG 2.1, glossary).
func luminance(t *testing.T, hex string) float64 {
	t.Helper()
	n, err := strconv.ParseUint(hex[1:], 16, 32)
	if err != nil || len(hex) != 7 {
		t.Fatalf("%q is not a colour", hex)
	}
	channel := func(shift uint) float64 {
		c := float64(n>>shift&255) / 255
		if c <= 0.04045 {
			return c / 12.92
		}
		return math.Pow((c+0.055)/1.055, 2.4)
	}
	return 0.2126*channel(16) + 0.7152*channel(8) + 0.0722*channel(0)
}

func TestContrast(t *testing.T) {
	grounds := map[bool][]string{false: {card, react, panel}, true: {cardDark, reactDark, panelDark}}
	inks := map[bool][]string{false: {ink, soft, link, warn, head}, true: {inkDark, softDark, linkDark, warnDark}}
	pairs := [][2]string{{headInk, head}, {headInk, alarm}, {headInk, good}, {onFill, fill}, {onFillDark, fillDark}, {ink, ground}, {inkDark, groundDark}}
	for dark, gs := range grounds {
		for _, g := range gs {
			for _, i := range inks[dark] {
				pairs = append(pairs, [2]string{i, g})
			}
		}
	}
	for _, p := range pairs {
		a, b := luminance(t, p[0]), luminance(t, p[1])
		if ratio := (max(a, b) + 0.05) / (min(a, b) + 0.05); ratio < 4.5 {
			t.Errorf("%s on %s has a contrast of %s", p[0], p[1], fmt.Sprintf("%.2f", ratio))
		}
	}
}
