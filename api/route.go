package api

import (
	"net/http"
	"slices"
	"strings"

	"huike/auth"
)

// Route is one operation: its address, what it asks of the caller, its name in
// the OpenAPI document (empty: a page for outsiders, not in the document).
type Route struct {
	Method, Path string
	Permission   auth.Permission
	ID           string
	mount        mount
	page         http.HandlerFunc
}

// at makes a route of the document.
func at(pattern string, p auth.Permission, id string, m mount) Route {
	method, path, _ := strings.Cut(pattern, " ")
	return Route{Method: method, Path: path, Permission: p, ID: id, mount: m}
}

// page makes a route for outsiders: mail readers and watchdogs.
func page(pattern string, h http.HandlerFunc) Route {
	method, path, _ := strings.Cut(pattern, " ")
	return Route{Method: method, Path: path, Permission: auth.Public, page: h}
}

// Routes is the one list of all that the server answers, apart from the web app's files.
func (s *Server) Routes() []Route {
	return slices.Concat(s.doorRoutes(), s.dataRoutes(), s.numberRoutes(), s.treeRoutes(), s.productRoutes(), s.predictRoutes(), s.customerRoutes(),
		s.segmentRoutes(), s.senderRoutes(), s.campaignRoutes(), s.campaignSteps(), s.programmeRoutes(), s.accessRoutes(), s.outsideRoutes())
}

func (s *Server) doorRoutes() []Route {
	r := s.rooms
	return []Route{
		at("POST /api/login", auth.Public, "login", to(s.login)),
		at("POST /api/logout", auth.Self, "logout", done(s.logout)),
		at("GET /api/me", auth.Self, "get-me", to(s.me)),
		at("GET /api/shops", auth.Read, "list-shops", via(r.Shops, Shops.List)),
		at("PUT /api/shops/{id}", auth.WriteSetting, "change-shop", via(r.Shops, Shops.Change)),
		at("GET /api/jobs", auth.Read, "list-jobs", to(s.listJobs)),
		at("POST /api/jobs/{id}/cancel", auth.WriteData, "cancel-job", done(s.cancelJob)),
	}
}

func (s *Server) dataRoutes() []Route {
	r := s.rooms.Imports
	return []Route{
		at("POST /api/imports/inspect", auth.WriteData, "inspect-file", viaUpload(s, r, Imports.Inspect)),
		at("POST /api/imports/{upload}/inspect", auth.WriteData, "inspect-upload", via(r, Imports.InspectAgain)),
		at("POST /api/imports", auth.WriteData, "start-import", via(r, Imports.Start)),
		at("GET /api/imports", auth.Read, "list-imports", via(r, Imports.List)),
		at("GET /api/imports/{id}", auth.Read, "get-import", via(r, Imports.Get)),
		at("GET /api/imports/{id}/rejects", auth.Read, "list-rejects", via(r, Imports.Rejects)),
		at("GET /api/imports/{id}/rejects.csv", auth.Unmask, "download-rejects", viaFile(r, Imports.RejectsFile)),
		at("GET /api/mappings", auth.Read, "list-mappings", via(r, Imports.Mappings)),
		at("PUT /api/mappings/{name}", auth.WriteData, "save-mapping", via(r, Imports.SaveMapping)),
	}
}

func (s *Server) numberRoutes() []Route {
	r := s.rooms
	return []Route{
		at("GET /api/overview", auth.Read, "get-overview", via(r.Overviews, Overviews.Overview)),
		at("GET /api/repurchase", auth.Read, "get-repurchase", via(r.Overviews, Overviews.Repurchase)),
		at("GET /api/cohorts", auth.Read, "get-cohorts", via(r.Returns, Returns.Cohorts)),
		at("GET /api/experience", auth.Read, "get-first-experience", via(r.Returns, Returns.FirstExperience)),
		at("GET /api/sources", auth.Read, "get-sources", via(r.Returns, Returns.Sources)),
		at("GET /api/lifecycle", auth.Read, "get-lifecycle", via(r.Lifecycles, Lifecycles.Lifecycle)),
		at("PUT /api/lifecycle/definition", auth.WriteSetting, "change-definition", via(r.Lifecycles, Lifecycles.SetDefinition)),
		at("GET /api/dormancy", auth.Read, "get-dormancy", via(r.Dormancies, Dormancies.Dormancy)),
		at("GET /api/dormancy/customers", auth.Read, "list-sleepers", via(r.Dormancies, Dormancies.Sleepers)),
		at("GET /api/consumption", auth.Read, "get-consumption", via(r.Dormancies, Dormancies.Consumption)),
		at("PUT /api/consumption", auth.WriteSetting, "change-consumption", via(r.Dormancies, Dormancies.SetConsumption)),
		at("GET /api/migration", auth.Read, "get-migration", via(r.Dormancies, Dormancies.Migration)),
		at("GET /api/projection", auth.Read, "get-projection", via(r.Dormancies, Dormancies.Projection)),
		at("GET /api/rfm", auth.Read, "get-rfm", via(r.Lifecycles, Lifecycles.RFM)),
		at("GET /api/products", auth.Read, "find-products", via(r.Products, Products.Find)),
	}
}

func (s *Server) productRoutes() []Route {
	r := s.rooms.Assortments
	return []Route{
		at("GET /api/products/matrix", auth.Read, "get-product-matrix", via(r, Assortments.Matrix)),
		at("GET /api/products/pairs", auth.Read, "get-product-pairs", via(r, Assortments.Pairs)),
		at("GET /api/products/bundles", auth.Read, "get-product-bundles", via(r, Assortments.Bundles)),
		at("GET /api/products/seasonality", auth.Read, "get-product-seasons", via(r, Assortments.Seasons)),
		at("GET /api/products/bands", auth.Read, "get-price-bands", via(r, Assortments.Bands)),
		at("PUT /api/products/tiers", auth.WriteSetting, "change-price-tiers", via(r, Assortments.SetTiers)),
		at("GET /api/products/coverage", auth.Read, "get-product-coverage", via(r, Assortments.Coverage)),
		at("GET /api/products/bring", auth.Read, "get-product-bringings", via(r, Assortments.Bring)),
		at("GET /api/products/{id}", auth.Read, "get-product", via(r, Assortments.Product)),
	}
}

func (s *Server) predictRoutes() []Route {
	r := s.rooms.Forecasts
	return []Route{
		at("GET /api/value", auth.Read, "get-value", via(r, Forecasts.Value)),
		at("GET /api/clusters", auth.Read, "get-clusters", via(r, Forecasts.Clusters)),
		at("GET /api/churn", auth.Read, "get-churn", via(r, Forecasts.Churn)),
		at("GET /api/customers/{id}/forecast", auth.Read, "get-customer-forecast", via(r, Forecasts.Customer)),
		at("POST /api/predictions/segment", auth.WriteSegment, "save-prediction", via(r, Forecasts.Pick)),
		at("GET /api/segments/{id}/tgi", auth.Read, "get-segment-tgi", via(r, Forecasts.TGI)),
		at("GET /api/segments/{id}/explain", auth.Read, "get-segment-explain", via(r, Forecasts.Explain)),
		at("GET /api/segments/{id}/lookalike", auth.Read, "get-segment-lookalike", via(r, Forecasts.LookAlike)),
	}
}

func (s *Server) treeRoutes() []Route {
	r := s.rooms.Trees
	return []Route{
		at("GET /api/tree", auth.Read, "get-tree", via(r, Trees.Tree)),
		at("GET /api/tree/drill", auth.Read, "drill-tree", via(r, Trees.Drill)),
		at("PUT /api/tree/stage", auth.WriteSetting, "activate-stage", via(r, Trees.SetStage)),
		at("GET /api/targets", auth.Read, "list-targets", via(r, Trees.Targets)),
		at("POST /api/targets", auth.WriteSetting, "set-target", via(r, Trees.SetTarget)),
		at("DELETE /api/targets/{id}", auth.WriteSetting, "end-target", viaDone(r, Trees.EndTarget)),
	}
}

func (s *Server) customerRoutes() []Route {
	r := s.rooms.Customers
	return []Route{
		at("GET /api/customers", auth.Read, "list-customers", via(r, Customers.List)),
		at("GET /api/customers/export", auth.Read, "export-customers", viaFile(r, Customers.Export, xlsxType)),
		at("POST /api/tables", auth.Read, "export-table", viaFile(s.rooms.Tables, Tables.Table, xlsxType)),
		at("GET /api/customers/{id}", auth.Read, "get-customer", via(r, Customers.Get)),
		at("POST /api/customers/{id}/unmask", auth.Unmask, "unmask-customer", via(r, Customers.Unmask)),
		at("POST /api/customers/{id}/blacklist", auth.WriteCustomer, "blacklist-customer", viaDone(r, Customers.Blacklist)),
		at("DELETE /api/customers/{id}/blacklist", auth.WriteCustomer, "unblacklist-customer", viaDone(r, Customers.Unblacklist)),
		at("DELETE /api/customers/{id}/bounce", auth.WriteCustomer, "lift-bounce", viaDone(r, Customers.LiftBounce)),
		at("POST /api/customers/{id}/consent", auth.WriteCustomer, "record-consent", viaDone(r, Customers.Consent)),
		at("GET /api/customers/{id}/habits", auth.Read, "get-customer-habits", via(r, Customers.Habits)),
		at("PUT /api/customers/{id}/traits", auth.WriteCustomer, "set-traits", viaDone(r, Customers.SetTraits)),
		at("GET /api/customers/{id}/merges", auth.Read, "list-merges", via(r, Customers.Merges)),
		at("POST /api/customers/{id}/merges", auth.WriteCustomer, "merge-customer", via(r, Customers.Merge)),
		at("DELETE /api/customers/{id}/merges/{merge}", auth.WriteCustomer, "unmerge-customer", via(r, Customers.Unmerge)),
		at("POST /api/customers/{id}/split", auth.WriteCustomer, "split-customer", via(r, Customers.Split)),
		at("GET /api/habits", auth.Read, "get-habits", via(r, Customers.HabitBoard)),
	}
}

func (s *Server) segmentRoutes() []Route {
	r := s.rooms.Segments
	return []Route{
		at("GET /api/segments/fields", auth.Read, "list-fields", via(r, Segments.Fields)),
		at("GET /api/segments/ready", auth.Read, "list-ready-segments", via(r, Segments.Ready)),
		at("GET /api/segments/split", auth.Read, "split-stage", via(r, Segments.Split)),
		at("GET /api/segments/stages", auth.Read, "split-stages", via(r, Segments.Stages)),
		at("POST /api/segments/overlap", auth.Read, "overlap-segment", via(r, Segments.Overlap)),
		at("GET /api/segments/{id}/responses", auth.Read, "list-segment-responses", via(r, Segments.Responses)),
		at("POST /api/segments/preview", auth.Read, "preview-segment", via(r, Segments.Preview)),
		at("POST /api/segments/list", auth.WriteSegment, "import-list", viaUpload(s, r, Segments.ImportList)),
		at("GET /api/segments", auth.Read, "list-segments", via(r, Segments.List)),
		at("POST /api/segments", auth.WriteSegment, "create-segment", via(r, Segments.Create)),
		at("GET /api/segments/{id}", auth.Read, "get-segment", via(r, Segments.Get)),
		at("PUT /api/segments/{id}", auth.WriteSegment, "change-segment", via(r, Segments.Change)),
		at("DELETE /api/segments/{id}", auth.WriteSegment, "archive-segment", viaDone(r, Segments.Archive)),
		at("POST /api/segments/{id}/refresh", auth.WriteSegment, "refresh-segment", via(r, Segments.Refresh)),
		at("GET /api/segments/{id}/runs", auth.Read, "list-segment-runs", via(r, Segments.Runs)),
		at("GET /api/segments/{id}/versions", auth.Read, "list-segment-versions", via(r, Segments.Versions)),
	}
}

func (s *Server) senderRoutes() []Route {
	r := s.rooms
	return []Route{
		at("GET /api/senders", auth.Read, "list-senders", via(r.Senders, Senders.List)),
		at("POST /api/senders", auth.WriteSetting, "create-sender", via(r.Senders, Senders.Create)),
		at("PUT /api/senders/{id}", auth.WriteSetting, "change-sender", via(r.Senders, Senders.Change)),
		at("POST /api/senders/{id}/check", auth.WriteSetting, "check-sender", via(r.Senders, Senders.Check)),
		at("GET /api/limits", auth.Read, "list-limits", via(r.Limits, Limits.List)),
		at("PUT /api/limits", auth.WriteSetting, "change-limits", via(r.Limits, Limits.Change)),
		at("GET /api/outbox", auth.Unmask, "list-outbox", via(r.Outbox, Outbox.List)),
		at("GET /api/outbox/{id}", auth.Unmask, "get-mail", via(r.Outbox, Outbox.Get)),
	}
}

func (s *Server) campaignRoutes() []Route {
	r := s.rooms.Campaigns
	return []Route{
		at("GET /api/campaigns", auth.Read, "list-campaigns", via(r, Campaigns.List)),
		at("POST /api/campaigns", auth.WriteCampaign, "create-campaign", via(r, Campaigns.Create)),
		at("GET /api/campaigns/{id}", auth.Read, "get-campaign", via(r, Campaigns.Get)),
		at("PUT /api/campaigns/{id}", auth.WriteCampaign, "change-campaign", via(r, Campaigns.Change)),
		at("DELETE /api/campaigns/{id}", auth.WriteCampaign, "delete-campaign", viaDone(r, Campaigns.Delete)),
		at("POST /api/campaigns/{id}/plan", auth.Read, "plan-campaign", via(r, Campaigns.Plan)),
		at("GET /api/campaigns/{id}/verdicts", auth.Read, "list-verdicts", via(r, Campaigns.Verdicts)),
		at("POST /api/campaigns/{id}/preview", auth.Read, "preview-mail", via(r, Campaigns.Preview)),
		at("POST /api/campaigns/{id}/lint", auth.Read, "lint-mail", via(r, Campaigns.Lint)),
		at("POST /api/campaigns/{id}/test", auth.WriteCampaign, "test-mail", via(r, Campaigns.Test)),
		at("GET /api/campaigns/{id}/progress", auth.Read, "get-progress", via(r, Campaigns.Progress)),
		at("GET /api/campaigns/{id}/report", auth.Read, "get-report", via(r, Campaigns.Report)),
		at("POST /api/campaigns/{id}/acknowledge", auth.WriteCampaign, "acknowledge-report", viaDone(r, Campaigns.Acknowledge)),
		at("DELETE /api/campaigns/{id}/bounces", auth.WriteCustomer, "lift-campaign-bounces", via(r, Campaigns.LiftBounces)),
		at("GET /api/past-campaigns", auth.Read, "list-past-campaigns", via(r, Campaigns.Past)),
	}
}

// campaignSteps are the steps of the work flow; each answers with the campaign in its new state.
func (s *Server) campaignSteps() []Route {
	r := s.rooms.Campaigns
	return []Route{
		at("POST /api/campaigns/{id}/submit", auth.WriteCampaign, "submit-campaign", via(r, Campaigns.Submit)),
		at("POST /api/campaigns/{id}/approve", auth.ApproveCampaign, "approve-campaign", via(r, Campaigns.Approve)),
		at("POST /api/campaigns/{id}/reject", auth.ApproveCampaign, "reject-campaign", via(r, Campaigns.Reject)),
		at("POST /api/campaigns/{id}/start", auth.WriteCampaign, "start-campaign", via(r, Campaigns.Start)),
		at("POST /api/campaigns/{id}/pause", auth.WriteCampaign, "pause-campaign", via(r, Campaigns.Pause)),
		at("POST /api/campaigns/{id}/resume", auth.WriteCampaign, "resume-campaign", via(r, Campaigns.Resume)),
		at("POST /api/campaigns/{id}/cancel", auth.WriteCampaign, "cancel-campaign", via(r, Campaigns.Cancel)),
		at("POST /api/campaigns/{id}/copy", auth.WriteCampaign, "copy-campaign", via(r, Campaigns.Copy)),
	}
}

func (s *Server) programmeRoutes() []Route {
	r := s.rooms.Programmes
	return []Route{
		at("GET /api/cultivation", auth.Read, "get-cultivation", via(r, Programmes.Cultivation)),
		at("GET /api/programmes", auth.Read, "list-programmes", via(r, Programmes.List)),
		at("POST /api/programmes", auth.WriteCampaign, "create-programme", via(r, Programmes.Create)),
		at("GET /api/programmes/default", auth.Read, "get-default-programme", via(r, Programmes.Default)),
		at("GET /api/programmes/{id}", auth.Read, "get-programme", via(r, Programmes.Get)),
		at("PUT /api/programmes/{id}", auth.WriteCampaign, "change-programme", via(r, Programmes.Change)),
		at("DELETE /api/programmes/{id}", auth.WriteCampaign, "end-programme", viaDone(r, Programmes.End)),
		at("GET /api/programmes/{id}/due", auth.Read, "get-programme-due", via(r, Programmes.Due)),
		at("POST /api/programmes/{id}/waves", auth.WriteCampaign, "create-wave", via(r, Programmes.Wave)),
		at("GET /api/programmes/{id}/waves", auth.Read, "list-wave-results", via(r, Programmes.Results)),
	}
}

func (s *Server) accessRoutes() []Route {
	return []Route{
		at("GET /api/users", auth.ManageUsers, "list-users", to(s.listUsers)),
		at("POST /api/users", auth.ManageUsers, "create-user", to(s.createUser)),
		at("PUT /api/users/{id}", auth.ManageUsers, "change-user", to(s.changeUser)),
		at("GET /api/keys", auth.ManageKeys, "list-keys", to(s.listKeys)),
		at("POST /api/keys", auth.ManageKeys, "create-key", to(s.createKey)),
		at("DELETE /api/keys/{id}", auth.ManageKeys, "revoke-key", done(s.revokeKey)),
		at("GET /api/audit", auth.ReadAudit, "list-audit", to(s.listAudit)),
	}
}

func (s *Server) outsideRoutes() []Route {
	return []Route{
		page("GET /healthz", s.health),
		page("GET /api/openapi.yaml", s.document),
		page("GET /t/o/{token}", s.trackOpen),
		page("GET /t/c/{token}", s.trackClick),
		page("GET /u/{token}", s.askUnsubscribe),
		page("POST /u/{token}", s.unsubscribe),
	}
}
