package auth

import (
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"fmt"
	"strings"

	"golang.org/x/crypto/argon2"
)

// cost is what one check of a password takes: the second recommendation of
// OWASP's Password Storage Cheat Sheet (argon2id, 19 MiB, two passes, one lane).
type cost struct {
	memory uint32 // KiB
	passes uint32
	lanes  uint8
}

var current = cost{memory: 19 * 1024, passes: 2, lanes: 1}

const (
	saltLength = 16
	hashLength = 32
)

// hashPassword returns a PHC string: $argon2id$v=19$m=19456,t=2,p=1$salt$hash.
func hashPassword(password string) string {
	salt := make([]byte, saltLength)
	_, _ = rand.Read(salt) // it never fails
	return phc(current, salt, derive(password, salt, current, hashLength))
}

// checkPassword reports whether the password is the one of the PHC string. It
// takes the same time for every password.
func checkPassword(password, stored string) bool {
	c, salt, want, ok := readPHC(stored)
	if !ok {
		return false
	}
	got := derive(password, salt, c, uint32(len(want)))
	return subtle.ConstantTimeCompare(got, want) == 1
}

func derive(password string, salt []byte, c cost, length uint32) []byte {
	return argon2.IDKey([]byte(password), salt, c.passes, c.memory, c.lanes, length)
}

func phc(c cost, salt, hash []byte) string {
	b64 := base64.RawStdEncoding
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, c.memory, c.passes, c.lanes,
		b64.EncodeToString(salt), b64.EncodeToString(hash))
}

// readPHC takes a PHC string apart. Costs beyond what this program writes are
// refused: a forged row must not eat the machine's memory.
func readPHC(s string) (c cost, salt, hash []byte, ok bool) {
	parts := strings.Split(s, "$")
	if len(parts) != 6 || parts[1] != "argon2id" || parts[2] != fmt.Sprintf("v=%d", argon2.Version) {
		return c, nil, nil, false
	}
	if n, err := fmt.Sscanf(parts[3], "m=%d,t=%d,p=%d", &c.memory, &c.passes, &c.lanes); err != nil || n != 3 {
		return c, nil, nil, false
	}
	salt, errSalt := base64.RawStdEncoding.DecodeString(parts[4])
	hash, errHash := base64.RawStdEncoding.DecodeString(parts[5])
	sane := c.memory <= 1<<20 && c.passes >= 1 && c.passes <= 100 && c.lanes >= 1
	return c, salt, hash, errSalt == nil && errHash == nil && len(hash) >= 16 && sane
}
