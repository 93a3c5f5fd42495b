package customer

import (
	"slices"
	"strings"
	"unicode/utf8"

	"huike/channel"
)

// The kinds of identity, the strongest first: an order with several belongs to
// the customer whom the strongest known one names, and a weaker one never makes
// one customer of two whom stronger ones tell apart.
const (
	KindOUID     = "ouid"     // a platform's open buyer id
	KindExternal = "external" // the shop system's own customer number
	KindNick     = "nick"     // the buyer's name on the platform
	KindEmail    = "email"
	KindPhone    = "phone"
	// KindAnonymous is a browser or a device. It tells visitors apart and is
	// never an identity of a customer.
	KindAnonymous = "anonymous"
)

// Kinds lists the kinds of identity, the strongest first.
var Kinds = []string{KindOUID, KindExternal, KindNick, KindEmail, KindPhone}

// Everywhere reports whether a kind means the same person in every shop, so
// that its shop number is 0.
func Everywhere(kind string) bool { return kind == KindEmail || kind == KindPhone }

// Masked reports whether a platform has hidden part of a value, so that it can
// never tell who somebody is.
func Masked(value string) bool { return strings.Contains(value, "*") }

// China is the country of bare phone numbers where nothing tells another one.
var China = []string{"CN"}

// Normalise is NormaliseIn for a shop in China.
func Normalise(kind, value string) (string, bool) { return NormaliseIn(China, kind, value) }

// NormaliseIn brings a value into the one form in which it is compared: e-mail
// trimmed and in lower case, phone as E.164 with its extension (+8618412345678;ext=1234),
// anything else trimmed. A phone number without a country is of the first of the
// countries (ISO 3166, two letters) in which it is possible. It reports false for
// what cannot identify anybody: empty, masked, no such address or number, and
// what systems and people write where there is nobody (0, guest, noemail@…,
// 11111111111).
func NormaliseIn(countries []string, kind, value string) (string, bool) {
	value = strings.TrimSpace(value)
	if value == "" || Masked(value) {
		return "", false
	}
	switch kind {
	case KindEmail:
		value, ok := channel.MailAddress(value)
		return value, ok && !placeholder(value)
	case KindPhone:
		return phone(countries, value)
	case KindAnonymous:
		return value, true
	}
	return value, !nobody(value)
}

// Forms are the different normal forms of a value in several countries: a bare
// phone number may be one in each.
func Forms(countries []string, kind, value string) []string {
	var all []string
	for _, c := range countries {
		if n, ok := NormaliseIn([]string{c}, kind, value); ok && !slices.Contains(all, n) {
			all = append(all, n)
		}
	}
	return all
}

// Mask hides the middle of a personal value: 王*, z***@example.com, 138****1234.
func Mask(kind, value string) string {
	switch {
	case value == "":
		return ""
	case kind == KindEmail && strings.Contains(value, "@"):
		at := strings.LastIndex(value, "@")
		return first(value) + "***" + value[at:]
	case kind == KindPhone:
		return maskPhone(value)
	}
	if utf8.RuneCountInString(value) <= 3 {
		return first(value) + "*"
	}
	return first(value) + "***"
}

func maskPhone(value string) string {
	value, _, _ = strings.Cut(value, ";ext=")
	digits := []rune(strings.TrimPrefix(value, "+86"))
	if len(digits) < 8 {
		return "****"
	}
	return string(slices.Concat(digits[:3], []rune("****"), digits[len(digits)-4:]))
}

func first(value string) string {
	r, _ := utf8.DecodeRuneInString(value)
	return string(r)
}
