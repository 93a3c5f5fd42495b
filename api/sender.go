package api

import (
	"context"
	"time"
)

// Sender is a mail account that campaigns send from. Its password is never shown.
type Sender struct {
	ID            int64     `json:"id"`
	Name          string    `json:"name"`
	Channel       string    `json:"channel" enum:"email"`
	Host          string    `json:"host"`
	Port          int       `json:"port"`
	Username      string    `json:"username"`
	HasPassword   bool      `json:"has_password"`
	TLS           string    `json:"tls" enum:"none,starttls,tls"`
	FromAddress   string    `json:"from_address"`
	FromName      string    `json:"from_name"`
	ReplyTo       string    `json:"reply_to"`
	RatePerSecond int       `json:"rate_per_second" doc:"0: no limit"`
	Cost          float64   `json:"cost" doc:"Of one message, in the shop's currency"`
	CreatedAt     time.Time `json:"created_at"`
}

// SenderBody is what a person decides about a sender.
type SenderBody struct {
	Name          string  `json:"name" minLength:"1" maxLength:"200"`
	Host          string  `json:"host" minLength:"1" maxLength:"253"`
	Port          int     `json:"port" minimum:"1" maximum:"65535"`
	Username      string  `json:"username,omitempty" maxLength:"320"`
	Password      string  `json:"password,omitempty" maxLength:"1000" writeOnly:"true" doc:"Left out: the stored one stays"`
	TLS           string  `json:"tls" enum:"none,starttls,tls"`
	FromAddress   string  `json:"from_address" format:"email"`
	FromName      string  `json:"from_name" maxLength:"200"`
	ReplyTo       string  `json:"reply_to,omitempty" maxLength:"320"`
	RatePerSecond int     `json:"rate_per_second,omitempty" minimum:"0" maximum:"10000"`
	Cost          float64 `json:"cost,omitempty" minimum:"0"`
}

// SenderCreate makes a sender.
type SenderCreate struct{ Body SenderBody }

// SenderChange changes a sender.
type SenderChange struct {
	ByID
	Body SenderBody
}

// Outcome says whether something worked, in a sentence.
type Outcome struct {
	OK       bool   `json:"ok"`
	Code     string `json:"code" doc:"Of the sentence, for translation"`
	Sentence string `json:"sentence"`
}

// Senders is what the door asks of the mail accounts.
type Senders interface {
	List(ctx context.Context, in *None) (List[Sender], error)
	Create(ctx context.Context, in *SenderCreate) (Sender, error)
	Change(ctx context.Context, in *SenderChange) (Sender, error)
	Check(ctx context.Context, in *ByID) (Outcome, error)
}

// CaughtMail is a mail that the demo's own mail server caught.
type CaughtMail struct {
	ID      string    `json:"id"`
	To      string    `json:"to"`
	Subject string    `json:"subject"`
	At      time.Time `json:"at"`
}

// Mail is a caught mail in full.
type Mail struct {
	ID      string            `json:"id"`
	Subject string            `json:"subject"`
	From    string            `json:"from"`
	To      string            `json:"to"`
	At      time.Time         `json:"at"`
	HTML    string            `json:"html"`
	Text    string            `json:"text"`
	Headers map[string]string `json:"headers"`
}

// MailRef names a caught mail.
type MailRef struct {
	ID string `path:"id" minLength:"1" maxLength:"64"`
}

// Outbox is the demo's caught mail; without a demo there is none.
type Outbox interface {
	List(ctx context.Context, in *Paging) (List[CaughtMail], error)
	Get(ctx context.Context, in *MailRef) (Mail, error)
}
