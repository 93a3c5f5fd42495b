package calendar_test

import (
	"encoding/csv"
	"os"
	"strconv"
	"testing"

	"huike"
	"huike/calendar"
	"huike/reference"
)

// The dates of lunar_vectors.tsv, from an independent library.
func TestLunarDay(t *testing.T) {
	file, err := os.Open(reference.Path(t, "spec", "lunar_vectors.tsv"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	r := csv.NewReader(file)
	r.Comma = '\t'
	rows, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	feasts := map[string][2]int{"spring": {1, 1}, "yuanxiao": {1, 15}, "duanwu": {5, 5}, "qixi": {7, 7}, "zhongqiu": {8, 15}, "chongyang": {9, 9}, "laba": {12, 8}}
	checked := 0
	for _, row := range rows[1:] {
		year, err := strconv.Atoi(row[0])
		if err != nil {
			t.Fatal(err)
		}
		for i, name := range rows[0] {
			if feast, ok := feasts[name]; ok && year >= 2000 && year <= 2059 {
				day, ok := calendar.LunarDay(year, feast[0], feast[1])
				if !ok || day.String() != row[i] {
					t.Errorf("%s of %d is %s, want %s", name, year, day, row[i])
				}
				checked++
			}
		}
	}
	if checked != 60*len(feasts) {
		t.Errorf("%d dates checked", checked)
	}
	if _, ok := calendar.LunarDay(1999, 1, 1); ok {
		t.Error("1999 is not in the table")
	}
}

func TestYearAgo(t *testing.T) {
	f := func(from, to, want, festival string) {
		t.Helper()
		shift, name := calendar.YearAgo(huike.MustDay(from), huike.MustDay(to))
		if have := huike.MustDay(from).Add(-shift).String(); have != want || name != festival {
			t.Errorf("%s to %s meets %s (%s), want %s (%s)", from, to, have, name, want, festival)
		}
	}
	f("2024-07-08", "2024-07-14", "2023-07-10", "")                // Monday to Monday
	f("2024-11-11", "2024-11-17", "2023-11-11", "singles_day")     // to the feast, not the week-day
	f("2025-01-27", "2025-02-02", "2024-02-08", "spring_festival") // 2025-01-29 and 2024-02-10
	f("2026-01-26", "2026-02-01", "2025-02-10", "")                // 52 weeks ago was the Spring Festival of 2025: two weeks nearer
	f("2011-12-03", "2011-12-09", "2010-12-04", "")                // before the sale
	f("2023-10-02", "2023-10-08", "2022-10-02", "national_day")    // a fixed feast
	f("2024-09-16", "2024-09-17", "2023-09-28", "mid_autumn")      // 2024-09-17 and 2023-09-29
}
