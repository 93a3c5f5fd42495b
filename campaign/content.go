package campaign

import (
	"context"
	"strconv"

	"huike"
	"huike/feature"
	"huike/message"
	"huike/store"
)

// templates compiles the contents of the arms with tracked links, which are
// numbered over all arms from those known.
func templates(c Campaign, known []string) (map[int]*message.Template, []string, error) {
	arms := map[int]*message.Template{}
	for _, a := range c.Arms {
		t, err := message.Parse(message.Source{Subject: a.Subject, HTML: a.Body})
		if err != nil {
			return nil, nil, err
		}
		if arms[a.No], known, err = t.Tracked(known); err != nil {
			return nil, nil, err
		}
	}
	return arms, known, nil
}

// content gives the words of one running campaign.
type content struct {
	campaigns *Campaigns
	campaign  Campaign
	shop      string
	snapshot  int64
}

// Arms returns the compiled contents by the number of the arm.
func (w content) Arms(ctx context.Context, _ int64) (map[int]*message.Template, error) {
	links, err := store.All(ctx, w.campaigns.db, queries.Get("links"), store.Args{"campaign": w.campaign.ID}, func(r *store.Rows) (url string, err error) {
		return url, r.Scan(&url)
	})
	if err != nil {
		return nil, err
	}
	arms, _, err := templates(w.campaign, links)
	return arms, err
}

// Vars returns the values of the recipients as of the day of the audience.
func (w content) Vars(ctx context.Context, _ int64, to []message.Recipient) (map[huike.CustomerID]message.Vars, error) {
	ids := make([]huike.CustomerID, len(to))
	for i, r := range to {
		ids[i] = r.Customer
	}
	rows, err := w.campaigns.Features.Of(ctx, w.snapshot, ids)
	if err != nil {
		return nil, err
	}
	all := make(map[huike.CustomerID]message.Vars, len(to))
	for _, id := range ids {
		row, bought := rows[id]
		all[id] = w.vars(row, bought)
	}
	return all, nil
}

// vars returns the values of one customer; the name comes with the address.
func (w content) vars(row feature.Row, bought bool) message.Vars {
	v := w.shared()
	if !bought {
		return v
	}
	v["customer.first_order_day"], v["last_day"] = row.FirstDay.String(), row.LastDay.String()
	v["stage"], v["ladder"] = string(row.Stage), string(row.Ladder)
	v["recency_days"], v["occasions"], v["orders"] = row.RecencyDays, row.Occasions, row.Orders
	v["net"] = w.money(row.NetMinor)
	v["province"], v["city"] = orNil(row.Province), orNil(row.City)
	return v
}

func (w content) money(minor int64) string {
	m := huike.Money{Minor: minor, Currency: w.campaign.Currency}
	return strconv.FormatFloat(m.Major(), 'f', huike.Exponent(m.Currency), 64)
}

func orNil(s string) any {
	if s == "" {
		return nil
	}
	return s
}

// Link returns where a link of a campaign leads; the tracker asks it.
func (c *Campaigns) Link(ctx context.Context, campaign int64, number int) (url string, found bool, err error) {
	return store.One(ctx, c.db, queries.Get("link"), store.Args{"campaign": campaign, "link": number}, func(r *store.Rows) (url string, err error) {
		return url, r.Scan(&url)
	})
}
