package notify

import "html/template"

// paperCSS is the style of printed pages: A4, serif, links shown by address
// only where they are short, no page break inside an item.
const paperCSS = template.CSS(`@page{size:A4;margin:18mm 18mm 20mm}
:root{color-scheme:light}
body{margin:0;font:11pt/1.45 Georgia,"Liberation Serif","DejaVu Serif",serif;color:#111;background:#fff;overflow-wrap:anywhere}
h1{font-size:22pt;line-height:1.15;margin:0 0 2mm}
h2{font-size:13.5pt;margin:7mm 0 2mm;padding-bottom:1mm;border-bottom:.6pt solid #555;break-after:avoid}
h3{font-size:11.5pt;margin:4mm 0 1mm;break-after:avoid}
h4{font-size:11pt;margin:0;break-after:avoid}
p{margin:0 0 1.2mm}
a{color:#0b3f70;text-decoration:underline}
ol,ul{margin:0;padding:0;list-style:none}
li{margin:0 0 4mm;break-inside:avoid}
.meta,.foot{font-size:9.5pt;color:#444}
.verdict{font-size:13.5pt;line-height:1.35;margin:3mm 0}
.action{font-weight:bold}
.quote{padding-left:3mm;border-left:1pt solid #777;font-style:italic}
.react{border:.8pt solid #8f1d1d;padding:3mm 4mm 0;margin-top:5mm;box-decoration-break:clone;-webkit-box-decoration-break:clone}
.react h2{margin-top:0;border:0;color:#8f1d1d}
table{border-collapse:collapse;width:100%;margin:3mm 0}
th,td{text-align:left;vertical-align:top;padding:1mm 3mm 1mm 0;font-weight:normal}
th{width:34%;color:#444}
header{border-bottom:1.2pt solid #111;padding-bottom:3mm}
footer{margin-top:8mm;border-top:.6pt solid #555;padding-top:2mm}
@media screen{body{max-width:760px;margin:32px auto;padding:0 20px}}
`)

// Paper renders the whole review for print, with nothing left out.
func (r *Review) Paper() ([]byte, error) {
	s := sheetOf(r, cut{})
	return bytesOf(execute("paper", page{Subject: s.Title + ", " + s.Dateline, Sheet: &s}))
}

// Paper renders the alert for print.
func (a *Alert) Paper() ([]byte, error) { return a.bulletin().paper() }

// Paper renders the reminder for print.
func (r *Reminder) Paper() ([]byte, error) { return r.bulletin().paper() }

// Paper renders the system notice for print.
func (s *SystemNotice) Paper() ([]byte, error) { return s.bulletin().paper() }

// Paper renders the letter for print.
func (l *Letter) Paper() ([]byte, error) { return bytesOf(l.page("letter", clean(l.Subject))) }

func (b bulletin) paper() ([]byte, error) {
	return bytesOf(execute("paper", page{Subject: b.Title, Bulletin: &b}))
}

func bytesOf(s string, err error) ([]byte, error) { return []byte(s), err }
