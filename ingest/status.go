package ingest

import (
	"maps"
	"strings"
)

// The states of an order.
const (
	unpaid   = "unpaid"
	paid     = "paid"
	shipped  = "shipped"
	finished = "finished"
	closed   = "closed" // called off, or wholly given back
)

// statusTable is what words for states mean in a file of a preset: its own words
// first, then the common ones. The words are as statusKey gives them.
func statusTable(p preset) map[string]string {
	all := spelt(statusWords)
	maps.Copy(all, spelt(p.words))
	return all
}

// stateOf is the state that a word means by a table; "" where it is not known.
// Of two words with a comma between, a refund that is done decides, else the
// first.
func stateOf(table map[string]string, word string) string {
	key := strings.TrimPrefix(statusKey(word), "wc-") // as WooCommerce's database has them
	if s := table[key]; s != "" {
		return s
	}
	if _, rest, found := strings.Cut(key, ")"); found && strings.HasPrefix(key, "(") && table[rest] != "" {
		return table[rest] // (锁定)等待出库
	}
	before, after, two := strings.Cut(key, ",")
	switch {
	case !two || table[before] == "":
		return ""
	case refundDone(after):
		return closed
	}
	return table[before]
}

// statusKey is a word as it is compared: in lower case, with half-width signs
// and single blanks, and none after a comma.
func statusKey(word string) string {
	word = strings.ToLower(strings.Join(strings.FieldsFunc(narrow(word), isBlank), " "))
	return strings.ReplaceAll(word, ", ", ",")
}

// spelt has every word with its blanks as they are, as hyphens, as underscores
// and left out: on hold, on-hold, on_hold, onhold.
func spelt(words map[string]string) map[string]string {
	all := map[string]string{}
	for word, state := range words {
		for _, between := range []string{"-", "_", ""} {
			if other := strings.ReplaceAll(word, " ", between); words[other] == "" {
				all[other] = state
			}
		}
	}
	for word, state := range words {
		all[statusKey(word)] = state
	}
	return all
}

// refundWords are the words for a refund that is done: they give the whole row
// back where no amount is told.
var refundWords = []string{
	"退款成功", "已退款", "全额退款", "已全额退款", "退款完成", "退货退款成功", "售后完成", "售后成功", "已完成退款", "退货退款完成",
	"return/refund", "refunded", "refund completed", "return/refund completed", "request approved", "refund paid", "fully refunded",
	"permintaan disetujui", "pengembalian dana selesai",
}

// refundDone reports whether the state of a refund says that the money went back.
func refundDone(word string) bool {
	key := statusKey(word)
	for _, done := range refundWords {
		if key == done || strings.HasSuffix(key, ","+done) {
			return true
		}
	}
	return false
}

// statusWords are the words of all platforms; statusTable adds their spellings.
var statusWords = merged(chineseWords, englishWords, otherWords, pddWords())

func merged(all ...map[string]string) map[string]string {
	out := map[string]string{}
	for _, words := range all {
		maps.Copy(out, words)
	}
	return out
}

// pddWords are the states of Pinduoduo, which carry the refund after a comma: a
// refund that is done takes the purchase back, any other leaves it.
func pddWords() map[string]string {
	all := map[string]string{}
	before := map[string]string{
		"待发货": paid, "未发货": paid, "待揽收": paid, "已发货": shipped, "已发货,待签收": shipped, "已发货,待收货": shipped, "待签收": shipped, "待收货": shipped, "已签收": shipped, "已收货": finished, "已完成": finished,
	}
	for state, rank := range before {
		all[state] = rank
		for _, open := range []string{"退款中", "售后中", "售后处理中", "退款关闭", "售后关闭", "售后取消", "退款取消", "无售后", "无售后或售后取消", "部分退款"} {
			all[state+","+open] = rank
		}
		for _, done := range []string{"退款成功", "已退款", "全额退款"} {
			all[state+","+done] = closed
		}
	}
	return all
}

// state gives each of some words, parted by commas of Chinese lists, one state.
func state(of string, words ...string) map[string]string {
	all := map[string]string{}
	for _, w := range words {
		all[w] = of
	}
	return all
}

// chineseWords: Taobao and Tmall, 1688, AliExpress, JD, Pinduoduo, Douyin,
// Kuaishou, Xiaohongshu, Youzan, Weimob, WeChat shops.
var chineseWords = merged(
	state(unpaid, "等待买家付款", "没有创建外部交易", "余额宝0元购合约中", "外卡支付付款确认中", "待付款", "待支付", "未付款", "未支付", "等待付款", "等待支付", "待买家付款", "买家未付款",
		"付款确认中", "支付中", "付款中", "已下单", "已拍下", "待付定金", "待付尾款", "定金未付尾款未付", "风控24小时", "资金未到账", "等待确认付款", "货到付款待确认"),
	state(paid, "买家已付款,等待卖家发货", "买家已付款", "等待卖家发货", "等待您发货", "等待发货", "待发货", "已付款", "已支付", "付款成功", "支付成功", "未发货", "待配货", "配货中", "备货中", "待出库", "等待出库", "出库中",
		"锁定", "已锁定", "暂停", "待打单", "待打印", "等待打印", "待揽收", "待揽件", "待接单", "已接单", "待成团", "拼团中", "已成团", "已成团,待发货", "待核销", "待自提", "待使用", "等待自提", "待处理", "处理中", "待分配", "待审核",
		"申请退款中", "退款中", "退款申请中", "等待退款", "等待卖家同意退款", "维权中", "售后中", "售后处理中", "申请取消", "申请取消的订单", "取消中", "含纠纷的订单", "含纠纷订单", "冻结中的订单", "冻结中", "等待卖家推进", "特殊处理", "定金已付尾款未付", "付尾款成功", "部分退款", "部分退款成功"),
	state(shipped, "卖家部分发货", "部分发货", "卖家已发货,等待买家确认", "等待买家确认收货", "等待确认收货", "等待买家收货", "等待买家确认", "卖家已发货", "商家已发货", "买家已签收", "已发货", "已出库", "待收货", "待签收", "待确认收货", "等待收货",
		"配送中", "运输中", "派送中", "在途", "已揽收", "已揽件", "已签收", "已妥投", "已送达", "待买家确认收货", "部分收货", "等待您确认金额", "等待放款", "放款中", "资金处理中"),
	state(finished, "交易成功", "交易完成", "交易已完成", "已完成", "完成", "订单完成", "已收货", "确认收货", "已确认收货", "买家已收货", "待评价", "已评价", "双方已评", "已核销", "已使用", "已自提", "已结束", "已放款"),
	state(closed, "交易关闭", "交易已关闭", "交易被淘宝关闭", "付款以后用户退款成功,交易自动关闭", "付款以前,卖家或买家主动关闭交易", "已关闭", "关闭", "订单关闭", "已取消", "取消", "订单取消", "订单已取消", "交易取消", "交易终止", "交易失败", "支付失败",
		"已退款", "退款成功", "全额退款", "已全额退款", "全部退款", "退款完成", "已退货", "退货完成", "退货成功", "退货退款成功", "配送退货", "拒收", "已拒收", "买家拒收", "已失效", "已过期", "超时关闭", "超时取消", "系统取消", "买家取消", "卖家取消", "商家取消", "未成团", "拼团失败", "已删除", "已作废", "作废", "无效",
		"(删除)等待出库", "(删除)锁定", "(删除)等待确认收货", "(删除)等待付款", "(删除)暂停"),
)

// englishWords: Shopify, WooCommerce, Magento, BigCommerce, Amazon, eBay, Etsy,
// TikTok Shop, Squarespace, Wix, Square, Shopee, Lazada, Taobao's interface.
var englishWords = merged(
	state(unpaid, "pending", "pending payment", "payment pending", "awaiting payment", "awaiting buyer payment", "waiting for payment", "authorized", "unpaid", "not paid", "open", "created", "placed", "incomplete", "draft", "checkout draft", "on hold", "holded", "hold",
		"payment review", "payment failed", "failed", "fraud", "suspected fraud", "manual verification required", "verification required", "pending paypal", "overdue", "partially authorized", "place order success",
		"wait buyer pay", "pay pending", "trade no create pay", "wait pre auth confirm", "risk control", "to pay"),
	state(paid, "paid", "partially paid", "processing", "in progress", "in process", "approved", "confirmed", "accepted", "invoiced", "unfulfilled", "unshipped", "awaiting fulfillment", "awaiting shipment", "awaiting collection", "awaiting dispatch", "awaiting pickup", "awaiting delivery confirmation",
		"ready to ship", "ready for pickup", "ready", "to ship", "packed", "preparing", "being prepared", "backordered", "preordered", "disputed", "captured", "payment received", "payment accepted", "payment confirmed", "not shipped", "not fulfilled", "scheduled",
		"refund pending", "cancellation requested", "in cancel", "paid and awaiting shipment", "wait seller send goods", "paid forbid consign", "reserved", "partially refunded", "partial refund", "processed", "settled", "success"),
	state(shipped, "shipped", "partially shipped", "fulfilled", "partially fulfilled", "partial", "in transit", "out for delivery", "dispatched", "sent", "on the way", "shipping", "partially shipping", "awaiting delivery", "to receive", "to confirm receive",
		"shipped - in transit", "shipped - out for delivery", "shipped - picked up", "wait buyer confirm goods", "wait buyer accept goods", "seller consigned part", "seller part send goods", "trade buyer signed", "picked up", "partially delivered"),
	state(finished, "delivered", "completed", "complete", "finished", "finish", "done", "closed successfully", "shipped - delivered to buyer", "trade finished", "received", "fund processing", "partially returned", "partial return"),
	state(closed, "refunded", "fully refunded", "voided", "void", "closed", "cancelled", "canceled", "cancel", "order cancelled", "order canceled", "declined", "rejected", "expired", "abandoned", "returned", "return", "reversed", "chargeback", "charged back", "denied", "deleted", "trashed", "trash",
		"trade closed", "trade closed by taobao", "failed delivery", "delivery failed", "undeliverable", "lost", "damaged", "not delivered", "cancelled by seller", "cancelled by buyer", "canceled by seller", "canceled by buyer", "canceled by customer", "cancelled by customer"),
)

// otherWords are those of shop systems in German, French, Spanish, Portuguese,
// Indonesian, Vietnamese and Japanese.
var otherWords = merged(
	state(unpaid, "unbezahlt", "zahlung ausstehend", "warten auf zahlung", "offen", "in wartestellung", "en attente", "en attente de paiement", "paiement en attente", "pendiente", "pendiente de pago", "pendente", "aguardando pagamento", "pagamento pendente", "em espera",
		"belum bayar", "belum dibayar", "menunggu pembayaran", "chờ thanh toán", "chờ xác nhận", "未入金", "入金待ち", "支払い待ち", "支払待ち"),
	state(paid, "bezahlt", "in bearbeitung", "in vorbereitung", "payé", "payée", "paiement accepté", "en cours", "en cours de traitement", "en préparation", "pagado", "procesando", "en proceso", "preparando", "pago", "pagamento aprovado", "processando", "em processamento", "em separação",
		"perlu dikirim", "dikemas", "diproses", "chờ lấy hàng", "đang xử lý", "入金済み", "支払い済み", "発送待ち", "処理中", "受注確定"),
	state(shipped, "versendet", "versandt", "teilweise versendet", "expédié", "expédiée", "envoyé", "enviado", "en camino", "em trânsito", "em transporte", "sedang dikirim", "dikirim", "telah dikirim", "đang giao", "đang giao hàng", "発送済み", "出荷済み", "配送中"),
	state(finished, "abgeschlossen", "zugestellt", "fertiggestellt", "erledigt", "terminé", "terminée", "livré", "livrée", "completado", "entregado", "concluído", "concluido", "entregue", "completo", "selesai", "terkirim", "hoàn thành", "đã giao", "完了", "配達完了", "取引完了"),
	state(closed, "storniert", "abgebrochen", "erstattet", "rückerstattet", "fehlgeschlagen", "annulé", "annulée", "remboursé", "remboursée", "échoué", "cancelado", "cancelada", "reembolsado", "reembolsada", "devuelto", "devolvido", "estornado",
		"batal", "dibatalkan", "dikembalikan", "đã hủy", "đã huỷ", "trả hàng", "キャンセル", "キャンセル済み", "返金済み", "返品"),
)
