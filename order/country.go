package order

import (
	_ "embed"
	"regexp"
	"slices"
	"strings"
)

// zoneText has a line for every country: its letters (ISO 3166), then its time
// zones, as the zone.tab of the public tz database gives them, and their old names.
//
//go:embed zone.txt
var zoneText string

// currencyCountry is the country of a currency that one country has, or that
// one country has before all others.
var currencyCountry = map[string]string{
	"CNY": "CN", "USD": "US", "GBP": "GB", "JPY": "JP", "KRW": "KR", "HKD": "HK", "TWD": "TW", "MOP": "MO", "SGD": "SG", "MYR": "MY", "THB": "TH", "IDR": "ID",
	"PHP": "PH", "VND": "VN", "INR": "IN", "PKR": "PK", "BDT": "BD", "LKR": "LK", "AUD": "AU", "NZD": "NZ", "CAD": "CA", "MXN": "MX", "BRL": "BR", "ARS": "AR",
	"CLP": "CL", "COP": "CO", "PEN": "PE", "UYU": "UY", "CHF": "CH", "SEK": "SE", "NOK": "NO", "DKK": "DK", "PLN": "PL", "CZK": "CZ", "HUF": "HU", "RON": "RO",
	"TRY": "TR", "RUB": "RU", "UAH": "UA", "KZT": "KZ", "ILS": "IL", "AED": "AE", "SAR": "SA", "QAR": "QA", "KWD": "KW", "BHD": "BH", "OMR": "OM", "JOD": "JO",
	"EGP": "EG", "MAD": "MA", "TND": "TN", "NGN": "NG", "KES": "KE", "GHS": "GH", "ZAR": "ZA", "ISK": "IS",
}

var isoCountry = regexp.MustCompile(`^[A-Z]{2}$`)

// Countries are those in which a bare phone number of the shop's buyers may be,
// the likeliest first (ISO 3166, two letters): the country that the shop names,
// else those of its currency and of its time zone; none where neither tells.
func (s Shop) Countries() []string {
	if s.Country != "" {
		return []string{s.Country}
	}
	var all []string
	for _, c := range []string{currencyCountry[s.Currency], zoneCountry(s.TimeZone)} {
		if c != "" && !slices.Contains(all, c) {
			all = append(all, c)
		}
	}
	return all
}

// zoneCountry is the country of a time zone, "" for those of none.
func zoneCountry(zone string) string {
	for line := range strings.Lines(zoneText) {
		if fields := strings.Fields(line); slices.Contains(fields[1:], zone) {
			return fields[0]
		}
	}
	return ""
}
