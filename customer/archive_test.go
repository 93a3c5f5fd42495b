package customer_test

import (
	"testing"
	"time"

	"huike"
	"huike/customer"
	"huike/store"
	"huike/store/storetest"

	"github.com/google/go-cmp/cmp"
)

func TestS2_23_Archive(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		at := time.Date(2024, 3, 1, 8, 0, 0, 0, time.UTC)
		one := []customer.Newcomer{{ID: 1, FirstShop: 1}}
		err := db.Write(t.Context(), func(tx store.Tx) error {
			return customer.Enroll(t.Context(), tx, customer.Arrival{Batch: 1, At: at}, from(one))
		})
		if err != nil {
			t.Fatal(err)
		}
		c := customer.New(db, nil)
		day, age := huike.MustDay, 31.0
		set := func(id huike.CustomerID, traits ...customer.Trait) error {
			return c.SetTraits(t.Context(), id, traits, at)
		}
		for _, err := range []error{
			set(1, customer.Trait{Name: "age", Since: day("2024-01-05"), Number: &age, Source: "survey"},
				customer.Trait{Name: "psychology", Since: day("2024-01-05"), Text: "careful", Source: "agent"}),
			set(1, customer.Trait{Name: "psychology", Since: day("2024-02-01"), Text: "trusts us", Source: "agent"}),
			set(1, customer.Trait{Name: "psychology", Since: day("2024-02-01"), Text: "trusts us now", Source: "agent"}),
			set(1, customer.Trait{Name: "age", Since: day("2024-03-01"), Source: "agent"}),
		} {
			if err != nil {
				t.Fatal(err)
			}
		}
		f := func(asOf string, want ...customer.Trait) {
			t.Helper()
			have, err := c.Traits(t.Context(), 1, day(asOf))
			if diff := cmp.Diff(want, have, cmp.Comparer(func(a, b huike.Day) bool { return a == b })); diff != "" || err != nil {
				t.Errorf("as of %s: %v %s", asOf, err, diff)
			}
		}
		aged := customer.Trait{Name: "age", Since: day("2024-01-05"), Number: &age, Source: "survey"}
		f("2024-01-31", aged, customer.Trait{Name: "psychology", Since: day("2024-01-05"), Text: "careful", Source: "agent"})
		f("2024-02-01", aged, customer.Trait{Name: "psychology", Since: day("2024-02-01"), Text: "trusts us now", Source: "agent"})
		f("2024-03-01", customer.Trait{Name: "psychology", Since: day("2024-02-01"), Text: "trusts us now", Source: "agent"})
		if err := set(2, customer.Trait{Name: "age", Since: day("2024-01-05"), Number: &age}); huike.KindOf(err) != huike.NotFound {
			t.Errorf("nobody's age: %v", err)
		}
		if err := set(1, customer.Trait{Name: " age", Since: day("2024-01-05")}); huike.CodeOf(err) != "customer.trait_name" {
			t.Errorf("a blank before the name: %v", err)
		}
	}, customer.Schema)
}

func TestS0_09_OccupationByAddress(t *testing.T) {
	f := func(address, want string) {
		t.Helper()
		if have := customer.Occupation(address); have != want {
			t.Errorf("%s: %q, want %q", address, have, want)
		}
	}
	f("杭州市西湖区浙江大学玉泉校区32舍", customer.Student)
	f("北京市海淀区人民医院住院部", customer.Medical)
	f("深圳市宝安区福永镇电子厂A栋", customer.Factory)
	f("上海市浦东新区陆家嘴环球大厦2201", customer.Office)
	f("成都市武侯区税务局", customer.Public)
	f("广州市天河区阳光花园3栋2单元", customer.Household)
	f("12 Acme Co., Ltd, Industrial Road", customer.Office)
	f("", "")
	f("某路1号", "")
}
