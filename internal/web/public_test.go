package web

import (
	"maps"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"
)

// application is a filled-in form for the President's patronage.
func application() url.Values {
	return url.Values{
		"forma": {"honorowy patronat"}, "organizator": {"Stowarzyszenie Nad Rospudą"}, "organizator_adres": {"ul. Leśna 3, 16-400 Suwałki"},
		"osoba": {"Iga Organizacka"}, "email": {"iga@example.org"}, "wydarzenie": {"Festyn Rzeki Rospudy"}, "od": {"2027-01-15"}, "do": {"2027-01-16"},
		"miejsce": {"park Konstytucji"}, "zasieg": {"lokalny"}, "cel": {"Sprzątanie brzegów i koncert."}, "oswiadczenia": {"tak"},
	}
}

var stampPattern = regexp.MustCompile(`name="stempel" value="([^"]+)"`)

// fillPublic takes the form's stamp and lets time pass.
func (h *house) fillPublic(t *testing.T, form url.Values, took time.Duration) url.Values {
	t.Helper()
	status, body := h.get(t, "/wniosek/patronaty")
	m := stampPattern.FindStringSubmatch(body)
	if status != 200 || m == nil {
		t.Fatalf("the form: %d\n%.300s", status, body)
	}
	out := maps.Clone(form)
	out.Set("stempel", m[1])
	h.now = h.now.Add(took)
	return out
}

func publicHouse(t *testing.T) *house {
	h := office(t)
	h.Demo = "" // nobody is logged in
	return h
}

func TestPublicFormOpensACase(t *testing.T) {
	h := publicHouse(t)
	_, page := h.get(t, "/wniosek/patronaty")
	for _, want := range []string{"Wniosek o honorowy patronat", "Administratorem danych osobowych", "Nazwa wydarzenia", "(wymagane)"} {
		if !strings.Contains(page, want) {
			t.Errorf("the form lacks %q", want)
		}
	}
	for _, inner := range []string{"Data decyzji", "Opinia wydziału", "/rejestry"} {
		if strings.Contains(page, inner) {
			t.Errorf("the form shows %q to strangers", inner)
		}
	}
	form := h.fillPublic(t, application(), time.Minute)
	status, body := h.do(t, http.MethodPost, "/wniosek/patronaty", form)
	if status != 200 || !strings.Contains(body, "Wniosek przyjęliśmy.") || !strings.Contains(body, `id="numer">1<`) {
		t.Fatalf("sent: %d\n%s", status, body)
	}
	c, err := h.Store.Case(t.Context(), 1)
	if err != nil || c.Status != "wplynal" || c.Fields["wplynal"] != "2026-11-23" || c.Fields["kanal"] != "formularz" || c.Fields["od"] != "2027-01-15" {
		t.Errorf("the case is %+v, %v", c, err)
	}
	history, err := h.Store.CaseHistory(t.Context(), 1)
	if err != nil || len(history) != 1 || history[0].Who != "system" {
		t.Errorf("its history is %+v, %v", history, err)
	}
}

func TestPublicFormKeepsMachinesOut(t *testing.T) {
	for name, v := range map[string]struct {
		change func(url.Values)
		took   time.Duration
		want   string
	}{
		"trap":      {func(f url.Values) { f.Set(trapField, "https://spam.example") }, time.Minute, "ma zostać puste"},
		"too fast":  {func(url.Values) {}, time.Second, "szybciej"},
		"too old":   {func(url.Values) {}, 13 * time.Hour, "zbyt długo"},
		"no stamp":  {func(f url.Values) { f.Del("stempel") }, time.Minute, "zbyt długo"},
		"forged":    {func(f url.Values) { f.Set("stempel", "1."+f.Get("stempel")[14:]) }, time.Minute, "zbyt długo"},
		"missing":   {func(f url.Values) { f.Del("organizator") }, time.Minute, "Organizator: to pole jest obowiązkowe."},
		"no assent": {func(f url.Values) { f.Set("oswiadczenia", "nie") }, time.Minute, "obowiązkowe"},
	} {
		t.Run(name, func(t *testing.T) {
			h := publicHouse(t)
			form := h.fillPublic(t, application(), v.took)
			v.change(form)
			status, body := h.do(t, http.MethodPost, "/wniosek/patronaty", form)
			if status != http.StatusUnprocessableEntity || !strings.Contains(body, v.want) || !strings.Contains(body, "Festyn Rzeki Rospudy") {
				t.Errorf("answer %d without %q, or what was typed is lost", status, v.want)
			}
			if n, err := h.Store.CountCases(t.Context(), "patronaty"); err != nil || len(n) != 0 {
				t.Errorf("cases %v, %v", n, err)
			}
		})
	}
}

func TestPublicFormIsBounded(t *testing.T) {
	h := publicHouse(t)
	form := h.fillPublic(t, application(), time.Minute)
	for i := range publicTries + 1 {
		status, body := h.do(t, http.MethodPost, "/wniosek/patronaty", form)
		if refused := status == http.StatusUnprocessableEntity && strings.Contains(body, "za godzinę"); refused != (i == publicTries) {
			t.Errorf("form %d: %d", i, status)
		}
	}
	if status, _ := h.get(t, "/wniosek/sprostowania"); status != http.StatusNotFound {
		t.Errorf("a register without a public form: %d", status)
	}
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, h.server.URL+"/wniosek/patronaty", strings.NewReader(form.Encode()))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	req.Header.Set("Sec-Fetch-Site", "cross-site")
	res, err := h.client.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	_ = res.Body.Close()
	if res.StatusCode != http.StatusForbidden {
		t.Errorf("a form posted from another site: %d", res.StatusCode)
	}
}
