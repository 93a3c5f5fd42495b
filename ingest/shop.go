package ingest

import (
	"context"
	"strings"

	"huike"
	"huike/order"
)

func values(m Mapping) []string {
	var all []string
	for _, t := range m {
		all = append(all, t)
	}
	return all
}

// shopFor returns the shop of a request: a known one by number or name, or a
// planned one with what the preset tells, which is stored with its first facts.
func (i *Ingest) shopFor(ctx context.Context, r *reading, q Request) (s order.Shop, planned bool, err error) {
	if q.Shop.ID != 0 {
		if s, err = i.orders.Shop(ctx, q.Shop.ID); err == nil {
			err = sameCurrency(s, q.Shop.Currency)
		}
		return s, false, err
	}
	s = q.Shop
	if s.Name == "" {
		s.Name = first(r.preset.shop, r.preset.id)
	}
	known, found, err := i.orders.ShopNamed(ctx, s.Name)
	if err != nil {
		return s, false, err
	}
	if found {
		return known, false, sameCurrency(known, q.Shop.Currency)
	}
	s.Platform = first(s.Platform, r.preset.platform)
	s.Currency = first(s.Currency, r.currencyTold(), r.preset.currency, "CNY")
	s.TimeZone = first(s.TimeZone, r.preset.zone, zoneOf(s.Currency), "UTC")
	s.CreatedAt = q.At
	s, err = i.orders.PlanShop(ctx, s)
	return s, true, err
}

func sameCurrency(s order.Shop, asked string) error {
	if asked == "" || asked == s.Currency {
		return nil
	}
	return huike.Errorf(huike.Conflict, "import.currency", "the shop %s keeps its money in %s, not in %s; choose another shop", s.Name, s.Currency, asked)
}

func first(all ...string) string {
	for _, s := range all {
		if s != "" {
			return s
		}
	}
	return ""
}

// currencyTold is the currency that the first rows name.
func (r *reading) currencyTold() string {
	for i, h := range r.file.headers {
		if r.mapping[h] != "currency" {
			continue
		}
		for _, row := range r.file.sample {
			if i < len(row) && strings.TrimFunc(row[i], isBlank) != "" {
				told := strings.ToUpper(strings.TrimFunc(row[i], isBlank))
				if can := meantBy(told); can != nil {
					return can[0]
				}
				return told
			}
		}
	}
	return ""
}
