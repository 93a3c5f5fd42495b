package lifecycle

import (
	"context"
	"math"
	"slices"
	"strings"
	"time"

	"huike"
	"huike/feature"
	"huike/stat"
	"huike/store"
)

// By says which states a migration is of.
type By string

// The states that customers can be followed through.
const (
	ByStage    By = "stage"    // the day clock
	ByLadder   By = "ladder"   // new to lapsed
	ByRFM      By = "rfm"      // the ten RFM classes
	ByDormancy By = "dormancy" // use of what she bought
	ByGrid     By = "grid"     // acquisition, welcome, spending and engagement (S1-61)
)

// Bys lists them.
var Bys = []By{ByStage, ByLadder, ByRFM, ByDormancy, ByGrid}

// Gone is the state of who has no purchase left, all of them taken back since.
// It is among the states of a migration only if somebody went there.
const Gone = "gone"

// Migration is how the customers moved between two days.
type Migration struct {
	By             By
	From, To       feature.Snapshot
	States         []string
	Ranks          []int       // of each state, higher is better; equal ranks are no move
	Matrix         [][]int64   // customers in state i on the earlier day and in j on the later
	Rows           []int64     // the sum of each row: how many stood in the state on the earlier day
	Entrants       []int64     // who had not bought before, by their state on the later day
	Shares         [][]float64 // of a row; nil for a state that nobody was in
	Up, Down, Same int64       // by the rank of the states; who is gone does not count
	Index          *float64    // (up − down) / all; nil if nobody was there
}

// ranked are the states from the best, with their rank; equal ranks are no move.
type ranked struct {
	states []string
	rank   []int
}

func statesOf(by By) ranked {
	switch by {
	case ByStage:
		return falling(texts(huike.Stages))
	case ByLadder:
		return falling([]string{"fans", "regular", "new", "holding", "lapsed"})
	case ByRFM:
		var names []string
		for _, s := range boxSegments() {
			names = append(names, s.Name)
		}
		return falling(append(names, stat.Others))
	case ByDormancy:
		return falling(append(texts(Dormancies), string(Unknown)))
	}
	return ranked{[]string{"spend_high", "spend_low", "welcome", "acquisition", "no_spend_high", "no_spend_low"}, []int{4, 3, 2, 2, 1, 0}}
}

func texts[T ~string](values []T) []string {
	all := make([]string, len(values))
	for i, v := range values {
		all[i] = string(v)
	}
	return all
}

func falling(states []string) ranked {
	r := ranked{states, make([]int, len(states))}
	for i := range states {
		r.rank[i] = -i
	}
	return r
}

// The grid of S1-61, a proposal: newly won for a week, welcomed until day 45,
// then by purchases and by days with a visit, a chat or a review in 90 days.
var gridDays = store.Args{"acquisition_days": 7, "welcome_days": 45, "window_days": 90, "high_days": 2}

// Move returns how the customers of a scope moved since an earlier day. A day
// that is not earlier, and unknown states, are errors of kind Invalid.
func (l *Lifecycle) Move(ctx context.Context, s feature.Scope, from huike.Day, by By, at time.Time) (Migration, error) {
	m := Migration{By: by}
	if !slices.Contains(Bys, by) {
		return m, huike.Errorf(huike.Invalid, "migration.of", "customers cannot be followed by %q; choose one of %s", by, join(Bys))
	}
	if !from.Before(s.AsOf) {
		return m, huike.Errorf(huike.Invalid, "migration.from", "%s does not come before %s; moves need an earlier and a later day", from, s.AsOf)
	}
	var err error
	if m.To, err = l.stand(ctx, s, by, at); err != nil {
		return m, err
	}
	if m.From, err = l.stand(ctx, feature.Scope{Shop: s.Shop, AsOf: from}, by, at, m.To.ID); err != nil {
		return m, err
	}
	return m, l.count(ctx, &m)
}

// stand makes sure that it is known where everybody stands on a day.
func (l *Lifecycle) stand(ctx context.Context, s feature.Scope, by By, at time.Time, inUse ...int64) (feature.Snapshot, error) {
	if by == ByDormancy {
		return l.Rest(ctx, s, at, inUse...)
	}
	return l.features.Ensure(ctx, s, at, inUse...)
}

// places is the question where everybody stood on the two days.
func (m Migration) places() (store.Query, store.Args) {
	args := store.Args{"before": m.From.ID, "snapshot": m.To.ID}
	switch m.By {
	case ByDormancy:
		return queries.Get("place_dormancy"), args
	case ByGrid:
		return queries.Get("place_grid"), with(with(args, gridDays), store.Args{"shop": m.To.Scope.Shop, "before_day": m.From.Scope.AsOf, "as_of": m.To.Scope.AsOf})
	}
	args["of"] = string(m.By)
	return queries.Get("place_feature"), args
}

// count fills the matrix.
func (l *Lifecycle) count(ctx context.Context, m *Migration) error {
	type flow struct {
		from, to  string
		customers int64
	}
	places, args := m.places()
	flows, err := store.All(ctx, l.db, queries.Get("moves").With("place", places), args, func(r *store.Rows) (f flow, err error) {
		return f, r.Scan(&f.from, &f.to, &f.customers)
	})
	if err != nil {
		return err
	}
	known := statesOf(m.By)
	n := len(known.states)
	counts, entrants, gone := square(n), make([]int64, n), make([]int64, n)
	for _, f := range flows {
		from, to := known.index(m.By, f.from), known.index(m.By, f.to)
		switch {
		case from < 0:
			entrants[to] += f.customers
		case to < 0:
			gone[from] += f.customers
		default:
			counts[from][to] += f.customers
		}
	}
	moved := stat.Migrate(counts, known.rank)
	m.Up, m.Down, m.Same = moved.Up, moved.Down, moved.Same
	if i := moved.MigrationIndex(); !math.IsNaN(i) {
		m.Index = &i
	}
	m.States, m.Ranks, m.Matrix, m.Entrants = known.states, known.rank, counts, entrants
	m.away(gone)
	whole := stat.Migrate(m.Matrix, make([]int, len(m.States)))
	m.Rows, m.Shares = whole.RowTotals, whole.Shares
	return nil
}

// away adds the state of who is gone, so that rows still sum to their states.
func (m *Migration) away(gone []int64) {
	if slices.Max(gone) == 0 {
		return
	}
	m.States, m.Ranks = append(slices.Clone(m.States), Gone), append(slices.Clone(m.Ranks), slices.Min(m.Ranks)-1)
	for i, n := range gone {
		m.Matrix[i] = append(m.Matrix[i], n)
	}
	m.Matrix, m.Entrants = append(m.Matrix, make([]int64, len(m.States))), append(m.Entrants, 0)
}

func square(n int) [][]int64 {
	m := make([][]int64, n)
	for i := range m {
		m[i] = make([]int64, n)
	}
	return m
}

// index is the place of a state as the statement says it; -1 for "".
func (r ranked) index(by By, state string) int {
	if state == "" {
		return -1
	}
	if by == ByRFM {
		state = boxOf(state)
	}
	return slices.Index(r.states, state)
}

// boxOf is the class of three scores, "555" for the best.
func boxOf(scores string) string {
	var s [3]int
	for k := range s {
		s[k] = strings.IndexByte("012345", scores[k])
	}
	for _, b := range boxSegments() {
		if b.holds(s, [3]bool{}) {
			return b.Name
		}
	}
	return stat.Others
}
