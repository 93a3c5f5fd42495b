package api

import (
	"context"
	"sync"

	"huike/feature"
)

// Memo remembers the answers that cost a second or more on a large shop, until
// the facts or the definitions behind them change. Several callers of the same
// question wait for one answer.
type Memo struct {
	mu      sync.Mutex
	answers map[memoKey]*memoAnswer
	recent  []memoKey // oldest first
}

// memoKey is everything that an answer depends on.
type memoKey struct {
	question   string
	scope      feature.Scope
	days       int
	facts      int64 // version of the orders
	definition int   // version of the life-cycle definition
}

type memoAnswer struct {
	once  sync.Once
	value any
	err   error
}

// mostAnswers is how many answers are kept; each is a screenful.
const mostAnswers = 200

// NewMemo returns an empty memory.
func NewMemo() *Memo { return &Memo{answers: map[memoKey]*memoAnswer{}} }

func (m *Memo) slot(k memoKey) *memoAnswer {
	m.mu.Lock()
	defer m.mu.Unlock()
	if a, ok := m.answers[k]; ok {
		return a
	}
	if len(m.recent) == mostAnswers {
		delete(m.answers, m.recent[0])
		m.recent = m.recent[1:]
	}
	a := &memoAnswer{}
	m.answers[k], m.recent = a, append(m.recent, k)
	return a
}

func (m *Memo) forget(k memoKey) {
	m.mu.Lock()
	defer m.mu.Unlock()
	delete(m.answers, k)
}

// remembered returns the answer to a question about a scope, asked once for
// each version of the facts and definitions. Who asks first may leave: the
// answer is worked out for all who wait. Errors are not kept.
func remembered[T any](ctx context.Context, b Base, k memoKey, ask func(context.Context) (T, error)) (T, error) {
	var none T
	facts, err := b.Orders.Version(ctx)
	if err != nil {
		return none, err
	}
	definition, err := b.Features.Definition(ctx)
	if err != nil {
		return none, err
	}
	if b.Memo == nil {
		return ask(ctx)
	}
	k.facts, k.definition = facts, definition.Version
	a := b.Memo.slot(k)
	a.once.Do(func() { a.value, a.err = ask(context.WithoutCancel(ctx)) })
	if a.err != nil {
		b.Memo.forget(k)
		return none, a.err
	}
	return a.value.(T), nil
}
