package api

import (
	"encoding/json"
	"strings"
	"testing"

	"huike/auth"
	"huike/store"
	"huike/store/storetest"
)

// ownFile is a file of a shop's own making: three orders, one row without a day.
const ownFile = "No,When,Paid,Mail\nA1,2024-02-01 10:00:00,12.50,zhao@example.com\nA2,2024-02-02 10:00:00,7.50,qian@example.com\nA3,someday,1.00,sun@example.com\n"

const ownMapping = `{"No":"order_no","When":"paid_at","Paid":"amount","Mail":"email"}`

func TestImport(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		s := withRooms(t, db, testVault(t))
		status, body := s.sendFile("/api/imports/inspect", "file", "own.csv", []byte(ownFile), s.as(auth.Operator))
		var found Inspection
		if err := json.Unmarshal([]byte(body), &found); err != nil || status != 200 {
			t.Fatalf("%d %s", status, body)
		}
		if strings.Contains(body, "zhao@") || found.FileName != "own.csv" || found.ShopName != "own" || len(found.Columns) != 4 || len(found.Rows) != 3 {
			t.Errorf("inspection %s", body)
		}
		start := `{"upload":"` + found.Upload + `","shop":"Own","preset":"","currency":"CNY","time_zone":"Asia/Shanghai","mapping":` + ownMapping + `,"save_as":"mine"}`
		s.play(t, []Scenario{
			{Name: "a file that is gone", Method: "POST", Path: "/api/imports", As: auth.Operator, Body: `{"upload":"x","shop":"","preset":""}`, WantStatus: 404, WantContains: []string{"upload.gone"}},
			{Name: "start", Method: "POST", Path: "/api/imports", As: auth.Operator, Body: start, WantStatus: 200, WantContains: []string{`"job_id":"`}},
		})
		s.server.Jobs.wg.Wait()
		s.play(t, []Scenario{
			{Name: "the job is done", Method: "GET", Path: "/api/jobs", As: auth.Operator, WantStatus: 200, WantContains: []string{`"state":"done"`, `"subject":1`, `"label":"own.csv"`}},
			{Name: "the batch", Method: "GET", Path: "/api/imports/1", As: auth.Analyst, WantStatus: 200, WantContains: []string{`"orders":2`, `"rejected":1`, `"actor":"operator"`, `"file_name":"own.csv"`, `"count":1`}},
			{Name: "batches", Method: "GET", Path: "/api/imports?limit=1", As: auth.Analyst, WantStatus: 200, WantContains: []string{`"total":1`}},
			{Name: "rejects are masked", Method: "GET", Path: "/api/imports/1/rejects", As: auth.Analyst, WantStatus: 200, WantContains: []string{`"row":4`, `"column":"When"`, "s***@example.com", `"total":1`}, WantAbsent: []string{"sun@"}},
			{Name: "the file of rejects is for few", Method: "GET", Path: "/api/imports/1/rejects.csv", As: auth.Analyst, WantStatus: 403},
			{Name: "and whole", Method: "GET", Path: "/api/imports/1/rejects.csv", As: auth.Operator, WantStatus: 200, WantContains: []string{"sun@example.com"}},
			{Name: "and audited", Method: "GET", Path: "/api/audit?action=customer.unmask", As: auth.Admin, WantStatus: 200, WantContains: []string{`"subject":"import:1"`}},
			{Name: "no such batch", Method: "GET", Path: "/api/imports/77/rejects.csv", As: auth.Operator, WantStatus: 404},
			{Name: "the mapping was kept", Method: "GET", Path: "/api/mappings", As: auth.Analyst, WantStatus: 200, WantContains: []string{`"name":"mine"`, `"Mail":"email"`}},
			{Name: "the new shop is there", Method: "GET", Path: "/api/shops", As: auth.Analyst, WantStatus: 200, WantContains: []string{`"name":"Own"`}},
			{Name: "an imported file is used up", Method: "POST", Path: "/api/imports", As: auth.Operator, Body: start, WantStatus: 404},
		})
	}, roomSchemas...)
}

func TestImportThatFailsKeepsTheFile(t *testing.T) {
	s := furnishedEmpty(t)
	_, body := s.sendFile("/api/imports/inspect", "file", "own.csv", []byte(ownFile), s.as(auth.Operator))
	var found Inspection
	s.must(json.Unmarshal([]byte(body), &found))
	f := func(mapping, wantState string) {
		t.Helper()
		w := s.request("POST", "/api/imports", `{"upload":"`+found.Upload+`","shop":"Own","preset":"","currency":"CNY","time_zone":"Asia/Shanghai","mapping":`+mapping+`}`, s.as(auth.Operator))
		if w.Code != 200 {
			t.Fatalf("%d %s", w.Code, w.Body)
		}
		s.server.Jobs.wg.Wait()
		if job := s.server.Jobs.list().Items[0]; string(job.State) != wantState {
			t.Errorf("mapping %s: %+v", mapping, job)
		}
	}
	f(`{"No":"nonsense"}`, "failed")
	f(ownMapping, "done")
}

// S1-34: the browser's import takes every kind of facts, and says what it would read a file as.
func TestS1_34_ImportOfOtherKinds(t *testing.T) {
	s := furnishedEmpty(t)
	file := "行业,指标,周期,开始日期,数值,数据来源,记录日期\n女装,客单价,月,2015-11,188,生意参谋,2015-12-05\n女装,客单价,月,2015-12,x,生意参谋,2016-01-05\n"
	_, body := s.sendFile("/api/imports/inspect", "file", "industry.csv", []byte(file), s.as(auth.Operator))
	var found Inspection
	s.must(json.Unmarshal([]byte(body), &found))
	if found.Kind != "industry" || len(found.Kinds) != 13 || found.Kinds[0].ID != "orders" || len(found.Targets) != 9 {
		t.Errorf("inspection %s", body)
	}
	for _, k := range found.Kinds {
		if k.ID == "traffic" && (k.Mapping["开始日期"] != "" || k.Preset != "" || len(k.Targets) == 0) || k.ID == "traits" && k.Many != "trait" {
			t.Errorf("as %s: %+v", k.ID, k)
		}
	}
	s.play(t, []Scenario{{Name: "start", Method: "POST", Path: "/api/imports", As: auth.Operator, WantStatus: 200,
		Body: `{"upload":"` + found.Upload + `","kind":"industry","shop":"","preset":"auto"}`, WantContains: []string{"job_id"}}})
	s.server.Jobs.wg.Wait()
	s.play(t, []Scenario{
		{Name: "the batch", Method: "GET", Path: "/api/imports/1", As: auth.Analyst, WantStatus: 200,
			WantContains: []string{`"kind":"industry"`, `"added":1`, `"rejected":1`, `"reason":"number_unreadable"`, `"shop":0`}},
		{Name: "a mapping of a kind", Method: "PUT", Path: "/api/mappings/t", As: auth.Operator, Body: `{"kind":"traffic","mapping":{"d":"day","s":"source","v":"visitors"}}`, WantStatus: 200, WantContains: []string{`"kind":"traffic"`}},
		{Name: "that does not fit it", Method: "PUT", Path: "/api/mappings/t", As: auth.Operator, Body: `{"kind":"chats","mapping":{"d":"day"}}`, WantStatus: 422, WantContains: []string{"import.unknown_target"}},
	})
}
