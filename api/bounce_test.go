package api

import (
	"context"
	"fmt"
	"testing"

	"huike"
	"huike/auth"
	"huike/customer"
	"huike/message"
)

// A bounce is lifted by whom the permission allows, one customer or all of a
// campaign, and the audit tells.
func TestCase02_BouncesCanBeLifted(t *testing.T) {
	eachShop(t, func(t *testing.T, s *stand) {
		s.addUser(auth.Operator)
		people, ctx := customer.New(s.db, testVault(t)), context.Background()
		bounce := func(id huike.CustomerID, campaign int64) {
			s.must(people.Suppress(ctx, customer.Suppression{Customer: id, Channel: huike.ChannelEmail, Reason: customer.Bounce, Source: message.BounceSource(campaign), Since: noon}))
		}
		bounce(1, 1)
		bounce(2, 1)
		bounce(3, 2)
		s.must(people.Suppress(ctx, customer.Suppression{Customer: 1, Channel: customer.AllChannels, Reason: customer.Blacklist, Source: "desk", Since: noon}))
		s.play(t, []Scenario{
			{Name: "shown", Method: "GET", Path: "/api/customers/1", As: auth.Analyst, WantStatus: 200, WantContains: []string{`"reason":"bounce"`, `"former":false`}},
			{Name: "not by an analyst", Method: "DELETE", Path: "/api/customers/1/bounce", As: auth.Analyst, WantStatus: 403},
			{Name: "one", Method: "DELETE", Path: "/api/customers/1/bounce", As: auth.Operator, WantStatus: 204},
			{Name: "the blacklist stays", Method: "GET", Path: "/api/customers/1", As: auth.Analyst, WantStatus: 200, WantContains: []string{`"reason":"blacklist"`}, WantAbsent: []string{`"reason":"bounce"`}},
			{Name: "nobody", Method: "DELETE", Path: "/api/customers/99/bounce", As: auth.Operator, WantStatus: 404},
			{Name: "no such campaign", Method: "DELETE", Path: "/api/campaigns/1/bounces", As: auth.Operator, WantStatus: 404},
			{Name: "audited", Method: "GET", Path: "/api/audit?subject=customer:1", As: auth.Admin, WantStatus: 200, WantContains: []string{"customer.lift_bounce"}},
			{Name: "a campaign", Method: "POST", Path: "/api/campaigns", As: auth.Operator, Body: campaignBody, WantStatus: 200, WantContains: []string{`"id":1`, `"barred":0`}},
			{Name: "all of a campaign, not by an analyst", Method: "DELETE", Path: "/api/campaigns/1/bounces", As: auth.Analyst, WantStatus: 403},
			{Name: "all of a campaign", Method: "DELETE", Path: "/api/campaigns/1/bounces", As: auth.Operator, WantStatus: 200, WantContains: []string{`"lifted":1`}},
			{Name: "others stay", Method: "GET", Path: "/api/customers/3", As: auth.Analyst, WantStatus: 200, WantContains: []string{`"reason":"bounce"`}},
			{Name: "audited with the number", Method: "GET", Path: "/api/audit?subject=campaign:1", As: auth.Admin, WantStatus: 200, WantContains: []string{"campaign.lift_bounces", `"detail":"1"`}},
		})
	})
}

// The code of a coupon is kept, shown and checked.
func TestCase12_CouponCodeOverHTTP(t *testing.T) {
	eachShop(t, func(t *testing.T, s *stand) {
		body := campaignBody[:len(campaignBody)-1] + `,"coupon_code":"%s"}`
		s.play(t, []Scenario{
			{Name: "kept", Method: "POST", Path: "/api/campaigns", As: auth.Operator, Body: fmt.Sprintf(body, "BACK5"), WantStatus: 200, WantContains: []string{`"coupon_code":"BACK5"`}},
			{Name: "changed", Method: "PUT", Path: "/api/campaigns/1", As: auth.Operator, Body: fmt.Sprintf(body, "BACK6"), WantStatus: 200, WantContains: []string{`"coupon_code":"BACK6"`}},
			{Name: "printed", Method: "POST", Path: "/api/campaigns/1/lint", As: auth.Operator, Body: `{"subject":"{{ coupon.code }}","body":"<p>x {{ unsubscribe_url }}</p>"}`, WantStatus: 200, WantAbsent: []string{"never_filled", "no_fallback"}},
			{Name: "taken out", Method: "PUT", Path: "/api/campaigns/1", As: auth.Operator, Body: campaignBody, WantStatus: 200, WantAbsent: []string{"coupon_code"}},
			{Name: "printed without", Method: "POST", Path: "/api/campaigns/1/lint", As: auth.Operator, Body: `{"subject":"{{ coupon.code }}","body":"<p>x {{ unsubscribe_url }}</p>"}`, WantStatus: 200, WantContains: []string{"never_filled", `"error"`}},
		})
	})
}
