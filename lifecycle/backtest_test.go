package lifecycle_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"sort"
	"strconv"
	"strings"
	"testing"

	"huike"
	"huike/feature"
	"huike/lifecycle"
	"huike/order/ordertest"
	"huike/reference"
	"huike/simulate"
	"huike/stat"
	"huike/store"
	"huike/store/storetest"
)

// within is how many days ahead is foretold.
const within = 30

// rival turns a pair into a number; the training period's share of its twentieth
// (or of its own value, where there are few) is its probability.
type rival struct {
	name  string
	value func(p lifecycle.Pair, gap map[int]float64) float64
}

var rivals = []rival{
	{"fixed 45/90/140 days", func(p lifecycle.Pair, _ map[int]float64) float64 { return fixed(p.Days) }},
	{"mean gap of the goods", func(p lifecycle.Pair, gap map[int]float64) float64 { return float64(p.Days) / gap[p.GroupNo] }},
	{"the clock alone (rho)", func(p lifecycle.Pair, _ map[int]float64) float64 { return float64(p.Days) / p.LastsDays }},
}

// covariate is a rival as columns of a regression.
type covariate struct {
	name  string
	clock func(p lifecycle.Pair, gap float64) []float64
}

// regressed are the rivals in our own regression, beside what else it knows:
// what is left between them and ours is the clock's own part.
var regressed = []covariate{
	{"our regression, fixed days for the clock", func(p lifecycle.Pair, _ float64) []float64 {
		k, bins := fixed(p.Days), make([]float64, 3)
		if k > 0 {
			bins[int(k)-1] = 1
		}
		return bins
	}},
	{"our regression, mean gap for the clock", func(p lifecycle.Pair, gap float64) []float64 {
		past := math.Log((float64(p.Days) + 1) / (gap + 1))
		return []float64{past, math.Max(past, 0), math.Log(gap + 1)}
	}},
}

// regress learns on the first pairs and foretells the second.
func regress(t *testing.T, r covariate, pairs [2][]lifecycle.Pair, gaps [2]map[int]float64) []float64 {
	t.Helper()
	var data [2]stat.Matrix
	var label []bool
	for k := range pairs {
		var rows [][]float64
		for _, p := range pairs[k] {
			rows = append(rows, append(r.clock(p, gaps[k][p.GroupNo]), math.Log(float64(p.Times)), math.Log(float64(p.Recency)+1), math.Log(float64(p.Occasions))))
			if k == 0 {
				label = append(label, p.Again)
			}
		}
		data[k], _ = stat.NewMatrix(rows)
	}
	m, err := stat.FitLogistic(data[0], label)
	if err != nil {
		t.Fatal(err)
	}
	p, err := m.Probabilities(data[1])
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func fixed(days int) float64 {
	for k, bound := range []int{45, 90, 140} {
		if days <= bound {
			return float64(k)
		}
	}
	return 3
}

// binned gives each test pair the share of its bin in training.
func binned(train, test []float64, again []bool) []float64 {
	sorted := slices.Sorted(slices.Values(train))
	var cuts []float64
	for k := 1; k < 20; k++ {
		cuts = append(cuts, sorted[k*len(sorted)/20])
	}
	cuts = slices.Compact(cuts)
	bin := func(v float64) int { return sort.Search(len(cuts), func(k int) bool { return cuts[k] > v }) }
	n, hits := make([]float64, len(cuts)+1), make([]float64, len(cuts)+1)
	for i, v := range train {
		n[bin(v)]++
		if again[i] {
			hits[bin(v)]++
		}
	}
	p := make([]float64, len(test))
	for i, v := range test {
		p[i] = (hits[bin(v)] + .5) / (n[bin(v)] + 1)
	}
	return p
}

// meanGaps are the mean completed gaps of every group by a day; a group without
// one has the shop's.
func meanGaps(t *testing.T, db store.DB, snapshot int64, asOf huike.Day, pairs []lifecycle.Pair) map[int]float64 {
	t.Helper()
	q := store.Compiled("test/gaps", `
SELECT group_no, CAST(sum(gap) AS double precision), count(*) FROM (
  SELECT group_no, local_day - lag(local_day) OVER (PARTITION BY customer_id, group_no ORDER BY local_day) AS gap FROM (
    SELECT DISTINCT p.customer_id, m.group_no, p.local_day FROM purchase AS p
    JOIN purchase_line AS l ON l.customer_id = p.customer_id AND l.order_id = p.order_id
    JOIN consumption_member AS m ON m.product_id = l.product_id AND m.snapshot_id = CAST(@snapshot AS bigint)
    WHERE p.local_day <= CAST(@as_of AS date)) AS d) AS g
WHERE gap IS NOT NULL GROUP BY group_no`)
	gaps, sum, n := map[int]float64{}, 0.0, 0.0
	_, err := store.All(t.Context(), db, q, store.Args{"snapshot": snapshot, "as_of": asOf}, func(r *store.Rows) (no int, err error) {
		var days, events float64
		err = r.Scan(&no, &days, &events)
		gaps[no] = days / events
		sum, n = sum+days, n+events
		return no, err
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range pairs {
		if _, known := gaps[p.GroupNo]; !known {
			gaps[p.GroupNo] = sum / n
		}
	}
	return gaps
}

// outcome is what the test period says of a way to foretell.
type outcome struct {
	name             string
	loss, recall     float64
	lossBy, recallBy [2]float64 // 95 % of (it − ours) for loss, (ours − it) for recall
	probability      []float64
}

// trial learns on one period and foretells the next, 30 days each.
func trial(t *testing.T, db store.DB, last huike.Day) (outcomes []outcome, pairs int, again int) {
	t.Helper()
	l := lifecycle.New(db, feature.New(db))
	side := func(asOf huike.Day) ([]lifecycle.Pair, map[int]float64) {
		s := feature.Scope{Shop: 1, AsOf: asOf}
		pairs, err := l.Pairs(t.Context(), s, within, 1, at)
		if err != nil {
			t.Fatal(err)
		}
		snapshot, err := l.Rest(t.Context(), s, at)
		if err != nil {
			t.Fatal(err)
		}
		return pairs, meanGaps(t, db, snapshot.ID, asOf, pairs)
	}
	test, testGaps := side(last.Add(-within))
	train, trainGaps := side(last.Add(-2 * within))
	forecast, err := l.Foresee(t.Context(), feature.Scope{Shop: 1, AsOf: last.Add(-within)}, within, at)
	if err != nil || forecast.Learned != len(train) {
		t.Fatalf("learned from %d of %d pairs: %v", forecast.Learned, len(train), err)
	}
	likely, err := l.Likeliest(t.Context(), feature.Scope{Shop: 1, AsOf: last.Add(-within)}, forecast, 3, at)
	if err != nil || len(likely) != 3 {
		t.Fatalf("the likeliest are %v, %v", likely, err)
	}
	label := make([]bool, len(train))
	for i, p := range train {
		label[i] = p.Again
	}
	ours := outcome{name: "this clock"}
	for _, p := range test {
		ours.probability = append(ours.probability, forecast.Chance(p))
		if p.Again {
			again++
		}
	}
	if best := slices.Max(ours.probability); math.Abs(best-likely[0].Chance) > 1e-9 {
		t.Errorf("the likeliest is %g by the statement, %g by the forecast", likely[0].Chance, best)
	}
	outcomes = []outcome{ours}
	for _, r := range rivals {
		value := func(pairs []lifecycle.Pair, gaps map[int]float64) (all []float64) {
			for _, p := range pairs {
				all = append(all, r.value(p, gaps))
			}
			return all
		}
		outcomes = append(outcomes, outcome{name: r.name, probability: binned(value(train, trainGaps), value(test, testGaps), label)})
	}
	for _, r := range regressed {
		outcomes = append(outcomes, outcome{name: r.name, probability: regress(t, r, [2][]lifecycle.Pair{train, test}, [2]map[int]float64{trainGaps, testGaps})})
	}
	weigh(outcomes, test)
	return outcomes, len(test), again
}

// weigh fills in losses and recalls, and by how much ours is better in 200
// resamples of the customers.
func weigh(outcomes []outcome, test []lifecycle.Pair) {
	var orders [][]int
	for k := range outcomes {
		o := &outcomes[k]
		orders = append(orders, ranking(o.probability))
		one := make([]float64, len(test))
		for i := range one {
			one[i] = 1
		}
		o.loss, o.recall = loss(o.probability, test, one), recall(o.probability, orders[k], test, one)
	}
	random := rand.New(rand.NewPCG(20, 11))
	gains := make([][2][]float64, len(outcomes))
	for range 200 {
		w := resample(random, test)
		baseLoss, baseRecall := loss(outcomes[0].probability, test, w), recall(outcomes[0].probability, orders[0], test, w)
		for k, o := range outcomes {
			gains[k][0] = append(gains[k][0], loss(o.probability, test, w)-baseLoss)
			gains[k][1] = append(gains[k][1], baseRecall-recall(o.probability, orders[k], test, w))
		}
	}
	for k := range outcomes {
		for _, g := range gains[k] {
			slices.Sort(g)
		}
		outcomes[k].lossBy, outcomes[k].recallBy = [2]float64{gains[k][0][5], gains[k][0][194]}, [2]float64{gains[k][1][5], gains[k][1][194]}
	}
}

// resample draws as many customers as there are, with replacement; the pairs of
// a customer stay together.
func resample(random *rand.Rand, test []lifecycle.Pair) []float64 {
	var customers []huike.CustomerID
	for _, p := range test {
		if len(customers) == 0 || customers[len(customers)-1] != p.Customer {
			customers = append(customers, p.Customer)
		}
	}
	times := map[huike.CustomerID]float64{}
	for range customers {
		times[customers[random.IntN(len(customers))]]++
	}
	w := make([]float64, len(test))
	for i, p := range test {
		w[i] = times[p.Customer]
	}
	return w
}

func ranking(p []float64) []int {
	order := make([]int, len(p))
	for i := range order {
		order[i] = i
	}
	sort.SliceStable(order, func(a, b int) bool { return p[order[a]] > p[order[b]] })
	return order
}

func loss(p []float64, test []lifecycle.Pair, w []float64) float64 {
	sum, n := 0.0, 0.0
	for i, pair := range test {
		q := math.Min(math.Max(p[i], 1e-6), 1-1e-6)
		if !pair.Again {
			q = 1 - q
		}
		sum, n = sum-w[i]*math.Log(q), n+w[i]
	}
	return sum / n
}

// recall is the share of the repeat purchases among the tenth of pairs that are
// held likeliest; of equal ones as many as fit, as if drawn by chance.
func recall(p []float64, order []int, test []lifecycle.Pair, w []float64) float64 {
	all, volume := 0.0, 0.0
	for i, pair := range test {
		volume += w[i] / 10
		if pair.Again {
			all += w[i]
		}
	}
	found := 0.0
	for i := 0; i < len(order) && volume > 0; {
		tied, hits := 0.0, 0.0
		j := i
		for ; j < len(order) && p[order[j]] == p[order[i]]; j++ {
			tied += w[order[j]]
			if test[order[j]].Again {
				hits += w[order[j]]
			}
		}
		if tied > 0 {
			found += hits * math.Min(1, volume/tied)
		}
		volume -= tied
		i = j
	}
	return found / all
}

// lines are the rows of the method page's table that the outcomes make.
func lines(shop string, outcomes []outcome) []string {
	var all []string
	for k, o := range outcomes {
		row := fmt.Sprintf("| %s | %s | %.4f | %.1f %%", shop, o.name, o.loss, 100*o.recall)
		if k == 0 {
			row += " | | |"
		} else {
			row += fmt.Sprintf(" | %.4f (%.4f to %.4f) | %.1f (%.1f to %.1f) |", o.loss-outcomes[0].loss, o.lossBy[0], o.lossBy[1],
				100*(outcomes[0].recall-o.recall), 100*o.recallBy[0], 100*o.recallBy[1])
		}
		all = append(all, row)
	}
	return all
}

// judgeTrial holds the outcomes against the claim and against the method page.
func judgeTrial(t *testing.T, shop string, outcomes []outcome) {
	t.Helper()
	page, err := os.ReadFile(filepath.Join("..", "docs", "method", "dormancy.md"))
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range lines(shop, outcomes) {
		if !strings.Contains(string(page), row+"\n") {
			t.Errorf("docs/method/dormancy.md lacks the row\n%s", row)
		}
	}
	for _, o := range outcomes[1:3] {
		if o.lossBy[0] <= 0 || o.recallBy[0] <= 0 {
			t.Errorf("%s: against %s the loss differs by %v, the recall by %v", shop, o.name, o.lossBy, o.recallBy)
		}
	}
}

// UCI Online Retail, goods by stock code: learned up to 2011-11-09, foretold for
// the 30 days after it.
func TestS3_02_BacktestOnlineRetail(t *testing.T) {
	db := storetest.Open(t, store.DuckDB, lifecycle.Schema)
	ordertest.Put(t, db, retailLines(t))
	outcomes, pairs, again := trial(t, db, day("2011-12-09"))
	t.Logf("%d pairs, %d bought again", pairs, again)
	judgeTrial(t, "Online Retail", outcomes)
}

// retailLines are the clean purchases of Online Retail with their lines.
func retailLines(t *testing.T) []ordertest.Order {
	number := map[string]int{}
	var orders []ordertest.Order
	reference.Table(t, reference.Path(t, "data", "online_retail", "online_retail_2010_2011.csv.gz"), func(row map[string]string) {
		quantity, _ := strconv.Atoi(row["Quantity"])
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
		orders[k].Lines = append(orders[k].Lines, ordertest.Line{Product: row["StockCode"], Quantity: int64(quantity), Amount: float64(quantity) * price})
	})
	return orders
}

// A simulated shop whose goods last 21 to 160 days and whose customers each have
// a pace of their own and leave for ever: every category's goods stand for each
// other. The learned periods find the true ones, and the forecast wins.
func TestS3_02_BacktestSimulated(t *testing.T) {
	for _, seed := range []uint64{1, 2, 3} {
		db := storetest.Open(t, store.DuckDB, lifecycle.Schema)
		last := day("2024-12-30")
		shop := simulate.New(simulate.Config{Seed: seed, Customers: 6000, Start: last.Add(-729), End: last})
		var orders []ordertest.Order
		for n := range shop.Customers {
			c := shop.Customer(n)
			for _, o := range shop.Orders(c) {
				if o.PaidAt.IsZero() {
					continue
				}
				order := ordertest.Order{Customer: int64(c.No), Day: huike.DayOf(o.PaidAt).String(), Gross: 1}
				for _, line := range o.Lines {
					order.Lines = append(order.Lines, ordertest.Line{Product: line.Category, Quantity: line.Quantity, Amount: 1})
				}
				orders = append(orders, order)
			}
		}
		ordertest.Put(t, db, orders)
		outcomes, pairs, again := trial(t, db, last)
		t.Logf("seed %d: %d pairs, %d bought again", seed, pairs, again)
		judgeTrial(t, fmt.Sprintf("Simulated %d", seed), outcomes)
		goods := goodsOf(t, db, feature.Scope{Shop: 1, AsOf: last})
		var known, learned []float64
		for _, c := range simulate.Catalogue {
			t.Logf("%s: true %g, learned %.1f (%s), by pieces %v", c.Name, c.Period, *goods[c.Name].PeriodDays, goods[c.Name].Source, goods[c.Name].ByQuantity)
			known, learned = append(known, c.Period), append(learned, *goods[c.Name].PeriodDays)
		}
		for i := range known {
			for j := range known {
				if known[i] >= 1.5*known[j] && learned[i] <= learned[j] {
					t.Errorf("seed %d: %s lasts %.0f days and %s %.0f, yet %.1f and %.1f were learned", seed,
						simulate.Catalogue[i].Name, known[i], simulate.Catalogue[j].Name, known[j], learned[i], learned[j])
				}
			}
		}
	}
}
