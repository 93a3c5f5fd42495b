package auth

import "slices"

// Role is a person's (or key's) part in the shop; it decides what they may do.
type Role string

// The roles. Analyst reads numbers, never personal data; approver also checks
// and releases campaigns; operator does the daily work; admin does everything.
const (
	Admin    Role = "admin"
	Operator Role = "operator"
	Approver Role = "approver"
	Analyst  Role = "analyst"
)

// Roles lists the roles, strongest first.
var Roles = []Role{Admin, Operator, Approver, Analyst}

// Permission names one thing that a role may do. Every route asks for exactly one.
type Permission string

// The permissions. Public asks for nobody's login; Self for any login.
const (
	Public          Permission = "public"
	Self            Permission = "self"
	Read            Permission = "read"             // numbers, masked customers, segments, campaigns
	WriteData       Permission = "data.write"       // imports and their mappings
	WriteSetting    Permission = "setting.write"    // shops, clock bounds, senders
	WriteCustomer   Permission = "customer.write"   // blacklist and consent
	Unmask          Permission = "customer.unmask"  // see names, phones and addresses in full
	WriteSegment    Permission = "segment.write"    //
	WriteCampaign   Permission = "campaign.write"   // draft, test, start, pause
	ApproveCampaign Permission = "campaign.approve" // release or reject another's campaign
	ManageUsers     Permission = "user.manage"
	ManageKeys      Permission = "key.manage"
	ReadAudit       Permission = "audit.read"
)

// granted is the table role to permissions. What is not in it is denied.
var granted = map[Role][]Permission{
	Admin: {Self, Read, WriteData, WriteSetting, WriteCustomer, Unmask, WriteSegment,
		WriteCampaign, ApproveCampaign, ManageUsers, ManageKeys, ReadAudit},
	Operator: {Self, Read, WriteData, WriteSetting, WriteCustomer, Unmask, WriteSegment,
		WriteCampaign, ReadAudit},
	Approver: {Self, Read, Unmask, ApproveCampaign, ReadAudit},
	Analyst:  {Self, Read},
}

// May reports whether the role holds the permission. An unknown role or
// permission is denied; Public is everybody's.
func (r Role) May(p Permission) bool {
	return p == Public || slices.Contains(granted[r], p)
}

// Permissions lists what the role may do, in the order of the table.
func (r Role) Permissions() []Permission { return slices.Clone(granted[r]) }
