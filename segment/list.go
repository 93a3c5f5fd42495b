package segment

import (
	"context"
	"io"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"time"

	"huike"
	"huike/customer"
	"huike/store"
)

// Resolver finds the customers behind identities. It returns those it knows,
// keyed by the values as they were given; kind is one of the customer room's.
type Resolver interface {
	Resolve(ctx context.Context, kind string, values []string) (map[string]huike.CustomerID, error)
}

// KindOwn says that a list holds our own customer numbers.
const KindOwn = "customer_id"

// List is a file of customers that somebody brings: one identifier a line, or a
// column of a CSV file whose heading names the kind.
type List struct {
	Name  string
	Shop  huike.ShopID
	File  io.Reader // UTF-8 or GB18030, 64 MiB at most
	Kind  string    // what the identifiers are: KindOwn or one of customer.Kinds; "" follows the heading, or each value's looks
	Day   huike.Day // from which on they are members
	Actor string
}

// ListReport tells what became of the lines of a list.
type ListReport struct {
	Segment   Segment
	Lines     int      // with an identifier
	Matched   int      // lines that are known customers
	Unmatched []string // the others, as they stood in the file: personal data, not for a log
}

// ImportList stores a list segment with the customers whom the lines of a file
// name. Several lines may name one customer. A file without a known customer is
// refused with kind Invalid.
func (s *Segments) ImportList(ctx context.Context, l List, resolver Resolver, at time.Time) (ListReport, error) {
	name, err := named(l.Name)
	if err != nil {
		return ListReport{}, err
	}
	values, kind, err := identifiers(l.File, l.Kind)
	if err != nil {
		return ListReport{}, err
	}
	found, err := s.resolve(ctx, resolver, kind, values)
	if err != nil {
		return ListReport{}, err
	}
	report := ListReport{Lines: len(values)}
	for _, v := range values {
		if _, ok := found[v]; !ok {
			report.Unmatched = append(report.Unmatched, v)
		}
	}
	report.Matched = report.Lines - len(report.Unmatched)
	if report.Matched == 0 {
		return ListReport{}, huike.Errorf(huike.Invalid, "segment.list_nobody", "none of the %d lines names a known customer; name the kind of identifier in the first line: email, phone, nick, external or customer_id", report.Lines)
	}
	draft := Draft{Shop: l.Shop, Name: name, Actor: l.Actor}
	report.Segment, err = s.keep(ctx, draft, members(found), l.Day, at)
	return report, err
}

// members returns the customers once each, by their numbers.
func members(found map[string]huike.CustomerID) []huike.CustomerID {
	return slices.Compact(slices.Sorted(maps.Values(found)))
}

// keep stores a list segment with its members as its first run.
func (s *Segments) keep(ctx context.Context, d Draft, ids []huike.CustomerID, day huike.Day, at time.Time) (Segment, error) {
	var id int64
	err := s.db.Write(ctx, func(tx store.Tx) (err error) {
		if err := nameFree(ctx, tx, d.Name, 0); err != nil {
			return err
		}
		if id, err = create(ctx, tx, d, KindList, at); err != nil {
			return err
		}
		run := Run{Segment: id, Version: 1, AsOf: day, PublishedAt: at}
		return run.bring(ctx, tx, ids)
	})
	if err != nil {
		return Segment{}, err
	}
	return s.Get(ctx, id)
}

// bring writes a run in which given customers enter.
func (n *Run) bring(ctx context.Context, tx store.Tx, ids []huike.CustomerID) (err error) {
	if n.ID, err = store.Reserve(ctx, tx, "segment_run", 1); err != nil {
		return err
	}
	i := -1
	_, err = tx.Load(ctx, "segment_change", []string{"customer_id", "segment_id", "run_id", "entered"}, func() ([]any, error) {
		if i++; i == len(ids) {
			return nil, io.EOF
		}
		return []any{int64(ids[i]), n.Segment, n.ID, true}, nil
	})
	if err != nil {
		return err
	}
	if n.Entered, err = tx.Exec(ctx, queries.Get("enter"), store.Args{"segment": n.Segment, "run": n.ID, "since": n.AsOf}); err != nil {
		return err
	}
	return n.publish(ctx, tx)
}

// atOnce is how many identifiers one statement looks up.
const atOnce = 10_000

// resolve looks every value up as each kind that it may be, the likeliest
// first, until it is found.
func (s *Segments) resolve(ctx context.Context, resolver Resolver, kind string, values []string) (map[string]huike.CustomerID, error) {
	found := map[string]huike.CustomerID{}
	for round := 0; ; round++ {
		asked := map[string][]string{}
		for _, v := range values {
			kinds := kindsOf(v, kind)
			if _, known := found[v]; !known && round < len(kinds) {
				asked[kinds[round]] = append(asked[kinds[round]], v)
			}
		}
		if len(asked) == 0 {
			return found, nil
		}
		for _, k := range slices.Sorted(maps.Keys(asked)) {
			for part := range slices.Chunk(asked[k], atOnce) {
				ids, err := s.lookUp(ctx, resolver, k, part)
				if err != nil {
					return nil, err
				}
				maps.Copy(found, ids)
			}
		}
	}
}

func (s *Segments) lookUp(ctx context.Context, resolver Resolver, kind string, values []string) (map[string]huike.CustomerID, error) {
	if kind != KindOwn {
		return resolver.Resolve(ctx, kind, values)
	}
	var ids []int64
	for _, v := range values {
		if id, err := strconv.ParseInt(v, 10, 64); err == nil && id > 0 {
			ids = append(ids, id)
		}
	}
	known, err := store.All(ctx, s.db, queries.Get("known"), store.Args{"ids": ids}, func(r *store.Rows) (id huike.CustomerID, err error) {
		return id, r.Scan(&id)
	})
	found := map[string]huike.CustomerID{}
	for _, v := range values {
		id, _ := strconv.ParseInt(v, 10, 64)
		if _, ok := slices.BinarySearch(known, huike.CustomerID(id)); ok {
			found[v] = huike.CustomerID(id)
		}
	}
	return found, err
}

// phonelike is what a phone number of some country looks like.
var phonelike = regexp.MustCompile(`^'?\+?[\d][\d\s().-]{5,}\d(\D{0,6}\d{1,6})?$|^\(\d{2,5}\)[\d\s.-]{5,}\d$`)

// kindsOf returns what a value may be, the likeliest first.
func kindsOf(value, kind string) []string {
	if kind != "" {
		return []string{kind}
	}
	if _, ok := customer.Normalise(customer.KindEmail, value); ok {
		return []string{customer.KindEmail}
	}
	if phonelike.MatchString(value) {
		return []string{customer.KindPhone, customer.KindExternal, customer.KindNick, customer.KindOUID}
	}
	return []string{customer.KindNick, customer.KindExternal, customer.KindOUID}
}
