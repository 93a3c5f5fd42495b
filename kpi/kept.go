package kpi

import (
	"context"
	"encoding/json"
	"fmt"

	"huike/feature"
	"huike/order"
	"huike/store"
)

// keep is how many days of a question and shop are kept.
const keep = 24

// form is that of the kept answers; it rises when they are reckoned or written
// in another way.
const form = 1

// kept returns what a question about all facts of a scope was answered when it
// was last asked of the same facts, and asks it otherwise. T must survive JSON.
func kept[T any](ctx context.Context, k *KPI, question string, s feature.Scope, ask func() (T, error)) (T, error) {
	var answer T
	facts, err := order.New(k.db).Version(ctx)
	if err != nil {
		return answer, err
	}
	args := store.Args{"question": fmt.Sprintf("%s, form %d", question, form), "shop": s.Shop, "as_of": s.AsOf, "facts": facts}
	document, found, err := store.One(ctx, k.db, queries.Get("kept"), args, func(r *store.Rows) (text string, err error) { return text, r.Scan(&text) })
	if err != nil {
		return answer, err
	}
	if found && json.Unmarshal([]byte(document), &answer) == nil {
		return answer, nil
	}
	if answer, err = ask(); err != nil {
		return answer, err
	}
	text, err := json.Marshal(answer)
	if err != nil {
		panic(fmt.Sprintf("BUG: the answer to %s cannot be written as JSON: %v", question, err))
	}
	args["document"] = string(text)
	return answer, k.db.Write(ctx, func(tx store.Tx) error { return keepAnswer(ctx, tx, args) })
}

// keepAnswer puts an answer in the place of older ones of its day, and drops
// those of days that were asked long ago.
func keepAnswer(ctx context.Context, tx store.Tx, args store.Args) error {
	id, err := store.Reserve(ctx, tx, "kpi_kept", 1)
	if err != nil {
		return err
	}
	place := store.Args{"question": args["question"], "shop": args["shop"], "as_of": args["as_of"], "keep": keep - 1}
	if _, err := tx.Exec(ctx, queries.Get("keep_drop"), place); err != nil {
		return err
	}
	args["id"] = id
	_, err = tx.Exec(ctx, queries.Get("keep"), args)
	return err
}
