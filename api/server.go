package api

import (
	"context"
	"io/fs"
	"log/slog"
	"net/http"
	"strings"
	"time"

	"github.com/alexedwards/scs/v2"

	"huike"
	"huike/auth"
)

const (
	cookieName    = "huike_session"
	permissionKey = "permission"
	sessionLength = 7 * 24 * time.Hour
)

// Config is what a server needs.
type Config struct {
	Rooms    Rooms
	Auth     *auth.Auth
	Sessions *auth.Sessions
	Jobs     *Jobs
	Uploads  *Uploads
	Web      fs.FS // the built web app, with index.html; nil: none
	Log      *slog.Logger
	Clock    func() time.Time
	Healthy  func(context.Context) error // nil: always

	PublicURL string // how people reach the server; https makes the cookie Secure
	Version   string // of the program
	Demo      bool
}

// Server answers HTTP.
type Server struct {
	Config
	rooms    Rooms
	uploads  *Uploads
	sessions *scs.SessionManager
	mux      *http.ServeMux
	handler  http.Handler
	yaml     []byte
}

// New builds the server. Everything of Config except Web and Healthy is needed;
// rooms may be nil one by one.
func New(c Config) (*Server, error) {
	s := &Server{Config: c, rooms: c.Rooms, uploads: c.Uploads, mux: http.NewServeMux()}
	s.sessions = newSessions(c)
	s.sessions.ErrorFunc = refuse
	api := describe(s.mux)
	api.UseMiddleware(permit)
	register(s.mux, api, s.Routes())
	yaml, err := api.OpenAPI().YAML()
	if err != nil {
		return nil, huike.Because(err, huike.Internal, "api.document", "the API cannot be described")
	}
	s.yaml = yaml
	s.mux.HandleFunc("/api/", noOperation)
	s.mux.Handle("/", newFiles(c.Web))
	s.handler = s.chain()
	return s, nil
}

// ServeHTTP answers one request.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) { s.handler.ServeHTTP(w, r) }

func newSessions(c Config) *scs.SessionManager {
	m := scs.New()
	m.Store = c.Sessions
	m.Lifetime = sessionLength
	m.Cookie.Name = cookieName
	m.Cookie.HttpOnly = true
	m.Cookie.SameSite = http.SameSiteLaxMode
	m.Cookie.Secure = strings.HasPrefix(c.PublicURL, "https://")
	return m
}

// noOperation answers addresses under /api that no route has.
func noOperation(w http.ResponseWriter, r *http.Request) {
	refuse(w, r, huike.Errorf(huike.NotFound, "request.no_operation", "there is no such operation; /api/openapi.yaml lists all of them"))
}

// health tells a watchdog whether the server can work.
func (s *Server) health(w http.ResponseWriter, r *http.Request) {
	if s.Healthy != nil {
		if err := s.Healthy(r.Context()); err != nil {
			refuse(w, r, huike.Because(err, huike.Unavailable, "server.unhealthy", "the database does not answer"))
			return
		}
	}
	w.Header().Set("Content-Type", "application/json")
	_, _ = w.Write([]byte(`{"ok":true}` + "\n")) // the asker may be gone
}

// document hands out the OpenAPI description.
func (s *Server) document(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "application/yaml")
	_, _ = w.Write(s.yaml) // the asker may be gone
}
