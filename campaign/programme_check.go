package campaign

import (
	"html"
	"regexp"
	"slices"
	"strings"

	"huike"
	"huike/message"
)

// The bounds of a programme. The names of programme and step stand in that of
// every campaign made of them, which holds 200 bytes.
const (
	maxSteps    = 12
	maxPartName = 80
	maxStimulus = 500
	lastDayOf   = 365
)

func wrong(code, format string, args ...any) error {
	return huike.Errorf(huike.Invalid, "programme."+code, format, args...)
}

// checked numbers the steps and refuses what can never be right.
func (p Programme) checked() (Programme, error) {
	p.Name, p.Steps = strings.TrimSpace(p.Name), sorted(p.Steps)
	switch {
	case p.Name == "" || len(p.Name) > maxPartName:
		return p, wrong("name", "a programme needs a name of at most %d bytes", maxPartName)
	case len(p.Steps) < 1 || len(p.Steps) > maxSteps:
		return p, wrong("steps", "a programme has 1 to %d steps, and this one has %d", maxSteps, len(p.Steps))
	}
	for i := range p.Steps {
		s := &p.Steps[i]
		if s.Goal == "" {
			s.Goal = GoalRepeat
		}
		if err := s.check(); err != nil {
			return p, err
		}
		if i > 0 && s.FromDay <= p.Steps[i-1].ToDay {
			before := p.Steps[i-1]
			return p, wrong("overlap", "the steps %q (days %d to %d) and %q (days %d to %d) overlap; let one end before the other begins",
				before.Name, before.FromDay, before.ToDay, s.Name, s.FromDay, s.ToDay)
		}
		if s.ID != 0 && slices.ContainsFunc(p.Steps[:i], func(o Step) bool { return o.ID == s.ID }) {
			return p, wrong("twice", "the step %d stands twice in the programme; leave the number out of the one that is new", s.ID)
		}
	}
	return p, nil
}

func (s Step) check() error {
	switch {
	case s.Name == "" || len(s.Name) > maxPartName:
		return wrong("step_name", "step %d needs a name of at most %d bytes", s.No, maxPartName)
	case s.FromDay < 0 || s.ToDay > lastDayOf:
		return wrong("days", "the step %q runs from day %d to day %d; its days lie between 0 and %d after the first purchase", s.Name, s.FromDay, s.ToDay, lastDayOf)
	case s.ToDay < s.FromDay:
		return wrong("order", "the step %q ends on day %d, before it begins on day %d; swap the two", s.Name, s.ToDay, s.FromDay)
	case s.Purpose != huike.PurposeMarketing && s.Purpose != huike.PurposeCare:
		return wrong("purpose", "the purpose of the step %q is care or marketing", s.Name)
	case !slices.Contains([]Goal{GoalConversion, GoalRepeat, GoalRetention}, s.Goal):
		return wrong("goal", "the goal of the step %q is conversion, repeat or retention", s.Name)
	case len(s.Stimulus) > maxStimulus:
		return wrong("stimulus", "what the step %q offers is said in at most %d bytes", s.Name, maxStimulus)
	}
	if _, err := message.Parse(s.source()); err != nil {
		return huike.Because(err, huike.Invalid, "programme.content", "the message of the step %q cannot be read: %s", s.Name, huike.SentenceOf(err))
	}
	return nil
}

var stimulusMark = regexp.MustCompile(`\{\{-?\s*stimulus\s*-?\}\}`)

// source is the step's message with what it offers in the place of {{ stimulus }}.
func (s Step) source() message.Source {
	return message.Source{Subject: stimulusMark.ReplaceAllLiteralString(s.Subject, s.Stimulus),
		HTML: stimulusMark.ReplaceAllLiteralString(s.Body, html.EscapeString(s.Stimulus))}
}
