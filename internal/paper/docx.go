package paper

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// The measures of a DOCX page in twips (1/1440 inch): A4 with margins of 25 mm
// at the sides.
const (
	pageWidth, pageHeight = 11906, 16838
	sideMargin            = 1417
	textWidth             = pageWidth - 2*sideMargin
)

// DOCX is the document as an Office Open XML file (ECMA-376): headings in
// styles, real lists, tables with a repeated header row and a description,
// language pl-PL, page numbers at the foot. It opens in LibreOffice and Word.
func DOCX(d Doc) ([]byte, error) {
	var w docx
	for n, b := range d.Blocks {
		if err := w.block(b); err != nil {
			return nil, fmt.Errorf("paper.DOCX(%q): block %d: %w", d.Title, n, err)
		}
	}
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, f := range []struct{ name, body string }{
		{"[Content_Types].xml", contentTypes},
		{"_rels/.rels", packageRels},
		{"docProps/core.xml", coreProps(d)},
		{"docProps/app.xml", appProps},
		{"word/document.xml", w.document()},
		{"word/_rels/document.xml.rels", w.relations()},
		{"word/styles.xml", stylesXML},
		{"word/numbering.xml", w.numbering()},
		{"word/settings.xml", settingsXML},
		{"word/footer1.xml", footerXML(d.Footer)},
	} {
		h := &zip.FileHeader{Name: f.name, Method: zip.Deflate}
		if !d.Made.IsZero() {
			h.Modified = d.Made.UTC().Truncate(2 * time.Second) // the grain of a zip's clock
		}
		part, err := z.CreateHeader(h)
		if err != nil {
			return nil, fmt.Errorf("paper.DOCX(%q): %s: %w", d.Title, f.name, err)
		}
		if _, err := part.Write([]byte(xmlHead + f.body)); err != nil {
			return nil, fmt.Errorf("paper.DOCX(%q): %s: %w", d.Title, f.name, err)
		}
	}
	if err := z.Close(); err != nil {
		return nil, fmt.Errorf("paper.DOCX(%q): %w", d.Title, err)
	}
	return out.Bytes(), nil
}

// docx gathers a document's body, and what its links and lists need elsewhere.
type docx struct {
	body    strings.Builder
	links   []string // addresses; relation ids are "link" and the index
	ordered int      // numbered lists so far: each counts from 1 anew
	breaks  bool     // the next block opens a page
}

// esc escapes a text for XML.
func esc(s string) string {
	var b strings.Builder
	if err := xml.EscapeText(&b, []byte(legal(s))); err != nil {
		return "" // a strings.Builder does not fail
	}
	return b.String()
}

func (w *docx) block(b Block) error {
	switch b := b.(type) {
	case Heading:
		w.paragraph("Heading"+strconv.Itoa(b.level()), "", []Run{{Text: b.Text}})
	case Paragraph:
		style := "BodyText"
		switch {
		case b.Quote:
			style = "Quote"
		case b.Small:
			style = "Small"
		}
		extra := ""
		if b.Align != Left {
			extra = `<w:jc w:val="` + map[Align]string{Right: "right", Center: "center"}[b.Align] + `"/>`
		}
		w.paragraph(style, extra, b.Runs)
	case List:
		num := 1
		if b.Ordered {
			w.ordered++
			num = w.ordered + 1
		}
		for _, i := range b.Items {
			w.paragraph("ListParagraph", fmt.Sprintf(`<w:numPr><w:ilvl w:val="0"/><w:numId w:val="%d"/></w:numPr>`, num), i)
		}
	case Table:
		return w.table(b)
	case Bars: // its table says the same
	case Line:
		return w.block(Paragraph{Runs: []Run{{Text: b.Title + ": ", Bold: true}, {Text: b.Alt}}})
	case Rule:
		w.paragraph("BodyText", `<w:pBdr><w:bottom w:val="single" w:sz="6" w:space="1" w:color="555555"/></w:pBdr>`, nil)
	case PageBreak:
		w.breaks = true
	default:
		return fmt.Errorf("a block of type %T cannot be written", b)
	}
	return nil
}

// paragraph writes one w:p. The parts of w:pPr stand in the schema's order:
// style, page break, numbering, border, alignment.
func (w *docx) paragraph(style, properties string, runs []Run) {
	w.body.WriteString(`<w:p><w:pPr><w:pStyle w:val="` + style + `"/>`)
	if w.breaks {
		w.body.WriteString(`<w:pageBreakBefore/>`)
		w.breaks = false
	}
	w.body.WriteString(properties + `</w:pPr>`)
	for _, r := range runs {
		if linkable(r.Link) {
			w.links = append(w.links, r.Link)
			w.body.WriteString(fmt.Sprintf(`<w:hyperlink r:id="link%d" w:history="1">`, len(w.links)-1))
			w.run(r, `<w:rStyle w:val="Hyperlink"/>`)
			w.body.WriteString(`</w:hyperlink>`)
			continue
		}
		w.run(r, "")
	}
	w.body.WriteString("</w:p>\n")
}

func (w *docx) run(r Run, look string) {
	if r.Bold {
		look += `<w:b/>`
	}
	if r.Italic {
		look += `<w:i/>`
	}
	w.body.WriteString(`<w:r>`)
	if look != "" {
		w.body.WriteString(`<w:rPr>` + look + `</w:rPr>`)
	}
	for n, line := range strings.Split(r.Text, "\n") {
		if n > 0 {
			w.body.WriteString(`<w:br/>`)
		}
		w.body.WriteString(`<w:t xml:space="preserve">` + esc(line) + `</w:t>`)
	}
	w.body.WriteString(`</w:r>`)
}

func (w *docx) table(t Table) error {
	if len(t.Head) == 0 {
		return fmt.Errorf("table %q has no header row", t.Caption)
	}
	if t.Caption != "" {
		w.paragraph("Caption", "", []Run{{Text: t.Caption}})
	} else if w.breaks {
		w.paragraph("Small", "", nil) // a page break cannot stand within a table
	}
	w.body.WriteString(`<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="5000" w:type="pct"/><w:tblLayout w:type="fixed"/>` +
		`<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>`)
	if t.Caption != "" {
		w.body.WriteString(`<w:tblCaption w:val="` + esc(t.Caption) + `"/>`)
	}
	w.body.WriteString(`</w:tblPr><w:tblGrid>`)
	for n := range t.Head {
		w.body.WriteString(fmt.Sprintf(`<w:gridCol w:w="%d"/>`, int(t.share(n)*textWidth)))
	}
	w.body.WriteString(`</w:tblGrid>`)
	w.row(t, t.Head, true)
	for n := range t.Rows {
		w.row(t, t.row(n), false)
	}
	w.body.WriteString("</w:tbl>\n")
	w.paragraph("Small", "", nil) // Word joins tables that touch
	return nil
}

func (w *docx) row(t Table, cells []string, head bool) {
	w.body.WriteString(`<w:tr><w:trPr><w:cantSplit/>`)
	if head {
		w.body.WriteString(`<w:tblHeader/>`)
	}
	w.body.WriteString(`</w:trPr>`)
	for n, c := range cells {
		w.body.WriteString(fmt.Sprintf(`<w:tc><w:tcPr><w:tcW w:w="%d" w:type="dxa"/>`, int(t.share(n)*textWidth)))
		if head {
			w.body.WriteString(`<w:shd w:val="clear" w:color="auto" w:fill="EEEEEE"/>`)
		}
		w.body.WriteString(`</w:tcPr>`)
		align := ""
		if t.number(n) {
			align = `<w:jc w:val="right"/>`
		}
		w.paragraph("TableText", align, []Run{{Text: c, Bold: head}})
		w.body.WriteString(`</w:tc>`)
	}
	w.body.WriteString(`</w:tr>`)
}

func (w *docx) document() string {
	return `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><w:body>` + "\n" +
		w.body.String() +
		fmt.Sprintf(`<w:sectPr><w:footerReference w:type="default" r:id="footer1"/><w:pgSz w:w="%d" w:h="%d"/><w:pgMar w:top="1361" w:right="%d" w:bottom="1361" w:left="%d" w:header="708" w:footer="708" w:gutter="0"/></w:sectPr>`, pageWidth, pageHeight, sideMargin, sideMargin) +
		`</w:body></w:document>`
}

func (w *docx) relations() string {
	const kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
	var b strings.Builder
	b.WriteString(`<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`)
	for _, r := range []string{"styles", "numbering", "settings", "footer"} {
		id, target := r, r+".xml"
		if r == "footer" {
			id, target = "footer1", "footer1.xml"
		}
		b.WriteString(`<Relationship Id="` + id + `" Type="` + kind + r + `" Target="` + target + `"/>`)
	}
	for n, address := range w.links {
		b.WriteString(fmt.Sprintf(`<Relationship Id="link%d" Type="%shyperlink" Target="%s" TargetMode="External"/>`, n, kind, esc(address)))
	}
	b.WriteString(`</Relationships>`)
	return b.String()
}

// numbering defines bullets as list 1, and one numbered list for each in the
// document, so that each starts from 1.
func (w *docx) numbering() string {
	var b strings.Builder
	b.WriteString(`<w:numbering xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">` +
		`<w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="hybridMultilevel"/><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="567" w:hanging="283"/></w:pPr></w:lvl></w:abstractNum>` +
		`<w:abstractNum w:abstractNumId="1"><w:multiLevelType w:val="hybridMultilevel"/><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="567" w:hanging="425"/></w:pPr></w:lvl></w:abstractNum>` +
		`<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>`)
	for n := range w.ordered {
		b.WriteString(fmt.Sprintf(`<w:num w:numId="%d"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>`, n+2))
	}
	b.WriteString(`</w:numbering>`)
	return b.String()
}
