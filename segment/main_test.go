package segment

import (
	"testing"

	"huike/store/storetest"
)

func TestMain(m *testing.M) { storetest.Main(m) }
