package order_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"huike/order"
	"huike/store"
	"huike/store/storetest"
)

var tea, cup, pot, coupon = line{0, 1, 1000}, line{1, 2, 500}, line{2, 1, 3000}, line{3, 1, -200}

// step is one file that tells an order, and what there is then.
type step struct {
	file telling
	want known
}

// follow puts the files of the steps one after the other, each twice.
func follow(t *testing.T, db store.DB, name string, steps ...step) {
	t.Helper()
	for i, s := range steps {
		s.file.no, s.file.rows, s.file.buyer = name, max(1, len(s.file.lines)), 7
		if s.file.rank == 0 {
			s.file.rank = 1
		}
		for again := range 2 {
			put(t, db, []telling{s.file})
			orders, _ := all(t, db)
			got := orders[name]
			s.want.Customer, s.want.Rank, s.want.Paid = got.Customer, got.Rank, got.Paid
			if diff := cmp.Diff(s.want, got, cmp.AllowUnexported(line{})); diff != "" {
				t.Errorf("%s: file %d, time %d: %s", name, i, again+1, diff)
			}
		}
	}
}

func TestEditsOfOneOrder(t *testing.T) {
	const day = "2020-05-01"
	part := telling{told: true, summed: true}
	of := func(o telling, lines ...line) telling { o.lines = lines; return o }
	whole := func(gross int64, lines ...line) telling {
		return telling{told: true, whole: true, gross: gross, lines: lines}
	}
	items := func(lines ...line) telling { return telling{whole: true, summed: true, dateless: true, lines: lines} }
	guess := func(gross int64, lines ...line) telling {
		return telling{told: true, whole: true, guessed: true, gross: gross, lines: lines}
	}
	back := func(o telling, minor int64) telling { o.returned = minor; return o }
	at := func(o telling, rank int) telling { o.rank = rank; return o }
	sales := func(o telling) telling { o.sales = true; return o }
	tail := func(lines ...line) telling { return telling{lines: lines} }
	histories := map[string][]step{
		"an edited order": {
			{whole(2000, tea, cup), known{Gross: 2000, Count: 2, Quantity: 3, Lines: map[int64]line{1: tea, 2: cup}}},
			{whole(4000, pot, tea), known{Gross: 4000, Count: 2, Quantity: 2, Lines: map[int64]line{1: tea, 3: pot}}},
			{whole(4000, pot, tea, tea), known{Gross: 4000, Count: 3, Quantity: 3, Lines: map[int64]line{1: tea, 3: pot, 4: tea}}},
		},
		"an older report edits nothing": {
			{back(whole(4000, pot, tea), 300), known{Gross: 4000, Count: 2, Quantity: 2, Returned: 300, Back: 300, Lines: map[int64]line{1: pot, 2: tea}}},
			{whole(2000, tea, cup), known{Gross: 4000, Count: 2, Quantity: 2, Returned: 300, Back: 300, Lines: map[int64]line{1: pot, 2: tea}}},
		},
		"a report of no lines takes none away": {
			{whole(2000, tea, cup), known{Gross: 2000, Count: 2, Quantity: 3, Lines: map[int64]line{1: tea, 2: cup}}},
			{whole(2500), known{Gross: 2500, Count: 2, Quantity: 3, Lines: map[int64]line{1: tea, 2: cup}}},
		},
		"guesses give way, and do not come back": {
			{guess(2000, tea, tea), known{Gross: 2000, Count: 2, Quantity: 2, Lines: map[int64]line{-1: tea, -2: tea}}},
			{guess(3000, tea, cup), known{Gross: 3000, Count: 2, Quantity: 3, Lines: map[int64]line{-1: tea, -3: cup}}},
			{items(tea, cup, cup), known{Gross: 3000, Count: 3, Quantity: 5, Lines: map[int64]line{1: tea, 2: cup, 3: cup}}},
			{guess(2500, tea, cup), known{Gross: 2500, Count: 3, Quantity: 5, Lines: map[int64]line{1: tea, 2: cup, 3: cup}}},
			{items(tea, pot), known{Gross: 2500, Count: 2, Quantity: 2, Lines: map[int64]line{1: tea, 4: pot}}},
		},
		"the tail of an export adds lines and nothing else": {
			{whole(5000, tea, pot), known{Gross: 5000, Count: 2, Quantity: 2, Lines: map[int64]line{1: tea, 2: pot}}},
			{tail(cup), known{Gross: 5000, Count: 3, Quantity: 4, Lines: map[int64]line{1: tea, 2: pot, 3: cup}}},
		},
		"a sum counts every line": {
			{of(part, tea, pot), known{Rule: 1, Gross: 4000, Count: 2, Quantity: 2, Lines: map[int64]line{1: tea, 2: pot}}},
			{of(part, coupon, cup), known{Rule: 1, Gross: 4300, Count: 4, Quantity: 5, Lines: map[int64]line{1: tea, 2: pot, 3: coupon, 4: cup}}},
		},
		"a sum of sales": {
			{sales(of(part, tea)), known{Rule: 2, Gross: 1000, Count: 1, Quantity: 1, Lines: map[int64]line{1: tea}}},
			{sales(of(part, coupon, cup)), known{Rule: 2, Gross: 1500, Count: 3, Quantity: 4, Lines: map[int64]line{1: tea, 2: coupon, 3: cup}}},
		},
		"an amount that was told goes before a sum": {
			{whole(900, tea), known{Gross: 900, Count: 1, Quantity: 1, Lines: map[int64]line{1: tea}}},
			{of(part, tea), known{Gross: 900, Count: 1, Quantity: 1, Lines: map[int64]line{1: tea}}},
		},
		"a sum gives way to an amount": {
			{of(part, tea), known{Rule: 1, Gross: 1000, Count: 1, Quantity: 1, Lines: map[int64]line{1: tea}}},
			{whole(1000, tea), known{Gross: 1000, Count: 1, Quantity: 1, Lines: map[int64]line{1: tea}}},
			{of(part, cup), known{Gross: 1000, Count: 2, Quantity: 3, Lines: map[int64]line{1: tea, 2: cup}}},
		},
		"a part that was given back whole": {
			{back(of(part, tea), 1000), known{Rule: 1, Gross: 1000, Count: 1, Quantity: 1, Returned: 1000, Void: day, Lines: map[int64]line{1: tea}}},
			{of(part, pot), known{Rule: 1, Gross: 4000, Count: 2, Quantity: 2, Returned: 1000, Back: 1000, Lines: map[int64]line{1: tea, 2: pot}}},
			{back(of(part, tea), 4000), known{Rule: 1, Gross: 4000, Count: 2, Quantity: 2, Returned: 4000, Back: 4000, Void: day, Lines: map[int64]line{1: tea, 2: pot}}},
		},
		"an order that was given back whole and then grew": {
			{back(whole(1000, tea), 1000), known{Gross: 1000, Count: 1, Quantity: 1, Returned: 1000, Void: day, Lines: map[int64]line{1: tea}}},
			{back(whole(4000, tea, pot), 1000), known{Gross: 4000, Count: 2, Quantity: 2, Returned: 1000, Back: 1000, Lines: map[int64]line{1: tea, 2: pot}}},
		},
		"an order that shrank to what was given back": {
			{back(whole(4000, tea, pot), 1000), known{Gross: 4000, Count: 2, Quantity: 2, Returned: 1000, Back: 1000, Lines: map[int64]line{1: tea, 2: pot}}},
			{back(whole(1000, tea), 1000), known{Gross: 1000, Count: 1, Quantity: 1, Returned: 1000, Back: 1000, Void: day, Lines: map[int64]line{1: tea}}},
		},
		"a closed order stays closed": {
			{at(of(part, tea), 4), known{Rule: 1, Gross: 1000, Count: 1, Quantity: 1, Void: day, Lines: map[int64]line{1: tea}}},
			{at(of(part, pot), 4), known{Rule: 1, Gross: 4000, Count: 2, Quantity: 2, Void: day, Lines: map[int64]line{1: tea, 2: pot}}},
		},
	}
	storetest.Each(t, func(t *testing.T, db store.DB) {
		for name, steps := range histories {
			follow(t, db, name, steps...)
		}
	}, order.Schema)
}

// An order that was kept before sums were noted is summed when a file of lines
// tells it otherwise.
func TestOrdersKeptBeforeAreSummed(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		o := telling{no: "A", rows: 3, told: true, summed: true, rank: 1, lines: []line{tea, pot, coupon}}
		put(t, db, []telling{o})
		err := db.Write(t.Context(), func(tx store.Tx) error {
			_, err := tx.Exec(t.Context(), store.Compiled("test", `UPDATE orders SET gross_rule = NULL, gross_minor = 4000`), nil)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		for _, changed := range []int64{1, 0} {
			c := put(t, db, []telling{o})
			orders, _ := all(t, db)
			if got := orders["A"]; got.Gross != 3800 || got.Rule != 1 || c.Changed != changed {
				t.Errorf("%+v, %+v", got, c)
			}
		}
	}, order.Schema)
}

// Lines of an order that is nowhere, in a file that does not say when it was made.
func TestOrphansKeepTheirRows(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		c := put(t, db, []telling{{no: "A", rows: 3, dateless: true, lines: []line{tea, pot}}, {no: "B", rows: 2, told: true, summed: true, rank: 1, lines: []line{cup}}},
			back{"C", 4, 100}, back{"D", 1, 100})
		want := order.Counts{Orders: 1, Lines: 1, Refunds: 2, Keyless: 1, Orphans: []int64{0}, Rows: order.Rows{New: 3, Part: 4, Orphaned: 3}}
		if diff := cmp.Diff(want, c); diff != "" {
			t.Error(diff)
		}
		c = put(t, db, nil, back{"C", 5, 150}, back{"D", 2, 90})
		want = order.Counts{Orphans: []int64{}, Raised: 1, Rows: order.Rows{Changed: 1, Part: 4, Known: 2}}
		if diff := cmp.Diff(want, c); diff != "" {
			t.Error(diff)
		}
	}, order.Schema)
}

// What single refunds account for is not given back again, and the order's own
// report changes nothing when it comes again.
func TestSingleRefundsAreRaisedOnce(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		o := telling{no: "A", rows: 1, told: true, whole: true, rank: 1, gross: 4000, returned: 600, lines: []line{tea, pot}}
		put(t, db, []telling{o})
		err := db.Write(t.Context(), func(tx store.Tx) error {
			if err := load(t.Context(), tx, order.StageBack, [][]any{{int64(0), "A", "R1", int64(200), nil, nil, noon, noon.Truncate(24 * time.Hour)}}); err != nil {
				return err
			}
			_, err := order.PutRefunds(t.Context(), tx, order.Batch{Shop: 1, ID: 2, At: noon})
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		for _, step := range []struct{ returned, raised, back int64 }{{600, 0, 600}, {900, 1, 900}, {900, 0, 900}} {
			o.returned = step.returned
			c := put(t, db, []telling{o})
			orders, _ := all(t, db)
			if back := orders["A"].Back; c.Raised != step.raised || back != step.back {
				t.Errorf("%+v: raised %d, given back %d", step, c.Raised, back)
			}
		}
	}, order.Schema)
}
