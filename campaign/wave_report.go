package campaign

import (
	"context"
	"math"

	"huike"
	"huike/evaluate"
	"huike/stat"
)

// WaveResult is what a wave showed against its control group within its
// deciding window.
type WaveResult struct {
	Wave
	Control, Treated int64
	Days             int           // the deciding window
	Natural          float64       // share of the control who bought again; NaN where nobody was drawn
	Stimulated       float64       // of the treated
	Difference       stat.Estimate // with its interval
	Verdict          evaluate.Verdict
}

// WaveResults tells what the started campaigns of a programme showed up to a
// day, by step and the newest first.
func (c *Campaigns) WaveResults(ctx context.Context, programme int64, asOf huike.Day) ([]WaveResult, error) {
	all, err := c.Waves(ctx, programme)
	results := []WaveResult{}
	for _, w := range all {
		if w.StartedAt == nil {
			continue
		}
		r, err := c.Report(ctx, w.Campaign, asOf, nil)
		if err != nil {
			return nil, err
		}
		results = append(results, waveResult(w, r))
	}
	return results, err
}

func waveResult(w Wave, r Report) WaveResult {
	out := WaveResult{Wave: w, Control: r.Counts.Control, Treated: r.Counts.Treated, Days: r.PrimaryWindow, Verdict: r.Verdict,
		Natural: math.NaN(), Stimulated: math.NaN(), Difference: stat.Estimate{Value: math.NaN(), Low: math.NaN(), High: math.NaN()}}
	for _, window := range r.Windows {
		if window.Days == r.PrimaryWindow && len(window.Effects) > 0 {
			e := window.Effects[0]
			out.Natural, out.Stimulated, out.Difference = e.Natural, e.Stimulated, e.Difference
		}
	}
	return out
}
