package store_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"huike/store"
	"huike/store/storetest"
)

func TestParametersAreNumbered(t *testing.T) {
	f := func(sql, want string, params ...string) {
		t.Helper()
		q := store.Compiled("test", sql)
		same(t, "text", q.Text(store.DuckDB), want)
		same(t, "params of "+sql, strings.Join(q.Params(store.Postgres), ","), strings.Join(params, ","))
	}
	f(`SELECT 1;`+"\n", `SELECT 1`)
	f(`SELECT @b, @a, @b`, `SELECT $1, $2, $1`, "b", "a")
	f(`SELECT '@a', '@a''@a', @b`, `SELECT '@a', '@a''@a', $1`, "b")
	f(`SELECT "@a" -- @a it's`+"\n"+`, @b`, `SELECT "@a" -- @a it's`+"\n"+`, $1`, "b")
	f(`SELECT /* @a ' */ @b -- @c`, `SELECT /* @a ' */ $1 -- @c`, "b")
	f(`SELECT x @> y, @@v, @as_of`, `SELECT x @> y, @@v, $1`, "as_of")
	f(`SELECT CAST(@a AS bigint)+@a1`, `SELECT CAST($1 AS bigint)+$2`, "a", "a1")
	f(`SELECT 'open @a`, `SELECT 'open @a`)
}

func TestSuffixedParametersAreOthers(t *testing.T) {
	q := store.Compiled("test", `SELECT @a, '@a', x @> y, @b -- @a`).Suffixed("_2")
	for _, e := range store.Engines {
		same(t, "text", q.Text(e), `SELECT $1, '@a', x @> y, $2 -- @a`)
		same(t, "params", strings.Join(q.Params(e), ","), "a_2,b_2")
	}
}

func TestParametersInCommentsAndLiteralsRun(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		got := ask[string](t, db, "SELECT '@a' || CAST(@b AS text) /* @c */ -- @d", store.Args{"b": "x"})
		same(t, "text", got, "@ax")
	})
}

func panics(t *testing.T, what string, fn func()) {
	t.Helper()
	defer func() {
		t.Helper()
		r := recover()
		if s, ok := r.(string); !ok || !strings.HasPrefix(s, "BUG: ") {
			t.Errorf("%s: want a panic with BUG, got %v", what, r)
		}
	}()
	fn()
}

func TestValuesMustFitParameters(t *testing.T) {
	q := store.Compiled("test", `SELECT @a`)
	panics(t, "missing", func() { q.Bind(store.DuckDB, nil) })
	panics(t, "unused", func() { q.Bind(store.DuckDB, store.Args{"a": 1, "b": 2}) })
}

func files(texts map[string]string) fstest.MapFS {
	m := fstest.MapFS{}
	for name, s := range texts {
		m[name] = &fstest.MapFile{Data: []byte(s)}
	}
	return m
}

func TestQueriesLoadOverrides(t *testing.T) {
	s := store.Queries("order", files(map[string]string{
		"sql/b.sql":        `SELECT @x`,
		"sql/b.duckdb.sql": "-- Differs from b.sql because of a test\nSELECT @y, @x",
		"sql/a.sql":        `SELECT 1`,
	}))
	q := s.Get("b")
	same(t, "common", q.Text(store.Postgres), `SELECT $1`)
	same(t, "override", q.Text(store.DuckDB), "-- Differs from b.sql because of a test\nSELECT $1, $2")
	_, values := q.Bind(store.DuckDB, store.Args{"x": int64(1), "y": int64(2)})
	same(t, "order", values, []any{int64(2), int64(1)})
	_, values = q.Bind(store.Postgres, store.Args{"x": int64(1), "y": int64(2)})
	same(t, "a value for the other engine", values, []any{int64(1)})
	same(t, "all", []string{s.All()[0].Name, s.All()[1].Name}, []string{"order/a", "order/b"})
	panics(t, "no such query", func() { s.Get("c") })
}

func TestWholeMarksQuestionsAndStaysWithThem(t *testing.T) {
	texts := files(map[string]string{"sql/a.sql": `SELECT x FROM {{some: x bigint}} AS s`, "sql/b.sql": `SELECT 1 AS x`})
	some := store.Queries("order", texts).Whole("a")
	same(t, "named", []bool{some.Get("a").Whole(), some.Get("b").Whole()}, []bool{true, false})
	same(t, "filled", some.Get("a").With("some", some.Get("b")).Whole(), true)
	all := store.Queries("order", texts).Whole()
	same(t, "all", []bool{all.Get("a").Whole(), all.Get("b").Whole()}, []bool{true, true})
	panics(t, "no such query", func() { store.Queries("order", texts).Whole("c") })
}

func TestQueriesRefuseMalformedSets(t *testing.T) {
	f := func(name string, texts map[string]string) {
		t.Helper()
		panics(t, name, func() { store.Queries("order", files(texts)) })
	}
	f("empty", nil)
	f("not sql", map[string]string{"sql/a.txt": "x"})
	f("override of nothing", map[string]string{"sql/a.duckdb.sql": "-- Differs from a.sql because x"})
	f("no such engine", map[string]string{"sql/a.sql": "x", "sql/a.oracle.sql": "-- Differs from a.sql because x"})
	f("no reason", map[string]string{"sql/a.sql": "x", "sql/a.postgres.sql": "x"})
}
