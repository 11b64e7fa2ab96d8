package claims

import (
	"fmt"
	"slices"
	"strings"

	"prasowka/internal/polish"
	"prasowka/internal/press"
)

// This file says what was found, in Polish.

// contradicts raises the flag of a number that differs from its fact.
func (h *holding) contradicts(v verdict) {
	c, k := v.claim, h.card
	expected := strings.TrimSpace(k.fact.Value)
	if k.fact.Kind == press.FactDate {
		expected = k.day.Words()
	}
	what := map[press.FactKind]string{press.FactAmount: "kwotę", press.FactCount: "liczbę", press.FactPercent: "odsetek", press.FactDate: "datę"}[k.fact.Kind]
	why := fmt.Sprintf("Tekst podaje %s „%s”%s, a rejestr faktów: %s%s%s.", what, c.Text, meant(c), expected, h.source(), h.validity())
	if d := h.difference(c); d != "" {
		why += " " + d
	}
	why += " " + h.reasons(v)
	h.raise(h.part, press.Flag{Kind: press.FlagFact, Fact: k.fact.ID, Expected: expected, Why: why, Remedy: press.Rectify, Confidence: v.sure},
		c.Start, c.End, c.lo, h.dup(v))
	h.found[len(h.found)-1].value = c.Value
}

// meant says in days what a date counted from publication means.
func meant(c *Claim) string {
	if c.rel.what == 0 {
		return ""
	}
	var all []string
	for _, p := range c.days {
		words := p.from.Words()
		if p.to != p.from {
			words = "od " + words + " do " + p.to.Words()
		}
		if !slices.Contains(all, words) {
			all = append(all, words)
		}
	}
	return " (licząc od dnia publikacji: " + strings.Join(all, " albo ") + ")"
}

// dup identifies what is contested: a number and its rounding in the title are
// one contradiction.
func (h *holding) dup(v verdict) string {
	c := v.claim
	if h.card.fact.Kind == press.FactDate {
		return fmt.Sprint(c.From.Month, c.From.Dom, c.From.Year)
	}
	for _, f := range h.found {
		if f.flag.Fact == h.card.fact.ID && f.value != 0 && abs(f.value-c.Value) <= 0.03*abs(f.value) {
			return fmt.Sprint(f.value)
		}
	}
	return fmt.Sprint(c.Value)
}

func (h *holding) source() string {
	if h.card.fact.Source == "" {
		return ""
	}
	return " (" + h.card.fact.Source + ")"
}

func (h *holding) validity() string {
	k := h.card
	switch {
	case !k.from.IsZero() && !k.to.IsZero():
		return fmt.Sprintf(", w mocy od %s do %s", k.from.Words(), k.to.Words())
	case !k.from.IsZero():
		return ", w mocy od " + k.from.Words()
	}
	return ""
}

// difference says how far a number is from its fact.
func (h *holding) difference(c *Claim) string {
	k := h.card
	switch k.fact.Kind {
	case press.FactPercent:
		return fmt.Sprintf("Różnica: %s pkt proc.", polish.Decimal(abs(c.Value-k.value), 2))
	case press.FactAmount, press.FactCount:
		if k.value != 0 {
			return fmt.Sprintf("Różnica: %s%%.", polish.Decimal(abs(c.Value/k.value-1)*100, 1))
		}
	}
	return ""
}

func abs(x float64) float64 { return max(x, -x) }

// reasons says how sure a flag is and why.
func (h *holding) reasons(v verdict) string {
	var because []string
	if v.match.recalled {
		because = append(because, "zdanie nawiązuje do tematu nazwanego wcześniej")
	} else if v.match.missing {
		because = append(because, "temat wynika częściowo z tytułu lub wcześniejszych zdań")
	} else {
		because = append(because, "zdanie mówi wprost o tym temacie")
	}
	if h.part.scene.whole == ours {
		because = append(because, "tekst dotyczy miasta "+h.register.city)
	} else {
		because = append(because, "tekst nie wymienia innej miejscowości")
	}
	if v.claim.Bound != Exact {
		because = append(because, "liczba podana w przybliżeniu („"+string(v.claim.Bound)+"”)")
	}
	return fmt.Sprintf("Pewność %s: %s.", polish.Percent(min(v.sure, 0.97), 0), strings.Join(because, "; "))
}
