package api

import (
	"fmt"
	"net/url"
	"testing"

	"huike/auth"
)

func TestS0_07_Cultivation(t *testing.T) {
	eachShop(t, func(t *testing.T, s *stand) {
		s.crowd() // 60 bought 91 days ago, 40 bought 10 days ago, once each
		step := func(id int64, days string) string {
			return fmt.Sprintf(`{"id":%d,"name":"Related","from_day":%s,"purpose":"marketing","goal":"repeat","stimulus":"tea","subject":"For you",`, id, days) +
				`"body":"<p>{{ stimulus }} <a href=\"{{ unsubscribe_url }}\">Leave</a></p>"}`
		}
		body := func(steps string) string { return `{"shop":1,"name":"Care","steps":[` + steps + `]}` }
		sender := fmt.Sprintf(`{"name":"Own","host":"127.0.0.1","port":%d,"tls":"none","password":"","username":"","from_address":"shop@example.com","from_name":"Shop","cost":0.05}`, s.outbox.Port())
		s.play(t, []Scenario{
			{Name: "none yet", Method: "GET", Path: "/api/programmes", As: auth.Analyst, WantStatus: 200, WantContains: []string{`"items":[]`}},
			{Name: "the ready-made one", Method: "GET", Path: "/api/programmes/default?shop=1&lang=zh", As: auth.Analyst, WantStatus: 200, WantContains: []string{`"name":"新客培养"`, `"from_day":35,"to_day":45`}},
			{Name: "a shop is needed", Method: "GET", Path: "/api/programmes/default", As: auth.Analyst, WantStatus: 422},
			{Name: "an analyst may not", Method: "POST", Path: "/api/programmes", As: auth.Analyst, Body: body(step(0, `9,"to_day":11`)), WantStatus: 403},
			{Name: "overlap", Method: "POST", Path: "/api/programmes", As: auth.Operator, Body: body(step(0, `9,"to_day":11`) + "," + step(0, `11,"to_day":12`)), WantStatus: 422, WantContains: []string{"programme.overlap", "overlap"}},
			{Name: "create", Method: "POST", Path: "/api/programmes", As: auth.Operator, Body: body(step(0, `9,"to_day":11`)), WantStatus: 200, WantContains: []string{`"id":1`, `"created_by":"key:2"`, `"no":1`}},
			{Name: "change", Method: "PUT", Path: "/api/programmes/1", As: auth.Operator, Body: body(step(1, `9,"to_day":12`) + "," + step(0, `30,"to_day":40`)), WantStatus: 200, WantContains: []string{`"to_day":12`, `"no":2`}},
			{Name: "one", Method: "GET", Path: "/api/programmes/1", As: auth.Analyst, WantStatus: 200, WantContains: []string{`"name":"Care"`, `"from_day":30`}},
			{Name: "due", Method: "GET", Path: "/api/programmes/1/due", As: auth.Analyst, WantStatus: 200, WantContains: []string{`"as_of":"2024-03-01"`, `{"step_id":1,"first":"2024-02-18","last":"2024-02-21","within":40,"due":40}`, `"within":0,"due":0`}},
			{Name: "due on another day", Method: "GET", Path: "/api/programmes/1/due?as_of=2024-02-20", As: auth.Analyst, WantStatus: 200, WantContains: []string{`"within":0,"due":0`}},
			{Name: "sender", Method: "POST", Path: "/api/senders", As: auth.Operator, Body: sender, WantStatus: 200},
			{Name: "nobody is due", Method: "POST", Path: "/api/programmes/1/waves", As: auth.Operator, Body: `{"step_id":2}`, WantStatus: 409, WantContains: []string{"programme.nobody"}},
			{Name: "no such step", Method: "POST", Path: "/api/programmes/1/waves", As: auth.Operator, Body: `{"step_id":7}`, WantStatus: 404, WantContains: []string{"programme.no_step"}},
			{Name: "an analyst makes no wave", Method: "POST", Path: "/api/programmes/1/waves", As: auth.Analyst, Body: `{"step_id":1}`, WantStatus: 403},
			{Name: "wave", Method: "POST", Path: "/api/programmes/1/waves", As: auth.Operator, Body: `{"step_id":1}`, WantStatus: 200,
				WantContains: []string{`"state":"draft"`, `"name":"Care · Related · 2024-03-01"`, `"sender_id":1`, `"goal":"repeat"`, `"recent_buyers_guard":true`, `<p>tea <a`}, WantAbsent: []string{"as_of"}},
			{Name: "it is open", Method: "GET", Path: "/api/programmes/1/due", As: auth.Analyst, WantStatus: 200, WantContains: []string{`"open":{"campaign_id":1`}},
			{Name: "not twice", Method: "POST", Path: "/api/programmes/1/waves", As: auth.Operator, Body: `{"step_id":1}`, WantStatus: 409, WantContains: []string{"programme.open"}},
			{Name: "plan", Method: "POST", Path: "/api/campaigns/1/plan", As: auth.Analyst, WantStatus: 200, WantContains: []string{`"audience":40`, `"eligible":40`}},
			{Name: "no results yet", Method: "GET", Path: "/api/programmes/1/waves", As: auth.Analyst, WantStatus: 200, WantContains: []string{`"items":[]`}},
			{Name: "submit", Method: "POST", Path: "/api/campaigns/1/submit", As: auth.Operator, WantStatus: 200},
			{Name: "start", Method: "POST", Path: "/api/campaigns/1/start", As: auth.Operator, WantStatus: 200},
			{Name: "results", Method: "GET", Path: "/api/programmes/1/waves", As: auth.Analyst, WantStatus: 200, WantContains: []string{`"step_id":1,"campaign_id":1`, `"control":`, `"code":"preliminary"`}},
			{Name: "board", Method: "GET", Path: "/api/cultivation", As: auth.Analyst, WantStatus: 200,
				// 100 of the crowd and Li Lei are new; 王芳 bought twice; the third bought too long ago.
				WantContains: []string{`"as_of":"2024-03-01","from":"2023-09-04","to":"2024-03-01","days":180`, `"customers":102,"matured":61`, `{"state":"new","customers":101,`,
					`{"state":"second","customers":1,`, `"field":"tenure_days","op":"lt","value":180`, `"states":["new","impression","second","old","outside"]`}},
			{Name: "cohort", Method: "GET", Path: "/api/cultivation?from=2024-02-01&since=2024-02-25", As: auth.Analyst, WantStatus: 200, WantContains: []string{`"days":0`, `"customers":41,"matured":0`, `"rows":[40,0,0,0,1]`}},
			{Name: "the wrong way round", Method: "GET", Path: "/api/cultivation?from=2024-03-02", As: auth.Analyst, WantStatus: 422, WantContains: []string{"cultivation.cohort"}},
			{Name: "moves to the past", Method: "GET", Path: "/api/cultivation?since=2024-03-01", As: auth.Analyst, WantStatus: 422, WantContains: []string{"cultivation.since"}},
			{Name: "door", Method: "GET", Path: "/api/customers?rule=" + url.QueryEscape(`{"all":[{"field":"cultivation","op":"eq","value":"second"},{"field":"tenure_days","op":"lt","value":180}]}`), As: auth.Analyst, WantStatus: 200, WantContains: []string{`"total":1`}},
			{Name: "end", Method: "DELETE", Path: "/api/programmes/1", As: auth.Operator, WantStatus: 204},
			{Name: "ended", Method: "GET", Path: "/api/programmes/1", As: auth.Analyst, WantStatus: 404, WantContains: []string{"programme.unknown"}},
			{Name: "audited", Method: "GET", Path: "/api/audit?subject=programme:1", As: auth.Admin, WantStatus: 200, WantContains: []string{"programme.save", "programme.end"}},
			{Name: "the wave, too", Method: "GET", Path: "/api/audit?subject=campaign:1", As: auth.Admin, WantStatus: 200, WantContains: []string{"programme.wave"}},
		})
	})
}
