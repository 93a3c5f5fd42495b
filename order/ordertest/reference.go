package ordertest

import (
	"strconv"
	"strings"
	"testing"

	"huike/reference"
)

// OnlineRetail returns the clean purchases of the UCI data set Online Retail, one
// an invoice, without their lines: the customer is known, the invoice is no
// cancellation, quantity and price are above 0.
func OnlineRetail(t testing.TB) []Order {
	number := map[string]int{}
	var orders []Order
	reference.Table(t, reference.Path(t, "data", "online_retail", "online_retail_2010_2011.csv.gz"), func(row map[string]string) {
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
