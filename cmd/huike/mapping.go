package main

import (
	"context"
	"fmt"
	"io"
	"os"

	"huike"
	"huike/ingest"
)

type mappingCommand struct {
	Save mappingSave `cmd:"" help:"Keep a mapping under a name; import then takes --preset mapping:NAME."`
	List mappingList `cmd:"" help:"The kept mappings."`
}

type mappingSave struct {
	Name string `arg:"" help:"Its name; one that has it gives way."`
	File string `arg:"" help:"File of JSON, - for standard input: {\"Order ID\": \"order_no\", …}, or {\"columns\": {…}, \"kind\": \"orders\", \"dates\": \"dmy\", \"decimal\": \",\", \"encoding\": \"windows-1252\", \"words\": {\"bezahlt\": \"paid\"}}."`
}

// mappingAnswer is a kept mapping as the commands print it.
type mappingAnswer struct {
	Name    string         `json:"name"`
	Kind    string         `json:"kind"`
	Columns ingest.Mapping `json:"columns"`
	ingest.Format
}

// longestMapping is more than any mapping has.
const longestMapping = 1 << 20

// Run keeps a mapping.
func (c *mappingSave) Run(ctx context.Context, g *Globals) error {
	text, err := c.read(g)
	if err != nil {
		return err
	}
	m, err := ingest.ParseMapping(text)
	if err != nil {
		return err
	}
	return g.inHouse(ctx, "", func(h *house) error {
		if err := h.ingest.SaveMapping(ctx, m.Kind, c.Name, m.Mapping, m.Format, g.clock()); err != nil {
			return err
		}
		kind := m.Kind
		if kind == "" {
			kind = ingest.Orders
		}
		return g.print(mappingAnswer{c.Name, kind, m.Mapping, m.Format}, func(w io.Writer) {
			fmt.Fprintf(w, "Kept %s: huike import FILE --preset mapping:%s\n", c.Name, c.Name)
		})
	})
}

func (c *mappingSave) read(g *Globals) ([]byte, error) {
	in := io.Reader(g.in)
	if c.File != "-" {
		f, err := os.Open(g.path(c.File))
		if err != nil {
			return nil, huike.Because(err, huike.NotFound, "import.no_file", "the file %s cannot be opened; see that it is there and may be read", c.File)
		}
		defer f.Close()
		in = f
	}
	text, err := io.ReadAll(io.LimitReader(in, longestMapping))
	if err != nil {
		return nil, huike.Because(err, huike.Unavailable, "import.no_file", "the mapping cannot be read to its end")
	}
	return text, nil
}

type mappingList struct{}

// Run lists the kept mappings.
func (mappingList) Run(ctx context.Context, g *Globals) error {
	return g.inHouse(ctx, "", func(h *house) error {
		all, err := h.ingest.Mappings(ctx)
		if err != nil {
			return err
		}
		answers := []mappingAnswer{}
		for _, m := range all {
			answers = append(answers, mappingAnswer{m.Name, m.Kind, m.Mapping, m.Format})
		}
		return g.print(map[string]any{"mappings": answers}, func(w io.Writer) {
			for _, m := range answers {
				fmt.Fprintf(w, "%s\t%s\t%d columns\n", m.Name, m.Kind, len(m.Columns))
			}
			if len(answers) == 0 {
				fmt.Fprintln(w, "There is none yet: huike mapping save NAME FILE")
			}
		})
	})
}
