package lifecycle_test

import (
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"huike"
	"huike/feature"
	"huike/lifecycle"
	"huike/order/ordertest"
	"huike/reference"
	"huike/store"
	"huike/store/storetest"

	"github.com/google/go-cmp/cmp"
)

func number(t testing.TB, s string) float64 {
	t.Helper()
	v, err := strconv.ParseFloat(s, 64)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// numbered gives every name a customer number.
func numbered() func(name string) int64 {
	known := map[string]int64{}
	return func(name string) int64 {
		if known[name] == 0 {
			known[name] = int64(len(known) + 1)
		}
		return known[name]
	}
}

func segments(t *testing.T, db store.DB, asOf, rule string) []lifecycle.Segment {
	t.Helper()
	r, err := lifecycle.FindRule(rule)
	if err != nil {
		t.Fatal(err)
	}
	have, err := open(db).Segments(t.Context(), scope(asOf), r, at)
	if err != nil {
		t.Fatal(err)
	}
	return have
}

// The segment table that the R package prints in its vignette "RFM -
// Introduction" for its own sample orders, analysed on 2006-12-31.
func TestS1_36_PackageRule(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		id := numbered()
		var orders []ordertest.Order
		reference.Table(t, reference.Path(t, "data", "rfm_r", "rfm_data_orders.csv"), func(row map[string]string) {
			orders = append(orders, ordertest.Order{Customer: id(row["customer_id"]), Day: row["order_date"], Gross: number(t, row["revenue"])})
		})
		ordertest.Put(t, db, orders)
		want := map[string]lifecycle.Segment{}
		reference.Table(t, reference.Path(t, "data", "rfm_r", "expected_segment_summary_vignette.csv"), func(row map[string]string) {
			want[row["s"]] = lifecycle.Segment{Segment: row["s"], Customers: int64(number(t, row["customers"])), Orders: int64(number(t, row["orders"])), NetMinor: int64(number(t, row["revenue"]) * 100)}
		})
		have := map[string]lifecycle.Segment{}
		for _, s := range segments(t, db, "2006-12-31", "r-package") {
			have[s.Segment] = s
		}
		if diff := cmp.Diff(want, have); diff != "" {
			t.Error(diff)
		}
	}, lifecycle.Schema)
}

// The eight tiers published with the orders of cn_orders (README.md of the
// reference data), as of 2019-07-01: buyers and yuan.
func TestS1_36_EightTiers(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		id := numbered()
		var orders []ordertest.Order
		reference.Table(t, reference.Path(t, "data", "cn_orders", "cn_rfm_orders.csv.gz"), func(row map[string]string) {
			o := ordertest.Order{Customer: id(row["买家昵称"]), Day: row["付款日期"][:10], Gross: number(t, row["实付金额"]), Province: row["省份"]}
			if strings.Contains(row["订单状态"], "退款成功") {
				o.Void, o.Refund = o.Day, o.Gross
			}
			orders = append(orders, o)
		})
		ordertest.Put(t, db, orders)
		want := [][2]int64{{756, 269230}, {360, 116665}, {450, 64075}, {185, 25803}, {5427, 981893}, {7338, 1338153}, {4224, 270869}, {6680, 444617}}
		var have [][2]int64
		orderCount := int64(0)
		for _, s := range segments(t, db, "2019-07-01", "eight-tiers") {
			have = append(have, [2]int64{s.Customers, int64(math.Round(float64(s.NetMinor) / 100))})
			orderCount += s.Orders
		}
		if diff := cmp.Diff(want, have); diff != "" {
			t.Error(diff)
		}
		if orderCount != 27793 {
			t.Errorf("%d orders, want 27793", orderCount)
		}
	}, lifecycle.Schema)
}

func TestS1_36_RankRule(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		ordertest.Put(t, db, shop())
		rfm, err := open(db).RFM(t.Context(), scope("2024-06-30"), at)
		if err != nil {
			t.Fatal(err)
		}
		// By rank-min among four: R 3,2,4,1; F within the year 4,2,2,1; M 2,2,4,1.
		if want := [5]int64{1, 1, 1, 1, 0}; rfm.R != want {
			t.Errorf("R %v, want %v", rfm.R, want)
		}
		cells := map[[2]int]int64{{3, 4}: 1, {2, 2}: 1, {4, 2}: 1, {1, 1}: 1}
		for _, c := range rfm.Cells {
			if c.Customers != cells[[2]int{c.R, c.F}] {
				t.Errorf("cell %+v, want %d customers", c, cells[[2]int{c.R, c.F}])
			}
		}
		have := map[string]int64{}
		for _, s := range segments(t, db, "2024-06-30", "rank") {
			if s.Customers > 0 {
				have[s.Segment] = s.Customers
			}
		}
		want := map[string]int64{"Potential Loyalist": 1, "Loyal Customers": 2, "Lost": 1}
		if diff := cmp.Diff(want, have); diff != "" {
			t.Error(diff)
		}
	}, lifecycle.Schema)
}

func TestRuleFiles(t *testing.T) {
	ok := `{"name":"mine","window_days":90,"r":{"value":"days","bins":3},"f":{"value":"orders","cap":2},"m":{"value":"gross","cuts":[10]},
		"segments":[{"name":"good","r":[2,3],"m":[2,2]},{"name":"rest"}]}`
	r, err := lifecycle.ParseRule([]byte(ok))
	if err != nil {
		t.Fatal(err)
	}
	again, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	if same, err := lifecycle.ParseRule(again); err != nil || cmp.Diff(r, same) != "" {
		t.Errorf("a rule that is written and read again differs: %v %s", err, cmp.Diff(r, same))
	}
	path := filepath.Join(t.TempDir(), "mine.json")
	if err := os.WriteFile(path, []byte(ok), 0o600); err != nil {
		t.Fatal(err)
	}
	db := storetest.Open(t, store.DuckDB, lifecycle.Schema)
	ordertest.Put(t, db, shop())
	have := segments(t, db, "2024-06-30", path)
	// Within 90 days: customer 1 with 2, 2 with 46, 3 with 0 days.
	want := []lifecycle.Segment{{Segment: "good", Customers: 2, Orders: 2, NetMinor: 6000}, {Segment: "rest", Customers: 1, Orders: 1, NetMinor: 3000}}
	if diff := cmp.Diff(want, have); diff != "" {
		t.Error(diff)
	}
	f := func(old, new, says string) {
		t.Helper()
		_, err := lifecycle.ParseRule([]byte(strings.Replace(ok, old, new, 1)))
		if huike.CodeOf(err) != "lifecycle.rule" || huike.KindOf(err) != huike.Invalid || !strings.Contains(huike.SentenceOf(err), says) {
			t.Errorf("with %s: %v", new, err)
		}
	}
	f(`"mine"`, `"rank"`, "name of its own")
	f(`90`, `-1`, "window_days is -1")
	f(`"days"`, `"hours"`, `r.value is "hours"`)
	f(`"bins":3`, `"bins":3,"cuts":[1]`, "exactly one")
	f(`"bins":3`, `"bins":1`, "2 to 100")
	f(`"bins":3`, `"bins":3,"method":"ntile"`, `"ntile"`)
	f(`"bins":3`, `"cap":3`, "only f")
	f(`[10]`, `[10,10]`, "grow")
	f(`[2,3]`, `[3,2]`, "from 3 to 2")
	f(`[2,3]`, `true`, "flags is not set")
	f(`"window_days"`, `"window"`, "rfm-rule.md")
	f(`{"name":"rest"}`, `{}`, "no name")
	f(`{"name":"rest"}]}`, `{"name":"rest"}]} {}`, "after the end")
	if _, err := lifecycle.FindRule("nowhere.json"); huike.CodeOf(err) != "lifecycle.rule_missing" {
		t.Error(err)
	}
}

// UCI Online Retail without cancellations, as of 2011-12-10: the published
// 4,338 customers of the clean set, by the bounds of S0-10.
func TestS0_10_OnlineRetail(t *testing.T) {
	db := storetest.Open(t, store.DuckDB, lifecycle.Schema)
	ordertest.Put(t, db, ordertest.OnlineRetail(t))
	b, err := open(db).Board(t.Context(), scope("2011-12-10"), huike.Day{}, at)
	if err != nil {
		t.Fatal(err)
	}
	want := []int64{464, 1587, 838, 354, 1021, 74}
	for i, s := range b.Stages {
		if s.Customers != want[i] {
			t.Errorf("%s %d, want %d", s.Stage, s.Customers, want[i])
		}
	}
	snapshot, err := feature.New(db).Ensure(t.Context(), scope("2011-12-10"), at)
	if err != nil || snapshot.Customers != 4338 || snapshot.ID != b.Snapshot.ID {
		t.Errorf("snapshot %+v, %v", snapshot, err)
	}
}
