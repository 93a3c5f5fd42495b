package stat

import (
	"cmp"
	"math"
	"slices"
)

// SilhouetteSample is how many rows a silhouette is taken of.
const SilhouetteSample = 5000

// Silhouette says how well rows sit in their clusters, from −1 (in the wrong
// one) to 1.
type Silhouette struct {
	Mean float64
	Each []float64 // of the rows in Rows; 0 in a cluster of one
	Rows []int     // the rows looked at, ascending
}

// SilhouetteOf looks at all rows, or at a seeded sample of [SilhouetteSample]. It
// is undefined unless there are two clusters with rows, or if the labels do not
// belong to the data.
//
// Source: Rousseeuw 1987.
func SilhouetteOf(data Matrix, labels []int, seed uint64) (s Silhouette, ok bool) {
	if data.check() != nil || len(labels) != data.Rows() || slices.Min(labels) < 0 {
		return Silhouette{}, false
	}
	s.Rows = sampleOf(data.Rows(), SilhouetteSample, seed)
	if s.Rows == nil {
		s.Rows = allStates(data.Rows())
	}
	sizes := make([]int, slices.Max(labels)+1)
	for _, r := range s.Rows {
		sizes[labels[r]]++
	}
	if withRows(sizes) < 2 {
		return Silhouette{}, false
	}
	s.Each = make([]float64, len(s.Rows))
	inParallel(len(s.Rows), func(i int) { s.Each[i] = silhouetteOf(data, labels, sizes, s.Rows, i) })
	for _, v := range s.Each {
		s.Mean += v / float64(len(s.Each))
	}
	if !usable(s.Mean) {
		return Silhouette{}, false
	}
	return s, true
}

func withRows(sizes []int) int {
	n := 0
	for _, size := range sizes {
		if size > 0 {
			n++
		}
	}
	return n
}

// silhouetteOf is (b − a)/max(a, b): a the mean distance to the own cluster, b to
// the nearest other one.
func silhouetteOf(data Matrix, labels, sizes, rows []int, i int) float64 {
	own, sums := labels[rows[i]], make([]float64, len(sizes))
	if sizes[own] == 1 {
		return 0
	}
	row := data.Row(rows[i])
	for _, r := range rows {
		sums[labels[r]] += math.Sqrt(squaredDistance(row, data.Row(r)))
	}
	a, b := sums[own]/float64(sizes[own]-1), math.Inf(1)
	for k, sum := range sums {
		if k != own && sizes[k] > 0 {
			b = min(b, sum/float64(sizes[k]))
		}
	}
	if a == b {
		return 0
	}
	return (b - a) / max(a, b)
}

// ChooseClusters fits every K from low to high and returns the clusters of the
// best mean silhouette, the fewest among equals. o.K is ignored. The number is
// sought on a seeded sample of 20,000 rows; the clusters are then fitted as
// [KMeans] does.
// Errors: those of [KMeans], [CodeOutOfRange] unless 2 ≤ low ≤ high. A K beyond
// the number of different rows is left out, unless all are.
//
// Source: methods 8.
func ChooseClusters(data Matrix, low, high int, o KMeansOptions) (Clusters, Silhouette, error) {
	if low < 2 || high < low {
		return Clusters{}, Silhouette{}, refuse(CodeOutOfRange, "The number of clusters is sought from %d to %d; it takes from two up.", low, high)
	}
	if err := data.check(); err != nil {
		return Clusters{}, Silhouette{}, err
	}
	some, o, best := data, o.anyStart(), 0
	if places := sampleOf(data.Rows(), chooseOn, o.Seed); places != nil {
		some = data.pick(places)
	}
	most := -1.0
	for k := low; k <= high; k++ {
		o.K = k
		c, err := KMeans(some, o)
		if err != nil && k == low {
			return Clusters{}, Silhouette{}, err
		}
		if err != nil {
			break
		}
		if s, ok := SilhouetteOf(some, c.Labels, o.Seed); ok && s.Mean > most {
			best, most = k, s.Mean
		}
	}
	if best == 0 {
		return Clusters{}, Silhouette{}, refuse(CodeTooFew, "The rows do not fall into two clusters.")
	}
	o.K = best
	c, err := KMeans(data, o)
	if err != nil {
		return Clusters{}, Silhouette{}, err
	}
	quality, _ := SilhouetteOf(data, c.Labels, o.Seed)
	return c, quality, nil
}

// chooseOn is the most rows that the number of clusters is sought on.
const chooseOn = 20_000

func (o KMeansOptions) anyStart() KMeansOptions {
	o.Initial = Matrix{}
	return o
}

// Assign returns the nearest cluster of each row.
// Errors: [CodeShape], [CodeNotFinite], [CodeTooFew].
func (c Clusters) Assign(data Matrix) ([]int, error) {
	if err := data.same(c.Centers.Columns); err != nil {
		return nil, err
	}
	labels := make([]int, data.Rows())
	eachBlock(len(labels), func(_, from, to int) {
		for r := from; r < to; r++ {
			labels[r], _ = nearest(data.Row(r), c.Centers)
		}
	})
	return labels, nil
}

// Ordered numbers the clusters anew, from the lowest centre in a column (money)
// up, ties by the columns from the first on, so that numbers and names stay the
// same from month to month. A column out of range orders by the first on.
func (c Clusters) Ordered(column int) Clusters {
	order := allStates(c.Centers.Rows())
	slices.SortStableFunc(order, func(a, b int) int {
		x, y := c.Centers.Row(a), c.Centers.Row(b)
		if column >= 0 && column < len(x) && x[column] != y[column] {
			return cmp.Compare(x[column], y[column])
		}
		return slices.Compare(x, y)
	})
	out := c
	out.Centers = c.Centers.pick(order)
	out.Sizes, out.Labels = make([]int, len(order)), make([]int, len(c.Labels))
	number := make([]int, len(order))
	for to, from := range order {
		number[from], out.Sizes[to] = to, c.Sizes[from]
	}
	for r, k := range c.Labels {
		out.Labels[r] = number[k]
	}
	return out
}

// MatchCenters pairs clusters with those of last month, the nearest centres
// first, each only once, and returns last month's number of each; −1 for a
// cluster that is left over. Both must be in the same scale.
// Errors: [CodeShape], [CodeNotFinite], [CodeTooFew].
func MatchCenters(current, former Matrix) ([]int, error) {
	if err := former.check(); err != nil {
		return nil, err
	}
	if err := current.same(former.Columns); err != nil {
		return nil, err
	}
	type pair struct {
		now, then int
		distance  float64
	}
	var pairs []pair
	for i := range current.Rows() {
		for j := range former.Rows() {
			pairs = append(pairs, pair{i, j, squaredDistance(current.Row(i), former.Row(j))})
		}
	}
	slices.SortStableFunc(pairs, func(a, b pair) int { return cmp.Compare(a.distance, b.distance) })
	match, taken := make([]int, current.Rows()), make([]bool, former.Rows())
	for i := range match {
		match[i] = -1
	}
	for _, p := range pairs {
		if match[p.now] < 0 && !taken[p.then] {
			match[p.now], taken[p.then] = p.then, true
		}
	}
	return match, nil
}
