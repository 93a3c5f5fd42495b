package campaign

import (
	"context"
	"fmt"
	"slices"
	"time"

	"huike"
	"huike/feature"
	"huike/segment"
	"huike/store"
)

// StepDue is who is due for a step of a programme on a day.
type StepDue struct {
	Step
	First, Last huike.Day // of the first purchases that make due
	Within      int64     // bought on one day only, so many days ago
	Due         int64     // of them, who was never drawn for the step, control or treated
	Open        *Wave     // its campaign that has not started yet; nil: none
}

// Wave is a campaign of a step.
type Wave struct {
	Step      int64
	Campaign  int64
	Name      string
	State     State
	StartedAt *time.Time
}

// open reports that a wave may still be started.
func (w Wave) open() bool { return slices.Contains([]State{Drafted, Waiting, Approved}, w.State) }

// Due tells who is due for each step of a programme as of a day. Who was ever
// drawn for a step is not due for it again, whatever the day.
func (c *Campaigns) Due(ctx context.Context, p Programme, asOf huike.Day, at time.Time) ([]StepDue, error) {
	snapshot, err := c.Features.Ensure(ctx, feature.Scope{Shop: p.Shop, AsOf: asOf}, at)
	if err != nil {
		return nil, err
	}
	due := make([]StepDue, len(p.Steps))
	for i, s := range p.Steps {
		due[i] = StepDue{Step: s, First: asOf.Add(-s.ToDay), Last: asOf.Add(-s.FromDay)}
	}
	_, err = store.All(ctx, c.db, queries.Get("programme_due"), store.Args{"programme": p.ID, "snapshot": snapshot.ID}, func(r *store.Rows) (id int64, err error) {
		var within, open int64
		err = r.Scan(&id, &within, &open)
		if i := slices.IndexFunc(due, func(d StepDue) bool { return d.ID == id }); i >= 0 {
			due[i].Within, due[i].Due = within, open
		}
		return id, err
	})
	if err != nil {
		return nil, err
	}
	waves, err := c.Waves(ctx, p.ID)
	for _, w := range waves {
		if i := slices.IndexFunc(due, func(d StepDue) bool { return d.ID == w.Step }); i >= 0 && w.open() && due[i].Open == nil {
			due[i].Open = &w
		}
	}
	return due, err
}

// Waves returns the campaigns of a programme by step, the newest first.
func (c *Campaigns) Waves(ctx context.Context, programme int64) ([]Wave, error) {
	return waves(ctx, c.db, programme)
}

func waves(ctx context.Context, r store.Reader, programme int64) ([]Wave, error) {
	return store.All(ctx, r, queries.Get("waves"), store.Args{"programme": programme}, func(r *store.Rows) (w Wave, err error) {
		return w, r.Scan(&w.Step, &w.Campaign, &w.Name, &w.State, &w.StartedAt)
	})
}

// WaveAsked is which wave somebody wants.
type WaveAsked struct {
	Programme, Step int64
	AsOf            *huike.Day // the audience's day; nil: the last day of data, also when the draft is started later
}

// StartWave makes a draft of a campaign for who is due for a step: audience,
// exclusions, control group, purpose, goal and content are filled in. The rest
// is the work flow of campaigns. Nobody due, or a wave of the step that has not
// started yet, is an error of kind Conflict.
func (c *Campaigns) StartWave(ctx context.Context, q WaveAsked, by Actor, at time.Time) (int64, error) {
	w, err := c.wish(ctx, q, by, at)
	if err != nil {
		return 0, err
	}
	if err := c.someoneDue(ctx, w); err != nil {
		return 0, err
	}
	draft, err := c.waveDraft(ctx, w)
	if err != nil {
		return 0, err
	}
	return c.create(ctx, draft, by, at, func(tx store.Tx, id int64) error { return w.link(ctx, tx, id) })
}

// wish is a wave that somebody wants.
type wish struct {
	programme Programme
	step      Step
	day       huike.Day  // as of which it is made
	fixed     *huike.Day // the day that its audience is bound to; nil: none
	by        Actor
	at        time.Time
}

func (c *Campaigns) wish(ctx context.Context, q WaveAsked, by Actor, at time.Time) (w wish, err error) {
	w.fixed, w.by, w.at = q.AsOf, by, at
	if w.programme, err = c.Programme(ctx, q.Programme); err != nil {
		return w, err
	}
	if w.step, err = w.programme.step(q.Step); err != nil {
		return w, err
	}
	zone, err := c.zone(ctx, w.programme.Shop)
	if err != nil {
		return w, err
	}
	w.day, err = c.asOf(ctx, Campaign{Draft: Draft{Shop: w.programme.Shop, AsOf: q.AsOf}}, zone, at)
	return w, err
}

func (c *Campaigns) someoneDue(ctx context.Context, w wish) error {
	due, err := c.Due(ctx, w.programme, w.day, w.at)
	if err != nil {
		return err
	}
	for _, d := range due {
		switch {
		case d.ID != w.step.ID:
		case d.Open != nil:
			return stillOpen(w.step, *d.Open)
		case d.Due == 0:
			return huike.Errorf(huike.Conflict, "programme.nobody", "nobody is due for the step %q as of %s: it takes a first and only purchase from %s to %s, and no earlier campaign of the step",
				w.step.Name, w.day, d.First, d.Last)
		}
	}
	return nil
}

func stillOpen(step Step, w Wave) error {
	return huike.Errorf(huike.Conflict, "programme.open", "the campaign %q (number %d) of the step %q is %s; start it or delete it, then make the next",
		w.Name, w.Campaign, step.Name, w.State)
}

// waveDraft fills in a campaign.
func (c *Campaigns) waveDraft(ctx context.Context, w wish) (Draft, error) {
	members, err := c.stepSegment(ctx, w)
	if err != nil {
		return Draft{}, err
	}
	content := w.step.source()
	d := Draft{
		Shop: w.programme.Shop, Name: fmt.Sprintf("%s · %s · %s", w.programme.Name, w.step.Name, w.day), Goal: w.step.Goal, Purpose: w.step.Purpose,
		Segment: members, AsOf: w.fixed, Exclusions: Exclusions{ContactedHours: apartHours, RecentBuyersGuard: true},
		Arms: []Arm{{Name: "A", Subject: content.Subject, Body: content.HTML}},
	}
	earlier, err := c.Waves(ctx, w.programme.ID)
	if err != nil {
		return d, err
	}
	for _, e := range earlier {
		if e.Step == w.step.ID {
			d.Exclusions.Campaigns = append(d.Exclusions.Campaigns, e.Campaign)
		}
	}
	senders, err := c.Senders.List(ctx)
	if err != nil {
		return d, err
	}
	if len(senders) == 1 {
		d.Sender = senders[0].ID
	}
	if _, taken, err := named(ctx, c.db, d.Shop, d.Name); err != nil || !taken {
		return d, err
	}
	d.Name, err = c.freeName(ctx, Campaign{Draft: d})
	return d, err
}

// apartHours keeps the contacts of a programme two days apart from any other.
const apartHours = 48

// rule is whom a step means: by the day of the audience she bought on one day
// only, so many days ago.
func (s Step) rule() (segment.Rule, error) {
	return segment.Parse(fmt.Appendf(nil, `{"all":[{"field":"occasions","op":"eq","value":1},{"field":"tenure_days","op":"between","value":[%d,%d]}]}`, s.FromDay, s.ToDay))
}

// stepSegment returns the saved segment of a step, made or brought up to the
// step's days.
func (c *Campaigns) stepSegment(ctx context.Context, w wish) (int64, error) {
	rule, err := w.step.rule()
	if err != nil {
		return 0, err
	}
	draft := segment.Draft{Shop: w.programme.Shop, Name: w.programme.Name + " · " + w.step.Name, Rule: rule, Actor: w.by.Login}
	if w.step.Segment != 0 {
		old, err := c.Segments.Get(ctx, w.step.Segment)
		switch {
		case err != nil:
			return 0, err
		case old.ArchivedAt == nil && old.Rule.String() == rule.String():
			return old.ID, nil
		case old.ArchivedAt == nil:
			draft.ID, draft.Name = old.ID, old.Name
		}
	}
	saved, err := c.saveSegment(ctx, draft, w.at)
	if err != nil {
		return 0, err
	}
	return saved.ID, c.db.Write(ctx, func(tx store.Tx) error {
		_, err := tx.Exec(ctx, queries.Get("programme_step_segment"), store.Args{"step": w.step.ID, "segment": saved.ID})
		return err
	})
}

// saveSegment gives the segment the first free name of the form "name (2)".
func (c *Campaigns) saveSegment(ctx context.Context, d segment.Draft, at time.Time) (segment.Segment, error) {
	name := d.Name
	for n := 2; ; n++ {
		saved, err := c.Segments.Save(ctx, d, at)
		if huike.CodeOf(err) != "segment.name_taken" || n > 100 {
			return saved, err
		}
		d.Name = fmt.Sprintf("%s (%d)", name, n)
	}
}

// link makes a new campaign a wave of the step, unless somebody else was quicker.
func (w wish) link(ctx context.Context, tx store.Tx, id int64) error {
	if _, err := tx.Exec(ctx, queries.Get("programme_step_touch"), store.Args{"step": w.step.ID, "campaign": 0, "touched": w.at}); err != nil {
		return err
	}
	all, err := waves(ctx, tx, w.programme.ID)
	if err != nil {
		return err
	}
	for _, other := range all {
		if other.Step == w.step.ID && other.open() {
			return stillOpen(w.step, other)
		}
	}
	_, err = tx.Exec(ctx, queries.Get("wave_add"), store.Args{"campaign": id, "programme": w.programme.ID, "step": w.step.ID, "created": w.at})
	return err
}

// mates returns the other campaigns of the step that a campaign is a wave of:
// nobody gets one step twice, whatever became of the exclusions of the draft.
func (c *Campaigns) mates(ctx context.Context, id int64) ([]int64, error) {
	return store.All(ctx, c.db, queries.Get("wave_mates"), store.Args{"campaign": id}, func(r *store.Rows) (id int64, err error) {
		return id, r.Scan(&id)
	})
}
