package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
)

func TestAReaderSaysWhatIsWrong(t *testing.T) {
	h := open(t, "anna")
	id := h.file(t, "Most otwarty", "Prezydent otworzył most.")
	if _, body := h.get(t, "/wycinki/"+id); !strings.Contains(body, `id="blad"`) {
		t.Fatal("the clipping takes no report")
	}
	if status, _ := h.do(t, http.MethodPost, "/wycinki/"+id+"/blad", url.Values{"co": {"brzydki"}}); status != 422 {
		t.Errorf("a mistake of no kind: %d", status)
	}
	if status, _ := h.do(t, http.MethodPost, "/wycinki/nie-ma/blad", url.Values{"co": {"zły ton"}}); status != 404 {
		t.Errorf("of no clipping: %d", status)
	}
	status, body := h.do(t, http.MethodPost, "/wycinki/"+id+"/blad", url.Values{"co": {"zły ton"}, "opis": {"To <b>pochwała</b>."}})
	if status != 200 || !strings.Contains(body, "zły ton: To &lt;b&gt;pochwała&lt;/b&gt;.") {
		t.Errorf("a report: %d", status)
	}
}
