package api

import (
	"context"
	"log/slog"
	"net/http"
	"runtime/debug"
	"strings"
	"time"

	"github.com/google/uuid"

	"huike"
)

// maxRequest is the longest request of any kind: an upload of 2 GiB and its frame.
const maxRequest = MaxUpload + 1<<20

// policy lets pages load only what the server itself hands out. Styles may
// stand in the page (the web app's components write them there), and pictures
// may come from outside for previews of mails.
const policy = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob: https:; " +
	"object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"

// trace collects what the log says about a request.
type trace struct {
	id, actor string
	err       error
	request   *http.Request
}

type traceKey struct{}

func traceOf(ctx context.Context) *trace {
	t, _ := ctx.Value(traceKey{}).(*trace)
	return t
}

// noteError keeps an error for the log.
func noteError(ctx context.Context, err error) {
	if t := traceOf(ctx); t != nil {
		t.err = err
	}
}

// requestOf returns the request that a handler works on.
func requestOf(ctx context.Context) *http.Request { return traceOf(ctx).request }

// chain is the way of every request, outermost first: recover, request id and
// log, headers, size, cross-site check, then for /api session or key.
func (s *Server) chain() http.Handler {
	guard := http.NewCrossOriginProtection()
	guard.SetDenyHandler(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		refuse(w, r, huike.Errorf(huike.Denied, "request.cross_site", "this request comes from another site and was refused"))
	}))
	// The token in the address is the right to leave: mail programs post it from
	// pages of their own, and no cookie takes part.
	guard.AddInsecureBypassPattern("POST /u/{token}")
	api := s.sessions.LoadAndSave(s.identify(s.mux))
	inner := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasPrefix(r.URL.Path, "/api/") {
			w.Header().Set("Cache-Control", "no-store")
			api.ServeHTTP(w, r)
			return
		}
		s.mux.ServeHTTP(w, r)
	})
	return s.observe(headers(http.MaxBytesHandler(keepRequest(guard.Handler(inner)), maxRequest)))
}

// headers sets what protects the person in front of the browser.
func headers(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", policy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("X-Frame-Options", "DENY")
		h.Set("Referrer-Policy", "no-referrer")
		next.ServeHTTP(w, r)
	})
}

// keepRequest lets handlers reach the request itself, its body limited already.
func keepRequest(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		traceOf(r.Context()).request = r
		next.ServeHTTP(w, r)
	})
}

// observe gives a request its number, survives its panics and logs it once.
func (s *Server) observe(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		t := &trace{id: uuid.NewString()}
		r = r.WithContext(context.WithValue(r.Context(), traceKey{}, t))
		w.Header().Set("X-Request-Id", t.id)
		sw := &statusWriter{ResponseWriter: w}
		start := s.Clock()
		defer func() {
			broken := s.survive(sw, r, recover())
			s.logRequest(r, t, sw.status, s.Clock().Sub(start))
			if broken {
				panic(http.ErrAbortHandler)
			}
		}()
		next.ServeHTTP(sw, r)
	})
}

// survive answers a request whose handler panicked. An answer that has begun
// cannot be mended: the connection must be broken off, so that it looks cut.
func (s *Server) survive(w *statusWriter, r *http.Request, p any) (broken bool) {
	if p == nil {
		return false
	}
	if p != http.ErrAbortHandler {
		s.Log.Error("panic", "id", traceOf(r.Context()).id, "panic", p, "stack", string(debug.Stack()))
	}
	if w.status != 0 {
		return true
	}
	refuse(w, r, huike.Errorf(huike.Internal, "internal", "a handler panicked"))
	return false
}

// logRequest writes one line: the route, never the address, which holds tokens
// and search words.
func (s *Server) logRequest(r *http.Request, t *trace, status int, took time.Duration) {
	_, pattern := s.mux.Handler(r)
	attrs := []slog.Attr{slog.String("id", t.id), slog.String("method", r.Method), slog.String("route", pattern),
		slog.Int("status", status), slog.Duration("took", took), slog.String("actor", t.actor)}
	level := slog.LevelInfo
	if t.err != nil {
		attrs = append(attrs, slog.String("code", huike.CodeOf(t.err)), slog.Any("error", t.err))
		if huike.KindOf(t.err) == huike.Internal {
			level = slog.LevelError
		}
	}
	s.Log.LogAttrs(r.Context(), level, "request", attrs...)
}

// statusWriter remembers the status that was written.
type statusWriter struct {
	http.ResponseWriter
	status int
}

// WriteHeader passes the status on.
func (w *statusWriter) WriteHeader(status int) {
	if w.status == 0 {
		w.status = status
	}
	w.ResponseWriter.WriteHeader(status)
}

// Write passes the bytes on.
func (w *statusWriter) Write(b []byte) (int, error) {
	if w.status == 0 {
		w.status = http.StatusOK
	}
	return w.ResponseWriter.Write(b)
}

// Unwrap lets http.ResponseController reach the connection.
func (w *statusWriter) Unwrap() http.ResponseWriter { return w.ResponseWriter }
