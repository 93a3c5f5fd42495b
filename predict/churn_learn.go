package predict

import (
	"cmp"
	"math"
	"slices"

	"huike/stat"
)

// learn fits on one day, tries on a later one and scores today.
func (c *Churn) learn(train, test, today sight) []scoreRow {
	of := named(traits(c.Snapshot.Currency), churnTraits)
	raw := matrix(train.people, of, true)
	scaler, err := stat.FitScaler(raw, false, nil)
	if err != nil {
		c.Reason = ReasonAllEqual
		return nil
	}
	chance, weights := regression(raw, train.gone, scaler)
	baseline := stat.Predictions{Label: test.gone, Score: leaving(test.alive)}
	c.Tested, c.Share, c.Baseline = int64(len(test.people)), shareOf(test.gone), qualityOf(baseline)
	used := baseline
	c.Basis, c.Reason = ByHeuristic, ReasonWeaker
	if chance != nil {
		score := stat.Predictions{Label: test.gone, Score: chance(matrix(test.people, of, true))}
		c.Score = qualityOf(score)
		if c.Score != nil && c.Baseline != nil && c.Score.AUC > c.Baseline.AUC && c.Score.Brier < c.Baseline.Brier {
			used, c.Basis, c.Reason = score, ByModel, ""
		}
	}
	c.calibrate(used)
	current := leaving(today.alive)
	if c.Basis == ByModel {
		current = chance(matrix(today.people, of, true))
		c.weigh(of, weights)
	}
	return c.rows(today.people, current)
}

// regression returns the chance of leaving by traits, and the weights of their
// standard deviations; nil where none can be had.
func regression(raw stat.Matrix, gone []bool, scaler stat.Scaler) (chance func(stat.Matrix) []float64, weights []float64) {
	z, err := scaler.Apply(raw)
	if err != nil {
		return nil, nil
	}
	model, err := stat.FitLogistic(z, gone)
	if err != nil {
		return nil, nil
	}
	return func(raw stat.Matrix) []float64 {
		z, err := scaler.Apply(raw)
		if err != nil {
			return make([]float64, raw.Rows())
		}
		p, err := model.Probabilities(z)
		if err != nil {
			return make([]float64, raw.Rows())
		}
		return p
	}, model.Coefficients[1:]
}

func leaving(alive []float64) []float64 {
	out := make([]float64, len(alive))
	for i, p := range alive {
		out[i] = 1 - p
	}
	return out
}

func shareOf(labels []bool) float64 {
	n := 0
	for _, l := range labels {
		if l {
			n++
		}
	}
	return float64(n) / float64(max(1, len(labels)))
}

func qualityOf(p stat.Predictions) *Quality {
	auc, ok := p.AUC()
	brier, also := p.Brier()
	if !ok || !also {
		return nil
	}
	return &Quality{auc, brier}
}

func (c *Churn) calibrate(p stat.Predictions) {
	groups, _ := p.Deciles()
	for _, g := range groups {
		c.Deciles = append(c.Deciles, Calibration{g.Rows, g.Predicted, g.Observed, g.Low, g.High})
	}
}

func (c *Churn) weigh(of []trait, weights []float64) {
	for t, w := range weights {
		c.Weights = append(c.Weights, Weight{Trait: of[t].Name, Weight: w})
	}
	slices.SortStableFunc(c.Weights, func(a, b Weight) int { return cmp.Compare(math.Abs(b.Weight), math.Abs(a.Weight)) })
}

func (c *Churn) rows(people []person, score []float64) []scoreRow {
	c.Risk = make([]AliveBin, 10)
	for k := range c.Risk {
		c.Risk[k].From, c.Risk[k].To = float64(k)/10, float64(k+1)/10
	}
	rows := make([]scoreRow, len(people))
	for i, p := range people {
		rows[i] = scoreRow{customer: p.id, churn: &score[i]}
		c.Risk[min(int(score[i]*10), 9)].Customers++
	}
	return rows
}
