package customer_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"huike"
	"huike/customer"
	"huike/store"
	"huike/store/storetest"
)

// counting counts the questions that a database gets.
type counting struct {
	store.DB
	asked int
}

func (c *counting) Read(ctx context.Context, q store.Query, a store.Args) (*store.Rows, error) {
	c.asked++
	return c.DB.Read(ctx, q, a)
}

func TestNames(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		_, v := open(t, db)
		var crowd []customer.Newcomer
		var nicks []customer.Found
		ids := []huike.CustomerID{1, 2, 77}
		want := map[huike.CustomerID]customer.Called{1: {Name: "Anna", Nick: "annie", Email: "anna@example.com"}, 2: {Nick: "bob"}}
		for id := huike.CustomerID(101); id <= 150; id++ {
			nick := fmt.Sprintf("nick %d", id)
			crowd = append(crowd, customer.Newcomer{ID: id, FirstShop: 1})
			nicks = append(nicks, customer.Found{Key: customer.Key{Kind: "nick", Shop: 1, Hash: v.Hash("nick", nick)}, Customer: id, Sealed: v.Seal(nick)})
			ids, want[id] = append(ids, id), customer.Called{Nick: nick}
		}
		a := customer.Arrival{Batch: 2, At: noon}
		if err := db.Write(t.Context(), func(tx store.Tx) error {
			if err := customer.Enroll(t.Context(), tx, a, from(crowd)); err != nil {
				return err
			}
			return customer.Attach(t.Context(), tx, a, from(nicks))
		}); err != nil {
			t.Fatal(err)
		}
		counted := &counting{DB: db}
		got, err := customer.New(counted, v).Names(t.Context(), ids)
		if d := cmp.Diff(want, got); d != "" || err != nil || counted.asked != 1 {
			t.Errorf("%d questions, (-want +got)\n%s %v", counted.asked, d, err)
		}
	}, customer.Schema)
}
