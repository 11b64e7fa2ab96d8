package store

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"prasowka/internal/press"
)

// A StoredTopic is a topic with where it came from and how often it changed.
type StoredTopic struct {
	press.Topic
	Origin   string // "config" or "ekran"
	Revision int
}

// The origins of a topic.
const (
	FromConfig = "config"
	FromScreen = "ekran"
)

const topicColumns = `id, name, query, owners, departments, severity, channels, section, paused, origin, revision`

func scanTopic(s scanner) (t StoredTopic, err error) {
	var owners, departments, channels string
	err = s.Scan(&t.ID, &t.Name, &t.Query, &owners, &departments, &t.Severity, &channels, &t.Section, &t.Paused, &t.Origin, &t.Revision)
	if err != nil {
		return t, err
	}
	for _, f := range []struct {
		text string
		list *[]string
	}{{owners, &t.Owners}, {departments, &t.Departments}, {channels, &t.Channels}} {
		if err := undoc(f.text, f.list); err != nil {
			return t, fmt.Errorf("topic %s: %w", t.ID, err)
		}
	}
	return t, nil
}

// Topics lists every topic by name.
func (r reads) Topics(ctx context.Context) ([]StoredTopic, error) {
	return rows(ctx, r, scanTopic, `SELECT `+topicColumns+` FROM topics ORDER BY name, id`)
}

// Topic reads one topic; press.NotFound.
func (r reads) Topic(ctx context.Context, id string) (StoredTopic, error) {
	return row(ctx, r, "temat", id, scanTopic, `SELECT `+topicColumns+` FROM topics WHERE id = $1`, id)
}

// TopicRevision is how a topic stood after one change of it.
type TopicRevision struct {
	press.Topic
	Revision int
	At       time.Time
	By       string
}

// TopicHistory lists a topic's revisions, the newest first.
func (r reads) TopicHistory(ctx context.Context, id string) ([]TopicRevision, error) {
	return rows(ctx, r, func(s scanner) (h TopicRevision, err error) {
		var when int64
		var as string
		if err = s.Scan(&h.Revision, &when, &h.By, &as); err != nil {
			return h, err
		}
		h.At = at(when)
		return h, json.Unmarshal([]byte(as), &h.Topic)
	}, `SELECT revision, at, who, topic_as FROM topic_history WHERE topic = $1 ORDER BY revision DESC`, id)
}

// PutTopic writes a topic and its history. From the screen, revision is the
// one that the person saw; another in force is press.ErrConflict. From the
// configuration (revision -1) a topic that a person has edited stays.
func (tx *Tx) PutTopic(ctx context.Context, t press.Topic, revision int, by string, now time.Time) error {
	origin := FromScreen
	known, err := tx.Topic(ctx, t.ID)
	fresh := err != nil
	if revision < 0 {
		origin = FromConfig
		if !fresh && (known.Origin == FromScreen || sameTopic(known.Topic, t)) {
			return nil
		}
	} else if revision != known.Revision {
		return press.Conflict("temat " + t.ID + " zmienił ktoś inny; wczytaj go ponownie")
	}
	if err := tx.stamp(ctx, StampTopics); err != nil {
		return err
	}
	lists := make([]any, 0, 3)
	for _, list := range [][]string{t.Owners, t.Departments, t.Channels} {
		text, err := doc(list)
		if err != nil {
			return err
		}
		lists = append(lists, text)
	}
	_, err = tx.exec(ctx, `INSERT INTO topics (`+topicColumns+`) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 1)
ON CONFLICT (id) DO UPDATE SET name = excluded.name, query = excluded.query, owners = excluded.owners,
	departments = excluded.departments, severity = excluded.severity, channels = excluded.channels,
	section = excluded.section, paused = excluded.paused, origin = excluded.origin, revision = topics.revision + 1`,
		t.ID, t.Name, t.Query, lists[0], lists[1], int(t.Severity), lists[2], t.Section, t.Paused, origin)
	if err != nil {
		return fmt.Errorf("put topic %s: %w", t.ID, err)
	}
	as, err := doc(t)
	if err != nil {
		return err
	}
	_, err = tx.exec(ctx, `INSERT INTO topic_history (topic, revision, at, who, topic_as)
SELECT id, revision, $2, $3, $4 FROM topics WHERE id = $1`, t.ID, ms(now), by, as)
	return err
}

func sameTopic(a, b press.Topic) bool {
	x, errX := doc(a)
	y, errY := doc(b)
	return errX == nil && errY == nil && x == y
}

// DropTopic removes a topic; its hits and history stay.
func (tx *Tx) DropTopic(ctx context.Context, id string) error {
	if err := tx.stamp(ctx, StampTopics); err != nil {
		return err
	}
	return tx.one(ctx, "temat", id, `DELETE FROM topics WHERE id = $1`, id)
}
