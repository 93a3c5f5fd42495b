package postgres

import (
	"context"
	"errors"
	"fmt"
	"net"
	"regexp"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"huike"
)

// Codes and classes of PostgreSQL's errors (its manual, appendix A).
const (
	serializationFailure = "40001"
	deadlockDetected     = "40P01"
	queryCanceled        = "57014"
	classData            = "22"
	classConstraint      = "23"
)

// away lists the classes and codes that say "try again later": connection
// exceptions, lack of resources, an operator's shutdown, trouble of the machine.
var away = []string{"08", "53", "57P", "58030"}

// translate turns an error of the driver into one of ours by its code.
func translate(err error, what string) error {
	if err == nil {
		return nil
	}
	var ours *huike.Error
	if errors.As(err, &ours) {
		return err
	}
	var theirs *pgconn.PgError
	if errors.As(err, &theirs) {
		return byCode(theirs, what)
	}
	var connection *pgconn.ConnectError
	var network net.Error
	switch {
	case errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded):
		return huike.Because(err, huike.Unavailable, "store.cancelled", "%q was cancelled or took too long", what)
	case errors.As(err, &connection) || errors.As(err, &network) || pgconn.SafeToRetry(err):
		return huike.Because(err, huike.Unavailable, "store.away", "%q did not reach PostgreSQL; try again in a moment", what)
	}
	cause := errors.New(value.ReplaceAllString(err.Error(), "…"))
	return huike.Because(cause, huike.Internal, "store.failed", "%q failed on PostgreSQL", what)
}

// value finds what the driver repeats of a value that it cannot send; it may be
// personal.
var value = regexp.MustCompile(`(?s)"[^"]*"|unable to encode .* into`)

func byCode(e *pgconn.PgError, what string) error {
	switch {
	case strings.HasPrefix(e.Code, classConstraint):
		return huike.Because(e, huike.Conflict, "store.conflict", "%q clashes with what is stored already", what)
	case e.Code == queryCanceled:
		return huike.Because(e, huike.Unavailable, "store.cancelled", "%q was cancelled or took too long", what)
	case e.Code == serializationFailure || e.Code == deadlockDetected:
		return huike.Because(e, huike.Unavailable, "store.busy", "%q gave way to another writer again and again; try again in a moment", what)
	case isAway(e.Code):
		return huike.Because(e, huike.Unavailable, "store.away", "%q failed because PostgreSQL is not ready; try again in a moment", what)
	case strings.HasPrefix(e.Code, classData):
		// The message repeats the value, which may be personal.
		return huike.Because(fmt.Errorf("SQLSTATE %s", e.Code), huike.Internal, "store.failed", "%q failed on PostgreSQL", what)
	}
	return huike.Because(e, huike.Internal, "store.failed", "%q failed on PostgreSQL", what)
}

func isAway(code string) bool {
	for _, prefix := range away {
		if strings.HasPrefix(code, prefix) {
			return true
		}
	}
	return false
}

// gaveWay reports whether a transaction lost to another one and may run again.
func gaveWay(err error) bool {
	var theirs *pgconn.PgError
	return errors.As(err, &theirs) && (theirs.Code == serializationFailure || theirs.Code == deadlockDetected)
}

// place names a database without its password.
func place(c *pgx.ConnConfig) string {
	return fmt.Sprintf("%s:%d/%s", c.Host, c.Port, c.Database)
}

// notReached explains why no connection came about.
func notReached(err error, c *pgx.ConnConfig) error {
	var theirs *pgconn.PgError
	if errors.As(err, &theirs) && !isAway(theirs.Code) {
		return huike.Because(err, huike.Invalid, "store.refused",
			"PostgreSQL at %s refuses the user %s; check user, password and name of the database", place(c), c.User)
	}
	return huike.Because(err, huike.Unavailable, "store.unreachable",
		"PostgreSQL at %s cannot be reached; see that the server runs and that the address is right", place(c))
}
