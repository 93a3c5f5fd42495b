package campaign

import (
	"context"
	"time"

	"huike"
	"huike/evaluate"
	"huike/message"
	"huike/store"
)

// Start draws the audience of an approved campaign and queues its messages, in
// one transaction: the gate's verdicts, the draw into control and arms, the
// messages of the treated, and the new state are all there, or none of them.
// What goes wrong leaves the campaign approved.
func (c *Campaigns) Start(ctx context.Context, id int64, at time.Time) (Plan, error) {
	p, err := c.prepare(ctx, id, at)
	if err != nil {
		return Plan{}, err
	}
	if p.State != Approved {
		return Plan{}, huike.Errorf(huike.Conflict, "campaign.state", "the campaign %q is %s; only an approved one can be started", p.Campaign.Name, p.State)
	}
	links, err := p.links()
	if err != nil {
		return Plan{}, err
	}
	var plan Plan
	err = c.db.Write(ctx, func(tx store.Tx) error {
		verdicts := map[message.Reason]int64{}
		// Two waves of one step that start at once would each miss whom the other draws.
		if _, err := tx.Exec(ctx, queries.Get("programme_step_touch"), store.Args{"step": 0, "campaign": id, "touched": at}); err != nil {
			return err
		}
		if p.counts.open > 0 {
			if verdicts, err = c.Messages.Gate(ctx, tx, p.gate(at)); err != nil {
				return err
			}
		}
		plan = p.plan(verdicts, c.Tracking.Signer != nil)
		if err := plan.refusal(); err != nil {
			return err
		}
		return c.start(ctx, tx, p, launch{plan, links, at})
	})
	return plan, err
}

type launch struct {
	plan  Plan
	links []string
	at    time.Time
}

// start draws, queues, and moves the campaign on.
func (c *Campaigns) start(ctx context.Context, tx store.Tx, p prepared, l launch) error {
	experiment := evaluate.Experiment{
		ID: p.Campaign.ID, Salt: p.Salt, Arms: p.weights(l.plan.ControlShare), Shop: p.Campaign.Shop,
		Start: huike.DayOf(p.planned.In(p.zone)), PlannedAt: p.planned, PrimaryWindow: p.PrimaryWindow, CreatedAt: l.at,
	}
	// Assign binds the experiment's number itself.
	args := store.Args{"campaign": p.Campaign.ID, "snapshot": p.snapshot.ID}
	if _, err := c.Evaluate.Assign(ctx, tx, experiment, queries.Get("eligible"), args); err != nil {
		return err
	}
	_, err := c.Messages.Enqueue(ctx, tx, message.EnqueueRequest{
		Campaign: p.Campaign.ID, Channel: p.Channel, Rules: p.rules, PlannedAt: p.planned, CostMinor: p.sender.CostMinor,
		Recipients: message.Question{Query: queries.Get("recipients"), Args: store.Args{"drawn": p.Campaign.ID}},
	})
	if err != nil {
		return err
	}
	for i, url := range l.links {
		if _, err := tx.Exec(ctx, queries.Get("link_add"), store.Args{"campaign": p.Campaign.ID, "link": i + 1, "url": url}); err != nil {
			return err
		}
	}
	x := p.Campaign
	asOf := p.snapshot.Scope.AsOf
	x.AsOf, x.SegmentVersion, x.StartedAt, x.Note = &asOf, p.segment.Version, &l.at, ""
	x.NoteCode, x.NoteSaid = "", ""
	return started.take(ctx, tx, x)
}

// links returns the addresses that the contents lead to, each once.
func (c Campaign) links() ([]string, error) {
	_, links, err := templates(c, nil)
	return links, err
}
