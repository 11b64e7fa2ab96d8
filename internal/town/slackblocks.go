package town

import (
	"encoding/json"
	"fmt"
)

// The documented limits of Block Kit, and the undocumented total above which
// messages fail (measured: about 12,000 characters).
const (
	maxBlocks     = 50
	maxSection    = 3000
	maxHeader     = 150
	maxField      = 2000
	maxFields     = 10
	maxContext    = 10
	maxActions    = 25
	maxButton     = 75
	maxActionID   = 255
	maxBlocksText = 12000
)

// slackText is a text object; elements of other kinds carry it too.
type slackText struct {
	Type string `json:"type"`
	Text string `json:"text"`
}

// slackBlock is what the town understands of a block.
type slackBlock struct {
	Type      string            `json:"type"`
	BlockID   string            `json:"block_id"`
	Text      *slackText        `json:"text"`
	Fields    []slackText       `json:"fields"`
	Elements  []json.RawMessage `json:"elements"`
	Accessory json.RawMessage   `json:"accessory"`
	ImageURL  string            `json:"image_url"`
	AltText   string            `json:"alt_text"`
}

// slackElement is a button, a menu, or a text of a context block.
type slackElement struct {
	Type     string          `json:"type"`
	Text     json.RawMessage `json:"text"` // an object in a button, a string in a context text
	ActionID string          `json:"action_id"`
	URL      string          `json:"url"`
	Value    string          `json:"value"`
	Style    string          `json:"style"`
	AltText  string          `json:"alt_text"`
	ImageURL string          `json:"image_url"`
}

// label is the words on an element.
func (e slackElement) label() string {
	var plain string
	if json.Unmarshal(e.Text, &plain) == nil {
		return plain
	}
	var obj slackText
	if json.Unmarshal(e.Text, &obj) == nil {
		return obj.Text
	}
	return ""
}

// checkBlocks answers Slack's error code for blocks that break a limit, with
// the detail that Slack puts into response_metadata; "" when they are fine.
func checkBlocks(raw []byte) (code, detail string) {
	var blocks []slackBlock
	if err := json.Unmarshal(raw, &blocks); err != nil {
		return "invalid_blocks_format", err.Error()
	}
	if len(blocks) > maxBlocks {
		return "invalid_blocks", fmt.Sprintf("no more than %d items allowed [json-pointer:/blocks]", maxBlocks)
	}
	total := 0
	seen := map[string]bool{}
	for i, b := range blocks {
		n, why := b.check()
		if why != "" {
			return "invalid_blocks", fmt.Sprintf("%s [json-pointer:/blocks/%d]", why, i)
		}
		if b.BlockID != "" && seen[b.BlockID] {
			return "invalid_blocks", fmt.Sprintf("block_id %s already exists [json-pointer:/blocks/%d]", b.BlockID, i)
		}
		seen[b.BlockID] = true
		total += n
	}
	if total > maxBlocksText {
		return "msg_blocks_too_long", fmt.Sprintf("%d characters", total)
	}
	return "", ""
}

func runes(s string) int { return len([]rune(s)) }

// check counts the characters of a block and says what is wrong with it.
func (b slackBlock) check() (total int, why string) {
	if b.Text != nil {
		total = runes(b.Text.Text)
	}
	switch b.Type {
	case "header":
		if b.Text == nil || b.Text.Type != "plain_text" || total == 0 || total > maxHeader {
			return total, fmt.Sprintf("header wants plain_text of 1 to %d characters", maxHeader)
		}
	case "section":
		return b.checkSection(total)
	case "context", "actions":
		return b.checkElements(total)
	case "image":
		if b.ImageURL == "" || b.AltText == "" {
			return total, "image wants image_url and alt_text"
		}
	case "divider":
	case "rich_text", "table", "markdown", "video", "file", "input":
		for _, e := range b.Elements {
			total += len(e)
		}
	default:
		return total, fmt.Sprintf("unsupported type: %s", b.Type)
	}
	return total, ""
}

func (b slackBlock) checkSection(total int) (int, string) {
	if b.Text == nil && len(b.Fields) == 0 {
		return total, "section wants text or fields"
	}
	if b.Text != nil && (total == 0 || total > maxSection) {
		return total, fmt.Sprintf("must be more than 0 and no more than %d characters", maxSection)
	}
	if len(b.Fields) > maxFields {
		return total, fmt.Sprintf("no more than %d fields", maxFields)
	}
	for _, f := range b.Fields {
		if n := runes(f.Text); n == 0 || n > maxField {
			return total, fmt.Sprintf("field wants 1 to %d characters", maxField)
		}
		total += runes(f.Text)
	}
	if len(b.Accessory) > 0 {
		return checkElement(b.Accessory, total)
	}
	return total, ""
}

func (b slackBlock) checkElements(total int) (int, string) {
	limit := maxActions
	if b.Type == "context" {
		limit = maxContext
	}
	if n := len(b.Elements); n == 0 || n > limit {
		return total, fmt.Sprintf("%s wants 1 to %d elements", b.Type, limit)
	}
	for _, raw := range b.Elements {
		var why string
		if total, why = checkElement(raw, total); why != "" {
			return total, why
		}
	}
	return total, ""
}

func checkElement(raw json.RawMessage, total int) (int, string) {
	var e slackElement
	if err := json.Unmarshal(raw, &e); err != nil {
		return total, err.Error()
	}
	n := runes(e.label())
	if e.Type == "button" && (n == 0 || n > maxButton) {
		return total, fmt.Sprintf("button text wants 1 to %d characters", maxButton)
	}
	if len(e.ActionID) > maxActionID || len(e.Value) > 2000 || len(e.URL) > 3000 {
		return total, "action_id, value or url is too long"
	}
	return total + n, ""
}
