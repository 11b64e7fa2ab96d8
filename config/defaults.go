package config

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"prasowka/internal/press"
)

//go:embed prasowka.yaml people.yaml topics.yaml reviews.yaml sources/*.yaml registers/*.yaml crises/*.yaml
var defaults embed.FS

// Defaults is the configuration that comes with the program: Suwałki.
func Defaults() fs.FS { return defaults }

// Write puts the default files into dir where it has none of that name, and
// answers the names that it wrote. Files that exist are never touched; when
// the folder sources/ exists, no default outlet is added to it; when there is
// a people.yaml, no default crisis scenario, whose team it may not know.
func Write(dir string) ([]string, error) {
	var wrote []string
	_, err := os.Stat(filepath.Join(dir, dirSources))
	ownSources := err == nil
	_, err = os.Stat(filepath.Join(dir, filePeople))
	ownPeople := err == nil
	err = fs.WalkDir(defaults, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			if name == dirSources && ownSources || name == dirCrises && ownPeople {
				return fs.SkipDir
			}
			return os.MkdirAll(filepath.Join(dir, name), 0o750)
		}
		data, err := fs.ReadFile(defaults, name)
		if err != nil {
			return err
		}
		f, err := os.OpenFile(filepath.Join(dir, name), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o640)
		if errors.Is(err, fs.ErrExist) {
			return nil
		}
		if err != nil {
			return err
		}
		if _, err := f.Write(data); err != nil {
			return errors.Join(err, f.Close())
		}
		wrote = append(wrote, name)
		return f.Close()
	})
	if err != nil {
		return wrote, fmt.Errorf("writing default configuration to %s: %w", dir, err)
	}
	return wrote, nil
}

// The crawler's habits where the configuration says nothing.
const (
	defaultMinEvery = 10 * time.Minute
	defaultMaxEvery = 6 * time.Hour
)

// Noun is the outlet as the rest of the house knows it.
func (o Outlet) Noun() press.Outlet {
	return press.Outlet{
		ID: o.ID, Name: o.Name, Home: o.Home, Medium: o.Medium, Class: o.Class, Tier: press.Tier(o.Tier),
		Licence: o.Licence, Region: o.Region, Publisher: o.Publisher, Editor: o.Editor,
		Address: o.Address, Email: o.Email, Phone: o.Phone, Note: o.Note,
	}
}

// Nouns is the sources of an outlet; one of kind auto at its home page when
// the file lists none.
func (o Outlet) Nouns(crawl Crawl) []press.Source {
	list := o.Sources
	if len(list) == 0 {
		list = []Source{{Kind: "auto"}}
	}
	out := make([]press.Source, len(list))
	for i, s := range list {
		id := o.ID
		if s.Name != "" {
			id += "/" + s.Name
		}
		out[i] = press.Source{
			ID: id, Outlet: o.ID, Kind: s.Kind, URL: first(s.URL, o.Home), Params: s.Params, Paused: s.Paused || o.Paused,
			Recipe: press.Recipe(s.Recipe),
			Every: press.Rhythm{
				Min: first(s.Every.Min.Std(), crawl.MinEvery.Std(), defaultMinEvery),
				Max: first(s.Every.Max.Std(), crawl.MaxEvery.Std(), defaultMaxEvery),
			},
		}
	}
	return out
}

// first is the first value that is not zero.
func first[T comparable](values ...T) T {
	var zero T
	for _, v := range values {
		if v != zero {
			return v
		}
	}
	return zero
}

// Noun is the topic as the rest of the house knows it.
func (t Topic) Noun() press.Topic {
	return press.Topic{
		ID: t.ID, Name: t.Name, Query: t.Query, Owners: t.Owners, Departments: t.Departments,
		Severity: press.Severity(t.Severity), Channels: t.Channels, Section: t.Section, Paused: t.Paused,
	}
}

// Noun is the person as the rest of the house knows it.
func (p Person) Noun() press.Person {
	return press.Person{
		ID: p.ID, Name: p.Name, Post: p.Post, Email: p.Email, Slack: p.Slack,
		Role: first(p.Role, press.Reader), Departments: p.Departments, From: p.From.Time, To: p.To.Time,
	}
}
