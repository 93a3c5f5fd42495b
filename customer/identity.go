package customer

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/nyaruka/phonenumbers"

	"huike/channel"
)

// The kinds of identity, the strongest first: an order with several belongs to
// the customer whom the first known one names.
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

var mobile = regexp.MustCompile(`^1[3-9]\d{9}$`)

// Masked reports whether a platform has hidden part of a value, so that it can
// never tell who somebody is.
func Masked(value string) bool { return strings.Contains(value, "*") }

// Normalise brings a value into the one form in which it is compared: e-mail as
// mails are sent to it (channel.MailAddress), phone as E.164 (a number without a country is
// Chinese), anything else trimmed. It reports false for what cannot identify
// anybody: empty, masked, or no such address or number.
func Normalise(kind, value string) (string, bool) {
	value = strings.TrimSpace(value)
	if value == "" || Masked(value) {
		return "", false
	}
	switch kind {
	case KindEmail:
		return channel.MailAddress(value)
	case KindPhone:
		return phone(value)
	}
	return value, true
}

func phone(value string) (string, bool) {
	value = strings.TrimPrefix(value, "'")
	if mobile.MatchString(value) {
		return "+86" + value, true
	}
	n, err := phonenumbers.Parse(value, "CN")
	if err != nil || !phonenumbers.IsValidNumber(n) {
		return "", false
	}
	return phonenumbers.Format(n, phonenumbers.E164), true
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
