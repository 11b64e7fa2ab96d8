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
		{"GET /przeglad/{id}/pdf", press.Reader, s.reviewPaper},
		{"POST /przeglad/{id}/dodaj", press.Officer, s.addStory},
		{"POST /przeglad/{id}/pozycje/{story}", press.Officer, s.reviewItemAct},
		{"GET /przeglad/{id}/przeczytane", press.Reader, s.toReview},
		{"POST /przeglad/{id}/przeczytane", press.Reader, s.acknowledge},
		{"GET /flagi", press.Officer, s.flags},
		{"GET /flagi/{id}", press.Officer, s.flag},
		{"POST /flagi/{id}", press.Officer, s.flagAct},
		{"GET /tematy/nowy", press.Officer, s.newTopicScreen},
		{"POST /tematy/nowy", press.Officer, s.saveTopic},
		{"POST /tematy/{id}", press.Officer, s.topicAct},
		{"GET /tematy/{id}/zmien", press.Officer, s.editTopicScreen},
		{"POST /tematy/{id}/zmien", press.Officer, s.saveTopic},
		{"GET /fakty", press.Reader, s.facts},
		{"GET /fakty/nowa", press.Officer, s.newFactScreen},
		{"POST /fakty/nowa", press.Officer, s.saveFact},
		{"GET /fakty/{id}", press.Reader, s.factScreen},
		{"POST /fakty/{id}", press.Officer, s.saveFact},
		{"GET /fakty/plik/facts.yaml", press.Officer, s.exportFacts},
		{"POST /fakty/plik", press.Officer, s.importFacts},
		{"GET /stanowiska", press.Reader, s.statements},
		{"GET /stanowiska/nowe", press.Officer, s.newStatementScreen},
		{"POST /stanowiska/nowe", press.Officer, s.saveStatement},
		{"GET /stanowiska/{id}", press.Reader, s.statement},
		{"POST /stanowiska/{id}", press.Officer, s.statementAct},
		{"GET /stanowiska/{id}/zmien", press.Officer, s.editStatementScreen},
		{"POST /stanowiska/{id}/zmien", press.Officer, s.saveStatement},
		{"GET /alerty/{topic}/{story}", press.Reader, s.alert},
		{"POST /alerty/{topic}/{story}", press.Reader, s.alertAct},
		{"GET /kryzys", press.Reader, s.crises},
		{"POST /kryzys", press.Officer, s.openCrisis},
		{"GET /plany/{plan}", press.Reader, s.planScreen},
		{"GET /plany/{plan}/{form}", press.Reader, s.planScreen},
		{"GET /kryzys/{id}", press.Reader, s.crisis},
		{"POST /kryzys/{id}", press.Reader, s.crisisAct},
		{"GET /kryzys/{id}/akta/{form}", press.Reader, s.crisisPaper},
		{"GET /odnosnik/{token}", "", s.slipScreen},
		{"POST /odnosnik/{token}", "", s.useSlip},
	}
}
