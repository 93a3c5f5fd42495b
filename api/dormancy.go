package api

import (
	"context"

	"github.com/danielgtaylor/huma/v2"
)

// Dormancy is how far past the use of what she bought a customer is.
type Dormancy string

// Schema lists the states.
func (Dormancy) Schema(r huma.Registry) *huma.Schema {
	return word(r, "Dormancy", "in_use", "due", "pre_dormant", "dormant_1", "dormant_2", "never_bought", "unknown")
}

// DormantCause is why a dormant customer stays away.
type DormantCause string

// Schema lists the causes.
func (DormantCause) Schema(r huma.Registry) *huma.Schema {
	return word(r, "DormantCause", "dissatisfied", "alternatives", "weak_loyalty", "platform", "no_follow_up", "unknown")
}

// DormancyCount is how many are in a state.
type DormancyCount struct {
	State     Dormancy `json:"state"`
	Customers int64    `json:"customers"`
}

// DormantCount is how many dormant customers of a quality have a cause.
type DormantCount struct {
	Quality   string       `json:"quality" enum:"high,low"`
	Cause     DormantCause `json:"cause"`
	Evidence  string       `json:"evidence" doc:"What shows the cause: refund, review, chat, bargained, looked, brands, search, silence, none"`
	Customers int64        `json:"customers"`
}

// GoodsUse is a group of goods that stand for each other, with what is known of their use.
type GoodsUse struct {
	Group        int       `json:"group" doc:"Number of the group within this answer"`
	Name         string    `json:"name" doc:"Empty: orders of which no goods are known"`
	Key          string    `json:"key" doc:"By which a setting names it: number of the product, name of the group or category"`
	Level        string    `json:"level" enum:"product,group,category,order"`
	Category     string    `json:"category"`
	Class        string    `json:"class" enum:"fast,vertical,fashion,durable"`
	PeriodDays   *float64  `json:"period_days" doc:"Days that one piece lasts; null: not known, or fashion"`
	LowDays      *float64  `json:"low_days" doc:"A quarter of those who buy again do so by then, a piece"`
	HighDays     *float64  `json:"high_days" doc:"Three quarters"`
	Source       string    `json:"source" enum:"merchant,learned,shrunk,category,shop,season,unknown"`
	Events       int64     `json:"events" doc:"Repeat purchases that were seen"`
	Customers    int64     `json:"customers"`
	BackShare    *float64  `json:"back_share" doc:"Who buy again within a year"`
	ByQuantity   bool      `json:"by_quantity" doc:"Whether two pieces last twice as long"`
	DeliveryDays int       `json:"delivery_days"`
	Bounds       []float64 `json:"bounds" doc:"In use, due and pre-dormant up to so many periods"`
	SecondDays   int       `json:"second_days" doc:"Second dormancy from this day on"`
	Deciding     int64     `json:"deciding" doc:"Customers whose state they decide"`
	Due          int64     `json:"due" doc:"Of them due or pre-dormant"`
	Dormant      int64     `json:"dormant"`
}

// DueGoods is a group of goods that a calendar names.
type DueGoods struct {
	Group     int    `json:"group"`
	Name      string `json:"name" doc:"Empty for orders of which no goods are known"`
	Customers int64  `json:"customers"`
}

// DueCount is how many customers run out of a group of goods on a day.
type DueCount struct {
	Day       Day   `json:"day"`
	Group     int   `json:"group"`
	Customers int64 `json:"customers"`
}

// DormantShare is the dormant of those who had bought by a day.
type DormantShare struct {
	Day     Day      `json:"day"`
	Dormant int64    `json:"dormant"`
	Base    int64    `json:"base"`
	Share   *float64 `json:"share"`
}

// DormancyBoard is who has run out of what.
type DormancyBoard struct {
	AsOf     Day             `json:"as_of"`
	States   []DormancyCount `json:"states"`
	Known    int64           `json:"known" doc:"Customers who bought and whose state is known"`
	Dormant  int64           `json:"dormant"`
	Share    *float64        `json:"share" doc:"Dormant of the known; null: nobody is known"`
	Causes   []DormantCount  `json:"causes"`
	Goods    []GoodsUse      `json:"goods" doc:"Most bought first, at most 200"`
	DueGoods []DueGoods      `json:"due_goods" doc:"What the calendar names, most customers first, at most 50"`
	Calendar []DueCount      `json:"calendar" doc:"From a week before the day until five weeks after it; group -1 is all goods that it does not name"`
	Trend    []DormantShare  `json:"trend" doc:"Last days of the past twelve months, and the day itself"`
}

// SleepersRequest asks for customers by what they have run out of.
type SleepersRequest struct {
	Scope
	Paging
	State   string `query:"state" enum:"in_use,due,pre_dormant,dormant_1,dormant_2,never_bought,unknown"`
	DueFrom Day    `query:"due_from"`
	DueTo   Day    `query:"due_to"`
	Group   int    `query:"group" default:"-1" minimum:"-1" doc:"Group of the goods that run out; -1: any"`
	Quality string `query:"quality" enum:"high,low"`
	Cause   string `query:"cause" enum:"dissatisfied,alternatives,weak_loyalty,platform,no_follow_up,unknown"`
}

// Reason is a sentence by its code and parts, for the reader's language, and in English.
type Reason struct {
	Code   string `json:"code"`
	Params Params `json:"params"`
	Text   string `json:"text"`
}

// Sleeper is one customer with her state and why it is so.
type Sleeper struct {
	ID       int64    `json:"id"`
	Name     string   `json:"name"`
	Contact  string   `json:"contact"`
	State    Dormancy `json:"state"`
	Rho      *float64 `json:"rho" doc:"Time since the purchase arrived, in units of what it lasts"`
	DueDay   *Day     `json:"due_day,omitempty"`
	DueGoods string   `json:"due_goods" doc:"What runs out next, or ran out last"`
	Reason   Reason   `json:"reason" doc:"Speaks of the goods that decide the state"`
	Next     Reason   `json:"next" doc:"Names what runs out on the due day; its code is empty where those goods decide the state"`
	Quality  string   `json:"quality" doc:"high, low; empty unless dormant"`
	Cause    string   `json:"cause" doc:"Empty unless dormant"`
	Why      Reason   `json:"why" doc:"What shows the cause; its code is empty unless dormant"`
}

// SleeperList is a page of customers: who runs out soonest first, then whose goods ran out.
type SleeperList struct {
	Items []Sleeper `json:"items"`
	Total int64     `json:"total"`
	AsOf  Day       `json:"as_of"`
}

// ConsumptionSetting is the merchant's word on how long goods last. What is null is as the wider level says.
type ConsumptionSetting struct {
	Shop         int64     `json:"shop" minimum:"0" doc:"0: every shop"`
	Level        string    `json:"level" enum:"shop,category,product"`
	Name         string    `json:"name" maxLength:"200" doc:"Of the category; number of the product, or name of its group; empty for the shop"`
	Class        *string   `json:"class" enum:"fast,vertical,fashion,durable"`
	PeriodDays   *float64  `json:"period_days"`
	ByQuantity   *bool     `json:"by_quantity"`
	DeliveryDays *int      `json:"delivery_days"`
	UseRate      *float64  `json:"use_rate" doc:"How much of the intended use customers make, 1 as intended"`
	Users        *float64  `json:"users" doc:"How many share one piece"`
	SeasonDays   *string   `json:"season_days" doc:"Month and day of new arrivals, for example 03-01,09-01"`
	GraceDays    *int      `json:"grace_days"`
	Bounds       []float64 `json:"bounds,omitempty" minItems:"3" maxItems:"3" doc:"In use, due and pre-dormant up to so many periods"`
	SecondDays   *int      `json:"second_days"`
	Actor        string    `json:"actor,omitempty" readOnly:"true"`
}

// Consumption is all that the merchant said, and the classes there are.
type Consumption struct {
	Settings []ConsumptionSetting `json:"settings"`
}

// ConsumptionRequest stores settings; one whose every value is null takes back what was said.
type ConsumptionRequest struct {
	Body struct {
		Settings []ConsumptionSetting `json:"settings" minItems:"1" maxItems:"1000"`
	}
}

// Dormancies is what the door asks of the consumption clock.
type Dormancies interface {
	Dormancy(ctx context.Context, in *ScopeRequest) (DormancyBoard, error)
	Sleepers(ctx context.Context, in *SleepersRequest) (SleeperList, error)
	Consumption(ctx context.Context, in *None) (Consumption, error)
	SetConsumption(ctx context.Context, in *ConsumptionRequest) (Consumption, error)
	Migration(ctx context.Context, in *MigrationRequest) (Migration, error)
	Projection(ctx context.Context, in *ProjectionRequest) (Projection, error)
}
