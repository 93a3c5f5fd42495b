package api

import (
	"testing"

	"huike/auth"
)

func TestBoards(t *testing.T) {
	eachShop(t, func(t *testing.T, s *stand) {
		s.play(t, []Scenario{
			{Name: "overview", Method: "GET", Path: "/api/overview", As: auth.Analyst, WantStatus: 200,
				WantContains: []string{`"as_of":"2024-03-01"`, `"orders":4,"customers":3,"gross":479.5`, `"keyless":{"orders":1,"gross":5}`, `"last30":{"orders":2,"customers":1,"gross":159.5`,
					`"compare":{}`, `{"stage":"silent","customers":1,"net":300}`, `"sentences":[]`}},
			{Name: "overview of an earlier day", Method: "GET", Path: "/api/overview?as_of=2023-12-31", As: auth.Analyst, WantStatus: 200, WantContains: []string{`"orders":2,"customers":2`}},
			{Name: "repurchase", Method: "GET", Path: "/api/repurchase?days=30", As: auth.Analyst, WantStatus: 200,
				WantContains: []string{`"days":30`, `"matured":{"numerator":0,"denominator":2,"rate":0`, `"literal":{"numerator":1,"denominator":1,"rate":1`, `"naive_hidden":false`}},
			{Name: "cohorts", Method: "GET", Path: "/api/cohorts?days=30", As: auth.Analyst, WantStatus: 200,
				WantContains: []string{`"estimate":{"customers":3,"share":`, `"month":"2023-06","first":"2023-06-01","last":"2023-06-30","matured":{"numerator":0,"denominator":1`,
					`"cohort":"2024-02","first":"2024-02-01","last":"2024-02-29","from":"2024-03-01","until":"2024-03-31","months":1,"customers":1,"of":1,"orders":1,"gross":59.5,"over":false`}},
			{Name: "first experience", Method: "GET", Path: "/api/experience?days=30", As: auth.Analyst, WantStatus: 200,
				WantContains: []string{`"customers":{"numerator":0,"denominator":2,"rate":0`, `{"name":"refund","known":2,"answers":[{"name":"no"`}},
			{Name: "sources", Method: "GET", Path: "/api/sources", As: auth.Analyst, WantStatus: 200, WantContains: []string{`"has_visits":false`, `"sources":[{"name":"","group":"","customers":3`}},
			{Name: "life cycle", Method: "GET", Path: "/api/lifecycle", As: auth.Analyst, WantStatus: 200,
				WantContains: []string{`"compare":"2024-02-23"`, `"bounds":[7,45,90,140,365]`, `"customers":3`, `{"from":"prospect","to":"after_sale","customers":1}`, `"ladder":"regular"`}},
			{Name: "a day that comes after", Method: "GET", Path: "/api/lifecycle?as_of=2024-01-01&compare=2024-02-01", As: auth.Analyst, WantStatus: 422},
			{Name: "rfm", Method: "GET", Path: "/api/rfm", As: auth.Analyst, WantStatus: 200, WantContains: []string{`"bins":5`, `"days":365`, `"counts":{"r":[`, `"segment":"`}},
			{Name: "definition", Method: "PUT", Path: "/api/lifecycle/definition", As: auth.Operator, Body: `{"bounds":[7,45,80,140,365],"rfm_days":365}`, WantStatus: 200, WantContains: []string{`"version":2`}},
			{Name: "bounds that fall", Method: "PUT", Path: "/api/lifecycle/definition", As: auth.Operator, Body: `{"bounds":[7,45,40,140,365],"rfm_days":365}`, WantStatus: 422, WantContains: []string{"feature.bounds"}},
			{Name: "too few bounds", Method: "PUT", Path: "/api/lifecycle/definition", As: auth.Operator, Body: `{"bounds":[7],"rfm_days":365}`, WantStatus: 422, WantContains: []string{"body.bounds"}},
			{Name: "stage history", Method: "GET", Path: "/api/customers/2", As: auth.Analyst, WantStatus: 200,
				WantContains: []string{`{"stage":"after_sale","from":"2023-12-20","to":"2023-12-27"}`, `{"stage":"silent","from":"2024-02-04"}`}},
		})
	})
}

func TestNoDataYet(t *testing.T) {
	s := furnishedEmpty(t)
	s.play(t, []Scenario{
		{Name: "me", Method: "GET", Path: "/api/me", As: auth.Admin, WantStatus: 200, WantContains: []string{`"shops":[]`}, WantAbsent: []string{"as_of"}},
		{Name: "overview", Method: "GET", Path: "/api/overview", As: auth.Admin, WantStatus: 404, WantContains: []string{`"code":"data.none"`}},
		{Name: "customers", Method: "GET", Path: "/api/customers", As: auth.Admin, WantStatus: 404, WantContains: []string{`"code":"data.none"`}},
		{Name: "segments", Method: "GET", Path: "/api/segments", As: auth.Admin, WantStatus: 200, WantContains: []string{`"items":[]`}},
	})
}
