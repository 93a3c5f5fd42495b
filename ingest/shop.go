package ingest

import (
	"context"
	"slices"
	"strings"

	"huike"
	"huike/order"
)

// meaning settles what the columns of a file mean: by a mapping, by a named
// preset, by a saved mapping ("mapping:NAME"), or by the headers.
func (i *Ingest) meaning(ctx context.Context, f *file, name string, m Mapping) (preset, Mapping, error) {
	if saved, ok := strings.CutPrefix(name, "mapping:"); ok && len(m) == 0 {
		var err error
		if m, err = i.Mapping(ctx, saved); err != nil {
			return preset{}, nil, err
		}
	}
	if len(m) > 0 {
		base, _ := presetByID(name)
		base.needs = nil
		if base.id == "" {
			base = preset{id: "mapping", label: "Mapping", platform: "own", currency: "CNY", zone: "Asia/Shanghai"}
		}
		return base, m, m.check(f.headers)
	}
	if name != "" && name != "auto" {
		p, ok := presetByID(name)
		if !ok {
			return p, nil, huike.Errorf(huike.Invalid, "import.unknown_preset", "there is no preset %q; the presets are %s, and mapping:NAME for a saved mapping", name, presetNames())
		}
		if missing := p.missing(f.headers); len(missing) > 0 {
			return p, nil, huike.Errorf(huike.Invalid, "import.wrong_file", "the file does not look like %s: there is no column for %s; choose another preset, or map the columns yourself",
				p.label, strings.Join(missing, ", "))
		}
		return p, p.mapping(f.headers), nil
	}
	p, ok := recognise(f.headers)
	if !ok {
		return p, nil, huike.Errorf(huike.Invalid, "import.not_recognised",
			"the columns of the file are not known (presets: %s); say what they mean with a mapping, or export the order report again", presetNames())
	}
	return p, p.mapping(f.headers), nil
}

func presetNames() string {
	var all []string
	for _, p := range presets {
		all = append(all, p.id)
	}
	return strings.Join(all, ", ")
}

// missing returns the labels of what a preset needs and the headers lack.
func (p preset) missing(headers []string) []string {
	var all []string
	for _, n := range lacking(p.needs, values(p.mapping(headers))) {
		one, other, _ := strings.Cut(n, "|")
		all = append(all, label(one)+pick(other == "", "", " or "+label(other)))
	}
	return all
}

func values(m Mapping) []string {
	var all []string
	for _, t := range m {
		all = append(all, t)
	}
	return all
}

func label(target string) string {
	i := slices.IndexFunc(Targets, func(t Target) bool { return t.ID == target })
	if i < 0 {
		return target
	}
	return Targets[i].Label
}

// check refuses a mapping that cannot be used on some headers.
func (m Mapping) check(headers []string) error {
	used := map[string]string{}
	for column, target := range m {
		switch {
		case !isTarget(target):
			return huike.Errorf(huike.Invalid, "import.unknown_target", "the column %q cannot mean %q; see the list of what a column can mean", column, target)
		case used[target] != "":
			return huike.Errorf(huike.Invalid, "import.target_twice", "the columns %q and %q both mean %s; leave one of them out", column, used[target], label(target))
		case !slices.Contains(headers, column):
			return huike.Errorf(huike.Invalid, "import.no_column", "the file has no column %q, which the mapping names", column)
		}
		used[target] = column
	}
	if used["ordered_at"] == "" && used["paid_at"] == "" {
		return huike.Errorf(huike.Invalid, "import.mapping_time", "no column means the time of the order or of the payment; map one")
	}
	if used["amount"] == "" && used["line_amount"] == "" && (used["unit_price"] == "" || used["quantity"] == "") {
		return huike.Errorf(huike.Invalid, "import.mapping_amount", "no column means an amount: map the amount of the order, or quantity and price of its lines")
	}
	return nil
}

// shopFor returns the shop of a request: a known one by number or name, or a
// planned one with what the preset tells, which is stored with its first facts.
func (i *Ingest) shopFor(ctx context.Context, r *reading, q Request) (s order.Shop, planned bool, err error) {
	if q.Shop.ID != 0 {
		if s, err = i.orders.Shop(ctx, q.Shop.ID); err == nil {
			err = sameCurrency(s, q.Shop.Currency)
		}
		return s, false, err
	}
	s = q.Shop
	if s.Name == "" {
		s.Name = first(r.preset.shop, r.preset.id)
	}
	known, found, err := i.orders.ShopNamed(ctx, s.Name)
	if err != nil {
		return s, false, err
	}
	if found {
		return known, false, sameCurrency(known, q.Shop.Currency)
	}
	s.Platform = first(s.Platform, r.preset.platform)
	s.Currency = first(s.Currency, r.currencyTold(), r.preset.currency)
	s.TimeZone = first(s.TimeZone, r.preset.zone)
	s.CreatedAt = q.At
	s, err = i.orders.PlanShop(ctx, s)
	return s, true, err
}

func sameCurrency(s order.Shop, asked string) error {
	if asked == "" || asked == s.Currency {
		return nil
	}
	return huike.Errorf(huike.Conflict, "import.currency", "the shop %s keeps its money in %s, not in %s; choose another shop", s.Name, s.Currency, asked)
}

func first(all ...string) string {
	for _, s := range all {
		if s != "" {
			return s
		}
	}
	return ""
}

// currencyTold is the currency that the first rows name.
func (r *reading) currencyTold() string {
	for i, h := range r.file.headers {
		if r.mapping[h] != "currency" {
			continue
		}
		for _, row := range r.file.sample {
			if i < len(row) && strings.TrimFunc(row[i], isBlank) != "" {
				return strings.ToUpper(strings.TrimFunc(row[i], isBlank))
			}
		}
	}
	return ""
}
