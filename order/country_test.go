package order_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"huike/order"
)

func TestCountries(t *testing.T) {
	f := func(s order.Shop, want ...string) {
		t.Helper()
		if diff := cmp.Diff(want, s.Countries()); diff != "" {
			t.Errorf("%+v: %s", s, diff)
		}
	}
	f(order.Shop{Currency: "CNY", TimeZone: "Asia/Shanghai"}, "CN")
	f(order.Shop{Currency: "USD", TimeZone: "America/New_York"}, "US")
	f(order.Shop{Currency: "USD", TimeZone: "Asia/Shanghai"}, "US", "CN")
	f(order.Shop{Currency: "EUR", TimeZone: "Europe/Berlin"}, "DE")
	f(order.Shop{Currency: "GBP", TimeZone: "UTC"}, "GB")
	f(order.Shop{Currency: "EUR", TimeZone: "UTC"})
	f(order.Shop{Currency: "USD", TimeZone: "America/New_York", Country: "MX"}, "MX")
	f(order.Shop{Currency: "INR", TimeZone: "Asia/Calcutta"}, "IN")
}
