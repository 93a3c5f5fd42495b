package predict

import (
	"cmp"
	"context"
	"math"
	"slices"

	"huike"
	"huike/feature"
	"huike/stat"
)

// Likeness is who, outside a group of customers, resembles it most.
type Likeness struct {
	Basis     string   // ByModel or ByNothing
	Reason    string   // why there is none
	Method    string   // logistic: the group against ten times as many others; cosine: to the middle of a group under 200
	Seed      int64    // customers of the group
	Customers int64    // of the snapshot
	AUC       *float64 // on the fifth of the group that was kept back; nil by cosine
	Weights   []Weight // what speaks for the group, the strongest first
	Excluded  []string // fields that define the group and were left out
	Alike     []Alike  // those most alike first, members left out
}

// Weight is how much one standard deviation of a trait speaks for a group.
type Weight struct {
	Trait, Choice string // the trait, and the value where it is that of a text field
	Weight        float64
}

// Alike is one customer who resembles a group.
type Alike struct {
	Customer huike.CustomerID
	Score    float64 // ranks; by logistic 0 to 1, by cosine −1 to 1
	Reasons  []Cause
}

// Cause is a trait that speaks for or against, with its value in major units,
// days or times, and what it adds to the score.
type Cause struct {
	Trait, Choice string
	Value, Part   float64
}

// leastSeed is the smallest group that anything can be said of.
const leastSeed = 10

const likeSeed = 7

// LookAlikes returns the customers of a snapshot who resemble a group most and
// are not in it.
func (m *Models) LookAlikes(ctx context.Context, s feature.Snapshot, seed Seed, limit int) (Likeness, error) {
	people, err := m.people(ctx, s, &seed)
	if err != nil {
		return Likeness{}, err
	}
	l := Likeness{Basis: ByNothing, Customers: int64(len(people)), Excluded: seed.Excluded}
	rows := membersOf(people)
	l.Seed = int64(len(rows))
	of := without(slices.Concat(traits(s.Currency), choices(people)), seed.Excluded)
	switch {
	case len(rows) < leastSeed:
		l.Reason = ReasonFewCustomers
		return l, nil
	case len(rows) == len(people):
		l.Reason = ReasonOneSided
		return l, nil
	case len(of) == 0:
		l.Reason = ReasonNothingLeft
		return l, nil
	}
	return l, l.compare(people, rows, of, limit)
}

func membersOf(people []person) []int {
	var rows []int
	for i, p := range people {
		if p.member {
			rows = append(rows, i)
		}
	}
	return rows
}

func (l *Likeness) compare(people []person, rows []int, of []trait, limit int) error {
	raw := matrix(people, of, true)
	scaler, err := stat.FitScaler(raw, false, nil)
	if err != nil {
		return err
	}
	z, err := scaler.Apply(raw)
	if err != nil {
		return err
	}
	found, err := stat.FindLookAlikes(z, rows, stat.LookAlikeOptions{Seed: likeSeed})
	if err != nil {
		l.Reason = ReasonAllEqual
		return nil
	}
	l.Basis, l.Method, l.AUC = ByModel, string(found.Method), found.AUC
	weights := weightsOf(found, z, rows)
	for t, w := range weights {
		if w != 0 {
			l.Weights = append(l.Weights, Weight{of[t].Name, of[t].choice, w})
		}
	}
	slices.SortStableFunc(l.Weights, func(a, b Weight) int { return cmp.Compare(math.Abs(b.Weight), math.Abs(a.Weight)) })
	for _, i := range best(people, found.Scores, limit) {
		l.Alike = append(l.Alike, Alike{people[i].id, found.Scores[i], causes(people[i], of, z.Row(i), weights)})
	}
	return nil
}

// weightsOf are the coefficients of the regression, or the middle of the group.
func weightsOf(found stat.LookAlike, z stat.Matrix, rows []int) []float64 {
	if found.Model != nil {
		return found.Model.Coefficients[1:]
	}
	middle := make([]float64, z.Columns)
	for _, i := range rows {
		for t, v := range z.Row(i) {
			middle[t] += v / float64(len(rows))
		}
	}
	return middle
}

// best returns the rows of those outside the group with the highest scores, ties
// by number.
func best(people []person, scores []float64, limit int) []int {
	var rows []int
	for i, p := range people {
		if !p.member {
			rows = append(rows, i)
		}
	}
	slices.SortFunc(rows, func(a, b int) int {
		return cmp.Or(cmp.Compare(scores[b], scores[a]), cmp.Compare(people[a].id, people[b].id))
	})
	return rows[:min(limit, len(rows))]
}

// causes are the three traits that speak most for one person.
func causes(p person, of []trait, z, weights []float64) []Cause {
	var all []Cause
	for t, one := range of {
		if part := weights[t] * z[t]; part > 0 && (one.choice == "" || one.value(p) == 1) {
			all = append(all, Cause{one.Name, one.choice, one.value(p), part})
		}
	}
	slices.SortStableFunc(all, func(a, b Cause) int { return cmp.Compare(b.Part, a.Part) })
	return all[:min(3, len(all))]
}
