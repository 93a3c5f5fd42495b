package lifecycle

import (
	"context"
	"slices"
	"strings"
	"time"

	"huike"
	"huike/feature"
	"huike/store"
)

// Part is the customers of a stage who share a value of the second level.
type Part struct {
	Value     string // "" where the value is not known
	Customers int64
	NetMinor  int64
}

// StagePart is a part with its stage.
type StagePart struct {
	Stage huike.Stage
	Part
}

// Attributes lists the second levels by which a stage can be parted. By
// category a customer counts in every category that she bought from; by her
// favourite one, once, if she bought on three days.
var Attributes = append([]string{"ladder", "province", "city", "r_score", "f_score", "m_score", "category"}, personal...)

// personal are the attributes that are read from the person and her habits.
var personal = []string{"gender", "top_category", "top_brand", "browsing_type", "service_type", "phase"}

// Cut says which stage of which scope is parted by what.
type Cut struct {
	Scope     feature.Scope
	Stage     huike.Stage // "": every stage
	Attribute string      // one of Attributes
}

// Split parts the customers of a stage by an attribute or preference: the life
// cycle first, then what else is known (S1-62). The parts come largest first. An
// unknown stage or attribute is an error of kind Invalid.
func (l *Lifecycle) Split(ctx context.Context, c Cut, at time.Time) ([]StagePart, error) {
	if c.Stage != "" && !slices.Contains(huike.Stages, c.Stage) {
		return nil, huike.Errorf(huike.Invalid, "lifecycle.stage", "there is no stage %q; choose one of %s", c.Stage, join(huike.Stages))
	}
	if !slices.Contains(Attributes, c.Attribute) {
		return nil, huike.Errorf(huike.Invalid, "lifecycle.attribute", "a stage cannot be parted by %q; choose one of %s", c.Attribute, strings.Join(Attributes, ", "))
	}
	snapshot, err := l.features.Ensure(ctx, c.Scope, at)
	if err != nil {
		return nil, err
	}
	q, args := queries.Get("split"), store.Args{"snapshot": snapshot.ID, "stage": c.Stage, "attribute": c.Attribute}
	switch {
	case c.Attribute == "category":
		q, args = queries.Get("split_category"), store.Args{"snapshot": snapshot.ID, "stage": c.Stage, "shop": c.Scope.Shop, "as_of": c.Scope.AsOf}
	case slices.Contains(personal, c.Attribute):
		if snapshot, _, err = l.features.EnsureHabits(ctx, c.Scope, at); err != nil {
			return nil, err
		}
		q, args["snapshot"] = queries.Get("split_habit"), snapshot.ID
	}
	return store.All(ctx, l.db, q, args, func(r *store.Rows) (p StagePart, err error) {
		return p, r.Scan(&p.Stage, &p.Value, &p.Customers, &p.NetMinor)
	})
}

func join[T ~string](values []T) string {
	var all []string
	for _, v := range values {
		all = append(all, string(v))
	}
	return strings.Join(all, ", ")
}
