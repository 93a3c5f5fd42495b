package campaign

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"

	"huike"
	"huike/store"
)

// The bounds of what a person may decide.
const (
	maxName    = 200
	maxArms    = 9
	maxWindow  = 365
	maxRate    = 10_000
	maxDays    = 3650
	maxControl = 0.5 // methods 4.2
	maxCode    = 100
)

// checked fills in defaults and refuses what can never be right. What a draft
// still lacks is no error: Plan lists it, and Submit asks for it.
func (c *Campaigns) checked(ctx context.Context, d Draft) (Draft, error) {
	d = d.withDefaults()
	if err := d.check(); err != nil {
		return d, err
	}
	shop, err := c.Orders.Shop(ctx, d.Shop)
	if err == nil && d.Margin == 0 {
		d.Margin = shop.Margin // of today: a later change of the shop's rewrites no campaign
	}
	return d, err
}

func (d Draft) withDefaults() Draft {
	d.Name, d.CouponCode = strings.TrimSpace(d.Name), strings.TrimSpace(d.CouponCode)
	if d.Purpose == "" {
		d.Purpose = huike.PurposeMarketing
	}
	if d.Channel == "" {
		d.Channel = huike.ChannelEmail
	}
	if len(d.Windows) == 0 {
		d.Windows = []int{2, 10, 30}
	}
	if d.PrimaryWindow == 0 {
		d.PrimaryWindow = slices.Max(d.Windows)
	}
	d.Windows = slices.Clone(d.Windows)
	slices.Sort(d.Windows)
	d.Windows = slices.Compact(d.Windows)
	d.Arms = slices.Clone(d.Arms)
	for i := range d.Arms {
		d.Arms[i].No = i + 1
		if d.Arms[i].Name == "" {
			d.Arms[i].Name = string(rune('A' + i))
		}
		if d.Arms[i].Weight == 0 {
			d.Arms[i].Weight = 1
		}
	}
	return d
}

func invalid(code, format string, args ...any) error {
	return huike.Errorf(huike.Invalid, "campaign."+code, format, args...)
}

func (d Draft) check() error {
	switch {
	case d.Name == "" || len(d.Name) > maxName:
		return invalid("name", "a campaign needs a name of at most %d bytes", maxName)
	case !slices.Contains([]Goal{GoalConversion, GoalRepeat, GoalRetention}, d.Goal):
		return invalid("goal", "every campaign declares one goal: conversion, repeat or retention")
	case d.Purpose != huike.PurposeMarketing && d.Purpose != huike.PurposeCare:
		return invalid("purpose", "the purpose of a campaign is marketing or care; notices of shipping and payment are no campaigns")
	case d.Channel != huike.ChannelEmail:
		return invalid("channel", "the channel %q is not known; the channel is email", d.Channel)
	case d.ControlShare < 0 || d.ControlShare > maxControl:
		return invalid("control_share", "the control group is at most half of the audience: write a share from 0 to 0.5, for example 0.1")
	case d.Margin < 0 || d.Margin > 1:
		return invalid("margin", "the margin %g is not between 0 and 1", d.Margin)
	case d.CouponMinor < 0 || d.RatePerSecond < 0 || d.RatePerSecond > maxRate:
		return invalid("range", "the cost of a coupon is 0 or more, and the rate 0 to %d messages a second", maxRate)
	case len(d.CouponCode) > maxCode || strings.ContainsFunc(d.CouponCode, unicode.IsControl):
		return invalid("coupon_code", "the code of the coupon is one line of at most %d bytes", maxCode)
	case d.Exclusions.BoughtDays < 0 || d.Exclusions.BoughtDays > maxDays || d.Exclusions.ContactedHours < 0 || d.Exclusions.ContactedHours > 24*maxDays:
		return invalid("range", "the exclusions count from 0 to %d days", maxDays)
	}
	if err := d.checkWindows(); err != nil {
		return err
	}
	return d.checkArms()
}

func (d Draft) checkWindows() error {
	for _, w := range append(slices.Clone(d.Windows), d.PrimaryWindow) {
		if w < 1 || w > maxWindow {
			return invalid("window", "a window of %d days is not between 1 and %d", w, maxWindow)
		}
	}
	if !slices.Contains(d.Windows, d.PrimaryWindow) {
		return invalid("primary_window", "the deciding window of %d days is not among the windows %v", d.PrimaryWindow, d.Windows)
	}
	return nil
}

func (d Draft) checkArms() error {
	if len(d.Arms) > maxArms {
		return invalid("arms", "a campaign has at most %d contents", maxArms)
	}
	for _, a := range d.Arms {
		if a.Weight < 1 || a.Weight > 1000 {
			return invalid("weight", "the weight of the content %q is not between 1 and 1000", a.Name)
		}
	}
	return nil
}

func nameFree(ctx context.Context, tx store.Tx, d Draft, own int64) error {
	taken, found, err := named(ctx, tx, d.Shop, d.Name)
	if err == nil && found && taken != own {
		return huike.Errorf(huike.Conflict, "campaign.name_taken", "the shop has a campaign called %q already; choose another name", d.Name)
	}
	return err
}

func named(ctx context.Context, r store.Reader, shop huike.ShopID, name string) (id int64, found bool, err error) {
	return store.One(ctx, r, queries.Get("campaign_named"), store.Args{"shop": shop, "name": name}, func(r *store.Rows) (id int64, err error) {
		return id, r.Scan(&id)
	})
}

// freeName returns "name (2)", or the first higher number that is free.
func (c *Campaigns) freeName(ctx context.Context, old Campaign) (string, error) {
	for n := 2; ; n++ {
		name := fmt.Sprintf("%s (%d)", old.Name, n)
		if _, taken, err := named(ctx, c.db, old.Shop, name); err != nil || !taken {
			return name, err
		}
	}
}

// salt is fixed before anybody is drawn, and another for every campaign.
func salt(id int64, at time.Time) string { return fmt.Sprintf("campaign-%d-%d", id, at.UnixMicro()) }
