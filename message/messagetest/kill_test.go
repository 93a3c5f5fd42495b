package messagetest

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestLedgerTellsWhatIsWrong(t *testing.T) {
	f := func(l Ledger, want ...string) {
		t.Helper()
		if d := cmp.Diff(want, l.Check()); d != "" {
			t.Errorf("%+v (-want +got)\n%s", l, d)
		}
	}
	one := []string{"a"}
	f(Ledger{Recipients: one, Sent: one, Arrived: one})
	f(Ledger{Recipients: one, Unknown: one, Arrived: one})
	f(Ledger{Recipients: one, Unknown: one})
	f(Ledger{Recipients: one, Sent: one, Arrived: []string{"a", "a"}}, "a got 2 mails")
	f(Ledger{Recipients: one, Sent: one}, "a is on record as sent and nothing arrived")
	f(Ledger{Recipients: one}, "a is 0 times on record as sent and 0 times as unknown")
	f(Ledger{Sent: one, Arrived: one}, "a is no recipient and got a mail")
}

func TestAddressAndBack(t *testing.T) {
	if id := CustomerOf(Address(42)); id != 42 {
		t.Errorf("customer 42 came back as %d", id)
	}
	if id := CustomerOf("someone@else.example"); id != 0 {
		t.Errorf("a stranger is customer %d", id)
	}
}
