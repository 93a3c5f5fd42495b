package api

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"

	"huike/auth"
	"huike/store"
	"huike/store/storetest"
)

// ambiguous is a file whose dates can be read in two ways, with a word for a state
// that nobody knows, and columns without a meaning: a small word, a colour and a
// second address.
const ambiguous = "Bestellnr;Bestelldatum;Gesamtbetrag;Käufer E-Mail;Status;Wetter;Kanal;Zweite Mail\n" +
	"1;03/04/2023;12,50;anna@example.com;bezahlt;schön;web;a1@example.com\n2;05/04/2023;7,50;bernd@example.com;verräumt;trüb;web;b1@example.com\n" +
	"3;01/04/2023;8,00;clara@example.com;verräumt;trüb;web;c1@example.com\n4;04/04/2023;8,00;dora@example.com;bezahlt;schön;web;d1@example.com\n"

const ambiguousMapping = `{"Bestellnr":"order_no","Bestelldatum":"ordered_at","Gesamtbetrag":"amount","Käufer E-Mail":"email","Status":"status"}`

func (s *stand) look(t *testing.T, name string, text []byte) Inspection {
	t.Helper()
	status, body := s.sendFile("/api/imports/inspect", "file", name, text, s.as(auth.Operator))
	var found Inspection
	if err := json.Unmarshal([]byte(body), &found); err != nil || status != 200 {
		t.Fatalf("%d %s", status, body)
	}
	return found
}

func (s *stand) lookAgain(t *testing.T, upload, body string) Inspection {
	t.Helper()
	w := s.request("POST", "/api/imports/"+upload+"/inspect", body, s.as(auth.Operator))
	var found Inspection
	if err := json.Unmarshal(w.Body.Bytes(), &found); err != nil || w.Code != 200 {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	return found
}

func codes(found Inspection) string {
	all := []string{}
	for _, d := range found.Doubts {
		all = append(all, strings.TrimPrefix(d.Code, "import."))
	}
	slices.Sort(all)
	return strings.Join(all, " ")
}

func TestInspectAgain(t *testing.T) {
	s := furnishedEmpty(t)
	text, err := charmap.Windows1252.NewEncoder().Bytes([]byte(ambiguous))
	s.must(err)
	found := s.look(t, "bestellungen.csv", text)
	if found.Encoding != "windows-1252" || codes(found) != "dates_doubtful" || found.Doubts[0].Example != "03/04/2023" || !found.Slashed || found.Format.Dates != "" || found.Format.Decimal != "," || len(found.Encodings) < 10 {
		t.Errorf("first: %+v", found)
	}
	if fmt.Sprint(found.Words) != "[{verräumt 2}]" {
		t.Errorf("words %+v", found.Words)
	}
	if c := found.Columns; c[6].Sample[0] != "web" || strings.Contains(c[7].Sample[0], "a1@") || strings.Contains(c[3].Sample[0], "anna") || found.Rows[0][5] != "schön" || found.ShopName != "bestellungen" {
		t.Errorf("samples %+v", c)
	}
	for _, k := range found.Kinds {
		if k.ID == "orders" && (k.Mapping["Bestelldatum"] != "ordered_at" || k.Mapping["Gesamtbetrag"] != "amount") {
			t.Errorf("the guess is not offered: %v", k.Mapping)
		}
	}
	again := func(body string) Inspection { return s.lookAgain(t, found.Upload, body) }
	if got := again(`{"dates":"dmy","words":{"verräumt":"shipped"},"mapping":` + ambiguousMapping + `}`); codes(got) != "" || len(got.Words) != 0 || got.Format.Dates != "dmy" || got.Upload != found.Upload {
		t.Errorf("answered: %+v", got)
	}
	if got := again(`{"encoding":"macintosh"}`); got.Encoding != "macintosh" || got.Columns[3].Name == "Käufer E-Mail" {
		t.Errorf("in another encoding: %+v", got.Columns[3])
	}
	if got := again(`{"mapping":{"Bestellnr":"order_no","Nirgends":"email"}}`); got.Columns[0].Target != "order_no" || got.Columns[1].Target != "" || codes(got) != "" {
		t.Errorf("a mapping that does not suffice: %+v", got)
	}
	path := "/api/imports/" + found.Upload + "/inspect"
	s.play(t, []Scenario{
		{Name: "of nobody", Method: "POST", Path: path, Body: `{}`, WantStatus: 401},
		{Name: "who may not write", Method: "POST", Path: path, As: auth.Analyst, Body: `{}`, WantStatus: 403},
		{Name: "a file that is gone", Method: "POST", Path: "/api/imports/x/inspect", As: auth.Operator, Body: `{}`, WantStatus: 404, WantContains: []string{"upload.gone"}},
		{Name: "an order of dates that is none", Method: "POST", Path: path, As: auth.Operator, Body: `{"dates":"xyz"}`, WantStatus: 422, WantContains: []string{"import.dates"}},
		{Name: "an encoding that is none", Method: "POST", Path: path, As: auth.Operator, Body: `{"encoding":"elvish"}`, WantStatus: 422, WantContains: []string{"import.unknown_encoding"}},
		{Name: "a kind that is none", Method: "POST", Path: path, As: auth.Operator, Body: `{"kind":"dreams"}`, WantStatus: 422, WantContains: []string{"import.unknown_kind"}},
		{Name: "the file still waits", Method: "POST", Path: path, As: auth.Operator, Body: `{"dates":"mdy"}`, WantStatus: 200, WantContains: []string{`"doubts":[]`}},
	})
}

// Two doubts of one file are asked at once.
func TestInspectAsksEverythingAtOnce(t *testing.T) {
	s := furnishedEmpty(t)
	found := s.look(t, "x.csv", []byte("Order ID;Order Date;Order Total\n1;03/04/2023;1.234\n2;05/04/2023;2.345\n3;01/04/2023;3.456\n"))
	if codes(found) != "dates_doubtful decimal_doubtful" || found.Format.Decimal != "" {
		t.Errorf("%+v", found)
	}
	if got := s.lookAgain(t, found.Upload, `{"decimal":","}`); codes(got) != "dates_doubtful" {
		t.Errorf("%+v", got)
	}
}

// A file whose letters are in doubt waits for the answer.
func TestInspectEncodingInDoubt(t *testing.T) {
	s := furnishedEmpty(t)
	found := s.look(t, "x.csv", []byte("a;b\n1;x\xe9\xc0\xb1\n2;\xa4\xe2\xff\n"))
	if codes(found) != "encoding_doubtful" || len(found.Columns) != 0 || found.Upload == "" || found.Size == 0 || len(found.Doubts[0].Choices) == 0 || found.Doubts[0].Choices[0].Value == "" {
		t.Fatalf("%+v", found)
	}
	if got := s.lookAgain(t, found.Upload, `{"encoding":"windows-1252"}`); codes(got) != "" || len(got.Columns) != 2 || got.Encoding != "windows-1252" || len(got.Notes) == 0 {
		t.Errorf("%+v", got)
	}
}

// An import that refuses every row leaves the file, to be read in another way; its
// mapping is kept under its name although nothing came of it.
func TestImportThatRefusesAllKeepsTheFile(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		s := withRooms(t, db, testVault(t))
		found := s.look(t, "own.csv", []byte("No,When,Paid,Mail\n Report,,,\nA1,someday,1.00,sun@example.com\nA2,never,2.00,moon@example.com\n"))
		start := func(when, saved string) string {
			return `{"upload":"` + found.Upload + `","shop":"Own","preset":"","currency":"EUR","country":"AT","mapping":{"No":"order_no","` + when + `":"paid_at","Paid":"amount"},"save_as":"` + saved + `"}`
		}
		s.play(t, []Scenario{{Name: "start", Method: "POST", Path: "/api/imports", As: auth.Operator, Body: start("When", "bad"), WantStatus: 200}})
		s.server.Jobs.wg.Wait()
		s.play(t, []Scenario{
			{Name: "the batch", Method: "GET", Path: "/api/imports/1", As: auth.Analyst, WantStatus: 200, WantContains: []string{`"upload":"` + found.Upload, `"aside":false`}},
			{Name: "refused", Method: "GET", Path: "/api/imports/1/rejects?which=refused&reason=date_unreadable", As: auth.Analyst, WantStatus: 200, WantContains: []string{`"total":2`}},
			{Name: "set aside", Method: "GET", Path: "/api/imports/1/rejects?which=aside", As: auth.Analyst, WantStatus: 200, WantContains: []string{`"total":0`}},
			{Name: "of no reason", Method: "GET", Path: "/api/imports/1/rejects?reason=x", As: auth.Analyst, WantStatus: 200, WantContains: []string{`"total":0`, `"items":[]`}},
			{Name: "the file waits", Method: "POST", Path: "/api/imports/" + found.Upload + "/inspect", As: auth.Operator, Body: `{}`, WantStatus: 200},
			{Name: "a run that fails", Method: "POST", Path: "/api/imports", As: auth.Operator, Body: strings.Replace(start("When", "kept"), `"EUR"`, `"USD"`, 1), WantStatus: 200},
		})
		s.server.Jobs.wg.Wait()
		country, _, err := store.One(t.Context(), db, store.Compiled("test/country", "SELECT country FROM shop"), nil, func(r *store.Rows) (c string, err error) { return c, r.Scan(&c) })
		if err != nil || country != "AT" {
			t.Errorf("the country of the new shop: %q, %v", country, err)
		}
		s.play(t, []Scenario{
			{Name: "both mappings were kept", Method: "GET", Path: "/api/mappings", As: auth.Analyst, WantStatus: 200, WantContains: []string{`"name":"bad"`, `"name":"kept"`}},
		})
	}, roomSchemas...)
}
