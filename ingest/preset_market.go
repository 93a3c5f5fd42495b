package ingest

// marketOrders are the orders of Amazon, eBay, Etsy and TikTok Shop.
func marketOrders() []preset {
	return []preset{amazonOrders(), amazonReport(), ebayOrders(), etsyItems(), etsyOrders(), tiktokOrders()}
}

// amazonWords has what follows the dash in the states of orders that a carrier
// holds.
var amazonWords = map[string]string{
	"pending": unpaid, "pending - waiting for pick up": paid, "pendingavailability": unpaid, "unshipped": paid, "partiallyshipped": shipped, "partially shipped": shipped, "invoiceunconfirmed": paid,
	"shipped": shipped, "shipping": shipped, "complete": finished, "shipped - delivered to buyer": finished, "shipped - picked up": shipped, "shipped - out for delivery": shipped,
	"shipped - in transit": shipped, "shipped - returning to seller": shipped, "shipped - returned to seller": closed, "shipped - rejected by buyer": closed,
	"shipped - lost in transit": closed, "shipped - damaged": closed, "shipped - undeliverable": closed, "cancelled": closed, "canceled": closed, "unfulfillable": closed,
}

// amazonOrders: a row for each product; item-price is of the row and for all of
// its pieces, without postage; a cancelled row has neither pieces nor price.
// Nobody is known.
func amazonOrders() preset {
	return preset{
		id: "amazon-orders", label: "Amazon all orders", platform: "amazon", shop: "amazon", currency: "USD", dateOrder: "ymd",
		marks: []string{"amazon-order-id", "order-status|item-status|sales-channel"}, needs: []string{"order_no", "ordered_at", "line_amount"},
		heads: map[string][]string{
			"order_no": {"amazon-order-id"}, "ordered_at": {"purchase-date"}, "status": {"order-status", "item-status"}, "product_title": {"product-name"}, "sku": {"sku"}, "product_no": {"asin"},
			"quantity": {"quantity", "quantity-purchased"}, "currency": {"currency"}, "line_amount": {"item-price"}, "line_discount": {"item-promotion-discount"},
			"city": {"ship-city"}, "province": {"ship-state"}, "country": {"ship-country"}, "coupon": {"promotion-ids"},
		},
		words: amazonWords,
	}
}

// amazonReport: the reports of new and of unshipped orders, paid ones all, with
// the buyer's forwarding address.
func amazonReport() preset {
	return preset{
		id: "amazon-report", label: "Amazon order report (new or unshipped orders)", platform: "amazon", shop: "amazon", currency: "USD", dateOrder: "ymd",
		marks: []string{"order-item-id", "quantity-purchased|quantity-to-ship", "buyer-email|buyer-name|payments-date"}, needs: []string{"order_no", "ordered_at|paid_at"},
		heads: map[string][]string{
			"order_no": {"order-id"}, "line_no": {"order-item-id"}, "ordered_at": {"purchase-date"}, "paid_at": {"payments-date"}, "email": {"buyer-email"}, "phone": {"buyer-phone-number"},
			"name": {"buyer-name", "recipient-name", "recepient-name"}, "sku": {"sku"}, "product_title": {"product-name"}, "quantity": {"quantity-purchased"}, "currency": {"currency"},
			"line_amount": {"item-price"}, "city": {"ship-city"}, "province": {"ship-state"}, "country": {"ship-country"},
		},
		words: amazonWords,
	}
}

// ebayOrders: an order of several products has a row of its own with the total
// and without a product, before a row for each product. Sold For is of one piece.
func ebayOrders() preset {
	return preset{
		id: "ebay-orders", label: "eBay orders", platform: "ebay", currency: "USD", zone: "America/Los_Angeles", dateOrder: "mdy",
		marks: []string{"sales record number|buyer username|user id", "item number|sold for|item title"}, needs: []string{"order_no", "ordered_at|paid_at", "amount|unit_price"},
		heads: map[string][]string{
			"order_no": {"order number", "sales record number"}, "line_no": {"transaction id"}, "nick": {"buyer username", "user id"}, "email": {"buyer email"}, "name": {"buyer name", "buyer full name"},
			"phone": {"ship to phone", "post to phone"}, "city": {"ship to city", "post to city", "buyer city"}, "province": {"ship to state", "buyer state"}, "country": {"ship to country", "post to country", "buyer country"},
			"product_no": {"item number"}, "product_title": {"item title"}, "sku": {"custom label", "custom label (sku)"}, "quantity": {"quantity"}, "unit_price": {"sold for", "sale price"},
			"postage": {"shipping and handling", "postage and packaging"}, "amount": {"total price"}, "ordered_at": {"sale date"}, "paid_at": {"paid on date"},
		},
	}
}

// etsyItems: a row for each product; Item Total is price times quantity, the
// discount is of the row, the postage of the order.
func etsyItems() preset {
	return preset{
		id: "etsy-items", label: "Etsy order items", platform: "etsy", shop: "etsy", currency: "USD", zone: "America/New_York", dateOrder: "mdy", itemsOnly: true,
		marks: []string{"sale date", "item name|item total|transaction id"}, needs: []string{"order_no", "ordered_at|paid_at", "line_amount|unit_price"},
		heads: map[string][]string{
			"order_no": {"order id"}, "line_no": {"transaction id"}, "ordered_at": {"sale date"}, "paid_at": {"date paid"}, "nick": {"buyer"}, "name": {"ship name"},
			"product_title": {"item name"}, "product_no": {"listing id"}, "sku": {"sku"}, "quantity": {"quantity"}, "unit_price": {"price"}, "line_amount": {"item total"},
			"line_discount": {"discount amount"}, "postage": {"order shipping"}, "coupon": {"coupon code"}, "currency": {"currency"},
			"city": {"ship city"}, "province": {"ship state"}, "country": {"ship country"},
		},
	}
}

// etsyOrders: a row for each order; Order Total has goods, postage and tax, less
// the discount.
func etsyOrders() preset {
	return preset{
		id: "etsy-orders", label: "Etsy orders", platform: "etsy", shop: "etsy", currency: "USD", zone: "America/New_York", dateOrder: "mdy", oneRow: true,
		marks: []string{"sale date", "order value|order total|number of items"}, needs: []string{"order_no", "ordered_at", "amount"},
		heads: map[string][]string{
			"order_no": {"order id"}, "ordered_at": {"sale date"}, "paid_at": {"date paid"}, "nick": {"buyer"}, "name": {"full name"}, "order_quantity": {"number of items"},
			"amount": {"order total", "order value"}, "total": {"order value"}, "discount": {"discount amount"}, "postage": {"shipping"}, "coupon": {"coupon code"}, "currency": {"currency"},
			"status": {"status"}, "city": {"ship city"}, "province": {"ship state"}, "country": {"ship country"},
		},
		parts: map[string][]string{"name": {"first name", "last name"}},
	}
}

// tiktokOrders: a row for each product; what is called Order is of the order and
// repeats. The first row after the header describes the columns. Day first
// outside America, so the file decides.
func tiktokOrders() preset {
	return preset{
		id: "tiktok-orders", label: "TikTok Shop orders", platform: "tiktok", currency: "USD", zone: "America/Los_Angeles",
		marks: []string{"order id", "order substatus|cancelation/return type|sku subtotal after discount|sku quantity of return"}, needs: []string{"order_no", "ordered_at|paid_at", "amount|line_amount"},
		heads: map[string][]string{
			"order_no": {"order id"}, "status": {"order status"}, "product_title": {"product name"}, "product_no": {"sku id"}, "sku": {"seller sku"}, "category": {"product category"},
			"quantity": {"quantity"}, "returned_quantity": {"sku quantity of return"}, "unit_price": {"sku unit original price"}, "line_amount": {"sku subtotal after discount"},
			"amount": {"order amount"}, "refund": {"order refund amount"}, "postage": {"shipping fee after discount"}, "ordered_at": {"created time"}, "paid_at": {"paid time"},
			"finished_at": {"delivered time"}, "nick": {"buyer username", "buyer nickname"}, "city": {"city", "regency and city"}, "province": {"state", "province"}, "country": {"country"},
		},
		repeats: []string{"order refund amount"},
		words: map[string]string{
			"unpaid": unpaid, "on hold": paid, "to ship": paid, "awaiting shipment": paid, "awaiting collection": paid, "partially shipping": shipped, "in transit": shipped,
			"shipped": shipped, "delivered": finished, "completed": finished, "canceled": closed, "cancelled": closed,
		},
	}
}
