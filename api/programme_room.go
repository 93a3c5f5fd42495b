package api

import (
	"context"

	"huike"
	"huike/campaign"
)

// OfProgrammes answers for the cultivation of new customers.
func OfProgrammes(r CampaignRooms) Programmes { return programmeRoom{campaignRoom{r, &pace{}}} }

type programmeRoom struct{ campaigns campaignRoom }

func (r programmeRoom) List(ctx context.Context, in *ProgrammesRequest) (List[Programme], error) {
	all, err := r.campaigns.Campaigns.Programmes(ctx, huike.ShopID(in.Shop))
	return listOf(all, programmeOf), err
}

func (r programmeRoom) Get(ctx context.Context, in *ByID) (Programme, error) {
	p, err := r.campaigns.Campaigns.Programme(ctx, in.ID)
	return programmeOf(p), err
}

func (r programmeRoom) Default(_ context.Context, in *DefaultProgrammeRequest) (ProgrammeBody, error) {
	p, err := campaign.DefaultProgramme(huike.ShopID(in.Shop), in.Lang)
	return programmeOf(p).ProgrammeBody, err
}

func (r programmeRoom) Create(ctx context.Context, in *ProgrammeCreate) (Programme, error) {
	return r.save(ctx, 0, in.Body)
}

func (r programmeRoom) Change(ctx context.Context, in *ProgrammeChange) (Programme, error) {
	return r.save(ctx, in.ID, in.Body)
}

func (r programmeRoom) save(ctx context.Context, id int64, b ProgrammeBody) (Programme, error) {
	p := campaign.Programme{ID: id, Shop: huike.ShopID(b.Shop), Name: b.Name, Steps: each(b.Steps, stepOf)}
	p, err := r.campaigns.Campaigns.SaveProgramme(ctx, p, by(ctx), r.campaigns.Clock())
	if err != nil {
		return Programme{}, err
	}
	return programmeOf(p), r.campaigns.Book.note(ctx, "programme.save", "programme", p.ID, "")
}

func (r programmeRoom) End(ctx context.Context, in *ByID) error {
	if err := r.campaigns.Campaigns.EndProgramme(ctx, in.ID, r.campaigns.Clock()); err != nil {
		return err
	}
	return r.campaigns.Book.note(ctx, "programme.end", "programme", in.ID, "")
}

func (r programmeRoom) Due(ctx context.Context, in *ProgrammeAsOf) (ProgrammeDue, error) {
	p, err := r.campaigns.Campaigns.Programme(ctx, in.ID)
	if err != nil {
		return ProgrammeDue{}, err
	}
	day, err := r.campaigns.day(ctx, int64(p.Shop), in.AsOf.Day)
	if err != nil {
		return ProgrammeDue{}, err
	}
	due, err := r.campaigns.Campaigns.Due(ctx, p, day, r.campaigns.Clock())
	return ProgrammeDue{AsOf: Day{day}, Steps: each(due, stepDueOf)}, err
}

func (r programmeRoom) Wave(ctx context.Context, in *WaveRequest) (Campaign, error) {
	asked := campaign.WaveAsked{Programme: in.ID, Step: in.Body.StepID}
	if in.Body.AsOf != nil {
		asked.AsOf = &in.Body.AsOf.Day
	}
	id, err := r.campaigns.Campaigns.StartWave(ctx, asked, by(ctx), r.campaigns.Clock())
	return r.campaigns.after(ctx, "programme.wave", id, err)
}

func (r programmeRoom) Results(ctx context.Context, in *ProgrammeAsOf) (List[WaveResult], error) {
	p, err := r.campaigns.Campaigns.Programme(ctx, in.ID)
	if err != nil {
		return List[WaveResult]{}, err
	}
	day := in.AsOf.Day
	if day.IsZero() {
		if day, err = r.campaigns.today(ctx, p.Shop); err != nil {
			return List[WaveResult]{}, err
		}
	}
	all, err := r.campaigns.Campaigns.WaveResults(ctx, p.ID, day)
	return listOf(all, waveResultOf), err
}

func programmeOf(p campaign.Programme) Programme {
	return Programme{ID: p.ID, CreatedAt: p.CreatedAt, CreatedBy: p.CreatedBy, ChangedAt: p.ChangedAt,
		ProgrammeBody: ProgrammeBody{Shop: int64(p.Shop), Name: p.Name, Steps: each(p.Steps, func(s campaign.Step) ProgrammeStep {
			return ProgrammeStep{ID: s.ID, No: s.No, Name: s.Name, FromDay: s.FromDay, ToDay: s.ToDay, Purpose: string(s.Purpose), Goal: string(s.Goal),
				Stimulus: s.Stimulus, Subject: s.Subject, Body: s.Body, SegmentID: s.Segment}
		})}}
}

func stepOf(s ProgrammeStep) campaign.Step {
	return campaign.Step{ID: s.ID, Name: s.Name, FromDay: s.FromDay, ToDay: s.ToDay, Purpose: huike.Purpose(s.Purpose), Goal: campaign.Goal(s.Goal),
		Stimulus: s.Stimulus, Subject: s.Subject, Body: s.Body}
}

func stepDueOf(d campaign.StepDue) StepDue {
	out := StepDue{StepID: d.ID, First: Day{d.First}, Last: Day{d.Last}, Within: d.Within, Due: d.Due}
	if d.Open != nil {
		out.Open = &OpenWave{CampaignID: d.Open.Campaign, Name: d.Open.Name, State: CampaignState(d.Open.State)}
	}
	return out
}

func waveResultOf(w campaign.WaveResult) WaveResult {
	return WaveResult{StepID: w.Step, CampaignID: w.Campaign, Name: w.Name, State: CampaignState(w.State), StartedAt: w.StartedAt,
		Control: w.Control, Treated: w.Treated, Days: w.Days, Natural: number(w.Natural), Stimulated: number(w.Stimulated),
		Difference: estimateOf(w.Difference),
		Verdict:    VerdictSentence{Code: w.Verdict.Code, Params: finite(w.Verdict.Params), Sentence: w.Verdict.Sentence}}
}
