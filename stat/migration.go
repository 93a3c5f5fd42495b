package stat

import "math"

// Migration says how customers moved between states from one snapshot to a
// later one.
type Migration struct {
	RowTotals      []int64
	Shares         [][]float64 // a row per starting state; nil for a state nobody started in
	Up, Down, Same int64
}

// Migrate reads counts[i][j], the customers in state i before and in state j
// after, and the rank of each state, higher being better. Newcomers are not in
// the matrix: count them apart.
func Migrate(counts [][]int64, rank []int) Migration {
	m := Migration{RowTotals: make([]int64, len(counts)), Shares: make([][]float64, len(counts))}
	for i, row := range counts {
		for j, n := range row {
			m.RowTotals[i] += n
			switch {
			case rank[j] > rank[i]:
				m.Up += n
			case rank[j] < rank[i]:
				m.Down += n
			default:
				m.Same += n
			}
		}
		m.Shares[i] = shares(row, m.RowTotals[i])
	}
	return m
}

func shares(row []int64, total int64) []float64 {
	if total == 0 {
		return nil
	}
	p := make([]float64, len(row))
	for j, n := range row {
		p[j] = float64(n) / float64(total)
	}
	return p
}

// MigrationIndex returns (up − down) / all, from −1 (everyone fell) to 1
// (everyone rose); NaN if nobody was there.
func (m Migration) MigrationIndex() float64 {
	all := m.Up + m.Down + m.Same
	if all == 0 {
		return math.NaN()
	}
	return float64(m.Up-m.Down) / float64(all)
}
