package ingest

import (
	"slices"
	"strings"
)

// freeTrait is what a column means that tells something of a customer under the
// column's own name. Any number of columns may mean it.
const freeTrait = "trait"

// traitNames are the names under which well-known attributes are kept.
var traitNames = map[string]string{
	"age": "age", "年龄": "age", "education": "education", "学历": "education", "教育程度": "education", "occupation": "occupation", "职业": "occupation",
	"credit_level": "credit_level", "信用等级": "credit_level", "买家信用": "credit_level", "level": "level", "会员等级": "level",
	"income": "income", "收入": "income", "marital_status": "marital_status", "婚姻状况": "marital_status",
}

// traitKind is what is told of customers besides what they bought.
func traitKind() kind {
	columns := slices.Concat(who(false), []field{
		{Target{"name", "Name of the person", "identity", false}, "", "姓名,收货人姓名,真实姓名"},
		{Target{"gender", "Gender", "text", false}, "", "sex,性别"},
		{Target{"birthday", "Birthday", "day", false}, "", "date of birth,生日,出生日期"},
		{Target{"country", "Country", "text", false}, "", "国家"},
		{Target{"province", "Province", "text", false}, "", "省份,省"},
		{Target{"city", "City", "text", false}, "", "城市,市"},
		{Target{"since", "Told on", "day", false}, "", "told_on,登记日期,更新日期"},
		{Target{freeTrait, "An attribute, under the column's name", "text", false}, "", ""},
	})
	return kind{id: "traits", label: "Attributes of customers", columns: columns, some: []string{"gender", "birthday", freeTrait}, presets: contactPresets(),
		steps: []string{"person", "trait"}, put: (*job).putTraits}
}

// traitName is the name under which a column's attribute is kept.
func traitName(header string) string {
	key := headerKey(header)
	return first(traitNames[key], key)
}

// private are parts of headers of columns that tell where somebody lives or how
// to reach her. Attributes are kept in the clear, so these are never taken for
// one unless a person says so.
var private = []string{"地址", "address", "qq", "微信", "wechat", "支付宝", "alipay", "电话", "手机", "phone", "mail", "邮箱", "证件", "passport", "银行", "bank"}

// telling reports whether a column that nobody named may be taken for an
// attribute.
func telling(header string) bool {
	key := headerKey(header)
	return key != "" && !forbidden(header) && !slices.Contains(extra, header) &&
		!slices.ContainsFunc(private, func(p string) bool { return strings.Contains(key, p) })
}
