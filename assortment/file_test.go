package assortment_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"huike"
	"huike/assortment"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/simplifiedchinese"
)

// file writes a file and asks for it.
func file(t *testing.T, text string) assortment.FileRequest {
	t.Helper()
	path := filepath.Join(t.TempDir(), "baskets.csv")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return assortment.FileRequest{Path: path}
}

// named returns the baskets by name.
func named(b assortment.Baskets) [][]string {
	all := make([][]string, b.Len())
	for i := range all {
		for _, item := range b.Basket(i) {
			all[i] = append(all[i], b.Names[item])
		}
	}
	return all
}

func TestReadBaskets(t *testing.T) {
	f := func(want [][]string, text string, change func(*assortment.FileRequest)) {
		t.Helper()
		q := file(t, text)
		if change != nil {
			change(&q)
		}
		b, err := assortment.ReadBaskets(t.Context(), q)
		if diff := cmp.Diff(want, named(b)); err != nil || diff != "" {
			t.Errorf("%v %s", err, diff)
		}
	}
	table := func(q *assortment.FileRequest) { q.Basket, q.Item = "no", "what" }

	f([][]string{{"cream cheese", "tea"}, {"tea"}}, "cream cheese , tea\r\n\r\ntea\n", nil)
	f([][]string{{"25", "52"}, {"39"}}, "25 52 \n39", nil)
	f([][]string{{"25", "52"}, {"39"}}, "25\t 52\n39\n", nil)
	f([][]string{{"a b", "c"}, {"d"}}, "a b,c\nd\n", nil)
	f([][]string{{"a b"}, {"d"}}, "a b\nd\n", func(q *assortment.FileRequest) { q.Separator = "comma" })
	f([][]string{{"mug, red", "tea"}, {"tea"}}, `"mug, red", tea`+"\ntea,,\n", nil)
	f([][]string{{`12" plate`, "tea"}}, `12" plate,tea`, nil)
	f([][]string{{"tea"}, nil, {"milk"}}, "tea,postage\npostage\nmilk", func(q *assortment.FileRequest) { q.Drop = []string{" postage"} })

	f([][]string{{"tea", "milk"}, {"mug, red"}}, "no,what\n1,tea\n2,\"mug, red\"\n1, milk\n", table)
	f([][]string{{"tea", "milk"}}, "\ufeffwhen;no;what\nx;1;tea\nx;1;milk\nx;;milk\nx;1\n", table)
	f([][]string{{"tea"}, {"milk"}}, "no\twhat\tQUANTITY\n1\ttea\t1\n1\tmilk\t-1\n2\tmilk\tmany\n3\ttea\t0\n", table)
	f([][]string{{"tea"}, {"milk"}}, "no,what,land\n1,tea,FR\n2,milk,DE\n3,milk,UK\nC4,tea,FR\n", func(q *assortment.FileRequest) {
		table(q)
		q.Where = []string{"land=FR", "land=D*", "no!=C*"}
	})
	f([][]string{nil, {"milk", "tea"}}, "no,what\n1,postage\n2,milk\n2,tea\n", func(q *assortment.FileRequest) {
		table(q)
		q.Drop = []string{"postage"}
	})
}

func TestReadBasketsOtherwiseWritten(t *testing.T) {
	var zipped bytes.Buffer
	z := gzip.NewWriter(&zipped)
	_, _ = z.Write([]byte("茶,牛奶\n茶\n")) // into memory
	_ = z.Close()
	chinese, err := simplifiedchinese.GB18030.NewEncoder().String("茶,牛奶\n茶\n")
	if err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{zipped.String(), chinese, "\ufeff茶,牛奶\n茶\n"} {
		if diff := cmp.Diff([][]string{{"茶", "牛奶"}, {"茶"}}, named(read(t, file(t, text)))); diff != "" {
			t.Error(diff)
		}
	}
}

func TestReadBasketsRefuses(t *testing.T) {
	f := func(code, word, text string, change func(*assortment.FileRequest)) {
		t.Helper()
		q := file(t, text)
		change(&q)
		_, err := assortment.ReadBaskets(t.Context(), q)
		if huike.CodeOf(err) != code || !strings.Contains(huike.SentenceOf(err), word) {
			t.Errorf("refused with %q: %s", huike.CodeOf(err), huike.SentenceOf(err))
		}
	}
	as := func(basket, item string, where ...string) func(*assortment.FileRequest) {
		return func(q *assortment.FileRequest) { q.Basket, q.Item, q.Where = basket, item, where }
	}
	f("assortment.file", "nowhere.csv", "", func(q *assortment.FileRequest) { q.Path = "nowhere.csv" })
	f("assortment.broken_file", "baskets.csv", "\x1f\x8bno gzip", as("", ""))
	f("assortment.broken_file", "baskets.csv", "\x1f\x8b", as("", ""))
	f("assortment.no_basket", "baskets.csv", "", as("", ""))
	f("assortment.no_basket", "--where", "no,what\n1,tea\n", as("no", "what", "no=2"))
	f("assortment.no_basket", "baskets.csv", "", as("no", "what"))
	f("assortment.one_product", "1 different products in 2 baskets", "tea\ntea\n", as("", ""))
	f("assortment.one_product", "--item", "tea,milk\n", func(q *assortment.FileRequest) { q.Separator = "blank" })
	f("assortment.columns", "--item", "no,what\n", as("no", ""))
	f("assortment.columns", "--basket", "no,what\n", as("", "", "no=1"))
	f("assortment.unknown_column", "no, what", "no,what\n1,tea\n", as("order", "what"))
	f("assortment.unknown_column", `"product"`, "no,what\n1,tea\n", as("no", "product"))
	f("assortment.unknown_column", `"land"`, "no,what\n1,tea\n", as("no", "what", "land!=FR"))
	f("assortment.where", "COLUMN=VALUE", "no,what\n1,tea\n", as("no", "what", "France"))
	f("assortment.unknown_column", `"pieces"`, "no,what\n1,tea\n", func(q *assortment.FileRequest) {
		q.Basket, q.Item, q.Quantity = "no", "what", "pieces"
	})
}

func TestReadBasketsStops(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	stop()
	if _, err := assortment.ReadBaskets(ctx, file(t, "tea,milk\n")); !errors.Is(err, context.Canceled) {
		t.Errorf("stopped reading says %v", err)
	}
}

func TestSearchRefuses(t *testing.T) {
	b := read(t, file(t, "tea,milk\ntea\n"))
	f := func(code string, s assortment.Search) {
		t.Helper()
		if _, err := b.Rules(s); huike.CodeOf(err) != code || huike.KindOf(err) != huike.Invalid {
			t.Errorf("%+v: %v", s, err)
		}
	}
	f("assortment.support", assortment.Search{MinSupport: 0, MinSize: 1})
	f("assortment.support", assortment.Search{MinSupport: 10, MinSize: 1})
	f("assortment.confidence", assortment.Search{MinSupport: .1, MinConfidence: 80, MinSize: 1})
	f("assortment.confidence", assortment.Search{MinSupport: .1, MinConfidence: -.1, MinSize: 1})
	f("assortment.size", assortment.Search{MinSupport: .1, MinSize: 0})
	f("assortment.size", assortment.Search{MinSupport: .1, MinSize: 3, MaxLength: 2})
	var names []string
	for i := range 40 {
		names = append(names, strings.Repeat("x", i+1))
	}
	long := read(t, file(t, strings.Join(names, ",")+"\n"))
	if _, err := long.Itemsets(assortment.Search{MinSupport: 1, MinSize: 1}); huike.CodeOf(err) != "assortment.too_many_itemsets" {
		t.Errorf("a basket of 40 products has 2^40 sets, and the answer is %v", err)
	}
	sixteen := read(t, file(t, strings.Join(names[:17], ",")+"\n"))
	if _, err := sixteen.Rules(assortment.Search{MinSupport: 1, MinSize: 2}); huike.CodeOf(err) != "assortment.too_many_rules" {
		t.Errorf("a basket of 17 products has 17·2^16 rules, and the answer is %v", err)
	}
	if r, err := b.Itemsets(assortment.Search{MinSupport: 1, MinSize: 2}); err != nil || r.Count != 0 || r.Itemsets == nil {
		t.Errorf("no sets must be an empty list: %+v, %v", r, err)
	}
}
