package api

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"mime/multipart"
	"net/http"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"huike"
	"huike/auth"
)

func TestProblems(t *testing.T) {
	s := newStand(t, onDuckDB(t), nil)
	s.play(t, []Scenario{
		{Name: "no operation", Method: "GET", Path: "/api/nothing", As: auth.Admin, WantStatus: 404, WantContains: []string{`"code":"request.no_operation"`, `"type":"about:blank"`, `"status":404`, `"title":"Not Found"`}},
		{Name: "no login", Method: "GET", Path: "/api/segments", WantStatus: 401, WantContains: []string{`"code":"auth.login_needed"`}},
		{Name: "a room that is not there", Method: "GET", Path: "/api/segments", As: auth.Admin, WantStatus: 503, WantContains: []string{`"code":"room.absent"`}},
		{Name: "no such day", Method: "GET", Path: "/api/overview?as_of=2011-02-30", As: auth.Admin, WantStatus: 422, WantContains: []string{"query.as_of"}},
		{Name: "no such enum", Method: "GET", Path: "/api/customers?stage=asleep", As: auth.Admin, WantStatus: 422, WantContains: []string{"query.stage"}},
		{Name: "too long a page", Method: "GET", Path: "/api/customers?limit=100000", As: auth.Admin, WantStatus: 422, WantContains: []string{"query.limit"}},
		{Name: "the document", Method: "GET", Path: "/api/openapi.yaml", WantStatus: 200, WantContains: []string{"openapi: 3.1.0"}},
		{Name: "health", Method: "GET", Path: "/healthz", WantStatus: 200, WantContains: []string{"true"}},
	})
}

func TestKindsHaveTheirStatus(t *testing.T) {
	f := func(kind huike.Kind, want int) {
		t.Helper()
		p := problemOf(context.Background(), huike.Because(errors.New("disk"), kind, "x.y", "a sentence"))
		if p.Status != want || p.Code != "x.y" || strings.Contains(p.Detail, "disk") {
			t.Errorf("%s: %+v", kind, p)
		}
	}
	f(huike.Invalid, 422)
	f(huike.NotFound, 404)
	f(huike.Conflict, 409)
	f(huike.Denied, 403)
	f(huike.Unauthentic, 401)
	f(huike.Unavailable, 503)
	f(huike.Internal, 500)
	p := problemOf(context.Background(), errors.New("password=1"))
	want := &Problem{Type: "about:blank", Title: "Internal Server Error", Status: 500, Code: "internal", Detail: "Something went wrong inside Huike; the log says what."}
	if diff := cmp.Diff(want, p); diff != "" {
		t.Error(diff)
	}
}

func TestCrossSiteIsRefused(t *testing.T) {
	s := newStand(t, onDuckDB(t), nil)
	s.addUser(auth.Admin)
	cookie, _ := s.login("admin", good)
	s.play(t, []Scenario{
		{Name: "another site's form", Method: "POST", Path: "/api/logout", Headers: []string{cookie, "Sec-Fetch-Site: cross-site"}, WantStatus: 403, WantContains: []string{"request.cross_site"}},
		{Name: "an old browser's form", Method: "POST", Path: "/api/logout", Headers: []string{cookie, "Origin: https://evil.example"}, WantStatus: 403},
		{Name: "our own page", Method: "POST", Path: "/api/logout", Headers: []string{cookie, "Sec-Fetch-Site: same-origin"}, WantStatus: 204},
	})
}

func TestHeadersAndFiles(t *testing.T) {
	s := newStand(t, onDuckDB(t), nil)
	f := func(path, accept string, status int, cache, encoding, body string) {
		t.Helper()
		w := s.request("GET", path, "", "Accept-Encoding: "+accept)
		h := w.Header()
		if w.Code != status || h.Get("Cache-Control") != cache || h.Get("Content-Encoding") != encoding || !strings.Contains(w.Body.String(), body) {
			t.Errorf("%s (%s): %d %q %q %s", path, accept, w.Code, h.Get("Cache-Control"), h.Get("Content-Encoding"), w.Body)
		}
		if h.Get("X-Content-Type-Options") != "nosniff" || !strings.Contains(h.Get("Content-Security-Policy"), "frame-ancestors 'none'") || h.Get("X-Request-Id") == "" {
			t.Errorf("%s lacks a header: %v", path, h)
		}
	}
	const forever = "public, max-age=31536000, immutable"
	f("/", "", 200, "no-cache", "", "<title>Huike")
	f("/customers/42", "", 200, "no-cache", "", "<title>Huike")
	f("/assets/app-1a2b.js", "", 200, forever, "", "export {}")
	f("/assets/app-1a2b.js", "gzip, br", 200, forever, "br", "brotli")
	f("/assets/app-1a2b.js", "gzip, br;q=0", 200, forever, "gzip", "gzip")
	f("/assets/missing.js", "", 404, "", "", "request.no_file")
	f("/etc/passwd", "", 200, "no-cache", "", "<title>Huike")
	f("/api/me", "", 401, "no-store", "", "auth.login_needed")
	if w := s.request("POST", "/", "x"); w.Code != 404 {
		t.Errorf("a post to the app: %d", w.Code)
	}
	tag := s.request("GET", "/", "").Header().Get("ETag")
	if w := s.request("GET", "/", "", "If-None-Match: "+tag); w.Code != 304 {
		t.Errorf("an unchanged page: %d", w.Code)
	}
}

func TestPanicsAreAnswered(t *testing.T) {
	s := newStand(t, onDuckDB(t), nil)
	s.server.mux.HandleFunc("GET /broken", func(http.ResponseWriter, *http.Request) { panic("BUG: broken") })
	w := s.request("GET", "/broken", "")
	if w.Code != 500 || strings.Contains(w.Body.String(), "BUG") || !strings.Contains(s.log.String(), "BUG: broken") {
		t.Errorf("%d %s; log %s", w.Code, w.Body, s.log)
	}
}

func TestLogHoldsNoPersonalData(t *testing.T) {
	s := newStand(t, onDuckDB(t), nil)
	s.request("GET", "/api/customers?q=lilei%40example.com", "", s.as(auth.Analyst))
	s.request("GET", "/u/secret-token", "")
	log := s.log.String()
	for _, not := range []string{"lilei", "example.com", "secret-token", s.keys[auth.Analyst]} {
		if strings.Contains(log, not) {
			t.Errorf("the log has %q: %s", not, log)
		}
	}
	if !strings.Contains(log, `route="GET /api/customers"`) || !strings.Contains(log, "actor=key:4") || !strings.Contains(log, "code=room.absent") {
		t.Errorf("the log does not say what happened: %s", log)
	}
}

// sendFile uploads content under a field name.
func (s *stand) sendFile(path, field, name string, content []byte, headers ...string) (int, string) {
	s.t.Helper()
	var b bytes.Buffer
	m := multipart.NewWriter(&b)
	part, err := m.CreateFormFile(field, name)
	s.must(err)
	_, err = part.Write(content)
	s.must(err)
	s.must(m.Close())
	w := s.request("POST", path, b.String(), append(headers, "Content-Type: "+m.FormDataContentType())...)
	return w.Code, w.Body.String()
}

func TestUploads(t *testing.T) {
	now := noon
	dir := t.TempDir()
	u, err := NewUploads(dir, func() time.Time { return now })
	if err != nil {
		t.Fatal(err)
	}
	up, err := u.keep("../../订单.csv", strings.NewReader("a,b\n"))
	if err != nil || up.Name != "订单.csv" || up.Size != 4 || !strings.HasPrefix(up.Path, dir) || !strings.HasSuffix(up.Path, ".csv") {
		t.Fatalf("%+v %v", up, err)
	}
	if got, err := u.Get(up.ID); err != nil || got.Path != up.Path {
		t.Errorf("%+v %v", got, err)
	}
	if _, err := u.keep("x.csv", strings.NewReader("")); huike.CodeOf(err) != "upload.empty" {
		t.Errorf("an empty file: %v", err)
	}
	now = noon.Add(uploadLife + time.Second)
	u.Sweep()
	if _, err := u.Get(up.ID); huike.KindOf(err) != huike.NotFound {
		t.Errorf("after an hour: %v", err)
	}
	left, err := os.ReadDir(dir)
	if err != nil || len(left) != 0 {
		t.Errorf("left on disk: %v %v", left, err)
	}
	taken, err := u.keep("x.csv", strings.NewReader("a"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := u.Take(taken.ID); err != nil {
		t.Fatal(err)
	}
	if _, err := u.Take(taken.ID); huike.KindOf(err) != huike.NotFound {
		t.Errorf("taken twice: %v", err)
	}
	if _, err := NewUploads(dir, time.Now); err != nil {
		t.Fatal(err)
	}
	if left, _ = os.ReadDir(dir); len(left) != 0 {
		t.Errorf("a new start leaves %v", left)
	}
}

func TestJobs(t *testing.T) {
	s := newStand(t, onDuckDB(t), nil)
	jobs := s.server.Jobs
	started, failing := make(chan struct{}), errors.New("row 7 of lilei@example.com")
	waiting := jobs.Start(context.Background(), Work{"import", "a.csv", "rows", func(ctx context.Context, j *Job) error {
		j.Progress(3, 10)
		j.About(12)
		close(started)
		<-ctx.Done()
		return ctx.Err()
	}})
	<-started
	s.play(t, []Scenario{
		{Name: "list", Method: "GET", Path: "/api/jobs", As: auth.Analyst, WantStatus: 200, WantContains: []string{`"done":3`, `"total":10`, `"state":"running"`, `"subject":12`, `"label":"a.csv"`}},
		{Name: "cancel unknown", Method: "POST", Path: "/api/jobs/x/cancel", As: auth.Operator, WantStatus: 404},
		{Name: "cancel", Method: "POST", Path: "/api/jobs/" + waiting.ID() + "/cancel", As: auth.Operator, WantStatus: 204},
	})
	jobs.Start(context.Background(), Work{"import", "b.csv", "rows", func(context.Context, *Job) error { return failing }})
	jobs.Start(context.Background(), Work{"import", "c.csv", "rows", func(context.Context, *Job) error { panic("BUG") }})
	jobs.wg.Wait()
	states := map[string]JobState{}
	for _, j := range jobs.list().Items {
		states[j.Label] = j.State
		if strings.Contains(j.Message, "lilei") {
			t.Errorf("the job tells the cause: %s", j.Message)
		}
	}
	if diff := cmp.Diff(map[string]JobState{"a.csv": "cancelled", "b.csv": "failed", "c.csv": "failed"}, states); diff != "" {
		t.Error(diff)
	}
	if err := jobs.Cancel(waiting.ID()); huike.KindOf(err) != huike.Conflict {
		t.Errorf("cancelled twice: %v", err)
	}
	s.now = noon.Add(jobShown + time.Second)
	if l := jobs.list(); l.Total != 0 {
		t.Errorf("still shown: %v", l)
	}
}

func TestAnswersHaveNoNull(t *testing.T) {
	type Inner struct {
		Names []string          `json:"names"`
		More  map[string]string `json:"more"`
		Rule  Rule              `json:"rule"`
		None  *int              `json:"none,omitempty"`
	}
	type outer struct {
		Inner
		Deep []Inner `json:"deep"`
		Ptr  *Inner  `json:"ptr"`
	}
	v, err := fillLists(nil, "200", outer{Deep: []Inner{{}}, Ptr: &Inner{}})
	if err != nil {
		t.Fatal(err)
	}
	b, err := json.Marshal(v)
	if err != nil || strings.Contains(string(b), "null") {
		t.Errorf("%s %v", b, err)
	}
}
