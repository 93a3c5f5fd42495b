package customer

import (
	"regexp"
	"slices"
	"strings"
)

// nobodies are the words that systems write where there is no customer number
// and no name.
var nobodies = setOf(`guest guests none nan null nil n/a na #n/a undefined unknown anonymous anonym anon nobody test testing tester
	walk-in walkin guest-checkout cash-sale gast invité invitado ospite convidado гость ゲスト unregistered not-registered no-customer false -
	匿名 匿名用户 匿名买家 匿名客户 游客 访客 散客 未知 未注册 无 空 测试`)

// nothing is a number that counts nobody: 0, 000, 0.0, -1.
var nothing = regexp.MustCompile(`^([-+]?0+(\.0+)?|-1(\.0+)?|[0-]*0[0-]*)$`)

// nobody reports whether a customer number or a name on a platform is a word for
// nobody.
func nobody(value string) bool {
	if len(value) > longestWord || strings.ContainsAny(value, "23456789") {
		return false // no such word has a digit but 0 and 1
	}
	value = strings.Join(strings.Fields(strings.ToLower(value)), "-")
	return nothing.MatchString(value) || nobodies[value]
}

// longestWord is more bytes than any word for nobody has.
const longestWord = 40

// setOf are the words of a list.
func setOf(words string) map[string]bool {
	all := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		all[w] = true
	}
	return all
}

// unaddressed are what stands before the @ where somebody had to fill a column.
var unaddressed = setOf(`noemail no-email no_email no.email nomail no-mail noreply no-reply no_reply no.reply donotreply do-not-reply do_not_reply
	none na n.a n/a nil null nan nobody noone no-one unknown undefined anonymous anon guest test dummy fake invalid nothing notprovided not-provided
	email@email mail@mail a@a aa@aa aaa@aaa abc@abc asd@asd asdf@asdf qwe@qwe qwerty@qwerty x@x xx@xx xxx@xxx no@no user@user customer@customer`)

// perOrder are the hosts of addresses that a platform makes anew for every
// order. Those of Amazon (marketplace.amazon.…), eBay (members.ebay.…) and Apple
// (privaterelay.appleid.com) stay with a buyer and tell who it is.
var perOrder = regexp.MustCompile(`@([^@]*\.)?scs\.tiktok(w|v)?\.[a-z.]+$`)

// placeholder reports whether an address in lower case stands for no person.
func placeholder(address string) bool {
	local, host, _ := strings.Cut(address, "@")
	label, _, _ := strings.Cut(host, ".")
	return unaddressed[local] || unaddressed[local+"@"+label] || strings.Contains(host, ".tiktok") && perOrder.MatchString(address)
}

// invented are numbers that people write instead of their own; 13800138000 is a
// service number of China Mobile.
var invented = []string{"13800138000", "12345678901", "1234567890", "0123456789", "9876543210", "0987654321", "123456789", "12345678"}

// monotonous is how many times in a row the same digit makes a number nobody's.
const monotonous = 8

// made reports whether the digits of a phone number without its country were
// made up.
func made(digits string) bool {
	if slices.Contains(invented, digits) {
		return true
	}
	run := 1
	for i := 1; i < len(digits); i++ {
		if run++; digits[i] != digits[i-1] {
			run = 1
		}
		if run >= monotonous {
			return true
		}
	}
	return digits != "" && strings.Trim(digits, digits[:1]) == ""
}
