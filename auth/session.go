package auth

import (
	"context"
	"encoding/base64"
	"time"

	"huike"
	"huike/store"
)

// Sessions keeps the sessions of browsers in the table session, under a hash of
// their token, so that who reads the table cannot log in with it. It is a store
// for alexedwards/scs.
type Sessions struct {
	db    store.DB
	clock func() time.Time
}

// NewSessions returns the store of sessions; clock tells which are over.
func NewSessions(db store.DB, clock func() time.Time) *Sessions { return &Sessions{db, clock} }

// FindCtx returns the data of a token that is not over.
func (s *Sessions) FindCtx(ctx context.Context, token string) ([]byte, bool, error) {
	data, found, err := store.One(ctx, s.db, queries.Get("session_find"),
		store.Args{"hash": digest(token), "at": s.clock()}, func(r *store.Rows) (d string, err error) { return d, r.Scan(&d) })
	if err != nil || !found {
		return nil, false, err
	}
	b, err := base64.StdEncoding.DecodeString(data)
	if err != nil {
		return nil, false, huike.Because(err, huike.Internal, "auth.session_data", "a stored session is damaged")
	}
	return b, true, nil
}

// CommitCtx keeps the data of a token until it expires.
func (s *Sessions) CommitCtx(ctx context.Context, token string, b []byte, expiry time.Time) error {
	hash := digest(token)
	return s.db.Write(ctx, func(tx store.Tx) error {
		if _, err := tx.Exec(ctx, queries.Get("session_delete"), store.Args{"hash": hash}); err != nil {
			return err
		}
		_, err := tx.Exec(ctx, queries.Get("session_insert"),
			store.Args{"hash": hash, "data": base64.StdEncoding.EncodeToString(b), "expires": expiry})
		return err
	})
}

// DeleteCtx ends the session of a token.
func (s *Sessions) DeleteCtx(ctx context.Context, token string) error {
	if token == "" {
		return nil
	}
	return s.write(ctx, "session_delete", store.Args{"hash": digest(token)})
}

// Sweep throws sessions away that are over.
func (s *Sessions) Sweep(ctx context.Context) error {
	return s.write(ctx, "session_sweep", store.Args{"at": s.clock()})
}

func (s *Sessions) write(ctx context.Context, query string, a store.Args) error {
	return s.db.Write(ctx, func(tx store.Tx) error {
		_, err := tx.Exec(ctx, queries.Get(query), a)
		return err
	})
}

// Find is FindCtx without a context.
func (s *Sessions) Find(token string) ([]byte, bool, error) {
	return s.FindCtx(context.Background(), token)
}

// Commit is CommitCtx without a context.
func (s *Sessions) Commit(token string, b []byte, expiry time.Time) error {
	return s.CommitCtx(context.Background(), token, b, expiry)
}

// Delete is DeleteCtx without a context.
func (s *Sessions) Delete(token string) error { return s.DeleteCtx(context.Background(), token) }
