package ingest

import (
	"slices"
	"strconv"
)

// mostShared is how many values that too many people bear a report names.
const mostShared = 20

// account settles what became of every row of the file.
func (j *job) account(t *turn) {
	rep := &t.report
	a := &rep.Account
	if j.kind.id != Orders {
		rows := rep.Rows - a.Refused - a.SetAside
		a.New = min(rep.Added, rows)
		a.Changed = min(rep.Changed, rows-a.New)
		a.Known = min(rep.Known, rows-a.New-a.Changed)
		if j.kind.id != "events" { // whose rows may only tell who somebody is
			a.Known = rows - a.New - a.Changed
		}
		a.Part = rows - a.New - a.Changed - a.Known
	}
	rep.Rejected, rep.SetAside = a.Refused, a.SetAside
	rep.Notes = []Note{}
	if left := j.reading.leftOut(); len(left) > 0 {
		rep.Notes = append(rep.Notes, note{"columns_left_out", []string{few(left)}}.told())
	}
	for _, s := range t.shared[:min(len(t.shared), mostShared)] {
		rep.Notes = append(rep.Notes, note{"identity_shared", []string{s.Kind, s.Value, strconv.Itoa(s.Count)}}.told())
	}
	for _, n := range append(slices.Clone(j.reading.file.notes), j.reading.shape...) {
		rep.Notes = append(rep.Notes, n.told())
	}
}

// leftOut are the columns of a guessed file that mean nothing.
func (r *reading) leftOut() []string {
	if r.preset.id != guessed {
		return nil
	}
	var all []string
	for _, h := range r.file.headers {
		if r.mapping[h] == "" && !forbidden(h) && h != "" {
			all = append(all, h)
		}
	}
	return all
}
