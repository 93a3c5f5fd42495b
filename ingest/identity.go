package ingest

import (
	"context"
	"encoding/csv"
	"io"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"

	"huike"
	"huike/customer"
	"huike/order"
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
	buyers     [][]int32      // the identities of each buyer, the strongest first; empty when none is valid
	from, to   []time.Time    // when each buyer's first and last fact was; none until date
	when       [][2]time.Time // the same of each identity
}

// marks are the letters by which the scratch statements tell kinds apart, in
// the order of their strength.
var marks = map[byte]string{'o': customer.KindOUID, 'x': customer.KindExternal, 'n': customer.KindNick, 'e': customer.KindEmail, 'p': customer.KindPhone,
	'v': customer.KindAnonymous, 'w': customer.KindAnonymous}

// gather reads the different buyers and hashes their identities, each value
// once.
func (r *reading) gather(ctx context.Context, v *customer.Vault, shop order.Shop) (*people, error) {
	rows, err := r.db.Query(ctx, "SELECT buyer_key FROM person ORDER BY rowid")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	p := &people{}
	countries := shop.Countries()
	seen := map[customer.Key]int32{}
	for rows.Next() {
		var key string
		if err := rows.Scan(&key); err != nil {
			return nil, broken(ctx, err)
		}
		p.buyers = append(p.buyers, p.identify(seen, v, shop.ID, countries, key))
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

func (p *people) identify(seen map[customer.Key]int32, v *customer.Vault, shop huike.ShopID, countries []string, key string) []int32 {
	var all []int32
	for part := range strings.SplitSeq(key, "\x1f") {
		kind, value, ok := identity(countries, part)
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
		if !slices.Contains(all, ix) {
			all = append(all, ix)
		}
	}
	return all
}

// identity splits a mark and a value. An Alipay account is an e-mail address or
// a phone number.
func identity(countries []string, part string) (kind, value string, ok bool) {
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
	value, ok = customer.NormaliseIn(countries, kind, value)
	return kind, value, ok
}

// resolution says which customer every buyer is.
type resolution struct {
	owners   []huike.CustomerID // by identity; 0: nobody's
	buyers   []huike.CustomerID // by buyer, 0 for none
	fresh    []bool             // by identity: it is new
	newcomer []int              // the buyers who are new customers, in the order of their numbers
	first    huike.CustomerID   // the number of the first newcomer
	shared   []sharedValue      // values of the file that tell nobody, for too many bear them
	nobodies []int              // their identities
	borne    []bearer           // who bears what is somebody else's
}

// sharedValue is an identity that too many bear.
type sharedValue struct {
	Kind  string `json:"kind"`
	Value string `json:"value"` // masked
	Count int    `json:"count"` // of those who bear it and have a stronger identity; 0: known before
}

// bearer bears an identity that is somebody else's.
type bearer struct {
	identity int
	customer huike.CustomerID
}

// resolve finds out who every buyer is: the customer who is known by the
// strongest identity that is known, else a new one. A weaker identity joins where
// nothing stronger tells apart; see partition. Known customers are never joined.
// New customers have negative numbers until theirs are reserved.
func (p *people) resolve(look *customer.Look) *resolution {
	t := newPartition(p, look)
	r := &resolution{owners: make([]huike.CustomerID, len(p.identities)), buyers: make([]huike.CustomerID, len(p.buyers)), fresh: make([]bool, len(p.identities))}
	fresh := make([]huike.CustomerID, len(t.parent)) // by root
	whose := func(node int32) huike.CustomerID {
		root := find(t.parent, node)
		if t.known[root] != 0 {
			return t.known[root]
		}
		return fresh[root]
	}
	for b := range p.buyers {
		if root := find(t.parent, int32(b)); t.known[root] == 0 && t.kinds[root] != 0 && fresh[root] == 0 {
			r.newcomer = append(r.newcomer, b)
			fresh[root] = -huike.CustomerID(len(r.newcomer)) // until the numbers are reserved
		}
		r.buyers[b] = whose(int32(b))
	}
	for ix, k := range p.identities {
		switch {
		case t.shared[ix]:
			r.nobodies = append(r.nobodies, ix)
			r.shared = append(r.shared, sharedValue{k.Kind, customer.Mask(k.Kind, k.value), t.many[ix]})
		case t.owner[ix] >= 0:
			r.owners[ix] = whose(t.owner[ix])
			r.fresh[ix] = look.Owner(ix) == 0 && r.owners[ix] != 0
		}
	}
	for _, b := range t.borne {
		if id := whose(b.node); id != r.owners[b.identity] {
			r.borne = append(r.borne, bearer{int(b.identity), id})
		}
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
	for i, b := range r.borne {
		if b.customer < 0 {
			r.borne[i].customer = r.first - 1 - b.customer
		}
	}
}

// look asks what is known of the identities of the file.
func (p *people) look(ctx context.Context, tx store.Tx, shop huike.ShopID) (*customer.Look, error) {
	return customer.LookUp(ctx, tx, shop, len(p.identities), func(i int) customer.Seen {
		s := customer.Seen{Key: p.identities[i].Key}
		if len(p.when) > 0 {
			s.First, s.Last = p.when[i][0], p.when[i][1]
		}
		return s
	})
}

// date finds out when the first and the last fact of every buyer, and of every
// identity, was; a fact without a time is of the import's.
func (p *people) date(ctx context.Context, r *reading, at time.Time) error {
	question := "SELECT rowid, first_told, last_told FROM person"
	if r.kind.id != Orders {
		question = "SELECT p.rowid, min(a.told_at), max(a.told_at) FROM person AS p JOIN fact AS a ON a.buyer_key = p.buyer_key GROUP BY p.rowid"
	}
	rows, err := r.db.Query(ctx, question)
	if err != nil {
		return err
	}
	defer rows.Close()
	p.from, p.to, p.when = make([]time.Time, len(p.buyers)), make([]time.Time, len(p.buyers)), make([][2]time.Time, len(p.identities))
	for i := range p.from {
		p.from[i], p.to[i] = at, at
	}
	for rows.Next() {
		var b int64
		var from, to *time.Time
		if err := rows.Scan(&b, &from, &to); err != nil {
			return broken(ctx, err)
		}
		if from != nil {
			p.from[b], p.to[b] = *from, *to
		}
	}
	for b, identities := range p.buyers {
		for _, ix := range identities {
			w := &p.when[ix]
			if w[0].IsZero() || p.from[b].Before(w[0]) {
				w[0] = p.from[b]
			}
			if p.to[b].After(w[1]) {
				w[1] = p.to[b]
			}
		}
	}
	return broken(ctx, rows.Err())
}

// enroll finds out who is known and writes the new customers and identities.
func (j *job) enroll(ctx context.Context, tx store.Tx, p *people) (*resolution, error) {
	if err := p.date(ctx, j.reading, j.request.At); err != nil {
		return nil, err
	}
	look, err := p.look(ctx, tx, j.shop.ID)
	if err != nil {
		return nil, err
	}
	r := p.resolve(look)
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
	if err := customer.Disown(ctx, tx, j.request.At, each(r.nobodies, func(ix int) customer.Key { return p.identities[ix].Key })); err != nil {
		return nil, err
	}
	if err := customer.Bear(ctx, tx, each(r.borne, func(b bearer) customer.Found {
		return customer.Found{Key: p.identities[b.identity].Key, Customer: b.customer}
	})); err != nil {
		return nil, err
	}
	return r, j.attach(ctx, tx, p, r, arrival)
}

func each[A, B any](all []A, f func(A) B) []B {
	out := make([]B, len(all))
	for i, a := range all {
		out[i] = f(a)
	}
	return out
}

// attach writes the new identities.
func (j *job) attach(ctx context.Context, tx store.Tx, p *people, r *resolution, a customer.Arrival) error {
	i := 0
	return customer.Attach(ctx, tx, a, func() (customer.Found, error) {
		for i < len(r.fresh) && !r.fresh[i] {
			i++
		}
		if i == len(r.fresh) {
			return customer.Found{}, io.EOF
		}
		k, when := p.identities[i], p.when[i]
		i++
		return customer.Found{Key: k.Key, Customer: r.owners[i-1], Sealed: j.in.vault.Seal(k.value), First: when[0], Last: when[1]}, nil
	})
}

// reviewers finds out which customers the people of a file are. Nobody becomes a
// customer by it.
func (j *job) reviewers(t *turn) (*resolution, error) {
	look, err := j.people.look(t.ctx, t.tx, j.shop.ID)
	if err != nil {
		return nil, err
	}
	r := j.people.resolve(look)
	for b, id := range r.buyers {
		r.buyers[b] = max(id, 0)
	}
	return r, nil
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
