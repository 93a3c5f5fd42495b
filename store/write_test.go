package store_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync"
	"testing"
	"time"

	"huike"
	"huike/store"
	"huike/store/storetest"
)

// shelf is a schema to write on.
func shelf() *store.Schema {
	return &store.Schema{Room: "shelf", Tables: []string{"shelf", "note"}, Migrations: files(map[string]string{
		"migration/0001_shelf.sql": `
CREATE TABLE shelf (customer_id bigint NOT NULL, title text, price double precision, day date, seen_at timestamptz,
  stage text DEFAULT 'new', PRIMARY KEY (customer_id));
CREATE TABLE note (customer_id bigint NOT NULL, body json);`,
	})}
}

var insert = store.Compiled("insert", `INSERT INTO shelf (customer_id, title) VALUES (@id, @title)`)

func count(t *testing.T, db store.Reader) int64 {
	t.Helper()
	return ask[int64](t, db, `SELECT count(*) FROM shelf`, nil)
}

func put(t *testing.T, db store.DB, id int64) error {
	return db.Write(t.Context(), func(tx store.Tx) error {
		_, err := tx.Exec(t.Context(), insert, store.Args{"id": id, "title": "Li Lei"})
		return err
	})
}

func TestWriteKeepsOrUndoes(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		broken := errors.New("broken")
		err := db.Write(t.Context(), func(tx store.Tx) error {
			n, err := tx.Exec(t.Context(), insert, store.Args{"id": 1, "title": nil})
			same(t, "rows written", n, int64(1))
			same(t, "seen inside", count(t, tx), int64(1))
			same(t, "seen outside", count(t, db), int64(0))
			return errors.Join(err, broken)
		})
		if !errors.Is(err, broken) {
			t.Errorf("got %v, want the error of fn", err)
		}
		same(t, "after an error", count(t, db), int64(0))
		func() {
			defer func() { same(t, "panic", recover(), any("oops")) }()
			_ = db.Write(t.Context(), func(tx store.Tx) error {
				_, _ = tx.Exec(t.Context(), insert, store.Args{"id": 1, "title": nil})
				panic("oops")
			})
		}()
		same(t, "after a panic", count(t, db), int64(0))
		if err := put(t, db, 1); err != nil {
			t.Fatal(err)
		}
		same(t, "after all", count(t, db), int64(1))
	}, shelf())
}

func TestErrorsHaveKinds(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		if err := put(t, db, 1); err != nil {
			t.Fatal(err)
		}
		same(t, "duplicate key", huike.KindOf(put(t, db, 1)), huike.Conflict)
		_, err := db.Read(t.Context(), store.Compiled("test", `SELECT nothing FROM nowhere`), nil)
		same(t, "no such table", huike.KindOf(err), huike.Internal)
		err = db.Write(t.Context(), func(tx store.Tx) error {
			_, _ = tx.Exec(t.Context(), insert, store.Args{"id": 2, "title": nil})
			_, _ = tx.Exec(t.Context(), insert, store.Args{"id": 1, "title": nil})
			return nil
		})
		if err == nil {
			t.Error("a transaction with a failed statement was kept")
		}
		same(t, "nothing was kept of it", count(t, db), int64(1))
		_, err = store.All(t.Context(), db, store.Compiled("test", `SELECT customer_id FROM shelf CROSS JOIN (VALUES (1), (2)) v(x)`), nil, scanInt)
		if err != nil {
			t.Error(err)
		}
		_, _, err = store.One(t.Context(), db, store.Compiled("test", `SELECT customer_id FROM shelf CROSS JOIN (VALUES (1), (2)) v(x)`), nil, scanInt)
		same(t, "two rows for One", huike.CodeOf(err), "store.many_rows")
		_, found, err := store.One(t.Context(), db, store.Compiled("test", `SELECT customer_id FROM shelf WHERE customer_id = 9`), nil, scanInt)
		same(t, "no row for One", []any{found, err}, []any{false, error(nil)})
		_, err = store.All(t.Context(), db, store.Compiled("test", `SELECT title FROM shelf`), nil, scanInt)
		same(t, "misfit", fmt.Sprint(err), `a row of query "test" with the columns (title) does not fit into (*int64)`)
	}, shelf())
}

func scanInt(r *store.Rows) (n int64, err error) { return n, r.Scan(&n) }

// loader gives n rows and then end.
func loader(n int, end error) func() ([]any, error) {
	row, i := make([]any, 5), 0
	return func() ([]any, error) {
		if i == n {
			return nil, end
		}
		i++
		row[0], row[1], row[2] = huike.CustomerID(i), any("title"), float64(i)/2
		row[3], row[4] = huike.MustDay("2011-12-09").Add(i%7), time.Unix(int64(i), 0)
		if i%2 == 0 {
			row[1], row[3] = nil, nil
		}
		return row, nil
	}
}

func TestLoad(t *testing.T) {
	columns := []string{"customer_id", "title", "price", "day", "seen_at"}
	load := func(t *testing.T, db store.DB, next func() ([]any, error)) (n int64, err error) {
		err = db.Write(t.Context(), func(tx store.Tx) error {
			n, err = tx.Load(t.Context(), "shelf", columns, next)
			return err
		})
		return n, err
	}
	storetest.Each(t, func(t *testing.T, db store.DB) {
		broken := errors.New("broken")
		_, err := load(t, db, loader(5000, broken))
		same(t, "error of next", err == broken, true)
		same(t, "rows after it", count(t, db), int64(0))
		n, err := load(t, db, loader(100_000, io.EOF))
		if err != nil {
			t.Fatal(err)
		}
		same(t, "rows loaded", n, int64(100_000))
		same(t, "rows", count(t, db), int64(100_000))
		same(t, "sum", ask[float64](t, db, `SELECT sum(price) FROM shelf WHERE stage = 'new'`, nil), 100_000.0*100_001/4)
		same(t, "day", ask[huike.Day](t, db, `SELECT day FROM shelf WHERE customer_id = 1`, nil), huike.MustDay("2011-12-10"))
		same(t, "time", ask[time.Time](t, db, `SELECT seen_at FROM shelf WHERE customer_id = 99999`, nil), time.Unix(99999, 0).UTC())
		same(t, "NULLs", ask[int64](t, db, `SELECT count(*) FROM shelf WHERE title IS NULL AND day IS NULL`, nil), int64(50_000))
		_, err = load(t, db, loader(10, io.EOF))
		same(t, "duplicates", huike.KindOf(err), huike.Conflict)
		_, err = load(t, db, func() ([]any, error) { return []any{int64(1), "Li Lei", "Li Lei", nil, nil}, nil })
		same(t, "a text for a number", huike.KindOf(err), huike.Internal)
		if strings.Contains(err.Error(), "Li Lei") {
			t.Errorf("the error repeats a value: %v", err)
		}
		if err := put(t, db, 200_000); err != nil {
			t.Errorf("the writer is not usable after a failed load: %v", err)
		}
	}, shelf())
}

func TestLoadOfJSON(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		rows := [][]any{{1, `{"a": "回", "n": [1, 2]}`}, {2, nil}}
		err := db.Write(t.Context(), func(tx store.Tx) error {
			_, err := tx.Load(t.Context(), "note", []string{"customer_id", "body"}, func() ([]any, error) {
				if len(rows) == 0 {
					return nil, io.EOF
				}
				row := rows[0]
				rows = rows[1:]
				return row, nil
			})
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		same(t, "field", list[*string](t, db, `SELECT body->>'a' FROM note ORDER BY customer_id`, nil), []*string{text("回"), nil})
	}, shelf())
}

func text(s string) *string { return &s }

func TestWritersAndReadersTogether(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		var all sync.WaitGroup
		for w := range 8 {
			all.Go(func() {
				for i := range 10 {
					if err := put(t, db, int64(w*100+i)); err != nil {
						t.Error(err)
					}
				}
			})
			all.Go(func() {
				for range 10 {
					if _, err := store.All(t.Context(), db, store.Compiled("test", `SELECT count(*) FROM shelf`), nil, scanInt); err != nil {
						t.Error(err)
					}
				}
			})
		}
		all.Wait()
		same(t, "rows", count(t, db), int64(80))
	}, shelf())
}

func TestWritersGiveUpWaiting(t *testing.T) {
	db := storetest.Open(t, store.DuckDB, shelf())
	err := db.Write(t.Context(), func(store.Tx) error {
		ctx, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
		defer cancel()
		return db.Write(ctx, func(store.Tx) error { return nil })
	})
	same(t, "kind", huike.KindOf(err), huike.Unavailable)
	same(t, "cause", errors.Is(err, context.DeadlineExceeded), true)
}

func TestDeadlockRunsAgain(t *testing.T) {
	db := storetest.Open(t, store.Postgres, shelf())
	for id := range int64(2) {
		if err := put(t, db, id); err != nil {
			t.Fatal(err)
		}
	}
	touch := store.Compiled("touch", `UPDATE shelf SET title = title || 'x' WHERE customer_id = @id`)
	var met, done sync.WaitGroup // both hold their first row before either asks for its second
	met.Add(2)
	for id := range int64(2) {
		done.Go(func() {
			arrive := sync.OnceFunc(met.Done)
			err := db.Write(t.Context(), func(tx store.Tx) error {
				if _, err := tx.Exec(t.Context(), touch, store.Args{"id": id}); err != nil {
					return err
				}
				arrive()
				met.Wait()
				_, err := tx.Exec(t.Context(), touch, store.Args{"id": 1 - id})
				return err
			})
			if err != nil {
				t.Error(err)
			}
		})
	}
	done.Wait()
	same(t, "titles", list[string](t, db, `SELECT title FROM shelf`, nil), []string{"Li Leixx", "Li Leixx"})
}

// Whoever leaves between two rows was cut off; nothing is wrong with the rows.
func TestCancelBetweenRows(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		seen := 0
		_, err := store.All(ctx, db, store.Compiled("three", `SELECT x FROM (VALUES (1), (2), (3)) v(x)`), nil, func(r *store.Rows) (n int64, err error) {
			seen++
			cancel()
			for stop := time.Now().Add(5 * time.Second); err == nil && time.Now().Before(stop); {
				err = r.Scan(&n) // until the engine has noticed
			}
			return n, err
		})
		same(t, "read", []any{huike.KindOf(err), huike.CodeOf(err), errors.Is(err, context.Canceled), seen}, []any{huike.Unavailable, "store.cancelled", true, 1})
		_, _, err = store.One(ctx, db, store.Compiled("one", `SELECT 1`), nil, scanInt)
		same(t, "read afterwards", huike.KindOf(err), huike.Unavailable)
		err = db.Write(ctx, func(store.Tx) error { return nil })
		same(t, "write", huike.KindOf(err), huike.Unavailable)
		same(t, "next reader", count(t, db), int64(0))
	}, shelf())
}

func TestCancelInterrupts(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		long := store.Compiled("long", `SELECT count(*) FROM generate_series(1, 1000000) a(x), generate_series(1, 1000000) b(y) WHERE (a.x * b.y) % 7 = 3`)
		ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
		defer cancel()
		_, err := store.All(ctx, db, long, nil, scanInt)
		same(t, "read", []any{huike.KindOf(err), errors.Is(err, context.DeadlineExceeded)}, []any{huike.Unavailable, true})
		ctx, cancel = context.WithTimeout(t.Context(), 100*time.Millisecond)
		defer cancel()
		err = db.Write(ctx, func(tx store.Tx) error {
			_, err := tx.Exec(ctx, store.Compiled("long", `INSERT INTO shelf (customer_id) `+long.Text(db.Engine())), nil)
			return err
		})
		same(t, "write", huike.KindOf(err), huike.Unavailable)
		if err := put(t, db, 1); err != nil {
			t.Errorf("the writer is not usable afterwards: %v", err)
		}
		same(t, "rows", count(t, db), int64(1))
	}, shelf())
}

func TestLeaseHasOneHolder(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		release, err := db.Lease(t.Context(), "refresh")
		if err != nil {
			t.Fatal(err)
		}
		_, err = db.Lease(t.Context(), "refresh")
		same(t, "taken", huike.KindOf(err), huike.Unavailable)
		other, err := db.Lease(t.Context(), "deliver")
		if err != nil {
			t.Fatal(err)
		}
		other()
		release()
		release, err = db.Lease(t.Context(), "refresh")
		if err != nil {
			t.Fatalf("after its release: %v", err)
		}
		release()
	})
}
