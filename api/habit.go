package api

import "github.com/danielgtaylor/huma/v2"

// Phase is a phase of the relationship with a customer.
type Phase string

// Schema lists the phases.
func (Phase) Schema(r huma.Registry) *huma.Schema {
	return word(r, "Phase", "identify", "develop", "stable", "decline")
}

// HabitShare is how often something happened, and how sure that is. Without a
// rate there is not enough data.
type HabitShare struct {
	Hits   int      `json:"hits"`
	Trials int      `json:"trials"`
	Rate   *float64 `json:"rate,omitempty" doc:"Of a sensitivity drawn to the shop's; absent with too few trials"`
	Low    *float64 `json:"low,omitempty" doc:"With 9 chances of 10 it is higher"`
	High   *float64 `json:"high,omitempty"`
	Shop   *float64 `json:"shop,omitempty" doc:"The shop's share"`
	Needed int      `json:"needed" doc:"How many more trials it takes to tell"`
}

// HabitChoice is what she buys on most days.
type HabitChoice struct {
	Name  string  `json:"name"`
	Title string  `json:"title,omitempty"`
	Days  int     `json:"days"`
	Share float64 `json:"share" doc:"Of her purchase days"`
	Lift  float64 `json:"lift" doc:"Her share against the shop's"`
}

// HabitMoment is when she buys.
type HabitMoment struct {
	Slot  int     `json:"slot" doc:"Middle of the best three hours; day of the week from 1, Monday; part of the month 1 to 3"`
	Days  int     `json:"days"`
	Share float64 `json:"share" doc:"Drawn to the shop's"`
}

// HabitBrowsing is how she looks around.
type HabitBrowsing struct {
	Type     string `json:"type" enum:"looks_only,looks_and_buys,buys_straight," doc:"Empty: not enough data"`
	LookDays int    `json:"look_days"`
	BuyDays  int    `json:"buy_days"`
	Since    *Day   `json:"since,omitempty" doc:"First day of known behaviour; absent: none was imported"`
	Needed   int    `json:"needed"`
}

// HabitService is how she asks.
type HabitService struct {
	Type      string `json:"type" enum:"asks_before_paying,asks_often,asks_sometimes,never_asks," doc:"Empty: not enough data"`
	Chats     int    `json:"chats"`
	Questions int64  `json:"questions"`
	AskedDays int    `json:"asked_days" doc:"Purchase days with a chat up to three days before paying"`
	BuyDays   int    `json:"buy_days"`
	Since     *Day   `json:"since,omitempty" doc:"First day of known chats; absent: none was imported"`
	Needed    int    `json:"needed"`
}

// HabitPhase is where the relationship stands, and why.
type HabitPhase struct {
	Phase        Phase   `json:"phase"`
	Profit       float64 `json:"profit" doc:"Lifetime, by cost or margin; may be negative"`
	RecentProfit float64 `json:"recent_profit"`
	PriorProfit  float64 `json:"prior_profit"`
	RecentDays   int     `json:"recent_days" doc:"Purchase days"`
	PriorDays    int     `json:"prior_days"`
	HalfDays     int     `json:"half_days" doc:"Length of the recent window and of the one before"`
}

// CustomerHabits is what one customer is used to, as of a day.
type CustomerHabits struct {
	AsOf            Day           `json:"as_of"`
	Currency        string        `json:"currency"`
	Known           bool          `json:"known" doc:"false: she neither bought, ordered, looked nor asked by that day"`
	Occasions       int           `json:"occasions" doc:"Purchase days"`
	Needed          int           `json:"needed" doc:"How many more purchase days it takes for preferences and times"`
	Category        *HabitChoice  `json:"category,omitempty"`
	Brand           *HabitChoice  `json:"brand,omitempty"`
	Product         *HabitChoice  `json:"product,omitempty"`
	Hour            *HabitMoment  `json:"hour,omitempty"`
	Weekday         *HabitMoment  `json:"weekday,omitempty"`
	MonthPart       *HabitMoment  `json:"month_part,omitempty"`
	Price           HabitShare    `json:"price" doc:"Purchase days at 10 % off or more"`
	Novelty         HabitShare    `json:"novelty" doc:"Purchase days with a product in its first 30 days"`
	BrandLoyalty    HabitShare    `json:"brand_loyalty" doc:"Choices of a brand bought before"`
	CategoryLoyalty HabitShare    `json:"category_loyalty"`
	Browsing        HabitBrowsing `json:"browsing"`
	Service         HabitService  `json:"service"`
	Returns         HabitShare    `json:"returns" doc:"Of paid orders"`
	Exchanges       HabitShare    `json:"exchanges"`
	Refunds         HabitShare    `json:"refunds" doc:"Money back for other or unknown reasons"`
	Bargains        HabitShare    `json:"bargains" doc:"Of chats"`
	Unpaid          HabitShare    `json:"unpaid" doc:"Of orders"`
	Phase           *HabitPhase   `json:"phase,omitempty"`
	FirstSource     string        `json:"first_source,omitempty"`
	FirstGroup      string        `json:"first_source_group,omitempty"`
	IsNew           bool          `json:"is_new"`
	NewTraits       []string      `json:"new_traits" doc:"Of a new customer: random, try_out, low_quality"`
}

// HabitCount is how many have a habit.
type HabitCount struct {
	Name      string `json:"name"`
	Customers int64  `json:"customers"`
}

// HabitSpread is how a sensitivity differs between customers.
type HabitSpread struct {
	Measure   string   `json:"measure" enum:"price,novelty,brand,category"`
	Shop      *float64 `json:"shop,omitempty" doc:"Absent: nobody has an occasion that tells"`
	Strength  *float64 `json:"strength,omitempty" doc:"Occasions of her own that outweigh the shop's share"`
	Customers int64    `json:"customers" doc:"Of whom enough is known"`
	Tenths    []int64  `json:"tenths" minItems:"10" maxItems:"10"`
}

// HabitGroup is the customers of one region, occupation, credit level, time of day or category.
type HabitGroup struct {
	Part      string  `json:"part" enum:"region,occupation,credit_level,time,goods"`
	Value     string  `json:"value"`
	Customers int64   `json:"customers"`
	New       int64   `json:"new"`
	Returned  int64   `json:"returned" doc:"Bought on two days or more"`
	Net       float64 `json:"net"`
}

// HabitBoard is how the customers of a shop differ in their habits.
type HabitBoard struct {
	AsOf       Day           `json:"as_of"`
	Currency   string        `json:"currency"`
	Customers  int64         `json:"customers" doc:"Everybody who bought, ordered, looked or asked"`
	Phases     []HabitCount  `json:"phases"`
	Browsing   []HabitCount  `json:"browsing"`
	Service    []HabitCount  `json:"service"`
	Hours      []int64       `json:"hours" minItems:"24" maxItems:"24"`
	Weekdays   []int64       `json:"weekdays" minItems:"7" maxItems:"7"`
	MonthParts []int64       `json:"month_parts" minItems:"3" maxItems:"3"`
	New        int64         `json:"new"`
	NewTraits  []HabitCount  `json:"new_traits"`
	Spreads    []HabitSpread `json:"spreads"`
	Groups     []HabitGroup  `json:"groups"`
}

// Trait is a field of the customer's archive.
type Trait struct {
	Name   string   `json:"name" minLength:"1" maxLength:"40"`
	Text   string   `json:"text,omitempty" maxLength:"2000"`
	Number *float64 `json:"number,omitempty"`
	Since  *Day     `json:"since,omitempty" doc:"From when on; default: today"`
	Source string   `json:"source,omitempty" readOnly:"true"`
}

// TraitsRequest writes fields of the archive; a field without text and number is no longer known.
type TraitsRequest struct {
	ByID
	Body struct {
		Traits []Trait `json:"traits" minItems:"1" maxItems:"50"`
	}
}
