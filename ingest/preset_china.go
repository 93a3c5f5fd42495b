package ingest

// chinaOrders are the orders of the Chinese platforms. All of them write local
// time, the year first.
func chinaOrders() []preset {
	all := append(taobaoOrders(), jdOrders(), pddOrders(), douyinOrders(), youzanOrders(), alibabaOrders())
	for i := range all {
		all[i].currency, all[i].zone, all[i].dateOrder, all[i].decimal = "CNY", "Asia/Shanghai", "ymd", "."
	}
	return append(all, aliexpressOrders())
}

func taobaoOrders() []preset {
	return []preset{
		{
			id: "taobao-items", label: "Taobao/Tmall item report", platform: "taobao",
			needs: []string{"order_no", "product_title", "unit_price", "quantity"}, itemsOnly: true,
			heads: map[string][]string{
				"order_no": {"主订单编号", "订单编号"}, "line_no": {"子订单编号"}, "product_title": {"标题", "商品标题", "宝贝标题"},
				"unit_price": {"价格", "商品价格"}, "quantity": {"购买数量"}, "sku": {"商家编码", "外部系统编号"}, "product_no": {"商品id"},
				"status": {"订单状态"}, "line_amount": {"买家实付金额", "买家实际支付金额"}, "refund": {"退款金额"},
				"ordered_at": {"订单创建时间"}, "paid_at": {"订单付款时间"},
			},
		},
		{
			id: "taobao-orders", label: "Taobao/Tmall order report", platform: "taobao", oneRow: true,
			needs: []string{"order_no", "amount", "ordered_at"},
			heads: map[string][]string{
				"order_no": {"订单编号"}, "nick": {"买家会员名", "买家会员名称", "买家昵称"}, "alipay": {"买家支付宝账号"}, "postage": {"买家应付邮费"}, "total": {"总金额"},
				"amount": {"买家实际支付金额", "买家实付金额"}, "status": {"订单状态"}, "name": {"收货人姓名"}, "address": {"收货地址"}, "phone": {"联系手机", "买家手机号"},
				"ordered_at": {"订单创建时间"}, "paid_at": {"订单付款时间"}, "titles": {"宝贝标题", "商品标题", "标题"}, "kinds": {"宝贝种类"},
				"order_quantity": {"宝贝总数量"}, "refund": {"退款金额"}, "finished_at": {"确认收货时间"}, "ouid": {"buyer_open_uid", "ouid", "buyer_ouid"},
			},
		},
		{
			id: "paid-orders", label: "Paid orders by buyer and second (品牌名称, 买家昵称, 付款日期 …)", platform: "taobao",
			needs: []string{"nick", "paid_at", "amount"}, not: []string{"订单编号", "订单号"},
			heads: map[string][]string{
				"nick": {"买家昵称", "买家会员名"}, "paid_at": {"付款日期", "订单付款时间"}, "status": {"订单状态"}, "amount": {"实付金额", "买家实付金额"},
				"postage": {"邮费"}, "province": {"省份"}, "city": {"城市"}, "order_quantity": {"购买数量"},
			},
		},
	}
}

// jdOrders: a row for each product. The amounts are of the order and repeat;
// what was paid from the balance is part of 结算金额 and not of 应付金额.
func jdOrders() preset {
	return preset{
		id: "jd-orders", label: "JD orders (京东)", platform: "jd",
		marks: []string{"京东价|下单帐号|下单账号"}, needs: []string{"order_no", "ordered_at", "amount|total"},
		heads: map[string][]string{
			"order_no": {"订单号", "订单编号"}, "product_no": {"商品id", "商品编号"}, "product_title": {"商品名称"}, "sku": {"货号", "商家sku"}, "quantity": {"订购数量", "商品数量"},
			"unit_price": {"京东价"}, "ordered_at": {"下单时间"}, "paid_at": {"付款确认时间", "付款时间"}, "finished_at": {"订单完成时间", "完成时间"},
			"amount": {"结算金额", "应付金额"}, "total": {"订单金额"}, "postage": {"运费金额"}, "status": {"订单状态"},
			"nick": {"下单帐号", "下单账号"}, "name": {"客户姓名"}, "phone": {"联系电话"},
		},
	}
}

// pddOrders: a row for each order, which has one product, and nobody is known.
// What the buyer paid is 用户实付金额; 商家实收金额 has the platform's share besides.
func pddOrders() preset {
	return preset{
		id: "pdd-orders", label: "Pinduoduo orders (拼多多)", platform: "pdd", oneRow: true, dayFromNumber: "yymmdd",
		marks: []string{"商家实收金额(元)|用户实付金额(元)|多多支付立减金额(元)"}, needs: []string{"order_no", "line_amount"},
		heads: map[string][]string{
			"order_no": {"订单号"}, "product_title": {"商品", "商品名称"}, "product_no": {"商品id"}, "sku": {"商家编码-规格维度", "商家编码-sku维度", "商家编码-商品维度"},
			"quantity": {"商品数量(件)"}, "line_amount": {"用户实付金额(元)", "商家实收金额(元)"}, "total": {"商品总价(元)"}, "postage": {"邮费(元)"},
			"discount": {"店铺优惠折扣(元)"}, "status": {"订单状态"}, "refund_state": {"售后状态"}, "refund": {"退款金额(元)"},
			"ordered_at": {"订单成交时间", "拼单成功时间", "订单创建时间"}, "paid_at": {"支付时间"}, "finished_at": {"确认收货时间"}, "province": {"省", "省份"}, "city": {"市", "城市"},
		},
		words: pddWords(),
	}
}

// douyinOrders: a row for each product. 订单应付金额 is of the row, and so are
// both states. Names and phones are ciphers.
func douyinOrders() preset {
	return preset{
		id: "douyin-orders", label: "Douyin orders (抖店)", platform: "douyin",
		marks: []string{"主订单编号", "选购商品|订单应付金额"}, needs: []string{"order_no", "line_amount"},
		heads: map[string][]string{
			"order_no": {"主订单编号"}, "line_no": {"子订单编号"}, "product_title": {"选购商品", "商品名称"}, "product_no": {"商品id"}, "sku": {"商家编码"},
			"quantity": {"商品数量"}, "unit_price": {"商品单价"}, "line_amount": {"订单应付金额"}, "postage": {"运费"}, "status": {"订单状态"}, "refund_state": {"售后状态"},
			"ordered_at": {"订单提交时间"}, "paid_at": {"支付完成时间"}, "finished_at": {"订单完成时间"}, "province": {"省"}, "city": {"市"},
		},
	}
}

// youzanOrders: a row for each order. Where no paid amount is told, the goods
// with postage and less the discount are due.
func youzanOrders() preset {
	return preset{
		id: "youzan-orders", label: "Youzan orders (有赞)", platform: "youzan", oneRow: true, goodsTotal: true,
		marks: []string{"商品种类数|全部商品名称|订单商品总件数", "商品金额合计|订单实付金额|应收订单金额"}, needs: []string{"order_no", "ordered_at|paid_at"},
		heads: map[string][]string{
			"order_no": {"订单号", "订单编号"}, "nick": {"买家昵称"}, "phone": {"买家手机号", "收货人手机号"}, "name": {"买家姓名", "收货人"}, "status": {"订单状态"},
			"ordered_at": {"订单创建时间"}, "paid_at": {"买家付款时间"}, "finished_at": {"交易成功时间"}, "titles": {"全部商品名称"}, "kinds": {"商品种类数"},
			"order_quantity": {"订单商品总件数"}, "postage": {"运费"}, "discount": {"店铺优惠合计"}, "total": {"商品金额合计"}, "amount": {"订单实付金额", "实付金额", "应收订单金额"},
			"refund": {"订单已退款金额", "已退款金额"}, "province": {"收货人省份"}, "city": {"收货人城市"},
		},
	}
}

// alibabaOrders: a row for each product. What is of the order stands on its
// first row alone, in some files the number, too.
func alibabaOrders() preset {
	return preset{
		id: "1688-orders", label: "1688 orders", platform: "1688", fillDown: true,
		marks: []string{"货品总价(元)|货品标题", "买家会员名|买家公司名"}, needs: []string{"order_no", "amount"},
		heads: map[string][]string{
			"order_no": {"订单编号"}, "nick": {"买家会员名"}, "postage": {"运费(元)", "运费"}, "amount": {"实付款(元)", "实付款"}, "total": {"货品总价(元)"},
			"status": {"订单状态"}, "ordered_at": {"订单创建时间"}, "paid_at": {"订单付款时间"}, "name": {"收货人姓名"}, "address": {"收货地址"}, "phone": {"联系手机"},
			"product_title": {"货品标题"}, "unit_price": {"单价(元)"}, "quantity": {"数量"}, "sku": {"单品货号", "货号"}, "product_no": {"offer id", "offerid"},
		},
	}
}

// aliexpressOrders: a row for each order, the products as blocks in one cell.
// The seller's pages and files show the time of the American west coast.
func aliexpressOrders() preset {
	return preset{
		id: "aliexpress-orders", label: "AliExpress orders (速卖通)", platform: "aliexpress", currency: "USD", zone: "America/Los_Angeles", dateOrder: "ymd", decimal: ".", oneRow: true,
		marks: []string{"订单号", "产品总金额|物流费用"}, needs: []string{"order_no", "amount", "ordered_at|paid_at"},
		heads: map[string][]string{
			"order_no": {"订单号"}, "status": {"订单状态"}, "name": {"买家名称", "收货人名称"}, "email": {"买家邮箱"}, "phone": {"手机", "联系电话"},
			"ordered_at": {"下单时间"}, "paid_at": {"付款时间"}, "finished_at": {"确认收货时间"}, "total": {"产品总金额"}, "postage": {"物流费用"}, "amount": {"订单金额"},
			"discount": {"满立减"}, "country": {"收货国家"}, "province": {"州/省"}, "city": {"城市"},
		},
		prefixes: map[string]string{"产品信息": "titles"},
		products: cellProducts{`(?s)【\d+】\s*([^\r\n]*)(?:[^【]*?[(（]商家编码[:：]\s*([^)）]*)[)）])?[^【]*?[(（]产品数量[:：]\s*(\d+)`, []string{"product_title", "sku", "quantity"}},
	}
}
