package main

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"time"

	"huike/feature"
	"huike/segment"
	"huike/store"
)

// previews is how many different rules are asked.
const previews = 200

// measurePreview asks rules of five conditions of a fresh snapshot, as the
// segment editor does while a merchant changes a rule. The aggregate beside it
// reads the same snapshot once: how many customers are in each stage.
func measurePreview(ctx context.Context, s settings) error {
	db, err := openShop(ctx, s.database())
	if err != nil {
		return err
	}
	defer db.Close()
	snapshot, err := feature.New(db).Ensure(ctx, feature.Scope{AsOf: lastDay}, time.Now())
	if err != nil {
		return err
	}
	if err := db.Checkpoint(ctx); err != nil {
		return err
	}
	segments := segment.New(db)
	chance := rand.New(rand.NewPCG(1, 5))
	var ours, theirs []cost
	for n := range previews + 1 {
		rule := fiveConditions(chance)
		asked, err := timed(func() error { return preview(ctx, segments, rule, snapshot) })
		if err != nil {
			return fmt.Errorf("%s: %w", rule, err)
		}
		counted, err := timed(func() error { return stages(ctx, db, snapshot.ID) })
		if err != nil {
			return err
		}
		if n > 0 { // the first round warms the cache
			ours, theirs = append(ours, asked), append(theirs, counted)
		}
	}
	for _, percent := range []int{50, 99} {
		mine, bare := quantile(ours, percent), quantile(theirs, percent)
		fmt.Printf("| preview of five conditions among %d customers, p%d | %.1f ms | bare count of the stages %.1f ms | %.2f | %d rules; processor %.1f ms |\n",
			snapshot.Customers, percent, 1000*mine.wall.Seconds(), 1000*bare.wall.Seconds(), mine.wall.Seconds()/bare.wall.Seconds(), previews, 1000*mine.processor.Seconds())
	}
	return nil
}

func preview(ctx context.Context, segments *segment.Segments, rule []byte, snapshot feature.Snapshot) error {
	r, err := segment.Parse(rule)
	if err != nil {
		return err
	}
	p, err := segments.Preview(ctx, r, snapshot.ID)
	if err == nil && p.Base != snapshot.Customers {
		err = fmt.Errorf("the preview knows %d of %d customers", p.Base, snapshot.Customers)
	}
	return err
}

var byStage = store.Compiled("bench/stages", `
SELECT stage, count(*) FROM customer_feature WHERE snapshot_id = CAST(@snapshot AS bigint) GROUP BY stage`)

func stages(ctx context.Context, db store.Reader, snapshot int64) error {
	_, err := store.All(ctx, db, byStage, store.Args{"snapshot": snapshot}, func(r *store.Rows) (n int64, err error) {
		var stage string
		return n, r.Scan(&stage, &n)
	})
	return err
}

// node is a part of a rule.
type node map[string]any

// fiveConditions draws a rule: five different fields, two of them in an "any",
// one of them negated.
func fiveConditions(chance *rand.Rand) []byte {
	picked := chance.Perm(len(conditions))[:5]
	drawn := make([]node, len(picked))
	for i, n := range picked {
		drawn[i] = conditions[n](chance)
	}
	text, err := json.Marshal(node{"all": []node{drawn[0], drawn[1], {"any": drawn[2:4]}, {"not": drawn[4]}}})
	if err != nil {
		panic("BUG: " + err.Error())
	}
	return text
}

var conditions = []func(*rand.Rand) node{
	number("recency_days", 0, 700), number("tenure_days", 0, 730), number("occasions", 1, 8), number("orders", 1, 8),
	number("quantity", 5, 60), number("gross", 100, 2500), number("net", 100, 2500), number("mean_order", 50, 800),
	number("occasions_window", 0, 5), number("net_window", 0, 1500), number("gap_days", 10, 400),
	number("r_score", 1, 5), number("f_score", 1, 5), number("m_score", 1, 5),
	among("stage", "after_sale", "active", "silent", "sleeping", "lost", "dead"),
	among("ladder", "new", "regular", "fans", "holding", "lapsed"),
	func(chance *rand.Rand) node {
		return node{"field": "last_day", "op": "ge", "value": lastDay.Add(-chance.IntN(700)).String()}
	},
	func(chance *rand.Rand) node {
		from := lastDay.Add(-chance.IntN(700))
		return node{"field": "first_day", "op": "between", "value": []string{from.String(), from.Add(90).String()}}
	},
}

// number draws a comparison with a bound between least and most.
func number(field string, least, most int) func(*rand.Rand) node {
	ops := []string{"lt", "le", "gt", "ge"}
	return func(chance *rand.Rand) node {
		return node{"field": field, "op": ops[chance.IntN(len(ops))], "value": least + chance.IntN(most-least)}
	}
}

// among draws two or three of the values of a text.
func among(field string, values ...string) func(*rand.Rand) node {
	return func(chance *rand.Rand) node {
		var some []string
		for _, n := range chance.Perm(len(values))[:2+chance.IntN(2)] {
			some = append(some, values[n])
		}
		return node{"field": field, "op": "in", "value": some}
	}
}
