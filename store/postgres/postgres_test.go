package postgres_test

import (
	"net/url"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/jackc/pgx/v5"

	"huike"
	"huike/store"
	"huike/store/postgres"
	"huike/store/storetest"
)

func TestMain(m *testing.M) { storetest.Main(m) }

// TestTextOrderIsByBytes refuses a database that would order text otherwise
// than the other engine does.
func TestTextOrderIsByBytes(t *testing.T) {
	address, err := url.Parse(storetest.Address(t, store.Postgres))
	if err != nil {
		t.Fatal(err)
	}
	name := strings.TrimPrefix(address.Path, "/") + "_ascii"
	run(t, address.String(), "CREATE DATABASE "+name+" ENCODING 'SQL_ASCII' LOCALE 'C' TEMPLATE template0")
	defer run(t, address.String(), "DROP DATABASE "+name+" WITH (FORCE)")
	other := *address
	other.Path = "/" + name
	_, err = postgres.Open(t.Context(), other.String(), store.Options{})
	if huike.CodeOf(err) != "store.order" {
		t.Errorf("got %v", err)
	}
}

func TestUnknownDatabaseIsRefused(t *testing.T) {
	address, err := url.Parse(storetest.Address(t, store.Postgres))
	if err != nil {
		t.Fatal(err)
	}
	address.Path = "/nowhere"
	_, err = postgres.Open(t.Context(), address.String(), store.Options{})
	if huike.CodeOf(err) != "store.refused" {
		t.Errorf("got %v", err)
	}
}

// TestWholeTablesAreJoinedByHashing asks the same question marked and unmarked.
func TestWholeTablesAreJoinedByHashing(t *testing.T) {
	db, err := postgres.Open(t.Context(), storetest.Address(t, store.Postgres), store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	texts := fstest.MapFS{"sql/joins.sql": {Data: []byte(`SELECT current_setting('enable_nestloop') AS joins`)}}
	for want, set := range map[string]store.Set{"on": store.Queries("test", texts), "off": store.Queries("test", texts).Whole()} {
		got, _, err := store.One(t.Context(), db, set.Get("joins"), nil, func(r *store.Rows) (s string, err error) { return s, r.Scan(&s) })
		if err != nil || got != want {
			t.Errorf("row by row is %q, want %q: %v", got, want, err)
		}
	}
}

func run(t *testing.T, address, sql string) {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), address)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(t.Context())
	if _, err := conn.Exec(t.Context(), sql); err != nil {
		t.Fatal(err)
	}
}
