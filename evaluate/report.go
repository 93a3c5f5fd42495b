package evaluate

import (
	"context"
	"math"
	"slices"

	"huike"
	"huike/stat"
	"huike/store"
)

// level of all confidence intervals.
const level = 0.95

// Money says what an order earns and a contact costs, in major units.
type Money struct {
	Currency  string
	Margin    float64 // gross margin, 0 to 1
	Coupon    float64 // cost of one redeemed coupon; every treated buyer redeems hers
	TouchCost float64 // of one treated customer
}

// Request asks for the report of an experiment.
type Request struct {
	Experiment int64
	Shop       huike.ShopID
	AsOf       huike.Day
	Windows    []int // days, ascending
	Money      Money
}

// Report is what an experiment showed up to a day.
type Report struct {
	AsOf          huike.Day
	Start         huike.Day
	PrimaryWindow int
	Preliminary   bool // the primary window has not closed yet
	SampleRatio   SampleRatio
	Windows       []Window
	Curve         []CurvePoint
	Verdict       Verdict
}

// SampleRatio tests the drawn counts against the plan.
type SampleRatio struct {
	P    float64
	OK   bool // p at or above .001
	Arms []ArmCount
}

// ArmCount is the size of one arm, planned and drawn.
type ArmCount struct {
	Arm
	Customers int64
}

// Window is what happened within so many days of the start.
type Window struct {
	Days    int
	Closed  bool // every customer has been watched for so long
	Arms    []ArmResult
	Effects []Effect // one per treated arm
}

// ArmResult is what the customers of one arm did in a window.
type ArmResult struct {
	Arm
	Customers, Buyers, Orders int64
	Sales                     float64 // net of money given back
}

// Effect is one treated arm against the control in a window. The estimates are
// per assigned customer; the Incremental ones are for the whole arm. Intervals
// are of 95 %, over several arms of all together ([stat.HolmLevels]); P is of the
// arm alone.
type Effect struct {
	Arm         Arm
	Natural     float64       // the control's rate of buyers
	Stimulated  float64       // the arm's rate of buyers
	Difference  stat.Estimate // Miettinen–Nurminen
	AdjustedP   float64       // Holm over the arms
	Orders      stat.Estimate // Welch, as the next two
	Sales       stat.Estimate
	Profit      stat.Estimate
	Buyers      stat.Estimate // incremental: Difference × customers
	ExtraOrders stat.Estimate
	ExtraSales  stat.Estimate
	ExtraProfit stat.Estimate
	CausedShare float64 // 1 − natural/stimulated; NaN where nobody bought
	Cost        float64 // of the touches and coupons
	Return      float64 // extra profit before touch cost ÷ touch cost; NaN without cost
	Reliable    bool    // each group has ten who bought and ten who did not
}

// CurvePoint is the share of an arm that has bought by a day after the start.
type CurvePoint struct {
	Day             int
	Arm             int
	Rate, Low, High float64 // Wilson
}

// sums is what one SQL pass knows of the buyers of an arm in a window. The
// variances are over these buyers (n).
type sums struct {
	buyers, orders   int64
	ordersVariance   float64
	net, netVariance float64 // major units
}

// Report reads an experiment's outcomes up to a day and infers what it earned.
func (e *Evaluations) Report(ctx context.Context, q Request) (Report, error) {
	x, found, err := readExperiment(ctx, e.db, q.Experiment)
	if err != nil {
		return Report{}, err
	}
	if !found {
		return Report{}, huike.Errorf(huike.NotFound, "evaluate.not_drawn", "campaign %d has drawn nobody yet; start it first", q.Experiment)
	}
	sizes, err := armSizes(ctx, e.db, x.ID)
	if err != nil {
		return Report{}, err
	}
	if !slices.Contains(q.Windows, x.PrimaryWindow) {
		q.Windows = append(slices.Clone(q.Windows), x.PrimaryWindow)
	}
	slices.Sort(q.Windows)
	r := Report{AsOf: q.AsOf, Start: x.Start, PrimaryWindow: x.PrimaryWindow, SampleRatio: sampleRatio(x.Arms, sizes)}
	r.Preliminary = q.AsOf.Sub(x.Start) < x.PrimaryWindow
	all, err := e.outcomes(ctx, x, q)
	if err != nil {
		return Report{}, err
	}
	for _, days := range slices.Compact(q.Windows) {
		r.Windows = append(r.Windows, window(x, days, q, sizes, all))
	}
	if r.Curve, err = e.curve(ctx, x, q, sizes); err != nil {
		return Report{}, err
	}
	r.Verdict = verdict(r, q.Money)
	return r, nil
}

func sampleRatio(arms []Arm, sizes map[int]int64) SampleRatio {
	var s SampleRatio
	var counts []int64
	var weights []float64
	for _, a := range arms {
		s.Arms = append(s.Arms, ArmCount{a, sizes[a.No]})
		counts, weights = append(counts, sizes[a.No]), append(weights, a.Weight)
	}
	chi := stat.SampleRatio(counts, weights)
	s.P, s.OK = chi.P, !chi.Alarm()
	return s
}

type cell struct{ arm, days int }

func (e *Evaluations) outcomes(ctx context.Context, x Experiment, q Request) (map[cell]sums, error) {
	windows := make([]int64, 0, len(q.Windows))
	for _, w := range slices.Compact(slices.Clone(q.Windows)) {
		windows = append(windows, int64(w))
	}
	minor := math.Pow10(huike.Exponent(q.Money.Currency))
	all := map[cell]sums{}
	args := store.Args{"experiment": x.ID, "start": x.Start, "as_of": q.AsOf, "windows": windows, "shop": q.Shop}
	_, err := store.All(ctx, e.db, queries.Get("outcomes"), args, func(r *store.Rows) (c cell, err error) {
		var s sums
		var net int64
		err = r.Scan(&c.arm, &c.days, &s.buyers, &s.orders, &s.ordersVariance, &net, &s.netVariance)
		s.net, s.netVariance = float64(net)/minor, s.netVariance/(minor*minor)
		all[c] = s
		return c, err
	})
	return all, err
}

func window(x Experiment, days int, q Request, sizes map[int]int64, all map[cell]sums) Window {
	w := Window{Days: days, Closed: q.AsOf.Sub(x.Start) >= days}
	var treated []armOf
	for _, a := range x.Arms {
		s := all[cell{a.No, days}]
		w.Arms = append(w.Arms, ArmResult{a, sizes[a.No], s.buyers, s.orders, s.net})
		if a.No != 0 {
			treated = append(treated, armOf{a, armData{sizes[a.No], s}})
		}
	}
	w.Effects = compareAll(treated, armData{sizes[0], all[cell{0, days}]}, q.Money)
	return w
}

// curve gives each arm's cumulative share of buyers by day, up to the last window or the as-of day.
func (e *Evaluations) curve(ctx context.Context, x Experiment, q Request, sizes map[int]int64) ([]CurvePoint, error) {
	last := min(q.Windows[len(q.Windows)-1], q.AsOf.Sub(x.Start))
	first := map[cell]int64{}
	args := store.Args{"experiment": x.ID, "start": x.Start, "as_of": q.AsOf, "days": last, "shop": q.Shop}
	_, err := store.All(ctx, e.db, queries.Get("first_purchases"), args, func(r *store.Rows) (c cell, err error) {
		var n int64
		err = r.Scan(&c.arm, &c.days, &n)
		first[c] = n
		return c, err
	})
	if err != nil {
		return nil, err
	}
	var points []CurvePoint
	for _, a := range x.Arms {
		var sum int64
		for day := 0; day <= last && sizes[a.No] > 0; day++ {
			sum += first[cell{a.No, day}]
			p := stat.Proportion{X: sum, N: sizes[a.No]}
			low, high := stat.Wilson(p, level)
			points = append(points, CurvePoint{day, a.No, p.Rate(), low, high})
		}
	}
	return points, nil
}
