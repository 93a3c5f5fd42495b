package stat_test

import (
	"encoding/csv"
	"os"
	"slices"
	"strconv"
	"testing"
	"time"

	"huike/stat"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"huike/reference"
)

func TestVectorsRFM(t *testing.T) {
	vectors(t, "01_rfm.json", map[string]run{
		"rfm-tie-freq-rankmin":  rankMin,
		"rfm-recency-rankmin":   rankMin,
		"rfm-degenerate":        rankMin,
		"rfm-tie-freq-rpackage": packageRule,
		"rfm-rpkg-bins-mtcars":  packageRule,
		"rfm-orders-rpackage":   ordersByPackage,
		"rfm-orders-rankmin":    ordersByRankMin,
		"lifecycle-bounds":      clockBounds,
		"lifecycle-individual":  clockScaled,
		"individual-cycle-shrunk": func(t *testing.T, v vector) got {
			i := in[struct {
				M0, K float64
				Gaps  [][]float64
			}](t, v)
			return got{"m_i": each(i.Gaps, func(gaps []float64) float64 {
				return stat.IndividualCycle(i.M0, i.K, len(gaps), sum(gaps))
			})}
		},
		"migration-matrix": migration,
	}, nil)
}

type scoreInputs struct {
	Values []float64
	Bins   int
	Higher bool `json:"higher_is_better"`
}

func rankMin(t *testing.T, v vector) got {
	i := in[scoreInputs](t, v)
	return got{"scores": stat.RankMin(i.Values, i.Bins, i.Higher)}
}

func packageRule(t *testing.T, v vector) got {
	i := in[scoreInputs](t, v)
	cuts := stat.PackageCuts(i.Values, i.Bins)
	return got{"cutpoints": cuts, "scores": binScores(i.Values, cuts, true)}
}

func binScores(values, cuts []float64, higher bool) []int {
	return each(values, func(x float64) int { return stat.BinScore(x, cuts, higher) })
}

type orderInputs struct {
	CSV      string
	Date     string `json:"analysis_date"`
	Bins     int
	Segments [][7]any
}

func ordersByPackage(t *testing.T, v vector) got {
	i := in[orderInputs](t, v)
	b := readBuyers(t, reference.Path(t, "spec", "vectors", i.CSV), i.Date)
	var boxes stat.Boxes
	for _, s := range i.Segments {
		at := func(k int) int { return int(s[k].(float64)) }
		boxes = append(boxes, stat.Box{Name: s[0].(string), R: [2]int{at(1), at(2)}, F: [2]int{at(3), at(4)}, M: [2]int{at(5), at(6)}})
	}
	cr, cf, cm := stat.PackageCuts(b.recency, i.Bins), stat.PackageCuts(b.orders, i.Bins), stat.PackageCuts(b.revenue, i.Bins)
	r, f, m := b.packageScores(i.Bins)
	segments := map[string]any{}
	for name, s := range b.summary(boxes, i.Bins) {
		segments[name] = map[string]any{"customers": s.customers, "orders": s.orders, "revenue": s.revenue}
	}
	return got{
		"customers": len(b.ids), "orders": int(sum(b.orders)),
		"cutpoints_recency": cr, "cutpoints_frequency": cf, "cutpoints_monetary": cm,
		"score_counts_R_1to5": tally(r), "score_counts_F_1to5": tally(f), "score_counts_M_1to5": tally(m),
		"segments": segments,
	}
}

func ordersByRankMin(t *testing.T, v vector) got {
	i := in[orderInputs](t, v)
	b := readBuyers(t, reference.Path(t, "spec", "vectors", i.CSV), i.Date)
	r := stat.RankMin(b.recency, i.Bins, false)
	f := stat.RankMin(b.orders, i.Bins, true)
	m := stat.RankMin(b.revenue, i.Bins, true)
	var first [][]float64
	for want := 1; want <= 5; want++ {
		k := slices.Index(b.ids, strconv.Itoa(want))
		first = append(first, []float64{float64(want), b.recency[k], b.orders[k], b.revenue[k], float64(r[k]), float64(f[k]), float64(m[k])})
	}
	return got{
		"score_counts_R_1to5": tally(r), "score_counts_F_1to5": tally(f), "score_counts_M_1to5": tally(m),
		"first_5_customers_by_id": first,
	}
}

func clockBounds(t *testing.T, v vector) got {
	i := in[struct{ Days []float64 }](t, v)
	names := []string{"after_sale", "active", "silent", "sleeping", "lost", "dead"}
	clock := stat.DefaultDayClock()
	return got{"states": each(i.Days, func(d float64) string { return names[clock.Stage(d)] })}
}

func clockScaled(t *testing.T, v vector) got {
	i := in[struct {
		C float64
		M []float64 `json:"m_i"`
	}](t, v)
	return got{"bounds": each(i.M, func(m float64) [5]float64 { return stat.DefaultDayClock().Scaled(m, i.C).Bounds })}
}

func migration(t *testing.T, v vector) got {
	i := in[struct {
		States      []string
		Rank        map[string]int
		Transitions [][3]any
	}](t, v)
	counts := make([][]int64, len(i.States))
	for k := range counts {
		counts[k] = make([]int64, len(i.States))
	}
	for _, tr := range i.Transitions {
		from, to := slices.Index(i.States, tr[0].(string)), slices.Index(i.States, tr[1].(string))
		counts[from][to] = int64(tr[2].(float64))
	}
	m := stat.Migrate(counts, each(i.States, func(s string) int { return i.Rank[s] }))
	totals := map[string]int64{}
	for k, s := range i.States {
		totals[s] = m.RowTotals[k]
	}
	return got{"row_totals": totals, "P": m.Shares, "up": m.Up, "down": m.Down, "same": m.Same, "net_migration_index": m.MigrationIndex()}
}

// The segment table that the R package prints in its vignette "RFM -
// Introduction" for its own sample orders, analysed on 2006-12-31.
func TestDefaultBoxesMatchVignette(t *testing.T) {
	b := readBuyers(t, reference.Path(t, "data", "rfm_r", "rfm_data_orders.csv"), "2006-12-31")
	want := map[string]segment{}
	for _, row := range readCSV(t, reference.Path(t, "data", "rfm_r", "expected_segment_summary_vignette.csv")) {
		want[row["s"]] = segment{int(parse(t, row["customers"])), int(parse(t, row["orders"])), parse(t, row["revenue"])}
	}
	have := b.summary(stat.DefaultBoxes(), 5)
	if diff := cmp.Diff(want, have, cmp.AllowUnexported(segment{})); diff != "" {
		t.Error(diff)
	}
}

func TestMigrationOfNobody(t *testing.T) {
	m := stat.Migrate([][]int64{{0, 0}, {0, 0}}, []int{0, 1})
	if index := m.MigrationIndex(); index == index {
		t.Errorf("index of nobody is %v, want NaN", index)
	}
	if m.Shares[0] != nil {
		t.Errorf("an empty row has shares %v", m.Shares[0])
	}
}

// Equal values score alike, better values never score lower, and scores stay
// within 1 to n, whatever the data.
func TestRankMinOrders(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		values := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) float64 {
			return float64(rapid.IntRange(0, 12).Draw(t, "value"))
		}), 1, 60).Draw(t, "values")
		n, higher := rapid.IntRange(1, 9).Draw(t, "n"), rapid.Bool().Draw(t, "higher")
		scores := stat.RankMin(values, n, higher)
		if slices.Min(scores) != 1 || slices.Max(scores) > n {
			t.Fatalf("scores %v leave 1 to %d", scores, n)
		}
		for i := range values {
			for j := range values {
				better := values[i] > values[j] == higher && values[i] != values[j]
				if values[i] == values[j] && scores[i] != scores[j] || better && scores[i] < scores[j] {
					t.Fatalf("%v scores %d, %v scores %d", values[i], scores[i], values[j], scores[j])
				}
			}
		}
	})
}

func TestBinScoreIsHalfOpen(t *testing.T) {
	// Recency bins of the published eight tiers: 5 for [0,30), 4 for [30,60) …
	cuts := []float64{30, 60, 90, 120}
	have := binScores([]float64{0, 29, 30, 59, 60, 119, 120, 500}, cuts, false)
	if diff := cmp.Diff([]int{5, 5, 4, 4, 3, 2, 1, 1}, have); diff != "" {
		t.Error(diff)
	}
}

func TestPackageCutsFallOnValues(t *testing.T) {
	// R: quantile(c(10, 20, 30, 40, 50, 60), (1:4)/5) + 1
	have := stat.PackageCuts([]float64{60, 10, 50, 20, 40, 30}, 5)
	if diff := cmp.Diff([]float64{21, 31, 41, 51}, have); diff != "" {
		t.Error(diff)
	}
	if cuts := stat.PackageCuts(nil, 5); cuts != nil {
		t.Errorf("no values have cuts %v", cuts)
	}
}

func TestScaledClockStaysInOrder(t *testing.T) {
	clock := stat.DayClock{Bounds: [5]float64{30, 45, 90, 140, 365}}
	want := [5]float64{30, 30, 45, 70, 182.5}
	if have := clock.Scaled(20, 40).Bounds; have != want {
		t.Errorf("bounds %v, want %v", have, want)
	}
}

// buyers is one row per customer of an order file.
type buyers struct {
	ids                      []string
	recency, orders, revenue []float64
}

type segment struct {
	customers, orders int
	revenue           float64
}

func readBuyers(t *testing.T, path, asOf string) buyers {
	t.Helper()
	var b buyers
	row := map[string]int{}
	for _, o := range readCSV(t, path) {
		days := date(t, asOf).Sub(date(t, o["order_date"])).Hours() / 24 // both UTC
		k, known := row[o["customer_id"]]
		if !known {
			k = len(b.ids)
			row[o["customer_id"]] = k
			b.ids = append(b.ids, o["customer_id"])
			b.recency, b.orders, b.revenue = append(b.recency, days), append(b.orders, 0), append(b.revenue, 0)
		}
		b.recency[k] = min(b.recency[k], days)
		b.orders[k]++
		b.revenue[k] += parse(t, o["revenue"])
	}
	return b
}

func (b buyers) packageScores(n int) (r, f, m []int) {
	r = binScores(b.recency, stat.PackageCuts(b.recency, n), false)
	f = binScores(b.orders, stat.PackageCuts(b.orders, n), true)
	m = binScores(b.revenue, stat.PackageCuts(b.revenue, n), true)
	return r, f, m
}

func (b buyers) summary(boxes stat.Boxes, n int) map[string]segment {
	r, f, m := b.packageScores(n)
	out := map[string]segment{}
	for k := range b.ids {
		name := boxes.Segment(r[k], f[k], m[k])
		s := out[name]
		out[name] = segment{s.customers + 1, s.orders + int(b.orders[k]), s.revenue + b.revenue[k]}
	}
	return out
}

func readCSV(t *testing.T, path string) []map[string]string {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatalf("the reference data cannot be read: %v", err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return byName(rows)
}

func byName(rows [][]string) []map[string]string {
	named := make([]map[string]string, 0, len(rows)-1)
	for _, row := range rows[1:] {
		m := map[string]string{}
		for k, name := range rows[0] {
			m[name] = row[k]
		}
		named = append(named, m)
	}
	return named
}

func date(t *testing.T, s string) time.Time {
	t.Helper()
	d, err := time.Parse(time.DateOnly, s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func parse(t *testing.T, s string) float64 {
	t.Helper()
	v, err := strconv.ParseFloat(s, 64)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func each[A, B any](items []A, f func(A) B) []B {
	out := make([]B, len(items))
	for i, item := range items {
		out[i] = f(item)
	}
	return out
}

func sum(values []float64) float64 {
	total := 0.0
	for _, v := range values {
		total += v
	}
	return total
}

// tally counts the scores 1 to 5.
func tally(scores []int) [5]int {
	var n [5]int
	for _, s := range scores {
		n[s-1]++
	}
	return n
}
