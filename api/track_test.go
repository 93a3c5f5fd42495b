package api

import (
	"context"
	"strings"
	"testing"

	"huike"
	"huike/auth"
	"huike/store"
	"huike/store/storetest"
)

// oneMail is a tracking of one mail, whose token is "good".
type oneMail struct{ opened, clicked, unsubscribed int }

func (m *oneMail) Known(_ context.Context, token string) error {
	if token != "good" {
		return huike.Errorf(huike.NotFound, "track.unknown", "this link is not one of ours")
	}
	return nil
}

func (m *oneMail) Opens(ctx context.Context, token string) error { return m.Known(ctx, token) }

func (m *oneMail) Target(ctx context.Context, token string) (string, error) {
	if err := m.Known(ctx, token); err != nil {
		return "", err
	}
	return "https://shop.example/?a=1", nil
}

func (m *oneMail) Open(ctx context.Context, token string) error {
	return m.count(ctx, token, &m.opened)
}

func (m *oneMail) Click(ctx context.Context, token string) (string, error) {
	if err := m.count(ctx, token, &m.clicked); err != nil {
		return "", err
	}
	return "https://shop.example/?a=1", nil
}

func (m *oneMail) Unsubscribe(ctx context.Context, token, _ string) error {
	return m.count(ctx, token, &m.unsubscribed)
}

func (m *oneMail) count(ctx context.Context, token string, n *int) error {
	err := m.Known(ctx, token)
	if err == nil {
		*n++
	}
	return err
}

func TestTrackingPages(t *testing.T) {
	mail := &oneMail{}
	s := newStand(t, onDuckDB(t), func(_ *stand, c *Config) { c.Rooms.Tracking = mail })
	const form = "Content-Type: application/x-www-form-urlencoded"
	s.play(t, []Scenario{
		{Name: "open", Method: "GET", Path: "/t/o/good.gif", WantStatus: 200, WantContains: []string{"GIF89a"}},
		{Name: "click", Method: "GET", Path: "/t/c/good", WantStatus: 302},
		{Name: "forged open", Method: "GET", Path: "/t/o/bad.gif", WantStatus: 404, WantAbsent: []string{"GIF89a"}},
		{Name: "forged click goes nowhere", Method: "GET", Path: "/t/c/bad?to=https://evil.example", WantStatus: 404, WantAbsent: []string{"evil"}},
		{Name: "ask", Method: "GET", Path: "/u/good", WantStatus: 200, WantContains: []string{"确认退订", "Unsubscribe", `method="post"`}, WantAbsent: []string{"<script"}},
		{Name: "forged ask", Method: "GET", Path: "/u/bad", WantStatus: 404, WantContains: []string{"此链接无效"}},
		{Name: "a post that says nothing", Method: "POST", Path: "/u/good", Headers: []string{form}, WantStatus: 200, WantContains: []string{"确认退订"}},
	})
	if *mail != (oneMail{opened: 1, clicked: 1}) {
		t.Errorf("looking changed something: %+v", *mail)
	}
	s.play(t, []Scenario{
		{Name: "one click without cookie", Method: "POST", Path: "/u/good", Headers: []string{form}, Body: "List-Unsubscribe=One-Click", WantStatus: 200, WantContains: []string{"您已退订"}},
		{Name: "the button", Method: "POST", Path: "/u/good", Headers: []string{form, "Sec-Fetch-Site: same-origin"}, Body: "confirm=yes", WantStatus: 200, WantContains: []string{"You are unsubscribed"}},
		{Name: "forged one click", Method: "POST", Path: "/u/bad", Headers: []string{form}, Body: "List-Unsubscribe=One-Click", WantStatus: 404},
		{Name: "logged in or not does not matter", Method: "GET", Path: "/u/good", As: auth.Analyst, WantStatus: 200},
	})
	if mail.unsubscribed != 2 {
		t.Errorf("unsubscribed %d times", mail.unsubscribed)
	}
	w := s.request("GET", "/u/good", "")
	if p := w.Header().Get("Content-Security-Policy"); !strings.Contains(p, "default-src 'none'") || w.Header().Get("Set-Cookie") != "" {
		t.Errorf("the page has the policy %q and the cookie %q", p, w.Header().Get("Set-Cookie"))
	}
	// RFC 8058, section 3.2: the body may also be multipart/form-data.
	body := "--b\r\nContent-Disposition: form-data; name=\"List-Unsubscribe\"\r\n\r\nOne-Click\r\n--b--\r\n"
	if w := s.request("POST", "/u/good", body, "Content-Type: multipart/form-data; boundary=b"); w.Code != 200 || mail.unsubscribed != 3 {
		t.Errorf("one click as multipart: %d, %d", w.Code, mail.unsubscribed)
	}
}

// What only asks changes nothing, on any route, and is answered as GET would.
func TestCase20_HeadCountsNothing(t *testing.T) {
	mail := &oneMail{}
	s := newStand(t, onDuckDB(t), func(_ *stand, c *Config) { c.Rooms.Tracking = mail })
	for _, path := range []string{"/t/o/good.gif", "/t/o/good", "/t/o/bad.gif", "/t/c/good", "/t/c/bad", "/u/good", "/u/bad"} {
		got := s.request("HEAD", path, "")
		if *mail != (oneMail{}) {
			t.Fatalf("HEAD %s counted: %+v", path, *mail)
		}
		want := s.request("GET", path, "")
		*mail = oneMail{}
		if got.Code != want.Code {
			t.Errorf("HEAD %s: %d, GET: %d", path, got.Code, want.Code)
		}
		for _, name := range []string{"Location", "Content-Type", "Cache-Control", "Content-Security-Policy"} {
			if got.Header().Get(name) != want.Header().Get(name) {
				t.Errorf("HEAD %s: %s is %q, of GET %q", path, name, got.Header().Get(name), want.Header().Get(name))
			}
		}
	}
}

// The same for what the API notes: asking for the head of personal data shows
// none and is no line of the audit, and needs the same right.
func TestCase20_HeadOfTheAPIDoesNothing(t *testing.T) {
	s := furnished(t, storetest.Open(t, store.DuckDB, roomSchemas...))
	for _, r := range s.server.Routes() {
		if r.Method != "GET" || r.ID == "" {
			continue
		}
		path := strings.NewReplacer("{id}", "1", "{name}", "x").Replace(r.Path) + "?unmask=true"
		if w := s.request("HEAD", path, "", s.as(auth.Admin)); w.Code != 200 || w.Body.Len() != 0 {
			t.Errorf("HEAD %s: %d with %d bytes", path, w.Code, w.Body.Len())
		}
		if w := s.request("HEAD", path, ""); w.Code != 401 {
			t.Errorf("HEAD %s as nobody: %d", path, w.Code)
		}
	}
	if _, total, err := s.auth.Audit(context.Background(), auth.AuditFilter{Limit: 1}); err != nil || total != 0 {
		t.Errorf("%d lines in the audit, %v", total, err)
	}
	if len(s.server.Jobs.list().Items) != 0 {
		t.Error("a job has begun")
	}
}

// The token is the right to leave, wherever the request comes from; the pages of
// those who are logged in stay guarded.
func TestCase20_LeavingFromAnywhere(t *testing.T) {
	origins := [][]string{
		{}, {"Origin: null"}, {"Origin: https://webmail.example"}, {"Origin: http://crm.shop.example"}, {"Origin: https://example.com"},
		{"Sec-Fetch-Site: cross-site"}, {"Sec-Fetch-Site: cross-site", "Origin: https://webmail.example"}, {"Sec-Fetch-Site: same-site"},
		{"Sec-Fetch-Site: none"}, {"Sec-Fetch-Site: same-origin"}, {"Sec-Fetch-Site: cross-site", "Origin: null"},
		{"X-Forwarded-Proto: https", "X-Forwarded-Host: crm.shop.example", "Origin: https://crm.shop.example"},
	}
	mail := &oneMail{}
	s := newStand(t, onDuckDB(t), func(_ *stand, c *Config) { c.Rooms.Tracking = mail })
	s.addUser(auth.Admin)
	cookie, _ := s.login("admin", good)
	n := 0
	for _, o := range origins {
		for _, body := range []string{"List-Unsubscribe=One-Click", "confirm=yes"} {
			n++
			headers := append([]string{"Content-Type: application/x-www-form-urlencoded"}, o...)
			if w := s.request("POST", "/u/good", body, headers...); w.Code != 200 || mail.unsubscribed != n {
				t.Errorf("%v %s: %d, %d left", o, body, w.Code, mail.unsubscribed)
			}
		}
	}
	for _, path := range []string{"/api/keys", "/api/logout", "/u/good/more"} {
		w := s.request("POST", path, `{"name":"x","role":"admin"}`, cookie, "Origin: https://evil.example", "Sec-Fetch-Site: cross-site")
		if w.Code != 403 {
			t.Errorf("POST %s from another site: %d", path, w.Code)
		}
	}
}
