package segment

import (
	"bytes"
	"encoding/csv"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"

	"huike"
	"huike/customer"
)

const (
	maxFile = 64 << 20
	maxLine = 1000 // bytes of one identifier
)

// headings are the words of a first line that say what its column holds.
var headings = map[string]string{
	"email": customer.KindEmail, "e-mail": customer.KindEmail, "mail": customer.KindEmail, "邮箱": customer.KindEmail, "电子邮箱": customer.KindEmail,
	"phone": customer.KindPhone, "mobile": customer.KindPhone, "手机": customer.KindPhone, "手机号": customer.KindPhone, "手机号码": customer.KindPhone, "联系手机": customer.KindPhone,
	"nick": customer.KindNick, "会员名": customer.KindNick, "买家会员名": customer.KindNick, "昵称": customer.KindNick,
	"external": customer.KindExternal, "external_id": customer.KindExternal, "customer id": customer.KindExternal,
	"ouid": customer.KindOUID,
	"id":   KindOwn, "customer_id": KindOwn,
}

// identifiers reads the identifiers of a file in their order and what they are,
// "" when neither the caller nor the heading says so.
func identifiers(file io.Reader, kind string) ([]string, string, error) {
	if kind != "" && kind != KindOwn && !slices.Contains(customer.Kinds, kind) {
		return nil, "", huike.Errorf(huike.Invalid, "segment.list_kind", "%s is no kind of identifier; the kinds are %s, %s", quoted(kind), strings.Join(customer.Kinds, ", "), KindOwn)
	}
	text, err := content(file)
	if err != nil {
		return nil, "", err
	}
	var values []string
	column, first := 0, true
	for line := range strings.Lines(text) {
		cells := split(line)
		if first {
			first = false
			if i := slices.IndexFunc(cells, isHeading); i >= 0 {
				column = i
				if kind == "" {
					kind = headings[strings.ToLower(cells[i])]
				}
				continue
			}
		}
		if column < len(cells) && cells[column] != "" && len(cells[column]) <= maxLine {
			values = append(values, cells[column])
		}
	}
	if len(values) == 0 {
		return nil, "", huike.Errorf(huike.Invalid, "segment.list_empty", "the file holds no identifier; write one a line")
	}
	return values, kind, nil
}

func isHeading(cell string) bool {
	_, ok := headings[strings.ToLower(cell)]
	return ok
}

// content reads a file as UTF-8.
func content(file io.Reader) (string, error) {
	raw, err := io.ReadAll(io.LimitReader(file, maxFile+1))
	if err != nil {
		return "", huike.Because(err, huike.Invalid, "segment.list_read", "the file cannot be read to its end; bring it again")
	}
	if len(raw) > maxFile {
		return "", huike.Errorf(huike.Invalid, "segment.list_size", "the file is larger than %d MiB; part it", maxFile>>20)
	}
	raw = bytes.TrimPrefix(raw, []byte("\xef\xbb\xbf"))
	if !utf8.Valid(raw) {
		if raw, err = simplifiedchinese.GB18030.NewDecoder().Bytes(raw); err != nil {
			return "", huike.Because(err, huike.Invalid, "segment.list_text", "the file is no text in UTF-8 or GB18030; save it as CSV or plain text")
		}
	}
	if bytes.IndexByte(raw, 0) >= 0 {
		return "", huike.Errorf(huike.Invalid, "segment.list_text", "the file is no plain text; save it as CSV or plain text")
	}
	return string(raw), nil
}

// split returns the trimmed cells of one line.
func split(line string) []string {
	line = strings.TrimSpace(line)
	if !strings.ContainsAny(line, `",`) {
		return []string{line}
	}
	r := csv.NewReader(strings.NewReader(line))
	r.LazyQuotes, r.TrimLeadingSpace = true, true
	cells, err := r.Read()
	if err != nil {
		return []string{line}
	}
	for i := range cells {
		cells[i] = strings.TrimSpace(cells[i])
	}
	return cells
}
