package order_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"huike/order"
	"huike/store"
	"huike/store/storetest"
)

func total(r order.Rows) int64 { return r.New + r.Changed + r.Part + r.Known + r.Orphaned }

// somebody makes up what a file says of an order.
func somebody(r *rand.Rand, n int) telling {
	o := telling{no: fmt.Sprintf("N%d", n), rows: 1 + r.IntN(4), told: true, rank: 1 + r.IntN(4)/2, minute: r.IntN(3), discount: int64(r.IntN(2)) * 50}
	if r.IntN(5) > 0 {
		o.buyer = int64(1 + n)
	}
	for range r.IntN(5) {
		o.lines = append(o.lines, line{int64(r.IntN(products)), int64(1 + r.IntN(2)), int64(r.IntN(4)) * 500})
	}
	if r.IntN(4) == 0 {
		o.returned = int64(r.IntN(3)) * 300
	}
	switch r.IntN(5) {
	case 0, 1: // a file of lines without amounts
		o.summed, o.sales = true, n%2 == 0
		if r.IntN(3) == 0 {
			o.lines = append(o.lines, line{1, 1, -500}, line{2, -1, -500})
		}
	case 2: // an export of whole orders
		o.whole, o.gross = true, int64(1+r.IntN(4))*1000
	case 3: // an order report that names only titles
		o.whole, o.guessed, o.gross = true, true, int64(1+r.IntN(4))*1000
		if o.rank = r.IntN(5); o.rank == 0 {
			o.returned = 0
		}
	case 4: // an item report
		o.told, o.whole, o.summed, o.dateless = false, true, true, r.IntN(2) == 0
	}
	return o
}

func files(r *rand.Rand, orders int) (told []telling, backs []back) {
	for n := range orders {
		if r.IntN(3) > 0 {
			told = append(told, somebody(r, n))
		}
	}
	for n := range 4 {
		if r.IntN(2) > 0 {
			backs = append(backs, back{fmt.Sprintf("C%d", n), 1 + r.IntN(3), int64(1+r.IntN(3)) * 100})
		}
	}
	return told, backs
}

// Whatever comes in whatever order: all rows are accounted for, nothing moves
// back, every file changes a shop once, and an order and its lines agree.
func TestPutOverRandomHistories(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		for seed := range uint64(3) {
			r := rand.New(rand.NewPCG(seed, 38))
			db := storetest.Open(t, db.Engine(), order.Schema)
			before, paid := all(t, db)
			for file := range 8 {
				told, backs := files(r, 30)
				where := fmt.Sprintf("seed %d, file %d", seed, file)
				c := put(t, db, told, backs...)
				after, repaid := all(t, db)
				rows := accounted(t, where, told, backs, c)
				for no, b := range paid {
					if repaid[no] < b {
						t.Errorf("%s: refund %s fell from %d to %d", where, no, b, repaid[no])
					}
				}
				for _, o := range told {
					moved(t, where, o, before, after)
				}
				again := put(t, db, told, backs...)
				if again.Orders+again.Lines+again.Refunds+again.Changed+again.Raised > 0 || again.Rows.Known+again.Rows.Orphaned != rows {
					t.Errorf("%s again: %+v", where, again)
				}
				before, paid = all(t, db)
				if diff := cmp.Diff(after, before, cmp.AllowUnexported(line{})) + cmp.Diff(repaid, paid); diff != "" {
					t.Fatalf("%s again: %s", where, diff)
				}
			}
		}
	}, order.Schema)
}

func accounted(t *testing.T, where string, told []telling, backs []back, c order.Counts) (rows int64) {
	t.Helper()
	for _, o := range told {
		rows += int64(o.rows)
	}
	for _, b := range backs {
		rows += int64(b.rows)
	}
	if total(c.Rows) != rows || c.Orders+c.Changed+c.Duplicates+int64(len(c.Orphans)) != int64(len(told)) {
		t.Errorf("%s: %d orders in %d rows became %+v", where, len(told), rows, c)
	}
	return rows
}

// moved sees that an order went no step back, and holds what the file told.
func moved(t *testing.T, where string, o telling, before, after map[string]known) {
	t.Helper()
	was, old := before[o.no]
	is, there := after[o.no]
	if !there {
		if !o.dateless {
			t.Errorf("%s: %+v is not there", where, o)
		}
		return
	}
	if is.Rank < was.Rank || is.Returned < was.Returned || is.Back < was.Back && was.Void == "" || !o.told && old && is.Rank != was.Rank {
		t.Errorf("%s: %+v went back from %+v to %+v", where, o, was, is)
	}
	if old && o.summed && !o.whole && int64(o.rank) == was.Rank && was.Paid != "" && is.Paid > was.Paid {
		t.Errorf("%s: a part moved the order from %s to %s", where, was.Paid, is.Paid)
	}
	have, gross := bag(is.lines()), is.Gross
	staged, held := bag(o.lines), bag(was.lines())
	older := int64(o.rank) < was.Rank || int64(o.rank) == was.Rank && o.returned < was.Returned
	real := old && len(was.Lines) > 0 && !was.guessed()
	var want map[line]int
	switch {
	case len(o.lines) == 0 || old && real && o.guessed:
		want = held
	case !old || len(was.Lines) == 0 || was.guessed() && !o.guessed:
		want = staged
	case !o.whole:
		want, _ = united(held, staged)
	case older:
		want = held
	default:
		want = edited(o, was, held, staged, have)
	}
	if !maps.Equal(have, want) {
		t.Errorf("%s: %+v on %+v made %v, want %v", where, o, was, have, want)
	}
	kept := 0
	for n, l := range was.Lines {
		if is.Lines[n] == l {
			kept++
		}
	}
	alike := 0
	for l, n := range held {
		alike += min(n, have[l])
	}
	if kept < alike && real {
		t.Errorf("%s: %+v on %+v gave lines new numbers: %+v", where, o, was, is)
	}
	sums, quantity := sum(is.lines(), is.Rule == 2)
	if is.Rule > 0 && gross != sums || is.Count != int64(len(is.Lines)) || !is.guessed() && len(is.Lines) > 0 && is.Quantity != quantity {
		t.Errorf("%s: %+v on %+v: the order does not agree with its lines: %+v", where, o, was, is)
	}
	if o.told && !o.summed && !older && gross != o.gross {
		t.Errorf("%s: %+v on %+v comes to %d", where, o, was, gross)
	}
	if whole := max(is.Returned, is.Back); is.Void != "" && is.Rank < 4 && is.Gross > whole && is.Gross > 0 {
		t.Errorf("%s: %+v is void, although only %d of %d was given back", where, o, whole, is.Gross)
	}
	if is.Void == "" && is.Rank > 0 && is.Gross > 0 && is.Back < min(is.Returned, is.Gross) {
		t.Errorf("%s: %+v on %+v made %+v: %d of %d was given back, and only %d is a refund", where, o, was, is, is.Returned, is.Gross, is.Back)
	}
}

// united are lines of which each stands as often as where it stands most, and what
// they come to.
func united(a, b map[line]int) (all map[line]int, minor int64) {
	all = maps.Clone(a)
	for l, n := range b {
		all[l] = max(all[l], n)
	}
	for l, n := range all {
		minor += int64(n) * l.amount
	}
	return all, minor
}

// edited are the lines of a known order after a report of all of it: those of the
// report where the order moved on, or where both together come to more than it;
// else the report was cut, and both count.
func edited(o telling, was known, held, staged, have map[line]int) map[line]int {
	both, minor := united(held, staged)
	grows := !maps.Equal(both, held)
	switch {
	case grows && minor > o.gross+o.discount,
		was.Rule == 0 && o.told && (o.gross != was.Gross || int64(o.rank) > was.Rank || o.returned > was.Returned):
		return staged
	case was.Rule > 0 || !o.told || !maps.Equal(have, staged):
		return both
	}
	return staged // its discount, postage or payment moved
}

// A file of lines that is cut anywhere, its parts in any order and some of them
// twice, comes to the same as the whole.
func TestPartsMakeTheWhole(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		for seed := range uint64(3) {
			r := rand.New(rand.NewPCG(seed, 33))
			var whole []telling
			parts := make([][]telling, 4)
			for n := range 40 {
				o, cut := torn(r, n, len(parts))
				whole = append(whole, o)
				for k, part := range cut {
					if len(part.lines) > 0 {
						parts[k] = append(parts[k], part)
					}
				}
			}
			fresh := func() store.DB { return storetest.Open(t, db.Engine(), order.Schema) }
			want := summary(t, fresh(), whole)
			for range 2 {
				turns := append(r.Perm(len(parts)), r.IntN(len(parts)))
				shop := fresh()
				var got map[string]string
				for _, k := range turns {
					got = summary(t, shop, parts[k])
				}
				if diff := cmp.Diff(want, got); diff != "" {
					t.Fatalf("seed %d, parts %v: %s", seed, turns, diff)
				}
				if diff := cmp.Diff(want, summary(t, shop, whole)); diff != "" {
					t.Fatalf("seed %d, parts %v and the whole: %s", seed, turns, diff)
				}
			}
		}
	}, order.Schema)
}

// torn makes an order of a file of lines and cuts it. Lines that are alike lie
// together, for two of one cannot be told from the same one twice.
func torn(r *rand.Rand, n, parts int) (o telling, cut []telling) {
	o = telling{no: fmt.Sprintf("N%d", n), buyer: int64(1 + n), told: true, summed: true, sales: n%2 == 0, rank: 1, minute: 5}
	for p := range products {
		l := line{int64(p), int64(r.IntN(4) - 1), int64(r.IntN(5)-1) * 250}
		o.lines = append(o.lines, slices.Repeat([]line{l}, 1+r.IntN(3)/2)...)
	}
	o.rows = len(o.lines)
	cut = make([]telling, parts)
	for k := range cut {
		cut[k] = o
		cut[k].lines, cut[k].minute = nil, 5+k // a row further down may have been written later
	}
	k := 0
	for i, l := range o.lines {
		if i > 0 && l != o.lines[i-1] && k < parts-1 && r.IntN(3) == 0 {
			k++
		}
		cut[k].lines, cut[k].rows = append(cut[k].lines, l), len(cut[k].lines)+1
	}
	return o, cut
}

func cmpLine(a, b line) int {
	return slices.Compare([]int64{a.product, a.quantity, a.amount}, []int64{b.product, b.quantity, b.amount})
}

// summary puts a file into a shop and tells what its orders are by then.
func summary(t *testing.T, db store.DB, file []telling) map[string]string {
	t.Helper()
	put(t, db, file)
	orders, _ := all(t, db)
	out := map[string]string{}
	for no, k := range orders {
		lines := k.lines()
		slices.SortFunc(lines, cmpLine)
		out[no] = fmt.Sprint(k.Gross, k.Count, k.Quantity, k.Paid, lines)
	}
	return out
}
