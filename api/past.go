package api

import (
	"context"

	"huike"
	"huike/campaign"
)

// PastCampaign is a campaign that ran before, in another tool. What was bought
// is absent where no orders of its days are known.
type PastCampaign struct {
	Shop           int64    `json:"shop"`
	Campaign       string   `json:"campaign" doc:"Its number in the tool that ran it"`
	Name           string   `json:"name" doc:"Its type where no name is told"`
	Type           string   `json:"type"`
	Start          *Day     `json:"start,omitempty" doc:"Absent: it is not in the list of past campaigns"`
	End            *Day     `json:"end,omitempty" doc:"Last day; absent: still open, or not told"`
	Contacted      int64    `json:"contacted" doc:"People, without those held back to compare"`
	Customers      int64    `json:"customers" doc:"Of the contacted, those who are customers"`
	Contacts       int64    `json:"contacts"`
	Cost           float64  `json:"cost" doc:"Of the contacts, as far as it is told"`
	Control        int64    `json:"control" doc:"People held back to compare"`
	Redeemers      int64    `json:"redeemers" doc:"People"`
	Redemptions    int64    `json:"redemptions"`
	RedemptionRate *float64 `json:"redemption_rate,omitempty" doc:"Share of the contacted who redeemed; absent: nobody was contacted"`
	Coupons        float64  `json:"coupons" doc:"What the redeemed coupons took off, as far as it is told"`
	Currency       string   `json:"currency"`
	Buyers         *int64   `json:"buyers,omitempty" doc:"Contacted customers with a purchase from its first to its last day"`
	Orders         *int64   `json:"orders,omitempty" doc:"Theirs"`
	Revenue        *float64 `json:"revenue,omitempty" doc:"Paid for them, before refunds of a part"`
	ControlBuyers  *int64   `json:"control_buyers,omitempty" doc:"Buyers among those held back"`
}

// PastCampaigns are those that ran before, newest first. Without a control group
// nothing of it proves an effect.
type PastCampaigns struct {
	AsOf      *Day           `json:"as_of,omitempty" doc:"Absent: nothing is known yet"`
	Campaigns []PastCampaign `json:"campaigns"`
}

// Past answers whom past campaigns reached and who redeemed.
func (r campaignRoom) Past(ctx context.Context, in *ScopeRequest) (PastCampaigns, error) {
	past, err := r.Campaigns.Past(ctx, huike.ShopID(in.Shop), in.AsOf.Day, huike.Today(r.Clock()))
	return PastCampaigns{AsOf: dayOrNone(past.AsOf), Campaigns: each(past.Campaigns, pastCampaignOf)}, err
}

func pastCampaignOf(p campaign.PastCampaign) PastCampaign {
	out := PastCampaign{Shop: int64(p.Shop), Campaign: p.Number, Name: p.Name, Type: p.Type, Start: daySince(p.Start), End: daySince(p.End),
		Contacted: p.Contacted, Customers: p.Customers, Contacts: p.Contacts, Cost: major(p.CostMinor, p.Currency), Control: p.Control,
		Redeemers: p.Redeemers, Redemptions: p.Redemptions, RedemptionRate: p.RedemptionRate(), Coupons: major(p.CouponMinor, p.Currency), Currency: p.Currency}
	if p.HasOrders {
		revenue := major(p.RevenueMinor, p.Currency)
		out.Buyers, out.Orders, out.Revenue, out.ControlBuyers = &p.Buyers, &p.Orders, &revenue, &p.ControlBuyers
	}
	return out
}
