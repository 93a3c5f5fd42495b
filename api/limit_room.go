package api

import (
	"context"
	"fmt"
	"strings"

	"huike"
	"huike/message"
)

type limitRoom struct {
	Base
	messages *message.Messages
}

// OfLimits answers for the contact ceilings out of the message room.
func OfLimits(b Base, m *message.Messages) Limits { return limitRoom{b, m} }

func (r limitRoom) List(ctx context.Context, _ *None) (List[Limit], error) {
	all, err := r.messages.Limits(ctx)
	return listOf(all, func(l message.Limit) Limit {
		return Limit{Stage: Stage(l.Stage), Care: l.Care, Marketing: l.Marketing}
	}), err
}

func (r limitRoom) Change(ctx context.Context, in *LimitsChange) (List[Limit], error) {
	limits := each(in.Body.Items, func(l Limit) message.Limit {
		return message.Limit{Stage: huike.Stage(l.Stage), Care: l.Care, Marketing: l.Marketing}
	})
	if err := r.messages.SetLimits(ctx, limits); err != nil {
		return List[Limit]{}, err
	}
	said := each(limits, func(l message.Limit) string { return fmt.Sprintf("%s %d/%d", l.Stage, l.Care, l.Marketing) })
	if err := r.Book.note(ctx, "limit.change", "limits", 0, strings.Join(said, ", ")); err != nil {
		return List[Limit]{}, err
	}
	return r.List(ctx, &None{})
}
