package ingest

import (
	"context"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"time"

	"github.com/google/uuid"

	"huike"
	"huike/customer"
	"huike/store"
)

// answering is a target that tells whether people agreed, and on which channel.
type answering struct {
	target  string
	channel huike.Channel
}

var answerings = []answering{{"agreed", huike.ChannelEmail}, {"agreed_sms", customer.ChannelPhone}}

// purposes are those to which an answer counts: who may be sold to may be cared
// for, and who unsubscribes leaves both.
var purposes = []huike.Purpose{huike.PurposeMarketing, huike.PurposeCare}

// answer is the last time at which a buyer said yes, or no, in a file.
type answer struct {
	buyer    int64
	channel  huike.Channel
	granted  bool
	at       *time.Time // nil: the file does not tell
	evidence string
	suppress bool
}

// agree writes what the file, and then the request, tell of consents. The day on
// which something was said decides, not the row.
func (j *job) agree(ctx context.Context, tx store.Tx, who *resolution) error {
	answers, err := j.answers(ctx)
	if err != nil {
		return err
	}
	if err := j.record(ctx, tx, who, answers); err != nil {
		return err
	}
	if j.request.Consent == "" {
		return nil
	}
	var ids []huike.CustomerID
	for _, id := range who.buyers {
		if id > 0 {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	return j.grant(ctx, tx, slices.Compact(ids))
}

// record writes the answers of a file to the ledger.
func (j *job) record(ctx context.Context, tx store.Tx, who *resolution, answers []answer) error {
	if len(answers) == 0 {
		return nil
	}
	number, err := uuid.NewV7()
	if err != nil {
		return huike.Because(err, huike.Internal, "import.consent", "a number for the consents cannot be made")
	}
	i, purpose := 0, 0
	return customer.ConsentMany(ctx, tx, number.String(), customer.Arrival{Batch: j.batch, At: j.request.At}, func() (customer.Answer, error) {
		for i < len(answers) && who.buyers[answers[i].buyer] <= 0 {
			i++
		}
		if i == len(answers) {
			return customer.Answer{}, io.EOF
		}
		a := answers[i]
		out := customer.Answer{Customer: who.buyers[a.buyer], Channel: a.channel, Purpose: purposes[purpose], Granted: a.granted, Evidence: a.evidence,
			At: j.request.At, Dated: a.at != nil, Suppress: a.suppress}
		if a.at != nil {
			out.At = *a.at
		}
		if purpose++; purpose == len(purposes) {
			i, purpose = i+1, 0
		}
		return out, nil
	})
}

// grant writes the consent that the request claims for all who never said
// anything.
func (j *job) grant(ctx context.Context, tx store.Tx, ids []huike.CustomerID) error {
	if len(ids) == 0 {
		return nil
	}
	for _, purpose := range purposes {
		number, err := uuid.NewV7()
		if err != nil {
			return huike.Because(err, huike.Internal, "import.consent", "a number for the consents cannot be made")
		}
		a := customer.Agreement{Channel: huike.ChannelEmail, Purpose: purpose, Source: "import", Evidence: j.request.Consent, At: j.request.At}
		if _, err := customer.GrantMany(ctx, tx, number.String(), a, ids); err != nil {
			return err
		}
	}
	return nil
}

// answers reads the last yes and the last no of every buyer. An order tells them
// as of its own time; a list of people as of the time that it names for them.
func (j *job) answers(ctx context.Context) ([]answer, error) {
	time := "a.told_at"
	if j.kind.id != Orders {
		time = "coalesce(a.agreed_at, a.told_at)"
	}
	var all []answer
	for _, q := range answerings {
		if !j.reading.mapped(q.target) {
			continue
		}
		more, err := j.said(ctx, q.channel, q.target, "a."+q.target, time)
		if err != nil {
			return nil, err
		}
		all = append(all, more...)
	}
	if j.kind.id == Orders {
		return all, nil
	}
	if j.reading.mapped("agreed_at") && !j.reading.mapped("agreed") {
		more, err := j.said(ctx, huike.ChannelEmail, "agreed_at", "CASE WHEN a.agreed_at IS NOT NULL THEN true END", "a.agreed_at")
		if err != nil {
			return nil, err
		}
		all = append(all, more...)
	}
	if j.reading.mapped("unsubscribed_at") {
		more, err := j.said(ctx, huike.ChannelEmail, "unsubscribed_at", "CASE WHEN a.unsubscribed_at IS NOT NULL THEN false END", "a.unsubscribed_at")
		if err != nil {
			return nil, err
		}
		for i := range more {
			more[i].suppress = true
		}
		all = append(all, more...)
	}
	return all, nil
}

// said reads what buyers said in one column; answer and time are expressions over
// the facts, made of known names.
func (j *job) said(ctx context.Context, channel huike.Channel, target, said, time string) ([]answer, error) {
	rows, err := j.reading.db.Query(ctx, `SELECT p.rowid, s.said, s.told_at FROM (
  SELECT a.buyer_key, `+said+` AS said, max(`+time+`) AS told_at FROM fact AS a WHERE a.buyer_key IS NOT NULL AND `+said+` IS NOT NULL GROUP BY ALL
) AS s JOIN person AS p ON p.buyer_key = s.buyer_key ORDER BY p.rowid, s.said`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	evidence := fmt.Sprintf("the column %q of %s", j.reading.columnOf(target), j.fileName())
	var all []answer
	for rows.Next() {
		a := answer{channel: channel, evidence: evidence}
		if err := rows.Scan(&a.buyer, &a.granted, &a.at); err != nil {
			return nil, broken(ctx, err)
		}
		all = append(all, a)
	}
	return all, broken(ctx, rows.Err())
}

// fileName is what the file is called for people.
func (j *job) fileName() string { return first(j.request.Name, filepath.Base(j.request.Path)) }
