package ingest

import (
	"slices"
	"strings"
)

// Target is what a column of a file can mean.
type Target struct {
	ID       string
	Label    string
	Kind     string // text, money, number, time, identity
	Required bool   // no import without it
}

// Targets lists what a column can mean.
var Targets = []Target{
	{"order_no", "Order number", "text", false},
	{"ordered_at", "Time of the order", "time", false},
	{"paid_at", "Time of payment", "time", false},
	{"finished_at", "Time of receipt or closing", "time", false},
	{"status", "State of the order", "text", false},
	{"amount", "Amount paid for the order", "money", false},
	{"total", "Amount due for the order", "money", false},
	{"postage", "Postage", "money", false},
	{"discount", "Discount", "money", false},
	{"refund", "Amount given back", "money", false},
	{"currency", "Currency", "text", false},
	{"quantity", "Quantity of the line", "number", false},
	{"order_quantity", "Pieces in the order", "number", false},
	{"kinds", "Kinds of products in the order", "number", false},
	{"unit_price", "Price of one piece", "money", false},
	{"line_amount", "Amount of the line", "money", false},
	{"line_discount", "Discount of the line", "money", false},
	{"product_no", "Product number", "text", false},
	{"sku", "Merchant's code", "text", false},
	{"product_title", "Product title", "text", false},
	{"titles", "Titles of all products of the order", "text", false},
	{"category", "Category", "text", false},
	{"ouid", "Open buyer id", "identity", false},
	{"external", "Customer number", "identity", false},
	{"nick", "Buyer name on the platform", "identity", false},
	{"email", "E-mail", "identity", false},
	{"phone", "Phone", "identity", false},
	{"alipay", "Alipay account (e-mail or phone)", "identity", false},
	{"name", "Name of the person", "identity", false},
	{"gender", "Gender", "text", false},
	{"country", "Country", "text", false},
	{"province", "Province", "text", false},
	{"city", "City", "text", false},
	{"address", "Address, province first", "identity", false},
	{"agreed", "Agreed to marketing", "text", false},
}

// personal are the targets whose cells are masked when shown.
var personal = []string{"ouid", "external", "nick", "email", "phone", "alipay", "name", "address", "visitor", "previous", "text", freeTrait}

// preset knows a kind of file by its headers.
type preset struct {
	id, label                string
	platform, currency, zone string
	dateOrder                string // how slashes are read: mdy, dmy, ymd
	maker                    string // the shop that a file of facts makes where there is none; "": it makes none
	needs                    []string
	aliases                  map[string]string   // header, in lower case, to target
	refundPrefix             bool                // an order number that begins with C is a refund
	itemsOnly                bool                // its lines complete known orders
	fixed                    bool                // columns of fixed width, without a header
	words                    map[string]string   // the maker's words for the states of an order, before those of all
	decimal                  string              // the decimal sign where the file does not show one
	parts                    map[string][]string // headers whose cells make one value, by target
}

// Preset names a kind of file that is recognised.
type Preset struct{ ID, Label string }

// Presets lists the kinds of file that are recognised from their headers.
func Presets() []Preset {
	var all []Preset
	for _, p := range presets {
		all = append(all, Preset{p.id, p.label})
	}
	return all
}

var presets = []preset{
	{
		id: "uci", label: "UCI Online Retail", platform: "uci", currency: "GBP", zone: "Europe/London", dateOrder: "mdy",
		needs: []string{"order_no", "product_no", "quantity", "ordered_at", "unit_price", "external"}, refundPrefix: true,
		aliases: map[string]string{
			"invoiceno": "order_no", "invoice": "order_no", "stockcode": "product_no", "description": "product_title", "quantity": "quantity",
			"invoicedate": "ordered_at", "unitprice": "unit_price", "price": "unit_price", "customerid": "external", "customer id": "external", "country": "country",
		},
	},
	{
		id: "taobao-items", label: "Taobao/Tmall item report", platform: "taobao", currency: "CNY", zone: "Asia/Shanghai", dateOrder: "ymd",
		needs: []string{"order_no", "product_title", "unit_price", "quantity"}, itemsOnly: true,
		aliases: map[string]string{
			"主订单编号": "order_no", "订单编号": "order_no", "标题": "product_title", "商品标题": "product_title", "宝贝标题": "product_title",
			"价格": "unit_price", "商品价格": "unit_price", "购买数量": "quantity", "外部系统编号": "sku", "商家编码": "sku", "商品id": "product_no",
			"订单状态": "status", "买家实付金额": "line_amount", "买家实际支付金额": "line_amount", "退款金额": "refund",
			"订单创建时间": "ordered_at", "订单付款时间": "paid_at",
		},
	},
	{
		id: "taobao-orders", label: "Taobao/Tmall order report", platform: "taobao", currency: "CNY", zone: "Asia/Shanghai", dateOrder: "ymd",
		needs: []string{"order_no", "amount", "ordered_at"},
		aliases: map[string]string{
			"订单编号": "order_no", "买家会员名": "nick", "买家会员名称": "nick", "买家昵称": "nick", "买家支付宝账号": "alipay", "买家应付邮费": "postage", "总金额": "total",
			"买家实际支付金额": "amount", "买家实付金额": "amount", "订单状态": "status", "收货人姓名": "name", "收货地址": "address", "联系手机": "phone", "买家手机号": "phone",
			"订单创建时间": "ordered_at", "订单付款时间": "paid_at", "宝贝标题": "titles", "商品标题": "titles", "标题": "titles", "宝贝种类": "kinds",
			"宝贝总数量": "order_quantity", "退款金额": "refund", "确认收货时间": "finished_at", "buyer_open_uid": "ouid", "ouid": "ouid", "buyer_ouid": "ouid",
		},
	},
	{
		id: "shopify", label: "Shopify orders", platform: "shopify", dateOrder: "ymd",
		needs: []string{"order_no", "ordered_at", "amount", "quantity", "unit_price"},
		aliases: map[string]string{
			"name": "order_no", "email": "email", "financial status": "status", "paid at": "paid_at", "currency": "currency", "shipping": "postage",
			"total": "amount", "discount amount": "discount", "created at": "ordered_at", "cancelled at": "finished_at",
			"lineitem quantity": "quantity", "lineitem name": "product_title", "lineitem price": "unit_price", "lineitem sku": "product_no",
			"lineitem discount": "line_discount", "billing name": "name", "shipping province": "province", "shipping city": "city",
			"shipping country": "country", "phone": "phone", "refunded amount": "refund", "accepts marketing": "agreed",
		},
	},
	{
		id: "paid-orders", label: "Paid orders by buyer and second (品牌名称, 买家昵称, 付款日期 …)", platform: "taobao", currency: "CNY", zone: "Asia/Shanghai", dateOrder: "ymd",
		needs: []string{"nick", "paid_at", "amount"},
		aliases: map[string]string{
			"买家昵称": "nick", "买家会员名": "nick", "付款日期": "paid_at", "订单付款时间": "paid_at", "订单状态": "status", "实付金额": "amount", "买家实付金额": "amount",
			"邮费": "postage", "省份": "province", "城市": "city", "购买数量": "order_quantity",
		},
	},
	{
		id: "huike-orders", label: "Huike orders, as huike simulate writes them", platform: "own", currency: "CNY", zone: "Asia/Shanghai", dateOrder: "ymd",
		needs: []string{"order_no", "ordered_at", "external", "product_no", "quantity", "line_amount", "amount"},
		aliases: map[string]string{
			"order_no": "order_no", "status": "status", "ordered_at": "ordered_at", "paid_at": "paid_at", "customer_no": "external", "name": "name",
			"email": "email", "phone": "phone", "email_consent": "agreed", "province": "province", "city": "city", "sku": "product_no", "title": "product_title",
			"category": "category", "quantity": "quantity", "amount": "line_amount", "discount": "discount", "postage": "postage", "paid": "amount",
			"refund": "refund", "currency": "currency",
		},
	},
	{
		id: "rfm-orders", label: "R package rfm orders (customer_id, order_date, revenue)", platform: "own", currency: "USD", zone: "UTC", dateOrder: "ymd",
		needs: []string{"external", "ordered_at", "amount"},
		aliases: map[string]string{
			"customer_id": "external", "order_date": "ordered_at", "revenue": "amount", "email": "email",
		},
	},
	{
		id: "cdnow", label: "CDNOW text", platform: "cdnow", currency: "USD", zone: "America/New_York", dateOrder: "ymd", fixed: true,
		needs: []string{"external", "ordered_at", "amount"},
		aliases: map[string]string{
			"cdnow customer": "external", "cdnow date": "ordered_at", "cdnow cds": "order_quantity", "cdnow dollars": "amount",
		},
	},
}

// Mapping says what the columns of a file mean: column name to target. Columns
// that are not in it are left out.
type Mapping map[string]string

// mapping returns what a preset makes of some headers; of two headers with one
// meaning the first counts, but a main order number goes before a plain one.
func (p preset) mapping(headers []string) Mapping {
	m := Mapping{}
	taken := map[string]bool{}
	for _, h := range headers {
		target, known := p.aliases[headerKey(h)]
		if !known || taken[target] {
			continue
		}
		m[h], taken[target] = target, true
	}
	return m
}

// fits reports whether the headers have all that a preset needs.
func (p preset) fits(headers []string) bool {
	have := map[string]bool{}
	for _, target := range p.mapping(headers) {
		have[target] = true
	}
	return !slices.ContainsFunc(p.needs, func(n string) bool { return !have[n] })
}

// headerKey is a header as it is compared: without blanks around it, in lower
// case, without the formula quoting of spreadsheets.
func headerKey(h string) string {
	h = strings.TrimFunc(h, isBlank)
	if inner, ok := strings.CutPrefix(h, `="`); ok {
		h = strings.TrimSuffix(inner, `"`)
	}
	return strings.ToLower(strings.TrimFunc(h, isBlank))
}

// forbidden reports whether a column must never be read: numbers of identity
// cards.
func forbidden(header string) bool {
	return strings.Contains(header, "身份证")
}
