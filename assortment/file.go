package assortment

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"io"
	"os"
	"slices"
	"strings"
	"unicode/utf8"

	"huike"
	"huike/stat"

	"golang.org/x/text/encoding/simplifiedchinese"
)

// FileRequest names a file of baskets, plain or gzipped, in UTF-8 or GB18030:
// one basket a line; or, with Basket and Item, a table with a header and one
// product a row, as order files are.
type FileRequest struct {
	Path      string
	Separator string   // between the products of a line: "comma", "blank", or "" to look
	Drop      []string // products that are none, such as postage; their baskets still count

	Basket   string   // column that names the basket (order, receipt)
	Item     string   // column that names the product
	Quantity string   // column of pieces, where 0 and less is no purchase; "" takes Quantity if there is one
	Where    []string // rows to keep, as COLUMN=VALUE or COLUMN!=VALUE; a * at the end of VALUE stands for anything
}

// Baskets are baskets of named products, which are numbered by their names'
// order.
type Baskets struct {
	stat.Baskets
	Names    []string
	Path     string
	Skipped  int // rows of a table without basket or product
	Returned int // rows of a table with a quantity of 0 or less
}

// ReadBaskets reads a file of baskets. Names are trimmed; a product that is in a
// basket twice counts once.
func ReadBaskets(ctx context.Context, q FileRequest) (Baskets, error) {
	f, err := os.Open(q.Path)
	if err != nil {
		return Baskets{}, huike.Because(err, huike.NotFound, "assortment.file", "the file %s cannot be read; check its name and your rights", q.Path)
	}
	defer f.Close()
	text, head, err := decoded(stoppable{ctx, f})
	if err != nil {
		return Baskets{}, broken(err, q.Path)
	}
	c := newCollector(q.Drop)
	switch {
	case q.Basket == "" && q.Item == "" && len(q.Where) == 0 && q.Quantity == "":
		err = c.readLines(text, q.commas(head))
	case q.Basket == "" || q.Item == "":
		return Baskets{}, huike.Errorf(huike.Invalid, "assortment.columns", "a table needs both columns: name the one of the order with --basket and the one of the product with --item")
	default:
		err = c.readTable(text, head, q)
	}
	if huike.KindOf(err) == huike.Internal {
		return Baskets{}, broken(err, q.Path)
	}
	if err != nil {
		return Baskets{}, err
	}
	b := c.baskets()
	b.Path = q.Path
	return b, b.check()
}

func broken(err error, path string) error {
	return huike.Because(err, huike.Invalid, "assortment.broken_file", "%s cannot be read to its end as text; save it again as plain text, CSV or their gzip", path)
}

// stoppable ends a file where the person has had enough of it.
type stoppable struct {
	ctx  context.Context
	file io.Reader
}

// Read reads the file unless its context is over.
func (s stoppable) Read(p []byte) (int, error) {
	if err := s.ctx.Err(); err != nil {
		return 0, err
	}
	return s.file.Read(p)
}

// check refuses what no rule can come from.
func (b Baskets) check() error {
	switch {
	case b.Len() == 0:
		return huike.Errorf(huike.Invalid, "assortment.no_basket", "%s holds no basket; check the file, and the values given with --where", b.Path)
	case len(b.Names) < 2:
		return huike.Errorf(huike.Invalid, "assortment.one_product", "%s holds %d different products in %d baskets, and at least two are needed; write one basket a line with commas between the products, or name the columns of a table with --basket and --item", b.Path, len(b.Names), b.Len())
	}
	return nil
}

const lookAhead = 1 << 16

// decoded opens gzip and GB18030 and returns the first 64 KiB beside the whole.
func decoded(in io.Reader) (*bufio.Reader, []byte, error) {
	text := bufio.NewReaderSize(in, lookAhead)
	if magic, _ := text.Peek(2); bytes.Equal(magic, []byte{0x1f, 0x8b}) {
		plain, err := gzip.NewReader(text)
		if err != nil {
			return nil, nil, err
		}
		text = bufio.NewReaderSize(plain, lookAhead)
	}
	head, err := text.Peek(lookAhead)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, nil, err
	}
	if !utf8.Valid(head[:lastLine(head)]) {
		text = bufio.NewReaderSize(simplifiedchinese.GB18030.NewDecoder().Reader(text), lookAhead)
		head, _ = text.Peek(lookAhead)
	}
	if bytes.HasPrefix(head, []byte("\ufeff")) {
		_, err := text.Discard(3)
		return text, head[3:], err
	}
	return text, head, nil
}

// lastLine returns where the last line begins if there are several, so that no
// letter is cut in two.
func lastLine(head []byte) int {
	if at := bytes.LastIndexByte(head, '\n'); at >= 0 {
		return at
	}
	return len(head)
}

// commas reports whether products are separated by commas.
func (q FileRequest) commas(head []byte) bool {
	return q.Separator == "comma" || q.Separator == "" && bytes.IndexByte(head, ',') >= 0
}

// collector numbers baskets and products as they come.
type collector struct {
	dropped  map[string]bool
	products map[string]int32
	names    []string
	starts   []int
	items    []int32
	orders   map[string]int32 // of a table
	basketOf []int32          // of a table: the basket of each item
	skipped  int
	returned int
}

const noProduct = -1

func newCollector(drop []string) *collector {
	c := &collector{dropped: map[string]bool{}, products: map[string]int32{}, starts: []int{0}, orders: map[string]int32{}}
	for _, name := range drop {
		c.dropped[strings.TrimSpace(name)] = true
	}
	return c
}

// product returns the number of a trimmed name, noProduct for one to drop.
func (c *collector) product(name []byte) int32 {
	if n, known := c.products[string(name)]; known {
		return n
	}
	n := int32(noProduct)
	if !c.dropped[string(name)] {
		n = int32(len(c.names))
		c.names = append(c.names, string(name))
	}
	c.products[string(name)] = n
	return n
}

// baskets gathers the items of a table by basket, and numbers the products by name.
func (c *collector) baskets() Baskets {
	if len(c.orders) > 0 {
		c.gather()
	}
	names := slices.Sorted(slices.Values(c.names))
	number := make([]int32, len(names))
	for n, name := range names {
		number[c.products[name]] = int32(n)
	}
	for i, item := range c.items {
		c.items[i] = number[item]
	}
	return Baskets{Baskets: stat.Baskets{Starts: c.starts, Items: c.items}, Names: names, Skipped: c.skipped, Returned: c.returned}
}

// gather sorts the items by basket, counting.
func (c *collector) gather() {
	starts := make([]int, len(c.orders)+2)
	for i, b := range c.basketOf {
		if c.items[i] != noProduct {
			starts[b+2]++
		}
	}
	for b := 2; b < len(starts); b++ {
		starts[b] += starts[b-1]
	}
	items := make([]int32, starts[len(starts)-1])
	for i, b := range c.basketOf {
		if c.items[i] != noProduct {
			items[starts[b+1]] = c.items[i]
			starts[b+1]++
		}
	}
	c.starts, c.items = starts[:len(starts)-1], items
}
