package feature

import (
	"context"
	"encoding/json"
	"time"

	"huike"
	"huike/store"
)

// Definition says where the stages of the life-cycle clock end and how far back
// frequency and money count. A change makes a new version; snapshots of older
// versions stay as they are.
type Definition struct {
	Version int
	Bounds  [5]int // last day of after_sale, active, silent, sleeping and lost, in days since the last purchase
	RFMDays int    // window of F and M: the days (as_of - RFMDays, as_of]
}

// DefaultDefinition is version 1: the clock of capability S0-10 and one year.
func DefaultDefinition() Definition {
	return Definition{Version: 1, Bounds: [5]int{7, 45, 90, 140, 365}, RFMDays: 365}
}

// Stage returns the stage of a customer who bought so many days ago.
func (d Definition) Stage(days int) huike.Stage {
	for k, bound := range d.Bounds {
		if days <= bound {
			return huike.Stages[k]
		}
	}
	return huike.StageDead
}

// mostDays is a hundred years: more is a slip of the keyboard.
const mostDays = 36500

func (d Definition) check() error {
	before := -1
	for k, b := range d.Bounds {
		if b <= before || b > mostDays {
			return huike.Errorf(huike.Invalid, "feature.bounds",
				"bound %d of the life-cycle clock is %d days; the five bounds must grow from 0 to at most %d, for example 7, 45, 90, 140, 365", k+1, b, mostDays)
		}
		before = b
	}
	if d.RFMDays < 1 || d.RFMDays > mostDays {
		return huike.Errorf(huike.Invalid, "feature.rfm_days", "the window of frequency and money is %d days; choose 1 to %d, for example 365", d.RFMDays, mostDays)
	}
	return nil
}

// Definition returns the newest definition.
func (f *Features) Definition(ctx context.Context) (Definition, error) {
	return definition(ctx, f.db)
}

func definition(ctx context.Context, r store.Reader) (Definition, error) {
	d, found, err := store.One(ctx, r, queries.Get("definition"), nil, func(r *store.Rows) (Definition, error) {
		var d Definition
		var clock string
		if err := r.Scan(&d.Version, &clock, &d.RFMDays); err != nil {
			return d, err
		}
		if err := json.Unmarshal([]byte(clock), &d.Bounds); err != nil {
			return d, huike.Because(err, huike.Internal, "feature.clock", "the stored life-cycle clock cannot be read")
		}
		return d, nil
	})
	if err == nil && !found {
		return DefaultDefinition(), nil
	}
	return d, err
}

// SetDefinition stores new bounds and a new window as the next version and
// returns it; what is as before makes no new version. d.Version is ignored.
// Bounds that do not grow are an error of kind Invalid.
func (f *Features) SetDefinition(ctx context.Context, d Definition, actor string, at time.Time) (Definition, error) {
	if err := d.check(); err != nil {
		return Definition{}, err
	}
	clock, err := json.Marshal(d.Bounds)
	if err != nil {
		return Definition{}, err
	}
	err = f.db.Write(ctx, func(tx store.Tx) error {
		now, err := definition(ctx, tx)
		if err != nil {
			return err
		}
		d.Version = now.Version
		if d == now {
			return nil
		}
		d.Version++
		_, err = tx.Exec(ctx, queries.Get("add_definition"), store.Args{"version": d.Version, "clock": string(clock),
			"rfm_days": d.RFMDays, "created_at": at, "actor": actor})
		return err
	})
	return d, err
}
