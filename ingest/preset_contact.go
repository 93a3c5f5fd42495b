package ingest

// contactPresets are the contacts that shops and senders of newsletters export:
// attributes of customers, with what they agreed to.
func contactPresets() []preset {
	return []preset{
		{
			id: "shopify-customers", label: "Shopify customers", currency: "USD", zone: "UTC", dateOrder: "ymd",
			marks: []string{"accepts email marketing|accepts sms marketing|total orders|tax exempt", "email"}, needs: []string{"email|phone|external"}, not: []string{"financial status"},
			heads: map[string][]string{
				"external": {"customer id"}, "email": {"email"}, "phone": {"phone", "default address phone"}, "agreed": {"accepts email marketing"}, "agreed_sms": {"accepts sms marketing"},
				"city": {"default address city"}, "province": {"default address province code"}, "country": {"default address country code"},
			},
			parts:   map[string][]string{"name": {"first name", "last name"}},
			ignores: []string{"first name", "last name", "note", "total spent", "total orders", "accepts whatsapp marketing", "default address zip", "default address company"},
		},
		{
			id: "mailchimp", label: "Mailchimp contacts (subscribed, unsubscribed, cleaned)", currency: "USD", zone: "UTC", dateOrder: "ymd",
			marks: []string{"email address", "optin_time|confirm_time|member_rating|leid|euid|unsub_time|clean_time"}, needs: []string{"email"},
			heads: map[string][]string{
				"email": {"email address"}, "phone": {"phone number", "phone"}, "birthday": {"birthday"}, "agreed_at": {"confirm_time", "optin_time"}, "unsubscribed_at": {"unsub_time", "clean_time"},
				"country": {"cc"}, "province": {"region"},
			},
			parts: map[string][]string{"name": {"first name", "last name"}},
			ignores: []string{"first name", "last name", "optin_time", "optin_ip", "confirm_time", "confirm_ip", "latitude", "longitude", "gmtoff", "dstoff", "timezone", "last_changed",
				"leid", "euid", "notes", "unsub_time", "unsub_campaign_title", "unsub_campaign_id", "unsub_reason", "unsub_reason_other", "clean_time", "clean_campaign_title", "clean_campaign_id"},
		},
		{
			id: "klaviyo", label: "Klaviyo contacts", currency: "USD", zone: "UTC", dateOrder: "ymd",
			marks: []string{"email", "email marketing consent|sms consent|sms marketing consent|klaviyo id"}, needs: []string{"email|phone"},
			heads: map[string][]string{
				"email": {"email"}, "phone": {"phone number", "phone"}, "city": {"city"}, "province": {"state / region", "region"}, "country": {"country"},
				"agreed": {"email marketing consent"}, "agreed_sms": {"sms consent", "sms marketing consent"}, "agreed_at": {"email marketing consent timestamp", "consent timestamp"},
			},
			parts:   map[string][]string{"name": {"first name", "last name"}},
			ignores: []string{"first name", "last name", "zip code", "klaviyo id", "last open", "last click", "ip address", "latitude", "longitude"},
		},
		{
			id: "olist-customers", label: "Olist customers", platform: "olist", shop: "olist", zone: "America/Sao_Paulo", currency: "BRL", dateOrder: "ymd",
			marks: []string{"customer_unique_id"}, needs: []string{"external"},
			heads: map[string][]string{
				"ouid": {"customer_unique_id"}, "external": {"customer_id"}, "city": {"customer_city"}, "province": {"customer_state"},
			},
		},
	}
}
