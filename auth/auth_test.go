package auth

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"huike"
	"huike/store"
	"huike/store/storetest"
)

func TestMain(m *testing.M) { storetest.Main(m) }

var noon = time.Date(2024, 3, 1, 12, 0, 0, 0, time.UTC)

const good = "correct horse battery"

// each runs a test with an empty room on every engine.
func each(t *testing.T, f func(t *testing.T, a *Auth, db store.DB)) {
	t.Helper()
	storetest.Each(t, func(t *testing.T, db store.DB) { f(t, New(db), db) }, Schema)
}

func mustAdd(t *testing.T, a *Auth, login string, r Role) User {
	t.Helper()
	u, err := a.AddUser(context.Background(), NewUser{Login: login, Name: login, Role: r, Password: good}, noon)
	if err != nil {
		t.Fatal(err)
	}
	return u
}

func wantKind(t *testing.T, err error, kind huike.Kind, code string) {
	t.Helper()
	if huike.KindOf(err) != kind || huike.CodeOf(err) != code {
		t.Errorf("got %v (%s, %s), want %s, %s", err, huike.KindOf(err), huike.CodeOf(err), kind, code)
	}
}

func TestEveryQuestionPrepares(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) { storetest.Prepare(t, db, &queries) }, Schema)
}

func TestPasswordHash(t *testing.T) {
	stored := hashPassword(good)
	if !strings.HasPrefix(stored, "$argon2id$v=19$m=19456,t=2,p=1$") {
		t.Errorf("stored as %s", stored)
	}
	if stored == hashPassword(good) {
		t.Error("two people with one password have the same hash")
	}
	if !checkPassword(good, stored) || checkPassword(good+" ", stored) || checkPassword("", stored) {
		t.Error("the check does not tell passwords apart")
	}
	// Made by the reference program: echo -n password | argon2 somesalt -id -t 2 -k 65536 -p 1
	// (P-H-C/phc-winner-argon2, README and test.c).
	known := "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc"
	if !checkPassword("password", known) {
		t.Error("the reference program's hash is not understood")
	}
	for _, broken := range []string{"", "x", "$argon2i$v=19$m=1,t=1,p=1$c2FsdA$aGFzaA", "$argon2id$v=19$m=4294967295,t=1,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc"} {
		if checkPassword("", broken) {
			t.Errorf("%q lets somebody in", broken)
		}
	}
}

func TestRoles(t *testing.T) {
	f := func(r Role, p Permission, want bool) {
		t.Helper()
		if r.May(p) != want {
			t.Errorf("%s may %s: %v", r, p, !want)
		}
	}
	f(Admin, ManageUsers, true)
	f(Operator, ManageUsers, false)
	f(Operator, ManageKeys, false)
	f(Operator, ApproveCampaign, false)
	f(Operator, Unmask, true)
	f(Approver, ApproveCampaign, true)
	f(Approver, WriteCampaign, false)
	f(Analyst, Read, true)
	f(Analyst, Unmask, false)
	f(Admin, "something.new", false)
	f(Admin, "", false)
	f("", Read, false)
	f("", Public, true)
	f("boss", Read, false)
}

func TestLogIn(t *testing.T) {
	each(t, func(t *testing.T, a *Auth, _ store.DB) {
		ctx := context.Background()
		u := mustAdd(t, a, "Li@Example.com ", Operator)
		got, err := a.LogIn(ctx, Attempt{"LI@example.com", good, "192.0.2.1", noon})
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(u, got, cmpopts.IgnoreUnexported(User{})); diff != "" {
			t.Error(diff)
		}
		_, err = a.LogIn(ctx, Attempt{"li@example.com", "wrong", "192.0.2.1", noon})
		wantKind(t, err, huike.Unauthentic, "auth.wrong_login")
		_, unknown := a.LogIn(ctx, Attempt{"nobody", "wrong", "192.0.2.1", noon})
		if err.Error() != unknown.Error() {
			t.Error("an unknown login is told apart from a wrong password")
		}
		mustAdd(t, a, "root", Admin)
		if _, err := a.ChangeUser(ctx, UserChange{ID: u.ID, Name: "Li", Role: Operator, Disabled: true}); err != nil {
			t.Fatal(err)
		}
		_, err = a.LogIn(ctx, Attempt{"li@example.com", good, "192.0.2.1", noon})
		wantKind(t, err, huike.Unauthentic, "auth.wrong_login")
	})
}

func TestLogInSlowsGuessing(t *testing.T) {
	each(t, func(t *testing.T, a *Auth, _ store.DB) {
		ctx := context.Background()
		mustAdd(t, a, "li", Operator)
		try := func(password, address string, at time.Time) error {
			_, err := a.LogIn(ctx, Attempt{"li", password, address, at})
			return err
		}
		for range pairBurst {
			wantKind(t, try("wrong", "192.0.2.1", noon), huike.Unauthentic, "auth.wrong_login")
		}
		wantKind(t, try(good, "192.0.2.1", noon), huike.Unavailable, CodeTooOften)
		if err := try(good, "192.0.2.2", noon); err != nil {
			t.Errorf("another address is held up too: %v", err)
		}
		if err := try(good, "192.0.2.1", noon.Add(pairEvery)); err != nil {
			t.Errorf("after the wait: %v", err)
		}
		for i := range pairBurst {
			if err := try(good, "192.0.2.1", noon.Add(pairEvery)); err != nil {
				t.Errorf("success %d does not forgive: %v", i, err)
			}
		}
	})
}

func TestBrakeSpraying(t *testing.T) {
	b, passed := newBrake(), 0
	for i := range 100 {
		if b.allow(fmt.Sprint("login", i), "192.0.2.1", noon) {
			passed++
		}
	}
	if passed != addressBurst {
		t.Errorf("one address tried %d logins at once, want %d", passed, addressBurst)
	}
}

func TestUsers(t *testing.T) {
	each(t, func(t *testing.T, a *Auth, _ store.DB) {
		ctx := context.Background()
		add := func(n NewUser) error { _, err := a.AddUser(ctx, n, noon); return err }
		wantKind(t, add(NewUser{" ", "x", Admin, good}), huike.Invalid, "auth.login_empty")
		wantKind(t, add(NewUser{"a", "x", "boss", good}), huike.Invalid, "auth.unknown_role")
		wantKind(t, add(NewUser{"a", "x", Admin, "短密码短密码短密码"}), huike.Invalid, "auth.password_short")
		root := mustAdd(t, a, "root", Admin)
		wantKind(t, add(NewUser{"ROOT", "x", Admin, good}), huike.Conflict, "auth.login_taken")
		_, err := a.ChangeUser(ctx, UserChange{ID: root.ID, Name: "Root", Role: Analyst})
		wantKind(t, err, huike.Conflict, "auth.last_admin")
		_, err = a.ChangeUser(ctx, UserChange{ID: root.ID, Name: "Root", Role: Admin, Disabled: true})
		wantKind(t, err, huike.Conflict, "auth.last_admin")
		_, err = a.ChangeUser(ctx, UserChange{ID: 99, Name: "x", Role: Admin})
		wantKind(t, err, huike.NotFound, "auth.no_user")
		changed, err := a.ChangeUser(ctx, UserChange{ID: root.ID, Name: "Root", Role: Admin, Password: good + "!"})
		if err != nil || changed.Stamp() == root.Stamp() {
			t.Errorf("a new password keeps the old sessions alive: %v", err)
		}
		users, err := a.Users(ctx)
		if err != nil || len(users) != 1 || users[0].Name != "Root" {
			t.Errorf("users %v, %v", users, err)
		}
	})
}

func TestKeys(t *testing.T) {
	each(t, func(t *testing.T, a *Auth, db store.DB) {
		ctx := context.Background()
		secret, made, err := a.AddKey(ctx, NewKey{"till", Analyst, 1}, noon)
		if err != nil || len(secret) != 46 || !strings.HasPrefix(secret, made.Prefix) {
			t.Fatalf("%q %v %v", secret, made, err)
		}
		k, err := a.UseKey(ctx, secret, noon)
		if err != nil || k.Role != Analyst || k.ID != made.ID {
			t.Errorf("%v, %v", k, err)
		}
		_, err = a.UseKey(ctx, secret+"x", noon)
		wantKind(t, err, huike.Unauthentic, "auth.wrong_key")
		if k, err = a.UseKey(ctx, secret, noon.Add(time.Minute)); err != nil || k.LastUsedAt == nil || !k.LastUsedAt.Equal(noon) {
			t.Errorf("used at %v, %v", k.LastUsedAt, err)
		}
		stored, _, err := store.One(ctx, db, store.Compiled("test/key", "SELECT count(*) FROM api_key WHERE key_hash = @s OR prefix = @s OR name = @s"), store.Args{"s": secret}, scanCount)
		if err != nil || stored != 0 {
			t.Errorf("the secret itself is stored (%d, %v)", stored, err)
		}
		if err := a.RevokeKey(ctx, made.ID, noon); err != nil {
			t.Fatal(err)
		}
		_, err = a.UseKey(ctx, secret, noon)
		wantKind(t, err, huike.Unauthentic, "auth.wrong_key")
		wantKind(t, a.RevokeKey(ctx, made.ID, noon), huike.NotFound, "auth.no_key")
		keys, err := a.Keys(ctx)
		if err != nil || len(keys) != 1 || keys[0].RevokedAt == nil {
			t.Errorf("keys %v, %v", keys, err)
		}
	})
}

func TestSessions(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		ctx, now := context.Background(), noon
		s := NewSessions(db, func() time.Time { return now })
		f := func(token, want string) {
			t.Helper()
			b, found, err := s.FindCtx(ctx, token)
			if err != nil || found != (want != "") || string(b) != want {
				t.Errorf("session %q is %q, %v, %v; want %q", token, b, found, err, want)
			}
		}
		f("token", "")
		for _, data := range []string{"one", "two\x00"} {
			if err := s.CommitCtx(ctx, "token", []byte(data), noon.Add(time.Hour)); err != nil {
				t.Fatal(err)
			}
			f("token", data)
		}
		n, _, err := store.One(ctx, db, store.Compiled("test/session", "SELECT count(*) FROM session WHERE token_hash = 'token'"), nil, scanCount)
		if err != nil || n != 0 {
			t.Errorf("the token itself is stored (%d, %v)", n, err)
		}
		now = noon.Add(time.Hour)
		f("token", "")
		if err := s.Sweep(ctx); err != nil {
			t.Fatal(err)
		}
		now = noon
		f("token", "")
		if err := s.Commit("other", []byte("x"), noon.Add(time.Hour)); err != nil {
			t.Fatal(err)
		}
		if err := s.Delete("other"); err != nil {
			t.Fatal(err)
		}
		f("other", "")
	}, Schema)
}

func TestAudit(t *testing.T) {
	each(t, func(t *testing.T, a *Auth, _ store.DB) {
		ctx := context.Background()
		for i, action := range []string{"customer.unmask", "campaign.approve", "customer.unmask"} {
			e := Entry{At: noon.Add(time.Duration(i) * time.Minute), Actor: "user:3", Action: action, Subject: fmt.Sprint("customer:", i)}
			if err := a.Note(ctx, e); err != nil {
				t.Fatal(err)
			}
		}
		f := func(filter AuditFilter, total int64, subjects ...string) {
			t.Helper()
			lines, n, err := a.Audit(ctx, filter)
			got := []string{}
			for _, l := range lines {
				got = append(got, l.Subject)
			}
			if err != nil || n != total || !cmp.Equal(got, subjects) {
				t.Errorf("%+v: %v of %d, %v", filter, got, n, err)
			}
		}
		f(AuditFilter{Limit: 2}, 3, "customer:2", "customer:1")
		f(AuditFilter{Limit: 2, Offset: 2}, 3, "customer:0")
		f(AuditFilter{Action: "customer.unmask", Limit: 9}, 2, "customer:2", "customer:0")
		f(AuditFilter{Subject: "customer:1", Limit: 9}, 1, "customer:1")
	})
}
