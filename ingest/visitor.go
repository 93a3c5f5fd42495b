package ingest

import (
	"context"
	"io"
	"slices"

	"huike/customer"
	"huike/event"
	"huike/order"
	"huike/store"
)

// crowd finds out who the people of a file are: customers (positive numbers), or
// visitors (negative ones).
type crowd struct {
	*people
	owners  []int64         // by identity; 0: nobody is known by it
	fresh   []bool          // by identity: nobody was known by it
	who     *resolution     // whom the names of the file make of its people
	named   map[int64]uint8 // visitors whom something else than a browser names, and the kinds of it, a bit each
	whom    map[int64]int64 // visitors who turned out to be somebody else
	linked  map[int64]int64 // those of them who were known before
	persons []int64         // by person; 0 for none
	last    int64           // the last number given to a new visitor; counts down from newVisitor
}

// newVisitor is above every number of a visitor: new ones are numbered from
// there until their numbers are reserved.
const newVisitor = int64(-1) << 60

// key is an identity as the event room looks it up.
func (p *people) visitorKey(i int) event.Key {
	k := p.identities[i].Key
	return event.Key{Kind: k.Kind, Shop: k.Shop, Hash: k.Hash}
}

// meet looks the people of a file up, settles who they are, and writes the
// visitors who are new. It returns who every person is and how many visitors
// are new.
func (j *job) meet(ctx context.Context, tx store.Tx) (persons []int64, fresh int64, err error) {
	look, err := j.people.look(ctx, tx, j.shop.ID)
	if err != nil {
		return nil, 0, err
	}
	visitors, err := event.Visitors(ctx, tx, len(j.people.identities), j.people.visitorKey)
	if err != nil {
		return nil, 0, err
	}
	c := newCrowd(j.people, look, visitors)
	for p := range c.buyers {
		c.persons[p] = c.settle(c.own(p))
	}
	made, err := c.keep(ctx, tx, j)
	return c.persons, made, err
}

func newCrowd(p *people, look *customer.Look, visitors []event.Visitor) *crowd {
	n := len(visitors)
	c := &crowd{people: p, who: p.resolve(look), owners: make([]int64, n), fresh: make([]bool, n), named: map[int64]uint8{}, whom: map[int64]int64{}, linked: map[int64]int64{},
		persons: make([]int64, len(p.buyers)), last: newVisitor}
	for i, v := range visitors {
		switch {
		case look.Shared(i):
		case look.Owner(i) != 0:
			c.owners[i] = int64(look.Owner(i))
		case v.ID != 0:
			c.owners[i] = -v.ID
			if v.Whom != 0 {
				c.whom[-v.ID] = v.Whom
			}
			c.named[-v.ID] |= v.Kinds
		}
		c.fresh[i] = look.Owner(i) == 0 && !look.Shared(i) && v.ID == 0
	}
	return c
}

// root follows a visitor to whom she turned out to be.
func (c *crowd) root(id int64) int64 {
	for id < 0 {
		next, moved := c.whom[id]
		if !moved {
			break
		}
		id = next
	}
	return id
}

func (c *crowd) anonymous(ix int32) bool { return c.identities[ix].Kind == customer.KindAnonymous }

// own are the identities by which a person may be told: not those that are
// somebody else's, or nobody's, and not a weaker one of a visitor whom a stronger
// one tells apart.
func (c *crowd) own(person int) []int32 {
	var all []int32
	for at, ix := range c.buyers[person] {
		if !c.anonymous(ix) && (c.who.owners[ix] == 0 || c.who.owners[ix] != c.who.buyers[person] || c.apart(c.buyers[person][:at], ix)) {
			if c.owners[ix] == 0 {
				c.fresh[ix] = c.fresh[ix] && c.who.owners[ix] != 0 // nobody's is not kept
			}
			continue
		}
		all = append(all, ix)
	}
	return all
}

// apart reports whether stronger identities tell the visitor whose a weaker one
// is from the person who bears them.
func (c *crowd) apart(stronger []int32, ix int32) bool {
	visitor := c.root(c.owners[ix])
	if visitor >= 0 {
		return false
	}
	var kinds uint8
	for _, s := range stronger {
		if c.root(c.owners[s]) != visitor {
			kinds |= c.bit(s)
		}
	}
	return c.named[visitor]&kinds != 0
}

// bit is that of an identity's kind; 0 for a browser.
func (c *crowd) bit(ix int32) uint8 {
	level := slices.Index(customer.Kinds, c.identities[ix].Kind)
	if level < 0 {
		return 0
	}
	return 1 << level
}

// settle says who has some identities: the customer whom the strongest of them
// names, else the visitor, else a new visitor. A browser tells who somebody is
// only while nobody with a name has used it: a family may share one.
func (c *crowd) settle(identities []int32) int64 {
	if len(identities) == 0 {
		return 0
	}
	owner, hasName := c.byName(identities)
	if owner == 0 {
		owner = c.byBrowser(identities, hasName)
	}
	if owner == 0 {
		c.last--
		owner = c.last
	}
	for _, ix := range identities {
		if owner < 0 {
			c.named[owner] |= c.bit(ix)
		}
		c.join(ix, owner)
	}
	return owner
}

func (c *crowd) byName(identities []int32) (owner int64, hasName bool) {
	for _, ix := range identities {
		if c.anonymous(ix) {
			continue
		}
		hasName = true
		switch found := c.root(c.owners[ix]); {
		case found > 0:
			return found, true
		case owner == 0:
			owner = found
		}
	}
	return owner, hasName
}

func (c *crowd) byBrowser(identities []int32, hasName bool) int64 {
	for _, ix := range identities {
		if !c.anonymous(ix) {
			continue
		}
		if found := c.root(c.owners[ix]); found != 0 && (!hasName || found < 0 && c.named[found] == 0) {
			return found
		}
	}
	return 0
}

// join gives an identity to its owner: a new one at once, a known visitor by
// saying who she turned out to be. Customers are never joined.
func (c *crowd) join(ix int32, owner int64) {
	if c.owners[ix] == 0 {
		c.owners[ix] = owner
		return
	}
	found := c.root(c.owners[ix])
	if found > 0 || found == owner || c.anonymous(ix) && c.named[found] != 0 {
		return
	}
	c.whom[found] = owner
	if owner < 0 {
		c.named[owner] |= c.named[found]
	}
	if found > newVisitor {
		c.linked[found] = owner
	}
}

// keep writes what is new: visitors with their identities, and who known ones
// turned out to be.
func (c *crowd) keep(ctx context.Context, tx store.Tx, j *job) (int64, error) {
	// A new identity of a customer gets a number of its own beside hers.
	for ix, isNew := range c.fresh {
		if isNew && c.owners[ix] > 0 {
			c.last--
			c.whom[c.last], c.owners[ix] = c.owners[ix], c.last
		}
	}
	n := newVisitor - c.last
	var first int64
	if n > 0 {
		var err error
		if first, err = store.Reserve(ctx, tx, "visitor", n); err != nil {
			return 0, err
		}
	}
	number := func(id int64) int64 {
		if id < newVisitor {
			return -(first + newVisitor - 1 - id)
		}
		return id
	}
	for p, id := range c.persons {
		c.persons[p] = number(c.root(id))
	}
	if err := event.Meet(ctx, tx, j.request.At, c.met(number)); err != nil {
		return 0, err
	}
	whom := map[int64]int64{}
	for v := range c.linked {
		whom[-v] = number(c.root(v))
	}
	return n, event.Link(ctx, tx, whom)
}

// met gives the new identities of visitors one by one.
func (c *crowd) met(number func(int64) int64) func() (event.Met, error) {
	ix := 0
	return func() (event.Met, error) {
		for ix < len(c.fresh) && !c.fresh[ix] {
			ix++
		}
		if ix == len(c.fresh) {
			return event.Met{}, io.EOF
		}
		id := c.owners[ix]
		m := event.Met{Key: c.visitorKey(ix), Visitor: -number(id)}
		if r := c.root(id); r != id {
			m.Whom = number(r)
		}
		ix++
		return m, nil
	}
}

// recognise gives the past of visitors who share an identity with a customer to
// that customer, and what came for customers who were merged to whom they are
// now. Every import ends with it.
func (i *Ingest) recognise(ctx context.Context, tx store.Tx) (int64, error) {
	met, err := event.Recognise(ctx, tx, customer.Owners())
	if err != nil {
		return met, err
	}
	moved, err := customer.Follow(ctx, tx, customer.Schema, order.Schema, event.Schema)
	return met + moved, err
}
