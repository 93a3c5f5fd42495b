package ingest

import (
	"context"
	"maps"
	"slices"
	"strings"
	"time"

	"huike"
	"huike/order"
)

// choice is what a file was found, or said, to hold.
type choice struct {
	kind    kind
	preset  preset
	mapping Mapping
	format  Format
}

// The presets of files of orders that no maker's preset knows: by a mapping, or by
// a guess from the headers.
const (
	freeMapping = "mapping"
	guessed     = "guess"
)

// choose settles the kind of a file and what its columns mean: by what the
// request says, else by the headers; orders come first.
func (i *Ingest) choose(ctx context.Context, f *file, q Request) (choice, error) {
	if err := q.Format.check(); err != nil {
		return choice{}, err
	}
	id := q.Kind
	if id == "auto" {
		id = ""
	}
	if _, known := kindByID(id); id != "" && !known {
		return choice{}, unknownKind(id)
	}
	if saved, ok := strings.CutPrefix(q.Preset, "mapping:"); ok && len(q.Mapping) == 0 {
		s, err := i.saved(ctx, saved)
		if err != nil {
			return choice{}, err
		}
		id, q.Mapping, q.Format, q.Preset = first(id, s.Kind), s.Mapping, q.Format.or(s.Format), ""
	}
	if id == "" {
		id = kindOf(f, q)
	}
	k, _ := kindByID(id)
	p, m, err := k.meaning(f, q)
	return choice{k, p, m, q.Format}, err
}

func unknownKind(id string) error {
	return huike.Errorf(huike.Invalid, "import.unknown_kind", "there is no kind of facts %q; the kinds are %s", id, kindNames())
}

// or fills what is not said from what was said before.
func (f Format) or(g Format) Format {
	words := maps.Clone(g.Words)
	if words == nil {
		words = map[string]string{}
	}
	maps.Copy(words, f.Words)
	return Format{Encoding: first(f.Encoding, g.Encoding), Decimal: first(f.Decimal, g.Decimal), Dates: first(f.Dates, g.Dates), Sheet: first(f.Sheet, g.Sheet), Words: words}
}

// kindOf is the kind to which the request's preset belongs, else the first that
// the headers fit; orders where none does.
func kindOf(f *file, q Request) string {
	if len(q.Mapping) > 0 && (q.Preset == "" || q.Preset == "auto") {
		return Orders
	}
	all := kinds()
	if _, _, ok := all[0].recognise(f.headers); ok && (q.Preset == "" || q.Preset == "auto") {
		return Orders
	}
	for _, k := range all[1:] {
		for _, p := range k.known() {
			if p.id == q.Preset {
				return k.id
			}
		}
		if q.Preset != "" && q.Preset != "auto" {
			continue
		}
		if p, m, ok := k.recognise(f.headers); ok && (p.platform != "" || len(p.marks) > 0 || k.evident(f.headers, m)) {
			return k.id
		}
	}
	return Orders
}

// evident reports whether headers that fit a kind show it without being asked
// for: a third of the columns must be known in it. Almost any table could be one
// of products or attributes, so a list of products names no orders and no
// people, and one of attributes has a well-known attribute.
func (k kind) evident(headers []string, m Mapping) bool {
	told := values(m)
	switch k.id {
	case "traits":
		person := slices.ContainsFunc(identities, func(t string) bool { return slices.Contains(told, t) })
		return person && slices.ContainsFunc(headers, func(h string) bool {
			return traitNames[headerKey(h)] != "" || m[h] == "gender" || m[h] == "birthday"
		})
	case "products":
		for _, c := range append(who(true), orderNumber) {
			names := append(strings.Split(c.aliases, ","), c.ID)
			if slices.ContainsFunc(headers, func(h string) bool { return slices.Contains(names, headerKey(h)) }) {
				return false
			}
		}
	}
	return 3*len(m) >= len(headers)
}

func kindNames() string {
	var all []string
	for _, k := range kinds() {
		all = append(all, k.id)
	}
	return strings.Join(all, ", ")
}

// meaning settles what the columns of a file of the kind mean: by a mapping, by a
// named preset, or by the headers.
func (k kind) meaning(f *file, q Request) (preset, Mapping, error) {
	auto := q.Preset == "" || q.Preset == "auto"
	p, named := k.preset(q.Preset)
	switch {
	case len(q.Mapping) > 0:
		p.needs = nil
		return p, q.Mapping, k.check(q.Mapping, f.headers)
	case k.id == Orders && q.Preset == guessed:
		m := guessMapping(f.headers)
		return p, m, k.check(m, f.headers)
	case auto:
		if found, m, ok := k.recognise(f.headers); ok {
			return found, m, nil
		}
		if k.id == Orders {
			return p, nil, huike.Errorf(huike.Invalid, "import.not_recognised",
				"the columns of the file are not known (presets: %s); say what they mean with a mapping, let them be guessed (--preset guess), or export the order report again", presetNames())
		}
	case k.id == Orders && !named:
		return p, nil, huike.Errorf(huike.Invalid, "import.unknown_preset", "there is no preset %q; the presets are %s, and mapping:NAME for a saved mapping", q.Preset, presetNames())
	}
	m := k.mapping(p, f.headers)
	if missing := p.missingOf(k, f.headers); len(missing) > 0 || !k.enough(m) {
		if len(missing) == 0 {
			missing = k.labels(k.some)
		}
		return p, nil, huike.Errorf(huike.Invalid, "import.wrong_file", "the file does not look like %s: there is no column for %s; choose another kind or preset, or map the columns yourself",
			p.label, strings.Join(missing, ", "))
	}
	return p, m, nil
}

// preset is the kind's preset of a name; where it has none, what stands for files
// that no maker's preset knows.
func (k kind) preset(id string) (p preset, known bool) {
	if i := slices.IndexFunc(k.presets, func(p preset) bool { return p.id == id }); i >= 0 {
		return k.presets[i], true
	}
	switch {
	case k.id != Orders:
		return k.own(), false
	case id == guessed:
		return preset{id: guessed, label: "Guess", platform: "own"}, true
	}
	return preset{id: freeMapping, label: "Mapping", platform: "own"}, false
}

func presetNames() string {
	var all []string
	for _, p := range presets {
		all = append(all, p.id)
	}
	return strings.Join(all, ", ")
}

func (p preset) missingOf(k kind, headers []string) []string {
	return k.labels(lacking(p.needs, values(p.mapping(headers))))
}

func (k kind) labels(targets []string) []string {
	var all []string
	for _, t := range targets {
		one, other, _ := strings.Cut(t, "|")
		c, _ := k.column(one)
		d, _ := k.column(other)
		all = append(all, first(c.Label, one)+pick(other == "", "", " or "+first(d.Label, other)))
	}
	return all
}

// check refuses a mapping that cannot be used on some headers.
func (k kind) check(m Mapping, headers []string) error {
	used := map[string]string{}
	for column, target := range m {
		c, known := k.column(target)
		switch {
		case !known:
			return huike.Errorf(huike.Invalid, "import.unknown_target", "the column %q cannot mean %q; see the list of what a column of %s can mean", column, target, k.id)
		case used[target] != "" && target != freeTrait && !sideBySide(target, column, used[target]):
			return huike.Errorf(huike.Invalid, "import.target_twice", "the columns %q and %q both mean %s; leave one of them out", column, used[target], c.Label)
		case !slices.Contains(headers, column):
			return huike.Errorf(huike.Invalid, "import.no_column", "the file has no column %q, which the mapping names", column)
		}
		used[target] = column
	}
	if k.id == Orders {
		return enoughForOrders(used)
	}
	for _, c := range k.columns {
		if c.Required && used[c.ID] == "" {
			return huike.Errorf(huike.Invalid, "import.mapping_target", "no column means %s; map one", c.Label)
		}
	}
	if !k.enough(m) {
		return huike.Errorf(huike.Invalid, "import.mapping_target", "no column means any of %s; map one", strings.Join(k.labels(k.some), ", "))
	}
	return nil
}

// sideBySide reports whether two columns can tell one thing side by side: a day and
// its clock, the parts of a name, the lines of an address.
func sideBySide(target, a, b string) bool {
	for _, p := range presets {
		if p.joins(headerKey(a)) == target && p.joins(headerKey(b)) == target {
			return true
		}
	}
	return false
}

// enoughForOrders refuses a mapping by which no order could be made.
func enoughForOrders(used map[string]string) error {
	if used["ordered_at"] == "" && used["paid_at"] == "" {
		return huike.Errorf(huike.Invalid, "import.mapping_time", "no column means the time of the order or of the payment; map one")
	}
	if used["amount"] == "" && used["line_amount"] == "" && used["unit_price"] == "" {
		return huike.Errorf(huike.Invalid, "import.mapping_amount", "no column means an amount: map the amount of the order, or quantity and price of its lines")
	}
	return nil
}

// shopOf returns the shop of a file: the one that the request names, the maker's
// own, or, of facts that are no orders, the only one there is.
func (i *Ingest) shopOf(ctx context.Context, r *reading, q Request) (order.Shop, bool, error) {
	k := r.kind
	switch {
	case k.id == Orders:
		return i.shopFor(ctx, r, q)
	case q.Shop.ID != 0 || q.Shop.Name != "":
		r.preset.platform = first(r.preset.platform, "own")
		return i.shopFor(ctx, r, q)
	case k.shopless:
		return order.Shop{Currency: "CNY", TimeZone: "UTC"}, false, nil
	case r.preset.platform != "":
		return i.shopFor(ctx, r, q)
	}
	shops, err := i.orders.Shops(ctx)
	if err != nil {
		return order.Shop{}, false, err
	}
	if len(shops) == 0 && r.preset.maker != "" {
		r.preset.platform, q.Shop.Name = "own", r.preset.maker
		return i.shopFor(ctx, r, q)
	}
	if len(shops) != 1 {
		return order.Shop{}, false, huike.Errorf(huike.Invalid, "import.which_shop", "the file does not say which shop it is of, and there are %d; name the shop", len(shops))
	}
	return shops[0], false, sameCurrency(shops[0], q.Shop.Currency)
}

// place is the shop's time zone.
func (j *job) place() *time.Location {
	zone, err := time.LoadLocation(j.reading.zone)
	if err != nil {
		return time.UTC
	}
	return zone
}
