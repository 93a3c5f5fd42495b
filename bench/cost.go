package main

import (
	"slices"
	"syscall"
	"time"
)

// cost is what a run took. Other work on the machine lengthens the wall time
// and hardly the processor time, which is that of all threads together.
type cost struct{ wall, processor time.Duration }

// timed returns what a run took inside this process.
func timed(run func() error) (cost, error) {
	before, err := processorTime()
	if err != nil {
		return cost{}, err
	}
	start := time.Now()
	if err := run(); err != nil {
		return cost{}, err
	}
	wall := time.Since(start)
	after, err := processorTime()
	return cost{wall, after - before}, err
}

func processorTime() (time.Duration, error) {
	var used syscall.Rusage
	err := syscall.Getrusage(syscall.RUSAGE_SELF, &used)
	return time.Duration(used.Utime.Nano() + used.Stime.Nano()), err
}

// repeat returns the medians of several runs.
func repeat(n int, run func() (cost, error)) (cost, error) {
	var all []cost
	for range n {
		took, err := run()
		if err != nil {
			return cost{}, err
		}
		all = append(all, took)
	}
	return median(all), nil
}

func median(all []cost) cost { return quantile(all, 50) }

// quantile returns the wall and the processor time that so many of a hundred
// runs did not exceed.
func quantile(all []cost, percent int) cost {
	var walls, processors []time.Duration
	for _, c := range all {
		walls, processors = append(walls, c.wall), append(processors, c.processor)
	}
	slices.Sort(walls)
	slices.Sort(processors)
	n := min(len(all)*percent/100, len(all)-1)
	return cost{walls[n], processors[n]}
}
