package segment

import (
	"fmt"
	"strings"
	"testing"

	"huike"
)

func TestParseRefuses(t *testing.T) {
	f := func(rule, code, sentence string) {
		t.Helper()
		_, err := Parse([]byte(rule))
		if huike.KindOf(err) != huike.Invalid || huike.CodeOf(err) != code {
			t.Errorf("%s: got %v (%s), want code %s", rule, err, huike.CodeOf(err), code)
			return
		}
		if got := huike.SentenceOf(err); !strings.HasPrefix(got, sentence) {
			t.Errorf("%s:\n got %s\nwant %s", rule, got, sentence)
		}
	}
	deep := strings.Repeat(`{"not":`, MaxDepth) + `{"all":[]}` + strings.Repeat(`}`, MaxDepth)
	one := `{"field":"orders","op":"eq","value":1}`
	f(``, "segment.json", `the rule is not JSON; the shortest one is {"all":[]}, which means everybody`)
	f(`[]`, "segment.type", `rule: must be an object, for example {"field":"stage"`)
	f(`{}`, "segment.node", `rule: needs exactly one of all, any, not, field, bought, message, orders, was, did, chatted, reviewed, refunded, came_from, told, state, past_contacted, redeemed, segment, and has 0`)
	f(`{"all":[],"any":[]}`, "segment.node", `rule: needs exactly one of`)
	f(`{"all":[],"op":"eq"}`, "segment.node", `rule: "all" stands alone; op and value belong to field`)
	f(`{"all":[],"all":[]}`, "segment.twice", `rule: "all" stands there twice`)
	f(`{"al":[]}`, "segment.unknown_key", `rule: the key "al" is not known; did you mean "all"? The keys are all, any, not,`)
	f(`{"all":{}}`, "segment.type", `rule.all: must be a list of rules`)
	f(`{"all":null}`, "segment.type", `rule.all: must be a list of rules`)
	f(`{"any":[]}`, "segment.empty", `rule.any: is empty and so means nobody; put a condition into it or take it away`)
	f(`{"all":[{"any":[1]}]}`, "segment.type", `rule.all[0].any[0]: must be an object`)
	f(`{"not":[]}`, "segment.type", `rule.not: must be an object`)
	f(deep, "segment.too_deep", "rule"+strings.Repeat(".not", MaxDepth)+`: a rule may nest 12 deep, and this one goes deeper`)
	f(`{"all":[`+strings.Repeat(one+",", MaxConditions)+one+`]}`, "segment.too_many", `rule.all[200]: a rule may hold 200 conditions, and this is one more`)
	f(`{"all":[`+strings.Repeat(" ", maxBytes)+`]}`, "segment.too_long", `the rule has more than 4194304 bytes; bring long lists as a list segment instead`)

	f(`{"all":[{"field":"recency_day","op":"gt","value":1}]}`, "segment.unknown_field", `rule.all[0].field: there is no field "recency_day"; did you mean "recency_days"? The fields are first_day, second_day,`)
	f(`{"field":"qqqqqqqqqq","op":"gt","value":1}`, "segment.unknown_field", `rule.field: there is no field "qqqqqqqqqq". The fields are first_day,`)
	f(`{"field":7,"op":"gt","value":1}`, "segment.type", `rule.field: must be a text`)
	f(`{"field":"stage","op":"gt","value":"active"}`, "segment.unknown_op", `rule.op: "gt" cannot be asked of stage. The operators are eq, ne, in, not_in`)
	f(`{"field":"orders","op":"is_null"}`, "segment.unknown_op", `rule.op: "is_null" cannot be asked of orders. The operators are eq, ne, lt,`)
	f(`{"field":"orders","op":"eq","value":1,"x":2}`, "segment.unknown_key", `rule: the key "x" is not known`)
	f(`{"field":"orders","op":"eq"}`, "segment.value", `rule.value: eq takes one value`)
	f(`{"field":"orders","op":"eq","value":[1]}`, "segment.value", `rule.value: eq takes one value`)
	f(`{"field":"orders","op":"eq","value":1.5}`, "segment.type", `rule.value: orders is compared with a whole number`)
	f(`{"field":"orders","op":"eq","value":1e400}`, "segment.type", `rule.value: must be a number, a text or a list of them`)
	f(`{"field":"orders","op":"in","value":[1,"2"]}`, "segment.type", `rule.value[1]: orders is compared with a number`)
	f(`{"field":"orders","op":"in","value":[]}`, "segment.value", `rule.value: in takes a list of at least one value`)
	f(`{"field":"orders","op":"in","value":[`+strings.Repeat("1,", MaxList)+`1]}`, "segment.too_long", `rule.value: has 10001 values; 10000 is the most, so bring them as a list segment instead`)
	f(`{"field":"orders","op":"between","value":[1]}`, "segment.value", `rule.value: between takes a list of two values, the least and the most`)
	f(`{"field":"orders","op":"between","value":[2,1]}`, "segment.range", `rule.value: the least comes first and the most second; swap them`)
	f(`{"field":"city","op":"is_null","value":1}`, "segment.value", `rule.value: is_null takes no value; leave it out`)
	f(`{"field":"city","op":"eq","value":""}`, "segment.empty", `rule.value: is an empty text`)
	f(`{"field":"city","op":"eq","value":"a\u0000"}`, "segment.text", `rule.value: holds a character that no text has (NUL)`)
	f(`{"field":"city","op":"eq","value":"`+strings.Repeat("x", 1001)+`"}`, "segment.too_long", `rule.value: is longer than 1000 bytes`)
	f(`{"field":"city","op":"eq","value":1}`, "segment.type", `rule.value: city is compared with a text`)
	f(`{"field":"stage","op":"eq","value":"slient"}`, "segment.unknown_choice", `rule.value: "slient" is no stage; did you mean "silent"? The choices are after_sale,`)
	f(`{"field":"stage","op":"eq","value":1}`, "segment.type", `rule.value: stage is compared with one of its choices, a text`)
	f(`{"field":"last_day","op":"eq","value":"1.2.2024"}`, "segment.type", `rule.value: "1.2.2024" is not a day; write it as YYYY-MM-DD`)
	f(`{"field":"last_day","op":"eq","value":"0000-01-01"}`, "segment.range", `rule.value: must lie between 1900-01-01 and 2199-12-31`)
	f(`{"field":"last_day","op":"eq","value":20240101}`, "segment.type", `rule.value: last_day is compared with a day, written "YYYY-MM-DD"`)
	f(`{"field":"net","op":"eq","value":1e13}`, "segment.range", `rule.value: is more money than there is`)

	f(`{"bought":{}}`, "segment.no_product", `rule.bought: needs products, categories or title_contains; for purchases of anything use orders`)
	f(`{"bought":{"product":["x"]}}`, "segment.unknown_key", `rule.bought: the key "product" is not known; did you mean "products"? The keys are categories,`)
	f(`{"bought":{"products":"x"}}`, "segment.type", `rule.bought.products: must be a list of texts, for example ["85123A"]`)
	f(`{"bought":{"products":[""]}}`, "segment.empty", `rule.bought.products[0]: is an empty text`)
	f(`{"bought":{"products":["x"],"days":-1}}`, "segment.range", `rule.bought.days: must lie between 1 and 36500, or be left out`)
	f(`{"bought":{"products":["x"],"days":"30"}}`, "segment.type", `rule.bought.days: must be a whole number`)
	f(`{"message":{"kind":"open"}}`, "segment.unknown_kind", `rule.message.kind: "open" is not known; did you mean "opened"? The kinds are received,`)
	f(`{"message":{"kind":"opened","channel":"fax"}}`, "segment.unknown_channel", `rule.message.channel: "fax" is not known. The channels are email`)
	f(`{"message":{"kind":"opened","campaign":-1}}`, "segment.range", `rule.message.campaign: must be the number of a campaign, from 1 up`)
	f(`{"orders":{"from":"2024-02-01","to":"2024-01-01"}}`, "segment.range", `rule.orders: from 2024-02-01 comes after to 2024-01-01; swap them`)
	f(`{"orders":{"from":"2024-02-30"}}`, "segment.type", `rule.orders.from: must be a day, written YYYY-MM-DD`)
	f(`{"orders":{"to":"2400-01-01"}}`, "segment.range", `rule.orders.to: must lie between`)
	f(`{"orders":{"min_amount":-1}}`, "segment.range", `rule.orders.min_amount: must be an amount of money, 0 or more`)
	f(`{"was":{"field":"stage","op":"eq","value":"active"}}`, "segment.day", `rule.was.day: is missing`)
	f(`{"was":{"day":"1.5.2024","field":"stage","op":"eq","value":"active"}}`, "segment.type", `rule.was.day: must be a day, written YYYY-MM-DD`)
	f(`{"was":{"day":"2024-05-01","field":"stag","op":"eq","value":"active"}}`, "segment.unknown_field", `rule.was.field: there is no field "stag"; did you mean "stage"?`)
	f(`{"was":{"day":"2024-05-01","field":"gender","op":"eq","value":"f"}}`, "segment.not_dated", `rule.was.field: what gender was on another day is not kept`)
	f(`{"was":{"day":"2024-05-01","field":"stage","op":"gt","value":"active"}}`, "segment.unknown_op", `rule.was.op: "gt" cannot be asked of stage`)
	f(`{"did":{"kinds":["views"]}}`, "segment.unknown_word", `rule.did.kinds[0]: "views" is not known; did you mean "view"? The words are visit, view,`)
	f(`{"did":{"hours":[8,24]}}`, "segment.range", `rule.did.hours[1]: the hours of a day are 0 to 23`)
	f(`{"did":{"hours":"8"}}`, "segment.type", `rule.did.hours: must be a list of whole numbers`)
	f(`{"did":null}`, "segment.type", `rule.did: must be an object`)
	f(`{"chatted":{"bargained":1}}`, "segment.type", `rule.chatted.bargained: must be true or false`)
	f(`{"chatted":{"max_score":6}}`, "segment.range", `rule.chatted.max_score: must lie between 1 and 5`)
	f(`{"reviewed":{"min_score":4,"max_score":2}}`, "segment.range", `rule.reviewed: min_score 4 is above max_score 2; swap them`)
	f(`{"refunded":{"kinds":["returns"]}}`, "segment.unknown_word", `rule.refunded.kinds[0]: "returns" is not known; did you mean "return"?`)
	f(`{"past_contacted":{"campaign":7}}`, "segment.type", `rule.past_contacted.campaign: must be a text`)
	f(`{"redeemed":{"coupon":"C5"}}`, "segment.unknown_key", `rule.redeemed: the key "coupon" is not known. The keys are campaign, days, min_times`)
	f(`{"redeemed":{"days":-1}}`, "segment.range", `rule.redeemed.days:`)
	f(`{"came_from":{}}`, "segment.no_source", `rule.came_from: needs sources or groups`)
	f(`{"came_from":{"groups":["seek"]}}`, "segment.unknown_word", `rule.came_from.groups[0]: "seek" is not known. The words are search, cps,`)
	f(`{"told":{"name":"","op":"eq","value":1}}`, "segment.empty", `rule.told.name: is an empty text`)
	f(`{"told":{"name":"age","op":"contains","value":1}}`, "segment.unknown_op", `rule.told.op: "contains" cannot be asked of age`)
	f(`{"told":{"name":"age","op":"in","value":[1,"x"]}}`, "segment.type", `rule.told.value[1]: age is compared with a number`)
	f(`{"state":{"in":[]}}`, "segment.empty", `rule.state.in: names no state. The states are bounced,`)
	f(`{"state":{"in":["bounce"]}}`, "segment.unknown_word", `rule.state.in[0]: "bounce" is not known; did you mean "bounced"?`)
	f(`{"segment":0}`, "segment.segment", `rule.segment: must be the number of a saved segment, from 1 up`)
	f(`{"segment":"a"}`, "segment.type", `rule.segment: must be a whole number`)
}

func TestCompileRefusesFinerMoneyThanTheCurrencyHas(t *testing.T) {
	f := func(amount, currency, code string) {
		t.Helper()
		for _, rule := range []string{`{"field":"net","op":"ge","value":%s}`, `{"orders":{"min_amount":%s}}`} {
			r, err := Parse(fmt.Appendf(nil, rule, amount))
			if err != nil {
				t.Fatal(err)
			}
			if _, _, err = Compile(r, Scope{Currency: currency}); huike.CodeOf(err) != code {
				t.Errorf("%s %s: got %v", amount, currency, err)
			}
		}
	}
	f("299.99", "CNY", "")
	f("299.999", "CNY", "segment.decimals")
	f("299.5", "JPY", "segment.decimals")
	f("299", "JPY", "")
	f("123456789012.34", "CNY", "")
	f("0.001", "KWD", "")
}

// S0-19: what means everybody by its form is known as such.
func TestS0_19_IsEverybody(t *testing.T) {
	one := `{"field":"orders","op":"eq","value":1}`
	f := func(rule string, want bool) {
		t.Helper()
		r, err := Parse([]byte(rule))
		if err != nil {
			t.Fatal(err)
		}
		if got := IsEverybody(r); got != want {
			t.Errorf("IsEverybody(%s) is %v", rule, got)
		}
	}
	f(`{"all":[]}`, true)
	f(`{"all":[{"all":[]}]}`, true)
	f(`{"any":[`+one+`,{"all":[]}]}`, true)
	f(`{"not":{"not":{"all":[]}}}`, true)
	f(`{"not":{"all":[]}}`, false)
	f(`{"all":[{"all":[]},`+one+`]}`, false)
	f(`{"not":{"all":[`+one+`,{"not":{"all":[]}}]}}`, true)
	f(one, false)
}
