package main

import (
	"bufio"
	"context"
	"fmt"
	"strings"

	"github.com/goccy/go-yaml"

	"prasowka/internal/extract"
	"prasowka/internal/gather"
	"prasowka/internal/polish"
	"prasowka/internal/press"
)

// samplePages is how many articles of a source a recipe is proposed from.
const samplePages = 6

// A sourceYAML is a source as it stands in an outlet's file, without what is
// empty.
type sourceYAML struct {
	Kind   string            `yaml:"kind"`
	URL    string            `yaml:"url"`
	Params map[string]string `yaml:"params,omitempty"`
	Recipe *recipeYAML       `yaml:"recipe,omitempty"`
}

type recipeYAML struct {
	Keep   []string `yaml:"keep,omitempty"`
	Drop   []string `yaml:"drop,omitempty"`
	Title  string   `yaml:"title,omitempty"`
	Date   string   `yaml:"date,omitempty"`
	Author string   `yaml:"author,omitempty"`
}

// tryRecipe reads some more of a source's articles, proposes a recipe where
// the pages have something in common that reading does not see by itself, and
// prints the source as YAML to paste into the outlet's file.
func tryRecipe(ctx context.Context, client *gather.Client, src press.Source, list *gather.Listing, out *bufio.Writer) error {
	entry := sourceYAML{Kind: src.Kind, URL: src.URL, Params: src.Params}
	if src.Kind == "auto" {
		entry.Kind, entry.URL = list.Kind, list.URL
	}
	samples := fetchSamples(ctx, client, list.Items)
	recipe := src.Recipe
	if recipe.Empty() {
		recipe = extract.ProposeRecipe(samples)
	}
	read := polish.Counted(len(samples), "stronie", "stronach", "stronach")
	if recipe.Empty() {
		fmt.Fprintf(out, "przepis: niepotrzebny (sprawdzono na %s)\n", read)
	} else {
		entry.Recipe = &recipeYAML{Keep: recipe.Keep, Drop: recipe.Drop, Title: recipe.Title, Date: recipe.Date, Author: recipe.Author}
		fmt.Fprintf(out, "przepis: proponowany z tego, co wspólne na %s\n", read)
	}
	text, err := yaml.Marshal(map[string][]sourceYAML{"sources": {entry}})
	if err != nil {
		return fmt.Errorf("source %s as YAML: %w", src.ID, err)
	}
	fmt.Fprintf(out, "do wklejenia w pliku źródła:\n\n%s\n", indent(string(text)))
	return nil
}

// fetchSamples gets the pages of the first items; one that does not answer is
// left out.
func fetchSamples(ctx context.Context, client *gather.Client, items []press.Item) []extract.Sample {
	var samples []extract.Sample
	for _, item := range items {
		if item.Post != nil || len(samples) == samplePages {
			continue
		}
		if page, err := gather.Fetch(ctx, client, item.URL, gather.Conditional{}); err == nil {
			samples = append(samples, extract.Sample{URL: page.URL, ContentType: page.Type, Raw: page.Body})
		}
	}
	return samples
}

func indent(text string) string {
	return "  " + strings.ReplaceAll(strings.TrimRight(text, "\n"), "\n", "\n  ")
}
