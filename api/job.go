package api

import (
	"context"
	"fmt"
	"log/slog"
	"slices"
	"sync"
	"time"

	"github.com/google/uuid"

	"huike"
)

// jobShown is how long a finished job stays in the list.
const jobShown = 10 * time.Minute

// Jobs is the long work of this process: imports and refreshes.
type Jobs struct {
	base  context.Context
	end   context.CancelFunc
	clock func() time.Time
	log   *slog.Logger
	mu    sync.Mutex
	wg    sync.WaitGroup
	jobs  []*Job // oldest first
}

// Job is one piece of long work. Its methods may be called from any goroutine.
type Job struct {
	jobs     *Jobs
	cancel   context.CancelFunc
	entry    JobEntry
	finished time.Time
}

// Work is what a job does. It ends early when its context ends.
type Work struct {
	Kind  string // import, refresh
	Label string // what is worked on; no personal data
	Unit  string // what is counted
	Do    func(ctx context.Context, j *Job) error
}

// NewJobs returns an empty list. Jobs end when ctx ends.
func NewJobs(ctx context.Context, clock func() time.Time, log *slog.Logger) *Jobs {
	base, end := context.WithCancel(ctx)
	return &Jobs{base: base, end: end, clock: clock, log: log}
}

// Start begins a piece of work and returns at once. The work runs in the name
// of the caller of ctx, but does not end with the request.
func (js *Jobs) Start(ctx context.Context, w Work) *Job {
	run, cancel := context.WithCancel(context.WithValue(js.base, callerKey{}, callerOf(ctx)))
	j := &Job{jobs: js, cancel: cancel, entry: JobEntry{ID: uuid.NewString(), Kind: w.Kind, Label: w.Label,
		Unit: w.Unit, State: "running", StartedAt: js.clock().UTC()}}
	js.mu.Lock()
	js.jobs = append(js.forgetting(), j)
	js.mu.Unlock()
	js.wg.Go(func() {
		defer cancel()
		j.finish(run, guarded(run, j, w.Do))
	})
	return j
}

// guarded turns a panic of the work into an error.
func guarded(ctx context.Context, j *Job, do func(context.Context, *Job) error) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = huike.Because(fmt.Errorf("panic: %v", p), huike.Internal, "job.panic", "the work broke off")
		}
	}()
	return do(ctx, j)
}

func (j *Job) finish(ctx context.Context, err error) {
	js := j.jobs
	js.mu.Lock()
	defer js.mu.Unlock()
	j.finished = js.clock()
	switch {
	case err == nil:
		j.entry.State = "done"
	case ctx.Err() != nil:
		j.entry.State = "cancelled"
	default:
		j.entry.State, j.entry.Code, j.entry.Message = "failed", huike.CodeOf(err), huike.SentenceOf(err)
		js.log.Error("job failed", "kind", j.entry.Kind, "job", j.entry.ID, "error", err)
	}
}

// ID returns the job's name.
func (j *Job) ID() string { return j.entry.ID }

// Progress says how far the work is; total is 0 while unknown.
func (j *Job) Progress(done, total int64) {
	j.jobs.mu.Lock()
	defer j.jobs.mu.Unlock()
	j.entry.Done, j.entry.Total = done, total
}

// About says the number of the thing that is being made.
func (j *Job) About(subject int64) {
	j.jobs.mu.Lock()
	defer j.jobs.mu.Unlock()
	j.entry.Subject = &subject
}

// Cancel ends a running job; its work undoes or keeps what the room promises.
func (js *Jobs) Cancel(id string) error {
	js.mu.Lock()
	defer js.mu.Unlock()
	i := slices.IndexFunc(js.jobs, func(j *Job) bool { return j.entry.ID == id })
	if i < 0 {
		return huike.Errorf(huike.NotFound, "job.gone", "there is no such job, or it ended a while ago")
	}
	if js.jobs[i].entry.State != "running" {
		return huike.Errorf(huike.Conflict, "job.ended", "this job has ended already")
	}
	js.jobs[i].cancel()
	return nil
}

// Close ends all jobs and waits for them.
func (js *Jobs) Close() {
	js.end()
	js.wg.Wait()
}

// list returns running and lately finished jobs, newest first.
func (js *Jobs) list() List[JobEntry] {
	js.mu.Lock()
	defer js.mu.Unlock()
	js.jobs = js.forgetting()
	out := listOf(js.jobs, func(j *Job) JobEntry { return j.entry })
	slices.Reverse(out.Items)
	return out
}

// forgetting leaves out what ended a while ago.
func (js *Jobs) forgetting() []*Job {
	return slices.DeleteFunc(js.jobs, func(j *Job) bool {
		return j.entry.State != "running" && js.clock().Sub(j.finished) > jobShown
	})
}
