package api

// SeasonRequest asks for the seasons of a level.
type SeasonRequest struct {
	Scope
	Level string `query:"level" enum:"shop,category,brand" default:"category"`
	Limit int    `query:"limit" minimum:"1" maximum:"200" default:"30"`
}

// MonthUnits is a complete month of sales.
type MonthUnits struct {
	Month  Day     `json:"month" doc:"Its first day"`
	Units  int64   `json:"units"`
	PerDay float64 `json:"per_day" doc:"Festival days aside"`
}

// FestivalIndex is what is sold on a day of a festival over what season and trend expect.
type FestivalIndex struct {
	Festival string  `json:"festival"`
	Years    int     `json:"years"`
	Index    float64 `json:"index"`
}

// ProductSeason is how sales swing over the year and the week.
type ProductSeason struct {
	Word             string          `json:"word" doc:"Category or brand; empty for what has none, and for the shop"`
	Units            int64           `json:"units"`
	Months           []MonthUnits    `json:"months"`
	Missing          int             `json:"missing" doc:"Complete months missing to two years; then there is no index"`
	Additive         bool            `json:"additive" doc:"The index is pieces a day off the trend, not a multiple of it"`
	Index            []float64       `json:"index" doc:"January first; empty if unknown"`
	WeekdaysAdditive bool            `json:"weekdays_additive"`
	Weekdays         []float64       `json:"weekdays" doc:"Monday first; empty if unknown"`
	Festivals        []FestivalIndex `json:"festivals"`
}

// ProductSeasons is the seasons of a level, best-selling first.
type ProductSeasons struct {
	AsOf    Day             `json:"as_of"`
	Level   string          `json:"level"`
	Seasons []ProductSeason `json:"seasons"`
	Notes   []Hint          `json:"notes"`
}

// PriceTier is one of the shop's price tiers, half-open from a price.
type PriceTier struct {
	Name string  `json:"name" maxLength:"80"`
	From float64 `json:"from" minimum:"0"`
}

// Tiers are the price tiers of a shop.
type Tiers struct {
	Tiers []PriceTier `json:"tiers"`
}

// TiersRequest sets the price tiers of a shop; none bring the bands of equal pieces back.
type TiersRequest struct {
	Shop int64 `query:"shop" minimum:"0" default:"0"`
	Body Tiers
}

// PriceBand is what was sold in a band of prices.
type PriceBand struct {
	Tier        PriceTier `json:"tier"`
	Units       int64     `json:"units"`
	Sales       float64   `json:"sales"`
	Margin      *float64  `json:"margin" doc:"Null where neither costs nor a margin are known"`
	Buyers      int64     `json:"buyers"`
	FirstBuyers int64     `json:"first_buyers"`
	SalesShare  *float64  `json:"sales_share"`
	Coverage    *float64  `json:"coverage" doc:"Of all buyers"`
	FirstShare  *float64  `json:"first_share" doc:"Of its buyers, in their first basket"`
}

// BandCategory is what a category sold in a band.
type BandCategory struct {
	Band     int      `json:"band" doc:"From 0"`
	Category string   `json:"category"`
	Units    int64    `json:"units"`
	Sales    float64  `json:"sales"`
	Share    *float64 `json:"share" doc:"Of the band's sales"`
}

// BandMove is how many customers went from a band to another; -1: bought nothing then.
type BandMove struct {
	From      int   `json:"from"`
	To        int   `json:"to"`
	Customers int64 `json:"customers"`
}

// ProductBands is the prices of a shop.
type ProductBands struct {
	AsOf       Day            `json:"as_of"`
	Currency   string         `json:"currency"`
	Days       int            `json:"days"`
	Own        bool           `json:"own" doc:"By the merchant's tiers; else bands of about as many pieces"`
	Buyers     int64          `json:"buyers"`
	Bands      []PriceBand    `json:"bands"`
	Categories []BandCategory `json:"categories"`
	Moves      []BandMove     `json:"moves"`
	Notes      []Hint         `json:"notes"`
}

// CoverageRequest asks who buys a product, a category or a brand; nothing chosen: anything.
type CoverageRequest struct {
	Scope
	Product  int64  `query:"product" minimum:"0"`
	Category string `query:"category" maxLength:"200"`
	Brand    string `query:"brand" maxLength:"200"`
}

// CoverageCell is the customers of one kind, and those of them who bought.
type CoverageCell struct {
	Word      string   `json:"word"`
	Customers int64    `json:"customers"`
	Buyers    int64    `json:"buyers"`
	Share     Ratio    `json:"share"`
	TGI       *float64 `json:"tgi" doc:"100 is like all customers; null with fewer than 30 buyers"`
}

// CoverageSide is the kinds of customers by one of their sides.
type CoverageSide struct {
	Side  string         `json:"side" enum:"stage,ladder,times,tier,province"`
	Cells []CoverageCell `json:"cells"`
}

// ProductCoverage is who buys what is chosen.
type ProductCoverage struct {
	AsOf      Day            `json:"as_of"`
	Days      int            `json:"days"`
	Customers int64          `json:"customers"`
	Buyers    int64          `json:"buyers"`
	Share     Ratio          `json:"share"`
	Tiers     []PriceTier    `json:"tiers" doc:"The words of the side tier are places in it"`
	Sides     []CoverageSide `json:"sides"`
	Notes     []Hint         `json:"notes"`
}

// BringRequest asks which products bring customers.
type BringRequest struct {
	Scope
	Limit int `query:"limit" minimum:"1" maximum:"5000" default:"200"`
}

// ProductBringing is how a product brings customers.
type ProductBringing struct {
	Good
	New  Ratio  `json:"new" doc:"Of all new customers of the last 90 days"`
	Back Ratio  `json:"back" doc:"Of the new customers of the year before those, who bought again within 90 days"`
	Than string `json:"than" enum:",more,less,like" doc:"Beside the shop"`
}

// ProductBringings is which products bring new customers, and which bring them back.
type ProductBringings struct {
	AsOf     Day               `json:"as_of"`
	New      int64             `json:"new"`
	Back     Ratio             `json:"back" doc:"Of the shop"`
	Products []ProductBringing `json:"products"`
	Notes    []Hint            `json:"notes"`
}

// ProductRequest asks for one product by its number here.
type ProductRequest struct {
	ByID
	Scope
}

// ProductWeek is what a product sold in a week.
type ProductWeek struct {
	Monday    Day      `json:"monday"`
	Units     int64    `json:"units"`
	Sales     float64  `json:"sales"`
	Price     *float64 `json:"price" doc:"Mean paid price of one piece"`
	Promotion bool     `json:"promotion" doc:"With a festival day"`
}

// Elasticity is how many percent more pieces went with one percent more in price.
// It describes and proves no cause.
type Elasticity struct {
	Value  *float64 `json:"value"`
	Low    *float64 `json:"low"`
	High   *float64 `json:"high"`
	Weeks  int      `json:"weeks"`
	Prices int      `json:"prices"`
}

// ProductSheet is one product's page.
type ProductSheet struct {
	AsOf       Day             `json:"as_of"`
	Currency   string          `json:"currency"`
	Good       Good            `json:"good"`
	Product    *MatrixProduct  `json:"product" doc:"Null when it sold nothing in 180 days"`
	Weeks      []ProductWeek   `json:"weeks"`
	Elasticity Elasticity      `json:"elasticity"`
	Season     *ProductSeason  `json:"season"`
	Bring      ProductBringing `json:"bring"`
	ShopBack   Ratio           `json:"shop_back"`
	Together   []ProductPair   `json:"together"`
	Next       []ProductPair   `json:"next"`
	Coverage   ProductCoverage `json:"coverage"`
	Notes      []Hint          `json:"notes"`
}
