package main

import (
	"fmt"
	"strings"
	"time"

	"github.com/valyala/fastjson"

	"prasowka/internal/query"
)

// docReader reads the documents of match --queries, one JSON object at a time,
// in memory that it uses again: encoding/json would take longer to read a
// document than ten thousand queries take to be held against it.
type docReader struct{ parser fastjson.Parser }

// read takes a document's fields out of a line. Members that are not known are
// passed over; null is an empty value.
func (r *docReader) read(line []byte) (query.Fields, error) {
	var f query.Fields
	v, err := r.parser.ParseBytes(line)
	if err != nil {
		return f, fmt.Errorf("not JSON: %w", err)
	}
	o, err := v.Object()
	if err != nil {
		return f, err
	}
	o.Visit(func(key []byte, v *fastjson.Value) {
		if err == nil && v.Type() != fastjson.TypeNull {
			if err = setField(&f, string(key), v); err != nil {
				err = fmt.Errorf("%q: %w", key, err)
			}
		}
	})
	return f, err
}

// setField sets the field that a document calls by a name.
func setField(f *query.Fields, name string, v *fastjson.Value) (err error) {
	switch name {
	case "id":
		f.ID, err = text(v)
	case "title":
		f.Title, err = text(v)
	case "lead":
		f.Lead, err = text(v)
	case "text":
		f.Text, err = text(v)
	case "author":
		f.Author, err = text(v)
	case "outlet":
		f.Outlet, err = text(v)
	case "source":
		f.Source, err = text(v)
	case "medium":
		f.Medium, err = text(v)
	case "tone":
		f.Tone, err = text(v)
	case "state":
		f.State, err = text(v)
	case "persons":
		f.Persons, err = texts(v)
	case "topics":
		f.Topics, err = texts(v)
	case "published":
		f.Published, err = instant(v)
	}
	return err
}

// text is the value of a string, made valid UTF-8.
func text(v *fastjson.Value) (string, error) {
	b, err := v.StringBytes()
	return strings.ToValidUTF8(string(b), "\ufffd"), err
}

// texts are the values of a list of strings.
func texts(v *fastjson.Value) ([]string, error) {
	list, err := v.Array()
	if err != nil {
		return nil, err
	}
	out := make([]string, len(list))
	for i, one := range list {
		if out[i], err = text(one); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// instant is the value of a time in RFC 3339.
func instant(v *fastjson.Value) (time.Time, error) {
	s, err := text(v)
	if err != nil {
		return time.Time{}, err
	}
	return time.Parse(time.RFC3339, s)
}
