package main

import (
	"bytes"
	"context"
	"strings"
	"testing"
)

func TestWords(t *testing.T) {
	var out, errOut bytes.Buffer
	in := strings.NewReader("Suwałk\n\nSOK-u\nsoku\nS61\nKowalskiej-Nowak\n")
	if code := run(context.Background(), []string{"words"}, in, &out, &errOut); code != 0 {
		t.Fatalf("exit %d: %s", code, &errOut)
	}
	want := "suwalki suwalk\n\nSOK\nsok\nS61\nkowalski kowalska nowak nowaki\n"
	if out.String() != want {
		t.Errorf("got %q, want %q", &out, want)
	}
}

func TestForms(t *testing.T) {
	for _, c := range []struct {
		args []string
		want string
	}{
		{[]string{"forms", "Czesław Renkiewicz"}, "celownik     pojedyncza  Czesławowi Renkiewiczowi"},
		{[]string{"forms", "--kind=woman", "Anna Ruszewska"}, "Annie Ruszewskiej"},
		{[]string{"forms", "Suwałki"}, "dopełniacz   mnoga  Suwałk "},
		{[]string{"forms", "OSiR"}, "OSiR-owi"},
	} {
		var out, errOut bytes.Buffer
		if code := run(context.Background(), c.args, strings.NewReader(""), &out, &errOut); code != 0 {
			t.Fatalf("%v: exit %d: %s", c.args, code, &errOut)
		}
		if !strings.Contains(out.String(), c.want) {
			t.Errorf("%v: no %q in\n%s", c.args, c.want, &out)
		}
	}
	var out, errOut bytes.Buffer
	if code := run(context.Background(), []string{"forms", " "}, strings.NewReader(""), &out, &errOut); code != 2 {
		t.Errorf("an empty name: exit %d, want 2", code)
	}
}
