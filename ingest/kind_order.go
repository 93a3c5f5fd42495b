package ingest

import "slices"

var orderNumber = field{Target{"order_no", "Order number", "text", true}, "", "order,order_id,order_number,订单编号,订单号,主订单编号"}

// orderKind is what was bought.
func orderKind() kind {
	var columns []field
	for _, t := range Targets {
		words := ""
		switch t.ID {
		case "status":
			words = "status_of"
		case "agreed":
			words = "consent_word"
		}
		columns = append(columns, field{t, words, ""})
	}
	return kind{id: Orders, label: "Orders", columns: columns, presets: presets, match: (*job).matchOrders, put: (*job).putOrders}
}

// reviewKind is what buyers said of what they got.
func reviewKind() kind {
	number := orderNumber
	number.Required = false
	columns := slices.Concat([]field{
		{Target{"review_no", "Number of the review", "text", false}, "", "review_id,评价编号"},
		{Target{"reviewed_at", "Time of the review", "time", true}, "", "review_time,review_date,评价时间,评论时间"},
		{Target{"score", "Mark of the goods, 1 to 5", "score", true}, "", "rating,stars,评分,描述相符,描述相符评分,商品评分"},
		number,
	}, who(false), goods(), []field{
		{Target{"service_score", "Mark of the service, 1 to 5", "score", false}, "", "service,服务态度,服务态度评分"},
		{Target{"delivery_score", "Mark of the delivery, 1 to 5", "score", false}, "", "delivery,物流服务,物流服务评分"},
		{Target{"photo", "Has a photo", "truth", false}, "", "has_photo,有图,是否有图,晒图"},
		{Target{"text", "Text of the review", "text", false}, "", "comment,content,review,评价内容,评论,评论内容"},
	})
	return kind{id: "reviews", label: "Reviews", columns: columns, some: slices.Concat([]string{"order_no", "product_no", "product_title"}, identities),
		steps: []string{"person", "seal", "ware", "review"}, put: (*job).putReviews}
}

// refundKind is why money went back.
func refundKind() kind {
	return kind{
		id: "refunds", label: "Refunds with their reasons", steps: []string{"back"}, put: (*job).putRefunds,
		columns: []field{
			{Target{"refund_no", "Number of the refund", "text", false}, "", "refund_id,退款编号,退款单号,售后编号"},
			orderNumber,
			{Target{"amount", "Amount given back", "money", true}, "", "refund_amount,买家退款金额,退款金额"},
			{Target{"kind", "Money only, return or exchange", "text", false}, "refund_word", "refund_type,退款类型,售后类型,是否需要退货"},
			{Target{"reason", "Reason", "text", false}, "", "refund_reason,退款原因,买家退款原因,售后原因"},
			{Target{"refunded_at", "Time of the refund", "time", true}, "", "refund_time,退款完结时间,退款时间,退款的申请时间"},
			{Target{"state", "State of the refund", "text", false}, "refund_state", "refund_status,退款状态"},
		},
	}
}

// deliveryKind is where an order came from and when its parcel went and came.
func deliveryKind() kind {
	return kind{
		id: "deliveries", label: "Source and delivery of orders", steps: []string{"detail"}, put: (*job).putDetails,
		some: []string{"source", "shipped_at", "delivered_at"},
		presets: []preset{{
			id: "shopify-deliveries", label: "Shopify orders, for source and delivery", platform: "shopify", zone: "UTC", dateOrder: "ymd",
			needs:   []string{"order_no", "shipped_at", "source"},
			aliases: map[string]string{"name": "order_no", "fulfilled at": "shipped_at", "source": "source"},
		}},
		columns: []field{
			orderNumber,
			{Target{"source", "Where the order came from", "text", false}, "", "channel,来源,订单来源,流量来源,订单渠道,流量渠道"},
			{Target{"source_group", "Group of the source", "text", false}, "group_word", "来源分组,渠道分组"},
			{Target{"shipped_at", "Time of shipping", "time", false}, "", "shipped,fulfilled at,发货时间"},
			{Target{"delivered_at", "Time of delivery", "time", false}, "", "delivered,签收时间,确认收货时间"},
		},
	}
}

// productKind is the shop's list of products.
func productKind() kind {
	return kind{
		id: "products", label: "Product list", steps: []string{"catalogue"}, put: (*job).putProducts,
		some: []string{"title", "category", "brand", "cost", "list_price", "listed_on", "stock", "period_days", "group"},
		columns: []field{
			{Target{"product_no", "Product number", "text", true}, "", "product_id,productid,sku,stockcode,商品id,商品编号,商家编码,货号,宝贝id"},
			{Target{"title", "Title", "text", false}, "", "product_title,product_name,description,商品名称,商品标题,宝贝标题"},
			{Target{"category", "Category", "text", false}, "", "product_category,类目,分类,商品类目"},
			{Target{"brand", "Brand", "text", false}, "", "vendor,品牌"},
			{Target{"cost", "Cost of one piece", "money", false}, "", "cost_price,unit_cost,cost per item,成本,成本价"},
			{Target{"list_price", "List price of one piece", "money", false}, "", "price,标价,吊牌价,原价,一口价"},
			{Target{"listed_on", "On sale since", "day", false}, "", "listed_day,listed,上架日期,上架时间"},
			{Target{"stock", "Pieces in stock", "number", false}, "", "inventory,库存,库存数量"},
			{Target{"period_days", "Days that one piece lasts", "real", false}, "", "consumption_days,消耗周期,使用周期,消费周期"},
			{Target{"group", "Products that stand for each other", "text", false}, "", "consumption_group,消费组,替代组"},
		},
	}
}
