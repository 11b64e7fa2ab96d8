package claims

func (x *examination) allegations() {}
