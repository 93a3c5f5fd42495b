package stat

import (
	"runtime"
	"sync"
	"sync/atomic"
)

// Matrix is a table of numbers, a row per customer and a column per feature:
// row r is Values[r·Columns : (r+1)·Columns].
type Matrix struct {
	Columns int
	Values  []float64
}

// NewMatrix copies rows of equal length.
// Errors: [CodeShape], [CodeNotFinite].
func NewMatrix(rows [][]float64) (Matrix, error) {
	if len(rows) == 0 {
		return Matrix{}, refuse(CodeTooFew, "There are no rows.")
	}
	m := Matrix{len(rows[0]), make([]float64, 0, len(rows)*len(rows[0]))}
	for i, row := range rows {
		if len(row) != m.Columns {
			return Matrix{}, refuse(CodeShape, "Row %d has %d columns, the first one %d.", i+1, len(row), m.Columns)
		}
		m.Values = append(m.Values, row...)
	}
	return m, m.check()
}

// Rows returns the number of rows.
func (m Matrix) Rows() int {
	if m.Columns < 1 {
		return 0
	}
	return len(m.Values) / m.Columns
}

// Row returns row r, not copied.
func (m Matrix) Row(r int) []float64 {
	return m.Values[r*m.Columns : (r+1)*m.Columns]
}

// check refuses a matrix that is empty, out of shape or not finite.
func (m Matrix) check() error {
	if m.Columns < 1 || len(m.Values)%m.Columns != 0 {
		return refuse(CodeShape, "The table has %d values and %d columns.", len(m.Values), m.Columns)
	}
	if len(m.Values) == 0 {
		return refuse(CodeTooFew, "There are no rows.")
	}
	for k, v := range m.Values {
		if !usable(v) {
			return refuse(CodeNotFinite, "Row %d has no number in column %d.", k/m.Columns+1, k%m.Columns+1)
		}
	}
	return nil
}

// same refuses another matrix that has other columns.
func (m Matrix) same(columns int) error {
	if err := m.check(); err != nil {
		return err
	}
	if m.Columns != columns {
		return refuse(CodeShape, "The table has %d columns, not %d.", m.Columns, columns)
	}
	return nil
}

// pick returns the rows of some places, copied.
func (m Matrix) pick(places []int) Matrix {
	out := Matrix{m.Columns, make([]float64, 0, len(places)*m.Columns)}
	for _, r := range places {
		out.Values = append(out.Values, m.Row(r)...)
	}
	return out
}

// blockRows is the rows that one processor works on at a time. Sums are made a
// block at a time and added in the order of the blocks, so that the result does
// not depend on how many processors there are.
const blockRows = 4096

// blocks returns how many blocks so many rows make.
func blocks(rows int) int {
	return (rows + blockRows - 1) / blockRows
}

// eachBlock calls work for every block of rows [from, to), on all processors.
func eachBlock(rows int, work func(block, from, to int)) {
	inParallel(blocks(rows), func(b int) {
		work(b, b*blockRows, min(rows, (b+1)*blockRows))
	})
}

// inParallel calls work for 0 to n−1, on all processors, in any order.
func inParallel(n int, work func(i int)) {
	workers := min(n, runtime.GOMAXPROCS(0))
	if workers <= 1 {
		for i := range n {
			work(i)
		}
		return
	}
	var next atomic.Int64
	var done sync.WaitGroup
	for range workers {
		done.Go(func() {
			for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
				work(i)
			}
		})
	}
	done.Wait()
}

// sumBlocks adds up what add puts into a block's own sums of a given width.
func sumBlocks(rows, width int, add func(sums []float64, from, to int)) []float64 {
	parts := make([]float64, blocks(rows)*width)
	eachBlock(rows, func(b, from, to int) {
		add(parts[b*width:(b+1)*width], from, to)
	})
	total := make([]float64, width)
	for k, v := range parts {
		total[k%width] += v
	}
	return total
}
