package feature

import (
	"context"
	"fmt"
	"maps"
	"time"

	"huike"
	"huike/stat"
	"huike/store"
)

// Prior is what the shop's customers do on average, and how many occasions of a
// customer's own it takes to outweigh it (beta-binomial).
type Prior struct {
	Mean, Strength float64
}

// HabitSnapshot is one published set of habits, beside the rows of a [Snapshot].
type HabitSnapshot struct {
	ID          int64 // of the snapshot
	Customers   int64 // people with a row, also those who never bought
	HalfDays    int   // the days that a phase compares with as many days before
	TrackedFrom *huike.Day
	ChatsFrom   *huike.Day
	// Of all shares of the scope; nil where nobody has an occasion that tells.
	Price, Novelty, Brand, Category *Prior
	PublishedAt                     time.Time
}

// EnsureHabits returns the habits of a scope and computes them when there are
// none or when the facts changed since, as [Features.Ensure] does with the rows
// that they stand beside. Facts after the scope's day do not count.
func (f *Features) EnsureHabits(ctx context.Context, s Scope, at time.Time, inUse ...int64) (Snapshot, HabitSnapshot, error) {
	snapshot, err := f.Ensure(ctx, s, at, inUse...)
	if err != nil {
		return snapshot, HabitSnapshot{}, err
	}
	h, found, err := f.Habits(ctx, snapshot.ID)
	if err != nil || found {
		return snapshot, h, err
	}
	release, err := f.wait(ctx, fmt.Sprintf("habit %d %s", s.Shop, s.AsOf))
	if err != nil {
		return snapshot, h, err
	}
	defer release()
	if h, found, err = f.Habits(ctx, snapshot.ID); err != nil || found {
		return snapshot, h, err
	}
	d, err := f.Definition(ctx)
	if err != nil {
		return snapshot, h, err
	}
	err = f.db.Write(ctx, func(tx store.Tx) (err error) {
		h = HabitSnapshot{ID: snapshot.ID, HalfDays: max(1, d.RFMDays/2), PublishedAt: at.UTC().Truncate(time.Microsecond)}
		return inBulk(ctx, tx, func() error { return h.compute(ctx, tx, s) })
	})
	return snapshot, h, err
}

// Habits returns the published habits of a snapshot.
func (f *Features) Habits(ctx context.Context, snapshot int64) (HabitSnapshot, bool, error) {
	return store.One(ctx, f.db, queries.Get("habit_published"), store.Args{"snapshot": snapshot}, func(r *store.Rows) (HabitSnapshot, error) {
		h := HabitSnapshot{ID: snapshot}
		var tracked, chats huike.Day
		var mean, strength [4]*float64
		err := r.Scan(&h.Customers, &h.HalfDays, &tracked, &chats, &mean[0], &strength[0], &mean[1], &strength[1],
			&mean[2], &strength[2], &mean[3], &strength[3], &h.PublishedAt)
		h.TrackedFrom, h.ChatsFrom = dayOrNil(tracked), dayOrNil(chats)
		for k, p := range h.priors() {
			if mean[k] != nil && strength[k] != nil {
				*p = &Prior{*mean[k], *strength[k]}
			}
		}
		return h, err
	})
}

// priors lists the four shares in the order of the measures.
func (h *HabitSnapshot) priors() []**Prior {
	return []**Prior{&h.Price, &h.Novelty, &h.Brand, &h.Category}
}

func dayOrNil(d huike.Day) *huike.Day {
	if d.IsZero() {
		return nil
	}
	return &d
}

// compute writes the rows of the habits and publishes them.
func (h *HabitSnapshot) compute(ctx context.Context, tx store.Tx, s Scope) error {
	if err := h.since(ctx, tx, s); err != nil {
		return err
	}
	args := store.Args{"shop": s.Shop, "as_of": s.AsOf, "snapshot": h.ID, "half_days": h.HalfDays,
		"tracked_from": dayArg(h.TrackedFrom), "chats_from": dayArg(h.ChatsFrom)}
	spans, err := Spans(ctx, tx)
	if err != nil {
		return err
	}
	for _, span := range spans {
		maps.Copy(args, span.Args())
		if _, err := exec(ctx, tx, "habit_goods", args); err != nil {
			return err
		}
	}
	for _, part := range []string{"habit_choice", "habit_time", "habit_contact"} {
		if _, err := exec(ctx, tx, part, args); err != nil {
			return err
		}
	}
	if h.Customers, err = exec(ctx, tx, "habit", args); err != nil {
		return err
	}
	for _, part := range []string{"habit_clear_goods", "habit_clear_choice", "habit_clear_time", "habit_clear_contact"} {
		if _, err := exec(ctx, tx, part, nil); err != nil {
			return err
		}
	}
	if err := h.learn(ctx, tx); err != nil {
		return err
	}
	return h.publish(ctx, tx)
}

// exec runs a statement with those of the arguments that it names.
func exec(ctx context.Context, tx store.Tx, name string, all store.Args) (int64, error) {
	q := queries.Get(name)
	args := store.Args{}
	for _, p := range q.Params(tx.Engine()) {
		args[p] = all[p]
	}
	return tx.Exec(ctx, q, args)
}

func dayArg(d *huike.Day) any {
	if d == nil {
		return nil
	}
	return *d
}

// since finds the first days of behaviour and of chats.
func (h *HabitSnapshot) since(ctx context.Context, tx store.Tx, s Scope) error {
	_, _, err := store.One(ctx, tx, queries.Get("habit_known_from"), store.Args{"shop": s.Shop, "as_of": s.AsOf}, func(r *store.Rows) (bool, error) {
		var tracked, chats huike.Day
		err := r.Scan(&tracked, &chats)
		h.TrackedFrom, h.ChatsFrom = dayOrNil(tracked), dayOrNil(chats)
		return true, err
	})
	return err
}

// learn finds the shop's own shares, by moments.
func (h *HabitSnapshot) learn(ctx context.Context, tx store.Tx) error {
	_, err := store.All(ctx, tx, queries.Get("habit_sums"), store.Args{"snapshot": h.ID}, func(r *store.Rows) (bool, error) {
		var measure int
		var s stat.ShareSums
		if err := r.Scan(&measure, &s.Customers, &s.X, &s.N, &s.NSquared, &s.XPerN); err != nil {
			return false, err
		}
		if fit, ok := s.Fit(); ok {
			*h.priors()[measure-1] = &Prior{fit.Mean, fit.Strength}
		}
		return true, nil
	})
	return err
}

func (h *HabitSnapshot) publish(ctx context.Context, tx store.Tx) error {
	args := store.Args{"snapshot": h.ID, "customers": h.Customers, "half_days": h.HalfDays,
		"tracked_from": dayArg(h.TrackedFrom), "chats_from": dayArg(h.ChatsFrom), "published_at": h.PublishedAt}
	for k, name := range []string{"price", "novelty", "brand", "category"} {
		args[name+"_mean"], args[name+"_strength"] = nil, nil
		if p := *h.priors()[k]; p != nil {
			args[name+"_mean"], args[name+"_strength"] = p.Mean, p.Strength
		}
	}
	_, err := tx.Exec(ctx, queries.Get("habit_publish"), args)
	return err
}
