package kpi_test

import (
	"fmt"
	"math"
	"testing"

	"huike"
	"huike/feature"
	"huike/kpi"
	"huike/order/ordertest"
	"huike/store"
	"huike/store/storetest"
)

// toDatabase keeps a made-up shop's facts as rows.
type toDatabase struct {
	shop    int64
	adder   *adder
	orders  []ordertest.Order
	sources [][4]any
	traffic []aTraffic
}

var lastDay = huike.MustDay("2024-07-14") // a Sunday without a festival around it

func (d *toDatabase) visits(day, source int, visitors int64) {
	d.adder.visits(day, source, visitors)
	d.traffic = append(d.traffic, aTraffic{d.shop, lastDay.Add(-day).String(), fmt.Sprintf("s%d", source), "search", visitors, 0})
}

func (d *toDatabase) order(o anOrder) {
	d.adder.order(o)
	row := ordertest.Order{Customer: o.customer, Shop: d.shop, Day: lastDay.Add(-o.day).String()}
	for _, l := range o.lines {
		row.Gross += l.amount
		row.Lines = append(row.Lines, ordertest.Line{Product: fmt.Sprintf("c%dp%d", l.category, l.product), Quantity: l.quantity, Amount: l.amount})
	}
	d.orders = append(d.orders, row)
	d.sources = append(d.sources, [4]any{o.customer, nil, fmt.Sprintf("s%d", o.source), "search"})
}

// Ten of the made-up shops, through the database: the same causes as over the
// same facts added up in memory, and the fault first in nine or more.
func TestS1_33_PlantedFaultsInADatabase(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		const shops = 10
		planted, inMemory := map[int64]fault{}, map[int64][]kpi.Cause{}
		orders := int64(0)
		for shop := int64(1); shop <= shops; shop++ {
			d := &toDatabase{shop: shop, adder: newAdder()}
			planted[shop] = makeUp(uint64(100+shop), visitorsADay, false, d)
			inMemory[shop] = kpi.Causes(d.adder.cube())
			ordertest.Put(t, db, d.orders)
			for i := range d.sources {
				d.sources[i][1] = firstOrder + orders + int64(i)
			}
			orders += int64(len(d.orders))
			putSource(t, db, d.sources)
			putTraffic(t, db, d.traffic)
		}
		putCategory(t, db)
		right := 0
		for shop := int64(1); shop <= shops; shop++ {
			tree, err := kpi.New(db).Tree(t.Context(), feature.Scope{Shop: huike.ShopID(shop), AsOf: lastDay}, "week")
			if err != nil {
				t.Fatal(err)
			}
			sameCauses(t, shop, tree.Causes, inMemory[shop])
			if first := tree.Causes[0]; (fault{first.Node, first.By, first.Segment}) == planted[shop] {
				right++
			}
		}
		if right < 9 {
			t.Errorf("%d of %d faults are named first", right, shops)
		}
	}, kpi.Schema)
}

func sameCauses(t *testing.T, shop int64, have []kpi.Finding, want []kpi.Cause) {
	t.Helper()
	if len(have) != len(want) {
		t.Errorf("shop %d: %d causes, want %d", shop, len(have), len(want))
		return
	}
	for i := range want {
		h, w := have[i].Cause, want[i]
		if h.Node != w.Node || h.By != w.By || h.Segment != w.Segment || h.Usual != w.Usual || math.Abs(h.Contribution-w.Contribution) > 0.02 {
			t.Errorf("shop %d, cause %d: %+v, in memory %+v", shop, i, h, w)
		}
		if have[i].Owner == "" || have[i].Next == "" || len(have[i].Questions) == 0 {
			t.Errorf("shop %d: the cause %+v has no owner, question or next step", shop, have[i])
		}
	}
}
