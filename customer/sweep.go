package customer

import (
	"context"
	"strings"

	"huike/store"
)

// sweep takes the rows of one table along with a merge, or back. Its statements
// are made of the names that packages declare, of nothing that came in.
type sweep struct {
	ctx   context.Context
	tx    store.Tx
	merge Merge
	fact  store.PerCustomer
}

func (s sweep) run(name, sql string) (int64, error) {
	return s.tx.Exec(s.ctx, store.Compiled("customer/"+name+"_"+s.fact.Table, strings.NewReplacer("{t}", s.fact.Table, "{key}", rowKey(s.fact, s.fact.Table+"."),
		"{key_k}", rowKey(s.fact, "k."), "{own}", own(s.fact), "{by}", s.fact.By, "{parent}", s.fact.Parent, "{born}", s.fact.Born).Replace(sql)),
		s.args(sql))
}

// args are those that a statement names.
func (s sweep) args(sql string) store.Args {
	all := store.Args{"merge": s.merge.ID, "source": s.merge.From, "target": s.merge.Into}
	for name := range all {
		if !strings.Contains(sql, "@"+name) {
			delete(all, name)
		}
	}
	return all
}

// rowKey is the text of a row's key besides the customer.
func rowKey(f store.PerCustomer, table string) string {
	var all []string
	for _, c := range f.Key {
		all = append(all, "coalesce(CAST("+table+c+" AS varchar), '')")
	}
	return strings.Join(all, " || chr(31) || ")
}

// own is the condition under which a row stands by itself.
func own(f store.PerCustomer) string {
	if f.By == "" {
		return "true"
	}
	return f.Table + "." + f.By + " IS NULL"
}

// left asks for the customers who are others by now and still have rows.
func left(f store.PerCustomer) store.Query {
	return store.Compiled("customer/left_"+f.Table, "SELECT DISTINCT m.from_id FROM customer_merge AS m JOIN "+f.Table+" AS t ON t.customer_id = m.from_id WHERE m.undone_at IS NULL")
}

const logged = "{key} IN (SELECT row_key FROM customer_merge_row WHERE merge_id = CAST(@merge AS bigint) AND table_name = '{t}')"

// along moves the rows of the first customer to the second one, notes which, and
// returns how many. A row that the second one has as well stays; one that an earlier sweep took
// along and that was told anew takes the place of that one.
func (s sweep) along() (moved int64, err error) {
	if s.fact.By != "" {
		if moved, err = s.run("follow", `UPDATE {t} SET customer_id = CAST(@target AS bigint) WHERE customer_id = CAST(@source AS bigint) AND {by} IS NOT NULL`); err != nil {
			return 0, err
		}
	}
	const same = `EXISTS (SELECT 1 FROM {t} AS k WHERE k.customer_id = CAST(@target AS bigint) AND {key_k} = {key})`
	for _, step := range []struct{ name, sql string }{
		{"retold", `DELETE FROM {t} WHERE customer_id = CAST(@target AS bigint) AND {own} AND ` + logged + `
  AND EXISTS (SELECT 1 FROM {t} AS k WHERE k.customer_id = CAST(@source AS bigint) AND {key_k} = {key})`},
		{"note", `INSERT INTO customer_merge_row (merge_id, table_name, row_key)
SELECT DISTINCT CAST(@merge AS bigint), '{t}', {key} FROM {t}
WHERE customer_id = CAST(@source AS bigint) AND {own} AND NOT ` + same + `
  AND NOT ` + logged},
		{"along", `UPDATE {t} SET customer_id = CAST(@target AS bigint)` + s.birth() + ` WHERE customer_id = CAST(@source AS bigint) AND {own} AND NOT ` + same},
	} {
		n, err := s.run(step.name, step.sql)
		if err != nil {
			return 0, err
		}
		if step.name == "along" {
			moved += n
		}
	}
	return moved, nil
}

func (s sweep) birth() string {
	if s.fact.Born == "" {
		return ""
	}
	return ", {born} = coalesce({born}, customer_id)"
}

func (s sweep) rebirth() string {
	if s.fact.Born == "" {
		return ""
	}
	return ", {born} = CASE WHEN {born} = CAST(@source AS bigint) THEN CAST(NULL AS bigint) ELSE {born} END"
}

// back moves what was taken along to where it was.
func (s sweep) back() error {
	steps := []struct{ name, sql string }{
		{"double", `DELETE FROM {t} WHERE customer_id = CAST(@target AS bigint) AND {own} AND ` + logged + `
  AND EXISTS (SELECT 1 FROM {t} AS k WHERE k.customer_id = CAST(@source AS bigint) AND {key_k} = {key})`},
		{"back", `UPDATE {t} SET customer_id = CAST(@source AS bigint)` + s.rebirth() + ` WHERE customer_id = CAST(@target AS bigint) AND {own} AND ` + logged},
	}
	if s.fact.By != "" {
		steps = append(steps, struct{ name, sql string }{"unfollow", `UPDATE {t} SET customer_id = CAST(@source AS bigint)
WHERE customer_id = CAST(@target AS bigint) AND {by} IN (SELECT {by} FROM {parent} WHERE customer_id = CAST(@source AS bigint))`})
	}
	for _, step := range steps {
		if _, err := s.run(step.name, step.sql); err != nil {
			return err
		}
	}
	return nil
}
