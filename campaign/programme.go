package campaign

import (
	"context"
	"slices"
	"strings"
	"time"

	"huike"
	"huike/store"
)

// Programme is a planned series of contacts that makes old customers of new
// ones (S0-07). Each of its steps is carried out by ordinary campaigns, its
// waves.
type Programme struct {
	ID        int64
	Shop      huike.ShopID
	Name      string
	Steps     []Step // by day
	CreatedAt time.Time
	CreatedBy string
	ChangedAt time.Time
}

// Step is one contact of a programme. It is due FromDay to ToDay days after the
// first purchase, while there was no second.
type Step struct {
	ID       int64         `json:"-"` // 0: a new one
	No       int           `json:"-"` // 1 up
	Name     string        `json:"name"`
	FromDay  int           `json:"from_day"` // 0 to 365
	ToDay    int           `json:"to_day"`
	Purpose  huike.Purpose `json:"purpose"` // care or marketing
	Goal     Goal          `json:"goal"`
	Stimulus string        `json:"stimulus"` // what is offered; stands in the message for {{ stimulus }}
	Subject  string        `json:"subject"`  // Liquid
	Body     string        `json:"body"`     // Liquid, HTML
	Segment  int64         `json:"-"`        // whom its campaigns mean; 0 before the first of them
}

// SaveProgramme stores a new programme, or the changed name and steps of a known
// one. A step keeps its history by its number; steps that are left out end.
// Wrong values are errors of kind Invalid, whose sentence names the step.
func (c *Campaigns) SaveProgramme(ctx context.Context, p Programme, by Actor, at time.Time) (Programme, error) {
	p, err := p.checked()
	if err != nil {
		return p, err
	}
	if _, err := c.Orders.Shop(ctx, p.Shop); err != nil {
		return p, err
	}
	id := p.ID
	err = c.db.Write(ctx, func(tx store.Tx) (err error) {
		if id, err = putProgramme(ctx, tx, p, by, at); err != nil {
			return err
		}
		return putSteps(ctx, tx, id, p.Steps, at)
	})
	if err != nil {
		return p, err
	}
	return c.Programme(ctx, id)
}

// putProgramme writes the programme's own row and returns its number.
func putProgramme(ctx context.Context, tx store.Tx, p Programme, by Actor, at time.Time) (id int64, err error) {
	if p.ID == 0 {
		if id, err = store.Reserve(ctx, tx, "programme", 1); err != nil {
			return 0, err
		}
		_, err = tx.Exec(ctx, queries.Get("programme_add"), store.Args{"programme": id, "shop": p.Shop, "name": p.Name, "changed": at, "created_by": by.Login})
		return id, err
	}
	old, err := programme(ctx, tx, p.ID)
	if err != nil {
		return 0, err
	}
	if old.Shop != p.Shop {
		return 0, huike.Errorf(huike.Invalid, "programme.shop", "the programme %q belongs to shop %d; make a new one for another shop", old.Name, old.Shop)
	}
	_, err = tx.Exec(ctx, queries.Get("programme_set"), store.Args{"programme": p.ID, "name": p.Name, "changed": at})
	return p.ID, err
}

// putSteps writes the steps of a programme and ends those it no longer has.
func putSteps(ctx context.Context, tx store.Tx, id int64, steps []Step, at time.Time) error {
	kept := []int64{}
	for _, s := range steps {
		args := store.Args{"programme": id, "no": s.No, "name": s.Name, "from_day": s.FromDay, "to_day": s.ToDay, "purpose": s.Purpose,
			"goal": s.Goal, "stimulus": s.Stimulus, "subject": s.Subject, "body": s.Body, "step": s.ID}
		statement := "programme_step_set"
		if s.ID == 0 {
			fresh, err := store.Reserve(ctx, tx, "programme_step", 1)
			if err != nil {
				return err
			}
			statement, args["step"], s.ID = "programme_step_add", fresh, fresh
		}
		n, err := tx.Exec(ctx, queries.Get(statement), args)
		if err != nil {
			return err
		}
		if n == 0 {
			return huike.Errorf(huike.Invalid, "programme.step", "the programme has no step %d; leave the number out to add the step %q as a new one", s.ID, s.Name)
		}
		kept = append(kept, s.ID)
	}
	_, err := tx.Exec(ctx, queries.Get("programme_steps_end"), store.Args{"programme": id, "kept": kept, "ended": at})
	return err
}

// EndProgramme stops offering a programme. Its campaigns stay.
func (c *Campaigns) EndProgramme(ctx context.Context, id int64, at time.Time) error {
	return c.db.Write(ctx, func(tx store.Tx) error {
		n, err := tx.Exec(ctx, queries.Get("programme_end"), store.Args{"programme": id, "ended": at})
		if err == nil && n == 0 {
			err = noProgramme(id)
		}
		return err
	})
}

// Programmes returns the programmes of a shop (0: all), the newest first.
func (c *Campaigns) Programmes(ctx context.Context, shop huike.ShopID) ([]Programme, error) {
	return programmes(ctx, c.db, store.Args{"programme": 0, "shop": shop})
}

// Programme returns one programme that is on. An unknown number is an error of
// kind NotFound.
func (c *Campaigns) Programme(ctx context.Context, id int64) (Programme, error) {
	return programme(ctx, c.db, id)
}

func programme(ctx context.Context, r store.Reader, id int64) (Programme, error) {
	if id < 1 {
		return Programme{}, noProgramme(id)
	}
	all, err := programmes(ctx, r, store.Args{"programme": id, "shop": 0})
	if err != nil {
		return Programme{}, err
	}
	if len(all) == 0 {
		return Programme{}, noProgramme(id)
	}
	return all[0], nil
}

func noProgramme(id int64) error {
	return huike.Errorf(huike.NotFound, "programme.unknown", "there is no programme %d; huike programme list shows those that are on", id)
}

func programmes(ctx context.Context, r store.Reader, args store.Args) ([]Programme, error) {
	all, err := store.All(ctx, r, queries.Get("programme"), args, func(r *store.Rows) (p Programme, err error) {
		return p, r.Scan(&p.ID, &p.Shop, &p.Name, &p.CreatedAt, &p.CreatedBy, &p.ChangedAt)
	})
	if err != nil || len(all) == 0 {
		return all, err
	}
	ids := make([]int64, len(all))
	for i, p := range all {
		ids[i] = p.ID
	}
	_, err = store.All(ctx, r, queries.Get("programme_steps"), store.Args{"programmes": ids}, func(r *store.Rows) (s Step, err error) {
		var id int64
		err = r.Scan(&id, &s.ID, &s.No, &s.Name, &s.FromDay, &s.ToDay, &s.Purpose, &s.Goal, &s.Stimulus, &s.Subject, &s.Body, &s.Segment)
		if i := slices.Index(ids, id); i >= 0 {
			all[i].Steps = append(all[i].Steps, s)
		}
		return s, err
	})
	return all, err
}

// step returns a step of the programme by its number.
func (p Programme) step(id int64) (Step, error) {
	i := slices.IndexFunc(p.Steps, func(s Step) bool { return s.ID == id })
	if i < 0 {
		return Step{}, huike.Errorf(huike.NotFound, "programme.no_step", "the programme %q has no step %d; huike programme show %d lists its steps", p.Name, id, p.ID)
	}
	return p.Steps[i], nil
}

// sorted puts the steps in the order of their days and numbers them.
func sorted(steps []Step) []Step {
	steps = slices.Clone(steps)
	slices.SortStableFunc(steps, func(a, b Step) int { return a.FromDay - b.FromDay })
	for i := range steps {
		steps[i].No = i + 1
		steps[i].Name, steps[i].Stimulus = strings.TrimSpace(steps[i].Name), strings.TrimSpace(steps[i].Stimulus)
	}
	return steps
}
