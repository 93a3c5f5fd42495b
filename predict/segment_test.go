package predict_test

import (
	"fmt"
	"math"
	"testing"

	"huike/feature"
	"huike/order/ordertest"
	"huike/predict"
	"huike/segment"
	"huike/store"
	"huike/store/storetest"
)

// world is a simulated shop of 3,000 people with a segment.
type world struct {
	models   *predict.Models
	segments *segment.Segments
	snapshot feature.Snapshot
}

func newWorld(t *testing.T, db store.DB) world {
	t.Helper()
	until := day("2024-06-30")
	orders, _ := shop(3000, until)
	ordertest.Put(t, db, orders)
	features := feature.New(db)
	snapshot, err := features.Ensure(t.Context(), feature.Scope{Shop: 1, AsOf: until}, at)
	if err != nil {
		t.Fatal(err)
	}
	return world{predict.New(db, features), segment.New(db), snapshot}
}

func (w world) seed(t *testing.T, rule string) predict.Seed {
	t.Helper()
	r, err := segment.Parse([]byte(rule))
	if err != nil {
		t.Fatal(err)
	}
	g, err := w.segments.Save(t.Context(), segment.Draft{Shop: 1, Name: rule[:min(len(rule), 100)], Rule: r, Actor: "test"}, at)
	if err != nil {
		t.Fatal(err)
	}
	scope, err := w.segments.Scope(t.Context(), w.snapshot.ID)
	if err != nil {
		t.Fatal(err)
	}
	q, args, err := w.segments.Audience(t.Context(), g.ID, scope)
	if err != nil {
		t.Fatal(err)
	}
	asked, err := w.segments.Asked(t.Context(), g.ID)
	if err != nil {
		t.Fatal(err)
	}
	return predict.Seed{Query: q, Args: args, Excluded: asked}
}

const regulars = `{"all":[{"field":"occasions","op":"ge","value":4}]}`

// Every leaf that explains a segment means, as a segment's rule, exactly the
// customers of the leaf; the leaves part the members; nothing of the definition
// is told.
func TestS1_44_ExplainAsRules(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		w := newWorld(t, db)
		e, err := w.models.Explain(t.Context(), w.snapshot, w.seed(t, regulars))
		if err != nil || e.Basis != predict.ByModel || len(e.Leaves) < 2 {
			t.Fatalf("%+v, %v", e, err)
		}
		members, recall := int64(0), 0.0
		for _, leaf := range e.Leaves {
			rule, err := segment.Parse(leaf.Rule)
			if err != nil {
				t.Fatal(err)
			}
			p, err := w.segments.Preview(t.Context(), rule, w.snapshot.ID)
			if err != nil || p.Count != leaf.Customers {
				t.Errorf("%s means %d customers, the leaf has %d; %v", leaf.Rule, p.Count, leaf.Customers, err)
			}
			members, recall = members+leaf.Members, recall+leaf.Recall
			for _, b := range leaf.Conditions {
				if b.Field == "occasions" || b.Field == "orders" || b.Field == "quantity" {
					t.Errorf("%+v repeats the definition", b)
				}
			}
		}
		if members != e.Seed || math.Abs(recall-1) > 1e-9 || e.Leaves[0].Lift <= 1 {
			t.Errorf("%d of %d members, recall %v, lift %v", members, e.Seed, recall, e.Leaves[0].Lift)
		}
	}, predict.Schema, segment.Schema)
}

func TestS1_44_LookAlikes(t *testing.T) {
	var first string
	storetest.Each(t, func(t *testing.T, db store.DB) {
		w := newWorld(t, db)
		l, err := w.models.LookAlikes(t.Context(), w.snapshot, w.seed(t, regulars), 50)
		if err != nil || l.Method != "logistic" || l.AUC == nil || *l.AUC < .6 || len(l.Alike) != 50 || len(l.Weights) == 0 {
			t.Fatalf("%+v, %v", l, err)
		}
		for k, a := range l.Alike {
			if k > 0 && a.Score > l.Alike[k-1].Score || len(a.Reasons) == 0 || a.Reasons[0].Part <= 0 {
				t.Errorf("%+v", a)
			}
		}
		if have := fmt.Sprint(l.Alike[:10], *l.AUC); first == "" {
			first = have
		} else if have != first {
			t.Errorf("the engines answer %s and %s", first, have)
		}
		few, err := w.models.LookAlikes(t.Context(), w.snapshot, w.seed(t, `{"all":[{"field":"occasions","op":"ge","value":9}]}`), 10)
		if err != nil || few.Basis == predict.ByModel && (few.Method != "cosine" || few.AUC != nil) {
			t.Errorf("a seed of %d: %s, %v", few.Seed, few.Method, err)
		}
	}, predict.Schema, segment.Schema)
}

func TestModelsOfASegmentSayWhatIsMissing(t *testing.T) {
	db := storetest.Open(t, store.DuckDB, predict.Schema, segment.Schema)
	w := newWorld(t, db)
	f := func(rule, reason string) {
		t.Helper()
		seed := w.seed(t, rule)
		e, err := w.models.Explain(t.Context(), w.snapshot, seed)
		if err != nil || e.Basis != predict.ByNothing || e.Reason != reason {
			t.Errorf("explain %s: %+v, %v", rule, e, err)
		}
		l, err := w.models.LookAlikes(t.Context(), w.snapshot, seed, 5)
		if err != nil || l.Basis != predict.ByNothing || l.Reason != reason {
			t.Errorf("look-alikes %s: %s %s, %v", rule, l.Basis, l.Reason, err)
		}
	}
	f(`{"all":[{"field":"occasions","op":"gt","value":1000}]}`, predict.ReasonFewCustomers)
	f(`{"all":[]}`, predict.ReasonOneSided)
}

// Shares of the stage and of the province add up to one, and the index is their
// ratio; the segment's own definition stands out.
func TestS1_44_TGI(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		w := newWorld(t, db)
		got, err := w.models.TGI(t.Context(), w.snapshot, w.seed(t, `{"all":[{"field":"stage","op":"eq","value":"active"}]}`))
		if err != nil || got.Customers != w.snapshot.Customers {
			t.Fatalf("%+v, %v", got, err)
		}
		for _, d := range got.Dimensions {
			share, base := 0.0, 0.0
			for _, i := range d.Items {
				share, base = share+i.Share, base+i.Base
				if math.Abs(i.Index-100*i.Share/i.Base) > 1e-9 {
					t.Errorf("%s: %+v", d.Name, i)
				}
			}
			if d.Name == "stage" && (math.Abs(share-1) > 1e-9 || math.Abs(base-1) > 1e-9) {
				t.Errorf("%s adds up to %v and %v", d.Name, share, base)
			}
		}
		stage := got.Dimensions[0]
		if stage.Name != "stage" || stage.Items[0].Value != "active" || stage.Items[0].Share != 1 || !stage.Items[0].Sure || stage.Items[0].Index <= 100 {
			t.Errorf("%+v", stage)
		}
	}, predict.Schema, segment.Schema)
}

// Groups hold everybody once, carry different names, keep their numbers a month
// later, and the same facts give the same groups on every engine.
func TestS1_44_Clusters(t *testing.T) {
	var first string
	storetest.Each(t, func(t *testing.T, db store.DB) {
		w := newWorld(t, db)
		c, err := w.models.Clusters(t.Context(), w.snapshot.Scope, predict.ClusterOptions{}, at)
		if err != nil || c.Basis != predict.ByModel || c.K < 3 || c.K > 8 {
			t.Fatalf("%+v, %v", c, err)
		}
		names, customers := map[string]bool{}, int64(0)
		for _, g := range c.Groups {
			names[g.Name], customers = true, customers+g.Customers
		}
		if len(names) != c.K || customers != c.Customers || c.Customers != w.snapshot.Customers {
			t.Errorf("%d names, %d customers of %d", len(names), customers, c.Customers)
		}
		if have := fmt.Sprint(c.Groups, c.Silhouette); first == "" {
			first = have
		} else if have != first {
			t.Errorf("the engines answer %s and %s", first, have)
		}
		again, err := w.models.Clusters(t.Context(), w.snapshot.Scope, predict.ClusterOptions{}, at)
		if err != nil || again.Model != c.Model {
			t.Errorf("asked again, it is model %d and not %d; %v", again.Model, c.Model, err)
		}
		five, err := w.models.Clusters(t.Context(), w.snapshot.Scope, predict.ClusterOptions{K: 5}, at)
		if err != nil || five.K != 5 {
			t.Errorf("%+v, %v", five, err)
		}
	}, predict.Schema, segment.Schema)
}

func TestClustersKeepTheirNumbers(t *testing.T) {
	db := storetest.Open(t, store.DuckDB, predict.Schema)
	orders, _ := shop(3000, day("2024-06-30"))
	ordertest.Put(t, db, orders)
	m := open(db)
	before, err := m.Clusters(t.Context(), feature.Scope{Shop: 1, AsOf: day("2024-05-31")}, predict.ClusterOptions{K: 4}, at)
	if err != nil {
		t.Fatal(err)
	}
	now, err := m.Clusters(t.Context(), feature.Scope{Shop: 1, AsOf: day("2024-06-30")}, predict.ClusterOptions{K: 4}, at)
	if err != nil || now.Before == nil || *now.Before != day("2024-05-31") {
		t.Fatalf("%+v, %v", now, err)
	}
	for k, g := range now.Groups {
		if g.Was == nil || *g.Was != before.Groups[k].Customers || g.No != k+1 || g.Name != before.Groups[k].Name {
			t.Errorf("%+v was %+v", g, before.Groups[k])
		}
	}
}

func TestS1_44_Churn(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		w := newWorld(t, db)
		c, err := w.models.Churn(t.Context(), w.snapshot.Scope, at)
		if err != nil || c.Basis == predict.ByNothing || c.Score == nil || c.Baseline == nil || len(c.Deciles) == 0 {
			t.Fatalf("%+v, %v", c, err)
		}
		better := c.Score.AUC > c.Baseline.AUC && c.Score.Brier < c.Baseline.Brier
		if better != (c.Basis == predict.ByModel) {
			t.Errorf("%s with %+v against %+v", c.Basis, *c.Score, *c.Baseline)
		}
		if !c.Train.Add(c.Horizon).Add(c.Horizon).Time(at.Location()).Equal(w.snapshot.Scope.AsOf.Time(at.Location())) {
			t.Errorf("trained as of %s, tested as of %s", c.Train, c.Test)
		}
		customers := int64(0)
		for _, b := range c.Risk {
			customers += b.Customers
		}
		if customers != c.Customers {
			t.Errorf("%d of %d customers have a score", customers, c.Customers)
		}
	}, predict.Schema, segment.Schema)
}

// The fields are a question with one row a customer.
func TestFieldsForRules(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		w := newWorld(t, db)
		args, err := w.models.EnsureFields(t.Context(), w.snapshot.Scope, at)
		if err != nil {
			t.Fatal(err)
		}
		n, err := store.All(t.Context(), db, predict.FieldQuery(), args, func(r *store.Rows) (ok bool, err error) {
			columns, err := r.Columns()
			if err != nil || len(columns) != 1+len(predict.Fields()) {
				return false, fmt.Errorf("columns %v, %w", columns, err)
			}
			for k, f := range predict.Fields() {
				if columns[k+1] != f.Name {
					return false, fmt.Errorf("column %s, field %s", columns[k+1], f.Name)
				}
			}
			var id int64
			var alive, expected *float64
			var worth, cluster *int64
			return true, r.Scan(&id, &alive, &expected, &worth, new(any), &cluster)
		})
		if err != nil || int64(len(n)) != w.snapshot.Customers {
			t.Errorf("%d rows, %v", len(n), err)
		}
	}, predict.Schema, segment.Schema)
}
