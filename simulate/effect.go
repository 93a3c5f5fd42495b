package simulate

import (
	"fmt"

	"huike"
)

// Effect makes the order that a marketing message on a day causes, if it causes
// one: with probability c.Response the customer buys once more within 30 days.
// Control customers must not be passed here; that difference is the known truth.
func (s *Shop) Effect(c Customer, campaign int64, sent huike.Day) (Order, bool) {
	r := s.source(c.No, streamEffect^uint64(campaign)<<8)
	if r.Float64() >= c.Response {
		return Order{}, false
	}
	day := sent.Add(min(30, 1+int(gamma(r, 1.4)*4)))
	o := s.order(r, c, day, 999)
	o.Number = fmt.Sprintf("HK%08dC%d", c.No, campaign)
	o.PaidAt, o.Refund, o.Caused = o.OrderedAt, 0, true
	return o, true
}
