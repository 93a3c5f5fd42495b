package ingest

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"huike"
)

// zones are the time zones that shops are in, by the currency that they sell in;
// the first of a currency is taken where nothing else tells.
var zones = []struct{ zone, currency string }{
	{"Asia/Shanghai", "CNY"}, {"America/New_York", "USD"}, {"America/Los_Angeles", "USD"}, {"America/Chicago", "USD"}, {"America/Denver", "USD"}, {"America/Phoenix", "USD"},
	{"Europe/Berlin", "EUR"}, {"Europe/London", "GBP"}, {"Europe/Helsinki", "EUR"}, {"Europe/Lisbon", "EUR"}, {"Asia/Tokyo", "JPY"}, {"Asia/Seoul", "KRW"}, {"Asia/Hong_Kong", "HKD"},
	{"Asia/Taipei", "TWD"}, {"Asia/Singapore", "SGD"}, {"Asia/Kuala_Lumpur", "MYR"}, {"Asia/Bangkok", "THB"}, {"Asia/Ho_Chi_Minh", "VND"}, {"Asia/Jakarta", "IDR"},
	{"Asia/Manila", "PHP"}, {"Asia/Kolkata", "INR"}, {"Asia/Karachi", "PKR"}, {"Asia/Dhaka", "BDT"}, {"Australia/Sydney", "AUD"}, {"Australia/Brisbane", "AUD"},
	{"Australia/Adelaide", "AUD"}, {"Australia/Perth", "AUD"}, {"Pacific/Auckland", "NZD"}, {"America/Toronto", "CAD"}, {"America/Vancouver", "CAD"}, {"America/Halifax", "CAD"},
	{"America/Sao_Paulo", "BRL"}, {"America/Mexico_City", "MXN"}, {"America/Bogota", "COP"}, {"America/Lima", "PEN"}, {"America/Santiago", "CLP"}, {"America/Argentina/Buenos_Aires", "ARS"},
	{"Europe/Zurich", "CHF"}, {"Europe/Stockholm", "SEK"}, {"Europe/Oslo", "NOK"}, {"Europe/Copenhagen", "DKK"}, {"Europe/Warsaw", "PLN"}, {"Europe/Prague", "CZK"},
	{"Europe/Budapest", "HUF"}, {"Europe/Bucharest", "RON"}, {"Europe/Sofia", "BGN"}, {"Europe/Kyiv", "UAH"}, {"Europe/Moscow", "RUB"}, {"Europe/Istanbul", "TRY"},
	{"Asia/Dubai", "AED"}, {"Asia/Riyadh", "SAR"}, {"Asia/Jerusalem", "ILS"}, {"Africa/Cairo", "EGP"}, {"Africa/Johannesburg", "ZAR"}, {"Africa/Lagos", "NGN"}, {"Africa/Nairobi", "KES"},
	{"Pacific/Honolulu", "USD"}, {"America/Anchorage", "USD"},
}

// zoneOf is the zone in which most shops of a currency are, "" for one that is
// not known.
func zoneOf(currency string) string {
	for _, z := range zones {
		if z.currency == currency {
			return z.zone
		}
	}
	return ""
}

// zoneBy finds the zone whose clock shows the offsets of a file ("2024-03-01 -300":
// the day, and minutes from UTC): one of the shop's currency where several do.
// All times in UTC show nothing, for machines write so wherever they stand.
func zoneBy(offsets []string, currency string) string {
	if !anyTold(offsets) {
		return ""
	}
	best := ""
	for _, z := range zones {
		if !showsAll(z.zone, offsets) {
			continue
		}
		if z.currency == currency {
			return z.zone
		}
		best = first(best, z.zone)
	}
	return best
}

func anyTold(offsets []string) bool {
	for _, o := range offsets {
		if !strings.HasSuffix(o, " 0") {
			return true
		}
	}
	return false
}

func showsAll(zone string, offsets []string) bool {
	place, err := time.LoadLocation(zone)
	if err != nil {
		return false
	}
	for _, o := range offsets {
		day, minutes, _ := strings.Cut(o, " ")
		want, err := strconv.Atoi(minutes)
		at, err2 := time.ParseInLocation(time.DateOnly, day, place)
		if err != nil || err2 != nil {
			continue
		}
		_, begin := at.Zone()
		_, end := at.AddDate(0, 0, 1).Zone()
		if begin != want*60 && end != want*60 {
			return false
		}
	}
	return true
}

// settleShop finds the zone of a new shop for which nobody named one, and
// prepares the constants that follow from the shop.
func (j *job) settleShop(s shape) error {
	r := j.reading
	if err := j.settleCurrency(s.Signs); err != nil {
		return err
	}
	if j.planned && j.request.Shop.TimeZone == "" {
		switch zone := zoneBy(s.Offsets, j.shop.Currency); {
		case zone != "":
			j.shop.TimeZone = zone
			r.note("zone_by_file", zone)
		case r.preset.zone == "":
			r.note("zone_by_currency", j.shop.TimeZone, j.shop.Currency)
		}
	}
	if j.planned && j.request.Shop.Currency == "" && r.preset.currency == "" && r.currencyTold() == "" && len(s.Signs) == 0 {
		r.note("currency_taken", j.shop.Currency)
	}
	r.zone, r.scale = j.shop.TimeZone, 1
	for range huike.Exponent(j.shop.Currency) {
		r.scale *= 10
	}
	r.salt = j.in.vault.HashNormal("event", strconv.FormatInt(int64(j.shop.ID), 10))
	return nil
}

var headerZone = regexp.MustCompile(`(?i)(?:^|[^a-z])(?:utc|gmt)(?:\s*([+-])\s*(\d{1,2})(?::?(\d\d))?)?(?:$|[^a-z0-9])`)

// zoneInHeader is the offset that a header tells of its column's times, as in
// "Created (UTC)" or "付款时间(GMT+8)", written as cells write it; "" for none.
func zoneInHeader(header string) string {
	m := headerZone.FindStringSubmatch(narrow(header))
	switch {
	case m == nil:
		return ""
	case m[1] == "":
		return "Z"
	}
	return fmt.Sprintf("%s%02s:%02s", m[1], m[2], first(m[3], "00"))
}
