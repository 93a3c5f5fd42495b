package stat

import (
	"math"
	"math/rand/v2"
	"slices"
)

// KMeansOptions says how to look for clusters. The zero value of a field takes
// its default.
type KMeansOptions struct {
	K       int
	Starts  int    // default 10
	Seed    uint64 // of the random starts
	Initial Matrix // centres to start from instead, one start
	Sample  int    // beyond so many rows fit on a seeded sample of so many; default: 50,000 beyond 200,000
}

// Clusters are groups of rows around their means.
type Clusters struct {
	Centers Matrix
	Sizes   []int   // rows of the fitted data next to each centre
	Labels  []int   // of every row of the data, fitted or not
	Inertia float64 // sum of squared distances of all rows to their centres
	Sampled bool    // the centres were fitted on a sample
}

const (
	defaultStarts = 10
	sampleBeyond  = 200_000
	sampleRows    = 50_000
	maxLloyd      = 300
)

// KMeans finds K clusters: starts by k-means++, Lloyd's steps until nothing
// changes (at most 300), the start of least inertia. An empty cluster restarts
// at the row farthest from its centre. The same data and seed give the same
// clusters on every machine.
// Errors: [CodeShape], [CodeNotFinite], [CodeTooFew] for fewer different rows
// than clusters, [CodeOutOfRange] for K below 1.
//
// Source: Lloyd 1982; Arthur & Vassilvitskii 2007.
func KMeans(data Matrix, o KMeansOptions) (Clusters, error) {
	if err := o.check(data); err != nil {
		return Clusters{}, err
	}
	fit := data
	places := sampleOf(data.Rows(), o.Sample, o.Seed)
	if places != nil {
		fit = data.pick(places)
	}
	centers, err := o.best(fit)
	if err != nil {
		return Clusters{}, err
	}
	c := Clusters{Centers: centers, Sampled: places != nil}
	l := newLloyd(data, centers)
	l.assign()
	c.Labels, c.Sizes, c.Inertia = l.labels, l.sizes(), l.inertia()
	if !usable(c.Inertia) || !usable(centers.Values...) {
		return Clusters{}, refuse(CodeNotFinite, "The columns hold too large numbers: scale them first.")
	}
	return c, nil
}

// best runs all starts and returns the centres of the least inertia.
func (o KMeansOptions) best(fit Matrix) (Matrix, error) {
	starts := o.Starts
	if len(o.Initial.Values) > 0 {
		starts = 1
	}
	var best Matrix
	least := math.Inf(1)
	for s := range starts {
		centers := o.Initial
		if len(o.Initial.Values) == 0 {
			var ok bool
			centers, ok = plusPlus(fit, o.K, rand.New(rand.NewPCG(o.Seed, uint64(s))))
			if !ok {
				return Matrix{}, refuse(CodeTooFew, "There are fewer than %d different rows.", o.K)
			}
		}
		l := newLloyd(fit, centers)
		if inertia := l.run(); inertia < least || best.Values == nil {
			best, least = l.centers, inertia
		}
	}
	return best, nil
}

func (o *KMeansOptions) check(data Matrix) error {
	if err := data.check(); err != nil {
		return err
	}
	if o.Starts <= 0 {
		o.Starts = defaultStarts
	}
	if o.Sample <= 0 {
		o.Sample = sampleBeyond
		if data.Rows() > sampleBeyond {
			o.Sample = sampleRows
		}
	}
	if len(o.Initial.Values) > 0 {
		if err := o.Initial.same(data.Columns); err != nil {
			return err
		}
		o.K = o.Initial.Rows()
	}
	o.Sample = max(o.Sample, o.K)
	if o.K < 1 {
		return refuse(CodeOutOfRange, "The number of clusters is %d; it takes at least one.", o.K)
	}
	if o.K > data.Rows() {
		return refuse(CodeTooFew, "There are %d rows for %d clusters.", data.Rows(), o.K)
	}
	return nil
}

// sampleOf draws places without repetition, in ascending order; nil if all fit.
func sampleOf(rows, size int, seed uint64) []int {
	if rows <= size {
		return nil
	}
	// Selection sampling: row r is taken with chance wanted/left.
	source := rand.New(rand.NewPCG(seed, math.MaxUint64))
	places := make([]int, 0, size)
	for r := 0; len(places) < size; r++ {
		if source.IntN(rows-r) < size-len(places) {
			places = append(places, r)
		}
	}
	return places
}

// D2Weights returns the chance of each row to be the next centre of k-means++:
// its squared distance to the nearest centre, over the sum of all. It is
// undefined when every row is a centre.
//
// Source: Arthur & Vassilvitskii 2007.
func D2Weights(data, centers Matrix) (weights []float64, ok bool) {
	if data.check() != nil || centers.same(data.Columns) != nil {
		return nil, false
	}
	weights = make([]float64, data.Rows())
	total := 0.0
	for r := range weights {
		_, weights[r] = nearest(data.Row(r), centers)
		total += weights[r]
	}
	for r := range weights {
		weights[r] /= total
	}
	if !usable(weights...) {
		return nil, false
	}
	return weights, true
}

// plusPlus draws k centres; ok is false if the rows run out of different places.
func plusPlus(data Matrix, k int, source *rand.Rand) (centers Matrix, ok bool) {
	rows := data.Rows()
	centers = Matrix{data.Columns, slices.Clone(data.Row(source.IntN(rows)))}
	distance := make([]float64, rows)
	for r := range distance {
		distance[r] = math.Inf(1)
	}
	for centers.Rows() < k {
		newest := centers.Row(centers.Rows() - 1)
		parts := make([]float64, blocks(rows))
		eachBlock(rows, func(b, from, to int) {
			for r := from; r < to; r++ {
				distance[r] = min(distance[r], squaredDistance(data.Row(r), newest))
				parts[b] += distance[r]
			}
		})
		r := drawn(distance, parts, source.Float64())
		if r < 0 {
			return Matrix{}, false
		}
		centers.Values = append(centers.Values, data.Row(r)...)
	}
	return centers, true
}

// drawn returns the row that u in [0,1) falls on by weight, never one of weight
// 0; −1 if all weigh 0. parts are the sums of the blocks.
func drawn(weights, parts []float64, u float64) int {
	total := 0.0
	for _, p := range parts {
		total += p
	}
	left, last := u*total, -1
	for b, p := range parts {
		if left >= p && b < len(parts)-1 {
			left -= p
			continue
		}
		for r := b * blockRows; r < min(len(weights), (b+1)*blockRows); r++ {
			if weights[r] > 0 {
				last = r
				if left -= weights[r]; left < 0 {
					return r
				}
			}
		}
	}
	if last < 0 { // rounding carried u past the end
		for r, w := range slices.Backward(weights) {
			if w > 0 {
				return r
			}
		}
	}
	return last
}

// nearest returns the nearest centre, the first among equals, and the squared
// distance to it.
func nearest(row []float64, centers Matrix) (label int, distance float64) {
	distance = math.Inf(1)
	for k := range centers.Rows() {
		if d := squaredDistance(row, centers.Row(k)); d < distance {
			label, distance = k, d
		}
	}
	return label, distance
}

func squaredDistance(a, b []float64) float64 {
	total := 0.0
	b = b[:len(a)]
	for c, v := range a {
		d := v - b[c]
		total += d * d
	}
	return total
}
