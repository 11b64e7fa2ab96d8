package polish

import "testing"

func TestSlug(t *testing.T) {
	for in, want := range map[string]string{"Łąki i kładki": "laki-i-kladki", "  OSiR (2026)! ": "osir-2026", "–": "", "Żółć": "zolc"} {
		if got := Slug(in); got != want {
			t.Errorf("Slug(%q) = %q, want %q", in, got, want)
		}
	}
}
