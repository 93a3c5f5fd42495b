package segment

import "math"

// PastContacted asks for customers whom a campaign reached that ran before, in
// another tool; who was held back to compare is none of them.
type PastContacted struct {
	Campaign string `json:"campaign,omitempty"` // its number there; "": any
	Days     int    `json:"days,omitempty"`     // within the last days, as_of included; 0: ever
}

// Redeemed asks for customers who redeemed what such a campaign offered.
type Redeemed struct {
	Campaign string `json:"campaign,omitempty"`
	Days     int    `json:"days,omitempty"`
	MinTimes int    `json:"min_times,omitempty"` // redemptions; 0: 1
}

func checkPast(path, campaign string, days, times int) error {
	if campaign != "" {
		if err := checkText(campaign, path+".campaign"); err != nil {
			return err
		}
	}
	return checkRanges(path, within{"days", days, maxDays}, within{"min_times", times, math.MaxInt32})
}

// ofCampaign is the condition that a fact is of a campaign; none for any.
func (c *compiler) ofCampaign(alias, campaign string) []string {
	if campaign == "" {
		return nil
	}
	return []string{alias + ".campaign_no = " + c.bind(campaign, "varchar")}
}

func (c *compiler) pastContacted(p PastContacted) string {
	where := append(c.facts("n", p.Days), "NOT n.is_control")
	return grouped("SELECT n.customer_id FROM contacted_before AS n", append(where, c.ofCampaign("n", p.Campaign)...), "n.customer_id", nil)
}

func (c *compiler) redeemed(r Redeemed) string {
	where := append(c.facts("u", r.Days), c.ofCampaign("u", r.Campaign)...)
	return grouped("SELECT u.customer_id FROM redeemed_before AS u", where, "u.customer_id", c.times(r.MinTimes))
}
