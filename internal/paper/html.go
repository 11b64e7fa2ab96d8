package paper

import (
	"bytes"
	"fmt"
	"html/template"
	"strings"
)

// sheet is the style of a printed document. Sizes are for A4; the screen gets
// the same page on a narrow column.
const sheet = template.CSS(`@page{size:A4;margin:22mm 22mm 24mm}
:root{color-scheme:light}
body{margin:0;font:11.5pt/1.45 Georgia,"Liberation Serif","DejaVu Serif",serif;color:#111;background:#fff}
h1{font-size:19pt;line-height:1.2;margin:0 0 4mm}
h2{font-size:14pt;line-height:1.25;margin:7mm 0 2.5mm}
h3{font-size:12pt;margin:5mm 0 2mm}
h4{font-size:11.5pt;margin:4mm 0 1.5mm}
h1,h2,h3,h4{break-after:avoid}
p{margin:0 0 2.8mm;orphans:2;widows:2;overflow-wrap:break-word}
p.right{text-align:right}
p.center{text-align:center}
p.quote{margin-left:6mm;padding-left:4mm;border-left:1pt solid #666}
p.small{font-size:9.5pt;color:#333}
ul,ol{margin:0 0 3mm;padding-left:7mm}
li{margin:0 0 1mm}
table{border-collapse:collapse;width:calc(100% - .5mm);margin:2mm 0 5mm;font-size:10pt;line-height:1.35}
caption{break-after:avoid;text-align:left;font-weight:bold;padding:0 0 1.5mm}
th,td{border:.5pt solid #555;padding:1.2mm 2mm;text-align:left;vertical-align:top;overflow-wrap:anywhere}
th{background:#eee;font-weight:bold}
.num{text-align:right;font-variant-numeric:tabular-nums}
tr{break-inside:avoid}
thead{break-after:avoid}
thead{display:table-header-group}
figure{margin:2mm 0 4mm;break-inside:avoid}
figcaption{font-weight:bold;padding:0 0 1.5mm}
hr{border:0;border-top:.6pt solid #555;margin:4mm 0}
.break{break-before:page}
a{color:#0b3f70;text-decoration:underline}
@media screen{body{max-width:760px;margin:32px auto;padding:0 20px}}
`)

// document is the template of a document's HTML.
var document = template.Must(template.New("doc").Funcs(template.FuncMap{"sheet": func() template.CSS { return sheet }}).Parse(`<!DOCTYPE html>
<html lang="pl">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{.Title}}</title>
{{with .Author}}<meta name="author" content="{{.}}">
{{end}}{{with .Subject}}<meta name="description" content="{{.}}">
{{end}}<style>{{sheet}}</style>
</head>
<body>
<main>
{{range .Parts}}{{template "part" .}}
{{end}}</main>
</body>
</html>
{{define "runs"}}{{range .}}{{template "run" .}}{{end}}{{end}}
{{define "run"}}{{if .Link}}<a href="{{.Link}}">{{end}}{{if .Bold}}<strong>{{end}}{{if .Italic}}<em>{{end}}{{range $n, $l := .Lines}}{{if $n}}<br>{{end}}{{$l}}{{end}}{{if .Italic}}</em>{{end}}{{if .Bold}}</strong>{{end}}{{if .Link}}</a>{{end}}{{end}}
{{define "part"}}
{{- if eq .Kind "h1"}}<h1{{if .Break}} class="break"{{end}}>{{.Text}}</h1>
{{- else if eq .Kind "h2"}}<h2{{if .Break}} class="break"{{end}}>{{.Text}}</h2>
{{- else if eq .Kind "h3"}}<h3{{if .Break}} class="break"{{end}}>{{.Text}}</h3>
{{- else if eq .Kind "h4"}}<h4{{if .Break}} class="break"{{end}}>{{.Text}}</h4>
{{- else if eq .Kind "p"}}<p{{with .Class}} class="{{.}}"{{end}}>{{template "runs" .Runs}}</p>
{{- else if eq .Kind "ul"}}<ul{{with .Class}} class="{{.}}"{{end}}>{{range .Items}}<li>{{template "runs" .}}</li>{{end}}</ul>
{{- else if eq .Kind "ol"}}<ol{{with .Class}} class="{{.}}"{{end}}>{{range .Items}}<li>{{template "runs" .}}</li>{{end}}</ol>
{{- else if eq .Kind "hr"}}<hr>
{{- else if eq .Kind "figure"}}<figure{{with .Class}} class="{{.}}"{{end}}><figcaption>{{.Text}}</figcaption>{{.SVG}}</figure>
{{- else if eq .Kind "table"}}<table{{with .Class}} class="{{.}}"{{end}}>{{with .Text}}<caption>{{.}}</caption>{{end}}
<colgroup>{{range .Widths}}<col style="width:{{.}}%">{{end}}</colgroup>
<thead><tr>{{range .Head}}<th scope="col"{{if .Number}} class="num"{{end}}>{{.Text}}</th>{{end}}</tr></thead>
<tbody>{{range .Rows}}<tr>{{range .}}<td{{if .Number}} class="num"{{end}}>{{range $n, $l := .Lines}}{{if $n}}<br>{{end}}{{$l}}{{end}}</td>{{end}}</tr>
{{end}}</tbody></table>
{{- end}}
{{- end}}`))

// part is a block as the template wants it.
type part struct {
	Kind   string
	Class  string
	Text   string
	SVG    template.HTML // of a Line
	Break  bool
	Runs   []run
	Items  [][]run
	Widths []string
	Head   []cell
	Rows   [][]cell
}

type run struct {
	Lines        []string
	Bold, Italic bool
	Link         string
}

type cell struct {
	Text   string
	Lines  []string
	Number bool
}

// HTML is the document as one printable page of HTML: lang pl, headings,
// lists, table headers with scope; no scripts and nothing to fetch.
func HTML(d Doc) ([]byte, error) {
	data := struct {
		Title, Author, Subject string
		Parts                  []part
	}{legal(d.Title), legal(d.Author), legal(d.Subject), nil}
	broken := false
	for n, b := range d.Blocks {
		if _, ok := b.(PageBreak); ok {
			broken = true
			continue
		}
		p, err := partOf(b)
		if err != nil {
			return nil, fmt.Errorf("paper.HTML(%q): block %d: %w", d.Title, n, err)
		}
		if broken {
			p.Break, p.Class = true, strings.TrimSpace(p.Class+" break")
			broken = false
		}
		data.Parts = append(data.Parts, p)
	}
	var out bytes.Buffer
	if err := document.Execute(&out, data); err != nil {
		return nil, fmt.Errorf("paper.HTML(%q): %w", d.Title, err)
	}
	return out.Bytes(), nil
}

func partOf(b Block) (part, error) {
	switch b := b.(type) {
	case Heading:
		return part{Kind: fmt.Sprintf("h%d", b.level()), Text: legal(b.Text)}, nil
	case Paragraph:
		class := []string{string(b.Align)}
		if b.Quote {
			class = append(class, "quote")
		}
		if b.Small {
			class = append(class, "small")
		}
		return part{Kind: "p", Class: strings.TrimSpace(strings.Join(class, " ")), Runs: runsOf(b.Runs)}, nil
	case List:
		p := part{Kind: "ul"}
		if b.Ordered {
			p.Kind = "ol"
		}
		for _, i := range b.Items {
			p.Items = append(p.Items, runsOf(i))
		}
		return p, nil
	case Table:
		return tableOf(b)
	case Rule:
		return part{Kind: "hr"}, nil
	case Bars:
		return part{Kind: "figure", Text: legal(b.Title), SVG: template.HTML(SVG(b.Chart))}, nil //nolint:gosec // SVG escapes every text in it
	case Line:
		svg, err := b.svg()
		return part{Kind: "figure", Text: legal(b.Title), SVG: svg}, err
	}
	return part{}, fmt.Errorf("a block of type %T cannot be written", b)
}

func tableOf(t Table) (part, error) {
	if len(t.Head) == 0 {
		return part{}, fmt.Errorf("table %q has no header row", t.Caption)
	}
	p := part{Kind: "table", Text: legal(t.Caption)}
	for n, h := range t.Head {
		p.Head = append(p.Head, cell{Text: legal(h), Number: t.number(n)})
		p.Widths = append(p.Widths, fmt.Sprintf("%.2f", t.share(n)*100))
	}
	for n := range t.Rows {
		var row []cell
		for c, s := range t.row(n) {
			row = append(row, cell{Lines: strings.Split(legal(s), "\n"), Number: t.number(c)})
		}
		p.Rows = append(p.Rows, row)
	}
	return p, nil
}

func runsOf(in []Run) []run {
	var out []run
	for _, r := range in {
		w := run{Lines: strings.Split(legal(r.Text), "\n"), Bold: r.Bold, Italic: r.Italic}
		if linkable(r.Link) {
			w.Link = r.Link
		}
		out = append(out, w)
	}
	return out
}
