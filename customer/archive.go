package customer

import (
	"context"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"huike"
	"huike/store"
)

// Trait is one thing told of a customer besides name and place: an attribute
// such as age, education or occupation, or a note of the archive. Without text
// and number it is no longer known.
type Trait struct {
	Name   string
	Since  huike.Day // from when on it is so
	Text   string
	Number *float64
	Source string // import, agent, survey
}

// ArchiveFields lists what the archive asks for by itself (S1-40, S2-23); a shop
// may add names of its own.
var ArchiveFields = []string{"age", "education", "occupation", "credit_level", "region_note", "behaviour", "psychology", "need_change", "product_feel", "experience"}

const (
	longestName  = 40
	longestValue = 2000
)

func (t Trait) check() error {
	name := strings.TrimSpace(t.Name)
	if name == "" || name != t.Name || utf8.RuneCountInString(name) > longestName || strings.ContainsFunc(name, unicode.IsControl) {
		return huike.Errorf(huike.Invalid, "customer.trait_name", "a field of the archive needs a name of 1 to %d characters, without blanks around it", longestName)
	}
	if utf8.RuneCountInString(t.Text) > longestValue {
		return huike.Errorf(huike.Invalid, "customer.trait_text", "the field %s is longer than %d characters; shorten it", t.Name, longestValue)
	}
	return nil
}

// SetTraits writes what is told of a customer from t.Since on; the same field of
// the same day is replaced, older days stay as they were. An unknown customer is
// an error of kind NotFound, a name or text that cannot be one of kind Invalid.
func (c *Customers) SetTraits(ctx context.Context, id huike.CustomerID, traits []Trait, arrived time.Time) error {
	for _, t := range traits {
		if err := t.check(); err != nil {
			return err
		}
	}
	return c.db.Write(ctx, func(tx store.Tx) error {
		for _, t := range traits {
			if err := setTrait(ctx, tx, id, t, arrived); err != nil {
				return err
			}
		}
		return nil
	})
}

func setTrait(ctx context.Context, tx store.Tx, id huike.CustomerID, t Trait, arrived time.Time) error {
	key := store.Args{"customer": id, "name": t.Name, "since": t.Since}
	if _, err := tx.Exec(ctx, queries.Get("trait_drop"), key); err != nil {
		return err
	}
	var text, number any
	if t.Text != "" {
		text = t.Text
	}
	if t.Number != nil {
		number = *t.Number
	}
	n, err := tx.Exec(ctx, queries.Get("trait_set"), store.Args{"customer": id, "name": t.Name, "since": t.Since,
		"text": text, "number": number, "source": t.Source, "arrived": arrived})
	if err == nil && n == 0 {
		return huike.Errorf(huike.NotFound, "customer.unknown", "there is no customer %d", id)
	}
	return err
}

// Traits returns what is known of a customer on a day, by name.
func (c *Customers) Traits(ctx context.Context, id huike.CustomerID, asOf huike.Day) ([]Trait, error) {
	return store.All(ctx, c.db, queries.Get("trait_of"), store.Args{"customer": id, "as_of": asOf}, func(r *store.Rows) (Trait, error) {
		var t Trait
		err := r.Scan(&t.Name, &t.Since, &t.Text, &t.Number, &t.Source)
		return t, err
	})
}
