package stat

import (
	"cmp"
	"math"
	"slices"
)

// Scored is a product with its score, higher being better.
type Scored struct {
	Item  int32
	Score float64
}

// Neighbours says how alike products are by who buys them together.
type Neighbours struct {
	of [][]Scored // by product, ascending by product
}

// DefaultDamping is how many common baskets halve the doubt about a likeness.
const DefaultDamping = 10

// Likeness compares all pairs counted by their cosine NXY/√(NX·NY), times
// NXY/(NXY + damping): a pair seen once is no proof. Pairs in fewer than
// minCount baskets are left out.
//
// Source: Sarwar et al. 2001 for the cosine; the damping is a convention.
func Likeness(c *PairCounter, damping float64, minCount int64) Neighbours {
	n := Neighbours{make([][]Scored, c.products)}
	for _, p := range c.Pairs(max(1, minCount)) {
		both := float64(p.Count)
		score := c.Overlap(p).Cosine() * both / (both + damping)
		n.of[p.A] = append(n.of[p.A], Scored{p.B, score})
		n.of[p.B] = append(n.of[p.B], Scored{p.A, score})
	}
	return n
}

// Of returns the products that are bought with one, ascending by number.
func (n Neighbours) Of(item int32) []Scored { return n.of[item] }

// Recommend returns the k products most like all that somebody owns (each
// counts once), the likeliest first and ties by number; 0 is all. What allowed
// refuses is left out; nil allows everything she does not own.
func (n Neighbours) Recommend(owned []int32, k int, allowed func(item int32) bool) []Scored {
	score := map[int32]float64{}
	owned = slices.Compact(slices.Sorted(slices.Values(owned)))
	for _, item := range owned {
		for _, s := range n.of[item] {
			score[s.Item] += s.Score
		}
	}
	if allowed == nil {
		allowed = func(item int32) bool { return !slices.Contains(owned, item) }
	}
	var list []Scored
	for item, s := range score {
		if allowed(item) {
			list = append(list, Scored{item, s})
		}
	}
	slices.SortFunc(list, func(a, b Scored) int { return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(a.Item, b.Item)) })
	if k > 0 && len(list) > k {
		list = list[:k]
	}
	return list
}

// Ranked is what was recommended to one customer, the best first, and what she
// bought afterwards, each product once.
type Ranked struct{ Recommended, Bought []int32 }

// Ranking judges recommendations by what was bought afterwards. All numbers lie
// between 0 and 1.
type Ranking struct {
	Customers int     // who bought anything
	Precision float64 // share of the k places that were bought
	Recall    float64 // share of what was bought that stood in the k places
	MAP       float64 // mean over what was bought of the precision at its place
	NDCG      float64 // discounted gain against that of the best order
}

// RankingAt judges the first k places, as means over the customers who bought
// anything; NaN if nobody did.
//
// Source: the recommenders library, python_evaluation (binary relevance).
func RankingAt(all []Ranked, k int) Ranking {
	var r Ranking
	for _, one := range all {
		if len(one.Bought) == 0 {
			continue
		}
		r.Customers++
		hits, sum, gain, best := 0, 0.0, 0.0, 0.0
		for place, item := range one.Recommended[:min(k, len(one.Recommended))] {
			if slices.Contains(one.Bought, item) {
				hits++
				sum += float64(hits) / float64(place+1)
				gain += discount(place)
			}
		}
		for place := range min(k, len(one.Bought)) {
			best += discount(place)
		}
		r.Precision += float64(hits) / float64(k)
		r.Recall += float64(hits) / float64(len(one.Bought))
		r.MAP += sum / float64(len(one.Bought))
		r.NDCG += gain / best
	}
	n := float64(r.Customers)
	return Ranking{r.Customers, r.Precision / n, r.Recall / n, r.MAP / n, r.NDCG / n}
}

func discount(place int) float64 { return 1 / math.Log2(float64(place)+2) }

// CatalogueCoverage returns the share of so many products that anybody was
// shown within k places.
func CatalogueCoverage(all []Ranked, k, products int) float64 {
	shown := map[int32]bool{}
	for _, one := range all {
		for _, item := range one.Recommended[:min(k, len(one.Recommended))] {
			shown[item] = true
		}
	}
	return float64(len(shown)) / float64(products)
}
