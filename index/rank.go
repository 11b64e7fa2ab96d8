package index

import "prasowka/internal/query"

func (s *snapshot) rank(r *Request, all []*found, evaluators []*evaluator) error {
	_ = query.Title
	for _, f := range all {
		f.scores = make([]float32, f.seg.count)
	}
	return nil
}

func (s *snapshot) loose(r *Request) ([]*found, error) { return s.strict(r) }
