package api

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"io/fs"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"huike/auth"
	"huike/campaign"
	"huike/channel/sink"
	"huike/store"
	"huike/store/storetest"
)

func TestMain(m *testing.M) { storetest.Main(m) }

var noon = time.Date(2024, 3, 1, 12, 0, 0, 0, time.UTC)

const good = "correct horse battery"

// stand is a server over a real database, with a key for every role.
type stand struct {
	t      testing.TB
	server *Server
	db     store.DB
	auth   *auth.Auth
	keys   map[auth.Role]string
	log    *logText
	now    time.Time

	campaigns *campaign.Campaigns // of a furnished stand
	outbox    *sink.Sink
}

// logText is a log that a test reads.
type logText struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *logText) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *logText) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

// webFiles is a built web app of four files.
var webFiles = fstest.MapFS{
	"index.html":            {Data: []byte("<!doctype html><title>Huike</title>")},
	"assets/app-1a2b.js":    {Data: []byte("export {}")},
	"assets/app-1a2b.js.br": {Data: []byte("brotli")},
	"assets/app-1a2b.js.gz": {Data: []byte("gzip")},
}

// newStand builds a server with the rooms that furnish sets.
func newStand(t testing.TB, db store.DB, furnish func(s *stand, c *Config)) *stand {
	t.Helper()
	s := &stand{t: t, db: db, auth: auth.New(db), keys: map[auth.Role]string{}, log: &logText{}, now: noon}
	clock := func() time.Time { return s.now }
	uploads, err := NewUploads(t.TempDir(), clock)
	s.must(err)
	log := slog.New(slog.NewTextHandler(s.log, nil))
	jobs := NewJobs(context.Background(), clock, log)
	t.Cleanup(jobs.Close)
	c := Config{Auth: s.auth, Sessions: auth.NewSessions(db, time.Now), Jobs: jobs, Uploads: uploads,
		Web: fs.FS(webFiles), Log: log, Clock: clock, Version: "test"}
	if furnish != nil {
		furnish(s, &c)
	}
	s.server, err = New(c)
	s.must(err)
	for _, r := range auth.Roles {
		s.keys[r], _, err = s.auth.AddKey(context.Background(), auth.NewKey{Name: string(r), Role: r}, noon)
		s.must(err)
	}
	return s
}

func (s *stand) must(err error) {
	s.t.Helper()
	if err != nil {
		s.t.Fatal(err)
	}
}

// addUser makes a person whose login is the role's name.
func (s *stand) addUser(r auth.Role) auth.User {
	s.t.Helper()
	u, err := s.auth.AddUser(context.Background(), auth.NewUser{Login: string(r), Name: "Li Lei", Role: r, Password: good}, noon)
	s.must(err)
	return u
}

// request sends one request; header is written "Name: value".
func (s *stand) request(method, path, body string, headers ...string) *httptest.ResponseRecorder {
	s.t.Helper()
	r := httptest.NewRequest(method, path, strings.NewReader(body))
	if body != "" {
		r.Header.Set("Content-Type", "application/json")
	}
	for _, h := range headers {
		name, value, _ := strings.Cut(h, ": ")
		r.Header.Set(name, value)
	}
	w := httptest.NewRecorder()
	s.server.ServeHTTP(w, r)
	return w
}

// as is the header by which a role asks with its key.
func (s *stand) as(r auth.Role) string {
	if r == "" {
		return "X-Nobody: 1"
	}
	return "Authorization: Bearer " + s.keys[r]
}

// login returns the cookie header of a session.
func (s *stand) login(name, password string) (cookie string, w *httptest.ResponseRecorder) {
	s.t.Helper()
	body, err := json.Marshal(map[string]string{"login": name, "password": password})
	s.must(err)
	w = s.request("POST", "/api/login", string(body))
	for _, c := range w.Result().Cookies() {
		cookie = "Cookie: " + c.Name + "=" + c.Value
	}
	return cookie, w
}

// Scenario is one request and what must come of it.
type Scenario struct {
	Name, Method, Path, Body string
	As                       auth.Role
	Headers                  []string
	WantStatus               int
	WantContains             []string
	WantAbsent               []string
}

// play runs scenarios one after the other on one server.
func (s *stand) play(t *testing.T, scenarios []Scenario) {
	t.Helper()
	for _, sc := range scenarios {
		t.Run(sc.Name, func(t *testing.T) {
			w := s.request(sc.Method, sc.Path, sc.Body, append(sc.Headers, s.as(sc.As))...)
			checkAnswer(t, w, sc)
		})
	}
}

func checkAnswer(t *testing.T, w *httptest.ResponseRecorder, sc Scenario) {
	t.Helper()
	body, _ := io.ReadAll(w.Body) // it is in memory
	if w.Code != sc.WantStatus {
		t.Errorf("status %d, want %d: %s", w.Code, sc.WantStatus, body)
	}
	for _, want := range sc.WantContains {
		if !strings.Contains(string(body), want) {
			t.Errorf("the answer lacks %q: %s", want, body)
		}
	}
	for _, not := range sc.WantAbsent {
		if strings.Contains(string(body), not) {
			t.Errorf("the answer has %q: %s", not, body)
		}
	}
	if w.Code >= 400 && strings.HasPrefix(sc.Path, "/api/") && w.Header().Get("Content-Type") != "application/problem+json" {
		t.Errorf("an error comes as %s", w.Header().Get("Content-Type"))
	}
}

// eachEngine runs f with an empty database of the door's own room on every engine.
func eachEngine(t *testing.T, f func(t *testing.T, db store.DB)) {
	t.Helper()
	storetest.Each(t, f, auth.Schema)
}

// onDuckDB gives an empty database of the door's own room.
func onDuckDB(t *testing.T) store.DB { return storetest.Open(t, store.DuckDB, auth.Schema) }

var _ http.Handler = (*Server)(nil)
