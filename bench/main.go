// Command bench measures Huike against the bare engines, on one machine in one
// run, and prints ratios. It times and judges nothing by itself: the results
// are recorded in bench/result.
//
//	go run ./bench file   -dir /tmp/huike-bench            make the file of 10 million order lines
//	go run ./bench import -dir /tmp/huike-bench            import it, against the engine's own reader
//	go run ./bench refresh|habits|preview -dir /tmp/huike-bench   features, stages and scores; habits; segment previews
//	go run ./bench rooms|screens -dir /tmp/huike-bench     everything that new facts make stale, by room; what a screen's answer takes
//	go run ./bench sizes -customers 10000000               cost against size, up to so many customers
//	go run ./bench itemsets -dir /tmp/huike-bench          products bought together, of real and of a million generated baskets
//	go run ./bench mail                                    personalised e-mails to a local server
package main

import (
	"cmp"
	"context"
	"flag"
	"fmt"
	"os"
)

// settings are the flags of every measurement.
type settings struct {
	dir       string // where the file and the databases lie
	customers int64
	huike     string // the program under measurement
	runs      int
	shared    string // where the reference data lie
}

var measurements = map[string]func(context.Context, settings) error{
	"file": makeFile, "import": measureImport, "refresh": measureRefresh, "habits": measureHabits, "rooms": measureRooms, "screens": measureScreens, "sizes": measureSizes, "preview": measurePreview, "itemsets": measureItemsets, "mail": measureMail, "sink": runSink,
}

func main() {
	if len(os.Args) < 2 || measurements[os.Args[1]] == nil {
		fmt.Fprintln(os.Stderr, "usage: bench file|import|refresh|habits|rooms|screens|sizes|preview|itemsets|mail [flags]")
		os.Exit(2)
	}
	var s settings
	flags := flag.NewFlagSet(os.Args[1], flag.ExitOnError)
	flags.StringVar(&s.dir, "dir", os.TempDir()+"/huike-bench", "folder of the file and the databases")
	flags.Int64Var(&s.customers, "customers", 1_000_000, "customers of the file; three orders each, ten lines")
	flags.StringVar(&s.huike, "huike", "bin/huike", "the program under measurement")
	flags.IntVar(&s.runs, "runs", 3, "runs of each measurement; the median counts")
	flags.StringVar(&s.shared, "shared", cmp.Or(os.Getenv("HUIKE_SHARED"), "../shared"), "folder of the reference data")
	_ = flags.Parse(os.Args[2:]) // ExitOnError
	if err := os.MkdirAll(s.dir, 0o700); err == nil {
		err = measurements[os.Args[1]](context.Background(), s)
		if err != nil {
			fmt.Fprintln(os.Stderr, "bench:", err)
			os.Exit(1)
		}
	}
}
