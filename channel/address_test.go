package channel

import (
	netmail "net/mail"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestCase21_OneTestOfAnAddress(t *testing.T) {
	f := func(address, want string) {
		t.Helper()
		got, ok := MailAddress(address)
		if ok != (want != "") || ok && got != want {
			t.Errorf("%q is %q, %v; want %q", address, got, ok, want)
		}
	}
	f("li@example.com", "li@example.com")
	f("  Li.Lei+news@Example.COM ", "li.lei+news@example.com")
	f("o'neil_{x}@shop.test", "o'neil_{x}@shop.test")
	f("a@my_shop.example", "a@my_shop.example")
	f("a@b-c.example", "a@b-c.example")
	f("name@bücher.example", "name@xn--bcher-kva.example")
	f("name@BÜCHER.example", "name@xn--bcher-kva.example")
	f("name@xn--bcher-kva.example", "name@xn--bcher-kva.example")
	f("name@straße.example", "name@xn--strae-oqa.example") // IDNA 2008, not strasse
	f("name@例子.公司", "name@xn--fsqu00a.xn--55qx5d")
	f("name@例子。公司", "name@xn--fsqu00a.xn--55qx5d")
	f("name@пример.рф", "name@xn--e1afmkfd.xn--p1ai")
	f("li@\u200bexample.com", "li@example.com") // copied from a web page
	for _, bad := range []string{
		"", "@", "li", "li@", "@example.com", "li@example", "double..dot@example.com", ".li@example.com", "li.@example.com",
		"李雷@example.com", "li lei@example.com", "li@exa mple.com", `"li"@example.com`, "li@[127.0.0.1]", "li@127.0.0.1", "li@example..com", "li@.example.com",
		"li@example.com.", "li@-a.example", "li@a-.example", "a@b@example.com", "li,lei@example.com", "li<lei>@example.com",
		"guest1@shop.invalid", "guest@invalid", "root@localhost", "root@mail.localhost", "li@exam\tple.com", "li@bücher", "li@bü cher.example",
		"li(x)@example.com", "li:x@example.com", "li@" + strings.Repeat("a", 64) + ".example", strings.Repeat("a", 65) + "@example.com",
		"li@" + strings.Repeat("abcdefgh.", 28) + "example", "li@xn--.example\x00",
	} {
		f(bad, "")
	}
}

// What passes is what the library that writes the mail takes as an address, and
// passing it again changes nothing.
func TestCase21_WhatPassesCanBeSent(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		address := rapid.StringMatching(`[a-zA-Z0-9.!+_ü"(-]{1,8}@[a-zA-Zü例0-9.-]{1,12}`).Draw(t, "address")
		got, ok := MailAddress(address)
		if !ok {
			return
		}
		parsed, err := netmail.ParseAddress(got)
		if err != nil || parsed.Address != got || !ascii(got) {
			t.Fatalf("%q passes as %q, and a mail cannot be written to it: %v", address, got, err)
		}
		if again, ok := MailAddress(got); !ok || again != got {
			t.Fatalf("%q becomes %q and then %q", address, got, again)
		}
	})
}
