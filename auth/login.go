package auth

import (
	"context"
	"time"

	"huike"
	"huike/store"
)

// CodeTooOften is the code of a login refused for its frequency.
const CodeTooOften = "auth.too_often"

// Attempt is one try to log in.
type Attempt struct {
	Login, Password string
	Address         string // network address of the asker, without port
	At              time.Time
}

// LogIn returns the person behind a login and password. Every refusal, also of
// an unknown or disabled login, takes as long and says the same. After
// some failures the same login from the same address must wait.
func (a *Auth) LogIn(ctx context.Context, t Attempt) (User, error) {
	login := fold(t.Login)
	if !a.brake.allow(login, t.Address, t.At) {
		return User{}, huike.Errorf(huike.Unavailable, CodeTooOften, "too many attempts; wait a minute and try again")
	}
	u, known, err := store.One(ctx, a.db, queries.Get("user_by_login"), store.Args{"login": login}, scanUser)
	if err != nil {
		return User{}, err
	}
	stored := a.nobody
	if known {
		stored = u.hash
	}
	if !a.check(t.Password, stored) || !known || u.Disabled {
		return User{}, huike.Errorf(huike.Unauthentic, "auth.wrong_login", "login or password is wrong")
	}
	a.brake.release(login, t.Address)
	return u, nil
}

// check takes a turn: checking needs memory.
func (a *Auth) check(password, stored string) bool {
	a.turns <- struct{}{}
	defer func() { <-a.turns }()
	return checkPassword(password, stored)
}
