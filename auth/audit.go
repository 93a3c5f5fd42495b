package auth

import (
	"context"
	"strconv"
	"time"

	"github.com/google/uuid"

	"huike"
	"huike/store"
)

// Entry is one line of the audit. It never holds personal data: the subject is a number.
type Entry struct {
	ID      string
	At      time.Time
	Actor   string // user:3, key:7, system
	Action  string // customer.unmask, campaign.approve, …
	Subject string // customer:42
	Detail  string
}

// Note adds a line to the audit.
func (a *Auth) Note(ctx context.Context, e Entry) error {
	id, err := uuid.NewV7()
	if err != nil {
		return huike.Because(err, huike.Internal, "auth.audit", "no number for the audit")
	}
	return a.db.Write(ctx, func(tx store.Tx) error {
		_, err := tx.Exec(ctx, queries.Get("audit_insert"), store.Args{"id": id.String(), "at": e.At,
			"actor": e.Actor, "action": e.Action, "subject": e.Subject, "detail": e.Detail})
		return err
	})
}

// AuditFilter says which lines are wanted; an empty action or subject means all.
type AuditFilter struct {
	Action, Subject string
	Limit, Offset   int
}

// Audit returns lines of the audit, newest first, and how many there are in all.
func (a *Auth) Audit(ctx context.Context, f AuditFilter) (lines []Entry, total int64, err error) {
	args := store.Args{"action": f.Action, "subject": f.Subject}
	total, _, err = store.One(ctx, a.db, queries.Get("audit_count"), args, scanCount)
	if err != nil {
		return nil, 0, err
	}
	args["limit"], args["offset"] = f.Limit, f.Offset
	lines, err = store.All(ctx, a.db, queries.Get("audit_list"), args, func(r *store.Rows) (e Entry, err error) {
		return e, r.Scan(&e.ID, &e.At, &e.Actor, &e.Action, &e.Subject, &e.Detail)
	})
	return lines, total, err
}

func actor(kind string, id int64) string { return kind + ":" + strconv.FormatInt(id, 10) }
