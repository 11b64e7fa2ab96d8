package web

import (
	"net"
	"net/http"
	"net/netip"
	"slices"
	"strings"
)

// clientOf is the address that a request came from, without its port, for
// limits a head. Behind a reverse proxy that the configuration trusts it is
// the last address of X-Forwarded-For that no trusted proxy wrote: whatever
// stands before that was written by the client and proves nothing. An IPv6
// address stands for its /64, which one subscriber gets whole.
func (s *Site) clientOf(r *http.Request) string {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		return r.RemoteAddr
	}
	at, err := netip.ParseAddr(host)
	if err != nil {
		return host
	}
	hops := strings.Split(strings.Join(r.Header.Values("X-Forwarded-For"), ","), ",")
	for _, hop := range slices.Backward(hops) {
		if !s.trusted(at) {
			break
		}
		before, err := hopAddress(hop)
		if err != nil {
			break // the proxy wrote nothing that can be read: it is the client, as far as we know
		}
		at = before
	}
	return subscriber(at)
}

// hopAddress reads one entry of X-Forwarded-For, which may carry a port.
func hopAddress(hop string) (netip.Addr, error) {
	hop = strings.TrimSpace(hop)
	if ap, err := netip.ParseAddrPort(hop); err == nil {
		return ap.Addr(), nil
	}
	return netip.ParseAddr(strings.Trim(hop, "[]"))
}

// trusted tells whether an address is a proxy of ours.
func (s *Site) trusted(at netip.Addr) bool {
	at = at.Unmap().WithZone("")
	return slices.ContainsFunc(s.Proxies, func(p netip.Prefix) bool { return p.Contains(at) })
}

// subscriber is what one subscriber's addresses have in common.
func subscriber(at netip.Addr) string {
	at = at.Unmap().WithZone("")
	if at.Is4() {
		return at.String()
	}
	if p, err := at.Prefix(64); err == nil {
		return p.String()
	}
	return at.String()
}
