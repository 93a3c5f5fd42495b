package customer

import (
	"context"

	"huike"
	"huike/store"
)

// Called is how a customer is called and reached; what is unknown is empty.
// The values are opened: mask them before showing them.
type Called struct {
	Name, Nick, Email, Phone string
}

// Names returns how customers are called and reached, in one question for all
// of them. Unknown customers are left out.
func (c *Customers) Names(ctx context.Context, ids []huike.CustomerID) (map[huike.CustomerID]Called, error) {
	type row struct {
		id                  huike.CustomerID
		name, kind, address string
	}
	rows, err := store.All(ctx, c.db, queries.Get("names"), store.Args{"ids": ids}, func(r *store.Rows) (v row, err error) {
		return v, r.Scan(&v.id, &v.name, &v.kind, &v.address)
	})
	if err != nil {
		return nil, err
	}
	found := make(map[huike.CustomerID]Called, len(ids))
	for _, v := range rows {
		called, again := found[v.id]
		if !again {
			if called.Name, err = c.openName(v.name); err != nil {
				return nil, err
			}
		}
		if into := called.of(v.kind); into != nil && *into == "" {
			if *into, err = c.vault.Open(v.address); err != nil {
				return nil, err
			}
		}
		found[v.id] = called
	}
	return found, nil
}

// of is where a value of a kind belongs, nil for none.
func (c *Called) of(kind string) *string {
	switch kind {
	case KindNick:
		return &c.Nick
	case KindEmail:
		return &c.Email
	case KindPhone:
		return &c.Phone
	}
	return nil
}
