package web

import (
	"net/http"
	"net/netip"
	"testing"
)

// TestClientOf: X-Forwarded-For is believed from trusted proxies alone, and
// only as far as they wrote it.
func TestClientOf(t *testing.T) {
	s := &Site{Options: Options{Proxies: []netip.Prefix{netip.MustParsePrefix("127.0.0.1/32"), netip.MustParsePrefix("10.1.0.0/16")}}}
	tests := []struct {
		name, remote string
		forwarded    []string
		want         string
	}{
		{"no proxy", "198.51.100.7:40000", nil, "198.51.100.7"},
		{"a client that pretends", "198.51.100.7:40000", []string{"203.0.113.9"}, "198.51.100.7"},
		{"through the proxy", "127.0.0.1:5000", []string{"203.0.113.9"}, "203.0.113.9"},
		{"through the proxy, pretending", "127.0.0.1:5000", []string{"192.0.2.1, 203.0.113.9"}, "203.0.113.9"},
		{"pretending to be the proxy", "127.0.0.1:5000", []string{"192.0.2.1, 10.1.2.3, 203.0.113.9"}, "203.0.113.9"},
		{"two proxies", "127.0.0.1:5000", []string{"203.0.113.9", "10.1.2.3"}, "203.0.113.9"},
		{"only proxies", "127.0.0.1:5000", []string{"10.1.2.3"}, "10.1.2.3"},
		{"a proxy that says nothing", "127.0.0.1:5000", nil, "127.0.0.1"},
		{"rubbish", "127.0.0.1:5000", []string{"unknown"}, "127.0.0.1"},
		{"with a port", "127.0.0.1:5000", []string{"203.0.113.9:1234"}, "203.0.113.9"},
		{"IPv6 by its subscriber", "127.0.0.1:5000", []string{"2001:db8:1:2:3:4:5:6"}, "2001:db8:1:2::/64"},
		{"IPv6 with a port", "[::ffff:127.0.0.1]:5000", []string{"[2001:db8:1:2::9]:80"}, "2001:db8:1:2::/64"},
		{"no address at all", "@", nil, "@"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r := &http.Request{RemoteAddr: tt.remote, Header: http.Header{"X-Forwarded-For": tt.forwarded}}
			if got := s.clientOf(r); got != tt.want {
				t.Errorf("clientOf = %q, want %q", got, tt.want)
			}
		})
	}
}
