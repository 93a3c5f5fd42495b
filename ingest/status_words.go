package ingest

import "maps"

var statusWords = map[string]string{
	"等待买家付款":            "unpaid",
	"没有创建外部交易":          "unpaid",
	"余额宝0元购合约中":         "unpaid",
	"外卡支付付款确认中":         "unpaid",
	"买家已付款,等待卖家发货":      "paid",
	"等待卖家发货":            "paid",
	"卖家部分发货":            "shipped",
	"卖家已发货,等待买家确认":      "shipped",
	"等待买家确认收货":          "shipped",
	"卖家已发货":             "shipped",
	"买家已签收":             "shipped",
	"交易成功":              "finished",
	"交易关闭":              "closed",
	"交易被淘宝关闭":           "closed",
	"付款以后用户退款成功,交易自动关闭": "closed",
	"付款以前,卖家或买家主动关闭交易":  "closed",
	"pending":            "unpaid",
	"authorized":         "unpaid",
	"unpaid":             "unpaid",
	"paid":               "paid",
	"partially_paid":     "paid",
	"partially_refunded": "paid",
	"processing":         "paid",
	"shipped":            "shipped",
	"fulfilled":          "shipped",
	"delivered":          "finished",
	"completed":          "finished",
	"finished":           "finished",
	"refunded":           "closed",
	"voided":             "closed",
	"closed":             "closed",
	"cancelled":          "closed",
	"canceled":           "closed",
}

// statusTable are the words that the maker of a file writes for the states of an
// order: its own before those of all.
func statusTable(p preset) map[string]string {
	all := maps.Clone(statusWords)
	maps.Copy(all, p.words)
	return all
}
