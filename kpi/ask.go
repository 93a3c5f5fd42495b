package kpi

import (
	"context"

	"huike/feature"
	"huike/store"
)

// asked asks a question of the room; one with a place for purchase occasions
// gets those of @shop as of @as_of. scan must not add to anything, for it may
// read the same rows again.
func asked[T any](ctx context.Context, db store.DB, question string, args store.Args, scan func(*store.Rows) (T, error)) (all []T, err error) {
	q := queries.Get(question)
	if !q.Holds("occasion") {
		return store.All(ctx, db, q, args, scan)
	}
	q = q.With("occasion", feature.OccasionQuery())
	err = feature.New(db).OverOccasions(ctx, func(chain int64) (err error) {
		args["chain"] = chain
		all, err = store.All(ctx, db, q, args, scan)
		return err
	})
	return all, err
}

// one asks a question that has one row.
func one[T any](ctx context.Context, db store.DB, question string, args store.Args, scan func(*store.Rows) (T, error)) (row T, err error) {
	all, err := asked(ctx, db, question, args, scan)
	if err == nil && len(all) > 0 {
		row = all[0]
	}
	return row, err
}

// sum adds what each row of an answer adds.
func sum(rows []func(), err error) error {
	for _, add := range rows {
		add()
	}
	return err
}
