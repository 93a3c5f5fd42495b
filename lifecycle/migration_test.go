package lifecycle_test

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"huike"
	"huike/feature"
	"huike/lifecycle"
	"huike/order/ordertest"
	"huike/store"
	"huike/store/storetest"

	"github.com/google/go-cmp/cmp"
)

// The vector's 95 customers, its four states played by four rungs of the ladder
// that have the same ranks: 120 days lie between the two.
func TestMigrationVector(t *testing.T) {
	var v struct {
		Inputs struct {
			States      []string
			Transitions [][3]any
		}
		Expected struct {
			Rows           map[string]int64 `json:"row_totals"`
			P              [][]float64
			Up, Down, Same int64
			Index          float64 `json:"net_migration_index"`
		}
	}
	vector(t, "01_rfm.json", "migration-matrix", &v)
	rung := map[string]string{"new": "new", "active": "regular", "silent": "holding", "lost": "lapsed"}
	from, to := day("2024-03-02"), day("2024-06-30")
	// Days before each of the two days on which one bought; twice where the state needs it.
	before := map[string][]int{"new": {10}, "active": {10, 40}, "silent": {60, 90}, "lost": {200, 300}}
	var orders []ordertest.Order
	customer := int64(0)
	for _, tr := range v.Inputs.Transitions {
		for range int(tr[2].(float64)) {
			customer++
			old := slices.Clone(before[tr[0].(string)])
			switch tr[1] {
			case "active":
				orders = append(orders, one(customer, to.Add(-10), "tea", 1))
			case "silent":
				if tr[0] == "silent" {
					orders = append(orders, one(customer, to.Add(-60), "tea", 1))
				}
			case "lost":
				if old[0] == 10 {
					old[0] = 40 // 160 days before the later day
				}
			}
			for _, ago := range old {
				orders = append(orders, one(customer, from.Add(-ago), "tea", 1))
			}
		}
	}
	storetest.Each(t, func(t *testing.T, db store.DB) {
		ordertest.Put(t, db, orders)
		ordertest.Put(t, db, []ordertest.Order{one(1000, to.Add(-3), "tea", 1)})
		m, err := open(db).Move(t.Context(), feature.Scope{Shop: 1, AsOf: to}, from, lifecycle.ByLadder, at)
		if err != nil {
			t.Fatal(err)
		}
		if m.Up != v.Expected.Up || m.Down != v.Expected.Down || m.Same != v.Expected.Same || math.Abs(*m.Index-v.Expected.Index) > 1e-12 {
			t.Errorf("up %d, down %d, same %d, index %v", m.Up, m.Down, m.Same, *m.Index)
		}
		if want := []string{"fans", "regular", "new", "holding", "lapsed"}; !slices.Equal(m.States, want) || !slices.Equal(m.Entrants, []int64{0, 0, 1, 0, 0}) {
			t.Errorf("states %v, entrants %v", m.States, m.Entrants)
		}
		at := func(state string) int { return slices.Index(m.States, rung[state]) }
		for i, s := range v.Inputs.States {
			if m.Rows[at(s)] != v.Expected.Rows[s] {
				t.Errorf("row %s sums to %d", s, m.Rows[at(s)])
			}
			for j, o := range v.Inputs.States {
				if p := m.Shares[at(s)][at(o)]; math.Abs(p-v.Expected.P[i][j]) > 1e-12 {
					t.Errorf("%s to %s is %g, want %g", s, o, p, v.Expected.P[i][j])
				}
			}
		}
		if m.Shares[0] != nil {
			t.Error("nobody was a fan, yet the row has shares")
		}
	}, lifecycle.Schema)
}

// randomShop is a shop of 90 customers over 500 days, from a seed.
func randomShop(seed uint64, orders int) []ordertest.Order {
	random := rand.New(rand.NewPCG(seed, 61))
	var all []ordertest.Order
	for range orders {
		o := one(int64(1+random.IntN(90)), day("2023-01-01").Add(random.IntN(500)), []string{"tea", "milk", "coat"}[random.IntN(3)], int64(1+random.IntN(3)))
		if random.IntN(8) == 0 {
			o.Void = day(o.Day).Add(random.IntN(60)).String()
		}
		all = append(all, o)
	}
	return all
}

// Row sums are the sizes of the states on the earlier day, columns with the
// entrants those on the later one, for pairs of days drawn from a seed.
func TestS1_61_RowSumsAreStates(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		ordertest.Put(t, db, randomShop(1, 400))
		l, random := open(db), rand.New(rand.NewPCG(2, 3))
		for range 8 {
			to := day("2023-03-20").Add(random.IntN(450))
			from := to.Add(-1 - random.IntN(70))
			for _, by := range []lifecycle.By{lifecycle.ByStage, lifecycle.ByLadder, lifecycle.ByRFM, lifecycle.ByGrid, lifecycle.ByDormancy} {
				m, err := l.Move(t.Context(), feature.Scope{Shop: 1, AsOf: to}, from, by, at)
				if err != nil {
					t.Fatal(err)
				}
				now := slices.Clone(m.Entrants)
				sum := int64(0)
				for i, row := range m.Matrix {
					rows := int64(0)
					for j, n := range row {
						rows, now[j] = rows+n, now[j]+n
					}
					if rows != m.Rows[i] {
						t.Fatalf("%s: row %s sums to %d, not %d", by, m.States[i], rows, m.Rows[i])
					}
					sum += rows
				}
				if sum != m.From.Customers {
					t.Fatalf("%s: the rows hold %d of %d customers", by, sum, m.From.Customers)
				}
				if by == lifecycle.ByStage {
					checkStages(t, l, m, m.From.Scope, m.Rows)
					checkStages(t, l, m, m.To.Scope, now)
				}
			}
		}
	}, lifecycle.Schema)
}

func checkStages(t *testing.T, l *lifecycle.Lifecycle, m lifecycle.Migration, s feature.Scope, have []int64) {
	t.Helper()
	b, err := l.Board(t.Context(), s, huike.Day{}, at)
	if err != nil {
		t.Fatal(err)
	}
	for i, stage := range b.Stages {
		if m.States[i] != string(stage.Stage) || have[i] != stage.Customers {
			t.Errorf("as of %s: %s holds %d, the board says %s %d", s.AsOf, m.States[i], have[i], stage.Stage, stage.Customers)
		}
	}
}

// As of a day, dormancy and moves are what a database says that has only heard
// what had happened by then.
func TestS3_02_AsOfIsWhatWasKnown(t *testing.T) {
	all := randomShop(7, 300)
	db := storetest.Open(t, store.DuckDB, lifecycle.Schema)
	ordertest.Put(t, db, all)
	random := rand.New(rand.NewPCG(4, 4))
	for range 6 {
		asOf := day("2023-02-01").Add(random.IntN(480))
		var heard []ordertest.Order
		for _, o := range all {
			if asOf.Before(day(o.Day)) {
				continue
			}
			if o.Void != "" && asOf.Before(day(o.Void)) {
				o.Void = ""
			}
			heard = append(heard, o)
		}
		fresh := storetest.Open(t, store.DuckDB, lifecycle.Schema)
		ordertest.Put(t, fresh, heard)
		s := feature.Scope{Shop: 1, AsOf: asOf}
		then, now := stateOf(t, fresh, s), stateOf(t, db, s)
		for c, want := range then {
			if have := now[c]; have.State != want.State || have.DueDay != want.DueDay || have.Use.Goods != want.Use.Goods || *have.Use.Rho != *want.Use.Rho {
				t.Errorf("as of %s customer %d is %+v, was %+v", asOf, c, have, want)
			}
		}
		m, err := open(db).Move(t.Context(), s, asOf.Add(-30), lifecycle.ByStage, at)
		if err != nil {
			t.Fatal(err)
		}
		known, err := open(fresh).Move(t.Context(), s, asOf.Add(-30), lifecycle.ByStage, at)
		if err != nil || len(then) != len(now) {
			t.Fatalf("%d and %d customers, %v", len(then), len(now), err)
		}
		if diff := cmp.Diff(known.Matrix, m.Matrix); diff != "" {
			t.Errorf("as of %s %s", asOf, diff)
		}
	}
}

// Acquisition, welcome, spend and no spend with high and low engagement; up and
// down by their ranks.
func TestS1_61_Grid(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		from, to := day("2024-05-31"), day("2024-06-30")
		ordertest.Put(t, db, []ordertest.Order{
			one(1, to.Add(-33), "tea", 1), one(1, to.Add(-1), "tea", 1), // acquisition, then spends, low
			one(2, to.Add(-45), "tea", 1),                                // welcome on both days
			one(3, to.Add(-50), "tea", 1), one(3, to.Add(-46), "tea", 1), // low on the earlier day, high on the later
			one(4, to.Add(-100), "tea", 1), one(4, to.Add(-95), "tea", 1), // spend low, then no spend low
			one(5, to.Add(-400), "tea", 1), // no spend high on both
			one(6, to.Add(-7), "tea", 1),   // entrant
		})
		load(t, db, "event", []string{"customer_id", "event_id", "shop_id", "kind", "source_no", "occurred_at", "local_day", "local_hour", "arrived_at", "batch_id"},
			view(3, 1, "2024-05-15"), view(3, 2, "2024-05-15"), view(3, 3, "2024-06-02"), view(5, 4, "2024-05-01"), view(5, 5, "2024-05-02"))
		m, err := open(db).Move(t.Context(), feature.Scope{Shop: 1, AsOf: to}, from, lifecycle.ByGrid, at)
		if err != nil {
			t.Fatal(err)
		}
		f := func(from, to string) {
			t.Helper()
			if n := m.Matrix[slices.Index(m.States, from)][slices.Index(m.States, to)]; n != 1 {
				t.Errorf("%s to %s: %d, want 1; %v", from, to, n, m.Matrix)
			}
		}
		f("acquisition", "spend_low")
		f("welcome", "welcome")
		f("spend_low", "spend_high")
		f("spend_low", "no_spend_low")
		f("no_spend_high", "no_spend_high")
		if m.Up != 2 || m.Down != 1 || m.Same != 2 || m.Entrants[slices.Index(m.States, "acquisition")] != 1 {
			t.Errorf("up %d, down %d, same %d, entrants %v", m.Up, m.Down, m.Same, m.Entrants)
		}
	}, lifecycle.Schema)
}

func TestMoveRefuses(t *testing.T) {
	db := storetest.Open(t, store.DuckDB, lifecycle.Schema)
	ordertest.PutShop(t, db, 1, "CNY")
	l, s := open(db), scope("2024-06-30")
	_, err := l.Move(t.Context(), s, s.AsOf, lifecycle.ByStage, at)
	if huike.CodeOf(err) != "migration.from" {
		t.Error(err)
	}
	if _, err = l.Move(t.Context(), s, s.AsOf.Add(-1), "shoe", at); huike.CodeOf(err) != "migration.of" {
		t.Error(err)
	}
	for code, h := range map[string]lifecycle.Horizon{"migration.step": {By: lifecycle.ByStage, Step: 44, Steps: 3}, "migration.steps": {By: lifecycle.ByStage, Step: 45}} {
		if _, err = l.Project(t.Context(), s, h, at); huike.CodeOf(err) != code || huike.KindOf(err) != huike.Invalid {
			t.Error(err)
		}
	}
	m, err := l.Move(t.Context(), s, s.AsOf.Add(-7), lifecycle.ByStage, at)
	if err != nil || m.Index != nil || len(m.Rows) != 6 || len(m.States) != 6 {
		t.Errorf("nobody moved: %+v, %v", m, err)
	}
	p, err := l.Project(t.Context(), s, lifecycle.Horizon{By: lifecycle.ByStage, Step: 45, Steps: 2}, at)
	if err != nil || p.Caution != "too_short" || p.Ahead != nil {
		t.Errorf("nobody is projected: %+v, %v", p, err)
	}
}

// A steady shop: the chain foretells its last steps and is carried on.
func TestProjection(t *testing.T) {
	db := storetest.Open(t, store.DuckDB, lifecycle.Schema)
	random := rand.New(rand.NewPCG(5, 5))
	var orders []ordertest.Order
	for c := range int64(1500) {
		on := day("2022-06-01").Add(random.IntN(750))
		for range 12 {
			orders = append(orders, ordertest.Order{Customer: c + 1, Day: on.String(), Gross: 10})
			if random.Float64() < .3 {
				break
			}
			on = on.Add(1 + int(60*random.ExpFloat64()))
		}
	}
	ordertest.Put(t, db, orders)
	p, err := open(db).Project(t.Context(), scope("2024-06-20"), lifecycle.Horizon{By: lifecycle.ByStage, Step: 45, Steps: 3}, at)
	if err != nil || len(p.Tests) != 3 || len(p.Ahead) != 3 {
		t.Fatalf("%+v, %v", p, err)
	}
	if p.Caution != "" {
		t.Errorf("%s: %v", p.Caution, p.Params)
	}
	now, then := 0.0, 0.0
	for j, n := range p.Now {
		now += float64(n)
		then += p.Ahead[0].Mean[j]
		if a := p.Ahead[0]; !(a.Low[j] <= a.Mean[j] && a.Mean[j] <= a.High[j]) || math.Abs(a.SD[j]*a.SD[j]-a.SampleSD[j]*a.SampleSD[j]-a.ParameterSD[j]*a.ParameterSD[j]) > 1e-6 {
			t.Errorf("%s: %+v", p.States[j], a)
		}
	}
	if then < now || p.Ahead[2].Day != day("2024-06-20").Add(135) || p.Tests[2].Day != day("2024-06-20") {
		t.Errorf("%g customers become %g; %+v", now, then, p.Tests)
	}
	if p.Ahead[2].SD[0] < p.Ahead[0].SD[0] {
		t.Error("farther ahead is surer")
	}
}
