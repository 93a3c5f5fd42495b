package customer_test

import (
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"huike"
	"huike/customer"
	"huike/store"
	"huike/store/storetest"
)

func TestMain(m *testing.M) { storetest.Main(m) }

var noon = time.Date(2020, 5, 1, 12, 0, 0, 0, time.UTC)

func TestPrepare(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) { storetest.Prepare(t, db, customer.Schema.Queries) }, customer.Schema)
}

func TestNormalise(t *testing.T) {
	f := func(kind, value, want string, ok bool) {
		t.Helper()
		got, valid := customer.Normalise(kind, value)
		if got != want && ok || valid != ok {
			t.Errorf("Normalise(%s, %q) = %q, %v; want %q, %v", kind, value, got, valid, want, ok)
		}
	}
	f("email", "  Anna@Example.COM ", "anna@example.com", true)
	f("email", "anna@example", "", false)
	f("email", "anna example.com", "", false)
	f("email", "a***@example.com", "", false)
	f("email", strings.Repeat("a", 250)+"@example.com", "", false)
	f("phone", "13812345678", "+8613812345678", true)
	f("phone", "'13812345678", "+8613812345678", true)
	f("phone", "+44 20 7946 0018", "+442079460018", true)
	f("phone", "86-138-1234-5678", "+8613812345678", true)
	f("phone", "138****5678", "", false)
	f("phone", "12345", "", false)
	f("nick", " 测试买家 ", "测试买家", true)
	f("nick", "测**家", "", false)
	f("nick", "", "", false)
}

func TestMask(t *testing.T) {
	f := func(kind, value, want string) {
		t.Helper()
		if got := customer.Mask(kind, value); got != want {
			t.Errorf("Mask(%s, %q) = %q, want %q", kind, value, got, want)
		}
	}
	f("name", "王小明", "王*")
	f("email", "zoe@example.com", "z***@example.com")
	f("phone", "+8613812341234", "138****1234")
	f("phone", "123", "****")
	f("nick", "quite long", "q***")
	f("name", "", "")
}

func TestVault(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		key := filepath.Join(t.TempDir(), "key")
		v, err := customer.OpenVault(t.Context(), db, key)
		if err != nil {
			t.Fatal(err)
		}
		if info, err := os.Stat(key); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("the key file: %v, %v; want mode 0600", info, err)
		}
		sealed := v.Seal("王小明")
		if strings.Contains(sealed, "王") || sealed == v.Seal("王小明") {
			t.Error("a sealed value shows itself or repeats")
		}
		again, err := customer.OpenVault(t.Context(), db, key)
		if err != nil {
			t.Fatal(err)
		}
		if plain, err := again.Open(sealed); plain != "王小明" || err != nil {
			t.Errorf("Open = %q, %v", plain, err)
		}
		if a, b := v.Hash("email", "A@example.com"), again.Hash("email", " a@example.com"); a != b || len(a) != 32 {
			t.Errorf("hashes %q and %q; want the same 32 digits", a, b)
		}
		if v.Hash("nick", "x") == v.Hash("external", "x") {
			t.Error("two kinds share a hash")
		}
		if _, err := customer.OpenVault(t.Context(), db, filepath.Join(t.TempDir(), "none")); huike.KindOf(err) != huike.NotFound {
			t.Errorf("a missing key file: %v", err)
		}
		other := filepath.Join(t.TempDir(), "other")
		if err := os.WriteFile(other, []byte(strings.Repeat("ab", 32)), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := customer.OpenVault(t.Context(), db, other); huike.CodeOf(err) != "customer.wrong_key" {
			t.Errorf("a wrong key: %v", err)
		}
		if err := os.WriteFile(other, []byte("short"), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := customer.OpenVault(t.Context(), db, other); huike.CodeOf(err) != "customer.bad_key" {
			t.Errorf("a damaged key: %v", err)
		}
	}, customer.Schema)
}

// enroll writes customer 1, Anna with an address and a nick, and customer 2,
// who is known by a masked-free nick only.
func enroll(t *testing.T, db store.DB, v *customer.Vault) {
	t.Helper()
	a := customer.Arrival{Batch: 1, At: noon}
	people := []customer.Newcomer{{ID: 1, FirstShop: 1, NameSealed: v.Seal("Anna"), Country: "France"}, {ID: 2, FirstShop: 1}}
	keys := []customer.Found{
		{Key: customer.Key{Kind: "email", Hash: v.Hash("email", "anna@example.com")}, Customer: 1, Sealed: v.Seal("anna@example.com")},
		{Key: customer.Key{Kind: "nick", Shop: 1, Hash: v.Hash("nick", "annie")}, Customer: 1, Sealed: v.Seal("annie")},
		{Key: customer.Key{Kind: "nick", Shop: 1, Hash: v.Hash("nick", "bob")}, Customer: 2, Sealed: v.Seal("bob")},
	}
	err := db.Write(t.Context(), func(tx store.Tx) error {
		if err := customer.Enroll(t.Context(), tx, a, from(people)); err != nil {
			return err
		}
		return customer.Attach(t.Context(), tx, a, from(keys))
	})
	if err != nil {
		t.Fatal(err)
	}
}

func from[T any](all []T) func() (T, error) {
	i := 0
	return func() (v T, err error) {
		if i == len(all) {
			return v, io.EOF
		}
		i++
		return all[i-1], nil
	}
}

func open(t *testing.T, db store.DB) (*customer.Customers, *customer.Vault) {
	t.Helper()
	v, err := customer.OpenVault(t.Context(), db, filepath.Join(t.TempDir(), "key"))
	if err != nil {
		t.Fatal(err)
	}
	enroll(t, db, v)
	return customer.New(db, v), v
}

func TestFindAndProfile(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		c, v := open(t, db)
		ctx := t.Context()
		if ids, err := c.Find(ctx, "email", "ANNA@example.com"); err != nil || !cmp.Equal(ids, []huike.CustomerID{1}) {
			t.Errorf("Find = %v, %v", ids, err)
		}
		if ids, err := c.Find(ctx, "email", "a***@example.com"); err != nil || len(ids) != 0 {
			t.Errorf("a masked value found %v, %v", ids, err)
		}
		p, err := c.Profile(ctx, 1)
		if err != nil {
			t.Fatal(err)
		}
		want := []customer.Identity{{Kind: "nick", Shop: 1, Value: "annie"}, {Kind: "email", Value: "anna@example.com"}}
		if p.Name != "Anna" || p.Country != "France" || !cmp.Equal(p.Identities, want) {
			t.Errorf("Profile = %+v", p)
		}
		if _, err := c.Profile(ctx, 9); huike.KindOf(err) != huike.NotFound {
			t.Errorf("an unknown customer: %v", err)
		}
		got, err := c.Addresses(ctx, []huike.CustomerID{1, 2}, huike.ChannelEmail)
		if err != nil || !cmp.Equal(got, map[huike.CustomerID]customer.Address{1: {Email: "anna@example.com", Name: "Anna", Hash: v.Hash("email", "anna@example.com")}}) {
			t.Errorf("Addresses = %v, %v", got, err)
		}
		keys := []customer.Key{{Kind: "nick", Shop: 1, Hash: v.Hash("nick", "bob")}, {Kind: "nick", Shop: 2, Hash: v.Hash("nick", "bob")}}
		err = db.Write(ctx, func(tx store.Tx) error {
			known, err := customer.Known(ctx, tx, len(keys), func(i int) customer.Key { return keys[i] })
			if !cmp.Equal(known, []huike.CustomerID{2, 0}) {
				t.Errorf("Known = %v; a nick counts in its own shop only", known)
			}
			return err
		})
		if err != nil {
			t.Error(err)
		}
	}, customer.Schema)
}

func TestConsentAndSuppression(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		c, _ := open(t, db)
		ctx := t.Context()
		e := customer.Consent{Customer: 1, Channel: huike.ChannelEmail, Purpose: huike.PurposeMarketing, Source: "agent", Evidence: "said so", OccurredAt: noon}
		check := func(err error) {
			t.Helper()
			if err != nil {
				t.Fatal(err)
			}
		}
		check(c.Grant(ctx, e))
		e.OccurredAt = noon.Add(time.Hour)
		check(c.Withdraw(ctx, e))
		check(c.Suppress(ctx, customer.Suppression{Customer: 1, Channel: customer.AllChannels, Reason: customer.Blacklist, Source: "agent", Since: noon}))
		check(c.Suppress(ctx, customer.Suppression{Customer: 1, Channel: customer.AllChannels, Reason: customer.Blacklist, Source: "agent", Since: noon}))
		p, err := c.Profile(ctx, 1)
		check(err)
		if len(p.Consents) != 2 || p.Consents[0].Granted || !p.Consents[1].Granted || len(p.Suppressions) != 1 {
			t.Errorf("the ledger %+v, suppressions %+v", p.Consents, p.Suppressions)
		}
		check(c.Lift(ctx, 1, customer.AllChannels, customer.Blacklist, noon))
		if p, err = c.Profile(ctx, 1); err != nil || len(p.Suppressions) != 0 {
			t.Errorf("after lifting: %+v, %v", p.Suppressions, err)
		}
		e.Customer = 77
		if err := c.Grant(ctx, e); huike.KindOf(err) != huike.NotFound {
			t.Errorf("consent of nobody: %v", err)
		}
		check(db.Write(ctx, func(tx store.Tx) error {
			n, err := customer.GrantMany(ctx, tx, "id", customer.Agreement{Channel: "email", Purpose: "marketing", Source: "import", At: noon}, []huike.CustomerID{1, 2})
			if n != 0 {
				t.Errorf("GrantMany wrote %d; customer 1 withdrew and customer 2 has no address", n)
			}
			return err
		}))
	}, customer.Schema)
}
