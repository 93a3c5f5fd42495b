package main

import (
	"slices"
	"time"
)

// timed returns how long a run took.
func timed(run func() error) (time.Duration, error) {
	start := time.Now()
	err := run()
	return time.Since(start), err
}

// repeat returns the median of several runs.
func repeat(n int, run func() (time.Duration, error)) (time.Duration, error) {
	var all []time.Duration
	for range n {
		took, err := run()
		if err != nil {
			return 0, err
		}
		all = append(all, took)
	}
	return median(all), nil
}

func median(all []time.Duration) time.Duration { return quantile(all, 50) }

// quantile returns the time that so many of a hundred runs did not exceed.
func quantile(all []time.Duration, percent int) time.Duration {
	sorted := slices.Sorted(slices.Values(all))
	return sorted[min(len(sorted)*percent/100, len(sorted)-1)]
}
