package storetest_test

import (
	"context"
	"testing"
	"testing/fstest"

	"huike/store"
	"huike/store/storetest"
)

func TestMain(m *testing.M) { storetest.Main(m) }

func schema(column string) *store.Schema {
	return &store.Schema{Room: "room", Migrations: fstest.MapFS{
		"migration/0001_t.sql": {Data: []byte("CREATE TABLE t (" + column + " bigint NOT NULL)")},
	}}
}

var add = store.Compiled("add", `INSERT INTO t (x) VALUES (@x)`)

func TestDatabasesAreFresh(t *testing.T) {
	for range 2 { // the second time from a copy
		storetest.Each(t, func(t *testing.T, db store.DB) {
			n, _, err := store.One(t.Context(), db, store.Compiled("count", `SELECT count(*) FROM t`), nil,
				func(r *store.Rows) (n int64, err error) { return n, r.Scan(&n) })
			if err != nil || n != 0 {
				t.Errorf("%d rows in a fresh database: %v", n, err)
			}
			err = db.Write(t.Context(), func(tx store.Tx) error {
				_, err := tx.Exec(t.Context(), add, store.Args{"x": 1})
				return err
			})
			if err != nil {
				t.Error(err)
			}
		}, schema("x"))
	}
}

func TestSchemasOfOneNameAreToldApart(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		rows, err := db.Read(t.Context(), store.Compiled("y", `SELECT y FROM t`), nil)
		if err != nil {
			t.Fatal(err)
		}
		if err := rows.Close(); err != nil {
			t.Error(err)
		}
	}, schema("y"))
}

func TestPrepare(t *testing.T) {
	set := store.Queries("room", fstest.MapFS{
		"sql/add.sql":  {Data: []byte(`INSERT INTO t (x) VALUES (@x)`)},
		"sql/list.sql": {Data: []byte(`SELECT x FROM t WHERE x = ANY(CAST(@xs AS bigint[])) ORDER BY x LIMIT @n`)},
	})
	storetest.Each(t, func(t *testing.T, db store.DB) {
		storetest.Prepare(t, db, &set)
		p := db.(interface {
			Prepare(context.Context, store.Query) error
		})
		for _, sql := range []string{`SELECT nothing FROM t`, `SELECT 1; SELECT 2`, `SELEKT`} {
			if p.Prepare(t.Context(), store.Compiled("bad", sql)) == nil {
				t.Errorf("%s prepares", sql)
			}
		}
	}, schema("x"))
}
