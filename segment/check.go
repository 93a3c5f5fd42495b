package segment

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"huike"
)

// check refuses a condition that asks for something unknown or impossible.
func (r Rule) check(l language, path string) error {
	switch {
	case r.Bought != nil:
		return r.Bought.check(path + ".bought")
	case r.Message != nil:
		return r.Message.check(path + ".message")
	case r.Orders != nil:
		return r.Orders.check(path + ".orders")
	case r.Was != nil:
		return r.Was.check(l, path+".was")
	case r.Did != nil:
		return r.Did.check(path + ".did")
	case r.Chatted != nil:
		return r.Chatted.check(path + ".chatted")
	case r.Reviewed != nil:
		return r.Reviewed.check(path + ".reviewed")
	case r.Refunded != nil:
		return r.Refunded.check(path + ".refunded")
	case r.CameFrom != nil:
		return r.CameFrom.check(path + ".came_from")
	case r.Told != nil:
		return r.Told.check(path + ".told")
	case r.State != nil:
		return r.State.check(path + ".state")
	case r.PastContacted != nil:
		return checkPast(path+".past_contacted", r.PastContacted.Campaign, r.PastContacted.Days, 0)
	case r.Redeemed != nil:
		return checkPast(path+".redeemed", r.Redeemed.Campaign, r.Redeemed.Days, r.Redeemed.MinTimes)
	case r.Field != "":
		_, _, err := r.operand(l, path, "")
		return err
	case r.Segment < 1:
		return huike.Errorf(huike.Invalid, "segment.segment", "%s.segment: must be the number of a saved segment, from 1 up", path)
	}
	return nil
}

func (b Bought) check(path string) error {
	if len(b.Products)+len(b.Categories) == 0 && b.TitleContains == "" {
		return huike.Errorf(huike.Invalid, "segment.no_product", "%s: needs products, categories or title_contains; for purchases of anything use orders", path)
	}
	if err := checkTexts(b.Products, path+".products"); err != nil {
		return err
	}
	if err := checkTexts(b.Categories, path+".categories"); err != nil {
		return err
	}
	if b.TitleContains != "" {
		if err := checkText(b.TitleContains, path+".title_contains"); err != nil {
			return err
		}
	}
	return checkRanges(path, within{"days", b.Days, maxDays}, within{"min_quantity", b.MinQuantity, math.MaxInt32}, within{"min_times", b.MinTimes, maxDays})
}

func (m Message) check(path string) error {
	if !slices.Contains(messageKinds, m.Kind) {
		return huike.Errorf(huike.Invalid, "segment.unknown_kind", "%s.kind: %s is not known%s The kinds are %s",
			path, quoted(m.Kind), hint(m.Kind, messageKinds), strings.Join(messageKinds, ", "))
	}
	if m.Channel != "" && m.Channel != huike.ChannelEmail {
		return huike.Errorf(huike.Invalid, "segment.unknown_channel", "%s.channel: %s is not known. The channels are %s", path, quoted(string(m.Channel)), huike.ChannelEmail)
	}
	if m.Campaign < 0 {
		return huike.Errorf(huike.Invalid, "segment.range", "%s.campaign: must be the number of a campaign, from 1 up", path)
	}
	return checkRanges(path, within{"days", m.Days, maxDays})
}

func (o Orders) check(path string) error {
	if o.From != nil && checkDay(*o.From, path) != nil {
		return checkDay(*o.From, path+".from")
	}
	if o.To != nil && checkDay(*o.To, path) != nil {
		return checkDay(*o.To, path+".to")
	}
	if o.From != nil && o.To != nil && o.To.Before(*o.From) {
		return huike.Errorf(huike.Invalid, "segment.range", "%s: from %s comes after to %s; swap them", path, o.From, o.To)
	}
	if _, err := minor(o.MinAmount, path+".min_amount", ""); err != nil || o.MinAmount < 0 {
		return huike.Errorf(huike.Invalid, "segment.range", "%s.min_amount: must be an amount of money, 0 or more", path)
	}
	return checkRanges(path, within{"min_orders", o.MinOrders, math.MaxInt32})
}

// within is a number of a condition that lies between 0, not asked, and a most.
type within struct {
	key     string
	n, most int
}

func checkRanges(path string, numbers ...within) error {
	for _, w := range numbers {
		if w.n < 0 || w.n > w.most {
			return huike.Errorf(huike.Invalid, "segment.range", "%s.%s: must lie between 1 and %d, or be left out", path, w.key, w.most)
		}
	}
	return nil
}

func checkTexts(list []string, path string) error {
	if len(list) > MaxList {
		return tooLong(path, len(list))
	}
	for i, s := range list {
		if err := checkText(s, fmt.Sprintf("%s[%d]", path, i)); err != nil {
			return err
		}
	}
	return nil
}

func checkText(s, path string) error {
	switch {
	case s == "":
		return huike.Errorf(huike.Invalid, "segment.empty", "%s: is an empty text", path)
	case len(s) > maxText:
		return huike.Errorf(huike.Invalid, "segment.too_long", "%s: is longer than %d bytes", path, maxText)
	case strings.ContainsRune(s, 0):
		return huike.Errorf(huike.Invalid, "segment.text", "%s: holds a character that no text has (NUL)", path)
	}
	return nil
}

// The days that a rule may name: both engines know them.
var firstDay, lastDay = huike.MustDay("1900-01-01"), huike.MustDay("2199-12-31")

func checkDay(d huike.Day, path string) error {
	if d.Before(firstDay) || lastDay.Before(d) {
		return huike.Errorf(huike.Invalid, "segment.range", "%s: must lie between %s and %s", path, firstDay, lastDay)
	}
	return nil
}

func tooLong(path string, n int) error {
	return huike.Errorf(huike.Invalid, "segment.too_long", "%s: has %d values; %d is the most, so bring them as a list segment instead", path, n, MaxList)
}
