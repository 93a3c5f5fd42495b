package customer

import (
	"context"

	"huike"
	"huike/store"
)

// TraitTable and TraitColumns are the staging table of attributes that a source
// fills before it calls PutTraits. who_ix is the source's own number of a
// person; a trait called "birthday" holds a day and is kept with the person.
const TraitTable = "stage_trait"

// TraitColumns are the columns of TraitTable.
var TraitColumns = []string{"who_ix", "name", "since", "dated", "text_value", "number_value"}

// TraitCounts says what became of staged attributes.
type TraitCounts struct{ Staged, Added, Changed int64 }

// PutTraits makes the staged attributes facts, once each, and empties the
// staging table unless it is a temporary view (laid). What was told of the same
// day is replaced. next says which customer every person is and ends with io.EOF.
func PutTraits(ctx context.Context, tx store.Tx, a Arrival, laid bool, next func() (person int64, id huike.CustomerID, err error)) (TraitCounts, error) {
	var c TraitCounts
	row := make([]any, 2)
	_, err := tx.Load(ctx, "stage_told", []string{"who_ix", "customer_id"}, func() ([]any, error) {
		person, id, err := next()
		row[0], row[1] = person, int64(id)
		return row, err
	})
	if err != nil {
		return c, err
	}
	if err := plan(ctx, tx, TraitTable, "stage_told"); err != nil {
		return c, err
	}
	c.Staged, _, err = store.One(ctx, tx, queries.Get("traits_staged"), nil, func(r *store.Rows) (n int64, err error) { return n, r.Scan(&n) })
	if err != nil {
		return c, err
	}
	born, err := tx.Exec(ctx, queries.Get("birthdays_set"), nil)
	if err != nil {
		return c, err
	}
	if c.Changed, err = tx.Exec(ctx, queries.Get("traits_change"), nil); err != nil {
		return c, err
	}
	c.Changed += born
	c.Added, err = tx.Exec(ctx, queries.Get("traits_add"), store.Args{"source": "import", "arrived": a.At, "batch": a.Batch})
	if err != nil {
		return c, err
	}
	if !laid {
		if _, err := tx.Exec(ctx, queries.Get("stage_trait_clear"), nil); err != nil {
			return c, err
		}
	}
	if _, err := tx.Exec(ctx, queries.Get("stage_told_clear"), nil); err != nil {
		return c, err
	}
	return c, plan(ctx, tx, "trait")
}

// plan keeps PostgreSQL from taking freshly filled tables for empty ones.
func plan(ctx context.Context, tx store.Tx, tables ...string) error {
	if tx.Engine() == store.DuckDB {
		return nil
	}
	for _, t := range tables {
		if _, err := tx.Exec(ctx, queries.Get(t+"_analyze"), nil); err != nil {
			return err
		}
	}
	return nil
}

// Owners is the question for the customers of all identities: kind, shop_id,
// value_hash, customer_id. It tells no value and is put into questions of rooms
// that keep identities of their own.
func Owners() store.Query { return queries.Get("owners") }
