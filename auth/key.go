package auth

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"strings"
	"time"

	"huike"
	"huike/store"
)

// keyMark opens every key, so that people and scanners know what it is.
const keyMark = "hk_"

// Key lets a program in, in a role. The secret itself is not kept.
type Key struct {
	ID         int64
	Name       string
	Role       Role
	Prefix     string // first characters, to tell keys apart
	CreatedBy  int64
	CreatedAt  time.Time
	LastUsedAt *time.Time
	RevokedAt  *time.Time
}

// Actor is how the audit names the program.
func (k Key) Actor() string { return actor("key", k.ID) }

// NewKey is what is decided about a new key.
type NewKey struct {
	Name string
	Role Role
	By   int64 // person who makes it
}

// AddKey makes a key and returns its secret, hk_ and 43 characters, this once.
func (a *Auth) AddKey(ctx context.Context, n NewKey, at time.Time) (secret string, k Key, err error) {
	if err := checkRole(n.Role); err != nil {
		return "", Key{}, err
	}
	secret = newSecret()
	k = Key{Name: strings.TrimSpace(n.Name), Role: n.Role, Prefix: secret[:len(keyMark)+6], CreatedBy: n.By, CreatedAt: at.UTC()}
	err = a.db.Write(ctx, func(tx store.Tx) error {
		if k.ID, err = store.Reserve(ctx, tx, "api_key", 1); err != nil {
			return err
		}
		_, err = tx.Exec(ctx, queries.Get("key_insert"), store.Args{"key": k.ID, "name": k.Name, "role": k.Role,
			"prefix": k.Prefix, "hash": digest(secret), "by": k.CreatedBy, "at": k.CreatedAt})
		return err
	})
	if err != nil {
		return "", Key{}, err
	}
	return secret, k, nil
}

// Keys returns all keys, newest first.
func (a *Auth) Keys(ctx context.Context) ([]Key, error) {
	return store.All(ctx, a.db, queries.Get("key_list"), nil, scanKey)
}

// RevokeKey ends a key; one that is not there or ended is NotFound.
func (a *Auth) RevokeKey(ctx context.Context, id int64, at time.Time) error {
	var n int64
	err := a.db.Write(ctx, func(tx store.Tx) (err error) {
		n, err = tx.Exec(ctx, queries.Get("key_revoke"), store.Args{"key": id, "at": at})
		return err
	})
	if err == nil && n == 0 {
		err = huike.Errorf(huike.NotFound, "auth.no_key", "there is no valid key with the number %d", id)
	}
	return err
}

// UseKey returns the key of a secret. Its use is noted at most once an hour.
func (a *Auth) UseKey(ctx context.Context, secret string, at time.Time) (Key, error) {
	k, found, err := store.One(ctx, a.db, queries.Get("key_by_hash"), store.Args{"hash": digest(secret)}, scanKey)
	if err != nil {
		return Key{}, err
	}
	if !found {
		return Key{}, huike.Errorf(huike.Unauthentic, "auth.wrong_key", "this key is not known or was revoked; make a new one under Settings")
	}
	if k.LastUsedAt != nil && at.Sub(*k.LastUsedAt) < time.Hour {
		return k, nil
	}
	return k, a.db.Write(ctx, func(tx store.Tx) error {
		_, err := tx.Exec(ctx, queries.Get("key_used"), store.Args{"key": k.ID, "at": at})
		return err
	})
}

func newSecret() string {
	b := make([]byte, 32)
	_, _ = rand.Read(b) // it never fails
	return keyMark + base64.RawURLEncoding.EncodeToString(b)
}

// digest hashes a random secret. It needs no salt: nobody can guess 256 bits.
func digest(secret string) string {
	sum := sha256.Sum256([]byte(secret))
	return hex.EncodeToString(sum[:])
}

func scanKey(r *store.Rows) (k Key, err error) {
	err = r.Scan(&k.ID, &k.Name, &k.Role, &k.Prefix, &k.CreatedBy, &k.CreatedAt, &k.LastUsedAt, &k.RevokedAt)
	return k, err
}
