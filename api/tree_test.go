package api

import (
	"testing"

	"huike/auth"
)

func TestS1_32_Tree(t *testing.T) {
	eachShop(t, func(t *testing.T, s *stand) {
		target := `{"as_of":"2024-03-03","measure":"sales","base_from":"2024-W08","base_to":"2024-W08","last_week":"2024-W12","growth":"factor","factor":1.2,"reading":"more"}`
		s.play(t, []Scenario{
			{Name: "week", Method: "GET", Path: "/api/tree?as_of=2024-03-01", As: auth.Analyst, WantStatus: 200,
				WantContains: []string{`"period":{"from":"2024-02-24","to":"2024-03-01"}`, `"previous":{"from":"2024-02-17","to":"2024-02-23"}`, `"currency":"CNY"`,
					`"id":"sales","parent":null`, `"id":"order_value","parent":"sales"`, `"missing":["visits"`, `"causes":[`, `"code":"missing_visits"`, `"no":7`, `"opens":["source"`}},
			{Name: "month", Method: "GET", Path: "/api/tree?as_of=2024-03-01&period=month", As: auth.Analyst, WantStatus: 200, WantContains: []string{`"period":{"from":"2024-02-03","to":"2024-03-01"}`}},
			{Name: "no such period", Method: "GET", Path: "/api/tree?period=year", As: auth.Analyst, WantStatus: 422},
			{Name: "drill", Method: "GET", Path: "/api/tree/drill?as_of=2024-03-01&node=sales&by=stage", As: auth.Analyst, WantStatus: 200, WantContains: []string{`"node":"sales","by":"stage"`, `"rows":[{"segment":`, `"ways":["source"`}},
			{Name: "no such node", Method: "GET", Path: "/api/tree/drill?node=moon&by=stage", As: auth.Analyst, WantStatus: 422, WantContains: []string{"kpi.node"}},
			{Name: "stage", Method: "PUT", Path: "/api/tree/stage", As: auth.Operator, Body: `{"stage":"mature"}`, WantStatus: 200, WantContains: []string{`"stage":"mature","definition":2`}},
			{Name: "no such stage", Method: "PUT", Path: "/api/tree/stage", As: auth.Operator, Body: `{"stage":"bliss"}`, WantStatus: 422, WantContains: []string{"kpi.stage"}},
			{Name: "the tree follows", Method: "GET", Path: "/api/tree?as_of=2024-03-01", As: auth.Analyst, WantStatus: 200, WantContains: []string{`"stage":{"id":"mature"`}},
			{Name: "no targets", Method: "GET", Path: "/api/targets", As: auth.Analyst, WantStatus: 200, WantContains: []string{`"items":[]`}},
			{Name: "an analyst sets none", Method: "POST", Path: "/api/targets", As: auth.Analyst, Body: target, WantStatus: 403},
			{Name: "target", Method: "POST", Path: "/api/targets", As: auth.Operator, Body: target, WantStatus: 200, WantContains: []string{`"id":1`, `"reading":"more"`, `"week":"2024-W12"`}},
			{Name: "no such week", Method: "POST", Path: "/api/targets", As: auth.Operator, Body: `{"measure":"sales","base_from":"2024-W60","base_to":"2024-W08","last_week":"2024-W12","growth":"linear"}`, WantStatus: 422, WantContains: []string{"kpi.week"}},
			{Name: "targets", Method: "GET", Path: "/api/targets", As: auth.Analyst, WantStatus: 200, WantContains: []string{`"measure":"sales","unit":"money"`}},
			{Name: "end", Method: "DELETE", Path: "/api/targets/1", As: auth.Operator, WantStatus: 204},
			{Name: "ended", Method: "DELETE", Path: "/api/targets/1", As: auth.Operator, WantStatus: 404},
			{Name: "audited", Method: "GET", Path: "/api/audit?action=target.set", As: auth.Admin, WantStatus: 200, WantContains: []string{`"total":1`}},
		})
	})
}
