package predict

import (
	"cmp"
	"context"
	"slices"

	"huike"
	"huike/feature"
	"huike/stat"
	"huike/store"
)

// Seed is the group of customers that a question is about: the question of a
// higher room that gives their customer_id, each once, with its values.
type Seed struct {
	Query    store.Query
	Args     store.Args
	Excluded []string // fields that define the group, as rules name them: they explain nothing
}

// person is what is known of one customer: the sums behind every feature.
type person struct {
	id                                     huike.CustomerID
	recency, tenure, occasions, orders     int64
	quantity, net, gross, refund, discount int64
	meanOrder, occasionsWindow, netWindow  int64
	evening, weekend                       int64
	province, gender                       string
	member                                 bool
}

// people returns all customers of a snapshot, by their numbers; seed may be nil.
func (m *Models) people(ctx context.Context, s feature.Snapshot, seed *Seed) ([]person, error) {
	q, args := queries.Get("customers"), store.Args{"snapshot": s.ID, "shop": s.Scope.Shop, "as_of": s.Scope.AsOf}
	if seed != nil {
		q = q.With("candidate", seed.Query)
		for name, value := range seed.Args {
			args[name] = value
		}
	}
	words := map[string]string{} // one copy of each name
	return store.All(ctx, m.db, q, args, func(r *store.Rows) (p person, err error) {
		err = r.Scan(&p.id, &p.recency, &p.tenure, &p.occasions, &p.orders, &p.quantity, &p.net, &p.gross, &p.refund, &p.discount,
			&p.meanOrder, &p.occasionsWindow, &p.netWindow, &p.province, &p.gender, &p.evening, &p.weekend, &p.member)
		p.province, p.gender = same(words, p.province), same(words, p.gender)
		return p, err
	})
}

func same(words map[string]string, s string) string {
	if known, ok := words[s]; ok {
		return known
	}
	words[s] = s
	return s
}

// trait is one number that models may look at.
type trait struct {
	Name   string // as rules name it where they can ask it
	log    bool   // spread over decades: taken as a logarithm where sizes matter
	family string // traits of one family say the same thing of different sides
	share  bool   // a share, 0 to 1, that no rule can ask
	choice string // the trait is 1 where the field has this value
	value  func(person) float64
}

func ratio(a, b int64) float64 {
	if b <= 0 {
		return 0
	}
	return max(0, float64(a)/float64(b))
}

// traits are those of every shop; money is in major units.
func traits(currency string) []trait {
	unit := unitOf(currency)
	money := func(get func(person) int64) func(person) float64 {
		return func(p person) float64 { return float64(get(p)) / unit }
	}
	return []trait{
		{Name: "recency_days", log: true, family: "recency", value: func(p person) float64 { return float64(p.recency) }},
		{Name: "tenure_days", log: true, family: "tenure", value: func(p person) float64 { return float64(p.tenure) }},
		{Name: "occasions", log: true, family: "frequency", value: func(p person) float64 { return float64(p.occasions) }},
		{Name: "orders", log: true, family: "frequency", value: func(p person) float64 { return float64(p.orders) }},
		{Name: "quantity", log: true, family: "frequency", value: func(p person) float64 { return float64(p.quantity) }},
		{Name: "net", log: true, family: "money", value: money(func(p person) int64 { return p.net })},
		{Name: "mean_order", log: true, family: "money", value: money(func(p person) int64 { return p.meanOrder })},
		{Name: "refund", log: true, family: "refund", value: money(func(p person) int64 { return p.refund })},
		{Name: "discount", log: true, family: "discount", value: money(func(p person) int64 { return p.discount })},
		{Name: "occasions_window", log: true, family: "frequency", value: func(p person) float64 { return float64(p.occasionsWindow) }},
		{Name: "net_window", log: true, family: "money", value: money(func(p person) int64 { return p.netWindow })},
		{Name: "discount_share", share: true, family: "discount", value: func(p person) float64 { return ratio(p.discount, p.gross+p.discount) }},
		{Name: "refund_share", share: true, family: "refund", value: func(p person) float64 { return min(1, ratio(p.refund, p.gross)) }},
		{Name: "pieces", log: true, share: true, family: "basket", value: func(p person) float64 { return ratio(p.quantity, p.orders) }},
		{Name: "evening_share", share: true, family: "time", value: func(p person) float64 { return ratio(p.evening, p.orders) }},
		{Name: "weekend_share", share: true, family: "time", value: func(p person) float64 { return ratio(p.weekend, p.orders) }},
	}
}

// mostChoices is how many values of a text field become traits of their own.
const mostChoices = 10

// choices are traits of the most frequent provinces and of the genders.
func choices(people []person) []trait {
	var out []trait
	add := func(field string, get func(person) string) {
		count := map[string]int{}
		for _, p := range people {
			if v := get(p); v != "" {
				count[v]++
			}
		}
		values := make([]string, 0, len(count))
		for v := range count {
			values = append(values, v)
		}
		slices.SortFunc(values, func(a, b string) int { return cmp.Or(cmp.Compare(count[b], count[a]), cmp.Compare(a, b)) })
		for _, v := range values[:min(len(values), mostChoices)] {
			out = append(out, trait{Name: field, family: "place " + field, choice: v, value: func(p person) float64 {
				if get(p) == v {
					return 1
				}
				return 0
			}})
		}
	}
	add("province", func(p person) string { return p.province })
	add("gender", func(p person) string { return p.gender })
	return out
}

// families says what a rule's field speaks of.
var families = map[string][]string{
	"recency_days": {"recency"}, "last_day": {"recency"}, "stage": {"recency"}, "stage_since": {"recency"}, "r_score": {"recency"},
	"ladder": {"recency", "frequency"}, "occasions": {"frequency"}, "orders": {"frequency"}, "quantity": {"frequency", "basket"},
	"second_day": {"frequency"}, "gap_days": {"frequency", "recency"}, "f_score": {"frequency"}, "occasions_window": {"frequency", "recency"},
	"gross": {"money"}, "net": {"money"}, "mean_order": {"money"}, "net_window": {"money", "recency"}, "m_score": {"money"},
	"refund": {"refund"}, "discount": {"discount"}, "first_day": {"tenure"}, "tenure_days": {"tenure"},
	"province": {"place province"}, "city": {"place province"}, "country": {"place province"}, "gender": {"place gender"},
	"alive": {"recency", "frequency"}, "expected_orders": {"recency", "frequency"}, "value_12m": {"recency", "frequency", "money"},
	"next_day": {"recency", "frequency"}, "cluster": {"recency", "frequency", "money", "tenure", "discount", "refund", "basket", "time"},
	"churn": {"recency", "frequency", "money", "tenure", "discount", "refund", "basket", "time"},
}

// without leaves out the traits that speak of what defines a group.
func without(all []trait, excluded []string) []trait {
	var out []trait
	for _, t := range all {
		if !slices.ContainsFunc(excluded, func(field string) bool { return slices.Contains(families[field], t.family) }) {
			out = append(out, t)
		}
	}
	return out
}

// matrix is a row per person and a column per trait; logs are taken if asked.
func matrix(people []person, of []trait, logs bool) stat.Matrix {
	m := stat.Matrix{Columns: len(of), Values: make([]float64, 0, len(people)*len(of))}
	for _, p := range people {
		for _, t := range of {
			v := t.value(p)
			if logs && t.log {
				v = log1p(v)
			}
			m.Values = append(m.Values, v)
		}
	}
	return m
}
