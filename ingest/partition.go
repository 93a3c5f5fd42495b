package ingest

import (
	"cmp"
	"maps"
	"slices"

	"huike"
	"huike/customer"
)

// tooMany is how many people with stronger identities of their own may bear a
// value before it tells nobody: a placeholder, a relay, the phone of an office.
const tooMany = 3

// partition parts the buyers of a file, and the customers whom its identities
// name, into people. It goes through the kinds of identity from the strongest to
// the weakest. A value joins those who bear it unless stronger values tell two
// of them apart; then who has a stronger value of their own stays alone, and who
// has none goes with the value's owner: the customer who is known by it, else
// the one of the earliest fact. Nothing of this depends on the order of rows.
type partition struct {
	*people
	look   *customer.Look
	bearer [][]int32                  // by identity: the buyers who bear it
	levels [][]int32                  // the identities of every kind, in the order of customer.Kinds
	parent []int32                    // nodes: the buyers, then known customers
	kinds  []uint8                    // by root: the kinds of identity that it has, a bit each
	known  []huike.CustomerID         // by root; 0: not known
	nodes  map[huike.CustomerID]int32 // of known customers
	shared []bool                     // by identity: it tells nobody
	many   []int                      // by identity: how many bear it, where it is shared
	owner  []int32                    // by identity: a node of its owner; -1: nobody's
	borne  []bearing
}

// bearing is a value that somebody bears who does not own it.
type bearing struct{ identity, node int32 }

// link is a value of a level with those who bear it.
type link struct {
	identity int32
	roots    []int32
	owner    int32
	conflict bool
}

func newPartition(p *people, look *customer.Look) *partition {
	n := len(p.buyers)
	t := &partition{people: p, look: look, levels: make([][]int32, len(customer.Kinds)), nodes: map[huike.CustomerID]int32{},
		shared: make([]bool, len(p.identities)), many: make([]int, len(p.identities)), owner: make([]int32, len(p.identities)),
		parent: make([]int32, n), kinds: make([]uint8, n), known: make([]huike.CustomerID, n)}
	t.bear()
	for b := range t.parent {
		t.parent[b] = int32(b)
	}
	for ix, k := range p.identities {
		t.owner[ix], t.shared[ix] = -1, look.Shared(ix)
		if id := look.Owner(ix); id != 0 {
			t.node(id)
		}
		if level := slices.Index(customer.Kinds, k.Kind); level >= 0 && !t.shared[ix] && len(t.bearer[ix]) > 0 {
			t.levels[level] = append(t.levels[level], int32(ix))
		}
	}
	for level := range t.levels {
		t.join(level)
	}
	return t
}

// bear notes the buyers of every identity.
func (t *partition) bear() {
	total := 0
	count := make([]int32, len(t.identities))
	for _, identities := range t.buyers {
		for _, ix := range identities {
			count[ix]++
			total++
		}
	}
	all := make([]int32, total)
	t.bearer = make([][]int32, len(t.identities))
	for ix, n := range count {
		t.bearer[ix], all = all[:0:n], all[n:]
	}
	for b, identities := range t.buyers {
		for _, ix := range identities {
			t.bearer[ix] = append(t.bearer[ix], int32(b))
		}
	}
}

// node is that of a known customer.
func (t *partition) node(id huike.CustomerID) int32 {
	n, found := t.nodes[id]
	if !found {
		n = int32(len(t.parent))
		t.nodes[id] = n
		t.parent, t.kinds, t.known = append(t.parent, n), append(t.kinds, t.look.Held(id)), append(t.known, id)
	}
	return n
}

func find(parent []int32, n int32) int32 {
	for parent[n] != n {
		parent[n] = parent[parent[n]]
		n = parent[n]
	}
	return n
}

func (t *partition) unite(a, b int32) {
	if a, b = find(t.parent, a), find(t.parent, b); a == b {
		return
	}
	t.parent[b] = a
	t.kinds[a] |= t.kinds[b]
	if t.known[a] == 0 {
		t.known[a] = t.known[b]
	}
}

// join goes through the values of a kind.
func (t *partition) join(level int) {
	stronger := uint8(1)<<level - 1
	var links []link
	for _, ix := range t.levels[level] {
		if l, several := t.weigh(ix, stronger); several {
			links = append(links, l)
		}
	}
	if len(links) > 0 {
		t.settle(links, stronger)
	}
	for _, ix := range t.levels[level] {
		if t.shared[ix] {
			continue
		}
		for _, b := range t.bearer[ix] {
			t.kinds[find(t.parent, b)] |= 1 << level
		}
	}
}

// weigh finds out who bears a value and whether too many do. It reports false
// for a value that one alone bears, and settles it.
func (t *partition) weigh(ix int32, stronger uint8) (link, bool) {
	others := t.look.Bearers(int(ix))
	if len(t.bearer[ix]) == 1 && len(others) == 0 && t.look.Owner(int(ix)) == 0 {
		t.owner[ix] = t.bearer[ix][0]
		return link{}, false
	}
	l := link{identity: ix, owner: -1}
	if id := t.look.Owner(int(ix)); id != 0 {
		l.owner = find(t.parent, t.nodes[id])
		l.roots = append(l.roots, l.owner)
	}
	for _, b := range t.bearer[ix] {
		l.roots = append(l.roots, find(t.parent, b))
	}
	slices.Sort(l.roots)
	l.roots = slices.Compact(l.roots)
	if len(l.roots) == 1 && len(others) == 0 {
		t.owner[ix] = l.roots[0]
		return l, false
	}
	var seen uint8
	count, customers := 0, 0
	for _, r := range l.roots {
		held := t.kinds[r] & stronger
		if held != 0 {
			count++
		}
		if t.known[r] != 0 {
			customers++
			others = slices.DeleteFunc(slices.Clone(others), func(id huike.CustomerID) bool { return id == t.known[r] })
		}
		l.conflict = l.conflict || seen&held != 0 || customers > 1
		seen |= held
	}
	if count += len(others); count > tooMany {
		t.shared[ix], t.many[ix] = true, count
		return l, false
	}
	l.conflict = l.conflict || len(others) > 0 && l.owner < 0
	if l.owner < 0 {
		l.owner = t.first(l, stronger)
	}
	return l, true
}

// first is the earliest of those who bear a value and have a stronger one, or
// else of all.
func (t *partition) first(l link, stronger uint8) int32 {
	best := int32(-1)
	anchored := func(b int32) bool { return t.kinds[find(t.parent, b)]&stronger != 0 || t.known[find(t.parent, b)] != 0 }
	for _, b := range t.bearer[l.identity] {
		if best < 0 || anchored(b) && !anchored(best) || anchored(b) == anchored(best) && t.earlier(b, best) < 0 {
			best = b
		}
	}
	return find(t.parent, best)
}

// earlier orders buyers by their first facts, and by what names them.
func (t *partition) earlier(a, b int32) int {
	if len(t.from) > 0 {
		if c := t.from[a].Compare(t.from[b]); c != 0 {
			return c
		}
	}
	return slices.CompareFunc(t.buyers[a], t.buyers[b], func(x, y int32) int {
		return cmp.Or(cmp.Compare(t.identities[x].Kind, t.identities[y].Kind), cmp.Compare(t.identities[x].value, t.identities[y].value))
	})
}

// settle joins those whom values of one kind join. All values of the kind are
// tried at once: a group in which two are told apart comes apart again.
func (t *partition) settle(links []link, stronger uint8) {
	loose := map[int32]bool{} // whom nothing stronger names
	trial := slices.Clone(t.parent)
	for _, l := range links {
		for _, r := range l.roots {
			loose[r] = t.kinds[r]&stronger == 0 && t.known[r] == 0
			if !l.conflict || loose[r] {
				trial[find(trial, r)] = find(trial, l.owner)
			}
		}
	}
	torn := t.torn(trial, slices.Sorted(maps.Keys(loose)), stronger)
	slices.SortFunc(links, func(a, b link) int {
		return cmp.Compare(t.identities[a.identity].value, t.identities[b.identity].value)
	})
	gone := map[int32]bool{} // the loose ones who went with an owner
	for _, l := range links {
		t.owner[l.identity] = l.owner
		apart := l.conflict || torn[find(trial, l.owner)]
		for _, r := range l.roots {
			switch {
			case !apart:
				t.unite(l.owner, r)
			case r == l.owner || gone[r]:
			case loose[r]:
				gone[r] = true
				t.unite(l.owner, r)
			default:
				t.borne = append(t.borne, bearing{l.identity, r})
			}
		}
	}
}

// torn are the groups of a trial in which two are told apart.
func (t *partition) torn(trial, touched []int32, stronger uint8) map[int32]bool {
	held, who, bad := map[int32]uint8{}, map[int32]bool{}, map[int32]bool{}
	for _, r := range touched {
		g := find(trial, r)
		kinds := t.kinds[r] & stronger
		if held[g]&kinds != 0 || who[g] && t.known[r] != 0 {
			bad[g] = true
		}
		held[g] |= kinds
		who[g] = who[g] || t.known[r] != 0
	}
	return bad
}
