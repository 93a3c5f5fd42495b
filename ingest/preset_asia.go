package ingest

// asiaOrders are the orders of Shopee and Lazada. They name no currency: the shop
// must.
func asiaOrders() []preset {
	return []preset{shopeeOrders(), shopeeIndonesia(), lazadaOrders()}
}

// shopeeOrders: a row for each product; the total is of the order and repeats.
func shopeeOrders() preset {
	return preset{
		id: "shopee-orders", label: "Shopee orders", platform: "shopee", shop: "shopee", currency: "SGD", zone: "Asia/Singapore", dateOrder: "ymd",
		marks: []string{"order id", "username (buyer)|return / refund status|order creation date|parent sku reference no."}, needs: []string{"order_no", "ordered_at", "amount|line_amount"},
		heads: map[string][]string{
			"order_no": {"order id"}, "status": {"order status"}, "refund_state": {"return / refund status"}, "ordered_at": {"order creation date"}, "paid_at": {"order paid time"},
			"finished_at": {"order complete time"}, "product_title": {"product name"}, "product_no": {"parent sku reference no."}, "sku": {"sku reference no."}, "quantity": {"quantity"},
			"returned_quantity": {"returned quantity"}, "unit_price": {"deal price"}, "line_amount": {"product subtotal"}, "amount": {"total amount", "grand total"},
			"postage": {"buyer paid shipping fee"}, "nick": {"username (buyer)"}, "name": {"receiver name"}, "phone": {"phone number"}, "city": {"city"}, "province": {"province", "state"}, "country": {"country"},
		},
		words: shopeeWords,
	}
}

// shopeeIndonesia is the same in Indonesian; points part the thousands.
func shopeeIndonesia() preset {
	return preset{
		id: "shopee-id-orders", label: "Shopee orders, Indonesian", platform: "shopee", shop: "shopee", currency: "IDR", zone: "Asia/Jakarta", dateOrder: "ymd", decimal: ",",
		marks: []string{"no. pesanan", "status pesanan|nama produk"}, needs: []string{"order_no", "ordered_at", "amount|unit_price|line_amount"},
		heads: map[string][]string{
			"order_no": {"no. pesanan"}, "status": {"status pesanan"}, "refund_state": {"status pembatalan/ pengembalian", "status pembatalan/pengembalian"}, "ordered_at": {"waktu pesanan dibuat"},
			"paid_at": {"waktu pembayaran dilakukan"}, "finished_at": {"waktu pesanan selesai"}, "product_title": {"nama produk"}, "product_no": {"sku induk"}, "sku": {"nomor referensi sku"},
			"quantity": {"jumlah"}, "returned_quantity": {"returned quantity", "jumlah dikembalikan"}, "unit_price": {"harga setelah diskon"}, "line_amount": {"total harga produk"}, "amount": {"total pembayaran"},
			"postage": {"ongkos kirim dibayar oleh pembeli"}, "nick": {"username (pembeli)"}, "name": {"nama penerima"}, "phone": {"no. telepon"}, "city": {"kota/kabupaten"}, "province": {"provinsi"},
		},
		words: shopeeWords,
	}
}

// shopeeWords: here something that is being processed was paid and waits.
var shopeeWords = map[string]string{
	"to pay": unpaid, "belum bayar": unpaid, "to ship": paid, "perlu dikirim": paid, "ready to ship": paid, "processed": paid, "shipping": shipped, "sedang dikirim": shipped, "telah dikirim": shipped,
	"dikirim": shipped, "to receive": shipped, "to confirm receive": shipped, "selesai": finished, "batal": closed, "dibatalkan": closed, "in cancel": paid, "to return": shipped,
}

// lazadaOrders: a row for each piece, with its own state and price.
func lazadaOrders() preset {
	return preset{
		id: "lazada-orders", label: "Lazada orders", platform: "lazada", currency: "SGD", zone: "Asia/Singapore", dateOrder: "dmy",
		marks: []string{"orderitemid|lazadaid|lazadasku", "ordernumber"}, needs: []string{"order_no", "ordered_at", "line_amount|unit_price"},
		heads: map[string][]string{
			"order_no": {"ordernumber"}, "line_no": {"orderitemid"}, "ordered_at": {"createtime"}, "finished_at": {"delivereddate"}, "email": {"customeremail"}, "name": {"customername", "shippingname"},
			"phone": {"shippingphone", "billingphone"}, "city": {"shippingcity"}, "country": {"shippingcountry"}, "line_amount": {"paidprice"}, "unit_price": {"unitprice"},
			"product_title": {"itemname"}, "product_no": {"lazadasku"}, "sku": {"sellersku"}, "status": {"status"},
		},
		words: map[string]string{
			"unpaid": unpaid, "pending": paid, "confirmed": paid, "repacked": paid, "packed": paid, "ready to ship": paid, "ready to ship pending": paid, "topack": paid, "toship": paid, "shipped": shipped, "shipped back": shipped,
			"delivered": finished, "confirmed delivered": finished, "returned": closed, "shipped back success": closed, "failed": closed, "failed delivery": closed, "delivery failed": closed,
			"lost by 3pl": closed, "damaged by 3pl": closed, "package scrapped": closed, "canceled": closed, "cancelled": closed,
		},
	}
}
