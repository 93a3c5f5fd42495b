package api

import (
	"context"
	"math"
	"strconv"

	"huike"
	"huike/auth"
	"huike/campaign"
	"huike/customer"
	"huike/message"
	"huike/segment"
)

// CampaignRooms are the rooms behind the campaigns.
type CampaignRooms struct {
	Base
	Campaigns *campaign.Campaigns
}

// OfCampaigns answers for the campaigns.
func OfCampaigns(r CampaignRooms) Campaigns { return campaignRoom{r, &pace{}} }

type campaignRoom struct {
	CampaignRooms
	pace *pace
}

// by names the caller to the campaign room.
func by(ctx context.Context) campaign.Actor {
	c := callerOf(ctx)
	if c.user.Login != "" {
		return campaign.Actor{Login: c.user.Login, Role: c.role}
	}
	return campaign.Actor{Login: c.actor, Role: c.role}
}

func (r campaignRoom) List(ctx context.Context, in *CampaignsRequest) (List[Campaign], error) {
	all, total, err := r.Campaigns.List(ctx, campaign.Filter{Shop: huike.ShopID(in.Shop), State: campaign.State(in.State), Limit: in.Limit, Offset: in.Offset})
	if err != nil {
		return List[Campaign]{}, err
	}
	out := List[Campaign]{Total: total}
	for _, c := range all {
		n, err := r.Campaigns.Counts(ctx, c.ID)
		if err != nil {
			return List[Campaign]{}, err
		}
		out.Items = append(out.Items, campaignOf(c, n))
	}
	return out, nil
}

func (r campaignRoom) Get(ctx context.Context, in *ByID) (Campaign, error) { return r.show(ctx, in.ID) }

func (r campaignRoom) show(ctx context.Context, id int64) (Campaign, error) {
	c, err := r.Campaigns.Get(ctx, id)
	if err != nil {
		return Campaign{}, err
	}
	n, err := r.Campaigns.Counts(ctx, id)
	return campaignOf(c, n), err
}

func (r campaignRoom) Create(ctx context.Context, in *CampaignCreate) (Campaign, error) {
	d, err := r.draft(ctx, in.Body)
	if err != nil {
		return Campaign{}, err
	}
	id, err := r.Campaigns.Create(ctx, d, by(ctx), r.Clock())
	if err != nil {
		return Campaign{}, err
	}
	return r.show(ctx, id)
}

func (r campaignRoom) Change(ctx context.Context, in *CampaignChange) (Campaign, error) {
	d, err := r.draft(ctx, in.Body)
	if err != nil {
		return Campaign{}, err
	}
	return r.after(ctx, "", in.ID, r.Campaigns.Update(ctx, in.ID, d))
}

// after notes a step of the work flow and shows the campaign as it is then.
func (r campaignRoom) after(ctx context.Context, action string, id int64, err error) (Campaign, error) {
	if err != nil {
		return Campaign{}, err
	}
	if action != "" {
		if err := r.Book.note(ctx, action, "campaign", id, ""); err != nil {
			return Campaign{}, err
		}
	}
	return r.show(ctx, id)
}

func (r campaignRoom) Delete(ctx context.Context, in *ByID) error {
	if err := r.Campaigns.Delete(ctx, in.ID); err != nil {
		return err
	}
	return r.Book.note(ctx, "campaign.delete", "campaign", in.ID, "")
}

func (r campaignRoom) Submit(ctx context.Context, in *ByID) (Campaign, error) {
	return r.after(ctx, "campaign.submit", in.ID, r.Campaigns.Submit(ctx, in.ID, by(ctx), r.Clock()))
}

func (r campaignRoom) Approve(ctx context.Context, in *ByID) (Campaign, error) {
	return r.after(ctx, string(auth.ApproveCampaign), in.ID, r.Campaigns.Approve(ctx, in.ID, by(ctx), r.Clock()))
}

func (r campaignRoom) Reject(ctx context.Context, in *RejectRequest) (Campaign, error) {
	return r.after(ctx, "campaign.reject", in.ID, r.Campaigns.Reject(ctx, in.ID, in.Body.Note, by(ctx)))
}

func (r campaignRoom) Start(ctx context.Context, in *ByID) (Campaign, error) {
	_, err := r.Campaigns.Start(ctx, in.ID, r.Clock())
	return r.after(ctx, "campaign.start", in.ID, err)
}

func (r campaignRoom) Pause(ctx context.Context, in *ByID) (Campaign, error) {
	return r.after(ctx, "campaign.pause", in.ID, r.Campaigns.Pause(ctx, in.ID, ""))
}

func (r campaignRoom) Resume(ctx context.Context, in *ByID) (Campaign, error) {
	return r.after(ctx, "campaign.resume", in.ID, r.Campaigns.Resume(ctx, in.ID))
}

func (r campaignRoom) Cancel(ctx context.Context, in *ByID) (Campaign, error) {
	return r.after(ctx, "campaign.cancel", in.ID, r.Campaigns.Cancel(ctx, in.ID, r.Clock()))
}

// Copy gives the copy the first free name of the form "Spring (2)".
func (r campaignRoom) Copy(ctx context.Context, in *ByID) (Campaign, error) {
	c, err := r.Campaigns.Get(ctx, in.ID)
	if err != nil {
		return Campaign{}, err
	}
	for n := 2; ; n++ {
		id, err := r.Campaigns.Copy(ctx, in.ID, c.Name+" ("+strconv.Itoa(n)+")", by(ctx), r.Clock())
		if huike.KindOf(err) == huike.Conflict && n < 100 {
			continue
		}
		return r.after(ctx, "", id, err)
	}
}

func (r campaignRoom) Acknowledge(ctx context.Context, in *ByID) error {
	if err := r.Campaigns.Acknowledge(ctx, in.ID, r.Clock()); err != nil {
		return err
	}
	return r.Book.note(ctx, "campaign.acknowledge", "campaign", in.ID, "")
}

// Preview shows the mail with a masked name. Asked without a customer, it
// chooses somebody else of the audience each time.
func (r campaignRoom) Preview(ctx context.Context, in *PreviewRequest) (MailPreview, error) {
	ask := campaign.PreviewRequest{Arm: in.Body.Arm, Seed: uint64(r.Clock().UnixNano()), Mask: maskName}
	if in.Body.CustomerID != nil {
		ask.Customer = customerID(*in.Body.CustomerID)
	}
	p, err := r.Campaigns.Preview(ctx, in.ID, ask, r.Clock())
	if err != nil {
		return MailPreview{}, err
	}
	out := MailPreview{Subject: p.Subject, HTML: p.HTML, Text: p.Text, Missing: p.Missing, Lint: each(p.Lint, lintOf), Sample: p.Customer == 0}
	if p.Customer == 0 {
		return out, nil
	}
	c, err := r.Campaigns.Get(ctx, in.ID)
	if err != nil {
		return MailPreview{}, err
	}
	out.Customer, err = r.recipient(ctx, c, p.Customer)
	return out, err
}

func maskName(name string) string { return customer.Mask("name", name) }

// recipient is the row of one customer as of the day of a campaign's audience;
// nil: she had not bought by then.
func (r campaignRoom) recipient(ctx context.Context, c campaign.Campaign, id huike.CustomerID) (*CustomerRow, error) {
	scope := Scope{Shop: int64(c.Shop)}
	if c.AsOf != nil {
		scope.AsOf = Day{*c.AsOf}
	}
	snap, err := r.snapshot(ctx, scope)
	if err != nil {
		return nil, err
	}
	rows, err := r.sample(ctx, snap, []huike.CustomerID{id})
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	return &rows[0], nil
}

func (r campaignRoom) Lint(ctx context.Context, in *LintRequest) (LintReport, error) {
	c, err := r.Campaigns.Get(ctx, in.ID)
	if err != nil {
		return LintReport{}, err
	}
	return LintReport{Lint: each(r.Campaigns.Lint(c, in.Body.Subject, in.Body.Body), lintOf)}, nil
}

func lintOf(f message.Finding) Lint {
	return Lint{Code: f.Code, Level: Level(f.Level), Params: finite(f.Params)}
}

// Test sends the mail with a masked name, as the preview shows it: it may go to
// anybody.
func (r campaignRoom) Test(ctx context.Context, in *TestRequest) (TestOutcome, error) {
	id, err := r.Campaigns.TestSend(ctx, in.ID, campaign.TestRequest{Arm: in.Body.Arm, To: in.Body.To, Mask: maskName}, r.Clock())
	out, err := outcome(err, "The test mail was handed to the mail server.")
	return TestOutcome{out, int64(id)}, err
}

// LiftBounces lets those be written to again who are barred by a bounce of the campaign.
func (r campaignRoom) LiftBounces(ctx context.Context, in *ByID) (Lifted, error) {
	n, err := r.Campaigns.LiftBounces(ctx, in.ID, r.Clock())
	if err != nil {
		return Lifted{}, err
	}
	return Lifted{n}, r.Book.note(ctx, "campaign.lift_bounces", "campaign", in.ID, strconv.FormatInt(n, 10))
}

func (r campaignRoom) Progress(ctx context.Context, in *ByID) (Progress, error) {
	c, err := r.show(ctx, in.ID)
	if err != nil {
		return Progress{}, err
	}
	out := Progress{Counts: c.Counts, State: c.State, Note: c.Note, Rate: r.pace.rate(in.ID, c.Counts.Sent, r.Clock())}
	if out.Rate > 0 {
		left := int64(math.Ceil(float64(c.Counts.Queued) / out.Rate))
		out.ETASeconds = &left
	}
	return out, nil
}

// UsesOf returns which campaigns use which segments, as audience or as exclusion.
func UsesOf(c *campaign.Campaigns) func(context.Context) (map[int64][]Use, error) {
	return func(ctx context.Context) (map[int64][]Use, error) {
		all, _, err := c.List(ctx, campaign.Filter{Limit: math.MaxInt32})
		uses := map[int64][]Use{}
		for _, x := range all {
			use := Use{CampaignID: x.ID, Name: x.Name}
			if x.Segment != 0 {
				sending := use
				sending.sent = pastOf(x)
				uses[x.Segment] = append(uses[x.Segment], sending)
			}
			for _, s := range x.Exclusions.Segments {
				uses[s] = append(uses[s], use)
			}
		}
		return uses, err
	}
}

// pastOf returns what is known of a campaign that began to send.
func pastOf(x campaign.Campaign) *segment.Past {
	if x.StartedAt == nil {
		return nil
	}
	before := huike.DayOf(*x.StartedAt)
	if x.AsOf != nil {
		before = *x.AsOf
	}
	return &segment.Past{Campaign: x.ID, Shop: x.Shop, Before: before}
}
