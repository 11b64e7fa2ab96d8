package notify

import "testing"

// The fullest day there is a fixture for: some 400 items.
func BenchmarkReview(b *testing.B) {
	for name, render := range map[string]func(*Review) error{
		"mail":  func(r *Review) error { _, err := r.Mail(); return err },
		"slack": func(r *Review) error { r.Chat(); return nil },
		"paper": func(r *Review) error { _, err := r.Paper(); return err },
	} {
		b.Run(name, func(b *testing.B) {
			r := full()
			for b.Loop() {
				if err := render(r); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
