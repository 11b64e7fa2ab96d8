package claims

import (
	"encoding/json"
	"fmt"
	"testing"

	"prasowka/internal/polish"
)

func TestTone(t *testing.T) {
	city := Subject{ID: "miasto", Names: []string{"miasto", "urząd", "ratusz"}}
	osir := Subject{ID: "osir", Names: []string{"OSiR", "Ośrodek Sportu i Rekreacji"}}
	for _, c := range []struct{ text, city, osir string }{
		{"Miasto odniosło sukces i dostało nagrodę za nowoczesny park.", Positive, ""},
		{"Urząd skompromitował się. To skandal i wstyd dla miasta.", Negative, ""},
		{"Ratusz mieści się przy Mostowej. Urząd czynny jest do czternastej.", Neutral, ""},
		{"Pogoda była fatalna, a mecz zły.", "", ""},
		{"OSiR zawiódł: awaria, bałagan i chaos na basenie. Miasto milczy.", "", Negative},
		{"Remont ratusza nie jest sukcesem ani powodem do radości.", "", ""},
		{"Miasto nie ma problemów ani długów.", Positive, ""},
	} {
		got := Tone(polish.Default(), c.text, []Subject{city, osir}, nil)
		if got[1].Tone != c.osir || got[0].Tone != c.city && c.city != "" {
			t.Errorf("%s: %+v, want %q and %q", c.text, got, c.city, c.osir)
		}
		if got[0].Tone == Negative && got[0].Sentence == "" {
			t.Errorf("%s: no sentence decided it", c.text)
		}
	}
}

func TestTrain(t *testing.T) {
	var samples []Sample
	things := []string{"park", "most", "szkoła", "żłobek", "basen", "plac", "chodnik", "dworzec"}
	for i := range 60 {
		thing := things[i%len(things)]
		samples = append(samples,
			Sample{fmt.Sprintf("Mieszkańcy chwalą nowy %s, wszystko dopięte na ostatni guzik.", thing), Positive},
			Sample{fmt.Sprintf("Znów te same wymówki, %s stoi rozkopany i nikt nie odbiera telefonu.", thing), Negative},
			Sample{fmt.Sprintf("W środę %s będzie czynny od ósmej do szesnastej.", thing), Neutral})
	}
	m := Train(polish.Default(), samples)
	if !m.Trained() || m.Agrees < 0.9 {
		t.Fatalf("trained %v, agrees %.2f", m.Trained(), m.Agrees)
	}
	raw, err := json.Marshal(m)
	if err != nil {
		t.Fatal(err)
	}
	var back Model
	if err := json.Unmarshal(raw, &back); err != nil {
		t.Fatal(err)
	}
	got := Tone(polish.Default(), "Miasto powtarza te same wymówki i zostawia ulicę rozkopaną.", []Subject{{ID: "miasto", Names: []string{"miasto"}}}, &back)
	if got[0].Tone != Negative {
		t.Errorf("%+v", got)
	}
}
