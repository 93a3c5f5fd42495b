package feature

import (
	"context"

	"huike"
	"huike/store"
)

// Row is one customer as of a day. Money is in minor units of the snapshot's
// currency, net of refunds where it says net.
type Row struct {
	Customer        huike.CustomerID
	FirstDay        huike.Day
	SecondDay       *huike.Day // nil with one purchase occasion
	LastDay         huike.Day
	RecencyDays     int // as of − last day
	TenureDays      int // as of − first day
	Occasions       int // days with a purchase, lifetime
	Orders          int
	Quantity        int64
	GrossMinor      int64
	RefundMinor     int64
	NetMinor        int64
	DiscountMinor   int64
	MeanOrderMinor  int64 // net / orders
	OccasionsWindow int   // within the definition's window
	NetWindowMinor  int64 // within the definition's window; 0 without a purchase there
	GapDays         *int  // mean days between occasions, cut to whole days; nil with one
	Stage           huike.Stage
	StageSince      huike.Day
	Ladder          Ladder
	R, F, M         int // scores 1..5, rank-min
	Province, City  string
}

// Ladder is the customer's rung: frequency crossed with recency (S1-36, S1-60).
type Ladder string

// The rungs.
const (
	LadderNew     Ladder = "new"     // bought once, within the active bound
	LadderRegular Ladder = "regular" // twice or more, within the active bound
	LadderFans    Ladder = "fans"    // five times or more, within the silent bound
	LadderHolding Ladder = "holding" // after the active, within the sleeping bound: about to be lost
	LadderLapsed  Ladder = "lapsed"  // after the sleeping bound
)

// Ladders lists the rungs.
var Ladders = []Ladder{LadderNew, LadderRegular, LadderFans, LadderHolding, LadderLapsed}

func scanRow(r *store.Rows) (Row, error) {
	var w Row
	var second huike.Day
	err := r.Scan(&w.Customer, &w.FirstDay, &second, &w.LastDay, &w.RecencyDays, &w.TenureDays, &w.Occasions, &w.Orders, &w.Quantity,
		&w.GrossMinor, &w.RefundMinor, &w.NetMinor, &w.DiscountMinor, &w.MeanOrderMinor, &w.OccasionsWindow, &w.NetWindowMinor, &w.GapDays,
		&w.Stage, &w.StageSince, &w.Ladder, &w.R, &w.F, &w.M, &w.Province, &w.City)
	if !second.IsZero() {
		w.SecondDay = &second
	}
	return w, err
}

// Of returns the rows of customers in a published snapshot. Who had not bought
// by its day is not in the answer.
func (f *Features) Of(ctx context.Context, snapshot int64, ids []huike.CustomerID) (map[huike.CustomerID]Row, error) {
	rows, err := store.All(ctx, f.db, queries.Get("of"), store.Args{"snapshot": snapshot, "ids": ids}, scanRow)
	if err != nil {
		return nil, err
	}
	byID := make(map[huike.CustomerID]Row, len(rows))
	for _, r := range rows {
		byID[r.Customer] = r
	}
	return byID, nil
}
