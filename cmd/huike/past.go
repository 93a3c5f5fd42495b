package main

import (
	"context"
	"fmt"
	"io"

	"huike"
	"huike/campaign"
)

type campaignPastCommand struct{ scopeFlags }

// pastRow is a past campaign; money is in major units.
type pastRow struct {
	Shop           huike.ShopID `json:"shop"`
	Campaign       string       `json:"campaign"`
	Name           string       `json:"name"`
	Type           string       `json:"type"`
	Start          *huike.Day   `json:"start"`
	End            *huike.Day   `json:"end"`
	Contacted      int64        `json:"contacted"`
	Customers      int64        `json:"customers"`
	Contacts       int64        `json:"contacts"`
	Cost           float64      `json:"cost"`
	Control        int64        `json:"control"`
	Redeemers      int64        `json:"redeemers"`
	Redemptions    int64        `json:"redemptions"`
	RedemptionRate *float64     `json:"redemption_rate"`
	Coupons        float64      `json:"coupons"`
	Currency       string       `json:"currency"`
	*pastSales                  // absent where no orders of those days are known
}

type pastSales struct {
	Buyers        int64   `json:"buyers"`
	Orders        int64   `json:"orders"`
	Revenue       float64 `json:"revenue"`
	ControlBuyers int64   `json:"control_buyers"`
}

type pastAnswer struct {
	AsOf      *huike.Day `json:"as_of"`
	Campaigns []pastRow  `json:"campaigns"`
	Note      hint       `json:"note"`
}

// noProof says what numbers without a control group are worth.
var noProof = hint{"no_proof", "What those bought whom a campaign reached proves nothing: nobody knows what they would have bought without it. Only a control group tells."}

func pastRowOf(p campaign.PastCampaign) pastRow {
	row := pastRow{p.Shop, p.Number, p.Name, p.Type, p.Start, p.End, p.Contacted, p.Customers, p.Contacts, major(p.CostMinor, p.Currency), p.Control,
		p.Redeemers, p.Redemptions, p.RedemptionRate(), major(p.CouponMinor, p.Currency), p.Currency, nil}
	if p.HasOrders {
		row.pastSales = &pastSales{p.Buyers, p.Orders, major(p.RevenueMinor, p.Currency), p.ControlBuyers}
	}
	return row
}

// Run prints the past campaigns.
func (c *campaignPastCommand) Run(ctx context.Context, g *Globals) error {
	return g.inHouse(ctx, "", func(h *house) error {
		shop, err := c.shop(ctx, h.orders)
		if err != nil {
			return err
		}
		var asOf huike.Day // the last one
		if c.AsOf != "" {
			if asOf, err = huike.ParseDay(c.AsOf); err != nil {
				return err
			}
		}
		past, err := h.campaigns.Past(ctx, shop, asOf, huike.Today(h.clock()))
		if err != nil {
			return err
		}
		a := pastAnswer{Campaigns: []pastRow{}, Note: noProof}
		if !past.AsOf.IsZero() {
			a.AsOf = &past.AsOf
		}
		for _, p := range past.Campaigns {
			a.Campaigns = append(a.Campaigns, pastRowOf(p))
		}
		return g.print(a, a.write)
	})
}

func (a pastAnswer) write(w io.Writer) {
	if len(a.Campaigns) == 0 {
		fmt.Fprintln(w, "No past campaigns are known. Bring them in with huike import: the list (--kind past-campaigns), who was contacted (contacts), who redeemed (redemptions).")
		return
	}
	fmt.Fprintf(w, "As of %s\tname\tfrom\tto\tcontacted\tredeemers\trate\tredemptions\tbuyers\torders\trevenue\n", a.AsOf)
	for _, p := range a.Campaigns {
		sales := "–\t–\t–"
		if s := p.pastSales; s != nil {
			sales = fmt.Sprintf("%d\t%d\t%.2f %s", s.Buyers, s.Orders, s.Revenue, p.Currency)
		}
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%d\t%d\t%s\t%d\t%s\n", p.Campaign, short(p.Name), dayOr(p.Start), dayOr(p.End), p.Contacted, p.Redeemers,
			shareOf(p.RedemptionRate), p.Redemptions, sales)
	}
	fmt.Fprintln(w, a.Note.Sentence)
}

func dayOr(d *huike.Day) string {
	if d == nil {
		return "–"
	}
	return d.String()
}

func shareOf(x *float64) string {
	if x == nil {
		return "–"
	}
	return fmt.Sprintf("%.1f %%", 100**x)
}
