package web

import (
	"context"
	"fmt"
	"net/http"
	"testing"

	"prasowka/internal/press"
	"prasowka/internal/store"
)

// officeScreens puts something of everything that the office decides into the
// house, and answers the addresses of its screens.
func (h *house) officeScreens(t *testing.T) []string {
	t.Helper()
	ctx := t.Context()
	sent := h.draft(t, "Budżet miasta uchwalony", "Nowa kładka nad rzeką")
	if err := h.Store.Write(ctx, func(tx *store.Tx) error {
		if err := tx.LockReview(ctx, sent, "{}", h.now); err != nil {
			return err
		}
		return tx.PutReceipt(ctx, store.Receipt{Key: reviewKey(sent), Person: "jan", Kind: store.Seen, At: h.now})
	}); err != nil {
		t.Fatal(err)
	}
	v, err := h.Store.Review(ctx, sent)
	if err != nil {
		t.Fatal(err)
	}
	items, err := h.Store.ReviewItems(ctx, sent)
	if err != nil {
		t.Fatal(err)
	}
	items[0].Why, items[0].Note, items[0].Action, items[0].Owner, items[1].Dropped = "Od tego zależy plan inwestycji.", "Nasza notatka.", "sprostowanie", "Anna Wilczyńska", true
	v.Issue, v.State, v.Waits, v.Verdict = 2, store.ReviewDraft, true, "Jedna sprawa wymaga reakcji."
	var open int64
	if err := h.Store.Write(ctx, func(tx *store.Tx) (err error) {
		open, _, err = tx.PutReview(ctx, v, items)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	key, err := h.Store.SlipKey(ctx)
	if err != nil {
		t.Fatal(err)
	}
	h.flagged(t)
	alert := h.watched(t)
	h.do(t, http.MethodPost, "/stanowiska/nowe", statementForm("0", "Kładka będzie gotowa w maju.\nTo pewne."))
	texts, err := h.Store.Statements(ctx, 1)
	if err != nil || len(texts) != 1 {
		t.Fatal(texts, err)
	}
	h.spoken(t, alert)
	h.Issue = func(context.Context, int64) (Rendered, error) { return issueExample(), nil }
	h.FactFile.Read = func([]byte) ([]press.Fact, error) { return nil, nil }
	return append(append(h.crisisScreens(t), h.withReports(t)...), []string{
		"/fakty", "/fakty/nowa", "/fakty/budzet", "/stanowiska", "/stanowiska/nowe", "/stanowiska/" + texts[0].ID, "/stanowiska/" + texts[0].ID + "/zmien",
		"/alerty/mosty/" + alert, "/tematy/mosty", "/tematy/nowy", "/tematy/nowy?q=(most", "/tematy/mosty/zmien",
		"/alerty", "/alerty/mosty/" + alert + "/podglad", "/ton", "/wycinki/" + alert, fmt.Sprintf("/przeglad/%d/podglad?postac=czat", open),
		"/flagi", "/flagi/f1", "/flagi/f2", "/flagi?stan=odrzucona",
		"/przeglad", fmt.Sprintf("/przeglad/%d", sent), fmt.Sprintf("/przeglad/%d", open), fmt.Sprintf("/przeglad/%d/edycja?zmien=%s", open, items[0].Story),
		"/odnosnik/" + key.Token(store.Slip{Kind: store.SlipRead, Person: "anna", Ref: reviewKey(sent)}),
		"/odnosnik/" + key.Token(store.Slip{Kind: store.SlipPause, Person: "jan", Ref: "poranny"}),
	}...)
}
