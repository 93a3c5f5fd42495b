package ingest_test

import (
	"compress/gzip"
	"encoding/csv"
	"fmt"
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"

	"huike/ingest"
	"huike/reference"
	"huike/store"
	"huike/store/storetest"
)

// journeyRows reads a file of completejourney without any of the room's help.
func journeyRows(t *testing.T, name string) []map[string]string {
	t.Helper()
	f, err := os.Open(reference.Path(t, "data", "completejourney", name))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	unzipped, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	lines, err := csv.NewReader(unzipped).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var rows []map[string]string
	for _, line := range lines[1:] {
		row := map[string]string{}
		for i, header := range lines[0] {
			row[header] = line[i]
		}
		rows = append(rows, row)
	}
	return rows
}

// pastCounts are the people contacted, the redeemers and the redemptions of a campaign.
type pastCounts struct{ contacted, redeemers, redemptions int64 }

func counted(t *testing.T) map[string]pastCounts {
	t.Helper()
	all := map[string]pastCounts{}
	for _, row := range journeyRows(t, "campaigns.csv.gz") {
		c := all[row["campaign_id"]]
		c.contacted++
		all[row["campaign_id"]] = c
	}
	redeemed := map[string]bool{}
	for _, row := range journeyRows(t, "coupon_redemptions.csv.gz") {
		c := all[row["campaign_id"]]
		c.redemptions++
		if who := row["campaign_id"] + "/" + row["household_id"]; !redeemed[who] {
			redeemed[who] = true
			c.redeemers++
		}
		all[row["campaign_id"]] = c
	}
	return all
}

// stored are the same counts of what the shop keeps.
func (s *shop) stored(t *testing.T) map[string]pastCounts {
	t.Helper()
	sql := `SELECT p.campaign_no, (SELECT count(DISTINCT c.customer_id) FROM contacted_before AS c WHERE c.campaign_no = p.campaign_no),
		(SELECT count(DISTINCT r.customer_id) FROM redeemed_before AS r WHERE r.campaign_no = p.campaign_no),
		(SELECT count(*) FROM redeemed_before AS r WHERE r.campaign_no = p.campaign_no) FROM campaign_before AS p`
	all := map[string]pastCounts{}
	_, err := store.All(t.Context(), s.db, store.Compiled("test", sql), nil, func(r *store.Rows) (bool, error) {
		var no string
		var c pastCounts
		err := r.Scan(&no, &c.contacted, &c.redeemers, &c.redemptions)
		all[no] = c
		return true, err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// The public campaigns come in whole, once, and their people are the buyers of the same shop.
func TestPastCampaignsOfCompleteJourney(t *testing.T) {
	file := func(name string) string { return reference.Path(t, "data", "completejourney", name) }
	want := counted(t)
	// Campaign 18 as its publisher counts it: 1,133 households, 214 redeemed 653 coupons.
	if want["18"] != (pastCounts{1133, 214, 653}) || len(want) != 27 {
		t.Fatalf("the files hold %d campaigns, and of 18 %+v", len(want), want["18"])
	}
	storetest.Each(t, func(t *testing.T, db store.DB) {
		s := open(t, db)
		for _, f := range []struct {
			name string
			want ingest.Report
		}{
			// The list has 27 rows; 6,589 contacts of 1,559 households, who alone redeemed 2,102 coupons (counted over the files).
			{"campaign_descriptions.csv.gz", ingest.Report{Kind: "past-campaigns", Preset: "completejourney-campaigns", Rows: 27, Added: 27}},
			{"campaigns.csv.gz", ingest.Report{Kind: "contacts", Preset: "completejourney-contacts", Rows: 6589, Added: 6589, Visitors: 1559}},
			{"coupon_redemptions.csv.gz", ingest.Report{Kind: "redemptions", Preset: "completejourney-redemptions", Rows: 2102, Added: 2102}},
		} {
			got := s.load(t, file(f.name))
			f.want.Batch, f.want.Shop = got.Batch, 1
			if unlike(got, f.want) {
				t.Errorf("%s: %+v, want %+v %v", f.name, got, f.want, s.reasons(t, got.Batch))
			}
			if again := s.load(t, file(f.name)); again.Known != got.Rows || again.Added+again.Changed+again.Visitors+again.Rejected != 0 {
				t.Errorf("%s again: %+v", f.name, again)
			}
		}
		if got := s.stored(t); !cmp.Equal(got, want, cmp.AllowUnexported(pastCounts{})) {
			t.Error(cmp.Diff(want, got, cmp.AllowUnexported(pastCounts{})))
		}
		s.same(t, "a contact without a day is as old as its campaign; the days are the shop's", `SELECT
			(SELECT count(*) FROM contacted_before WHERE campaign_no = '18' AND local_day = CAST('2017-10-30' AS date)),
			(SELECT count(*) FROM redeemed_before WHERE local_day < CAST('2017-01-01' AS date) OR local_day > CAST('2017-12-31' AS date))`, 1133, 0)

		s.load(t, file("transactions_sample.csv.gz"), func(r *ingest.Request) {
			r.Shop.ID = 1
			r.Mapping = ingest.Mapping{"household_id": "external", "basket_id": "order_no", "product_id": "product_no", "quantity": "quantity", "sales_value": "line_amount", "transaction_timestamp": "paid_at"}
		})
		if got := s.stored(t); !cmp.Equal(got, want, cmp.AllowUnexported(pastCounts{})) {
			t.Error("after the orders: " + cmp.Diff(want, got, cmp.AllowUnexported(pastCounts{})))
		}
		s.same(t, "the contacted households with a basket are its buyers", fmt.Sprintf(`SELECT
			(SELECT count(DISTINCT customer_id) FROM contacted_before WHERE customer_id > 0) - %d,
			(SELECT count(DISTINCT c.customer_id) FROM contacted_before AS c JOIN orders AS o ON o.customer_id = c.customer_id) - %d`, buyersAmong(t), buyersAmong(t)), 0, 0)
	}, ingest.Schema)
}

// buyersAmong counts the households of the baskets that campaigns contacted.
func buyersAmong(t *testing.T) int {
	contacted, both := map[string]bool{}, map[string]bool{}
	for _, row := range journeyRows(t, "campaigns.csv.gz") {
		contacted[row["household_id"]] = true
	}
	for _, row := range journeyRows(t, "transactions_sample.csv.gz") {
		if contacted[row["household_id"]] {
			both[row["household_id"]] = true
		}
	}
	if len(both) < 1000 {
		t.Fatalf("only %d households were contacted and bought", len(both))
	}
	return len(both)
}

// A seller's own lists come in, in Chinese and English, with their gaps and doubles.
func TestPastCampaignsOfSellers(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		s := sold(t, db)
		s.told(t, ingest.Report{Kind: "contacts", Rows: 3, Added: 1, Visitors: 1, Rejected: 2}, "early.csv",
			"活动编号,会员名,触达时间,触达渠道\nA1,小王,,短信\nA9,路人,2015-11-09 10:00:00,短信\nA1,小李,,短信\n")
		if diff := cmp.Diff(map[string]int64{"campaign_absent": 2}, s.reasons(t, 2)); diff != "" {
			t.Error(diff)
		}
		s.told(t, ingest.Report{Kind: "past-campaigns", Rows: 6, Added: 2, Known: 1, Rejected: 3}, "list.csv",
			"活动编号,活动名称,活动类型,开始日期,结束日期\nA1,双十一,满减,2015-11-01,2015-11-12\nA2,清仓,,2015/12/1,\n,x,,2015-11-01,\nA3,x,,someday,\nA4,x,,2015-11-05,2015-11-01\nA2,清仓,,2015/12/1,\n")
		if diff := cmp.Diff(map[string]int64{"cell_missing": 1, "date_unreadable": 1, "days_reversed": 1}, s.reasons(t, 4)); diff != "" {
			t.Error(diff)
		}
		s.told(t, ingest.Report{Kind: "past-campaigns", Rows: 1, Changed: 1}, "longer.csv", "campaign,start,end\nA1,2015-11-01,2015-11-15\n")
		s.same(t, "what a file does not say stays", `SELECT count(*) FROM campaign_before WHERE campaign_no = 'A1' AND name = '双十一' AND kind = '满减' AND end_day = CAST('2015-11-15' AS date)`, 1)

		head := "campaign,nick,contacted_at,channel,arm,cost\n"
		s.told(t, ingest.Report{Kind: "contacts", Rows: 6, Added: 5, Visitors: 1, Rejected: 1}, "sent.csv", head+
			"A1,小王,2015-11-01 09:00:00,sms,text A,0.05\nA1,小王,2015-11-01 09:00:00,sms,text A,0.05\nA1,小李,,sms,text A,0.05\nA1,新人,,sms,对照组,\nA1,小*,,sms,text A,0.05\nA1,小李,,mail,text A,\n")
		s.same(t, "doubles of a file count; who is held back is told", `SELECT count(*), count(DISTINCT customer_id), count(CASE WHEN is_control THEN 1 END), CAST(sum(cost_minor) AS bigint)
			FROM contacted_before WHERE campaign_no = 'A1'`, 5, 3, 1, 15)
		s.told(t, ingest.Report{Kind: "contacts", Rows: 1, Changed: 1}, "dearer.csv", "campaign,nick,channel,cost\nA1,小李,sms,0.06\n")

		head = "campaign,nick,coupon,redeemed_at,order_no,amount\n"
		s.told(t, ingest.Report{Kind: "redemptions", Rows: 5, Added: 3, Rejected: 2}, "redeemed.csv", head+
			"A1,小王,C5,2015-11-02,1000000000000001,5\nA1,小王,C5,2015-11-03,,5\nA1,小王,C5,2015-11-03,,5\nA1,小王,C5,,,5\nA1,小王,C5,2015-11-03,,-5\n")
		s.same(t, "two alike in a file are two", `SELECT count(*), count(DISTINCT customer_id), CAST(sum(amount_minor) AS bigint), count(order_no) FROM redeemed_before`, 3, 1, 1500, 1)
		s.told(t, ingest.Report{Kind: "redemptions", Rows: 2, Added: 1, Known: 1}, "more.csv", head+"A1,小王,C5,2015-11-03,,5\nA1,小王,C6,2015-11-03,,\n")
	}, ingest.Schema)
}
