package message

import (
	"context"

	"huike"
	"huike/store"
)

// Messages is the outbox with its gate in front and its ledger behind.
type Messages struct{ db store.DB }

// New opens the room over a database.
func New(db store.DB) *Messages { return &Messages{db: db} }

// State is where a message stands.
type State int

// The states. A message goes queued → claimed → one of the rest; after a
// temporary failure it goes back to queued.
const (
	Queued    State = 0
	Claimed   State = 1 // a process has it in its hands
	Sent      State = 2 // the server accepted it
	Failed    State = 3
	Unknown   State = 4 // it may have arrived; it is never sent again by itself
	Cancelled State = 5
	Held      State = 6 // the gate held it back at hand-over
)

// Question is a query with its arguments, by which a higher room names
// customers to this one. The names of arguments must not begin with gate_.
type Question struct {
	Query store.Query
	Args  store.Args
}

// IsZero reports whether there is no question.
func (q Question) IsZero() bool { return q.Query.Name == "" }

// merge puts arguments together; two values for one name are a fault of the program.
func merge(all ...store.Args) store.Args {
	out := store.Args{}
	for _, args := range all {
		for name, value := range args {
			if _, twice := out[name]; twice {
				panic("BUG: two questions that run together both have an argument @" + name)
			}
			out[name] = value
		}
	}
	return out
}

func scanID(r *store.Rows) (id huike.CustomerID, err error) { return id, r.Scan(&id) }

// inBulk runs statements over whole audiences, which must not be joined row by row.
func inBulk(ctx context.Context, tx store.Tx, f func() error) error {
	set := func(oneByOne string) error {
		_, err := tx.Exec(ctx, queries.Get("joins"), store.Args{"one_by_one": oneByOne})
		return err
	}
	if err := set("off"); err != nil {
		return err
	}
	if err := f(); err != nil {
		return err
	}
	return set("on")
}
