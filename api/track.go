package api

import "context"

// Tracking is what the door asks of the links inside mails. A token that was
// not made by us is NotFound.
type Tracking interface {
	// Open records that a mail was opened.
	Open(ctx context.Context, token string) error
	// Click records a click and returns the address to go on to, also when the
	// click could not be recorded.
	Click(ctx context.Context, token string) (url string, err error)
	// Opens reports whether the token is one that Open takes, and records nothing.
	Opens(ctx context.Context, token string) error
	// Target returns the address that Click goes on to, and records nothing.
	Target(ctx context.Context, token string) (url string, err error)
	// Known reports whether the token belongs to a mail, without changing anything.
	Known(ctx context.Context, token string) error
	// Unsubscribe withdraws the consent that the mail relied on; source says
	// by which way it came.
	Unsubscribe(ctx context.Context, token, source string) error
}
