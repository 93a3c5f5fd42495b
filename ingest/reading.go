package ingest

import "context"

// Reading is how a file would be read as one kind of facts.
type Reading struct {
	Kind, Label string
	Preset      string  // the preset that fits, "" for none
	Mapping     Mapping // what the columns would mean, as far as they are known
}

// readings are the ways to read a file, the chosen one as it was chosen.
func readings(f *file, c choice) []Reading {
	var all []Reading
	for _, k := range kinds() {
		r := Reading{Kind: k.id, Label: k.label}
		if p, m, ok := k.recognise(f.headers); ok {
			r.Preset, r.Mapping = p.id, m
		} else if k.id == Orders {
			r.Mapping = guessMapping(f.headers)
		} else {
			r.Mapping = k.mapping(k.own(), f.headers)
		}
		if k.id == c.kind.id {
			r.Preset, r.Mapping = c.preset.id, c.mapping
		}
		all = append(all, r)
	}
	return all
}

// onlyShop is the name of the shop when there is but one.
func (i *Ingest) onlyShop(ctx context.Context) (string, error) {
	shops, err := i.orders.Shops(ctx)
	if len(shops) != 1 {
		return "", err
	}
	return shops[0].Name, err
}
