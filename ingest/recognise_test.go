package ingest

import (
	"encoding/csv"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/simplifiedchinese"
)

// fixtureOf has the fixtures of every preset.
var fixtureOf = map[string]string{
	"taobao_orders_g1.csv": "taobao-orders", "taobao_orders_g2.csv": "taobao-orders", "taobao_orders_g3.csv": "taobao-orders", "taobao_orders_g4.csv": "taobao-orders",
	"taobao_items_old.csv": "taobao-items", "taobao_items_g4.csv": "taobao-items", "shopify.csv": "shopify", "uci_2.csv": "uci",
	"jd_orders.csv": "jd-orders", "pdd_orders.csv": "pdd-orders", "douyin_orders.csv": "douyin-orders", "youzan_orders.csv": "youzan-orders", "alibaba_orders.csv": "1688-orders",
	"aliexpress_orders.csv": "aliexpress-orders", "amazon_orders.txt": "amazon-orders", "amazon_report.txt": "amazon-report", "ebay_orders.csv": "ebay-orders",
	"etsy_items.csv": "etsy-items", "etsy_orders.csv": "etsy-orders", "tiktok_orders.csv": "tiktok-orders", "woo_analytics.csv": "woocommerce-analytics", "woo_items.csv": "woocommerce-items",
	"woo_orders.csv": "woocommerce-orders", "woo_webtoffee.csv": "woocommerce-orders", "magento_orders.csv": "magento-orders", "bigcommerce_orders.csv": "bigcommerce-orders",
	"olist_orders.csv": "olist-orders", "olist_items.csv": "olist-items", "olist_payments.csv": "olist-payments", "olist_customers.csv": "olist-customers",
	"shopify_customers.csv": "shopify-customers", "mailchimp_subscribed.csv": "mailchimp", "mailchimp_unsubscribed.csv": "mailchimp", "mailchimp_cleaned.csv": "mailchimp", "klaviyo.csv": "klaviyo",
	"shopee_orders.csv": "shopee-orders", "shopee_id_orders.csv": "shopee-id-orders", "lazada_orders.csv": "lazada-orders", "squarespace_orders.csv": "squarespace",
}

// headersOf are the headers of a fixture.
func headersOf(t *testing.T, name string) []string {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	r := csv.NewReader(strings.NewReader(string(b)))
	r.LazyQuotes = true
	if strings.HasSuffix(name, ".txt") {
		r.Comma = '\t'
	}
	headers, err := r.Read()
	if err != nil {
		t.Fatal(name, err)
	}
	return headers
}

// makers are the presets of known makers, of every kind of facts that is found
// without being asked for.
func makers() []preset {
	var all []preset
	for _, k := range kinds() {
		if k.id != "deliveries" {
			all = append(all, k.presets...)
		}
	}
	return all
}

func fitting(headers []string) []string {
	var all []string
	for _, p := range makers() {
		if p.fits(headers) {
			all = append(all, p.id)
		}
	}
	return all
}

// Every fixture is known as its maker's alone, whatever the order of its columns,
// with columns besides, and without those that it need not have.
func TestEveryFixtureIsKnownAsItself(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for name, id := range fixtureOf {
		headers := headersOf(t, name)
		if got := fitting(headers); !cmp.Equal(got, []string{id}) {
			t.Errorf("%s is known as %v, want %s", name, got, id)
		}
		for range 20 {
			mixed := append(slices.Clone(headers), "备注2", "Internal remark", "x_1")
			random.Shuffle(len(mixed), func(i, j int) { mixed[i], mixed[j] = mixed[j], mixed[i] })
			if got := fitting(mixed); !cmp.Equal(got, []string{id}) {
				t.Errorf("%s mixed is known as %v, want %s", name, got, id)
			}
		}
		if got := fitting(needed(t, id, headers)); !cmp.Equal(got, []string{id}) {
			t.Errorf("%s with what it needs alone is known as %v, want %s: %v", name, got, id, needed(t, id, headers))
		}
	}
}

// needed drops, one after another, the columns without which the preset still
// fits.
func needed(t *testing.T, id string, headers []string) []string {
	t.Helper()
	i := slices.IndexFunc(makers(), func(p preset) bool { return p.id == id })
	p, left := makers()[i], slices.Clone(headers)
	for _, h := range headers {
		without := slices.DeleteFunc(slices.Clone(left), func(o string) bool { return o == h })
		if p.fits(without) {
			left = without
		}
	}
	return left
}

// Every preset has a fixture, and means targets that there are.
func TestPresetsAreWhole(t *testing.T) {
	own := []string{"paid-orders", "huike-orders", "rfm-orders", "cdnow"} // tested elsewhere
	targets := map[string]bool{"agreed_sms": true, "agreed_at": true, "unsubscribed_at": true, "birthday": true}
	for _, x := range Targets {
		targets[x.ID] = true
	}
	ids := map[string]bool{}
	for _, p := range slices.Concat(presets, contactPresets()) {
		if ids[p.id] {
			t.Errorf("two presets %s", p.id)
		}
		ids[p.id] = true
		if !slices.Contains(own, p.id) && !slices.Contains(slices.Collect(mapValues(fixtureOf)), p.id) {
			t.Errorf("%s has no fixture", p.id)
		}
		seen := map[string]string{}
		for target, heads := range p.heads {
			if !targets[target] {
				t.Errorf("%s: no target %s", p.id, target)
			}
			for _, h := range heads {
				if h != headerKey(h) {
					t.Errorf("%s: %q is not written as %q", p.id, h, headerKey(h))
				}
				if other := seen[h]; other != "" && !(h == "order value") {
					t.Errorf("%s: %q means %s and %s", p.id, h, other, target)
				}
				seen[h] = target
			}
		}
		for word, s := range p.words {
			if !slices.Contains([]string{unpaid, paid, shipped, finished, closed}, s) || word == "" {
				t.Errorf("%s: %q means %q", p.id, word, s)
			}
		}
		if p.products.match != "" && regexp.MustCompile(p.products.match).NumSubexp() != len(p.products.targets) {
			t.Errorf("%s: groups of %s", p.id, p.products.match)
		}
	}
}

func mapValues(m map[string]string) func(func(string) bool) {
	return func(yield func(string) bool) {
		for _, v := range m {
			if !yield(v) {
				return
			}
		}
	}
}

func TestMappingPrefersAndJoins(t *testing.T) {
	f := func(id string, headers []string, want Mapping) {
		t.Helper()
		p, _ := orderKind().preset(id)
		if diff := cmp.Diff(want, p.mapping(headers)); diff != "" {
			t.Errorf("%s: %s", id, diff)
		}
	}
	f("jd-orders", []string{"订单号", "应付金额", "结算金额", "订单金额"}, Mapping{"订单号": "order_no", "结算金额": "amount", "订单金额": "total"})
	f("jd-orders", []string{"订单号", "应付金额", "订单金额"}, Mapping{"订单号": "order_no", "应付金额": "amount", "订单金额": "total"})
	f("pdd-orders", []string{"订单号\t", "商家实收金额（元）", " 商品数量（件）"}, Mapping{"订单号\t": "order_no", "商家实收金额（元）": "line_amount", " 商品数量（件）": "quantity"})
	f("woocommerce-items", []string{"Last Name (Billing)", "First Name (Billing)", "Quantity (- Refund)"}, Mapping{"Last Name (Billing)": "name", "First Name (Billing)": "name", "Quantity (- Refund)": "quantity"})
	f("woocommerce-items", []string{"First Name (Billing)", "Full Name (Billing)", "Quantity (- Refund)", "Quantity"}, Mapping{"Full Name (Billing)": "name", "Quantity": "quantity"})
	f("aliexpress-orders", []string{"产品信息_（双击单元格展开所有产品信息！）"}, Mapping{"产品信息_（双击单元格展开所有产品信息！）": "titles"})
	f("aliexpress-orders", []string{"产品信息\n（双击单元格展开所有产品信息！）"}, Mapping{"产品信息\n（双击单元格展开所有产品信息！）": "titles"})
	p, _ := orderKind().preset("bigcommerce-orders")
	headers := []string{"Order Time", "Order ID", "Order Date"}
	if got := p.joined("ordered_at", headers, p.mapping(headers)); !cmp.Equal(got, []int{2, 0}) {
		t.Errorf("day and time stand in columns %v", got)
	}
}

// What identity cards tell is never read.
func TestIdentityNumbersAreNeverRead(t *testing.T) {
	for _, h := range []string{"买家身份证号", "证件号码", "nationalRegistrationNumber", "National ID", "Passport No"} {
		if !forbidden(h) || len(guessMapping([]string{h})) > 0 {
			t.Errorf("%s is read", h)
		}
	}
	for name := range fixtureOf {
		for _, p := range makers() {
			for h := range p.mapping(headersOf(t, name)) {
				if forbidden(h) {
					t.Errorf("%s: %s is read", name, h)
				}
			}
		}
	}
}

// One cell with several products, in the ways of the platforms.
func TestProductsOfACell(t *testing.T) {
	f := func(id, cell string, want ...[]string) {
		t.Helper()
		p, _ := orderKind().preset(id)
		var got [][]string
		for _, m := range regexp.MustCompile(p.products.match).FindAllStringSubmatch(cell, -1) {
			got = append(got, m[1:])
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: %s", id, diff)
		}
	}
	f("aliexpress-orders", "【1】Silk scarf\n(产品属性:Color:Red)\n(商家编码:SCARF-R) (产品数量:1 piece)\n【2】Wool hat, warm\r\n(产品数量:12 piece)\n", []string{"Silk scarf", "SCARF-R", "1"}, []string{"Wool hat, warm", "", "12"})
	f("woocommerce-analytics", "2× Mug, 1× Plate, big, 10× Set of 3", []string{"2", "Mug"}, []string{"1", "Plate, big"}, []string{"10", "Set of 3"})
	f("woocommerce-orders", "product_id:4959|1|30|size: Medium product_id:60|2|10.00|", []string{"4959", "", "1", "30"}, []string{"60", "", "2", "10.00"})
	f("woocommerce-orders", "name:Mug|product_id:12|sku:MUG|quantity:2|total:20.00|sub_total:20.00", []string{"12", "MUG", "2", "20.00"})
	f("bigcommerce-orders", "Product ID: 77, Product Qty: 2, Product SKU: MUG, Product Name: Mug, blue, Product Weight: 0.5000, Product Variation Details: , Product Unit Price: 10.00, Product Total Price: 20.00 | "+
		"Product ID: 78, Product Qty: 1, Product SKU: , Product Name: Plate, Product Total Price: 5.00", []string{"77", "2", "MUG", "Mug, blue", "20.00"}, []string{"78", "1", "", "Plate", "5.00"})
}

func TestStatusWords(t *testing.T) {
	f := func(id, word, want string) {
		t.Helper()
		p, _ := orderKind().preset(id)
		if got := stateOf(statusTable(p), word); got != want {
			t.Errorf("%s %q is %q, want %q", id, word, got, want)
		}
	}
	if n := len(statusWords); n < 400 {
		t.Errorf("%d words", n)
	}
	// The words of the public exports, by platform.
	for id, words := range map[string]map[string]string{
		"taobao-orders": {"等待买家付款": unpaid, "买家已付款，等待卖家发货": paid, "买家已付款,等待卖家发货": paid, "卖家部分发货": shipped, "卖家已发货，等待买家确认": shipped, "买家已签收": shipped, "交易成功": finished,
			"交易关闭": closed, "交易被淘宝关闭": closed, "没有创建外部交易": unpaid, "余额宝0元购合约中": unpaid, "外卡支付付款确认中": unpaid, "付款以后用户退款成功，交易自动关闭": closed, "付款以前，卖家或买家主动关闭交易": closed},
		"jd-orders": {"完成": finished, "等待确认收货": shipped, "锁定": paid, "等待付款": unpaid, "等待出库": paid, "(删除)等待出库": closed, "（删除）锁定": closed, "暂停": paid, "已取消": closed, "已退款": closed},
		"pdd-orders": {"待发货": paid, "已取消": closed, "已发货，待签收": shipped, "已发货，待收货": shipped, "已签收": shipped, "已收货": finished, "未发货，退款成功": closed, "已发货，退款成功": closed, "已收货，退款成功": closed,
			"已发货，退款中": shipped, "待发货，某种新状态": paid, "待支付": unpaid},
		"douyin-orders":     {"已完成": finished, "待发货": paid, "待支付": unpaid, "备货中": paid, "已发货": shipped, "部分发货": shipped, "已关闭": closed},
		"youzan-orders":     {"待发货": paid, "待付款": unpaid, "待成团": paid, "已发货": shipped, "交易完成": finished, "交易关闭": closed, "退款中": paid},
		"1688-orders":       {"等待买家付款": unpaid, "等待卖家发货": paid, "等待买家确认收货": shipped, "交易成功": finished, "交易关闭": closed, "已收货": finished},
		"aliexpress-orders": {"等待您发货": paid, "等待买家收货": shipped, "订单完成": finished, "订单关闭": closed, "风控24小时": unpaid, "含纠纷的订单": paid, "WAIT_SELLER_SEND_GOODS": paid, "FINISH": finished, "PLACE_ORDER_SUCCESS": unpaid},
		"shopify":           {"paid": paid, "pending": unpaid, "authorized": unpaid, "partially_paid": paid, "refunded": closed, "partially_refunded": paid, "voided": closed, "expired": closed},
		"woocommerce-items": {"On hold": unpaid, "on-hold": unpaid, "wc-on-hold": unpaid, "Failed": unpaid, "wc-failed": unpaid, "pending": unpaid, "Pending payment": unpaid, "processing": paid, "wc-processing": paid, "completed": finished,
			"wc-completed": finished, "refunded": closed, "cancelled": closed, "wc-cancelled": closed, "checkout-draft": unpaid},
		"magento-orders": {"holded": unpaid, "pending_payment": unpaid, "processing": paid, "complete": finished, "closed": closed, "canceled": closed, "payment_review": unpaid, "fraud": unpaid, "On Hold": unpaid},
		"amazon-orders": {"Shipped - Delivered to Buyer": finished, "Pending": unpaid, "Pending - Waiting for Pick Up": paid, "Unshipped": paid, "PartiallyShipped": shipped, "Shipped": shipped, "Cancelled": closed,
			"Shipped - Returned to Seller": closed, "Shipped - Out for Delivery": shipped, "Shipped - Picked Up": shipped},
		"tiktok-orders":      {"In transit": shipped, "Awaiting shipment": paid, "Awaiting collection": paid, "To ship": paid, "Unpaid": unpaid, "On hold": paid, "Shipped": shipped, "Delivered": finished, "Completed": finished, "Canceled": closed},
		"lazada-orders":      {"returned": closed, "pending": paid, "ready_to_ship": paid, "packed": paid, "shipped": shipped, "delivered": finished, "canceled": closed, "failed": closed, "unpaid": unpaid, "lost_by_3pl": closed, "shipped_back": shipped},
		"etsy-orders":        {"Complete": finished, "Completed": finished, "Paid": paid, "Open": unpaid, "Canceled": closed},
		"bigcommerce-orders": {"Awaiting Fulfillment": paid, "Awaiting Payment": unpaid, "Incomplete": unpaid, "Partially Refunded": finished, "Declined": closed, "Completed": finished, "Disputed": paid, "Partially Shipped": shipped, "Manual Verification Required": unpaid},
		"shopee-orders":      {"To ship": paid, "Unpaid": unpaid, "Shipping": shipped, "Completed": finished, "Cancelled": closed, "To receive": shipped},
		"shopee-id-orders":   {"Perlu Dikirim": paid, "Belum Bayar": unpaid, "Sedang Dikirim": shipped, "Selesai": finished, "Batal": closed, "Dibatalkan": closed},
		"olist-orders":       {"created": unpaid, "approved": paid, "invoiced": paid, "processing": paid, "shipped": shipped, "delivered": finished, "canceled": closed, "unavailable": closed},
		"squarespace":        {"PENDING": paid, "FULFILLED": shipped, "PARTIALLY_REFUNDED": paid},
		"":                   {"  已发货  ": shipped, "Zahlung ausstehend": unpaid, "terminé": finished, "発送済み": shipped, "quux": "", "": ""},
	} {
		for word, want := range words {
			f(id, word, want)
		}
	}
	if !refundDone("退款成功") || !refundDone("已发货，退款成功") || refundDone("退款中") || refundDone("无售后或售后取消") || refundDone("-") {
		t.Error("a refund is done when it was successful")
	}
}

func TestGuess(t *testing.T) {
	f := func(headers string, want Mapping) {
		t.Helper()
		if diff := cmp.Diff(want, guessMapping(strings.Split(headers, "|"))); diff != "" {
			t.Errorf("%s: %s", headers, diff)
		}
	}
	f("order|buyer|product|day|amount", Mapping{"order": "order_no", "buyer": "nick", "product": "product_title", "day": "ordered_at", "amount": "line_amount"})
	f("Order ID *|Customer e-mail:|Date|Amount (USD)", Mapping{"Order ID *": "order_no", "Customer e-mail:": "email", "Date": "ordered_at", "Amount (USD)": "amount"})
	f("订单号|客户手机号|下单日期|实付金额（元）|订单状态|身份证号", Mapping{"订单号": "order_no", "客户手机号": "phone", "下单日期": "ordered_at", "实付金额（元）": "amount", "订单状态": "status"})
	f("Bestellnummer|Kundennummer|Bestelldatum|Artikel|Menge|Einzelpreis|Gesamtbetrag (€)", Mapping{"Bestellnummer": "order_no", "Kundennummer": "external", "Bestelldatum": "ordered_at", "Artikel": "product_title",
		"Menge": "quantity", "Einzelpreis": "unit_price", "Gesamtbetrag (€)": "amount"})
	f("N° commande|Date de commande|Adresse e-mail|Montant total", Mapping{"N° commande": "order_no", "Date de commande": "ordered_at", "Adresse e-mail": "email", "Montant total": "amount"})
	f("Número de pedido|Fecha de pedido|Correo electrónico|Importe total", Mapping{"Número de pedido": "order_no", "Fecha de pedido": "ordered_at", "Correo electrónico": "email", "Importe total": "amount"})
	f("id do pedido|data da compra|id do cliente|valor total", Mapping{"id do pedido": "order_no", "data da compra": "ordered_at", "id do cliente": "external", "valor total": "amount"})
	f("注文番号|注文日時|メールアドレス|合計金額|商品名|数量", Mapping{"注文番号": "order_no", "注文日時": "ordered_at", "メールアドレス": "email", "合計金額": "amount", "商品名": "product_title", "数量": "quantity"})
	// What could mean two things is left out: two names without a product, and a total beside price and quantity.
	f("name|id|notes", Mapping{})
	f("order_id|sku|qty|price|total|created_at", Mapping{"order_id": "order_no", "sku": "sku", "qty": "quantity", "price": "unit_price", "created_at": "ordered_at"})
	f("orderId|OrderID|order_date", Mapping{"orderId": "order_no", "order_date": "ordered_at"})
}

func TestKnownHeader(t *testing.T) {
	for name := range fixtureOf {
		known, headers := 0, headersOf(t, name)
		for _, h := range headers {
			if knownHeader(h) {
				known++
			}
		}
		if known < 3 || 4*known < len(headers) {
			t.Errorf("%s: %d of %d headers are known", name, known, len(headers))
		}
	}
	for _, h := range []string{"", " ", "2023-01-05", "小雨", "ann@example.com", "12.50", "Orders report", "导出时间：2023-01-01", "Seller ID : example"} {
		if knownHeader(h) {
			t.Errorf("%q is no header", h)
		}
	}
	// A header is found in the encoding that the platform writes.
	b, err := simplifiedchinese.GBK.NewEncoder().String("订单号")
	if err != nil || knownHeader(b) || !knownHeader("订单号") {
		t.Error("订单号 is a header", err)
	}
}
