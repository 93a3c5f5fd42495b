package api

import "time"

// UserEntry is a person with access.
type UserEntry struct {
	ID        int64     `json:"id"`
	Login     string    `json:"login"`
	Name      string    `json:"name"`
	Role      RoleName  `json:"role"`
	Disabled  bool      `json:"disabled"`
	CreatedAt time.Time `json:"created_at"`
}

// UserCreate gives a person access.
type UserCreate struct {
	Body struct {
		Login    string   `json:"login" minLength:"1" maxLength:"200"`
		Name     string   `json:"name" minLength:"1" maxLength:"200"`
		Role     RoleName `json:"role"`
		Password string   `json:"password" minLength:"10" maxLength:"1000" writeOnly:"true"`
	}
}

// UserChange changes a person's access; a left-out password stays.
type UserChange struct {
	ByID
	Body struct {
		Name     string   `json:"name" minLength:"1" maxLength:"200"`
		Role     RoleName `json:"role"`
		Disabled bool     `json:"disabled"`
		Password string   `json:"password,omitempty" maxLength:"1000" writeOnly:"true"`
	}
}

// KeyEntry is a program's key, without the key.
type KeyEntry struct {
	ID         int64      `json:"id"`
	Name       string     `json:"name"`
	Role       RoleName   `json:"role"`
	Prefix     string     `json:"prefix" doc:"First characters of the key"`
	CreatedBy  int64      `json:"created_by"`
	CreatedAt  time.Time  `json:"created_at"`
	LastUsedAt *time.Time `json:"last_used_at,omitempty"`
	RevokedAt  *time.Time `json:"revoked_at,omitempty"`
}

// KeyCreate makes a key.
type KeyCreate struct {
	Body struct {
		Name string   `json:"name" minLength:"1" maxLength:"200"`
		Role RoleName `json:"role"`
	}
}

// NewKey is a key, shown this once.
type NewKey struct {
	Key   string   `json:"key"`
	Entry KeyEntry `json:"entry"`
}

// AuditRequest filters the audit.
type AuditRequest struct {
	Paging
	Action  string `query:"action" maxLength:"100"`
	Subject string `query:"subject" maxLength:"100" doc:"For example customer:42"`
}

// AuditEntry is who saw or changed what.
type AuditEntry struct {
	ID         string    `json:"id"`
	OccurredAt time.Time `json:"occurred_at"`
	Actor      string    `json:"actor" doc:"user:3, key:7 or system"`
	ActorName  string    `json:"actor_name"`
	Action     string    `json:"action"`
	Subject    string    `json:"subject"`
	Detail     string    `json:"detail"`
}
