package store

import (
	"context"
	"embed"

	"huike"
)

//go:embed migration
var groundSteps embed.FS

// ground is the schema that every database has.
var ground = &Schema{Room: "store", Tables: []string{"counter"}, Migrations: groundSteps}

var (
	raiseCounter = Compiled("counter/raise", `UPDATE counter SET next = next + CAST(@n AS bigint) WHERE name = @name`)
	startCounter = Compiled("counter/start", `INSERT INTO counter (name, next) VALUES (@name, CAST(@n AS bigint) + 1)`)
	readCounter  = Compiled("counter/read", `SELECT next FROM counter WHERE name = @name`)
)

// Reserve takes n dense numbers of a name, from 1 up, and returns the first.
// They are taken for good when the transaction is kept.
func Reserve(ctx context.Context, tx Tx, name string, n int64) (first int64, err error) {
	args := Args{"name": name, "n": n}
	raised, err := tx.Exec(ctx, raiseCounter, args)
	if err != nil {
		return 0, err
	}
	if raised == 0 {
		if _, err := tx.Exec(ctx, startCounter, args); err != nil {
			return 0, err
		}
	}
	next, found, err := One(ctx, tx, readCounter, Args{"name": name}, func(r *Rows) (n int64, err error) { return n, r.Scan(&n) })
	if err != nil {
		return 0, err
	}
	if !found {
		return 0, huike.Errorf(huike.Internal, "store.counter", "the counter %s vanished", name)
	}
	return next - n, nil
}
