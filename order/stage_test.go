package order_test

import (
	"context"
	"fmt"
	"io"
	"testing"
	"time"

	"huike/order"
	"huike/store"
)

// line is one product of an order, by number; a guess comes from a title.
type line struct {
	product, quantity, amount int64
}

// telling is what one file says of one order.
type telling struct {
	no                         string
	buyer                      int64 // 0: none
	rows                       int
	told, whole, summed, sales bool
	dateless                   bool // does not say when it was made
	rank                       int  // 0 unpaid .. 4 closed
	minute                     int  // of the order's day
	returned                   int64
	gross                      int64 // ignored where it is summed
	discount                   int64
	lines                      []line
	guessed                    bool
}

// back is a refund of no order.
type back struct {
	no     string
	rows   int
	amount int64
}

var states = []string{"unpaid", "paid", "shipped", "finished", "closed"}

// sum is what an order comes to by the rule of its source.
func sum(lines []line, sales bool) (gross, quantity int64) {
	for _, l := range lines {
		if !sales || l.quantity > 0 && l.amount > 0 {
			gross += l.amount
		}
		quantity += max(l.quantity, 0)
	}
	return gross, quantity
}

func (o telling) total() int64 {
	if !o.summed {
		return o.gross
	}
	gross, _ := sum(o.lines, o.sales)
	return gross
}

func (o telling) row(ix int64) []any {
	_, quantity := sum(o.lines, o.sales)
	gross := o.total()
	var buyer, ordered, paid, void any
	if o.buyer > 0 {
		buyer = o.buyer
	}
	day := noon.Truncate(24 * time.Hour)
	if !o.dateless {
		ordered = noon.Add(time.Duration(o.minute) * time.Minute)
		if o.rank > 0 {
			paid = ordered
		}
		if o.rank > 0 && (o.rank == 4 || o.returned > 0 && o.returned >= gross) {
			void = day
		}
	}
	return []any{ix, buyer, o.no, int64(o.rows), o.told, o.whole, o.summed, o.sales, states[o.rank], int64(o.rank), ordered, paid, day, int64(12),
		void, o.returned, gross, o.discount, int64(0), int64(len(o.lines)), quantity, nil, nil}
}

const products = 8

// put stages what a file says and makes it facts.
func put(t testing.TB, db store.DB, orders []telling, backs ...back) order.Counts {
	t.Helper()
	tables := map[string][][]any{}
	add := func(s order.Stage, row ...any) { tables[s.Table] = append(tables[s.Table], row) }
	for p := range int64(products) {
		add(order.StageProduct, p, fmt.Sprintf("P%d", p), fmt.Sprintf("Product %d", p), nil)
	}
	for i, o := range orders {
		ix := int64(i)
		tables["stage_order"] = append(tables["stage_order"], o.row(ix))
		for k, l := range o.lines {
			no := int64(k + 1)
			if o.guessed {
				no = -no
			}
			add(order.StageLine, ix, no, l.product, l.quantity, l.amount)
		}
		if o.buyer > 0 {
			add(order.StageBuyer, o.buyer, 100+o.buyer)
		}
		if o.returned > 0 && o.rank > 0 && o.returned < o.total() {
			add(order.StageRefund, ix, ix, nil, o.no, int64(0), noon, noon.Truncate(24*time.Hour), o.returned)
		}
	}
	for i, b := range backs {
		add(order.StageRefund, int64(1000+i), nil, nil, b.no, int64(b.rows), noon, noon.Truncate(24*time.Hour), b.amount)
	}
	var c order.Counts
	err := db.Write(t.Context(), func(tx store.Tx) (err error) {
		for _, s := range []order.Stage{order.StageProduct, order.StageOrder, order.StageLine, order.StageRefund, order.StageBuyer} {
			if err := load(t.Context(), tx, s, tables[s.Table]); err != nil {
				return err
			}
		}
		c, err = order.Put(t.Context(), tx, order.Batch{Shop: 1, ID: 1, At: noon})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func load(ctx context.Context, tx store.Tx, s order.Stage, rows [][]any) error {
	i := -1
	_, err := tx.Load(ctx, s.Table, s.Columns, func() ([]any, error) {
		if i++; i == len(rows) {
			return nil, io.EOF
		}
		return rows[i], nil
	})
	return err
}

// known is what a shop holds of an order.
type known struct {
	Customer, Rank, Rule, Gross, Discount, Returned, Count, Quantity int64
	Paid, Void                                                       string
	Lines                                                            map[int64]line // by line number
	Back                                                             int64
}

// all reads back what the shop holds, by order number, and the refunds of no order.
func all(t testing.TB, db store.DB) (orders map[string]known, backs map[string]int64) {
	t.Helper()
	orders, backs = map[string]known{}, map[string]int64{}
	read(t, db, `SELECT external_no, customer_id, status_rank, coalesce(gross_rule, -1), gross_minor, discount_minor, coalesce(returned_minor, 0), line_count, quantity,
		coalesce(CAST(paid_at AS varchar), ''), coalesce(CAST(void_day AS varchar), '') FROM orders`, func(r *store.Rows) error {
		var no string
		k := known{Lines: map[int64]line{}}
		err := r.Scan(&no, &k.Customer, &k.Rank, &k.Rule, &k.Gross, &k.Discount, &k.Returned, &k.Count, &k.Quantity, &k.Paid, &k.Void)
		orders[no] = k
		return err
	})
	read(t, db, `SELECT o.external_no, l.line_no, CAST(substr(p.external_no, 2) AS bigint), l.quantity, l.amount_minor FROM order_line AS l
		JOIN orders AS o ON o.customer_id = l.customer_id AND o.order_id = l.order_id JOIN product AS p ON p.product_id = l.product_id`, func(r *store.Rows) error {
		var no string
		var n int64
		var l line
		err := r.Scan(&no, &n, &l.product, &l.quantity, &l.amount)
		if _, twice := orders[no].Lines[n]; twice {
			t.Errorf("%s has two lines %d", no, n)
		}
		orders[no].Lines[n] = l
		return err
	})
	read(t, db, `SELECT r.external_no, coalesce(o.external_no, ''), r.amount_minor FROM refund AS r
		LEFT JOIN orders AS o ON o.customer_id = r.customer_id AND o.order_id = r.order_id`, func(r *store.Rows) error {
		var no, of string
		var amount int64
		err := r.Scan(&no, &of, &amount)
		if of == "" {
			backs[no] += amount
			return err
		}
		k := orders[of]
		k.Back += amount
		orders[of] = k
		return err
	})
	return orders, backs
}

func read(t testing.TB, db store.DB, sql string, scan func(*store.Rows) error) {
	t.Helper()
	if _, err := store.All(t.Context(), db, store.Compiled("test", sql), nil, func(r *store.Rows) (int, error) { return 0, scan(r) }); err != nil {
		t.Fatal(err)
	}
}

// bag counts lines that are alike.
func bag(lines []line) map[line]int {
	n := map[line]int{}
	for _, l := range lines {
		n[l]++
	}
	return n
}

func (k known) lines() (lines []line) {
	for _, l := range k.Lines {
		lines = append(lines, l)
	}
	return lines
}

func (k known) guessed() bool {
	for n := range k.Lines {
		return n < 0
	}
	return false
}
