package huike_test

import (
	"context"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"huike/api"
	"huike/store"
	"huike/store/storetest"

	"github.com/google/go-cmp/cmp"
)

var schemas = api.Schemas

func TestMain(m *testing.M) { storetest.Main(m) }

// sqlFiles returns the statements and migrations of a room.
func sqlFiles(t *testing.T, room string) map[string]string {
	t.Helper()
	texts := map[string]string{}
	for _, pattern := range []string{room + "/sql/*.sql", room + "/migration/*.sql"} {
		names, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range names {
			text, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			texts[name] = string(text)
		}
	}
	return texts
}

var (
	lineComment = regexp.MustCompile(`--[^\n]*`)
	literal     = regexp.MustCompile(`'(?:[^']|'')*'`)
	relation    = regexp.MustCompile(`(?i)\b(?:FROM|JOIN|INTO|UPDATE|TABLE|VIEW|ON)\s+([a-z_][a-z0-9_]*)`)
	cte         = regexp.MustCompile(`(?i)(?:\bWITH|,)\s*([a-z_][a-z0-9_]*)\s*(?:\([^()]*\)\s*)?AS\s*(?:MATERIALIZED\s*)?\(`)
	renamed     = regexp.MustCompile(`(?i)\bALTER TABLE\s+([a-z_][a-z0-9_]*)\s+RENAME TO\s+([a-z_][a-z0-9_]*)`)
	orderBy     = regexp.MustCompile(`(?is)\bORDER BY\s+(.*?)(?:\)|\bLIMIT\b|\bOFFSET\b|\bFOR\b|\bROWS\b|\bRANGE\b|$)`)
)

// clean drops comments and literals, so that words in them are not read as SQL.
func clean(text string) string {
	return literal.ReplaceAllString(lineComment.ReplaceAllString(text, ""), "''")
}

// A statement names its own room's tables, and the views of rooms it needs: nothing else.
func TestSQLWalls(t *testing.T) {
	for _, s := range schemas {
		allowed := append(slices.Clone(s.Tables), s.Views...)
		for _, n := range s.Needs {
			allowed = append(allowed, n.Views...)
		}
		for name, text := range sqlFiles(t, s.Room) {
			text = clean(text)
			local := slices.Clone(allowed)
			for _, m := range cte.FindAllStringSubmatch(text, -1) {
				local = append(local, strings.ToLower(m[1]))
			}
			// A migration may build a table's next shape under another name.
			for _, m := range renamed.FindAllStringSubmatch(text, -1) {
				if slices.Contains(s.Tables, strings.ToLower(m[2])) {
					local = append(local, strings.ToLower(m[1]))
				}
			}
			for _, m := range relation.FindAllStringSubmatch(text, -1) {
				word := strings.ToLower(m[1])
				if slices.Contains(sqlWords, word) || slices.Contains(local, word) || isAlias(text, word) {
					continue
				}
				t.Errorf("%s names %q, which is neither a table of %s nor a view that it declares to need", name, word, s.Room)
			}
		}
	}
}

// sqlWords may follow FROM, ON, INTO … without being a table.
var sqlWords = []string{"select", "unnest", "generate_series", "lateral", "set", "conflict", "of", "distinct", "only", "not", "exists", "true", "update", "case", "cast", "coalesce", "a", "skip", "excluded"}

// isAlias reports whether a word after ON, or in EXTRACT(… FROM x), is a table's alias or a column and no table.
func isAlias(text, word string) bool {
	return regexp.MustCompile(`(?i)\b(AS\s+` + word + `\b|ON\s+` + word + `\.|FROM\s+` + word + `\.|FROM\s+` + word + `\s*\))`).MatchString(text)
}

// The house's rules for one SQL on three engines that a text can show.
func TestSQLRules(t *testing.T) {
	forbidden := map[string]*regexp.Regexp{
		"a clock instead of a parameter":              regexp.MustCompile(`(?i)\b(now\s*\(|current_(date|time|timestamp)|localtime)`),
		"chance instead of a seed":                    regexp.MustCompile(`(?i)\b(random|gen_random_uuid|uuid)\s*\(`),
		"SELECT * ":                                   regexp.MustCompile(`(?i)\bSELECT\s+\*`),
		"numeric without a scale":                     regexp.MustCompile(`(?i)\b(numeric|decimal)\b\s*(?:[^(\s]|$)`),
		"GROUPING SETS or ROLLUP":                     regexp.MustCompile(`(?i)\b(GROUPING SETS|ROLLUP|CUBE)\b`),
		"NOT IN (SELECT …), which needs NOT EXISTS":   regexp.MustCompile(`(?i)\bNOT\s+IN\s*\(\s*SELECT`),
		"EXCEPT, which needs NOT EXISTS":              regexp.MustCompile(`(?i)\bEXCEPT\b`),
		"a column called at":                          regexp.MustCompile(`(?i)\bAS\s+at\b`),
		"a word that only one engine has":             regexp.MustCompile(`(?i)\b(QUALIFY|GROUP BY ALL|PIVOT|ASOF|arg_max|arg_min|date_diff|approx_count_distinct|to_char|width_bucket|ILIKE)\b`),
		"a regular expression, which engines part on": regexp.MustCompile(`\s!?~\*?\s`),
	}
	override := regexp.MustCompile(`\.(postgres|duckdb|citus)\.sql$`)
	for _, s := range schemas {
		for name, text := range sqlFiles(t, s.Room) {
			if override.MatchString(name) {
				if strings.Contains(name, "/sql/") && !strings.HasPrefix(text, "-- Differs from ") {
					t.Errorf("%s must open with: -- Differs from x.sql because …", name)
				}
				continue
			}
			if !strings.HasPrefix(text, "-- ") {
				t.Errorf("%s must open with a comment that says what it answers", name)
			}
			bare := clean(text)
			for what, pattern := range forbidden {
				if m := pattern.FindString(bare); m != "" {
					t.Errorf("%s holds %s: %q", name, what, m)
				}
			}
			for _, m := range orderBy.FindAllStringSubmatch(bare, -1) {
				if !strings.Contains(strings.ToUpper(m[1]), "NULLS ") {
					t.Errorf("%s: ORDER BY %s does not say where NULLs go", name, strings.TrimSpace(m[1]))
				}
			}
		}
	}
}

// Every statement prepares on every engine.
func TestEveryStatementPrepares(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		for _, s := range schemas {
			if s.Queries != nil {
				storetest.Prepare(t, db, s.Queries)
			}
		}
	}, schemas...)
}

// After the migrations every engine has the same tables with the same columns.
func TestSameSchemaOnEveryEngine(t *testing.T) {
	columns := store.Compiled("columns", `
SELECT table_name, column_name, is_nullable FROM information_schema.columns
WHERE table_schema IN ('main', 'public') ORDER BY table_name ASC NULLS LAST, ordinal_position ASC NULLS LAST`)
	var first []string
	storetest.Each(t, func(t *testing.T, db store.DB) {
		got, err := store.All(context.Background(), db, columns, nil, func(r *store.Rows) (string, error) {
			var table, column, nullable string
			err := r.Scan(&table, &column, &nullable)
			return table + "." + column, err
		})
		if err != nil {
			t.Fatal(err)
		}
		if len(got) < 100 {
			t.Fatalf("%d columns; the migrations seem not to have run", len(got))
		}
		if first == nil {
			first = got
		} else if diff := cmp.Diff(first, got); diff != "" {
			t.Errorf("the engines' schemas differ:\n%s", diff)
		}
	}, schemas...)
}
