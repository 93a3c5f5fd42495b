package evaluate

import (
	"context"
	"encoding/json"
	"time"

	"huike"
	"huike/store"
)

// Arm is one branch of an experiment. Arm 0 is the control and gets nothing.
type Arm struct {
	No     int     `json:"arm_no"`
	Name   string  `json:"name"`
	Weight float64 `json:"weight"` // share of the customers; the arms' weights sum to 1
}

// Experiment is what is fixed before anybody is drawn.
type Experiment struct {
	ID            int64 // the campaign's number
	Salt          string
	Arms          []Arm
	Shop          huike.ShopID // whose purchases count; 0 for all
	Start         huike.Day    // local day on which the clock of every arm starts
	PlannedAt     time.Time    // the instant from which purchases count
	PrimaryWindow int          // days
	CreatedAt     time.Time
}

// Evaluations draws arms and reports results.
type Evaluations struct{ db store.DB }

// New returns the evaluations of a database.
func New(db store.DB) *Evaluations { return &Evaluations{db} }

// Assign records an experiment and draws every eligible customer into an arm,
// once for all, inside the caller's transaction: nothing may be sent before it
// is kept. eligible gives (customer_id, stratum). It returns the customers of
// each arm by number. Drawing an experiment twice is a Conflict.
func (e *Evaluations) Assign(ctx context.Context, tx store.Tx, x Experiment, eligible store.Query, args store.Args) (map[int]int64, error) {
	if _, found, err := readExperiment(ctx, tx, x.ID); err != nil || found {
		if err == nil {
			err = huike.Errorf(huike.Conflict, "evaluate.drawn", "the customers of campaign %d were drawn already; a second draw would mix control and treated", x.ID)
		}
		return nil, err
	}
	arms, err := json.Marshal(x.Arms)
	if err != nil {
		return nil, err
	}
	_, err = tx.Exec(ctx, queries.Get("experiment_add"), store.Args{
		"experiment": x.ID, "salt": x.Salt, "arms": string(arms), "start": x.Start, "window": x.PrimaryWindow, "created": x.CreatedAt,
	})
	if err != nil {
		return nil, err
	}
	bound := ranges(x.Arms)
	bound["experiment"], bound["salt"], bound["planned_at"] = x.ID, x.Salt, x.PlannedAt
	for name, v := range args {
		bound[name] = v
	}
	if _, err := tx.Exec(ctx, queries.Get("assign").With("eligible", eligible), bound); err != nil {
		return nil, err
	}
	return armSizes(ctx, tx, x.ID)
}

// ranges lays the arms side by side on [0, 1).
func ranges(arms []Arm) store.Args {
	var no []int64
	var low, high []float64
	sum := 0.0
	for i, a := range arms {
		no = append(no, int64(a.No))
		low = append(low, sum)
		sum += a.Weight
		if i == len(arms)-1 {
			sum = 1
		}
		high = append(high, sum)
	}
	return store.Args{"arms": no, "low": low, "high": high}
}

func armSizes(ctx context.Context, r store.Reader, id int64) (map[int]int64, error) {
	sizes := map[int]int64{}
	_, err := store.All(ctx, r, queries.Get("arm_sizes"), store.Args{"experiment": id}, func(r *store.Rows) (no int, err error) {
		var n int64
		err = r.Scan(&no, &n)
		sizes[no] = n
		return no, err
	})
	return sizes, err
}

// readExperiment returns an experiment as it was recorded.
func readExperiment(ctx context.Context, r store.Reader, id int64) (Experiment, bool, error) {
	return store.One(ctx, r, queries.Get("experiment"), store.Args{"experiment": id}, func(r *store.Rows) (x Experiment, err error) {
		var arms string
		if err = r.Scan(&x.ID, &x.Salt, &arms, &x.Start, &x.PrimaryWindow, &x.CreatedAt); err != nil {
			return x, err
		}
		return x, json.Unmarshal([]byte(arms), &x.Arms)
	})
}
