package duckdb

import (
	"context"
	"errors"
	"os"
	"regexp"
	"strings"

	engine "github.com/duckdb/duckdb-go/v2"

	"huike"
)

// translate turns an error of the driver into one of ours by its type.
func translate(err error, what string) error {
	if err == nil {
		return nil
	}
	var ours *huike.Error
	if errors.As(err, &ours) {
		return err
	}
	var theirs *engine.Error
	if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return huike.Because(contextError(err), huike.Unavailable, "store.cancelled", "%q was cancelled or took too long", what)
	}
	if !errors.As(err, &theirs) {
		return huike.Because(err, huike.Internal, "store.failed", "%q failed on DuckDB", what)
	}
	cause := quiet(theirs)
	switch theirs.Type {
	case engine.ErrorTypeConstraint, engine.ErrorTypeTransaction:
		return huike.Because(cause, huike.Conflict, "store.conflict", "%q clashes with what is stored already", what)
	case engine.ErrorTypeInterrupt:
		return huike.Because(cause, huike.Unavailable, "store.cancelled", "%q was cancelled or took too long", what)
	case engine.ErrorTypeOutOfMemory:
		return huike.Because(cause, huike.Unavailable, "store.memory", "%q needs more memory than DuckDB may use; raise its memory limit", what)
	case engine.ErrorTypeIO:
		if strings.Contains(theirs.Msg, "No space left") {
			return huike.Because(cause, huike.Unavailable, "store.disk_full", "the disk is full, so that %q could not be written; make room and do it again", what)
		}
		return huike.Because(cause, huike.Unavailable, "store.disk", "%q could not read or write the database file; see that the disk is there and has room", what)
	}
	return huike.Because(cause, huike.Internal, "store.failed", "%q failed on DuckDB", what)
}

// contextError drops what the driver joined to the end of the context.
func contextError(err error) error {
	if errors.Is(err, context.Canceled) {
		return context.Canceled
	}
	return context.DeadlineExceeded
}

var quoted = regexp.MustCompile(`(?s)"[^"]*"|'[^']*'`)

// quiet blanks the values that DuckDB repeats in its complaints about data,
// which may be personal.
func quiet(e *engine.Error) error {
	switch e.Type {
	case engine.ErrorTypeConstraint, engine.ErrorTypeConversion, engine.ErrorTypeInvalidInput,
		engine.ErrorTypeOutOfRange, engine.ErrorTypeMismatchType, engine.ErrorTypeTransaction:
		return errors.New(quoted.ReplaceAllString(e.Msg, "…"))
	}
	return e
}

// notOpened explains why a file cannot be opened.
func notOpened(err error, path string) error {
	var theirs *engine.Error
	if !errors.As(err, &theirs) || theirs.Type != engine.ErrorTypeIO {
		return huike.Because(err, huike.Invalid, "store.open",
			"the database %s cannot be opened; it is damaged, or was written by another version of DuckDB: restore the last backup", path)
	}
	switch holder, locked := lockedBy(path); {
	case locked:
		return huike.Because(err, huike.Unavailable, "store.in_use",
			"the database %s is in use by another process (number %d, perhaps another huike at work); wait until it is done, or stop it", path, holder)
	case !hasHeader(path):
		return huike.Because(err, huike.Invalid, "store.not_a_database",
			"%s is not a DuckDB database; name another file, or restore the last backup", path)
	}
	return huike.Because(err, huike.Unavailable, "store.open",
		"the database %s cannot be opened; see that its folder is there, that it may be read and written, and that the disk has room", path)
}

// hasHeader reports whether a file begins as DuckDB's files do: a checksum of
// eight bytes, then "DUCK". A file that is not there is no reason to say no.
func hasHeader(path string) bool {
	f, err := os.Open(path)
	if err != nil {
		return true
	}
	defer f.Close()
	b := make([]byte, 12)
	n, err := f.Read(b)
	return err == nil && n == len(b) && string(b[8:]) == "DUCK"
}
