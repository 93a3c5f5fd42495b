package message

import "slices"

// Variable is a word that a template may use, as {{ customer.name }}.
type Variable struct {
	Name     string // "customer.name"
	Type     string // text, number, day ("2011-12-09"), money (major units with decimals), link
	Sample   string // what a preview without a customer shows
	Label    string // the code under which the UI translates its meaning
	Nullable bool   // some customers may have none, so that it wants a fallback
}

// UnsubscribeURL is the variable that marketing and care mails must contain.
const UnsubscribeURL = "unsubscribe_url"

var variables = []Variable{
	{Name: "customer.name", Type: "text", Sample: "李雷", Label: "variable.customer_name", Nullable: true},
	{Name: "customer.first_order_day", Type: "day", Sample: "2024-03-08", Label: "variable.first_order_day", Nullable: true},
	{Name: "stage", Type: "text", Sample: "silent", Label: "variable.stage", Nullable: true},
	{Name: "ladder", Type: "text", Sample: "regular", Label: "variable.ladder", Nullable: true},
	{Name: "last_day", Type: "day", Sample: "2024-11-11", Label: "variable.last_day", Nullable: true},
	{Name: "recency_days", Type: "number", Sample: "57", Label: "variable.recency_days", Nullable: true},
	{Name: "occasions", Type: "number", Sample: "3", Label: "variable.occasions", Nullable: true},
	{Name: "orders", Type: "number", Sample: "4", Label: "variable.orders", Nullable: true},
	{Name: "net", Type: "money", Sample: "896.50", Label: "variable.net", Nullable: true},
	{Name: "currency", Type: "text", Sample: "CNY", Label: "variable.currency"},
	{Name: "province", Type: "text", Sample: "浙江", Label: "variable.province", Nullable: true},
	{Name: "city", Type: "text", Sample: "杭州", Label: "variable.city", Nullable: true},
	{Name: "shop.name", Type: "text", Sample: "回客小店", Label: "variable.shop_name"},
	{Name: "coupon.code", Type: "text", Sample: "BACK20", Label: "variable.coupon_code", Nullable: true},
	{Name: "coupon.amount", Type: "money", Sample: "20.00", Label: "variable.coupon_amount", Nullable: true},
	{Name: UnsubscribeURL, Type: "link", Sample: "https://shop.example/u/sample", Label: "variable.unsubscribe_url"},
}

// Variables lists the words that a template may use.
func Variables() []Variable { return slices.Clone(variables) }

// Vars are one customer's values by the name of the variable: string, int,
// int64, float64, or nil where the customer has none.
type Vars map[string]any

// SampleVars are the values of a made-up customer.
func SampleVars() Vars {
	v := Vars{}
	for _, k := range variables {
		v[k.Name] = k.Sample
	}
	return v
}

func known(name string) (Variable, bool) {
	i := slices.IndexFunc(variables, func(v Variable) bool { return v.Name == name })
	if i < 0 {
		return Variable{}, false
	}
	return variables[i], true
}

func knownNames() []string {
	names := make([]string, len(variables))
	for i, v := range variables {
		names[i] = v.Name
	}
	return names
}
