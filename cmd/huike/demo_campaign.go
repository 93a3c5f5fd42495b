package main

import (
	"context"
	"math/rand/v2"
	"regexp"
	"time"

	"huike"
	"huike/auth"
	"huike/campaign"
	"huike/feature"
	"huike/message"
	"huike/segment"
)

var (
	demoOperator = campaign.Actor{Login: "operator", Role: auth.Operator}
	demoApprover = campaign.Actor{Login: "approver", Role: auth.Approver}
)

// demoSegments are the segments of the demo, the first of which is written to.
var demoSegments = []struct{ name, rule string }{
	{"沉默、睡眠与流失客户", `{"all":[{"field":"stage","op":"in","value":["silent","sleeping","lost"]}]}`},
	{"活跃回头客", `{"all":[{"field":"ladder","op":"in","value":["regular","fans"]}]}`},
	{"流失的高价值客户", `{"all":[{"field":"stage","op":"eq","value":"lost"},{"field":"net","op":"ge","value":300},{"field":"occasions","op":"ge","value":2}]}`},
	{"近一年买过咖啡的客户", `{"all":[{"bought":{"categories":["咖啡"],"days":365}}]}`},
}

// choose saves the segments and draws them as of the campaign's day.
func (s *story) choose(ctx context.Context) error {
	snapshot, err := s.features.Ensure(ctx, feature.Scope{Shop: 1, AsOf: s.campaign.Add(-1)}, s.clock())
	if err != nil {
		return err
	}
	for _, d := range demoSegments {
		rule, err := segment.Parse([]byte(d.rule))
		if err != nil {
			return err
		}
		saved, err := s.segments.Save(ctx, segment.Draft{Shop: 1, Name: d.name, Rule: rule, Actor: "demo"}, s.clock())
		if err != nil {
			return err
		}
		if _, err := s.segments.Refresh(ctx, saved.ID, snapshot.ID, s.clock()); err != nil {
			return err
		}
	}
	return nil
}

// run leads the told campaign through its whole life as of its day.
func (s *story) run(ctx context.Context) error {
	sender, err := s.senders.Save(ctx, message.Sender{
		Name: "演示邮件服务器", Host: "127.0.0.1", Port: s.catcher.Port(), TLS: "none", FromAddress: "hello@shop.example", FromName: "暖阳生活馆",
		CostMinor: 500, // 0.05 yuan
	}, s.clock())
	if err != nil {
		return err
	}
	start := at(s.campaign, 10)
	id, err := s.campaigns.Create(ctx, s.draft("老客唤回 · 五元券", 1, sender.ID, start), demoOperator, start)
	if err != nil {
		return err
	}
	if err := s.campaigns.Submit(ctx, id, demoOperator, start); err != nil {
		return err
	}
	if err := s.campaigns.Approve(ctx, id, demoApprover, start.Add(20*time.Minute)); err != nil {
		return err
	}
	plan, err := s.campaigns.Start(ctx, id, start.Add(30*time.Minute))
	if err != nil {
		return err
	}
	s.say("    %d eligible of %d in the segment", plan.Eligible, plan.Audience)
	began := s.clock()
	story := func() time.Time { return start.Add(30 * time.Minute).Add(s.clock().Sub(began)) }
	for {
		if err := s.campaigns.Advance(ctx, story); err != nil {
			return err
		}
		x, err := s.campaigns.Get(ctx, id)
		if err != nil {
			return err
		}
		if x.State != campaign.Sending {
			n, err := s.campaigns.Counts(ctx, id)
			s.say("    %d sent, %d held out as the control group", n.Sent, n.Control)
			return errorOr(err, s.react())
		}
	}
}

func errorOr(first, second error) error {
	if first != nil {
		return first
	}
	return second
}

func (s *story) draft(name string, segmentID, sender int64, start time.Time) campaign.Draft {
	day := s.campaign.Add(-1)
	if start.IsZero() {
		day = s.shop.End
	}
	return campaign.Draft{
		Shop: 1, Name: name, Goal: campaign.GoalRetention, Purpose: huike.PurposeMarketing, Segment: segmentID, AsOf: &day,
		Exclusions: campaign.Exclusions{ContactedHours: 72, RecentBuyersGuard: true}, Channel: huike.ChannelEmail, Sender: sender, ControlShare: 0.2,
		Windows: []int{2, 10, 30}, PrimaryWindow: 30, CouponMinor: 500, Arms: []campaign.Arm{{No: 1, Name: "五元券", Weight: 1,
			Subject: `{{ customer.name | default: "您好" }}，好久不见，给您留了一张 5 元券`,
			Body: `<p>{{ customer.name | default: "您好" }}：</p><p>您上次光临是 {{ last_day | default: "不久前" }}，这段时间店里上了不少新品。` +
				`回来看看吧，5 元券已经放进您的账户，三十天内有效。</p><p><a href="https://shop.example/coupon">去用券</a></p>` +
				`<p style="color:#64748B;font-size:12px">不想再收到这样的邮件？<a href="{{ unsubscribe_url }}">退订</a></p>`}},
	}
}

var (
	openLink  = regexp.MustCompile(`/t/o/([^"'\s]+?)\.gif`)
	clickLink = regexp.MustCompile(`/t/c/([^"'\s]+)`)
	leaveLink = regexp.MustCompile(`/u/([^"'\s]+)`)
)

// react lets some readers open, click and leave, at hours of the next two days.
func (s *story) react() error {
	r := rand.New(rand.NewPCG(s.shop.Seed, 99))
	for _, m := range s.mails() {
		full, err := s.catcher.Get(m.ID)
		if err != nil {
			return err
		}
		moment := at(s.campaign, 11).Add(time.Duration(r.IntN(48*60)) * time.Minute)
		u := r.Float64()
		if u > 0.31 {
			continue
		}
		if token := first(openLink, full.HTML); token != "" {
			if err := s.tracker.Open(token, moment); err != nil {
				return err
			}
		}
		if token := first(clickLink, full.HTML); u < 0.07 && token != "" {
			if _, err := s.tracker.Click(context.Background(), token, moment.Add(time.Minute)); err != nil {
				return err
			}
		}
		if token := first(leaveLink, full.HTML); u > 0.307 && token != "" {
			leave := message.Leave{Token: token, Channel: huike.ChannelEmail, Source: "unsubscribe page", At: moment.Add(2 * time.Minute)}
			if err := s.tracker.Unsubscribe(context.Background(), leave); err != nil {
				return err
			}
		}
	}
	return nil
}

func first(pattern *regexp.Regexp, text string) string {
	if m := pattern.FindStringSubmatch(text); m != nil {
		return m[1]
	}
	return ""
}

// next prepares what a newcomer may try: a campaign that waits for approval and
// a draft, and the segments as of the last day.
func (s *story) next(ctx context.Context) error {
	waiting, err := s.campaigns.Create(ctx, s.draft("流失高价值客户 · 老友券", 3, 1, time.Time{}), demoOperator, s.clock())
	if err != nil {
		return err
	}
	if err := s.campaigns.Submit(ctx, waiting, demoOperator, s.clock()); err != nil {
		return err
	}
	if _, err := s.campaigns.Create(ctx, s.draft("活跃回头客 · 新品通知", 2, 1, time.Time{}), demoOperator, s.clock()); err != nil {
		return err
	}
	snapshot, err := s.features.Ensure(ctx, feature.Scope{Shop: 1, AsOf: s.shop.End}, s.clock())
	if err != nil {
		return err
	}
	for id := range demoSegments {
		if _, err := s.segments.Refresh(ctx, int64(id+1), snapshot.ID, s.clock()); err != nil {
			return err
		}
	}
	if _, err := s.features.Ensure(ctx, feature.Scope{AsOf: s.shop.End}, s.clock()); err != nil {
		return err
	}
	_, err = s.features.Ensure(ctx, feature.Scope{AsOf: s.shop.End.Add(-7)}, s.clock())
	return err
}
