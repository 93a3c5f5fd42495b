package main

import (
	"context"
	"fmt"
	"math"
	"os"
	"strings"
)

// sizes are the customers of the shops whose cost is held against their size;
// each has three orders and ten lines a customer.
var sizes = []int64{100_000, 316_000, 1_000_000, 10_000_000}

// measureSizes imports shops up to -customers, refreshes everything in each,
// and prints the processor time by size with the exponent of the power that
// fits it best.
func measureSizes(ctx context.Context, s settings) error {
	byName := map[string][]float64{}
	var names []string
	put := func(name string, seconds float64) {
		if byName[name] == nil {
			names = append(names, name)
		}
		byName[name] = append(byName[name], seconds)
	}
	var done []int64
	most := s.customers
	for _, n := range sizes {
		if s.customers = n; n > most {
			break
		}
		if err := makeFile(ctx, s); err != nil {
			return err
		}
		imported, peak, err := s.importFile(ctx)
		if err != nil {
			return err
		}
		fmt.Fprintf(os.Stderr, "%d customers: import: %.1f s, processor %.1f s, %d MiB\n", n, imported.wall.Seconds(), imported.processor.Seconds(), peak>>10)
		put("import", imported.processor.Seconds())
		put("import, peak MiB", float64(peak>>10))
		rooms, bare, peak, err := refreshAll(ctx, s)
		if err != nil {
			return err
		}
		put("bare aggregate", bare.processor.Seconds())
		for _, r := range rooms {
			put(r.name, r.processor.Seconds())
		}
		all := sum(rooms)
		put("all refreshed", all.processor.Seconds())
		put("all refreshed, by the clock", all.wall.Seconds())
		put("all refreshed, peak MiB", float64(peak>>10))
		done = append(done, n)
		printSizes(done, names, byName)
	}
	return nil
}

func printSizes(customers []int64, names []string, byName map[string][]float64) {
	fmt.Printf("\n| processor seconds by customers |")
	for _, n := range customers {
		fmt.Printf(" %d |", n)
	}
	fmt.Printf(" exponent |\n|---|%s---:|\n", strings.Repeat("---:|", len(customers)))
	for _, name := range names {
		fmt.Printf("| %s |", name)
		for _, v := range byName[name] {
			fmt.Printf(" %.2f |", v)
		}
		fmt.Printf(" %.2f |\n", exponent(customers, byName[name]))
	}
}

// exponent is the slope of the logarithm of the cost against that of the size,
// by least squares: 1 is a cost that grows with the shop.
func exponent(sizes []int64, costs []float64) float64 {
	var x, y, xx, xy, n float64
	for i, c := range costs {
		a, b := math.Log(float64(sizes[i])), math.Log(c)
		x, y, xx, xy, n = x+a, y+b, xx+a*a, xy+a*b, n+1
	}
	return (n*xy - x*y) / (n*xx - x*x)
}
