package predict

import (
	"errors"
	"math"

	"huike"
	"huike/stat"
)

// The models that a file can be fitted to.
const (
	BGNBD      = "bgnbd"  // repeat buying, leaving after a repeat purchase
	MBGNBD     = "mbgnbd" // the same, leaving already after the first; the default
	ParetoNBD  = "pnbd"   // repeat buying, leaving at any moment
	GammaGamma = "gg"     // the amount of an occasion
)

// FitRequest asks for the parameters of a model from a file with one row per
// customer: a header, then numbers. The columns are x (repeat purchase
// occasions), t_x (age at the last of them) and T (age now), both ages in one
// unit from the first purchase on; for [GammaGamma] x and z (mean amount of the
// repeat occasions). The names that other tools give them are understood too.
type FitRequest struct {
	Path  string
	Model string
}

// FitReport is a fitted model: parameters, standard errors and the limits of the
// 95 % intervals by the parameters' names.
type FitReport struct {
	Model         string             `json:"model"`
	Parameters    map[string]float64 `json:"params"`
	LogLikelihood float64            `json:"loglik"`
	Customers     int64              `json:"customers"` // that the model was fitted to
	Excluded      int64              `json:"excluded"`  // wholesale buyers that were left out
	SE            map[string]float64 `json:"se"`
	Low           map[string]float64 `json:"low"`
	High          map[string]float64 `json:"high"`
	Starts        []float64          `json:"starts"` // the log-likelihood that each start of the search reached
	Converged     bool               `json:"converged"`
	Ridge         bool               `json:"ridge"`                 // the data was too flat; usual parameters were leant on
	Correlation   *float64           `json:"correlation,omitempty"` // gg: of occasions and amount; the model takes it to be none
	Names         []string           `json:"-"`                     // the parameters in their order
}

// FitFile fits a model to a file. It refuses, with Invalid, a file that is not
// such a table, a row that cannot be, and data that does not carry a model.
func FitFile(q FitRequest) (FitReport, error) {
	columns := historyColumns()
	if q.Model == GammaGamma {
		columns = spendColumns()
	}
	rows, err := readFile(q.Path, columns)
	if err != nil {
		return FitReport{}, err
	}
	report := FitReport{Model: q.Model}
	fitted, err := report.fit(rows)
	if err != nil {
		return FitReport{}, refused(err, q.Path)
	}
	report.take(fitted)
	return report, nil
}

// fit fits the report's model to the rows.
func (r *FitReport) fit(rows [][]float64) (stat.Fitted, error) {
	if r.Model == GammaGamma {
		f, err := stat.FitGammaGamma(spends(rows), stat.FitOptions{})
		if !math.IsNaN(f.Correlation) {
			r.Correlation = &f.Correlation
		}
		return f.Fitted, err
	}
	customers := histories(rows)
	switch r.Model {
	case BGNBD:
		f, err := stat.FitBGNBD(customers, stat.FitOptions{})
		return f.Fitted, err
	case MBGNBD:
		f, err := stat.FitMBGNBD(customers, stat.FitOptions{})
		return f.Fitted, err
	case ParetoNBD:
		f, err := stat.FitParetoNBD(customers, stat.FitOptions{})
		return f.Fitted, err
	}
	return stat.Fitted{}, huike.Errorf(huike.Invalid, "predict.unknown_model", "there is no model %q; choose bgnbd, mbgnbd, pnbd or gg", r.Model)
}

func (r *FitReport) take(f stat.Fitted) {
	r.Parameters, r.SE, r.Low, r.High = map[string]float64{}, map[string]float64{}, map[string]float64{}, map[string]float64{}
	for _, p := range f.Parameters {
		r.Names = append(r.Names, p.Name)
		r.Parameters[p.Name], r.SE[p.Name], r.Low[p.Name], r.High[p.Name] = p.Value, p.SE, p.Low, p.High
	}
	r.LogLikelihood, r.Customers, r.Excluded = f.LogLikelihood, f.Customers, f.Excluded
	r.Starts, r.Converged, r.Ridge = f.Starts, f.Converged, f.Ridge
}

// refused puts the reason why nothing was fitted into a sentence.
func refused(err error, path string) error {
	var reason stat.Refusal
	if !errors.As(err, &reason) {
		return err
	}
	switch reason {
	case stat.TooFewRepeaters:
		return huike.Because(err, huike.Invalid, "predict.too_few", "%s holds fewer than 200 customers who bought again; that is too few for a model, wait for more or read the repurchase curve instead", path)
	case stat.NotConverged, stat.NotIdentified:
		return huike.Because(err, huike.Invalid, "predict.not_identified", "the customers of %s do not tell the model's parameters apart; check the columns, or choose another model", path)
	}
	return huike.Because(err, huike.Invalid, "predict.bad_history", "%s holds a customer who cannot be; check its columns", path)
}

func histories(rows [][]float64) []stat.History {
	out := make([]stat.History, len(rows))
	for i, r := range rows {
		out[i] = stat.History{X: r[0], TX: r[1], T: r[2]}
	}
	return out
}

func spends(rows [][]float64) []stat.Spend {
	out := make([]stat.Spend, len(rows))
	for i, r := range rows {
		out[i] = stat.Spend{X: r[0], Mean: r[1]}
	}
	return out
}
