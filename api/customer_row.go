package api

import (
	"context"

	"huike"
	"huike/feature"
)

// rows puts rows of a snapshot beside the people they belong to.
func (b Base) rows(ctx context.Context, snap feature.Snapshot, rows []feature.Row, s showing) ([]CustomerRow, error) {
	ids := each(rows, func(r feature.Row) huike.CustomerID { return r.Customer })
	people, err := b.people(ctx, ids, s)
	return each(rows, func(r feature.Row) CustomerRow {
		return customerRow(r, people[r.Customer], snap.Currency)
	}), err
}

// sample returns the rows of some customers, in their order; who has not
// bought by the snapshot's day is left out.
func (b Base) sample(ctx context.Context, snap feature.Snapshot, ids []huike.CustomerID) ([]CustomerRow, error) {
	byID, err := b.Features.Of(ctx, snap.ID, ids)
	if err != nil {
		return nil, err
	}
	rows := []feature.Row{}
	for _, id := range ids {
		if row, ok := byID[id]; ok {
			rows = append(rows, row)
		}
	}
	return b.rows(ctx, snap, rows, masked)
}

func customerRow(r feature.Row, p person, currency string) CustomerRow {
	return CustomerRow{ID: int64(r.Customer), Name: p.name, Contact: p.contact, Stage: Stage(r.Stage), Ladder: Ladder(r.Ladder),
		FirstDay: Day{r.FirstDay}, LastDay: Day{r.LastDay}, RecencyDays: r.RecencyDays,
		Occasions: int64(r.Occasions), Orders: int64(r.Orders),
		Net: major(r.NetMinor, currency), MeanOrder: major(r.MeanOrderMinor, currency),
		R: r.R, F: r.F, M: r.M, Province: r.Province, City: r.City}
}

func customerFeature(r feature.Row, currency string) *CustomerFeature {
	f := &CustomerFeature{FirstDay: Day{r.FirstDay}, LastDay: Day{r.LastDay}, RecencyDays: r.RecencyDays, TenureDays: r.TenureDays,
		Occasions: int64(r.Occasions), Orders: int64(r.Orders), Quantity: r.Quantity,
		Gross: major(r.GrossMinor, currency), Refund: major(r.RefundMinor, currency), Net: major(r.NetMinor, currency),
		Discount: major(r.DiscountMinor, currency), MeanOrder: major(r.MeanOrderMinor, currency),
		GapDays: r.GapDays, Stage: Stage(r.Stage), StageSince: Day{r.StageSince},
		Ladder: Ladder(r.Ladder), R: r.R, F: r.F, M: r.M}
	if r.SecondDay != nil {
		f.SecondDay = &Day{*r.SecondDay}
	}
	return f
}
