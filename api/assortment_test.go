package api

import (
	"testing"

	"huike/auth"
)

// The tiny shop sold one product with lines: what cannot be told is said in words.
func TestS1_47_ProductsByHTTP(t *testing.T) {
	eachShop(t, func(t *testing.T, s *stand) {
		s.play(t, []Scenario{
			{Name: "matrix", Method: "GET", Path: "/api/products/matrix", As: auth.Analyst, WantStatus: 200,
				WantContains: []string{`"as_of":"2024-03-01"`, `"currency":"CNY"`, `"product":"85123A"`, `"role":"new","reason":"alone"`, `"code":"one_product"`,
					`"code":"once_lost","roles":["traffic","edge"],"rule":{"all":[{"field":"stage"`}},
			{Name: "matrix of an earlier day", Method: "GET", Path: "/api/products/matrix?as_of=2023-12-31", As: auth.Analyst, WantStatus: 200, WantContains: []string{`"products":[]`, `"code":"no_sales"`}},
			{Name: "pairs", Method: "GET", Path: "/api/products/pairs", As: auth.Analyst, WantStatus: 200, WantContains: []string{`"baskets":1`, `"together":[]`, `"code":"no_pairs"`}},
			{Name: "bundles", Method: "GET", Path: "/api/products/bundles?discount=0.2", As: auth.Analyst, WantStatus: 200, WantContains: []string{`"discount":0.2`, `"bundles":[]`, `"code":"no_sure_pairs"`}},
			{Name: "a bundle for nothing", Method: "GET", Path: "/api/products/bundles?discount=1", As: auth.Analyst, WantStatus: 422},
			{Name: "seasons", Method: "GET", Path: "/api/products/seasonality?level=shop", As: auth.Analyst, WantStatus: 200, WantContains: []string{`"missing":24`, `"index":[]`, `"code":"short_season"`}},
			{Name: "bands", Method: "GET", Path: "/api/products/bands", As: auth.Analyst, WantStatus: 200, WantContains: []string{`"own":false`, `"code":"one_price"`}},
			{Name: "tiers", Method: "PUT", Path: "/api/products/tiers", As: auth.Operator, Body: `{"tiers":[{"name":"引流","from":0},{"name":"主力","from":99.5}]}`, WantStatus: 200},
			{Name: "bands by tiers", Method: "GET", Path: "/api/products/bands", As: auth.Analyst, WantStatus: 200, WantContains: []string{`"own":true`, `{"tier":{"name":"主力","from":99.5},"units":1,"sales":100`}},
			{Name: "an analyst sets no tiers", Method: "PUT", Path: "/api/products/tiers", As: auth.Analyst, Body: `{"tiers":[]}`, WantStatus: 403},
			{Name: "tiers that fall", Method: "PUT", Path: "/api/products/tiers", As: auth.Operator, Body: `{"tiers":[{"name":"a","from":5},{"name":"b","from":3}]}`, WantStatus: 422, WantContains: []string{"assortment.tier_order"}},
			{Name: "coverage", Method: "GET", Path: "/api/products/coverage?product=1000000001", As: auth.Analyst, WantStatus: 200,
				WantContains: []string{`"customers":3,"buyers":1`, `{"word":"after_sale","customers":1,"buyers":1`, `"code":"few_buyers"`}},
			{Name: "bring", Method: "GET", Path: "/api/products/bring", As: auth.Analyst, WantStatus: 200, WantContains: []string{`"new":2`, `"numerator":1,"denominator":2`}},
			{Name: "a product", Method: "GET", Path: "/api/products/1000000001", As: auth.Analyst, WantStatus: 200,
				WantContains: []string{`"good":{"id":1000000001,"product":"85123A"`, `"units":1`, `"code":"few_prices"`, `"tgi":null`}},
			{Name: "no product", Method: "GET", Path: "/api/products/9", As: auth.Analyst, WantStatus: 404, WantContains: []string{"assortment.product"}},
		})
	})
}
