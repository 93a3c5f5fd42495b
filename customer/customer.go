package customer

import (
	"context"
	"slices"

	"huike"
	"huike/store"
)

// Customers answers who the customers are and what they agreed to.
type Customers struct {
	db    store.DB
	vault *Vault
}

// New opens the room over a database and its vault.
func New(db store.DB, v *Vault) *Customers { return &Customers{db: db, vault: v} }

// Address is where a customer can be reached and how they are called; both may
// be empty. Hash is that of the address, by which a suppression names it.
type Address struct {
	Email, Name string
	Hash        string
}

// Identity is one value that tells who a customer is.
type Identity struct {
	Kind  string
	Shop  huike.ShopID // 0 for e-mail and phone
	Value string       // opened: mask it before showing it
}

// Profile is what is known of a person. Personal values are opened: the door
// masks them.
type Profile struct {
	ID                      huike.CustomerID
	FirstShop               huike.ShopID
	Name                    string
	Gender                  string
	Birthday                huike.Day // zero when unknown
	Country, Province, City string
	Identities              []Identity
	Consents                []Consent
	Suppressions            []Suppression
}

// Addresses returns the newest address on a channel and the name of each of
// the customers who has one. Customers without an address are left out.
func (c *Customers) Addresses(ctx context.Context, ids []huike.CustomerID, channel huike.Channel) (map[huike.CustomerID]Address, error) {
	found := map[huike.CustomerID]Address{}
	type row struct {
		id            huike.CustomerID
		address, name string
	}
	rows, err := store.All(ctx, c.db, queries.Get("addresses"), store.Args{"channel": string(channel), "ids": ids}, func(r *store.Rows) (row, error) {
		var v row
		err := r.Scan(&v.id, &v.address, &v.name)
		return v, err
	})
	if err != nil {
		return nil, err
	}
	for _, v := range rows {
		if _, ok := found[v.id]; ok {
			continue
		}
		address, err := c.vault.Open(v.address)
		if err != nil {
			return nil, err
		}
		name, err := c.openName(v.name)
		if err != nil {
			return nil, err
		}
		found[v.id] = Address{Email: address, Name: name, Hash: c.vault.Hash(string(channel), address)}
	}
	return found, nil
}

func (c *Customers) openName(sealed string) (string, error) {
	if sealed == "" {
		return "", nil
	}
	return c.vault.Open(sealed)
}

// Find returns the customers whom a value names, in any shop; none is no error.
func (c *Customers) Find(ctx context.Context, kind, value string) ([]huike.CustomerID, error) {
	n, ok := Normalise(kind, value)
	if !ok {
		return []huike.CustomerID{}, nil
	}
	return store.All(ctx, c.db, queries.Get("find"), store.Args{"kind": kind, "hash": c.vault.HashNormal(kind, n)}, func(r *store.Rows) (id huike.CustomerID, err error) {
		return id, r.Scan(&id)
	})
}

// Profile returns a person with her identities, consents and suppressions. An
// unknown number is an error of kind NotFound.
func (c *Customers) Profile(ctx context.Context, id huike.CustomerID) (Profile, error) {
	p, found, err := store.One(ctx, c.db, queries.Get("profile"), store.Args{"customer": id}, func(r *store.Rows) (Profile, error) {
		p := Profile{ID: id}
		err := r.Scan(&p.FirstShop, &p.Name, &p.Gender, &p.Birthday, &p.Country, &p.Province, &p.City)
		return p, err
	})
	if err != nil {
		return p, err
	}
	if !found {
		return p, huike.Errorf(huike.NotFound, "customer.unknown", "there is no customer %d", id)
	}
	if p.Name, err = c.openName(p.Name); err != nil {
		return p, err
	}
	if p.Identities, err = c.identities(ctx, id); err != nil {
		return p, err
	}
	if p.Consents, err = c.consents(ctx, id); err != nil {
		return p, err
	}
	p.Suppressions, err = c.suppressions(ctx, id)
	return p, err
}

func (c *Customers) identities(ctx context.Context, id huike.CustomerID) ([]Identity, error) {
	all, err := store.All(ctx, c.db, queries.Get("identities"), store.Args{"customer": id}, func(r *store.Rows) (Identity, error) {
		var v Identity
		err := r.Scan(&v.Kind, &v.Shop, &v.Value)
		return v, err
	})
	if err != nil {
		return nil, err
	}
	for i := range all {
		if all[i].Value, err = c.vault.Open(all[i].Value); err != nil {
			return nil, err
		}
	}
	slices.SortStableFunc(all, func(a, b Identity) int { return slices.Index(Kinds, a.Kind) - slices.Index(Kinds, b.Kind) })
	return all, nil
}
