package stat_test

import (
	"math"
	"os"
	"strings"
	"testing"
	"time"

	"huike/reference"
	"huike/stat"
)

// cdnowPurchases reads the purchases of Fader and Hardie's sample of CDNOW, by
// customer, in days since the first of January 1997.
func cdnowPurchases(t *testing.T) map[string][]stat.Purchase {
	t.Helper()
	text, err := os.ReadFile(reference.Path(t, "data", "cdnow", "CDNOW_sample.txt"))
	if err != nil {
		t.Fatalf("the reference data cannot be read: %v", err)
	}
	bought := map[string][]stat.Purchase{}
	for line := range strings.Lines(string(text)) {
		c := strings.Fields(line) // id in the whole file, id, day, pieces, amount
		if len(c) != 5 {
			continue
		}
		day, err := time.Parse("20060102", c[2])
		if err != nil {
			t.Fatal(err)
		}
		bought[c[1]] = append(bought[c[1]], stat.Purchase{Day: int(day.Sub(date(t, "1997-01-01")).Hours() / 24), Amount: parse(t, c[4])})
	}
	return bought
}

// At the end of week 39, day 272, the sample's customers are those of Fader and
// Hardie's own summary, and so is the model: r .243, alpha 4.414, a .793, b 2.426.
func TestHistoryOfCDNOW(t *testing.T) {
	var rows []stat.History
	for _, purchases := range cdnowPurchases(t) {
		h, _ := stat.HistoryOf(purchases, 272)
		rows = append(rows, h.Weeks())
	}
	f, err := stat.FitBGNBD(rows, stat.FitOptions{})
	if err != nil || len(rows) != 2357 {
		t.Fatal(len(rows), err)
	}
	for k, want := range []float64{.243, 4.414, .793, 2.426} {
		if p := f.Parameters[k]; math.Abs(p.Value-want) > .002*want {
			t.Errorf("%s is %v, published %v", p.Name, p.Value, want)
		}
	}
}

// Calibrated on the first two thirds of the 545 days, a model foretells the last
// third. The gate reads what it got right, and refuses what it got wrong.
func TestValidateOnCDNOW(t *testing.T) {
	const end, split = 545, 363
	type seen struct {
		stat.History
		later float64
	}
	var customers []seen
	var rows []stat.History
	for _, purchases := range cdnowPurchases(t) {
		early, _ := stat.HistoryOf(purchases, split)
		all, _ := stat.HistoryOf(purchases, end)
		customers = append(customers, seen{early.Weeks(), all.X - early.X})
		rows = append(rows, early.Weeks())
	}
	fit, err := stat.FitMBGNBD(rows, stat.FitOptions{})
	if err != nil {
		t.Fatal(err)
	}
	gate := func(scale float64) stat.Validation {
		return stat.Validate(each(customers, func(c seen) stat.Foretold {
			return stat.Foretold{Before: c.X, Forecast: scale * fit.Model.Expect(c.X, c.TX, c.T, (end-split)/7.0), Actual: c.later}
		}))
	}
	v := gate(1)
	if !v.Passed || v.Capture > 1 || v.CaptureByHistory < .2 {
		t.Errorf("%+v", v)
	}
	right := 1 / (1 + v.Error)
	if !gate(right).Passed || gate(right*1.09).Passed != true || gate(right*1.11).Passed || gate(right*.89).Passed {
		t.Errorf("the gate lets through %+v, %+v, %+v", gate(right), gate(right*1.11), gate(right*.89))
	}
}

func TestValidate(t *testing.T) {
	f := func(customers []stat.Foretold, passed bool, capture, history float64) {
		t.Helper()
		v := stat.Validate(customers)
		if v.Passed != passed || v.Capture != capture || v.CaptureByHistory != history {
			t.Errorf("%+v, want %v, %v, %v", v, passed, capture, history)
		}
	}
	shop := make([]stat.Foretold, 20) // the first two buy all, the next two bought most before
	for k := range shop {
		shop[k] = stat.Foretold{Before: 1, Forecast: .1}
	}
	shop[0], shop[1] = stat.Foretold{Before: 1, Forecast: 2, Actual: 3}, stat.Foretold{Before: 1, Forecast: 1, Actual: 1}
	shop[2].Before, shop[3].Before = 5, 5
	shop[4].Forecast = 0.2 - 1.0/1024
	f(shop, false, 1, 0) // foretold 4.9 of 4: 22 % too many
	for k := 2; k < 20; k++ {
		shop[k].Forecast = 0.05
	}
	f(shop, true, 1, 0)
	shop[0].Before = 9 // ranking by history finds three of the four, and one of two ties
	f(shop, true, 1, .75)
	for k := range shop {
		shop[k].Before = 1 // all tie: a tenth of them bought a tenth
	}
	f(shop, true, 1, .1)
	for k := range shop {
		shop[k].Actual = 0
	}
	if v := stat.Validate(shop); v.Passed || !math.IsNaN(v.Error) {
		t.Errorf("nobody bought: %+v", v)
	}
	if stat.Validate(nil).Passed {
		t.Error("a model of nobody passed")
	}
	if v := stat.PlainValue(6, 50, 26, 52); v != 600 {
		t.Errorf("6 orders of 50 in half a year carried on for a year are %v", v)
	}
}
