package simulate

import (
	"fmt"
	"math"
	"math/rand/v2"

	"huike"
)

// poisson draws a count with a mean.
func poisson(r *rand.Rand, mean float64) int64 {
	if mean > 50 {
		return max(0, int64(math.Round(mean+math.Sqrt(mean)*r.NormFloat64())))
	}
	n, p := int64(0), r.Float64()
	for limit := math.Exp(-mean); p > limit; n++ {
		p *= r.Float64()
	}
	return n
}

// converts is the conversion of a source on a day, faults included.
func (s *Shop) converts(source int, d huike.Day) float64 {
	rate := Sources[source].Conversion
	for _, f := range s.Faults {
		if f.Kind == FaultConversion && f.Target == Sources[source].Name && !d.Before(f.From) {
			rate *= 1 - f.Size
		}
	}
	return rate
}

// traffic writes visits by day and source: the visitors whom the day's orders
// took at the source's conversion.
func (w *scribe) traffic() {
	for i, sources := range w.buyers {
		d := w.span.From.Add(i)
		r := w.source(i, streamTraffic)
		for k, bought := range sources {
			rate := w.converts(k, d)
			visitors := bought.orders + poisson(r, w.usual(i, k)*(1-rate)/rate)
			visits := visitors + poisson(r, .25*float64(visitors))
			fresh := min(visitors, bought.newcomers+poisson(r, .6*float64(visitors-bought.newcomers)))
			w.tables["traffic"].text(d.String()).text(Sources[k].Name).text(Sources[k].Group).number(visitors).number(visits).
				number(visits + poisson(r, 2.4*float64(visits))).number(bought.orders + poisson(r, .06*float64(visitors))).
				number(bought.orders).number(fresh).decimal(float64(visitors) * w.click(k, d)).end()
		}
	}
}

// usual is the mean of a source's orders over the week around a day: people come
// also on days on which nobody buys.
func (w *scribe) usual(day, source int) float64 {
	first, last := max(0, day-3), min(len(w.buyers)-1, day+3)
	sum := 0.0
	for i := first; i <= last; i++ {
		sum += float64(w.buyers[i][source].orders)
	}
	return sum / float64(last-first+1)
}

// industry writes what the shop's industry did by month: it grows by a tenth a
// year, with the shop's own peaks.
func (w *scribe) industry() {
	perDay := float64(w.Customers) / float64(w.days)
	for d := firstOfMonth(w.span.From); !w.span.To.Before(nextMonth(d).Add(4)); d = nextMonth(d) {
		r := w.source(d.Sub(w.Start), streamTraffic+1<<8)
		days := nextMonth(d).Sub(d)
		demand := 0.0
		for i := range days {
			demand += peak(d.Add(i))
		}
		growth := math.Pow(1.1, float64(d.Sub(w.Start))/365)
		level := growth * math.Exp(.04*r.NormFloat64())
		for _, one := range []struct {
			measure string
			value   float64
		}{
			{"sales", perDay * 420 * demand * level}, {"visitors", perDay * 60 * demand * level},
			{"conversion", .031 * math.Exp(.03*r.NormFloat64())}, {"order_value", 168 * math.Exp(.02*r.NormFloat64())},
		} {
			digits := fmt.Sprintf("%.4f", one.value)
			w.tables["industry"].text("生活百货").text(one.measure).text("month").text(d.String()).text(digits).
				text(fmt.Sprintf("%.4f", .7*one.value)).text(fmt.Sprintf("%.4f", 1.4*one.value)).text("模拟行业报告").text(nextMonth(d).Add(4).String()).end()
		}
	}
}

func firstOfMonth(d huike.Day) huike.Day { return huike.MustDay(d.String()[:8] + "01") }

func nextMonth(d huike.Day) huike.Day { return firstOfMonth(firstOfMonth(d).Add(31)) }
