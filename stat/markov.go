package stat

import "math"

// SmallRow is the number of customers below which a row of a chain is smoothed,
// and RowStrength how many customers the former row then counts for.
const (
	SmallRow    = 30
	RowStrength = 10
)

// Chain says how likely a customer in one state is in another one step later.
type Chain struct {
	P    [][]float64 // a row per state, adding up to 1; nil for a state nobody was seen to leave
	Seen []float64   // how many customers each row rests on; 0 for a row that is given, not learned
}

// FitChain returns the shares of each row of counts[i][j], the customers in
// state i at one snapshot and j at the next.
// Errors: [CodeShape] unless the counts are square, [CodeOutOfRange] for a
// negative one.
//
// Source: maximum likelihood; Anderson & Goodman 1957.
func FitChain(counts [][]int64) (Chain, error) {
	if err := square(counts); err != nil {
		return Chain{}, err
	}
	c := Chain{make([][]float64, len(counts)), make([]float64, len(counts))}
	for i, row := range counts {
		total := headcount(row)
		c.P[i], c.Seen[i] = shares(row, total), float64(total)
	}
	return c, nil
}

func headcount(row []int64) int64 {
	var total int64
	for _, n := range row {
		total += n
	}
	return total
}

func square(counts [][]int64) error {
	if len(counts) == 0 {
		return refuse(CodeShape, "A table of moves needs at least one state.")
	}
	for i, row := range counts {
		if len(row) != len(counts) {
			return refuse(CodeShape, "Row %d of the moves has %d states, not %d.", i+1, len(row), len(counts))
		}
		for _, n := range row {
			if n < 0 {
				return refuse(CodeOutOfRange, "Row %d of the moves counts less than nobody.", i+1)
			}
		}
	}
	return nil
}

// SE returns the standard error √(p(1−p)/n) of one cell. It is undefined for a
// state nobody was seen to leave.
func (c Chain) SE(from, to int) (se float64, ok bool) {
	if from < 0 || to < 0 || from >= len(c.P) || to >= len(c.P) || c.P[from] == nil || c.Seen[from] <= 0 {
		return 0, false
	}
	p := c.P[from][to]
	return math.Sqrt(p * (1 - p) / c.Seen[from]), true
}

// Smoothed draws every row of fewer than [SmallRow] customers towards the row of
// a former chain, as if [RowStrength] customers had been seen there:
// (n·p + k·former)/(n + k). Rows that the former chain does not know stay.
// Errors: [CodeShape] if the chains differ in size.
//
// Source: posterior mean of a Dirichlet prior; methods 10.
func (c Chain) Smoothed(former Chain) (Chain, error) {
	if len(former.P) != len(c.P) {
		return Chain{}, refuse(CodeShape, "The former chain has %d states, this one %d.", len(former.P), len(c.P))
	}
	out := Chain{append([][]float64(nil), c.P...), append([]float64(nil), c.Seen...)}
	for i, prior := range former.P {
		if prior != nil && c.Seen[i] < SmallRow {
			out.P[i] = drawnTowards(c.P[i], prior, c.Seen[i])
			out.Seen[i] += RowStrength
		}
	}
	return out, nil
}

func drawnTowards(row, prior []float64, seen float64) []float64 {
	out := make([]float64, len(prior))
	for j, p := range prior {
		out[j] = RowStrength * p
		if row != nil {
			out[j] += seen * row[j]
		}
		out[j] /= seen + RowStrength
	}
	return out
}

// Power returns the chain's moves over so many steps, at least 0.
// Errors: [CodeUnknownRow], [CodeOutOfRange].
func (c Chain) Power(steps int) ([][]float64, error) {
	if steps < 0 {
		return nil, refuse(CodeOutOfRange, "A chain makes no %d steps.", steps)
	}
	if err := c.complete(); err != nil {
		return nil, err
	}
	power, square := identity(len(c.P)), c.P
	for ; steps > 0; steps >>= 1 {
		if steps&1 == 1 {
			power = times(power, square)
		}
		square = times(square, square)
	}
	return power, nil
}

// complete refuses a chain that is empty, out of shape, or with an unknown row.
func (c Chain) complete() error {
	if len(c.P) == 0 || len(c.Seen) != len(c.P) {
		return refuse(CodeShape, "The chain has no states.")
	}
	for i, row := range c.P {
		if row == nil {
			return refuse(CodeUnknownRow, "Nobody was seen to leave state %d: smooth the chain with a former one, or leave the state out.", i+1)
		}
		total := 0.0
		for _, p := range row {
			total += p
		}
		if len(row) != len(c.P) || !nonNegative(row) || !(math.Abs(total-1) < 1e-6) {
			return refuse(CodeShape, "Row %d of the chain is not a share for each of %d states.", i+1, len(c.P))
		}
	}
	return nil
}

func identity(n int) [][]float64 {
	m := make([][]float64, n)
	for i := range m {
		m[i] = make([]float64, n)
		m[i][i] = 1
	}
	return m
}

func times(a, b [][]float64) [][]float64 {
	out := make([][]float64, len(a))
	for i := range a {
		out[i] = rowTimes(a[i], b)
	}
	return out
}

func rowTimes(row []float64, m [][]float64) []float64 {
	out := make([]float64, len(m[0]))
	for k, v := range row {
		for j, p := range m[k] {
			out[j] += v * p
		}
	}
	return out
}

// TimeHomogeneity tests whether the moves of several periods come from one
// chain: the sum, over the starting states, of Pearson's statistic of period
// against target. Targets nobody reached do not count.
// Errors: those of [FitChain], [CodeTooFew] for fewer than two periods.
//
// Source: Anderson & Goodman 1957.
func TimeHomogeneity(periods [][][]int64) (ChiSquare, error) {
	if len(periods) < 2 {
		return ChiSquare{}, refuse(CodeTooFew, "It takes the moves of at least two periods to compare them.")
	}
	for _, p := range periods {
		if err := square(p); err != nil {
			return ChiSquare{}, err
		}
		if len(p) != len(periods[0]) {
			return ChiSquare{}, refuse(CodeShape, "The periods have %d and %d states.", len(periods[0]), len(p))
		}
	}
	var sum ChiSquare
	for i := range periods[0] {
		table, seen := make([][]int64, len(periods)), int64(0)
		for t, p := range periods {
			table[t] = p[i]
			seen += headcount(p[i])
		}
		if seen == 0 {
			continue
		}
		row := Independence(table)
		sum.Value, sum.DF = sum.Value+row.Value, sum.DF+max(0, row.DF)
	}
	return sum.withTail(), nil
}

// TwoStepTest holds the moves counted over two steps against the chain's own
// second power: a small P says that where customers go depends on more than
// where they are. It takes the chain as known, so with few customers behind the
// chain it alarms too easily. Somebody on a way that the chain holds impossible
// makes P 0.
// Errors: those of [FitChain] and [Chain.Power].
//
// Source: Pearson's test of fit; methods 10.
func (c Chain) TwoStepTest(counts [][]int64) (ChiSquare, error) {
	if err := square(counts); err != nil {
		return ChiSquare{}, err
	}
	power, err := c.Power(2)
	if err != nil {
		return ChiSquare{}, err
	}
	if len(counts) != len(power) {
		return ChiSquare{}, refuse(CodeShape, "The chain has %d states, the moves %d.", len(power), len(counts))
	}
	var sum ChiSquare
	for i, row := range counts {
		if headcount(row) == 0 {
			continue
		}
		fit := SampleRatio(row, power[i])
		sum.Value, sum.DF = sum.Value+fit.Value, sum.DF+max(0, fit.DF)
	}
	sum = sum.withTail()
	sum.Value = min(sum.Value, math.MaxFloat64)
	return sum, nil
}
