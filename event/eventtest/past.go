package eventtest

import (
	"context"
	"fmt"
	"math"
	"testing"

	"huike/store"
)

// Campaign is one that ran before, with whom it reached and who redeemed.
type Campaign struct {
	No, Name, Kind, Start, End string // no start: it is not in the list; End "": open
	Shop                       int64  // 0: shop 1
	Contacts                   []Contact
	Redemptions                []Redemption
}

// Contact is of a customer, or of a visitor (a negative number).
type Contact struct {
	Customer int64
	Day      string // "": with the start of the campaign
	Control  bool
	Cost     float64 // major units
}

// Redemption is of a customer, or of a visitor (a negative number).
type Redemption struct {
	Customer int64
	Day      string
	Amount   float64 // major units
}

// PutCampaigns adds campaigns that ran before in one transaction.
func PutCampaigns(t testing.TB, db store.DB, campaigns []Campaign) {
	t.Helper()
	write(t, db, func(ctx context.Context, tx store.Tx, _ *batch) error {
		var listed, reached, used [][]any
		for _, c := range campaigns {
			shop := max(c.Shop, 1)
			if c.Start != "" {
				listed = append(listed, []any{shop, c.No, text(c.Name), text(c.Kind), date(c.Start), dayOr(c.End), instant(c.Start, 0), int64(0)})
			}
			for _, x := range c.Contacts {
				n := int64(len(reached) + 1)
				reached = append(reached, []any{x.Customer, n, shop, fmt.Sprintf("N%d", n), c.No, x.Control, cents(x.Cost), dayOr(x.Day), instant("2000-01-01", 0), int64(0)})
			}
			for _, x := range c.Redemptions {
				n := int64(len(used) + 1)
				used = append(used, []any{x.Customer, n, shop, fmt.Sprintf("U%d", n), c.No, cents(x.Amount), instant(x.Day, 12), date(x.Day), instant(x.Day, 12), int64(0)})
			}
		}
		if err := load(ctx, tx, "past_campaign", []string{"shop_id", "campaign_no", "name", "kind", "start_day", "end_day", "arrived_at", "batch_id"}, listed); err != nil {
			return err
		}
		err := load(ctx, tx, "past_contact", []string{"customer_id", "contact_id", "shop_id", "source_no", "campaign_no", "is_control", "cost_minor", "local_day",
			"arrived_at", "batch_id"}, reached)
		if err != nil {
			return err
		}
		return load(ctx, tx, "past_redemption", []string{"customer_id", "redemption_id", "shop_id", "source_no", "campaign_no", "amount_minor", "redeemed_at", "local_day",
			"arrived_at", "batch_id"}, used)
	})
}

func dayOr(day string) any {
	if day == "" {
		return nil
	}
	return date(day)
}

func cents(major float64) any { return number(int64(math.Round(major * 100))) }
