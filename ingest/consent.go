package ingest

import (
	"context"
	"slices"

	"github.com/google/uuid"

	"huike"
	"huike/customer"
	"huike/store"
)

// agree writes the consents that the file or the request tells of.
func (j *job) agree(ctx context.Context, tx store.Tx, who *resolution) error {
	var buyers []int64
	if j.request.Consent == "" {
		if !j.reading.mapped("agreed") {
			return nil
		}
		var err error
		if buyers, err = j.reading.agreed(ctx); err != nil {
			return err
		}
	} else {
		for b := range who.buyers {
			buyers = append(buyers, int64(b))
		}
	}
	var ids []huike.CustomerID
	for _, b := range buyers {
		if id := who.buyers[b]; id > 0 {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	ids = slices.Compact(ids)
	if len(ids) == 0 {
		return nil
	}
	return j.grant(ctx, tx, ids)
}

// grant writes the consent of customers to marketing, and to care: who may be
// sold to may be cared for, and who unsubscribes leaves both.
func (j *job) grant(ctx context.Context, tx store.Tx, ids []huike.CustomerID) error {
	for _, purpose := range []huike.Purpose{huike.PurposeMarketing, huike.PurposeCare} {
		number, err := uuid.NewV7()
		if err != nil {
			return huike.Because(err, huike.Internal, "import.consent", "a number for the consents cannot be made")
		}
		a := customer.Agreement{Channel: huike.ChannelEmail, Purpose: purpose, Source: "import", Evidence: j.request.Consent, At: j.request.At}
		if a.Evidence == "" {
			a.Evidence = "the column of the file that tells who accepts marketing"
		}
		if _, err := customer.GrantMany(ctx, tx, number.String(), a, ids); err != nil {
			return err
		}
	}
	return nil
}

// agreed returns the buyers whose last order in the file says that they accept
// marketing.
func (r *reading) agreed(ctx context.Context) ([]int64, error) {
	rows, err := r.db.Query(ctx, `SELECT p.rowid FROM person AS p JOIN fact AS a ON a.buyer_key = p.buyer_key
GROUP BY p.rowid HAVING arg_max(a.agreed, a.f) ORDER BY p.rowid`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var all []int64
	for rows.Next() {
		var b int64
		if err := rows.Scan(&b); err != nil {
			return nil, broken(ctx, err)
		}
		all = append(all, b)
	}
	return all, broken(ctx, rows.Err())
}
