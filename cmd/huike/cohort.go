package main

import (
	"context"
	"fmt"
	"io"

	"huike"
	"huike/feature"
	"huike/kpi"
	"huike/store"
)

type cohortCommand struct {
	scopeFlags
	Days int `default:"45" help:"Within how many days."`
}

type estimateAnswer struct {
	Customers int64    `json:"customers"`
	Share     *float64 `json:"share"`
	Low       *float64 `json:"low"`
	High      *float64 `json:"high"`
	FollowUp  int      `json:"follow_up_days"`
}

func estimateOf(e kpi.Estimate) estimateAnswer {
	return estimateAnswer{e.Customers, e.Share, e.Low, e.High, e.FollowUp}
}

type monthAnswer struct {
	Month       string         `json:"month"`
	Customers   int64          `json:"customers"`
	Matured     *rateAnswer    `json:"matured"`
	KaplanMeier estimateAnswer `json:"kaplan_meier"`
}

type intervalAnswer struct {
	Ordinal   int            `json:"ordinal"`
	Started   int64          `json:"started"`
	Completed int64          `json:"completed"`
	Within    estimateAnswer `json:"within"`
	Quarter   *float64       `json:"quarter_days"`
	Half      *float64       `json:"half_days"`
	ThreeQs   *float64       `json:"three_quarters_days"`
}

type retentionAnswer struct {
	Cohort    string `json:"cohort"`
	Months    int    `json:"months"`
	Customers int64  `json:"customers"`
	Of        int64  `json:"of"`
	Over      bool   `json:"over"`
}

type cohortAnswer struct {
	AsOf        huike.Day         `json:"as_of"`
	Days        int               `json:"days"`
	Matured     rateAnswer        `json:"matured"`
	KaplanMeier estimateAnswer    `json:"kaplan_meier"`
	Literal     rateAnswer        `json:"literal"`
	RegularsD1  rateAnswer        `json:"regulars_d1"`
	RegularsD2  rateAnswer        `json:"regulars_d2"`
	Cohorts     []monthAnswer     `json:"cohorts"`
	Retention   []retentionAnswer `json:"retention"`
	Intervals   []intervalAnswer  `json:"intervals"`
}

func cohortsOf(asOf huike.Day, r kpi.Returns) cohortAnswer {
	a := cohortAnswer{AsOf: asOf, Days: r.Days, Matured: rateOf(r.Second.Matured), KaplanMeier: estimateOf(r.Estimate), Literal: rateOf(r.Second.Literal),
		RegularsD1: rateOf(r.Regulars.D1), RegularsD2: rateOf(r.Regulars.D2), Cohorts: []monthAnswer{}, Retention: []retentionAnswer{}, Intervals: []intervalAnswer{}}
	for _, c := range r.Cohorts {
		m := monthAnswer{Month: c.Month.String(), Customers: c.Estimate.Customers, KaplanMeier: estimateOf(c.Estimate)}
		if c.Matured != nil {
			matured := rateOf(*c.Matured)
			m.Matured = &matured
		}
		a.Cohorts = append(a.Cohorts, m)
	}
	for _, c := range r.Retention {
		a.Retention = append(a.Retention, retentionAnswer{c.Cohort.String(), c.Months, c.Customers, c.Of, c.Over})
	}
	for _, i := range r.Intervals {
		a.Intervals = append(a.Intervals, intervalAnswer{i.Ordinal, i.Started, i.Completed, estimateOf(i.Share), i.Quarter, i.Half, i.ThreeQs})
	}
	return a
}

// Run prints who comes back, by month of the first purchase and by ordinal.
func (c *cohortCommand) Run(ctx context.Context, g *Globals) error {
	return c.within(ctx, g, func(db store.DB, s feature.Scope) error {
		r, err := kpi.New(db).Returns(ctx, s, c.Days)
		if err != nil {
			return err
		}
		a := cohortsOf(s.AsOf, r)
		return g.print(a, func(w io.Writer) {
			fmt.Fprintf(w, "As of %s, within %d days\tcame back\tof\trate\n", a.AsOf, a.Days)
			writeRate(w, "new customers who could be watched so long", a.Matured)
			writeRate(w, "new customers of the last days (too early to tell)", a.Literal)
			writeEstimate(w, "all new customers, by Kaplan-Meier", a.KaplanMeier)
			for _, m := range a.Cohorts {
				writeEstimate(w, m.Month, m.KaplanMeier)
			}
			for _, i := range a.Intervals {
				writeEstimate(w, fmt.Sprintf("after purchase %d", i.Ordinal), i.Within)
			}
		})
	})
}

func writeEstimate(w io.Writer, what string, e estimateAnswer) {
	if e.Share == nil {
		fmt.Fprintf(w, "%s\t\t%d\tnobody was watched so long; the longest was %d days\n", what, e.Customers, e.FollowUp)
		return
	}
	fmt.Fprintf(w, "%s\t\t%d\t%.2f %% (%.2f to %.2f)\n", what, e.Customers, 100**e.Share, 100**e.Low, 100**e.High)
}

type sourcesCommand struct {
	scopeFlags
	Days int `default:"45" help:"Within how many days a second purchase counts."`
}

type sourceAnswer struct {
	Source     string     `json:"source"`
	Group      string     `json:"group"`
	Customers  int64      `json:"customers"`
	Visitors   int64      `json:"visitors"`
	Cost       float64    `json:"cost"`
	CostPerNew *float64   `json:"cost_per_new"`
	FirstOrder float64    `json:"first_order"`
	Second     rateAnswer `json:"second"`
	Net90      *float64   `json:"net_90_per_customer"`
	Traits     []string   `json:"traits"`
	Alerts     []string   `json:"alerts"`
}

type sourcesAnswer struct {
	AsOf     huike.Day      `json:"as_of"`
	Days     int            `json:"days"`
	Currency string         `json:"currency"`
	Sources  []sourceAnswer `json:"sources"`
}

func sourceOf(s kpi.Source, currency string) sourceAnswer {
	a := sourceAnswer{Source: s.Name, Group: s.Group, Customers: s.Customers, Visitors: s.Visitors, Cost: major(s.CostMinor, currency),
		Second: rateOf(s.Second), Traits: s.Traits, Alerts: []string{}}
	if s.Customers > 0 {
		a.FirstOrder = major(s.FirstMinor, currency) / float64(s.Customers)
	}
	if s.Matured90 > 0 {
		net := major(s.Net90Minor, currency) / float64(s.Matured90)
		a.Net90 = &net
	}
	if c := s.CostPerNew(); c != nil {
		each := a.Cost / float64(s.Customers)
		a.CostPerNew = &each
	}
	for _, alert := range s.Alerts {
		a.Alerts = append(a.Alerts, alert.Code)
	}
	return a
}

// Run prints where new customers come from, what they cost and what they are worth.
func (c *sourcesCommand) Run(ctx context.Context, g *Globals) error {
	return c.within(ctx, g, func(db store.DB, s feature.Scope) error {
		snapshot, err := feature.New(db).Ensure(ctx, s, g.clock())
		if err != nil {
			return err
		}
		all, err := kpi.New(db).Sources(ctx, snapshot, c.Days)
		if err != nil {
			return err
		}
		a := sourcesAnswer{s.AsOf, all.Days, snapshot.Currency, []sourceAnswer{}}
		for _, one := range all.Sources {
			a.Sources = append(a.Sources, sourceOf(one, snapshot.Currency))
		}
		return g.print(a, func(w io.Writer) { writeSources(w, a, all.HasVisits) })
	})
}

func writeSources(w io.Writer, a sourcesAnswer, hasVisits bool) {
	fmt.Fprintf(w, "As of %s\tnew customers\teach cost\tfirst order\tback within %d days\twarnings\n", a.AsOf, a.Days)
	for _, s := range a.Sources {
		name, cost, back := s.Source, "unknown", "nobody could yet"
		if name == "" {
			name = "(unknown)"
		}
		if s.CostPerNew != nil {
			cost = fmt.Sprintf("%.2f", *s.CostPerNew)
		}
		if s.Second.Rate != nil {
			back = fmt.Sprintf("%.2f %%", 100**s.Second.Rate)
		}
		fmt.Fprintf(w, "%s\t%d\t%s\t%.2f\t%s\t%v\n", name, s.Customers, cost, s.FirstOrder, back, s.Alerts)
	}
	if !hasVisits {
		fmt.Fprintln(w, "No visits by source are here: import them with --kind traffic to see what a new customer costs.")
	}
}
