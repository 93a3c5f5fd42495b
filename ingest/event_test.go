package ingest_test

import (
	"context"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/simplifiedchinese"

	"huike"
	"huike/ingest"
	"huike/order"
	"huike/reference"
	"huike/store"
	"huike/store/storetest"
)

// S1-13: the three public streams of behaviour come in whole, once.
func TestS1_13_PublicEvents(t *testing.T) {
	f := func(file string, want ingest.Report, kinds map[string]int64, first, last string, products int64) {
		t.Helper()
		storetest.Each(t, func(t *testing.T, db store.DB) {
			s := open(t, db)
			got := s.load(t, reference.Path(t, "data", "events", file))
			want.Batch, want.Shop, want.Kind = 1, 1, "events"
			if unlike(got, want) {
				t.Errorf("%s: %+v, want %+v", file, got, want)
			}
			for kind, n := range kinds {
				if got := s.numbers(t, `SELECT count(*) FROM behaviour WHERE kind = '`+kind+`'`); got[0] != n {
					t.Errorf("%s: %d of %s, want %d", file, got[0], kind, n)
				}
			}
			span := `SELECT count(*) FROM (SELECT min(local_day) AS a, max(local_day) AS b FROM behaviour) AS d WHERE a = CAST('` + first + `' AS date) AND b = CAST('` + last + `' AS date)`
			if n := s.numbers(t, span); n[0] != 1 {
				t.Errorf("%s does not run from %s to %s", file, first, last)
			}
			if n := s.numbers(t, `SELECT count(*), (SELECT count(*) FROM behaviour WHERE product_id IS NULL OR customer_id >= 0) FROM product_view`); !cmp.Equal(n, []int64{products, 0}) {
				t.Errorf("%s: products and events without: %v", file, n)
			}
			again := s.load(t, reference.Path(t, "data", "events", file))
			want := ingest.Report{Batch: 2, Shop: 1, Kind: "events", Preset: want.Preset, Rows: want.Rows, Known: want.Rows}
			if unlike(again, want) {
				t.Errorf("%s again: %+v, want %+v", file, again, want)
			}
		}, ingest.Schema)
	}
	// Rows by kind, people and products as sort and uniq count them in the files (data/README.md: 9,385, 4,321 and
	// 1,000 rows); three rows of RetailRocket stand there twice. Days are in the makers' time zones.
	f("retailrocket_visitors5000_events.csv.gz", ingest.Report{Preset: "retailrocket", Rows: 9385, Added: 9382, Known: 3, Visitors: 5000},
		map[string]int64{"view": 9075, "cart": 261, "pay": 46}, "2015-05-03", "2015-09-18", 6610)
	f("taobao_userbehavior_head.csv.gz", ingest.Report{Preset: "user-behavior", Rows: 4321, Added: 4321, Visitors: 43},
		map[string]int64{"view": 3926, "cart": 190, "favourite": 128, "pay": 77}, "2017-09-11", "2017-12-03", 3276)
	f("rees46_2019-Oct_first1000.csv.gz", ingest.Report{Preset: "rees46", Rows: 1000, Added: 1000, Visitors: 330},
		map[string]int64{"pay": 10}, "2019-10-01", "2019-10-01", 534)
}

const calls = `{"type":"page","messageId":"m1","anonymousId":"a1","timestamp":"2024-03-01T23:30:00.000Z","context":{"page":{"referrer":"https://www.baidu.com/s?wd=x"}}}
{"type":"track","event":"Product Viewed","messageId":"m2","anonymousId":"a1","originalTimestamp":"2024-03-02T01:00:00.000Z","properties":{"product_id":"P1","name":"Scarf","category":"Wool","price":12.5}}
not a call
{"type":"identify","messageId":"m3","anonymousId":"a1","userId":"u1","timestamp":"2024-03-02T01:01:00Z","traits":{"email":"Zhao@Example.com"}}
{"batch":[{"type":"track","event":"Order Completed","messageId":"m4","userId":"u1","timestamp":"2024-03-02T01:05:00+00:00","properties":{"total":"25","products":[{"product_id":"P1"}]}},{"type":"track","event":"Product Added","messageId":"m5","userId":"u2","anonymousId":"a1","timestamp":"2024-03-02T02:00:00Z","properties":{"sku":"P2"}}]}
{"type":"track","messageId":"m6","userId":"u1","timestamp":"2024-03-02T01:05:00Z"}
{"type":"track","event":"Product Added","messageId":"m7","timestamp":"2024-03-02T01:05:00Z"}
{"type":"track","event":"Product Added","messageId":"m2","anonymousId":"a1","timestamp":"2024-03-02T01:00:00Z","properties":{"product_id":"P1"}}
`

// S1-13: a visitor's past becomes a customer's when a call, or a later order, says who it was.
func TestS1_13_CallsFindTheCustomer(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		s := open(t, db)
		shop := func(r *ingest.Request) { r.Shop.Name, r.Shop.TimeZone, r.Shop.Currency = "own", "Asia/Shanghai", "CNY" }
		got := s.load(t, write(t, "calls.jsonl", calls), shop)
		// u1 with a1 is one visitor; u2 on the same browser is another.
		want := ingest.Report{Batch: 1, Shop: 1, Kind: "events", Preset: "segment", Rows: 9, Added: 4, Known: 1, Visitors: 2, Rejected: 3}
		if unlike(got, want) {
			t.Errorf("%+v, want %+v", got, want)
		}
		where := `SELECT count(*), count(DISTINCT customer_id), count(CASE WHEN customer_id > 0 THEN 1 END), CAST(sum(amount_minor) AS bigint),
			count(CASE WHEN local_day = CAST('2024-03-02' AS date) THEN 1 END), count(CASE WHEN kind = 'visit' AND source = 'www.baidu.com' AND local_hour = 7 THEN 1 END) FROM behaviour`
		if n := s.numbers(t, where); !cmp.Equal(n, []int64{4, 2, 0, 1250 + 2500, 4, 1}) {
			t.Errorf("events, people, of customers, money, on the local day, visit: %v", n)
		}
		reasons := s.reasons(t, 1)
		if diff := cmp.Diff(map[string]int64{"json_unreadable": 1, "cell_missing": 1, "who_missing": 1}, reasons); diff != "" {
			t.Error(diff)
		}
		before, err := s.orders.Version(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		own := "order_no,ordered_at,amount,email\nA1,2024-03-03 10:00:00,30,zhao@example.com\n"
		orders := s.load(t, write(t, "orders.csv", own), shop, func(r *ingest.Request) {
			r.Mapping = ingest.Mapping{"order_no": "order_no", "ordered_at": "paid_at", "amount": "amount", "email": "email"}
		})
		if orders.Customers != 1 || orders.Kind != "orders" {
			t.Errorf("%+v", orders)
		}
		if n := s.numbers(t, where); !cmp.Equal(n, []int64{4, 2, 3, 3750, 4, 1}) {
			t.Errorf("after the order: %v", n)
		}
		if after, err := s.orders.Version(t.Context()); err != nil || after <= before {
			t.Errorf("version %d after %d: %v", after, before, err)
		}
		later := `{"type":"track","event":"Product Viewed","messageId":"m8","anonymousId":"a1","timestamp":"2024-03-05T01:00:00Z","properties":{"product_id":"P1"}}` + "\n"
		if got := s.load(t, write(t, "later.jsonl", later), shop); got.Added != 1 || got.Visitors != 0 {
			t.Errorf("%+v", got)
		}
		if n := s.numbers(t, `SELECT count(*) FROM event WHERE customer_id = 1`); n[0] != 1 {
			t.Errorf("%d events stored as the customer's", n[0])
		}
		if n := s.numbers(t, `SELECT count(*) FROM product_view WHERE external_no = 'P1' AND title = 'Scarf' AND category = 'Wool'`); n[0] != 1 {
			t.Error("the product has no title")
		}
	}, ingest.Schema)
}

// Two visitors who turn out to be one are one, and one customer when either is.
func TestVisitorsBecomeOne(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		s := open(t, db)
		shop := func(r *ingest.Request) { r.Shop.Name = "own" }
		track := func(id, who string) string {
			return `{"type":"track","event":"Product Viewed","messageId":"` + id + `",` + who + `,"timestamp":"2024-03-05T01:00:00Z"}` + "\n"
		}
		s.load(t, write(t, "1.jsonl", track("1", `"anonymousId":"a1"`)+track("2", `"anonymousId":"a2"`)+track("3", `"userId":"u1"`)), shop)
		people := `SELECT count(*), count(DISTINCT customer_id), count(DISTINCT CASE WHEN customer_id > 0 THEN customer_id END) FROM behaviour`
		if n := s.numbers(t, people); !cmp.Equal(n, []int64{3, 3, 0}) {
			t.Errorf("strangers: %v", n)
		}
		s.load(t, write(t, "2.jsonl", `{"type":"identify","messageId":"4","userId":"u1","anonymousId":"a1","timestamp":"2024-03-05T01:00:00Z"}`+"\n"), shop)
		if n := s.numbers(t, people); !cmp.Equal(n, []int64{3, 2, 0}) {
			t.Errorf("a1 is u1: %v", n)
		}
		s.load(t, write(t, "3.jsonl", `{"type":"alias","messageId":"5","userId":"u1","previousId":"a2","timestamp":"2024-03-05T01:00:00Z"}`+"\n"+track("6", `"anonymousId":"a2"`)), shop)
		if n := s.numbers(t, people); !cmp.Equal(n, []int64{4, 1, 0}) {
			t.Errorf("a2 is u1: %v", n)
		}
		s.load(t, write(t, "orders.csv", "customer_id,order_date,revenue\nu1,2024-03-06,5\n"), shop)
		if n := s.numbers(t, people); !cmp.Equal(n, []int64{4, 1, 1}) {
			t.Errorf("u1 bought: %v", n)
		}
	}, ingest.Schema)
}

// reasons counts the refused rows of a batch.
func (s *shop) reasons(t *testing.T, batch int64) map[string]int64 {
	t.Helper()
	b, err := s.in.Batch(t.Context(), batch)
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]int64{}
	for _, r := range b.Reasons {
		all[r.Reason] += r.Count
	}
	return all
}

// Refused events can be taken out, mended and brought in again.
func TestRefusedEventsComeBack(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		s := open(t, db)
		good := "1,2268318,2520377,pv,1511544070\n"
		path := write(t, "user.csv", good+"2,5,6,fav,-1511544070\n"+"3,5,6,cart,1511544071\n")
		got := s.load(t, path)
		if got.Preset != "user-behavior" || got.Added != 2 || got.Rejected != 1 {
			t.Errorf("%+v", got)
		}
		var out strings.Builder
		if err := s.in.RejectsCSV(t.Context(), got.Batch, &out); err != nil {
			t.Fatal(err)
		}
		rows, err := s.in.Rejects(t.Context(), got.Batch, 10, 0)
		if err != nil || len(rows) != 1 || rows[0].Row != 2 {
			t.Errorf("%+v %v", rows, err)
		}
		mended := write(t, "mended.csv", strings.ReplaceAll(out.String(), "-1511544070", "1511544072"))
		if got := s.load(t, mended); got.Preset != "user-behavior" || got.Added != 1 || got.Rejected != 0 {
			t.Errorf("mended: %+v\n%s", got, out.String())
		}
	}, ingest.Schema)
}

// Files of sellers' tools: GBK, cut and overlapping; what is cancelled leaves nothing.
func TestEventsOfSellersTools(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		s := open(t, db)
		rows := []string{"行为时间,行为,会员名,商品ID", "2015/11/11 8:00,浏览,小王,=\"1234567890123456\"", "2015/11/11 8:01,加购,小王,=\"1234567890123456\"",
			"2015/11/11 8:02,支付,小李,", "2015-11-11T08:03:00+09:00,收藏,小李,7", "20 November,浏览,小李,7"}
		gbk := func(name string, lines ...string) string {
			b, err := simplifiedchinese.GB18030.NewEncoder().String(strings.Join(lines, "\r\n"))
			if err != nil {
				t.Fatal(err)
			}
			return write(t, name, b)
		}
		ctx, cancel := context.WithCancel(t.Context())
		_, err := s.in.Load(ctx, ingest.Request{Path: gbk("all.csv", rows...), Shop: order.Shop{Name: "shop"}, At: noon, Progress: func(p ingest.Progress) {
			if p.Phase == "storing" {
				cancel()
			}
		}})
		if huike.KindOf(err) != huike.Unavailable {
			t.Errorf("cancelled: %v", err)
		}
		s.same(t, "a cancelled import leaves nothing", `SELECT (SELECT count(*) FROM event) + (SELECT count(*) FROM visitor) + (SELECT count(*) FROM product)`, 0)
		if b, err := s.in.Batch(t.Context(), 1); err != nil || b.State != ingest.Cancelled || b.Kind != "events" {
			t.Errorf("%+v %v", b, err)
		}
		first := s.load(t, gbk("half.csv", rows[:3]...), named)
		if first.Added != 2 || first.Visitors != 1 {
			t.Errorf("%+v", first)
		}
		all := s.load(t, gbk("all.csv", rows...))
		want := ingest.Report{Batch: 3, Shop: first.Shop, Kind: "events", Preset: "events", Rows: 5, Added: 2, Known: 2, Visitors: 1, Rejected: 1}
		if unlike(all, want) {
			t.Errorf("%+v, want %+v", all, want)
		}
		s.same(t, "events by kind; an offset counts", `SELECT count(*), count(DISTINCT kind), count(CASE WHEN kind = 'favourite' AND local_hour = 7 THEN 1 END),
			count(CASE WHEN kind = 'pay' AND product_id IS NULL THEN 1 END), (SELECT count(*) FROM product_view WHERE external_no = '1234567890123456') FROM behaviour`, 4, 4, 1, 1, 1)
	}, ingest.Schema)
}
