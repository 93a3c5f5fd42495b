package api

import (
	"context"
	"fmt"
	"sync"
	"time"

	"huike/feature"
)

// patience is how long a request waits for a model that is being learned before
// it answers that the work goes on.
const patience = 4 * time.Second

// learning runs each piece of learning once, as a job that can be watched and
// cancelled, however many ask for it.
type learning struct {
	jobs    *Jobs // nil: the request itself does the work
	mu      sync.Mutex
	lessons map[string]*lesson
}

type lesson struct {
	job  *Job
	done chan struct{}
	err  error
}

func newLearning(jobs *Jobs) *learning { return &learning{jobs: jobs, lessons: map[string]*lesson{}} }

// learn does the work, or joins it. It returns the job's name if the work goes
// on, and nothing once it is done.
func (l *learning) learn(ctx context.Context, what string, s feature.Scope, do func(context.Context) error) (job string, err error) {
	if l.jobs == nil {
		return "", do(ctx)
	}
	one := l.lesson(ctx, what, s, do)
	select {
	case <-one.done:
		return "", one.err
	case <-time.After(patience):
		return one.job.ID(), nil
	case <-ctx.Done():
		return "", ctx.Err()
	}
}

func (l *learning) lesson(ctx context.Context, what string, s feature.Scope, do func(context.Context) error) *lesson {
	key := fmt.Sprintf("%s %d %s", what, s.Shop, s.AsOf)
	l.mu.Lock()
	defer l.mu.Unlock()
	if one, running := l.lessons[key]; running {
		return one
	}
	one := &lesson{done: make(chan struct{})}
	l.lessons[key] = one
	one.job = l.jobs.Start(ctx, Work{Kind: "refresh", Label: what, Unit: "steps", Do: func(ctx context.Context, _ *Job) error {
		defer func() {
			l.mu.Lock()
			delete(l.lessons, key)
			l.mu.Unlock()
			close(one.done)
		}()
		one.err = do(ctx)
		return one.err
	}})
	return one
}
