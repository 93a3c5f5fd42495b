package ingest

import (
	"context"
	"encoding/csv"
	"io"
	"os"
	"strconv"
	"strings"

	"huike"
	"huike/customer"
	"huike/store"
)

// known is a value that tells who somebody is.
type known struct {
	customer.Key
	value string
}

// people are the buyers of a file and the identities that name them.
type people struct {
	identities []known
	buyers     [][]int32 // the identities of each buyer, the strongest first; empty when none is valid
}

// marks are the letters by which the scratch statements tell kinds apart, in
// the order of their strength.
var marks = map[byte]string{'o': customer.KindOUID, 'x': customer.KindExternal, 'n': customer.KindNick, 'e': customer.KindEmail, 'p': customer.KindPhone,
	'v': customer.KindAnonymous, 'w': customer.KindAnonymous}

// gather reads the different buyers and hashes their identities, each value
// once.
func (r *reading) gather(ctx context.Context, v *customer.Vault, shop huike.ShopID) (*people, error) {
	rows, err := r.db.Query(ctx, "SELECT buyer_key FROM person ORDER BY rowid")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	p := &people{}
	seen := map[customer.Key]int32{}
	for rows.Next() {
		var key string
		if err := rows.Scan(&key); err != nil {
			return nil, broken(ctx, err)
		}
		p.buyers = append(p.buyers, p.identify(seen, v, shop, key))
	}
	return p, broken(ctx, rows.Err())
}

// broken names an error met while rows of the scratch database are read; its
// text may hold a value and stays out.
func broken(ctx context.Context, err error) error {
	switch {
	case err == nil:
		return nil
	case ctx.Err() != nil:
		return huike.Because(ctx.Err(), huike.Unavailable, "import.cancelled", "the import was cancelled; nothing was changed")
	}
	return huike.Errorf(huike.Internal, "import.scratch", "the rows of the file could not be read back")
}

func (p *people) identify(seen map[customer.Key]int32, v *customer.Vault, shop huike.ShopID, key string) []int32 {
	var all []int32
	for part := range strings.SplitSeq(key, "\x1f") {
		kind, value, ok := identity(part)
		if !ok {
			continue
		}
		k := customer.Key{Kind: kind, Shop: shop, Hash: v.HashNormal(kind, value)}
		if customer.Everywhere(kind) {
			k.Shop = 0
		}
		ix, again := seen[k]
		if !again {
			ix = int32(len(p.identities))
			seen[k] = ix
			p.identities = append(p.identities, known{k, value})
		}
		all = append(all, ix)
	}
	return all
}

// identity splits a mark and a value. An Alipay account is an e-mail address or
// a phone number.
func identity(part string) (kind, value string, ok bool) {
	if part == "" {
		return "", "", false
	}
	kind, value = marks[part[0]], part[1:]
	if part[0] == 'a' {
		kind = customer.KindPhone
		if strings.Contains(value, "@") {
			kind = customer.KindEmail
		}
	}
	value, ok = customer.Normalise(kind, value)
	return kind, value, ok
}

// resolution says which customer every buyer is.
type resolution struct {
	owners   []huike.CustomerID // by identity
	buyers   []huike.CustomerID // by buyer, 0 for none
	fresh    []bool             // by identity: it is new
	newcomer []int              // the buyers who are new customers, in the order of their numbers
	first    huike.CustomerID   // the number of the first newcomer
}

// resolve goes through the buyers in the order of their first orders: the first
// known identity names the customer, the unknown ones become hers, and a buyer
// whom nobody knows is a new customer. Two known customers are never merged.
func (p *people) resolve(owners []huike.CustomerID) *resolution {
	r := &resolution{owners: owners, buyers: make([]huike.CustomerID, len(p.buyers)), fresh: make([]bool, len(owners))}
	for i, o := range owners {
		r.fresh[i] = o == 0
	}
	for b, identities := range p.buyers {
		if len(identities) == 0 {
			continue
		}
		var owner huike.CustomerID
		for _, ix := range identities {
			if owner = owners[ix]; owner != 0 {
				break
			}
		}
		if owner == 0 {
			r.newcomer = append(r.newcomer, b)
			owner = -huike.CustomerID(len(r.newcomer)) // until the numbers are reserved
		}
		for _, ix := range identities {
			if owners[ix] == 0 {
				owners[ix] = owner
			}
		}
		r.buyers[b] = owner
	}
	return r
}

// number gives newcomers their numbers, the first one first.
func (r *resolution) number(first int64) {
	r.first = huike.CustomerID(first)
	for _, ids := range [][]huike.CustomerID{r.owners, r.buyers} {
		for i, id := range ids {
			if id < 0 {
				ids[i] = r.first - 1 - id
			}
		}
	}
}

// enroll finds out who is known and writes the new customers and identities.
func (j *job) enroll(ctx context.Context, tx store.Tx, p *people) (*resolution, error) {
	owners, err := customer.Known(ctx, tx, len(p.identities), func(i int) customer.Key { return p.identities[i].Key })
	if err != nil {
		return nil, err
	}
	r := p.resolve(owners)
	arrival := customer.Arrival{Batch: j.batch, At: j.request.At}
	if n := len(r.newcomer); n > 0 {
		first, err := store.Reserve(ctx, tx, "customer", int64(n))
		if err != nil {
			return nil, err
		}
		r.number(first)
		if err := j.newcomers(ctx, tx, r, arrival); err != nil {
			return nil, err
		}
	}
	i := 0
	err = customer.Attach(ctx, tx, arrival, func() (customer.Found, error) {
		for i < len(r.fresh) && !r.fresh[i] {
			i++
		}
		if i == len(r.fresh) {
			return customer.Found{}, io.EOF
		}
		k := p.identities[i]
		i++
		return customer.Found{Key: k.Key, Customer: r.owners[i-1], Sealed: j.in.vault.Seal(k.value)}, nil
	})
	return r, err
}

// newcomers writes the new customers with what their first order tells.
func (j *job) newcomers(ctx context.Context, tx store.Tx, r *resolution, a customer.Arrival) error {
	rows, err := j.reading.db.Query(ctx, `SELECT a.name, a.gender, a.country, a.province, a.city
FROM person AS p JOIN fact AS a ON a.f = p.first_f ORDER BY p.rowid`)
	if err != nil {
		return err
	}
	defer rows.Close()
	at, nth := -1, 0
	err = customer.Enroll(ctx, tx, a, func() (customer.Newcomer, error) {
		if nth == len(r.newcomer) {
			return customer.Newcomer{}, io.EOF
		}
		var cells [5]*string
		for at < r.newcomer[nth] && rows.Next() {
			at++
		}
		if at != r.newcomer[nth] {
			return customer.Newcomer{}, broken(ctx, io.ErrUnexpectedEOF)
		}
		if err := rows.Scan(&cells[0], &cells[1], &cells[2], &cells[3], &cells[4]); err != nil {
			return customer.Newcomer{}, broken(ctx, err)
		}
		nth++
		n := customer.Newcomer{ID: r.first + huike.CustomerID(nth-1), FirstShop: j.shop.ID,
			Gender: text(cells[1]), Country: text(cells[2]), Province: text(cells[3]), City: text(cells[4])}
		if cells[0] != nil {
			n.NameSealed = j.in.vault.Seal(*cells[0])
		}
		return n, nil
	})
	return err
}

func text(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

// tags writes a keyed hash of every buyer for files without order numbers, and
// loads it into the scratch database.
func (r *reading) tags(ctx context.Context, p *people) error {
	out, err := os.CreateTemp(r.dir, "tag-*.csv")
	if err != nil {
		return noRoom(err)
	}
	w := csv.NewWriter(out)
	for b, identities := range p.buyers {
		if len(identities) > 0 {
			// A failed write shows in Error below.
			_ = w.Write([]string{strconv.Itoa(b), p.identities[identities[0]].Hash[:16]})
		}
	}
	w.Flush()
	if err := w.Error(); err != nil {
		return noRoom(err)
	}
	if err := out.Close(); err != nil {
		return noRoom(err)
	}
	return r.db.Exec(ctx, "CREATE TABLE tag AS SELECT * FROM read_csv("+literal(out.Name())+", auto_detect=false, delim=',', header=false, columns={'buyer_ix': 'BIGINT', 'tag': 'VARCHAR'})")
}
