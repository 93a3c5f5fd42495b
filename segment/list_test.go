package segment

import (
	"context"
	"errors"
	"strings"
	"testing"

	"huike"
	"huike/customer"
	"huike/store"
	"huike/store/storetest"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"golang.org/x/text/encoding/simplifiedchinese"
)

// register resolves from a table "kind value".
type register map[string]huike.CustomerID

func (r register) Resolve(_ context.Context, kind string, values []string) (map[string]huike.CustomerID, error) {
	found := map[string]huike.CustomerID{}
	for _, v := range values {
		if norm, ok := customer.Normalise(kind, v); ok {
			if id, ok := r[kind+" "+norm]; ok {
				found[v] = id
			}
		}
	}
	return found, nil
}

var people = register{"email ada@example.com": 1, "phone +8613800001111": 2, "nick 小王": 3, "external 17850": 4, "external 13800002222": 5, "nick 17850": 6, "ouid AAE": 1}

func TestImportList(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		settle(t, db, world{customers: []person{{id: 1, values: ordinary()}, {id: 2, values: ordinary()}}})
		s, number := New(db), 0
		f := func(kind, file string, unmatched []string, want ...huike.CustomerID) {
			t.Helper()
			number++
			report, err := s.ImportList(t.Context(), List{Name: strings.Repeat("l", number), File: strings.NewReader(file), Kind: kind, Day: huike.MustDay("2024-06-30")}, people, noon)
			if err != nil {
				t.Errorf("%q: %v", file, err)
				return
			}
			members, _, err := s.Members(t.Context(), report.Segment.ID, Page{Limit: 10})
			var got []huike.CustomerID
			for _, m := range members {
				got = append(got, m.Customer)
			}
			if diff := cmp.Diff(want, got); diff != "" || err != nil {
				t.Errorf("%q: %v\n%s", file, err, diff)
			}
			if diff := cmp.Diff(unmatched, report.Unmatched, cmpopts.EquateEmpty()); diff != "" || report.Matched != report.Lines-len(unmatched) {
				t.Errorf("%q: %d of %d\n%s", file, report.Matched, report.Lines, diff)
			}
			if run := report.Segment.Last; run == nil || run.Entered != int64(len(want)) || run.Size != run.Entered || report.Segment.Kind != KindList {
				t.Errorf("%q: %+v", file, report.Segment)
			}
		}
		gbk, err := simplifiedchinese.GB18030.NewEncoder().String("小王\r\n")
		if err != nil {
			t.Fatal(err)
		}
		f("", "ADA@example.com\r\n138 0000 1111\n\nnobody@example.com\n138****1111\n小王\n", []string{"nobody@example.com", "138****1111"}, 1, 2, 3)
		f("", "\xef\xbb\xbfemail\nada@example.com\nada@example.com \n", nil, 1)
		f("", gbk, nil, 3)
		f("", "17850", nil, 6)                         // a nick before the shop's number …
		f("external", "17850\n13800002222", nil, 4, 5) // … unless one says so
		f("", "13800002222\nAAE", nil, 1, 5)
		f("", "name,customer_id\n\"Li, Lei\",2\nAda,1\nNobody,77\nx,y\n", []string{"77", "y"}, 1, 2)
		f("customer_id", "1\n3\n", []string{"3"}, 1)

		// A list in a rule, and by itself with those who have not bought.
		list := must(s.Get(t.Context(), 1))(t)
		if got := asked(t, db, Rule{Segment: list.ID}, testScope); !cmp.Equal(got, []int64{1, 2}) {
			t.Errorf("in a rule: %v", got)
		}
		q, args, err := s.Audience(t.Context(), list.ID, testScope)
		if err != nil {
			t.Fatal(err)
		}
		stages := map[int64]string{}
		must(store.All(t.Context(), db, q, args, func(r *store.Rows) (id int64, err error) {
			var stage string
			var since huike.Day
			err = r.Scan(&id, &stage, &since)
			stages[id] = stage
			return id, err
		}))(t)
		if diff := cmp.Diff(map[int64]string{1: "after_sale", 2: "after_sale", 3: "prospect"}, stages); diff != "" {
			t.Error(diff)
		}
		_, err = s.Refresh(t.Context(), list.ID, testSnapshot, noon)
		refused(t, err, huike.Invalid, "segment.list_refresh", "is a list; its members are those that were brought")
		_, err = s.Save(t.Context(), Draft{ID: list.ID, Name: "l", Rule: Everybody()}, noon)
		refused(t, err, huike.Invalid, "segment.list_rule", "is a list and has no rule")
	}, Schema)
}

type brokenReader struct{}

func (brokenReader) Read([]byte) (int, error) { return 0, errors.New("gone") }

func TestImportListRefuses(t *testing.T) {
	s := New(storetest.Open(t, store.DuckDB, Schema))
	f := func(l List, code, part string) {
		t.Helper()
		if l.Name == "" {
			l.Name = "list"
		}
		_, err := s.ImportList(t.Context(), l, people, noon)
		refused(t, err, huike.Invalid, code, part)
	}
	f(List{Name: "\t", File: strings.NewReader("x")}, "segment.name", "needs a name")
	f(List{File: strings.NewReader("\n\n")}, "segment.list_empty", "write one a line")
	f(List{File: strings.NewReader("email\n")}, "segment.list_empty", "write one a line")
	f(List{File: strings.NewReader("a\nb")}, "segment.list_nobody", "none of the 2 lines names a known customer")
	f(List{File: strings.NewReader("a"), Kind: "fax"}, "segment.list_kind", `"fax" is no kind of identifier`)
	f(List{File: strings.NewReader("P\x00K")}, "segment.list_text", "save it as CSV or plain text")
	f(List{File: strings.NewReader(strings.Repeat("x", maxFile+1))}, "segment.list_size", "larger than 64 MiB")
	f(List{File: brokenReader{}}, "segment.list_read", "cannot be read to its end")
}
