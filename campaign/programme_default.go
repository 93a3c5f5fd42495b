package campaign

import (
	"embed"
	"encoding/json"

	"huike"
)

//go:embed words
var words embed.FS

// Languages are those in which a ready-made programme is offered.
var Languages = []string{"zh", "en"}

// DefaultProgramme returns the ready-made programme, not saved: thanks and
// advice after a day, a question after a week, what goes with the goods after
// three weeks, and an offer before day 45. lang is zh or en.
func DefaultProgramme(shop huike.ShopID, lang string) (Programme, error) {
	text, err := words.ReadFile("words/programme." + lang + ".json")
	if err != nil {
		return Programme{}, huike.Because(err, huike.Invalid, "programme.language", "the ready-made programme is written in zh and en, not in %q", lang)
	}
	p := Programme{Shop: shop}
	if err := json.Unmarshal(text, &p); err != nil {
		panic("BUG: the ready-made programme is no programme: " + err.Error())
	}
	p.Steps = sorted(p.Steps)
	return p, nil
}
