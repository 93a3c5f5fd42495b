package campaign

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"huike"
	"huike/segment"
	"huike/store"
)

// Cultivation is how far a new customer has come (S0-07).
type Cultivation string

// The states of cultivation. Everybody who bought is in exactly one.
const (
	CultivationNew        Cultivation = "new"        // bought on one day, and got no message since
	CultivationImpression Cultivation = "impression" // bought on one day, and a message was handed over since
	CultivationSecond     Cultivation = "second"     // bought on two days
	CultivationOld        Cultivation = "old"        // bought on three days or more
	CultivationOutside    Cultivation = "outside"    // of a move: not in the cohort on that day
)

// Cultivations lists the states, the youngest first.
var Cultivations = []Cultivation{CultivationNew, CultivationImpression, CultivationSecond, CultivationOld}

const (
	usualCohort = 180 // days
	// MaturedDays is how long a new customer has to come back before she counts in
	// a share (S1-68).
	MaturedDays = 45
	maxCohort   = 3660
)

// Cohort is the new customers of a shop: those whose first purchase falls From
// To, as of a day.
type Cohort struct {
	Shop     huike.ShopID // 0: all shops
	AsOf     huike.Day
	From, To huike.Day
	Days     int // the last so many days; 0: From and To were chosen
}

// CohortAsked is what somebody may say of a cohort: the days, or the bounds, or
// nothing, which means the last 180 days.
type CohortAsked struct {
	Days     int
	From, To huike.Day
}

// CohortOf completes what somebody said of a cohort. Bounds that are the wrong
// way round are an error of kind Invalid.
func CohortOf(shop huike.ShopID, asOf huike.Day, asked CohortAsked) (Cohort, error) {
	c := Cohort{Shop: shop, AsOf: asOf, From: asked.From, To: asked.To, Days: asked.Days}
	if c.From.IsZero() && c.To.IsZero() {
		if c.Days == 0 {
			c.Days = usualCohort
		}
		if c.Days < 1 || c.Days > maxCohort {
			return c, huike.Errorf(huike.Invalid, "cultivation.days", "new customers of %d days cannot be counted; choose 1 to %d days", c.Days, maxCohort)
		}
		c.From, c.To = asOf.Add(1-c.Days), asOf
		return c, nil
	}
	c.Days = 0
	if c.To.IsZero() {
		c.To = asOf
	}
	if asOf.Before(c.To) || c.To.Before(c.From) || c.From.IsZero() {
		return c, huike.Errorf(huike.Invalid, "cultivation.cohort", "first purchases from %s to %s are no cohort as of %s; give a first day that does not come after the last", c.From, c.To, asOf)
	}
	return c, nil
}

// Door is the segment rule of those who stand in a state of the cohort.
func (c Cohort) Door(s Cultivation) json.RawMessage {
	when := fmt.Sprintf(`{"field":"first_day","op":"between","value":["%s","%s"]}`, c.From, c.To)
	if c.Days > 0 {
		when = fmt.Sprintf(`{"field":"tenure_days","op":"lt","value":%d}`, c.Days)
	}
	return json.RawMessage(fmt.Sprintf(`{"all":[{"field":"cultivation","op":"eq","value":"%s"},%s]}`, s, when))
}

// DoorThen is the segment rule of those who stood in a state of the cohort on an
// earlier day; of outside, of those who were not in the cohort then.
func (c Cohort) DoorThen(s Cultivation, day huike.Day) json.RawMessage {
	inside := fmt.Sprintf(`{"was":{"day":"%s","field":"first_day","op":"between","value":["%s","%s"]}}`, day, c.From, c.To)
	if s == CultivationOutside {
		return json.RawMessage(fmt.Sprintf(`{"not":%s}`, inside))
	}
	return json.RawMessage(fmt.Sprintf(`{"all":[{"was":{"day":"%s","field":"cultivation","op":"eq","value":"%s"}},%s]}`, day, s, inside))
}

// CultivationCount is how many new customers stand in a state, and how many of
// them had the 45 days to come back.
type CultivationCount struct {
	State              Cultivation
	Customers, Matured int64
}

// CultivationMonth is the new customers of a month by state.
type CultivationMonth struct {
	Month              string // 2024-05
	States             []CultivationCount
	Customers, Matured int64
}

// CultivationBoard is where the new customers of a cohort stand.
type CultivationBoard struct {
	Cohort             Cohort
	States             []CultivationCount // all four, the youngest first
	Customers, Matured int64
	Months             []CultivationMonth // of the first purchase, the oldest first
}

// Cultivated tells where the new customers of a cohort stand.
func (c *Campaigns) Cultivated(ctx context.Context, of Cohort) (CultivationBoard, error) {
	b := CultivationBoard{Cohort: of, States: noCounts(), Months: []CultivationMonth{}}
	args, err := c.cultivatedArgs(ctx, of, of.AsOf)
	if err != nil {
		return b, err
	}
	args["cultivated_matured"] = of.AsOf.Add(-MaturedDays)
	query := queries.Get("cultivated_months").With("cultivated", queries.Get("cultivated"))
	_, err = store.All(ctx, c.db, query, args, func(r *store.Rows) (n CultivationCount, err error) {
		var month int
		if err = r.Scan(&month, &n.State, &n.Customers, &n.Matured); err == nil {
			b.add(fmt.Sprintf("%04d-%02d", month/12, month%12+1), n)
		}
		return n, err
	})
	return b, err
}

// HandedOver names what was sent so far: over equal facts, equal names give equal
// states of cultivation.
func (c *Campaigns) HandedOver(ctx context.Context) (string, error) {
	name, _, err := store.One(ctx, c.db, queries.Get("handed_over"), nil, func(r *store.Rows) (string, error) {
		var messages int64
		var latest *time.Time
		err := r.Scan(&messages, &latest)
		if latest == nil {
			latest = &time.Time{}
		}
		return fmt.Sprintf("%d until %d", messages, latest.UnixMicro()), err
	})
	return name, err
}

func noCounts() []CultivationCount {
	counts := make([]CultivationCount, len(Cultivations))
	for i, s := range Cultivations {
		counts[i].State = s
	}
	return counts
}

// add counts the customers of a month and a state; months come in order.
func (b *CultivationBoard) add(month string, n CultivationCount) {
	if len(b.Months) == 0 || b.Months[len(b.Months)-1].Month != month {
		b.Months = append(b.Months, CultivationMonth{Month: month, States: noCounts()})
	}
	m, i := &b.Months[len(b.Months)-1], place(n.State)
	m.States[i].Customers, m.States[i].Matured = n.Customers, n.Matured
	m.Customers, m.Matured = m.Customers+n.Customers, m.Matured+n.Matured
	b.States[i].Customers, b.States[i].Matured = b.States[i].Customers+n.Customers, b.States[i].Matured+n.Matured
	b.Customers, b.Matured = b.Customers+n.Customers, b.Matured+n.Matured
}

// place is a state's place in a row of a matrix; whoever is outside comes last.
func place(s Cultivation) int {
	for i, known := range Cultivations {
		if s == known {
			return i
		}
	}
	return len(Cultivations)
}

// CultivationMoves is how the new customers of a cohort moved between two days.
type CultivationMoves struct {
	From, To huike.Day
	States   []Cultivation // the four and outside, of rows and columns
	Matrix   [][]int64     // customers in state i on the earlier day and in j on the later
	Rows     []int64       // sums of the rows: how many stood in a state on the earlier day; of outside, who came
}

// CultivationMoved tells how the new customers of a cohort moved since a day
// before that of the cohort (kind Invalid otherwise). Who bought first after the
// earlier day comes from outside; whose purchases were all taken back goes there.
func (c *Campaigns) CultivationMoved(ctx context.Context, of Cohort, since huike.Day) (CultivationMoves, error) {
	m := CultivationMoves{From: since, To: of.AsOf, States: append(append([]Cultivation{}, Cultivations...), CultivationOutside)}
	if !since.Before(of.AsOf) {
		return m, huike.Errorf(huike.Invalid, "cultivation.since", "%s does not come before %s; moves need an earlier and a later day", since, of.AsOf)
	}
	for range m.States {
		m.Matrix = append(m.Matrix, make([]int64, len(m.States)))
	}
	m.Rows = make([]int64, len(m.States))
	args, err := c.cultivatedArgs(ctx, of, since)
	if err != nil {
		return m, err
	}
	query := queries.Get("cultivated_moves").With("cultivated", queries.Get("cultivated"))
	_, err = store.All(ctx, c.db, query, args, func(r *store.Rows) (n int64, err error) {
		var from, to Cultivation
		if err = r.Scan(&from, &to, &n); err == nil {
			m.Matrix[place(from)][place(to)] = n
			m.Rows[place(from)] += n
		}
		return n, err
	})
	return m, err
}

// cultivatedArgs binds a cohort and an earlier day.
func (c *Campaigns) cultivatedArgs(ctx context.Context, of Cohort, before huike.Day) (store.Args, error) {
	zone, err := c.zone(ctx, of.Shop)
	args := standArgs(zone, of.AsOf, before)
	args["as_of"], args["shop"], args["cultivated_from"], args["cultivated_to"] = of.AsOf, of.Shop, of.From, of.To
	return args, err
}

// standArgs binds the days on which cultivation is looked at: messages count
// until the end of the local day.
func standArgs(zone *time.Location, asOf, before huike.Day) store.Args {
	return store.Args{"cultivated_before": before,
		"cultivated_until": asOf.Add(1).Time(zone).UTC(), "cultivated_before_until": before.Add(1).Time(zone).UTC()}
}

// zone is that of a shop; of several shops, that of the first.
func (c *Campaigns) zone(ctx context.Context, shop huike.ShopID) (*time.Location, error) {
	shops, err := c.Orders.Shops(ctx)
	if err != nil {
		return time.UTC, err
	}
	for _, s := range shops {
		if shop == 0 || s.ID == shop {
			zone, err := time.LoadLocation(s.TimeZone)
			if err != nil {
				return time.UTC, huike.Because(err, huike.Invalid, "campaign.zone", "the time zone %q of the shop is not known", s.TimeZone)
			}
			return zone, nil
		}
	}
	return time.UTC, nil
}

// CultivationSource lets segment rules ask for the state of cultivation.
func CultivationSource() segment.Source {
	choices := make([]string, len(Cultivations))
	for i, s := range Cultivations {
		choices[i] = string(s)
	}
	return segment.Source{
		Name: "cultivation", Query: queries.Get("cultivated"), Dated: true,
		Fields: []segment.SourceField{{Name: "cultivation", Type: segment.Choice, Group: "stage", Choices: choices}},
		Ensure: func(_ context.Context, scope segment.Scope) (store.Args, error) {
			zone := scope.Zone
			if zone == nil {
				zone = time.UTC
			}
			return standArgs(zone, scope.AsOf, scope.AsOf), nil
		},
	}
}
