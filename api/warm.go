package api

import (
	"context"

	"huike"
)

// Warm works out what the screens show when they are opened of all shops as of
// the last day, the first screens first, so that nobody waits for it. Once that
// is remembered it costs a few small questions. A shop without orders, or
// several currencies, have nothing to warm.
func Warm(ctx context.Context, rooms Rooms) error {
	for _, warm := range []func(context.Context, Rooms) error{warmFirst, warmReturns, warmProducts, warmMoves, warmCustomers} {
		switch err := warm(ctx, rooms); huike.KindOf(err) {
		case huike.NotFound, huike.Invalid:
			return nil
		default:
			if err != nil {
				return err
			}
		}
	}
	return nil
}

// What the screens ask for: the defaults of the requests.
const (
	usualProducts = 1000
	usualPairs    = 200
	usualReturn   = 45
	usualStep     = 45
	usualSteps    = 4
)

func warmFirst(ctx context.Context, rooms Rooms) error {
	if _, err := rooms.Overviews.Overview(ctx, &ScopeRequest{}); err != nil {
		return err
	}
	if _, err := rooms.Trees.Tree(ctx, &TreeRequest{Period: "week"}); err != nil {
		return err
	}
	if _, err := rooms.Lifecycles.Lifecycle(ctx, &LifecycleRequest{}); err != nil {
		return err
	}
	_, err := rooms.Lifecycles.RFM(ctx, &ScopeRequest{})
	return err
}

func warmReturns(ctx context.Context, rooms Rooms) error {
	usual := &RepurchaseRequest{Days: usualReturn}
	if _, err := rooms.Returns.Cohorts(ctx, usual); err != nil {
		return err
	}
	if _, err := rooms.Returns.FirstExperience(ctx, usual); err != nil {
		return err
	}
	if _, err := rooms.Returns.Sources(ctx, usual); err != nil {
		return err
	}
	_, err := rooms.Trees.Tree(ctx, &TreeRequest{Period: "month"})
	return err
}

func warmProducts(ctx context.Context, rooms Rooms) error {
	if _, err := rooms.Assortments.Matrix(ctx, &MatrixRequest{Limit: usualProducts}); err != nil {
		return err
	}
	if _, err := rooms.Assortments.Pairs(ctx, &PairsRequest{Limit: usualPairs}); err != nil {
		return err
	}
	_, err := rooms.Assortments.Bands(ctx, &ScopeRequest{})
	return err
}

func warmMoves(ctx context.Context, rooms Rooms) error {
	if _, err := rooms.Dormancies.Migration(ctx, &MigrationRequest{Of: "stage"}); err != nil {
		return err
	}
	if _, err := rooms.Dormancies.Dormancy(ctx, &ScopeRequest{}); err != nil {
		return err
	}
	_, err := rooms.Dormancies.Projection(ctx, &ProjectionRequest{Of: "stage", Step: usualStep, Steps: usualSteps})
	return err
}

func warmCustomers(ctx context.Context, rooms Rooms) error {
	_, err := rooms.Customers.HabitBoard(ctx, &ScopeRequest{})
	return err
}
