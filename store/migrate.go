package store

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"huike"
)

// Schema is what a room declares in its schema.go.
type Schema struct {
	Room       string    // "order"
	Tables     []string  // the tables it writes; nobody else does
	Views      []string  // the views it opens to other rooms
	Needs      []*Schema // the rooms whose views its SQL reads
	Migrations fs.FS     // folder "migration": NNNN_name.sql, and its tail for an engine, NNNN_name.postgres.sql; nil when there are none
	Queries    *Set      // its questions, or nil

	Facts   []PerCustomer // the tables of facts about customers: who turns out to be another customer takes them along
	Derived []string      // the tables about customers that are made of facts, and are made anew when those change
}

// PerCustomer is a table of facts about customers: rows with a customer_id.
type PerCustomer struct {
	Table string
	Key   []string // the columns that tell a customer's rows apart; at most those of a follower may be empty
	// Parent and By say that a row belongs to one of another table, and is always
	// its customer's: a line to its order. A row without By stands by itself.
	Parent, By string
	// Born is the column that keeps whose a row is by itself while it is another
	// customer's; "" for none.
	Born string
}

// migration is one step of the one numbered list.
type migration struct {
	version int
	name    string
	room    string
	sql     string
	tails   map[Engine]string
}

var stepName = regexp.MustCompile(`^([0-9]{4})_([a-z0-9_]+)(?:\.([a-z]+))?\.sql$`)

// Closure returns the schemas and all that they need, each once, a needed one
// before those that need it.
func Closure(schemas ...*Schema) []*Schema {
	var all []*Schema
	var visit func(s *Schema)
	visit = func(s *Schema) {
		if slices.Contains(all, s) {
			return
		}
		for _, n := range s.Needs {
			visit(n)
		}
		all = append(all, s)
	}
	for _, s := range schemas {
		visit(s)
	}
	return all
}

// Migrate brings a database to the newest version of the schemas and of all
// that they need. Every step runs in a transaction of its own, with its tail for
// the engine and its row in schema_version; steps that ran before are left out.
// A database with steps that this program does not know is refused. at is the
// time that is written beside the steps.
func Migrate(ctx context.Context, db DB, at time.Time, schemas ...*Schema) error {
	steps := migrations(append([]*Schema{ground}, Closure(schemas...)...))
	release, err := waitForLease(ctx, db, "migrate")
	if err != nil {
		return err
	}
	defer release()
	done, err := applied(ctx, db)
	if err != nil {
		return err
	}
	if err := refuseUnknown(steps, done); err != nil {
		return err
	}
	for _, m := range steps {
		if _, ok := done[m.version]; ok {
			continue
		}
		if err := m.apply(ctx, db, at); err != nil {
			return err
		}
	}
	return nil
}

// waitForLease lets several nodes start at once: one migrates, the others find
// nothing left to do.
func waitForLease(ctx context.Context, db DB, name string) (release func(), err error) {
	for range 600 {
		release, err = db.Lease(ctx, name)
		if huike.CodeOf(err) != "store.lease_taken" {
			return release, err
		}
		select {
		case <-time.After(100 * time.Millisecond):
		case <-ctx.Done():
			return nil, err
		}
	}
	return nil, err
}

var (
	createVersions = Compiled("schema_version/create", `CREATE TABLE IF NOT EXISTS schema_version (
  version integer NOT NULL, name text NOT NULL, applied_at timestamptz NOT NULL, PRIMARY KEY (version))`)
	listVersions = Compiled("schema_version/list", `SELECT version, name FROM schema_version ORDER BY version`)
	addVersion   = Compiled("schema_version/add", `INSERT INTO schema_version (version, name, applied_at)
VALUES (CAST(@version AS integer), @name, CAST(@at_time AS timestamptz))`)
)

// applied returns the names of the steps that ran, by version.
func applied(ctx context.Context, db DB) (map[int]string, error) {
	err := db.Write(ctx, func(tx Tx) error {
		_, err := tx.Exec(ctx, createVersions, nil)
		return err
	})
	if err != nil {
		return nil, err
	}
	done := map[int]string{}
	_, err = All(ctx, db, listVersions, nil, func(r *Rows) (int, error) {
		var version int
		var name string
		err := r.Scan(&version, &name)
		done[version] = name
		return version, err
	})
	return done, err
}

func refuseUnknown(steps []migration, done map[int]string) error {
	known := map[int]string{}
	for _, m := range steps {
		known[m.version] = m.name
	}
	for version, name := range done {
		if known[version] != name {
			return huike.Errorf(huike.Conflict, "store.newer",
				"the database holds step %04d_%s, which this program does not know; it was written by a newer Huike: start that release, or restore an older backup", version, name)
		}
	}
	return nil
}

func (m migration) apply(ctx context.Context, db DB, at time.Time) error {
	return db.Write(ctx, func(tx Tx) error {
		for _, sql := range []string{m.sql, m.tails[tx.Engine()]} {
			if sql == "" {
				continue
			}
			if _, err := tx.Exec(ctx, verbatim(m.room+"/"+m.name, sql), nil); err != nil {
				return huike.Because(err, huike.KindOf(err), "store.migrate", "step %04d_%s of %s failed; the database stays as it was before it", m.version, m.name, m.room)
			}
		}
		_, err := tx.Exec(ctx, addVersion, Args{"version": m.version, "name": m.name, "at_time": at})
		return err
	})
}

// verbatim makes a question of text without parameters, as it is.
func verbatim(name, sql string) Query {
	t := text{sql: sql}
	return Query{Name: name, texts: map[Engine]text{DuckDB: t, Postgres: t}}
}

// migrations returns the one numbered list of the schemas.
func migrations(schemas []*Schema) []migration {
	byVersion := map[int]*migration{}
	for _, s := range schemas {
		if s.Migrations == nil {
			continue
		}
		files, err := fs.Glob(s.Migrations, "migration/*")
		if err != nil {
			panic("BUG: " + err.Error())
		}
		slices.SortFunc(files, func(a, b string) int { return len(a) - len(b) }) // a step before its tails
		for _, f := range files {
			addStep(byVersion, s, f)
		}
	}
	list := make([]migration, 0, len(byVersion))
	for _, m := range byVersion {
		list = append(list, *m)
	}
	slices.SortFunc(list, func(a, b migration) int { return a.version - b.version })
	return list
}

func addStep(steps map[int]*migration, s *Schema, file string) {
	part := stepName.FindStringSubmatch(path.Base(file))
	if part == nil {
		panic(fmt.Sprintf("BUG: %s/%s is not called NNNN_name.sql", s.Room, file))
	}
	version, err := strconv.Atoi(part[1])
	sql := strings.TrimSpace(mustRead(s.Migrations, file))
	m, known := steps[version]
	switch {
	case errors.Is(err, strconv.ErrRange) || sql == "":
		panic(fmt.Sprintf("BUG: %s/%s is empty or has an impossible number", s.Room, file))
	case part[3] == "" && known:
		panic(fmt.Sprintf("BUG: %s/%s has the number of %s/%s", s.Room, file, m.room, m.name))
	case part[3] == "":
		steps[version] = &migration{version: version, name: part[2], room: s.Room, sql: sql, tails: map[Engine]string{}}
	case !known || m.room != s.Room || m.name != part[2]:
		panic(fmt.Sprintf("BUG: %s/%s is the tail of no step", s.Room, file))
	case !slices.Contains(Engines, Engine(part[3])):
		panic(fmt.Sprintf("BUG: %s/%s names no engine", s.Room, file))
	default:
		m.tails[Engine(part[3])] = sql
	}
}
