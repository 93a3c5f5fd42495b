package stat

import (
	"math"

	"huike"
)

// The codes of the errors of this package ([huike.CodeOf]): why a number or a
// model could not be had.
const (
	CodeShape         = "stat.shape"           // lengths or sizes that do not belong together
	CodeNotFinite     = "stat.not_finite"      // a value that is missing or infinite
	CodeOutOfRange    = "stat.out_of_range"    // a number outside what it may be
	CodeTooFew        = "stat.too_few"         // not enough rows, or not enough different ones
	CodeTooMany       = "stat.too_many"        // more parts than can be worked out
	CodeOneClass      = "stat.one_class"       // everybody, or nobody, has the label
	CodeNotConverged  = "stat.not_converged"   // the search found no end
	CodeUnknownRow    = "stat.unknown_row"     // a state that nobody was seen to leave
	CodeNoSteadyState = "stat.no_steady_state" // a chain that settles nowhere, or in one dead end
	CodeNeverAbsorbed = "stat.never_absorbed"  // a chain that may go on for ever
)

// refuse is the error of numbers that have no answer.
func refuse(code, format string, args ...any) error {
	return huike.Errorf(huike.Invalid, code, format, args...)
}

// usable reports whether no value is NaN or infinite.
func usable(values ...float64) bool {
	for _, v := range values {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return false
		}
	}
	return true
}
