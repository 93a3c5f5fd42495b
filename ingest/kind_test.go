package ingest_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"huike"
	"huike/ingest"
	"huike/reference"
	"huike/simulate"
	"huike/store"
	"huike/store/storetest"
)

// sold is a shop with three paid orders of two buyers.
func sold(t *testing.T, db store.DB) *shop {
	t.Helper()
	s := open(t, db)
	text := "订单编号,买家会员名,总金额,买家实际支付金额,订单状态,订单创建时间,订单付款时间,宝贝标题,宝贝种类,宝贝总数量,退款金额\n" +
		"1000000000000001,小王,100.00,100.00,交易成功,2015-11-11 00:03:21,2015-11-11 00:04:02,连衣裙,1,1,0.00\n" +
		"1000000000000002,小王,80.00,80.00,交易成功,2015-11-12 10:03:21,2015-11-12 10:04:02,围巾,1,1,30.00\n" +
		"1000000000000003,小李,50.00,50.00,交易成功,2015-11-12 11:03:21,2015-11-12 11:04:02,连衣裙,1,1,0.00\n"
	if got := s.load(t, write(t, "orders.csv", text), named); got.Orders != 3 {
		t.Fatalf("%+v", got)
	}
	return s
}

func named(r *ingest.Request) { r.Shop.Name = "shop" }

// told imports a file of a kind twice: the second time changes nothing.
func (s *shop) told(t *testing.T, want ingest.Report, name, text string) {
	t.Helper()
	path := write(t, name, text)
	got := s.load(t, path)
	want.Batch, want.Shop = got.Batch, got.Shop
	if want.Preset == "" {
		want.Preset = want.Kind
	}
	if unlike(got, want) {
		t.Errorf("%s: %+v, want %+v %v", name, got, want, s.reasons(t, got.Batch))
	}
	again := s.load(t, path)
	if again.Known != want.Added+want.Known+want.Changed || again.Added+again.Changed+again.Customers+again.Visitors != 0 || again.Rejected != want.Rejected {
		t.Errorf("%s again: %+v", name, again)
	}
}

func (s *shop) same(t *testing.T, what, sql string, want ...int64) {
	t.Helper()
	if diff := cmp.Diff(want, s.numbers(t, sql)); diff != "" {
		t.Errorf("%s: %s", what, diff)
	}
}

// S0-04: every order's source, and its group, come with the deliveries.
func TestS0_04_SourceOfOrders(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		s := sold(t, db)
		s.told(t, ingest.Report{Kind: "deliveries", Rows: 4, Added: 2, Known: 1, Rejected: 1}, "deliveries.csv",
			"订单编号,订单来源,发货时间,签收时间\n=\"1000000000000001\",直通车,2015-11-11 18:00:00,2015-11-14 09:00:00\n1000000000000003,淘宝客,,\n"+
				"1000000000000009,淘宝客,,\n1000000000000003,淘宝客,2015-11-13 00:30:00,\n")
		s.same(t, "sources", `SELECT count(*), count(CASE WHEN source = '直通车' AND source_group = 'search' AND delivered_day = CAST('2015-11-14' AS date) THEN 1 END),
			count(CASE WHEN source_group = 'cps' AND shipped_day = CAST('2015-11-13' AS date) AND delivered_at IS NULL THEN 1 END) FROM fulfilment`, 2, 1, 1)
		s.told(t, ingest.Report{Kind: "deliveries", Rows: 1, Changed: 1}, "later.csv", "order_no,delivered_at\n1000000000000003,2015-11-15 10:00:00\n")
		s.same(t, "nothing that was told is lost", `SELECT count(*) FROM fulfilment WHERE source = '淘宝客' AND delivered_day = CAST('2015-11-15' AS date)`, 1)
	}, ingest.Schema)
}

// S2-24: what the shop's own tools export is taken in, refunds with their reasons among it; money goes back once.
func TestS2_24_Refunds(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		s := sold(t, db)
		s.told(t, ingest.Report{Kind: "refunds", Rows: 6, Added: 3, Rejected: 3}, "refunds.csv",
			"订单编号,退款编号,订单付款时间,买家退款金额,退款完结时间,是否需要退货,买家退款原因,退款状态\n"+
				"1000000000000002,R1,2015-11-12 10:04:02,20.00,2015-11-15 10:00:00,仅退款,少件,退款成功\n"+
				"1000000000000002,R2,2015-11-12 10:04:02,10.00,2015-11-16 10:00:00,需要退货,质量问题,退款成功\n"+
				"1000000000000003,R3,2015-11-12 11:04:02,50.00,2015-11-20 10:00:00,需要退货,质量问题,退款成功\n"+
				"1000000000000001,R4,2015-11-11 00:04:02,50.00,2015-11-20 10:00:00,需要退货,质量问题,退款中\n"+
				"1000000000000001,R5,2015-11-11 00:04:02,,2015-11-20 10:00:00,需要退货,质量问题,退款成功\n"+
				"1000000000000009,R6,2015-11-11 00:04:02,5,2015-11-20 10:00:00,需要退货,质量问题,退款成功\n")
		s.same(t, "given back, returns, of the order of 30", `SELECT CAST(sum(amount_minor) AS bigint), count(CASE WHEN kind = 'return' AND reason = '质量问题' THEN 1 END),
			CAST(sum(CASE WHEN amount_minor < 5000 THEN amount_minor ELSE 0 END) AS bigint) FROM money_back`, 8000, 2, 3000)
		s.same(t, "void from the refund on", `SELECT count(*) FROM placed WHERE void_day = CAST('2015-11-20' AS date)`, 1)
		if diff := cmp.Diff(map[string]int64{"refund_open": 1, "cell_missing": 1, "order_absent": 1}, s.reasons(t, 2)); diff != "" {
			t.Error(diff)
		}
		// The order report comes again and says more: only what is new goes back.
		text := "订单编号,买家会员名,总金额,买家实际支付金额,订单状态,订单创建时间,订单付款时间,宝贝标题,宝贝种类,宝贝总数量,退款金额\n" +
			"1000000000000002,小王,80.00,80.00,交易成功,2015-11-12 10:03:21,2015-11-12 10:04:02,围巾,1,1,45.00\n"
		s.load(t, write(t, "again.csv", text), named)
		s.same(t, "given back", `SELECT CAST(sum(amount_minor) AS bigint) FROM money_back`, 9500)
	}, ingest.Schema)
}

func TestS1_13_ChatsAndReviews(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		s := sold(t, db)
		s.told(t, ingest.Report{Kind: "chats", Rows: 4, Added: 3, Visitors: 1, Rejected: 1}, "chats.csv",
			"chat_no,started_at,agent,nick,product_title,first_reply_seconds,questions,answers,words,bargained,score,topic\n"+
				"C1,2015-11-10 23:50:00,小美,小王,连衣裙,12,5,6,90,是,5,尺码\nC2,2015-11-11 08:00:00,小美,路人,新品,300,1,0,,否,,\nC3,2015-11-11 09:00:00,小丽,小李,,8,2,3,40,no,4,物流\nC4,2015-11-11 09:00:00,小丽,小*,,8,2,3,40,no,4,物流\n")
		s.same(t, "chats of customers, bargains, products", `SELECT count(CASE WHEN customer_id > 0 THEN 1 END), count(CASE WHEN bargained THEN 1 END),
			count(DISTINCT product_id), CAST(sum(questions) AS bigint) FROM talk`, 2, 1, 2, 8)
		s.told(t, ingest.Report{Kind: "chats", Rows: 1, Changed: 1}, "marked.csv", "chat_no,started_at,agent,nick,questions,answers,score\nC2,2015-11-11 08:00:00,小美,路人,1,0,2\n")
		s.told(t, ingest.Report{Kind: "reviews", Rows: 5, Added: 3, Rejected: 2}, "reviews.csv",
			"review_no,order_no,nick,product_title,score,service_score,delivery_score,photo,text,reviewed_at\nV1,1000000000000001,,连衣裙,5,5,4,是,很好,2015-11-16 08:00:00\n"+
				"V2,,小李,连衣裙,1,2,,否,小李很生气,2015-11-17 08:00:00\nV3,,陌生人,围巾,4,,,,,2015-11-17 08:00:00\nV4,,小李,围巾,7,,,,,2015-11-17 08:00:00\nV5,1000000000000009,小李,围巾,3,,,,,2015-11-17 08:00:00\n")
		s.same(t, "reviews", `SELECT count(*), count(CASE WHEN customer_id > 0 THEN 1 END), count(order_id), count(product_id), count(CASE WHEN has_photo THEN 1 END), CAST(sum(score) AS bigint) FROM opinion`, 3, 2, 1, 3, 1, 10)
		s.same(t, "what was written is sealed", `SELECT count(text_sealed), count(CASE WHEN strpos(text_sealed, '很') > 0 THEN 1 END) FROM review`, 2, 0)
		if diff := cmp.Diff(map[string]int64{"word_unknown": 1, "order_absent": 1}, s.reasons(t, 6)); diff != "" {
			t.Error(diff)
		}
	}, ingest.Schema)
}

// S1-35: visits by source with cost, in the six groups of promotion.
func TestS1_35_Traffic(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		s := sold(t, db)
		head := "统计日期,流量来源,访客数,浏览量,加购人数,支付买家数,新访客数,花费\n"
		s.told(t, ingest.Report{Kind: "traffic", Rows: 4, Added: 2, Rejected: 2}, "traffic.csv",
			head+"2015/11/11,手淘搜索,\"1,234\",5000,100,30,900,-\n2015-11-11,直通车,300,900,20,9,250,￥1,200.50\n2015-11-12,钻石展位,100,,,,,80元\n2015-11-12,聚划算,many,,,,,\n")
		s.same(t, "a thousands mark without quotes is a cell of its own", `SELECT count(*) FROM visits WHERE source = '直通车'`, 0)
		s.told(t, ingest.Report{Kind: "traffic", Rows: 2, Added: 1, Changed: 1}, "later.csv", head+"2015-11-11,直通车,310,900,20,9,250,1200.50\n2015-11-12,钻石展位,120,,,,,90元\n")
		s.same(t, "visitors and cost by group", `SELECT CAST(sum(CASE WHEN source_group = 'search' THEN visitors ELSE 0 END) AS bigint), CAST(sum(CASE WHEN source_group = 'display' THEN visitors ELSE 0 END) AS bigint),
			CAST(sum(cost_minor) AS bigint), count(*) FROM visits`, 1544, 120, 129050, 3)
		s.told(t, ingest.Report{Kind: "traffic", Rows: 1, Added: 1}, "own.csv", "day,source,source_group,visitors,cost\n2015-11-13,老板娘的群,互动,50,0\n")
		s.same(t, "the file's own group", `SELECT count(*) FROM visits WHERE source_group = 'interactive'`, 1)
	}, ingest.Schema)
	f := func(group string, sources ...string) {
		t.Helper()
		for _, source := range sources {
			if got := ingest.SourceGroup(source); got != group {
				t.Errorf("%s: %s, want %s", source, got, group)
			}
		}
	}
	// The six groups of promotion as the seller's handbook lists them (capability S1-35).
	f("search", "直通车", "自然搜索", "google", "Organic")
	f("cps", "淘宝客", "美丽说", "淘宝客-高佣金")
	f("interactive", "淘画报", "淘女郎", "淘金币")
	f("event", "限时折扣", "团购", "秒杀", "搭配套餐", "聚划算", "类目活动")
	f("display", "钻展", "焦点图")
	f("outside", "站外推广", "微博")
	f("direct", "购物车", "(none)")
	f("other", "谁知道", "upcps", "")
}

// S1-34: industry series come in with their origin and the day on which they were noted.
func TestS1_34_IndustrySeries(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		s := sold(t, db)
		s.told(t, ingest.Report{Kind: "industry", Rows: 5, Added: 3, Rejected: 2}, "industry.csv",
			"行业,指标,周期,开始日期,数值,下四分位,上四分位,数据来源,记录日期\n女装,转化率,月,2015-11,3.2%,1.1%,5%,生意参谋,2015-12-05\n女装,客单价,季度,2015-10-01,188.5,,,生意参谋,2015-12-05\n"+
				"女装,gmv,year,2014,1e6,,,report,2015-12-05\n女装,gmv,year,2013,1e6,,,,2015-12-05\n女装,gmv,decade,2013,1e6,,,x,2015-12-05\n")
		s.same(t, "series", `SELECT count(*), count(CASE WHEN measure = 'conversion' AND abs(value - 0.032) < 1e-9 AND abs(low - 0.011) < 1e-9 AND start_day = CAST('2015-11-01' AS date) THEN 1 END),
			count(CASE WHEN period = 'quarter' AND measure = 'order_value' THEN 1 END) FROM industry`, 3, 1, 1)
		s.told(t, ingest.Report{Kind: "industry", Rows: 1, Changed: 1}, "mended.csv", "series,measure,period,start,value,origin,noted_on\n女装,conversion,month,2015-11-01,0.033,生意参谋,2015-12-06\n")
	}, ingest.Schema)
}

func TestProductsAndAttributes(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		s := sold(t, db)
		s.told(t, ingest.Report{Kind: "products", Rows: 3, Added: 1, Changed: 1, Rejected: 1}, "products.csv",
			"商品编号,商品名称,类目,品牌,成本价,吊牌价,上架日期,库存,使用周期,消费组\n连衣裙,连衣裙,女装,回客,35.5,199,2015-03-01,20,,裙\nS9,面霜,护肤,,12,88,,-3,45.5,\nS8,x,,,abc,,,,,\n")
		s.same(t, "products", `SELECT count(*), CAST(sum(cost_minor) AS bigint), CAST(sum(stock) AS bigint), count(CASE WHEN brand = '回客' AND consumption_group = '裙' AND listed_day = CAST('2015-03-01' AS date) THEN 1 END),
			count(CASE WHEN period_days = 45.5 THEN 1 END) FROM product_view`, 3, 4750, 17, 1, 1)
		s.told(t, ingest.Report{Kind: "traits", Rows: 4, Added: 5, Changed: 1, Customers: 1, Rejected: 1}, "members.csv",
			"会员名,姓名,性别,生日,年龄,会员等级,喜欢的颜色,详细地址\n小王,王芳,女,1990-05-01,25,金卡,红,文三路1号\n新人,,,,,银卡,,\n小李,,,,31,,,\n小*,,,,31,,,\n")
		s.same(t, "told", `SELECT count(*), count(CASE WHEN name = 'age' AND number_value = 25 THEN 1 END), count(CASE WHEN name = '喜欢的颜色' AND text_value = '红' THEN 1 END),
			(SELECT count(*) FROM person WHERE birthday = CAST('1990-05-01' AS date) AND gender = '女') FROM told`, 5, 1, 1, 1)
		s.told(t, ingest.Report{Kind: "traits", Rows: 2, Added: 1, Changed: 1}, "dated.csv", "nick,since,age\n小王,2026-01-01,26\n小李,2020-01-01,26\n")
	}, ingest.Schema)
}

// The public shop of completejourney comes in by a mapping.
func TestCompleteJourneyByMapping(t *testing.T) {
	path := reference.Path(t, "data", "completejourney", "transactions_sample.csv.gz")
	products, people := reference.Path(t, "data", "completejourney", "products.csv.gz"), reference.Path(t, "data", "completejourney", "demographics.csv.gz")
	storetest.Each(t, func(t *testing.T, db store.DB) {
		s := open(t, db)
		shop := func(r *ingest.Request) {
			r.Shop.Name, r.Shop.Currency, r.Shop.TimeZone = "grocer", "USD", "America/New_York"
		}
		got := s.load(t, path, shop, func(r *ingest.Request) {
			r.Mapping = ingest.Mapping{"household_id": "external", "basket_id": "order_no", "product_id": "product_no", "quantity": "quantity", "sales_value": "line_amount", "transaction_timestamp": "paid_at"}
		})
		// 75,000 lines (data/README.md); the number of one basket was written as 4e+10.
		if got.Rows != 75000 || got.Rejected != 1 || got.Lines != 74999 {
			t.Errorf("%+v %v", got, s.reasons(t, got.Batch))
		}
		list := s.load(t, products)
		if list.Kind != "products" || list.Rejected != 0 || list.Changed == 0 {
			t.Errorf("%+v", list)
		}
		told := s.load(t, people)
		if told.Kind != "traits" || told.Rows != 801 || told.Rejected != 0 {
			t.Errorf("%+v", told)
		}
	}, ingest.Schema)
}

func TestKindsThatDoNotFit(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		s := open(t, db)
		f := func(code, text string, change func(*ingest.Request)) {
			t.Helper()
			r := ingest.Request{Path: write(t, "x.csv", text), At: noon}
			change(&r)
			if _, err := s.in.Load(t.Context(), r); huike.CodeOf(err) != code || huike.KindOf(err) != huike.Invalid {
				t.Errorf("%s: %v, want %s", strings.SplitN(text, "\n", 2)[0], err, code)
			}
		}
		f("import.unknown_kind", "a,b\n1,2\n", func(r *ingest.Request) { r.Kind = "dreams" })
		f("import.wrong_file", "a,b\n1,2\n", func(r *ingest.Request) { r.Kind = "events" })
		f("import.wrong_file", "nick,b\n1,2\n", func(r *ingest.Request) { r.Kind = "chats" })
		f("import.not_recognised", "day,visitors\n2015-11-11,2\n", func(*ingest.Request) {})
		f("import.not_recognised", "email,favourite tea\na@example.com,green\n", func(*ingest.Request) {})
		f("import.not_recognised", "order_no,sku,title,price,quantity\n1,S,x,2,3\n", func(*ingest.Request) {})
		// Columns as ours but one: neither our orders nor any other kind of facts.
		f("import.not_recognised", strings.Replace(strings.Join(simulate.Header, ","), "customer_no", "client", 1)+"\n", func(*ingest.Request) {})
		f("import.which_shop", "day,source,visitors\n2015-11-11,x,2\n", func(*ingest.Request) {})
		f("import.mapping_target", "d,s,v\n2015-11-11,x,2\n", func(r *ingest.Request) { r.Kind, r.Mapping = "traffic", ingest.Mapping{"d": "day", "s": "source"} })
		f("import.unknown_target", "d,s,v\n2015-11-11,x,2\n", func(r *ingest.Request) { r.Kind, r.Mapping = "traffic", ingest.Mapping{"d": "order_no"} })
		f("import.target_twice", "d,s,v\n2015-11-11,x,2\n", func(r *ingest.Request) { r.Kind, r.Mapping = "traffic", ingest.Mapping{"d": "day", "s": "day"} })
		if err := s.in.SaveMapping(t.Context(), "traffic", "mine", ingest.Mapping{"d": "day", "s": "source", "v": "visitors"}, ingest.Format{}, noon); err != nil {
			t.Fatal(err)
		}
		got := s.load(t, write(t, "mine.csv", "d,s,v\n2015-11-11,x,2\n"), named, func(r *ingest.Request) { r.Preset = "mapping:mine" })
		if got.Kind != "traffic" || got.Added != 1 {
			t.Errorf("%+v", got)
		}
		b, err := s.in.Batch(t.Context(), got.Batch)
		if err != nil || b.Kind != "traffic" || b.Added != 1 {
			t.Errorf("%+v %v", b, err)
		}
	}, ingest.Schema)
}
