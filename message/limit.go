package message

import (
	"context"

	"huike"
	"huike/store"
)

// Limit is the most contacts of each purpose that a customer gets within one
// stay in a stage (S0-16).
type Limit struct {
	Stage           huike.Stage
	Care, Marketing int
}

// Limits returns the ceilings in the order of the stages.
func (m *Messages) Limits(ctx context.Context) ([]Limit, error) {
	all, err := store.All(ctx, m.db, queries.Get("limits"), nil, func(r *store.Rows) (Limit, error) {
		var l Limit
		err := r.Scan(&l.Stage, &l.Care, &l.Marketing)
		return l, err
	})
	if err != nil {
		return nil, err
	}
	ordered := make([]Limit, 0, len(all))
	for _, stage := range huike.Stages {
		for _, l := range all {
			if l.Stage == stage {
				ordered = append(ordered, l)
			}
		}
	}
	return ordered, nil
}

// SetLimits replaces the ceilings of the stages given. A negative ceiling or an
// unknown stage is an error of kind Invalid.
func (m *Messages) SetLimits(ctx context.Context, limits []Limit) error {
	for _, l := range limits {
		if err := l.validate(); err != nil {
			return err
		}
	}
	return m.db.Write(ctx, func(tx store.Tx) error {
		for _, l := range limits {
			if _, err := tx.Exec(ctx, queries.Get("limit_clear"), store.Args{"stage": l.Stage}); err != nil {
				return err
			}
			if _, err := tx.Exec(ctx, queries.Get("limit_add"), store.Args{"stage": l.Stage, "care": l.Care, "marketing": l.Marketing}); err != nil {
				return err
			}
		}
		return nil
	})
}

func (l Limit) validate() error {
	for _, stage := range huike.Stages {
		if l.Stage != stage {
			continue
		}
		if l.Care < 0 || l.Marketing < 0 {
			return huike.Errorf(huike.Invalid, "message.limit", "A ceiling of the stage %s is negative; 0 means no contact at all.", l.Stage)
		}
		return nil
	}
	return huike.Errorf(huike.Invalid, "message.stage", "%q is no stage of the life cycle; the stages are %v.", l.Stage, huike.Stages)
}
