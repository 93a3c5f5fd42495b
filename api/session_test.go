package api

import (
	"context"
	"strings"
	"testing"

	"huike/auth"
	"huike/store"
)

func TestLoginLogout(t *testing.T) {
	eachEngine(t, func(t *testing.T, db store.DB) {
		s := newStand(t, db, nil)
		s.addUser(auth.Admin)
		cookie, w := s.login("ADMIN", good)
		if w.Code != 200 || !strings.Contains(w.Body.String(), `"role":"admin"`) {
			t.Fatalf("login: %d %s", w.Code, w.Body)
		}
		set := w.Header().Get("Set-Cookie")
		for _, want := range []string{"HttpOnly", "SameSite=Lax", "Path=/"} {
			if !strings.Contains(set, want) {
				t.Errorf("the cookie lacks %s: %s", want, set)
			}
		}
		if strings.Contains(set, "Secure") {
			t.Errorf("the cookie is Secure without TLS, so a browser would drop it: %s", set)
		}
		s.play(t, []Scenario{
			{Name: "me", Method: "GET", Path: "/api/me", Headers: []string{cookie}, WantStatus: 200,
				WantContains: []string{`"login":"admin"`, `"shops":[]`, `"user.manage"`, `"version":"test"`}, WantAbsent: []string{"null", "as_of"}},
			{Name: "logout", Method: "POST", Path: "/api/logout", Headers: []string{cookie}, WantStatus: 204},
			{Name: "the cookie is dead afterwards", Method: "GET", Path: "/api/me", Headers: []string{cookie}, WantStatus: 401, WantContains: []string{"auth.login_needed"}},
			{Name: "an invented cookie", Method: "GET", Path: "/api/me", Headers: []string{"Cookie: huike_session=abc"}, WantStatus: 401},
		})
	})
}

func TestSessionEndsWithAccess(t *testing.T) {
	s := newStand(t, onDuckDB(t), nil)
	s.addUser(auth.Admin)
	u := s.addUser(auth.Operator)
	change := func(c auth.UserChange) {
		t.Helper()
		c.ID, c.Name = u.ID, "Li"
		_, err := s.auth.ChangeUser(context.Background(), c)
		s.must(err)
	}
	f := func(cookie string, want int) {
		t.Helper()
		if w := s.request("GET", "/api/me", "", cookie); w.Code != want {
			t.Errorf("status %d, want %d: %s", w.Code, want, w.Body)
		}
	}
	cookie, _ := s.login("operator", good)
	f(cookie, 200)
	change(auth.UserChange{Role: auth.Analyst})
	if w := s.request("POST", "/api/segments", "{}", cookie); w.Code != 403 {
		t.Errorf("a lost role still works: %d", w.Code)
	}
	change(auth.UserChange{Role: auth.Operator, Password: good + "!"})
	f(cookie, 401)
	cookie, _ = s.login("operator", good+"!")
	f(cookie, 200)
	change(auth.UserChange{Role: auth.Operator, Disabled: true})
	f(cookie, 401)
}

func TestLoginRefusals(t *testing.T) {
	s := newStand(t, onDuckDB(t), nil)
	s.addUser(auth.Admin)
	_, wrong := s.login("admin", "wrong")
	_, unknown := s.login("nobody", "wrong")
	if wrong.Code != 401 || wrong.Body.String() != unknown.Body.String() {
		t.Errorf("wrong password %d %s, unknown login %d %s", wrong.Code, wrong.Body, unknown.Code, unknown.Body)
	}
	for range 4 {
		s.login("admin", "wrong")
	}
	cookie, limited := s.login("admin", good)
	if limited.Code != 429 || cookie != "" || !strings.Contains(limited.Body.String(), auth.CodeTooOften) {
		t.Errorf("after five failures: %d %s", limited.Code, limited.Body)
	}
	if log := s.log.String(); strings.Contains(log, good) || strings.Contains(log, "Li Lei") || strings.Contains(log, "nobody") {
		t.Errorf("the log holds what a person typed: %s", log)
	}
	s.play(t, []Scenario{
		{Name: "empty", Method: "POST", Path: "/api/login", Body: `{"login":"","password":""}`, WantStatus: 422, WantContains: []string{"request.invalid", "body.login"}},
		{Name: "no echo of a value", Method: "POST", Path: "/api/login", Body: `{"login":"a","password":"` + strings.Repeat("secret", 200) + `"}`,
			WantStatus: 422, WantContains: []string{"body.password"}, WantAbsent: []string{"secretsecret"}},
		{Name: "no JSON", Method: "POST", Path: "/api/login", Body: "{", WantStatus: 400},
	})
}

func TestLoginMakesANewToken(t *testing.T) {
	s := newStand(t, onDuckDB(t), nil)
	s.addUser(auth.Admin)
	first, _ := s.login("admin", good)
	w := s.request("POST", "/api/login", `{"login":"admin","password":"`+good+`"}`, first)
	if next := w.Header().Get("Set-Cookie"); w.Code != 200 || next == "" || strings.Contains(next, strings.TrimPrefix(first, "Cookie: ")) {
		t.Errorf("the token stayed the same over a login: %q", next)
	}
	if w := s.request("GET", "/api/me", "", first); w.Code != 401 {
		t.Errorf("the old token still works: %d", w.Code)
	}
}

func TestCookieIsSecureUnderTLS(t *testing.T) {
	s := newStand(t, onDuckDB(t), func(_ *stand, c *Config) { c.PublicURL = "https://huike.example.com" })
	s.addUser(auth.Admin)
	_, w := s.login("admin", good)
	if !strings.Contains(w.Header().Get("Set-Cookie"), "Secure") {
		t.Errorf("cookie %s", w.Header().Get("Set-Cookie"))
	}
}

func TestKeys(t *testing.T) {
	s := newStand(t, onDuckDB(t), nil)
	s.play(t, []Scenario{
		{Name: "a key gets in", Method: "GET", Path: "/api/me", As: auth.Analyst, WantStatus: 200, WantContains: []string{`"role":"analyst"`}},
		{Name: "a wrong key", Method: "GET", Path: "/api/me", Headers: []string{"Authorization: Bearer hk_x"}, WantStatus: 401, WantContains: []string{"auth.wrong_key"}},
		{Name: "another scheme", Method: "GET", Path: "/api/me", Headers: []string{"Authorization: Basic eDp4"}, WantStatus: 401, WantContains: []string{"auth.wrong_scheme"}},
		{Name: "an admin makes a key", Method: "POST", Path: "/api/keys", As: auth.Admin, Body: `{"name":"till","role":"operator"}`, WantStatus: 200, WantContains: []string{`"key":"hk_`}},
		{Name: "lists never show it", Method: "GET", Path: "/api/keys", As: auth.Admin, WantStatus: 200, WantContains: []string{`"name":"till"`, `"total":5`}, WantAbsent: []string{`"key":`}},
		{Name: "an unknown role", Method: "POST", Path: "/api/keys", As: auth.Admin, Body: `{"name":"till","role":"boss"}`, WantStatus: 422},
		{Name: "revoke", Method: "DELETE", Path: "/api/keys/5", As: auth.Admin, WantStatus: 204},
		{Name: "revoke twice", Method: "DELETE", Path: "/api/keys/5", As: auth.Admin, WantStatus: 404, WantContains: []string{"auth.no_key"}},
		{Name: "it stands in the audit", Method: "GET", Path: "/api/audit?action=key.revoke", As: auth.Admin, WantStatus: 200,
			WantContains: []string{`"subject":"key:5"`, `"actor":"key:1"`, `"actor_name":"admin"`, `"total":1`}},
	})
}

func TestUsers(t *testing.T) {
	s := newStand(t, onDuckDB(t), nil)
	s.addUser(auth.Admin)
	s.play(t, []Scenario{
		{Name: "add", Method: "POST", Path: "/api/users", As: auth.Admin, Body: `{"login":"mei","name":"Han Meimei","role":"approver","password":"` + good + `"}`,
			WantStatus: 200, WantContains: []string{`"role":"approver"`}, WantAbsent: []string{"password", good}},
		{Name: "taken", Method: "POST", Path: "/api/users", As: auth.Admin, Body: `{"login":"MEI","name":"x","role":"approver","password":"` + good + `"}`,
			WantStatus: 409, WantContains: []string{"auth.login_taken"}},
		{Name: "a field nobody knows", Method: "POST", Path: "/api/users", As: auth.Admin, Body: `{"login":"a","name":"x","role":"approver","password":"` + good + `","root":true}`,
			WantStatus: 422, WantContains: []string{"body.root"}},
		{Name: "change", Method: "PUT", Path: "/api/users/2", As: auth.Admin, Body: `{"name":"Mei","role":"analyst","disabled":false}`, WantStatus: 200, WantContains: []string{`"role":"analyst"`}},
		{Name: "the last admin stays", Method: "PUT", Path: "/api/users/1", As: auth.Admin, Body: `{"name":"x","role":"analyst","disabled":false}`, WantStatus: 409},
		{Name: "nobody there", Method: "PUT", Path: "/api/users/77", As: auth.Admin, Body: `{"name":"x","role":"analyst","disabled":false}`, WantStatus: 404},
		{Name: "list", Method: "GET", Path: "/api/users", As: auth.Admin, WantStatus: 200, WantContains: []string{`"total":2`}, WantAbsent: []string{"argon2"}},
	})
}
