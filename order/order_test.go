package order_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"huike"
	"huike/order"
	"huike/store"
	"huike/store/storetest"
)

func TestMain(m *testing.M) { storetest.Main(m) }

var noon = time.Date(2020, 5, 1, 12, 0, 0, 0, time.UTC)

func TestPrepare(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) { storetest.Prepare(t, db, order.Schema.Queries) }, order.Schema)
}

func TestShops(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		o, ctx := order.New(db), t.Context()
		in := order.Shop{Name: "London", Platform: "uci", Currency: "GBP", TimeZone: "Europe/London", Margin: 0.3, CreatedAt: noon}
		a, err := o.EnsureShop(ctx, in)
		if err != nil {
			t.Fatal(err)
		}
		in.Currency = "CNY"
		b, err := o.EnsureShop(ctx, in)
		if err != nil || !cmp.Equal(a, b) {
			t.Errorf("EnsureShop twice: %+v, %+v, %v", a, b, err)
		}
		a.Margin, a.Approval, a.Name = 0.25, true, "Paris"
		if err := o.SetShop(ctx, a); err != nil {
			t.Fatal(err)
		}
		if got, err := o.Shops(ctx); err != nil || !cmp.Equal(got, []order.Shop{a}) {
			t.Errorf("Shops = %+v, %v", got, err)
		}
		if _, err := o.Shop(ctx, 9); huike.KindOf(err) != huike.NotFound {
			t.Errorf("an unknown shop: %v", err)
		}
		for _, bad := range []order.Shop{
			{Currency: "GBP", TimeZone: "UTC"}, {Name: "x", Currency: "pounds", TimeZone: "UTC"},
			{Name: "x", Currency: "GBP", TimeZone: "Mars"}, {Name: "x", Currency: "GBP", TimeZone: "UTC", Margin: 2},
		} {
			if _, err := o.EnsureShop(ctx, bad); huike.KindOf(err) != huike.Invalid {
				t.Errorf("%+v: %v", bad, err)
			}
		}
		if _, _, found, err := o.Days(ctx, 0, huike.MustDay("2199-12-31")); found || err != nil {
			t.Errorf("days of an empty shop: %v, %v", found, err)
		}
	}, order.Schema)
}
