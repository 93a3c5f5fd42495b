package api

import (
	"testing"

	"huike/auth"
)

func TestS3_01_Dormancy(t *testing.T) {
	eachShop(t, func(t *testing.T, s *stand) {
		s.play(t, []Scenario{
			{Name: "nothing is known of the goods", Method: "GET", Path: "/api/dormancy?as_of=2024-01-10", As: auth.Analyst, WantStatus: 200,
				WantContains: []string{`"share":null`, `{"state":"unknown","customers":`, `"calendar":[]`}},
			{Name: "the merchant's word", Method: "PUT", Path: "/api/consumption", As: auth.Operator, WantStatus: 200,
				Body: `{"settings":[{"shop":0,"level":"shop","name":"","class":null,"period_days":20,"by_quantity":false,"delivery_days":0,"use_rate":null,` +
					`"users":null,"season_days":null,"grace_days":null,"second_days":null}]}`, WantContains: []string{`"period_days":20`, `"actor":"`}},
			{Name: "board", Method: "GET", Path: "/api/dormancy", As: auth.Analyst, WantStatus: 200,
				WantContains: []string{`"as_of":"2024-03-01"`, `"source":"merchant"`, `"trend":[{"day":"`, `"quality":"`}},
			{Name: "list", Method: "GET", Path: "/api/dormancy/customers?state=dormant_1", As: auth.Analyst, WantStatus: 200,
				WantContains: []string{`"reason":{"code":"dormant_1`, `"why":{"code":"cause.`, `"total":`}},
			{Name: "a class that is none", Method: "PUT", Path: "/api/consumption", As: auth.Operator, WantStatus: 422,
				Body: `{"settings":[{"shop":0,"level":"shop","name":"","class":"odd","period_days":null,"by_quantity":null,"delivery_days":null,"use_rate":null,` +
					`"users":null,"season_days":null,"grace_days":null,"second_days":null}]}`},
			{Name: "a period that is none", Method: "PUT", Path: "/api/consumption", As: auth.Operator, WantStatus: 422, WantContains: []string{"consumption.period"},
				Body: `{"settings":[{"shop":0,"level":"shop","name":"","class":null,"period_days":0,"by_quantity":null,"delivery_days":null,"use_rate":null,` +
					`"users":null,"season_days":null,"grace_days":null,"second_days":null}]}`},
			{Name: "an analyst may not", Method: "PUT", Path: "/api/consumption", As: auth.Analyst, WantStatus: 403, Body: `{"settings":[]}`},
		})
	})
}

func TestS1_61_Migration(t *testing.T) {
	eachShop(t, func(t *testing.T, s *stand) {
		s.play(t, []Scenario{
			{Name: "stages", Method: "GET", Path: "/api/migration?from=2024-02-01", As: auth.Analyst, WantStatus: 200,
				WantContains: []string{`"from":"2024-02-01","to":"2024-03-01","of":"stage"`, `"states":["after_sale"`,
					`{"was":{"day":"2024-02-01","field":"stage","op":"eq","value":"after_sale"}}`}},
			{Name: "classes", Method: "GET", Path: "/api/migration?of=rfm", As: auth.Analyst, WantStatus: 200, WantContains: []string{`"Champions"`, `"field":"r_score","op":"between","value":[4,5]`}},
			{Name: "grid", Method: "GET", Path: "/api/migration?of=grid", As: auth.Analyst, WantStatus: 200, WantContains: []string{`"spend_high"`, `"doors_to":[]`}},
			{Name: "the wrong way round", Method: "GET", Path: "/api/migration?from=2024-03-01&to=2024-02-01", As: auth.Analyst, WantStatus: 422, WantContains: []string{"migration.from"}},
			{Name: "too short to project", Method: "GET", Path: "/api/projection?step=90", As: auth.Analyst, WantStatus: 200, WantContains: []string{`"caution":"too_short"`, `"ahead":[]`}},
			{Name: "too small a step", Method: "GET", Path: "/api/projection?step=10", As: auth.Analyst, WantStatus: 422},
		})
	})
}
