package ingest_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"huike"
	"huike/ingest"
	"huike/store"
	"huike/store/storetest"
)

// What a file leaves out, contradicts or means otherwise is refused, asked or said.
func TestNothingIsTakenInSilence(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		s := open(t, db)
		const orders = "no=order_no who=external at=ordered_at paid=amount"
		f := func(name, text, mapping string, want []string, refused map[string]int64, note string) {
			t.Helper()
			got := s.load(t, write(t, name+".csv", text), as(name, mapping), func(r *ingest.Request) { r.Format.Dates = "" })
			if diff := cmp.Diff(want, s.orderLines(t, got.Shop, `status || ' ' || CAST(local_day AS varchar) || ' ' || CAST(gross_minor AS varchar)`)); diff != "" {
				t.Errorf("%s: %s", name, diff)
			}
			if diff := cmp.Diff(refused, s.reasons(t, got.Batch)); diff != "" || note != "" && !strings.Contains(fmt.Sprint(said(got)), note) {
				t.Errorf("%s: %s %v", name, diff, said(got))
			}
		}
		none := map[string]int64{}
		f("no date", "no,who,at,paid\n1,a,,5\n2,b,2025-03-04,5\n3,c,-,5\n", orders, []string{"2: paid 2025-03-04 500"}, map[string]int64{"date_missing": 2}, "")
		f("no date on one row", "no,who,at,paid\n1,a,2025-03-01,5\n1,a,,5\n2,b,2025-03-04,5\n", orders, []string{"2: paid 2025-03-04 500"}, map[string]int64{"date_missing": 1, "order_incomplete": 1}, "")
		f("planned", "no,who,at,paid,back\n1,a,2025-12-30,5,2026-02-01\n", orders+" back=finished_at", []string{"1: paid 2025-12-30 500"}, none, "")
		f("years first", "no,who,at,paid\n1,a,25/03/04,5\n2,a,25/03/14,5\n3,a,24/12/31,5\n", orders, []string{"1: paid 2025-03-04 500", "2: paid 2025-03-14 500", "3: paid 2024-12-31 500"}, none, "dates_year_first")
		for header, days := range map[string][2]string{"created_utc": {"2025-03-02", "2025-03-04"}, "Created(UTC)": {"2025-03-02", "2025-03-04"}, "paid_at(GMT+8)": {"2025-03-02", "2025-03-03"}, "at-GMT-05:00": {"2025-03-03", "2025-03-04"}} {
			text := "no,who," + header + ",paid\n1,a,2025-03-01 10:00:00,5\n2,a,2025-03-02 14:30,5\n3,a,2025-03-03 23:30:00,5\n4,a,2025-03-03 23:30:00+08:00,5\n5,a,2025-03-04,5\n6,a,2025-03-03 11:30 PM,5\n"
			f(header, text, "no=order_no who=external "+header+"=ordered_at paid=amount", []string{"1: paid 2025-03-01 500", "2: paid " + days[0] + " 500",
				"3: paid " + days[1] + " 500", "4: paid 2025-03-03 500", "5: paid 2025-03-04 500", "6: paid " + days[1] + " 500"}, none, "")
		}
		contradicting := "no,who,at,paid\n9,z,2025-03-09,50\n9,z,2025-03-09,55\n"
		want := []string{}
		for i := 1; i < 6; i++ {
			contradicting += strings.Repeat(fmt.Sprintf("%d,w%d,2025-03-0%d,1%d\n", i, i, i, i), 2)
			want = append(want, fmt.Sprintf("%d: paid 2025-03-0%d 1%d00", i, i, i))
		}
		f("one contradicts", contradicting, orders, want, map[string]int64{"amounts_contradict": 2}, "amounts_repeat")
		f("signs", "no,who,at,paid\n1,a,2025-03-01,€5\n2,b,2025-03-01,6 €\n", orders, []string{"1: paid 2025-03-01 500", "2: paid 2025-03-01 600"}, none, "currency_by_cells")
		for name, text := range map[string]string{"two signs": "no,who,at,paid\n1,a,2025-03-01,€5\n2,b,2025-03-01,£6\n", "another sign": "no,who,at,paid\n1,a,2025-03-01,€5\n"} {
			r := ingest.Request{Path: write(t, name+".csv", text), At: noon}
			as(name, orders)(&r)
			if name == "another sign" {
				r.Shop.Currency = "USD"
			}
			if _, err := s.in.Load(t.Context(), r); huike.CodeOf(err) != "import.currency" {
				t.Errorf("%s: %v", name, err)
			}
		}
		got := s.load(t, write(t, "destroyed.csv", "no,who,mail,at,paid\n1,1.23E+18,a@example.com,2025-03-01,5\n2,1.23E+18,b@example.com,2025-03-01,5\n"), as("destroyed", orders+" mail=email"))
		if met := s.buyersOf(t, got.Shop); met != 2 {
			t.Errorf("customer numbers that a spreadsheet destroyed make %d people of 2", met)
		}
		for _, no := range []string{"withdrawn", "no longer subscribed", "unsub", "Non-subscribed", "拒收", "未同意", "nej"} {
			s.load(t, write(t, "yes.csv", "no,who,mail,at,paid,ok\n"+no+"1,"+no+",x"+fmt.Sprint(len(no))+"@example.com,2025-03-01,5,yes\n"), as("agreed", orders+" mail=email ok=agreed"))
			s.load(t, write(t, "no.csv", "no,who,mail,at,paid,ok\n"+no+"2,"+no+",x"+fmt.Sprint(len(no))+"@example.com,2025-04-01,5,"+no+"\n"), as("agreed", orders+" mail=email ok=agreed"))
		}
		if n := s.numbers(t, `SELECT count(*) FROM consent_now WHERE granted`)[0]; n != 0 {
			t.Errorf("%d consents stand after a no in other words", n)
		}
	}, ingest.Schema)
}
