package api

import (
	"encoding/json"

	"github.com/danielgtaylor/huma/v2"

	"huike"
)

// Day is a local date of the shop, in JSON "2011-12-10".
type Day struct{ huike.Day }

// Schema describes the date to the document.
func (Day) Schema(huma.Registry) *huma.Schema {
	return &huma.Schema{Type: huma.TypeString, Format: "date"}
}

// dayOrNone leaves out a day that was never set.
func dayOrNone(d huike.Day) *Day {
	if d.IsZero() {
		return nil
	}
	return &Day{d}
}

// Rule is a segment rule: a JSON object whose language the segment room checks.
type Rule json.RawMessage

// Schema describes the rule as a free object.
func (Rule) Schema(huma.Registry) *huma.Schema {
	return &huma.Schema{Type: huma.TypeObject, AdditionalProperties: true,
		Description: "Segment rule, version 1; an empty list under \"all\" means everybody"}
}

// MarshalJSON writes the rule as it came; a rule never set means everybody.
func (r Rule) MarshalJSON() ([]byte, error) {
	if len(r) == 0 {
		return []byte(`{"all":[]}`), nil
	}
	return json.RawMessage(r).MarshalJSON()
}

// UnmarshalJSON keeps the rule's text.
func (r *Rule) UnmarshalJSON(b []byte) error {
	*r = append((*r)[:0], b...)
	return nil
}

// Params are the values of a sentence that the reader's language puts together.
type Params map[string]any

// Scope says of which shop and as of which day numbers are derived.
type Scope struct {
	Shop int64 `query:"shop" minimum:"0" default:"0" doc:"Shop number; 0 means all shops"`
	AsOf Day   `query:"as_of" doc:"Local day as of which everything is derived; default: the last day of data"`
}

// Paging says which part of a list is wanted.
type Paging struct {
	Limit  int `query:"limit" minimum:"1" maximum:"500" default:"50"`
	Offset int `query:"offset" minimum:"0" default:"0"`
}

// ByID names one thing by its number in the address.
type ByID struct {
	ID int64 `path:"id" minimum:"1"`
}

// None is a request without parameters.
type None struct{}
