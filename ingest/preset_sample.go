package ingest

// sampleOrders are public sets of orders, and what Huike itself writes.
func sampleOrders() []preset {
	return []preset{
		{
			id: "uci", label: "UCI Online Retail", platform: "uci", currency: "GBP", zone: "Europe/London", dateOrder: "mdy",
			needs: []string{"order_no", "product_no", "quantity", "ordered_at", "unit_price", "external"}, refundPrefix: true,
			aliases: map[string]string{
				"invoiceno": "order_no", "invoice": "order_no", "stockcode": "product_no", "description": "product_title", "quantity": "quantity",
				"invoicedate": "ordered_at", "unitprice": "unit_price", "price": "unit_price", "customerid": "external", "customer id": "external", "country": "country",
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
		{
			id: "olist-orders", label: "Olist orders", platform: "olist", shop: "olist", currency: "BRL", zone: "America/Sao_Paulo", dateOrder: "ymd", decimal: ".", oneRow: true,
			marks: []string{"order_purchase_timestamp"}, needs: []string{"order_no", "ordered_at"},
			heads: map[string][]string{
				"order_no": {"order_id"}, "external": {"customer_id"}, "status": {"order_status"}, "ordered_at": {"order_purchase_timestamp"},
				"paid_at": {"order_approved_at"}, "finished_at": {"order_delivered_customer_date"},
			},
			words: map[string]string{"created": unpaid, "invoiced": paid, "unavailable": closed},
		},
		{
			id: "olist-items", label: "Olist order items", platform: "olist", shop: "olist", currency: "BRL", zone: "America/Sao_Paulo", dateOrder: "ymd", decimal: ".", itemsOnly: true,
			marks: []string{"order_item_id", "freight_value|shipping_limit_date"}, needs: []string{"order_no", "product_no", "line_amount"},
			heads: map[string][]string{
				"order_no": {"order_id"}, "line_no": {"order_item_id"}, "product_no": {"product_id"}, "line_amount": {"price"},
			},
		},
		{
			id: "olist-payments", label: "Olist payments", platform: "olist", shop: "olist", currency: "BRL", zone: "America/Sao_Paulo", dateOrder: "ymd", decimal: ".", payments: true,
			marks: []string{"payment_value"}, needs: []string{"order_no", "amount"},
			heads: map[string][]string{
				"order_no": {"order_id"}, "line_no": {"payment_sequential"}, "amount": {"payment_value"},
			},
		},
	}
}
