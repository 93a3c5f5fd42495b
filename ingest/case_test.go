package ingest_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"huike"
	"huike/ingest"
	"huike/store"
	"huike/store/storetest"
)

// as imports into a shop of some name by a mapping "column=target …".
func as(shop, mapping string) func(*ingest.Request) {
	return func(r *ingest.Request) {
		r.Shop.Name, r.Mapping = shop, ingest.Mapping{}
		for _, pair := range strings.Fields(mapping) {
			column, target, _ := strings.Cut(pair, "=")
			r.Mapping[column] = target
		}
	}
}

// orderLines are the orders of a shop, "number: what the columns say", in their order.
func (s *shop) orderLines(t *testing.T, of huike.ShopID, columns string) []string {
	t.Helper()
	return s.lines(t, of, `SELECT external_no || ': ' || `+columns+` FROM orders WHERE shop_id = @shop ORDER BY external_no`)
}

// said are the codes of a report's notes.
func said(r ingest.Report) (codes []string) {
	for _, n := range r.Notes {
		codes = append(codes, n.Code)
	}
	return codes
}

// A row for each product with its amount: the amount is of the line where it is
// mapped so, and where it differs between the rows of an order; a quantity that
// is not told is one.
func TestCase05_RowAmounts(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		s := open(t, db)
		f := func(name, text, mapping string, want ...string) {
			t.Helper()
			got := s.load(t, write(t, name+".csv", text), as(name, mapping))
			if diff := cmp.Diff(want, s.orderLines(t, got.Shop, `CAST(gross_minor AS varchar) || ' ' || CAST(quantity AS varchar) || ' ' || CAST((SELECT coalesce(sum(l.amount_minor), 0) FROM order_line AS l WHERE l.customer_id = orders.customer_id AND l.order_id = orders.order_id) AS varchar)`)); diff != "" {
				t.Errorf("%s: %s %v", name, diff, got.Notes)
			}
			if again := s.load(t, write(t, name+".csv", text), as(name, mapping)); again.Orders+again.Lines+again.Changed != 0 {
				t.Errorf("%s again: %+v", name, again)
			}
		}
		const rows = "bill,who,thing,on,sum\nB1,Ann,Pot,2025-08-01,70.00\nB1,Ann,Lid,2025-08-01,6.00\nB2,Ben,Jar,2025-08-02,5.00\n"
		f("line", rows, "bill=order_no who=nick thing=product_title on=ordered_at sum=line_amount", "B1: 7600 2 7600", "B2: 500 1 500")
		f("amount", rows, "bill=order_no who=nick thing=product_title on=ordered_at sum=amount", "B1: 7600 2 7600", "B2: 500 1 500")
		f("price", rows, "bill=order_no who=nick thing=product_title on=ordered_at sum=unit_price", "B1: 7600 2 7600", "B2: 500 1 500")
		f("no product", rows, "bill=order_no who=nick on=ordered_at sum=line_amount", "B1: 7600 0 0", "B2: 500 0 0")
		// The same on every row of an order: it is of the order.
		f("repeats", strings.ReplaceAll(rows, "6.00", "70.00"), "bill=order_no who=nick thing=product_title on=ordered_at sum=amount", "B1: 7000 0 7000", "B2: 500 0 500")
		f("first row", strings.ReplaceAll(rows, "6.00", ""), "bill=order_no who=nick thing=product_title on=ordered_at sum=amount", "B1: 7000 0 7000", "B2: 500 0 500")
	}, ingest.Schema)
}

// Times in every way that sellers' tools write them come to one instant, and thirteen is never a month.
func TestCase06_TwoDigitYear(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		s := open(t, db)
		f := func(name, want string, cells ...string) {
			t.Helper()
			text := "no,who,at,paid\n"
			for i, c := range cells {
				text += fmt.Sprintf("%d,w%d,\"%s\",10\n", i, i, c)
			}
			got := s.load(t, write(t, name+".csv", text), as(name, "no=order_no who=external at=ordered_at paid=amount"))
			all := s.lines(t, got.Shop, `SELECT CAST(local_day AS varchar) FROM orders WHERE shop_id = @shop ORDER BY CAST(external_no AS bigint)`)
			if strings.Join(all, " ") != want {
				t.Errorf("%s: %v, want %s; refused %v; %v", name, all, want, s.reasons(t, got.Batch), said(got))
			}
		}
		f("month first", "2020-12-31 2020-12-08 2020-08-12", "12/31/20", "12/8/20", "08/12/20")
		f("day first", "2023-02-13 2023-02-05", "13/02/23", "05/02/23")
		f("dots", "2023-02-25 2023-02-03", "25.02.2023", "03.02.2023 10:00")
		f("dashes", "2023-02-25 2023-02-01", "25-02-2023 10:00", "01-02-2023 10:00")
		f("names", "2023-01-05 2023-01-05 2023-01-05 2023-01-05 2023-03-15 2023-01-05", "Jan-05-23", "Jan 5, 2023", "05 Jan 2023", "January 5, 2023 3:04:05 PM", "15. März 2023", "5 de enero de 2023")
		f("numbers", "2023-01-05 2023-01-05 2023-01-05 2023-01-05", "20230105", "20230105101500", "1672913700", "44931.5")
		f("others", "2023-01-05 2023-01-05 2023-01-05 1999-12-31", "2023年1月5日 10时5分", "2023/1/5 下午 3:05", "２０２３－０１－０５", "99-12-31 x"[:0]+"1999.12.31")
		f("impossible", "2023-01-31", "2023-01-31", "2023-13-01", "2023-02-30", "31/31/2023", "2023-01-05 25:00", "99", "yesterday")
	}, ingest.Schema)
}

// Coupon lines and goods brought back lessen their order; an order of which less
// than nothing is left is money given back.
func TestCase07_NegativeLines(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		s := open(t, db)
		got := s.load(t, write(t, "till.csv", "bill,who,thing,n,each,on\nT1,Ann,Pot,1,30.00,2024-03-01\nT1,Ann,Coupon,1,-4.00,2024-03-01\nT2,Ben,Jar,2,5.00,2024-03-02\nT2,Ben,Jar,-1,5.00,2024-03-02\n"+
			"T3,Ann,Pot,-1,30.00,2024-03-05\n"), as("till", "bill=order_no who=nick thing=product_title n=quantity each=unit_price on=ordered_at"))
		if diff := cmp.Diff([]string{"T1: 2600", "T2: 500"}, s.orderLines(t, got.Shop, `CAST(gross_minor AS varchar)`)); diff != "" || got.Refunds != 1 {
			t.Errorf("%s %+v", diff, got)
		}
		if back := s.numbers(t, `SELECT CAST(sum(amount_minor) AS bigint) FROM refund`)[0]; back != 3000 {
			t.Errorf("%d went back, want 3000", back)
		}
		if lines := s.numbers(t, `SELECT CAST(sum(amount_minor) AS bigint) FROM order_line`)[0]; lines != 3100 {
			t.Errorf("the lines come to %d, the orders to 3100", lines)
		}
	}, ingest.Schema)
}

// A time that names its zone is that instant, and its day the shop's.
func TestCase08_ZoneOfACell(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		s := open(t, db)
		cells := []string{"2024-07-05T20:30:00Z", "2024-07-05 20:30:00 UTC", "2024-07-05 20:30:00+00", "2024-07-05T20:30:00.25+00:00", "2024-07-05 16:30:00 -0400", "2024-07-06 04:30:00+08:00",
			"2024-07-05 20:30+00", "2024-07-05T20:30Z", "Fri Jul 05 2024 13:30:00 GMT-0700 (PDT)", "2024-07-05 13:30:00 PDT", "7/5/2024 8:30 PM GMT", "1720211400", "1720211400000", "2024-07-06 04:30:00"}
		text := "no,who,at,paid\n"
		for i, c := range cells {
			text += fmt.Sprintf("%02d,a,%s,10\n", i, c)
		}
		got := s.load(t, write(t, "zones.csv", text), as("zones", "no=order_no who=external at=ordered_at paid=amount"), func(r *ingest.Request) { r.Shop.TimeZone, r.Format.Dates = "Asia/Shanghai", "mdy" })
		all := s.numbers(t, `SELECT count(*), count(CASE WHEN ordered_at BETWEEN CAST('2024-07-05 20:30:00+00' AS timestamptz) AND CAST('2024-07-05 20:30:00.5+00' AS timestamptz) THEN 1 END), count(CASE WHEN local_day = CAST('2024-07-06' AS date) AND local_hour = 4 THEN 1 END) FROM orders`)
		if n := int64(len(cells)); all[0] != n || all[1] != n || all[2] != n {
			t.Errorf("of %d orders %v have the instant and the day; refused %v", len(cells), all, s.reasons(t, got.Batch))
		}
		// The hour that comes twice in New York keeps its two instants.
		twice := s.load(t, write(t, "twice.csv", "no,who,at,paid\nA,a,2024-11-03 01:30:00 -0400,10\nB,a,2024-11-03 01:30:00 -0500,10\n"), as("twice", "no=order_no who=external at=ordered_at paid=amount"))
		if apart := s.lines(t, twice.Shop, `SELECT CAST(count(DISTINCT ordered_at) AS varchar) FROM orders WHERE shop_id = @shop`)[0]; apart != "2" {
			t.Errorf("%s instants, want 2", apart)
		}
	}, ingest.Schema)
}

// The whole column says which part of a date is the day: by a part above twelve
// wherever it stands, or by the order of the rows; where nothing says it, the
// person is asked.
func TestCase09_DayAndMonth(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		s := open(t, db)
		const mapping = "no=order_no who=external at=ordered_at paid=amount"
		file := func(layout string, days ...int) string {
			var b strings.Builder
			b.WriteString("no,who,at,paid\n")
			for i, d := range days {
				fmt.Fprintf(&b, "%d,c%d,%s,10\n", i, i%9, time.Date(2023, 2, d, 10, 0, 0, 0, time.UTC).Format(layout))
			}
			return b.String()
		}
		many := []int{}
		for d := 1; d <= 28; d++ {
			for range 15 {
				many = append(many, d)
			}
		}
		february := func(name, text, note string, change ...func(*ingest.Request)) {
			t.Helper()
			got := s.load(t, write(t, name+".csv", text), append([]func(*ingest.Request){as(name, mapping)}, change...)...)
			days := s.lines(t, got.Shop, `SELECT CAST(min(local_day) AS varchar) || ' ' || CAST(max(local_day) AS varchar) FROM orders WHERE shop_id = @shop`)[0]
			if got.Rejected != 0 || !strings.HasPrefix(days, "2023-02-") || !strings.Contains(days, " 2023-02-") || note != "" && !strings.Contains(strings.Join(said(got), " "), note) {
				t.Errorf("%s: %s, %d refused, %v", name, days, got.Rejected, said(got))
			}
		}
		for i, layout := range []string{"02/01/2006 15:04", "02-01-2006 15:04", "2.1.2006", "02/01/06"} {
			february(fmt.Sprint("dmy", i), file(layout, many...), "dates_proven_dmy")
		}
		february("mdy", file("01/02/2006", many...), "dates_proven_mdy")
		// The last days of January and the first of February, day first, run on; month first they go to and fro.
		winter := "no,who,at,paid\n1,a,10/02/2023,10\n2,a,11/02/2023,10\n3,a,12/02/2023,10\n4,a,01/03/2023,10\n5,a,02/03/2023,10\n6,a,03/03/2023,10\n7,a,05/03/2023,10\n"
		for name, text := range map[string]string{"order": winter, "backwards": reversed(winter)} {
			got := s.load(t, write(t, name+".csv", text), as(name, mapping))
			if months := s.lines(t, got.Shop, `SELECT CAST(min(local_day) AS varchar) || ' ' || CAST(max(local_day) AS varchar) FROM orders WHERE shop_id = @shop`)[0]; months != "2023-02-10 2023-03-05" || !strings.Contains(fmt.Sprint(said(got)), "dates_in_order_dmy") {
				t.Errorf("%s: %s %v", name, months, said(got))
			}
		}
		open := write(t, "open.csv", file("02/01/2006", 3, 5, 4))
		r := ingest.Request{Path: open, At: noon}
		as("open", mapping)(&r)
		if _, err := s.in.Load(t.Context(), r); huike.CodeOf(err) != "import.dates_doubtful" || huike.KindOf(err) != huike.Invalid {
			t.Errorf("nothing tells the day, and the answer is %v", err)
		}
		february("said", file("02/01/2006", 3, 5, 4), "", func(r *ingest.Request) { r.Format.Dates = "dmy" })
		february("same", file("02/01/2006", 2, 2), "")
	}, ingest.Schema)
}

// reversed turns the rows of a file round.
func reversed(text string) string {
	rows := strings.Split(strings.TrimSpace(text), "\n")
	slices.Reverse(rows[1:])
	return strings.Join(rows, "\n") + "\n"
}

// A word for a state that is not known is named, and can be given a meaning once.
func TestCase11_StatusWords(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		s := open(t, db)
		const mapping = "no=order_no who=nick at=ordered_at paid=amount state=status"
		path := write(t, "states.csv", "no,who,at,paid,state\n1,a,2023-01-05 10:00:00,10,等待确认收货\n2,b,2023-01-05 10:00:00,10,Bezahlt und verpackt\n3,c,2023-01-05 10:00:00,10,待发货\n4,d,2023-01-05 10:00:00,10,wc-completed\n5,e,2023-01-05 10:00:00,10,\n")
		got := s.load(t, path, as("states", mapping))
		if got.Rejected != 1 || !strings.Contains(fmt.Sprint(got.Notes), "Bezahlt und verpackt") {
			t.Errorf("%+v", got)
		}
		if err := s.in.SaveMapping(t.Context(), "", "german", ingest.Mapping{"no": "order_no", "who": "nick", "at": "ordered_at", "paid": "amount", "state": "status"},
			ingest.Format{Words: map[string]string{"bezahlt und VERPACKT": "paid"}}, noon); err != nil {
			t.Fatal(err)
		}
		if got = s.load(t, path, func(r *ingest.Request) { r.Preset, r.Shop.Name = "mapping:german", "states" }); got.Rejected != 0 || got.Orders != 1 {
			t.Errorf("%+v", got)
		}
		if diff := cmp.Diff([]string{"1: shipped", "2: paid", "3: paid", "4: finished", "5: paid"}, s.orderLines(t, got.Shop, "status")); diff != "" {
			t.Error(diff)
		}
		if err := s.in.SaveMapping(t.Context(), "", "wrong", ingest.Mapping{"at": "ordered_at", "paid": "amount"}, ingest.Format{Words: map[string]string{"x": "maybe"}}, noon); huike.CodeOf(err) != "import.word_state" {
			t.Errorf("a word means no state: %v", err)
		}
	}, ingest.Schema)
}

// The zone of a new shop is the one whose clock shows the offsets of its file.
func TestCase13_ShopZone(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		s := open(t, db)
		f := func(name, currency, want, note string, cells ...string) {
			t.Helper()
			text := "no,who,at,paid\n"
			for i, c := range cells {
				text += fmt.Sprintf("%d,w,%s,10\n", i, c)
			}
			got := s.load(t, write(t, name+".csv", text), as(name, "no=order_no who=external at=ordered_at paid=amount"), func(r *ingest.Request) { r.Shop.Currency = currency })
			shop, err := s.orders.Shop(t.Context(), got.Shop)
			if err != nil || shop.TimeZone != want || !strings.Contains(strings.Join(said(got), " "), note) {
				t.Errorf("%s: %s %v %v", name, shop.TimeZone, said(got), err)
			}
		}
		f("india", "INR", "Asia/Kolkata", "zone_by_file", "2024-01-05 23:00:00 +0530", "2024-07-05 23:00:00 +0530")
		f("east", "USD", "America/New_York", "zone_by_file", "2024-01-05 10:00:00 -0500", "2024-07-05 10:00:00 -0400")
		f("bogota", "COP", "America/Bogota", "zone_by_file", "2024-01-05 10:00:00 -0500", "2024-07-05 10:00:00 -0500")
		f("phoenix", "USD", "America/Phoenix", "zone_by_file", "2024-01-05 10:00:00 -0700", "2024-07-05 10:00:00 -0700")
		f("london", "GBP", "Europe/London", "zone_by_file", "2024-01-05 10:00:00 +0000", "2024-07-05 10:00:00 +0100")
		f("machines", "EUR", "Europe/Berlin", "zone_by_currency", "2024-01-05T10:00:00Z", "2024-07-05T10:00:00Z")
		f("naive", "JPY", "Asia/Tokyo", "zone_by_currency", "2024-01-05 10:00:00")
	}, ingest.Schema)
}

// What an order tells once is taken from the row that tells it, wherever it stands.
func TestCase16_AnyRowSpeaks(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		s := open(t, db)
		header := strings.SplitN(fixture(t, "shopify.csv"), "\n", 2)[0]
		columns := strings.Split(header, ",")
		row := func(values ...string) string {
			cells := make([]string, len(columns))
			for i, c := range columns {
				for v := 0; v < len(values); v += 2 {
					if c == values[v] {
						cells[i] = values[v+1]
					}
				}
			}
			return strings.Join(cells, ",") + "\n"
		}
		line := func(no, sku, price string) string {
			return row("Name", no, "Email", "", "Created at", "2024-05-01 10:00:00 -0400", "Lineitem quantity", "1", "Lineitem name", sku, "Lineitem price", price, "Lineitem sku", sku)
		}
		first := row("Name", "#1", "Email", "", "Financial Status", "paid", "Paid at", "2024-05-01 10:00:00 -0400", "Currency", "USD", "Total", "25.00", "Created at", "2024-05-01 10:00:00 -0400",
			"Lineitem quantity", "1", "Lineitem name", "B", "Lineitem price", "5.00", "Lineitem sku", "B")
		mail := row("Name", "#1", "Email", "ann@example.com", "Created at", "2024-05-01 10:00:00 -0400", "Lineitem quantity", "1", "Lineitem name", "C", "Lineitem price", "1.00", "Lineitem sku", "C")
		got := s.load(t, write(t, "sorted.csv", header+"\n"+line("#1", "A", "19.00")+first+mail))
		if diff := cmp.Diff([]string{"#1: paid 2500 3 known"}, s.orderLines(t, got.Shop, `status || ' ' || CAST(gross_minor AS varchar) || ' ' || CAST(line_count AS varchar) || CASE WHEN customer_id > 0 THEN ' known' ELSE '' END`)); diff != "" {
			t.Error(diff, got)
		}
	}, ingest.Schema)
}

// What has not come yet is set aside, with the reason and the cure.
func TestCase18_Future(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		s := open(t, db)
		got := s.load(t, write(t, "typo.csv", "no,who,at,paid\n1,a,2025-12-31 10:00:00,10\n2,b,2062-12-31 10:00:00,10\n3,c,2026-01-01 20:00:00,10\n"), as("typo", "no=order_no who=external at=ordered_at paid=amount"))
		if got.Orders != 2 || got.SetAside != 1 || got.Rejected != 0 {
			t.Errorf("%+v", got)
		}
		rows, err := s.in.Rejects(t.Context(), got.Batch, 10, 0)
		if err != nil || len(rows) != 1 || rows[0].Reason != "in_future" || rows[0].Row != 3 || rows[0].Cells[0] != "2" {
			t.Errorf("%+v %v", rows, err)
		}
		events := s.load(t, write(t, "events.csv", "time,kind,visitor\n2025-12-31 10:00:00,view,v\n2062-12-31 10:00:00,view,v\n"), func(r *ingest.Request) { r.Shop.Name = "typo" })
		if events.Added != 1 || events.SetAside != 1 {
			t.Errorf("%+v", events)
		}
	}, ingest.Schema)
}

// No cell of the file of refused rows is a formula.
func TestCase24_NoFormulas(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		s := open(t, db)
		cells := []string{"-2+3+cmd|' /C calc'!A0", "=1+1", "+1+cmd", "@SUM(A1)", "\t=1+1", "-5.00", "-", "1234567890123"}
		text := "no,who,at,paid\n"
		for _, c := range cells {
			text += "1,\"" + c + "\",never,10\n"
		}
		got := s.load(t, write(t, "formulas.csv", text), as("formulas", "no=order_no who=nick at=ordered_at paid=amount"))
		var out strings.Builder
		if err := s.in.RejectsCSV(t.Context(), got.Batch, &out); err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(out.String()) {
			for _, bad := range []string{",-2", ",=1", ",+1", ",@", ",\t="} {
				if strings.Contains(line, bad) {
					t.Errorf("%q holds a formula", line)
				}
			}
		}
		if !strings.Contains(out.String(), ",-5.00,") || !strings.Contains(out.String(), "'-2+3") {
			t.Error(out.String())
		}
	}, ingest.Schema)
}

// Numbers are read by the decimal sign of the whole column.
func TestCase30_DecimalComma(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		s := open(t, db)
		f := func(name, text string, want int64, change ...func(*ingest.Request)) {
			t.Helper()
			got := s.load(t, write(t, name+".csv", text), append([]func(*ingest.Request){as(name, "no=order_no at=ordered_at paid=amount")}, change...)...)
			sum := s.lines(t, got.Shop, `SELECT CAST(coalesce(sum(gross_minor), 0) AS varchar) FROM orders WHERE shop_id = @shop`)[0]
			if sum != fmt.Sprint(want) || got.Rejected != 0 {
				t.Errorf("%s: %s, want %d; %v %v", name, sum, want, s.reasons(t, got.Batch), said(got))
			}
		}
		f("comma", "no;at;paid\n1;2024-05-01;1.234,50\n2;2024-05-01;12,5\n3;2024-05-01;1.234\n4;2024-05-01;7\n", 123450+1250+123400+700)
		f("dot", "no,at,paid\n1,2024-05-01,\"1,234.50\"\n2,2024-05-01,12.5\n3,2024-05-01,\"1,234\"\n4,2024-05-01,1.234\n", 123450+1250+123400+123)
		for cell, want := range map[string]int64{"$1,200.00": 120000, "￥１２．５０": 1250, "1 234,50 €": 123450, "1\u00a0234,50\u202f€": 123450, "CHF 1'234.50": 123450, "₹1,00,000.00": 10000000, "(5.00)": 0, "US $ 12.30": 1230, "12.50 kr": 1250} {
			if want > 0 {
				f("sign "+cell, "no,at,paid\n1,2024-05-01,\""+cell+"\"\n", want)
			}
		}
		f("said", "no;at;paid\n1;2024-05-01;1.234\n", 123400, func(r *ingest.Request) { r.Format.Decimal = "," })
		r := ingest.Request{Path: write(t, "open.csv", "no;at;paid\n1;2024-05-01;1.234\n"), At: noon}
		as("open", "no=order_no at=ordered_at paid=amount")(&r)
		if _, err := s.in.Load(t.Context(), r); huike.CodeOf(err) != "import.decimal_doubtful" {
			t.Errorf("nothing tells the decimal sign, and the answer is %v", err)
		}
		// A plain file of many rows whose few odd cells prove a comma is read by it.
		var b strings.Builder
		b.WriteString("no;at;paid;note\n")
		for i := range 30_000 {
			fmt.Fprintf(&b, "%d;2024-05-01;1.500;%s\n", i, strings.Repeat("x", 20))
		}
		b.WriteString("30000;2024-05-01;12,50;\n")
		f("plain", b.String(), 30_000*150_000+1250)
	}, ingest.Schema)
}
