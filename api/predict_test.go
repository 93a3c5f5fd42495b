package api

import (
	"fmt"
	"testing"

	"huike/auth"
	"huike/order/ordertest"
	"huike/store"
	"huike/store/storetest"
)

// regularsShop is 600 customers of two kinds over 300 days before 2024-03-01:
// a third buys every 30 days, two thirds bought once or twice.
func regularsShop() []ordertest.Order {
	var orders []ordertest.Order
	for c := range 600 {
		times, gap, province := 1+c%2, 60, "浙江"
		if c%3 == 0 {
			times, gap, province = 9, 30, "上海"
		}
		for k := range times {
			back := 295 - c%25 - k*gap
			orders = append(orders, ordertest.Order{Customer: int64(1000 + c), Day: noonDay(-back), Hour: 9 + c%12, Gross: float64(20 + c%7*10), Discount: float64(c % 5), Province: province})
		}
	}
	return orders
}

func noonDay(offset int) string { return noon.AddDate(0, 0, offset).Format("2006-01-02") }

func TestS1_44_PredictionsThroughTheDoor(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		ordertest.Put(t, db, regularsShop())
		s := withRooms(t, db, testVault(t))
		rule := `{"name":"%s","rule":{"all":[{"field":"%s","op":"ge","value":%d}]}}`
		s.play(t, []Scenario{
			{Name: "value", Method: "GET", Path: "/api/value?limit=3", As: auth.Analyst, WantStatus: 200,
				WantContains: []string{`"state":"ready"`, `"customers":600`, `"tenth":1`, `"currency":"CNY"`, `"top":[{"id":`, `"check":{"from":`}},
			{Name: "clusters", Method: "GET", Path: "/api/clusters?k=3", As: auth.Analyst, WantStatus: 200,
				WantContains: []string{`"state":"ready"`, `"basis":"model"`, `"k":3`, `"no":3`, `"trait":"recency_days"`}},
			{Name: "too many clusters", Method: "GET", Path: "/api/clusters?k=99", As: auth.Analyst, WantStatus: 422},
			{Name: "churn", Method: "GET", Path: "/api/churn", As: auth.Analyst, WantStatus: 200, WantContains: []string{`"state":"ready"`, `"customers":600`, `"horizon":120`}},
			{Name: "one customer", Method: "GET", Path: "/api/customers/1000/forecast", As: auth.Analyst, WantStatus: 200,
				WantContains: []string{`"state":"ready"`, `"known":true`, `"one":{"id":1000,"name":"`, `"occasions":9`, `"tenth":`, `"customers":600`, `"check":{"from":`, `"leaving":{"state":"ready","basis":"none","reason":"too_few_repeats","horizon":120`}},
			{Name: "nobody of that number", Method: "GET", Path: "/api/customers/999/forecast", As: auth.Analyst, WantStatus: 200,
				WantContains: []string{`"known":false`}, WantAbsent: []string{`"one":`, `"chance":`}},
			{Name: "without a key", Method: "GET", Path: "/api/customers/1000/forecast", WantStatus: 401},
			{Name: "a segment", Method: "POST", Path: "/api/segments", As: auth.Operator, Body: fmt.Sprintf(rule, "often", "occasions", 5), WantStatus: 200, WantContains: []string{`"id":1`}},
			{Name: "who are they", Method: "GET", Path: "/api/segments/1/tgi", As: auth.Analyst, WantStatus: 200,
				WantContains: []string{`"members":200`, `"customers":600`, `{"value":"上海","customers":200,"members":200,"share":1,"base":0.3333333333333333,"index":300,"sure":true}`}},
			{Name: "explain", Method: "GET", Path: "/api/segments/1/explain", As: auth.Analyst, WantStatus: 200,
				WantContains: []string{`"basis":"model"`, `"precision":1`, `"recall":1`, `"excluded":["occasions"]`}},
			{Name: "similar", Method: "GET", Path: "/api/segments/1/lookalike?limit=5", As: auth.Analyst, WantStatus: 200,
				WantContains: []string{`"method":"logistic"`, `"auc":`, `"alike":[{"id":`}},
			{Name: "save a cluster", Method: "POST", Path: "/api/predictions/segment", As: auth.Operator, Body: `{"name":"group 1","of":"cluster","k":3,"cluster":1}`, WantStatus: 200,
				WantContains: []string{`"kind":"list"`, `"name":"group 1"`}},
			{Name: "save a tenth", Method: "POST", Path: "/api/predictions/segment", As: auth.Operator, Body: `{"name":"best","of":"value","tenth":1}`, WantStatus: 200, WantContains: []string{`"kind":"list"`}},
			{Name: "save the alike", Method: "POST", Path: "/api/predictions/segment", As: auth.Operator, Body: `{"name":"alike","of":"alike","segment":1,"top":25}`, WantStatus: 200, WantContains: []string{`"size":25`}},
			{Name: "nobody", Method: "POST", Path: "/api/predictions/segment", As: auth.Operator, Body: `{"name":"none","of":"cluster","k":3,"cluster":9}`, WantStatus: 422, WantContains: []string{"predict.nobody"}},
			{Name: "an analyst saves nothing", Method: "POST", Path: "/api/predictions/segment", As: auth.Analyst, Body: `{"name":"x","of":"value","tenth":1}`, WantStatus: 403},
			{Name: "no such segment", Method: "GET", Path: "/api/segments/99/tgi", As: auth.Analyst, WantStatus: 404},
		})
	}, roomSchemas...)
}

// Of three customers nothing can be predicted, and every answer says why.
func TestPredictionsOfAFew(t *testing.T) {
	eachShop(t, func(t *testing.T, s *stand) {
		s.play(t, []Scenario{
			{Name: "value", Method: "GET", Path: "/api/value", As: auth.Analyst, WantStatus: 200, WantContains: []string{`"basis":"none"`, `"reason":"no_repeats"`, `"top":[]`}},
			{Name: "clusters", Method: "GET", Path: "/api/clusters", As: auth.Analyst, WantStatus: 200, WantContains: []string{`"basis":"none"`, `"reason":"too_few"`, `"groups":[]`}},
			{Name: "churn", Method: "GET", Path: "/api/churn", As: auth.Analyst, WantStatus: 200, WantContains: []string{`"basis":"none"`, `"reason":"too_few_repeats"`}},
			{Name: "one customer", Method: "GET", Path: "/api/customers/1/forecast", As: auth.Analyst, WantStatus: 200,
				WantContains: []string{`"basis":"none","reason":"no_repeats"`, `"known":false`, `"reason":"too_few_repeats"`}},
		})
	})
}
