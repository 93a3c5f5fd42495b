package storetest

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"fmt"
	"net/url"
	"os"
	"testing"

	"github.com/jackc/pgx/v5"

	"huike/store"
)

// cluster is a PostgreSQL server with the databases that the tests made.
type cluster struct {
	address   string            // of the database to which the maker of others connects
	citus     bool              // every database needs the extension
	templates map[string]string // migrated databases, by their schemas
	halt      func()            // ends a server of our own
}

// database makes a database with the schemas, to be dropped at the end of the
// test, and returns its address.
func (b *bench) database(t testing.TB, engine string, schemas []*store.Schema) string {
	t.Helper()
	c := b.cluster(t, engine)
	name := newName()
	if len(schemas) == 0 || c.citus {
		c.create(t, name, "template0")
		if len(schemas) > 0 {
			migrate(t, c.at(name), schemas)
		}
	} else {
		c.create(t, name, c.migrated(t, b, schemas))
	}
	t.Cleanup(func() {
		if err := c.run(drop(name)); err != nil {
			t.Errorf("drop of %s: %v", name, err)
		}
	})
	return c.at(name)
}

// cluster connects to a server or starts it, once for all tests.
func (b *bench) cluster(t testing.TB, engine string) *cluster {
	t.Helper()
	b.mu.Lock()
	defer b.mu.Unlock()
	if c, ok := b.servers[engine]; ok {
		return c
	}
	c := &cluster{templates: map[string]string{}, halt: func() {}}
	switch {
	case engine == "citus":
		c.address, c.citus = os.Getenv("HUIKE_TEST_CITUS"), true
	case os.Getenv("HUIKE_TEST_POSTGRES") != "":
		c.address = os.Getenv("HUIKE_TEST_POSTGRES")
	default:
		c.address, c.halt = startServer(t)
	}
	b.servers[engine] = c
	return c
}

// migrated returns a database with the schemas from which others are copied.
func (c *cluster) migrated(t testing.TB, b *bench, schemas []*store.Schema) string {
	t.Helper()
	b.mu.Lock()
	defer b.mu.Unlock()
	key := nameOf(t, schemas)
	if name, ok := c.templates[key]; ok {
		return name
	}
	name := newName()
	c.create(t, name, "template0")
	c.templates[key] = name
	migrate(t, c.at(name), schemas)
	return name
}

func (c *cluster) create(t testing.TB, name, template string) {
	t.Helper()
	err := c.run(fmt.Sprintf("CREATE DATABASE %s TEMPLATE %s ENCODING 'UTF8' LOCALE 'C.UTF-8'", name, template))
	if err == nil && c.citus {
		err = run(c.at(name), "CREATE EXTENSION citus", "SELECT citus_set_coordinator_host('localhost', current_setting('port')::int)")
	}
	if err != nil {
		t.Fatalf("no database for the test: %v", err)
	}
}

func (c *cluster) stop() {
	for _, name := range c.templates {
		if err := c.run(drop(name)); err != nil {
			fmt.Fprintln(os.Stderr, "storetest:", err)
		}
	}
	c.halt()
}

func drop(name string) string { return "DROP DATABASE IF EXISTS " + name + " WITH (FORCE)" }

func (c *cluster) run(statements ...string) error { return run(c.address, statements...) }

// at returns the address of another database of the same server.
func (c *cluster) at(name string) string {
	u, err := url.Parse(c.address)
	if err != nil {
		panic("HUIKE_TEST_POSTGRES and HUIKE_TEST_CITUS are written postgres://USER@HOST:PORT/NAME")
	}
	u.Path = "/" + name
	return u.String()
}

func run(address string, statements ...string) error {
	ctx := context.Background()
	conn, err := pgx.Connect(ctx, address)
	if err != nil {
		return err
	}
	defer conn.Close(ctx)
	for _, s := range statements {
		if _, err := conn.Exec(ctx, s); err != nil {
			return err
		}
	}
	return nil
}

func newName() string {
	b := make([]byte, 8)
	_, _ = rand.Read(b) // it never fails
	return "huike_test_" + hex.EncodeToString(b)
}
