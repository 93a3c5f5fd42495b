package postgres_test

import (
	"net/url"
	"strings"
	"testing"

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
