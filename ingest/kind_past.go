package ingest

import (
	"maps"
	"slices"
)

// The kinds of facts about campaigns that ran before.
const (
	pastCampaigns = "past-campaigns"
	contacts      = "contacts"
	redemptions   = "redemptions"
)

var campaignNumber = field{Target{"campaign", "Campaign number", "text", true}, "",
	"campaign_id,campaign_no,campaignid,campaign_number,活动编号,活动id,营销活动编号,营销活动id,计划编号,计划id"}

// named are the targets that tell who somebody is by more than a browser.
var named = slices.DeleteFunc(slices.Clone(identities), func(t string) bool { return t == "visitor" })

// journey is a preset for a file of the public shop of completejourney. Its days
// are written year first.
func journey(what, label string, aliases map[string]string) preset {
	return preset{
		id: "completejourney-" + what, label: label, currency: "USD", zone: "America/New_York", dateOrder: "ymd", maker: "completejourney",
		needs: slices.Collect(maps.Values(aliases)), aliases: aliases,
	}
}

// pastCampaignKind is the list of the campaigns that the shop ran before.
func pastCampaignKind() kind {
	return kind{
		id: pastCampaigns, label: "Campaigns that ran before", steps: []string{"past_campaign"}, put: (*job).putPastCampaigns,
		presets: []preset{journey("campaigns", "completejourney: list of campaigns",
			map[string]string{"campaign_id": "campaign", "campaign_type": "type", "start_date": "start", "end_date": "end"})},
		columns: []field{
			campaignNumber,
			{Target{"name", "Name of the campaign", "text", false}, "", "campaign_name,title,活动名称,活动名,营销活动名称,计划名称"},
			{Target{"type", "Type of the campaign", "text", false}, "", "campaign_type,活动类型,营销类型,计划类型"},
			{Target{"start", "First day", "day", true}, "", "start_date,start_day,start_time,开始日期,开始时间,活动开始时间,活动开始日期"},
			{Target{"end", "Last day", "day", false}, "", "end_date,end_day,end_time,结束日期,结束时间,活动结束时间,活动结束日期"},
		},
	}
}

// contactKind is whom the campaigns reached, and who was held back to compare.
func contactKind() kind {
	columns := slices.Concat([]field{
		campaignNumber,
		{Target{"contact_no", "Number of the contact", "text", false}, "", "contact_id,message_id,send_id,触达编号,发送编号,短信编号"},
	}, who(false), []field{
		{Target{"contacted_at", "Time of the contact", "time", false}, "", "contact_date,contact_time,sent_at,send_time,send_date,sent_date,date,发送时间,发送日期,触达时间,触达日期,短信发送时间"},
		{Target{"channel", "Channel", "text", false}, "", "medium,渠道,触达渠道,发送渠道,营销渠道"},
		{Target{"arm", "Group", "text", false}, "", "group,variant,分组,组别,实验组"},
		{Target{"control", "Held back to compare", "truth", false}, "", "is_control,holdout,control_group,对照组,是否对照组,是否对照"},
		{Target{"cost", "Cost of the contact", "money", false}, "", "price,费用,花费,成本,触达成本,发送成本"},
	})
	return kind{
		id: contacts, label: "Contacts of campaigns", columns: columns, some: named, steps: []string{"person", "past_contact"}, put: (*job).putContacts,
		presets: []preset{journey("contacts", "completejourney: households of campaigns", map[string]string{"campaign_id": "campaign", "household_id": "external"})},
	}
}

// redemptionKind is who redeemed what a campaign offered.
func redemptionKind() kind {
	number := orderNumber
	number.Required = false
	columns := slices.Concat([]field{
		campaignNumber,
		{Target{"redemption_no", "Number of the redemption", "text", false}, "", "redemption_id,核销编号,核销单号"},
	}, who(false), []field{
		{Target{"coupon", "Coupon number", "text", false}, "", "coupon_upc,coupon_no,coupon_id,coupon_code,code,优惠券编号,优惠券id,券编号,券id,券码"},
		{Target{"redeemed_at", "Time of the redemption", "time", true}, "", "redemption_date,redemption_time,redeemed,redeemed_on,used_at,核销时间,核销日期,使用时间,使用日期"},
		number,
		{Target{"amount", "What the coupon took off", "money", false}, "", "discount,coupon_amount,discount_amount,优惠金额,优惠券金额,券面额,抵扣金额,核销金额"},
	})
	return kind{
		id: redemptions, label: "Redemptions of coupons", columns: columns, some: named, steps: []string{"person", "past_redemption"}, put: (*job).putRedemptions,
		presets: []preset{journey("redemptions", "completejourney: coupon redemptions",
			map[string]string{"household_id": "external", "coupon_upc": "coupon", "campaign_id": "campaign", "redemption_date": "redeemed_at"})},
	}
}
