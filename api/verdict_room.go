package api

import (
	"context"
	"time"

	"huike"
	"huike/campaign"
	"huike/message"
)

// Verdicts lists who got a reason: at planning, at hand-over, or first the ones
// and then the others.
func (r campaignRoom) Verdicts(ctx context.Context, in *VerdictsRequest) (List[Verdict], error) {
	c, err := r.Campaigns.Get(ctx, in.ID)
	if err != nil {
		return List[Verdict]{}, err
	}
	out := List[Verdict]{}
	for _, phase := range []string{message.PhasePlan, message.PhaseSend} {
		if in.Phase != "" && in.Phase != phase {
			continue
		}
		if err := r.addVerdicts(ctx, c, verdictPart{*in, phase}, &out); err != nil {
			return List[Verdict]{}, err
		}
	}
	return out, nil
}

// verdictPart is what a page asks of one phase.
type verdictPart struct {
	VerdictsRequest
	phase string
}

// addVerdicts adds what of a page falls into one phase, and the phase's number to the total.
func (r campaignRoom) addVerdicts(ctx context.Context, c campaign.Campaign, p verdictPart, out *List[Verdict]) error {
	counts, err := r.Campaigns.Messages.Verdicts(ctx, c.ID, p.phase)
	if err != nil {
		return err
	}
	reason := message.Reason(p.Reason)
	skip := max(0, p.Offset-int(out.Total))
	out.Total += counts[reason]
	most := p.Limit - len(out.Items)
	if most <= 0 || int64(skip) >= counts[reason] {
		return nil
	}
	ids, err := r.Campaigns.Verdicts(ctx, c.ID, campaign.VerdictPage{Phase: p.phase, Reason: reason, Limit: most, Offset: skip})
	if err != nil {
		return err
	}
	people, err := r.people(ctx, ids, masked)
	var decided *time.Time
	if p.phase == message.PhasePlan {
		decided = c.StartedAt // judged and drawn in one transaction
	}
	out.Items = append(out.Items, each(ids, func(id huike.CustomerID) Verdict {
		return Verdict{CustomerID: int64(id), Name: people[id].name, Contact: people[id].contact,
			Phase: p.phase, Passed: reason == message.ReasonOK, Reason: p.Reason, DecidedAt: decided}
	})...)
	return err
}
