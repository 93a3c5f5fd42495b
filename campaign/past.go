package campaign

import (
	"context"

	"huike"
	"huike/order"
	"huike/store"
)

// Past is what is told of the campaigns that shops ran before, newest first.
type Past struct {
	AsOf      huike.Day
	Campaigns []PastCampaign
}

// PastCampaign is a campaign that was run elsewhere, and what those did whom it
// reached. Money is in minor units. Without a control group nothing of it proves
// that they did it because of the campaign.
type PastCampaign struct {
	Shop        huike.ShopID
	Number      string     // in the tool that ran it
	Name, Type  string     // the name is the type where none is told; "" where neither is
	Start, End  *huike.Day // nil: not told
	Currency    string     // the shop's
	Contacted   int64      // people, without those held back
	Customers   int64      // of them who are customers as of today; the others are known by an identity alone
	Contacts    int64
	CostMinor   int64 // of the contacts, as far as it is told
	Control     int64 // people held back to compare with
	Redeemers   int64 // people, contacted or not
	Redemptions int64
	CouponMinor int64 // what the redeemed coupons took off, as far as it is told
	Took        int64 // contacted people who redeemed
	HasOrders   bool  // orders of the shop are known of its days; else the rest is 0 and says nothing

	Buyers        int64 // contacted customers with a purchase from the first to the last day
	Orders        int64 // of theirs
	RevenueMinor  int64 // paid for them, before refunds of a part
	ControlBuyers int64
}

// RedemptionRate is the share of the contacted who redeemed; nil where nobody was.
func (p PastCampaign) RedemptionRate() *float64 {
	if p.Contacted == 0 {
		return nil
	}
	rate := float64(p.Took) / float64(p.Contacted)
	return &rate
}

// Past returns what is told of past campaigns of a shop, of all shops for 0, as
// of a day; for no day as of the last of the shop's orders and past campaigns, today
// at the latest.
func (c *Campaigns) Past(ctx context.Context, shop huike.ShopID, asOf, today huike.Day) (Past, error) {
	out := Past{AsOf: asOf}
	if asOf.IsZero() {
		var err error
		if out.AsOf, err = c.pastDay(ctx, shop, today); err != nil || out.AsOf.IsZero() {
			return out, err
		}
	}
	shops, err := c.Orders.Shops(ctx)
	if err != nil {
		return out, err
	}
	out.Campaigns, err = store.All(ctx, c.db, queries.Get("past"), store.Args{"shop": shop, "as_of": out.AsOf}, scanPast)
	for i := range out.Campaigns {
		out.Campaigns[i].Currency = currencyOf(shops, out.Campaigns[i].Shop)
	}
	return out, err
}

// pastDay is the last day of orders and past campaigns; no day where there are
// neither.
func (c *Campaigns) pastDay(ctx context.Context, shop huike.ShopID, today huike.Day) (huike.Day, error) {
	last, _, err := store.One(ctx, c.db, queries.Get("past_last"), store.Args{"shop": shop}, func(r *store.Rows) (d huike.Day, err error) { return d, r.Scan(&d) })
	if err != nil {
		return last, err
	}
	_, sold, found, err := c.Orders.Days(ctx, shop, today)
	if found && last.Before(sold) {
		last = sold
	}
	return last, err
}

func scanPast(r *store.Rows) (p PastCampaign, err error) {
	err = r.Scan(&p.Shop, &p.Number, &p.Name, &p.Type, &p.Start, &p.End, &p.Contacted, &p.Customers, &p.Contacts, &p.CostMinor, &p.Control, &p.Took,
		&p.Redeemers, &p.Redemptions, &p.CouponMinor, &p.HasOrders, &p.Buyers, &p.Orders, &p.RevenueMinor, &p.ControlBuyers)
	return p, err
}

func currencyOf(shops []order.Shop, id huike.ShopID) string {
	for _, s := range shops {
		if s.ID == id {
			return s.Currency
		}
	}
	return ""
}
