package auth

import (
	"crypto/sha256"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// How often somebody may try: five times at once per login and address, then
// twice a minute; thirty times at once per address, then once in two seconds.
const (
	pairBurst    = 5
	pairEvery    = 30 * time.Second
	addressBurst = 30
	addressEvery = 2 * time.Second
	mostTracked  = 10_000
)

// brake slows down who guesses passwords. It remembers hashes, no logins.
type brake struct {
	mu     sync.Mutex
	limits map[[32]byte]*rate.Limiter
}

func newBrake() *brake { return &brake{limits: map[[32]byte]*rate.Limiter{}} }

// allow takes one try and reports whether there was one left.
func (b *brake) allow(login, address string, at time.Time) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.prune(at)
	one := b.limit(pairKey(login, address), pairEvery, pairBurst)
	all := b.limit(pairKey("", address), addressEvery, addressBurst)
	return one.AllowN(at, 1) && all.AllowN(at, 1)
}

// release forgets the failures of a login that got in.
func (b *brake) release(login, address string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	delete(b.limits, pairKey(login, address))
}

func (b *brake) limit(key [32]byte, every time.Duration, burst int) *rate.Limiter {
	l, ok := b.limits[key]
	if !ok {
		l = rate.NewLimiter(rate.Every(every), burst)
		b.limits[key] = l
	}
	return l
}

// prune forgets who has all tries again, once there are many.
func (b *brake) prune(at time.Time) {
	if len(b.limits) < mostTracked {
		return
	}
	for key, l := range b.limits {
		if l.TokensAt(at) >= float64(l.Burst()) {
			delete(b.limits, key)
		}
	}
}

func pairKey(login, address string) [32]byte {
	return sha256.Sum256([]byte(login + "\x00" + address))
}
