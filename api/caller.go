package api

import (
	"context"
	"net/http"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"huike"
	"huike/auth"
)

// caller is who asks: a person with a session, or a program with a key. The
// zero caller is nobody.
type caller struct {
	user  auth.User // zero for a program
	role  auth.Role
	actor string // user:3, key:7
}

type callerKey struct{}

func callerOf(ctx context.Context) caller {
	c, _ := ctx.Value(callerKey{}).(caller)
	return c
}

// actorOf names the caller for batches, versions and the audit.
func actorOf(ctx context.Context) string { return callerOf(ctx).actor }

// identify finds out who asks. A wrong key is refused at once; a session that
// is over asks as nobody.
func (s *Server) identify(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		c, err := s.caller(r)
		if err != nil {
			refuse(w, r, err)
			return
		}
		traceOf(r.Context()).actor = c.actor
		next.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), callerKey{}, c)))
	})
}

func (s *Server) caller(r *http.Request) (caller, error) {
	if header := r.Header.Get("Authorization"); header != "" {
		secret, ok := strings.CutPrefix(header, "Bearer ")
		if !ok {
			return caller{}, huike.Errorf(huike.Unauthentic, "auth.wrong_scheme", "write the header as Authorization: Bearer hk_…")
		}
		k, err := s.Auth.UseKey(r.Context(), secret, s.Clock())
		return caller{role: k.Role, actor: k.Actor()}, err
	}
	return s.person(r.Context())
}

// person is who logged in with this session, if the access still stands as it did then.
func (s *Server) person(ctx context.Context) (caller, error) {
	id := s.sessions.GetInt64(ctx, sessionUser)
	if id == 0 {
		return caller{}, nil
	}
	u, err := s.Auth.User(ctx, id)
	if huike.KindOf(err) == huike.NotFound || err == nil && (u.Disabled || u.Stamp() != s.sessions.GetString(ctx, sessionStamp)) {
		return caller{}, s.sessions.Destroy(ctx)
	}
	if err != nil {
		return caller{}, err
	}
	return caller{user: u, role: u.Role, actor: u.Actor()}, nil
}

// permit is the one place that compares what a route asks with what a role
// may. A route that names no permission is denied.
func permit(ctx huma.Context, next func(huma.Context)) {
	p, named := ctx.Operation().Metadata[permissionKey].(auth.Permission)
	role := callerOf(ctx.Context()).role
	r, w := humago.Unwrap(ctx)
	if named && role.May(p) {
		if asksOnly(r) {
			head(ctx, w)
			return
		}
		next(ctx)
		return
	}
	if role == "" {
		refuse(w, r, huike.Errorf(huike.Unauthentic, "auth.login_needed", "log in first"))
		return
	}
	refuse(w, r, huike.Errorf(huike.Denied, "auth.denied", "your role %s may not do this; ask somebody with the permission %s", role, p))
}

// head answers a request for the head of an answer without making the answer:
// some are noted in the audit, or begin work. It has no length, which only the
// making would tell (RFC 9110, 9.3.2).
func head(ctx huma.Context, w http.ResponseWriter) {
	for _, code := range []string{"200", "204"} {
		if answer := ctx.Operation().Responses[code]; answer != nil {
			for kind := range answer.Content {
				w.Header().Set("Content-Type", kind)
				break
			}
		}
	}
	w.WriteHeader(http.StatusOK)
}
