package segment

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"huike"
	"huike/store"
	"huike/store/storetest"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// words are few, so that values of rules and of customers meet.
var (
	sometimes = rapid.IntRange(0, 3)
	words4    = rapid.SampledFrom([]string{"上海", "上海市", "Éa", "éB", "ab", "B%_'\"", "a"})
	small     = rapid.Int64Range(0, 4)
	someDay   = rapid.SampledFrom([]string{"2024-05-31", "2024-06-01", "2024-06-28", "2024-06-29", "2024-06-30", "2024-07-01"})
)

func drawValues(t *rapid.T) map[string]any {
	values := ordinary()
	for _, f := range fields {
		if f.maybe && sometimes.Draw(t, "null") == 0 || f.Name == "shop" {
			values[f.Name] = nil
			continue
		}
		switch f.Type {
		case Date:
			values[f.Name] = someDay.Draw(t, f.Name)
		case Choice:
			values[f.Name] = rapid.SampledFrom(f.Choices).Draw(t, f.Name)
		case Text:
			values[f.Name] = words4.Draw(t, f.Name)
		default:
			values[f.Name] = small.Draw(t, f.Name)
		}
	}
	return derived(values)
}

func drawWorld(t *rapid.T) world {
	var w world
	for i := range rapid.IntRange(1, 3).Draw(t, "products") {
		w.products = append(w.products, product{fmt.Sprint("P", i%2), words4.Draw(t, "title"), rapid.SampledFrom([]string{"", "tea", "cup"}).Draw(t, "category"), float64(sometimes.Draw(t, "period")) * 1.5})
	}
	for i := range rapid.IntRange(1, 6).Draw(t, "customers") {
		c := person{id: int64(i + 1), values: drawValues(t)}
		if month, ok := c.values["birthday_month"].(int64); ok {
			c.values["birthday_month"] = month + 1
			c.birthday = fmt.Sprintf("1990-%02d-28", month+1)
		}
		for range sometimes.Draw(t, "orders") {
			c.orders = append(c.orders, drawOrder(t, len(w.products)))
		}
		for range sometimes.Draw(t, "messages") {
			c.messages = append(c.messages, drawMessage(t))
		}
		if rapid.Bool().Draw(t, "listed") {
			c.lists = []int64{listSegment}
		}
		if rapid.Bool().Draw(t, "knew") {
			c.before = drawValues(t)
		}
		drawFacts(t, &c, len(w.products))
		w.customers = append(w.customers, c)
	}
	return w
}

func drawOrder(t *rapid.T, products int) bought {
	o := bought{shop: rapid.Int64Range(1, 2).Draw(t, "shop"), gross: small.Draw(t, "gross") * 50, day: someDay.Draw(t, "day"), unpaid: sometimes.Draw(t, "unpaid") == 0}
	if sometimes.Draw(t, "void") == 0 {
		o.void = someDay.Draw(t, "void day")
	}
	if rapid.Bool().Draw(t, "parcel known") {
		o.parcel = &parcel{rapid.SampledFrom([]string{"", "a", "b"}).Draw(t, "source"), rapid.SampledFrom([]string{"", "search", "cps"}).Draw(t, "group"),
			rapid.SampledFrom([]string{"", "2024-06-30", "2024-07-01"}).Draw(t, "delivered")}
	}
	if sometimes.Draw(t, "finished") == 0 {
		o.status = "finished"
	}
	for range rapid.IntRange(0, 2).Draw(t, "lines") {
		o.lines = append(o.lines, line{rapid.IntRange(0, products-1).Draw(t, "product"), rapid.Int64Range(-1, 3).Draw(t, "quantity")})
	}
	return o
}

func drawInstant(t *rapid.T) time.Time {
	midnight := huike.MustDay(someDay.Draw(t, "day")).Time(testZone)
	return midnight.Add(time.Duration(rapid.IntRange(-1, 1).Draw(t, "second")) * time.Second).UTC()
}

func drawMessage(t *rapid.T) sent {
	m := sent{campaign: rapid.Int64Range(1, 2).Draw(t, "campaign"), state: rapid.Int64Range(1, 3).Draw(t, "state"), done: drawInstant(t)}
	for range rapid.IntRange(0, 2).Draw(t, "events") {
		m.events = append(m.events, answer{rapid.SampledFrom([]string{"open", "click", "unsubscribe"}).Draw(t, "kind"), drawInstant(t)})
	}
	return m
}

func drawRule(t *rapid.T, depth int) Rule {
	kind := rapid.IntRange(0, 19).Draw(t, "node")
	if depth == 0 {
		kind = max(kind, 3)
	}
	switch kind {
	case 0, 1:
		rules := []Rule{}
		for range rapid.IntRange(kind, 3).Draw(t, "rules") {
			rules = append(rules, drawRule(t, depth-1))
		}
		if kind == 0 {
			return Rule{All: rules}
		}
		return Rule{Any: rules}
	case 2:
		child := drawRule(t, depth-1)
		return Rule{Not: &child}
	case 3:
		return Rule{Bought: drawBought(t)}
	case 4:
		m := Message{Kind: rapid.SampledFrom(messageKinds).Draw(t, "kind"), Campaign: rapid.Int64Range(0, 2).Draw(t, "campaign"), Days: rapid.IntRange(0, 3).Draw(t, "days")}
		return Rule{Message: &m}
	case 5:
		o := Orders{MinOrders: rapid.IntRange(0, 2).Draw(t, "orders"), MinAmount: float64(sometimes.Draw(t, "amount")) / 2}
		if rapid.Bool().Draw(t, "range") {
			from, to := huike.MustDay("2024-06-01"), huike.MustDay(rapid.SampledFrom([]string{"2024-06-01", "2024-06-29", "2024-07-01"}).Draw(t, "to"))
			o.From, o.To = &from, &to
		}
		return Rule{Orders: &o}
	case 6:
		return Rule{Segment: listSegment}
	case 7, 8, 9:
		return drawCondition(t)
	}
	return drawFactRule(t, kind)
}

func drawBought(t *rapid.T) *Bought {
	b := &Bought{Days: rapid.SampledFrom([]int{0, 1, 2, 30}).Draw(t, "days"), MinQuantity: sometimes.Draw(t, "quantity"), MinTimes: rapid.IntRange(0, 2).Draw(t, "times")}
	if rapid.Bool().Draw(t, "products") {
		b.Products = rapid.SliceOfNDistinct(rapid.SampledFrom([]string{"P0", "P1", "P2"}), 1, 2, rapid.ID).Draw(t, "products")
	}
	if sometimes.Draw(t, "categories") == 0 {
		b.Categories = []string{"tea"}
	}
	if b.Products == nil && b.Categories == nil || sometimes.Draw(t, "title") == 0 {
		b.TitleContains = words4.Draw(t, "title")
	}
	return b
}

func drawCondition(t *rapid.T) Rule {
	f := rapid.SampledFrom(fields).Draw(t, "field")
	r := Rule{Field: f.Name, Op: rapid.SampledFrom(f.Ops).Draw(t, "op")}
	one := func() any {
		switch f.Type {
		case Number:
			return float64(small.Draw(t, "number"))
		case Amount:
			return float64(small.Draw(t, "money")) / 100
		case Date:
			return someDay.Draw(t, "day")
		case Choice:
			return rapid.SampledFrom(f.Choices).Draw(t, "choice")
		}
		return words4.Draw(t, "text")
	}
	switch r.Op {
	case "is_null", "not_null":
	case "between":
		pair := []any{one(), one()}
		if compareAny(pair[0], pair[1]) > 0 {
			slices.Reverse(pair)
		}
		r.Value = pair
	case "in", "not_in":
		list := []any{}
		for range rapid.SampledFrom([]int{1, 2, few + 1}).Draw(t, "values") {
			list = append(list, one())
		}
		r.Value = list
	default:
		r.Value = one()
	}
	return r
}

func compareAny(a, b any) int {
	if x, ok := a.(float64); ok {
		return int(x*100 - b.(float64)*100)
	}
	return map[bool]int{true: 1, false: -1}[a.(string) > b.(string)]
}

// asked returns the customers whom an engine finds for a rule.
func asked(t interface{ Fatalf(string, ...any) }, db store.DB, r Rule, scope Scope) []int64 {
	q, args, err := Compile(r, scope)
	if err != nil {
		t.Fatalf("%s: %v", r, err)
	}
	ids, err := store.All(context.Background(), db, q, args, func(r *store.Rows) (id int64, err error) {
		var stage string
		var since huike.Day
		return id, r.Scan(&id, &stage, &since)
	})
	if err != nil {
		t.Fatalf("%s: %v", r, err)
	}
	slices.Sort(ids)
	return ids
}

// Any rule over any tiny shop means the same customers to every engine and to
// the interpreter (capability S1-62: rules nest as deep as one likes).
func TestS1_62_RulesMeanTheSameEverywhere(t *testing.T) {
	met := 0
	storetest.Each(t, func(t *testing.T, db store.DB) {
		rapid.Check(t, func(t *rapid.T) {
			w := drawWorld(t)
			settle(t, db, w)
			for range 8 {
				drawn := drawRule(t, 3)
				r, err := Parse([]byte(drawn.String()))
				if err != nil {
					t.Fatalf("%s is refused: %v", drawn, err)
				}
				if r.String() != drawn.String() {
					t.Fatalf("%s comes back as %s", drawn, r)
				}
				scope := testScope
				scope.Shop = huike.ShopID(rapid.IntRange(0, 2).Draw(t, "scope"))
				want := []int64{}
				for _, c := range w.customers {
					if w.means(r, c, scope) {
						want = append(want, c.id)
					}
				}
				if diff := cmp.Diff(want, asked(t, db, r, scope)); diff != "" {
					t.Fatalf("%s (interpreter -, %s +):\n%s", r, db.Engine(), diff)
				}
				if len(want) > 0 && len(want) < len(w.customers) {
					met++
				}
			}
		})
	}, Schema)
	if met < 50 {
		t.Errorf("only %d rules told customers apart; the test tests little", met)
	}
}
