package api

import (
	"context"

	"github.com/danielgtaylor/huma/v2"
)

// ProductRole is what a product does for the shop.
type ProductRole string

// Schema lists the roles.
func (ProductRole) Schema(r huma.Registry) *huma.Schema {
	return word(r, "ProductRole", "profit", "traffic", "traffic_weak", "potential", "edge", "new")
}

// Good is a product by its names.
type Good struct {
	ID       int64  `json:"id"`
	Product  string `json:"product" doc:"The number to write into a rule"`
	Title    string `json:"title"`
	Category string `json:"category"`
	Brand    string `json:"brand"`
}

// Hint is something that a reader of the numbers must know.
type Hint struct {
	Code     string `json:"code"`
	Params   Params `json:"params"`
	Sentence string `json:"sentence" doc:"In English, for those who do not put their own together"`
}

// MatrixProduct is what a product did, and so its role. An index of 1 is like the
// other products of its category; null where there is nothing to compare.
type MatrixProduct struct {
	Good
	Role        ProductRole `json:"role"`
	Reason      string      `json:"reason" enum:",young,rare,gone,alone" doc:"Why it has no role yet"`
	Compared    string      `json:"compared" enum:"category,shop" doc:"With which products"`
	Units       int64       `json:"units"`
	UnitsBefore int64       `json:"units_before" doc:"In as many days before"`
	Sales       float64     `json:"sales"`
	SalesBefore float64     `json:"sales_before"`
	UnitMargin  *float64    `json:"unit_margin" doc:"Null where neither a cost nor a margin is known"`
	CostKnown   bool        `json:"cost_known" doc:"Else the margin is the shop's setting"`
	Buyers      int64       `json:"buyers"`
	FirstBuyers int64       `json:"first_buyers" doc:"Buyers whose first basket held it"`
	Watched     int64       `json:"watched" doc:"Buyers of the days before, who could be watched for as long"`
	Rebuyers    int64       `json:"rebuyers" doc:"Of these, who bought anything again"`
	Baskets     int64       `json:"baskets"`
	Shared      int64       `json:"shared" doc:"Baskets with another product too"`
	AgeDays     int         `json:"age_days"`
	Popularity  *float64    `json:"popularity"`
	MarginIndex *float64    `json:"margin_index"`
	Acquisition *float64    `json:"acquisition"`
	Together    *float64    `json:"together"`
	Stickiness  *float64    `json:"stickiness"`
	Growth      *float64    `json:"growth"`
}

// RoleSum is how many products have a role, and what they sold.
type RoleSum struct {
	Role     ProductRole `json:"role"`
	Products int         `json:"products"`
	Units    int64       `json:"units"`
	Sales    float64     `json:"sales"`
}

// RolePolicy is what to do with the products of a role, and for whom first.
type RolePolicy struct {
	Role     ProductRole `json:"role"`
	Code     string      `json:"code"`
	Discount string      `json:"discount" enum:"rare,usual,deep"`
	Rule     Rule        `json:"rule"`
}

// RoleMix is which roles to offer to customers who are about to leave, or left.
type RoleMix struct {
	Code  string        `json:"code"`
	Roles []ProductRole `json:"roles"`
	Rule  Rule          `json:"rule"`
}

// ProductMatrix is the products of a shop, best-selling first.
type ProductMatrix struct {
	AsOf     Day             `json:"as_of"`
	Currency string          `json:"currency"`
	Days     int             `json:"days" doc:"So many days against as many before"`
	Products []MatrixProduct `json:"products"`
	Total    int             `json:"total" doc:"Products in all, of which the list holds the best-selling"`
	Roles    []RoleSum       `json:"roles"`
	Policies []RolePolicy    `json:"policies"`
	Leavers  []RoleMix       `json:"leavers"`
	Notes    []Hint          `json:"notes"`
}

// MatrixRequest asks for the product matrix.
type MatrixRequest struct {
	Scope
	Limit int `query:"limit" minimum:"1" maximum:"20000" default:"1000" doc:"Most products in the list"`
}

// ProductPair is two products of one basket, or B of the basket after A's.
type ProductPair struct {
	A          Good     `json:"a"`
	B          Good     `json:"b"`
	Baskets    int64    `json:"baskets"`
	BasketsA   int64    `json:"baskets_a"`
	BasketsB   int64    `json:"baskets_b"`
	Support    *float64 `json:"support"`
	Confidence *float64 `json:"confidence" doc:"Share of the baskets with A"`
	Back       *float64 `json:"back" doc:"Share of the baskets with B; null for B after A"`
	Lift       *float64 `json:"lift" doc:"Null with fewer than ten baskets"`
	LiftLow    *float64 `json:"lift_low" doc:"95 %"`
	LiftHigh   *float64 `json:"lift_high"`
	G2         *float64 `json:"g2"`
	Sure       bool     `json:"sure" doc:"More often than chance explains"`
}

// ProductPairs is what goes with what, the surest first.
type ProductPairs struct {
	AsOf       Day           `json:"as_of"`
	Days       int           `json:"days"`
	Baskets    int64         `json:"baskets"`
	Found      int           `json:"found"`
	Sure       int           `json:"sure"`
	Together   []ProductPair `json:"together"`
	Next       []ProductPair `json:"next" doc:"The next basket within 60 days"`
	Categories []ProductPair `json:"categories" doc:"Two categories in one basket; only the category of A and B is set"`
	Notes      []Hint        `json:"notes"`
}

// PairsRequest asks for pairs, of one product or of all.
type PairsRequest struct {
	Scope
	Product int64 `query:"product" minimum:"0" doc:"Number of the product here; 0 means all"`
	Limit   int   `query:"limit" minimum:"1" maximum:"5000" default:"200"`
}

// ProductBundle is two or three products offered at one price.
type ProductBundle struct {
	Products    []Good  `json:"products" doc:"The lead first: the one in most baskets"`
	Baskets     int64   `json:"baskets"`
	LiftLow     float64 `json:"lift_low"`
	Apart       float64 `json:"apart" doc:"One by one"`
	Price       float64 `json:"price"`
	Margin      float64 `json:"margin"`
	MarginShare float64 `json:"margin_share"`
	BestMargin  float64 `json:"best_margin" doc:"Of the one product that earns most"`
	BreakEven   float64 `json:"break_even" doc:"Share of the other baskets with the lead that must take the bundle"`
	Outfit      bool    `json:"outfit" doc:"Every product of another category"`
}

// ProductBundles is the bundles that beat the sale one by one.
type ProductBundles struct {
	AsOf     Day             `json:"as_of"`
	Currency string          `json:"currency"`
	Discount float64         `json:"discount"`
	Weighed  int             `json:"weighed"`
	Bundles  []ProductBundle `json:"bundles"`
	Notes    []Hint          `json:"notes"`
}

// BundlesRequest asks for bundles at a discount.
type BundlesRequest struct {
	Scope
	Discount float64 `query:"discount" minimum:"0" maximum:"0.9" default:"0.1"`
	Limit    int     `query:"limit" minimum:"1" maximum:"500" default:"60"`
}

// Assortments is what the door asks about products.
type Assortments interface {
	Matrix(ctx context.Context, in *MatrixRequest) (ProductMatrix, error)
	Pairs(ctx context.Context, in *PairsRequest) (ProductPairs, error)
	Bundles(ctx context.Context, in *BundlesRequest) (ProductBundles, error)
	Seasons(ctx context.Context, in *SeasonRequest) (ProductSeasons, error)
	Bands(ctx context.Context, in *ScopeRequest) (ProductBands, error)
	SetTiers(ctx context.Context, in *TiersRequest) (Tiers, error)
	Coverage(ctx context.Context, in *CoverageRequest) (ProductCoverage, error)
	Bring(ctx context.Context, in *BringRequest) (ProductBringings, error)
	Product(ctx context.Context, in *ProductRequest) (ProductSheet, error)
}
