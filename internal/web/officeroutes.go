package web

import "prasowka/internal/press"

// officeRoutes is the addresses of what the office decides and writes: the
// review, flags, topics, our own texts and facts.
func (s *Site) officeRoutes() []route {
	return []route{
		{"GET /przeglad", press.Reader, s.reviews},
		{"GET /przeglad/{id}", press.Reader, s.reviewScreen},
		{"POST /przeglad/{id}", press.Officer, s.reviewAct},
		{"GET /przeglad/{id}/edycja", press.Officer, s.reviewEditor},
		{"GET /przeglad/{id}/podglad/{form}", press.Officer, s.reviewPreview},
		{"POST /przeglad/{id}/dodaj", press.Officer, s.addStory},
		{"POST /przeglad/{id}/pozycje/{story}", press.Officer, s.reviewItemAct},
		{"GET /przeglad/{id}/przeczytane", press.Reader, s.toReview},
		{"POST /przeglad/{id}/przeczytane", press.Reader, s.acknowledge},
		{"GET /flagi", press.Officer, s.flags},
		{"GET /flagi/{id}", press.Officer, s.flag},
		{"POST /flagi/{id}", press.Officer, s.flagAct},
		{"GET /odnosnik/{token}", "", s.slipScreen},
		{"POST /odnosnik/{token}", "", s.useSlip},
	}
}
