package api

import (
	"encoding/json"
	"fmt"
	"testing"

	"huike/auth"
	"huike/lifecycle"
	"huike/order/ordertest"
	"huike/store"
	"huike/store/storetest"
)

// Every cell of the life cycle by a second level means, as a rule, as many
// customers as it counts, those of whom nothing is known included.
func TestS1_62_CellsMeanTheirCustomers(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		orders := regularsShop()
		for i := range orders {
			if i%4 == 0 {
				orders[i].Province = ""
			}
			orders[i].Lines = []ordertest.Line{{Product: fmt.Sprint("p", i%5), Amount: orders[i].Gross}}
		}
		ordertest.Put(t, db, orders)
		ordertest.PutProducts(t, db, []ordertest.Product{{No: "p0", Category: "tea", Brand: "one"}, {No: "p1", Category: "cup", Brand: "two"}})
		s := withRooms(t, db, testVault(t))
		for _, by := range lifecycle.Attributes {
			w := s.request("GET", "/api/segments/stages?by="+by, "", s.as(auth.Analyst))
			var split StageSplit
			if err := json.Unmarshal(w.Body.Bytes(), &split); err != nil || w.Code != 200 || len(split.Parts) == 0 {
				t.Fatalf("%s: %d %s", by, w.Code, w.Body)
			}
			total := int64(0)
			for _, p := range split.Parts {
				total += p.Customers
				if p.Rule == nil {
					continue
				}
				w := s.request("POST", "/api/segments/preview", fmt.Sprintf(`{"rule":%s}`, *p.Rule), s.as(auth.Analyst))
				var preview struct{ Count int64 }
				if err := json.Unmarshal(w.Body.Bytes(), &preview); err != nil || preview.Count != p.Customers {
					t.Errorf("%s, %s %q: the rule means %d of %d: %s", by, p.Stage, p.Value, preview.Count, p.Customers, w.Body)
				}
			}
			if !split.Several && total != 600 {
				t.Errorf("%s parts %d customers of 600", by, total)
			}
		}
	}, roomSchemas...)
}
