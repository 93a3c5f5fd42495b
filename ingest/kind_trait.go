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
		{Target{"agreed", "Agreed to marketing e-mail", "text", false}, "consent_word",
			"accepts_marketing,accepts marketing,accepts email marketing,email marketing consent,email consent,email_consent,email_marketing_consent,email_opt_in,接受营销,同意营销,是否同意营销,邮件订阅,接受邮件营销"},
		{Target{"agreed_sms", "Agreed to marketing by text message", "text", false}, "consent_word",
			"accepts sms marketing,sms consent,sms marketing consent,sms_consent,sms_marketing_consent,sms_opt_in,短信订阅,接受短信营销,是否同意短信"},
		{Target{"agreed_at", "Time of that answer", "time", false}, "", "confirm_time,optin_time,opt_in_time,consent_time,同意时间,订阅时间"},
		{Target{"unsubscribed_at", "Time of unsubscribing", "time", false}, "", "unsub_time,unsubscribe_time,unsubscribed_on,退订时间"},
		{Target{freeTrait, "An attribute, under the column's name", "text", false}, "", ""},
	})
	return kind{id: "traits", label: "Attributes of customers", columns: columns, some: []string{"gender", "birthday", "agreed", "agreed_sms", "agreed_at", "unsubscribed_at", freeTrait}, presets: contactPresets(),
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
