package stat_test

import (
	"math"
	"slices"
	"strconv"
	"testing"

	"huike/stat"
)

func TestVectorsModels(t *testing.T) {
	vectors(t, "08_models.json", map[string]run{
		"kmeans-iris":          clustersOfIris,
		"kmeans-1d":            clustersOfSix,
		"kmeanspp-d2":          d2Weights,
		"rfm-standardise":      standardise,
		"cart-iris":            treeOfIris,
		"segment-explain":      explain,
		"beta-binomial":        posterior,
		"beta-binomial-moment": priorByMoments,
		"preferred-hour":       preferredHour,
		"score-metrics":        scoreMetrics,
		"lookalike-cosine":     cosine,
		"next-best-action":     nextAction,
		"logistic-irls":        logistic,
	}, nil)
}

func matrix(t testing.TB, rows [][]float64) stat.Matrix {
	t.Helper()
	m, err := stat.NewMatrix(rows)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// column makes a table of one column.
func column(values ...float64) stat.Matrix {
	return stat.Matrix{Columns: 1, Values: values}
}

func clusters(t testing.TB, data stat.Matrix, o stat.KMeansOptions) stat.Clusters {
	t.Helper()
	c, err := stat.KMeans(data, o)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func rowsOf(m stat.Matrix) [][]float64 {
	out := make([][]float64, m.Rows())
	for r := range out {
		out[r] = m.Row(r)
	}
	return out
}

// iris is Fisher's data of 1936: 150 flowers, 50 of each species, with sepal
// length and width, petal length and width in cm.
func iris(t *testing.T) (data stat.Matrix, species []int) {
	t.Helper()
	var rows [][]float64
	for i, row := range readCSV(t, "testdata/iris.csv") {
		var values []float64
		for _, name := range []string{"sepal_length", "sepal_width", "petal_length", "petal_width"} {
			values = append(values, parse(t, row[name]))
		}
		rows, species = append(rows, values), append(species, i/50)
	}
	return matrix(t, rows), species
}

// zscored uses the sample's standard deviation, as R's scale does.
func zscored(t *testing.T, data stat.Matrix) stat.Matrix {
	t.Helper()
	s, err := stat.FitScaler(data, false, nil)
	if err != nil {
		t.Fatal(err)
	}
	n := float64(data.Rows())
	out := stat.Matrix{Columns: data.Columns, Values: slices.Clone(data.Values)}
	for k := range out.Values {
		c := k % data.Columns
		out.Values[k] = (out.Values[k] - s.Mean[c]) / (s.SD[c] * math.Sqrt(n/(n-1)))
	}
	return out
}

func pickRows(m stat.Matrix, fromOne ...int) stat.Matrix {
	out := stat.Matrix{Columns: m.Columns}
	for _, r := range fromOne {
		out.Values = append(out.Values, m.Row(r-1)...)
	}
	return out
}

func clustersOfIris(t *testing.T, v vector) got {
	i := in[struct {
		Init []int `json:"init_rows_1based"`
	}](t, v)
	data, _ := iris(t)
	byK := map[string]any{}
	for k := 2; k <= 6; k++ {
		byK[strconv.Itoa(k)] = clusters(t, data, stat.KMeansOptions{K: k, Starts: 50, Seed: 1}).Inertia
	}
	z := zscored(t, data)
	c := clusters(t, data, stat.KMeansOptions{Initial: pickRows(data, i.Init...)})
	s := clusters(t, z, stat.KMeansOptions{Initial: pickRows(z, i.Init...)})
	return got{
		"centers": rowsOf(c.Centers), "sizes": c.Sizes, "inertia": c.Inertia, "inertia_by_k": byK,
		"standardised_k3": map[string]any{"inertia": s.Inertia, "sizes": s.Sizes},
	}
}

func clustersOfSix(t *testing.T, v vector) got {
	i := in[struct {
		X []float64
		K int
	}](t, v)
	c := clusters(t, column(i.X...), stat.KMeansOptions{K: i.K, Seed: 3}).Ordered(0)
	s, ok := stat.SilhouetteOf(column(i.X...), c.Labels, 0)
	if !ok {
		t.Fatal("no silhouette")
	}
	return got{"centers": c.Centers.Values, "inertia": c.Inertia, "silhouette_each": s.Each, "silhouette_mean": s.Mean}
}

func d2Weights(t *testing.T, v vector) got {
	i := in[struct {
		X      []float64
		Centre float64
	}](t, v)
	w, _ := stat.D2Weights(column(i.X...), column(i.Centre))
	return got{"weights": w}
}

func standardise(t *testing.T, v vector) got {
	i := in[struct{ R, F, M []float64 }](t, v)
	var data [][]float64
	for k := range i.R {
		data = append(data, []float64{i.R[k], i.F[k], i.M[k]})
	}
	raw := matrix(t, data)
	s, err := stat.RFMScaler(raw)
	if err != nil {
		t.Fatal(err)
	}
	z, err := s.Apply(raw)
	if err != nil {
		t.Fatal(err)
	}
	of := func(c int) []float64 { return each(rowsOf(z), func(row []float64) float64 { return row[c] }) }
	return got{"zR": of(0), "zF": of(1), "zM": of(2)}
}

func treeOfIris(t *testing.T, v vector) got {
	type question struct {
		Threshold   float64
		Left, Right []int64
	}
	i := in[struct {
		Root           []int64
		Split1, Split2 question
	}](t, v)
	data, species := iris(t)
	tree, err := stat.FitTree(data, species, stat.TreeOptions{MaxDepth: 2, MinLeaf: 1, LeafShare: 1e-9})
	if err != nil {
		t.Fatal(err)
	}
	const petalLength, petalWidth = 2, 3
	root := tree.Nodes[0]
	second := tree.Nodes[root.Right]
	check := func(node stat.TreeNode, feature int, want question) {
		t.Helper()
		if node.Feature != feature || math.Abs(node.Threshold-want.Threshold) > 1e-12 ||
			!slices.Equal(tree.Nodes[node.Left].Counts, want.Left) || !slices.Equal(tree.Nodes[node.Right].Counts, want.Right) {
			t.Errorf("question %+v, want column %d and %+v", node, feature, want)
		}
	}
	check(root, petalLength, i.Split1)
	check(second, petalWidth, i.Split2)
	return got{
		"gini_root": root.Impurity, "gini_right": second.Impurity, "gain1": root.Gain, "gain2": second.Gain,
		"gini_2l": tree.Nodes[second.Left].Impurity, "gini_2r": tree.Nodes[second.Right].Impurity,
	}
}

func explain(t *testing.T, v vector) got {
	i := in[struct {
		Population    int64
		InSegment     int64 `json:"in_segment"`
		Leaf          int64 `json:"leaf_n"`
		LeafInSegment int64 `json:"leaf_in_segment"`
	}](t, v)
	q, ok := stat.QualityOf(i.Population, i.InSegment, i.Leaf, i.LeafInSegment)
	if !ok {
		t.Fatal("no quality")
	}
	return got{"precision": q.Precision, "recall": q.Recall, "lift": q.Lift, "gini_gain": q.Gain}
}

func posterior(t *testing.T, v vector) got {
	i := in[struct {
		Mu, S float64
		KN    [][2]int64 `json:"k_n"`
	}](t, v)
	b := stat.BetaBinomial{Mean: i.Mu, Strength: i.S}
	return got{"score": each(i.KN, func(c [2]int64) float64 {
		rate, _ := b.Posterior(stat.Proportion{X: c[0], N: c[1]})
		return rate
	})}
}

func priorByMoments(t *testing.T, v vector) got {
	i := in[struct{ K, N []int64 }](t, v)
	customers := make([]stat.Proportion, len(i.K))
	for c := range i.K {
		customers[c] = stat.Proportion{X: i.K[c], N: i.N[c]}
	}
	f, err := stat.FitBetaBinomial(customers)
	if err != nil || !f.ByMoments {
		t.Fatal(f, err)
	}
	return got{"mu": f.Mean, "S": f.Squares, "A": f.Effective, "rho": f.Correlation, "s": f.Strength}
}

func preferredHour(t *testing.T, v vector) got {
	i := in[struct {
		Pi, Counts []float64
		Kappa      float64
	}](t, v)
	of := func(counts []float64) stat.Preferred {
		p, err := stat.PreferredSlots(whole([][]float64{counts})[0], i.Pi, i.Kappa, 3)
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
	p := of(i.Counts)
	return got{"p": p.Shares, "argmax_hour": p.Peak, "argmax_3h_centre": p.Best, "argmax_prior_3h": of(make([]float64, 24)).Best}
}

func bools(y []int) []bool { return each(y, func(v int) bool { return v == 1 }) }

func scoreMetrics(t *testing.T, v vector) got {
	i := in[struct {
		Y     []int
		Score []float64
	}](t, v)
	s := stat.Predictions{Label: bools(i.Y), Score: i.Score}
	auc, _ := s.AUC()
	brier, _ := s.Brier()
	loss, _ := s.LogLoss()
	lift, _ := s.LiftAt(0.25)
	return got{"auc": auc, "brier": brier, "logloss": loss, "lift_top25": lift}
}

func cosine(t *testing.T, v vector) got {
	i := in[struct{ Seed, Candidates [][]float64 }](t, v)
	scores, err := stat.CosineToCentroid(matrix(t, i.Seed), matrix(t, i.Candidates))
	if err != nil {
		t.Fatal(err)
	}
	return got{"score": scores}
}

func nextAction(t *testing.T, v vector) got {
	i := in[struct {
		Actions []struct {
			ID                           string
			Uplift, Margin, Coupon, Cost float64
			Treated                      float64 `json:"p_treat"`
		}
	}](t, v)
	var actions []stat.Action
	for _, a := range i.Actions {
		actions = append(actions, stat.Action{ID: a.ID, Uplift: a.Uplift, Treated: a.Treated, Margin: a.Margin, Coupon: a.Coupon, Cost: a.Cost})
	}
	best, ok := stat.NextBestAction(actions)
	if !ok {
		t.Fatal("no action")
	}
	return got{"value": each(actions, func(a stat.Action) float64 { x, _ := a.Value(); return x }), "best": actions[best].ID}
}

func logistic(t *testing.T, v vector) got {
	i := in[struct {
		X []float64
		Y []int
	}](t, v)
	m, err := stat.FitLogistic(column(i.X...), bools(i.Y))
	if err != nil || m.Method != stat.MaximumLikelihood || m.Reason != "" {
		t.Fatalf("%+v %v", m, err)
	}
	return got{"coef": m.Coefficients, "se": m.SE, "loglik": m.LogLikelihood}
}
