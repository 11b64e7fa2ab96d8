package web

import "prasowka/internal/press"

// pressRoutes is the addresses of what the office has with people outside:
// applicants, journalists, conferences; and hubs that push.
func (s *Site) pressRoutes() []route {
	return []route{
		{"GET /push/{token}", "", s.verifyPush},
		{"POST /push/{token}", "", s.takePush},
		{"GET /wniosek/{register}", "", s.publicForm},
		{"POST /wniosek/{register}", "", s.publicSend},
		{"GET /wniosek/{register}/przyjety", "", s.publicThanks},
		{"GET /rejestry/{register}/import", press.Reader, s.caseImportScreen},
		{"POST /rejestry/{register}/import", press.Reader, s.caseImport},
		{"GET /sprawy/{id}/pakiet/{form}", press.Reader, s.packScreen},
		{"GET /sprawy/{id}/echo", press.Reader, s.echo},
		{"GET /sprawy/{id}/zaproszenia", press.Reader, s.inviteScreen},
		{"POST /sprawy/{id}/zaproszenia", press.Reader, s.inviteAct},
		{"GET /sprawy/{id}/obecnosc/{form}", press.Reader, s.attendance},
		{"GET /zaproszenie/{token}", "", s.comingScreen},
		{"POST /zaproszenie/{token}", "", s.answerInvitation},
		{"GET /statystyka", press.Officer, s.statistics},
		{"GET /statystyka/{register}", press.Reader, s.registerStatistics},
		{"GET /statystyka/{register}/{form}", press.Reader, s.exportStatistics},
		{"GET /rejestry/{register}/druk/{form}", press.Reader, s.printRegister},
		{"GET /media", press.Officer, s.media},
		{"GET /media/{id}", press.Officer, s.mediaOutlet},
		{"GET /media/import", press.Officer, s.mediaImportScreen},
		{"POST /media/import", press.Officer, s.mediaImport},
		{"GET /media/dziennikarze/{id}", press.Officer, s.journalistScreen},
		{"POST /media/dziennikarze/{id}", press.Officer, s.saveJournalist},
		{"POST /media/dziennikarze/{id}/usun", press.Officer, s.dropJournalist},
	}
}
