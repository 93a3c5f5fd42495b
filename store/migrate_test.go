package store_test

import (
	"strings"
	"testing"
	"time"

	"huike"
	"huike/store"
	"huike/store/storetest"
)

var noon = time.Date(2011, 12, 9, 12, 0, 0, 0, time.UTC)

func schema(room string, steps map[string]string, needs ...*store.Schema) *store.Schema {
	return &store.Schema{Room: room, Needs: needs, Migrations: files(steps)}
}

func versions(t *testing.T, db store.DB) []string {
	t.Helper()
	return list[string](t, db, `SELECT name FROM schema_version ORDER BY version`, nil)
}

func TestMigrateRunsOneNumberedList(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		below := schema("below", map[string]string{
			"migration/0001_a.sql":          `CREATE TABLE a (x bigint NOT NULL); INSERT INTO a VALUES (1);`,
			"migration/0001_a.duckdb.sql":   `CREATE VIEW tail AS SELECT 'duckdb' AS e`,
			"migration/0001_a.postgres.sql": `CREATE VIEW tail AS SELECT 'postgres' AS e; -- it's @here`,
			"migration/0003_c.sql":          `CREATE VIEW c AS SELECT x FROM b`,
		})
		above := schema("above", map[string]string{"migration/0002_b.sql": `CREATE VIEW b AS SELECT x FROM a`}, below)
		for range 2 {
			if err := store.Migrate(t.Context(), db, noon, above, below); err != nil {
				t.Fatal(err)
			}
		}
		same(t, "versions", versions(t, db), []string{"counter", "a", "b", "c"})
		same(t, "rows", list[int64](t, db, `SELECT x FROM c`, nil), []int64{1})
		same(t, "tail", ask[string](t, db, `SELECT e FROM tail`, nil), string(db.Engine()))
		same(t, "applied", ask[time.Time](t, db, `SELECT min(applied_at) FROM schema_version`, nil), noon)
	})
}

func TestMigrateStopsAtAFailure(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		bad := schema("room", map[string]string{
			"migration/0001_a.sql": `CREATE TABLE a (x bigint NOT NULL)`,
			"migration/0002_b.sql": `CREATE TABLE b (x bigint NOT NULL); INSERT INTO nowhere VALUES (1)`,
		})
		err := store.Migrate(t.Context(), db, noon, bad)
		same(t, "code", huike.CodeOf(err), "store.migrate")
		same(t, "versions", versions(t, db), []string{"counter", "a"})
		good := schema("room", map[string]string{
			"migration/0001_a.sql": `CREATE TABLE a (x bigint NOT NULL)`,
			"migration/0002_b.sql": `CREATE TABLE b (x bigint NOT NULL)`,
		})
		if err := store.Migrate(t.Context(), db, noon, good); err != nil {
			t.Fatal(err)
		}
	})
}

func TestMigrateRefusesUnknownVersions(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		newer := schema("room", map[string]string{
			"migration/0001_a.sql": `CREATE TABLE a (x bigint NOT NULL)`,
			"migration/0002_b.sql": `CREATE TABLE b (x bigint NOT NULL)`,
		})
		older := schema("room", map[string]string{"migration/0001_a.sql": `CREATE TABLE a (x bigint NOT NULL)`})
		if err := store.Migrate(t.Context(), db, noon, newer); err != nil {
			t.Fatal(err)
		}
		err := store.Migrate(t.Context(), db, noon, older)
		same(t, "kind", huike.KindOf(err), huike.Conflict)
		if s := huike.SentenceOf(err); !strings.Contains(s, "0002_b") {
			t.Errorf("the sentence %q does not name the step", s)
		}
	})
}

func TestMigrateRefusesMalformedSteps(t *testing.T) {
	db := storetest.Open(t, store.DuckDB)
	f := func(name string, schemas ...*store.Schema) {
		t.Helper()
		panics(t, name, func() { _ = store.Migrate(t.Context(), db, noon, schemas...) })
	}
	f("no number", schema("room", map[string]string{"migration/a.sql": "x"}))
	f("empty", schema("room", map[string]string{"migration/0001_a.sql": " "}))
	f("tail of nothing", schema("room", map[string]string{"migration/0001_a.duckdb.sql": "x"}))
	f("no such engine", schema("room", map[string]string{"migration/0001_a.sql": "x", "migration/0001_a.oracle.sql": "x"}))
	f("number taken", schema("one", map[string]string{"migration/0001_a.sql": "x"}), schema("two", map[string]string{"migration/0001_b.sql": "x"}))
}
