package ingest

import (
	"slices"
	"strings"
)

// Target is what a column of a file can mean.
type Target struct {
	ID       string
	Label    string
	Kind     string // text, money, number, time, identity
	Required bool   // no import without it
}

// Targets lists what a column can mean.
var Targets = []Target{
	{"order_no", "Order number", "text", false},
	{"ordered_at", "Time of the order", "time", false},
	{"paid_at", "Time of payment", "time", false},
	{"finished_at", "Time of receipt or closing", "time", false},
	{"status", "State of the order", "text", false},
	{"amount", "Amount paid for the order", "money", false},
	{"total", "Amount due for the order", "money", false},
	{"postage", "Postage", "money", false},
	{"discount", "Discount", "money", false},
	{"refund", "Amount given back", "money", false},
	{"currency", "Currency", "text", false},
	{"quantity", "Quantity of the line", "number", false},
	{"order_quantity", "Pieces in the order", "number", false},
	{"kinds", "Kinds of products in the order", "number", false},
	{"unit_price", "Price of one piece", "money", false},
	{"line_amount", "Amount of the line", "money", false},
	{"line_discount", "Discount of the line", "money", false},
	{"line_no", "Number of the line", "text", false},
	{"returned_quantity", "Pieces of the line that came back", "number", false},
	{"refund_state", "State of the refund of the line", "text", false},
	{"coupon", "Coupon or discount code", "text", false},
	{"product_no", "Product number", "text", false},
	{"sku", "Merchant's code", "text", false},
	{"product_title", "Product title", "text", false},
	{"titles", "Titles of all products of the order", "text", false},
	{"category", "Category", "text", false},
	{"ouid", "Open buyer id", "identity", false},
	{"external", "Customer number", "identity", false},
	{"nick", "Buyer name on the platform", "identity", false},
	{"email", "E-mail", "identity", false},
	{"phone", "Phone", "identity", false},
	{"alipay", "Alipay account (e-mail or phone)", "identity", false},
	{"name", "Name of the person", "identity", false},
	{"gender", "Gender", "text", false},
	{"country", "Country", "text", false},
	{"province", "Province", "text", false},
	{"city", "City", "text", false},
	{"address", "Address, province first", "identity", false},
	{"agreed", "Agreed to marketing", "text", false},
}

// personal are the targets whose cells are masked when shown.
var personal = []string{"ouid", "external", "nick", "email", "phone", "alipay", "name", "address", "visitor", "previous", "text", freeTrait}

// preset knows a kind of file by its headers. Headers are written as headerKey
// gives them.
type preset struct {
	id, label                string
	platform, currency, zone string   // currency and zone count where neither the file nor the shop says another; "" for none
	dateOrder                string   // how slashes are read where the file does not prove otherwise: mdy, dmy, ymd; "" leaves it to the file
	decimal                  string   // the sign before the decimals where the file does not prove otherwise: "." or ","; "" leaves it to the file
	maker                    string   // the shop that a file of facts makes where there is none; "": it makes none
	shop                     string   // name of the shop where nobody names one; "": the preset's
	marks, not               []string // headers that a file of this maker has, "a|b" for one of two, and such as it has not
	needs                    []string // targets that must have a column, "a|b" for one of two
	aliases                  map[string]string
	heads                    map[string][]string // target to its headers, the best first: what aliases says, with a preference
	prefixes                 map[string]string   // beginning of a header to target; of many such columns all are joined
	parts                    map[string][]string // target to headers whose cells are joined with a blank, in this order, where no single header tells it
	ignores                  []string            // headers that are never taken for an attribute
	words                    map[string]string   // this platform's words for the states of an order, before the common ones
	repeats                  []string            // headers of amounts given back that are of the order and repeat on each of its lines
	products                 cellProducts        // how the titles of an order are told apart
	refundPrefix             bool                // an order number that begins with C is a refund
	itemsOnly                bool                // its lines complete known orders; of others it makes orders where it can
	payments                 bool                // each row is a payment for a known order, which is worth their sum
	oneRow                   bool                // one row for each order: a later row of an order is a newer report of it
	fillDown                 bool                // an empty order number means that of the row above
	goodsTotal               bool                // the total is of the goods alone: due are total + postage - discount
	dayFromNumber            string              // "yymmdd": the order number begins with its day, which counts where no time is told
	fixed                    bool                // columns of fixed width, without a header
}

// cellProducts says how one cell tells several products: each match of the
// expression (RE2) is one, and the groups are what the targets name.
type cellProducts struct {
	match   string
	targets []string
}

// Preset names a kind of file that is recognised.
type Preset struct{ ID, Label string }

// Presets lists the kinds of file that are recognised from their headers.
func Presets() []Preset {
	var all []Preset
	for _, p := range presets {
		all = append(all, Preset{p.id, p.label})
	}
	return all
}

// presets are the known files of orders, in the order in which a file is held
// against them.
var presets = slices.Concat(sampleOrders(), chinaOrders(), shopOrders(), marketOrders(), asiaOrders())

// Mapping says what the columns of a file mean: column name to target. Columns
// that are not in it are left out.
type Mapping map[string]string

// means returns what a header means and how good it is, 0 the best; "" where it
// is not known.
func (p preset) means(key string) (string, int) {
	if target := p.aliases[key]; target != "" {
		return target, 0
	}
	for target, heads := range p.heads {
		if i := slices.Index(heads, key); i >= 0 {
			return target, i
		}
	}
	return "", 0
}

// joins returns the target that a header tells together with others.
func (p preset) joins(key string) string {
	for target, parts := range p.parts {
		if slices.Contains(parts, key) {
			return target
		}
	}
	for prefix, target := range p.prefixes {
		if strings.HasPrefix(key, prefix) {
			return target
		}
	}
	return ""
}

// knows reports whether a header means something, alone or with others, or is to
// be left out.
func (p preset) knows(key string) bool {
	target, _ := p.means(key)
	return target != "" || p.joins(key) != "" || slices.Contains(p.ignores, key)
}

// mapping returns what a preset makes of some headers. Of two headers with one
// meaning the better counts, and of two equals the first; headers that tell
// something together all have its target.
func (p preset) mapping(headers []string) Mapping {
	m := Mapping{}
	chosen, rank := map[string]string{}, map[string]int{}
	for _, h := range headers {
		target, r := p.means(headerKey(h))
		if target == "" || forbidden(h) {
			continue
		}
		if before, taken := chosen[target]; taken {
			if r >= rank[target] {
				continue
			}
			delete(m, before)
		}
		m[h], chosen[target], rank[target] = target, h, r
	}
	for _, h := range headers {
		if target := p.joins(headerKey(h)); target != "" && chosen[target] == "" && !forbidden(h) {
			m[h] = target
		}
	}
	return m
}

// joined returns the numbers of the columns that tell a target, in the order in
// which their cells are joined; one column for most.
func (p preset) joined(target string, headers []string, m Mapping) []int {
	var all []int
	for i, h := range headers {
		if m[h] == target && !forbidden(h) {
			all = append(all, i)
		}
	}
	place := func(i int) int { return slices.Index(p.parts[target], headerKey(headers[i])) }
	slices.SortStableFunc(all, func(a, b int) int { return place(a) - place(b) })
	return all
}

// fits reports whether the headers have all that a preset needs.
func (p preset) fits(headers []string) bool {
	keys := make([]string, len(headers))
	for i, h := range headers {
		keys[i] = headerKey(h)
	}
	told := values(p.mapping(headers))
	return len(lacking(p.marks, keys)) == 0 && len(lacking(p.needs, told)) == 0 &&
		!slices.ContainsFunc(p.not, func(n string) bool { return slices.Contains(keys, n) })
}

// lacking returns the wanted of which there is none; "a|b" wants one of two.
func lacking(wanted, have []string) []string {
	return slices.DeleteFunc(slices.Clone(wanted), func(w string) bool {
		return slices.ContainsFunc(strings.Split(w, "|"), func(one string) bool { return slices.Contains(have, one) })
	})
}

// headerKey is a header as it is compared: in lower case, with single blanks and
// none around it, with full-width signs made half-width, without the formula
// quoting of spreadsheets.
func headerKey(h string) string {
	h = strings.TrimFunc(h, isBlank)
	if inner, ok := strings.CutPrefix(h, `="`); ok {
		h = strings.TrimSuffix(inner, `"`)
	}
	return strings.ToLower(strings.Join(strings.FieldsFunc(narrow(h), isBlank), " "))
}

// narrow makes full-width signs and letters half-width.
func narrow(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= '！' && r <= '～' {
			return r - '！' + '!'
		}
		return r
	}, s)
}

// identityNumbers are parts of headers of columns with numbers of identity
// cards and passports.
var identityNumbers = []string{"身份证", "证件号", "护照号", "nationalregistrationnumber", "national id", "passport"}

// forbidden reports whether a column must never be read: numbers of identity
// cards.
func forbidden(header string) bool {
	key := headerKey(header)
	return slices.ContainsFunc(identityNumbers, func(part string) bool { return strings.Contains(key, part) })
}
