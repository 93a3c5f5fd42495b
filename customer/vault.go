package customer

import (
	"context"
	"crypto/aes"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"hash"
	"io/fs"
	"os"
	"sync"
	"time"

	"huike"
	"huike/store"
)

// keySize is the length of the key file in bytes.
const keySize = 32

// checkWord is sealed by the key and stored, so that a wrong key file is told
// at once and not by unreadable names.
const checkWord = "huike seals with this key"

// Vault seals personal values (AES-256-GCM) and makes the keyed hashes by which
// they are found again (HMAC-SHA256, the first 128 bits). Both keys derive from
// one key file. It may be used by many goroutines.
type Vault struct {
	aead   cipher.AEAD
	hashes sync.Pool
}

// OpenVault reads the key file of a database, or makes one (mode 0600) when the
// database has never sealed anything. A key that is not the database's own is
// an error of kind Denied, a missing one of kind NotFound.
func OpenVault(ctx context.Context, db store.DB, keyFile string) (*Vault, error) {
	check, sealed, err := store.One(ctx, db, queries.Get("seal_key"), nil, func(r *store.Rows) (s string, err error) {
		return s, r.Scan(&s)
	})
	if err != nil {
		return nil, err
	}
	key, since, err := readKey(keyFile, !sealed)
	if err != nil {
		return nil, err
	}
	v, err := NewVault(key)
	if err != nil {
		return nil, err
	}
	if !sealed {
		return v, db.Write(ctx, func(tx store.Tx) error {
			_, err := tx.Exec(ctx, queries.Get("seal_key_add"), store.Args{"check": v.Seal(checkWord), "created": since})
			return err
		})
	}
	if word, err := v.Open(check); err != nil || word != checkWord {
		return nil, huike.Errorf(huike.Denied, "customer.wrong_key",
			"the key file %s does not belong to this database; name the right one with --key-file, or restore it from the backup", keyFile)
	}
	return v, nil
}

// readKey returns the key and the time at which its file was written.
func readKey(path string, create bool) ([]byte, time.Time, error) {
	if create {
		if err := makeKey(path); err != nil {
			return nil, time.Time{}, err
		}
	}
	info, err := os.Stat(path)
	if err != nil {
		return nil, time.Time{}, huike.Because(err, huike.NotFound, "customer.no_key",
			"the key file %s is not there, and without it the personal data in this database cannot be read; restore it from the backup", path)
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, time.Time{}, huike.Because(err, huike.Denied, "customer.no_key", "the key file %s cannot be read; see that this user may read it", path)
	}
	key, err := hex.DecodeString(string(trimLine(text)))
	if err != nil || len(key) != keySize {
		return nil, time.Time{}, huike.Errorf(huike.Invalid, "customer.bad_key",
			"the key file %s is damaged: it should hold 64 hexadecimal digits; restore it from the backup", path)
	}
	return key, info.ModTime(), nil
}

func trimLine(b []byte) []byte {
	for len(b) > 0 && (b[len(b)-1] == '\n' || b[len(b)-1] == '\r') {
		b = b[:len(b)-1]
	}
	return b
}

// makeKey writes a fresh key unless the file is there already.
func makeKey(path string) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return nil
	}
	if err != nil {
		return huike.Because(err, huike.Denied, "customer.key_not_written", "the key file %s cannot be written; see that its folder is there and may be written", path)
	}
	_, err = f.WriteString(hex.EncodeToString(random(keySize)) + "\n")
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return huike.Because(err, huike.Unavailable, "customer.key_not_written", "the key file %s cannot be written; see that the disk has room", path)
	}
	return nil
}

func random(n int) []byte {
	b := make([]byte, n)
	_, _ = rand.Read(b) // never fails (crypto/rand)
	return b
}

// NewVault makes a vault of a key of 32 bytes. The keys for sealing and for
// hashing derive from it by HKDF (RFC 5869).
func NewVault(key []byte) (*Vault, error) {
	if len(key) != keySize {
		return nil, huike.Errorf(huike.Invalid, "customer.bad_key", "a key has %d bytes, not %d", keySize, len(key))
	}
	seal, err := hkdf.Key(sha256.New, key, nil, "huike seal", 32)
	if err != nil {
		return nil, huike.Because(err, huike.Internal, "customer.key", "the key for sealing cannot be derived")
	}
	look, err := hkdf.Key(sha256.New, key, nil, "huike look-up", 32)
	if err != nil {
		return nil, huike.Because(err, huike.Internal, "customer.key", "the key for looking up cannot be derived")
	}
	block, err := aes.NewCipher(seal)
	if err != nil {
		return nil, huike.Because(err, huike.Internal, "customer.key", "the cipher cannot be set up")
	}
	aead, err := cipher.NewGCM(block)
	if err != nil {
		return nil, huike.Because(err, huike.Internal, "customer.key", "the cipher cannot be set up")
	}
	return &Vault{aead: aead, hashes: sync.Pool{New: func() any { return hmac.New(sha256.New, look) }}}, nil
}

// Seal returns a value encrypted and in base64. The same value seals to
// different texts.
func (v *Vault) Seal(plain string) string {
	nonce := make([]byte, v.aead.NonceSize(), v.aead.NonceSize()+len(plain)+v.aead.Overhead())
	_, _ = rand.Read(nonce) // never fails (crypto/rand)
	return base64.RawStdEncoding.EncodeToString(v.aead.Seal(nonce, nonce, []byte(plain), nil))
}

// Open returns what Seal was given. The error says nothing about the value.
func (v *Vault) Open(sealed string) (string, error) {
	b, err := base64.RawStdEncoding.DecodeString(sealed)
	if err == nil && len(b) > v.aead.NonceSize() {
		n := v.aead.NonceSize()
		if plain, err := v.aead.Open(nil, b[:n], b[n:], nil); err == nil {
			return string(plain), nil
		}
	}
	return "", huike.Errorf(huike.Internal, "customer.seal_broken", "a sealed value cannot be opened: it is damaged, or was sealed with another key")
}

// Hash returns the 32 hexadecimal digits by which an identity is found. E-mail
// addresses and phone numbers are normalised first; what cannot be normalised
// is hashed as it is.
func (v *Vault) Hash(kind, value string) string {
	if n, ok := Normalise(kind, value); ok {
		value = n
	}
	return v.HashNormal(kind, value)
}

// HashNormal is Hash for a value that Normalise returned.
func (v *Vault) HashNormal(kind, value string) string {
	h := v.hashes.Get().(hash.Hash)
	defer v.hashes.Put(h)
	h.Reset()
	h.Write([]byte(kind))
	h.Write([]byte{0})
	h.Write([]byte(value))
	var sum [sha256.Size]byte
	return hex.EncodeToString(h.Sum(sum[:0])[:16])
}
