// Package channel carries a message out of the house and brings back the
// receipt that says what became of it.
package channel

import (
	"context"
	"time"

	"huike"
)

// Message is one finished message to one person. Nothing in it is a template
// any more, and the gate has already let it pass.
type Message struct {
	// ID is our own number of the message; it names the message in a trail.
	ID string
	// To and From are bare addresses of the channel ("li@example.com");
	// ToName and FromName are the names shown beside them and may be empty.
	To, ToName, From, FromName string
	// ReplyTo is where answers go; empty means From.
	ReplyTo string
	// Subject, HTML and Text are UTF-8. At least one of HTML and Text is set.
	Subject, HTML, Text string
	// Headers are further header lines, such as Feedback-ID.
	Headers map[string]string
	// UnsubscribeURL (https; http serves for trials only) and UnsubscribeMailto (a bare address) let the
	// reader's mail program offer one-click unsubscribing (RFC 8058).
	UnsubscribeURL, UnsubscribeMailto string
	// MessageID is the world-wide name of the message, with or without angle
	// brackets. Bounces and replies quote it. Empty means ID at From's domain.
	MessageID string
	// Date is when the message was written; the reader sees it. At zero the
	// library that puts a mail together takes the moment at which it does so.
	Date time.Time
}

// Outcome is the fate of one message as far as the sender can know it.
type Outcome string

// The outcomes. Only Temporary and Refused may be sent again.
const (
	// Accepted: the server took the message and answers for it from now on.
	Accepted Outcome = "accepted"
	// Permanent: this message to this address will never be taken.
	Permanent Outcome = "permanent"
	// Temporary: the message was not handed over; trying later is safe.
	Temporary Outcome = "temporary"
	// Refused: the server does not take the mail because of its sender. The mail
	// was not handed over and may go out once a person has mended what the
	// Reason names.
	Refused Outcome = "refused"
	// Unknown: the connection was lost after the whole message had gone out
	// and before the answer came. The person may have it; never send it again
	// without a human decision.
	Unknown Outcome = "unknown"
)

// Codes of results that no reply of the server stands behind. Every other
// code is a server's own, such as "550 5.1.1".
const (
	CodeAuth      = "auth"      // user name or password is wrong, or logging in is required
	CodeRefused   = "refused"   // the server does not want to talk to us at all
	CodeTLS       = "tls"       // no encrypted connection could be agreed
	CodeNetwork   = "network"   // no connection, or it broke
	CodeTimeout   = "timeout"   // the server did not answer in time
	CodeCancelled = "cancelled" // the caller gave up before the message was handed over
	CodeClosed    = "closed"    // the channel is closed
	CodeInvalid   = "invalid"   // the message itself cannot be sent as it is
)

// Phase is the step of handing a message over at which it ended.
type Phase string

// The phases that a server's answer can belong to.
const (
	PhaseConnect   Phase = "connect"   // until a message is named: greeting, encryption, login
	PhaseSender    Phase = "sender"    // MAIL FROM
	PhaseRecipient Phase = "recipient" // RCPT TO
	PhaseContent   Phase = "content"   // DATA and the verdict after it
)

// Concern is whose trouble an answer tells of; "" where the answer does not tell.
type Concern string

// The concerns.
const (
	// AboutSender: the account, its address, its quota or its good name. Other
	// messages will meet the same.
	AboutSender Concern = "sender"
	// AboutAddress: the recipient's address does not exist.
	AboutAddress Concern = "address"
	// LikelyAddress: the answer came to the recipient's name and gives no other
	// reason.
	LikelyAddress Concern = "likely_address"
	// AboutRecipient: this recipient does not take this message, though the
	// address exists: the mailbox is full, or lets only some people write.
	AboutRecipient Concern = "recipient"
)

// Reason names the trouble of a sender, for a sentence in words.
type Reason string

// The reasons.
const (
	ReasonFrom       Reason = "from"       // may not write as this address, or its domain does not exist
	ReasonUnverified Reason = "unverified" // the service wants addresses to be verified first
	ReasonRelay      Reason = "relay"      // the server carries no mail to other domains for us
	ReasonQuota      Reason = "quota"      // too many mails for this account
	ReasonReputation Reason = "reputation" // blocked as spam, or for a bad name
	ReasonProof      Reason = "proof"      // SPF, DKIM or DMARC is missing or wrong
	ReasonSize       Reason = "size"       // the mail is too large
	ReasonAlike      Reason = "alike"      // everybody gets the same answer
)

// Result is the receipt of one attempt.
type Result struct {
	Outcome Outcome
	Phase   Phase   // where the server answered so; "" when it did not answer
	Concern Concern // whose trouble it is
	Reason  Reason  // of a sender's trouble
	// Code is short and stable: one of the Code constants or the reply code of
	// the server with its enhanced status code, "550 5.1.1".
	Code string
	// Detail is one sentence for the person. The recipient's address is
	// blanked out of words that came from the server.
	Detail string
	// Said are the words of the server's reply in one line, the recipient's address
	// blanked out; "" when there was no reply.
	Said string
	// ProviderID is what the server called the message it accepted: the text
	// of its reply for SMTP, the receipt number for others.
	ProviderID string
}

// Misconfigured reports that every message will meet the same trouble until a
// person mends the settings, so that a sender can pause instead of trying on.
func (r Result) Misconfigured() bool {
	if r.Outcome == Refused && (r.Phase == PhaseConnect || r.Phase == PhaseSender) {
		return true
	}
	return r.Outcome == Temporary && (r.Code == CodeAuth || r.Code == CodeRefused || r.Code == CodeTLS)
}

// Channel sends messages of one kind. It is safe for use by several goroutines.
type Channel interface {
	// Name says which channel this is.
	Name() huike.Channel
	// Send tries once to hand the message over and says what became of it. A
	// cancelled context gives Temporary as long as nothing was handed over.
	Send(ctx context.Context, m Message) Result
	// Close waits for messages under way and ends every connection. A Send
	// after it gives Temporary.
	Close() error
}
