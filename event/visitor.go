package event

import (
	"context"
	"io"
	"time"

	"huike"
	"huike/store"
)

// Key is an identity as it is looked up.
type Key struct {
	Kind string
	Shop huike.ShopID // 0 for kinds that count everywhere
	Hash string
}

// Visitor is somebody whose events came before anybody knew who it was.
type Visitor struct {
	ID    int64 // 0: nobody is known by the identity
	Whom  int64 // the customer who the visitor turned out to be; negative: another visitor; 0: not known
	Kinds uint8 // by which kinds of identity besides a browser the visitor is named: 1 ouid, 2 external, 4 nick, 8 email, 16 phone
}

// Visitors looks n identities up in one go.
func Visitors(ctx context.Context, tx store.Tx, n int, key func(i int) Key) ([]Visitor, error) {
	all := make([]Visitor, n)
	if some, err := anybody(ctx, tx); err != nil || !some {
		return all, err
	}
	i := 0
	row := make([]any, 4)
	_, err := tx.Load(ctx, "stage_visitor", []string{"identity_ix", "kind", "shop_id", "value_hash"}, func() ([]any, error) {
		if i == n {
			return nil, io.EOF
		}
		k := key(i)
		row[0], row[1], row[2], row[3] = int64(i), k.Kind, int64(k.Shop), k.Hash
		i++
		return row, nil
	})
	if err != nil {
		return nil, err
	}
	if err := readVisitors(ctx, tx, all); err != nil {
		return nil, err
	}
	_, err = tx.Exec(ctx, queries.Get("stage_visitor_clear"), nil)
	return all, err
}

func readVisitors(ctx context.Context, tx store.Tx, into []Visitor) error {
	if tx.Engine() != store.DuckDB {
		if _, err := tx.Exec(ctx, queries.Get("stage_visitor_analyze"), nil); err != nil {
			return err
		}
	}
	rows, err := tx.Read(ctx, queries.Get("visitors_known"), nil)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var ix int64
		var v Visitor
		if err := rows.Scan(&ix, &v.ID, &v.Whom, &v.Kinds); err != nil {
			return err
		}
		into[ix] = v
	}
	return rows.Err()
}

func anybody(ctx context.Context, tx store.Tx) (bool, error) {
	_, some, err := store.One(ctx, tx, queries.Get("event_any"), nil, func(r *store.Rows) (one int64, err error) { return one, r.Scan(&one) })
	return some, err
}

// Met is a new identity of a visitor.
type Met struct {
	Key
	Visitor int64
	Whom    int64 // as in Visitor
}

// Meet writes new identities of visitors in bulk; next ends with io.EOF. The
// numbers of visitors come from store.Reserve(ctx, tx, "visitor", n).
func Meet(ctx context.Context, tx store.Tx, at time.Time, next func() (Met, error)) error {
	row := make([]any, 6)
	n, err := tx.Load(ctx, "visitor", []string{"shop_id", "kind", "value_hash", "visitor_id", "customer_id", "arrived_at"}, func() ([]any, error) {
		m, err := next()
		if err != nil {
			return nil, err
		}
		row[0], row[1], row[2], row[3], row[4], row[5] = int64(m.Shop), m.Kind, m.Hash, m.Visitor, nil, at
		if m.Whom != 0 {
			row[4] = m.Whom
		}
		return row, nil
	})
	if err == nil && n > 0 && tx.Engine() != store.DuckDB {
		_, err = tx.Exec(ctx, queries.Get("visitor_analyze"), nil)
	}
	return err
}

// Who says which customer, or which visitor (negative), every person of a
// source is; next ends with io.EOF.
func Who(ctx context.Context, tx store.Tx, next func() (person, whom int64, err error)) error {
	row := make([]any, 2)
	_, err := tx.Load(ctx, "stage_who", []string{"who_ix", "customer_id"}, func() ([]any, error) {
		person, whom, err := next()
		row[0], row[1] = person, whom
		return row, err
	})
	return err
}

// Link notes whom visitors turned out to be: a customer, or (negative) another
// visitor. Who is a customer already stays so.
func Link(ctx context.Context, tx store.Tx, whom map[int64]int64) error {
	if len(whom) == 0 {
		return nil
	}
	var pairs [][]any
	for v, w := range whom {
		pairs = append(pairs, []any{v, w})
	}
	_, err := tx.Load(ctx, "stage_link", []string{"visitor_id", "customer_id"}, func() ([]any, error) {
		if len(pairs) == 0 {
			return nil, io.EOF
		}
		next := pairs[0]
		pairs = pairs[1:]
		return next, nil
	})
	if err != nil {
		return err
	}
	return run(ctx, tx, "visitors_link", "stage_link_clear", "visitors_follow")
}

func run(ctx context.Context, tx store.Tx, names ...string) error {
	for _, name := range names {
		if _, err := tx.Exec(ctx, queries.Get(name), nil); err != nil {
			return err
		}
	}
	return nil
}

// Recognise gives the past of every visitor who shares an identity with a
// customer to that customer, and returns of how many. owners gives kind,
// shop_id, value_hash and customer_id of the customers' identities.
func Recognise(ctx context.Context, tx store.Tx, owners store.Query) (int64, error) {
	if some, err := anybody(ctx, tx); err != nil || !some {
		return 0, err
	}
	n, err := tx.Exec(ctx, queries.Get("visitors_meet").With("owner", owners), nil)
	if err != nil || n == 0 {
		return 0, err
	}
	return n, run(ctx, tx, "visitors_link", "stage_link_clear", "visitors_follow")
}
