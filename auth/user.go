package auth

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"
	"time"

	"huike"
	"huike/store"
)

// MinPassword is the least number of characters of a password.
const MinPassword = 10

// Auth keeps people, keys, sessions and the audit.
type Auth struct {
	db     store.DB
	brake  *brake
	turns  chan struct{} // password checks at one time: each takes 19 MiB
	nobody string        // hash of no password, checked for unknown logins
}

// New returns the room over an open, migrated database.
func New(db store.DB) *Auth {
	return &Auth{db: db, brake: newBrake(), turns: make(chan struct{}, 4), nobody: hashPassword("")}
}

// User is a person with access.
type User struct {
	ID        int64
	Login     string
	Name      string
	Role      Role
	Disabled  bool
	CreatedAt time.Time

	hash string
}

// Actor is how the audit names the person.
func (u User) Actor() string { return actor("user", u.ID) }

// Stamp changes with the password; a session of an older stamp is over.
func (u User) Stamp() string {
	sum := sha256.Sum256([]byte(u.hash))
	return hex.EncodeToString(sum[:8])
}

// NewUser is what is decided about a new person.
type NewUser struct {
	Login, Name string
	Role        Role
	Password    string
}

// AddUser gives a person access. Logins are unique without regard to case;
// a taken one is a Conflict, a bad role or short password Invalid.
func (a *Auth) AddUser(ctx context.Context, n NewUser, at time.Time) (User, error) {
	u := User{Login: fold(n.Login), Name: strings.TrimSpace(n.Name), Role: n.Role, CreatedAt: at.UTC()}
	if u.Login == "" {
		return User{}, huike.Errorf(huike.Invalid, "auth.login_empty", "a person needs a login, for example an e-mail address")
	}
	if err := checkAccess(n.Role, n.Password); err != nil {
		return User{}, err
	}
	u.hash = a.hash(n.Password)
	err := a.db.Write(ctx, func(tx store.Tx) error {
		return a.insert(ctx, tx, &u)
	})
	return u, err
}

// insert takes the number first: on PostgreSQL that makes two people with the
// same login wait for one another.
func (a *Auth) insert(ctx context.Context, tx store.Tx, u *User) (err error) {
	if u.ID, err = store.Reserve(ctx, tx, "user", 1); err != nil {
		return err
	}
	_, taken, err := store.One(ctx, tx, queries.Get("user_by_login"), store.Args{"login": u.Login}, scanUser)
	if err != nil {
		return err
	}
	if taken {
		return huike.Errorf(huike.Conflict, "auth.login_taken", "somebody has this login already; choose another")
	}
	_, err = tx.Exec(ctx, queries.Get("user_insert"), store.Args{"user": u.ID, "login": u.Login,
		"name": u.Name, "role": u.Role, "hash": u.hash, "at": u.CreatedAt})
	return err
}

// UserChange is what is decided about a known person. An empty password stays.
type UserChange struct {
	ID       int64
	Name     string
	Role     Role
	Disabled bool
	Password string
}

// ChangeUser changes a person's access. The last admin can neither be disabled
// nor lose the role.
func (a *Auth) ChangeUser(ctx context.Context, c UserChange) (User, error) {
	if err := checkRole(c.Role); err != nil {
		return User{}, err
	}
	if c.Password != "" {
		if err := checkAccess(c.Role, c.Password); err != nil {
			return User{}, err
		}
	}
	u, err := a.User(ctx, c.ID)
	if err != nil {
		return User{}, err
	}
	u.Name, u.Role, u.Disabled = strings.TrimSpace(c.Name), c.Role, c.Disabled
	if c.Password != "" {
		u.hash = a.hash(c.Password)
	}
	return u, a.db.Write(ctx, func(tx store.Tx) error { return update(ctx, tx, u) })
}

func update(ctx context.Context, tx store.Tx, u User) error {
	if u.Disabled || u.Role != Admin {
		others, _, err := store.One(ctx, tx, queries.Get("user_admins"), store.Args{"user": u.ID}, scanCount)
		if err != nil {
			return err
		}
		if others == 0 {
			return huike.Errorf(huike.Conflict, "auth.last_admin", "nobody else could let people in; make somebody else an admin first")
		}
	}
	_, err := tx.Exec(ctx, queries.Get("user_update"), store.Args{"user": u.ID, "name": u.Name,
		"role": u.Role, "disabled": u.Disabled, "hash": u.hash})
	return err
}

// User returns one person.
func (a *Auth) User(ctx context.Context, id int64) (User, error) {
	u, found, err := store.One(ctx, a.db, queries.Get("user_by_id"), store.Args{"user": id}, scanUser)
	if err == nil && !found {
		err = huike.Errorf(huike.NotFound, "auth.no_user", "there is no person with the number %d", id)
	}
	return u, err
}

// Users returns everybody with access, by login.
func (a *Auth) Users(ctx context.Context) ([]User, error) {
	return store.All(ctx, a.db, queries.Get("user_list"), nil, scanUser)
}

// hash takes a turn: hashing needs memory.
func (a *Auth) hash(password string) string {
	a.turns <- struct{}{}
	defer func() { <-a.turns }()
	return hashPassword(password)
}

func checkAccess(r Role, password string) error {
	if len([]rune(password)) < MinPassword {
		return huike.Errorf(huike.Invalid, "auth.password_short", "a password needs at least %d characters; a short sentence is a good one", MinPassword)
	}
	return checkRole(r)
}

func checkRole(r Role) error {
	if !slices.Contains(Roles, r) {
		return huike.Errorf(huike.Invalid, "auth.unknown_role", "there is no role %q; choose admin, operator, approver or analyst", r)
	}
	return nil
}

// fold makes logins that people take for the same the same.
func fold(login string) string { return strings.ToLower(strings.TrimSpace(login)) }

func scanUser(r *store.Rows) (u User, err error) {
	err = r.Scan(&u.ID, &u.Login, &u.Name, &u.Role, &u.hash, &u.Disabled, &u.CreatedAt)
	return u, err
}

func scanCount(r *store.Rows) (n int64, err error) { return n, r.Scan(&n) }
