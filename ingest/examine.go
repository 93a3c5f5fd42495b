package ingest

import (
	"context"

	"huike"
)

// examine looks at all cells of the file, for what they prove and leave open.
func (i *Ingest) examine(ctx context.Context, r *reading, g *Guess) error {
	if err := i.scratch(ctx, r); err != nil {
		return err
	}
	defer r.close()
	r.zone, r.scale, r.settleShop = "UTC", 100, func(s shape) error {
		if zone := zoneBy(s.Offsets, g.Currency); zone != "" {
			g.TimeZone, g.ZoneBy = zone, "file"
		}
		return nil
	}
	if err := r.stage(ctx); err != nil {
		return err
	}
	g.Format.Encoding = r.file.encoding
	if err := r.examFully(ctx, g); err != nil {
		return err
	}
	g.Slashed = r.seen.Slashed > 0
	words, err := r.unknownWords(ctx)
	g.Words = words
	return err
}

// examFully looks until nothing new is in doubt: what is in doubt is taken one way
// meanwhile, to see what else the person must say.
func (r *reading) examFully(ctx context.Context, g *Guess) error {
	for {
		err := r.exam(ctx)
		if r.fallsBack(ctx, err) {
			if err = r.leniently(ctx); err != nil {
				return err
			}
			err = r.exam(ctx)
		}
		switch code := huike.CodeOf(err); {
		case code == "import.dates_doubtful" && r.format.Dates == "":
			r.format.Dates = r.whole.dates
		case code == "import.decimal_doubtful" && r.format.Decimal == "":
			r.format.Decimal = r.whole.decimal
		case err != nil:
			return err
		default:
			g.Format.Decimal, g.Format.Dates = r.whole.decimal, r.whole.dates
			for _, d := range g.Doubts {
				if d.Code == "import.dates_doubtful" {
					g.Format.Dates = ""
				} else {
					g.Format.Decimal = ""
				}
			}
			return nil
		}
		g.Doubts = append(g.Doubts, Doubt{Code: huike.CodeOf(err), Example: r.doubt})
	}
}

// exam looks at the cells as read does, without keeping them.
func (r *reading) exam(ctx context.Context) error {
	if err := r.source(ctx, "SELECT * FROM raw"); err != nil {
		return err
	}
	if err := r.lookUp(ctx, "source"); err != nil {
		return err
	}
	s, err := r.look(ctx, "source")
	if err != nil {
		return err
	}
	r.seen = s
	return r.settle(ctx, s)
}

// unknownWords are the words for states that nothing gives a meaning, the most
// frequent first.
func (r *reading) unknownWords(ctx context.Context) ([]WordCount, error) {
	if r.kind.id != Orders || !r.mapped("status") {
		return nil, nil
	}
	rows, err := r.db.Query(ctx, "SELECT word, count(*) FROM (SELECT or_empty(stripped(t_status)) AS word FROM source) WHERE word IS NOT NULL GROUP BY word ORDER BY count(*) DESC, word")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var all []WordCount
	for len(all) < mostUnknown && rows.Next() {
		var w WordCount
		if err := rows.Scan(&w.Word, &w.Count); err != nil {
			return nil, broken(ctx, err)
		}
		if r.states[w.Word] == "" {
			all = append(all, w)
		}
	}
	return all, broken(ctx, rows.Err())
}

// mostUnknown is how many words for states a person is asked about.
const mostUnknown = 50
