package web

// pressRoutes is the addresses of what the office has with people outside:
// applicants, journalists, conferences.
func (s *Site) pressRoutes() []route {
	return []route{
		{"GET /wniosek/{register}", "", s.publicForm},
		{"POST /wniosek/{register}", "", s.publicSend},
		{"GET /wniosek/{register}/przyjety", "", s.publicThanks},
	}
}
