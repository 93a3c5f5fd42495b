package ingest

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"huike"
)

// Text that is not UTF-8 is not always Chinese.
func TestCase10_Encoding(t *testing.T) {
	text := "Name,Billing Name,Shipping City,Total\n#1,Hélène Müller,Orléans,20.00\n#2,José Núñez,Málaga,20.00\n#3,Björn,Köln,20.00\n"
	f, rows := everything(t, put(t, "x.csv", encoded(t, encoding1252, text)), options{})
	if f.encoding != encoding1252 || rows[0][1] != "Hélène Müller" || rows[0][2] != "Orléans" || rows[2][2] != "Köln" || f.notes[0].code != "encoding" {
		t.Errorf("%s %q %v", f.encoding, rows, f.notes)
	}
	text = strings.Replace("Name,Lineitem name,Billing Name,Shipping City\n#1,caf#,张伟,杭州\n#2,Mug,José,Málaga\n", "f#", "f\xe9", 1)
	f, rows = everything(t, put(t, "x.csv", text), options{})
	if !cmp.Equal(rows, [][]string{{"#1", "caf\ufffd", "张伟", "杭州"}, {"#2", "Mug", "José", "Málaga"}}) {
		t.Errorf("%s %q", f.encoding, rows)
	}
}

// Days of the 1904 date system are the days that the cell shows.
func TestCase15_Workbook1904(t *testing.T) {
	path := sheetFile(t, func(b *excelize.File) {
		yes := true
		must(t, b.SetWorkbookProps(&excelize.WorkbookPropsOptions{Date1904: &yes}))
		setRow(t, b, "Sheet1", 1, "no", "who", "when", "paid")
		setRow(t, b, "Sheet1", 2, "A1", "b1", 43469.41666666666, 10)
		setRow(t, b, "Sheet1", 3, "A2", "b1", 43469, 10)
		numberFormat(t, b, "yyyy-mm-dd h:mm:ss", "C2", "C3")
	})
	f, rows := everything(t, path, options{})
	if !cmp.Equal(rows, [][]string{{"A1", "b1", "2023-01-05 10:00:00", "10"}, {"A2", "b1", "2023-01-05 00:00:00", "10"}}) || !f.date1904 || f.notes[0].code != "date_1904" {
		t.Errorf("%q %v", rows, f.notes)
	}
}

// Semicolons part the cells where the comma is a decimal mark.
func TestCase30_SemicolonDecimalComma(t *testing.T) {
	text := "Invoice;StockCode;Description;Quantity;InvoiceDate;Price;Customer ID;Country\n" +
		"1;85048;GLASS BALL, 20 LIGHTS;12;2009-12-01 07:45:00;6,95;13085;United Kingdom\n2;gift_80;Gift Voucher £80.00;1;2009-12-14 17:57:00;69,56;;United Kingdom\n"
	f, rows := everything(t, put(t, "x.csv", encoded(t, encoding1252, text)), options{})
	if f.delim != ';' || len(f.headers) != 8 || rows[0][5] != "6,95" || rows[1][2] != "Gift Voucher £80.00" || rows[1][6] != "" {
		t.Errorf("%q %q %q", f.delim, f.headers, rows)
	}
}

// Customers whose names differ stay different.
func TestCase31_NamesThatDifferStayDifferent(t *testing.T) {
	f, rows := everything(t, put(t, "x.csv", encoded(t, encoding1252, "customer_id,order_date,revenue\nAndré Noir,2024-01-05,10.00\nAndrè Noir,2024-02-05,20.00\nJosé,2024-01-07,5.00\nJosê,2024-03-01,7.00\nAndre,2024-03-01,7.00\n")), options{})
	seen := map[string]bool{}
	for _, r := range rows {
		seen[r[0]] = true
	}
	if len(seen) != 5 || !seen["Andrè Noir"] || f.encoding != encoding1252 {
		t.Errorf("%s %q", f.encoding, rows)
	}
}

// All sheets with the same columns are read.
func TestCase34_SecondSheet(t *testing.T) {
	path := sheetFile(t, func(b *excelize.File) {
		must(t, b.SetSheetName("Sheet1", "Year 2009-2010"))
		for _, name := range []string{"Notes", "Year 2010-2011", "Empty", "Hidden"} {
			_, err := b.NewSheet(name)
			must(t, err)
		}
		setRow(t, b, "Year 2009-2010", 1, "Invoice", "StockCode", "Quantity", "InvoiceDate", "Price", "Customer ID")
		setRow(t, b, "Year 2009-2010", 2, 489434, 85048, 1, 40148.32291666666, 6.95, 13085)
		setRow(t, b, "Notes", 1, "what", "how")
		setRow(t, b, "Notes", 2, "prices", "in pounds")
		setRow(t, b, "Year 2010-2011", 1, "StockCode", "Invoice", "Quantity", "InvoiceDate", "Customer ID", "Price")
		setRow(t, b, "Year 2010-2011", 2, "85123A", 536365, 6, 40513.35138888889, 17850, 2.55)
		setRow(t, b, "Hidden", 1, "Invoice", "StockCode", "Quantity", "InvoiceDate", "Price", "Customer ID")
		setRow(t, b, "Hidden", 2, "1", "1", "1", "1", "1", "1")
		must(t, b.SetSheetVisible("Hidden", false))
		numberFormat(t, b, "m/d/yy h:mm", "D2")
	})
	f, rows := everything(t, path, options{})
	want := [][]string{{"489434", "85048", "1", "2009-12-01 07:45:00", "6.95", "13085"}, {"536365", "85123A", "6", "40513.3513888889", "2.55", "17850"}}
	if !cmp.Equal(rows, want) || !cmp.Equal(f.parts, []string{"Year 2009-2010", "Year 2010-2011"}) {
		t.Errorf("%q %q", rows, f.parts)
	}
	if got := codes(f.notes); got != "part_empty:Empty part_other_columns:Notes part_hidden:Hidden parts_joined:2" {
		t.Errorf("notes %s", got)
	}
	if part, row := f.place(1<<partBits | 2); part != "Year 2010-2011" || row != 2 {
		t.Errorf("row %d of %s", row, part)
	}
	f, rows = everything(t, path, options{sheet: "notes"})
	if len(rows) != 1 || rows[0][0] != "prices" || !cmp.Equal(f.parts, []string{"Notes"}) {
		t.Errorf("%q %q", f.parts, rows)
	}
	if _, err := sniff(t.Context(), path, options{sheet: "Year 2020"}); huike.CodeOf(err) != "import.no_sheet" || !strings.Contains(huike.SentenceOf(err), "Year 2009-2010") {
		t.Error(err)
	}
}

// The data may stand on the second sheet.
func TestCase34_DataOnTheSecondSheet(t *testing.T) {
	path := sheetFile(t, func(b *excelize.File) {
		_, err := b.NewSheet("订单")
		must(t, err)
		setRow(t, b, "Sheet1", 1, "说明")
		setRow(t, b, "Sheet1", 2, "本表由系统导出")
		setRow(t, b, "订单", 1, "订单编号", "买家会员名", "买家实际支付金额", "订单创建时间")
		setRow(t, b, "订单", 2, "1234567890123456789", "张伟", 10, "2023-01-05 10:00:00")
	})
	f, rows := everything(t, path, options{})
	if len(rows) != 1 || rows[0][0] != "1234567890123456789" || !cmp.Equal(f.parts, []string{"订单"}) || codes(f.notes) != "part_other_columns:Sheet1" {
		t.Errorf("%q %q %v", f.parts, rows, f.notes)
	}
}

func codes(notes []note) string {
	var all []string
	for _, n := range notes {
		_ = n.told().Sentence
		first := ""
		if len(n.values) > 0 {
			first = ":" + n.values[0]
		}
		all = append(all, n.code+first)
	}
	return strings.Join(all, " ")
}
