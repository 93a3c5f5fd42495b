package ingest

import (
	"slices"
	"strings"

	"huike"
)

// currencies are what a sign, or a code that is no currency's, beside an amount can
// mean; the first where nothing else tells.
var currencies = map[string][]string{
	"€": {"EUR"}, "£": {"GBP", "EGP", "LBP"}, "¥": {"CNY", "JPY"}, "￥": {"CNY", "JPY"}, "元": {"CNY"}, "圆": {"CNY"}, "円": {"JPY"}, "RMB": {"CNY"}, "₹": {"INR"}, "RS": {"INR", "PKR", "LKR"}, "₩": {"KRW"}, "₽": {"RUB"}, "₺": {"TRY"},
	"฿": {"THB"}, "₫": {"VND"}, "₱": {"PHP"}, "₴": {"UAH"}, "₪": {"ILS"}, "₦": {"NGN"}, "KR": {"SEK", "NOK", "DKK", "ISK"}, "ZŁ": {"PLN"}, "KČ": {"CZK"}, "FT": {"HUF"}, "LEI": {"RON", "MDL"}, "RM": {"MYR"},
	"$": {"USD", "CAD", "AUD", "NZD", "SGD", "HKD", "TWD", "MXN", "CLP", "COP", "ARS", "BND", "JMD"}, "US$": {"USD"}, "USD$": {"USD"}, "R$": {"BRL"}, "C$": {"CAD"}, "CA$": {"CAD"}, "A$": {"AUD"}, "AU$": {"AUD"}, "NZ$": {"NZD"},
	"S$": {"SGD"}, "HK$": {"HKD"}, "NT$": {"TWD"}, "MX$": {"MXN"}, "CN¥": {"CNY"}, "JP¥": {"JPY"},
}

// meantBy are the currencies that a sign can mean: a code of three letters is its
// own.
func meantBy(sign string) []string {
	if all := currencies[sign]; all != nil {
		return all
	}
	if len(sign) == 3 && strings.Trim(sign, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == "" {
		return []string{sign}
	}
	return nil
}

// settleCurrency holds the signs beside the amounts against the shop's currency. A
// new shop whose currency nobody named takes the one that they all can mean; where
// they can mean none together, or not the shop's, the file is refused, for amounts
// of two currencies cannot be added.
func (j *job) settleCurrency(signs []string) error {
	var common []string
	for _, sign := range signs {
		can := meantBy(sign)
		if can == nil {
			continue
		}
		if common == nil {
			common = can
		}
		common = slices.DeleteFunc(slices.Clone(common), func(c string) bool { return !slices.Contains(can, c) })
		if len(common) == 0 {
			slices.Sort(signs)
			return huike.Errorf(huike.Invalid, "import.currency", "amounts of the file are in several currencies (%s), which cannot be added; import those of each into a shop of its own", strings.Join(signs, " "))
		}
	}
	r := j.reading
	free := j.planned && j.request.Shop.Currency == "" && r.currencyTold() == ""
	switch {
	case len(common) == 0 || slices.Contains(common, j.shop.Currency):
		return nil
	case !free || huike.Exponent(common[0]) != huike.Exponent(j.shop.Currency) && r.scale > 0:
		return huike.Errorf(huike.Invalid, "import.currency", "amounts of the file are in %s, and the shop %s keeps its money in %s; choose a shop of their currency, or name it (--currency)", common[0], j.shop.Name, j.shop.Currency)
	}
	j.shop.Currency = common[0]
	if j.request.Shop.TimeZone == "" && r.preset.zone == "" {
		j.shop.TimeZone = first(zoneOf(common[0]), j.shop.TimeZone)
	}
	r.note("currency_by_cells", common[0])
	return nil
}
