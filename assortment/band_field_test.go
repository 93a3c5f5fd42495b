package assortment_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"huike/assortment"
	"huike/feature"
	"huike/order/ordertest"
	"huike/segment"
	"huike/store"
	"huike/store/storetest"
)

// bands is the source of rules as the program wires it.
func bands(a *assortment.Assortment) segment.Source {
	s := segment.Source{Name: "bands", Query: assortment.BandQuery()}
	for _, x := range assortment.BandFields() {
		s.Fields = append(s.Fields, segment.SourceField{Name: x.Name, Type: segment.Type(x.Type), Group: x.Group})
	}
	s.Ensure = func(ctx context.Context, scope segment.Scope) (store.Args, error) {
		return a.BandArgs(ctx, feature.Scope{Shop: scope.Shop, AsOf: scope.AsOf})
	}
	return s
}

// bandRule means the customers of a move; -1: bought nothing then.
func bandRule(from, to int) string {
	side := func(field string, band int) string {
		if band < 0 {
			return fmt.Sprintf(`{"field":%q,"op":"is_null"}`, field)
		}
		return fmt.Sprintf(`{"field":%q,"op":"eq","value":%d}`, field, band+1)
	}
	return fmt.Sprintf(`{"all":[%s,%s]}`, side("price_band_before", from), side("price_band", to))
}

// Every move between price bands means, as a segment's rule, as many customers
// as it counts, by bands of equal pieces and by the merchant's tiers.
func TestS1_07_MovesAreSegments(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		ordertest.Put(t, db, known(random(5, 700)))
		a, features := open(db), feature.New(db)
		s := scope("2023-12-31")
		segments := segment.New(db, bands(a))
		f := func(least int) {
			t.Helper()
			b, err := a.Bands(t.Context(), s)
			if err != nil || len(b.Moves) < least {
				t.Fatal(b.Moves, err)
			}
			snapshot, err := features.Ensure(t.Context(), s, time.Date(2026, 1, 1, 8, 0, 0, 0, time.UTC))
			if err != nil {
				t.Fatal(err)
			}
			for _, m := range b.Moves {
				rule, err := segments.Parse([]byte(bandRule(m.From, m.To)))
				if err != nil {
					t.Fatal(err)
				}
				if p, err := segments.Preview(t.Context(), rule, snapshot.ID); err != nil || p.Count != m.Customers {
					t.Errorf("the rule of %+v means %d; %v", m, p.Count, err)
				}
			}
		}
		f(12)
		if err := a.SetTiers(t.Context(), s.Shop, []assortment.Tier{{Name: "low"}, {Name: "high", FromMinor: 3000}}); err != nil {
			t.Fatal(err)
		}
		f(4)
	}, assortment.Schema, segment.Schema)
}
