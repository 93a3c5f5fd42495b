package evaluate_test

import (
	"bytes"
	"compress/gzip"
	"path/filepath"
	"strings"
	"testing"

	"huike/evaluate"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
)

// small is what every way of writing the small file gives: two customers an arm,
// 1,234.5 and 2 against 3 and 0.5.
func small(t *testing.T, name string, q evaluate.FileRequest) evaluate.FileReport {
	t.Helper()
	r, err := evaluate.File(t.Context(), q)
	if err != nil {
		t.Errorf("%s: %v", name, err)
		return r
	}
	none, mail := r.Outcomes[0].Arms[0], r.Outcomes[0].Arms[1]
	if none.Sum != 1236.5 || mail.Sum != 3.5 || none.Customers != 2 || mail.Customers != 2 || r.Rows.Counted != 4 {
		t.Errorf("%s: %+v, %+v", name, r.Arms, r.Outcomes[0].Arms)
	}
	return r
}

func TestWaysToWriteATable(t *testing.T) {
	spend := evaluate.Outcome{Column: "spend"}
	for name, content := range map[string]string{
		"plain":            "arm,spend\nnone,1234.5\nnone,2\nmail,3\nmail,0.5\n",
		"no last line end": "arm,spend\nnone,1234.5\nnone,2\nmail,3\nmail,0.5",
		"byte order mark":  "\ufeffarm,spend\nnone,1234.5\nnone,2\nmail,3\nmail,0.5\n",
		"Windows":          "arm,spend\r\nnone,1234.5\r\nnone,2\r\nmail,3\r\nmail,0.5\r\n",
		"old Macintosh":    "arm,spend\rnone,1234.5\rnone,2\rmail,3\rmail,0.5\r",
		"blanks":           " arm , spend \nnone , 1234.5\n none,2\nmail\u00a0,3 \nmail,0.5\n",
		"blank lines":      "\n\narm,spend\n\nnone,1234.5\nnone,2\n,\nmail,3\nmail,0.5\n\n",
		"thousands":        "arm,spend\nnone,\"1,234.50\"\nnone,2.00\nmail,3.00\nmail,0.50\n",
		"currency":         "arm,spend\nnone,\"¥1,234.50\"\nnone,¥2\nmail,¥3.00\nmail,¥0.50\n",
		"semicolons":       "arm;spend\nnone;1.234,50\nnone;2,00\nmail;3,00\nmail;0,50\n",
		"tabs":             "arm\tspend\nnone\t1 234,5\nnone\t2\nmail\t3\nmail\t0,5\n",
		"bars":             "arm|spend\nnone|1234.5\nnone|2\nmail|3\nmail|0.5\n",
		"Excel's mark":     "sep=;\narm;spend\nnone;1234.5\nnone;2\nmail;3\nmail;0.5\n",
		"formula quotes":   "arm,spend\n=\"none\",\"1234.5\"\nnone,=\"2\"\nmail,3\nmail,0.5\n",
		"hashes":           "#,arm,spend,what\n1,none,1234.5,# no comment\n2,none,2,#\n#3,mail,3,\n4,mail,0.5,\"a, \"\"b\"\"\nc\"\n",
		"short rows":       "arm,spend,note\nnone,1234.5\nnone,2,x\nmail,3\nmail,0.5\n",
		"case of a header": "Arm,Spend\nnone,1234.5\nnone,2\nmail,3\nmail,0.5\n",
		"quotes inside":    "arm,spend,size\nnone,1234.5,5\" wide\nnone,2,\nmail,3,\nmail,0.5,\n",
	} {
		small(t, name, ask(written(t, "small.csv", content), spend))
	}
}

func TestEncodingsOfATable(t *testing.T) {
	f := func(content string, e encoding.Encoding, said string) {
		t.Helper()
		encoded, err := e.NewEncoder().String(content)
		if err != nil {
			t.Fatal(err)
		}
		header := strings.FieldsFunc(strings.SplitN(content, "\n", 2)[0], func(r rune) bool { return r == ',' || r == ';' })
		q := evaluate.FileRequest{Path: written(t, "small.csv", encoded), Arm: header[0], Control: strings.FieldsFunc(content, func(r rune) bool { return strings.ContainsRune(",;\n", r) })[2], Outcomes: []evaluate.Outcome{{Column: header[1]}}}
		if r := small(t, said, q); (said == "") != (len(r.Notes) == 0) || said != "" && !strings.Contains(r.Notes[0], "read as "+said) {
			t.Errorf("%s: %v", said, r.Notes)
		}
	}
	chinese := "分组,金额\n对照组,1234.5\n对照组,2\n短信组,3\n短信组,0.5\n"
	western := "gruppe;betrag\nfür später;1234,5\nfür später;2\naußen;3\naußen;0,5\n"
	f(chinese, unicode.UTF8, "")
	f(chinese, simplifiedchinese.GBK, "GB18030")
	f(chinese, unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), "UTF-16")
	f(chinese, unicode.UTF16(unicode.BigEndian, unicode.UseBOM), "UTF-16")
	f("arm,spend\nnone,1234.5\nnone,2\nmail,3\nmail,0.5\n", unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), "UTF-16")
	f("arm,spend\nnone,1234.5\nnone,2\nmail,3\nmail,0.5\n", unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM), "UTF-16")
	f(western, charmap.Windows1252, "Windows-1252")
	f(western, unicode.UTF8, "")
	f("arm;spend\nnone;€1.234,50\nnone;€2\nmail;€3\nmail;€0,50\n", charmap.Windows1252, "Windows-1252")
	damaged := "分组,金额\n" + strings.Repeat("对照组,0\n", 40) + "短信组,\xff\n"
	refused(t, evaluate.FileRequest{Path: written(t, "a.csv", damaged), Arm: "分组", Control: "对照组", Outcomes: []evaluate.Outcome{{Column: "金额"}}}, "evaluate.not_a_number", "row 42")
}

func TestPackedTable(t *testing.T) {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	_, _ = z.Write([]byte("arm,spend\nnone,1234.5\nnone,2\nmail,3\nmail,0.5\n"))
	_ = z.Close()
	small(t, "gzip", ask(written(t, "small.csv.gz", b.String()), evaluate.Outcome{Column: "spend"}))
	refused(t, ask(written(t, "cut.csv.gz", b.String()[:b.Len()-8]), evaluate.Outcome{Column: "spend"}), "evaluate.not_a_table")
}

// A workbook's numbers come as they are stored, whatever the cells show; of
// several sheets the one with the columns is read.
func TestWorkbook(t *testing.T) {
	book := excelize.NewFile()
	_, err := book.NewSheet("result")
	if err != nil {
		t.Fatal(err)
	}
	style, err := book.NewStyle(&excelize.Style{NumFmt: 1}) // no decimals shown
	if err != nil {
		t.Fatal(err)
	}
	set := func(sheet, at string, v any) {
		if err := book.SetCellValue(sheet, at, v); err != nil {
			t.Fatal(err)
		}
	}
	set("Sheet1", "A1", "Notes")
	set("Sheet1", "A2", "made by hand")
	for i, row := range [][]any{{"arm", "spend", "back"}, {"none", 1234.5, true}, {"none", 2, false}, {"mail", "3.00", true}, {"mail", .5, true}} {
		for k, v := range row {
			at, _ := excelize.CoordinatesToCellName(k+1, i+1)
			set("result", at, v)
		}
	}
	if err := book.SetCellStyle("result", "B2", "B5", style); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "small.xlsx")
	if err := book.SaveAs(path); err != nil {
		t.Fatal(err)
	}
	r := small(t, "xlsx", ask(path, evaluate.Outcome{Column: "spend"}, evaluate.Outcome{Column: "back"}))
	if o := r.Outcomes[1]; o.Kind != "rate" || o.Arms[0].Sum != 1 || o.Arms[1].Sum != 2 || !strings.Contains(strings.Join(r.Notes, ""), `sheet "result"`) {
		t.Errorf("%+v %v", o, r.Notes)
	}
	refused(t, ask(written(t, "broken.xlsx", "PK\x03\x04nothing"), evaluate.Outcome{Column: "spend"}), "evaluate.not_a_table")
}

func TestDecimalsOfAColumn(t *testing.T) {
	spend := evaluate.Outcome{Column: "spend", Kind: "mean"}
	f := func(content, decimal string, none float64) {
		t.Helper()
		q := ask(written(t, "a.csv", content), spend)
		q.Decimal = decimal
		if have := reported(t, q).Outcomes[0].Arms[0].Sum; have != none {
			t.Errorf("%q read as %q: %v, want %v", content, decimal, have, none)
		}
	}
	f("arm\tspend\nnone\t1,234\nmail\t2\n", "", 1234)
	f("arm\tspend\nnone\t1,234\nmail\t2\n", "comma", 1.234)
	f("arm\tspend\nnone\t1,234\nmail\t2,5\n", "", 1.234) // the column speaks
	f("arm\tspend\nnone\t1.234\nmail\t2,5\n", "", 1234)
	f("arm,spend\nnone,1.234\nmail,2\n", "", 1.234)
	f("arm,spend\nnone,1.234\nmail,2\n", "comma", 1234)
	refused(t, ask(written(t, "a.csv", "arm;spend\nnone;1,234\nmail;2\n"), spend), "evaluate.ambiguous", "row 2", "1,234", "--decimal")
	refused(t, ask(written(t, "a.csv", "arm;spend\nnone;12,5\nnone;3\nmail;12.5\n"), spend), "evaluate.decimals", "row 2", "row 4")
	refused(t, ask(written(t, "a.csv", "arm,spend\nnone,12%\nmail,3\n"), spend), "evaluate.units", "row 2", "row 3")
	refused(t, ask(written(t, "a.csv", "arm,spend\nnone,€12\nmail,$3\n"), spend), "evaluate.units", "row 2", "row 3")
}

func TestTablesThatAreRefused(t *testing.T) {
	spend := evaluate.Outcome{Column: "spend"}
	f := func(content, code string, words ...string) {
		t.Helper()
		refused(t, ask(written(t, "a.csv", content), spend), code, words...)
	}
	f("", "evaluate.empty")
	f("\n \n", "evaluate.empty")
	f("<html><table>", "evaluate.not_a_table")
	f("%PDF-1.4", "evaluate.not_a_table")
	f("\xd0\xcf\x11\xe0old", "evaluate.not_a_table")
	f("arm,spend\x00\nnone,1\n", "evaluate.not_a_table")
	f("arm,spend\n", "evaluate.no_rows")
	f("arm,spend\nnone,1\nmail,\"2\nmail,3\n", "evaluate.quote", "row 3")
	f("arm,spend\nnone,1,234.50\nmail,2\n", "evaluate.cells", "row 2", "3 cells under 2 headers")
	f("arm,spend,spend\nnone,1,2\nmail,2,3\n", "evaluate.twice", "2 columns")
	f("arm,spend\nnone,1\nmail,two\n", "evaluate.not_a_number", "row 3", "two")
	f("arm,spend\nnone,1\n"+strings.Repeat("\n", 5)+"mail,two\n", "evaluate.not_a_number", "row 8")
	refused(t, ask(t.TempDir(), spend), "evaluate.not_a_table")
	refused(t, ask("nowhere.csv", spend), "evaluate.file")
	many := "arm,spend\n"
	for i := range 60 {
		many += strings.Repeat("x", i+1) + ",1\n"
	}
	f(many+"none,1\n", "evaluate.many_arms", "61")
}

func TestConditions(t *testing.T) {
	path := written(t, "a.csv", "arm,spend,city,orders,a=b\nnone,1,Bei jing,2,x\nnone,2,Shanghai,3,y\nmail,3,Beihai,1,x\nmail,4,,,y\nmail,5,Xi'an,2.0,x\n")
	f := func(rows int64, where ...string) {
		t.Helper()
		q := ask(path, evaluate.Outcome{Column: "spend"})
		q.Where = where
		r := reported(t, q)
		if r.Rows.Counted != rows || r.Rows.Filtered != 5-rows || !strings.Contains(strings.Join(r.Notes, ""), " of 5 rows fulfil the conditions") {
			t.Errorf("%v: %+v %v", where, r.Rows, r.Notes)
		}
	}
	f(4, "city!=Shanghai")
	f(3, "city!=Shanghai", "orders>=1")
	f(2, "city=Bei*")
	f(2, "orders=2")
	f(2, "orders = 2", "city!=Beihai")
	f(4, "city!=")
	f(4, "orders>0")
	f(3, "orders>1")
	f(3, "orders<=2")
	f(3, "a=b=x")
	f(5, "arm!=post")
	f(5, "orders!=N") // no 0
	g := func(code, where string) {
		t.Helper()
		q := ask(path, evaluate.Outcome{Column: "spend"})
		q.Where = []string{where}
		refused(t, q, code)
	}
	g("evaluate.where", "city")
	g("evaluate.where", "orders>=many")
	g("evaluate.unknown_column", "town=Beihai")
	g("evaluate.not_a_number", "city>=2")
	g("evaluate.no_control", "arm=mail")
	g("evaluate.one_arm", "arm=none")
	g("evaluate.no_rows", "city=Rome")
}

func TestCustomersWithSeveralRows(t *testing.T) {
	content := "who,arm,spend,bought\n1,none,10,1\n1,none,5,0\n2,none,4,0\n3,mail,7,1\n3,mail,,\n4,mail,8,0\n4 ,none,9,1\n5,mail,2,0\n,mail,3,1\n6,,3,1\n"
	q := ask(written(t, "a.csv", content), evaluate.Outcome{Column: "spend"}, evaluate.Outcome{Column: "bought"})
	q.Customer = "who"
	r := reported(t, q)
	if r.Rows != (evaluate.FileRows{Read: 10, WithoutArm: 1, WithoutCustomer: 1, InSeveralArms: 2, Counted: 6}) {
		t.Errorf("%+v", r.Rows)
	}
	spend, bought := r.Outcomes[0].Arms, r.Outcomes[1].Arms
	if spend[0].Sum != 19 || spend[0].Customers != 2 || spend[1].Sum != 9 || spend[1].Customers != 2 || bought[0].Sum != 1 || bought[1].Sum != 1 {
		t.Errorf("%+v %+v", spend, bought)
	}
	for _, words := range []string{"1 customer is in more than one arm and left out, with 2 rows", "1 row has no customer", "1 row has no arm", "6 rows that count are of 4 customers: amounts are added up"} {
		if !strings.Contains(strings.Join(r.Notes, " "), words) {
			t.Errorf("%v lacks %q", r.Notes, words)
		}
	}
	if r.Arms[0].Customers != 2 || r.Arms[1].Customers != 2 {
		t.Errorf("%+v", r.Arms)
	}
}

func TestArmsThatDifferInCase(t *testing.T) {
	r := reported(t, ask(written(t, "a.csv", "arm,spend\nNone,1\nNone,2\nmail,3\nMail,4\nmail ,5\n"), evaluate.Outcome{Column: "spend"}))
	if r.Control != "None" || len(r.Arms) != 3 || r.Arms[2].Customers != 2 || !strings.Contains(strings.Join(r.Notes, " "), `"Mail" and "mail" differ in upper and lower case only`) {
		t.Errorf("%+v", r)
	}
}
