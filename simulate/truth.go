package simulate

// Truth is what is so in a simulated shop, for those who look for it.
type Truth struct {
	Periods       map[string]float64 `json:"period_days"`    // by product number: days that one unit lasts
	Sources       []SourceTruth      `json:"sources"`        //
	Companions    []Companion        `json:"companions"`     // put into the same order besides chance
	BadExperience float64            `json:"bad_experience"` // added to the probability of leaving after the first order
	Faults        []Fault            `json:"faults"`
	Response      [2]float64         `json:"response"` // range of the probability that a message adds
}

// SourceTruth is the truth about a source.
type SourceTruth struct {
	Name       string  `json:"name"`
	Conversion float64 `json:"conversion"`      // orders a visitor
	Dearer     float64 `json:"dearer_a_year"`   // growth of the cost of a visitor
	Leaving    float64 `json:"leaving_more_by"` // added to the probability of leaving
}

// Truth returns the shop's truth.
func (s *Shop) Truth() Truth {
	t := Truth{Periods: map[string]float64{}, Companions: Companions, BadExperience: badExperience, Faults: s.Faults, Response: [2]float64{.015, .045}}
	for _, c := range Catalogue {
		for _, p := range c.Products {
			t.Periods[p.SKU] = c.Period
		}
	}
	for _, one := range Sources {
		t.Sources = append(t.Sources, SourceTruth{one.Name, one.Conversion, one.Dearer, one.Leaving})
	}
	return t
}
