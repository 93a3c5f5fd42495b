package main

import (
	"testing"

	"huike/reference"
)

// The public campaigns of completejourney by the command line: campaign 18 reached
// 1,133 households, of which 214 redeemed 653 coupons (counted over the files).
func TestPastCampaignsByCommandLine(t *testing.T) {
	eachShell(t, func(t *testing.T, s shell) {
		has(t, "nothing yet", s.answer("campaign", "past"), map[string]any{"campaigns": []any{}, "as_of": nil})
		file := func(name string) string { return reference.Path(t, "data", "completejourney", name) }
		bring := []string{"import", file("campaign_descriptions.csv.gz"), file("campaigns.csv.gz"), file("coupon_redemptions.csv.gz")}
		has(t, "import", s.answer(bring...), map[string]any{"added": 8718.0, "known": 0.0, "visitors": 1559.0, "rejected": 0.0})
		has(t, "again", s.answer(bring...), map[string]any{"added": 0.0, "known": 8718.0, "changed": 0.0, "visitors": 0.0})
		find := func(a map[string]any, number string) map[string]any {
			t.Helper()
			for _, c := range a["campaigns"].([]any) {
				if row := c.(map[string]any); row["campaign"] == number {
					return row
				}
			}
			t.Fatalf("there is no campaign %s", number)
			return nil
		}
		past := s.answer("campaign", "past", "--as-of", "2018-01-01")
		if n := len(past["campaigns"].([]any)); n != 27 {
			t.Errorf("%d campaigns", n)
		}
		has(t, "campaign 18", find(past, "18"), map[string]any{"name": "Type A", "start": "2017-10-30", "end": "2017-12-24",
			"contacted": 1133.0, "redeemers": 214.0, "redemptions": 653.0, "redemption_rate": 214.0 / 1133, "buyers": nil})
		has(t, "says so", past["note"].(map[string]any), map[string]any{"code": "no_proof"})
		// 4 of them by the third day of the campaign, counted over the file.
		has(t, "as of its third day", find(s.answer("campaign", "past", "--as-of", "2017-11-01", "--shop", "completejourney"), "18"), map[string]any{"contacted": 1133.0, "redemptions": 4.0})
	})
}
