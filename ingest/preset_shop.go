package ingest

// shopOrders are the orders of shop systems.
func shopOrders() []preset {
	return []preset{
		{
			id: "shopify", label: "Shopify orders", platform: "shopify", currency: "", dateOrder: "ymd",
			needs: []string{"order_no", "ordered_at", "amount", "quantity", "unit_price"},
			heads: map[string][]string{
				"order_no": {"name"}, "email": {"email"}, "status": {"financial status"}, "paid_at": {"paid at"}, "currency": {"currency"}, "postage": {"shipping"},
				"amount": {"total"}, "discount": {"discount amount"}, "coupon": {"discount code"}, "ordered_at": {"created at"}, "finished_at": {"cancelled at"},
				"quantity": {"lineitem quantity"}, "product_title": {"lineitem name"}, "unit_price": {"lineitem price"}, "product_no": {"lineitem sku"},
				"line_discount": {"lineitem discount"}, "name": {"billing name"}, "province": {"shipping province"}, "city": {"shipping city"},
				"country": {"shipping country"}, "phone": {"phone"}, "refund": {"refunded amount"}, "agreed": {"accepts marketing"},
			},
		},
		{
			id: "squarespace", label: "Squarespace orders", platform: "squarespace", currency: "USD", zone: "America/New_York",
			marks: []string{"financial status", "lineitem variant|amount refunded"}, needs: []string{"order_no", "ordered_at", "amount"},
			heads: map[string][]string{
				"order_no": {"order id"}, "email": {"email"}, "status": {"financial status"}, "paid_at": {"paid at"}, "currency": {"currency"}, "postage": {"shipping"},
				"amount": {"total"}, "discount": {"discount amount"}, "coupon": {"discount code"}, "ordered_at": {"created at"}, "finished_at": {"cancelled at"},
				"quantity": {"lineitem quantity"}, "product_title": {"lineitem name"}, "unit_price": {"lineitem price"}, "sku": {"lineitem sku"},
				"name": {"billing name"}, "province": {"shipping province"}, "city": {"shipping city"}, "country": {"shipping country"},
				"phone": {"billing phone"}, "refund": {"amount refunded"},
			},
			words: map[string]string{"pending": paid},
		},
		wooAnalytics(), wooItems(), wooOrders(), magentoOrders(), bigcommerceOrders(),
	}
}

// wooWords are the states of WooCommerce, with and without the prefix of its
// database. A failed payment can be tried again.
var wooWords = map[string]string{
	"pending": unpaid, "pending payment": unpaid, "on hold": unpaid, "failed": unpaid, "checkout draft": unpaid, "draft": unpaid,
	"processing": paid, "completed": finished, "cancelled": closed, "refunded": closed,
	"wc pending": unpaid, "wc on hold": unpaid, "wc failed": unpaid, "wc checkout draft": unpaid,
	"wc processing": paid, "wc completed": finished, "wc cancelled": closed, "wc refunded": closed,
}

// wooAnalytics: a row for each order, net of tax and postage; nobody is known.
func wooAnalytics() preset {
	return preset{
		id: "woocommerce-analytics", label: "WooCommerce analytics, orders", platform: "woocommerce", shop: "woocommerce", currency: "USD", dateOrder: "ymd", oneRow: true,
		marks: []string{"order #", "customer type|product(s)|items sold"}, needs: []string{"order_no", "ordered_at", "amount"},
		heads: map[string][]string{
			"order_no": {"order #"}, "ordered_at": {"date"}, "status": {"status"}, "name": {"customer"}, "amount": {"net sales", "n. revenue (formatted)", "n. revenue", "revenue"},
			"titles": {"product(s)"}, "order_quantity": {"items sold"}, "coupon": {"coupon(s)"},
		},
		words:    wooWords,
		products: cellProducts{`(\d+)\s*×\s*((?:[^,]|,\s*[^\d\s]|,\s*\d+[^\d\s×])+)`, []string{"quantity", "product_title"}},
	}
}

// wooItems: a row for each product. Amounts of the order repeat on its rows.
// "Quantity (- Refund)" is what stays of a line, not what came back.
func wooItems() preset {
	return preset{
		id: "woocommerce-items", label: "WooCommerce advanced order export", platform: "woocommerce", shop: "woocommerce", currency: "USD",
		marks: []string{"order number", "email (billing)|first name (billing)|full name (billing)|item #|quantity (- refund)"}, needs: []string{"order_no", "ordered_at", "amount|line_amount|unit_price"},
		heads: map[string][]string{
			"order_no": {"order number"}, "status": {"order status"}, "ordered_at": {"order date"}, "paid_at": {"paid date", "date paid"}, "email": {"email (billing)"}, "phone": {"phone (billing)"},
			"name": {"full name (billing)"}, "city": {"city (billing)"}, "province": {"state name (billing)", "state code (billing)"}, "country": {"country name (billing)", "country code (billing)"},
			"product_title": {"item name", "product name (main)", "product name", "name"}, "sku": {"sku"}, "product_no": {"product id"},
			"quantity": {"quantity", "quantity (- refund)"}, "line_amount": {"order line total", "order line (w/o tax)", "order line total (- refund)"}, "unit_price": {"item cost"},
			"amount": {"order total amount", "order total amount (- refund)"}, "postage": {"order shipping amount"}, "discount": {"cart discount amount"},
			"refund": {"order refund amount", "order line total refunded"}, "coupon": {"coupon code", "coupons used"}, "currency": {"order currency", "currency"},
		},
		parts:   map[string][]string{"name": {"first name (billing)", "last name (billing)"}},
		repeats: []string{"order refund amount"}, words: wooWords,
	}
}

// wooOrders: a row for each order, the products in columns of their own. Customer
// number 0 is a guest, so the e-mail address alone tells who bought.
func wooOrders() preset {
	return preset{
		id: "woocommerce-orders", label: "WooCommerce order export (Order/Customer CSV Export, WebToffee)", platform: "woocommerce", shop: "woocommerce", currency: "USD", dateOrder: "ymd", oneRow: true,
		marks: []string{"billing_email|billing_phone|billing_first_name"}, needs: []string{"order_no", "ordered_at|paid_at", "amount"},
		heads: map[string][]string{
			"order_no": {"order_number_formatted", "order_number", "order_id"}, "ordered_at": {"order_date", "date"}, "paid_at": {"paid_date", "date_paid"}, "status": {"order_status", "status"},
			"amount": {"order_total", "total"}, "postage": {"shipping_total", "order_shipping"}, "discount": {"discount_total", "cart_discount", "order_discount"}, "refund": {"refunded_total", "total_refunded", "refund_total"},
			"currency": {"order_currency", "currency"}, "email": {"billing_email", "customer_email"}, "phone": {"billing_phone"}, "city": {"billing_city"}, "province": {"billing_state"},
			"country": {"billing_country"}, "coupon": {"coupon_codes", "coupons"}, "finished_at": {"completed_date", "date_completed"},
		},
		parts:    map[string][]string{"name": {"billing_first_name", "billing_last_name"}},
		prefixes: map[string]string{"order_item_": "titles", "line_item_": "titles"},
		words:    wooWords,
		products: cellProducts{`product_id:(\d+)\|(?:sku:([^|]*)\|)?(?:quantity:)?(\d+)\|(?:total:)?(-?[\d.]+)`, []string{"product_no", "sku", "quantity", "line_amount"}},
	}
}

// magentoOrders: a row for each order, as the grid exports it.
func magentoOrders() preset {
	return preset{
		id: "magento-orders", label: "Magento 2 order grid", platform: "magento", currency: "USD", zone: "UTC", dateOrder: "mdy", oneRow: true,
		marks: []string{"purchase point|grand total (purchased)|grand total (base)|bill-to name"}, needs: []string{"order_no", "ordered_at", "amount"},
		heads: map[string][]string{
			"order_no": {"id", "order #", "increment id"}, "ordered_at": {"purchase date"}, "status": {"status"}, "amount": {"grand total (purchased)", "grand total (base)"},
			"postage": {"shipping and handling"}, "email": {"customer email"}, "name": {"customer name", "bill-to name"}, "refund": {"total refunded"}, "total": {"subtotal"},
			"phone": {"phone number", "telephone"}, "coupon": {"coupon code"},
		},
		words: map[string]string{
			"pending": unpaid, "pending payment": unpaid, "pending paypal": unpaid, "payment review": unpaid, "fraud": unpaid, "holded": unpaid, "on hold": unpaid,
			"paypal canceled reversal": paid, "paypal reversed": closed, "complete": finished, "closed": closed, "canceled": closed,
		},
	}
}

// bigcommerceOrders: a row for each order, day and time in two columns, the
// products in one cell.
func bigcommerceOrders() preset {
	return preset{
		id: "bigcommerce-orders", label: "BigCommerce orders", platform: "bigcommerce", currency: "USD", zone: "UTC", dateOrder: "mdy", oneRow: true,
		marks: []string{"order id", "order total (inc tax)|order total (ex tax)|subtotal (inc tax)"}, needs: []string{"order_no", "ordered_at", "amount"},
		heads: map[string][]string{
			"order_no": {"order id"}, "status": {"order status"}, "amount": {"order total (inc tax)", "order total (ex tax)"}, "refund": {"refund amount"},
			"postage": {"shipping cost (inc tax)", "shipping cost (ex tax)"}, "discount": {"coupon value"}, "email": {"customer email", "billing email"},
			"phone": {"customer phone", "billing phone"}, "name": {"customer name"}, "order_quantity": {"total quantity"}, "titles": {"product details"},
			"currency": {"order currency code"}, "city": {"shipping suburb", "billing suburb"}, "province": {"shipping state", "billing state"}, "country": {"shipping country", "billing country"},
		},
		parts: map[string][]string{"ordered_at": {"order date", "order time"}, "name": {"billing first name", "billing last name"}},
		words: map[string]string{
			"incomplete": unpaid, "awaiting payment": unpaid, "manual verification required": unpaid, "awaiting fulfillment": paid, "awaiting shipment": paid,
			"awaiting pickup": paid, "partially shipped": shipped, "disputed": paid, "partially refunded": finished, "declined": closed,
		},
		products: cellProducts{`Product ID: (\d*), Product Qty: (\d+), Product SKU: (.*?), Product Name: (.*?)(?:, Product (?:Weight|Variation Details|Unit Price):.*?)?(?:, Product Total Price: ([\d.]+)| \||$)`,
			[]string{"product_no", "quantity", "sku", "product_title", "line_amount"}},
	}
}
