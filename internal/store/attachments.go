package store

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strconv"
	"time"
)

// An Attachment is a file of a case, or of a publication that a person filed.
// Its bytes are never changed.
type Attachment struct {
	ID     int64
	Of     int64 // the case, or the page of the publication
	Name   string
	Type   string // media type, as found in the bytes
	Size   int64  // bytes
	SHA256 string // hexadecimal, of the bytes
	At     time.Time
	By     string
}

// A shelf is a table of files.
type shelf struct{ table, of, counter, noun string }

var (
	caseFiles = shelf{"attachments", "case_id", "attachment", "załącznik"}
	pageScans = shelf{"scans", "page", "scan", "skan"}
)

func (s shelf) columns() string { return `id, ` + s.of + `, name, type, size, sha256, at, who` }

func scanAttachment(s scanner) (a Attachment, err error) {
	var when int64
	err = s.Scan(&a.ID, &a.Of, &a.Name, &a.Type, &a.Size, &a.SHA256, &when, &a.By)
	a.At = at(when)
	return a, err
}

// Attachments lists a case's files, the first one first.
func (r reads) Attachments(ctx context.Context, id int64) ([]Attachment, error) {
	return r.files(ctx, caseFiles, id)
}

// Scans lists the files of a publication that a person filed, by its page.
func (r reads) Scans(ctx context.Context, page int64) ([]Attachment, error) {
	return r.files(ctx, pageScans, page)
}

func (r reads) files(ctx context.Context, s shelf, of int64) ([]Attachment, error) {
	return rows(ctx, r, scanAttachment, `SELECT `+s.columns()+` FROM `+s.table+` WHERE `+s.of+` = $1 ORDER BY id`, of)
}

// Attachment reads a file of a case with its bytes; press.NotFound.
func (r reads) Attachment(ctx context.Context, id int64) (Attachment, []byte, error) {
	return r.file(ctx, caseFiles, id)
}

// Scan reads a file of a publication with its bytes; press.NotFound.
func (r reads) Scan(ctx context.Context, id int64) (Attachment, []byte, error) {
	return r.file(ctx, pageScans, id)
}

func (r reads) file(ctx context.Context, s shelf, id int64) (Attachment, []byte, error) {
	a, err := row(ctx, r, s.noun, strconv.FormatInt(id, 10), scanAttachment, `SELECT `+s.columns()+` FROM `+s.table+` WHERE id = $1`, id)
	if err != nil {
		return a, nil, err
	}
	var packed []byte
	if err := r.q.QueryRowContext(ctx, `SELECT body FROM `+s.table+` WHERE id = $1`, id).Scan(&packed); err != nil {
		return a, nil, fmt.Errorf("%s %d: %w", s.counter, id, err)
	}
	body, err := r.unpack.DecodeAll(packed, nil)
	if err != nil {
		return a, nil, fmt.Errorf("%s %d: unpack: %w", s.counter, id, err)
	}
	return a, body, nil
}

// PutAttachment keeps a file of a case and answers its number. Size and SHA256
// are those of body.
func (tx *Tx) PutAttachment(ctx context.Context, a Attachment, body []byte) (int64, error) {
	return tx.putFile(ctx, caseFiles, a, body)
}

// PutScan keeps a file of a publication, as PutAttachment does.
func (tx *Tx) PutScan(ctx context.Context, a Attachment, body []byte) (int64, error) {
	return tx.putFile(ctx, pageScans, a, body)
}

func (tx *Tx) putFile(ctx context.Context, s shelf, a Attachment, body []byte) (int64, error) {
	id, err := tx.next(ctx, s.counter, 1)
	if err != nil {
		return 0, err
	}
	sum := sha256.Sum256(body)
	_, err = tx.exec(ctx, `INSERT INTO `+s.table+` (`+s.columns()+`, body) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
		id, a.Of, a.Name, a.Type, len(body), hex.EncodeToString(sum[:]), ms(a.At), a.By, tx.db.pack.EncodeAll(body, nil))
	if err != nil {
		return 0, fmt.Errorf("put %s %q of %d: %w", s.counter, a.Name, a.Of, err)
	}
	return id, nil
}

// A Link ties a case to another thing of the house.
type Link struct {
	Case int64
	Noun string // "wycinek", "wątek", "flaga", "stanowisko", "sprawa"
	Ref  string // identity of the thing
	At   time.Time
	By   string
}

// Links lists what a case is tied to.
func (r reads) Links(ctx context.Context, id int64) ([]Link, error) {
	return rows(ctx, r, func(s scanner) (l Link, err error) {
		var when int64
		err = s.Scan(&l.Case, &l.Noun, &l.Ref, &when, &l.By)
		l.At = at(when)
		return l, err
	}, `SELECT case_id, noun, ref, at, who FROM links WHERE case_id = $1 ORDER BY noun, at, ref`, id)
}

// PutLink ties a case to a thing; repeating it changes nothing.
func (tx *Tx) PutLink(ctx context.Context, l Link) error {
	_, err := tx.exec(ctx, `INSERT INTO links (case_id, noun, ref, at, who) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING`,
		l.Case, l.Noun, l.Ref, ms(l.At), l.By)
	if err != nil {
		return fmt.Errorf("link case %d to %s %s: %w", l.Case, l.Noun, l.Ref, err)
	}
	return nil
}
