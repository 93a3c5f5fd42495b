package api

import (
	"sync"
	"time"
)

// paceSpan is the least time between the two looks from which a rate is told.
const paceSpan = 2 * time.Second

// pace tells how fast campaigns are sent, from one look at their counters to the next.
type pace struct {
	mu    sync.Mutex
	looks map[int64]look
}

// look is what was seen of a campaign, and the rate that was told then.
type look struct {
	sent int64
	at   time.Time
	rate float64
}

// rate returns the messages a second since an earlier look; 0 at the first.
func (p *pace) rate(campaign, sent int64, at time.Time) float64 {
	p.mu.Lock()
	defer p.mu.Unlock()
	before, seen := p.looks[campaign]
	span := at.Sub(before.at)
	if seen && span < paceSpan {
		return before.rate
	}
	now := look{sent: sent, at: at}
	if seen && sent > before.sent {
		now.rate = float64(sent-before.sent) / span.Seconds()
	}
	if p.looks == nil {
		p.looks = map[int64]look{}
	}
	p.looks[campaign] = now
	return now.rate
}
