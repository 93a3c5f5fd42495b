package campaign

import (
	"context"
	"slices"

	"huike/message"
	"huike/store"
)

// What a variable needs of a customer to have a value: the columns of lacking.sql
// and nulls.sql. Every other variable has the same value for everybody.
const (
	needsBought   = "bought"
	needsProvince = "province"
	needsCity     = "city"
	needsName     = "name"
)

var needs = map[string]string{
	"customer.name": needsName, "province": needsProvince, "city": needsCity,
	"customer.first_order_day": needsBought, "last_day": needsBought, "stage": needsBought, "ladder": needsBought,
	"recency_days": needsBought, "occasions": needsBought, "orders": needsBought, "net": needsBought,
}

// shared returns the values that are the same for everybody; nil where there is
// none.
func (w content) shared() message.Vars {
	v := message.Vars{"shop.name": orNil(w.shop), "currency": orNil(w.campaign.Currency), "coupon.code": orNil(w.campaign.CouponCode), "coupon.amount": nil}
	if w.campaign.CouponMinor > 0 {
		v["coupon.amount"] = w.money(w.campaign.CouponMinor)
	}
	return v
}

// filled tells of the variables that are the same for everybody whether they
// have a value.
func (w content) filled() map[string]bool {
	all := map[string]bool{}
	for name, value := range w.shared() {
		all[name] = value != nil
	}
	return all
}

// holes names the variables that the contents of a campaign print without
// anything in their place. Contents that cannot be read have none: the check
// list refuses them.
func (c Campaign) holes() []string {
	var names []string
	for _, a := range c.Arms {
		if t, err := message.Parse(message.Source{Subject: a.Subject, HTML: a.Body}); err == nil {
			names = append(names, t.Holes()...)
		}
	}
	return names
}

// lacking asks who would get a hole: zero when nobody would. It is asked over
// all contents, as the gate speaks before anybody is drawn for one.
func (w content) lacking(holes []string) message.Question {
	args := store.Args{"lack_snapshot": w.snapshot, "lack_anything": false}
	for _, need := range []string{needsBought, needsProvince, needsCity, needsName} {
		args["lack_"+need] = false
	}
	filled, any := w.filled(), false
	for _, name := range holes {
		need, own := needs[name]
		switch {
		case own:
			args["lack_"+need], any = true, true
		case !filled[name]:
			args["lack_anything"], any = true, true
		}
	}
	if !any {
		return message.Question{}
	}
	return message.Question{Query: queries.Get("lacking"), Args: args}
}

// nulls counts, for the variables that are printed without a fallback, who of an
// audience has no value.
func (c *Campaigns) nulls(ctx context.Context, a audience, holes []string) (map[string]int64, error) {
	found := map[string]int64{}
	if a.counts.open == 0 || !slices.ContainsFunc(holes, func(name string) bool { return needs[name] != "" }) {
		return found, nil
	}
	args := with(a.open.Args, store.Args{"null_snapshot": a.snapshot.ID})
	lacking := map[string]*int64{needsBought: new(int64), needsProvince: new(int64), needsCity: new(int64), needsName: new(int64)}
	_, _, err := store.One(ctx, c.db, queries.Get("nulls").With("candidate", a.open.Query), args, func(r *store.Rows) (all int64, err error) {
		return all, r.Scan(&all, lacking[needsBought], lacking[needsProvince], lacking[needsCity], lacking[needsName])
	})
	for name, need := range needs {
		found[name] = *lacking[need]
	}
	return found, err
}
