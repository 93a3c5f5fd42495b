package customer_test

import (
	"testing"

	"huike/customer"
)

// One number is one customer, however it is written, in the country of the shop.
func TestPhonesOfCountries(t *testing.T) {
	f := func(countries []string, want string, values ...string) {
		t.Helper()
		for _, v := range values {
			if got, ok := customer.NormaliseIn(countries, "phone", v); got != want || !ok {
				t.Errorf("%v %q: %q, %v; want %q", countries, v, got, ok, want)
			}
		}
	}
	china, states, europe := []string{"CN"}, []string{"US"}, []string{"DE", "FR"}
	f(states, "+12025550143", "+12025550143", "(202) 555-0143", "2025550143", "1-202-555-0143", "202.555.0143", "001 202 555 0143", "'2025550143", "2025550143.0",
		"２０２５５５０１４３", "+1 (202) 555‑0143", "tel 202 555 0143")
	f(states, "+13105550143", "13105550143", "310-555-0143")
	f(states, "+8613812345678", "+86 138 1234 5678", "008613812345678", "011 86 13812345678")
	f(china, "+8613812345678", "13812345678", "13812345678.0", "138-1234-5678", "138 1234 5678", "０１３８１２３４５６７８"[3:], "+86 13812345678", "0086-13812345678", "8613812345678", "'13812345678")
	f(china, "+862025550143", "2025550143", "020-2555 0143")
	f(china, "+12025550143", "+1 202 555 0143", "0012025550143")
	f(china, "+8618412345678;ext=1234", "18412345678-1234", "18412345678转1234", "18412345678 转 1234", "18412345678,1234", "+86 18412345678 ext. 1234")
	f(china, "+8695013123456;ext=7788", "95013123456-7788", "95013123456转7788")
	f(china, "+864001234567;ext=88", "400-123-4567-88", "4001234567转88")
	f(china, "+861012345678;ext=801", "010-12345678-801", "010-12345678 分机801")
	f(states, "+12105550148;ext=10000", "+1 210-555-0148 ext. 10000", "210-555-0148 x10000", "(210) 555-0148 #10000", "2105550148;ext=10000")
	f(europe, "+493012345678", "030 12345678", "+49 30 12345678", "0049 30 12345678")
	f(europe, "+33612345678", "+33 6 12 34 56 78", "0033 612345678")
	nobody := func(countries []string, values ...string) {
		t.Helper()
		for _, v := range values {
			if got, ok := customer.NormaliseIn(countries, "phone", v); ok {
				t.Errorf("%v %q is %q; it is nobody's", countries, v, got)
			}
		}
	}
	nobody(china, "00000000000", "11111111111", "13800138000", "+8613800138000", "12345678901", "13800000000", "0", "1", "95013123456", "", "n/a", "138****5678")
	nobody(states, "0000000000", "1111111111", "+10000000000", "1234567890", "13800138000.0.0")
	nobody(nil, "13812345678", "2025550143")
}

func TestCase01_NobodyIsNoIdentity(t *testing.T) {
	f := func(kind string, want bool, values ...string) {
		t.Helper()
		for _, v := range values {
			if got, ok := customer.Normalise(kind, v); ok != want {
				t.Errorf("%s %q: %q, %v", kind, v, got, ok)
			}
		}
	}
	for _, kind := range []string{"external", "nick", "ouid"} {
		f(kind, false, "0", "00", "0000000", "-1", "-1.0", "0.0", "Guest", "GUEST", "none", "NaN", "null", "N/A", "Anonymous", "匿名", "匿名用户", "游客", "test", "测试", "Not Registered", " guest ")
		f(kind, true, "1", "10", "100", "C0000", "测试买家01", "guest12", "testa", "00x", "-12")
	}
	f("anonymous", true, "0", "guest")
	f("email", false, "noemail@shop.example", "No-Reply@shop.example", "none@none.com", "test@test.com", "na@na.com", "unknown@x.com", "guest@x.com", "aaa@aaa.com",
		"q1w2e3@scs.tiktokw.us", "noreply@amazon.com")
	f("email", true, "guest00@example.com", "testa@example.com", "nonna@example.com", "k2j3h4@marketplace.amazon.com", "k2j3@marketplace.amazon.co.uk", "63ae59@members.ebay.com",
		"x7@privaterelay.appleid.com", "mail@example.com", "nan.li@example.com")
}
