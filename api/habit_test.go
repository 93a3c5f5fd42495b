package api

import (
	"testing"

	"huike/auth"
)

func TestS1_37_CustomersHabits(t *testing.T) {
	eachShop(t, func(t *testing.T, s *stand) {
		s.play(t, []Scenario{
			{Name: "of one", Method: "GET", Path: "/api/customers/1/habits", As: auth.Analyst, WantStatus: 200,
				WantContains: []string{`"known":true`, `"price":{"hits":0,"trials":2,"shop":0,"needed":1}`, `"browsing":{"type":"","look_days":0,"buy_days":0,"needed":3}`, `"phase":{"phase":"develop"`}},
			{Name: "of nobody", Method: "GET", Path: "/api/customers/999/habits", As: auth.Analyst, WantStatus: 200, WantContains: []string{`"known":false`, `"needed":3`}},
			{Name: "of all", Method: "GET", Path: "/api/habits", As: auth.Analyst, WantStatus: 200,
				WantContains: []string{`"as_of":"2024-03-01"`, `{"name":"identify","customers":`, `"measure":"novelty"`}},
			{Name: "a list by phase", Method: "GET", Path: "/api/customers?phase=develop", As: auth.Analyst, WantStatus: 200, WantContains: []string{`"total":2`}},
			{Name: "no such phase", Method: "GET", Path: "/api/customers?phase=marriage", As: auth.Analyst, WantStatus: 422},
		})
	})
}

// Birthday, place and sex stand in the profile, age and education in the archive.
func TestS1_40_FixedAttributes(t *testing.T) {
	eachShop(t, func(t *testing.T, s *stand) {
		s.play(t, []Scenario{
			{Name: "told", Method: "PUT", Path: "/api/customers/1/traits", As: auth.Operator, WantStatus: 204,
				Body: `{"traits":[{"name":"age","number":31,"since":"2024-02-01"},{"name":"education","text":"master","since":"2024-02-20"}]}`},
			{Name: "shown", Method: "GET", Path: "/api/customers/1", As: auth.Analyst, WantStatus: 200,
				WantContains: []string{`"gender":"f"`, `{"name":"age","number":31,"since":"2024-02-01","source":"agent"}`, `{"name":"education","text":"master"`}},
			{Name: "as of a day", Method: "GET", Path: "/api/customers/1?as_of=2024-02-10", As: auth.Analyst, WantStatus: 200,
				WantContains: []string{`"name":"age"`}, WantAbsent: []string{"education"}},
		})
	})
}

func TestS2_23_ArchiveIsAudited(t *testing.T) {
	eachShop(t, func(t *testing.T, s *stand) {
		body := `{"traits":[{"name":"psychology","text":"careful with promises"},{"name":"age","number":31}]}`
		s.play(t, []Scenario{
			{Name: "an analyst may not", Method: "PUT", Path: "/api/customers/1/traits", As: auth.Analyst, Body: body, WantStatus: 403},
			{Name: "an operator may", Method: "PUT", Path: "/api/customers/1/traits", As: auth.Operator, Body: body, WantStatus: 204},
			{Name: "kept", Method: "GET", Path: "/api/customers/1", As: auth.Analyst, WantStatus: 200,
				WantContains: []string{`"traits":[{"name":"age","number":31,"since":"2024-03-01","source":"agent"},{"name":"psychology","text":"careful with promises"`}},
			{Name: "no name", Method: "PUT", Path: "/api/customers/1/traits", As: auth.Operator, Body: `{"traits":[{"name":" ","text":"x"}]}`, WantStatus: 422, WantContains: []string{"customer.trait_name"}},
			{Name: "nobody", Method: "PUT", Path: "/api/customers/999/traits", As: auth.Operator, Body: body, WantStatus: 404},
			{Name: "audited without what was said", Method: "GET", Path: "/api/audit?action=customer.archive", As: auth.Admin, WantStatus: 200,
				WantContains: []string{`"total":1`, `"detail":"psychology, age"`, `"subject":"customer:1"`}, WantAbsent: []string{"careful"}},
		})
	})
}
