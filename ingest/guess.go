package ingest

import (
	"maps"
	"slices"
	"strings"
	"sync"
	"unicode"
)

// guessMapping says what the columns of a file of orders mean that no preset knows, by
// what people call such columns. A header that could mean two things is left out
// unless the other headers decide it, and of two headers with one meaning the
// first counts. The result may lack what an import needs.
func guessMapping(headers []string) Mapping {
	m := Mapping{}
	taken := map[string]bool{}
	take := func(h, target string) {
		if _, known := m[h]; !known && !taken[target] && target != "" && !forbidden(h) {
			m[h], taken[target] = target, true
		}
	}
	for _, h := range headers {
		take(h, synonym(h))
	}
	for _, h := range headers {
		take(h, vague(plainHeader(h), taken))
	}
	for _, h := range headers {
		if slices.Contains(looseAmounts, plainHeader(h)) {
			take(h, vagueAmount(taken))
		}
	}
	return m
}

// synonym is the target that a header means by itself, "" for none or several.
func synonym(header string) string { return synonyms()[plainHeader(header)] }

// vague is what a header means that is said of many things, by what the other
// headers have told.
func vague(plain string, taken map[string]bool) string {
	switch {
	case slices.Contains(loosePrices, plain) && aboutProducts(taken) && !taken["line_amount"]:
		return "unit_price"
	case slices.Contains(looseTimes, plain):
		return "ordered_at"
	case slices.Contains(looseNames, plain) && taken["product_title"]:
		return "name"
	case slices.Contains(loosePeople, plain) && !taken["external"] && !taken["nick"]:
		return "nick"
	}
	return ""
}

func aboutProducts(taken map[string]bool) bool {
	return taken["product_no"] || taken["product_title"] || taken["sku"]
}

// vagueAmount: beside a product, an amount is of the row, and beside price and
// quantity it tells nothing new or is of the order, so it is left out.
func vagueAmount(taken map[string]bool) string {
	switch {
	case !aboutProducts(taken):
		return pick(taken["amount"], "", "amount")
	case taken["line_amount"], taken["unit_price"] && taken["quantity"]:
		return ""
	}
	return "line_amount"
}

// plainHeader is a header without what people write around it: blanks, case,
// brackets with units, marks, and the signs between words.
func plainHeader(header string) string {
	key := headerKey(header)
	for _, pair := range []string{"()", "[]", "【】", "{}"} {
		open, shut := string([]rune(pair)[0]), string([]rune(pair)[1])
		if from := strings.Index(key, open); from > 0 {
			if to := strings.Index(key[from:], shut); to > 0 && slices.Contains(units, strings.TrimSpace(key[from+len(open):from+to])) {
				key = key[:from] + key[from+to+len(shut):]
			}
		}
	}
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || strings.ContainsRune("*:_-./#?!'\"()[]", r) {
			return -1
		}
		return r
	}, key)
}

// units stand in brackets after a header and tell nothing of its meaning.
var units = []string{"元", "件", "个", "人民币", "rmb", "cny", "usd", "eur", "gbp", "jpy", "brl", "us$", "$", "€", "£", "¥", "inc tax", "incl tax", "incl. tax", "inc. vat", "incl. vat", "gross", "local",
	"必填", "required", "optional", "选填", "pcs", "unit", "units", "utc", "brutto", "ttc", "税込", "円", "r$", "含税", "含邮费"}

// synonyms is the table of what people call the columns of orders, by plain
// header. Of a header in two lists nothing is known.
var synonyms = sync.OnceValue(func() map[string]string {
	all, several := map[string]string{}, map[string]bool{"": true}
	for _, h := range slices.Concat(looseAmounts, loosePrices, looseTimes, looseNames, loosePeople) {
		several[h] = true
	}
	add := func(plain, target string) {
		if before := all[plain]; before != "" && before != target {
			several[plain] = true
		}
		all[plain] = target
	}
	for _, language := range []map[string]string{chineseHeaders, englishHeaders, europeanHeaders, japaneseHeaders} {
		for target, headers := range language {
			for _, h := range strings.Split(headers, ",") {
				add(plainHeader(h), target)
			}
		}
	}
	for _, t := range Targets {
		if plain := plainHeader(t.ID); all[plain] == "" {
			all[plain] = t.ID
		}
	}
	maps.DeleteFunc(all, func(plain, _ string) bool { return several[plain] })
	return all
})

// knownHeader reports whether a cell is the header of a column in any file that
// is known: by a preset, by a kind of facts, or by what people call it.
func knownHeader(h string) bool {
	key := headerKey(h)
	if key == "" {
		return false
	}
	if knownKeys()[key] || synonym(h) != "" || traitNames[key] != "" {
		return true
	}
	plain := plainHeader(h)
	if slices.Contains(slices.Concat(looseAmounts, loosePrices, looseTimes, looseNames, loosePeople), plain) {
		return true
	}
	return slices.ContainsFunc(presets, func(p preset) bool { return p.joins(key) != "" })
}

var knownKeys = sync.OnceValue(func() map[string]bool {
	all := map[string]bool{}
	every := slices.Clone(presets)
	for _, k := range kinds() {
		every = append(every, k.known()...)
	}
	for _, p := range every {
		for h := range p.aliases {
			all[h] = true
		}
		for _, heads := range p.heads {
			for _, h := range heads {
				all[h] = true
			}
		}
		for _, h := range slices.Concat(p.marks, p.ignores, slices.Concat(slices.Collect(maps.Values(p.parts))...)) {
			for _, one := range strings.Split(h, "|") {
				all[one] = true
			}
		}
	}
	delete(all, "")
	return all
})
