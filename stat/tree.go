package stat

import (
	"cmp"
	"math"
	"slices"
)

// TreeOptions says when a tree stops growing. The zero value of a field takes
// its default.
type TreeOptions struct {
	MaxDepth  int     // default 3
	MinLeaf   int     // rows a leaf has at least; default 50
	LeafShare float64 // of all rows that a leaf has at least; default .01
}

// TreeNode is a question (value < Threshold goes left) or, with Left 0, a leaf.
type TreeNode struct {
	Feature     int
	Threshold   float64
	Left, Right int     // places in Tree.Nodes; 0 in a leaf
	Counts      []int64 // rows of each class
	Impurity    float64 // Gini impurity
	Gain        float64 // impurity that the question takes away, per row of the node
}

// Tree is a classification tree (CART); the first node is its root.
type Tree struct {
	Nodes   []TreeNode
	Columns int
}

// GiniImpurity returns 1 − Σp², of the counts of the classes. It is undefined
// without rows.
//
// Source: Breiman et al. 1984.
func GiniImpurity(counts []int64) (impurity float64, ok bool) {
	total := headcount(counts)
	if total <= 0 || slices.Min(counts) < 0 {
		return 0, false
	}
	impurity = 1
	for _, n := range counts {
		p := float64(n) / float64(total)
		impurity -= p * p
	}
	return impurity, true
}

// GiniGain returns the impurity that a split takes away, per row. It is undefined
// if a side is empty or the sides have different classes.
func GiniGain(left, right []int64) (gain float64, ok bool) {
	if len(left) != len(right) {
		return 0, false
	}
	both := make([]int64, len(left))
	for k := range both {
		both[k] = left[k] + right[k]
	}
	whole, _ := GiniImpurity(both)
	l, okLeft := GiniImpurity(left)
	r, okRight := GiniImpurity(right)
	if !okLeft || !okRight {
		return 0, false
	}
	nl, nr := float64(headcount(left)), float64(headcount(right))
	return whole - (nl*l+nr*r)/(nl+nr), true
}

// FitTree grows a tree that tells the classes apart, by the largest Gini gain.
// class holds a number from 0 for each row. Equal gains go to the lower column,
// then to the lower threshold; thresholds lie half-way between two values.
// Columns that define the classes must be left out, or the tree only repeats the
// definition.
// Errors: [CodeShape], [CodeNotFinite], [CodeTooFew], [CodeOutOfRange] for a
// class below 0, [CodeOneClass].
//
// Source: Breiman et al. 1984; methods 8.
func FitTree(data Matrix, class []int, o TreeOptions) (Tree, error) {
	if err := checkClasses(data, class); err != nil {
		return Tree{}, err
	}
	g := newTreeGrower(data, class, o)
	g.grow(0, len(class), 0)
	return Tree{g.nodes, data.Columns}, nil
}

func checkClasses(data Matrix, class []int) error {
	if err := data.check(); err != nil {
		return err
	}
	if len(class) != data.Rows() {
		return refuse(CodeShape, "There are %d rows and %d labels.", data.Rows(), len(class))
	}
	low, high := slices.Min(class), slices.Max(class)
	if low < 0 || high > maxClass {
		return refuse(CodeOutOfRange, "Classes are numbered from 0 to at most %d.", maxClass)
	}
	if low == high {
		return refuse(CodeOneClass, "All rows have the same label, so there is nothing to tell apart.")
	}
	return nil
}

const maxClass = 99

// treeGrower holds, for every column, the rows in the order of its values. A node
// owns the same stretch [from, to) of all of them.
type treeGrower struct {
	data    Matrix
	class   []int
	classes int
	o       TreeOptions
	minLeaf int
	order   [][]int32
	left    []bool // scratch: does a row go left?
	spare   [][]int32
	nodes   []TreeNode
}

func newTreeGrower(data Matrix, class []int, o TreeOptions) *treeGrower {
	rows := data.Rows()
	if o.MaxDepth <= 0 {
		o.MaxDepth = 3
	}
	if o.MinLeaf <= 0 {
		o.MinLeaf = 50
	}
	if !(o.LeafShare > 0) {
		o.LeafShare = 0.01
	}
	g := &treeGrower{data: data, class: class, classes: slices.Max(class) + 1, o: o}
	g.minLeaf = max(o.MinLeaf, int(math.Ceil(o.LeafShare*float64(rows)-1e-9)))
	g.order, g.spare = make([][]int32, data.Columns), make([][]int32, data.Columns)
	g.left = make([]bool, rows)
	inParallel(data.Columns, func(c int) {
		g.order[c], g.spare[c] = data.orderOf(c), make([]int32, rows)
	})
	return g
}

// orderOf returns the rows in ascending order of a column.
func (m Matrix) orderOf(column int) []int32 {
	type entry struct {
		value float64
		row   int32
	}
	entries := make([]entry, m.Rows())
	for r := range entries {
		entries[r] = entry{m.Values[r*m.Columns+column], int32(r)}
	}
	slices.SortFunc(entries, func(a, b entry) int {
		return cmp.Compare(a.value, b.value)
	})
	order := make([]int32, len(entries))
	for i, e := range entries {
		order[i] = e.row
	}
	return order
}

// grow adds the node of a stretch, and its children, and returns its place.
func (g *treeGrower) grow(from, to, depth int) int {
	node := TreeNode{Counts: make([]int64, g.classes)}
	for _, r := range g.order[0][from:to] {
		node.Counts[g.class[r]]++
	}
	node.Impurity, _ = GiniImpurity(node.Counts)
	at := len(g.nodes)
	g.nodes = append(g.nodes, node)
	if depth >= g.o.MaxDepth || node.Impurity == 0 || to-from < 2*g.minLeaf {
		return at
	}
	best := g.bestSplit(from, to, node)
	if best.gain <= 1e-12 {
		return at
	}
	middle := g.split(from, to, best)
	node.Feature, node.Threshold, node.Gain = best.feature, best.threshold, best.gain
	node.Left = g.grow(from, middle, depth+1)
	node.Right = g.grow(middle, to, depth+1)
	g.nodes[at] = node
	return at
}

type split struct {
	feature         int
	threshold, gain float64
}

func (g *treeGrower) bestSplit(from, to int, node TreeNode) split {
	candidates := make([]split, g.data.Columns)
	inParallel(g.data.Columns, func(c int) { candidates[c] = g.bestOf(c, from, to, node) })
	best := candidates[0]
	for _, s := range candidates[1:] {
		if s.gain > best.gain {
			best = s
		}
	}
	return best
}

// bestOf walks a column upwards, moving row after row to the left side.
func (g *treeGrower) bestOf(column, from, to int, node TreeNode) split {
	best := split{feature: column}
	left, right := make([]int64, g.classes), slices.Clone(node.Counts)
	rows := g.order[column][from:to]
	value := func(i int) float64 { return g.data.Values[int(rows[i])*g.data.Columns+column] }
	next := value(0)
	for i := range len(rows) - g.minLeaf {
		here := next // looked up once: the rows lie anywhere in memory
		next = value(i + 1)
		class := g.class[rows[i]]
		left[class]++
		right[class]--
		if i+1 < g.minLeaf || here == next {
			continue
		}
		l, _ := GiniImpurity(left)
		r, _ := GiniImpurity(right)
		nl, nr := float64(i+1), float64(len(rows)-i-1)
		if gain := node.Impurity - (nl*l+nr*r)/(nl+nr); gain > best.gain {
			best.threshold, best.gain = halfWay(here, next), gain
		}
	}
	return best
}

// halfWay returns a number above a and at most b, in the middle if there is one.
func halfWay(a, b float64) float64 {
	if m := a/2 + b/2; a < m && m <= b {
		return m
	}
	return b
}

// split puts the rows below the threshold first, in every column's order.
func (g *treeGrower) split(from, to int, s split) (middle int) {
	for _, r := range g.order[0][from:to] {
		if g.left[r] = g.data.Values[int(r)*g.data.Columns+s.feature] < s.threshold; g.left[r] {
			middle++
		}
	}
	inParallel(g.data.Columns, func(c int) {
		rows, spare := g.order[c][from:to], g.spare[c]
		l, r := 0, 0
		for _, row := range rows {
			if g.left[row] {
				rows[l] = row
				l++
			} else {
				spare[r] = row
				r++
			}
		}
		copy(rows[l:], spare[:r])
	})
	return from + middle
}

// Leaf returns the node that a row ends in. The row has the columns the tree was
// grown on, or the place is −1.
func (t Tree) Leaf(row []float64) int {
	if len(t.Nodes) == 0 || len(row) != t.Columns {
		return -1
	}
	at := 0
	for t.Nodes[at].Left != 0 {
		if row[t.Nodes[at].Feature] < t.Nodes[at].Threshold {
			at = t.Nodes[at].Left
		} else {
			at = t.Nodes[at].Right
		}
	}
	return at
}
