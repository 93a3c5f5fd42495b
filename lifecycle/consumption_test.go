package lifecycle_test

import (
	"context"
	"fmt"
	"testing"

	"huike"
	"huike/feature"
	"huike/lifecycle"
	"huike/order/ordertest"
	"huike/store"
	"huike/store/storetest"
)

// change runs a statement of a test's own.
func change(t *testing.T, db store.DB, sql string, a store.Args) {
	t.Helper()
	err := db.Write(t.Context(), func(tx store.Tx) error {
		_, err := tx.Exec(context.Background(), store.Compiled("test/change", sql), a)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// describe gives a product a category and a brand.
func describe(t *testing.T, db store.DB, product, category, brand string) {
	t.Helper()
	change(t, db, `UPDATE product SET category = CAST(@category AS varchar), brand = CAST(@brand AS varchar) WHERE external_no = CAST(@product AS varchar)`,
		store.Args{"category": category, "brand": brand, "product": product})
}

// one is an order of some pieces of one product.
func one(customer int64, on huike.Day, product string, pieces int64) ordertest.Order {
	return ordertest.Order{Customer: customer, Day: on.String(), Gross: 10, Lines: []ordertest.Line{{Product: product, Quantity: pieces, Amount: 10}}}
}

// chains turns rows of (gap, pieces, bought again) into customers: each buys
// until a gap that is still open on the day.
func chains(rows [][3]int, asOf huike.Day, product string) []ordertest.Order {
	var open, closed [][3]int
	for _, r := range rows {
		if r[2] == 1 {
			closed = append(closed, r)
		} else {
			open = append(open, r)
		}
	}
	var orders []ordertest.Order
	for i, last := range open {
		on := asOf.Add(-last[0])
		orders = append(orders, one(int64(i+1), on, product, int64(last[1])))
		for k := i; k < len(closed); k += len(open) {
			on = on.Add(-closed[k][0])
			orders = append(orders, one(int64(i+1), on, product, int64(closed[k][1])))
		}
	}
	return orders
}

func goodsOf(t *testing.T, db store.DB, s feature.Scope) map[string]lifecycle.Goods {
	t.Helper()
	r, err := open(db).Resting(t.Context(), s, at)
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]lifecycle.Goods{}
	for _, g := range r.Goods {
		all[g.Name] = g
	}
	return all
}

// The vectors' purchases, from the orders through SQL to the period.
func TestConsumptionPeriodVectors(t *testing.T) {
	for id, want := range map[string]float64{"consumption-period-a": 31, "consumption-period-b": 45} {
		var v struct {
			Inputs   struct{ Rows [][3]int }
			Expected struct {
				Period float64 `json:"period_days_per_unit"`
				Share  float64 `json:"F_H"`
			}
		}
		vector(t, "02_repurchase.json", id, &v)
		if v.Expected.Period != want {
			t.Fatalf("%s: the file says %g", id, v.Expected.Period)
		}
		storetest.Each(t, func(t *testing.T, db store.DB) {
			ordertest.Put(t, db, chains(v.Inputs.Rows, day("2024-06-30"), "tea"))
			g := goodsOf(t, db, scope("2024-06-30"))["tea"]
			near(t, id, g.PeriodDays, want)
			near(t, id+" share", g.BackShare, v.Expected.Share)
			if g.Source != lifecycle.SourceShrunk || !g.ByQuantity {
				t.Errorf("%s: %+v", id, g)
			}
		}, lifecycle.Schema)
	}
}

// Eight repeats after 18 days among goods that last 30: the vector's 25.926.
func TestConsumptionPeriodShrinks(t *testing.T) {
	db := storetest.Open(t, store.DuckDB, lifecycle.Schema)
	asOf := day("2024-06-30")
	var orders []ordertest.Order
	for c := range int64(8) {
		orders = append(orders, one(c+1, asOf.Add(-30), "snack", 1), one(c+1, asOf.Add(-12), "snack", 1))
	}
	for c := range int64(400) {
		orders = append(orders, one(c+100, asOf.Add(-60), "tea", 1), one(c+100, asOf.Add(-30), "tea", 1))
	}
	ordertest.Put(t, db, orders)
	describe(t, db, "snack", "food", "")
	describe(t, db, "tea", "food", "")
	g := goodsOf(t, db, scope("2024-06-30"))
	near(t, "tea", g["tea"].PeriodDays, 30)
	if d := *g["snack"].PeriodDays; d < 25.926022 || d > 25.926023 || g["snack"].Source != lifecycle.SourceShrunk || g["tea"].Source != lifecycle.SourceLearned {
		t.Errorf("snack %g from %s, tea from %s; want 25.926022744", d, g["snack"].Source, g["tea"].Source)
	}
}

// Dog food for a week: out after a week and a half means pre-dormant. A mask set
// for a month: past it she slides.
func TestS3_05_DogFood_S3_06_Masks(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		asOf := day("2024-06-30")
		ordertest.Put(t, db, []ordertest.Order{
			one(1, asOf.Add(-7), "dog food", 1), one(2, asOf.Add(-10), "dog food", 1), one(3, asOf.Add(-11), "dog food", 1), one(4, asOf.Add(-15), "dog food", 1),
			one(5, asOf.Add(-30), "mask", 1), one(6, asOf.Add(-31), "mask", 1), one(7, asOf.Add(-46), "mask", 1), one(8, asOf.Add(-61), "mask", 1),
		})
		set(t, db, lifecycle.Setting{Level: lifecycle.LevelShop, DeliveryDays: ptr(0)},
			lifecycle.Setting{Level: lifecycle.LevelProduct, Name: "dog food", PeriodDays: ptr(7.)},
			lifecycle.Setting{Level: lifecycle.LevelProduct, Name: "mask", PeriodDays: ptr(30.)})
		expect(t, stateOf(t, db, scope("2024-06-30")), lifecycle.InUse, lifecycle.Due, lifecycle.PreDormant, lifecycle.Dormant1,
			lifecycle.InUse, lifecycle.Due, lifecycle.PreDormant, lifecycle.Dormant1)
	}, lifecycle.Schema)
}

// expect holds the states of customers 1, 2, 3 … against the wanted ones.
func expect(t *testing.T, have map[huike.CustomerID]lifecycle.Sleeper, want ...lifecycle.Dormancy) {
	t.Helper()
	for i, w := range want {
		if s := have[huike.CustomerID(i+1)]; s.State != w {
			t.Errorf("customer %d is %s, want %s: %+v", i+1, s.State, w, s.Use)
		}
	}
}

// Delivery, real use and the number of users move the day on which it runs out,
// and so does a customer's own pace.
func TestS3_03_Corrections(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		asOf := day("2024-06-30")
		orders := []ordertest.Order{one(1, asOf.Add(-20), "rice", 2), one(2, asOf.Add(-20), "oil", 1)}
		for _, ago := range []int{120, 80, 40} { // every 40 days, though it lasts 20
			orders = append(orders, one(3, asOf.Add(-ago), "salt", 1))
		}
		ordertest.Put(t, db, orders)
		set(t, db, lifecycle.Setting{Level: lifecycle.LevelProduct, Name: "rice", PeriodDays: ptr(10.), DeliveryDays: ptr(5), UseRate: ptr(.5)},
			lifecycle.Setting{Level: lifecycle.LevelProduct, Name: "oil", PeriodDays: ptr(30.), Users: ptr(3.)},
			lifecycle.Setting{Level: lifecycle.LevelProduct, Name: "salt", PeriodDays: ptr(20.), DeliveryDays: ptr(0)})
		have := stateOf(t, db, scope("2024-06-30"))
		// 2 × 10 days at half the use, 5 days on the way; 30 days shared by three, 3 on the way.
		if s := have[1]; s.State != lifecycle.InUse || s.DueDay != asOf.Add(-20+5+40) || s.RunsOut() != s.DueDay {
			t.Errorf("rice: %+v", s)
		}
		near(t, "oil", have[2].Use.Rho, 17./10)
		// Two gaps twice as long, weighed as two of four: 2^(2/4).
		if s := have[3]; s.Use.Pace < 1.41421 || s.Use.Pace > 1.41422 || s.State != lifecycle.Due {
			t.Errorf("salt: %+v", s)
		}
	}, lifecycle.Schema)
}

// Clothes: due when the season changes, dormant 30 days after, again after a year.
func TestS3_04_SeasonAndYear(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		ordertest.Put(t, db, []ordertest.Order{
			one(1, day("2024-03-02"), "coat", 1), one(2, day("2024-02-29"), "coat", 1), one(3, day("2023-09-25"), "coat", 1), one(4, day("2023-04-02"), "coat", 1),
		})
		describe(t, db, "coat", "women", "")
		fashion := lifecycle.ClassFashion
		set(t, db, lifecycle.Setting{Level: lifecycle.LevelCategory, Name: "women", Class: &fashion})
		f := func(asOf string, want ...lifecycle.Dormancy) {
			t.Helper()
			expect(t, stateOf(t, db, scope(asOf)), want...)
		}
		f("2024-03-31", lifecycle.InUse, lifecycle.Due, lifecycle.Due, lifecycle.Dormant1)           // 4: since 2023-10-01
		f("2024-04-01", lifecycle.InUse, lifecycle.Dormant1, lifecycle.Dormant1, lifecycle.Dormant2) // 4: 365 days
		set(t, db, lifecycle.Setting{Level: lifecycle.LevelCategory, Name: "women", Class: &fashion, SeasonDays: ptr("03-01,03-20"), GraceDays: ptr(5)})
		f("2024-03-20", lifecycle.Due, lifecycle.Dormant1, lifecycle.Dormant1, lifecycle.Dormant1)
	}, lifecycle.Schema)
}

// Tmall says a half or a whole month, Meituan one or three: each shop and
// category has its own points.
func TestS3_07_S2_02_DefinitionPerShopAndCategory(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		asOf := day("2024-06-30")
		at40 := one(1, asOf.Add(-40), "a", 3)
		at40.Shop = 1
		same := one(2, asOf.Add(-40), "b", 3)
		same.Shop = 2
		ordertest.Put(t, db, []ordertest.Order{at40, same, one(3, asOf.Add(-40), "c", 3)})
		describe(t, db, "c", "deals", "")
		no := false
		set(t, db,
			lifecycle.Setting{Shop: 1, Level: lifecycle.LevelShop, PeriodDays: ptr(15.), Bounds: &[3]float64{1, 1.5, 2}, ByQuantity: &no, DeliveryDays: ptr(0)},
			lifecycle.Setting{Shop: 2, Level: lifecycle.LevelShop, PeriodDays: ptr(30.), Bounds: &[3]float64{1, 2, 3}, ByQuantity: &no, DeliveryDays: ptr(0)},
			lifecycle.Setting{Shop: 1, Level: lifecycle.LevelCategory, Name: "deals", PeriodDays: ptr(60.)})
		expect(t, stateOf(t, db, feature.Scope{AsOf: asOf}), lifecycle.Dormant1, lifecycle.Due, lifecycle.InUse)
		if _, in := stateOf(t, db, feature.Scope{Shop: 1, AsOf: asOf})[2]; in {
			t.Error("a customer of the other shop is in this shop's list")
		}
	}, lifecycle.Schema)
}

// Four classes, four logics.
func TestS2_06_FourClasses(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		asOf := day("2024-06-30")
		ordertest.Put(t, db, []ordertest.Order{
			one(1, asOf.Add(-50), "soap", 2),
			one(2, asOf.Add(-200), "diaper S", 1), one(2, asOf.Add(-20), "diaper M", 1), one(2, asOf.Add(-110), "diaper S", 1),
			one(3, day("2024-02-01"), "dress", 1),
			one(4, asOf.Add(-400), "camera", 2),
		})
		for product, category := range map[string]string{"soap": "care", "diaper S": "baby", "diaper M": "baby", "dress": "women", "camera": "3C"} {
			describe(t, db, product, category, "")
		}
		class := func(category string, c lifecycle.Class, period *float64) lifecycle.Setting {
			return lifecycle.Setting{Level: lifecycle.LevelCategory, Name: category, Class: &c, PeriodDays: period, DeliveryDays: ptr(0)}
		}
		set(t, db, class("care", lifecycle.ClassFast, ptr(30.)), class("baby", lifecycle.ClassVertical, ptr(30.)),
			class("women", lifecycle.ClassFashion, nil), class("3C", lifecycle.ClassDurable, ptr(300.)))
		have := stateOf(t, db, scope("2024-06-30"))
		expect(t, have, lifecycle.InUse, lifecycle.InUse, lifecycle.Dormant1, lifecycle.Due)
		near(t, "two pieces of soap last twice as long", have[1].Use.Rho, 50./60)
		if u := have[2].Use; u.Goods != "baby" || u.Times != 3 {
			t.Errorf("the sizes of diapers stand for each other: %+v", u)
		}
		near(t, "two cameras last no longer than one", have[4].Use.Rho, 400./300)
	}, lifecycle.Schema)
}

// Food, clothes and a crib in one shop: every one by its own clock, the customer
// by what she still has; the food's day is still in the calendar.
func TestS2_07_MixedBasket(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		asOf := day("2024-06-30")
		mixed := one(1, asOf.Add(-15), "milk", 1)
		mixed.Lines = append(mixed.Lines, ordertest.Line{Product: "crib", Quantity: 1, Amount: 5})
		ordertest.Put(t, db, []ordertest.Order{mixed, one(2, asOf.Add(-50), "milk", 1)})
		durable := lifecycle.ClassDurable
		set(t, db, lifecycle.Setting{Level: lifecycle.LevelShop, DeliveryDays: ptr(0)},
			lifecycle.Setting{Level: lifecycle.LevelProduct, Name: "milk", PeriodDays: ptr(20.)},
			lifecycle.Setting{Level: lifecycle.LevelProduct, Name: "crib", Class: &durable, PeriodDays: ptr(900.)})
		have := stateOf(t, db, scope("2024-06-30"))
		expect(t, have, lifecycle.InUse, lifecycle.Dormant1)
		if s := have[1]; s.Use.Goods != "crib" || s.DueGoods != "milk" || s.DueDay != asOf.Add(5) {
			t.Errorf("the state is the crib's, what runs out next is the milk: %+v", s)
		}
		told := func(s lifecycle.Sleeper) string { return s.Reason(asOf).Sentence() + " " + s.NextOut(asOf).Sentence() }
		if have, want := told(have[1]), "Bought 1 × crib on 2024-06-15; it lasts 900 days, so there is some left until 2026-12-02. What runs out next is other goods: milk, on 2024-07-05."; have != want {
			t.Errorf("%s\nwant %s", have, want)
		}
		if next := have[2].NextOut(asOf); next.Code != "" {
			t.Errorf("with one kind of goods the day and the sentence speak of the same: %+v", next)
		}
		r, err := open(db).Resting(t.Context(), scope("2024-06-30"), at)
		if err != nil || len(r.Calendar) != 1 || r.Calendar[0].Day != asOf.Add(5) || r.Calendar[0].Customers != 1 {
			t.Errorf("calendar %+v, %v", r.Calendar, err)
		}
	}, lifecycle.Schema)
}

// Who buys twice as much comes back no later: then pieces do not count.
func TestPiecesCountWhereTheyLast(t *testing.T) {
	db := storetest.Open(t, store.DuckDB, lifecycle.Schema)
	asOf := day("2024-06-30")
	var orders []ordertest.Order
	for c := range int64(300) {
		pieces := 1 + c%3
		orders = append(orders, one(c+1, asOf.Add(-200), "gift", pieces), one(c+1, asOf.Add(-170+int(c%5)), "gift", 1))
		orders = append(orders, one(c+1, asOf.Add(-200), "food", pieces), one(c+1, asOf.Add(-200+20*int(pieces)+int(c%5)), "food", 1))
	}
	ordertest.Put(t, db, orders)
	describe(t, db, "gift", "gifts", "")
	describe(t, db, "food", "food", "")
	g := goodsOf(t, db, scope("2024-06-30"))
	if g["gift"].ByQuantity || !g["food"].ByQuantity {
		t.Errorf("gift by pieces: %v, food: %v; want false, true", g["gift"].ByQuantity, g["food"].ByQuantity)
	}
	if d := *g["food"].PeriodDays; d < 20 || d > 24 {
		t.Errorf("a piece of food lasts %g days", d)
	}
}

func TestSettingsAreChecked(t *testing.T) {
	db := storetest.Open(t, store.DuckDB, lifecycle.Schema)
	f := func(s lifecycle.Setting, code string) {
		t.Helper()
		if err := open(db).SetSettings(t.Context(), []lifecycle.Setting{s}, "王", at); huike.CodeOf(err) != code || huike.KindOf(err) != huike.Invalid {
			t.Errorf("%+v: %v, want %s", s, err, code)
		}
	}
	odd := lifecycle.Class("odd")
	f(lifecycle.Setting{Level: "house"}, "consumption.level")
	f(lifecycle.Setting{Level: lifecycle.LevelShop, Name: "x"}, "consumption.name")
	f(lifecycle.Setting{Level: lifecycle.LevelProduct}, "consumption.name")
	f(lifecycle.Setting{Level: lifecycle.LevelShop, Class: &odd}, "consumption.class")
	f(lifecycle.Setting{Level: lifecycle.LevelShop, PeriodDays: ptr(0.)}, "consumption.period")
	f(lifecycle.Setting{Level: lifecycle.LevelShop, Users: ptr(-1.)}, "consumption.use")
	f(lifecycle.Setting{Level: lifecycle.LevelShop, DeliveryDays: ptr(-1)}, "consumption.days")
	f(lifecycle.Setting{Level: lifecycle.LevelShop, Bounds: &[3]float64{2, 1, 3}}, "consumption.bounds")
	f(lifecycle.Setting{Level: lifecycle.LevelShop, SeasonDays: ptr("13-01")}, "consumption.season")
	set(t, db, lifecycle.Setting{Level: lifecycle.LevelShop, PeriodDays: ptr(9.), Bounds: &[3]float64{1, 2, 3}})
	set(t, db, lifecycle.Setting{Level: lifecycle.LevelShop, PeriodDays: ptr(8.)})
	all, err := open(db).Settings(t.Context())
	if err != nil || len(all) != 1 || *all[0].PeriodDays != 8 || all[0].Bounds != nil || all[0].Actor != "王" {
		t.Errorf("%s, %v", fmt.Sprint(all), err)
	}
}

// One product, one day, nobody: words and no numbers that are none.
func TestDormancyOfLittle(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		ordertest.PutShop(t, db, 1, "CNY")
		r, err := open(db).Resting(t.Context(), scope("2024-06-30"), at)
		if err != nil || r.Share() != nil || r.Known() != 0 {
			t.Errorf("nobody: %+v, %v", r, err)
		}
		ordertest.Put(t, db, []ordertest.Order{one(1, day("2024-06-30"), "tea", 1), one(2, day("2024-06-30"), "tea", 1), {Customer: 3, Day: "2024-06-30", Gross: 1}})
		have := stateOf(t, db, scope("2024-06-30"))
		expect(t, have, lifecycle.Unknown, lifecycle.Unknown, lifecycle.Unknown)
		if s := have[1]; s.Use.Rho != nil || s.Reason(day("2024-06-30")).Sentence() == "" || !s.RunsOut().IsZero() {
			t.Errorf("%+v", s)
		}
		r, err = open(db).Resting(t.Context(), scope("2024-06-30"), at)
		if err != nil || r.States[lifecycle.Unknown] != 3 || r.Share() != nil || r.Goods[0].Source != lifecycle.SourceUnknown || r.Goods[0].PeriodDays != nil {
			t.Errorf("one day: %+v, %v", r, err)
		}
		expect(t, stateOf(t, db, scope("2025-06-30")), lifecycle.Dormant2)
		if _, err := open(db).Foresee(t.Context(), scope("2024-07-20"), 30, at); huike.CodeOf(err) != "dormancy.too_few" {
			t.Errorf("a forecast from nothing: %v", err)
		}
	}, lifecycle.Schema)
}

// The calendar names the fifty goods that most run out of, and counts the others together.
func TestCalendarNamesTheMostDueGoods(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		asOf := day("2024-06-30")
		var orders []ordertest.Order
		var said []lifecycle.Setting
		for k := range lifecycle.MostDueGoods + 2 {
			goods := fmt.Sprintf("goods %02d", k)
			orders = append(orders, one(int64(k+1), asOf.Add(-15), goods, 1))
			said = append(said, lifecycle.Setting{Level: lifecycle.LevelProduct, Name: goods, PeriodDays: ptr(20.)})
		}
		ordertest.Put(t, db, append(orders, one(100, asOf.Add(-15), "goods 51", 1)))
		set(t, db, append(said, lifecycle.Setting{Level: lifecycle.LevelShop, DeliveryDays: ptr(0)})...)
		r, err := open(db).Resting(t.Context(), scope("2024-06-30"), at)
		if err != nil || len(r.DueGoods) != lifecycle.MostDueGoods || r.DueGoods[0].Name != "goods 51" || r.DueGoods[0].Customers != 2 {
			t.Fatalf("%v: %+v", err, r.DueGoods)
		}
		counted := map[int]int64{}
		for _, c := range r.Calendar {
			if c.Day != asOf.Add(5) {
				t.Errorf("%+v", c)
			}
			counted[c.GroupNo] += c.Customers
		}
		if len(r.Calendar) != lifecycle.MostDueGoods+1 || counted[lifecycle.OtherGoods] != 2 || counted[r.DueGoods[0].GroupNo] != 2 || counted[r.DueGoods[1].GroupNo] != 1 {
			t.Errorf("%d cells: %v", len(r.Calendar), counted)
		}
	}, lifecycle.Schema)
}
