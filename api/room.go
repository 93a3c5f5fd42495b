package api

// Rooms is what stands behind the door. A room that is nil answers "not available".
type Rooms struct {
	Assortments Assortments
	Shops       Shops
	Imports     Imports
	Overviews   Overviews
	Lifecycles  Lifecycles
	Customers   Customers
	Segments    Segments
	Products    Products
	Programmes  Programmes
	Returns     Returns
	Senders     Senders
	Limits      Limits
	Campaigns   Campaigns
	Outbox      Outbox // demo only
	Tracking    Tracking
	Dormancies  Dormancies
	Forecasts   Forecasts
	Trees       Trees
	Tables      Tables
}
