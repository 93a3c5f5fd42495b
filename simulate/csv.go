package simulate

import (
	"bufio"
	"io"
	"strconv"
	"time"

	"huike"
)

// Header names the columns of the file that Writer writes: one row a line of
// an order; the order's own amounts stand on its first row.
var Header = []string{
	"order_no", "status", "ordered_at", "paid_at", "customer_no", "name", "email", "phone", "email_consent",
	"province", "city", "sku", "title", "category", "quantity", "amount", "discount", "postage", "paid", "refund", "currency",
}

// Writer writes orders as CSV (UTF-8, comma, header first).
type Writer struct {
	w        *bufio.Writer
	currency string
	line     []byte
	Orders   int64
	Lines    int64
}

// NewWriter writes the header and returns the writer.
func NewWriter(w io.Writer, currency string) *Writer {
	b := &Writer{w: bufio.NewWriterSize(w, 1<<20), currency: currency}
	for i, h := range Header {
		if i > 0 {
			b.line = append(b.line, ',')
		}
		b.line = append(b.line, h...)
	}
	b.line = append(b.line, '\n')
	b.w.Write(b.line) // a bufio.Writer keeps its error for Flush
	return b
}

// Write adds one order of a customer.
func (b *Writer) Write(c Customer, o Order) {
	b.Orders++
	for i, l := range o.Lines {
		b.Lines++
		b.line = b.line[:0]
		b.text(o.Number)
		b.text(status(o))
		b.instant(o.OrderedAt)
		b.instant(o.PaidAt)
		b.text("C" + strconv.Itoa(c.No))
		b.text(c.Name)
		b.text(c.Email)
		b.text(c.Phone)
		b.text(yesNo(c.Consents))
		b.text(c.Province)
		b.text(c.City)
		b.text(l.Product.SKU)
		b.text(l.Product.Title)
		b.text(l.Category)
		b.text(strconv.FormatInt(l.Quantity, 10))
		b.money(l.Amount)
		if i == 0 {
			b.money(o.Discount)
			b.money(o.Postage)
			b.money(o.Paid)
			b.money(o.Refund)
		} else {
			b.line = append(b.line, ",,,,"...)
		}
		b.line = append(b.line, b.currency...)
		b.line = append(b.line, '\n')
		b.w.Write(b.line)
	}
}

// Flush writes out what is buffered and returns the first error of all writes.
func (b *Writer) Flush() error { return b.w.Flush() }

func (b *Writer) text(s string) { b.line = append(append(b.line, s...), ',') }

func (b *Writer) instant(t time.Time) {
	if !t.IsZero() {
		b.line = t.AppendFormat(b.line, time.DateTime)
	}
	b.line = append(b.line, ',')
}

func (b *Writer) money(minor int64) {
	exponent := huike.Exponent(b.currency)
	b.line = strconv.AppendFloat(b.line, huike.Money{Minor: minor, Currency: b.currency}.Major(), 'f', exponent, 64)
	b.line = append(b.line, ',')
}

func status(o Order) string {
	switch {
	case o.PaidAt.IsZero():
		return "unpaid"
	case o.Refund >= o.Paid:
		return "closed"
	}
	return "finished"
}

func yesNo(b bool) string {
	if b {
		return "yes"
	}
	return "no"
}

// WriteAll writes every order of the shop between two days, inclusive.
func (s *Shop) WriteAll(w io.Writer, from, to huike.Day) (*Writer, error) {
	out := NewWriter(w, s.Currency)
	for n := range s.Customers {
		c := s.Customer(n)
		for _, o := range s.Orders(c) {
			if d := huike.DayOf(o.OrderedAt); !d.Before(from) && !to.Before(d) {
				out.Write(c, o)
			}
		}
	}
	return out, out.Flush()
}
