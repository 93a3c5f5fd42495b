package api

import (
	"context"

	"huike"
	"huike/auth"
	"huike/customer"
)

// person is how a customer is called and reached, as the caller may see it.
type person struct{ name, contact string }

// showing says how personal values leave the house.
type showing bool

const (
	masked showing = false
	plain  showing = true
)

func (s showing) value(kind, v string) string {
	if s == plain {
		return v
	}
	return customer.Mask(kind, v)
}

// people returns names and contacts of customers, for one page of a list.
func (b Base) people(ctx context.Context, ids []huike.CustomerID, s showing) (map[huike.CustomerID]person, error) {
	known, err := b.Customers.Addresses(ctx, ids, huike.ChannelEmail)
	if err != nil {
		return nil, err
	}
	out := make(map[huike.CustomerID]person, len(ids))
	for _, id := range ids {
		if a, ok := known[id]; ok {
			out[id] = person{s.value("name", a.Name), s.value(customer.KindEmail, a.Email)}
			continue
		}
		p, err := b.Customers.Profile(ctx, id)
		if huike.KindOf(err) == huike.NotFound {
			continue
		}
		if err != nil {
			return nil, err
		}
		out[id] = s.person(p)
	}
	return out, nil
}

// person chooses from a profile what a list shows: the name, else the nick;
// the e-mail address, else the phone number.
func (s showing) person(p customer.Profile) person {
	first := map[string]string{}
	for _, i := range p.Identities {
		if first[i.Kind] == "" {
			first[i.Kind] = i.Value
		}
	}
	out := person{name: s.value("name", p.Name)}
	if p.Name == "" {
		out.name = s.value(customer.KindNick, first[customer.KindNick])
	}
	out.contact = s.value(customer.KindEmail, first[customer.KindEmail])
	if out.contact == "" {
		out.contact = s.value(customer.KindPhone, first[customer.KindPhone])
	}
	return out
}

// unmasking checks that the caller may see personal values, and notes it
// before any is shown.
func (b Base) unmasking(ctx context.Context, kind string, id int64) error {
	if c := callerOf(ctx); !c.role.May(auth.Unmask) {
		return huike.Errorf(huike.Denied, "auth.denied", "your role %s may not see personal values; ask somebody with the permission %s", c.role, auth.Unmask)
	}
	return b.Book.note(ctx, string(auth.Unmask), kind, id, "")
}
