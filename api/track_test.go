package api

import (
	"context"
	"strings"
	"testing"

	"huike"
	"huike/auth"
)

// oneMail is a tracking of one mail, whose token is "good".
type oneMail struct{ opened, clicked, unsubscribed int }

func (m *oneMail) Known(_ context.Context, token string) error {
	if token != "good" {
		return huike.Errorf(huike.NotFound, "track.unknown", "this link is not one of ours")
	}
	return nil
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
