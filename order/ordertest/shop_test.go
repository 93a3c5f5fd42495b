package ordertest_test

import (
	"testing"

	"huike/order"
	"huike/order/ordertest"
	"huike/store"
	"huike/store/storetest"

	"github.com/google/go-cmp/cmp"
)

func TestMain(m *testing.M) { storetest.Main(m) }

var sums = store.Compiled("ordertest/sums", `
SELECT CAST((SELECT count(*) FROM purchase WHERE customer_id > 0) AS bigint), CAST((SELECT count(*) FROM purchase WHERE customer_id < 0) AS bigint),
       CAST((SELECT sum(gross_minor) FROM purchase) AS bigint), CAST((SELECT sum(quantity) FROM purchase) AS bigint),
       CAST((SELECT sum(amount_minor) FROM purchase_line) AS bigint), CAST((SELECT count(*) FROM product_view) AS bigint),
       CAST((SELECT sum(amount_minor) FROM money_back) AS bigint), CAST((SELECT count(*) FROM shop_view) AS bigint),
       (SELECT version FROM order_version)`)

func TestPut(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		lines := []ordertest.Line{{Product: "tea", Quantity: 2, Amount: 10}, {Product: "cup", Amount: 2.50}}
		ordertest.Put(t, db, []ordertest.Order{
			{Customer: 1, Day: "2024-01-05", Gross: 12.50, Lines: lines, Refund: 2.50, RefundDay: "2024-01-09"},
			{Customer: 1, Day: "2024-01-06", Gross: 5, Unpaid: true},
			{Day: "2024-01-06", Gross: 7.01},
		})
		ordertest.Put(t, db, []ordertest.Order{{Customer: 2, Day: "2024-02-01", Hour: 23, Gross: 3, Lines: lines[1:], Province: "上海"}})
		have, _, err := store.One(t.Context(), db, sums, nil, func(r *store.Rows) ([9]int64, error) {
			var n [9]int64
			err := r.Scan(&n[0], &n[1], &n[2], &n[3], &n[4], &n[5], &n[6], &n[7], &n[8])
			return n, err
		})
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff([9]int64{2, 1, 2251, 5, 1500, 2, 250, 1, 3}, have); diff != "" {
			t.Error(diff)
		}
	}, order.Schema)
}
