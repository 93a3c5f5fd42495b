package ingest_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"huike"
	"huike/customer"
	"huike/event"
	"huike/ingest"
	"huike/order"
	"huike/store"
	"huike/store/storetest"
)

// ours maps the columns of an order file of our own.
func ours(shop, currency, zone string) func(*ingest.Request) {
	return func(r *ingest.Request) {
		r.Kind, r.Mapping = ingest.Orders, ingest.Mapping{}
		for _, c := range []string{"order_no", "ouid", "external", "nick", "email", "phone", "ordered_at", "amount", "name", "agreed"} {
			r.Mapping[c] = c
		}
		r.Shop.Name, r.Shop.Currency, r.Shop.TimeZone = shop, currency, zone
	}
}

const ourHead = "order_no,ouid,external,nick,email,phone,ordered_at,amount,name,agreed\n"

// sale is an order of a file of our own.
type sale struct {
	no, ouid, external, nick, email, phone, at, agreed string
}

func fileOf(t testing.TB, name string, sales []sale) string {
	t.Helper()
	var b strings.Builder
	b.WriteString(ourHead)
	for _, s := range sales {
		fmt.Fprintf(&b, "%s,%s,%s,%s,%s,\"%s\",%s,10,,%s\n", s.no, s.ouid, s.external, s.nick, s.email, s.phone, s.at, s.agreed)
	}
	return write(t, name, b.String())
}

// buyers is the customer of every order by the order's number, in the shops whose
// names are given; of none, in all.
func (s *shop) buyers(t testing.TB, shops ...string) map[string]int64 {
	t.Helper()
	type row struct {
		no string
		id int64
	}
	where := ""
	if len(shops) > 0 {
		where = " WHERE s.name IN ('" + strings.Join(shops, "', '") + "')"
	}
	all, err := store.All(context.Background(), s.db, store.Compiled("test", `SELECT o.external_no, o.customer_id FROM orders AS o JOIN shop AS s ON s.shop_id = o.shop_id`+where), nil, func(r *store.Rows) (v row, err error) {
		return v, r.Scan(&v.no, &v.id)
	})
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]int64{}
	for _, r := range all {
		out[r.no] = r.id
	}
	return out
}

// parted are the orders of every customer, in an order of their own; orders that
// belong to nobody are together.
func parted(buyers map[string]int64) []string {
	groups := map[int64][]string{}
	for no, id := range buyers {
		groups[max(id, 0)] = append(groups[max(id, 0)], no)
	}
	var all []string
	for id, g := range groups {
		slices.Sort(g)
		all = append(all, pickWord(id == 0, "nobody ", "")+strings.Join(g, " "))
	}
	slices.Sort(all)
	return all
}

func pickWord(yes bool, a, b string) string {
	if yes {
		return a
	}
	return b
}

func (s *shop) people14(t testing.TB, shop string) int64 {
	t.Helper()
	return s.numbers(t, "SELECT count(DISTINCT o.customer_id) FROM orders AS o JOIN shop AS s ON s.shop_id = o.shop_id WHERE o.customer_id > 0 AND s.name = '"+shop+"'")[0]
}

// A relay phone with extensions, a customer number for nobody and a placeholder
// address make nobody of different people one.
func TestCase01_DifferentPeopleStayDifferent(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		s := open(t, db)
		var relay, guest, placeholder, desk, office, family []sale
		for i := range 8 {
			day := fmt.Sprintf("2023-02-%02d 10:00:00", i+1)
			mail := fmt.Sprintf("person%d@example.com", i)
			relay = append(relay, sale{no: fmt.Sprint("R", i), email: mail, phone: fmt.Sprintf("+1 210-555-0148 ext. %d", 500+i), at: day, agreed: pickWord(i == 0, "yes", "no")})
			guest = append(guest, sale{no: fmt.Sprint("G", i), external: "0", email: "g" + mail, at: day})
			placeholder = append(placeholder, sale{no: fmt.Sprint("P", i), external: fmt.Sprint("C", i), email: "noemail@shop.example", at: day})
			desk = append(desk, sale{no: fmt.Sprint("D", i), external: fmt.Sprint("D", i), email: "desk@example.com", at: day})
			office = append(office, sale{no: fmt.Sprint("O", i), email: "o" + mail, phone: "202-555-0143", at: day})
		}
		desk = append(desk, sale{no: "D8", email: "desk@example.com", at: "2023-03-01 10:00:00"})
		family = []sale{
			{no: "F0", external: "F1", email: "family@example.com", at: "2023-02-02 10:00:00"}, {no: "F1", external: "F2", email: "family@example.com", at: "2023-02-01 10:00:00"},
			{no: "F2", email: "family@example.com", at: "2023-02-03 10:00:00"}, {no: "F3", external: "F1", email: "own@example.com", at: "2023-02-04 10:00:00"},
		}
		for _, f := range []struct {
			shop  string
			sales []sale
			want  int64
		}{{"relay", relay, 8}, {"guest", guest, 8}, {"placeholder", placeholder, 8}, {"desk", desk, 8}, {"office", office, 8}, {"family", family, 2}} {
			path := fileOf(t, f.shop+".csv", f.sales)
			got := s.load(t, path, ours(f.shop, "USD", "America/New_York"))
			if got.Customers != f.want || s.people14(t, f.shop) != f.want {
				t.Errorf("%s: %d customers of %d, want %d", f.shop, s.people14(t, f.shop), got.Customers, f.want)
			}
			if again := s.load(t, path, ours(f.shop, "USD", "America/New_York")); again.Customers+again.Orders+again.Changed != 0 {
				t.Errorf("%s again: %+v", f.shop, again)
			}
		}
		b := s.buyers(t)
		if b["D8"] > 0 {
			t.Error("an address that eight customer numbers bear told who somebody is")
		}
		if b["F2"] != b["F1"] || b["F3"] != b["F0"] || b["F0"] == b["F1"] {
			t.Errorf("a shared address belongs to whom bore it first: %v", []int64{b["F0"], b["F1"], b["F2"], b["F3"]})
		}
		s.same(t, "who said yes agreed, and nobody else", `SELECT count(*), count(CASE WHEN granted THEN 1 END) FROM consent_now WHERE purpose = 'marketing'`, 8, 1)
		s.same(t, "nobody's values", `SELECT count(*), (SELECT count(*) FROM identity AS i JOIN identity_shared AS x ON x.kind = i.kind AND x.value_hash = i.value_hash) FROM identity_shared`, 2, 0)
		later := []sale{{no: "D9", external: "D77", email: "desk@example.com", at: "2023-04-01 10:00:00"}, {no: "D10", external: "D78", email: "desk@example.com", at: "2023-04-01 10:00:00"}}
		for i := range later {
			if got := s.load(t, fileOf(t, "later.csv", later[i:i+1]), ours("desk", "USD", "America/New_York")); got.Customers != 1 {
				t.Errorf("a later number with nobody's address: %+v", got)
			}
		}
	}, ingest.Schema)
}

// A value becomes nobody's with the customer number that makes it too many, in
// whatever files they come.
func TestCase01_SharedOverSeveralFiles(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		s := open(t, db)
		for i := range 5 {
			one := []sale{{no: fmt.Sprint("A", i), external: fmt.Sprint("X", i), phone: "13911112222", at: fmt.Sprintf("2023-02-%02d 10:00:00", i+1)}}
			s.load(t, fileOf(t, "one.csv", one), ours("s", "CNY", "Asia/Shanghai"))
			want := []int64{int64(i + 1), int64(pickNumber(i < 3, 1, 0)), int64(pickNumber(i < 3, 0, 1))}
			s.same(t, fmt.Sprintf("after %d", i+1), `SELECT (SELECT count(*) FROM person), (SELECT count(*) FROM identity WHERE kind = 'phone'), (SELECT count(*) FROM identity_shared)`, want...)
		}
	}, ingest.Schema)
}

func pickNumber(yes bool, a, b int) int {
	if yes {
		return a
	}
	return b
}

// chance invents orders of few people with few values, so that they overlap in
// every way.
func chance(r *rand.Rand, n int) []sale {
	some := func(of int, often float64) string {
		if r.Float64() > often {
			return ""
		}
		return fmt.Sprint(r.IntN(of))
	}
	sales := make([]sale, n)
	for i := range sales {
		sales[i] = sale{no: fmt.Sprintf("N%03d", i), ouid: some(6, 0.2), external: some(8, 0.4), nick: some(8, 0.4), email: some(10, 0.6), phone: some(10, 0.6),
			at: fmt.Sprintf("2023-%02d-%02d 10:00:00", 1+r.IntN(12), 1+r.IntN(28))}
	}
	return sales
}

// of gives the values of invented orders to one run, so that nobody of another
// run bears them.
func of(run int, sales []sale) []sale {
	out := slices.Clone(sales)
	for i := range out {
		for what, v := range map[string]*string{"u%04d-%s": &out[i].ouid, "x%04d-%s": &out[i].external, "n%04d-%s": &out[i].nick, "m%04d-%s@example.com": &out[i].email, "139%04d123%s": &out[i].phone} {
			if *v != "" {
				*v = fmt.Sprintf(what, run, *v)
			}
		}
	}
	return out
}

// The rows of a file may stand in any order: the same orders are the same
// people's. Over several files, too, what is strongest decides, and a second time
// brings nothing new.
func TestCase01_PeopleDoNotDependOnTheOrderOfRows(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		s, run := open(t, db), 1000
		load := func(sales []sale) ingest.Report {
			return s.load(t, fileOf(t, "some.csv", of(run, sales)), ours(fmt.Sprint("run ", run), "CNY", "Asia/Shanghai"))
		}
		mine := func() map[string]int64 { return s.buyers(t, fmt.Sprint("run ", run)) }
		for seed := range uint64(12) {
			r := rand.New(rand.NewPCG(seed, 1))
			sales := chance(r, 10+r.IntN(60))
			run++
			load(sales)
			want := parted(mine())
			tellsApart(t, seed, sales, mine())
			if again := load(sales); again.Customers+again.Orders+again.Changed != 0 {
				t.Errorf("seed %d, again: %+v", seed, again)
			}
			for range 2 {
				r.Shuffle(len(sales), func(i, j int) { sales[i], sales[j] = sales[j], sales[i] })
				run++
				load(sales)
				if diff := cmp.Diff(want, parted(mine())); diff != "" {
					t.Fatalf("seed %d: rows in another order are other people: %s", seed, diff)
				}
			}
			run++
			parts := slices.Collect(slices.Chunk(sales, 1+len(sales)/4))
			for _, part := range parts {
				load(part)
			}
			tellsApart(t, seed, sales, mine())
			before := parted(mine())
			for _, part := range slices.Backward(parts) {
				if again := load(part); again.Customers+again.Orders != 0 {
					t.Errorf("seed %d, a part again: %+v", seed, again)
				}
			}
			if diff := cmp.Diff(before, parted(mine())); diff != "" {
				t.Errorf("seed %d: importing again moved orders: %s", seed, diff)
			}
		}
	}, ingest.Schema)
}

// tellsApart checks that the strongest identity of an order decides: the same
// one is the same customer, and two values of the strongest kind that a customer
// has are never one customer.
func tellsApart(t *testing.T, seed uint64, sales []sale, buyers map[string]int64) {
	t.Helper()
	owner, ouid := map[string]int64{}, map[int64]string{}
	for _, s := range sales {
		id := buyers[s.no]
		strongest := "ouid " + s.ouid
		if s.ouid == "" {
			strongest = "external " + s.external
		}
		if s.ouid+s.external != "" {
			if known, again := owner[strongest]; again && known != id {
				t.Errorf("seed %d: %s is %d and %d", seed, strongest, known, id)
			}
			owner[strongest] = id
		}
		if s.ouid == "" || id <= 0 {
			continue
		}
		if known, again := ouid[id]; again && known != s.ouid {
			t.Errorf("seed %d: customer %d is %s and %s", seed, id, known, s.ouid)
		}
		ouid[id] = s.ouid
	}
}

// Consent is of the day on which it was said: not of the row, nor of the file.
func TestCase04_ConsentByTheDayItWasSaid(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		s := open(t, db)
		us := ours("s", "USD", "America/New_York")
		said := func(mail, at, agreed string) sale {
			return sale{no: mail + at + agreed, email: mail + "@example.com", at: at, agreed: agreed}
		}
		s.load(t, fileOf(t, "newest-first.csv", []sale{said("lea", "2023-03-05", "no"), said("tom", "2023-02-05", "yes"), said("lea", "2023-01-05", "yes"), said("tom", "2023-01-04", "no"), said("ida", "2023-01-04", "")}), us)
		now := func(what string, want string) {
			t.Helper()
			if have := s.agreed(t, "email"); have != want {
				t.Errorf("%s: %q agreed, want %q", what, have, want)
			}
		}
		now("the newest order first", "tom")
		s.same(t, "both answers stand in the ledger", `SELECT count(*), count(CASE WHEN granted THEN 1 END) FROM consent WHERE purpose = 'marketing' AND source = 'import'`, 4, 2)
		s.load(t, fileOf(t, "yes.csv", []sale{said("mia", "2023-01-05", "Yes")}), us)
		now("a first yes", "mia tom")
		s.load(t, fileOf(t, "no.csv", []sale{said("mia", "2023-06-05", "否"), said("tom", "2022-01-01", "no"), said("lea", "2022-01-01", "subscribed")}), us)
		now("a later no; what is older changes nothing", "tom")
		s.load(t, fileOf(t, "same.csv", []sale{said("tom", "2023-09-05 10:00:00", "true"), said("tom", "2023-09-05 10:00:00", "false"), said("eve", "2023-09-05", "pending")}), us)
		now("of the same instant, no", "")
		before := s.numbers(t, "SELECT count(*) FROM consent")
		s.load(t, fileOf(t, "same.csv", []sale{said("tom", "2023-09-05 10:00:00", "true"), said("tom", "2023-09-05 10:00:00", "false"), said("eve", "2023-09-05", "pending")}), us)
		s.same(t, "the same file again", "SELECT count(*) FROM consent", before...)
		got := s.load(t, fileOf(t, "word.csv", []sale{said("ann", "2023-09-05", "perhaps")}), us)
		if got.Orders != 1 || !strings.Contains(fmt.Sprint(got.Notes), "perhaps") {
			t.Errorf("an answer that is not understood: %+v", got)
		}
		p, err := s.people.Find(t.Context(), "email", "lea@example.com")
		if err != nil || len(p) != 1 {
			t.Fatal(p, err)
		}
		page, err := s.people.Profile(t.Context(), p[0])
		if err != nil || page.Consents[0].Granted || page.Consents[0].Evidence != `the column "agreed" of newest-first.csv` || !page.Consents[0].OccurredAt.Equal(time.Date(2023, 3, 5, 5, 0, 0, 0, time.UTC)) {
			t.Errorf("%+v %v", page.Consents[0], err)
		}
	}, ingest.Schema)
}

// agreed are the names before the @ of those who agreed on a channel.
func (s *shop) agreed(t *testing.T, channel string) string {
	t.Helper()
	ids, err := store.All(t.Context(), s.db, store.Compiled("test", "SELECT customer_id FROM consent_now WHERE granted AND purpose = 'marketing' AND channel = '"+channel+"'"), nil, func(r *store.Rows) (id huike.CustomerID, err error) {
		return id, r.Scan(&id)
	})
	if err != nil {
		t.Fatal(err)
	}
	called, err := s.people.Names(t.Context(), ids)
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, c := range called {
		local, _, _ := strings.Cut(c.Email, "@")
		all = append(all, local)
	}
	slices.Sort(all)
	return strings.Join(all, " ")
}

// In whatever files and rows answers come, the newest counts.
func TestCase04_AnswersInAnyOrder(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		s := open(t, db)
		for seed := range uint64(6) {
			r := rand.New(rand.NewPCG(seed, 4))
			type word struct {
				at  string
				yes bool
			}
			newest := map[string]word{}
			var sales []sale
			for i := range 60 {
				mail, w := fmt.Sprintf("s%dm%d", seed, r.IntN(8)), word{fmt.Sprintf("2023-%02d-%02d 10:00:00", 1+r.IntN(4), 1+r.IntN(6)), r.IntN(2) == 0}
				sales = append(sales, sale{no: fmt.Sprint(seed, "N", i), email: mail + "@example.com", at: w.at, agreed: pickWord(w.yes, "yes", "no")})
				if known, again := newest[mail]; !again || w.at > known.at || w.at == known.at && !w.yes {
					newest[mail] = w
				}
			}
			var want []string
			for mail, w := range newest {
				if w.yes {
					want = append(want, mail)
				}
			}
			slices.Sort(want)
			for part := range slices.Chunk(sales, 1+r.IntN(30)) {
				s.load(t, fileOf(t, "part.csv", part), ours("s", "CNY", "Asia/Shanghai"))
			}
			have := slices.DeleteFunc(strings.Fields(s.agreed(t, "email")), func(n string) bool { return !strings.HasPrefix(n, fmt.Sprintf("s%dm", seed)) })
			if !slices.Equal(have, want) {
				t.Errorf("seed %d: %s agreed, want %s", seed, have, want)
			}
		}
	}, ingest.Schema)
}

// Lists of contacts tell consent for mail and text messages, when it was given,
// and who left.
func TestCase04_ListsOfContacts(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		s := sold(t, db)
		traits := func(m ingest.Mapping) func(*ingest.Request) {
			return func(r *ingest.Request) { r.Kind, r.Mapping = "traits", m }
		}
		s.load(t, write(t, "list.csv", "Email,Phone,Mail,Text\nann@example.com,13911112222,SUBSCRIBED,NEVER SUBSCRIBED\nbob@example.com,13911112223,UNSUBSCRIBED,subscribed\ncat@example.com,,,pending\ndan@example.com,,maybe,\n"),
			traits(ingest.Mapping{"Email": "email", "Phone": "phone", "Mail": "agreed", "Text": "agreed_sms"}))
		if a, b := s.agreed(t, "email"), s.agreed(t, "phone"); a != "ann" || b != "bob" {
			t.Errorf("mail: %s, text: %s", a, b)
		}
		members := "Email Address,OPTIN_TIME,UNSUB_TIME\nbob@example.com,2025-03-01 10:00:00,\neva@example.com,2024-01-01 10:00:00,2024-06-01 10:00:00\n"
		mapping := traits(ingest.Mapping{"Email Address": "email", "OPTIN_TIME": "agreed_at", "UNSUB_TIME": "unsubscribed_at"})
		s.load(t, write(t, "members.csv", members), mapping)
		if a := s.agreed(t, "email"); a != "ann" {
			t.Errorf("an older yes made one of a no: %s", a)
		}
		s.same(t, "who left is kept", `SELECT count(*) FROM suppressed WHERE reason = 'unsubscribed'`, 1)
		s.load(t, write(t, "members.csv", members), mapping)
		s.same(t, "once", `SELECT count(*) FROM suppression`, 1)
		s.load(t, write(t, "back.csv", "Email Address,OPTIN_TIME\neva@example.com,2024-09-01 10:00:00\n"), traits(ingest.Mapping{"Email Address": "email", "OPTIN_TIME": "agreed_at"}))
		if a := s.agreed(t, "email"); a != "ann eva" {
			t.Errorf("who came back: %s", a)
		}
		s.same(t, "who came back is not", `SELECT count(*) FROM suppressed WHERE reason = 'unsubscribed'`, 0)
		s.load(t, write(t, "members.csv", members), mapping)
		s.same(t, "and stays so", `SELECT count(*) FROM suppressed`, 0)
	}, ingest.Schema)
}

// A customer is written to at the address of the newest order.
func TestCase14_TheNewestAddress(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		s := open(t, db)
		var sales, older []sale
		for i := range 12 {
			c := fmt.Sprint("C", i)
			sales = append(sales, sale{no: "new" + c, external: c, email: "new" + strings.ToLower(c) + "@example.com", at: "2025-03-01 10:00:00"},
				sale{no: "old" + c, external: c, email: "old" + strings.ToLower(c) + "@example.com", at: "2024-09-01 10:00:00"})
			older = append(older, sale{no: "first" + c, external: c, email: "first" + strings.ToLower(c) + "@example.com", at: "2024-03-01 10:00:00"})
		}
		s.load(t, fileOf(t, "two.csv", sales), ours("s", "CNY", "Asia/Shanghai"))
		s.load(t, fileOf(t, "older.csv", older), ours("s", "CNY", "Asia/Shanghai"), func(r *ingest.Request) { r.At = noon.AddDate(1, 0, 0) })
		var ids []huike.CustomerID
		for _, id := range s.buyers(t) {
			if !slices.Contains(ids, huike.CustomerID(id)) {
				ids = append(ids, huike.CustomerID(id))
			}
		}
		if len(ids) != 12 {
			t.Fatalf("%d customers, want 12", len(ids))
		}
		f := func(what, prefix string) {
			t.Helper()
			found, err := s.people.Addresses(t.Context(), ids, huike.ChannelEmail)
			if err != nil {
				t.Fatal(err)
			}
			for id, a := range found {
				if !strings.HasPrefix(a.Email, prefix) {
					t.Errorf("%s: customer %d is written to at %s", what, id, a.Email)
				}
				if n := s.numbers(t, fmt.Sprintf("SELECT count(*) FROM address WHERE customer_id = %d AND channel = 'email' AND value_hash = '%s'", id, a.Hash)); n[0] != 1 {
					t.Errorf("%s: the view names another address of customer %d", what, id)
				}
			}
			s.same(t, what+": bars nobody", "SELECT count(DISTINCT customer_id) FROM suppressed", 0)
		}
		bounce := func() {
			t.Helper()
			found, err := s.people.Addresses(t.Context(), ids, huike.ChannelEmail)
			for id, a := range found {
				if err == nil {
					err = s.people.Suppress(t.Context(), customer.Suppression{Customer: id, Channel: huike.ChannelEmail, Reason: "bounce", Source: "test", Since: noon, Hash: a.Hash})
				}
			}
			if err != nil {
				t.Fatal(err)
			}
		}
		f("the newest order", "new")
		bounce()
		f("the newest bounced", "old")
		bounce()
		f("the next bounced", "first")
		bounce()
		s.same(t, "no address is left", "SELECT count(DISTINCT customer_id) FROM suppressed WHERE reason = 'bounce'", 12)
		s.load(t, fileOf(t, "newer.csv", []sale{{no: "last", external: "C3", email: "last@example.com", at: "2025-04-01 10:00:00"}}), ours("s", "CNY", "Asia/Shanghai"))
		s.same(t, "a newer one works", "SELECT count(DISTINCT customer_id) FROM suppressed WHERE reason = 'bounce'", 11)
	}, ingest.Schema)
}

// A bare phone number is of the shop's country.
func TestCase19_PhonesOfTheShop(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		s := open(t, db)
		f := func(shop, currency, zone, country string, customers int64, phones ...string) {
			t.Helper()
			var sales []sale
			for i, p := range phones {
				sales = append(sales, sale{no: fmt.Sprint(shop, i), phone: p, at: fmt.Sprintf("2023-01-%02d 10:00:00", i+1)})
			}
			got := s.load(t, fileOf(t, shop+".csv", sales), ours(shop, currency, zone), func(r *ingest.Request) { r.Shop.Country = country })
			if got.Customers != customers || got.Keyless != 0 {
				t.Errorf("%s: %+v", shop, got)
			}
		}
		f("states", "USD", "America/New_York", "", 1, "+12025550143", "(202) 555-0143", "2025550143", "1-202-555-0143", "001 202 555 0143", "2025550143.0", "'2025550143")
		f("china", "CNY", "Asia/Shanghai", "", 2, "13812345678", "13812345678.0", "008613812345678", "１３８１２３４５６７８", "020-25550143", "2025550143")
		f("known", "USD", "America/New_York", "", 0, "+86 138 1234 5678")
		f("mexico", "USD", "America/New_York", "MX", 1, "55 1234 5678", "+52 55 1234 5678")
		if ids, err := s.people.Find(t.Context(), "phone", "(202) 555-0143", "US"); err != nil || len(ids) != 1 {
			t.Errorf("found %v %v", ids, err)
		}
	}, ingest.Schema)
}

// What came after a merge by what names the first customer goes back with it.
func TestMergedCustomersAreParted(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		s := open(t, db)
		m := customer.NewMerges(db, s.vault, order.Raise, customer.Schema, order.Schema, event.Schema)
		shop := ours("s", "CNY", "Asia/Shanghai")
		first := []sale{{no: "A1", external: "A", email: "a@x.example", at: "2023-01-01", agreed: "yes"}, {no: "B1", external: "B", email: "b@x.example", at: "2023-01-02", agreed: "no"},
			{no: "C1", external: "C", email: "c@x.example", at: "2023-01-03"}}
		later := []sale{{no: "A2", external: "A", email: "a2@x.example", at: "2023-02-01", agreed: "no"}, {no: "B2", external: "B", phone: "13911112222", at: "2023-02-02"}, {no: "A3", email: "a@x.example", at: "2023-02-03"},
			{no: "C2", external: "C", email: "c@x.example", at: "2023-02-03"}, {no: "A1", external: "A", email: "a@x.example", at: "2023-01-01", agreed: "yes"}}
		s.load(t, fileOf(t, "first.csv", first), shop)
		before := s.buyers(t)
		merge := func(from, into string) customer.Merge {
			t.Helper()
			done, err := m.Merge(t.Context(), huike.CustomerID(before[from]), huike.CustomerID(before[into]), "test", "the same person", noon)
			if err != nil {
				t.Fatal(err)
			}
			return done
		}
		one, two := merge("A1", "B1"), merge("B1", "C1")
		if diff := cmp.Diff([]string{"A1 B1 C1"}, parted(s.buyers(t))); diff != "" {
			t.Error(diff)
		}
		if got := s.load(t, fileOf(t, "later.csv", later), shop); got.Customers != 0 || got.Orders != 4 {
			t.Errorf("%+v", got)
		}
		s.same(t, "all of it is one customer's", `SELECT count(DISTINCT customer_id), count(*), (SELECT count(DISTINCT customer_id) FROM identity), (SELECT count(*) FROM person) FROM orders`, 1, 7, 1, 1)
		consents := s.numbers(t, "SELECT count(*) FROM consent")
		s.load(t, fileOf(t, "later.csv", later), shop)
		s.same(t, "again nothing is new", `SELECT count(*) FROM consent`, consents...)
		if _, err := m.Unmerge(t.Context(), one.ID, "test", noon); huike.CodeOf(err) != "customer.merge_order" {
			t.Errorf("undone out of order: %v", err)
		}
		undo := func(id int64, want ...string) {
			t.Helper()
			if _, err := m.Unmerge(t.Context(), id, "test", noon); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want, parted(s.buyers(t))); diff != "" {
				t.Error(diff)
			}
		}
		undo(two.ID, "A1 A2 A3 B1 B2", "C1 C2")
		undo(one.ID, "A1 A2 A3", "B1 B2", "C1 C2")
		s.same(t, "identities went back", `SELECT count(*), count(DISTINCT customer_id), count(born_id) FROM identity`, 8, 3, 0)
		s.same(t, "so did consents", fmt.Sprintf(`SELECT count(*), count(CASE WHEN customer_id = %d THEN 1 END) FROM consent`, before["A1"]), consents[0], 4)
		split, err := m.Split(t.Context(), huike.CustomerID(before["A1"]), "email", "a2@x.example", noon)
		if err != nil || split == 0 {
			t.Error(err)
		}
		s.load(t, fileOf(t, "split.csv", []sale{{no: "A4", email: "a2@x.example", at: "2023-04-01"}, {no: "A5", external: "A", at: "2023-04-01"}}), shop)
		if b := s.buyers(t); b["A4"] != int64(split) || b["A5"] != before["A1"] || b["A2"] != before["A1"] {
			t.Errorf("after the split: %v", b)
		}
		if _, err := m.Split(t.Context(), split, "email", "a2@x.example", noon); huike.CodeOf(err) != "customer.split_only" {
			t.Errorf("split of one: %v", err)
		}
		if _, err := m.Split(t.Context(), huike.CustomerID(before["A1"]), "email", "c@x.example", noon); huike.CodeOf(err) != "customer.split_unknown" {
			t.Errorf("split of another's: %v", err)
		}
		if _, err := m.Unmerge(t.Context(), one.ID, "test", noon); huike.CodeOf(err) != "customer.merge_undone" {
			t.Errorf("undone twice: %v", err)
		}
	}, ingest.Schema)
}
