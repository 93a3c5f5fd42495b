package store

import (
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"sort"
	"strings"
)

// Query is one question: one SQL text with parameters written @name, and
// seldom a text of its own for an engine.
type Query struct {
	Name  string
	texts map[Engine]text
	known []string // parameters of any of the texts
	whole bool
}

// Whole tells whether the question goes over whole tables; see [Set.Whole].
func (q Query) Whole() bool { return q.whole }

// Text returns the SQL that an engine gets, with parameters written $1, $2.
func (q Query) Text(e Engine) string { return q.texts[e].sql }

// Params returns the names of the parameters of the text for an engine, in the
// order of $1, $2.
func (q Query) Params(e Engine) []string { return q.texts[e].params }

// Compiled makes a question of SQL that was generated from known columns. Text
// of a user never belongs into it: values go through Args.
func Compiled(name, sql string) Query {
	t := parse(sql)
	return Query{Name: name, texts: map[Engine]text{DuckDB: t, Postgres: t}, known: t.params}
}

// Set holds the questions of one room.
type Set struct {
	Room    string
	queries map[string]Query
}

// Queries loads the questions of a room: every sql/x.sql, with its overrides
// x.duckdb.sql and x.postgres.sql, which open with the line
// "-- Differs from x.sql because …". A malformed set panics, for it is a fault
// of the program.
func Queries(room string, files fs.FS) Set {
	names, err := fs.Glob(files, "sql/*")
	if err != nil || len(names) == 0 {
		panic(fmt.Sprintf("BUG: room %s has no files in its sql folder", room))
	}
	s := Set{Room: room, queries: map[string]Query{}}
	// By length, so that x.sql comes before its overrides.
	sort.Slice(names, func(i, j int) bool {
		return len(names[i]) < len(names[j]) || len(names[i]) == len(names[j]) && names[i] < names[j]
	})
	for _, n := range names {
		s.add(path.Base(n), mustRead(files, n))
	}
	return s
}

func (s Set) add(file, sql string) {
	name, ok := strings.CutSuffix(file, ".sql")
	if !ok {
		panic(fmt.Sprintf("BUG: %s/sql/%s does not end in .sql", s.Room, file))
	}
	if name, engine, ok := strings.Cut(name, "."); ok {
		s.override(name, Engine(engine), sql)
		return
	}
	s.queries[name] = Compiled(s.Room+"/"+name, sql)
}

func (s Set) override(name string, e Engine, sql string) {
	q, ok := s.queries[name]
	switch {
	case !slices.Contains(Engines, e):
		panic(fmt.Sprintf("BUG: %s/sql/%s.%s.sql names no engine", s.Room, name, e))
	case !ok:
		panic(fmt.Sprintf("BUG: %s/sql/%s.%s.sql overrides nothing: there is no %s.sql", s.Room, name, e, name))
	case !strings.HasPrefix(sql, "-- Differs from "+name+".sql because "):
		panic(fmt.Sprintf("BUG: %s/sql/%s.%s.sql must open with \"-- Differs from %s.sql because …\"", s.Room, name, e, name))
	}
	q.set(e, parse(sql))
	s.queries[name] = q
}

func (q *Query) set(e Engine, t text) {
	q.texts[e] = t
	for _, p := range t.params {
		if !slices.Contains(q.known, p) {
			q.known = append(slices.Clone(q.known), p)
		}
	}
}

// Whole marks questions, all of the set if none is named, that go over whole
// tables: PostgreSQL, whose estimates are far off after the second step of such
// a question, then joins by hashing and not row by row, which takes quadratic
// time. It returns the set.
func (s Set) Whole(names ...string) Set {
	if len(names) == 0 {
		names = slices.Collect(maps.Keys(s.queries))
	}
	for _, n := range names {
		q := s.Get(n)
		q.whole = true
		s.queries[n] = q
	}
	return s
}

// Get returns a question by the name of its file without ".sql". It panics
// when there is none.
func (s Set) Get(name string) Query {
	q, ok := s.queries[name]
	if !ok {
		panic(fmt.Sprintf("BUG: room %s has no sql/%s.sql", s.Room, name))
	}
	return q
}

// All returns the questions in the order of their names.
func (s Set) All() []Query {
	all := make([]Query, 0, len(s.queries))
	for _, q := range s.queries {
		all = append(all, q)
	}
	sort.Slice(all, func(i, j int) bool { return all[i].Name < all[j].Name })
	return all
}

func mustRead(files fs.FS, name string) string {
	b, err := fs.ReadFile(files, name)
	if err != nil {
		panic("BUG: an embedded file cannot be read: " + err.Error())
	}
	return string(b)
}
