// Package press holds the nouns of the house: what an outlet, a clipping, a
// topic or a notice is. Every other room speaks in these types.
//
// Invariants:
//   - No input or output, no clock, no globals: only values, their identities
//     and the small rules that are true of them everywhere.
//   - Identities are strings that never change once written. A clipping's
//     identity sorts by its time of publication (see NewID), so that newest
//     first is a walk over identities and needs no date field.
//   - Times are instants (UTC inside); Europe/Warsaw is put on when they are
//     shown or when the law counts days.
//   - Users can cause three kinds of error (NotFound, Conflict, Invalid);
//     everything else is internal and is shown to nobody but the log.
package press

import (
	"crypto/sha256"
	"encoding/base32"
	"encoding/binary"
	"time"
)

// idAlphabet is base32hex in lower case: its byte order is its value order,
// so identities sort as the numbers they encode.
var idAlphabet = base32.NewEncoding("0123456789abcdefghijklmnopqrstuv").WithPadding(base32.NoPadding)

// NewID makes a time-ordered identity of 20 characters: six bytes of Unix
// milliseconds (good until the year 10889; instants before 1970 sort as 1970),
// then six bytes of the SHA-256 of key. The same instant and key always give
// the same identity, which makes imports and re-reads idempotent.
func NewID(at time.Time, key string) string {
	ms := max(at.UnixMilli(), 0)
	var b [12]byte
	var t [8]byte
	binary.BigEndian.PutUint64(t[:], uint64(ms))
	copy(b[:6], t[2:])
	sum := sha256.Sum256([]byte(key))
	copy(b[6:], sum[:6])
	return idAlphabet.EncodeToString(b[:])
}

// IDTime is the instant inside an identity made by NewID, to the millisecond;
// the zero time when id is not one.
func IDTime(id string) time.Time {
	b, err := idAlphabet.DecodeString(id)
	if err != nil || len(b) != 12 {
		return time.Time{}
	}
	var t [8]byte
	copy(t[2:], b[:6])
	return time.UnixMilli(int64(binary.BigEndian.Uint64(t[:]))).UTC()
}

// IDFloor is the smallest identity that an instant can have: a bound for
// ranges over identities ("from 1 January").
func IDFloor(at time.Time) string {
	ms := max(at.UnixMilli(), 0)
	var t [8]byte
	binary.BigEndian.PutUint64(t[:], uint64(ms))
	var b [12]byte
	copy(b[:6], t[2:])
	return idAlphabet.EncodeToString(b[:])
}
