package desk

import (
	"context"
	"fmt"

	"prasowka/internal/store"
)

// settle writes the configuration into the store: outlets, sources, topics and
// people. Sources that are no longer configured are retired; what came from
// them stays. Topics that a person has edited on the screen stay as they are.
func (d *Desk) settle(ctx context.Context) error {
	now := d.Now()
	err := d.Store.Write(ctx, func(tx *store.Tx) error {
		var sources []string
		for _, o := range d.Config.Outlets {
			if err := tx.PutOutlet(ctx, o.Noun()); err != nil {
				return err
			}
			for _, s := range o.Nouns(d.Config.Main.Crawl) {
				if err := tx.PutSource(ctx, s, now); err != nil {
					return err
				}
				sources = append(sources, s.ID)
			}
		}
		if err := tx.KeepSources(ctx, sources); err != nil {
			return err
		}
		for _, t := range d.Config.Watch.Topics {
			if err := tx.PutTopic(ctx, t.Noun(), -1, "config", now); err != nil {
				return err
			}
		}
		for _, p := range d.Config.People.People {
			if err := tx.PutPerson(ctx, p.Noun()); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("settle configuration: %w", err)
	}
	return nil
}
