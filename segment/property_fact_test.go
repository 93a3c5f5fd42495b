package segment

import (
	"huike"

	"pgregory.net/rapid"
)

var someShop = rapid.Int64Range(1, 2)

func drawFacts(t *rapid.T, c *person, products int) {
	for range rapid.IntRange(0, 4).Draw(t, "deeds") {
		c.deeds = append(c.deeds, deed{kind: rapid.SampledFrom([]string{"visit", "view", "view", "cart", "share"}).Draw(t, "kind"), day: someDay.Draw(t, "day"),
			session: rapid.SampledFrom([]string{"", "s1", "s2"}).Draw(t, "session"), shop: someShop.Draw(t, "shop"),
			hour: rapid.Int64Range(0, 2).Draw(t, "hour"), product: rapid.IntRange(0, products).Draw(t, "product")})
	}
	for range rapid.IntRange(0, 2).Draw(t, "chats") {
		c.chats = append(c.chats, chat{someDay.Draw(t, "day"), someShop.Draw(t, "shop"), small.Draw(t, "score"), rapid.Bool().Draw(t, "bargained")})
	}
	for range rapid.IntRange(0, 2).Draw(t, "reviews") {
		c.reviews = append(c.reviews, review{someDay.Draw(t, "day"), someShop.Draw(t, "shop"), 1 + small.Draw(t, "score")})
	}
	for range rapid.IntRange(0, 2).Draw(t, "refunds") {
		c.refunds = append(c.refunds, refund{someDay.Draw(t, "day"), rapid.SampledFrom(append([]string{""}, refundKinds...)).Draw(t, "kind"), someShop.Draw(t, "shop")})
	}
	for range rapid.IntRange(0, 2).Draw(t, "reached") {
		o := offer{rapid.SampledFrom([]string{"7", "8"}).Draw(t, "campaign"), someDay.Draw(t, "day"), someShop.Draw(t, "shop"), rapid.Bool().Draw(t, "control")}
		if sometimes.Draw(t, "undated") == 0 {
			o.day = ""
		}
		c.reached = append(c.reached, o)
	}
	for range rapid.IntRange(0, 2).Draw(t, "used") {
		c.used = append(c.used, offer{rapid.SampledFrom([]string{"7", "8"}).Draw(t, "campaign"), someDay.Draw(t, "day"), someShop.Draw(t, "shop"), false})
	}
	for i := range rapid.IntRange(0, 2).Draw(t, "traits") {
		x := trait{name: "age", since: []string{"2024-06-01", "2024-07-01"}[i], number: float64(small.Draw(t, "number")) / 2}
		if rapid.Bool().Draw(t, "earlier") {
			x.since = []string{"2024-06-28", "2024-06-30"}[i]
		}
		if rapid.Bool().Draw(t, "text") {
			x.text = words4.Draw(t, "text")
		}
		c.traits = append(c.traits, x)
	}
}

var someDays = rapid.SampledFrom([]int{0, 1, 2, 30})

func some(t *rapid.T, label string, words ...string) []string {
	if rapid.Bool().Draw(t, label) {
		return nil
	}
	return rapid.SliceOfNDistinct(rapid.SampledFrom(words), 1, 2, rapid.ID).Draw(t, label)
}

func drawFactRule(t *rapid.T, kind int) Rule {
	days, times := someDays.Draw(t, "days"), rapid.IntRange(0, 2).Draw(t, "times")
	switch kind {
	case 10:
		return Rule{Was: drawWas(t)}
	case 11:
		d := &Did{Kinds: some(t, "kinds", "visit", "view", "cart", "share"), Products: some(t, "products", "P0", "P1"), Categories: some(t, "categories", "tea", "cup"), Days: days, MinTimes: times}
		if sometimes.Draw(t, "hours") == 0 {
			d.Hours = []int{0, 2}
		}
		return Rule{Did: d}
	case 12:
		return Rule{Chatted: &Chatted{rapid.Bool().Draw(t, "bargained"), sometimes.Draw(t, "score"), days, times}}
	case 13:
		low := sometimes.Draw(t, "low")
		return Rule{Reviewed: &Reviewed{low, min(5, low+sometimes.Draw(t, "more")), days, times}}
	case 14:
		return Rule{Refunded: &Refunded{some(t, "kinds", refundKinds...), days, times}}
	case 15:
		from := &CameFrom{some(t, "sources", "a", "b", "c"), some(t, "groups", "search", "cps")}
		if from.Sources == nil && from.Groups == nil {
			from.Groups = []string{"search"}
		}
		return Rule{CameFrom: from}
	case 16:
		return Rule{Told: drawTold(t)}
	case 17:
		return Rule{PastContacted: &PastContacted{rapid.SampledFrom([]string{"", "7", "9"}).Draw(t, "campaign"), days}}
	case 18:
		return Rule{Redeemed: &Redeemed{rapid.SampledFrom([]string{"", "7", "9"}).Draw(t, "campaign"), days, times}}
	}
	return Rule{State: &State{rapid.SliceOfNDistinct(rapid.SampledFrom(states), 1, 2, rapid.ID).Draw(t, "states"), days}}
}

func drawWas(t *rapid.T) *Was {
	for {
		r := drawCondition(t)
		if f, _ := fieldNamed(r.Field); language(nil).dated(f) {
			return &Was{huike.MustDay(testBefore), r.Field, r.Op, r.Value}
		}
	}
}

func drawTold(t *rapid.T) *Told {
	x := &Told{Name: "age"}
	switch rapid.IntRange(0, 3).Draw(t, "told") {
	case 0:
		x.Op = rapid.SampledFrom([]string{"is_null", "not_null"}).Draw(t, "op")
	case 1:
		x.Op, x.Value = rapid.SampledFrom(worded[:2]).Draw(t, "op"), words4.Draw(t, "text")
	case 2:
		list := []any{}
		for i := range rapid.SampledFrom([]int{1, few + 1}).Draw(t, "values") {
			list = append(list, float64(i)/2)
		}
		x.Op, x.Value = rapid.SampledFrom([]string{"in", "not_in"}).Draw(t, "op"), list
	default:
		x.Op, x.Value = rapid.SampledFrom([]string{"eq", "ne", "lt", "le", "gt", "ge"}).Draw(t, "op"), float64(small.Draw(t, "number"))/2
	}
	return x
}
