package store_test

import (
	"math"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"huike"
	"huike/store"
	"huike/store/storetest"
)

// ask returns the single value of a question.
func ask[T any](t *testing.T, db store.Reader, sql string, a store.Args) T {
	t.Helper()
	v, found, err := store.One(t.Context(), db, store.Compiled("test", sql), a, func(r *store.Rows) (T, error) {
		var v T
		err := r.Scan(&v)
		return v, err
	})
	if err != nil || !found {
		t.Fatalf("%s: found %v, %v", sql, found, err)
	}
	return v
}

// list returns the first column of a question.
func list[T any](t *testing.T, db store.Reader, sql string, a store.Args) []T {
	t.Helper()
	all, err := store.All(t.Context(), db, store.Compiled("test", sql), a, func(r *store.Rows) (T, error) {
		var v T
		err := r.Scan(&v)
		return v, err
	})
	if err != nil {
		t.Fatalf("%s: %v", sql, err)
	}
	return all
}

// same fails when two values differ.
func same(t *testing.T, what string, got, want any) {
	t.Helper()
	if diff := cmp.Diff(want, got, cmp.AllowUnexported(huike.Day{})); diff != "" {
		t.Errorf("%s (-want +got):\n%s", what, diff)
	}
}

func TestEnginesAnswerAlike(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		same(t, "integer division", ask[int64](t, db, `SELECT 5/2`, nil), int64(2))
		same(t, "null division", ask[*float64](t, db, `SELECT CAST(1 AS double precision) / nullif(CAST(@n AS double precision), 0)`, store.Args{"n": 0.0}), (*float64)(nil))
		same(t, "NULLs rise last", list[*int64](t, db, `SELECT x FROM (VALUES (CAST(2 AS bigint)), (NULL), (1)) v(x) ORDER BY x`, nil), []*int64{ref(1), ref(2), nil})
		same(t, "NULLs fall first", list[*int64](t, db, `SELECT x FROM (VALUES (CAST(2 AS bigint)), (NULL), (1)) v(x) ORDER BY x DESC`, nil), []*int64{nil, ref(2), ref(1)})
		same(t, "text order", list[string](t, db, `SELECT x FROM (VALUES ('a'), ('B'), ('回'), ('_')) v(x) ORDER BY x`, nil), []string{"B", "_", "a", "回"})
		same(t, "text of a time is UTC", ask[string](t, db, `SELECT CAST(CAST(@moment AS timestamptz) AS text)`,
			store.Args{"moment": time.Date(2011, 12, 9, 12, 50, 0, 0, time.FixedZone("", 8*3600))}), "2011-12-09 04:50:00+00")
	})
}

func ref(n int64) *int64 { return &n }

func TestValuesComeBack(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		moment := time.Date(2011, 12, 9, 12, 50, 0, 123456000, time.FixedZone("CST", 8*3600))
		got := ask[time.Time](t, db, `SELECT CAST(@v AS timestamptz)`, store.Args{"v": moment})
		same(t, "time", got, moment.UTC())
		same(t, "location", got.Location().String(), "UTC")
		for _, s := range []string{"2011-12-10", "1969-12-31", "1899-03-01", "2024-02-29"} {
			same(t, "day", ask[huike.Day](t, db, `SELECT CAST(@v AS date)`, store.Args{"v": huike.MustDay(s)}), huike.MustDay(s))
		}
		same(t, "int", ask[int64](t, db, `SELECT CAST(@v AS bigint)`, store.Args{"v": int64(math.MaxInt64)}), int64(math.MaxInt64))
		same(t, "customer", ask[huike.CustomerID](t, db, `SELECT CAST(@v AS bigint)`, store.Args{"v": huike.CustomerID(-7)}), huike.CustomerID(-7))
		same(t, "stage", ask[huike.Stage](t, db, `SELECT CAST(@v AS text)`, store.Args{"v": huike.StageActive}), huike.StageActive)
		same(t, "float", ask[float64](t, db, `SELECT CAST(@v AS double precision)`, store.Args{"v": 0.1}), 0.1)
		same(t, "bool", ask[bool](t, db, `SELECT CAST(@v AS boolean)`, store.Args{"v": true}), true)
		same(t, "text", ask[string](t, db, `SELECT CAST(@v AS text)`, store.Args{"v": "回客 it's"}), "回客 it's")
		same(t, "bytes", ask[[]byte](t, db, `SELECT @v`, store.Args{"v": []byte{0, 255}}), []byte{0, 255})
		same(t, "NULL", ask[*string](t, db, `SELECT CAST(@v AS text)`, store.Args{"v": nil}), (*string)(nil))
	})
}

func TestArraysUnnest(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		longs := `SELECT x FROM (SELECT unnest(CAST(@v AS bigint[])) AS x) v ORDER BY x`
		same(t, "bigint[]", list[int64](t, db, longs, store.Args{"v": []int64{3, 1}}), []int64{1, 3})
		same(t, "customers", list[int64](t, db, longs, store.Args{"v": []huike.CustomerID{3, 1}}), []int64{1, 3})
		same(t, "empty", list[int64](t, db, longs, store.Args{"v": []int64{}}), []int64{})
		same(t, "nil", list[int64](t, db, longs, store.Args{"v": []int64(nil)}), []int64{})
		same(t, "double[]", list[float64](t, db, `SELECT unnest(CAST(@v AS double precision[]))`, store.Args{"v": []float64{0.5}}), []float64{0.5})
		same(t, "text[]", list[string](t, db, `SELECT unnest(CAST(@v AS text[]))`, store.Args{"v": []string{"b,'\"{", "", "回"}}), []string{"b,'\"{", "", "回"})
		same(t, "days", list[huike.Day](t, db, `SELECT CAST(unnest(CAST(@v AS text[])) AS date)`, store.Args{"v": []huike.Day{huike.MustDay("2011-12-10")}}), []huike.Day{huike.MustDay("2011-12-10")})
		same(t, "any", list[int64](t, db, `SELECT x FROM (VALUES (CAST(1 AS bigint)), (2)) v(x) WHERE x = ANY(CAST(@v AS bigint[]))`, store.Args{"v": []int64{2, 5}}), []int64{2})
		both := `SELECT sum(a * b) FROM (SELECT unnest(CAST(@a AS bigint[])) AS a, unnest(CAST(@b AS double precision[])) AS b) v`
		same(t, "two arrays", ask[float64](t, db, both, store.Args{"a": []int64{1, 2}, "b": []float64{0.5, 10}}), 20.5)
	})
}
