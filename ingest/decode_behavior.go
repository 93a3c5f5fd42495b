package ingest

import (
	"regexp"
	"strings"
)

// behaviorHeader names the columns of Taobao UserBehavior, which has no header.
var behaviorHeader = []string{"userbehavior user", "userbehavior item", "userbehavior category", "userbehavior behavior", "userbehavior time"}

var behaviorLine = regexp.MustCompile(`^\d+,\d+,\d+,(pv|buy|cart|fav),-?\d+\s*$`)

// isBehavior recognises Taobao UserBehavior by its first lines.
func isBehavior(text string) bool {
	n := 0
	for line := range strings.Lines(strings.TrimPrefix(text, "\ufeff")) {
		if n == 5 || !strings.HasSuffix(line, "\n") && n > 0 {
			break
		}
		if !behaviorLine.MatchString(line) {
			return false
		}
		n++
	}
	return n > 0
}

// headed gives a header to rows that have none.
type headed struct {
	header []string
	rows   records
	begun  bool
}

// next returns the header first.
func (h *headed) next() (int64, []string, error) {
	if !h.begun {
		h.begun = true
		return 0, h.header, nil
	}
	return h.rows.next()
}
