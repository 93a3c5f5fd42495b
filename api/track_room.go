package api

import (
	"context"
	"time"

	"huike"
	"huike/message"
)

type trackRoom struct {
	tracker *message.Tracker
	clock   func() time.Time
}

// OfTracking answers the links inside mails out of the message room.
func OfTracking(t *message.Tracker, clock func() time.Time) Tracking { return trackRoom{t, clock} }

func (r trackRoom) Open(_ context.Context, token string) error {
	return r.tracker.Open(token, r.clock())
}

func (r trackRoom) Click(ctx context.Context, token string) (string, error) {
	return r.tracker.Click(ctx, token, r.clock())
}

func (r trackRoom) Opens(_ context.Context, token string) error { return r.tracker.Opens(token) }

func (r trackRoom) Target(ctx context.Context, token string) (string, error) {
	return r.tracker.Target(ctx, token)
}

func (r trackRoom) Known(_ context.Context, token string) error { return r.tracker.Known(token) }

func (r trackRoom) Unsubscribe(ctx context.Context, token, source string) error {
	return r.tracker.Unsubscribe(ctx, message.Leave{Token: token, Channel: huike.ChannelEmail, Source: source, At: r.clock()})
}
