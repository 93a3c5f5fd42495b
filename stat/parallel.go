package stat

import (
	"runtime"
	"sync"
	"sync/atomic"
)

// chunk is how many rows are summed in one go.
const chunk = 8192

// total is a sum of up to six numbers over rows: by convention the value first,
// then the gradient.
type total [6]float64

// sumRows adds f over the chunks of n rows on all cores. The chunks and the
// order in which their sums are added depend on n alone, so that the result is
// the same on every machine to the last digit.
func sumRows(n int, f func(from, to int) total) total {
	parts := make([]total, (n+chunk-1)/chunk)
	share(len(parts), func(k int) { parts[k] = f(k*chunk, min((k+1)*chunk, n)) })
	var sum total
	for _, p := range parts {
		for k := range p {
			sum[k] += p[k]
		}
	}
	return sum
}

// share runs f(0) to f(n-1), each once, on all cores.
func share(n int, f func(k int)) {
	workers := min(runtime.GOMAXPROCS(0), n)
	if workers < 2 {
		for k := range n {
			f(k)
		}
		return
	}
	var next atomic.Int64
	var done sync.WaitGroup
	for range workers {
		done.Go(func() {
			for k := int(next.Add(1)) - 1; k < n; k = int(next.Add(1)) - 1 {
				f(k)
			}
		})
	}
	done.Wait()
}
