package huike

import (
	"errors"
	"fmt"
)

// Kind says what sort of failure an Error is, so that a door can choose a
// status code or an exit code without reading the text.
type Kind string

// The kinds of error.
const (
	Invalid     Kind = "invalid"     // the input is wrong; the sentence says what, where and how to mend it
	NotFound    Kind = "not_found"   // there is no such thing
	Conflict    Kind = "conflict"    // it clashes with what is there (name taken, wrong state)
	Denied      Kind = "denied"      // this role may not
	Unauthentic Kind = "unauthentic" // nobody is logged in, or the key is wrong
	Unavailable Kind = "unavailable" // try again later: engine, mail server or lease is busy or away
	Internal    Kind = "internal"    // our fault; the sentence for the person says no more than that
)

// Error is a failure with a kind, a sentence for the person, and the cause for
// the log. Code names the sentence for translation ("import.unknown_preset").
type Error struct {
	Kind     Kind
	Code     string
	Sentence string
	Cause    error
}

// Error returns the sentence and the cause.
func (e *Error) Error() string {
	if e.Cause == nil {
		return e.Sentence
	}
	return e.Sentence + ": " + e.Cause.Error()
}

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Cause }

// Errorf makes an Error of a kind without a cause.
func Errorf(kind Kind, code, format string, args ...any) error {
	return &Error{Kind: kind, Code: code, Sentence: fmt.Sprintf(format, args...)}
}

// Because wraps a cause under a sentence for the person.
func Because(cause error, kind Kind, code, format string, args ...any) error {
	return &Error{Kind: kind, Code: code, Sentence: fmt.Sprintf(format, args...), Cause: cause}
}

// KindOf returns the kind of the first Error in the chain, Internal for any
// other error, and "" for nil.
func KindOf(err error) Kind {
	if err == nil {
		return ""
	}
	var e *Error
	if errors.As(err, &e) {
		return e.Kind
	}
	return Internal
}

// CodeOf returns the code of the first Error in the chain, or "".
func CodeOf(err error) string {
	var e *Error
	if errors.As(err, &e) {
		return e.Code
	}
	return ""
}

// SentenceOf returns what a person may read of an error: the sentence of the
// first Error in the chain, or a general one for everything else.
func SentenceOf(err error) string {
	var e *Error
	if errors.As(err, &e) && e.Kind != Internal {
		return e.Sentence
	}
	return "Something went wrong inside Huike; the log says what."
}
