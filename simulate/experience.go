package simulate

import (
	"time"

	"huike"
)

// Experience is how an order went after it was paid.
type Experience struct {
	ShippedAt, DeliveredAt time.Time
	Reviewed               bool
	ReviewedAt             time.Time
	Score, Service, Parcel int // 1 to 5; of the goods, the service, the delivery
	Photo                  bool
}

// badExperience is what a bad first order adds to the probability of leaving
// after it.
const badExperience = .25

// Bad reports a parcel that took more than a week, or goods marked 1 or 2.
func (e Experience) Bad(paid time.Time) bool {
	return huike.DayOf(e.DeliveredAt).Sub(huike.DayOf(paid)) > 7 || e.Score <= 2
}

// experience makes how the nth order of a customer goes.
func (s *Shop) experience(no, nth int, paid time.Time) Experience {
	r := s.source(no, streamExperience+uint64(nth)<<8)
	days := 1 + int(gamma(r, 2.2)*1.1)
	if r.Float64() < .05 {
		days += 5 + r.IntN(6) // lost in the depot for a while
	}
	e := Experience{ShippedAt: paid.Add(time.Duration(2+r.IntN(30)) * time.Hour), Score: 5, Service: 5, Parcel: 5}
	e.DeliveredAt = e.ShippedAt.Add(time.Duration(days)*24*time.Hour - time.Duration(r.IntN(12))*time.Hour)
	e.Score -= pick(r, []float64{.72, .89, .94, .97, 1})
	e.Service -= pick(r, []float64{.78, .92, .96, .98, 1})
	if days > 5 {
		e.Parcel -= 1 + r.IntN(4)
	}
	e.Reviewed = r.Float64() < .32 || e.Score <= 2 && r.Float64() < .5
	e.ReviewedAt = e.DeliveredAt.Add(time.Duration(3+r.IntN(160)) * time.Hour)
	e.Photo = r.Float64() < .2
	return e
}
