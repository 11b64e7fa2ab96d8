package desk

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"prasowka/config"
)

// BenchmarkImport files records in batches of 2,000 and indexes them.
func BenchmarkImport(b *testing.B) {
	for _, step := range []string{"store", "index"} {
		b.Run(step, func(b *testing.B) {
			conf := &config.Config{}
			d := openDesk(b, b.TempDir(), conf, time.Now)
			text := strings.Repeat("Prezydent miasta otworzył nowy most nad rzeką, a mieszkańcy przyszli z dziećmi. ", 25)
			var batch []Record
			for i := 0; b.Loop(); i++ {
				batch = append(batch, Record{URL: fmt.Sprintf("https://kurier.example/%d", i), Outlet: "Kurier", Title: fmt.Sprintf("Most %d", i),
					Published: start(i).Format(time.RFC3339), Text: fmt.Sprintf("%s Numer %d.", text, i)})
				if len(batch) < 2000 {
					continue
				}
				if _, err := d.Import(b.Context(), batch); err != nil {
					b.Fatal(err)
				}
				batch = batch[:0]
				if step == "index" {
					if err := d.Refill(b.Context(), nil); err != nil {
						b.Fatal(err)
					}
				}
			}
		})
	}
}

func start(i int) time.Time {
	return time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC).Add(time.Duration(i) * time.Minute)
}
