package assortment

import (
	"cmp"
	"context"
	"io"
	"slices"
	"time"

	"huike"
	"huike/feature"
	"huike/stat"
	"huike/store"
)

// Roles lists the roles of the matrix in the order in which they are shown.
var Roles = []stat.ProductRole{stat.ProfitRole, stat.TrafficRole, stat.WeakTrafficRole, stat.PotentialRole, stat.EdgeRole, stat.NewRole}

// Product is what one product did in the days of the matrix, and so its role.
// Money is in minor units. The indices compare with the other products of its
// category, 1 being like them; nil where there is nothing to compare.
type Product struct {
	Good
	Role             stat.ProductRole
	Reason           string // why it is new: young, rare, gone (sold nothing lately); else ""
	Compared         string // category; or shop, where the category has no other product
	Units            int64
	UnitsBefore      int64
	SalesMinor       int64
	SalesBeforeMinor int64
	UnitMarginMinor  *float64 // of one piece; nil where neither a cost nor a margin is known
	CostKnown        bool
	Buyers           int64
	FirstBuyers      int64 // buyers whose first basket held it
	Watched          int64 // buyers of the days before, who could be watched for as long
	Rebuyers         int64 // of these, who bought anything again
	Baskets          int64
	Shared           int64 // baskets with another product too
	AgeDays          int
	Popularity       *float64
	Margin           *float64
	Acquisition      *float64
	Together         *float64
	Stickiness       *float64
	Growth           *float64 // pieces against those of the days before, less 1
}

// RoleCount is how many products have a role, and what they sold.
type RoleCount struct {
	Role       stat.ProductRole
	Products   int
	Units      int64
	SalesMinor int64
}

// Matrix is the products of a shop as of a day, best-selling first.
type Matrix struct {
	Snapshot Snapshot
	Products []Product
	Roles    []RoleCount // all six, also those without a product
	Notes    []Note
}

// Matrix returns the product matrix of a scope: the days up to the day of the
// scope against as many before.
//
// Source: methods 6.4; popularity and margin by Kasavana & Smith 1982.
func (a *Assortment) Matrix(ctx context.Context, s feature.Scope, at time.Time) (Matrix, error) {
	snapshot, err := a.ensure(ctx, Snapshot{kind: kindMatrix, Scope: s, Days: MatrixDays}, at, func(context.Context, Snapshot) (compute, error) {
		return fillMatrix, nil
	})
	if err != nil {
		return Matrix{}, err
	}
	m := Matrix{Snapshot: snapshot}
	if m.Products, err = store.All(ctx, a.db, queries.Get("roles"), store.Args{"snapshot": snapshot.ID}, scanProduct); err != nil {
		return m, err
	}
	m.Roles = countRoles(m.Products)
	first, _, found, err := a.orders.Days(ctx, s.Shop, s.AsOf)
	if err != nil {
		return m, err
	}
	history := 0
	if found && !s.AsOf.Before(first) {
		history = s.AsOf.Sub(first) + 1
	}
	m.Notes = matrixNotes(m, history)
	return m, nil
}

func countRoles(products []Product) []RoleCount {
	counts := make([]RoleCount, len(Roles))
	for i, role := range Roles {
		counts[i].Role = role
	}
	for _, p := range products {
		c := &counts[slices.Index(Roles, p.Role)]
		c.Products, c.Units, c.SalesMinor = c.Products+1, c.Units+p.Units, c.SalesMinor+p.SalesMinor
	}
	return counts
}

func scanProduct(r *store.Rows) (Product, error) {
	var p Product
	err := r.Scan(&p.ID, &p.Number, &p.Title, &p.Category, &p.Brand, &p.Role, &p.Reason, &p.Compared, &p.Units, &p.UnitsBefore,
		&p.SalesMinor, &p.SalesBeforeMinor, &p.UnitMarginMinor, &p.CostKnown, &p.Buyers, &p.FirstBuyers, &p.Watched, &p.Rebuyers,
		&p.Baskets, &p.Shared, &p.AgeDays, &p.Popularity, &p.Margin, &p.Acquisition, &p.Together, &p.Stickiness, &p.Growth)
	return p, err
}

var roleColumns = []string{"snapshot_id", "product_id", "role", "reason", "compared", "units", "units_before", "sales_minor", "sales_before_minor",
	"unit_margin_minor", "cost_known", "buyers", "first_buyers", "watched", "rebuyers", "baskets", "shared", "age_days",
	"popularity", "margin_index", "acquisition", "together", "stickiness", "growth"}

func fillMatrix(ctx context.Context, tx store.Tx, s *Snapshot) error {
	var all []fact
	err := inBulk(ctx, tx, func() (err error) {
		all, err = facts(ctx, tx, *s)
		return err
	})
	if err != nil {
		return err
	}
	products := classify(all, s.Scope.AsOf)
	_, err = tx.Load(ctx, "product_role", roleColumns, rowsOf(products, func(p Product) []any {
		return []any{s.ID, p.ID, string(p.Role), p.Reason, p.Compared, p.Units, p.UnitsBefore, p.SalesMinor, p.SalesBeforeMinor,
			cell(p.UnitMarginMinor), p.CostKnown, p.Buyers, p.FirstBuyers, p.Watched, p.Rebuyers, p.Baskets, p.Shared, int64(p.AgeDays),
			cell(p.Popularity), cell(p.Margin), cell(p.Acquisition), cell(p.Together), cell(p.Stickiness), cell(p.Growth)}
	}, io.EOF))
	return err
}

// cell is a number that may be missing, for a bulk load.
func cell(x *float64) any {
	if x == nil {
		return nil
	}
	return *x
}

// classify compares every product with the others of its category, and one that
// has no others with the whole shop. Products that sold nothing lately count in
// their category; they were on offer.
func classify(all []fact, asOf huike.Day) []Product {
	limits := stat.DefaultMatrixLimits()
	others, told := assumed(all)
	index := func(group []fact) []stat.ProductIndices {
		measured := make([]stat.ProductFacts, len(group))
		for i, f := range group {
			margin, _ := f.unitMargin(others, told)
			measured[i] = f.measured(asOf, margin)
		}
		list, _ := stat.ProductMatrix(measured, limits)
		return list
	}
	shop := index(all)
	groups := map[string][]int{}
	for i, f := range all {
		groups[f.category] = append(groups[f.category], i)
	}
	products := make([]Product, len(all))
	for _, members := range groups {
		if len(members) == 1 {
			products[members[0]] = productOf(all[members[0]], shop[members[0]], "shop", asOf)
			continue
		}
		group := make([]fact, len(members))
		for k, i := range members {
			group[k] = all[i]
		}
		for k, x := range index(group) {
			products[members[k]] = productOf(group[k], x, "category", asOf)
		}
	}
	for i, f := range all {
		if margin, known := f.unitMargin(others, told); known {
			products[i].UnitMarginMinor = &margin
		}
	}
	if len(products) == 1 { // a product cannot be compared with itself
		products[0].Role, products[0].Reason = stat.NewRole, "alone"
	}
	slices.SortFunc(products, func(a, b Product) int { return cmp.Compare(a.ID, b.ID) })
	return products
}

func productOf(f fact, x stat.ProductIndices, compared string, asOf huike.Day) Product {
	p := Product{
		Good: Good{ID: f.id, Category: f.category}, Role: x.Role, Compared: compared,
		Units: f.units, UnitsBefore: f.unitsBefore, SalesMinor: f.salesMinor, SalesBeforeMinor: f.salesBefore,
		CostKnown: f.cost != nil, Buyers: f.buyers, FirstBuyers: f.firsts,
		Watched: f.watched, Rebuyers: f.rebuyers, Baskets: f.baskets, Shared: f.shared, AgeDays: asOf.Sub(f.since()),
		Popularity: known(x.Popularity), Margin: known(x.Margin), Acquisition: known(x.Acquisition),
		Together: known(x.Attach), Stickiness: known(x.Stickiness), Growth: known(x.Growth),
	}
	if p.Role == stat.NewRole {
		p.Reason = p.whyNew()
	}
	return p
}

func (p Product) whyNew() string {
	switch {
	case p.Units == 0:
		return "gone"
	case p.AgeDays < stat.DefaultMatrixLimits().MinDays:
		return "young"
	}
	return "rare"
}
