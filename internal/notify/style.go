package notify

import "html/template"

// The colours of e-mail, light and dark. Every pair of text and ground that
// occurs is at least 4.5:1 (WCAG 2.1, 1.4.3); a test computes it.
const (
	ink, inkDark       = "#1b2126", "#e9e7e2"
	soft, softDark     = "#505a63", "#b7bfc7"
	link, linkDark     = "#0b4f8a", "#8fc7ff"
	card, cardDark     = "#ffffff", "#1d2328"
	ground, groundDark = "#efece6", "#12161a"
	head, alarm, good  = "#123f4d", "#8f1d1d", "#1d5c36" // the band on top, the same in the dark
	headInk            = "#ffffff"
	warn, warnDark     = "#8f1d1d", "#ffb3a6"
	react, reactDark   = "#fdf3ef", "#34211e"
	panel, panelDark   = "#f6f4ef", "#262d33"
	rule, ruleDark     = "#ddd8ce", "#3a434b"
	fill, fillDark     = "#0b4f8a", "#8fc7ff"
	onFill, onFillDark = "#ffffff", "#0c1a26"
)

const (
	sans  = "font-family:-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif;"
	serif = "font-family:Georgia,'Times New Roman',serif;"
)

// styles are the inline styles of the e-mail templates by name.
var styles = map[string]template.CSS{
	"body":     "margin:0;padding:0;background:" + ground + ";" + sans + "color:" + ink,
	"bg":       "background:" + ground,
	"column":   "max-width:660px;width:100%;table-layout:fixed;word-break:break-word;overflow-wrap:anywhere",
	"hidden":   "display:none;max-height:0;max-width:0;overflow:hidden;opacity:0;font-size:1px;line-height:1px",
	"head":     "background:" + head + ";padding:26px 28px 22px;border-radius:10px 10px 0 0;color:" + headInk,
	"alarm":    "background:" + alarm + ";padding:22px 28px 20px;border-radius:10px 10px 0 0;color:" + headInk,
	"good":     "background:" + good + ";padding:22px 28px 20px;border-radius:10px 10px 0 0;color:" + headInk,
	"kicker":   "margin:0 0 6px;font-size:13px;line-height:18px;letter-spacing:.3px;color:" + headInk,
	"h1":       "margin:0;" + serif + "font-weight:700;font-size:32px;line-height:38px;color:" + headInk,
	"h1b":      "margin:0;" + serif + "font-weight:700;font-size:24px;line-height:31px;color:" + headInk,
	"dateline": "margin:6px 0 0;font-size:15px;line-height:22px;color:" + headInk,
	"card":     "background:" + card + ";padding:22px 28px 8px;color:" + ink + ";border-bottom:1px solid " + rule,
	"react":    "background:" + react + ";padding:22px 28px 8px 24px;color:" + ink + ";border-left:4px solid " + warn + ";border-bottom:1px solid " + rule,
	"foot":     "background:" + card + ";padding:20px 28px 26px;font-size:13px;line-height:20px;color:" + soft + ";border-radius:0 0 10px 10px",
	"verdict":  "margin:0 0 10px;" + serif + "font-size:21px;line-height:30px;color:" + ink,
	"lead":     "margin:0 0 12px;font-size:16px;line-height:25px",
	"meta":     "margin:0 0 8px;font-size:14px;line-height:21px;color:" + soft,
	"soft":     "font-size:14px;color:" + soft,
	"h2":       "margin:0 0 12px;font-size:16px;line-height:22px;font-weight:700;letter-spacing:.2px;color:" + head,
	"h2w":      "margin:0 0 12px;font-size:16px;line-height:22px;font-weight:700;letter-spacing:.2px;color:" + warn,
	"h2foot":   "margin:0 0 6px;font-size:13px;line-height:20px;font-weight:700;color:" + soft,
	"h3":       "margin:4px 0 8px;font-size:15px;line-height:21px;font-weight:700",
	"h3big":    "margin:0 0 5px;" + serif + "font-size:20px;line-height:27px;font-weight:700",
	"h4":       "margin:0 0 4px;" + serif + "font-size:17px;line-height:24px;font-weight:700",
	"no":       "color:" + soft,
	"title":    "color:" + ink + ";text-decoration:underline;text-decoration-thickness:1px;text-underline-offset:3px",
	"headlink": "color:" + headInk + ";text-decoration:underline;text-decoration-thickness:1px;text-underline-offset:3px",
	"a":        "color:" + link + ";text-decoration:underline",
	"link2":    "display:inline-block;padding:10px 0;color:" + link + ";text-decoration:underline;font-size:15px",
	"p":        "margin:0 0 8px;font-size:15px;line-height:23px",
	"quote":    "margin:0 0 8px;padding:0 0 0 12px;border-left:3px solid " + rule + ";" + serif + "font-size:15px;line-height:23px;font-style:italic",
	"tools":    "margin:0 0 8px;font-size:13px;line-height:20px;color:" + soft,
	"action":   "margin:0 0 8px;font-size:15px;line-height:23px;color:" + warn,
	"tool":     "color:" + soft + ";text-decoration:underline",
	"row":      "margin:0 0 20px;font-size:15px;line-height:23px",
	"more":     "margin:0 0 14px;font-size:14px;line-height:21px;color:" + soft,
	"panel":    "background:" + panel + ";padding:16px 18px 10px;margin:4px 0 18px;border-radius:8px",
	"state":    "margin:0 0 12px;font-size:15px;line-height:22px",
	"ul":       "margin:0 0 16px;padding:0 0 0 20px",
	"li":       "margin:0 0 5px;font-size:15px;line-height:22px",
	"facts":    "margin:0 0 14px;border-collapse:collapse;width:100%",
	"th":       "padding:5px 14px 5px 0;font-size:14px;line-height:21px;font-weight:400;text-align:left;vertical-align:top;width:34%;color:" + soft,
	"td":       "padding:5px 0;font-size:15px;line-height:22px;vertical-align:top",
	"grid":     "margin:0 0 16px;border-collapse:collapse;width:100%",
	"gth":      "padding:5px 10px 5px 0;font-size:13px;line-height:19px;font-weight:700;text-align:left;vertical-align:bottom;color:" + soft + ";border-bottom:1px solid " + rule,
	"gthn":     "padding:5px 10px 5px 0;font-size:13px;line-height:19px;font-weight:700;text-align:right;vertical-align:bottom;color:" + soft + ";border-bottom:1px solid " + rule,
	"gtd":      "padding:5px 10px 5px 0;font-size:14px;line-height:21px;font-weight:400;text-align:left;vertical-align:top;border-bottom:1px solid " + rule,
	"gtdn":     "padding:5px 10px 5px 0;font-size:14px;line-height:21px;text-align:right;vertical-align:top;border-bottom:1px solid " + rule,
	"bar":      "color:" + link + ";font-size:11px;letter-spacing:-1px;white-space:nowrap",
	"buttons":  "margin:4px 0 12px;font-size:15px;line-height:22px",
	"button":   "display:inline-block;margin:4px 10px 4px 0;padding:10px 18px;border-radius:6px;background:" + fill + ";color:" + onFill + ";text-decoration:underline;font-size:15px;font-weight:600",
	"button2":  "display:inline-block;margin:4px 10px 4px 0;padding:9px 16px;border-radius:6px;border:1px solid " + link + ";color:" + link + ";text-decoration:underline;font-size:15px",
}

// darkCSS is the one style sheet of a mail: the dark colours, for readers that
// ask for them, and less padding on a narrow screen.
const darkCSS = template.CSS(`:root{color-scheme:light dark;supported-color-schemes:light dark}
@media (max-width:480px){.card,.head{padding-left:18px!important;padding-right:18px!important}}
@media (prefers-color-scheme:dark){
.bg{background:` + groundDark + `!important;color:` + inkDark + `!important}
.card{background:` + cardDark + `!important;color:` + inkDark + `!important;border-bottom-color:` + ruleDark + `!important}
.react{background:` + reactDark + `!important;border-left-color:` + warnDark + `!important}
.panel{background:` + panelDark + `!important}
.verdict,.t{color:` + inkDark + `!important}
.m{color:` + softDark + `!important}
.h{color:` + linkDark + `!important}
.w{color:` + warnDark + `!important}
.q{border-left-color:` + softDark + `!important}
a{color:` + linkDark + `!important}
a.t{color:` + inkDark + `!important}
a.m{color:` + softDark + `!important}
a.hl{color:` + headInk + `!important}
a.btn{background:` + fillDark + `!important;color:` + onFillDark + `!important}
a.btn2{border-color:` + linkDark + `!important}
}
`)
