package predict

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"
	"time"

	"huike"
	"huike/feature"
	"huike/stat"
)

// ClusterOptions say how many groups are wanted; 0 lets the data choose from 3
// to 8.
type ClusterOptions struct{ K int }

// Clusters are groups of customers that resemble each other, numbered from 1 up
// by the money of their centres. A number stays with its group from month to
// month as long as there are as many.
type Clusters struct {
	Snapshot   feature.Snapshot `json:"-"`
	Model      int64            `json:"-"`
	Currency   string           `json:"currency"`
	Basis      string           `json:"basis"` // ByModel or ByNothing
	Reason     string           `json:"reason,omitempty"`
	Customers  int64            `json:"customers"`
	K          int              `json:"k"`
	Silhouette float64          `json:"silhouette"` // −1 to 1: how well customers sit in their groups
	Sampled    bool             `json:"sampled"`
	Traits     []string         `json:"traits"`
	Base       []float64        `json:"base"` // mean of each trait over all customers
	Groups     []Cluster        `json:"groups"`
	Before     *huike.Day       `json:"before,omitempty"` // the day whose numbers were carried on
}

// Cluster is one group.
type Cluster struct {
	No        int       `json:"no"`
	Name      string    `json:"name"`  // one of [ClusterNames]
	Marks     []Mark    `json:"marks"` // what tells it apart most, at most three
	Customers int64     `json:"customers"`
	Net       int64     `json:"net_minor"`     // together
	Mean      []float64 `json:"mean"`          // of each trait
	Z         []float64 `json:"z"`             // of each trait: standard deviations from all customers, on the scale of the fit
	Was       *int64    `json:"was,omitempty"` // customers of the same number before
}

// Mark is a trait in which a group differs from all customers.
type Mark struct {
	Trait string  `json:"trait"`
	Z     float64 `json:"z"`
}

// clusterTraits are those that groups are made of.
var clusterTraits = []string{"recency_days", "occasions", "net", "mean_order", "tenure_days", "discount_share", "refund_share", "pieces", "evening_share", "weekend_share"}

const (
	leastClustered = 50 // customers
	clusterSeed    = 7
	fewestGroups   = 3
	mostGroups     = 8
)

// Clusters finds groups of customers as of a day, once for each version of the
// facts. The same facts give the same groups.
func (m *Models) Clusters(ctx context.Context, s feature.Scope, o ClusterOptions, at time.Time) (Clusters, error) {
	if c, _, found, err := m.storedClusters(ctx, s, o, at); err != nil || found {
		return c, err
	}
	release, err := m.turn(ctx, kindCluster, s)
	if err != nil {
		return Clusters{}, err
	}
	defer release()
	c, r, found, err := m.storedClusters(ctx, s, o, at)
	if err != nil || found {
		return c, err
	}
	people, err := m.people(ctx, c.Snapshot, nil)
	if err != nil {
		return Clusters{}, err
	}
	labels := c.find(people, o)
	if err := ctx.Err(); err != nil {
		return Clusters{}, err
	}
	if err := m.carryOn(ctx, r, &c, labels); err != nil {
		return Clusters{}, err
	}
	rows := make([]scoreRow, len(labels))
	for i, k := range labels {
		rows[i] = scoreRow{customer: people[i].id, group: k}
	}
	r.customers = c.Customers
	c.Model, err = m.keepModel(ctx, r, c, rows, at)
	return c, err
}

// StoredClusters returns the groups of a scope if they are known for the facts
// as they are.
func (m *Models) StoredClusters(ctx context.Context, s feature.Scope, o ClusterOptions, at time.Time) (Clusters, bool, error) {
	c, _, found, err := m.storedClusters(ctx, s, o, at)
	return c, found, err
}

func (m *Models) storedClusters(ctx context.Context, s feature.Scope, o ClusterOptions, at time.Time) (c Clusters, r record, found bool, err error) {
	if o.K != 0 && (o.K < 2 || o.K > 12) {
		return c, r, false, badCount(o.K)
	}
	snapshot, err := m.features.Ensure(ctx, s, at)
	if err != nil {
		return c, r, false, err
	}
	r = record{kind: kindCluster, scope: s, choice: fmt.Sprintf("k=%d", o.K), facts: facts(snapshot), snapshot: snapshot.ID}
	got, found, err := m.find(ctx, r, &c)
	c.Snapshot, c.Model = snapshot, got.id
	return c, r, found, err
}

// find makes the groups and returns each person's number, from 1 up.
func (c *Clusters) find(people []person, o ClusterOptions) []int {
	c.Currency, c.Customers, c.Basis, c.Traits = c.Snapshot.Currency, int64(len(people)), ByNothing, clusterTraits
	c.Groups, c.Base = []Cluster{}, []float64{}
	if len(people) < leastClustered {
		c.Reason = ReasonFewCustomers
		return nil
	}
	chosen := named(traits(c.Currency), clusterTraits)
	raw := matrix(people, chosen, true)
	scaler, err := stat.FitScaler(raw, false, nil)
	if err != nil {
		c.Reason = ReasonAllEqual
		return nil
	}
	z, err := scaler.Apply(raw)
	if err != nil {
		c.Reason = ReasonAllEqual
		return nil
	}
	found, quality, err := grouped(z, o)
	if err != nil {
		c.Reason = ReasonAllEqual
		return nil
	}
	found = found.Ordered(slices.Index(clusterTraits, "net"))
	c.Basis, c.K, c.Silhouette, c.Sampled = ByModel, found.Centers.Rows(), quality.Mean, found.Sampled
	labels := make([]int, len(people))
	for i, k := range found.Labels {
		labels[i] = k + 1
	}
	c.describe(people, chosen, z, labels)
	return labels
}

// named picks traits in the order of their names.
func named(all []trait, names []string) []trait {
	out := make([]trait, len(names))
	for i, name := range names {
		k := slices.IndexFunc(all, func(t trait) bool { return t.Name == name })
		if k < 0 {
			panic("BUG: there is no trait " + name)
		}
		out[i] = all[k]
	}
	return out
}

func grouped(z stat.Matrix, o ClusterOptions) (stat.Clusters, stat.Silhouette, error) {
	options := stat.KMeansOptions{K: o.K, Seed: clusterSeed}
	if o.K == 0 {
		return stat.ChooseClusters(z, fewestGroups, mostGroups, options)
	}
	c, err := stat.KMeans(z, options)
	if err != nil {
		return c, stat.Silhouette{}, err
	}
	quality, _ := stat.SilhouetteOf(z, c.Labels, clusterSeed)
	return c, quality, nil
}

// describe fills in what each group is like.
func (c *Clusters) describe(people []person, of []trait, z stat.Matrix, labels []int) {
	c.Base = make([]float64, len(of))
	c.Groups = make([]Cluster, c.K)
	for k := range c.Groups {
		c.Groups[k] = Cluster{No: k + 1, Mean: make([]float64, len(of)), Z: make([]float64, len(of))}
	}
	for i, p := range people {
		g := &c.Groups[labels[i]-1]
		g.Customers, g.Net = g.Customers+1, g.Net+p.net
		row := z.Row(i)
		for t, one := range of {
			v := one.value(p)
			c.Base[t] += v
			g.Mean[t] += v
			g.Z[t] += row[t]
		}
	}
	for t := range of {
		c.Base[t] /= float64(len(people))
	}
	for k := range c.Groups {
		g := &c.Groups[k]
		for t := range of {
			g.Mean[t], g.Z[t] = g.Mean[t]/float64(g.Customers), g.Z[t]/float64(g.Customers)
		}
		g.Marks = marks(g.Z)
	}
	nameAll(c.Groups)
}

// marks are the three traits that tell a group apart most.
func marks(z []float64) []Mark {
	var all []Mark
	for t, v := range z {
		if math.Abs(v) >= .25 {
			all = append(all, Mark{clusterTraits[t], v})
		}
	}
	slices.SortStableFunc(all, func(a, b Mark) int { return cmp.Compare(math.Abs(b.Z), math.Abs(a.Z)) })
	return all[:min(3, len(all))]
}
