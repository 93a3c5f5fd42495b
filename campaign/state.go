package campaign

import (
	"context"
	"slices"
	"time"

	"huike"
	"huike/auth"
	"huike/store"
)

// State is where a campaign stands in its work flow.
type State string

// The states.
const (
	Drafted   State = "draft"
	Waiting   State = "waiting"  // for a second person
	Approved  State = "approved" // ready to start
	Sending   State = "sending"
	Paused    State = "paused"
	Done      State = "done"
	Cancelled State = "cancelled"
)

// step is a move that a person or the program makes: from one of some states to
// another. Nothing else moves a campaign.
type step struct {
	name string // what the campaign then is
	from []State
	to   State
}

// The steps.
var (
	submitted = step{"submitted", []State{Drafted}, Waiting}
	cleared   = step{"submitted", []State{Drafted}, Approved} // in a shop without a second person
	approved  = step{"approved", []State{Waiting}, Approved}
	rejected  = step{"rejected", []State{Waiting, Approved}, Drafted}
	started   = step{"started", []State{Approved}, Sending}
	paused    = step{"paused", []State{Sending}, Paused}
	resumed   = step{"resumed", []State{Paused}, Sending}
	finished  = step{"finished", []State{Sending}, Done}
	cancelled = step{"cancelled", []State{Waiting, Approved, Sending, Paused}, Cancelled}
)

// take writes the state after a step. A step that the campaign's state does not
// allow, or before which somebody else was quicker, is an error of kind Conflict.
func (s step) take(ctx context.Context, tx store.Tx, c Campaign) error {
	if !slices.Contains(s.from, c.State) {
		return huike.Errorf(huike.Conflict, "campaign.state", "the campaign %q is %s and cannot be %s", c.Name, c.State, s.name)
	}
	n, err := tx.Exec(ctx, queries.Get("state_set"), store.Args{
		"campaign": c.ID, "was": c.State, "state": s.to, "version": c.SegmentVersion, "as_of": day(c.AsOf),
		"submitted": instant(c.SubmittedAt), "submitted_by": c.SubmittedBy, "approved": instant(c.ApprovedAt), "approved_by": c.ApprovedBy,
		"started": instant(c.StartedAt), "finished": instant(c.FinishedAt), "note": c.Note,
		"note_code": c.NoteCode, "note_said": c.NoteSaid,
	})
	if err == nil && n == 0 {
		err = huike.Errorf(huike.Conflict, "campaign.moved", "somebody else changed the campaign %q a moment ago; look at it again", c.Name)
	}
	return err
}

// change reads a campaign, lets set write down what goes with a step, and takes
// it.
func (c *Campaigns) change(ctx context.Context, id int64, s step, set func(*Campaign)) error {
	return c.db.Write(ctx, func(tx store.Tx) error {
		x, err := get(ctx, tx, id)
		if err != nil {
			return err
		}
		x.NoteCode, x.NoteSaid = "", ""
		set(&x)
		return s.take(ctx, tx, x)
	})
}

// Submit hands a draft in. All of its three elements must be there, audience,
// touch point and content (S4-01), and the check list without an error. In a
// shop that wants a second person it then waits; elsewhere it is approved.
func (c *Campaigns) Submit(ctx context.Context, id int64, by Actor, at time.Time) error {
	x, err := c.Get(ctx, id)
	if err != nil {
		return err
	}
	if x.State != Drafted {
		return huike.Errorf(huike.Conflict, "campaign.state", "the campaign %q is %s; only a draft can be submitted", x.Name, x.State)
	}
	p, err := c.Plan(ctx, id, at)
	if err != nil {
		return err
	}
	if err := p.refusal(); err != nil {
		return err
	}
	shop, err := c.Orders.Shop(ctx, x.Shop)
	if err != nil {
		return err
	}
	way := cleared
	if shop.Approval {
		way = submitted
	}
	return c.change(ctx, id, way, func(x *Campaign) {
		x.SubmittedAt, x.SubmittedBy, x.Note = &at, by.Login, ""
		if way.to == Approved {
			x.ApprovedAt, x.ApprovedBy = &at, by.Login
		}
	})
}

// Approve releases a waiting campaign. It takes another person than the one who
// wrote or submitted it, with a role that may (kind Denied otherwise).
func (c *Campaigns) Approve(ctx context.Context, id int64, by Actor, at time.Time) error {
	if err := c.mayJudge(ctx, id, by); err != nil {
		return err
	}
	return c.change(ctx, id, approved, func(x *Campaign) { x.ApprovedAt, x.ApprovedBy, x.Note = &at, by.Login, "" })
}

// Reject sends a waiting or approved campaign back to its author with a note.
func (c *Campaigns) Reject(ctx context.Context, id int64, note string, by Actor) error {
	if !by.Role.May(auth.ApproveCampaign) {
		return denied(by)
	}
	return c.change(ctx, id, rejected, func(x *Campaign) {
		x.Note, x.SubmittedAt, x.SubmittedBy, x.ApprovedAt, x.ApprovedBy = note, nil, "", nil, ""
	})
}

func (c *Campaigns) mayJudge(ctx context.Context, id int64, by Actor) error {
	if !by.Role.May(auth.ApproveCampaign) {
		return denied(by)
	}
	x, err := c.Get(ctx, id)
	if err != nil {
		return err
	}
	if x.State == Waiting && (by.Login == x.CreatedBy || by.Login == x.SubmittedBy) {
		return huike.Errorf(huike.Denied, "campaign.own", "nobody approves a campaign of her own; %q needs another person with the role approver or admin", x.Name)
	}
	return nil
}

func denied(by Actor) error {
	return huike.Errorf(huike.Denied, "campaign.role", "the role %s may not approve or reject campaigns; ask an approver or admin", by.Role)
}

// Pause stops a sending campaign after the batch in hand.
func (c *Campaigns) Pause(ctx context.Context, id int64, note string) error {
	return c.change(ctx, id, paused, func(x *Campaign) { x.Note = note })
}

// stop pauses a sending campaign whose sender a person must mend.
func (c *Campaigns) stop(ctx context.Context, id int64, trouble, said string, cause error) error {
	return c.change(ctx, id, paused, func(x *Campaign) {
		x.Note, x.NoteCode, x.NoteSaid = huike.SentenceOf(cause), trouble, said
	})
}

// Resume lets a paused campaign go on where it stopped.
func (c *Campaigns) Resume(ctx context.Context, id int64) error {
	return c.change(ctx, id, resumed, func(x *Campaign) { x.Note = "" })
}

// Acknowledge writes down that somebody took note of the result.
func (c *Campaigns) Acknowledge(ctx context.Context, id int64, at time.Time) error {
	if _, err := c.Get(ctx, id); err != nil {
		return err
	}
	return c.db.Write(ctx, func(tx store.Tx) error {
		_, err := tx.Exec(ctx, queries.Get("acknowledge"), store.Args{"campaign": id, "acknowledged": at})
		return err
	})
}
