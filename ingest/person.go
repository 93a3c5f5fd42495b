package ingest

import (
	"context"
	"database/sql"
	"io"

	"huike"
	"huike/customer"
	"huike/store"
)

// complete fills in what was not known of customers who were known before, by
// the first order of each that tells it.
func (j *job) complete(ctx context.Context, tx store.Tx, r *resolution) error {
	known := r.known()
	if len(known) == 0 || !j.reading.mapped("name", "gender", "country", "province", "city", "address") {
		return nil
	}
	rows, err := j.reading.db.Query(ctx, `SELECT p.rowid, arg_min(a.name, a.f) FILTER (a.name IS NOT NULL), arg_min(a.gender, a.f) FILTER (a.gender IS NOT NULL),
arg_min(a.country, a.f) FILTER (a.country IS NOT NULL), arg_min(a.province, a.f) FILTER (a.province IS NOT NULL), arg_min(a.city, a.f) FILTER (a.city IS NOT NULL)
FROM person AS p JOIN fact AS a ON a.buyer_key = p.buyer_key GROUP BY p.rowid ORDER BY p.rowid`)
	if err != nil {
		return err
	}
	defer rows.Close()
	_, err = customer.Fill(ctx, tx, func() (customer.Told, error) {
		for rows.Next() {
			told, buyer, err := j.told(rows)
			if err != nil {
				return told, broken(ctx, err)
			}
			// Who has several buyers in the file is filled by the first.
			if id := known[buyer]; id != 0 && told != (customer.Told{}) {
				told.ID = id
				return told, nil
			}
		}
		if err := rows.Err(); err != nil {
			return customer.Told{}, broken(ctx, err)
		}
		return customer.Told{}, io.EOF
	})
	return err
}

// told reads what the file tells of a buyer.
func (j *job) told(rows *sql.Rows) (t customer.Told, buyer int64, err error) {
	var cells [5]*string
	err = rows.Scan(&buyer, &cells[0], &cells[1], &cells[2], &cells[3], &cells[4])
	t = customer.Told{Gender: text(cells[1]), Country: text(cells[2]), Province: text(cells[3]), City: text(cells[4])}
	if cells[0] != nil {
		t.NameSealed = j.in.vault.Seal(*cells[0])
	}
	return t, buyer, err
}

// known are the customers who were known before, by the first buyer of the file
// who is each.
func (r *resolution) known() map[int64]huike.CustomerID {
	seen, out := map[huike.CustomerID]bool{}, map[int64]huike.CustomerID{}
	for b, id := range r.buyers {
		if id > 0 && (r.first == 0 || id < r.first) && !seen[id] {
			seen[id], out[int64(b)] = true, id
		}
	}
	return out
}
