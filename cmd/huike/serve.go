package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"path/filepath"
	"sync"
	"time"

	"huike"
	"huike/api"
	"huike/web"
)

type serveCommand struct {
	Listen    string `default:"127.0.0.1:8765" env:"HUIKE_LISTEN" help:"Address to listen on."`
	PublicURL string `env:"HUIKE_PUBLIC_URL" help:"How browsers and mail readers reach this server, for example https://crm.shop.example; default: http:// and the address to listen on."`
}

// Run serves until it is stopped.
func (c *serveCommand) Run(ctx context.Context, g *Globals) error {
	h, err := g.openHouse(ctx, c.publicURL())
	if err != nil {
		return err
	}
	fmt.Fprintf(g.err, "Huike serves %s; stop it with Ctrl-C.\n", c.publicURL())
	return errors.Join(h.serve(ctx, c.Listen, serving{}), h.close())
}

func (c *serveCommand) publicURL() string {
	if c.PublicURL != "" {
		return c.PublicURL
	}
	return "http://" + c.Listen
}

// serving is what differs between the real thing and the demo.
type serving struct {
	outbox api.Outbox   // nil but in the demo
	ready  func()       // called when the address is open; may be nil
	listen net.Listener // instead of an address; may be nil
}

// serve answers HTTP and runs the loops until ctx ends; then it lets running
// requests and deliveries finish.
func (h *house) serve(ctx context.Context, address string, s serving) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	handler, rooms, jobs, err := h.handler(ctx, s.outbox)
	if err != nil {
		return err
	}
	listener := s.listen
	if listener == nil {
		if listener, err = net.Listen("tcp", address); err != nil {
			return huike.Because(err, huike.Unavailable, "serve.listen", "the address %s cannot be opened; is another huike serving there? choose one with --listen", address)
		}
	}
	server := &http.Server{Handler: handler, ReadHeaderTimeout: 10 * time.Second, IdleTimeout: 2 * time.Minute}
	var loops sync.WaitGroup
	h.loops(ctx, rooms, &loops)
	if err := h.answerErrands(ctx, &loops); err != nil {
		stop()
		loops.Wait()
		return errors.Join(err, listener.Close())
	}
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(listener) }()
	if s.ready != nil {
		s.ready()
	}
	select {
	case err = <-failed:
	case <-ctx.Done():
		err = nil
	}
	stop()
	calm, done := context.WithTimeout(context.WithoutCancel(ctx), 20*time.Second)
	defer done()
	err = errors.Join(err, server.Shutdown(calm))
	jobs.Close()
	loops.Wait()
	if errors.Is(err, http.ErrServerClosed) {
		return nil
	}
	return err
}

// handler wires the rooms to the door.
func (h *house) handler(ctx context.Context, outbox api.Outbox) (http.Handler, api.Rooms, *api.Jobs, error) {
	jobs := api.NewJobs(ctx, h.clock, slog.Default())
	uploads, err := api.NewUploads(filepath.Join(h.temp, "huike-uploads"), h.clock)
	if err != nil {
		return nil, api.Rooms{}, nil, err
	}
	site, err := web.FS()
	if err != nil {
		return nil, api.Rooms{}, nil, err
	}
	rooms := h.rooms(jobs, uploads)
	rooms.Outbox = outbox
	server, err := api.New(api.Config{
		Rooms: rooms, Auth: h.auth, Sessions: h.sessions, Jobs: jobs, Uploads: uploads, Web: site, Log: slog.Default(), Clock: h.clock,
		Healthy: func(ctx context.Context) error { _, err := h.orders.Version(ctx); return err }, PublicURL: h.public, Version: version, Demo: outbox != nil,
	})
	return server, rooms, jobs, err
}

// loops run beside the server: what is due is sent, sessions end, the log of
// the database is moved into its file.
func (h *house) loops(ctx context.Context, rooms api.Rooms, running *sync.WaitGroup) {
	every := func(interval time.Duration, what string, f func(context.Context) error) {
		running.Go(func() {
			ticker := time.NewTicker(interval)
			defer ticker.Stop()
			for {
				select {
				case <-ctx.Done():
					return
				case <-ticker.C:
				}
				if err := f(ctx); err != nil && ctx.Err() == nil {
					slog.Error(what, "error", err)
				}
			}
		})
	}
	every(time.Second, "sending", func(ctx context.Context) error { return h.campaigns.Advance(ctx, h.clock) })
	every(5*time.Second, "warming", func(ctx context.Context) error { return api.Warm(ctx, rooms) })
	every(time.Hour, "ending sessions", h.sessions.Sweep)
	every(5*time.Minute, "checkpoint", h.db.Checkpoint)
}
