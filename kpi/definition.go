package kpi

import (
	"context"
	_ "embed"
	"encoding/json"
	"slices"
	"strings"
	"time"

	"huike"
	"huike/store"
)

//go:embed tree/default.json
var defaultTree []byte

// Definition is the KPI tree as data: its nodes, who answers for them, which set
// of them leads at which stage of the firm, and what to ask when one of them
// moves. A change makes a new version.
type Definition struct {
	Version     int              `json:"version"`
	Stage       string           `json:"stage"` // the stage whose set is active (S1-02)
	Nodes       []NodeDefinition `json:"nodes"`
	Links       []LinkDefinition `json:"links"` // the seven links (S1-03)
	Departments []Set            `json:"departments"`
	Stages      []Set            `json:"stages"`
	Planks      []string         `json:"planks"`
	Roles       []Role           `json:"roles"`
	Diagnosis   []Diagnosis      `json:"diagnosis"`
}

// NodeDefinition is one node. The factors of a node multiply to it, its parts
// add up to it; a measure only stands there.
type NodeDefinition struct {
	ID         string `json:"id"`
	Tree       string `json:"tree"`
	Parent     string `json:"parent,omitempty"`
	Kind       string `json:"kind"`              // whole, factor, part, measure
	Measure    string `json:"measure,omitempty"` // what it shows; empty: what the id says
	Needs      string `json:"needs,omitempty"`   // the kind of facts without which it has no number
	Lacks      string `json:"lacks,omitempty"`   // it stands only while these facts are missing
	Unit       string `json:"unit"`              // money, count, rate, times, score
	Department string `json:"department"`
	Name       string `json:"name"`
}

func (n NodeDefinition) measure() string {
	if n.Measure != "" {
		return n.Measure
	}
	return n.ID
}

// LinkDefinition is one of the seven links: for whom it is, and what is done.
type LinkDefinition struct {
	Node     string   `json:"node"`
	Audience string   `json:"audience"`
	Playbook []string `json:"playbook"`
}

// Set names the nodes or measures of a department or of a stage of the firm.
type Set struct {
	ID    string   `json:"id"`
	Name  string   `json:"name"`
	Nodes []string `json:"nodes"`
}

// Role is what one of the four looks at (S1-30): owner, manager, group head, doer.
type Role struct {
	ID    string   `json:"id"`
	Shows []string `json:"shows"` // industry, planks, departments, causes, stage, people, drivers
	Nodes []string `json:"nodes"`
}

// Diagnosis is what to ask and do when one of the nodes moves (S1-31).
type Diagnosis struct {
	Nodes     []string `json:"nodes"`
	Questions []string `json:"questions"`
	Next      string   `json:"next"`
}

// DefaultDefinition is version 1.
func DefaultDefinition() Definition {
	d, err := readDefinition(defaultTree, 1)
	if err != nil {
		panic("BUG: the tree that comes along is not one: " + err.Error())
	}
	return d
}

func readDefinition(document []byte, version int) (Definition, error) {
	var d Definition
	if err := json.Unmarshal(document, &d); err != nil {
		return d, huike.Because(err, huike.Invalid, "kpi.definition", "the KPI tree is not a JSON document of the known form")
	}
	d.Version = version
	return d, d.check()
}

// check refuses a tree that hangs in the air or shows what nobody reckons.
func (d Definition) check() error {
	for i, n := range d.Nodes {
		switch {
		case slices.IndexFunc(d.Nodes, func(o NodeDefinition) bool { return o.ID == n.ID }) < i:
			return huike.Errorf(huike.Invalid, "kpi.definition", "the node %q stands in the tree twice", n.ID)
		case n.Parent != "" && !d.has(n.Parent):
			return huike.Errorf(huike.Invalid, "kpi.definition", "the node %q hangs under %q, which is no node of the tree", n.ID, n.Parent)
		case !slices.Contains(measureNames, n.measure()):
			return huike.Errorf(huike.Invalid, "kpi.definition", "the node %q shows %q, which is no measure; choose among %s", n.ID, n.measure(), strings.Join(measureNames, ", "))
		case !slices.Contains([]string{"whole", "factor", "part", "measure"}, n.Kind):
			return huike.Errorf(huike.Invalid, "kpi.definition", "the node %q is of the kind %q; choose whole, factor, part or measure", n.ID, n.Kind)
		}
	}
	if !slices.ContainsFunc(d.Stages, func(s Set) bool { return s.ID == d.Stage }) {
		return huike.Errorf(huike.Invalid, "kpi.stage", "the stage of the firm %q is not known; choose among %s", d.Stage, strings.Join(each(d.Stages, func(s Set) string { return s.ID }), ", "))
	}
	return nil
}

func (d Definition) has(id string) bool {
	return slices.ContainsFunc(d.Nodes, func(n NodeDefinition) bool { return n.ID == id })
}

// diagnosis returns what to ask when a node moves; nothing for an unknown one.
func (d Definition) diagnosis(node string) Diagnosis {
	for _, g := range d.Diagnosis {
		if slices.Contains(g.Nodes, node) {
			return g
		}
	}
	return Diagnosis{}
}

// department returns who answers for a node or measure.
func (d Definition) department(node string) string {
	for _, n := range d.Nodes {
		if n.ID == node {
			return n.Department
		}
	}
	for _, s := range d.Departments {
		if slices.Contains(s.Nodes, node) {
			return s.ID
		}
	}
	return "front_page" // units, price, assortment: the goods on the pages
}

// Unit returns the unit of a measure: money, count, rate, times or score.
func Unit(measure string) string { return DefaultDefinition().unit(measure) }

// unit returns the unit of a node or measure.
func (d Definition) unit(measure string) string {
	for _, n := range d.Nodes {
		if n.ID == measure || n.measure() == measure {
			return n.Unit
		}
	}
	if measure == "visit_cost" {
		return "money"
	}
	return "count"
}

// Definition returns the newest version of the tree.
func (k *KPI) Definition(ctx context.Context) (Definition, error) {
	return currentDefinition(ctx, k.db)
}

func currentDefinition(ctx context.Context, r store.Reader) (Definition, error) {
	type row struct {
		version  int
		document string
	}
	d, found, err := store.One(ctx, r, queries.Get("tree_definition"), nil, func(r *store.Rows) (d row, err error) {
		return d, r.Scan(&d.version, &d.document)
	})
	if err != nil || !found {
		return DefaultDefinition(), err
	}
	return readDefinition([]byte(d.document), d.version)
}

// SetDefinition stores a tree as the next version and returns it. A tree that
// hangs in the air, an unknown measure or an unknown stage are errors of kind
// Invalid.
func (k *KPI) SetDefinition(ctx context.Context, d Definition, actor string, at time.Time) (Definition, error) {
	if err := d.check(); err != nil {
		return d, err
	}
	err := k.db.Write(ctx, func(tx store.Tx) error {
		now, err := currentDefinition(ctx, tx)
		if err != nil {
			return err
		}
		d.Version = now.Version + 1
		document, err := json.Marshal(d)
		if err != nil {
			return err
		}
		_, err = tx.Exec(ctx, queries.Get("add_tree_definition"), store.Args{"version": d.Version, "document": string(document), "created_at": at, "actor": actor})
		return err
	})
	return d, err
}

// Activate makes the set of a stage of the firm the active one (S1-02).
func (k *KPI) Activate(ctx context.Context, stage, actor string, at time.Time) (Definition, error) {
	d, err := k.Definition(ctx)
	if err != nil || d.Stage == stage {
		return d, err
	}
	d.Stage = stage
	return k.SetDefinition(ctx, d, actor, at)
}

// each puts every thing into another form.
func each[A, B any](from []A, to func(A) B) []B {
	all := make([]B, 0, len(from))
	for _, a := range from {
		all = append(all, to(a))
	}
	return all
}
