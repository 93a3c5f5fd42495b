package kpi

import (
	"context"

	"huike/feature"
	"huike/stat"
	"huike/store"
)

// Aspect is one thing that a first order can be like, and what became of the
// customers with each answer. It tells what goes together, not what causes what.
type Aspect struct {
	Name    string // delivery, review, service, refund, chat, discount
	Answers []Answer
	Known   int64 // customers of whom the aspect is known
}

// Answer is the new customers whose first order was of one kind.
type Answer struct {
	Name   string
	Second Rate // bought again within the days, of the customers
	// Against is the difference of the rate to the customers with all other known
	// answers of the aspect (Miettinen–Nurminen, 95 %); nil with fewer than
	// fewestCompared on either side.
	Against *Difference
	Unknown bool // the answer is that nothing is known
}

// Difference is the difference of two shares with its interval.
type Difference struct{ Value, Low, High, P float64 }

// fewestCompared is the least number of customers on a side of a comparison.
const fewestCompared = 30

// FirstExperience is how the first order went, against coming back.
type FirstExperience struct {
	Days      int
	Customers Rate // all new customers who had the days
	Aspects   []Aspect
}

// aspects are in the order in which a customer meets them.
var aspects = []string{"discount", "chat", "delivery", "review", "service", "refund"}

// unknowns are the answers that say that nothing is known.
var unknowns = map[string]string{"delivery": "unknown", "review": "none", "service": "none"}

// FirstExperience sets the delivery, review, service, refund, chat and discount
// of the first order against a second purchase within so many days (0: 45), of
// customers who had the days.
func (k *KPI) FirstExperience(ctx context.Context, s feature.Snapshot, days int) (FirstExperience, error) {
	days, err := window(days)
	if err != nil {
		return FirstExperience{}, err
	}
	args := store.Args{"shop": s.Scope.Shop, "as_of": s.Scope.AsOf, "snapshot": s.ID, "days": days}
	found := map[string][]Answer{}
	_, err = store.All(ctx, k.db, queries.Get("experience"), args, func(r *store.Rows) (string, error) {
		var aspect, answer string
		var customers, back int64
		err := r.Scan(&aspect, &answer, &customers, &back)
		found[aspect] = append(found[aspect], Answer{Name: answer, Second: rate(back, customers), Unknown: unknowns[aspect] == answer})
		return aspect, err
	})
	if err != nil {
		return FirstExperience{}, err
	}
	out := FirstExperience{Days: days, Aspects: []Aspect{}}
	for _, name := range aspects {
		a := Aspect{Name: name, Answers: compared(found[name])}
		for _, answer := range a.Answers {
			if !answer.Unknown {
				a.Known += answer.Second.Denominator
			}
		}
		out.Aspects = append(out.Aspects, a)
	}
	for _, answer := range found[aspects[0]] {
		out.Customers = rate(out.Customers.Numerator+answer.Second.Numerator, out.Customers.Denominator+answer.Second.Denominator)
	}
	return out, nil
}

// compared sets every known answer against the other known ones together.
func compared(answers []Answer) []Answer {
	var all stat.Proportion
	for _, a := range answers {
		if !a.Unknown {
			all.X, all.N = all.X+a.Second.Numerator, all.N+a.Second.Denominator
		}
	}
	out := []Answer{}
	for _, a := range answers {
		own := stat.Proportion{X: a.Second.Numerator, N: a.Second.Denominator}
		rest := stat.Proportion{X: all.X - own.X, N: all.N - own.N}
		if !a.Unknown && own.N >= fewestCompared && rest.N >= fewestCompared {
			a.Against = difference(own, rest)
		}
		out = append(out, a)
	}
	return out
}

func difference(a, b stat.Proportion) *Difference {
	e := stat.MiettinenNurminen(a, b, confidence)
	if !e.Defined() {
		return nil
	}
	return &Difference{e.Value, e.Low, e.High, e.P}
}
