package notify

import (
	"strings"
	"testing"
	"unicode/utf8"

	"prasowka/internal/press"
)

// Whatever a headline, an address and a lead are, what leaves is well formed,
// within its budgets, and holds neither scripts nor mentions.
func FuzzItem(f *testing.F) {
	for _, i := range hostile().Leadership {
		f.Add(i.Title, i.URL, i.Quote)
	}
	f.Add("Zwykły tytuł", "https://glosgrodziska.example/1", "Lead. I drugie zdanie.")
	f.Add("a|b>c<d&e", "https://a.example/?q=1|2>3", "> cytat\n*gruby*")
	f.Fuzz(func(t *testing.T, title, address, lead string) {
		i := NewItem(press.Clipping{ID: "c", Title: title, URL: address, Lead: lead, Text: lead}, press.Outlet{Name: title}, "", 0)
		i.Rectify, i.Note, i.Why, i.Action, i.Due = address, lead, title, title, now
		r := empty()
		r.Top, r.Reaction, r.Region, r.Remark = []Item{i}, []Item{i}, []Item{i, i}, lead
		a := alert()
		a.Item, a.Rule, a.Why, a.Open = i, title, lead, address
		for _, p := range []Payload{r, a} {
			m, err := p.Mail()
			if err != nil {
				t.Fatal(err)
			}
			checkMail(t, m)
			checkChat(t, p.Chat())
			if !utf8.ValidString(m.Text + m.HTML + m.Subject) {
				t.Fatal("not UTF-8")
			}
			if strings.Contains(strings.ToLower(m.HTML), "javascript:") && strings.Contains(m.HTML, `href="javascript`) {
				t.Fatal("a script behind a link")
			}
		}
	})
}
