package web

import (
	"slices"
	"strings"

	"prasowka/internal/press"
)

// menuGroup is links of the menu under one heading.
type menuGroup struct {
	Name   string
	Links  []Link
	Folded bool // shown behind its heading, unless the person stands within
	Open   bool
}

// restGroup is where registers stand that name no group.
const restGroup = "Inne rejestry"

// officeMenu is the office's own screens, and the registers that a role may
// read: folded by their groups, for there are many.
func (s *Site) officeMenu(role press.Role) []menuGroup {
	office := menuGroup{Name: "Biuro", Links: []Link{{Text: "Terminy", Href: "/terminy"}, {Text: "Kalendarz", Href: "/kalendarz"}, {Text: "Wszystkie rejestry", Href: "/rejestry"}}}
	groups := []menuGroup{}
	for _, reg := range s.Registers {
		if !reg.MayRead(role) {
			continue
		}
		name := firstOf(reg.Group, restGroup)
		i := slices.IndexFunc(groups, func(g menuGroup) bool { return g.Name == name })
		if i < 0 {
			i = len(groups)
			groups = append(groups, menuGroup{Name: name, Folded: true})
		}
		groups[i].Links = append(groups[i].Links, Link{Text: reg.Title, Href: "/rejestry/" + reg.Name})
	}
	if len(groups) == 0 {
		return nil
	}
	if role.May(press.Officer) {
		office.Links = append(office.Links, Link{Text: "Statystyka", Href: "/statystyka"}, Link{Text: "Media", Href: "/media"})
	}
	slices.SortStableFunc(groups, func(a, b menuGroup) int { // those without a group come last
		if (a.Name == restGroup) == (b.Name == restGroup) {
			return 0
		}
		if a.Name == restGroup {
			return 1
		}
		return -1
	})
	return append([]menuGroup{office}, groups...)
}

// markCurrent marks the entry on whose screen, or below it, the person stands,
// and unfolds its group. An entry gives way to one with a longer address.
func markCurrent(menu []menuGroup, path string) {
	best := ""
	for _, g := range menu {
		for _, l := range g.Links {
			under := l.Href == path || l.Href != "/" && strings.HasPrefix(path, l.Href+"/")
			if under && len(l.Href) > len(best) {
				best = l.Href
			}
		}
	}
	for g := range menu {
		menu[g].Links = slices.Clone(menu[g].Links)
		for i := range menu[g].Links {
			here := menu[g].Links[i].Href == best && best != ""
			menu[g].Links[i].Current = here
			menu[g].Open = menu[g].Open || here
		}
	}
}
