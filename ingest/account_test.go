package ingest_test

import (
	"encoding/csv"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"huike"
	"huike/ingest"
	"huike/store"
	"huike/store/storetest"
)

// odd are cells that people, spreadsheets and platforms leave behind.
var odd = []string{"", "", "-", "null", "NaN", "13/13/2013", "2062-01-01 10:00:00", "1.234,56", "$1,000.00", "-5", "abc", "锁定", "0", "1.23E+18", "*", "#N/A", "=1+1", "不", "2023-02-30"}

// spoilt is a fixture with rows shuffled, told twice and left out, and with odd
// cells.
func spoilt(t *testing.T, r *rand.Rand, name string) (path string, rows int) {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	in := csv.NewReader(strings.NewReader(strings.TrimPrefix(string(b), "\ufeff")))
	in.LazyQuotes, in.FieldsPerRecord = true, -1
	if strings.HasSuffix(name, ".txt") {
		in.Comma = '\t'
	}
	all, err := in.ReadAll()
	if err != nil {
		t.Fatal(name, err)
	}
	header, data := all[0], all[1:]
	data = slices.Concat(data, data[:r.IntN(len(data)+1)])
	for i, row := range data {
		data[i] = slices.Clone(row)
		for c := range row {
			if r.IntN(12) == 0 {
				data[i][c] = odd[r.IntN(len(odd))]
			}
		}
	}
	r.Shuffle(len(data), func(a, b int) { data[a], data[b] = data[b], data[a] })
	var out strings.Builder
	w := csv.NewWriter(&out)
	w.Comma = in.Comma
	if err := w.WriteAll(slices.Concat([][]string{header}, data)); err != nil {
		t.Fatal(err)
	}
	for _, row := range data {
		if strings.TrimSpace(strings.Join(row, "")) != "" {
			rows++
		}
	}
	return write(t, "spoilt"+filepath.Ext(name), out.String()), rows
}

// Every row of every maker's file, however it was spoilt, ends in one of the
// counts, and what is refused or set aside can be had with reason and cure. It
// takes the time of some forty imports, for every maker's columns go their own way.
func TestEveryRowIsAccountedFor(t *testing.T) {
	files, err := filepath.Glob("testdata/*.*")
	if err != nil {
		t.Fatal(err)
	}
	random := rand.New(rand.NewPCG(11, 12))
	db := storetest.Open(t, store.DuckDB, ingest.Schema)
	s := open(t, db)
	read := 0
	for _, file := range files {
		name := filepath.Base(file)
		if strings.HasPrefix(name, "cdnow") {
			continue // has no header and no quotes
		}
		path, rows := spoilt(t, random, name)
		got, err := s.in.Load(t.Context(), ingest.Request{Path: path, At: noon, Actor: "test", Shop: shopNamed(name), Format: ingest.Format{Encoding: "utf-8", Dates: "mdy", Decimal: "."}})
		if huike.KindOf(err) == huike.Invalid || huike.KindOf(err) == huike.Conflict {
			continue // asked, and nothing was kept
		}
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		read++
		a := got.Account
		if a.Sum() != got.Rows || got.Rows != int64(rows) || min(a.New, a.Changed, a.Known, a.Part, a.Refused, a.SetAside) < 0 || a.Refused != got.Rejected || a.SetAside != got.SetAside {
			t.Errorf("%s has %d rows: %+v of %d", name, rows, a, got.Rows)
		}
		kept, err := s.in.Rejects(t.Context(), got.Batch, 1000, 0)
		if err != nil || int64(len(kept)) != a.Refused+a.SetAside {
			t.Errorf("%s: %d rows are kept of %d refused and %d set aside: %v", name, len(kept), a.Refused, a.SetAside, err)
		}
		for _, k := range kept {
			if k.Sentence == "" || k.Cure == "" {
				t.Errorf("%s: row %d is refused without a word: %+v", name, k.Row, k)
			}
		}
	}
	if read < len(files)/2 {
		t.Errorf("only %d of %d files were read", read, len(files))
	}
}
