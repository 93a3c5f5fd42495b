package stat_test

import (
	"math"
	"math/rand/v2"
	"runtime"
	"slices"
	"testing"

	"huike"
	"huike/stat"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func wantCode(t *testing.T, err error, code string) {
	t.Helper()
	if huike.CodeOf(err) != code {
		t.Errorf("%v, want %q", err, code)
	}
}

// crowd draws rows around three corners, and whether each row is of the first.
func crowd(seed uint64, rows, columns int) (stat.Matrix, []bool) {
	source := rand.New(rand.NewPCG(seed, 0))
	m := stat.Matrix{Columns: columns, Values: make([]float64, rows*columns)}
	first := make([]bool, rows)
	for r := range rows {
		corner := source.IntN(3)
		first[r] = corner == 0
		for c := range columns {
			m.Values[r*columns+c] = source.NormFloat64() + 2*float64(corner)*float64(c%2)
		}
	}
	return m, first
}

// plainLloyd is Lloyd's algorithm without any short cut.
func plainLloyd(data stat.Matrix, centers [][]float64) [][]float64 {
	for {
		next, n := make([][]float64, len(centers)), make([]float64, len(centers))
		for k := range next {
			next[k] = make([]float64, data.Columns)
		}
		for r := range data.Rows() {
			best, least := 0, math.Inf(1)
			for k, centre := range centers {
				d := 0.0
				for c, v := range data.Row(r) {
					d += (v - centre[c]) * (v - centre[c])
				}
				if d < least {
					best, least = k, d
				}
			}
			n[best]++
			for c, v := range data.Row(r) {
				next[best][c] += v
			}
		}
		still := true
		for k := range next {
			for c := range next[k] {
				next[k][c] /= n[k]
				still = still && math.Abs(next[k][c]-centers[k][c]) < 1e-12
			}
		}
		if still {
			return next
		}
		centers = next
	}
}

func TestKMeansIsLloyds(t *testing.T) {
	data, _ := crowd(5, 9000, 3)
	start := stat.Matrix{Columns: 3, Values: slices.Clone(data.Values[:12])}
	have := clusters(t, data, stat.KMeansOptions{Initial: start})
	for k, centre := range plainLloyd(data, rowsOf(start)) {
		for c, want := range centre {
			if math.Abs(have.Centers.Row(k)[c]-want) > 1e-9 {
				t.Errorf("centre %d: %v, want %v", k, have.Centers.Row(k), centre)
			}
		}
	}
}

// TestFitsDoNotDependOnProcessors also keeps the results of a seed the same.
func TestFitsDoNotDependOnProcessors(t *testing.T) {
	data, first := crowd(6, 30_000, 4)
	type results struct {
		Clusters stat.Clusters
		Model    stat.Logistic
		AUC      stat.Interval
		Tree     stat.Tree
	}
	all := func() (r results) {
		var err error
		if r.Clusters, err = stat.KMeans(data, stat.KMeansOptions{K: 3, Starts: 2, Seed: 9}); err != nil {
			t.Fatal(err)
		}
		if r.Model, err = stat.FitLogistic(data, first); err != nil {
			t.Fatal(err)
		}
		p, err := r.Model.Probabilities(data)
		if err != nil {
			t.Fatal(err)
		}
		r.AUC, _ = stat.Predictions{Label: first, Score: p}.AUCInterval(stat.Bootstrap{Rounds: 20, Seed: 1})
		if r.Tree, err = stat.FitTree(data, each(first, func(y bool) int { return map[bool]int{true: 1}[y] }), stat.TreeOptions{}); err != nil {
			t.Fatal(err)
		}
		return r
	}
	before := runtime.GOMAXPROCS(1)
	one := all()
	runtime.GOMAXPROCS(4)
	four := all()
	runtime.GOMAXPROCS(before)
	if diff := cmp.Diff(one, four); diff != "" {
		t.Error(diff)
	}
}

func TestKMeansEdges(t *testing.T) {
	code := func(data stat.Matrix, k int, want string) {
		t.Helper()
		_, err := stat.KMeans(data, stat.KMeansOptions{K: k})
		wantCode(t, err, want)
	}
	code(column(1, 2), 3, stat.CodeTooFew)
	code(column(4, 4, 4), 2, stat.CodeTooFew)
	code(column(4, 4, 4), 0, stat.CodeOutOfRange)
	code(column(), 1, stat.CodeTooFew)
	code(stat.Matrix{}, 1, stat.CodeShape)
	code(stat.Matrix{Columns: 2, Values: []float64{1, 2, 3}}, 1, stat.CodeShape)
	code(column(1, math.NaN()), 1, stat.CodeNotFinite)
	code(column(-1e300, 1e300), 1, stat.CodeNotFinite)
	if c := clusters(t, column(7), stat.KMeansOptions{K: 1}); c.Inertia != 0 || c.Sizes[0] != 1 {
		t.Errorf("one row makes %+v", c)
	}
	// Centres at 0, 50 and 50: the third gets no row and takes the farthest, 9.
	c := clusters(t, column(0, 1, 9, 50), stat.KMeansOptions{Initial: column(0, 50, 50)}).Ordered(0)
	if diff := cmp.Diff([]float64{0.5, 9, 50}, c.Centers.Values); diff != "" {
		t.Error(diff)
	}
	if _, _, err := stat.ChooseClusters(column(4, 4), 2, 8, stat.KMeansOptions{}); huike.CodeOf(err) != stat.CodeTooFew {
		t.Errorf("equal rows: %v", err)
	}
}

func TestChooseClustersFindsThree(t *testing.T) {
	source := rand.New(rand.NewPCG(1, 0))
	var values []float64
	for r := range 9000 {
		values = append(values, float64(r%3)*20+source.NormFloat64(), source.NormFloat64())
	}
	data := stat.Matrix{Columns: 2, Values: values}
	c, quality, err := stat.ChooseClusters(data, 2, 6, stat.KMeansOptions{Starts: 3, Seed: 2, Sample: 2000})
	if err != nil || len(c.Sizes) != 3 || quality.Mean < 0.8 || len(quality.Rows) != stat.SilhouetteSample || !c.Sampled {
		t.Fatalf("%d clusters of quality %v, %v", len(c.Sizes), quality.Mean, err)
	}
	o := c.Ordered(0)
	if !slices.Equal(o.Sizes, []int{3000, 3000, 3000}) || o.Labels[0] != 0 || o.Labels[1] != 1 || o.Labels[2] != 2 {
		t.Errorf("sizes %v, labels %v…", o.Sizes, o.Labels[:3])
	}
	labels, err := o.Assign(data)
	if err != nil || !slices.Equal(labels, o.Labels) {
		t.Errorf("assigning again differs: %v", err)
	}
	match, err := stat.MatchCenters(o.Centers, stat.Matrix{Columns: 2, Values: []float64{41, 0, -1, 0}})
	if err != nil || cmp.Diff([]int{1, -1, 0}, match) != "" {
		t.Errorf("matched %v, %v", match, err)
	}
}

func TestScalerOfEqualValues(t *testing.T) {
	s, err := stat.FitScaler(column(0.1, 0.1, 0.1), true, nil)
	if err != nil {
		t.Fatal(err)
	}
	z, err := s.Apply(column(0.1, 5, -3))
	if diff := cmp.Diff([]float64{0, 0, 0}, z.Values); diff != "" || err != nil {
		t.Error(diff, err)
	}
	wide, err := stat.FitScaler(column(0, 0, 0, 1), false, []bool{true})
	if err != nil {
		t.Fatal(err)
	}
	z, _ = wide.Apply(column(1000, -1000))
	if diff := cmp.Diff([]float64{-3, 3}, z.Values); diff != "" {
		t.Error(diff)
	}
	_, err = s.Apply(stat.Matrix{Columns: 2, Values: []float64{1, 2}})
	wantCode(t, err, stat.CodeShape)
}

// TestTreeRules explains "more than 60 days away and less than 3 orders".
func TestTreeRules(t *testing.T) {
	source := rand.New(rand.NewPCG(4, 0))
	var values []float64
	var class []int
	for range 20_000 {
		days, orders, noise := float64(source.IntN(120)), float64(1+source.IntN(6)), source.Float64()
		values = append(values, noise, days, orders)
		class = append(class, map[bool]int{true: 1}[days > 60 && orders < 3])
	}
	tree, err := stat.FitTree(stat.Matrix{Columns: 3, Values: values}, class, stat.TreeOptions{})
	if err != nil {
		t.Fatal(err)
	}
	rules := tree.Rules(1)
	if len(rules) != 3 || rules[0].Precision != 1 || rules[0].Recall != 1 {
		t.Fatalf("rules %+v", rules)
	}
	days, orders := rules[0].Conditions[0], rules[0].Conditions[1]
	if days.Feature != 1 || *days.From != 60.5 || days.To != nil || orders.Feature != 2 || orders.From != nil || *orders.To != 2.5 {
		t.Errorf("the best rule says %+v", rules[0].Conditions)
	}
	if tree.Leaf([]float64{0.5, 61, 2}) != rules[0].Leaf || tree.Leaf([]float64{0.5, 60, 2}) == rules[0].Leaf || tree.Leaf(nil) != -1 {
		t.Error("rows end in the wrong leaf")
	}
	if rules := tree.Rules(2); rules != nil {
		t.Errorf("a class that is not there has rules %v", rules)
	}
}

func TestTreeEdges(t *testing.T) {
	loose := stat.TreeOptions{MinLeaf: 1, LeafShare: 1e-9}
	code := func(data stat.Matrix, class []int, want string) {
		t.Helper()
		_, err := stat.FitTree(data, class, loose)
		wantCode(t, err, want)
	}
	code(column(1, 2), []int{1, 1}, stat.CodeOneClass)
	code(column(1), []int{0}, stat.CodeOneClass)
	code(column(1, 2), []int{0}, stat.CodeShape)
	code(column(1, 2), []int{0, -1}, stat.CodeOutOfRange)
	code(column(1, math.Inf(1)), []int{0, 1}, stat.CodeNotFinite)
	same, err := stat.FitTree(column(3, 3, 3, 3), []int{0, 1, 0, 1}, loose)
	if err != nil || len(same.Nodes) != 1 {
		t.Errorf("equal values were split: %+v %v", same, err)
	}
	// Between neighbours there is no middle: the upper one is the threshold.
	a, b := 1.0, math.Nextafter(1, 2)
	close, err := stat.FitTree(column(a, b), []int{0, 1}, loose)
	if err != nil || close.Nodes[close.Leaf([]float64{a})].Counts[0] != 1 || close.Nodes[close.Leaf([]float64{b})].Counts[1] != 1 {
		t.Errorf("neighbours were not told apart: %+v %v", close, err)
	}
	if few, _ := stat.FitTree(column(1, 2, 3, 4), []int{0, 0, 1, 1}, stat.TreeOptions{}); len(few.Nodes) != 1 {
		t.Error("a leaf has fewer than 50 rows")
	}
	if _, ok := stat.QualityOf(10, 5, 4, 5); ok {
		t.Error("a leaf holds more members than rows")
	}
	if _, ok := stat.GiniGain([]int64{0, 0}, []int64{1, 1}); ok {
		t.Error("an empty side has a gain")
	}
}

func TestFirthAddsHalfToEachCell(t *testing.T) {
	// A complete separation, 10 of 10 against 0 of 10. In a saturated 2×2 model
	// Firth's estimate adds ½ to every cell (Firth 1993; Heinze & Schemper 2002).
	x, y := make([]float64, 20), make([]bool, 20)
	for i := 10; i < 20; i++ {
		x[i], y[i] = 1, true
	}
	m, err := stat.FitLogistic(column(x...), y)
	if err != nil || m.Method != stat.Firth || m.Reason != stat.Separation {
		t.Fatalf("%+v %v", m, err)
	}
	odds := math.Log(10.5 / 0.5)
	if math.Abs(m.Coefficients[0]+odds) > 1e-8 || math.Abs(m.Coefficients[1]-2*odds) > 1e-8 {
		t.Errorf("coefficients %v, want %v and %v", m.Coefficients, -odds, 2*odds)
	}
	// One cell empty: separation of a part only.
	y[0], y[1], y[2] = true, true, true
	m, err = stat.FitLogistic(column(x...), y)
	if want := math.Log(3.5 / 7.5); err != nil || m.Method != stat.Firth || math.Abs(m.Coefficients[0]-want) > 1e-8 {
		t.Errorf("%+v %v, want intercept %v", m, err, want)
	}
}

func TestLogisticEdges(t *testing.T) {
	code := func(data stat.Matrix, y []bool, want string) {
		t.Helper()
		_, err := stat.FitLogistic(data, y)
		wantCode(t, err, want)
	}
	code(column(1, 2), []bool{true, true}, stat.CodeOneClass)
	code(column(1), []bool{true}, stat.CodeOneClass)
	code(column(1, 2), []bool{true}, stat.CodeShape)
	code(column(1, math.NaN()), []bool{true, false}, stat.CodeNotFinite)
	code(column(-1e308, 1e308), []bool{true, false}, stat.CodeNotFinite)
	flat, err := stat.FitLogistic(column(5, 5, 5, 5), []bool{true, false, false, false})
	if err != nil || math.Abs(flat.Coefficients[0]-math.Log(1.0/3)) > 1e-9 || flat.Coefficients[1] != 0 || cmp.Diff([]int{0}, flat.Constant) != "" {
		t.Errorf("a constant column: %+v %v", flat, err)
	}
	twice := matrix(t, [][]float64{{0, 0}, {1, 2}, {2, 4}, {3, 6}, {4, 8}, {5, 10}})
	both, err := stat.FitLogistic(twice, bools([]int{0, 0, 1, 0, 1, 1}))
	if err != nil || both.Method != stat.Ridge || both.Reason != stat.Collinearity || math.Abs(both.Coefficients[1]-2*both.Coefficients[2]) > 1e-9 {
		t.Errorf("a column that is twice another: %+v %v", both, err)
	}
	if _, ok := both.Probability([]float64{1}); ok {
		t.Error("a short row has a probability")
	}
	if _, ok := both.Probability([]float64{math.NaN(), 0}); ok {
		t.Error("a missing value has a probability")
	}
}

// TestLogisticFindsTheTruth fits 200,000 drawn customers with columns of very
// different units.
func TestLogisticFindsTheTruth(t *testing.T) {
	source := rand.New(rand.NewPCG(8, 0))
	truth := []float64{-2, 0.8, 0.0001}
	n := 200_000
	data, y := stat.Matrix{Columns: 2, Values: make([]float64, 0, 2*n)}, make([]bool, n)
	for r := range n {
		a, b := source.NormFloat64(), 50_000+10_000*source.NormFloat64()
		data.Values = append(data.Values, a, b)
		y[r] = source.Float64() < 1/(1+math.Exp(-(truth[0]+truth[1]*a+truth[2]*(b-50_000))))
	}
	m, err := stat.FitLogistic(data, y)
	if err != nil || m.Method != stat.MaximumLikelihood {
		t.Fatal(m, err)
	}
	truth[0] -= 50_000 * truth[2]
	for k, want := range truth {
		if math.Abs(m.Coefficients[k]-want) > 4*m.SE[k] || m.SE[k] > 0.05*math.Abs(want) {
			t.Errorf("coefficient %d is %v ± %v, want %v", k, m.Coefficients[k], m.SE[k], want)
		}
	}
}

func TestScoresOfNobody(t *testing.T) {
	f := func(s stat.Predictions) {
		t.Helper()
		_, auc := s.AUC()
		_, interval := s.AUCInterval(stat.Bootstrap{})
		_, lift := s.LiftAt(0.1)
		if auc || interval || lift {
			t.Errorf("%+v has a metric", s)
		}
	}
	f(stat.Predictions{})
	f(stat.Predictions{Label: []bool{false}, Score: []float64{0.1}})
	f(stat.Predictions{Label: []bool{true, false}, Score: []float64{0.1}})
	f(stat.Predictions{Label: []bool{true, false}, Score: []float64{0.1, math.NaN()}})
	if _, ok := (stat.Predictions{Label: []bool{true}, Score: []float64{1.5}}).Brier(); ok {
		t.Error("a chance of 1.5 has a Brier score")
	}
	if loss, ok := (stat.Predictions{Label: []bool{true}, Score: []float64{0}}).LogLoss(); !ok || math.Abs(loss-15*math.Ln10) > 1e-9 {
		t.Errorf("the loss of a chance of 0 is %v", loss)
	}
}

func TestTiedScores(t *testing.T) {
	s := stat.Predictions{Label: []bool{true, false, true, false}, Score: []float64{0.5, 0.5, 0.5, 0.5}}
	auc, _ := s.AUC()
	lift, _ := s.LiftAt(0.25)
	groups, _ := s.Deciles()
	if auc != 0.5 || lift != 1 || len(groups) != 1 || groups[0].Rows != 4 || groups[0].Observed != 0.5 {
		t.Errorf("equal scores: AUC %v, lift %v, groups %+v", auc, lift, groups)
	}
}

func TestDecilesAreCalibrated(t *testing.T) {
	source := rand.New(rand.NewPCG(2, 0))
	s := stat.Predictions{Label: make([]bool, 50_000), Score: make([]float64, 50_000)}
	for i := range s.Score {
		s.Score[i] = source.Float64()
		s.Label[i] = source.Float64() < s.Score[i]
	}
	groups, ok := s.Deciles()
	if !ok || len(groups) != 10 {
		t.Fatalf("%d groups", len(groups))
	}
	for _, g := range groups {
		if g.Rows != 5000 || math.Abs(g.Observed-g.Predicted) > 0.03 || g.Low > g.Observed || g.High < g.Observed {
			t.Errorf("%+v", g)
		}
	}
}

// TestBootstrapCovers draws 200 tests of 150 customers whose AUC is Φ(1/√2).
func TestBootstrapCovers(t *testing.T) {
	truth := 0.5 * math.Erfc(-0.5)
	source := rand.New(rand.NewPCG(3, 0))
	covered := 0
	for k := range 200 {
		s := stat.Predictions{Label: make([]bool, 150), Score: make([]float64, 150)}
		for i := range s.Score {
			s.Label[i] = i%3 == 0
			s.Score[i] = source.NormFloat64()
			if s.Label[i] {
				s.Score[i]++
			}
		}
		auc, ok := s.AUCInterval(stat.Bootstrap{Rounds: 300, Seed: uint64(k)})
		if ok && auc.Low <= truth && truth <= auc.High {
			covered++
		}
	}
	if covered < 180 || covered > 198 {
		t.Errorf("%d of 200 intervals at 95 %% hold the truth", covered)
	}
}

func TestGainOverABaseline(t *testing.T) {
	source := rand.New(rand.NewPCG(5, 0))
	n := 3000
	label, good, base := make([]bool, n), make([]float64, n), make([]float64, n)
	for i := range n {
		good[i] = source.Float64()
		label[i] = source.Float64() < good[i]
		base[i] = 0.5*good[i] + 0.5*source.Float64()
	}
	model, baseline := stat.Predictions{Label: label, Score: good}, stat.Predictions{Label: label, Score: base}
	auc, ok := stat.AUCGain(model, baseline, stat.Bootstrap{Rounds: 200})
	brier, okBrier := stat.BrierGain(model, baseline, stat.Bootstrap{Rounds: 200})
	if !ok || !okBrier || auc.Low <= 0 || brier.Low <= 0 || auc.Value < auc.Low || auc.Value > auc.High {
		t.Errorf("the better model gains %+v and %+v", auc, brier)
	}
	same, _ := stat.AUCGain(model, model, stat.Bootstrap{Rounds: 50})
	if same.Value != 0 || same.Low != 0 || same.High != 0 {
		t.Errorf("a model gains %+v over itself", same)
	}
}

func TestBetaBinomialWithoutSpread(t *testing.T) {
	alike := []stat.Proportion{{X: 1, N: 2}, {X: 5, N: 10}, {X: 0, N: 0}}
	f, err := stat.FitBetaBinomial(alike)
	if err != nil || f.ByMoments || f.Mean != 0.5 || f.Strength != stat.DefaultStrength {
		t.Errorf("customers alike: %+v %v", f, err)
	}
	never, err := stat.FitBetaBinomial([]stat.Proportion{{X: 0, N: 4}})
	if rate, ok := never.Posterior(stat.Proportion{X: 0, N: 9}); err != nil || !ok || rate != 0 {
		t.Errorf("nobody ever: %+v %v", never, err)
	}
	if low, high, ok := never.Credible(stat.Proportion{X: 0, N: 9}, 0.95); !ok || low != 0 || high != 0 {
		t.Errorf("from %v to %v", low, high)
	}
	_, err = stat.FitBetaBinomial([]stat.Proportion{{}})
	wantCode(t, err, stat.CodeTooFew)
	_, err = stat.FitBetaBinomial([]stat.Proportion{{X: 2, N: 1}})
	wantCode(t, err, stat.CodeOutOfRange)
	// qbeta(c(.025, .975), 1, 1) is uniform.
	low, high, ok := stat.BetaBinomial{Mean: 0.5, Strength: 2}.Credible(stat.Proportion{}, 0.95)
	if !ok || math.Abs(low-0.025) > 1e-9 || math.Abs(high-0.975) > 1e-9 {
		t.Errorf("from %v to %v", low, high)
	}
}

func TestPreferredSlotsEdges(t *testing.T) {
	code := func(counts []int64, profile []float64, strength float64, window int, want string) {
		t.Helper()
		_, err := stat.PreferredSlots(counts, profile, strength, window)
		wantCode(t, err, want)
	}
	code(nil, nil, 10, 1, stat.CodeShape)
	code([]int64{1}, []float64{1, 1}, 10, 1, stat.CodeShape)
	code([]int64{1, 1}, []float64{1, 1}, 10, 2, stat.CodeShape)
	code([]int64{0}, []float64{1}, 0, 1, stat.CodeOutOfRange)
	code([]int64{-1}, []float64{1}, 10, 1, stat.CodeOutOfRange)
	code([]int64{1}, []float64{math.NaN()}, 10, 1, stat.CodeNotFinite)
	days, err := stat.PreferredSlots([]int64{0, 0, 0, 0, 0, 2, 0}, make([]float64, 7), 10, 1)
	if err != nil || days.Best != 5 || math.Abs(sum(days.Shares)-1) > 1e-12 {
		t.Errorf("week-days %+v %v", days, err)
	}
	night, _ := stat.PreferredSlots([]int64{3, 0, 0, 0, 3}, make([]float64, 5), 1, 3)
	if night.Best != 0 { // 4, 0, 1 round midnight; 3, 4, 0 comes later
		t.Errorf("round midnight the best slot is %d", night.Best)
	}
}

func TestLookAlikes(t *testing.T) {
	data, first := crowd(11, 20_000, 4)
	var seed []int
	for r, y := range first {
		if y && len(seed) < 1000 {
			seed = append(seed, r)
		}
	}
	few, err := stat.FindLookAlikes(data, seed[:50], stat.LookAlikeOptions{})
	if err != nil || few.Method != stat.ByCosine || few.AUC != nil {
		t.Errorf("a small seed: %s %v", few.Method, err)
	}
	many, err := stat.FindLookAlikes(data, seed, stat.LookAlikeOptions{Seed: 1})
	if err != nil || many.Method != stat.ByLogistic || many.AUC == nil || len(many.Scores) != 20_000 {
		t.Fatalf("a large seed: %+v %v", many.Method, err)
	}
	if truth, _ := (stat.Predictions{Label: first, Score: many.Scores}).AUC(); truth < 0.9 || *many.AUC < 0.7 {
		t.Errorf("AUC %v of the kind, %v of the seed held back", truth, *many.AUC)
	}
	_, err = stat.FindLookAlikes(data, []int{20_000}, stat.LookAlikeOptions{})
	wantCode(t, err, stat.CodeOutOfRange)
	_, err = stat.FindLookAlikes(data, nil, stat.LookAlikeOptions{})
	wantCode(t, err, stat.CodeTooFew)
	_, err = stat.CosineToCentroid(column(1, -1), column(1))
	wantCode(t, err, stat.CodeOutOfRange)
	scores, err := stat.CosineToCentroid(column(1), column(0, 1e300, -5))
	if diff := cmp.Diff([]float64{0, 1, -1}, scores); diff != "" || err != nil {
		t.Error(diff, err)
	}
}

func TestNextBestActionTies(t *testing.T) {
	one := stat.Action{ID: "b", Uplift: 0.1, Margin: 10}
	two := one
	two.ID = "a"
	if best, ok := stat.NextBestAction([]stat.Action{one, two}); !ok || best != 1 {
		t.Errorf("among equals it is %d", best)
	}
	two.Margin = math.NaN()
	if best, ok := stat.NextBestAction([]stat.Action{two, one}); !ok || best != 1 {
		t.Errorf("beside an unknown margin it is %d", best)
	}
	if _, ok := stat.NextBestAction([]stat.Action{{ID: "c", Cost: 1}, {ID: "d"}}); ok {
		t.Error("an action that earns nothing is the best")
	}
	best, explored, _ := stat.ExploredAction([]stat.Action{one, {ID: "c", Cost: 1}}, 0.1, 0.07)
	if best != 1 || !explored {
		t.Errorf("u = .07 explores %d, %v", best, explored)
	}
	if best, explored, _ := stat.ExploredAction([]stat.Action{one, {ID: "c", Cost: 1}}, 0.1, 0.1); best != 0 || explored {
		t.Errorf("u = .1 explores %d, %v", best, explored)
	}
}

// TestFitsStayFinite throws awkward tables at every fit: whatever comes back
// without an error holds no NaN and no infinity.
func TestFitsStayFinite(t *testing.T) {
	awkward := rapid.OneOf(
		rapid.Float64Range(-10, 10), rapid.SampledFrom([]float64{0, 1, -1, 1e-300, 1e150, -1e308, 5e-324}),
		rapid.Map(rapid.IntRange(0, 3), func(n int) float64 { return float64(n) }),
	)
	rapid.Check(t, func(t *rapid.T) {
		columns, rows := rapid.IntRange(1, 3).Draw(t, "columns"), rapid.IntRange(1, 12).Draw(t, "rows")
		data := stat.Matrix{Columns: columns, Values: rapid.SliceOfN(awkward, rows*columns, rows*columns).Draw(t, "values")}
		class := rapid.SliceOfN(rapid.IntRange(0, 1), rows, rows).Draw(t, "class")
		finite := func(what string, values ...float64) {
			t.Helper()
			for _, v := range values {
				if math.IsNaN(v) || math.IsInf(v, 0) {
					t.Fatalf("%s holds %v", what, values)
				}
			}
		}
		if m, err := stat.FitLogistic(data, bools(class)); err == nil {
			finite("logistic", slices.Concat(m.Coefficients, m.SE, []float64{m.LogLikelihood})...)
			if p, err := m.Probabilities(data); err == nil {
				finite("chances", p...)
			}
		}
		if c, err := stat.KMeans(data, stat.KMeansOptions{K: rapid.IntRange(1, 4).Draw(t, "k"), Starts: 2}); err == nil {
			finite("k-means", append(c.Centers.Values, c.Inertia)...)
			if s, ok := stat.SilhouetteOf(data, c.Labels, 0); ok {
				finite("silhouette", append(s.Each, s.Mean)...)
			}
		}
		if tree, err := stat.FitTree(data, class, stat.TreeOptions{MinLeaf: 1}); err == nil {
			for _, n := range tree.Nodes {
				finite("tree", n.Threshold, n.Gain, n.Impurity)
			}
		}
		if s, err := stat.FitScaler(data, rapid.Bool().Draw(t, "log"), nil); err == nil {
			if z, err := s.Apply(data); err == nil {
				finite("scaler", z.Values...)
			}
		}
		if cos, err := stat.CosineToCentroid(data, data); err == nil {
			finite("cosine", cos...)
		}
	})
}
