package message

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"strings"

	"huike"
)

// Mark is what a tracking address stands for.
type Mark struct {
	Message  int64
	Customer huike.CustomerID
	Campaign int64
	Kind     string // KindOpen, KindClick or KindUnsubscribe
	Link     int    // number of the link, for a click
}

// Signer makes tokens that nobody else can make or read, and reads them back.
// It may be used by many goroutines.
type Signer struct {
	mac   []byte
	block cipher.Block
}

// tagSize is the length of a token's signature in bytes.
const tagSize = aes.BlockSize

// NewSigner derives the keys of tokens from a secret of any length. Another
// secret makes every address in mails already sent invalid.
func NewSigner(secret []byte) *Signer {
	block, err := aes.NewCipher(derive(secret, "token encryption")[:16])
	if err != nil {
		panic("BUG: " + err.Error())
	}
	return &Signer{mac: derive(secret, "token signature"), block: block}
}

func derive(secret []byte, purpose string) []byte {
	h := hmac.New(sha256.New, secret)
	h.Write([]byte("huike message " + purpose))
	return h.Sum(nil)
}

var kindCodes = []string{KindOpen, KindClick, KindUnsubscribe}

// Token writes a mark so that it fits into an address. The signature is also
// the start value of the encryption, as in SIV mode (RFC 5297), so that the same
// mark always has the same token.
func (s *Signer) Token(m Mark) string {
	plain := []byte{0}
	for i, k := range kindCodes {
		if k == m.Kind {
			plain[0] = byte(i)
		}
	}
	for _, v := range []int64{m.Message, int64(m.Customer), m.Campaign, int64(m.Link)} {
		plain = binary.AppendVarint(plain, v)
	}
	out := make([]byte, tagSize+len(plain))
	copy(out, s.tag(plain))
	cipher.NewCTR(s.block, out[:tagSize]).XORKeyStream(out[tagSize:], plain)
	return base64.RawURLEncoding.EncodeToString(out)
}

func (s *Signer) tag(plain []byte) []byte {
	h := hmac.New(sha256.New, s.mac)
	h.Write(plain)
	return h.Sum(nil)[:tagSize]
}

// Read returns the mark of a token, if it is of the kind. Anything else is an
// error of kind NotFound, which does not say why.
func (s *Signer) Read(token, kind string) (Mark, error) {
	raw, err := base64.RawURLEncoding.Strict().DecodeString(token)
	if err != nil || len(raw) <= tagSize || strings.ContainsAny(token, "\r\n") {
		return Mark{}, unknownToken()
	}
	plain := make([]byte, len(raw)-tagSize)
	cipher.NewCTR(s.block, raw[:tagSize]).XORKeyStream(plain, raw[tagSize:])
	if !hmac.Equal(raw[:tagSize], s.tag(plain)) {
		return Mark{}, unknownToken()
	}
	var values [4]int64
	rest := plain[1:]
	for i := range values {
		v, n := binary.Varint(rest)
		if n <= 0 {
			return Mark{}, unknownToken()
		}
		values[i], rest = v, rest[n:]
	}
	if int(plain[0]) >= len(kindCodes) || kindCodes[plain[0]] != kind {
		return Mark{}, unknownToken()
	}
	return Mark{values[0], huike.CustomerID(values[1]), values[2], kind, int(values[3])}, nil
}

func unknownToken() error {
	return huike.Errorf(huike.NotFound, "track.unknown", "This address is not one of ours, or it is damaged; please use the link in the message.")
}
