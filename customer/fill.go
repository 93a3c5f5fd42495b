package customer

import (
	"context"

	"huike"
	"huike/store"
)

// Told is what a file tells of a customer; "" when it does not.
type Told struct {
	ID                              huike.CustomerID
	NameSealed                      string
	Gender, Country, Province, City string
}

// Fill writes in bulk what was not known of customers yet, and returns of how
// many; what is known stays. next ends with io.EOF and names nobody twice.
func Fill(ctx context.Context, tx store.Tx, next func() (Told, error)) (int64, error) {
	columns := []string{"customer_id", "name_sealed", "gender", "country", "province", "city"}
	row := make([]any, len(columns))
	n, err := tx.Load(ctx, "stage_person", columns, func() ([]any, error) {
		t, err := next()
		if err != nil {
			return nil, err
		}
		row[0], row[1], row[2] = int64(t.ID), orNull(t.NameSealed), orNull(t.Gender)
		row[3], row[4], row[5] = orNull(t.Country), orNull(t.Province), orNull(t.City)
		return row, nil
	})
	if err != nil || n == 0 {
		return 0, err
	}
	filled, err := tx.Exec(ctx, queries.Get("person_fill"), nil)
	if err != nil {
		return 0, err
	}
	_, err = tx.Exec(ctx, queries.Get("stage_person_clear"), nil)
	return filled, err
}
