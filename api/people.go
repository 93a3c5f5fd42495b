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
	known, err := b.Customers.Names(ctx, ids)
	out := make(map[huike.CustomerID]person, len(known))
	for id, c := range known {
		out[id] = s.person(c)
	}
	return out, err
}

// person chooses what a list shows: the name, else the nick; the e-mail
// address, else the phone number.
func (s showing) person(c customer.Called) person {
	out := person{name: s.value("name", c.Name), contact: s.value(customer.KindEmail, c.Email)}
	if c.Name == "" {
		out.name = s.value(customer.KindNick, c.Nick)
	}
	if c.Email == "" {
		out.contact = s.value(customer.KindPhone, c.Phone)
	}
	return out
}

// called is how a profile calls the customer.
func called(p customer.Profile) customer.Called {
	first := map[string]string{}
	for _, i := range p.Identities {
		if first[i.Kind] == "" {
			first[i.Kind] = i.Value
		}
	}
	return customer.Called{Name: p.Name, Nick: first[customer.KindNick], Email: first[customer.KindEmail], Phone: first[customer.KindPhone]}
}

// unmasking checks that the caller may see personal values, and notes it
// before any is shown.
func (b Base) unmasking(ctx context.Context, kind string, id int64) error {
	if c := callerOf(ctx); !c.role.May(auth.Unmask) {
		return huike.Errorf(huike.Denied, "auth.denied", "your role %s may not see personal values; ask somebody with the permission %s", c.role, auth.Unmask)
	}
	return b.Book.note(ctx, string(auth.Unmask), kind, id, "")
}
