package assortment

import (
	"fmt"

	"huike/stat"
)

// matrixNotes says what the reader of a matrix must know; history is the number
// of days from the first order to the day of the matrix.
func matrixNotes(m Matrix, history int) []Note {
	if len(m.Products) == 0 {
		return []Note{note("no_sales", fmt.Sprintf("No product was sold in the %d days up to %s; choose a later or an earlier day, or import orders with their lines.",
			2*m.Snapshot.Days, m.Snapshot.Scope.AsOf), map[string]any{"days": 2 * m.Snapshot.Days})}
	}
	if len(m.Products) == 1 {
		return []Note{note("one_product", "Only one product was sold, and a product cannot be compared with itself; the matrix needs at least two.", nil)}
	}
	var notes []Note
	notes = append(notes, historyNotes(m, history)...)
	notes = append(notes, costNotes(m.Products)...)
	return append(notes, groupNotes(m.Products)...)
}

func historyNotes(m Matrix, history int) []Note {
	days := 2 * m.Snapshot.Days
	if history >= days {
		return nil
	}
	return []Note{note("short_history", fmt.Sprintf("There are %d days of orders, and growth and coming back need %d: %d days are missing, so both are to be read with care or cannot be told.",
		history, days, days-history), map[string]any{"history": history, "days": days, "missing": days - history})}
}

func costNotes(products []Product) []Note {
	missing, unknown := 0, 0
	for _, p := range products {
		if !p.CostKnown {
			missing++
		}
		if p.UnitMarginMinor == nil {
			unknown++
		}
	}
	switch {
	case missing == 0:
		return nil
	case unknown > 0:
		return []Note{note("no_margin", "No product has a cost and the shop's margin is not set, so the margin index compares prices only and no margin is told; set the shop's margin or import a product list with costs.",
			map[string]any{"products": unknown})}
	case missing == len(products):
		return []Note{note("no_costs", "No product has a cost, so every margin is taken from the shop's margin setting and the margin index compares prices only; import a product list with costs.",
			map[string]any{"products": missing})}
	}
	return []Note{note("costs_missing", fmt.Sprintf("%d of %d products have no cost; their margin is taken from the shop's margin setting, or is that of the others where none is set.", missing, len(products)),
		map[string]any{"products": missing, "of": len(products)})}
}

func same(a, b *float64) bool { return a == nil && b == nil || a != nil && b != nil && *a == *b }

func groupNotes(products []Product) []Note {
	categories, singles, unclassified, equal := map[string]bool{}, 0, 0, true
	for _, p := range products {
		categories[p.Category] = true
		if p.Compared == "shop" {
			singles++
		}
		if p.Role == stat.NewRole {
			unclassified++
		}
		equal = equal && p.SalesMinor == products[0].SalesMinor && p.Units == products[0].Units && same(p.UnitMarginMinor, products[0].UnitMarginMinor)
	}
	var notes []Note
	if equal {
		notes = append(notes, note("all_equal", "All products sold alike at the same margin, so the matrix cannot tell them apart.", nil))
	}
	if len(categories) == 1 && categories[""] {
		notes = append(notes, note("no_categories", "No product has a category, so all are compared with the whole shop; import a product list with categories.", nil))
	}
	if singles > 0 {
		notes = append(notes, note("singles", fmt.Sprintf("%d products are the only one of their category and are compared with the whole shop.", singles), map[string]any{"products": singles}))
	}
	if unclassified > 0 {
		l := stat.DefaultMatrixLimits()
		notes = append(notes, note("unclassified", fmt.Sprintf("%d products are younger than %d days or were in fewer than %d baskets and have no role yet.",
			unclassified, l.MinDays, l.MinOrders), map[string]any{"products": unclassified, "days": l.MinDays, "baskets": l.MinOrders}))
	}
	return notes
}
