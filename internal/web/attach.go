package web

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"maps"
	"mime"
	"mime/multipart"
	"net/http"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"prasowka/internal/press"
	"prasowka/internal/store"
)

// Bounds of attachments, in bytes.
const (
	maxFile        = 25 << 20 // one file of a clerk
	maxPublicBytes = 20 << 20 // all the files of a form from outside
)

// officeKinds are the kinds of file that stand in a zip, by an entry that each
// of them has.
var officeKinds = map[string]string{
	"word/document.xml":    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
	"xl/workbook.xml":      "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
	"ppt/presentation.xml": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}

// odfKinds are the kinds of file that name themselves in their entry
// "mimetype".
var odfKinds = []string{"application/vnd.oasis.opendocument.text", "application/vnd.oasis.opendocument.spreadsheet", "application/vnd.oasis.opendocument.presentation"}

// Kinds of file that a case may hold, as found in the bytes and not as named
// by the sender. From outside come no archives and no recordings.
var (
	publicTypes  = slices.Concat([]string{"application/pdf", "image/png", "image/jpeg", "image/webp", "text/plain"}, slices.Sorted(maps.Values(officeKinds)), odfKinds)
	allowedTypes = append(slices.Clone(publicTypes), "image/gif", "application/zip", "audio/mpeg", "audio/wave", "video/mp4", "application/ogg")
)

// kindOf finds in the bytes what kind of file they are. Office files with
// macros are told apart: nobody needs them here.
func kindOf(body []byte) string {
	kind, _, _ := mime.ParseMediaType(http.DetectContentType(body))
	if kind != "application/zip" {
		return kind
	}
	archive, err := zip.NewReader(bytes.NewReader(body), int64(len(body)))
	if err != nil {
		return "uszkodzone archiwum"
	}
	for _, f := range archive.File {
		switch {
		case strings.HasSuffix(f.Name, "vbaProject.bin"), strings.HasPrefix(f.Name, "Basic/"):
			return "plik biurowy z makrami"
		case f.Name == "mimetype":
			if own := ownKind(f); slices.Contains(odfKinds, own) {
				kind = own
			}
		case officeKinds[f.Name] != "":
			kind = officeKinds[f.Name]
		}
	}
	return kind
}

// ownKind is what an OpenDocument file calls itself.
func ownKind(f *zip.File) string {
	r, err := f.Open()
	if err != nil {
		return ""
	}
	defer func() { _ = r.Close() }()
	name, _ := io.ReadAll(io.LimitReader(r, 100)) // what could not be read is no kind
	return strings.TrimSpace(string(name))
}

// An upload is a file that came with a form.
type upload struct {
	name, kind string
	body       []byte
}

// readUpload reads one file of at most limit bytes and of one of the kinds.
func readUpload(header *multipart.FileHeader, limit int64, kinds []string) (upload, error) {
	name := oneLine(filepath.Base(strings.ReplaceAll(header.Filename, `\`, "/")))
	wrong := func(why string) error { return &press.Invalid{Field: "plik „" + name + "”", Why: why} }
	file, err := header.Open()
	if err != nil {
		return upload{}, fmt.Errorf("open upload %q: %w", name, err)
	}
	defer func() { _ = file.Close() }()
	body, err := io.ReadAll(io.LimitReader(file, limit+1))
	if err != nil {
		return upload{}, fmt.Errorf("read upload %q: %w", name, err)
	}
	switch kind := kindOf(body); {
	case len(body) == 0:
		return upload{}, wrong("jest pusty.")
	case int64(len(body)) > limit:
		return upload{}, wrong("jest za duży; podziel go albo zmniejsz.")
	case !slices.Contains(kinds, kind):
		return upload{}, wrong("jest rodzaju, którego nie przyjmujemy (" + kind + "). Przyjmujemy PDF, obrazy, tekst i dokumenty biurowe bez makr.")
	default:
		return upload{name, kind, body}, nil
	}
}

// publicUploads reads the files of a form from outside: at most max of them,
// and all together of at most maxPublicBytes.
func publicUploads(form *multipart.Form, field string, most int) ([]upload, error) {
	if form == nil {
		return nil, nil
	}
	headers := slices.DeleteFunc(slices.Clone(form.File[field]), func(h *multipart.FileHeader) bool { return h.Filename == "" && h.Size == 0 })
	if len(headers) > most {
		return nil, &press.Invalid{Field: "załączniki", Why: fmt.Sprintf("jest ich %d, a może być najwyżej %d.", len(headers), most)}
	}
	var out []upload
	left := int64(maxPublicBytes)
	for _, h := range headers {
		u, err := readUpload(h, left, publicTypes)
		if err != nil {
			return nil, err
		}
		left -= int64(len(u.body))
		out = append(out, u)
	}
	return out, nil
}

// attach keeps an uploaded file.
func (s *Site) attach(w http.ResponseWriter, r *http.Request) error {
	c, g, err := s.caseOf(r)
	if err != nil {
		return err
	}
	if !g.MayWrite(person(r).Role) {
		return errForbidden
	}
	_, header, err := r.FormFile("plik")
	if errors.Is(err, http.ErrMissingFile) {
		return &press.Invalid{Field: "plik", Why: "nie wybrano pliku."}
	}
	if err != nil {
		return err
	}
	u, err := readUpload(header, maxFile, allowedTypes)
	if err != nil {
		return err
	}
	now, who := s.Now(), person(r).ID
	err = s.Store.Write(r.Context(), func(tx *store.Tx) error {
		if _, err := tx.PutAttachment(r.Context(), store.Attachment{Of: c.ID, Name: u.name, Type: u.kind, At: now, By: who}, u.body); err != nil {
			return err
		}
		return tx.NoteCase(r.Context(), store.CaseChange{Case: c.ID, At: now, Who: who, What: "dołączył plik", Detail: u.name})
	})
	if err != nil {
		return err
	}
	return s.flash(w, r, "Plik jest dołączony.", fmt.Sprintf("/sprawy/%d", c.ID))
}

// attachment sends a file of a case, always to be saved and never shown as
// part of our own pages.
func (s *Site) attachment(w http.ResponseWriter, r *http.Request) error {
	c, _, err := s.caseOf(r)
	if err != nil {
		return err
	}
	id, err := strconv.ParseInt(r.PathValue("file"), 10, 64)
	if err != nil {
		return press.NotFound("załącznik", r.PathValue("file"))
	}
	a, body, err := s.Store.Attachment(r.Context(), id)
	if err != nil {
		return err
	}
	if a.Of != c.ID {
		return press.NotFound("załącznik", r.PathValue("file"))
	}
	send(w, r, a.Name, a.Type, body, a.At)
	return nil
}

// send answers with a file to be saved.
func send(w http.ResponseWriter, r *http.Request, name, kind string, body []byte, at time.Time) {
	h := w.Header()
	h.Set("Content-Type", kind)
	h.Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": name}))
	h.Set("Cache-Control", "no-store")
	http.ServeContent(w, r, "", at, bytes.NewReader(body))
}
