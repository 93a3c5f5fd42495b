package ingest

import "context"

// beside is work that goes on beside other work.
type beside struct {
	done   chan struct{}
	cancel context.CancelFunc
	err    error
}

// begin starts work of its own.
func begin(ctx context.Context, work func(context.Context) error) *beside {
	ctx, cancel := context.WithCancel(ctx)
	b := &beside{done: make(chan struct{}), cancel: cancel}
	go func() {
		defer close(b.done)
		b.err = work(ctx)
	}()
	return b
}

// wait returns what came of it, each time.
func (b *beside) wait() error {
	<-b.done
	return b.err
}

// end calls it off, and waits until it has stopped.
func (b *beside) end() {
	b.cancel()
	<-b.done
}
