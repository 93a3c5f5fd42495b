package ingest

import (
	"compress/gzip"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"huike"
)

// A disk without room for the staging is told of before any work is done.
func TestNoRoomForStaging(t *testing.T) {
	if _, known := freeDisk(t.TempDir()); !known {
		t.Skip("the free disk is not known on this system")
	}
	for _, c := range []struct {
		text int64
		huge bool
		code string
	}{
		{1 << 20, false, ""},
		{1 << 20, true, ""},
		{1 << 59, false, "import.disk_full"},
		{1 << 59, true, "import.disk_full"},
	} {
		r := &reading{file: &file{text: c.text}, huge: c.huge}
		err := r.enoughRoom(t.TempDir())
		if huike.CodeOf(err) != c.code {
			t.Errorf("%d bytes, huge %t: %v", c.text, c.huge, err)
		}
		if c.code != "" && !strings.Contains(huike.SentenceOf(err), " GB of free disk in ") {
			t.Errorf("no cure: %v", err)
		}
	}
}

// A compressed file is weighed by what it holds.
func TestTextOfACompressedFile(t *testing.T) {
	const text = "InvoiceNo,StockCode,Quantity,InvoiceDate,UnitPrice,CustomerID\n" + "1,A,1,2024-01-01 10:00:00,2.50,7\n"
	path := filepath.Join(t.TempDir(), "orders.csv.gz")
	out, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	z := gzip.NewWriter(out)
	if _, err := z.Write([]byte(text)); err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(z.Close(), out.Close()); err != nil {
		t.Fatal(err)
	}
	f, err := sniff(t.Context(), path, options{})
	if err != nil {
		t.Fatal(err)
	}
	if f.text != int64(len(text)) || f.size == f.text {
		t.Errorf("text %d of %d, size %d", f.text, len(text), f.size)
	}
}
