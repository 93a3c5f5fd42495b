package api

import (
	"context"
	"net"

	"huike"
	"huike/auth"
)

// What a session holds.
const (
	sessionUser  = "user"
	sessionStamp = "stamp"
)

func (s *Server) login(ctx context.Context, in *LoginRequest) (LoggedIn, error) {
	u, err := s.Auth.LogIn(ctx, auth.Attempt{Login: in.Body.Login, Password: in.Body.Password,
		Address: addressOf(requestOf(ctx).RemoteAddr), At: s.Clock()})
	if err != nil {
		return LoggedIn{}, err
	}
	if err := s.sessions.RenewToken(ctx); err != nil {
		return LoggedIn{}, huike.Because(err, huike.Internal, "auth.session", "no session can be kept")
	}
	s.sessions.Put(ctx, sessionUser, u.ID)
	s.sessions.Put(ctx, sessionStamp, u.Stamp())
	return LoggedIn{User: userOf(u)}, nil
}

func (s *Server) logout(ctx context.Context, _ *None) error { return s.sessions.Destroy(ctx) }

func (s *Server) me(ctx context.Context, _ *None) (Me, error) {
	c := callerOf(ctx)
	me := Me{User: userOf(c.user), Version: s.Version, Demo: s.Demo}
	me.User.Role = RoleName(c.role)
	for _, p := range c.role.Permissions() {
		me.Permissions = append(me.Permissions, string(p))
	}
	if s.rooms.Shops == nil {
		return me, nil
	}
	shops, err := s.rooms.Shops.List(ctx, &None{})
	if err != nil {
		return Me{}, err
	}
	me.Shops = shops.Items
	e, err := s.rooms.Shops.Extent(ctx)
	if e.Found {
		me.FirstDay, me.LastDay, me.AsOf = &e.First, &e.Last, &e.Last
	}
	return me, err
}

func (s *Server) listJobs(context.Context, *None) (List[JobEntry], error) {
	return s.Jobs.list(), nil
}

func (s *Server) cancelJob(_ context.Context, in *JobRef) error { return s.Jobs.Cancel(in.ID) }

func userOf(u auth.User) User {
	return User{ID: u.ID, Login: u.Login, Name: u.Name, Role: RoleName(u.Role)}
}

// addressOf takes the port off a network address.
func addressOf(remote string) string {
	host, _, err := net.SplitHostPort(remote)
	if err != nil {
		return remote
	}
	return host
}
