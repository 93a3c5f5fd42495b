package main

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"huike/reference"

	"github.com/google/go-cmp/cmp"
)

// basket runs a command that needs no database.
func basket(args ...string) (out, errs string, code int) {
	var o, e bytes.Buffer
	code = run(context.Background(), append([]string{"basket"}, args...), &o, &e)
	return o.String(), e.String(), code
}

func TestS1_22_BasketCommands(t *testing.T) {
	french := []string{"--basket", "InvoiceNo", "--item", "Description", "--where", "Country=France", "--where", "InvoiceNo!=C*", "--drop-item", "POSTAGE"}
	f := func(baskets, count int, command, folder, name string, flags ...string) {
		t.Helper()
		out, errs, code := basket(append([]string{command, reference.Path(t, "data", folder, name), "--json"}, flags...)...)
		var answer struct {
			Count, Baskets  int
			Rules, Itemsets []json.RawMessage
		}
		if err := json.Unmarshal([]byte(out), &answer); err != nil || code != 0 {
			t.Fatalf("%d: %v, %s", code, err, errs)
		}
		if answer.Count != count || len(answer.Rules)+len(answer.Itemsets) != count || answer.Baskets != baskets {
			t.Errorf("%s %v: %d in %d baskets, published %d in %d", name, flags, answer.Count, answer.Baskets, count, baskets)
		}
	}
	// Counts as arules, its text books and mlxtend print them.
	f(9835, 410, "rules", "groceries", "groceries.csv", "--min-support", "0.001", "--min-confidence", "0.8")
	f(9835, 463, "rules", "groceries", "groceries.csv", "--min-support", ".006", "--min-confidence", ".25", "--min-size", "2")
	f(9835, 464, "rules", "groceries", "groceries.csv", "--min-support", ".006", "--min-confidence", ".25", "--min-size", "1")
	f(9835, 29, "rules", "groceries", "groceries.csv", "--min-support", "0.001", "--min-confidence", "0.8", "--max-length", "3")
	f(9835, 333, "itemsets", "groceries", "groceries.csv", "--min-support", "0.01")
	f(9835, 32, "itemsets", "groceries", "groceries.csv", "--min-support", "0.01", "--min-size", "3")
	f(100_000, 385, "itemsets", "mining", "T10I4D100K.dat.gz", "--min-support", "0.01")
	f(392, 8, "rules", "online_retail", "online_retail_2010_2011.csv.gz", append(french, "--min-support", ".07", "--min-confidence", ".8", "--min-lift", "6")...)
}

func TestBasketCommandsInWords(t *testing.T) {
	path := filepath.Join(t.TempDir(), "receipts.txt")
	if err := os.WriteFile(path, []byte("tea,milk\ntea,milk\nbread\nbread,jam\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	out, _, code := basket("rules", path, "--min-support", "0.5")
	want := `2 rules in 4 baskets of 4 products.

who buys  buys too  baskets  support  confidence  lift                 p, adjusted
milk      tea       2        0.5000   1.000       2.00 (2.00 to 2.00)  0.33
tea       milk      2        0.5000   1.000       2.00 (2.00 to 2.00)  0.33
`
	if diff := cmp.Diff(want, out); code != 0 || diff != "" {
		t.Error(code, diff)
	}
	out, _, _ = basket("itemsets", path, "--min-support", "0.5", "--min-size", "2")
	if !strings.Contains(out, "milk + tea  2        0.5000") {
		t.Error(out)
	}
	f := func(code int, word string, args ...string) {
		t.Helper()
		out, errs, have := basket(args...)
		if have != code || out != "" || !strings.Contains(errs, word) || strings.Count(strings.TrimSpace(errs), "\n") > 0 {
			t.Errorf("%v ends with %d and says %q%s", args, have, errs, out)
		}
	}
	f(1, "cannot be read", "rules", path+"x", "--min-support", "0.5")
	f(1, "out of range", "rules", path, "--min-support", "50")
	f(1, "out of range", "rules", path, "--min-support", "0.5", "--min-confidence", "80")
	f(1, "no column", "itemsets", path, "--min-support", "0.5", "--basket", "order", "--item", "product")
	f(1, "at least two are needed", "rules", path, "--min-support", "0.5", "--separator", "blank", "--drop-item", "tea,milk", "--drop-item", "bread,jam")
}
