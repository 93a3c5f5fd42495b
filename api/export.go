package api

import (
	"context"
	"fmt"
	"strings"

	"huike"
	"huike/feature"
	"huike/segment"
)

// ExportRequest asks for the customers of a list as a file.
type ExportRequest struct {
	CustomersRequest
	Format string `query:"format" enum:"csv,xlsx" default:"csv"`
}

// TableRequest is a table that a page shows, to be had as a file.
type TableRequest struct {
	Body struct {
		Name   string   `json:"name" minLength:"1" maxLength:"100"`
		Head   []string `json:"head" minItems:"1" maxItems:"200"`
		Rows   [][]any  `json:"rows" maxItems:"50000" doc:"Texts, numbers and null"`
		Format string   `json:"format" enum:"csv,xlsx"`
	}
}

// Tables is what the door asks of tables.
type Tables interface {
	Table(ctx context.Context, in *TableRequest) (Download, error)
}

// OfTables hands tables out that a page already shows.
func OfTables() Tables { return tableRoom{} }

type tableRoom struct{}

func (tableRoom) Table(_ context.Context, in *TableRequest) (Download, error) {
	return tableFile(plainName(in.Body.Name), in.Body.Format, func(t tableWriter) error {
		head := make([]any, len(in.Body.Head))
		for i, h := range in.Body.Head {
			head[i] = h
		}
		for _, row := range append([][]any{head}, in.Body.Rows...) {
			if err := t.row(row); err != nil {
				return err
			}
		}
		return nil
	}), nil
}

// plainName keeps what every file system bears.
func plainName(name string) string {
	kept := strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '-' || r == '_' {
			return r
		}
		return '-'
	}, name)
	if kept = strings.Trim(kept, "-"); kept == "" {
		return "table"
	}
	return kept
}

// exportHead are the columns of exported customers; the last two are personal.
var exportHead = []any{"customer", "stage", "ladder", "first_day", "last_day", "recency_days", "occasions", "orders", "net", "mean_order", "currency",
	"r", "f", "m", "province", "city", "name", "contact"}

const personalColumns = 2

// exportBatch is how many customers are read at once.
const exportBatch = 1000

// Export hands out all customers of a list, ordered by their numbers. Names and
// contacts are in it only for those who may see them and ask, and every export is
// audited; that of a segment is a use of it.
func (r customerRoom) Export(ctx context.Context, in *ExportRequest) (Download, error) {
	if in.Q != "" {
		return Download{}, huike.Errorf(huike.Invalid, "export.search", "what a search finds is not exported; choose a segment or filters instead")
	}
	show, columns := masked, len(exportHead)-personalColumns
	if in.Unmask {
		if err := r.unmasking(ctx, "customers", 0); err != nil {
			return Download{}, err
		}
		show, columns = plain, len(exportHead)
	}
	snap, err := r.snapshot(ctx, in.Scope)
	if err != nil {
		return Download{}, err
	}
	ids, err := r.exported(ctx, snap, in)
	if err != nil {
		return Download{}, err
	}
	name := fmt.Sprintf("customers-%s", snap.Scope.AsOf)
	if in.Segment != 0 {
		name = fmt.Sprintf("segment-%d-%s", in.Segment, snap.Scope.AsOf)
	}
	return tableFile(name, in.Format, func(t tableWriter) error {
		if err := t.row(exportHead[:columns]); err != nil {
			return err
		}
		for begin := 0; begin < len(ids); begin += exportBatch {
			batch, err := r.exportRows(ctx, snap, ids[begin:min(begin+exportBatch, len(ids))], show)
			if err != nil {
				return err
			}
			for _, c := range batch {
				if err := t.row(exportCells(c, snap.Currency)[:columns]); err != nil {
					return err
				}
			}
		}
		return nil
	}), nil
}

// exported finds whom an export means, and notes it before the first row leaves.
func (r customerRoom) exported(ctx context.Context, snap feature.Snapshot, in *ExportRequest) ([]huike.CustomerID, error) {
	rule, err := r.exportRule(in)
	if err != nil {
		return nil, err
	}
	scope, err := r.Segments.Scope(ctx, snap.ID)
	if err != nil {
		return nil, err
	}
	q, args, err := r.Segments.Candidates(ctx, rule, scope)
	if err != nil {
		return nil, err
	}
	ids, err := r.Segments.IDs(ctx, q, args)
	if err != nil {
		return nil, err
	}
	if err := r.Book.note(ctx, "customer.export", "segment", in.Segment, fmt.Sprintf("%d %s", len(ids), in.Format)); err != nil {
		return nil, err
	}
	if in.Segment != 0 {
		err = r.Segments.Exported(ctx, segment.Export{Segment: in.Segment, Customers: int64(len(ids)), Actor: actorOf(ctx)}, r.Clock())
	}
	return ids, err
}

// exportRule writes the filters of a list as a rule.
func (r customerRoom) exportRule(in *ExportRequest) (segment.Rule, error) {
	rules := []segment.Rule{}
	if in.Rule != "" {
		rule, err := r.Segments.Parse([]byte(in.Rule))
		if err != nil {
			return segment.Rule{}, err
		}
		rules = append(rules, rule)
	}
	if in.Segment != 0 {
		rules = append(rules, segment.Rule{Segment: in.Segment})
	}
	add := func(field string, value any, asked bool) {
		if asked {
			rules = append(rules, segment.Rule{Field: field, Op: "eq", Value: value})
		}
	}
	add("stage", in.Stage, in.Stage != "")
	add("ladder", in.Ladder, in.Ladder != "")
	add("r_score", float64(in.R), in.R > 0)
	add("f_score", float64(in.F), in.F > 0)
	return segment.Rule{All: rules}, nil
}

// exportRows returns the rows of some customers, in the order of their numbers.
func (r customerRoom) exportRows(ctx context.Context, snap feature.Snapshot, ids []huike.CustomerID, show showing) ([]CustomerRow, error) {
	byID, err := r.Features.Of(ctx, snap.ID, ids)
	if err != nil {
		return nil, err
	}
	rows := make([]feature.Row, 0, len(ids))
	for _, id := range ids {
		if row, ok := byID[id]; ok {
			rows = append(rows, row)
		}
	}
	return r.rows(ctx, snap, rows, show)
}

func exportCells(c CustomerRow, currency string) []any {
	return []any{c.ID, string(c.Stage), string(c.Ladder), c.FirstDay.String(), c.LastDay.String(), c.RecencyDays, c.Occasions, c.Orders,
		c.Net, c.MeanOrder, currency, c.R, c.F, c.M, c.Province, c.City, c.Name, c.Contact}
}
