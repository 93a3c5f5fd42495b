package assortment

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"huike"
	"huike/feature"
	"huike/stat"
	"huike/store"
)

// MostTiers is the most price tiers of a shop.
const MostTiers = 6

// never is a lower end that no price reaches.
const never = int64(1_000_000_000_000)

// Tier is one of the shop's price tiers: half-open from a paid price of one piece
// up to the next tier (S1-07: 100 traffic, 200 main, 300 up-sell).
type Tier struct {
	Name      string
	FromMinor int64
}

// Tiers returns the merchant's tiers of a shop, or none.
func (a *Assortment) Tiers(ctx context.Context, shop huike.ShopID) ([]Tier, error) {
	return store.All(ctx, a.db, queries.Get("tiers"), store.Args{"shop": shop}, func(r *store.Rows) (t Tier, err error) {
		return t, r.Scan(&t.Name, &t.FromMinor)
	})
}

// SetTiers stores the merchant's tiers of a shop (0: of all shops together); none
// bring the bands of equal pieces back. Tiers that do not rise from 0, or more
// than six, are an error of kind Invalid.
func (a *Assortment) SetTiers(ctx context.Context, shop huike.ShopID, tiers []Tier) error {
	if err := check(tiers); err != nil {
		return err
	}
	return a.db.Write(ctx, func(tx store.Tx) error {
		if _, err := tx.Exec(ctx, queries.Get("tiers_clear"), store.Args{"shop": shop}); err != nil {
			return err
		}
		for i, t := range tiers {
			args := store.Args{"shop": shop, "tier": i + 1, "name": strings.TrimSpace(t.Name), "from_minor": t.FromMinor}
			if _, err := tx.Exec(ctx, queries.Get("tier_add"), args); err != nil {
				return err
			}
		}
		return nil
	})
}

func check(tiers []Tier) error {
	if len(tiers) == 1 || len(tiers) > MostTiers {
		return huike.Errorf(huike.Invalid, "assortment.tiers", "a shop has 2 to %d price tiers, not %d", MostTiers, len(tiers))
	}
	for i, t := range tiers {
		if strings.TrimSpace(t.Name) == "" || len(t.Name) > 80 {
			return huike.Errorf(huike.Invalid, "assortment.tier_name", "price tier %d needs a name of at most 80 bytes", i+1)
		}
		if i == 0 && t.FromMinor != 0 || i > 0 && t.FromMinor <= tiers[i-1].FromMinor || t.FromMinor >= never {
			return huike.Errorf(huike.Invalid, "assortment.tier_order", "price tiers begin at 0 and rise; tier %d does not", i+1)
		}
	}
	return nil
}

// edges returns the tiers of a scope: the merchant's, or five bands of about as
// many pieces each, without names; own tells which.
func (a *Assortment) edges(ctx context.Context, s feature.Scope) (tiers []Tier, own bool, err error) {
	if tiers, err = a.Tiers(ctx, s.Shop); err != nil || len(tiers) > 0 {
		return tiers, true, err
	}
	args := store.Args{"shop": s.Shop, "as_of": s.AsOf, "days": MatrixDays}
	counts, err := store.All(ctx, a.db, queries.Get("price_counts"), args, func(r *store.Rows) (l stat.PriceLine, err error) {
		return l, r.Scan(&l.Price, &l.Units)
	})
	for _, low := range stat.PriceEdges(counts, 5) {
		tiers = append(tiers, Tier{FromMinor: low})
	}
	return tiers, false, err
}

// edgeArgs are the inner lower ends of the tiers as parameters.
func edgeArgs(tiers []Tier) store.Args {
	args := store.Args{}
	for i := 1; i < MostTiers; i++ {
		low := never
		if i < len(tiers) {
			low = tiers[i].FromMinor
		}
		args[fmt.Sprintf("edge_%d", i)] = low
	}
	return args
}

// Setting is what the answers about products depend on beside the facts, as one word.
func (a *Assortment) Setting(ctx context.Context, shop huike.ShopID) (string, error) {
	margins, err := a.setting(ctx, shop)
	if err != nil {
		return "", err
	}
	tiers, err := a.Tiers(ctx, shop)
	return fmt.Sprint(margins, tiers), err
}

// bandsOf fills the bands that sold nothing.
func bandsOf(tiers []Tier, sold []Band) []Band {
	all := make([]Band, len(tiers))
	for i, t := range tiers {
		at := slices.IndexFunc(sold, func(b Band) bool { return b.no == i })
		if at >= 0 {
			all[i] = sold[at]
		}
		all[i].Tier = t
	}
	return all
}
