package kpi

import (
	"fmt"
	"math"

	"huike/calendar"
)

// Finding is a cause with what to ask, who answers and what to do next: a line
// of the weekly review (S1-33).
type Finding struct {
	Cause
	Owner     string // department
	Questions []string
	Next      string
}

// Sentence is what a number says: a code and its values for the reader's
// language, and the sentence in English.
type Sentence struct {
	Code   string
	Params map[string]any
	Text   string
}

func findings(d Definition, causes []Cause) []Finding {
	return each(causes, func(c Cause) Finding {
		g := d.diagnosis(c.Node)
		owner := d.department(c.Node)
		return Finding{c, owner, g.Questions, g.Next}
	})
}

// sentences tells the big direction first, then what is missing.
func (t *Tree) sentences(c *Cube) []Sentence {
	now, before := c.Total.At[0].Sales, c.Total.At[1].Sales
	if now == 0 && before == 0 {
		return []Sentence{{"empty", map[string]any{"from": t.Periods.Previous.From.String(), "to": t.Periods.Now.To.String()},
			fmt.Sprintf("Nothing was sold from %s to %s.", t.Periods.Previous.From, t.Periods.Now.To)}}
	}
	all := []Sentence{direction(now, before, t.Periods.Name)}
	if f, found := calendar.During(t.Periods.Previous.From, t.Periods.Previous.To); found && f.Large {
		all = append(all, Sentence{"previous_festival", map[string]any{"festival": f.Name},
			fmt.Sprintf("The %s before held the %s, so that the change says little.", t.Periods.Name, f.Name)})
	}
	if t.Periods.Festival != "" {
		all = append(all, Sentence{"festival", map[string]any{"festival": t.Periods.Festival, "from": t.Periods.YearAgo.From.String(), "to": t.Periods.YearAgo.To.String()},
			fmt.Sprintf("Last year's number is that of %s to %s, around the same %s.", t.Periods.YearAgo.From, t.Periods.YearAgo.To, t.Periods.Festival)})
	}
	if len(t.Causes) > 0 && t.Causes[0].Usual {
		all = append(all, Sentence{"usual", nil, "Nothing moved further than in other weeks; the factors below are the largest of a usual change."})
	}
	for _, kind := range t.Missing {
		all = append(all, Sentence{"missing_" + kind, nil, missingText[kind]})
	}
	return all
}

// missingText says which import fills a gap, and what it would show.
var missingText = map[string]string{
	"visits":    "No visitors are known for both stretches of days: import visits by source (huike import --kind visits) to see visitors and conversion. Until then the tree is customers × frequency × order value.",
	"chats":     "No chats are known: import them (huike import --kind chats) to see how many who ask then buy.",
	"behaviour": "No behaviour is known: import events (huike import --kind behaviour) to see who browsed before the first purchase.",
	"reviews":   "No reviews are known: import them (huike import --kind reviews) to see satisfaction.",
	"industry":  "No industry series is known: import one (huike import --kind industry) to compare the shop with it.",
	"lines":     "The orders have no lines: import items to see categories, products and prices.",
}

func direction(now, before float64, period string) Sentence {
	params := map[string]any{"period": period, "now": now, "before": before}
	if before == 0 {
		return Sentence{"first_sales", params, fmt.Sprintf("Sales were %.2f; the %s before had none.", now, period)}
	}
	growth := now/before - 1
	params["growth"] = growth
	word := "rose"
	if growth < 0 {
		word = "fell"
	}
	return Sentence{"direction", params, fmt.Sprintf("Sales %s by %.1f %% against the %s before.", word, 100*math.Abs(growth), period)}
}
