package ingest_test

import (
	"context"
	"encoding/csv"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"huike"
	"huike/ingest"
	"huike/store"
	"huike/store/storetest"
)

// platform is what a fixture comes to, worked out by hand. Money is in minor
// units. An order is written "state day gross returned", and "void" behind where
// it is no purchase.
type platform struct {
	file, preset, as                         string // as: "", gbk, xlsx
	rows, orders, lines, customers, rejected int64
	keyless                                  int64
	aside                                    int64 // rows that are no orders: descriptions of the columns, last lines
	gross, returned                          int64
	state                                    map[string]string
}

// sums adds up what the orders say, so that the table does not contradict itself.
func (p platform) sums(t *testing.T) (gross, returned int64) {
	t.Helper()
	for no, told := range p.state {
		words := strings.Fields(told)
		if len(words) < 4 {
			t.Fatalf("%s %s: %q", p.file, no, told)
		}
		gross += number(t, words[2])
		returned += number(t, words[3])
	}
	return gross, returned
}

func number(t *testing.T, s string) (n int64) {
	t.Helper()
	for _, r := range s {
		if r < '0' || r > '9' {
			t.Fatalf("%q is no number", s)
		}
		n = 10*n + int64(r-'0')
	}
	return n
}

var platforms = []platform{
	{
		// Amounts of the order repeat; 结算金额 has what was paid from the balance.
		file: "jd_orders.csv", preset: "jd-orders", as: "gbk", rows: 6, orders: 5, lines: 6, customers: 4, gross: 34500,
		state: map[string]string{
			"81000000001": "finished 2023-03-01 10900 0", "81000000002": "shipped 2023-03-02 5900 0", "81000000003": "paid 2023-03-03 3000 0",
			"81000000004": "unpaid 2023-03-04 5900 0", "81000000005": "closed 2023-03-05 8800 0 void",
		},
	},
	{
		// The third and the sixth have no time: the number begins with the day.
		file: "pdd_orders.csv", preset: "pdd-orders", rows: 7, orders: 7, lines: 7, keyless: 7, gross: 16090, returned: 8000,
		state: map[string]string{
			"230501-100000000000001": "finished 2023-05-01 3300 0", "230501-100000000000002": "shipped 2023-05-01 2300 0", "230502-100000000000003": "paid 2023-05-02 1500 0",
			"230502-100000000000004": "closed 2023-05-02 5000 5000 void", "230502-100000000000005": "closed 2023-05-02 1200 1200 void",
			"230503-100000000000006": "closed 2023-05-03 990 0 void", "230503-100000000000007": "finished 2023-05-03 1800 1800 void",
		},
	},
	{
		// A row that was given back leaves the order to the others; a gift that was called off is no refund.
		file: "douyin_orders.csv", preset: "douyin-orders", rows: 7, orders: 5, lines: 7, keyless: 5, gross: 13170, returned: 5500,
		state: map[string]string{
			"6900000000000000001": "finished 2023-09-22 4890 2000", "6900000000000000002": "shipped 2023-09-23 1590 0", "6900000000000000003": "unpaid 2023-09-24 990 0",
			"6900000000000000004": "closed 2023-09-25 3500 3500 void", "6900000000000000005": "paid 2023-09-26 2200 0",
		},
	},
	{
		// No paid amount: goods and postage less the discount.
		file: "youzan_orders.csv", preset: "youzan-orders", as: "gbk", rows: 5, orders: 5, lines: 6, customers: 4, gross: 27300,
		state: map[string]string{
			"E20230601090000000001": "finished 2023-06-01 10500 0", "E20230602090000000002": "paid 2023-06-02 5000 0", "E20230603090000000003": "shipped 2023-06-03 3800 0",
			"E20230604090000000004": "unpaid 2023-06-04 2000 0", "E20230605090000000005": "closed 2023-06-05 6000 0",
		},
	},
	{
		// What is of the order stands on its first row alone, the number, too.
		file: "alibaba_orders.csv", preset: "1688-orders", as: "xlsx", rows: 6, orders: 5, lines: 6, customers: 3, gross: 59500,
		state: map[string]string{
			"3300000000000000001": "finished 2023-07-01 30500 0", "3300000000000000002": "paid 2023-07-02 5000 0", "3300000000000000003": "unpaid 2023-07-03 10000 0",
			"3300000000000000004": "closed 2023-07-04 8000 0 void", "3300000000000000005": "shipped 2023-07-05 6000 0",
		},
	},
	{
		// Two products in one cell; the days are the seller's pages', in Los Angeles.
		file: "aliexpress_orders.csv", preset: "aliexpress-orders", as: "xlsx", rows: 5, orders: 5, lines: 6, customers: 3, gross: 9550,
		state: map[string]string{
			"8100000000000001": "finished 2023-08-01 2550 0", "8100000000000002": "paid 2023-08-02 1000 0", "8100000000000003": "unpaid 2023-08-03 800 0",
			"8100000000000004": "closed 2023-08-04 1200 0 void", "8100000000000005": "shipped 2023-08-05 4000 0",
		},
	},
	{
		// 19.98 for two pieces, 5.00 less 1.00; cancelled rows have neither pieces nor price.
		file: "amazon_orders.txt", preset: "amazon-orders", rows: 7, orders: 5, lines: 5, keyless: 5, gross: 7298,
		state: map[string]string{
			"111-0000001-0000001": "shipped 2023-09-01 2398 0", "111-0000002-0000002": "unpaid 2023-09-02 700 0", "111-0000003-0000003": "closed 2023-09-03 0 0 void",
			"111-0000004-0000004": "shipped 2023-09-04 3000 0", "111-0000005-0000005": "paid 2023-09-05 1200 0",
		},
	},
	{
		// Times have their offset; the day is the one written.
		file: "amazon_report.txt", preset: "amazon-report", rows: 4, orders: 3, lines: 4, customers: 2, gross: 4250,
		state: map[string]string{
			"112-0000001-0000001": "paid 2023-10-01 1450 0", "112-0000002-0000002": "paid 2023-10-02 800 0", "112-0000003-0000003": "paid 2023-10-03 2000 0",
		},
	},
	{
		// The second order has a row for its total and two for its products.
		file: "ebay_orders.csv", preset: "ebay-orders", rows: 6, orders: 4, lines: 5, customers: 4, aside: 2, gross: 127299,
		state: map[string]string{
			"01-00001-00001": "paid 2023-01-05 120000 0", "01-00001-00002": "paid 2023-01-07 4500 0", "01-00001-00003": "unpaid 2023-01-08 1500 0", "01-00001-00004": "paid 2022-12-31 1299 0",
		},
	},
	{
		// Item Total less the row's discount; postage is not among the goods.
		file: "etsy_items.csv", preset: "etsy-items", rows: 5, orders: 4, lines: 5, customers: 3, gross: 6400,
		state: map[string]string{
			"9001": "paid 2022-12-08 2300 0", "9002": "paid 2022-12-31 300 0", "9003": "paid 2023-01-15 3000 0", "9004": "unpaid 2023-02-03 800 0",
		},
	},
	{
		file: "etsy_orders.csv", preset: "etsy-orders", rows: 4, orders: 4, customers: 3, gross: 7462,
		state: map[string]string{
			"9001": "finished 2022-12-08 2912 0", "9002": "paid 2022-12-31 350 0", "9003": "paid 2023-01-15 3400 0", "9004": "unpaid 2023-02-03 800 0",
		},
	},
	{
		// 15/03/2023 proves that days come first; the refund of the order repeats on its rows.
		file: "tiktok_orders.csv", preset: "tiktok-orders", rows: 6, orders: 5, lines: 6, customers: 4, aside: 1, gross: 9600, returned: 3700,
		state: map[string]string{
			"5760000000000000001": "finished 2023-03-15 3500 1200", "5760000000000000002": "shipped 2023-03-05 1800 0", "5760000000000000003": "paid 2023-03-06 900 0",
			"5760000000000000004": "closed 2023-03-07 900 0", "5760000000000000005": "finished 2023-03-08 2500 2500 void",
		},
	},
	{
		file: "woo_analytics.csv", preset: "woocommerce-analytics", rows: 4, orders: 4, lines: 5, keyless: 4, gross: 4300,
		state: map[string]string{
			"501": "finished 2023-04-01 2500 0", "502": "paid 2023-04-02 1000 0", "503": "closed 2023-04-03 0 0 void", "504": "unpaid 2023-04-04 800 0",
		},
	},
	{
		file: "woo_items.csv", preset: "woocommerce-items", rows: 6, orders: 5, lines: 6, customers: 4, gross: 7600, returned: 2700,
		state: map[string]string{
			"601": "finished 2023-04-01 3700 1200", "602": "paid 2023-04-02 1000 0", "603": "closed 2023-04-03 800 0 void", "604": "unpaid 2023-04-04 600 0", "605": "closed 2023-04-05 1500 1500 void",
		},
	},
	{
		// Customer 0 is any guest: the address tells them apart.
		file: "woo_orders.csv", preset: "woocommerce-orders", rows: 4, orders: 4, lines: 5, customers: 3, gross: 7400, returned: 500,
		state: map[string]string{
			"#701": "finished 2023-04-01 3000 0", "#702": "paid 2023-04-02 1500 0", "#703": "closed 2023-04-03 900 0 void", "#704": "finished 2023-04-04 2000 500",
		},
	},
	{
		file: "woo_webtoffee.csv", preset: "woocommerce-orders", rows: 2, orders: 2, lines: 3, customers: 2, gross: 5000,
		state: map[string]string{"801": "finished 2023-05-01 3000 0", "802": "unpaid 2023-05-02 2000 0"},
	},
	{
		file: "magento_orders.csv", preset: "magento-orders", rows: 6, orders: 6, customers: 4, gross: 144000, returned: 7500,
		state: map[string]string{
			"000000001": "finished 2023-01-05 120000 0", "000000002": "paid 2023-02-10 10000 2500", "000000003": "unpaid 2023-03-12 3000 0",
			"000000004": "closed 2023-04-03 5000 5000 void", "000000005": "closed 2023-05-04 2000 0 void", "000000006": "unpaid 2023-06-06 4000 0",
		},
	},
	{
		// Day and time stand in two columns.
		file: "bigcommerce_orders.csv", preset: "bigcommerce-orders", rows: 6, orders: 6, lines: 7, customers: 3, gross: 12000, returned: 2000,
		state: map[string]string{
			"101": "finished 2023-01-05 3000 0", "102": "paid 2023-02-10 2000 0", "103": "finished 2023-03-11 4000 1000", "104": "closed 2023-03-12 1000 1000 void",
			"105": "unpaid 2023-03-13 1000 0", "106": "closed 2023-04-14 1000 0 void",
		},
	},
	{
		// What is called Total repeats; the refund that was approved gives the row back.
		file: "shopee_orders.csv", preset: "shopee-orders", as: "xlsx", rows: 6, orders: 5, lines: 6, customers: 4, gross: 9000, returned: 2500,
		state: map[string]string{
			"230301AAAAAAA1": "finished 2023-03-01 3500 0", "230302AAAAAAA2": "shipped 2023-03-02 1000 0", "230303AAAAAAA3": "paid 2023-03-03 1000 0",
			"230304AAAAAAA4": "closed 2023-03-04 1000 0", "230305AAAAAAA5": "finished 2023-03-05 2500 2500 void",
		},
	},
	{
		// 1.125.000 are a million rupiah and more.
		file: "shopee_id_orders.csv", preset: "shopee-id-orders", as: "xlsx", rows: 4, orders: 4, lines: 4, customers: 3, gross: 161450000,
		state: map[string]string{
			"230301BBBBBBB1": "finished 2023-03-01 26500000 0", "230302BBBBBBB2": "paid 2023-03-02 112500000 0", "230303BBBBBBB3": "closed 2023-03-03 12500000 0", "230304BBBBBBB4": "unpaid 2023-03-04 9950000 0",
		},
	},
	{
		// A row for each piece, with its own state: one of two came back.
		file: "lazada_orders.csv", preset: "lazada-orders", rows: 6, orders: 5, lines: 6, customers: 3, gross: 7400, returned: 1000,
		state: map[string]string{
			"500000000000001": "finished 2023-03-15 2000 1000", "500000000000002": "shipped 2023-04-05 3000 0", "500000000000003": "paid 2023-04-06 800 0",
			"500000000000004": "closed 2023-04-07 800 0 void", "500000000000005": "unpaid 2023-04-08 800 0",
		},
	},
	{
		file: "squarespace_orders.csv", preset: "squarespace", rows: 5, orders: 4, lines: 5, customers: 3, gross: 11000, returned: 2500,
		state: map[string]string{
			"00001": "paid 2023-07-25 4000 0", "00002": "paid 2023-08-04 3000 500", "00003": "closed 2023-08-05 2000 2000 void", "00004": "unpaid 2023-08-06 2000 0",
		},
	},
}

// Every platform's orders come in from their headers alone, without a word more.
func TestPlatforms(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		s := open(t, db)
		for _, p := range platforms {
			t.Run(p.file, func(t *testing.T) { s.platform(t, p) })
		}
	}, ingest.Schema)
}

func (s *shop) platform(t *testing.T, p platform) {
	gross, returned := p.sums(t)
	if gross != p.gross || returned != p.returned || int64(len(p.state)) != p.orders {
		t.Errorf("the table contradicts itself: %d orders, gross %d, returned %d", len(p.state), gross, returned)
	}
	before := s.numbers(t, `SELECT count(*) FROM customer`)[0]
	got := s.load(t, p.path(t), func(r *ingest.Request) { r.Shop.Name = p.file })
	if got.Preset != p.preset || got.Rows != p.rows+p.aside || got.SetAside != p.aside || got.Orders != p.orders || got.Lines != p.lines || got.Rejected != p.rejected || got.Keyless != p.keyless {
		t.Errorf("%+v, want %+v; refused: %v", got, p, s.reasons(t, got.Batch))
	}
	// The same addresses are in several fixtures and name the same people.
	if met := s.buyersOf(t, got.Shop); met != p.customers {
		t.Errorf("%d customers, %d of them new, want %d", met, s.numbers(t, `SELECT count(*) FROM customer`)[0]-before, p.customers)
	}
	if diff := cmp.Diff(p.state, s.states(t, got.Shop)); diff != "" {
		t.Error(diff)
	}
	again := s.load(t, p.path(t), func(r *ingest.Request) { r.Shop.Name = p.file })
	if again.Orders+again.Changed+again.Lines+again.Refunds+again.Customers != 0 {
		t.Errorf("again: %+v", again)
	}
}

func (p platform) path(t *testing.T) string {
	t.Helper()
	switch p.as {
	case "gbk":
		return gbk(t, p.file)
	case "xlsx":
		return workbook(t, p.file)
	}
	return filepath.Join("testdata", p.file)
}

func (s *shop) buyersOf(t *testing.T, of huike.ShopID) int64 {
	t.Helper()
	return s.texts(t, of, `SELECT CAST(count(DISTINCT customer_id) AS varchar) FROM orders WHERE customer_id > 0 AND shop_id = @shop`)[0]
}

func (s *shop) texts(t *testing.T, of huike.ShopID, sql string) []int64 {
	t.Helper()
	var all []int64
	for _, line := range s.lines(t, of, sql) {
		all = append(all, number(t, line))
	}
	return all
}

// lines asks for one column of text.
func (s *shop) lines(t *testing.T, of huike.ShopID, sql string) []string {
	t.Helper()
	all, err := store.All(context.Background(), s.db, store.Compiled("test", sql), store.Args{"shop": of}, func(r *store.Rows) (line string, err error) { return line, r.Scan(&line) })
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// states are the orders of a shop as the table of platforms writes them.
func (s *shop) states(t *testing.T, of huike.ShopID) map[string]string {
	t.Helper()
	all := map[string]string{}
	for _, line := range s.lines(t, of, `SELECT external_no || '|' || status || ' ' || CAST(local_day AS varchar) || ' ' || CAST(gross_minor AS varchar) || ' ' || CAST(coalesce(returned_minor, 0) AS varchar)
		|| CASE WHEN void_day IS NOT NULL THEN ' void' ELSE '' END FROM orders WHERE shop_id = @shop`) {
		no, told, _ := strings.Cut(line, "|")
		all[no] = told
	}
	return all
}

// The four files of Olist: who is who first, then the orders, their lines and
// what was paid.
func TestOlistFiles(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		s := open(t, db)
		shop := func(r *ingest.Request) {
			r.Shop.Name, r.Shop.Currency, r.Shop.TimeZone = "olist", "BRL", "America/Sao_Paulo"
		}
		f := func(file, preset string, rows, orders, lines, customers int64) huike.ShopID {
			t.Helper()
			got := s.load(t, filepath.Join("testdata", file), shop)
			if got.Preset != preset || got.Rows != rows || got.Orders != orders || got.Lines != lines || got.Customers != customers || got.Rejected != 0 {
				t.Errorf("%s: %+v %v", file, got, s.reasons(t, got.Batch))
			}
			return got.Shop
		}
		// Four customer numbers, a new one for each order, are three people.
		f("olist_customers.csv", "olist-customers", 4, 0, 0, 3)
		of := f("olist_orders.csv", "olist-orders", 4, 4, 0, 0)
		f("olist_items.csv", "olist-items", 4, 0, 4, 0)
		f("olist_payments.csv", "olist-payments", 4, 0, 0, 0)
		want := map[string]string{
			// 57.42 by card and 20.00 by voucher for 2 · (29.99 + 8.72).
			"o0000000000000000000000000000001": "finished 2017-10-02 7742 0", "o0000000000000000000000000000002": "shipped 2017-11-18 7220 0",
			"o0000000000000000000000000000003": "closed 2018-02-13 2862 0 void", "o0000000000000000000000000000004": "unpaid 2018-03-01 0 0",
		}
		if diff := cmp.Diff(want, s.states(t, of)); diff != "" {
			t.Error(diff)
		}
	}, ingest.Schema)
}

// The order report of Etsy tells the money, the items the lines, in either order.
func TestEtsyFilesTogether(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		s := open(t, db)
		want := map[string]string{"9001": "finished 2022-12-08 2912 0", "9002": "paid 2022-12-31 350 0", "9003": "paid 2023-01-15 3400 0", "9004": "unpaid 2023-02-03 800 0"}
		for _, files := range [][]string{{"etsy_orders.csv", "etsy_items.csv"}, {"etsy_items.csv", "etsy_orders.csv"}} {
			var of huike.ShopID
			var lines int64
			for _, file := range files {
				got := s.load(t, filepath.Join("testdata", file), func(r *ingest.Request) { r.Shop.Name = files[0] })
				of, lines = got.Shop, lines+got.Lines
			}
			if diff := cmp.Diff(want, s.states(t, of)); diff != "" || lines != 5 {
				t.Errorf("%v: %d lines, %s", files, lines, diff)
			}
		}
	}, ingest.Schema)
}

// Contacts come in as attributes with what they agreed to.
func TestContactFiles(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		s := open(t, db)
		f := func(file, preset string, rows, customers int64) {
			t.Helper()
			got := s.load(t, filepath.Join("testdata", file), func(r *ingest.Request) { r.Shop.Name = "contacts" })
			if got.Kind != "traits" || got.Preset != preset || got.Rows != rows || got.Customers != customers || got.Rejected != 0 {
				t.Errorf("%s: %+v %v", file, got, s.reasons(t, got.Batch))
			}
		}
		f("shopify_customers.csv", "shopify-customers", 3, 3)
		f("mailchimp_subscribed.csv", "mailchimp", 2, 0)
		f("mailchimp_unsubscribed.csv", "mailchimp", 1, 1)
		f("mailchimp_cleaned.csv", "mailchimp", 1, 1)
		f("klaviyo.csv", "klaviyo", 3, 0)
		// Neither names, notes nor what the sender measured are kept as attributes.
		names := s.lines(t, 0, `SELECT DISTINCT name FROM told WHERE @shop = 0`)
		if slices.ContainsFunc(names, func(n string) bool {
			return slices.Contains([]string{"first name", "last name", "note", "notes", "optin_ip", "confirm_ip", "latitude", "total spent"}, n)
		}) {
			t.Errorf("attributes: %v", names)
		}
	}, ingest.Schema)
}

// AliExpress gives real spreadsheets: numbers are numbers and times are serial
// days.
func TestAliExpressWithTypedCells(t *testing.T) {
	rows, err := csv.NewReader(strings.NewReader(fixture(t, "aliexpress_orders.csv"))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	book := excelize.NewFile()
	defer book.Close()
	for r, row := range rows {
		for c, cell := range row {
			at, _ := excelize.CoordinatesToCellName(c+1, r+1)
			var value any = cell
			if r > 0 && slices.Contains([]string{"产品总金额", "物流费用", "订单金额"}, rows[0][c]) {
				value = float64(number(t, strings.ReplaceAll(cell, ".", ""))) / 100
			}
			if err := book.SetCellValue("Sheet1", at, value); err != nil {
				t.Fatal(err)
			}
		}
	}
	path := filepath.Join(t.TempDir(), "orders.xlsx")
	if err := book.SaveAs(path); err != nil {
		t.Fatal(err)
	}
	storetest.Each(t, func(t *testing.T, db store.DB) {
		s := open(t, db)
		i := slices.IndexFunc(platforms, func(p platform) bool { return p.preset == "aliexpress-orders" })
		got := s.load(t, path)
		if states := s.states(t, got.Shop); !maps.Equal(states, platforms[i].state) {
			t.Error(cmp.Diff(platforms[i].state, states))
		}
	}, ingest.Schema)
}
