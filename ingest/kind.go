package ingest

import (
	"context"
	"maps"
	"slices"
	"strings"
)

// Orders is the kind of facts that a file holds unless it shows another.
const Orders = "orders"

// field is what a column can mean in a kind of facts, and the headers by which
// it is known.
type field struct {
	Target
	words   string // the statement's macro that reads its choice of words, "" for free text
	aliases string // headers in lower case, parted by commas, besides the target's own name
}

// kind is one kind of facts: what its columns can mean, which files of it are
// known, and what reads and keeps it.
type kind struct {
	id, label string
	columns   []field
	presets   []preset                                // files of known makers; the kind's own headers come after them
	some      []string                                // a file of the kind has at least one of these
	steps     []string                                // the scratch statements that make the staged rows of the typed ones
	shopless  bool                                    // belongs to no shop
	match     func(j *job, ctx context.Context) error // lays the typed rows out for the shop; by the steps where it is nil
	put       func(j *job, t *turn) error             // makes them facts
}

// Kind names a kind of facts for people.
type Kind struct{ ID, Label string }

// kinds are the kinds of facts, in the order in which a file is held against
// them.
func kinds() []kind {
	all := []kind{orderKind(), eventKind(), chatKind(), pastCampaignKind(), redemptionKind(), contactKind(), reviewKind(), refundKind(), deliveryKind(), trafficKind(), industryKind(), productKind(), traitKind()}
	for i := range all {
		if all[i].match == nil {
			all[i].match = (*job).matchFacts
		}
	}
	return all
}

// Kinds lists the kinds of facts that can be imported, orders first.
func Kinds() []Kind {
	var all []Kind
	for _, k := range kinds() {
		all = append(all, Kind{k.id, k.label})
	}
	return all
}

func kindByID(id string) (kind, bool) {
	all := kinds()
	i := slices.IndexFunc(all, func(k kind) bool { return k.id == id })
	if i < 0 {
		return kind{}, false
	}
	return all[i], true
}

// TargetsOf lists what a column can mean in a kind of facts; nil for an unknown
// kind.
func TargetsOf(id string) []Target {
	k, _ := kindByID(first(id, Orders))
	var all []Target
	for _, c := range k.columns {
		all = append(all, c.Target)
	}
	return all
}

// ManyOf is the target that any number of columns of a kind may have, "" where
// there is none.
func ManyOf(id string) string {
	if k, _ := kindByID(id); isOf(k, freeTrait) {
		return freeTrait
	}
	return ""
}

// PresetsOf lists the files of a kind that are recognised from their headers.
func PresetsOf(id string) []Preset {
	k, known := kindByID(first(id, Orders))
	if !known {
		return nil
	}
	var all []Preset
	for _, p := range k.known() {
		all = append(all, Preset{p.id, p.label})
	}
	return all
}

// known are the presets of a kind, its own headers last. Orders have none of
// their own: every column of theirs may come under many names.
func (k kind) known() []preset {
	if k.id == Orders {
		return k.presets
	}
	return append(slices.Clone(k.presets), k.own())
}

// own is the preset of the kind's own headers: the targets' names, and what
// sellers' tools call them in Chinese and English.
func (k kind) own() preset {
	p := preset{id: k.id, label: k.label, currency: "CNY", zone: "Asia/Shanghai", aliases: map[string]string{}}
	for _, c := range k.columns {
		if c.ID == freeTrait {
			continue
		}
		for _, a := range append(strings.Split(c.aliases, ","), c.ID, strings.ToLower(c.Label)) {
			if _, taken := p.aliases[a]; !taken && a != "" {
				p.aliases[a] = c.ID
			}
		}
		if c.Required {
			p.needs = append(p.needs, c.ID)
		}
	}
	return p
}

// column returns what is known of a target of the kind.
func (k kind) column(target string) (field, bool) {
	i := slices.IndexFunc(k.columns, func(c field) bool { return c.ID == target })
	if i < 0 {
		return field{}, false
	}
	return k.columns[i], true
}

// recognise returns the preset of the kind that the headers fit, and what the
// columns mean by it.
func (k kind) recognise(headers []string) (preset, Mapping, bool) {
	for _, p := range k.known() {
		if m := k.mapping(p, headers); p.fits(headers) && k.enough(m) {
			return p, m, true
		}
	}
	return preset{}, nil, false
}

// mapping is what the columns mean by a preset. A column that is not known
// tells a trait where the kind has those.
func (k kind) mapping(p preset, headers []string) Mapping {
	m := p.mapping(headers)
	maps.DeleteFunc(m, func(_, target string) bool { return !isOf(k, target) })
	if _, free := k.column(freeTrait); !free {
		return m
	}
	for _, h := range headers {
		if _, known := m[h]; !known && telling(h) && !p.knows(headerKey(h)) {
			m[h] = freeTrait
		}
	}
	return m
}

// enough reports whether a mapping has one of the targets without which a file
// of the kind says nothing.
func (k kind) enough(m Mapping) bool {
	told := values(m)
	return len(k.some) == 0 || slices.ContainsFunc(k.some, func(s string) bool { return slices.Contains(told, s) })
}

// identities are the targets that tell who somebody is, the strongest first.
var identities = []string{"ouid", "external", "nick", "email", "phone", "visitor"}

// who are the columns that tell who somebody is, in every kind that has people.
func who(visitors bool) []field {
	all := []field{
		{Target{"ouid", "Open buyer id", "identity", false}, "", "buyer_open_uid,buyer_ouid,open_uid"},
		{Target{"external", "Customer number", "identity", false}, "", "customer_id,customerid,customer id,user_id,userid,household_id,客户编号,会员编号,用户编号,用户id"},
		{Target{"nick", "Buyer name on the platform", "identity", false}, "", "买家会员名,买家会员名称,买家昵称,会员名,会员名称,昵称,客户昵称,客户,买家,顾客"},
		{Target{"email", "E-mail", "identity", false}, "", "email address,邮箱,电子邮箱"},
		{Target{"phone", "Phone", "identity", false}, "", "mobile,手机,手机号,手机号码,联系手机,联系电话"},
	}
	if visitors {
		all = append(all, field{Target{"visitor", "Visitor who is not known by name", "identity", false}, "",
			"visitor_id,visitorid,anonymous_id,anonymousid,cookie,device_id,访客,访客id,访客编号,设备号"})
	}
	return all
}

// goods are the columns that tell which product a fact is about.
func goods() []field {
	return []field{
		{Target{"product_no", "Product number", "text", false}, "", "product_id,productid,item_id,itemid,sku,stockcode,商品id,商品编号,宝贝id,商家编码,货号"},
		{Target{"product_title", "Product title", "text", false}, "", "product_name,item_name,title,商品名称,商品标题,宝贝标题"},
	}
}

func isOf(k kind, target string) bool {
	_, ok := k.column(target)
	return ok
}
