package stat

// Others is the segment of a customer whom no box holds.
const Others = "Others"

// Box is one RFM segment: a name and the closed ranges of the three scores that
// belong to it.
type Box struct {
	Name    string
	R, F, M [2]int
}

// Boxes is an ordered list of segments: the first box that holds a customer
// names the segment.
type Boxes []Box

// Segment returns the name of the first box that holds the scores, or [Others].
func (b Boxes) Segment(r, f, m int) string {
	for _, box := range b {
		if holds(box.R, r) && holds(box.F, f) && holds(box.M, m) {
			return box.Name
		}
	}
	return Others
}

func holds(bounds [2]int, score int) bool {
	return bounds[0] <= score && score <= bounds[1]
}

// DefaultBoxes returns the ten segments of the R package rfm for scores 1 to 5,
// in their order.
//
// Source: rsquaredacademy/rfm, vignette "RFM - Introduction".
func DefaultBoxes() Boxes {
	return Boxes{
		{"Champions", [2]int{5, 5}, [2]int{5, 5}, [2]int{5, 5}},
		{"Potential Loyalist", [2]int{3, 5}, [2]int{3, 5}, [2]int{2, 5}},
		{"Loyal Customers", [2]int{2, 4}, [2]int{2, 4}, [2]int{2, 4}},
		{"Promising", [2]int{3, 4}, [2]int{1, 3}, [2]int{3, 5}},
		{"New Customers", [2]int{4, 5}, [2]int{1, 3}, [2]int{1, 5}},
		{"Can't Lose Them", [2]int{1, 2}, [2]int{3, 4}, [2]int{4, 5}},
		{"At Risk", [2]int{1, 2}, [2]int{2, 5}, [2]int{4, 5}},
		{"Need Attention", [2]int{1, 3}, [2]int{3, 5}, [2]int{3, 5}},
		{"About To Sleep", [2]int{2, 3}, [2]int{1, 3}, [2]int{1, 4}},
		{"Lost", [2]int{1, 1}, [2]int{1, 5}, [2]int{1, 5}},
	}
}
