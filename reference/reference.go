// Package reference finds the public data sets and test vectors with published
// results that tests hold Huike against. They lie beside the project and are no
// part of it.
package reference

import (
	"compress/gzip"
	"encoding/csv"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Path returns a path below the folder of reference data, which lies beside
// the project or where HUIKE_SHARED says.
func Path(t testing.TB, elem ...string) string {
	t.Helper()
	if root := os.Getenv("HUIKE_SHARED"); root != "" {
		return filepath.Join(append([]string{root}, elem...)...)
	}
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for ; dir != filepath.Dir(dir); dir = filepath.Dir(dir) {
		root := filepath.Join(dir, "..", "shared")
		if _, err := os.Stat(root); err == nil {
			return filepath.Join(append([]string{root}, elem...)...)
		}
	}
	t.Fatal("the reference data is missing: put the folder shared beside the project, or set HUIKE_SHARED to it")
	return ""
}

// Table reads a CSV file, compressed or not, and gives each row by column name.
func Table(t testing.TB, file string, row func(map[string]string)) {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatalf("the reference data cannot be read: %v", err)
	}
	defer f.Close()
	var in io.Reader = f
	if strings.HasSuffix(file, ".gz") {
		if in, err = gzip.NewReader(f); err != nil {
			t.Fatal(err)
		}
	}
	all, err := csv.NewReader(in).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	all[0][0] = strings.TrimPrefix(all[0][0], "\ufeff")
	for _, cells := range all[1:] {
		named := map[string]string{}
		for i, name := range all[0] {
			named[name] = cells[i]
		}
		row(named)
	}
}
