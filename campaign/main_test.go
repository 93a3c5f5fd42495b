package campaign_test

import (
	"context"
	"fmt"
	"os"
	"testing"
	"time"

	"huike/message/messagetest"
	"huike/store"
	databases "huike/store/open"
	"huike/store/storetest"
)

// childDatabase makes this binary a process that sends all campaigns of a
// database, and is there to be killed.
const childDatabase = "HUIKE_CAMPAIGN_TEST_DATABASE"

func TestMain(m *testing.M) {
	if address := os.Getenv(childDatabase); address != "" {
		if err := child(address); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	storetest.Main(m)
}

// child advances the campaigns until none sends any more.
func child(address string) error {
	ctx := context.Background()
	db, err := databases.DB(ctx, address, databases.Options{MemoryLimit: "512MiB"})
	if err != nil {
		return err
	}
	defer db.Close()
	h, err := open(db)
	if err != nil {
		return err
	}
	h.BatchSize = 4
	fmt.Println(messagetest.Ready)
	for clock := running(); ; time.Sleep(20 * time.Millisecond) {
		if err := h.Advance(ctx, clock); err != nil {
			return err
		}
		busy, _, err := store.One(ctx, db, store.Compiled("test/busy", `SELECT count(*) FROM campaign WHERE state <> 'done'`), nil,
			func(r *store.Rows) (n int64, err error) { return n, r.Scan(&n) })
		if err != nil || busy == 0 {
			return err
		}
	}
}
