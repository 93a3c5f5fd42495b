package stat

import "math"

// ProductFacts is what one product did in a period (90 days), beside the others
// of its category. Amounts are in one unit of money.
type ProductFacts struct {
	Units, UnitsBefore float64 // pieces sold in the period and in the one before
	Price, Cost        float64 // of one piece
	Buyers             int64
	FirstBuyers        int64 // buyers whose first order held it
	Watched            int64 // buyers of earlier days, who could be watched for 90 days; Buyers where those are the same
	Rebuyers           int64 // of these, who bought anything again within 90 days
	Orders             int64
	SharedOrders       int64 // orders that held another product too
	AgeDays            int   // since it was first sold
}

func (p ProductFacts) margin() float64 { return p.Price - p.Cost }

// ProductRole is what a product does for a shop.
type ProductRole string

// The roles of the product matrix.
const (
	ProfitRole      ProductRole = "profit"       // 利润: popular and earns well
	TrafficRole     ProductRole = "traffic"      // 引流: popular and brings new customers
	WeakTrafficRole ProductRole = "traffic_weak" // popular, but neither earns nor brings
	PotentialRole   ProductRole = "potential"    // 潜力: not popular yet, but grows, binds or goes along
	EdgeRole        ProductRole = "edge"         // 边缘: sells badly, goes with nothing, binds nobody
	NewRole         ProductRole = "new"          // too young or too rare to judge
)

// MatrixLimits are the bounds between the roles. An index is a product's number
// over that of its category, 1 being like the others.
type MatrixLimits struct {
	Popularity  float64 // index of units from which a product is popular
	Margin      float64 // index of the margin of one piece from which it earns well
	Acquisition float64 // index of first buyers from which it brings customers
	Attach      float64 // index of shared orders from which it goes along
	Stickiness  float64 // index of rebuyers from which it binds
	Growth      float64 // beyond the category's growth, as a share
	MinDays     int     // younger products are new
	MinOrders   int64   // products of fewer orders are new
}

// DefaultMatrixLimits returns the limits of Kasavana & Smith 1982 for
// popularity and margin; the others are conventions of this house.
func DefaultMatrixLimits() MatrixLimits {
	return MatrixLimits{Popularity: 0.7, Margin: 1, Acquisition: 1, Attach: 1, Stickiness: 1, Growth: 0.3, MinDays: 30, MinOrders: 30}
}

// ProductIndices are a product's numbers over those of its category; NaN where
// the category has none.
type ProductIndices struct {
	Popularity, Margin, Acquisition, Attach, Stickiness float64
	Growth                                              float64 // units over those before, less 1
	Role                                                ProductRole
}

// ProductShop is the category that the indices refer to.
type ProductShop struct {
	Margin      float64 // mean of one piece, over pieces
	Acquisition float64 // share of buyers with the product in their first order
	Attach      float64 // share of orders with another product
	Stickiness  float64 // share of watched buyers who bought again
	Growth      float64
	units       float64
}

// ProductMatrix gives every product of a category its indices and its role.
// New products count in the category's numbers and get no other role.
//
// Source: popularity and margin by Kasavana & Smith 1982 (menu engineering).
func ProductMatrix(products []ProductFacts, l MatrixLimits) ([]ProductIndices, ProductShop) {
	shop := productShop(products)
	list := make([]ProductIndices, len(products))
	for i, p := range products {
		list[i] = ProductIndices{
			Popularity:  float64(len(products)) * p.Units / shop.units,
			Margin:      p.margin() / positive(shop.Margin),
			Acquisition: per(p.FirstBuyers, p.Buyers) / positive(shop.Acquisition),
			Attach:      per(p.SharedOrders, p.Orders) / positive(shop.Attach),
			Stickiness:  per(p.Rebuyers, p.Watched) / positive(shop.Stickiness),
			Growth:      p.Units/positive(p.UnitsBefore) - 1,
		}
		list[i].Role = l.role(p, list[i], shop)
	}
	return list, shop
}

func productShop(products []ProductFacts) ProductShop {
	var sum ProductFacts
	earned := 0.0
	for _, p := range products {
		sum.Units, sum.UnitsBefore = sum.Units+p.Units, sum.UnitsBefore+p.UnitsBefore
		sum.Buyers, sum.FirstBuyers = sum.Buyers+p.Buyers, sum.FirstBuyers+p.FirstBuyers
		sum.Watched, sum.Rebuyers = sum.Watched+p.Watched, sum.Rebuyers+p.Rebuyers
		sum.Orders, sum.SharedOrders = sum.Orders+p.Orders, sum.SharedOrders+p.SharedOrders
		earned += p.Units * p.margin()
	}
	return ProductShop{
		Margin:      earned / positive(sum.Units),
		Acquisition: per(sum.FirstBuyers, sum.Buyers),
		Attach:      per(sum.SharedOrders, sum.Orders),
		Stickiness:  per(sum.Rebuyers, sum.Watched),
		Growth:      sum.Units/positive(sum.UnitsBefore) - 1,
		units:       positive(sum.Units),
	}
}

// role takes the first that fits. A margin is compared by itself, not by its
// index, which a category sold at a loss does not have.
func (l MatrixLimits) role(p ProductFacts, i ProductIndices, shop ProductShop) ProductRole {
	earns := p.margin() >= l.Margin*shop.Margin
	attaches, binds := i.Attach >= l.Attach, i.Stickiness >= l.Stickiness
	switch popular := i.Popularity >= l.Popularity; {
	case p.AgeDays < l.MinDays || p.Orders < l.MinOrders:
		return NewRole
	case popular && earns:
		return ProfitRole
	case popular && i.Acquisition >= l.Acquisition:
		return TrafficRole
	case popular:
		return WeakTrafficRole
	case i.Growth >= shop.Growth+l.Growth, earns && (attaches || binds):
		return PotentialRole
	case i.Attach < l.Attach && i.Stickiness < l.Stickiness:
		return EdgeRole
	}
	return PotentialRole
}

// per is a share, NaN of nobody.
func per(x, n int64) float64 { return Proportion{x, n}.Rate() }

// positive returns x as a denominator, and NaN for what cannot be one.
func positive(x float64) float64 {
	if x <= 0 {
		return math.NaN()
	}
	return x
}
