package main

import (
	"bufio"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"

	"huike/assortment"
)

// measureItemsets reads baskets and finds the sets of products in one basket of
// a thousand, against the bare pass: reading the same file and counting each
// product.
func measureItemsets(ctx context.Context, s settings) error {
	files := []string{filepath.Join(s.shared, "data", "mining", "T10I4D100K.dat.gz"), filepath.Join(s.dir, fmt.Sprintf("baskets-%d.txt", s.customers))}
	if err := s.makeBaskets(files[1]); err != nil {
		return err
	}
	for _, file := range files {
		bare, err := repeat(s.runs, func() (cost, error) { return timed(func() error { return countProducts(file) }) })
		if err != nil {
			return err
		}
		if err := forgetPeak(); err != nil {
			return err
		}
		var found assortment.ItemsetReport
		ours, err := repeat(s.runs, func() (cost, error) {
			return timed(func() error {
				found, err = itemsets(ctx, file)
				return err
			})
		})
		if err != nil {
			return err
		}
		peak, err := peakMemory()
		if err != nil {
			return err
		}
		fmt.Printf("| %d itemsets of %d baskets (%s) | %.2f s | bare count of the products %.2f s | %.2f | peak %d MiB; processor %.2f s and %.2f s: %.2f |\n",
			found.Count, found.Baskets, strings.TrimSuffix(filepath.Base(file), ".dat.gz"), ours.wall.Seconds(), bare.wall.Seconds(), ours.wall.Seconds()/bare.wall.Seconds(), peak>>10,
			ours.processor.Seconds(), bare.processor.Seconds(), ours.processor.Seconds()/bare.processor.Seconds())
	}
	return nil
}

func itemsets(ctx context.Context, file string) (assortment.ItemsetReport, error) {
	b, err := assortment.ReadBaskets(ctx, assortment.FileRequest{Path: file})
	if err != nil {
		return assortment.ItemsetReport{}, err
	}
	return b.Itemsets(assortment.Search{MinSupport: .001, MinSize: 1})
}

// countProducts is the least that any answer about the file takes.
func countProducts(file string) error {
	f, err := os.Open(file)
	if err != nil {
		return err
	}
	defer f.Close()
	var in io.Reader = f
	if strings.HasSuffix(file, ".gz") {
		if in, err = gzip.NewReader(f); err != nil {
			return err
		}
	}
	counts := map[string]*int{}
	words := bufio.NewScanner(in)
	words.Split(bufio.ScanWords)
	for words.Scan() {
		n := counts[string(words.Bytes())]
		if n == nil {
			n = new(int)
			counts[words.Text()] = n
		}
		*n++
	}
	return words.Err()
}

// makeBaskets writes as many baskets as there are customers, of three products
// on average out of 5,000 that are unequally popular; a third of the products
// come in habits of two to five that belong together.
func (s settings) makeBaskets(path string) error {
	if _, err := os.Stat(path); err == nil {
		return nil
	}
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	w, r := bufio.NewWriter(f), rand.New(rand.NewPCG(1, 22))
	popular := rand.NewZipf(r, 1.1, 20, 4999)
	habits := make([][]uint64, 2000)
	for i := range habits {
		for range 2 + r.IntN(4) {
			habits[i] = append(habits[i], popular.Uint64())
		}
	}
	for range s.customers {
		for left := 1 + int(2*r.ExpFloat64()); left > 0; left-- {
			products := []uint64{popular.Uint64()}
			if r.IntN(6) == 0 {
				products = habits[min(r.IntN(len(habits)), r.IntN(len(habits)))]
			}
			for _, p := range products {
				fmt.Fprint(w, p, " ")
			}
		}
		fmt.Fprintln(w)
	}
	return errors.Join(w.Flush(), f.Close())
}
