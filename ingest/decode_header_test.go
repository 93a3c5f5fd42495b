package ingest

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// framed reads a text and says what became of its rows.
func framed(t *testing.T, text string) (f *file, rows [][]string, aside string) {
	t.Helper()
	f, rows = everything(t, put(t, "x.csv", text), options{})
	var all []string
	for _, a := range f.aside {
		all = append(all, a.reason+" "+strings.TrimRight(strings.Join(a.cells, "|"), "|"))
	}
	return f, rows, strings.Join(all, "\n")
}

func TestFrames(t *testing.T) {
	f := func(name, text, header, first string, rows int, aside string, lenient bool) {
		t.Run(name, func(t *testing.T) {
			t.Helper()
			file, got, set := framed(t, text)
			if strings.Join(file.headers, "|") != header || len(got) != rows || rows > 0 && strings.Join(got[0], "|") != first || set != aside || file.lenient != lenient {
				t.Errorf("header %q, %d rows %q, aside %q, lenient %v", file.headers, len(got), got, set, file.lenient)
			}
		})
	}
	f("plain", "no,amount\n1,2\n3,4\n", "no|amount", "1|2", 2, "", false)
	f("plain without an end", "no,amount\n1,2\n3,4", "no|amount", "1|2", 2, "", false)
	f("one column", "email\na@example.com\nb@example.com\n", "email", "a@example.com", 2, "", false)
	f("shopify's short rows", "Name,Email,Total,Lineitem name\n#1,a@example.com,3,Mug\n#1,,,Cup\n#1,,,Tea\n#1,,,Pot\n", "Name|Email|Total|Lineitem name", "#1|a@example.com|3|Mug", 4, "", false)
	f("sycm", "【数据说明】以下数据为店铺数据\n统计口径：支付\n\n\n统计日期,商品ID,商品名称,支付金额\n2023-01-05,1,茶,10.00\n2023-01-06,2,杯,\"1,234.00\"\n",
		"统计日期|商品ID|商品名称|支付金额", "2023-01-05|1|茶|10.00", 2, "row_title 【数据说明】以下数据为店铺数据\nrow_title 统计口径：支付", true)
	f("a title of two cells", "Report,Sales\nGenerated,\"5 Jan, 2024\"\nInvoice,StockCode,Quantity,InvoiceDate,Price\n1,A,1,2024-01-05,2\n2,B,1,2024-01-05,2\n",
		"Invoice|StockCode|Quantity|InvoiceDate|Price", "1|A|1|2024-01-05|2", 2, "row_title Report|Sales\nrow_title Generated|5 Jan, 2024", true)
	f("unknown header under a title", "Sales of January\na,b,c\n1,2,3\n4,5,6\n", "a|b|c", "1|2|3", 2, "row_title Sales of January", true)
	f("tiktok", "Order ID,Order Status,Quantity,Order Amount,Created Time\nPlatform unique order ID.,Current order status.,How many were sold.,What the buyer paid in all.,When the order was made.\n"+
		"1\t,Completed,1,5.00,05/01/2023 10:00:00\t\n2\t,Completed,2,6.00,06/01/2023 10:00:00\t\n",
		"Order ID|Order Status|Quantity|Order Amount|Created Time", "1\t|Completed|1|5.00|05/01/2023 10:00:00\t", 2,
		"row_describes Platform unique order ID.|Current order status.|How many were sold.|What the buyer paid in all.|When the order was made.", true)
	f("ebay", "\n,,\nSales Record Number,Order Number,Buyer Username,Sold For,Sale Date\n,,,,\n1,2-3,anna,\"$1,200.00\",Jan-05-23\n2,2-4,ben,$5.00,Jan-06-23\n\n2,record(s) downloaded,\n\nSeller ID : someone\n",
		"Sales Record Number|Order Number|Buyer Username|Sold For|Sale Date", "1|2-3|anna|$1,200.00|Jan-05-23", 2, "row_trailer 2|record(s) downloaded\nrow_trailer Seller ID : someone", true)
	f("ebay's count", "Sales Record Number,Order Number,Buyer Username,Sold For,Sale Date\n1,2-3,anna,\"$1,200.00\",Jan-05-23\n\n1 record(s) downloaded\nSeller ID : someone\n",
		"Sales Record Number|Order Number|Buyer Username|Sold For|Sale Date", "1|2-3|anna|$1,200.00|Jan-05-23", 1, "row_trailer 1 record(s) downloaded\nrow_trailer Seller ID : someone", true)
	f("a sum", "订单编号,买家会员名,总金额,订单创建时间\n1,张伟,10,2023-01-05\n2,王芳,20,2023-01-06\n合计,,30,\n", "订单编号|买家会员名|总金额|订单创建时间", "1|张伟|10|2023-01-05", 2, "row_trailer 合计||30", true)
	f("a count", "订单编号,买家会员名,总金额\n1,张伟,10\n2,王芳,20\n共 2 条\n", "订单编号|买家会员名|总金额", "1|张伟|10", 2, "row_trailer 共 2 条", true)
	f("pages glued together", "no,who,amount\n1,anna,10\nno,who,amount\n2,ben,20\n", "no|who|amount", "1|anna|10", 2, "row_header_again no|who|amount", true)
	f("glued with titles", "Sales of a shop\nno,who,amount,day\n1,anna,10,2023-01-05\nSales of a shop\nno,who,amount,day\n2,ben,20,2023-01-05\n3,ben,20,2023-01-05\n", "no|who|amount|day", "1|anna|10|2023-01-05", 3,
		"row_title Sales of a shop\nrow_title Sales of a shop\nrow_header_again no|who|amount|day", true)
	f("sep", "sep=;\nno;amount\n1;2,5\n", "no|amount", "1|2,5", 1, "row_title sep=", true)
	f("nothing sold", "Order ID,Order Status,Quantity,Order Amount,Created Time\n0 records\n", "Order ID|Order Status|Quantity|Order Amount|Created Time", "", 0, "row_trailer 0 records", true)
	f("a customer called Total", "name,amount\nTotal,1\nanna,2\n", "name|amount", "Total|1", 2, "", true)
	f("data of text only", "name,city\nanna,Paris\nben,Rome\n", "name|city", "anna|Paris", 2, "", false)
	f("hollow rows", "no,who,amount\n1,anna,10\n,,\n\"\",,\n2,ben,20\n", "no|who|amount", "1|anna|10", 2, "", true)
}

func TestRaggedQuotes(t *testing.T) {
	f := func(text string, want ...[]string) {
		t.Helper()
		in := newLenient(strings.NewReader(text), ',')
		in.width = 2
		var got [][]string
		for {
			_, cells, err := in.next()
			if err != nil {
				break
			}
			got = append(got, cells)
		}
		if !cmp.Equal(got, want) {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
	f("a,b\n", []string{"a", "b"})
	f("a,b\r\n\r\nc,\r\n", []string{"a", "b"}, []string{"c", ""})
	f("a,b\rc,d", []string{"a", "b"}, []string{"c", "d"})
	f("=\"1\",\"x\"\"y\"\n", []string{"1", `x"y`})
	f("\"a\nb\",c\n", []string{"a\nb", "c"})
	f("\"5\" pipe, black\",2\n", []string{`5" pipe, black`, "2"})
	f("5\" pipe,2\n", []string{`5" pipe`, "2"})
	f("\"open,1\nb,2\n", []string{`"open`, "1"}, []string{"b", "2"})
	f("\"open,1\n\"x\",\"y\"\n", []string{`"open`, "1"}, []string{"x", "y"})
	f("\"open,1\n\"x\",2\n\"y\",3\n", []string{`"open`, "1"}, []string{"x", "2"}, []string{"y", "3"})
	f("a,\"open\nb,2\nc,3", []string{"a", `"open`}, []string{"b", "2"}, []string{"c", "3"})
	f("\"a\" ,b\n", []string{"a", "b"})
	f("a\x00b,\u200b1\u200b\n", []string{"ab", "1"})
	f("a,b\n\x1a", []string{"a", "b"})
	f("a,b,,\nc\n", []string{"a", "b", "", ""}, []string{"c"})
}

func TestDelimiters(t *testing.T) {
	f := func(text string, want rune) {
		t.Helper()
		if got := delimiterOf(text); got != want {
			t.Errorf("%q is parted by %q, want %q", text, got, want)
		}
	}
	f("a,b\n1,2\n", ',')
	f("a;b\n1,5;2,5\n3,5;4,5\n", ';')
	f("a;b\n1,5;2\n3,5;4\n", ';')
	f("a\tb\n\"x, y\"\t1\nx, z\t2\n", '\t')
	f("a|b|c\n1|2|3\n", '|')
	f("\"a;b;c;d\",e\n1,2\n", ',')
	f("name,note\nanna,a;b;c;d;e\nben,x\n", ',')
	f("name,tags\nanna,a|b\nben,c|d\ncid,e|f\n", ',')
	f("Report of 5 January, 2024\nInvoice;StockCode;Price\n1;2;6,95\n1;3;6,95\n", ';')
	f("sep=;\na,b;c,d\n", ';')
	f("\"sep=\t\"\na,b\n", '\t')
	f("email\na@example.com\n", ',')
	f("title;price\n\"Ball; red, blue\";1,50\nCup;2\n", ';')
	f("no,when,paid\n1,\"2024-01-05; 10:00\",\"1;2\"\n", ',')
}
