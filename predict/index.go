package predict

import (
	"cmp"
	"context"
	"slices"

	"huike/feature"
	"huike/stat"
	"huike/store"
)

// TGI compares a group of customers with all: who they are, where, and when and
// what they buy.
type TGI struct {
	Seed       int64
	Customers  int64
	Dimensions []Dimension
}

// Dimension is one side of the comparison, as stage, province or hour; a
// customer may have several hours, weekdays and categories, and one of the rest.
type Dimension struct {
	Name  string
	Items []Item // the 24 most frequent, the largest index first; hours, weekdays and ages in their order
}

// Item is one value of a dimension. The index is 100 where the group is as all
// are, and above where it is found more often.
type Item struct {
	Value     string
	Customers int64   // of all, with this value
	Members   int64   // of the group
	Share     float64 // of the group
	Base      float64 // of all
	Index     float64 // 100 × Share ÷ Base
	Sure      bool    // members and others differ at 99 % (Miettinen and Nurminen's test)
}

// Dimensions lists the sides in the order in which they are shown.
var Dimensions = []string{"stage", "ladder", "category", "province", "city", "gender", "age", "hour", "weekday"}

// mostItems is how many values of a dimension are compared.
const mostItems = 24

// TGI compares a group with all customers of a snapshot.
//
// Source: target group index of media research.
func (m *Models) TGI(ctx context.Context, s feature.Snapshot, seed Seed) (TGI, error) {
	args := store.Args{"snapshot": s.ID, "shop": s.Scope.Shop, "as_of": s.Scope.AsOf}
	for name, value := range seed.Args {
		args[name] = value
	}
	items := map[string][]Item{}
	_, err := store.All(ctx, m.db, queries.Get("tgi").With("candidate", seed.Query), args, func(r *store.Rows) (dimension string, err error) {
		var i Item
		err = r.Scan(&dimension, &i.Value, &i.Customers, &i.Members)
		items[dimension] = append(items[dimension], i)
		return dimension, err
	})
	if err != nil {
		return TGI{}, err
	}
	out := TGI{Seed: items["all"][0].Members, Customers: items["all"][0].Customers}
	for _, name := range Dimensions {
		known := items[name]
		if len(known) == 0 || out.Seed == 0 {
			continue
		}
		known = known[:min(len(known), mostItems)]
		for k := range known {
			known[k].judge(out)
		}
		if !slices.Contains([]string{"hour", "weekday", "age"}, name) {
			slices.SortStableFunc(known, func(a, b Item) int { return cmp.Compare(b.Index, a.Index) })
		} else {
			slices.SortStableFunc(known, func(a, b Item) int { return byNumber(a.Value, b.Value) })
		}
		out.Dimensions = append(out.Dimensions, Dimension{name, known})
	}
	return out, nil
}

func (i *Item) judge(of TGI) {
	i.Share, i.Base = float64(i.Members)/float64(of.Seed), float64(i.Customers)/float64(of.Customers)
	i.Index = 100 * i.Share / i.Base
	others := stat.Proportion{X: i.Customers - i.Members, N: of.Customers - of.Seed}
	if others.N > 0 {
		i.Sure = stat.MiettinenNurminen(stat.Proportion{X: i.Members, N: of.Seed}, others, .99).P < .01
	}
}

// byNumber orders whole numbers that are written as text.
func byNumber(a, b string) int { return cmp.Or(cmp.Compare(len(a), len(b)), cmp.Compare(a, b)) }
