package api

import (
	"encoding/json"
	"net/url"
	"strings"
	"testing"

	"huike/auth"
)

func TestShopsAndProducts(t *testing.T) {
	eachShop(t, func(t *testing.T, s *stand) {
		s.play(t, []Scenario{
			{Name: "me", Method: "GET", Path: "/api/me", As: auth.Analyst, WantStatus: 200, WantContains: []string{`"as_of":"2024-03-01"`, `"first_day":"2023-06-01"`, `"name":"Shop 1"`}},
			{Name: "shops", Method: "GET", Path: "/api/shops", As: auth.Analyst, WantStatus: 200, WantContains: []string{`"margin":0.4`, `"time_zone":"Asia/Shanghai"`, `"total":1`}},
			{Name: "change", Method: "PUT", Path: "/api/shops/1", As: auth.Operator, Body: `{"name":"旗舰店","margin":0.35,"approval":true,"time_zone":"Asia/Shanghai"}`, WantStatus: 200, WantContains: []string{`"旗舰店"`, `"approval":true`}},
			{Name: "no such zone", Method: "PUT", Path: "/api/shops/1", As: auth.Operator, Body: `{"name":"x","margin":0.35,"approval":true,"time_zone":"Asia/Nowhere"}`, WantStatus: 422},
			{Name: "no such shop", Method: "PUT", Path: "/api/shops/9", As: auth.Operator, Body: `{"name":"x","margin":0.35,"approval":true,"time_zone":"UTC"}`, WantStatus: 404},
			{Name: "products", Method: "GET", Path: "/api/products?q=85123a", As: auth.Analyst, WantStatus: 200, WantContains: []string{`"external_no":"85123A"`}},
		})
	})
}

func TestS0_16_ContactCeilings(t *testing.T) {
	eachShop(t, func(t *testing.T, s *stand) {
		s.play(t, []Scenario{
			{Name: "as seeded", Method: "GET", Path: "/api/limits", As: auth.Analyst, WantStatus: 200,
				WantContains: []string{`"total":6`, `[{"stage":"after_sale","care_ceiling":7,"marketing_ceiling":0},{"stage":"active","care_ceiling":3,"marketing_ceiling":4}`}},
			{Name: "an analyst may not change them", Method: "PUT", Path: "/api/limits", As: auth.Analyst, Body: `{"items":[{"stage":"active","care_ceiling":9,"marketing_ceiling":9}]}`, WantStatus: 403},
			{Name: "change", Method: "PUT", Path: "/api/limits", As: auth.Operator, Body: `{"items":[{"stage":"active","care_ceiling":1,"marketing_ceiling":0},{"stage":"dead","care_ceiling":0,"marketing_ceiling":2}]}`, WantStatus: 200,
				WantContains: []string{`"total":6`, `{"stage":"active","care_ceiling":1,"marketing_ceiling":0}`, `{"stage":"silent","care_ceiling":2,"marketing_ceiling":3}`}},
			{Name: "no such stage", Method: "PUT", Path: "/api/limits", As: auth.Operator, Body: `{"items":[{"stage":"asleep","care_ceiling":1,"marketing_ceiling":1}]}`, WantStatus: 422},
			{Name: "not a customer yet", Method: "PUT", Path: "/api/limits", As: auth.Operator, Body: `{"items":[{"stage":"prospect","care_ceiling":1,"marketing_ceiling":1}]}`, WantStatus: 422, WantContains: []string{"message.stage"}},
			{Name: "negative", Method: "PUT", Path: "/api/limits", As: auth.Operator, Body: `{"items":[{"stage":"active","care_ceiling":-1,"marketing_ceiling":1}]}`, WantStatus: 422},
			{Name: "kept", Method: "GET", Path: "/api/limits", As: auth.Analyst, WantStatus: 200, WantContains: []string{`{"stage":"active","care_ceiling":1,"marketing_ceiling":0}`, `{"stage":"dead","care_ceiling":0,"marketing_ceiling":2}`}},
			{Name: "audited", Method: "GET", Path: "/api/audit?action=limit.change", As: auth.Admin, WantStatus: 200, WantContains: []string{`"total":1`, `"detail":"active 1/0, dead 0/2"`}},
		})
	})
}

func TestCustomersAreMasked(t *testing.T) {
	eachShop(t, func(t *testing.T, s *stand) {
		personal := []string{"王芳", "wang.fang@example.com", "13812341234", "Li Lei", "13912345678", "haohao"}
		s.play(t, []Scenario{
			{Name: "list", Method: "GET", Path: "/api/customers", As: auth.Admin, WantStatus: 200, WantAbsent: personal,
				WantContains: []string{`"total":3`, `"as_of":"2024-03-01"`, `"name":"王*"`, `"contact":"w***@example.com"`, `"contact":"139****5678"`, `"name":"h***"`, `"net":159.5`}},
			{Name: "page", Method: "GET", Path: "/api/customers/1", As: auth.Admin, WantStatus: 200, WantAbsent: personal,
				WantContains: []string{`"masked":true`, `"value":"138****1234"`, `"stage":"after_sale"`, `"amount":59.5`, `"kind":"order"`, `"consents":[]`}},
			{Name: "an analyst may not unmask", Method: "POST", Path: "/api/customers/1/unmask", As: auth.Analyst, WantStatus: 403, WantAbsent: personal},
			{Name: "nor a list", Method: "GET", Path: "/api/customers?unmask=true", As: auth.Analyst, WantStatus: 403, WantContains: []string{"auth.denied"}, WantAbsent: personal},
			{Name: "an operator may", Method: "POST", Path: "/api/customers/1/unmask", As: auth.Operator, WantStatus: 200, WantContains: []string{"王芳", "wang.fang@example.com", `"masked":false`}},
			{Name: "also a list", Method: "GET", Path: "/api/customers?unmask=true", As: auth.Operator, WantStatus: 200, WantContains: []string{"Li Lei", "haohao"}},
			{Name: "both stand in the audit", Method: "GET", Path: "/api/audit?action=customer.unmask", As: auth.Admin, WantStatus: 200,
				WantContains: []string{`"subject":"customer:1"`, `"subject":"customers:0"`, `"actor_name":"operator"`, `"total":2`}, WantAbsent: personal},
		})
		for _, p := range personal {
			if strings.Contains(s.log.String(), p) {
				t.Errorf("the log has %q", p)
			}
		}
	})
}

func TestCustomerFilters(t *testing.T) {
	eachShop(t, func(t *testing.T, s *stand) {
		f := func(query string, want ...int64) {
			t.Helper()
			w := s.request("GET", "/api/customers?"+query, "", s.as(auth.Analyst))
			var got CustomerList
			if err := json.Unmarshal(w.Body.Bytes(), &got); err != nil || w.Code != 200 {
				t.Errorf("%s: %d %s %v", query, w.Code, w.Body, err)
				return
			}
			ids := each(got.Items, func(r CustomerRow) int64 { return r.ID })
			if len(ids) != len(want) || got.Total < int64(len(want)) {
				t.Errorf("%s: %v of %d, want %v", query, ids, got.Total, want)
				return
			}
			for i := range want {
				if ids[i] != want[i] {
					t.Errorf("%s: %v, want %v", query, ids, want)
				}
			}
		}
		f("", 2, 1, 3)
		f("sort=id", 1, 2, 3)
		f("sort=-id&limit=1&offset=1", 2)
		f("stage=silent", 2)
		f("ladder=new")
		f("ladder=holding", 2)
		f("as_of=2023-12-31", 2, 3)
		f("q=wang.fang@example.com", 1)
		f("q=13912345678", 2)
		f("q=haohao", 3)
		f("q=2", 2)
		f("q=T1000000004", 3)        // an order's number
		f("q=T1000000003&shop=1", 2) // in its shop
		f("q=T1000000005")           // nobody's order
		f("q=nobody")
		f("rule="+url.QueryEscape(`{"field":"recency_days","op":"gt","value":60}`), 2, 3)
		f("rule="+url.QueryEscape(`{"field":"recency_days","op":"gt","value":60}`)+"&stage=lost", 3)
		s.play(t, []Scenario{
			{Name: "a broken rule", Method: "GET", Path: "/api/customers?rule=" + url.QueryEscape(`{"field":"age","op":"gt","value":60}`), As: auth.Analyst, WantStatus: 422, WantContains: []string{`"code":"segment.`}},
			{Name: "nobody", Method: "GET", Path: "/api/customers/99", As: auth.Analyst, WantStatus: 404, WantContains: []string{"customer.unknown"}},
		})
	})
}

func TestBlacklistAndConsent(t *testing.T) {
	eachShop(t, func(t *testing.T, s *stand) {
		s.play(t, []Scenario{
			{Name: "blacklist", Method: "POST", Path: "/api/customers/1/blacklist", As: auth.Operator, Body: `{"reason":"asked for it"}`, WantStatus: 204},
			{Name: "shown", Method: "GET", Path: "/api/customers/1", As: auth.Analyst, WantStatus: 200, WantContains: []string{`"reason":"blacklist"`, `"channel":"*"`}},
			{Name: "lift", Method: "DELETE", Path: "/api/customers/1/blacklist", As: auth.Operator, WantStatus: 204},
			{Name: "gone", Method: "GET", Path: "/api/customers/1", As: auth.Analyst, WantStatus: 200, WantAbsent: []string{`"reason":"blacklist"`}},
			{Name: "consent", Method: "POST", Path: "/api/customers/1/consent", As: auth.Operator, Body: `{"channel":"email","purpose":"marketing","granted":true,"evidence":"by phone"}`, WantStatus: 204},
			{Name: "in the ledger", Method: "GET", Path: "/api/customers/1", As: auth.Analyst, WantStatus: 200, WantContains: []string{`"granted":true`, `"evidence":"by phone"`}},
			{Name: "nobody there", Method: "POST", Path: "/api/customers/99/consent", As: auth.Operator, Body: `{"channel":"email","purpose":"marketing","granted":true,"evidence":"x"}`, WantStatus: 404},
			{Name: "audited", Method: "GET", Path: "/api/audit?subject=customer:1", As: auth.Admin, WantStatus: 200, WantContains: []string{"customer.blacklist", "customer.unblacklist", "consent.grant"}},
		})
	})
}

func TestMergeAndBack(t *testing.T) {
	eachShop(t, func(t *testing.T, s *stand) {
		s.play(t, []Scenario{
			{Name: "an analyst may not", Method: "POST", Path: "/api/customers/1/merges", As: auth.Analyst, Body: `{"other":2,"reason":"same phone"}`, WantStatus: 403},
			{Name: "oneself", Method: "POST", Path: "/api/customers/1/merges", As: auth.Operator, Body: `{"other":1,"reason":"x"}`, WantStatus: 422, WantContains: []string{"customer.merge_self"}},
			{Name: "merge", Method: "POST", Path: "/api/customers/1/merges", As: auth.Operator, Body: `{"other":2,"reason":"same phone"}`, WantStatus: 200, WantContains: []string{`"from":2`, `"into":1`}},
			{Name: "gone", Method: "GET", Path: "/api/customers/2", As: auth.Analyst, WantStatus: 409, WantContains: []string{"customer.merged", "customer 1"}},
			{Name: "there", Method: "GET", Path: "/api/customers/1", As: auth.Analyst, WantStatus: 200},
			{Name: "in the list", Method: "GET", Path: "/api/customers/1/merges", As: auth.Analyst, WantStatus: 200, WantContains: []string{`"reason":"same phone"`, `"total":1`}},
			{Name: "not another's", Method: "DELETE", Path: "/api/customers/3/merges/1", As: auth.Operator, WantStatus: 404},
			{Name: "undo", Method: "DELETE", Path: "/api/customers/1/merges/1", As: auth.Operator, WantStatus: 200, WantContains: []string{"undone_at"}},
			{Name: "back", Method: "GET", Path: "/api/customers/2", As: auth.Analyst, WantStatus: 200},
			{Name: "nothing to split", Method: "POST", Path: "/api/customers/2/split", As: auth.Operator, Body: `{"kind":"phone","value":"13912345678"}`, WantStatus: 409, WantContains: []string{"customer.split_only"}},
			{Name: "audited", Method: "GET", Path: "/api/audit?subject=customer:1", As: auth.Admin, WantStatus: 200, WantContains: []string{"customer.merge", "customer.unmerge"}},
		})
	})
}

func TestSegments(t *testing.T) {
	eachShop(t, func(t *testing.T, s *stand) {
		const slept = `{"field":"recency_days","op":"gt","value":60}`
		s.play(t, []Scenario{
			{Name: "fields", Method: "GET", Path: "/api/segments/fields", As: auth.Analyst, WantStatus: 200, WantContains: []string{`"name":"recency_days"`, `"type":"money"`, `"choices":[]`}},
			{Name: "preview", Method: "POST", Path: "/api/segments/preview", As: auth.Analyst, Body: `{"rule":` + slept + `}`, WantStatus: 200,
				WantContains: []string{`"count":2`, `"base":3`, `"share":0.6666`, `"stage":"silent"`, `"as_of":"2024-03-01"`, `"name":"L***"`}, WantAbsent: []string{"Li Lei"}},
			{Name: "preview as of a day", Method: "POST", Path: "/api/segments/preview", As: auth.Analyst, Body: `{"as_of":"2023-12-31","rule":` + slept + `}`, WantStatus: 200, WantContains: []string{`"count":1`, `"base":2`}},
			{Name: "an unknown field", Method: "POST", Path: "/api/segments/preview", As: auth.Analyst, Body: `{"rule":{"field":"age","op":"gt","value":1}}`, WantStatus: 422, WantContains: []string{`"code":"segment.`}},
			{Name: "a rule that is no object", Method: "POST", Path: "/api/segments/preview", As: auth.Analyst, Body: `{"rule":[1]}`, WantStatus: 422, WantContains: []string{"body.rule"}},
			{Name: "create", Method: "POST", Path: "/api/segments", As: auth.Operator, Body: `{"name":"Sleepers","rule":` + slept + `}`, WantStatus: 200,
				WantContains: []string{`"id":1`, `"version":1`, `"kind":"rule"`, `"unused":true`, `"uses":[]`, `"actor":"operator"`}, WantAbsent: []string{`"size"`}},
			{Name: "a taken name", Method: "POST", Path: "/api/segments", As: auth.Operator, Body: `{"name":"Sleepers","rule":` + slept + `}`, WantStatus: 409},
			{Name: "refresh", Method: "POST", Path: "/api/segments/1/refresh", As: auth.Operator, Body: `{}`, WantStatus: 200, WantContains: []string{`"size":2`, `"entered":2`, `"departed":0`}},
			{Name: "change", Method: "PUT", Path: "/api/segments/1", As: auth.Operator, Body: `{"name":"Sleepers","rule":{"field":"recency_days","op":"gt","value":100}}`, WantStatus: 200, WantContains: []string{`"version":2`}},
			{Name: "refresh again", Method: "POST", Path: "/api/segments/1/refresh", As: auth.Operator, Body: `{}`, WantStatus: 200, WantContains: []string{`"size":1`, `"departed":1`}},
			{Name: "list", Method: "GET", Path: "/api/segments", As: auth.Analyst, WantStatus: 200, WantContains: []string{`"size":1`, `"total":1`}},
			{Name: "runs", Method: "GET", Path: "/api/segments/1/runs", As: auth.Analyst, WantStatus: 200, WantContains: []string{`"total":2`}},
			{Name: "versions", Method: "GET", Path: "/api/segments/1/versions", As: auth.Analyst, WantStatus: 200, WantContains: []string{`"total":2`}},
			{Name: "its customers", Method: "GET", Path: "/api/customers?segment=1", As: auth.Analyst, WantStatus: 200, WantContains: []string{`"total":1`, `"id":3`}},
			{Name: "archive", Method: "DELETE", Path: "/api/segments/1", As: auth.Operator, WantStatus: 204},
			{Name: "out of the list", Method: "GET", Path: "/api/segments", As: auth.Analyst, WantStatus: 200, WantContains: []string{`"items":[]`, `"total":0`}},
			{Name: "unknown", Method: "GET", Path: "/api/segments/77", As: auth.Analyst, WantStatus: 404},
		})
	})
}

func TestSegmentFromList(t *testing.T) {
	eachShop(t, func(t *testing.T, s *stand) {
		status, body := s.sendFile("/api/segments/list?name=VIP", "file", "vip.csv", []byte("email\nWang.Fang@example.com\nnobody@example.com\n"), s.as(auth.Operator))
		if status != 200 || !strings.Contains(body, `"matched":1`) || !strings.Contains(body, `"unmatched":1`) || !strings.Contains(body, `"kind":"list"`) {
			t.Errorf("%d %s", status, body)
		}
		if status, body = s.sendFile("/api/segments/list?name=VIP2", "other", "vip.csv", []byte("x"), s.as(auth.Operator)); status != 422 || !strings.Contains(body, "upload.missing") {
			t.Errorf("a form without file: %d %s", status, body)
		}
		if status, body = s.sendFile("/api/segments/list", "file", "vip.csv", []byte("x"), s.as(auth.Operator)); status != 422 || !strings.Contains(body, "query.name") {
			t.Errorf("a list without name: %d %s", status, body)
		}
	})
}

func TestForgedTokens(t *testing.T) {
	eachShop(t, func(t *testing.T, s *stand) {
		s.play(t, []Scenario{
			{Name: "open", Method: "GET", Path: "/t/o/AAAAAAAAAAAAAAAAAAAAAA.gif", WantStatus: 404},
			{Name: "click", Method: "GET", Path: "/t/c/AAAAAAAAAAAAAAAAAAAAAA", WantStatus: 404},
			{Name: "unsubscribe page", Method: "GET", Path: "/u/AAAAAAAAAAAAAAAAAAAAAA", WantStatus: 404},
			{Name: "one click", Method: "POST", Path: "/u/AAAAAAAAAAAAAAAAAAAAAA", Headers: []string{"Content-Type: application/x-www-form-urlencoded"}, Body: "List-Unsubscribe=One-Click", WantStatus: 404},
		})
	})
}
