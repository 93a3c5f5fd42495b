package ingest

import (
	"crypto/sha256"
	"encoding/hex"
	"hash"
)

// hasher works a SHA-256 out beside the reading of what it is of.
type hasher struct {
	hash     hash.Hash
	todo     chan []byte
	free     chan []byte
	finished chan struct{}
}

func newHasher() *hasher {
	const most = 4
	h := &hasher{hash: sha256.New(), todo: make(chan []byte, most), free: make(chan []byte, most+2), finished: make(chan struct{})}
	for range most + 2 {
		h.free <- nil
	}
	go func() {
		defer close(h.finished)
		for p := range h.todo {
			h.hash.Write(p)
			h.free <- p
		}
	}()
	return h
}

// Write takes a copy and never fails.
func (h *hasher) Write(p []byte) (int, error) {
	h.todo <- append((<-h.free)[:0], p...)
	return len(p), nil
}

// sum ends the writing and returns the hash in hexadecimal digits.
func (h *hasher) sum() string {
	close(h.todo)
	<-h.finished
	return hex.EncodeToString(h.hash.Sum(nil))
}
