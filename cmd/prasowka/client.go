package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"time"
)

// A client asks whoever owns the data folder. While the server runs that is
// the server; otherwise the command takes the folder for its own time and
// answers itself, so that every command is written once.
type client struct {
	http  *http.Client
	close func() error
}

// connect finds who owns the data folder. The stages named run meanwhile when
// it is ourselves; nobody outside is asked or told anything then.
func (l place) connect(sh *shell, stages ...string) (*client, error) {
	c, data, err := l.load()
	if err != nil {
		return nil, err
	}
	socket, err := socketPath(data)
	if err != nil {
		return nil, err
	}
	transport := &http.Transport{DialContext: func(ctx context.Context, _, _ string) (net.Conn, error) {
		return new(net.Dialer).DialContext(ctx, "unix", socket)
	}}
	out := &client{http: &http.Client{Transport: transport}, close: func() error { return nil }}
	log := slog.New(slog.NewTextHandler(sh.errOut, &slog.HandlerOptions{Level: slog.LevelWarn}))
	p, err := newProgram(sh.ctx, programOptions{Config: c, Data: data, Log: log})
	if errors.Is(err, errBusy) {
		return out, out.alive(sh.ctx, err)
	}
	if err != nil {
		return nil, err
	}
	ctx, stop := context.WithCancel(sh.ctx)
	done := make(chan error, 1)
	if len(stages) == 0 {
		stages = []string{"none"}
	}
	go func() { done <- p.Run(ctx, nil, stages...) }()
	out.close = func() error {
		transport.CloseIdleConnections()
		stop()
		return errors.Join(<-done, p.Close())
	}
	return out, nil
}

// alive tells whether the owner of the folder answers; busy says who it is.
func (c *client) alive(ctx context.Context, busy error) error {
	ctx, stop := context.WithTimeout(ctx, time.Second)
	defer stop()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://prasowka/metrics", nil)
	if err != nil {
		return err
	}
	resp, err := c.http.Do(req)
	if err != nil {
		return fmt.Errorf("%w; nie odpowiada na polecenia (%v)", busy, err)
	}
	return resp.Body.Close()
}

// call asks for something and reads the answer into it.
func (c *client) call(ctx context.Context, path string, ask, into any) error {
	body, err := json.Marshal(ask)
	if err != nil {
		return err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, "http://prasowka"+path, bytes.NewReader(body))
	if err != nil {
		return err
	}
	resp, err := c.do(req)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	return json.NewDecoder(resp.Body).Decode(into)
}

// stream copies an answer as it comes.
func (c *client) stream(ctx context.Context, path string, to io.Writer) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://prasowka"+path, nil)
	if err != nil {
		return err
	}
	resp, err := c.do(req)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	_, err = io.Copy(to, resp.Body)
	return err
}

func (c *client) do(req *http.Request) (*http.Response, error) {
	resp, err := c.http.Do(req)
	if err != nil {
		return nil, err
	}
	if resp.StatusCode == http.StatusOK {
		return resp, nil
	}
	defer resp.Body.Close()
	var f failure
	if err := json.NewDecoder(resp.Body).Decode(&f); err != nil {
		return nil, fmt.Errorf("%s: %s", req.URL.Path, resp.Status)
	}
	return nil, f.error()
}
