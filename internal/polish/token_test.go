package polish

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestTokens(t *testing.T) {
	text := "Dyr. OSiR-em kieruje J. Nowak-Kowalska. SOK-u i ZDiZ-owi dano 1 234,5 zł na S61, DK 8 i S-61 w 2026 r. Napisz: jan@um.suwalki.pl lub www.um.suwalki.pl, #Suwałki @um_suwalki; Kennedy'ego pytano 23.11.2026 o 17:30. TVN24 i COVID-19."
	var got []string
	for _, tok := range Default().Tokens(text) {
		got = append(got, fmt.Sprintf("%d:%d:%s:%s:%s", tok.Sentence, tok.Pos, tok.Kind, text[tok.Start:tok.End], strings.Join(tok.Keys, "|")))
	}
	t.Log(strings.Join(got, "\n"))
	for _, r := range Sentences(text) {
		t.Logf("%q", text[r.Start:r.End])
	}
}

func FuzzTokens(f *testing.F) {
	for _, s := range []string{"SOK-u i ZDiZ-owi", "a@b.pl www.x.pl, S 61", "1 234 567,8", "#ą @b.", "Kennedy'ego", "A\u0301x\u00ad-y", "RADA MIEJSKA W SUWAŁKACH\n\nJ. K. 3. Maja", "\xff\xc5", "e-mail: http://x.y/z)."} {
		f.Add(s)
	}
	a := New()
	f.Fuzz(func(t *testing.T, text string) {
		end, sentence := 0, 0
		refs := map[uint32]Token{}
		ranges := Sentences(text)
		toks := a.Tokens(text)
		for i, tok := range toks {
			if tok.Start < end || tok.End <= tok.Start || tok.End > len(text) || tok.Pos != i || tok.Sentence < sentence || tok.Sentence > sentence+1 {
				t.Fatalf("token %d of %q: %+v after %d", i, text, tok, end)
			}
			if len(tok.Keys) == 0 || tok.Keys[0] == "" || tok.Exact == "" {
				t.Fatalf("token without a key: %+v", tok)
			}
			if tok.Start < len(text) && !utf8.RuneStart(text[tok.Start]) && utf8.ValidString(text) || tok.End < len(text) && !utf8.RuneStart(text[tok.End]) && utf8.ValidString(text) {
				t.Fatalf("token %q cuts a rune", text[tok.Start:tok.End])
			}
			if tok.Capital() != HasCapital(text[tok.Start:tok.End]) {
				t.Fatalf("token %q: capital %v", text[tok.Start:tok.End], tok.Capital())
			}
			if same, ok := refs[tok.Ref()]; ok && (same.Kind != tok.Kind || same.Exact != tok.Exact || !slices.Equal(same.Keys, tok.Keys)) {
				t.Fatalf("tokens %+v and %+v have the same number", same, tok)
			} else if tok.Ref() != 0 {
				refs[tok.Ref()] = tok
			}
			if r := ranges[tok.Sentence]; tok.Start < r.Start || tok.End > r.End {
				t.Fatalf("token %+v outside its sentence %+v of %q", tok, r, text)
			}
			end, sentence = tok.End, tok.Sentence
		}
		if len(toks) > 0 && len(ranges) != sentence+1 {
			t.Fatalf("%d sentences, %d ranges", sentence+1, len(ranges))
		}
	})
}
