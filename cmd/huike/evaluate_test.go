package main

import (
	"testing"

	"huike/evaluate"
)

func TestOutcome(t *testing.T) {
	f := func(flag, column, kind string) {
		t.Helper()
		if got := outcome(flag); got != (evaluate.Outcome{Column: column, Kind: kind}) {
			t.Errorf("%q reads as %+v", flag, got)
		}
	}
	f("visit", "visit", "")
	f("visit:rate", "visit", "rate")
	f("visit:Binary", "visit", "rate")
	f("spend:money", "spend", "mean")
	f("utm:source", "utm:source", "")
	f("utm:source:mean", "utm:source", "mean")
	f(":mean", ":mean", "")
}
