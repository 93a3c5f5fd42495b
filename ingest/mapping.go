package ingest

import (
	"bytes"
	"context"
	"encoding/json"
	"slices"
	"strings"
	"time"

	"huike"
	"huike/store"
)

// SavedMapping is a mapping with a name.
type SavedMapping struct {
	Name      string
	Kind      string // the kind of facts that it is for
	Mapping   Mapping
	Format    Format // how files of it are written, and what their words mean
	CreatedAt time.Time
}

// SaveMapping keeps a mapping of a kind of facts ("" for orders) under a name,
// in place of one that has it, with what is said of the way its files are written.
func (i *Ingest) SaveMapping(ctx context.Context, kind, name string, m Mapping, f Format, at time.Time) error {
	if name == "" || len(name) > 200 {
		return huike.Errorf(huike.Invalid, "import.mapping_name", "a mapping needs a name of at most 200 bytes")
	}
	columns := []string{}
	for c := range m {
		columns = append(columns, c)
	}
	kind, err := checked(kind, m, columns)
	if err != nil {
		return err
	}
	if err := f.check(); err != nil {
		return err
	}
	b, err := json.Marshal(mappingText{Columns: m, Format: f})
	if err != nil {
		return huike.Because(err, huike.Internal, "import.layout", "the mapping cannot be noted")
	}
	return i.db.Write(ctx, func(tx store.Tx) error {
		if _, err := tx.Exec(ctx, queries.Get("mapping_remove"), store.Args{"name": name}); err != nil {
			return err
		}
		_, err := tx.Exec(ctx, queries.Get("mapping_add"), store.Args{"name": name, "mapping": string(b), "at_time": at, "kind": kind})
		return err
	})
}

// Mappings returns the saved mappings by name.
func (i *Ingest) Mappings(ctx context.Context) ([]SavedMapping, error) {
	return store.All(ctx, i.db, queries.Get("mappings"), nil, func(r *store.Rows) (SavedMapping, error) {
		var s SavedMapping
		var b string
		if err := r.Scan(&s.Name, &b, &s.CreatedAt, &s.Kind); err != nil {
			return s, err
		}
		t, err := readMapping([]byte(b))
		s.Mapping, s.Format = t.Columns, t.Format
		if err != nil {
			return s, huike.Because(err, huike.Internal, "import.layout", "the mapping %q cannot be read back", s.Name)
		}
		return s, nil
	})
}

// mappingText is a mapping as it is written down, in the database and in files.
type mappingText struct {
	Kind    string  `json:"kind,omitempty"`
	Columns Mapping `json:"columns"`
	Format
}

// readMapping reads a mapping: an object with its columns and how its files are
// written, or the columns alone.
func readMapping(b []byte) (mappingText, error) {
	var t mappingText
	if err := json.Unmarshal(b, &t); err == nil && len(t.Columns) > 0 {
		return t, nil
	}
	var columns Mapping
	err := json.Unmarshal(b, &columns)
	return mappingText{Columns: columns}, err
}

// ParseMapping reads the text of a mapping that a person wrote: {"columns":
// {"Bestellnr": "order_no", …}, "kind": "orders", "decimal": ",", "dates": "dmy",
// "encoding": "windows-1252", "words": {"bezahlt": "paid"}}, or the columns alone.
func ParseMapping(b []byte) (SavedMapping, error) {
	t, err := readMapping(bytes.TrimPrefix(b, utf8BOM))
	if err != nil {
		return SavedMapping{}, huike.Because(err, huike.Invalid, "import.mapping_text",
			`the mapping cannot be read: write an object of JSON from the columns' names to what they mean, as {"Order ID": "order_no", "Date": "ordered_at"}`)
	}
	return SavedMapping{Kind: t.Kind, Mapping: t.Columns, Format: t.Format}, nil
}

// check refuses what nobody can mean.
func (f Format) check() error {
	if f.Decimal != "" && f.Decimal != "." && f.Decimal != "," {
		return huike.Errorf(huike.Invalid, "import.decimal", "the decimal sign is a dot or a comma, not %q", f.Decimal)
	}
	if f.Dates != "" && !slices.Contains([]string{"dmy", "mdy", "ymd"}, f.Dates) {
		return huike.Errorf(huike.Invalid, "import.dates", "the order of the parts of a date is dmy, mdy or ymd, not %q", f.Dates)
	}
	for word, state := range f.Words {
		if !slices.Contains(states, state) {
			return huike.Errorf(huike.Invalid, "import.word_state", "the word %q cannot mean %q: an order is %s", word, state, strings.Join(states, ", "))
		}
	}
	return nil
}

// checked refuses a mapping that the kind cannot use, and names the kind.
func checked(id string, m Mapping, columns []string) (string, error) {
	if id == "auto" {
		id = ""
	}
	id = first(id, Orders)
	k, known := kindByID(id)
	if !known {
		return id, unknownKind(id)
	}
	return id, k.check(m, columns)
}

// Mapping returns a saved mapping. An unknown name is an error of kind NotFound.
func (i *Ingest) Mapping(ctx context.Context, name string) (Mapping, error) {
	s, err := i.saved(ctx, name)
	return s.Mapping, err
}

func (i *Ingest) saved(ctx context.Context, name string) (SavedMapping, error) {
	all, err := i.Mappings(ctx)
	if err != nil {
		return SavedMapping{}, err
	}
	at := slices.IndexFunc(all, func(s SavedMapping) bool { return s.Name == name })
	if at < 0 {
		return SavedMapping{}, huike.Errorf(huike.NotFound, "import.unknown_mapping", "there is no saved mapping %q", name)
	}
	return all[at], nil
}
