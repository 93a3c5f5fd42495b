package customer

import (
	"context"
	"slices"
	"strings"
	"time"

	"huike"
	"huike/store"
)

// Merge is one customer who turned out to be another one.
type Merge struct {
	ID       int64            `json:"id"`
	From     huike.CustomerID `json:"from"`
	Into     huike.CustomerID `json:"into"`
	Actor    string           `json:"actor"`
	Reason   string           `json:"reason"`
	MergedAt time.Time        `json:"merged_at"`
	UndoneAt *time.Time       `json:"undone_at,omitempty"`
	UndoneBy string           `json:"undone_by,omitempty"`
	filled   string
}

// Merges makes one customer of two, and two of one again.
type Merges struct {
	db     store.DB
	vault  *Vault
	facts  []store.PerCustomer
	change func(context.Context, store.Tx) error
}

// NewMerges opens the merges over the facts of all packages. change tells whoever
// derives something of facts that they changed.
func NewMerges(db store.DB, v *Vault, change func(context.Context, store.Tx) error, schemas ...*store.Schema) *Merges {
	return &Merges{db: db, vault: v, facts: FactsOf(schemas...), change: change}
}

// FactsOf are the tables of facts about customers of some packages, parents
// before those who follow them.
func FactsOf(schemas ...*store.Schema) []store.PerCustomer {
	var all []store.PerCustomer
	for _, s := range schemas {
		all = append(all, s.Facts...)
	}
	slices.SortStableFunc(all, func(a, b store.PerCustomer) int { return strings.Compare(a.Parent, b.Parent) })
	return all
}

// fillable are the columns of a customer that a merge fills where they are empty.
var fillable = []string{"name_sealed", "gender", "birthday", "country", "province", "city"}

// Merge makes one customer of two: all facts of from become those of into, who
// gets what is known of from alone. It is an error of kind NotFound when one of
// them is unknown, Conflict when one was merged before, Invalid for one and the
// same. Unmerge undoes it.
func (m *Merges) Merge(ctx context.Context, from, into huike.CustomerID, actor, reason string, at time.Time) (Merge, error) {
	done := Merge{From: from, Into: into, Actor: actor, Reason: reason, MergedAt: at}
	if from == into {
		return done, huike.Errorf(huike.Invalid, "customer.merge_self", "customer %d cannot be merged with themselves; name another customer", from)
	}
	err := m.db.Write(ctx, func(tx store.Tx) (err error) {
		for _, id := range []huike.CustomerID{from, into} {
			if err := unmerged(ctx, tx, id); err != nil {
				return err
			}
		}
		if done.ID, err = store.Reserve(ctx, tx, "customer_merge", 1); err != nil {
			return err
		}
		if done.filled, err = fillFrom(ctx, tx, from, into); err != nil {
			return err
		}
		_, err = tx.Exec(ctx, queries.Get("merge_add"), store.Args{"merge": done.ID, "source": from, "target": into, "actor": actor, "reason": reason, "at_time": at, "filled": done.filled})
		if err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, queries.Get("merge_root"), store.Args{"source": from, "target": into}); err != nil {
			return err
		}
		for _, f := range m.facts {
			if _, err := (sweep{ctx, tx, done, f}).along(); err != nil {
				return err
			}
		}
		return m.change(ctx, tx)
	})
	return done, err
}

// unmerged is an error when a customer is unknown, or another one by now.
func unmerged(ctx context.Context, tx store.Reader, id huike.CustomerID) error {
	root, found, err := store.One(ctx, tx, queries.Get("merged"), store.Args{"customer": id}, func(r *store.Rows) (n huike.CustomerID, err error) { return n, r.Scan(&n) })
	switch {
	case err != nil:
		return err
	case !found:
		return huike.Errorf(huike.NotFound, "customer.unknown", "there is no customer %d", id)
	case root != 0:
		return huike.Errorf(huike.Conflict, "customer.merged", "customer %d is the same person as customer %d; work with customer %d", id, root, root)
	}
	return nil
}

// fillFrom fills what is not known of one customer with what is known of another,
// and returns which columns those are.
func fillFrom(ctx context.Context, tx store.Tx, from, into huike.CustomerID) (string, error) {
	known := func(id huike.CustomerID) (string, error) {
		bits, _, err := store.One(ctx, tx, queries.Get("merge_known"), store.Args{"customer": id}, func(r *store.Rows) (s string, err error) { return s, r.Scan(&s) })
		return bits, err
	}
	theirs, err := known(from)
	if err != nil {
		return "", err
	}
	own, err := known(into)
	if err != nil {
		return "", err
	}
	var filled []string
	for i, c := range fillable {
		if theirs[i] == '1' && own[i] == '0' {
			filled = append(filled, c)
		}
	}
	_, err = tx.Exec(ctx, queries.Get("merge_fill"), store.Args{"source": from, "target": into})
	return strings.Join(filled, ","), err
}

// Unmerge makes two customers of one again: every fact that the merge took along
// goes back, and so do those that came since by what names the first one. It is
// an error of kind Conflict when the merge was undone, or when the second
// customer was merged into a third one since.
func (m *Merges) Unmerge(ctx context.Context, merge int64, actor string, at time.Time) (Merge, error) {
	var done Merge
	err := m.db.Write(ctx, func(tx store.Tx) error {
		var err error
		if done, err = undoable(ctx, tx, merge); err != nil {
			return err
		}
		for _, f := range m.facts {
			if err := (sweep{ctx, tx, done, f}).back(); err != nil {
				return err
			}
		}
		filled := store.Args{"source": done.From, "target": done.Into, "filled": done.filled}
		if _, err := tx.Exec(ctx, queries.Get("merge_empty"), filled); err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, queries.Get("merge_undo"), store.Args{"merge": merge, "actor": actor, "at_time": at}); err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, queries.Get("merge_forget"), store.Args{"merge": merge}); err != nil {
			return err
		}
		done.UndoneAt, done.UndoneBy = &at, actor
		if err := roots(ctx, tx, done); err != nil {
			return err
		}
		return m.change(ctx, tx)
	})
	return done, err
}

func undoable(ctx context.Context, tx store.Tx, merge int64) (Merge, error) {
	m, found, err := store.One(ctx, tx, queries.Get("merge_one"), store.Args{"merge": merge}, scanMerge)
	switch {
	case err != nil:
		return m, err
	case !found:
		return m, huike.Errorf(huike.NotFound, "customer.unknown_merge", "there is no merge %d", merge)
	case m.UndoneAt != nil:
		return m, huike.Errorf(huike.Conflict, "customer.merge_undone", "merge %d was undone before", merge)
	}
	if err := unmerged(ctx, tx, m.Into); huike.CodeOf(err) == "customer.merged" {
		return m, huike.Errorf(huike.Conflict, "customer.merge_order", "customer %d was merged into another customer since; undo that merge first", m.Into)
	} else if err != nil {
		return m, err
	}
	return m, nil
}

func scanMerge(r *store.Rows) (Merge, error) {
	var m Merge
	err := r.Scan(&m.ID, &m.From, &m.Into, &m.Actor, &m.Reason, &m.MergedAt, &m.filled, &m.UndoneAt, &m.UndoneBy)
	return m, err
}

// roots says anew who everybody is now who was the customer that an undone merge
// sets free.
func roots(ctx context.Context, tx store.Tx, undone Merge) error {
	active, err := active(ctx, tx)
	if err != nil {
		return err
	}
	free := map[huike.CustomerID]bool{undone.From: true}
	if _, err := tx.Exec(ctx, queries.Get("merge_free"), store.Args{"customer": undone.From}); err != nil {
		return err
	}
	for _, m := range slices.Backward(active) { // whom somebody was merged into was so later
		if !free[m.Into] {
			continue
		}
		free[m.From] = true
		if _, err := tx.Exec(ctx, queries.Get("merge_root"), store.Args{"source": m.From, "target": undone.From}); err != nil {
			return err
		}
	}
	return nil
}

// active are the merges that were not undone, the first one first.
func active(ctx context.Context, tx store.Reader) ([]Merge, error) {
	return store.All(ctx, tx, queries.Get("merges_active"), nil, scanMerge)
}

// Split makes a customer of their own of one identity of another: what comes from
// now on by this identity is the new customer's, what is there stays. Merge undoes
// it. A value that is not the customer's is an error of kind NotFound, their only
// one of kind Conflict.
func (m *Merges) Split(ctx context.Context, id huike.CustomerID, kind, value string, at time.Time, countries ...string) (huike.CustomerID, error) {
	if len(countries) == 0 {
		countries = China
	}
	var hashes []string
	for _, n := range Forms(countries, kind, value) {
		hashes = append(hashes, m.vault.HashNormal(kind, n))
	}
	var fresh huike.CustomerID
	err := m.db.Write(ctx, func(tx store.Tx) error {
		if err := unmerged(ctx, tx, id); err != nil {
			return err
		}
		count, _, err := store.One(ctx, tx, queries.Get("identity_count"), store.Args{"customer": id}, func(r *store.Rows) (n int64, err error) { return n, r.Scan(&n) })
		if err != nil {
			return err
		}
		if count < 2 {
			return huike.Errorf(huike.Conflict, "customer.split_only", "customer %d has no other identity; there is nothing to split", id)
		}
		number, err := store.Reserve(ctx, tx, "customer", 1)
		if err != nil {
			return err
		}
		fresh = huike.CustomerID(number)
		n, err := tx.Exec(ctx, queries.Get("split_identity"), store.Args{"customer": id, "kind": kind, "hashes": hashes, "fresh": fresh})
		if err != nil {
			return err
		}
		if n == 0 {
			return huike.Errorf(huike.NotFound, "customer.split_unknown", "customer %d has no such %s; look at their identities", id, kind)
		}
		if _, err := tx.Exec(ctx, queries.Get("split_customer"), store.Args{"customer": id, "fresh": fresh, "at_time": at}); err != nil {
			return err
		}
		return m.change(ctx, tx)
	})
	return fresh, err
}

// Of returns the merges of a customer, the newest first: those into them, and
// those of whom they are made.
func (m *Merges) Of(ctx context.Context, id huike.CustomerID) ([]Merge, error) {
	return store.All(ctx, m.db, queries.Get("merges_of"), store.Args{"customer": id}, scanMerge)
}

// Follow brings facts that came for customers who are others by now to these. It
// returns how many.
func Follow(ctx context.Context, tx store.Tx, schemas ...*store.Schema) (int64, error) {
	merges, err := active(ctx, tx)
	if err != nil || len(merges) == 0 {
		return 0, err
	}
	var moved int64
	for _, f := range FactsOf(schemas...) {
		here, err := store.All(ctx, tx, left(f), nil, func(r *store.Rows) (id huike.CustomerID, err error) { return id, r.Scan(&id) })
		if err != nil {
			return moved, err
		}
		waiting := map[huike.CustomerID]bool{}
		for _, id := range here {
			waiting[id] = true
		}
		for _, m := range merges {
			if !waiting[m.From] {
				continue
			}
			n, err := (sweep{ctx, tx, m, f}).along()
			if err != nil {
				return moved, err
			}
			waiting[m.Into] = true
			moved += n
		}
	}
	return moved, nil
}
