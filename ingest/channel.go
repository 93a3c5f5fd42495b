package ingest

import (
	"bytes"
	"context"
	_ "embed"
	"encoding/csv"
	"slices"
	"strings"
)

//go:embed channel.csv
var channelFile []byte

// channel is a name of a source, or a part of one, and its group.
type channel struct{ name, group string }

// channelNames reads the table of known sources; the longest names come first,
// so that the closest one counts.
func channelNames() []channel {
	rows, err := csv.NewReader(bytes.NewReader(channelFile)).ReadAll()
	if err != nil {
		panic("BUG: " + err.Error())
	}
	var all []channel
	for _, r := range rows[1:] {
		all = append(all, channel{strings.ToLower(r[0]), r[1]})
	}
	slices.SortStableFunc(all, func(a, b channel) int { return len(b.name) - len(a.name) })
	return all
}

// SourceGroup says to which of the groups of promotion a source of visits
// belongs by its name: search, cps, interactive, event, display, outside, or
// direct; other where no known name is in it.
func SourceGroup(source string) string { return groupOf(channelNames(), source) }

func groupOf(names []channel, source string) string {
	source = strings.ToLower(strings.TrimFunc(source, isBlank))
	for _, c := range names {
		// A short Latin name must stand alone: "cps" is not in "upcps".
		if source == c.name || strings.Contains(source, c.name) && (len(c.name) > 4 || c.name[0] >= 0x80) {
			return c.group
		}
	}
	return "other"
}

// channels gives every source that the file names its group.
func (j *job) channels(ctx context.Context) error {
	if err := j.reading.db.Exec(ctx, "CREATE TABLE channel (source VARCHAR, source_group VARCHAR); CREATE MACRO channel_of(x) AS (SELECT c.source_group FROM channel AS c WHERE c.source = x)"); err != nil {
		return err
	}
	sources, err := j.sources(ctx)
	if err != nil || len(sources) == 0 {
		return err
	}
	names := channelNames()
	groups := make([]string, len(sources))
	for i, s := range sources {
		groups[i] = groupOf(names, s)
	}
	return j.reading.db.Exec(ctx, "INSERT INTO channel SELECT unnest($1), unnest($2)", sources, groups)
}

func (j *job) sources(ctx context.Context) ([]string, error) {
	rows, err := j.reading.db.Query(ctx, "SELECT DISTINCT t_source FROM typed WHERE t_source IS NOT NULL")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var all []string
	for rows.Next() {
		var s string
		if err := rows.Scan(&s); err != nil {
			return nil, broken(ctx, err)
		}
		all = append(all, s)
	}
	return all, broken(ctx, rows.Err())
}
