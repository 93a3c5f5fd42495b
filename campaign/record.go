package campaign

import (
	"context"
	"encoding/json"
	"math"
	"time"

	"huike"
	"huike/store"
)

// Filter chooses campaigns; the zero value is the newest fifty.
type Filter struct {
	Shop          huike.ShopID // 0: all
	State         State        // "": any
	Limit, Offset int
}

const usualPage = 50

// List returns a page of campaigns, newest first, and how many there are.
func (c *Campaigns) List(ctx context.Context, f Filter) ([]Campaign, int64, error) {
	total, _, err := store.One(ctx, c.db, queries.Get("campaigns_total"), store.Args{"shop": f.Shop, "state": f.State}, func(r *store.Rows) (n int64, err error) {
		return n, r.Scan(&n)
	})
	if err != nil {
		return nil, 0, err
	}
	if f.Limit <= 0 {
		f.Limit = usualPage
	}
	all, err := read(ctx, c.db, store.Args{"campaign": 0, "shop": f.Shop, "state": f.State, "page": f.Limit, "skip": f.Offset})
	return all, total, err
}

// Get returns one campaign. An unknown number is an error of kind NotFound.
func (c *Campaigns) Get(ctx context.Context, id int64) (Campaign, error) { return get(ctx, c.db, id) }

// Names returns the names of campaigns by their numbers; unknown ones are left out.
func (c *Campaigns) Names(ctx context.Context, ids []int64) (map[int64]string, error) {
	names := map[int64]string{}
	_, err := store.All(ctx, c.db, queries.Get("names"), store.Args{"campaigns": ids}, func(r *store.Rows) (id int64, err error) {
		var name string
		err = r.Scan(&id, &name)
		names[id] = name
		return id, err
	})
	return names, err
}

func get(ctx context.Context, r store.Reader, id int64) (Campaign, error) {
	all, err := read(ctx, r, store.Args{"campaign": id, "shop": 0, "state": "", "page": 1, "skip": 0})
	if err == nil && (id <= 0 || len(all) == 0) {
		err = huike.Errorf(huike.NotFound, "campaign.unknown", "there is no campaign %d", id)
	}
	if err != nil {
		return Campaign{}, err
	}
	return all[0], nil
}

func read(ctx context.Context, r store.Reader, args store.Args) ([]Campaign, error) {
	all, err := store.All(ctx, r, queries.Get("campaign"), args, scanCampaign)
	if err != nil || len(all) == 0 {
		return all, err
	}
	ids, at := make([]int64, len(all)), map[int64]int{}
	for i, c := range all {
		ids[i], at[c.ID] = c.ID, i
	}
	_, err = store.All(ctx, r, queries.Get("arms"), store.Args{"campaigns": ids}, func(r *store.Rows) (a Arm, err error) {
		var id int64
		err = r.Scan(&id, &a.No, &a.Name, &a.Weight, &a.Subject, &a.Body)
		if i, known := at[id]; known {
			all[i].Arms = append(all[i].Arms, a)
		}
		return a, err
	})
	return all, err
}

func scanCampaign(r *store.Rows) (Campaign, error) {
	var c Campaign
	var asOf huike.Day
	var exclusions, windows string
	var share, margin int64
	err := r.Scan(&c.ID, &c.Shop, &c.Currency, &c.Name, &c.Goal, &c.Purpose, &c.State, &c.Segment, &c.SegmentVersion, &asOf, &c.EverybodyOK,
		&exclusions, &c.Channel, &c.Sender, &share, &windows, &c.PrimaryWindow, &c.ScheduledAt, &c.RatePerSecond,
		&c.CouponMinor, &margin, &c.Salt, &c.CreatedAt, &c.CreatedBy, &c.SubmittedAt, &c.SubmittedBy, &c.ApprovedAt, &c.ApprovedBy,
		&c.StartedAt, &c.FinishedAt, &c.AcknowledgedAt, &c.Note, &c.NoteCode, &c.NoteSaid, &c.CouponCode)
	if err != nil {
		return c, err
	}
	if !asOf.IsZero() {
		c.AsOf = &asOf
	}
	c.ControlShare, c.Margin = float64(share)/10000, float64(margin)/10000
	if err := json.Unmarshal([]byte(exclusions), &c.Exclusions); err != nil {
		return c, err
	}
	return c, json.Unmarshal([]byte(windows), &c.Windows)
}

// args binds what a person decided.
func (d Draft) args() (store.Args, error) {
	exclusions, err := json.Marshal(d.Exclusions)
	if err != nil {
		return nil, err
	}
	windows, err := json.Marshal(d.Windows)
	if err != nil {
		return nil, err
	}
	return store.Args{
		"shop": d.Shop, "name": d.Name, "goal": d.Goal, "purpose": d.Purpose, "segment": d.Segment, "as_of": day(d.AsOf),
		"everybody_ok": d.EverybodyOK, "exclusions": string(exclusions), "channel": d.Channel, "sender": d.Sender,
		"control_share": basisPoints(d.ControlShare), "windows": string(windows), "primary_window": d.PrimaryWindow,
		"scheduled": instant(d.ScheduledAt), "rate": d.RatePerSecond, "coupon": d.CouponMinor, "coupon_code": d.CouponCode, "margin": basisPoints(d.Margin),
	}, nil
}

func basisPoints(share float64) int64 { return int64(math.Round(share * 10000)) }

func day(d *huike.Day) any {
	if d == nil {
		return nil
	}
	return *d
}

func instant(t *time.Time) any {
	if t == nil {
		return nil
	}
	return *t
}

// Create makes a draft and returns its number. A wrong value is an error of kind
// Invalid, a taken name one of kind Conflict.
func (c *Campaigns) Create(ctx context.Context, d Draft, by Actor, at time.Time) (id int64, err error) {
	return c.create(ctx, d, by, at, func(store.Tx, int64) error { return nil })
}

// create makes a draft and writes down, in the same transaction, what goes with
// its number.
func (c *Campaigns) create(ctx context.Context, d Draft, by Actor, at time.Time, link func(tx store.Tx, id int64) error) (id int64, err error) {
	if d, err = c.checked(ctx, d); err != nil {
		return 0, err
	}
	err = c.db.Write(ctx, func(tx store.Tx) (err error) {
		if err = nameFree(ctx, tx, d, 0); err != nil {
			return err
		}
		if id, err = store.Reserve(ctx, tx, "campaign", 1); err != nil {
			return err
		}
		args, err := d.args()
		if err != nil {
			return err
		}
		args["campaign"], args["salt"], args["created"], args["created_by"] = id, salt(id, at), at, by.Login
		if _, err := tx.Exec(ctx, queries.Get("campaign_add"), args); err != nil {
			return err
		}
		if err := putArms(ctx, tx, id, d.Arms); err != nil {
			return err
		}
		return link(tx, id)
	})
	return id, err
}

// Update replaces what was decided about a draft. A campaign that was submitted
// is an error of kind Conflict: reject it, or copy it.
func (c *Campaigns) Update(ctx context.Context, id int64, d Draft) (err error) {
	if d, err = c.checked(ctx, d); err != nil {
		return err
	}
	return c.db.Write(ctx, func(tx store.Tx) error {
		if err := nameFree(ctx, tx, d, id); err != nil {
			return err
		}
		args, err := d.args()
		if err != nil {
			return err
		}
		args["campaign"] = id
		if err := onDraft(ctx, tx, id, "changed", "draft_set", args); err != nil {
			return err
		}
		return putArms(ctx, tx, id, d.Arms)
	})
}

// Delete forgets a draft. Anything else has a history and stays.
func (c *Campaigns) Delete(ctx context.Context, id int64) error {
	return c.db.Write(ctx, func(tx store.Tx) error {
		if err := onDraft(ctx, tx, id, "deleted", "draft_delete", store.Args{"campaign": id}); err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, queries.Get("wave_delete"), store.Args{"campaign": id}); err != nil {
			return err
		}
		_, err := tx.Exec(ctx, queries.Get("arms_trim"), store.Args{"campaign": id, "last": 0})
		return err
	})
}

// Copy makes a new draft of a campaign's decisions: for the next month, say. The
// day of the audience, the schedule and the leave to write to everybody do not
// come along. The copy of a wave of a programme is a wave of the same step.
func (c *Campaigns) Copy(ctx context.Context, id int64, name string, by Actor, at time.Time) (int64, error) {
	old, err := c.Get(ctx, id)
	if err != nil {
		return 0, err
	}
	d := old.Draft
	d.Name, d.AsOf, d.ScheduledAt, d.EverybodyOK = name, nil, nil, false
	if name == "" {
		if d.Name, err = c.freeName(ctx, old); err != nil {
			return 0, err
		}
	}
	return c.create(ctx, d, by, at, func(tx store.Tx, copied int64) error {
		_, err := tx.Exec(ctx, queries.Get("wave_copy"), store.Args{"campaign": copied, "original": id, "created": at})
		return err
	})
}

// onDraft runs a statement on a draft and explains why it met none.
func onDraft(ctx context.Context, tx store.Tx, id int64, done, statement string, args store.Args) error {
	n, err := tx.Exec(ctx, queries.Get(statement), args)
	if err != nil || n > 0 {
		return err
	}
	c, err := get(ctx, tx, id)
	if err != nil {
		return err
	}
	return huike.Errorf(huike.Conflict, "campaign.not_draft", "the campaign %q is %s, and only a draft can be %s; copy it to start anew", c.Name, c.State, done)
}

// putArms writes the arms, numbered from 1 up in their order.
func putArms(ctx context.Context, tx store.Tx, id int64, arms []Arm) error {
	if _, err := tx.Exec(ctx, queries.Get("arms_trim"), store.Args{"campaign": id, "last": len(arms)}); err != nil {
		return err
	}
	for i, a := range arms {
		args := store.Args{"campaign": id, "arm": i + 1, "name": a.Name, "weight": a.Weight, "subject": a.Subject, "body": a.Body}
		n, err := tx.Exec(ctx, queries.Get("arm_set"), args)
		if err == nil && n == 0 {
			_, err = tx.Exec(ctx, queries.Get("arm_add"), args)
		}
		if err != nil {
			return err
		}
	}
	return nil
}
