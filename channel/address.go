package channel

import (
	"strings"

	"golang.org/x/net/idna"
)

// The longest address and the longest part before its @ that can be delivered
// to (RFC 5321, 4.5.3.1; the path of 256 has angle brackets).
const (
	longestAddress = 254
	longestLocal   = 64
)

// domains writes international domain names as mail servers know them
// (IDNA 2008, RFC 5891).
var domains = idna.New(idna.MapForLookup(), idna.Transitional(false), idna.BidiRule(), idna.ValidateLabels(true), idna.StrictDomainName(true), idna.VerifyDNSLength(true))

// MailAddress returns the one form in which an e-mail address is compared, kept
// and sent to: without blanks around it, in lower case, an international domain
// as punycode ("name@xn--bcher-kva.example"). It reports false for what no mail
// can reach: two dots in a row, letters outside ASCII before the @ (those would
// need SMTPUTF8), a domain without a dot, of digits only, or below the names
// that lead nowhere (.invalid, .localhost; RFC 6761).
func MailAddress(address string) (string, bool) {
	address = strings.ToLower(strings.TrimSpace(address))
	at := strings.LastIndexByte(address, '@')
	if at < 1 || !dotted(address[:at], longestLocal, atomByte) || at > longestLocal {
		return "", false
	}
	domain, ok := mailDomain(address[at+1:])
	address = address[:at+1] + domain
	return address, ok && len(address) <= longestAddress
}

func mailDomain(domain string) (string, bool) {
	if !ascii(domain) {
		written, err := domains.ToASCII(domain)
		if err != nil {
			return "", false
		}
		domain = written
	}
	last := domain[strings.LastIndexByte(domain, '.')+1:]
	if last == domain || last == "invalid" || last == "localhost" || strings.Trim(last, "0123456789") == "" {
		return "", false
	}
	return domain, dotted(domain, 63, domainByte)
}

// dotted reports whether s is made of parts with dots between them, none of them
// empty or longer than longest bytes, of bytes that part allows at their place.
func dotted(s string, longest int, allowed func(part string, i int) bool) bool {
	for part := range strings.SplitSeq(s, ".") {
		if part == "" || len(part) > longest {
			return false
		}
		for i := range len(part) {
			if !allowed(part, i) {
				return false
			}
		}
	}
	return true
}

// atomByte allows what may stand before the @ without quotes (RFC 5322, 3.2.3).
func atomByte(part string, i int) bool {
	return alphanumeric(part[i]) || strings.IndexByte("!#$%&'*+-/=?^_`{|}~", part[i]) >= 0
}

// domainByte allows the letters of a host name; some mail domains have an underscore.
func domainByte(part string, i int) bool {
	return alphanumeric(part[i]) || part[i] == '_' || part[i] == '-' && i > 0 && i < len(part)-1
}

func alphanumeric(b byte) bool { return b >= 'a' && b <= 'z' || b >= '0' && b <= '9' }

func ascii(s string) bool {
	for i := range len(s) {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}
