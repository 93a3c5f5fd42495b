package ingest

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// What cells look like that name nobody.
var (
	dayCell   = regexp.MustCompile(`^\d{1,4}([-/.年])\d{1,2}([-/.月])\d{1,4}日?([ T]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?)?( ?[AaPp][Mm]|Z| ?[+-]\d{2}:?\d{2})?$`)
	moneyCell = regexp.MustCompile(`^[-+(]?[¥￥$€£]? ?-?\d{1,6}([.,]\d{1,4}){0,2} ?[¥￥$€£%]?\)?$`)
)

// personalParts are parts of headers of columns that tell of a person, by what
// files call them: such columns are masked whatever they look like.
var personalParts = []string{"name", "nick", "user", "mail", "phone", "mobile", "tel", "fax", "contact", "address", "street", "zip", "post", "birth", "born", "note", "comment", "message", "remark", "iban", "card", "client", "customer", "buyer", "recipient",
	"nom", "adresse", "straße", "strasse", "plz", "geburt", "kunde", "rue", "dirección", "calle", "endereço", "cpf", "rfc",
	"姓名", "名字", "昵称", "会员", "客户", "顾客", "买家", "账号", "帐号", "电话", "手机", "邮箱", "邮编", "地址", "街道", "收货", "收件", "生日", "出生", "年龄", "备注", "留言", "身份", "证件", "卡号", "氏名", "住所", "電話"}

// mostWord is how many letters a small word has.
const mostWord = 24

// plainColumn reports whether the cells of a column without a meaning can be
// shown: all of them look like days or amounts, or it is a column of a few words
// that come again and again.
func (f *file) plainColumn(n int) bool {
	key := headerKey(f.headers[n])
	if forbidden(f.headers[n]) || slices.Contains(personal, synonym(f.headers[n])) || slices.ContainsFunc(personalParts, func(part string) bool { return strings.Contains(key, part) }) {
		return false
	}
	count, words, different := 0, false, map[string]bool{}
	for _, row := range f.sample {
		if n >= len(row) || strings.TrimFunc(row[n], isBlank) == "" {
			continue
		}
		cell := strings.TrimFunc(row[n], isBlank)
		count, different[cell] = count+1, true
		if dayCell.MatchString(cell) || moneyCell.MatchString(cell) && digitsIn(cell) < 7 {
			continue
		}
		if words = true; !smallWord(cell) {
			return false
		}
	}
	return count > 0 && (!words || 2*len(different) <= count)
}

func digitsIn(cell string) int {
	n := 0
	for _, r := range cell {
		if unicode.IsDigit(r) {
			n++
		}
	}
	return n
}

func smallWord(cell string) bool {
	return utf8.RuneCountInString(cell) <= mostWord && !strings.Contains(cell, "@") && digitsIn(cell) < 7
}
