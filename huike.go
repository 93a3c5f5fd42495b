// Package huike holds the words that all rooms speak: customers, shops, money,
// days and the kinds of error.
//
// It imports nothing of ours and reads no clock.
package huike

// CustomerID is the dense number of a known customer, from 1 up. A negative
// number belongs to an order without any identity: it spreads such orders over
// shards and never counts as a customer.
type CustomerID int64

// ShopID is the number of one shop of the brand. 0 means all shops.
type ShopID int64

// Stage is a customer's place on the life-cycle day clock.
type Stage string

// The stages of the day clock, in the order in which a customer ages
// (capability S0-10). StageProspect is a customer without a purchase.
const (
	StageProspect  Stage = "prospect"
	StageAfterSale Stage = "after_sale"
	StageActive    Stage = "active"
	StageSilent    Stage = "silent"
	StageSleeping  Stage = "sleeping"
	StageLost      Stage = "lost"
	StageDead      Stage = "dead"
)

// Stages lists the stages of customers who bought, youngest first.
var Stages = []Stage{StageAfterSale, StageActive, StageSilent, StageSleeping, StageLost, StageDead}

// Channel is a way on which a message travels.
type Channel string

// ChannelEmail is e-mail over SMTP.
const ChannelEmail Channel = "email"

// Purpose parts messages by law and by plan: marketing needs consent and a
// control group, care needs consent, service (shipping, payment) needs neither.
type Purpose string

// The purposes of a message.
const (
	PurposeMarketing Purpose = "marketing"
	PurposeCare      Purpose = "care"
	PurposeService   Purpose = "service"
)
