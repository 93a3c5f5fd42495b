package segment

import (
	"fmt"
	"time"
)

// facts are the tables of what customers did and said; every fact of customer n
// that bears an odd number belongs to the visitor who turned out to be her.
func (w world) facts(next func() int64) []*rows {
	long := time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC)
	deeds := &rows{table: "event", columns: "customer_id event_id shop_id kind source_no session_no product_id occurred_at local_day local_hour arrived_at batch_id"}
	chats := &rows{table: "chat", columns: "customer_id chat_id shop_id source_no agent started_at local_day local_hour questions answers bargained score arrived_at batch_id"}
	reviews := &rows{table: "review", columns: "customer_id review_id shop_id source_no score has_photo reviewed_at local_day arrived_at batch_id"}
	refunds := &rows{table: "refund", columns: "customer_id refund_id shop_id external_no refunded_at local_day amount_minor kind arrived_at batch_id"}
	traits := &rows{table: "trait", columns: "customer_id name since text_value number_value source arrived_at batch_id"}
	campaigns := &rows{table: "past_campaign", columns: "shop_id campaign_no start_day arrived_at batch_id"}
	for _, no := range []string{"7", "8"} {
		campaigns.add(int64(1), no, when(pastStart), long, int64(0))
		campaigns.add(int64(2), no, when(pastStart), long, int64(0))
	}
	reached := &rows{table: "past_contact", columns: "customer_id contact_id shop_id source_no campaign_no is_control local_day arrived_at batch_id"}
	used := &rows{table: "past_redemption", columns: "customer_id redemption_id shop_id source_no campaign_no redeemed_at local_day arrived_at batch_id"}
	visitors := &rows{table: "visitor", columns: "shop_id kind value_hash visitor_id customer_id arrived_at"}
	for _, c := range w.customers {
		visitors.add(int64(1), "anonymous", fmt.Sprint("h", c.id), 1000+c.id, c.id, long)
		who := func(id int64) int64 {
			if id%2 == 1 {
				return -1000 - c.id
			}
			return c.id
		}
		for _, d := range c.deeds {
			id := next()
			deeds.add(who(id), id, d.shop, d.kind, fmt.Sprint("E", id), nullable(d.session), whole64(int64(d.product)), long, when(d.day), d.hour, long, int64(0))
		}
		for _, t := range c.chats {
			id := next()
			chats.add(who(id), id, t.shop, fmt.Sprint("C", id), "agent", long, when(t.day), int64(1), int64(1), int64(1), t.bargained, whole64(t.score), long, int64(0))
		}
		for _, r := range c.reviews {
			id := next()
			reviews.add(c.id, id, r.shop, fmt.Sprint("R", id), r.score, false, long, when(r.day), long, int64(0))
		}
		for _, r := range c.refunds {
			id := next()
			refunds.add(c.id, id, r.shop, fmt.Sprint("B", id), long, when(r.day), int64(1), nullable(r.kind), long, int64(0))
		}
		for _, o := range c.reached {
			id := next()
			var day any
			if o.day != "" {
				day = when(o.day)
			}
			reached.add(who(id), id, o.shop, fmt.Sprint("N", id), o.campaign, o.control, day, long, int64(0))
		}
		for _, o := range c.used {
			id := next()
			used.add(who(id), id, o.shop, fmt.Sprint("U", id), o.campaign, long, when(o.day), long, int64(0))
		}
		for _, t := range c.traits {
			var number any = t.number
			if t.text != "" {
				number = nil
			}
			traits.add(c.id, t.name, when(t.since), nullable(t.text), number, "import", long, int64(0))
		}
	}
	return []*rows{deeds, chats, reviews, refunds, traits, campaigns, reached, used, visitors}
}
