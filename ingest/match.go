package ingest

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"huike/store"
)

// matchFacts lays typed rows of any kind but orders out for the shop: people,
// products and the facts themselves, by the kind's own statements.
func (j *job) matchFacts(ctx context.Context) error {
	if err := j.reading.run(ctx, "fact_reject"); err != nil {
		return err
	}
	if err := j.channels(ctx); err != nil {
		return err
	}
	for _, step := range j.kind.steps {
		if step == "seal" {
			if err := j.sealTexts(ctx); err != nil {
				return err
			}
			continue
		}
		if err := j.reading.run(ctx, "fact_"+step); err != nil {
			return err
		}
		if step != "person" {
			continue
		}
		var err error
		if j.people, err = j.reading.gather(ctx, j.in.vault, j.shop); err != nil {
			return err
		}
	}
	return nil
}

// matchOrders groups typed rows to orders, and gathers their buyers; orders with
// numbers are made meanwhile, for they do not need to know their buyers.
func (j *job) matchOrders(ctx context.Context) (err error) {
	r := j.reading
	if err := r.group(ctx); err != nil {
		return err
	}
	if r.hasOrderNo() {
		j.sales = begin(ctx, j.sell)
	}
	if j.people, err = r.gather(ctx, j.in.vault, j.shop); err != nil {
		return err
	}
	if r.hasOrderNo() {
		return nil
	}
	if err := r.tags(ctx, j.people); err != nil {
		return err
	}
	j.sales = begin(ctx, j.sell)
	return nil
}

// group finds the orders of the rows, and the row that speaks for each.
func (r *reading) group(ctx context.Context) error {
	if err := r.amountsOfRows(ctx); err != nil {
		return err
	}
	partial, err := r.partial(ctx)
	if err != nil {
		return err
	}
	err = r.constants(ctx, map[string]string{
		"has_lines":  strconv.FormatBool(r.hasLines() || r.sums),
		"sums":       strconv.FormatBool(r.sums),
		"counts_all": strconv.FormatBool(!r.preset.refundPrefix),
		"items_only": strconv.FormatBool(r.preset.itemsOnly),
		"is_payment": strconv.FormatBool(r.preset.payments),
		"has_goods":  strconv.FormatBool(r.mapped(productKeys...)),
		// Whether what was given back is of the order and stands on each of its rows.
		"back_repeats": strconv.FormatBool(slices.Contains(r.preset.repeats, headerKey(r.columnOf("refund")))),
	})
	if err != nil {
		return err
	}
	if err := r.db.Exec(ctx, "CREATE MACRO row_minor(line, amount) AS "+pick(r.sums, "amount", "line")); err != nil {
		return err
	}
	mask := []string{"0"}
	for i, c := range partial {
		mask = append(mask, "CASE WHEN t_"+c+" IS NULL THEN 0 ELSE "+strconv.FormatInt(1<<i, 10)+" END")
	}
	// Which row an order takes what it is told once from: the one that tells most, the first of several.
	if err := r.db.Exec(ctx, "CREATE OR REPLACE VIEW told AS SELECT *, CAST("+strings.Join(mask, " + ")+" AS BIGINT) AS mask FROM typed"); err != nil {
		return err
	}
	rows := pick(r.hasOrderNo(), "", "_rows")
	if err := r.run(ctx, "grouped"+rows); err != nil {
		return err
	}
	if r.hasOrderNo() && len(partial) > 0 {
		if err := r.complete(ctx, partial); err != nil {
			return err
		}
	}
	if err := r.amountless(ctx); err != nil {
		return err
	}
	return r.run(ctx, "reject", "fact", "person")
}

// amountless refuses orders that no row tells the amount of, in a file that tells
// it once for an order.
func (r *reading) amountless(ctx context.Context) error {
	if !r.hasOrderNo() || !r.hasAmount() || r.hasLines() || r.sums {
		return nil
	}
	return r.db.Exec(ctx, `UPDATE grouped SET bad = true, missing = true FROM kept WHERE kept.rowid = grouped.f AND kept.t_amount IS NULL AND NOT grouped.bad;
UPDATE kept SET reason = 'amount_missing:amount' WHERE reason IS NULL AND t_order_no IN (SELECT order_no FROM grouped WHERE missing)`)
}

// ofOrder are the targets that are of an order, not of its lines.
var ofOrder = []string{"amount", "status", "ordered_at", "paid_at", "finished_at", "total", "postage", "discount", "order_quantity", "kinds", "titles",
	"ouid", "external", "nick", "email", "phone", "alipay", "name", "gender", "country", "province", "city", "address", "agreed"}

// partial are the columns of orders that only some rows fill.
func (r *reading) partial(ctx context.Context) ([]string, error) {
	var have, counts []string
	for _, t := range ofOrder {
		if r.mapped(t) {
			have, counts = append(have, t), append(counts, "count(t_"+t+")")
		}
	}
	if len(have) == 0 || !r.hasOrderNo() {
		return nil, nil
	}
	rows, err := r.db.Query(ctx, "SELECT count(*), "+strings.Join(counts, ", ")+" FROM typed")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	numbers, into := make([]int64, len(have)+1), make([]any, len(have)+1)
	for i := range numbers {
		into[i] = &numbers[i]
	}
	var all []string
	if rows.Next() {
		if err := rows.Scan(into...); err != nil {
			return nil, broken(ctx, err)
		}
		for i, t := range have {
			if n := numbers[i+1]; n > 0 && n < numbers[0] {
				all = append(all, t)
			}
		}
	}
	return all, broken(ctx, rows.Err())
}

// complete fills in the row that speaks for an order what only other rows of it
// tell.
func (r *reading) complete(ctx context.Context, partial []string) error {
	var told, set []string
	for _, t := range partial {
		f, _ := r.kind.column(t)
		for _, c := range r.columnsOf(f) {
			told = append(told, "arg_min(t."+c.name+", t.r) FILTER (t.t_"+t+" IS NOT NULL) AS "+c.name)
			set = append(set, c.name+" = CASE WHEN kept.t_"+t+" IS NULL THEN l."+c.name+" ELSE kept."+c.name+" END")
		}
	}
	return r.db.Exec(ctx, "CREATE TABLE lead AS SELECT g.f, "+strings.Join(told, ", ")+
		" FROM typed AS t JOIN grouped AS g ON g.order_no = t.t_order_no WHERE g.mask <> g.told GROUP BY g.f; UPDATE kept SET "+
		strings.Join(set, ", ")+" FROM lead AS l WHERE kept.rowid = l.f")
}

// amountsOfRows finds out whether the amount of an order stands on every one of
// its rows, or each row has its own. A known maker's file needs no guess.
func (r *reading) amountsOfRows(ctx context.Context) error {
	if r.preset.payments {
		r.sums = true
		return nil
	}
	if !r.hasAmount() || !r.hasOrderNo() || r.hasLines() || r.preset.platform != "" && r.preset.id != freeMapping {
		return nil
	}
	rows, err := r.db.Query(ctx, `SELECT count(*) FILTER (lo <> hi), count(*) FROM (SELECT min(t_amount) AS lo, max(t_amount) AS hi
FROM typed WHERE reason IS NULL AND t_order_no IS NOT NULL GROUP BY t_order_no HAVING count(t_amount) > 1 AND count(DISTINCT t_status) < 2)`)
	if err != nil {
		return err
	}
	defer rows.Close()
	var differ, several int64
	if rows.Next() {
		if err := rows.Scan(&differ, &several); err != nil {
			return broken(ctx, err)
		}
	}
	r.sums = differ > 0 && 2*differ >= several
	switch column := r.columnOf("amount"); {
	case r.sums:
		r.note("amounts_summed", column, differ)
	case several > 0:
		r.note("amounts_repeat", column, several-differ)
	}
	if err := firstError(rows.Err(), rows.Close()); err != nil || r.sums || differ == 0 {
		return broken(ctx, err)
	}
	// The few orders whose rows contradict each other, where all others repeat one amount.
	return r.db.Exec(ctx, `UPDATE kept SET reason = 'amounts_contradict:amount' WHERE reason IS NULL AND t_order_no IN (SELECT t_order_no
FROM typed WHERE reason IS NULL AND t_order_no IS NOT NULL GROUP BY t_order_no HAVING count(t_amount) > 1 AND count(DISTINCT t_status) < 2 AND min(t_amount) <> max(t_amount))`)
}

// sell makes orders of the facts, and lays them out for an engine that reads
// them where they lie.
func (j *job) sell(ctx context.Context) error {
	r := j.reading
	rows := pick(r.hasOrderNo(), "", "_rows")
	lines := pick(r.hasOrderNo() && !r.hasLines() && !r.sums, "_split", rows)
	if err := r.run(ctx, "numbered"+rows, "sale"); err != nil {
		return err
	}
	if err := r.guessLines(ctx); err != nil {
		return err
	}
	if err := r.run(ctx, "product", "line_of"+lines, "out"); err != nil {
		return err
	}
	if j.in.db.Engine() != store.DuckDB {
		return nil
	}
	for _, s := range r.stages() {
		if err := r.lay(ctx, s); err != nil {
			return err
		}
	}
	return nil
}

// guessLines finds lines in the cell that tells all products of an order: by the
// maker's pattern, or by the marks between titles.
func (r *reading) guessLines(ctx context.Context) error {
	p := r.preset.products
	if p.match == "" || !r.mapped("titles") {
		return r.run(ctx, "guess")
	}
	group := func(target string) string {
		i := slices.Index(p.targets, target)
		if i < 0 {
			return "CAST(NULL AS VARCHAR)"
		}
		return fmt.Sprintf("nullif(trim(regexp_extract(piece, %s, %d)), '')", literal(p.match), i+1)
	}
	return r.db.Exec(ctx, `CREATE TABLE guess AS
SELECT f, CAST(-nth AS INTEGER) AS line_no, coalesce(no, sku, title) AS product_key, coalesce(title, no, sku) AS title, quantity,
       CAST(coalesce(minor(CAST(told AS DECIMAL(18, 4))), minor(CAST(price AS DECIMAL(18, 4)) * quantity), gross_minor // n + CASE WHEN nth = 1 THEN gross_minor % n ELSE 0 END) AS BIGINT) AS amount_minor
FROM (
  SELECT f, nth, n, gross_minor, `+group("product_no")+` AS no, `+group("sku")+` AS sku, `+group("product_title")+` AS title,
         coalesce(try_cast(`+group("quantity")+` AS BIGINT), 1) AS quantity, try_cast(`+group("line_amount")+` AS DECIMAL(18, 4)) AS told, try_cast(`+group("unit_price")+` AS DECIMAL(18, 4)) AS price
  FROM (SELECT f, gross_minor, pieces[nth] AS piece, nth, len(pieces) AS n FROM (
    SELECT f, gross_minor, pieces, unnest(range(1, len(pieces) + 1)) AS nth
    FROM (SELECT f, gross_minor, regexp_extract_all(titles, `+literal(p.match)+`) AS pieces FROM fact WHERE titles IS NOT NULL AND NOT is_refund) AS t
  ) AS s) AS p
) AS l WHERE coalesce(no, sku, title) IS NOT NULL`)
}
