package main

import (
	"fmt"
	"text/tabwriter"

	"prasowka/internal/polish"
	"prasowka/internal/press"
)

type formsCmd struct {
	Name string `arg:"" help:"A name in its base form: \"Czesław Renkiewicz\", Suwałki, OSiR."`
	Kind string `enum:"auto,man,woman,place,street,unit" default:"auto" help:"What it names: auto, man, woman, place, street, unit."`
}

// Run prints the paradigm of a name: case, number, form, and the rule that
// made the form.
func (c formsCmd) Run(sh *shell) error {
	kinds := map[string]polish.NameKind{
		"man": polish.Man, "woman": polish.Woman, "place": polish.Place, "street": polish.Street, "unit": polish.Unit,
	}
	kind, ok := kinds[c.Kind]
	if !ok {
		kind = polish.GuessKind(c.Name)
	}
	forms := polish.Paradigm(c.Name, kind)
	if len(forms) == 0 {
		return &press.Invalid{Field: "name", Why: "podaj nazwę w mianowniku"}
	}
	w := tabwriter.NewWriter(sh.out, 0, 0, 2, ' ', 0)
	for _, f := range forms {
		if _, err := fmt.Fprintf(w, "%s\t%s\t%s\t%s\n", f.Case, f.Number, f.Text, f.Rule); err != nil {
			return fmt.Errorf("forms %q: %w", c.Name, err)
		}
	}
	return w.Flush()
}
