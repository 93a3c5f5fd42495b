package api

import (
	"bytes"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"huike/auth"
)

// sheet reads the rows of a workbook.
func sheet(t *testing.T, w *httptest.ResponseRecorder) [][]string {
	t.Helper()
	book, err := excelize.OpenReader(bytes.NewReader(w.Body.Bytes()))
	if err != nil {
		t.Fatalf("%d: %v", w.Code, err)
	}
	rows, err := book.GetRows("Sheet1")
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

func TestExportsOfMembers(t *testing.T) {
	eachShop(t, func(t *testing.T, s *stand) {
		const slept = `{"field":"recency_days","op":"gt","value":60}`
		s.play(t, []Scenario{
			{Name: "a segment", Method: "POST", Path: "/api/segments", As: auth.Operator, Body: `{"name":"Sleepers","rule":` + slept + `}`, WantStatus: 200, WantContains: []string{`"unused":true`}},
			{Name: "csv", Method: "GET", Path: "/api/customers/export?segment=1", As: auth.Analyst, WantStatus: 200, WantAbsent: []string{"name", "Li Lei", "L***"},
				WantContains: []string{"\uFEFFcustomer,stage,ladder", "\r\n2,silent,holding,2023-12-20,2023-12-20,72,1,1,300,300,CNY,", "\r\n3,lost,"}},
			{Name: "an analyst gets no names", Method: "GET", Path: "/api/customers/export?segment=1&unmask=true", As: auth.Analyst, WantStatus: 403},
			{Name: "an operator gets them", Method: "GET", Path: "/api/customers/export?segment=1&unmask=true", As: auth.Operator, WantStatus: 200, WantContains: []string{"name,contact\r\n", "Li Lei"}},
			{Name: "by filters", Method: "GET", Path: "/api/customers/export?stage=silent", As: auth.Analyst, WantStatus: 200, WantContains: []string{"\r\n2,silent"}, WantAbsent: []string{"\r\n3,"}},
			{Name: "not by a search", Method: "GET", Path: "/api/customers/export?q=x", As: auth.Analyst, WantStatus: 422, WantContains: []string{"export.search"}},
			{Name: "audited", Method: "GET", Path: "/api/audit?action=customer.export", As: auth.Admin, WantStatus: 200, WantContains: []string{`"subject":"segment:1"`, `"detail":"2 csv"`, `"total":3`}},
			{Name: "a use of the segment (S1-63)", Method: "GET", Path: "/api/segments/1", As: auth.Analyst, WantStatus: 200, WantContains: []string{`"unused":false`, `"exported_at"`}},
		})
		w := s.request("GET", "/api/customers/export?segment=1&format=xlsx", "", s.as(auth.Analyst))
		rows := sheet(t, w)
		if len(rows) != 3 || rows[1][0] != "2" || rows[1][8] != "300" || len(rows[0]) != len(exportHead)-personalColumns {
			t.Errorf("%v", rows)
		}
		if got := w.Header().Get("Content-Disposition"); got != `attachment; filename="segment-1-2024-03-01.xlsx"` {
			t.Error(got)
		}
	})
}

func TestExportsOfTables(t *testing.T) {
	eachShop(t, func(t *testing.T, s *stand) {
		body := `{"name":"生命 stages","head":["stage","net"],"rows":[["=1+1",12.5],[null,3]],"format":"%s"}`
		w := s.request("POST", "/api/tables", strings.Replace(body, "%s", "csv", 1), s.as(auth.Analyst))
		if got := w.Body.String(); w.Code != 200 || got != "\uFEFFstage,net\r\n'=1+1,12.5\r\n,3\r\n" {
			t.Errorf("%d %q", w.Code, got)
		}
		w = s.request("POST", "/api/tables", strings.Replace(body, "%s", "xlsx", 1), s.as(auth.Analyst))
		if diff := cmp.Diff([][]string{{"stage", "net"}, {"=1+1", "12.5"}, {"", "3"}}, sheet(t, w)); diff != "" {
			t.Error(diff)
		}
	})
}

func TestSegmentsRefined(t *testing.T) {
	eachShop(t, func(t *testing.T, s *stand) {
		const slept = `{"field":"recency_days","op":"gt","value":60}`
		s.play(t, []Scenario{
			{Name: "create", Method: "POST", Path: "/api/segments", As: auth.Operator, Body: `{"name":"Sleepers","rule":` + slept + `}`, WantStatus: 200},
			{Name: "count", Method: "POST", Path: "/api/segments/1/refresh", As: auth.Operator, Body: `{}`, WantStatus: 200},
			{Name: "ready-made", Method: "GET", Path: "/api/segments/ready", As: auth.Analyst, WantStatus: 200, WantContains: []string{`"code":"fans"`, `"rule":{"all":[{"field":"recency_days"`}},
			{Name: "two levels (S1-62)", Method: "GET", Path: "/api/segments/split?stage=silent&by=ladder", As: auth.Analyst, WantStatus: 200,
				WantContains: []string{`{"value":"holding","customers":1,"net":300,"rule":{"all":[{"field":"stage","op":"eq","value":"silent"},{"field":"ladder","op":"eq","value":"holding"}]}}`}},
			{Name: "every stage at once (S1-62)", Method: "GET", Path: "/api/segments/stages?by=province", As: auth.Analyst, WantStatus: 200,
				WantContains: []string{`"by":"province","several":false`, `{"stage":"after_sale","value":"浙江","customers":1,"net":159.5,"rule":{"all":[`, `{"stage":"silent","value":"","customers":1,"net":300,"rule":{"all":[{"field":"stage","op":"eq","value":"silent"},{"field":"province","op":"is_null"}]}}`}},
			{Name: "parted by nothing known", Method: "GET", Path: "/api/segments/stages?by=shoe", As: auth.Analyst, WantStatus: 422},
			{Name: "overlap", Method: "POST", Path: "/api/segments/overlap", As: auth.Analyst, Body: `{"rule":{"field":"stage","op":"eq","value":"lost"}}`, WantStatus: 200,
				WantContains: []string{`{"segment":1,"name":"Sleepers","size":2,"customers":1}`}},
			{Name: "no campaign yet (S1-64)", Method: "GET", Path: "/api/segments/1/responses", As: auth.Analyst, WantStatus: 200, WantContains: []string{`"items":[]`}},
			{Name: "was", Method: "POST", Path: "/api/segments/preview", As: auth.Analyst, Body: `{"rule":{"was":{"day":"2023-12-31","field":"stage","op":"eq","value":"active"}}}`, WantStatus: 200, WantContains: []string{`"count":1`}},
		})
	})
}
