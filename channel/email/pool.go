package email

import (
	"context"
	"sync"
)

// pool keeps idle connections. The one used last is taken first, so that few
// mails keep few connections warm.
type pool struct {
	turns chan struct{} // holds one token for each mail under way

	mu     sync.Mutex
	idle   []*line
	closed bool
}

func newPool(size int) *pool { return &pool{turns: make(chan struct{}, size)} }

// take waits for a turn and returns an idle connection, or nil if the caller
// has to open one. A take without error must be followed by a give.
func (p *pool) take(ctx context.Context) (*line, error) {
	if ctx.Err() != nil {
		return nil, trouble{phase: waiting, cause: cancelled, err: ctx.Err()}
	}
	select {
	case p.turns <- struct{}{}:
	case <-ctx.Done():
		return nil, trouble{phase: waiting, cause: cancelled, err: ctx.Err()}
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.closed {
		<-p.turns
		return nil, trouble{phase: waiting, cause: closed}
	}
	if len(p.idle) == 0 {
		return nil, nil
	}
	l := p.idle[len(p.idle)-1]
	p.idle = p.idle[:len(p.idle)-1]
	return l, nil
}

// give ends a turn; l is kept for the next one unless it is nil.
func (p *pool) give(l *line) {
	if l != nil {
		p.mu.Lock()
		p.idle = append(p.idle, l)
		p.mu.Unlock()
	}
	<-p.turns
}

// close refuses new turns, waits for those under way and says goodbye on every
// idle connection.
func (p *pool) close() {
	p.mu.Lock()
	already := p.closed
	p.closed = true
	p.mu.Unlock()
	if already {
		return
	}
	for range cap(p.turns) {
		p.turns <- struct{}{}
	}
	for range cap(p.turns) {
		<-p.turns
	}
	var leaving sync.WaitGroup
	for _, l := range p.idle {
		leaving.Go(l.bye)
	}
	leaving.Wait()
	p.idle = nil
}
