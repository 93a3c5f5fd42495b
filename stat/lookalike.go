package stat

import (
	"math"
	"math/rand/v2"
	"slices"
)

// LookAlikeMethod names how alikeness was measured.
type LookAlikeMethod string

// The methods of look-alike.
const (
	ByCosine   LookAlikeMethod = "cosine"   // to the centroid of the seed
	ByLogistic LookAlikeMethod = "logistic" // the seed against random others
)

// SmallSeed is the number of customers below which a seed is too small for a
// regression.
const SmallSeed = 200

// CosineToCentroid returns the cosine, −1 to 1, of each candidate to the mean of
// the seed, on standardised or binary features; a candidate of zeros gets 0.
// Errors: [CodeShape], [CodeTooFew], [CodeNotFinite], [CodeOutOfRange] for a seed
// whose mean is zero, which points nowhere.
//
// Source: methods 8.
func CosineToCentroid(seed, candidates Matrix) ([]float64, error) {
	if err := seed.check(); err != nil {
		return nil, err
	}
	if err := candidates.same(seed.Columns); err != nil {
		return nil, err
	}
	centroid, _ := columnMoments(seed, func(v float64) float64 { return v })
	if norm := normOf(centroid); norm == 0 || !usable(norm) {
		return nil, refuse(CodeOutOfRange, "The seed's mean is zero in every column, or too large: standardise over everybody first.")
	}
	scores := make([]float64, candidates.Rows())
	eachBlock(len(scores), func(_, from, to int) {
		for r := from; r < to; r++ {
			scores[r] = cosineOf(candidates.Row(r), centroid)
		}
	})
	return scores, nil
}

func normOf(v []float64) float64 {
	norm := 0.0
	for _, x := range v {
		norm = math.Hypot(norm, x)
	}
	return norm
}

func cosineOf(a, b []float64) float64 {
	na, nb := normOf(a), normOf(b)
	if na == 0 || !usable(na) {
		return 0
	}
	dot := 0.0
	for c, v := range a {
		dot += v / na * (b[c] / nb)
	}
	return min(max(dot, -1), 1)
}

// LookAlikeOptions says how to compare a seed with others. The zero value of a
// field takes its default.
type LookAlikeOptions struct {
	Seed    uint64  // of the random others
	Others  int     // random others for each of the seed; default 10
	HoldOut float64 // share of the seed kept back for the AUC; default .2
}

// LookAlike is how much each customer resembles the seed.
type LookAlike struct {
	Method LookAlikeMethod
	Scores []float64 // of every row, the seed included; higher is more alike
	AUC    *float64  // of the seed kept back against others kept back; nil by cosine
	Model  *Logistic // nil by cosine
}

// FindLookAlikes scores everybody by how much they resemble the seed, some rows
// of the population: by logistic regression of the seed against random others,
// or by cosine where the seed is smaller than [SmallSeed] or has nobody to be
// compared with. Features are best standardised ([Scaler]).
// Errors: those of [CosineToCentroid] and [FitLogistic], [CodeOutOfRange] for a
// row outside the population.
//
// Source: methods 8.
func FindLookAlikes(population Matrix, seed []int, o LookAlikeOptions) (LookAlike, error) {
	if err := population.check(); err != nil {
		return LookAlike{}, err
	}
	if len(seed) == 0 {
		return LookAlike{}, refuse(CodeTooFew, "The seed is empty.")
	}
	in := make([]bool, population.Rows())
	for _, r := range seed {
		if r < 0 || r >= len(in) {
			return LookAlike{}, refuse(CodeOutOfRange, "The seed names row %d of %d.", r+1, len(in))
		}
		in[r] = true
	}
	if members := positives(in); members < SmallSeed || len(in)-members < SmallSeed {
		scores, err := CosineToCentroid(population.pick(placesOf(in, true)), population)
		return LookAlike{Method: ByCosine, Scores: scores}, err
	}
	return lookAlikeByModel(population, in, o.withDefaults())
}

func (o LookAlikeOptions) withDefaults() LookAlikeOptions {
	if o.Others <= 0 {
		o.Others = 10
	}
	if !(o.HoldOut > 0 && o.HoldOut < 1) {
		o.HoldOut = 0.2
	}
	return o
}

// placesOf lists the rows that are in the seed, or out of it.
func placesOf(in []bool, wanted bool) []int {
	var places []int
	for r, v := range in {
		if v == wanted {
			places = append(places, r)
		}
	}
	return places
}

func lookAlikeByModel(population Matrix, in []bool, o LookAlikeOptions) (LookAlike, error) {
	source := rand.New(rand.NewPCG(o.Seed, 0))
	members, others := placesOf(in, true), placesOf(in, false)
	shuffle := func(p []int) { source.Shuffle(len(p), func(i, j int) { p[i], p[j] = p[j], p[i] }) }
	shuffle(members)
	shuffle(others)
	others = others[:min(len(others), o.Others*len(members))]
	m, n := keptBack(len(members), o.HoldOut), keptBack(len(others), o.HoldOut)
	train := slices.Concat(members[m:], others[n:])
	model, err := FitLogistic(population.pick(train), labelsOf(in, train))
	if err != nil {
		return LookAlike{}, err
	}
	scores, err := model.Probabilities(population)
	if err != nil {
		return LookAlike{}, err
	}
	out := LookAlike{Method: ByLogistic, Scores: scores, Model: &model}
	test := slices.Concat(members[:m], others[:n])
	held := Predictions{labelsOf(in, test), make([]float64, len(test))}
	for i, r := range test {
		held.Score[i] = scores[r]
	}
	if auc, ok := held.AUC(); ok {
		out.AUC = &auc
	}
	return out, nil
}

// keptBack is a share of n, at least 1 and leaving at least 1.
func keptBack(n int, share float64) int {
	return min(max(1, int(share*float64(n))), n-1)
}

func labelsOf(in []bool, rows []int) []bool {
	labels := make([]bool, len(rows))
	for i, r := range rows {
		labels[i] = in[r]
	}
	return labels
}
