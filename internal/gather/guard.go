package gather

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"strings"
	"syscall"
	"time"
)

// errGuard marks an address that must not be asked.
var errGuard = errors.New("adres sieci wewnętrznej")

// A guard decides at dial time, on the address that the name resolved to,
// whether a connection may be made: a name that changes its address between a
// check and the connection (DNS rebinding) gains nothing.
type guard struct {
	hosts    map[string]bool // host:port allowed although private
	prefixes []netip.Prefix
}

// newGuard reads the exceptions: "host:port", an address, or a CIDR.
func newGuard(allow []string) (*guard, error) {
	g := &guard{hosts: map[string]bool{}}
	for _, a := range allow {
		if p, err := netip.ParsePrefix(a); err == nil {
			g.prefixes = append(g.prefixes, p.Masked())
		} else if ip, err := netip.ParseAddr(a); err == nil {
			g.prefixes = append(g.prefixes, netip.PrefixFrom(ip, ip.BitLen()))
		} else if _, _, err := net.SplitHostPort(a); err == nil {
			g.hosts[strings.ToLower(a)] = true
		} else {
			return nil, fmt.Errorf("allow private %q: neither host:port nor CIDR", a)
		}
	}
	return g, nil
}

// dial is a DialContext that asks the guard.
func (g *guard) dial(ctx context.Context, network, address string) (net.Conn, error) {
	d := &net.Dialer{Timeout: 20 * time.Second, KeepAlive: 15 * time.Second}
	if !g.hosts[strings.ToLower(address)] {
		d.ControlContext = func(_ context.Context, _, resolved string, _ syscall.RawConn) error {
			return g.check(resolved)
		}
	}
	return d.DialContext(ctx, network, address)
}

// check answers errGuard for a resolved ip:port that is not public.
func (g *guard) check(resolved string) error {
	if g.hosts[resolved] {
		return nil
	}
	ap, err := netip.ParseAddrPort(resolved)
	if err != nil {
		return fmt.Errorf("%s: %w", resolved, errGuard)
	}
	ip := ap.Addr().Unmap().WithZone("")
	for _, p := range g.prefixes {
		if p.Contains(ip) {
			return nil
		}
	}
	if !public(ip) {
		return fmt.Errorf("%s: %w", ip, errGuard)
	}
	return nil
}

// reserved lists what netip's predicates do not cover, from the IANA
// special-purpose address registries (RFC 6890 and updates).
func reserved() []netip.Prefix {
	return []netip.Prefix{
		netip.MustParsePrefix("0.0.0.0/8"),       // this network
		netip.MustParsePrefix("100.64.0.0/10"),   // carrier-grade NAT, RFC 6598
		netip.MustParsePrefix("192.0.0.0/24"),    // protocol assignments
		netip.MustParsePrefix("192.0.2.0/24"),    // documentation
		netip.MustParsePrefix("192.88.99.0/24"),  // 6to4 relays
		netip.MustParsePrefix("198.18.0.0/15"),   // benchmarks
		netip.MustParsePrefix("198.51.100.0/24"), // documentation
		netip.MustParsePrefix("203.0.113.0/24"),  // documentation
		netip.MustParsePrefix("240.0.0.0/4"),     // reserved, broadcast
		netip.MustParsePrefix("100::/64"),        // discard
		netip.MustParsePrefix("2001::/23"),       // protocol assignments, Teredo
		netip.MustParsePrefix("2001:db8::/32"),   // documentation
		netip.MustParsePrefix("fec0::/10"),       // site-local, deprecated
		netip.MustParsePrefix("64:ff9b:1::/48"),  // local NAT64
	}
}

// public tells whether an address belongs to the Internet, the IPv4 address
// inside 6to4 and NAT64 included.
func public(ip netip.Addr) bool {
	if !ip.IsGlobalUnicast() || ip.IsPrivate() || ip.IsLoopback() || ip.IsLinkLocalUnicast() || ip.IsMulticast() || ip.IsUnspecified() {
		return false
	}
	for _, p := range reserved() {
		if p.Contains(ip) {
			return false
		}
	}
	if ip.Is6() {
		b := ip.As16()
		if netip.MustParsePrefix("2002::/16").Contains(ip) {
			return public(netip.AddrFrom4([4]byte(b[2:6])))
		}
		if netip.MustParsePrefix("64:ff9b::/96").Contains(ip) {
			return public(netip.AddrFrom4([4]byte(b[12:16])))
		}
	}
	return true
}
