package stat

// SegmentDecomposition splits the change of a sum of products, segment by
// segment (channel, category) and factor by factor.
type SegmentDecomposition struct {
	Segments []Decomposition
	Total    Decomposition // its contributions are the sums over the segments
}

// DecomposeSegments splits every segment by [DecomposeProduct] and adds the segments up.
// before and after hold a row of factors per segment. Total says Shapley if any
// segment needed it.
// Errors: those of [DecomposeProduct].
//
// Source: methods 7.1.
func DecomposeSegments(before, after [][]float64) (SegmentDecomposition, error) {
	if len(before) == 0 || len(before) != len(after) {
		return SegmentDecomposition{}, refuse(CodeShape, "There are %d segments before and %d after; it takes the same segments, at least one.", len(before), len(after))
	}
	s := SegmentDecomposition{Total: Decomposition{Method: LMDI, Contributions: make([]float64, len(before[0]))}}
	for i := range before {
		d, err := DecomposeProduct(before[i], after[i])
		if err != nil {
			return SegmentDecomposition{}, err
		}
		if len(d.Contributions) != len(s.Total.Contributions) {
			return SegmentDecomposition{}, refuse(CodeShape, "Segment %d has %d factors, the first one %d.", i+1, len(d.Contributions), len(s.Total.Contributions))
		}
		s.Segments = append(s.Segments, d)
		s.Total.add(d)
	}
	if !usable(s.Total.Before, s.Total.After, s.Total.Change()) || !usable(s.Total.Contributions...) {
		return SegmentDecomposition{}, refuse(CodeNotFinite, "The sum over the segments is too large a number.")
	}
	return s, nil
}

func (d *Decomposition) add(part Decomposition) {
	d.Before += part.Before
	d.After += part.After
	for k, c := range part.Contributions {
		d.Contributions[k] += c
	}
	if part.Method == Shapley {
		d.Method = Shapley
	}
}

// SumNode says what each child of a sum added to its change.
type SumNode struct {
	Changes []float64 // one per child
	Change  float64
	Shares  []float64 // of the change, may leave 0 to 1; nil if nothing changed
	Points  []float64 // percentage points of the sum's growth; nil if the sum was 0
}

// AdditiveNode splits the change of a sum among its children.
// Errors: [CodeShape], [CodeNotFinite].
//
// Source: methods 7.1.
func AdditiveNode(before, after []float64) (SumNode, error) {
	if len(before) == 0 || len(before) != len(after) {
		return SumNode{}, refuse(CodeShape, "There are %d children before and %d after; it takes the same children, at least one.", len(before), len(after))
	}
	node, base := SumNode{Changes: make([]float64, len(before))}, 0.0
	for k := range before {
		node.Changes[k] = after[k] - before[k]
		node.Change += node.Changes[k]
		base += before[k]
	}
	if !usable(node.Changes...) || !usable(node.Change, base) {
		return SumNode{}, refuse(CodeNotFinite, "A child of the sum is missing or too large a number.")
	}
	node.Shares = timesEach(node.Changes, 1, node.Change)
	node.Points = timesEach(node.Changes, 100, base)
	return node, nil
}

// timesEach returns factor·v/by; nil where that is undefined.
func timesEach(values []float64, factor, by float64) []float64 {
	if by == 0 {
		return nil
	}
	out := make([]float64, len(values))
	for k, v := range values {
		out[k] = factor * (v / by)
	}
	if !usable(out...) {
		return nil
	}
	return out
}

// RatedSegment is a segment of an average: how much it weighs (visitors of a
// channel) and its own rate (their conversion).
type RatedSegment struct {
	Weight, Rate float64
}

// RateMix splits the change of an average rate into what the segments' own rates
// did and what the shift of weight between segments did.
type RateMix struct {
	Before, After float64
	Rate, Mix     []float64 // one per segment; all together add up to After − Before
}

// DecomposeRate splits the change of a rate over the same segments before and
// after. A segment without weight in one period takes its rate from the other, so
// that its coming or going is all mix.
// Errors: [CodeShape], [CodeNotFinite], [CodeOutOfRange] for a negative weight,
// [CodeTooFew] for a period without weight.
//
// Source: Kitagawa 1955, symmetric, mix centred on the overall rate.
func DecomposeRate(before, after []RatedSegment) (RateMix, error) {
	if len(before) != len(after) {
		return RateMix{}, refuse(CodeShape, "There are %d segments before and %d after; it takes the same segments.", len(before), len(after))
	}
	w0, rate0, err := sharesOf(before)
	if err != nil {
		return RateMix{}, err
	}
	w1, rate1, err := sharesOf(after)
	if err != nil {
		return RateMix{}, err
	}
	m := RateMix{rate0, rate1, make([]float64, len(before)), make([]float64, len(before))}
	overall := rate0/2 + rate1/2
	for k := range before {
		r0, r1 := before[k].Rate, after[k].Rate
		if w0[k] == 0 {
			r0 = r1
		}
		if w1[k] == 0 {
			r1 = r0
		}
		if w0[k] == 0 && w1[k] == 0 {
			continue
		}
		m.Rate[k] = (w0[k] + w1[k]) / 2 * (r1 - r0)
		m.Mix[k] = (w1[k] - w0[k]) * (r0/2 + r1/2 - overall)
	}
	if !usable(m.Rate...) || !usable(m.Mix...) {
		return RateMix{}, refuse(CodeNotFinite, "A rate is too large a number.")
	}
	return m, nil
}

// sharesOf returns each segment's share of the weight and the average rate.
func sharesOf(segments []RatedSegment) (weights []float64, rate float64, err error) {
	total := 0.0
	for k, s := range segments {
		if !usable(s.Weight) || s.Weight != 0 && !usable(s.Rate) {
			return nil, 0, refuse(CodeNotFinite, "The weight or the rate of segment %d is missing.", k+1)
		}
		if s.Weight < 0 {
			return nil, 0, refuse(CodeOutOfRange, "The weight of segment %d is below 0.", k+1)
		}
		total += s.Weight
	}
	if total == 0 || !usable(total) {
		return nil, 0, refuse(CodeTooFew, "One of the periods has no weight in any segment.")
	}
	weights = make([]float64, len(segments))
	for k, s := range segments {
		if weights[k] = s.Weight / total; weights[k] != 0 {
			rate += weights[k] * s.Rate
		}
	}
	if !usable(rate) {
		return nil, 0, refuse(CodeNotFinite, "A rate is too large a number.")
	}
	return weights, rate, nil
}
