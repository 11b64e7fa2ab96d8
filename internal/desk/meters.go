package desk

import (
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"prasowka/internal/press"
)

// meters count what the chain does, for Prometheus.
type meters struct {
	turns  *prometheus.HistogramVec
	done   *prometheus.CounterVec
	errors *prometheus.CounterVec
	asked  *prometheus.CounterVec
	sent   *prometheus.CounterVec
	behind *prometheus.GaugeVec
}

func newMeters(r prometheus.Registerer) *meters {
	m := &meters{
		turns: prometheus.NewHistogramVec(prometheus.HistogramOpts{Name: "prasowka_stage_seconds", Help: "Time that a turn of a stage takes.",
			Buckets: prometheus.ExponentialBuckets(0.001, 4, 8)}, []string{"stage"}),
		done:   prometheus.NewCounterVec(prometheus.CounterOpts{Name: "prasowka_stage_done_total", Help: "Things that a stage did or began."}, []string{"stage"}),
		errors: prometheus.NewCounterVec(prometheus.CounterOpts{Name: "prasowka_stage_errors_total", Help: "Turns of a stage that failed."}, []string{"stage"}),
		asked:  prometheus.NewCounterVec(prometheus.CounterOpts{Name: "prasowka_requests_total", Help: "Sources and pages asked for, by what came of it."}, []string{"what", "trouble"}),
		sent:   prometheus.NewCounterVec(prometheus.CounterOpts{Name: "prasowka_notices_total", Help: "Attempts to send, by channel and what came of it."}, []string{"channel", "result"}),
		behind: prometheus.NewGaugeVec(prometheus.GaugeOpts{Name: "prasowka_log_behind", Help: "Entries of the log that a cursor has not passed yet."}, []string{"cursor"}),
	}
	if r != nil {
		r.MustRegister(m.turns, m.done, m.errors, m.asked, m.sent, m.behind)
	}
	return m
}

func (m *meters) turn(stage string, did int, took time.Duration, err error) {
	if err != nil {
		m.errors.WithLabelValues(stage).Inc()
		return
	}
	if did > 0 {
		m.done.WithLabelValues(stage).Add(float64(did))
		m.turns.WithLabelValues(stage).Observe(took.Seconds())
	}
}

func (m *meters) ask(what string, trouble press.Trouble) {
	m.asked.WithLabelValues(what, string(trouble)).Inc()
}
