package stat_test

import (
	"math"
	"testing"

	"huike/stat"

	"github.com/google/go-cmp/cmp"
)

// swing is three years of months around 100, the last month a half more.
func swing() []float64 {
	series := make([]float64, 36)
	for i := range series {
		series[i] = 100
		if i%12 == 11 {
			series[i] = 150
		}
	}
	return series
}

// S1-45: a festival is set aside, has its own index and leaves the season as it is.
func TestS1_45_FestivalsHaveTheirOwnIndex(t *testing.T) {
	plain, _ := stat.Decompose(swing(), nil, 12)
	series, aside := swing(), make([]bool, 36)
	series[16], aside[16] = 700, true
	s, ok := stat.Decompose(series, aside, 12)
	if diff := cmp.Diff(plain.Index, s.Index); !ok || diff != "" {
		t.Error(diff)
	}
	// The level of that month would have been 100: 150·a = 100·b and the mean of the
	// indices is 1, so trend times index gives it back.
	if have := s.Festival(16, 700); math.Abs(have-7) > 0.01 {
		t.Errorf("festival index %v, want 7", have)
	}
	if have := s.Festival(0, 100); math.Abs(have-1) > 0.01 {
		t.Errorf("a month at the end of the series has index %v, want 1", have)
	}
}

func TestS1_45_SeasonsWithoutSalesAreAdditive(t *testing.T) {
	series := swing()
	for i := 5; i < 36; i += 12 {
		series[i] = 0
	}
	s, ok := stat.Decompose(series, nil, 12)
	if !ok || !s.Additive || s.Index[5] > -90 || s.Index[11] < 40 {
		t.Errorf("have %+v", s)
	}
	if have := s.Festival(17, 60); math.Abs(have-60) > 1 {
		t.Errorf("60 pieces where none are usual are %v above", have)
	}
	if _, ok := stat.Decompose(series[:23], nil, 12); ok {
		t.Error("less than two years made an index")
	}
	aside := make([]bool, 36)
	aside[5], aside[17], aside[29] = true, true, true
	if _, ok := stat.Decompose(series, aside, 12); ok {
		t.Error("a season that is set aside in every year made an index")
	}
}

// S1-47, S2-14: what the vectors leave open.
func TestS1_47_S2_14_ProductMatrixAtTheEdges(t *testing.T) {
	usual := stat.ProductFacts{Units: 100, UnitsBefore: 100, Price: 20, Cost: 10, Buyers: 90, FirstBuyers: 30, Watched: 90, Rebuyers: 20, Orders: 95, SharedOrders: 40, AgeDays: 365}
	f := func(want stat.ProductRole, change func(*stat.ProductFacts)) {
		t.Helper()
		p := usual
		change(&p)
		list, _ := stat.ProductMatrix([]stat.ProductFacts{p, usual, usual}, stat.DefaultMatrixLimits())
		if list[0].Role != want {
			t.Errorf("%+v is %s, want %s", p, list[0].Role, want)
		}
	}
	f(stat.NewRole, func(p *stat.ProductFacts) { p.AgeDays = 29 })
	f(stat.NewRole, func(p *stat.ProductFacts) { p.Orders = 29 })
	f(stat.ProfitRole, func(p *stat.ProductFacts) {})
	f(stat.PotentialRole, func(p *stat.ProductFacts) { p.Units, p.Cost, p.SharedOrders = 20, 15, 80 }) // goes along, so no edge
	f(stat.PotentialRole, func(p *stat.ProductFacts) { p.Units, p.UnitsBefore, p.SharedOrders, p.Rebuyers = 20, 10, 1, 1 })
	f(stat.EdgeRole, func(p *stat.ProductFacts) { p.Units, p.UnitsBefore, p.SharedOrders, p.Rebuyers = 20, 0, 1, 1 })
	loss, shop := stat.ProductMatrix([]stat.ProductFacts{{Units: 10, Price: 5, Cost: 9, Orders: 50, AgeDays: 99}}, stat.DefaultMatrixLimits())
	if shop.Margin != -4 || !math.IsNaN(loss[0].Margin) || loss[0].Role != stat.ProfitRole {
		t.Errorf("a category sold at a loss: %+v, %+v", loss, shop)
	}
	if list, _ := stat.ProductMatrix(nil, stat.DefaultMatrixLimits()); len(list) != 0 {
		t.Error("nothing made indices")
	}
}

// S1-45: price bands; S1-46: the share of buyers that each reaches.
func TestS1_45_CustomersMoveBetweenPriceBands(t *testing.T) {
	edges := []int64{100, 200, 300}
	before := []stat.PriceLine{{Customer: 1, Price: 150, Units: 2, First: true}, {Customer: 1, Price: 299, Units: 1}, {Customer: 2, Price: 100, Units: 1}, {Customer: 3, Price: 99, Units: 9}}
	after := []stat.PriceLine{{Customer: 1, Price: 300, Units: 1}, {Customer: 2, Price: 199, Units: 1}, {Customer: 4, Price: 200, Units: 1}}
	moves := stat.BandMoves(stat.MainBands(before, edges), stat.MainBands(after, edges), 3)
	if diff := cmp.Diff([][]int64{{1, 0, 1}, {0, 0, 0}, {0, 0, 0}}, moves); diff != "" {
		t.Error(diff)
	}
	bands := stat.PriceBands(before, edges)
	if bands[0].Buyers != 2 || bands[0].FirstShare != .5 || bands[0].Coverage != 1 || bands[1].Coverage != .5 || !math.IsNaN(bands[2].FirstShare) {
		t.Errorf("have %+v", bands)
	}
}

func TestS1_45_PriceEdgesHoldEqualPieces(t *testing.T) {
	f := func(n int, want []int64, prices ...int64) {
		t.Helper()
		var lines []stat.PriceLine
		for _, p := range prices {
			lines = append(lines, stat.PriceLine{Price: p, Units: 1})
		}
		if diff := cmp.Diff(want, stat.PriceEdges(lines, n)); diff != "" {
			t.Error(diff)
		}
	}
	f(5, []int64{0, 3, 5, 7, 9}, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10)
	f(5, []int64{0, 9}, 5, 5, 5, 5, 5, 5, 5, 5, 5, 9)
	f(2, []int64{0})
}

func TestS1_45_ElasticityNeedsFourPrices(t *testing.T) {
	weeks := []stat.PriceWeek{{Price: 10, Units: 100}, {Price: 20, Units: 25}, {Price: 40, Units: 6.25}, {Price: 40, Units: 6.25}}
	if e := stat.Elasticity(weeks); !math.IsNaN(e.Elasticity) || e.Prices != 3 || e.Weeks != 4 {
		t.Errorf("three prices gave %+v", e)
	}
	weeks = append(weeks, stat.PriceWeek{Price: 5, Units: 400}, stat.PriceWeek{Price: 5, Units: 9999, Promotion: true}, stat.PriceWeek{Price: 8})
	e := stat.Elasticity(weeks) // units = 10000 / price², so −2 exactly
	if math.Abs(e.Elasticity+2) > 1e-12 || e.SE > 1e-6 || e.Weeks != 5 {
		t.Errorf("have %+v, want −2", e)
	}
}
