package api

import (
	"testing"

	"huike/auth"
	"huike/event/eventtest"
)

func TestPastCampaigns(t *testing.T) {
	eachShop(t, func(t *testing.T, s *stand) {
		s.play(t, []Scenario{{Name: "none yet", Method: "GET", Path: "/api/past-campaigns", As: auth.Analyst, WantStatus: 200, WantContains: []string{`"campaigns":[]`}}})
		eventtest.PutCampaigns(t, s.db, []eventtest.Campaign{
			{No: "18", Name: "Winter", Start: "2023-01-01", End: "2024-03-01", Contacts: []eventtest.Contact{{Customer: 1, Cost: .05}, {Customer: 2}, {Customer: 3, Control: true}, {Customer: -7}},
				Redemptions: []eventtest.Redemption{{Customer: 1, Day: "2024-01-05", Amount: 5}, {Customer: 1, Day: "2024-01-06"}}},
			{No: "19", Start: "1999-01-01", End: "1999-02-01", Contacts: []eventtest.Contact{{Customer: 1}}},
		})
		s.play(t, []Scenario{
			{Name: "nobody without a key", Method: "GET", Path: "/api/past-campaigns", WantStatus: 401},
			{Name: "listed", Method: "GET", Path: "/api/past-campaigns?shop=1", As: auth.Analyst, WantStatus: 200,
				WantContains: []string{`"campaign":"18","name":"Winter"`, `"contacted":3,"customers":2`, `"cost":0.05,"control":1,"redeemers":1,"redemptions":2,"redemption_rate":0.333`, `"coupons":5`, `"buyers":`, `"revenue":`}},
			{Name: "before any orders", Method: "GET", Path: "/api/past-campaigns?as_of=2000-01-01", As: auth.Operator, WantStatus: 200,
				WantContains: []string{`"as_of":"2000-01-01"`, `"campaign":"19"`}, WantAbsent: []string{`"campaign":"18"`, `"buyers"`}},
			{Name: "the contacted as customers", Method: "POST", Path: "/api/segments/preview", As: auth.Analyst, Body: `{"shop":1,"rule":{"past_contacted":{"campaign":"18"}}}`, WantStatus: 200, WantContains: []string{`"count":2`}},
			{Name: "the redeemers as customers", Method: "POST", Path: "/api/segments/preview", As: auth.Analyst, Body: `{"shop":1,"rule":{"redeemed":{"campaign":"18","min_times":2}}}`, WantStatus: 200, WantContains: []string{`"count":1`}},
		})
	})
}
