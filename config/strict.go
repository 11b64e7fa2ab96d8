package config

import (
	"encoding"
	"errors"
	"fmt"
	"io/fs"
	"reflect"
	"slices"
	"sort"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"

	"prasowka/internal/cases"
	"prasowka/internal/press"
)

// reader reads the files of one folder and gathers what is wrong with them.
type reader struct {
	fsys     fs.FS
	problems []Problem
	places   map[string]places // by file
}

// places is where each value of a file stands, by its path: "topics[2].query".
type places map[string]place

type place struct{ line, column int }

// maxFile bounds one configuration file, in bytes.
const maxFile = 4 << 20

func (r *reader) add(p Problem) { r.problems = append(r.problems, p) }

func (r *reader) warn(file string, line, column int, message, hint string) {
	r.add(Problem{File: file, Line: line, Column: column, Message: message, Hint: hint, Warning: true})
}

// at adds a problem with the value at a path of a file.
func (r *reader) at(file, path, message, hint string) {
	p := r.places[file][path]
	r.add(Problem{File: file, Line: p.line, Column: p.column, Message: message, Hint: hint})
}

// sorted is every problem once, by file and line.
func (r *reader) sorted() []Problem {
	sort.SliceStable(r.problems, func(i, j int) bool {
		a, b := r.problems[i], r.problems[j]
		if a.File != b.File {
			return a.File < b.File
		}
		return a.Line < b.Line
	})
	return slices.Compact(r.problems)
}

// file reads one file into the struct that v points to. Mistakes become
// problems; only a file that cannot be read is an error.
func (r *reader) file(name string, v any) error {
	data, err := fs.ReadFile(r.fsys, name)
	if errors.Is(err, fs.ErrNotExist) {
		r.add(Problem{File: name, Message: "nie ma tego pliku.", Hint: "Komenda „prasowka serve” tworzy brakujące pliki przy pierwszym starcie."})
		return nil
	}
	if err != nil {
		return fmt.Errorf("reading %s: %w", name, err)
	}
	if len(data) > maxFile {
		r.add(Problem{File: name, Message: "plik jest większy niż 4 MB.", Hint: "Podziel go albo usuń zbędną treść."})
		return nil
	}
	r.places[name] = places{}
	tree, err := parser.ParseBytes(data, 0)
	if err != nil {
		r.add(syntaxProblem(name, err))
		return nil
	}
	before := len(r.problems)
	w := walker{reader: r, file: name}
	var body ast.Node
	if len(tree.Docs) > 0 {
		body = tree.Docs[0].Body
	}
	w.value(body, reflect.TypeOf(v).Elem(), "")
	if len(r.problems) > before || body == nil {
		return nil
	}
	if err := yaml.NodeToValue(body, v); err != nil {
		r.add(syntaxProblem(name, err))
	}
	return nil
}

// syntaxProblem tells a YAML error with its place.
func syntaxProblem(file string, err error) Problem {
	p := Problem{File: file, Line: 1, Column: 1,
		Hint: "Sprawdź wcięcia (spacje, nie tabulatory), dwukropki i cudzysłowy w tym miejscu."}
	message := firstLine(err.Error())
	var located yaml.Error
	if errors.As(err, &located) && located.GetToken() != nil {
		pos := located.GetToken().Position
		p.Line, p.Column = pos.Line, pos.Column
		message = firstLine(located.GetMessage())
	}
	for _, known := range yamlMessages {
		if strings.Contains(message, known.english) {
			p.Message, p.Hint = known.polish, known.hint
			return p
		}
	}
	p.Message = "błąd składni YAML: " + message + "."
	return p
}

// yamlMessages are the YAML library's commonest complaints in Polish.
var yamlMessages = []struct{ english, polish, hint string }{
	{"already defined", "ten klucz jest tu po raz drugi.", "Usuń jeden z dwóch wpisów."},
	{"cannot start any token", "wiersz zaczyna się od znaku, od którego nie może się zaczynać.", "YAML nie przyjmuje tabulatorów: zrób wcięcie spacjami."},
	{"not allowed in this context", "wartość stoi w złym miejscu.", "Wyrównaj wcięcie z wierszami tego samego poziomu."},
}

func firstLine(s string) string {
	s, _, _ = strings.Cut(s, "\n")
	return strings.TrimSuffix(s, ".")
}

// walker holds a syntax tree against a Go type.
type walker struct {
	*reader
	file string
}

var textType = reflect.TypeFor[encoding.TextUnmarshaler]()

// choices are the string types that take only certain values.
var choices = map[reflect.Type][]string{
	reflect.TypeFor[press.Medium]():       names(press.Media),
	reflect.TypeFor[press.Class]():        names(press.Classes),
	reflect.TypeFor[press.Licence]():      names(press.Licences),
	reflect.TypeFor[press.Role]():         names(press.Roles),
	reflect.TypeFor[TLS]():                {string(StartTLS), string(FullTLS), string(NoTLS)},
	reflect.TypeFor[Approval]():           {string(Auto), string(Editor)},
	reflect.TypeFor[Period]():             {string(Week), string(Month)},
	reflect.TypeFor[cases.ScenarioKind](): {string(cases.CrisisOfImage), string(cases.CrisisOfFact)},
	reflect.TypeFor[NameKind]():           {string(NamePerson), string(NamePlace), string(NameUnit), string(NameStreet), string(NameAcronym)},
}

func names[T ~string](values []T) []string {
	out := make([]string, len(values))
	for i, v := range values {
		out[i] = string(v)
	}
	return out
}

func (w walker) wrong(n ast.Node, message, hint string) {
	pos := n.GetToken().Position
	w.add(Problem{File: w.file, Line: pos.Line, Column: pos.Column, Message: message, Hint: hint})
}

// value checks one node against the type that it is to fill.
func (w walker) value(n ast.Node, t reflect.Type, path string) {
	if t.Kind() == reflect.Pointer {
		t = t.Elem()
		if n == nil || n.Type() == ast.NullType {
			return
		}
	}
	if n == nil || n.Type() == ast.NullType {
		if t.Kind() == reflect.Struct && !reflect.PointerTo(t).Implements(textType) {
			w.missing(n, t, nil, path)
		}
		return
	}
	w.places[w.file][path] = start(n)
	switch {
	case reflect.PointerTo(t).Implements(textType):
		w.text(n, t, path)
	case t.Kind() == reflect.Struct:
		w.object(n, t, path)
	case t.Kind() == reflect.Slice:
		list, ok := n.(*ast.SequenceNode)
		if !ok {
			w.wrong(n, fmt.Sprintf("„%s” ma być listą.", path), "Zacznij każdy wpis od myślnika albo użyj nawiasów [a, b].")
			return
		}
		for i, item := range list.Values {
			w.value(item, t.Elem(), path+"["+strconv.Itoa(i)+"]")
		}
	case t.Kind() == reflect.Map:
		for _, pair := range w.pairs(n, path) {
			w.value(pair.Value, t.Elem(), join(path, keyOf(pair)))
		}
	default:
		w.scalar(n, t, path)
	}
}

// start is where a value begins: for a block mapping its first key, since its
// own token is the colon behind that.
func start(n ast.Node) place {
	switch m := n.(type) {
	case *ast.MappingNode:
		if !m.IsFlowStyle && len(m.Values) > 0 {
			return start(m.Values[0])
		}
	case *ast.MappingValueNode:
		pos := m.Key.GetToken().Position
		return place{pos.Line, pos.Column}
	}
	pos := n.GetToken().Position
	return place{pos.Line, pos.Column}
}

// pairs is the entries of a mapping; a problem when n is none.
func (w walker) pairs(n ast.Node, path string) []*ast.MappingValueNode {
	switch m := n.(type) {
	case *ast.MappingNode:
		return m.Values
	case *ast.MappingValueNode:
		return []*ast.MappingValueNode{m}
	}
	w.wrong(n, fmt.Sprintf("„%s” ma składać się z par klucz: wartość.", path), "Wypisz klucze pod spodem z wcięciem.")
	return nil
}

func keyOf(pair *ast.MappingValueNode) string { return pair.Key.GetToken().Value }

func join(path, key string) string {
	if path == "" {
		return key
	}
	return path + "." + key
}

// object checks the keys of a mapping against the fields of a struct.
func (w walker) object(n ast.Node, t reflect.Type, path string) {
	fields := fieldsOf(t)
	seen := map[string]bool{}
	for _, pair := range w.pairs(n, path) {
		key := keyOf(pair)
		field, ok := fields[key]
		switch {
		case !ok:
			w.wrong(pair.Key, fmt.Sprintf("nieznany klucz „%s”.", key), didYouMean(key, fields))
		default:
			w.value(pair.Value, field.Type, join(path, key))
			seen[key] = pair.Value != nil && pair.Value.Type() != ast.NullType
		}
	}
	w.missing(n, t, seen, path)
}

// missing reports required keys that are absent or empty.
func (w walker) missing(n ast.Node, t reflect.Type, seen map[string]bool, path string) {
	for i := range t.NumField() {
		field := t.Field(i)
		key := field.Tag.Get("yaml")
		if field.Tag.Get("required") != "yes" || seen[key] {
			continue
		}
		where := place{1, 1}
		if n != nil {
			where = start(n)
		}
		w.add(Problem{File: w.file, Line: where.line, Column: where.column,
			Message: fmt.Sprintf("brakuje klucza „%s”.", join(path, key)), Hint: "Dopisz go; jest obowiązkowy."})
	}
}

func fieldsOf(t reflect.Type) map[string]reflect.StructField {
	out := map[string]reflect.StructField{}
	for i := range t.NumField() {
		if key := t.Field(i).Tag.Get("yaml"); key != "" && key != "-" {
			out[key] = t.Field(i)
		}
	}
	return out
}

// text checks a scalar whose type reads itself.
func (w walker) text(n ast.Node, t reflect.Type, path string) {
	s, ok := plain(n)
	if !ok {
		w.wrong(n, fmt.Sprintf("„%s” ma być pojedynczą wartością.", path), "")
		return
	}
	v := reflect.New(t).Interface().(encoding.TextUnmarshaler)
	if err := v.UnmarshalText([]byte(s)); err != nil {
		w.wrong(n, fmt.Sprintf("„%s”: %s.", path, err), "")
	}
}

// scalar checks a plain value: text, number, yes or no.
func (w walker) scalar(n ast.Node, t reflect.Type, path string) {
	s, ok := plain(n)
	if !ok {
		w.wrong(n, fmt.Sprintf("„%s” ma być pojedynczą wartością.", path), "")
		return
	}
	switch t.Kind() {
	case reflect.Bool:
		if n.Type() != ast.BoolType {
			w.wrong(n, fmt.Sprintf("„%s” ma być równe true albo false, a jest „%s”.", path, s), "")
		}
	case reflect.Int:
		if _, err := strconv.Atoi(s); err != nil {
			w.wrong(n, fmt.Sprintf("„%s” ma być liczbą całkowitą, a jest „%s”.", path, s), "")
		}
	case reflect.String:
		if allowed, limited := choices[t]; limited && !slices.Contains(allowed, s) {
			w.wrong(n, fmt.Sprintf("„%s” nie może być równe „%s”.", path, s), "Do wyboru: "+strings.Join(quoted(allowed), ", ")+".")
		}
	}
}

func quoted(values []string) []string {
	var out []string
	for _, v := range values {
		if v != "" {
			out = append(out, v)
		}
	}
	return out
}

// plain is the text of a scalar node.
func plain(n ast.Node) (string, bool) {
	switch v := n.(type) {
	case *ast.LiteralNode:
		return v.Value.Value, true
	case ast.ScalarNode:
		return v.GetToken().Value, true
	}
	return "", false
}

// didYouMean advises the known key nearest to a mistyped one, or lists all.
func didYouMean(key string, fields map[string]reflect.StructField) string {
	best, distance := "", 3
	all := make([]string, 0, len(fields))
	for known := range fields {
		all = append(all, known)
	}
	sort.Strings(all)
	for _, known := range all {
		if d := editDistance(key, known); d < distance {
			best, distance = known, d
		}
	}
	if best != "" {
		return fmt.Sprintf("Czy chodziło o „%s”?", best)
	}
	return "Znane klucze: " + strings.Join(all, ", ") + "."
}

// editDistance is Levenshtein's, over bytes; both words are short keys.
func editDistance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := 1; i <= len(a); i++ {
		previous := row[0]
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := previous
			if a[i-1] != b[j-1] {
				cost++
			}
			previous = row[j]
			row[j] = min(cost, row[j]+1, row[j-1]+1)
		}
	}
	return row[len(b)]
}
