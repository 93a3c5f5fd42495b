package ingest

import (
	"strings"
	"unicode"
)

// delimRows is how many rows of a text tell its delimiter.
const delimRows = 200

// delimiters are the marks that part the cells of a line, in the order in which
// they win a draw.
var delimiters = []rune{',', '\t', ';', '|'}

// delimiterOf returns the mark that parts the cells of a text: the one with which
// most rows have as many cells as the header; a comma where there is none. A
// first line "sep=;" says it.
func delimiterOf(text string) rune {
	if d, told := sepLine(text); told {
		return d
	}
	best, most := ',', 0.0
	for _, d := range delimiters {
		if !strings.ContainsRune(text, d) {
			continue
		}
		if score := fitness(headRows(text, d)); score > most {
			best, most = d, score
		}
	}
	return best
}

// sepLine reads the line by which Excel is told the delimiter.
func sepLine(text string) (rune, bool) {
	line := strings.Trim(strings.TrimRight(firstLine(text), "\r\n"), "\"\ufeff")
	if len(line) == 5 && strings.EqualFold(line[:4], "sep=") && strings.ContainsRune(string(delimiters), rune(line[4])) {
		return rune(line[4]), true
	}
	return 0, false
}

// headRows reads the first rows of a text that may break off at its end.
func headRows(text string, d rune) [][]string {
	var all [][]string
	in := newLenient(strings.NewReader(text), d)
	for len(all) < delimRows {
		_, cells, err := in.next()
		if err != nil {
			break
		}
		all = append(all, cells)
	}
	if len(all) > 2 && len(all) < delimRows && !strings.HasSuffix(text, "\n") && !strings.HasSuffix(text, "\r") {
		all = all[:len(all)-1]
	}
	return all
}

// fitness is high when most rows have one number of cells, and the first row of
// that width looks like a header: "1,5;2,5" has three cells by its commas, but
// not under "a;b".
func fitness(rows [][]string) float64 {
	width, n := commonWidth(rows, func(cells []string) int { return len(cells) })
	if width < 2 {
		return 0
	}
	score := float64(n) / float64(len(rows)) * (1 - 1/float64(width))
	known := 0
	for i, cells := range rows[:min(len(rows), headRowsSeen)] {
		known = max(known, knownIn(cells))
		if len(cells) == width {
			if !textual(cells) {
				score *= 0.6
			} else if i > 0 && len(rows[i-1]) > 1 {
				score *= 0.9
			}
			break
		}
	}
	if known >= 2 {
		score++
	}
	return score
}

// commonWidth is the most frequent width of the rows, the wider of two, and how
// many have it.
func commonWidth(rows [][]string, width func([]string) int) (most, n int) {
	count := map[int]int{}
	for _, cells := range rows {
		count[width(cells)]++
	}
	for w, c := range count {
		if c > n || c == n && w > most {
			most, n = w, c
		}
	}
	return most, n
}

// textual reports whether no cell of a row is a number or a time.
func textual(cells []string) bool {
	for _, c := range cells {
		if numeric(c) {
			return false
		}
	}
	return true
}

// numeric reports whether a cell is a number, an amount or a time: it has a
// digit, and not more letters than digits.
func numeric(cell string) bool {
	digits, letters := 0, 0
	for _, r := range cell {
		switch {
		case unicode.IsDigit(r):
			digits++
		case unicode.IsLetter(r):
			letters++
		}
	}
	return digits > 0 && letters <= digits && !strings.Contains(cell, "@")
}

// firstLine returns the first line of a text that is not blank.
func firstLine(text string) string {
	for line := range strings.Lines(text) {
		if strings.TrimFunc(line, isBlank) != "" {
			return line
		}
	}
	return ""
}
