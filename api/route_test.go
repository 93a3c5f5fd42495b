package api

import (
	"net/http"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"huike/auth"
)

// TestEveryRouteAsksForItsPermission walks the route list with every role and
// with nobody: only who holds the permission gets past the door.
func TestEveryRouteAsksForItsPermission(t *testing.T) {
	s := newStand(t, onDuckDB(t), nil)
	path := strings.NewReplacer("{id}", "4711", "{name}", "x", "{token}", "x")
	for _, r := range s.server.Routes() {
		for _, role := range append([]auth.Role{""}, auth.Roles...) {
			w := s.request(r.Method, path.Replace(r.Path), "", s.as(role))
			want := "in"
			switch {
			case role.May(r.Permission):
			case role == "":
				want = "401"
			default:
				want = "403"
			}
			got := "in"
			if w.Code == http.StatusUnauthorized || w.Code == http.StatusForbidden {
				got = strconv.Itoa(w.Code)
			}
			if got != want {
				t.Errorf("%s %s as %q: %s, want %s: %s", r.Method, r.Path, role, got, want, w.Body)
			}
		}
	}
}

// TestRoutesEqualDocument compares the route list with the committed OpenAPI text.
func TestRoutesEqualDocument(t *testing.T) {
	text, err := os.ReadFile("openapi.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var inDocument, inList []string
	path := ""
	for line := range strings.Lines(string(text)) {
		line = strings.TrimRight(line, "\n")
		if name, ok := strings.CutPrefix(line, "  /"); ok {
			path = "/" + strings.TrimSuffix(name, ":")
		}
		method := strings.TrimSuffix(strings.TrimSpace(line), ":")
		if strings.HasPrefix(line, "    ") && line[4] != ' ' && slices.Contains([]string{"get", "post", "put", "delete"}, method) {
			inDocument = append(inDocument, strings.ToUpper(method)+" "+path)
		}
	}
	for _, r := range (&Server{}).Routes() {
		if r.page == nil {
			inList = append(inList, r.Method+" "+r.Path)
		}
	}
	slices.Sort(inDocument)
	slices.Sort(inList)
	if !slices.Equal(inDocument, inList) {
		t.Errorf("the document has\n%s\nthe list has\n%s", strings.Join(inDocument, "\n"), strings.Join(inList, "\n"))
	}
}

// TestRoutesHaveKnownPermissions: a route whose permission no role holds would be shut for all.
func TestRoutesHaveKnownPermissions(t *testing.T) {
	for _, r := range (&Server{}).Routes() {
		if !auth.Admin.May(r.Permission) {
			t.Errorf("%s %s asks for %q, which not even an admin has", r.Method, r.Path, r.Permission)
		}
		if r.page == nil && r.Permission == auth.Public && r.ID != "login" {
			t.Errorf("%s %s is open to everybody", r.Method, r.Path)
		}
	}
}

// TestRouteWithoutPermissionIsDenied: what nobody thought about is shut.
func TestRouteWithoutPermissionIsDenied(t *testing.T) {
	s := newStand(t, onDuckDB(t), nil)
	mux := http.NewServeMux()
	api := describe(mux)
	api.UseMiddleware(permit)
	register(mux, api, []Route{at("GET /api/forgotten", "", "forgotten", to(s.server.listJobs))})
	s.server.mux.Handle("/api/forgotten", mux)
	if w := s.request("GET", "/api/forgotten", "", s.as(auth.Admin)); w.Code != http.StatusForbidden {
		t.Errorf("status %d: %s", w.Code, w.Body)
	}
}
