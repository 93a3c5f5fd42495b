package stat_test

import (
	"math"
	"testing"

	"huike/reference"
	"huike/stat"
)

func TestVectorsCLV(t *testing.T) {
	vectors(t, "03_clv.json", map[string]run{
		"bgnbd-fit-cdnow": func(t *testing.T, v vector) got {
			f, err := stat.FitBGNBD(cdnow(t, v), stat.FitOptions{})
			return fitted(t, v, f.Fitted, err)
		},
		"mbgnbd-fit-cdnow": func(t *testing.T, v vector) got {
			f, err := stat.FitMBGNBD(cdnow(t, v), stat.FitOptions{})
			return fitted(t, v, f.Fitted, err)
		},
		"pnbd-fit-cdnow": func(t *testing.T, v vector) got {
			f, err := stat.FitParetoNBD(cdnow(t, v), stat.FitOptions{})
			return fitted(t, v, f.Fitted, err)
		},
		"gg-fit-cdnow": func(t *testing.T, v vector) got {
			f, err := stat.FitGammaGamma(cdnowSpend(t, v), stat.FitOptions{})
			if math.Abs(f.Correlation) > .3 {
				t.Errorf("correlation %v", f.Correlation)
			}
			return fitted(t, v, f.Fitted, err)
		},
		"bgnbd-ll-fixed": func(t *testing.T, v vector) got {
			i := in[struct {
				Sets [][4]float64 `json:"param_sets"`
			}](t, v)
			rows := cdnow(t, v)
			return got{"loglik": each(i.Sets, func(p [4]float64) float64 {
				return stat.BGNBD{R: p[0], Alpha: p[1], A: p[2], B: p[3]}.LogLikelihood(rows...)
			})}
		},
		"bgnbd-ll-individual": func(t *testing.T, v vector) got {
			i := in[modelInputs](t, v)
			return got{"loglik": each(i.Rows, func(h []float64) float64 {
				return stat.BGNBD(i.Params).LogLikelihood(stat.History{X: h[0], TX: h[1], T: h[2]})
			})}
		},
		"bgnbd-gradient": func(t *testing.T, v vector) got {
			p := in[struct{ Params [4]float64 }](t, v).Params
			return got{"gradient_log": stat.BGNBD{R: p[0], Alpha: p[1], A: p[2], B: p[3]}.Gradient(cdnow(t, v)...)}
		},
		"bgnbd-palive": func(t *testing.T, v vector) got {
			i := in[modelInputs](t, v)
			return got{"p_alive": alive(stat.BGNBD(i.Params), i.Rows)}
		},
		"mbgnbd-palive": func(t *testing.T, v vector) got {
			i := in[modelInputs](t, v)
			return got{"p_alive": alive(stat.MBGNBD(i.Params), i.Rows)}
		},
		"bgnbd-cond-expect": func(t *testing.T, v vector) got {
			i := in[modelInputs](t, v)
			return got{"expected": expected(stat.BGNBD(i.Params), i.Ahead)}
		},
		"mbgnbd-cond-expect": func(t *testing.T, v vector) got {
			i := in[modelInputs](t, v)
			return got{"expected": expected(stat.MBGNBD(i.Params), i.Ahead)}
		},
		"bgnbd-a-near-1": func(t *testing.T, v vector) got {
			i := in[struct {
				A           []float64
				R, Alpha, B float64
				H           [4]float64 `json:"x_tx_T_t"`
			}](t, v)
			return got{"expected": each(i.A, func(a float64) float64 {
				return stat.BGNBD{R: i.R, Alpha: i.Alpha, A: a, B: i.B}.Expect(i.H[0], i.H[1], i.H[2], i.H[3])
			})}
		},
		"bgnbd-expectation": func(t *testing.T, v vector) got {
			i := in[struct {
				Params fourParameters
				T      []float64
			}](t, v)
			e := each(i.T, func(ahead float64) float64 { return stat.BGNBD(i.Params).Expect(0, 0, 0, ahead) })
			return got{"E": e, "published": e}
		},
		"bgnbd-pmf": func(t *testing.T, v vector) got {
			i := in[struct {
				Params fourParameters
				TN     [][2]float64 `json:"t_n"`
			}](t, v)
			return got{"p": each(i.TN, func(c [2]float64) float64 { return stat.BGNBD(i.Params).Probability(int(c[1]), c[0]) })}
		},
		"pnbd-predict":   paretoPredict,
		"pnbd-underflow": paretoPredict,
		"gg-cond-mean": func(t *testing.T, v vector) got {
			i := in[struct {
				Params stat.GammaGamma
				Rows   [][2]float64 `json:"x_zbar"`
			}](t, v)
			e := each(i.Rows, func(c [2]float64) float64 { return i.Params.Mean(c[0], c[1]) })
			return got{"expected": e, "published": e}
		},
		"clv-discounted": discounted,
		"btyd-summary":   summary,
		"hyp2f1-series": func(t *testing.T, v vector) got {
			i := in[struct {
				Rows [][4]float64 `json:"A_B_C_z"`
			}](t, v)
			return got{"F": each(i.Rows, func(h [4]float64) float64 { return stat.Hypergeometric(h[0], h[1], h[2], h[3]) })}
		},
	}, nil)
}

// fourParameters are those of a vector with BG/NBD or MBG/NBD.
type fourParameters struct{ R, Alpha, A, B float64 }

type modelInputs struct {
	Params fourParameters
	Rows   [][]float64 `json:"x_tx_T"`
	Ahead  [][]float64 `json:"x_tx_T_t"`
}

func alive(m stat.RepeatModel, rows [][]float64) []float64 {
	return each(rows, func(h []float64) float64 { return m.Alive(h[0], h[1], h[2]) })
}

func expected(m stat.RepeatModel, rows [][]float64) []float64 {
	return each(rows, func(h []float64) float64 { return m.Expect(h[0], h[1], h[2], h[3]) })
}

func paretoPredict(t *testing.T, v vector) got {
	i := in[struct {
		Params stat.ParetoNBD
		Rows   [][]float64 `json:"x_tx_T_t"`
	}](t, v)
	return got{"p_alive": alive(i.Params, i.Rows), "expected": expected(i.Params, i.Rows)}
}

func discounted(t *testing.T, v vector) got {
	i := in[struct {
		Buying   fourParameters  `json:"bgnbd"`
		Spending stat.GammaGamma `json:"gg"`
		Rows     [][4]float64    `json:"cases_x_tx_T_zbar"`
		Months   int
		Discount [2]float64 `json:"d_monthly"`
	}](t, v)
	at := func(d float64) []float64 {
		value := stat.CLV{Buying: stat.BGNBD(i.Buying), Spending: i.Spending, Months: i.Months, Discount: d}
		return each(i.Rows, func(h [4]float64) float64 { return value.Of(stat.History{X: h[0], TX: h[1], T: h[2]}, h[3]) })
	}
	return got{"d0": at(i.Discount[0]), "d1pct": at(i.Discount[1])}
}

func summary(t *testing.T, v vector) got {
	i := in[struct {
		End          string `json:"observation_end"`
		Transactions [][3]any
	}](t, v)
	epoch := date(t, "2015-01-01")
	number := func(day string) int { return int(date(t, day).Sub(epoch).Hours() / 24) } // both UTC
	bought := map[int][]stat.Purchase{}
	for _, tr := range i.Transactions {
		id := int(tr[0].(float64))
		bought[id] = append(bought[id], stat.Purchase{Day: number(tr[1].(string)), Amount: tr[2].(float64)})
	}
	var rows [][5]float64
	for id := 1; id <= len(bought); id++ {
		h, mean := stat.HistoryOf(bought[id], number(i.End))
		rows = append(rows, [5]float64{float64(id), h.X, h.TX, h.T, mean})
	}
	return got{"id_x_tx_T_zbar": rows}
}

// cdnow reads the customers of a vector's file.
func cdnow(t *testing.T, v vector) []stat.History {
	t.Helper()
	var rows []stat.History
	reference.Table(t, reference.Path(t, "spec", "vectors", in[struct{ CSV string }](t, v).CSV), func(c map[string]string) {
		rows = append(rows, stat.History{X: parse(t, c["x"]), TX: parse(t, c["t_x"]), T: parse(t, c["T"])})
	})
	if len(rows) != 2357 {
		t.Fatalf("the file holds %d customers", len(rows))
	}
	return rows
}

func cdnowSpend(t *testing.T, v vector) []stat.Spend {
	t.Helper()
	var rows []stat.Spend
	reference.Table(t, reference.Path(t, "spec", "vectors", in[struct{ CSV string }](t, v).CSV), func(c map[string]string) {
		rows = append(rows, stat.Spend{X: parse(t, c["x"]), Mean: parse(t, c["zbar"])})
	})
	return rows
}

// fitted gives a fit by the keys of the vectors. The intervals stand there with
// six decimals, and the published parameters with two.
func fitted(t *testing.T, v vector, f stat.Fitted, err error) got {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	if !f.Converged || f.Ridge || f.Excluded != 0 || len(f.Starts) != 3 {
		t.Errorf("%+v", f)
	}
	for _, l := range f.Starts {
		if math.Abs(l-f.LogLikelihood) > 1e-3 {
			t.Errorf("the starts reached %v, the best is %v", f.Starts, f.LogLikelihood)
		}
	}
	tol := v.Tol.(map[string]any)
	tol["ci95_rel"], tol["published"] = tol["se_rel"], 0.01
	values, intervals := map[string]float64{}, map[string][2]float64{}
	var errors, logs []float64
	for _, p := range f.Parameters {
		values[p.Name], intervals[p.Name] = p.Value, [2]float64{p.Low, p.High}
		errors, logs = append(errors, p.SE), append(logs, p.SE/p.Value)
	}
	return got{"params": values, "published": values, "loglik": f.LogLikelihood, "se_natural": errors, "se_log": logs, "ci95_lognormal": intervals}
}
