package campaign_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"huike"
	"huike/campaign"
	"huike/event/eventtest"
	"huike/order/ordertest"
	"huike/store"
	"huike/store/storetest"
)

// Everything is small enough to be counted by hand.
func TestPastCampaigns(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		h := houseOver(t, db)
		if got, err := h.Past(t.Context(), 0, huike.Day{}, huike.MustDay("2199-12-31")); err != nil || len(got.Campaigns) != 0 || !got.AsOf.IsZero() {
			t.Errorf("of nothing: %+v %v", got, err)
		}
		ordertest.PutShop(t, db, 2, "USD")
		ordertest.Put(t, db, []ordertest.Order{
			{Customer: 1, Day: "2024-03-01", Gross: 100}, {Customer: 1, Day: "2024-03-10", Gross: 50}, // first and last day count
			{Customer: 1, Day: "2024-02-29", Gross: 7}, {Customer: 1, Day: "2024-03-11", Gross: 7}, // the days beside do not
			{Customer: 1, Shop: 2, Day: "2024-03-05", Gross: 7}, // nor another shop
			{Customer: 2, Day: "2024-03-05", Gross: 7, Void: "2024-03-06"}, {Customer: 2, Day: "2024-03-05", Gross: 7, Unpaid: true},
			{Customer: 3, Day: "2024-03-05", Gross: 20}, {Customer: 4, Day: "2024-03-05", Gross: 30}, {Day: "2024-03-05", Gross: 40},
		})
		eventtest.PutCampaigns(t, db, []eventtest.Campaign{
			{No: "7", Name: "Spring", Kind: "coupon", Start: "2024-03-01", End: "2024-03-10",
				Contacts: []eventtest.Contact{{Customer: 1, Cost: .05}, {Customer: 1, Day: "2024-03-03", Cost: .05}, {Customer: 2}, {Customer: -1000000001},
					{Customer: 3, Control: true}, {Customer: 5, Day: "2024-03-09"}},
				Redemptions: []eventtest.Redemption{{Customer: 1, Day: "2024-03-01", Amount: 5}, {Customer: 1, Day: "2024-03-10", Amount: 5}, {Customer: 4, Day: "2024-03-05", Amount: 2.5}}},
			{No: "8", Kind: "mail", Start: "2024-05-01", Contacts: []eventtest.Contact{{Customer: 1}}},
			{No: "9", Redemptions: []eventtest.Redemption{{Customer: 2, Day: "2024-03-02", Amount: 0}}},
			{No: "7", Shop: 2, Start: "2024-03-04", Contacts: []eventtest.Contact{{Customer: 1}}},
		})
		first, last, may, fourth := huike.MustDay("2024-03-01"), huike.MustDay("2024-03-10"), huike.MustDay("2024-05-01"), huike.MustDay("2024-03-04")
		spring := campaign.PastCampaign{Shop: 1, Number: "7", Name: "Spring", Type: "coupon", Start: &first, End: &last, Currency: "CNY",
			Contacted: 4, Customers: 3, Contacts: 5, CostMinor: 10, Control: 1, Redeemers: 2, Redemptions: 3, CouponMinor: 1250, Took: 1,
			HasOrders: true, Buyers: 1, Orders: 2, RevenueMinor: 15000, ControlBuyers: 1}
		unlisted := campaign.PastCampaign{Shop: 1, Number: "9", Currency: "CNY", Redeemers: 1, Redemptions: 1}
		f := func(shop huike.ShopID, asOf huike.Day, want ...campaign.PastCampaign) {
			t.Helper()
			got, err := h.Past(t.Context(), shop, asOf, huike.MustDay("2199-12-31"))
			if diff := cmp.Diff(want, got.Campaigns, cmpopts.EquateComparable(huike.Day{}), cmpopts.EquateEmpty()); diff != "" || err != nil {
				t.Errorf("shop %d as of %s: %v %s", shop, asOf, err, diff)
			}
		}
		mail := campaign.PastCampaign{Shop: 1, Number: "8", Name: "mail", Type: "mail", Start: &may, Currency: "CNY", Contacted: 1, Customers: 1, Contacts: 1}
		f(1, huike.Day{}, mail, spring, unlisted)
		dollars := campaign.PastCampaign{Shop: 2, Number: "7", Start: &fourth, Currency: "USD", Contacted: 1, Customers: 1, Contacts: 1,
			HasOrders: true, Buyers: 1, Orders: 1, RevenueMinor: 700}
		f(0, last, dollars, spring, unlisted)
		early := spring
		early.Contacted, early.Customers, early.Contacts, early.Redeemers, early.Redemptions, early.CouponMinor = 3, 2, 4, 2, 2, 750
		early.Orders, early.RevenueMinor = 1, 10000
		f(1, huike.MustDay("2024-03-08"), early, unlisted)
		f(1, huike.MustDay("2024-02-29"))
		if rate := spring.RedemptionRate(); *rate != .25 || unlisted.RedemptionRate() != nil {
			t.Errorf("rate %v", *rate)
		}
	}, campaign.Schema)
}
