package evaluate

import (
	"fmt"
	"slices"
	"sort"
	"strings"

	"huike"
)

// people says whose each row is, and in which arm everybody is.
type people struct {
	of  []int // row → person; −1 where the row does not count
	arm []int // person → place of the arm in the report
}

// mostArms is how many arms a file may have.
const mostArms = 50

// assign puts the rows that are kept into arms and gives them to their people.
func (f *file) assign(keep []bool) error {
	inArm, names, err := f.arms(keep)
	if err != nil {
		return err
	}
	f.people = people{of: make([]int, len(f.rows))}
	known, several := map[string]int{}, 0
	for i, arm := range inArm {
		f.people.of[i] = -1
		switch {
		case arm < 0:
			continue
		case f.Customer == "":
			f.people.of[i] = len(f.people.arm)
			f.people.arm = append(f.people.arm, arm)
			continue
		case f.cells[f.Customer][i] == "":
			f.report.Rows.WithoutCustomer++
			continue
		}
		p, found := known[f.cells[f.Customer][i]]
		if !found {
			p = len(f.people.arm)
			known[f.cells[f.Customer][i]] = p
			f.people.arm = append(f.people.arm, arm)
		}
		if f.people.arm[p] >= 0 && f.people.arm[p] != arm {
			f.people.arm[p], several = -1, several+1
		}
		f.people.of[i] = p
	}
	f.setAside()
	f.countArms(names)
	f.tell(several)
	return nil
}

// setAside takes those out who are in several arms, and numbers the others anew.
func (f *file) setAside() {
	place, arms := make([]int, len(f.people.arm)), f.people.arm[:0]
	for p, arm := range f.people.arm {
		if place[p] = -1; arm >= 0 {
			place[p] = len(arms)
			arms = append(arms, arm)
		}
	}
	f.people.arm = arms
	for i, p := range f.people.of {
		if p < 0 {
			continue
		}
		if f.people.of[i] = place[p]; place[p] < 0 {
			f.report.Rows.InSeveralArms++
		} else {
			f.report.Rows.Counted++
		}
	}
}

func (f *file) countArms(names []string) {
	sizes := make([]int64, len(names))
	for _, arm := range f.people.arm {
		sizes[arm]++
	}
	for k, name := range names {
		f.report.Arms = append(f.report.Arms, FileArm{name, sizes[k]})
	}
}

// tell says which rows do not count, and how rows became people.
func (f *file) tell(several int) {
	rows := f.report.Rows
	if rows.WithoutArm > 0 {
		f.note("%s no arm and %s left out.", plural(rows.WithoutArm, "row has", "rows have"), isAre(rows.WithoutArm))
	}
	if f.Customer == "" {
		return
	}
	if rows.WithoutCustomer > 0 {
		f.note("%s no customer and %s left out.", plural(rows.WithoutCustomer, "row has", "rows have"), isAre(rows.WithoutCustomer))
	}
	if several > 0 {
		f.note("%s in more than one arm and left out, with %s: what they did belongs to no arm alone.",
			plural(int64(several), "customer is", "customers are"), plural(rows.InSeveralArms, "row", "rows"))
	}
	people := int64(0)
	for _, a := range f.report.Arms {
		people += a.Customers
	}
	if rows.Counted > people {
		f.note("The %d rows that count are of %d customers: amounts are added up for each of them, and a rate is 1 if it is 1 in any of their rows.", rows.Counted, people)
	}
}

// arms returns the place of each row's arm, −1 where it does not count, and the
// arms' names: the control, then the others by name.
func (f *file) arms(keep []bool) (inArm []int, names []string, err error) {
	place := map[string]int{}
	for i, name := range f.cells[f.Arm] {
		switch {
		case !keep[i]:
		case name == "":
			f.report.Rows.WithoutArm++
		default:
			place[name] = 0
		}
	}
	if names, err = f.armNames(place); err != nil {
		return nil, nil, err
	}
	for k, name := range names {
		place[name] = k
	}
	inArm = make([]int, len(f.rows))
	for i, name := range f.cells[f.Arm] {
		if inArm[i] = -1; keep[i] && name != "" {
			inArm[i] = place[name]
		}
	}
	return inArm, names, nil
}

func (f *file) armNames(found map[string]int) ([]string, error) {
	var names []string
	for name := range found {
		names = append(names, name)
	}
	slices.Sort(names)
	control, err := f.controlAmong(names)
	if err != nil {
		return nil, err
	}
	if len(names) > mostArms {
		return nil, huike.Errorf(huike.Invalid, "evaluate.many_arms", "the column %q has %d different values, and at most %d arms can be compared; see that it names the arm", f.Arm, len(names), mostArms)
	}
	if len(names) == 1 {
		return nil, huike.Errorf(huike.Invalid, "evaluate.one_arm", "every row of %s that counts belongs to %q; there is no other arm to compare", f.Path, control)
	}
	f.report.Control = control
	f.noteAlike(names)
	sort.SliceStable(names, func(i, j int) bool { return names[i] == control && names[j] != control })
	return names, nil
}

// controlAmong finds the control by its name, or by the only one that differs
// from it in case.
func (f *file) controlAmong(names []string) (string, error) {
	wanted, alike := trim(f.Control), []string{}
	if slices.Contains(names, wanted) {
		return wanted, nil
	}
	for _, n := range names {
		if strings.EqualFold(n, wanted) {
			alike = append(alike, n)
		}
	}
	if len(alike) == 1 {
		return alike[0], nil
	}
	if len(names) == 0 {
		return "", huike.Errorf(huike.Invalid, "evaluate.no_rows", "no row of %s counts: %d of %d fulfil the conditions, and %d have no arm", f.Path, f.report.Rows.Read-f.report.Rows.Filtered, f.report.Rows.Read, f.report.Rows.WithoutArm)
	}
	more := ""
	if len(names) > 10 {
		more = ", …"
	}
	return "", huike.Errorf(huike.Invalid, "evaluate.no_control", "the column %q has no value %q; it has: %s%s", f.Arm, f.Control, strings.Join(names[:min(len(names), 10)], ", "), more)
}

// noteAlike warns of arms that may be one.
func (f *file) noteAlike(names []string) {
	for i, a := range names {
		for _, b := range names[i+1:] {
			if strings.EqualFold(a, b) {
				f.note("The arms %q and %q differ in upper and lower case only, and are taken for two; write them alike if they are one.", a, b)
			}
		}
	}
}

func (f *file) note(format string, args ...any) {
	f.report.Notes = append(f.report.Notes, fmt.Sprintf(format, args...))
}

func plural(n int64, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

func isAre(n int64) string {
	if n == 1 {
		return "is"
	}
	return "are"
}
