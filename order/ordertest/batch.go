package ordertest

import (
	"cmp"
	"context"
	"fmt"
	"time"

	"huike"
	"huike/store"
)

// firstID keeps the numbers of this package away from those that are handed out
// while data are imported.
const firstID = 1_000_000_000

var (
	insertShop = store.Compiled("ordertest/shop", `
INSERT INTO shop (shop_id, name, platform, currency, time_zone, margin_bp, approval, created_at)
SELECT CAST(@shop AS bigint), 'Shop ' || CAST(CAST(@shop AS bigint) AS varchar), 'own', CAST(@currency AS varchar), 'Asia/Shanghai', 4000, false, CAST(@at_time AS timestamptz)
WHERE NOT EXISTS (SELECT 1 FROM shop WHERE shop_id = CAST(@shop AS bigint))`)
	lastIDs = store.Compiled("ordertest/last", `
SELECT coalesce((SELECT max(order_id) FROM orders), 0), coalesce((SELECT max(refund_id) FROM refund), 0), coalesce((SELECT max(product_id) FROM product), 0), coalesce((SELECT max(review_id) FROM review), 0)`)
	tellProduct = store.Compiled("ordertest/describe", `
UPDATE product SET title = CAST(@title AS varchar), category = CAST(@category AS varchar), brand = CAST(@brand AS varchar),
  cost_minor = CAST(@cost AS bigint), list_minor = CAST(@list AS bigint), listed_day = CAST(@listed AS date),
  period_days = CAST(@period AS double precision), consumption_group = CAST(@consumption AS varchar)
WHERE shop_id = CAST(@shop AS bigint) AND external_no = CAST(@no AS varchar)`)
	products = store.Compiled("ordertest/products", `SELECT product_id, shop_id, external_no FROM product ORDER BY product_id`)
	newer    = store.Compiled("ordertest/newer", `UPDATE order_version SET version = version + 1`)
)

type productKey struct {
	shop int64
	no   string
}

// batch collects the rows of one Put.
type batch struct {
	order, refund, product, review          int64 // last used numbers
	known                                   map[productKey]int64
	orderRows, lineRows, backRows, itemRows [][]any
	detailRows, reviewRows                  [][]any
}

func begin(ctx context.Context, tx store.Tx) (*batch, error) {
	b, _, err := store.One(ctx, tx, lastIDs, nil, func(r *store.Rows) (*batch, error) {
		b := &batch{known: map[productKey]int64{}}
		err := r.Scan(&b.order, &b.refund, &b.product, &b.review)
		b.order, b.refund, b.product = max(b.order, firstID), max(b.refund, firstID), max(b.product, firstID)
		b.review = max(b.review, firstID)
		return b, err
	})
	if err != nil {
		return nil, err
	}
	_, err = store.All(ctx, tx, products, nil, func(r *store.Rows) (int64, error) {
		var id int64
		var k productKey
		err := r.Scan(&id, &k.shop, &k.no)
		b.known[k] = id
		return id, err
	})
	return b, err
}

func (b *batch) add(o Order) {
	b.order++
	customer := o.Customer
	if customer == 0 {
		customer = -b.order
	}
	status, rank := o.status()
	b.orderRows = append(b.orderRows, []any{customer, b.order, o.shop(), fmt.Sprintf("T%d", b.order), status, rank,
		o.orderedAt(), o.paidAt(), date(o.Day), int64(o.Hour), date(o.Void), minor(o.Gross), minor(o.Discount), int64(0),
		int64(len(o.Lines)), o.quantity(), optional(o.Province), optional(o.City), o.orderedAt(), int64(0)})
	for i, l := range o.Lines {
		b.lineRows = append(b.lineRows, []any{customer, b.order, int64(i + 1), o.shop(), b.item(o.shop(), l.Product),
			date(o.Day), max(l.Quantity, 1), minor(l.Amount), int64(0)})
	}
	if o.Refund != 0 {
		b.giveBack(o, customer)
	}
	if o.Source != "" || o.SourceGroup != "" || o.Delivered != "" {
		b.detailRows = append(b.detailRows, []any{customer, b.order, o.shop(), optional(o.Source), optional(o.SourceGroup),
			date(o.Delivered), date(o.Delivered), o.orderedAt(), int64(0)})
	}
	if o.Review.Score != 0 {
		b.giveOpinion(o, customer)
	}
}

func (b *batch) giveOpinion(o Order, customer int64) {
	b.review++
	day := cmp.Or(o.Review.Day, o.Day)
	var service any
	if o.Review.Service != 0 {
		service = o.Review.Service
	}
	at := huike.MustDay(day).Time(zone).UTC()
	b.reviewRows = append(b.reviewRows, []any{customer, b.review, o.shop(), fmt.Sprintf("V%d", b.review), b.order, o.Review.Score,
		service, o.Review.Photo, at, date(day), at, int64(0)})
}

func describe(ctx context.Context, tx store.Tx, p Product) error {
	known := func(v float64) any {
		if v == 0 {
			return nil
		}
		return minor(v)
	}
	var period any
	if p.PeriodDays != 0 {
		period = p.PeriodDays
	}
	_, err := tx.Exec(ctx, tellProduct, store.Args{"shop": max(p.Shop, 1), "no": p.No, "title": cmp.Or(p.Title, p.No),
		"category": optional(p.Category), "brand": optional(p.Brand), "cost": known(p.Cost), "list": known(p.List),
		"listed": optional(p.Listed), "period": period, "consumption": optional(p.Group)})
	return err
}

func (b *batch) giveBack(o Order, customer int64) {
	b.refund++
	day := o.RefundDay
	if day == "" {
		day = o.Day
	}
	at := huike.MustDay(day).Time(zone).UTC()
	b.backRows = append(b.backRows, []any{customer, b.refund, o.shop(), fmt.Sprintf("R%d", b.refund), b.order, at, date(day), minor(o.Refund), optional(o.RefundKind), at, int64(0)})
}

func (b *batch) item(shop int64, no string) int64 {
	k := productKey{shop, no}
	if id, ok := b.known[k]; ok {
		return id
	}
	b.product++
	b.known[k] = b.product
	b.itemRows = append(b.itemRows, []any{b.product, shop, no, no, time.Unix(0, 0).UTC(), int64(0)})
	return b.product
}

func (b *batch) store(ctx context.Context, tx store.Tx) error {
	for _, t := range []struct {
		table   string
		columns []string
		rows    [][]any
	}{
		{"product", []string{"product_id", "shop_id", "external_no", "title", "arrived_at", "batch_id"}, b.itemRows},
		{"orders", []string{"customer_id", "order_id", "shop_id", "external_no", "status", "status_rank", "ordered_at", "paid_at",
			"local_day", "local_hour", "void_day", "gross_minor", "discount_minor", "postage_minor", "line_count", "quantity",
			"province", "city", "arrived_at", "batch_id"}, b.orderRows},
		{"order_line", []string{"customer_id", "order_id", "line_no", "shop_id", "product_id", "local_day", "quantity", "amount_minor", "batch_id"}, b.lineRows},
		{"refund", []string{"customer_id", "refund_id", "shop_id", "external_no", "order_id", "refunded_at", "local_day", "amount_minor", "kind", "arrived_at", "batch_id"}, b.backRows},
		{"order_detail", []string{"customer_id", "order_id", "shop_id", "source", "source_group", "delivered_at", "delivered_day", "arrived_at", "batch_id"}, b.detailRows},
		{"review", []string{"customer_id", "review_id", "shop_id", "source_no", "order_id", "score", "service_score", "has_photo",
			"reviewed_at", "local_day", "arrived_at", "batch_id"}, b.reviewRows},
	} {
		if err := load(ctx, tx, t.table, t.columns, t.rows); err != nil {
			return err
		}
	}
	_, err := tx.Exec(ctx, newer, nil)
	return err
}
