package main

import (
	"context"
	"fmt"
	"io"

	"huike"
	"huike/feature"
	"huike/predict"
	"huike/segment"
	"huike/store"
)

type valueCommand struct {
	scopeFlags
	Top int `default:"10" help:"So many of the customers who are worth most."`
}

type worthRow struct {
	Customer  huike.CustomerID `json:"customer"`
	Occasions int64            `json:"occasions"`
	Recency   int64            `json:"recency_days"`
	Alive     *float64         `json:"alive"`
	Expected  *float64         `json:"expected_orders"`
	Value     *float64         `json:"value"`
	NextDay   *huike.Day       `json:"next_day"`
}

// Run values the customers.
func (c *valueCommand) Run(ctx context.Context, g *Globals) error {
	return c.within(ctx, g, func(db store.DB, s feature.Scope) error {
		models := predict.New(db, feature.New(db))
		v, err := models.Value(ctx, s, g.clock())
		if err != nil {
			return err
		}
		best, err := models.Top(ctx, v, c.Top, 0)
		if err != nil {
			return err
		}
		a := struct {
			AsOf huike.Day `json:"as_of"`
			predict.Value
			Worth predict.Range `json:"worth"` // in major units
			Top   []worthRow    `json:"top"`
		}{s.AsOf, v, majorRange(v.Worth, v.Currency), []worthRow{}}
		for _, w := range best {
			a.Top = append(a.Top, rowOf(w, v.Currency))
		}
		return g.print(a, func(w io.Writer) { writeValue(w, v, a.Top) })
	})
}

func majorRange(r predict.Range, currency string) predict.Range {
	scale := func(v *float64) *float64 {
		if v == nil {
			return nil
		}
		m := major(int64(*v), currency)
		return &m
	}
	return predict.Range{Value: major(int64(r.Value), currency), Low: scale(r.Low), High: scale(r.High)}
}

func rowOf(w predict.Worth, currency string) worthRow {
	r := worthRow{Customer: w.Customer, Occasions: w.Occasions, Recency: w.Recency, Alive: w.Alive, Expected: w.Expected}
	if w.ValueMinor != nil {
		value := major(*w.ValueMinor, currency)
		r.Value = &value
	}
	if !w.NextDay.IsZero() {
		r.NextDay = &w.NextDay
	}
	return r
}

func writeValue(w io.Writer, v predict.Value, top []worthRow) {
	fmt.Fprintln(w, grounds(v.Basis, v.Reason))
	if c := v.Fit.Validation; c != nil {
		fmt.Fprintf(w, "On %s to %s, which the model had not seen, it foretold %.0f purchases; %.0f came.\n", c.From.Add(1), c.To, c.Forecast, c.Actual)
	}
	if v.Basis == predict.ByNothing {
		return
	}
	fmt.Fprintf(w, "In the next 12 months %d customers are expected to buy %.0f times and to bring %s of margin.\n",
		v.Customers, v.Expected.Value, huike.Money{Minor: int64(v.Worth.Value), Currency: v.Currency})
	if v.Unset {
		fmt.Fprintln(w, "A shop has no margin set: where no cost is known, all that was paid counts as margin.")
	}
	fmt.Fprintln(w, "\ncustomer\tpurchases\tdays ago\talive\texpected\tvalue")
	for _, t := range top {
		alive := "–"
		if t.Alive != nil {
			alive = fmt.Sprintf("%.0f %%", 100**t.Alive)
		}
		fmt.Fprintf(w, "%d\t%d\t%d\t%s\t%.1f\t%.2f\n", t.Customer, t.Occasions, t.Recency, alive, *t.Expected, *t.Value)
	}
}

// grounds says what a number rests on.
func grounds(basis, reason string) string {
	switch basis {
	case predict.ByModel:
		return "By a model that held on time it had not seen."
	case predict.ByHeuristic:
		return "By a rule of thumb: " + reasons[reason] + "."
	}
	return "Not enough data: " + reasons[reason] + "."
}

var reasons = map[string]string{
	predict.ReasonNobody:        "nobody has bought yet",
	predict.ReasonShort:         "there are less than six months of purchases",
	predict.ReasonFewRepeaters:  "fewer than 200 customers have bought again",
	predict.ReasonNoRepeats:     "hardly anybody has bought again",
	predict.ReasonNotIdentified: "the purchases do not tell the model's parameters apart",
	predict.ReasonGate:          "the model did not beat a simple ranking on time it had not seen, or its total was more than a tenth off",
	predict.ReasonAllEqual:      "the customers do not differ",
	predict.ReasonFewCustomers:  "there are too few customers",
	predict.ReasonOneSided:      "nearly everybody, or nobody, belongs to it",
	predict.ReasonNoMoney:       "the purchases earned nothing",
	predict.ReasonWeaker:        "1 − P(alive) told at least as well who would buy again",
	predict.ReasonNothingLeft:   "the segment's own rule uses all that is known",
}

type clusterCommand struct {
	scopeFlags
	K int `help:"How many groups; the data chooses from 3 to 8 if absent."`
}

// Run groups the customers.
func (c *clusterCommand) Run(ctx context.Context, g *Globals) error {
	return c.within(ctx, g, func(db store.DB, s feature.Scope) error {
		found, err := predict.New(db, feature.New(db)).Clusters(ctx, s, predict.ClusterOptions{K: c.K}, g.clock())
		if err != nil {
			return err
		}
		a := struct {
			AsOf huike.Day `json:"as_of"`
			predict.Clusters
		}{s.AsOf, found}
		return g.print(a, func(w io.Writer) {
			if found.Basis == predict.ByNothing {
				fmt.Fprintln(w, grounds(found.Basis, found.Reason))
				return
			}
			fmt.Fprintf(w, "group\tname\tcustomers\twhat tells it apart (silhouette %.2f)\n", found.Silhouette)
			for _, x := range found.Groups {
				fmt.Fprintf(w, "%d\t%s\t%d\t", x.No, x.Name, x.Customers)
				for _, m := range x.Marks {
					fmt.Fprintf(w, "%s %+.1f  ", m.Trait, m.Z)
				}
				fmt.Fprintln(w)
			}
		})
	})
}

// segmentFlags choose a saved segment as of a day.
type segmentFlags struct {
	AsOf    string `name:"as-of" help:"Last day that counts, YYYY-MM-DD; the last day of the data if absent."`
	Segment int64  `required:"" help:"Number of the saved segment."`
}

// asked opens the database and finds the segment's customers.
func (f segmentFlags) asked(ctx context.Context, g *Globals, do func(m *predict.Models, s feature.Snapshot, seed predict.Seed) error) error {
	return scopeFlags{AsOf: f.AsOf}.within(ctx, g, func(db store.DB, s feature.Scope) error {
		segments, features := segment.New(db, sources(db)...), feature.New(db)
		saved, err := segments.Get(ctx, f.Segment)
		if err != nil {
			return err
		}
		snapshot, err := features.Ensure(ctx, feature.Scope{Shop: saved.Shop, AsOf: s.AsOf}, g.clock())
		if err != nil {
			return err
		}
		scope, err := segments.Scope(ctx, snapshot.ID)
		if err != nil {
			return err
		}
		q, args, err := segments.Audience(ctx, f.Segment, scope)
		if err != nil {
			return err
		}
		fields, err := segments.Asked(ctx, f.Segment)
		if err != nil {
			return err
		}
		return do(predict.New(db, features), snapshot, predict.Seed{Query: q, Args: args, Excluded: fields})
	})
}

type lookalikeCommand struct {
	segmentFlags
	Limit int `default:"20" help:"So many of the most alike."`
}

// Run looks for customers like those of a segment.
func (c *lookalikeCommand) Run(ctx context.Context, g *Globals) error {
	return c.asked(ctx, g, func(m *predict.Models, s feature.Snapshot, seed predict.Seed) error {
		l, err := m.LookAlikes(ctx, s, seed, c.Limit)
		if err != nil {
			return err
		}
		return g.print(lookalikeAnswer(l, s), func(w io.Writer) {
			if l.Basis == predict.ByNothing {
				fmt.Fprintln(w, grounds(l.Basis, l.Reason))
				return
			}
			fmt.Fprintf(w, "customer\tscore\tbecause (%d in the segment, by %s)\n", l.Seed, l.Method)
			for _, a := range l.Alike {
				fmt.Fprintf(w, "%d\t%.3f\t", a.Customer, a.Score)
				for _, r := range a.Reasons {
					fmt.Fprintf(w, "%s %.4g  ", r.Trait+r.Choice, r.Value)
				}
				fmt.Fprintln(w)
			}
		})
	})
}

func lookalikeAnswer(l predict.Likeness, s feature.Snapshot) any {
	alike, weights := []map[string]any{}, []map[string]any{}
	for _, a := range l.Alike {
		because := []map[string]any{}
		for _, r := range a.Reasons {
			because = append(because, map[string]any{"trait": r.Trait, "choice": r.Choice, "value": r.Value, "part": r.Part})
		}
		alike = append(alike, map[string]any{"customer": a.Customer, "score": a.Score, "reasons": because})
	}
	for _, w := range l.Weights {
		weights = append(weights, map[string]any{"trait": w.Trait, "choice": w.Choice, "weight": w.Weight})
	}
	return map[string]any{"as_of": s.Scope.AsOf, "basis": l.Basis, "reason": l.Reason, "method": l.Method, "members": l.Seed, "customers": l.Customers,
		"auc": l.AUC, "excluded": l.Excluded, "weights": weights, "alike": alike}
}

type explainCommand struct{ segmentFlags }

// Run explains a segment in rules.
func (c *explainCommand) Run(ctx context.Context, g *Globals) error {
	return c.asked(ctx, g, func(m *predict.Models, s feature.Snapshot, seed predict.Seed) error {
		e, err := m.Explain(ctx, s, seed)
		if err != nil {
			return err
		}
		leaves := []map[string]any{}
		for _, l := range e.Leaves {
			leaves = append(leaves, map[string]any{"rule": l.Rule, "customers": l.Customers, "members": l.Members,
				"precision": l.Precision, "recall": l.Recall, "lift": l.Lift})
		}
		a := map[string]any{"as_of": s.Scope.AsOf, "basis": e.Basis, "reason": e.Reason, "members": e.Seed, "customers": e.Customers,
			"excluded": e.Excluded, "leaves": leaves}
		return g.print(a, func(w io.Writer) {
			if e.Basis == predict.ByNothing {
				fmt.Fprintln(w, grounds(e.Basis, e.Reason))
				return
			}
			fmt.Fprintln(w, "lift\tof the leaf\tof the segment\trule")
			for _, l := range e.Leaves {
				fmt.Fprintf(w, "%.2f\t%.0f %%\t%.0f %%\t%s\n", l.Lift, 100*l.Precision, 100*l.Recall, l.Rule)
			}
		})
	})
}

type tgiCommand struct{ segmentFlags }

// Run compares a segment with all customers.
func (c *tgiCommand) Run(ctx context.Context, g *Globals) error {
	return c.asked(ctx, g, func(m *predict.Models, s feature.Snapshot, seed predict.Seed) error {
		t, err := m.TGI(ctx, s, seed)
		if err != nil {
			return err
		}
		dimensions := map[string]any{}
		for _, d := range t.Dimensions {
			items := []map[string]any{}
			for _, i := range d.Items {
				items = append(items, map[string]any{"value": i.Value, "customers": i.Customers, "members": i.Members,
					"share": i.Share, "base": i.Base, "index": i.Index, "sure": i.Sure})
			}
			dimensions[d.Name] = items
		}
		a := map[string]any{"as_of": s.Scope.AsOf, "members": t.Seed, "customers": t.Customers, "dimensions": dimensions}
		return g.print(a, func(w io.Writer) {
			for _, d := range t.Dimensions {
				for _, i := range d.Items {
					fmt.Fprintf(w, "%s\t%s\t%.0f\t%.1f %% against %.1f %%\n", d.Name, i.Value, i.Index, 100*i.Share, 100*i.Base)
				}
			}
		})
	})
}

type churnCommand struct{ scopeFlags }

// Run tells who is about to leave.
func (c *churnCommand) Run(ctx context.Context, g *Globals) error {
	return c.within(ctx, g, func(db store.DB, s feature.Scope) error {
		found, err := predict.New(db, feature.New(db)).Churn(ctx, s, g.clock())
		if err != nil {
			return err
		}
		a := struct {
			AsOf huike.Day `json:"as_of"`
			predict.Churn
		}{s.AsOf, found}
		return g.print(a, func(w io.Writer) {
			fmt.Fprintln(w, grounds(found.Basis, found.Reason))
			for _, b := range found.Risk {
				fmt.Fprintf(w, "%.0f to %.0f %%\t%d customers\n", 100*b.From, 100*b.To, b.Customers)
			}
		})
	})
}
