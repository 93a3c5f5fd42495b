package huike

import (
	"fmt"
	"math"
	"strings"
)

// Money is an amount in minor units (fen, cents, pence) of a currency.
type Money struct {
	Minor    int64
	Currency string // ISO 4217, upper case
}

// zeroDecimal lists the currencies without minor units (ISO 4217, exponent 0).
const zeroDecimal = " BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF "

// Exponent returns the number of decimals of a currency (ISO 4217): 2 for most.
func Exponent(currency string) int {
	switch {
	case strings.Contains(zeroDecimal, " "+currency+" "):
		return 0
	case currency == "BHD", currency == "IQD", currency == "JOD", currency == "KWD", currency == "LYD", currency == "OMR", currency == "TND":
		return 3
	}
	return 2
}

// Major returns the amount in major units (yuan, pounds), for display and JSON.
func (m Money) Major() float64 {
	return float64(m.Minor) / math.Pow10(Exponent(m.Currency))
}

// String returns the amount with its currency: "8911407.90 GBP".
func (m Money) String() string {
	return fmt.Sprintf("%.*f %s", Exponent(m.Currency), m.Major(), m.Currency)
}
