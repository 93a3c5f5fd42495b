package api

import (
	"context"
	"time"
)

// LoginRequest brings a person's login and password.
type LoginRequest struct {
	Body struct {
		Login    string `json:"login" minLength:"1" maxLength:"200"`
		Password string `json:"password" minLength:"1" maxLength:"1000" writeOnly:"true"`
	}
}

// User is who is logged in.
type User struct {
	ID    int64    `json:"id"`
	Login string   `json:"login"`
	Name  string   `json:"name"`
	Role  RoleName `json:"role"`
}

// LoggedIn answers a login.
type LoggedIn struct {
	User User `json:"user"`
}

// Me is all that a screen needs to start.
type Me struct {
	User        User     `json:"user"`
	Permissions []string `json:"permissions" doc:"What this person may do, for example campaign.approve"`
	Shops       []Shop   `json:"shops"`
	AsOf        *Day     `json:"as_of,omitempty" doc:"Default day for all numbers: the last day of data; absent while there is no data"`
	FirstDay    *Day     `json:"first_day,omitempty"`
	LastDay     *Day     `json:"last_day,omitempty"`
	Version     string   `json:"version" doc:"Of the program"`
	Demo        bool     `json:"demo"`
}

// Shop is one shop of the brand.
type Shop struct {
	ID       int64   `json:"id"`
	Name     string  `json:"name"`
	Platform string  `json:"platform" doc:"uci, taobao, shopify, cdnow or own"`
	Currency string  `json:"currency" doc:"ISO 4217"`
	TimeZone string  `json:"time_zone" doc:"IANA name, for example Asia/Shanghai"`
	Margin   float64 `json:"margin" minimum:"0" maximum:"1" doc:"Gross margin where a product has no cost, as a share"`
	Approval bool    `json:"approval" doc:"Campaigns need a second person"`
}

// ShopRequest changes a shop.
type ShopRequest struct {
	ByID
	Body struct {
		Name     string  `json:"name" minLength:"1" maxLength:"200"`
		Margin   float64 `json:"margin" minimum:"0" maximum:"1"`
		Approval bool    `json:"approval"`
		TimeZone string  `json:"time_zone" minLength:"1" doc:"Takes effect for orders that arrive from now on"`
	}
}

// Extent says which days the data spans.
type Extent struct {
	First, Last Day
	Found       bool
}

// Shops is what the door asks of the shops.
type Shops interface {
	List(ctx context.Context, in *None) (List[Shop], error)
	Change(ctx context.Context, in *ShopRequest) (Shop, error)
	Extent(ctx context.Context) (Extent, error)
}

// JobEntry is a long piece of work: an import or a refresh.
type JobEntry struct {
	ID        string    `json:"id"`
	Kind      string    `json:"kind" enum:"import,refresh"`
	Label     string    `json:"label" doc:"What is worked on, for example the file's name"`
	Done      int64     `json:"done"`
	Total     int64     `json:"total" doc:"0 while unknown"`
	Unit      string    `json:"unit" doc:"What is counted, for example rows or bytes"`
	State     JobState  `json:"state"`
	StartedAt time.Time `json:"started_at"`
	Subject   *int64    `json:"subject,omitempty" doc:"Number of the thing made, for example the import batch, once known"`
	Code      string    `json:"code,omitempty" doc:"Of the failure, for translation"`
	Message   string    `json:"message" doc:"Why it failed, or empty"`
}

// JobRef names a job.
type JobRef struct {
	ID string `path:"id" minLength:"1" maxLength:"64"`
}
