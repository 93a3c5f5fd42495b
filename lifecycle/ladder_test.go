package lifecycle_test

import (
	"context"
	"io"
	"testing"
	"time"

	"huike"
	"huike/customer"
	"huike/lifecycle"
	"huike/order/ordertest"
	"huike/store"
	"huike/store/storetest"

	"github.com/google/go-cmp/cmp"
)

// enroll makes known people, who may have no order at all.
func enroll(t *testing.T, db store.DB, at time.Time, ids ...huike.CustomerID) {
	t.Helper()
	err := db.Write(t.Context(), func(tx store.Tx) error {
		i := 0
		return customer.Enroll(context.Background(), tx, customer.Arrival{Batch: 1, At: at}, func() (customer.Newcomer, error) {
			if i == len(ids) {
				return customer.Newcomer{}, io.EOF
			}
			i++
			return customer.Newcomer{ID: ids[i-1], FirstShop: 1}, nil
		})
	})
	if err != nil {
		t.Fatal(err)
	}
}

// Suspect, Prospect, New, Regular, Fans, Holding, Lapsed: everybody known stands
// on exactly one of the seven rungs.
func TestS1_60_SevenRungs(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		orders := []ordertest.Order{
			{Customer: 2, Day: "2024-06-01", Gross: 50, Unpaid: true},                                // prospect
			{Customer: 3, Day: "2024-06-20", Gross: 10},                                              // new
			{Customer: 4, Day: "2024-05-01", Gross: 10}, {Customer: 4, Day: "2024-06-01", Gross: 10}, // regular
			{Customer: 6, Day: "2024-04-01", Gross: 10}, // holding
			{Customer: 7, Day: "2023-04-01", Gross: 10}, // lapsed
			{Customer: 8, Day: "2024-07-09", Gross: 10}, // buys after the day: a suspect on it
		}
		for _, d := range []string{"2024-02-01", "2024-03-01", "2024-04-01", "2024-05-01", "2024-06-01"} {
			orders = append(orders, ordertest.Order{Customer: 5, Day: d, Gross: 10}) // fan
		}
		ordertest.Put(t, db, orders)
		enroll(t, db, day("2024-01-01").Time(time.UTC), 1, 2, 3, 4, 5, 6, 7, 8)
		enroll(t, db, day("2024-07-05").Time(time.UTC), 9) // not known yet on the day
		b, err := open(db).Board(t.Context(), scope("2024-06-30"), huike.Day{}, at)
		if err != nil {
			t.Fatal(err)
		}
		want := []lifecycle.LadderCount{{"suspect", 2, 0}, {"prospect", 1, 0}, {"new", 1, 1000}, {"regular", 1, 2000}, {"fans", 1, 5000}, {"holding", 1, 1000}, {"lapsed", 1, 1000}}
		if diff := cmp.Diff(want, b.Ladder); diff != "" {
			t.Error(diff)
		}
	}, lifecycle.Schema)
}
