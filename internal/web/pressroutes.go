package web

import "prasowka/internal/press"

// pressRoutes is the addresses of what the office has with people outside:
// applicants, journalists, conferences.
func (s *Site) pressRoutes() []route {
	return []route{
		{"GET /wniosek/{register}", "", s.publicForm},
		{"POST /wniosek/{register}", "", s.publicSend},
		{"GET /wniosek/{register}/przyjety", "", s.publicThanks},
		{"GET /rejestry/{register}/import", press.Reader, s.caseImportScreen},
		{"POST /rejestry/{register}/import", press.Reader, s.caseImport},
		{"GET /sprawy/{id}/pakiet/{form}", press.Reader, s.packScreen},
		{"GET /sprawy/{id}/echo", press.Reader, s.echo},
		{"GET /media", press.Officer, s.media},
		{"GET /media/{id}", press.Officer, s.mediaOutlet},
		{"GET /media/import", press.Officer, s.mediaImportScreen},
		{"POST /media/import", press.Officer, s.mediaImport},
		{"GET /media/dziennikarze/{id}", press.Officer, s.journalistScreen},
		{"POST /media/dziennikarze/{id}", press.Officer, s.saveJournalist},
		{"POST /media/dziennikarze/{id}/usun", press.Officer, s.dropJournalist},
	}
}
