package predict

import (
	"context"
	"encoding/json"
	"math"
	"slices"

	"huike"
	"huike/stat"
	"huike/store"
)

// ClusterNames are the names that groups may have; each says where the group
// stands in recency, frequency, money and in one habit.
var ClusterNames = []string{
	"loyal_big", "loyal", "fading_loyal", "big_baskets", "big_gone", "fresh", "bargain", "returners", "evening", "weekend", "stockers", "gone", "small", "regular",
}

// nameAll names every group by how its centre differs from all customers. A
// name is given once: the group that fits it best takes it, the next goes to
// the name that fits it second best. Groups that have a name keep it.
func nameAll(groups []Cluster) {
	taken := map[string]bool{}
	for _, g := range groups {
		taken[g.Name] = true
	}
	for {
		best, at, name := math.Inf(-1), -1, ""
		for k, g := range groups {
			if g.Name != "" {
				continue
			}
			for _, n := range ClusterNames {
				if fit := fits(n, g.Z); !taken[n] && fit > best {
					best, at, name = fit, k, n
				}
			}
		}
		if at < 0 {
			return
		}
		groups[at].Name, taken[name] = name, true
	}
}

// slack is how much better another name must fit before a group loses the name
// that it had, in standard deviations.
const slack = .5

// keepNames gives groups the names that they had, as far as these still fit, and
// names the others anew.
func keepNames(groups []Cluster, had []string) {
	for k := range groups {
		if fits(had[k], groups[k].Z) < fits(groups[k].Name, groups[k].Z)-slack {
			had[k] = ""
		}
	}
	for k := range groups {
		groups[k].Name = had[k]
	}
	nameAll(groups)
}

// fits says how well a name fits a centre: the smallest of what it asks for, in
// standard deviations, so that a name is never truer than its weakest part.
func fits(name string, z []float64) float64 {
	at := func(trait string) float64 { return z[slices.Index(clusterTraits, trait)] }
	recent, often, money, basket := -at("recency_days"), at("occasions"), at("net"), at("mean_order")
	switch name {
	case "loyal_big":
		return min(often, money, recent+.5)
	case "loyal":
		return min(often, recent+.5) - .25
	case "fading_loyal":
		return min(often, -recent) + .1
	case "big_baskets":
		return min(basket, money+.3, -often+.6, recent+.3)
	case "big_gone":
		return min(basket, -recent, -often+.6)
	case "fresh":
		return min(-at("tenure_days"), recent)
	case "bargain":
		return at("discount_share") - .3
	case "returners":
		return at("refund_share") - .3
	case "evening":
		return at("evening_share") - .6
	case "weekend":
		return at("weekend_share") - .6
	case "stockers":
		return at("pieces") - .6
	case "gone":
		return min(-recent, -often+.2, -money+.2)
	case "small":
		return min(-basket, -money) - .2
	}
	return -.4 // regular: nothing stands out
}

// carryOn gives the groups the numbers of the nearest groups of an earlier day
// where there are as many, and says how many customers these had.
func (m *Models) carryOn(ctx context.Context, r record, c *Clusters, labels []int) error {
	if c.Basis != ByModel {
		return nil
	}
	former, found, err := store.One(ctx, m.db, queries.Get("former"), store.Args{"kind": r.kind, "shop": r.scope.Shop, "as_of": r.scope.AsOf, "choice": r.choice},
		func(r *store.Rows) (old Clusters, err error) {
			var id int64
			var day huike.Day
			var text string
			if err := r.Scan(&id, &day, &text); err != nil {
				return old, err
			}
			if json.Unmarshal([]byte(text), &old) != nil {
				old = Clusters{}
			}
			old.Before = &day
			return old, nil
		})
	if err != nil || !found || former.Basis != ByModel || former.K != c.K || !slices.Equal(former.Traits, c.Traits) {
		return err
	}
	match, err := stat.MatchCenters(centres(c.Groups), centres(former.Groups))
	if err != nil {
		return nil // an older form: the numbers begin anew
	}
	c.Before = former.Before
	number, had := make([]int, c.K), make([]string, c.K)
	for k := range c.Groups {
		old := former.Groups[match[k]]
		had[k] = old.Name
		number[k] = old.No
		c.Groups[k].No, c.Groups[k].Was = old.No, &old.Customers
	}
	keepNames(c.Groups, had)
	slices.SortFunc(c.Groups, func(a, b Cluster) int { return a.No - b.No })
	for i, k := range labels {
		labels[i] = number[k-1]
	}
	return nil
}

func centres(groups []Cluster) stat.Matrix {
	m := stat.Matrix{Columns: len(clusterTraits)}
	for _, g := range groups {
		m.Values = append(m.Values, g.Z...)
	}
	return m
}

func badCount(k int) error {
	return huike.Errorf(huike.Invalid, "predict.clusters", "%d groups are not possible; ask for 2 to 12, or let the data choose", k)
}

func log1p(v float64) float64 { return math.Log1p(max(0, v)) }
