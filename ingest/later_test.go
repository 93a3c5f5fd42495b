package ingest_test

import (
	"context"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"huike/ingest"
	"huike/store"
	"huike/store/storetest"
)

// seller writes an order report of one order: what the buyer paid 188.00 for,
// its state, and what was given back of it.
func seller(t *testing.T, status, refund string) string {
	t.Helper()
	return write(t, "orders.csv", strings.Join([]string{
		"订单编号,买家会员名,总金额,买家实际支付金额,订单状态,订单创建时间,订单付款时间,宝贝标题,宝贝种类,宝贝总数量,退款金额",
		"1000000000000001,测试买家01,188.00,188.00," + status + ",2015-11-11 00:03:21,2015-11-11 00:04:02,测试连衣裙,1,1," + refund, ""}, "\n"))
}

// What later reports say was given back is given back, and no older report takes it again.
func TestLaterReportsGiveMoneyBack(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		s := open(t, db)
		few, more, all, closed := seller(t, "交易成功", "20.00"), seller(t, "交易成功", "50.00"), seller(t, "交易成功", "188.00"), seller(t, "交易关闭", "188.00")
		f := func(name, path string, want ingest.Report, refunded, void int64) {
			t.Helper()
			got := s.load(t, path)
			want.Batch, want.Shop, want.Kind, want.Preset, want.Rows = got.Batch, got.Shop, "orders", "taobao-orders", 1
			if unlike(got, want) {
				t.Errorf("%s: %+v, want %+v", name, got, want)
			}
			n := s.numbers(t, `SELECT (SELECT CAST(sum(amount_minor) AS bigint) FROM refund), (SELECT count(*) FROM refund), count(void_day), CAST(sum(gross_minor) AS bigint) FROM orders`)
			if diff := cmp.Diff([]int64{refunded, 1, void, 18800}, n); diff != "" {
				t.Errorf("%s: refunded, refunds, void, gross: %s", name, diff)
			}
		}
		old, changed := ingest.Report{Duplicates: 1}, ingest.Report{Changed: 1}
		f("first", few, ingest.Report{Orders: 1, Lines: 1, Customers: 1, Refunds: 1}, 2000, 0)
		f("first again", few, old, 2000, 0)
		f("more", more, changed, 5000, 0)
		f("more again", more, old, 5000, 0)
		f("the first after more", few, old, 5000, 0)
		f("everything", all, changed, 18800, 1)
		f("more after everything", more, old, 18800, 1)
		f("closed", closed, changed, 18800, 1)
		f("closed again", closed, old, 18800, 1)
		f("everything after closed", all, old, 18800, 1)
		f("the first after closed", few, old, 18800, 1)
	}, ingest.Schema)
}

// An order whose first report hides the buyer becomes hers when a later one names her.
func TestLaterReportNamesTheBuyer(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		s := open(t, db)
		hidden := seller(t, "交易成功", "20.00")
		text := strings.ReplaceAll(content(t, hidden), "测试买家01", "测**1")
		hidden = write(t, "hidden.csv", text)
		named := seller(t, "交易成功", "20.00")
		f := func(path string, want ingest.Report, owned int64) {
			t.Helper()
			got := s.load(t, path)
			want.Batch, want.Shop, want.Kind, want.Preset, want.Rows = got.Batch, got.Shop, "orders", "taobao-orders", 1
			if unlike(got, want) {
				t.Errorf("%+v, want %+v", got, want)
			}
			n := s.numbers(t, `SELECT (SELECT count(*) FROM orders WHERE customer_id = 1), (SELECT count(*) FROM order_line WHERE customer_id = 1), (SELECT count(*) FROM refund WHERE customer_id = 1),
				(SELECT count(*) FROM orders), (SELECT count(*) FROM order_line), (SELECT count(*) FROM refund)`)
			if diff := cmp.Diff([]int64{owned, owned, owned, 1, 1, 1}, n); diff != "" {
				t.Errorf("hers and all orders, lines, refunds: %s", diff)
			}
		}
		f(hidden, ingest.Report{Orders: 1, Lines: 1, Refunds: 1, Keyless: 1}, 0)
		f(named, ingest.Report{Changed: 1, Customers: 1}, 1)
		f(named, ingest.Report{Duplicates: 1}, 1)
		f(hidden, ingest.Report{Duplicates: 1}, 1)
	}, ingest.Schema)
}

// A later report fills in what was not known of the buyer, and changes nothing else.
func TestLaterReportCompletesTheBuyer(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		s := open(t, db)
		f := func(number, name, address string, want ...string) {
			t.Helper()
			s.load(t, write(t, "orders.csv", strings.Join([]string{
				"订单编号,买家会员名,买家实际支付金额,订单状态,订单创建时间,订单付款时间,收货人姓名,收货地址,宝贝标题,宝贝种类,宝贝总数量,退款金额",
				number + ",测试买家01,188.00,交易成功,2015-11-11 00:03:21,2015-11-11 00:04:02," + name + "," + address + ",测试连衣裙,1,1,0", ""}, "\n")))
			p, err := s.people.Profile(t.Context(), 1)
			if diff := cmp.Diff(want, []string{p.Name, p.Province, p.City}); diff != "" || err != nil {
				t.Errorf("name, province, city: %s %v", diff, err)
			}
		}
		f("1000000000000001", "测*", "", "", "", "")
		f("1000000000000002", "", "江苏省 南京市 建邺区", "", "江苏省", "南京市")
		f("1000000000000001", "测试甲", "上海 上海市 黄浦区", "测试甲", "江苏省", "南京市")
		f("1000000000000003", "测试乙", "", "测试甲", "江苏省", "南京市")
	}, ingest.Schema)
}

// An import that ends early leaves no empty shop behind.
func TestCancelledImportLeavesNoShop(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		s := open(t, db)
		path := seller(t, "交易成功", "0")
		ctx, cancel := context.WithCancel(t.Context())
		_, err := s.in.Load(ctx, ingest.Request{Path: path, At: noon, Actor: "test", Progress: func(p ingest.Progress) {
			if p.Phase == "storing" {
				cancel()
			}
		}})
		if err == nil {
			t.Fatal("the import went on")
		}
		if shops, err := s.orders.Shops(t.Context()); len(shops) != 0 || err != nil {
			t.Errorf("shops: %+v, %v", shops, err)
		}
		if got := s.load(t, path); got.Orders != 1 {
			t.Errorf("again: %+v", got)
		}
		if shops, err := s.orders.Shops(t.Context()); len(shops) != 1 || err != nil {
			t.Errorf("shops: %+v, %v", shops, err)
		}
	}, ingest.Schema)
}

func content(t *testing.T, path string) string {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}
