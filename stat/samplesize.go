package stat

import (
	"math"

	"gonum.org/v1/gonum/integrate/quad"
	"gonum.org/v1/gonum/stat/distuv"
)

// Design is what a test is asked to do: the two-sided error it may make when
// there is no effect, and the chance it must have to see the effect.
type Design struct {
	Alpha, Power float64
}

// DefaultDesign returns the usual design: alpha 5 %, power 80 %.
func DefaultDesign() Design {
	return Design{Alpha: 0.05, Power: 0.8}
}

// SampleSize returns how many treated customers (not rounded) show a rate of p1
// against p0, with ratio control customers to each. Equal rates give +Inf.
//
// Source: methods 4.2; R, power.prop.test.
func (d Design) SampleSize(p1, p0, ratio float64) float64 {
	a, b := rateSpreads(p1, p0, ratio)
	z := (d.criticalZ()*a + distuv.UnitNormal.Quantile(d.Power)*b) / (p1 - p0)
	return z * z
}

// PowerOf returns the chance to see a rate of p1 against p0 with treated
// customers treated and control ones held out.
func (d Design) PowerOf(p1, p0, treated, control float64) float64 {
	a, b := rateSpreads(p1, p0, control/treated)
	return distuv.UnitNormal.CDF((math.Sqrt(treated)*math.Abs(p1-p0) - d.criticalZ()*a) / b)
}

// DetectableLift returns the smallest rise over the base rate p0 that a campaign
// to total customers can show when the share held of them is held out; NaN if
// not even a rise to 100 % would show.
func (d Design) DetectableLift(p0, total, held float64) float64 {
	treated, ratio := total*(1-held), held/(1-held)
	low, high := 0.0, 1-p0
	if !(d.SampleSize(p0+high, p0, ratio) <= treated) {
		return math.NaN()
	}
	for range 60 {
		mid := (low + high) / 2
		if d.SampleSize(p0+mid, p0, ratio) > treated {
			low = mid
		} else {
			high = mid
		}
	}
	return high
}

// SampleSizeMean returns how many customers per arm (not rounded) show a
// difference delta of a mean whose standard deviation is sd, from the noncentral
// t distribution. NormalSampleSizeMean is accurate enough for planning.
//
// Source: R, power.t.test.
func (d Design) SampleSizeMean(delta, sd float64) float64 {
	effect := math.Abs(delta) / sd
	low, high := 2.0, 4*d.NormalSampleSizeMean(delta, sd)+10
	for range 60 {
		mid := (low + high) / 2
		if d.powerMean(effect, mid) < d.Power {
			low = mid
		} else {
			high = mid
		}
	}
	return high
}

// NormalSampleSizeMean returns the same by the normal approximation, in closed
// form.
func (d Design) NormalSampleSizeMean(delta, sd float64) float64 {
	z := (d.criticalZ() + distuv.UnitNormal.Quantile(d.Power)) * sd / delta
	return 2 * z * z
}

func (d Design) criticalZ() float64 {
	return normalQuantile(1 - d.Alpha)
}

// rateSpreads returns the standard deviations of the difference of two rates,
// for one treated customer: under equal rates, and under the rates given.
func rateSpreads(p1, p0, ratio float64) (equal, given float64) {
	p := (p1 + ratio*p0) / (1 + ratio)
	return math.Sqrt(p * (1 - p) * (1 + 1/ratio)), math.Sqrt(p1*(1-p1) + p0*(1-p0)/ratio)
}

// powerMean is the upper tail of the noncentral t beyond its critical value: the
// mean, over the sampled standard deviation s, of a normal tail.
func (d Design) powerMean(effect, n float64) float64 {
	df, shift := 2*(n-1), effect*math.Sqrt(n/2)
	critical := distuv.StudentsT{Mu: 0, Sigma: 1, Nu: df}.Quantile(1 - d.Alpha/2)
	spread := distuv.ChiSquared{K: df}
	tail := func(s float64) float64 {
		return 2 * s * df * spread.Prob(s*s*df) * normalTail(critical*s-shift)
	}
	half := 10 / math.Sqrt(2*df)
	return quad.Fixed(tail, max(0, 1-half), 1+half, 200, nil, 0)
}
