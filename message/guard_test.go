package message

import (
	"context"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestCase12_Holes(t *testing.T) {
	f := func(body string, want ...string) {
		t.Helper()
		if d := cmp.Diff(want, mustParse(t, Source{"s", body}).Holes()); d != "" {
			t.Errorf("%s (-want +got)\n%s", body, d)
		}
	}
	f(`plain`)
	f(`{{ city }}`, "city")
	f(`{{ city }} {{ city }} {{ coupon.code }}`, "city", "coupon.code")
	f(`{{ city | upcase }}`, "city")
	f(`{{ city | default: "you" }}`)
	f(`{{ "in " | append: city }}`, "city")
	f(`{% if city %}{{ city }}{% endif %}`)
	f(`{% if city %}a{% endif %}{{ city }}`, "city")
	f(`{% if city %}a{% else %}{{ city }}{% endif %}`, "city")
	f(`{% if city and occasions > 2 %}{{ city }} {{ occasions }} {{ province }}{% endif %}`, "province")
	f(`{% if city or province %}{{ city }}{% endif %}`, "city")
	f(`{% if occasions < 5 %}{{ occasions }}{% endif %}`, "occasions")
	f(`{% if city == "Bath" %}{{ city }}{% elsif province %}{{ province }} {{ city }}{% endif %}`, "city")
	f(`{% if city != "Bath" %}{{ city }}{% endif %}`, "city")
	f(`{% if city %}{% if stage == "lost" %}{{ city }}{% endif %}{% endif %}`)
	f(`{% unless city %}{{ city }}{% else %}{{ city }}{% endunless %}`, "city")
	f(`{% unless city %}x{% else %}{{ city }}{% endunless %}`)
	f(`{% case city %}{% when "Bath", "York" %}{{ city }}{% else %}{{ city }}{% endcase %}`, "city")
	f(`{% case city %}{% when "Bath" %}{{ city }}{% endcase %}`)
	f(`<a href="{{ unsubscribe_url }}">x</a>`)
}

// Who has a value for every hole never gets a message with one, whatever else
// they lack: so nobody fails whom the plan counted.
func TestCase12_NoHoleWithoutBeingNamed(t *testing.T) {
	names := []string{"city", "province", "stage", "occasions", "customer.name", "coupon.code"}
	literals := []string{`"Bath"`, `"lost"`, `3`, `0`}
	rapid.Check(t, func(t *rapid.T) {
		word := rapid.SampledFrom(names)
		condition := func(label string) string {
			parts := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) string {
				name := word.Draw(t, "name")
				switch op := rapid.SampledFrom([]string{"", "==", "!=", ">", "<", ">=", "contains"}).Draw(t, "op"); op {
				case "":
					return name
				case "contains":
					return name + ` contains "a"`
				default:
					return name + " " + op + " " + rapid.SampledFrom(literals).Draw(t, "literal")
				}
			}), 1, 2).Draw(t, label)
			return strings.Join(parts, rapid.SampledFrom([]string{" and ", " or "}).Draw(t, "joint"))
		}
		var piece func(depth int) string
		piece = func(depth int) string {
			kind := rapid.IntRange(0, 5).Draw(t, "kind")
			if depth == 0 {
				kind %= 2
			}
			inner := func() string { return piece(depth - 1) }
			switch kind {
			case 0:
				return "{{ " + word.Draw(t, "printed") + " }}"
			case 1:
				return "{{ " + word.Draw(t, "printed") + ` | default: "x" }}`
			case 2:
				return "{% if " + condition("if") + " %}" + inner() + "{% elsif " + condition("elsif") + " %}" + inner() + "{% else %}" + inner() + "{% endif %}"
			case 3:
				return "{% unless " + condition("unless") + " %}" + inner() + "{% else %}" + inner() + "{% endunless %}"
			case 4:
				return "{% case " + word.Draw(t, "case") + " %}{% when " + rapid.SampledFrom(literals).Draw(t, "when") + " %}" + inner() + "{% else %}" + inner() + "{% endcase %}"
			default:
				return inner() + inner()
			}
		}
		body := piece(3)
		tpl, err := Parse(Source{"s", body})
		if err != nil {
			t.Fatal(body, err)
		}
		vars := Vars{}
		for _, name := range names {
			if slices.Contains(tpl.Holes(), name) || rapid.Bool().Draw(t, "has") {
				vars[name] = rapid.SampledFrom([]any{"Bath", "lost", int64(3), int64(1)}).Draw(t, "value")
			} else if rapid.Bool().Draw(t, "empty") {
				vars[name] = ""
			}
		}
		out, err := tpl.Render(context.Background(), vars)
		if err != nil {
			t.Fatal(body, err)
		}
		if len(out.Missing) > 0 {
			t.Fatalf("%s\nwith %v lacks %v; the holes are %v", body, vars, out.Missing, tpl.Holes())
		}
	})
}
