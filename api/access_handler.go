package api

import (
	"context"
	"strconv"
	"time"

	"huike/auth"
)

// Book notes in the audit what a caller saw or changed.
type Book struct {
	Auth  *auth.Auth
	Clock func() time.Time
}

// note adds a line about the caller of ctx. Subject is a kind and a number, never a name.
func (b Book) note(ctx context.Context, action, kind string, id int64, detail string) error {
	return b.Auth.Note(ctx, auth.Entry{At: b.Clock(), Actor: actorOf(ctx), Action: action,
		Subject: kind + ":" + strconv.FormatInt(id, 10), Detail: detail})
}

func (s *Server) book() Book { return Book{s.Auth, s.Clock} }

func (s *Server) listUsers(ctx context.Context, _ *None) (List[UserEntry], error) {
	users, err := s.Auth.Users(ctx)
	return listOf(users, userEntry), err
}

func (s *Server) createUser(ctx context.Context, in *UserCreate) (UserEntry, error) {
	u, err := s.Auth.AddUser(ctx, auth.NewUser{Login: in.Body.Login, Name: in.Body.Name,
		Role: auth.Role(in.Body.Role), Password: in.Body.Password}, s.Clock())
	if err != nil {
		return UserEntry{}, err
	}
	return userEntry(u), s.book().note(ctx, "user.create", "user", u.ID, string(u.Role))
}

func (s *Server) changeUser(ctx context.Context, in *UserChange) (UserEntry, error) {
	u, err := s.Auth.ChangeUser(ctx, auth.UserChange{ID: in.ID, Name: in.Body.Name,
		Role: auth.Role(in.Body.Role), Disabled: in.Body.Disabled, Password: in.Body.Password})
	if err != nil {
		return UserEntry{}, err
	}
	return userEntry(u), s.book().note(ctx, "user.change", "user", u.ID, string(u.Role))
}

func (s *Server) listKeys(ctx context.Context, _ *None) (List[KeyEntry], error) {
	keys, err := s.Auth.Keys(ctx)
	return listOf(keys, keyEntry), err
}

func (s *Server) createKey(ctx context.Context, in *KeyCreate) (NewKey, error) {
	secret, k, err := s.Auth.AddKey(ctx, auth.NewKey{Name: in.Body.Name, Role: auth.Role(in.Body.Role),
		By: callerOf(ctx).user.ID}, s.Clock())
	if err != nil {
		return NewKey{}, err
	}
	return NewKey{Key: secret, Entry: keyEntry(k)}, s.book().note(ctx, "key.create", "key", k.ID, string(k.Role))
}

func (s *Server) revokeKey(ctx context.Context, in *ByID) error {
	if err := s.Auth.RevokeKey(ctx, in.ID, s.Clock()); err != nil {
		return err
	}
	return s.book().note(ctx, "key.revoke", "key", in.ID, "")
}

func (s *Server) listAudit(ctx context.Context, in *AuditRequest) (List[AuditEntry], error) {
	lines, total, err := s.Auth.Audit(ctx, auth.AuditFilter{Action: in.Action, Subject: in.Subject,
		Limit: in.Limit, Offset: in.Offset})
	if err != nil {
		return List[AuditEntry]{}, err
	}
	names, err := s.book().names(ctx)
	out := listOf(lines, func(e auth.Entry) AuditEntry {
		return AuditEntry{ID: e.ID, OccurredAt: e.At, Actor: e.Actor, ActorName: names.of(e.Actor),
			Action: e.Action, Subject: e.Subject, Detail: e.Detail}
	})
	out.Total = total
	return out, err
}

// actorNames are the names of people and keys, by how the audit writes them.
type actorNames map[string]string

// of returns the name of an actor, or how the audit writes it where nobody is
// called so (any more).
func (n actorNames) of(actor string) string {
	if name := n[actor]; name != "" {
		return name
	}
	return actor
}

// names returns the names of all people and keys.
func (b Book) names(ctx context.Context) (actorNames, error) {
	names := actorNames{}
	users, err := b.Auth.Users(ctx)
	if err != nil {
		return nil, err
	}
	for _, u := range users {
		names[u.Actor()] = u.Name
	}
	keys, err := b.Auth.Keys(ctx)
	for _, k := range keys {
		names[k.Actor()] = k.Name
	}
	return names, err
}

func userEntry(u auth.User) UserEntry {
	return UserEntry{ID: u.ID, Login: u.Login, Name: u.Name, Role: RoleName(u.Role), Disabled: u.Disabled, CreatedAt: u.CreatedAt}
}

func keyEntry(k auth.Key) KeyEntry {
	return KeyEntry{ID: k.ID, Name: k.Name, Role: RoleName(k.Role), Prefix: k.Prefix, CreatedBy: k.CreatedBy,
		CreatedAt: k.CreatedAt, LastUsedAt: k.LastUsedAt, RevokedAt: k.RevokedAt}
}
