package ingest

import "slices"

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
	columns := slices.Concat(who(false), []column{
		{Target{"name", "Name of the person", "identity", false}, "", "姓名,收货人姓名,真实姓名"},
		{Target{"gender", "Gender", "text", false}, "", "sex,性别"},
		{Target{"birthday", "Birthday", "day", false}, "", "date of birth,生日,出生日期"},
		{Target{"country", "Country", "text", false}, "", "国家"},
		{Target{"province", "Province", "text", false}, "", "省份,省"},
		{Target{"city", "City", "text", false}, "", "城市,市"},
		{Target{"since", "Told on", "day", false}, "", "told_on,登记日期,更新日期"},
		{Target{freeTrait, "An attribute, under the column's name", "text", false}, "", ""},
	})
	return kind{id: "traits", label: "Attributes of customers", columns: columns, some: []string{"gender", "birthday", freeTrait},
		steps: []string{"person", "trait"}, put: (*facts).putTraits}
}

// traitName is the name under which a column's attribute is kept.
func traitName(header string) string {
	key := headerKey(header)
	return first(traitNames[key], key)
}
