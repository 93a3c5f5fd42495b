package customer

import (
	"regexp"
	"slices"
	"strings"

	"github.com/nyaruka/phonenumbers"
	"golang.org/x/text/width"
)

var (
	mobile    = regexp.MustCompile(`^1[3-9]\d{9}$`)
	pandas    = regexp.MustCompile(`^(\+?\d+)\.0+$`)
	extension = regexp.MustCompile(`(?i)^(.*\d[\s)]*?)[\s,;.]*(?:extension|extn?|ext\.|x|#|转|轉|分机)[\s.:=：]*(\d{1,10})$`)
	// virtual are the Chinese ways to write an extension behind a bare dash: of
	// a mobile number, a land line, a 400 or a 95 number.
	virtual  = regexp.MustCompile(`^((?:\+?86[- ]?|0086[- ]?)?(?:1[3-9]\d{9}|0\d{2,3}-?\d{7,8}|400-?\d{3}-?\d{4}|95\d{3,14}))[-_,](\d{1,10})$`)
	platform = regexp.MustCompile(`^(?:\+?86|0086)?(95\d{3,14})$`)
	notDigit = regexp.MustCompile(`[^\d+]`)
)

// phone reads a number as E.164, with ";ext=" behind it where it has an
// extension. A number without a country is of the first of the countries in
// which it is possible.
func phone(countries []string, value string) (string, bool) {
	if len(countries) > 0 && countries[0] == "CN" && plainMobile(value) {
		return "+86" + value, !made(value)
	}
	value = strings.TrimSpace(strings.TrimLeft(width.Narrow.String(value), "'’‘`="))
	value = strings.Map(plainSign, value)
	if m := pandas.FindStringSubmatch(value); m != nil {
		value = m[1]
	}
	value, ext := parted(countries, value)
	number, ok := dialled(countries, value, ext != "")
	if ok && ext != "" {
		number += ";ext=" + ext
	}
	return number, ok
}

// plainMobile reports whether a value is a Chinese mobile number and nothing else:
// most are, and need no closer look.
func plainMobile(value string) bool {
	if len(value) != 11 || value[0] != '1' || value[1] < '3' {
		return false
	}
	for i := range len(value) {
		if value[i] < '0' || value[i] > '9' {
			return false
		}
	}
	return true
}

// plainSign makes one sign of the many for a dash and a blank.
func plainSign(r rune) rune {
	switch r {
	case '‐', '‑', '‒', '–', '—', '−', '－':
		return '-'
	case '\u00a0', '\u2009', '\u202f', '\u3000', '\t':
		return ' '
	case '\u200b', '\u200e', '\u200f', '\u202a', '\u202c', '\ufeff':
		return -1
	}
	return r
}

// parted takes the extension off a number.
func parted(countries []string, value string) (number, ext string) {
	if m := extension.FindStringSubmatch(value); m != nil {
		return strings.TrimSpace(m[1]), m[2]
	}
	if m := virtual.FindStringSubmatch(value); m != nil && slices.Contains(countries, "CN") {
		return m[1], m[2]
	}
	return value, ""
}

// dialled is a number without its extension.
func dialled(countries []string, value string, extended bool) (string, bool) {
	digits := notDigit.ReplaceAllString(value, "")
	if len(countries) > 0 && countries[0] == "CN" && mobile.MatchString(digits) {
		return "+86" + digits, !made(digits)
	}
	// The number of a platform that relays calls tells somebody by its extension only.
	if m := platform.FindStringSubmatch(digits); m != nil && slices.Contains(countries, "CN") {
		return "+86" + m[1], extended
	}
	if abroad, found := strings.CutPrefix(digits, "00"); found {
		value, digits = "+"+abroad, "+"+abroad
	}
	if made(strings.TrimPrefix(digits, "+")) {
		return "", false
	}
	if strings.HasPrefix(digits, "+") {
		return valid("ZZ", value)
	}
	for _, c := range countries {
		if n, ok := valid(c, value); ok {
			return n, true
		}
	}
	return "", false
}

func valid(country, value string) (string, bool) {
	n, err := phonenumbers.Parse(value, country)
	if err != nil || !phonenumbers.IsValidNumber(n) || made(phonenumbers.GetNationalSignificantNumber(n)) {
		return "", false
	}
	n.Extension = nil
	return phonenumbers.Format(n, phonenumbers.E164), true
}
