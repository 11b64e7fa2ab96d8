package gather

import (
	"bufio"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"fmt"
	"io"
	"net/http"
	"strings"

	"prasowka/internal/press"
)

// read takes the body of an answer, decompressed, within the limit. A body that
// announces more than the limit is not read at all.
func (c *Client) read(res *http.Response) ([]byte, error) {
	limit := c.opts.MaxBytes
	if res.ContentLength > limit {
		return nil, &Error{Trouble: press.TroubleBig, Status: res.StatusCode, Err: fmt.Errorf("%d bytes announced, %d allowed", res.ContentLength, limit)}
	}
	// The compressed bytes are limited as well: nothing is gained by a
	// compression that makes more of less.
	r, err := unpack(io.LimitReader(res.Body, limit+1), res.Header.Values("Content-Encoding"))
	if err != nil {
		return nil, &Error{Trouble: press.TroubleParse, Status: res.StatusCode, Err: err}
	}
	body, err := readUpTo(r, limit)
	if err == nil {
		return body, nil
	}
	if _, ok := err.(*Error); !ok && len(body) > 0 && corrupt(err) {
		return body, nil // a broken checksum or a cut stream: what came is kept
	}
	return nil, err
}

// readUpTo reads everything, or answers TroubleBig beyond limit bytes. What was
// read before an error is given with it.
func readUpTo(r io.Reader, limit int64) ([]byte, error) {
	body, err := io.ReadAll(io.LimitReader(r, limit+1))
	if int64(len(body)) > limit {
		return nil, &Error{Trouble: press.TroubleBig, Err: fmt.Errorf("more than %d bytes", limit)}
	}
	return body, err
}

// corrupt tells errors of a compressed stream from errors of the network.
func corrupt(err error) bool {
	switch err {
	case gzip.ErrChecksum, gzip.ErrHeader, zlib.ErrChecksum, io.ErrUnexpectedEOF:
		return true
	}
	_, ok := err.(flate.CorruptInputError)
	return ok
}

// unpack undoes at most two content codings (RFC 9110, 8.4.1).
func unpack(r io.Reader, headers []string) (io.Reader, error) {
	var codings []string
	for _, h := range headers {
		for coding := range strings.SplitSeq(h, ",") {
			if coding = strings.ToLower(strings.TrimSpace(coding)); coding != "" && coding != "identity" {
				codings = append(codings, coding)
			}
		}
	}
	if len(codings) > 2 {
		return nil, fmt.Errorf("content encoding %q: too many layers", strings.Join(codings, ", "))
	}
	for i := len(codings) - 1; i >= 0; i-- {
		buffered := bufio.NewReader(r)
		head, err := buffered.Peek(2)
		if len(head) == 0 && err == io.EOF {
			return buffered, nil // no body, as in a 304
		}
		switch codings[i] {
		case "gzip", "x-gzip":
			if len(head) < 2 || head[0] != 0x1f || head[1] != 0x8b {
				r = buffered // labelled, but not compressed
				continue
			}
			if r, err = gzip.NewReader(buffered); err != nil {
				return nil, fmt.Errorf("gzip: %w", err)
			}
		case "deflate":
			// The standard means zlib; some servers send bare deflate.
			if len(head) == 2 && head[0]&0x0f == 8 && (int(head[0])<<8|int(head[1]))%31 == 0 {
				if r, err = zlib.NewReader(buffered); err != nil {
					return nil, fmt.Errorf("deflate: %w", err)
				}
			} else {
				r = flate.NewReader(buffered)
			}
		default:
			return nil, fmt.Errorf("content encoding %q was not asked for", codings[i])
		}
	}
	return r, nil
}
