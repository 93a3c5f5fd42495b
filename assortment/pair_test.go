package assortment_test

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"huike"
	"huike/assortment"
	"huike/feature"
	"huike/order/ordertest"
	"huike/reference"
	"huike/store"
	"huike/store/storetest"

	"strconv"
	"strings"

	"github.com/google/go-cmp/cmp"
)

func source(seed uint64) *rand.Rand { return rand.New(rand.NewPCG(seed, 46)) }

// basket is a customer and a day.
type basket struct {
	customer int64
	day      huike.Day
}

// baskets gathers the products of every basket as SQL should.
func baskets(orders []ordertest.Order, asOf string) (map[basket][]string, []basket) {
	held := map[basket][]string{}
	for i, o := range orders {
		if ago := day(asOf).Sub(day(o.Day)); o.Unpaid || o.Void != "" && !day(asOf).Before(day(o.Void)) || ago < 0 || ago >= assortment.PairDays {
			continue
		}
		b := basket{o.Customer, day(o.Day)}
		if o.Customer == 0 {
			b.customer = -int64(i) - 1
		}
		for _, l := range o.Lines {
			if !slices.Contains(held[b], l.Product) {
				held[b] = append(held[b], l.Product)
			}
		}
	}
	var list []basket
	for b := range held {
		list = append(list, b)
	}
	slices.SortFunc(list, func(x, y basket) int {
		if x.customer != y.customer {
			return int(x.customer - y.customer)
		}
		return x.day.Sub(y.day)
	})
	return held, list
}

type two struct{ a, b string }

// bruteForce counts pairs in the baskets of 2024-03-01, and returns how many can
// be watched for the next one.
func bruteForce(held map[basket][]string, list []basket, together, next map[two]int64, single map[string]int64) (watched int64) {
	for i, b := range list {
		for _, x := range held[b] {
			single[x]++
			for _, y := range held[b] {
				together[two{x, y}]++
			}
		}
		if b.customer < 0 || day("2024-03-01").Sub(b.day) < assortment.NextDays {
			continue
		}
		watched++
		if i+1 < len(list) && list[i+1].customer == b.customer && list[i+1].day.Sub(b.day) <= assortment.NextDays {
			for _, x := range held[b] {
				for _, y := range held[list[i+1]] {
					next[two{x, y}]++
				}
			}
		}
	}
	return watched
}

// Pair counts equal those of a brute force, in one basket and in the next one.
func TestS1_46_PairsEqualBruteForce(t *testing.T) {
	orders := random(8, 900)
	held, list := baskets(orders, "2024-03-01")
	storetest.Each(t, func(t *testing.T, db store.DB) {
		together, next, single := map[two]int64{}, map[two]int64{}, map[string]int64{}
		watched := bruteForce(held, list, together, next, single)
		ordertest.Put(t, db, orders)
		p, err := open(db).Pairs(t.Context(), scope("2024-03-01"), 0, 0, at)
		if err != nil {
			t.Fatal(err)
		}
		if p.Snapshot.Baskets != int64(len(list)) || p.Snapshot.Watched != watched || len(p.Together) < 40 || len(p.Next) < 80 {
			t.Errorf("%d baskets, %d watched, want %d and %d; %d and %d pairs", p.Snapshot.Baskets, p.Snapshot.Watched, len(list), watched, len(p.Together), len(p.Next))
		}
		for _, one := range p.Together {
			if want := together[two{one.A.Number, one.B.Number}]; one.Baskets != want || one.BasketsA != single[one.A.Number] || one.BasketsB != single[one.B.Number] {
				t.Errorf("%s and %s: %d of %d and %d, want %d of %d and %d", one.A.Number, one.B.Number, one.Baskets, one.BasketsA, one.BasketsB, want, single[one.A.Number], single[one.B.Number])
			}
			if (one.Lift == nil) != (one.Baskets < assortment.FewestTogether) {
				t.Errorf("lift %v from %d baskets", show(one.Lift), one.Baskets)
			}
			delete(together, two{one.A.Number, one.B.Number})
			delete(together, two{one.B.Number, one.A.Number})
		}
		for k, n := range together {
			if k.a != k.b && n >= 2 {
				t.Errorf("%v is missing with %d baskets", k, n)
			}
		}
		for _, one := range p.Next {
			if want := next[two{one.A.Number, one.B.Number}]; one.Baskets != want {
				t.Errorf("%s then %s: %d, want %d", one.A.Number, one.B.Number, one.Baskets, want)
			}
		}
	}, assortment.Schema)
}

// outfits: 30 customers buy a dress with a bag on one day and 60 buy a sock; 20
// buy the dress alone. Of 110 baskets 50 hold the dress, 30 the bag, 30 both: lift
// 110 × 30 / (50 × 30) = 2.2.
func outfits() []ordertest.Order {
	var orders []ordertest.Order
	for i := range 110 {
		o := ordertest.Order{Customer: int64(i + 1), Day: day("2024-05-01").Add(i % 50).String(), Gross: 1}
		switch {
		case i < 30:
			o.Lines = []ordertest.Line{line("dress", 1, 200), line("bag", 1, 150)}
		case i < 50:
			o.Lines = []ordertest.Line{line("dress", 1, 200)}
		default:
			o.Lines = []ordertest.Line{line("sock", 2, 10)}
		}
		orders = append(orders, o)
	}
	return orders
}

func TestS1_46_PairByHand(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		ordertest.Put(t, db, outfits())
		describe(t, db, "dress", "dresses", "", 8000)
		describe(t, db, "bag", "bags", "", 6000)
		p, err := open(db).Pairs(t.Context(), scope("2024-06-30"), 0, 0, at)
		if err != nil || len(p.Together) != 1 || !p.Together[0].Sure {
			t.Fatalf("%+v, %v", p.Together, err)
		}
		one := p.Together[0]
		near(t, "support", one.Support, 30.0/110)
		near(t, "lift", one.Lift, 2.2)
		low := 2.2 * math.Exp(-1.959963984540054*math.Sqrt(1/30.0-1/50.0-1/30.0+1/110.0+1e-300))
		if one.LiftLow == nil || *one.LiftLow > 2.2 || (!math.IsNaN(low) && *one.LiftLow < low-1e-9) {
			t.Errorf("lower limit %v", show(one.LiftLow))
		}
		if len(p.Categories) != 1 || p.Categories[0].A != "bags" || p.Categories[0].B != "dresses" || p.Categories[0].Baskets != 30 {
			t.Errorf("categories %+v", p.Categories)
		}
	}, assortment.Schema)
}

// S1-22, S2-15. A dress earns 120.00, a bag 90.00. At a tenth off 350.00 the
// outfit costs 315.00 and earns 175.00; 30 × 35.00 are given away to those who
// bought both anyway, each further bag brings 55.00: 1050 / 55 = 19.09 of the 20
// baskets with a dress alone must follow.
func TestS2_15_OutfitByHand(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		ordertest.Put(t, db, outfits())
		describe(t, db, "dress", "dresses", "", 8000)
		describe(t, db, "bag", "bags", "", 6000)
		a := open(db)
		b, err := a.Bundles(t.Context(), scope("2024-06-30"), 0.1, 0, at)
		if err != nil || len(b.Bundles) != 1 {
			t.Fatalf("%+v, %v", b, err)
		}
		one := b.Bundles[0]
		if !one.Outfit || one.Products[0].Number != "dress" || one.Baskets != 30 {
			t.Errorf("%+v", one)
		}
		near(t, "apart", &one.Apart, 35000)
		near(t, "price", &one.Price, 31500)
		near(t, "margin", &one.Margin, 17500)
		near(t, "break even", &one.BreakEven, 1050.0/55/20)
		dear, err := a.Bundles(t.Context(), scope("2024-06-30"), 0.3, 0, at)
		if err != nil || len(dear.Bundles) != 0 || !cmp.Equal(codesOf(dear.Notes), []string{"no_bundles"}) {
			t.Errorf("a bundle at 30 %% off earns less than the dress: %+v, %v", dear, err)
		}
		if _, err := a.Bundles(t.Context(), scope("2024-06-30"), 0.95, 0, at); huike.CodeOf(err) != "assortment.discount" {
			t.Error(err)
		}
	}, assortment.Schema)
}

// S1-22: three products that come together are one bundle, with an exact count.
func TestS1_22_TripleByHand(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		var orders []ordertest.Order
		for i := range 200 {
			o := ordertest.Order{Customer: int64(i + 1), Day: "2024-06-01", Gross: 1, Lines: []ordertest.Line{line("pen", 1, 10)}}
			switch {
			case i < 20:
				o.Lines = []ordertest.Line{line("sofa", 1, 900), line("rug", 1, 300), line("lamp", 1, 200)}
			case i < 70:
				o.Lines = []ordertest.Line{line("sofa", 1, 900)}
			}
			orders = append(orders, o)
		}
		ordertest.Put(t, db, orders)
		b, err := open(db).Bundles(t.Context(), scope("2024-06-30"), 0.02, 0, at)
		if err != nil {
			t.Fatal(err)
		}
		for _, one := range b.Bundles {
			if len(one.Products) == 3 {
				if one.Baskets != 20 || one.Products[0].Number != "sofa" {
					t.Errorf("%+v", one)
				}
				return
			}
		}
		t.Errorf("no triple among %+v", b.Bundles)
	}, assortment.Schema)
}

// UCI Online Retail through the database: ALARM CLOCK BAKELIKE GREEN and RED, the
// pair of the published market-basket analyses, counted from the file.
func TestS1_46_OnlineRetail(t *testing.T) {
	db := storetest.Open(t, store.DuckDB, assortment.Schema)
	orders, lines := retail(t)
	ordertest.Put(t, db, orders)
	held, list := baskets(orders, "2011-12-09")
	var green, red, both int64
	for _, b := range list {
		g, r := slices.Contains(held[b], "22726"), slices.Contains(held[b], "22727")
		green, red, both = green+count(g), red+count(r), both+count(g && r)
	}
	a := open(db)
	id, err := a.Find(t.Context(), 1, "22726")
	if err != nil {
		t.Fatal(err)
	}
	p, err := a.Pairs(t.Context(), feature.Scope{Shop: 1, AsOf: day("2011-12-09")}, id, 10, at)
	if err != nil || p.Snapshot.Baskets != int64(len(list)) {
		t.Fatalf("%d baskets, want %d; %v", p.Snapshot.Baskets, len(list), err)
	}
	at22727 := slices.IndexFunc(p.Together, func(one assortment.Pair) bool { return one.B.Number == "22727" })
	if at22727 < 0 {
		t.Fatalf("the red clock is not among the ten surest neighbours of the green one: %+v", p.Together)
	}
	one := p.Together[at22727]
	if one.Baskets != both || one.BasketsA != green || one.BasketsB != red || !one.Sure {
		t.Errorf("%d baskets of %d and %d, want %d of %d and %d", one.Baskets, one.BasketsA, one.BasketsB, both, green, red)
	}
	near(t, "lift", one.Lift, float64(len(list))*float64(both)/float64(green)/float64(red))
	m, err := a.Matrix(t.Context(), feature.Scope{Shop: 1, AsOf: day("2011-12-09")}, at)
	if err != nil {
		t.Fatal(err)
	}
	var units int64
	for _, p := range m.Products {
		units += p.Units
	}
	if want := lines("2011-12-09", 90); units != want || len(m.Products) < 2500 {
		t.Errorf("%d products sold %d pieces in 90 days, want %d", len(m.Products), units, want)
	}
}

func count(b bool) int64 {
	if b {
		return 1
	}
	return 0
}

// retail returns the clean purchases with their lines, and a count of pieces.
func retail(t *testing.T) ([]ordertest.Order, func(asOf string, days int) int64) {
	number := map[string]int{}
	var orders []ordertest.Order
	reference.Table(t, reference.Path(t, "data", "online_retail", "online_retail_2010_2011.csv.gz"), func(row map[string]string) {
		quantity, err := strconv.ParseInt(row["Quantity"], 10, 64)
		if err != nil {
			t.Fatal(err)
		}
		price, _ := strconv.ParseFloat(row["UnitPrice"], 64)
		customer, _ := strconv.ParseInt(row["CustomerID"], 10, 64)
		no := row["InvoiceNo"]
		if customer == 0 || strings.HasPrefix(no, "C") || quantity <= 0 || price <= 0 {
			return
		}
		k, known := number[no]
		if !known {
			k = len(orders)
			number[no] = k
			orders = append(orders, ordertest.Order{Customer: customer, Day: row["InvoiceDate"][:10]})
		}
		orders[k].Gross += float64(quantity) * price
		orders[k].Lines = append(orders[k].Lines, line(row["StockCode"], quantity, float64(quantity)*price))
	})
	return orders, func(asOf string, days int) (n int64) {
		for _, o := range orders {
			if ago := day(asOf).Sub(day(o.Day)); ago >= 0 && ago < days {
				for _, l := range o.Lines {
					n += l.Quantity
				}
			}
		}
		return n
	}
}
