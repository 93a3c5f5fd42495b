package ordertest

import (
	"compress/gzip"
	"encoding/csv"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// Shared returns a path below the folder of reference data, which lies beside
// the project or where HUIKE_SHARED says.
func Shared(t testing.TB, elem ...string) string {
	t.Helper()
	if root := os.Getenv("HUIKE_SHARED"); root != "" {
		return filepath.Join(append([]string{root}, elem...)...)
	}
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for ; dir != filepath.Dir(dir); dir = filepath.Dir(dir) {
		root := filepath.Join(dir, "..", "shared")
		if _, err := os.Stat(root); err == nil {
			return filepath.Join(append([]string{root}, elem...)...)
		}
	}
	t.Fatal("the reference data is missing: put the folder shared beside the project, or set HUIKE_SHARED to it")
	return ""
}

// Table reads a CSV file, compressed or not, and gives each row by column name.
func Table(t testing.TB, file string, row func(map[string]string)) {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatalf("the reference data cannot be read: %v", err)
	}
	defer f.Close()
	var in io.Reader = f
	if strings.HasSuffix(file, ".gz") {
		if in, err = gzip.NewReader(f); err != nil {
			t.Fatal(err)
		}
	}
	all, err := csv.NewReader(in).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	all[0][0] = strings.TrimPrefix(all[0][0], "\ufeff")
	for _, cells := range all[1:] {
		named := map[string]string{}
		for i, name := range all[0] {
			named[name] = cells[i]
		}
		row(named)
	}
}

// OnlineRetail returns the clean purchases of the UCI data set Online Retail, one
// an invoice, without their lines: the customer is known, the invoice is no
// cancellation, quantity and price are above 0.
func OnlineRetail(t testing.TB) []Order {
	number := map[string]int{}
	var orders []Order
	Table(t, Shared(t, "data", "online_retail", "online_retail_2010_2011.csv.gz"), func(row map[string]string) {
		quantity, err := strconv.Atoi(row["Quantity"])
		if err != nil {
			t.Fatal(err)
		}
		price, _ := strconv.ParseFloat(row["UnitPrice"], 64)
		customer, _ := strconv.ParseInt(row["CustomerID"], 10, 64)
		no := row["InvoiceNo"]
		if customer == 0 || strings.HasPrefix(no, "C") || quantity <= 0 || price <= 0 {
			return
		}
		k, known := number[no]
		if !known {
			k = len(orders)
			number[no] = k
			orders = append(orders, Order{Customer: customer, Day: row["InvoiceDate"][:10]})
		}
		orders[k].Gross += float64(quantity) * price
	})
	return orders
}
