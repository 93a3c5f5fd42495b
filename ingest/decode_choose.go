package ingest

import (
	"fmt"
	"slices"
	"strings"

	"huike"
)

// choose takes the first table whose header is known, else the first that is
// filled, and with it all that have the same columns; the others are noted.
func (f *file) choose(found []*part, o options) error {
	var filledParts []*part
	for _, p := range found {
		filled, err := p.look()
		if err != nil {
			return err
		}
		if filled {
			filledParts = append(filledParts, p)
		} else if p.name != "" {
			f.note("part_empty", p.name)
		}
	}
	if len(filledParts) == 0 {
		return huike.Errorf(huike.Invalid, "import.empty", "the file is empty; export it again with its rows")
	}
	chosen := best(filledParts)
	if o.sheet != "" && f.format != formatText {
		i := indexOf(filledParts, o.sheet)
		if i < 0 {
			return huike.Errorf(huike.Invalid, "import.no_sheet", "the file has no sheet %q with rows in it; it has %s", o.sheet, names(filledParts))
		}
		chosen = filledParts[i]
	}
	f.take(chosen, filledParts, o.sheet != "")
	return nil
}

func names(all []*part) string {
	var n []string
	for _, p := range all {
		n = append(n, p.name)
	}
	return strings.Join(n, ", ")
}

func indexOf(all []*part, name string) int {
	for i, p := range all {
		if strings.EqualFold(strings.TrimSpace(p.name), strings.TrimSpace(name)) {
			return i
		}
	}
	return -1
}

// best is the first part that shows a known header clearly, else the first that
// shows one at all, else the first; those that people see go before hidden ones.
func best(all []*part) *part {
	for _, known := range []func(*part) bool{
		func(p *part) bool {
			return p.frame.known >= 4 || p.frame.known >= 2 && 2*p.frame.known >= full(p.frame.cells)
		},
		func(p *part) bool { return p.frame.known >= 2 },
		func(p *part) bool { return p.frame.rows > 0 },
		func(*part) bool { return true },
	} {
		for _, hidden := range []bool{false, true} {
			for _, p := range all {
				if p.hidden == hidden && known(p) {
					return p
				}
			}
		}
	}
	return all[0]
}

// take makes the chosen table the file's, with all that continue it.
func (f *file) take(chosen *part, all []*part, only bool) {
	f.headers = unique(chosen.header())
	f.bare, f.json = chosen.form.behavior, chosen.form.calls
	if chosen.form.encoding != "" {
		f.encoding, f.delim = chosen.form.encoding, chosen.form.delim
	}
	if fr := chosen.frame; !fr.exact && (fr.header != 1 || fr.describes != nil) {
		f.lenient = true
	}
	f.tables = nil
	for _, p := range all {
		headers := unique(p.header())
		order, alike := permutation(f.headers, headers)
		switch {
		case p == chosen || alike && !p.hidden && !only:
			p.order = order
			p.frame.cells = p.frame.cells[:len(headers)]
			f.tables = append(f.tables, p)
			if p.name != "" {
				f.parts = append(f.parts, p.name)
			}
		case only:
			f.note("part_not_chosen", p.name)
		case p.hidden && alike:
			f.note("part_hidden", p.name)
		default:
			f.note("part_other_columns", p.name)
		}
	}
	if len(f.parts) > 1 {
		f.note("parts_joined", fmt.Sprint(len(f.parts)), strings.Join(f.parts, ", "))
	}
	for _, p := range all {
		if p.name != "" {
			f.sheets = append(f.sheets, Sheet{p.name, slices.Contains(f.tables, p)})
		}
	}
	f.encodingNotes()
}

// header is the header of a part; a workbook's has no empty cells at its end.
func (p *part) header() []string {
	cells := p.frame.cells
	n := len(cells)
	for p.padded && n > 1 && strings.TrimFunc(cells[n-1], isBlank) == "" {
		n--
	}
	return cells[:n]
}

// permutation tells where the columns of one header stand in another that has
// the same; order is nil where they stand alike.
func permutation(want, have []string) (order []int, same bool) {
	if len(want) != len(have) {
		return nil, false
	}
	at := map[string]int{}
	for i, h := range have {
		at[headerKey(h)] = i
	}
	moved := false
	for i, h := range want {
		from, ok := at[headerKey(h)]
		if !ok {
			return nil, false
		}
		moved = moved || from != i
		order = append(order, from)
	}
	if len(at) != len(want) {
		return nil, strings.EqualFold(strings.Join(want, "\x00"), strings.Join(have, "\x00"))
	}
	if !moved {
		return nil, true
	}
	return order, true
}
