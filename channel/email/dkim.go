package email

import (
	"bytes"
	"crypto"
	"strings"
	"time"

	"github.com/wneessen/go-mail"

	"huike"
)

// DKIM signs mails for a domain, so that receivers can tell that they are
// really the brand's (RFC 6376).
type DKIM struct {
	// Domain is the signing domain; empty means mails are not signed.
	Domain string
	// Selector names the public key in DNS: Selector._domainkey.Domain.
	Selector string
	// PrivateKeyPEM is an RSA (PKCS#1 or PKCS#8) or Ed25519 (PKCS#8) key. RSA
	// with 2048 bits is what receivers understand.
	PrivateKeyPEM string
}

// signed are the header lines under the signature. RFC 8058 wants both
// unsubscribe lines among them.
var signed = []string{
	"From", "To", "Reply-To", "Subject", "Date", "Message-ID", "MIME-Version", "Content-Type",
	"List-Unsubscribe", "List-Unsubscribe-Post",
}

// signingKey is a loaded DKIM; its zero value signs nothing.
type signingKey struct {
	domain, selector string
	key              crypto.Signer
}

func (d DKIM) load() (signingKey, error) {
	if d.Domain == "" {
		return signingKey{}, nil
	}
	if d.Selector == "" {
		return signingKey{}, huike.Errorf(huike.Invalid, "email.dkim_selector", "DKIM for %s has no selector; set the one under which the public key stands in DNS.", d.Domain)
	}
	key, err := mail.PrivKeyFromPEM([]byte(d.PrivateKeyPEM))
	if err != nil {
		return signingKey{}, huike.Because(err, huike.Invalid, "email.dkim_key", "The DKIM private key for %s cannot be read; it must be an RSA or Ed25519 key in PEM form.", d.Domain)
	}
	return signingKey{domain: d.Domain, selector: d.Selector, key: key}, nil
}

// sign returns the mail with its signature on top, dated like the mail.
func (k signingKey) sign(raw []byte, date time.Time) ([]byte, error) {
	if k.key == nil {
		return raw, nil
	}
	// A new signer for each mail: it writes to itself while signing.
	s := mail.NewDKIMSigner(k.domain, k.selector, k.key)
	s.SignHeaders(signed...)
	if !date.IsZero() {
		s.NowFunc = func() time.Time { return date }
	}
	head, body, _ := bytes.Cut(raw, []byte("\r\n\r\n"))
	signature, err := s.Sign(head, body)
	if err != nil {
		return nil, err
	}
	return append([]byte(refold(signature)), raw...), nil
}

// refold breaks the signature's line between its tags only. go-mail 0.8.1 also
// breaks inside long tags, which adds a blank that was not signed: its own
// signatures over more headers than its default ones do not verify.
func refold(signature string) string {
	whole := strings.ReplaceAll(signature, "\r\n ", "")
	return strings.ReplaceAll(whole, "; ", ";\r\n ")
}
