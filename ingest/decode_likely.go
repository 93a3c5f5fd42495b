package ingest

import (
	"math"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// script is how likely texts are in one encoding.
type script struct {
	name      string
	prior     float64
	least     plausible
	languages []*language // of an alphabet
	signs     *signs      // of Chinese or Japanese
}

// plausible is how unlikely a character may be on average, and all of a text
// besides, before a reading is not believed. Found with texts of languages that
// are not among the scripts (Greek, Hebrew, Arabic) against those that are.
type plausible struct{ each, all float64 }

var ofSigns, ofLatin = plausible{-7.8, 12}, plausible{-8, 5}

// language knows where the letters of a language that are not ASCII stand:
// between which kinds of letters.
type language struct {
	letters map[rune]*placed
	total   float64
	own     func(rune) bool // another alphabet than Latin; nil for Latin
	after   map[[2]rune]float64
	pairs   map[rune]float64
}

type placed struct {
	n     float64
	where map[[2]byte]float64
}

// scripts are the encodings that are weighed against each other.
var scripts = sync.OnceValue(func() []script {
	west := languagesOf(westernWords)
	latin := func(more map[string]string) []*language { return append(languagesOf(more), west...) }
	gb, big5, jis := signsOf(encodingGB18030, commonSimplified), signsOf(encodingBig5, commonTraditional), signsOf(encodingShiftJIS, commonJapanese)
	korean := signsOf(encodingKorean, commonKorean)
	all := latin(centralWords)
	all = append(append(all, languagesOf(turkishWords)...), cyrillic()...)
	for _, r := range commonTraditional { // which GB18030 has as well, elsewhere
		gb.rank[r] = max(usualSign, gb.ranked(r))
	}
	every := &signs{common: map[rune]bool{}, rank: map[rune]float64{}}
	for _, s := range []*signs{gb, big5, jis, korean} {
		for r := range s.common {
			every.common[r] = true
		}
		for r, rank := range s.rank {
			if old, ok := every.rank[r]; !ok || rank > old {
				every.rank[r] = rank
			}
		}
	}
	return []script{
		{encodingUTF8, 0, plausible{-16, 20}, all, every},
		{encodingGB18030, 0, ofSigns, nil, gb},
		{encoding1252, 0, ofLatin, west, nil},
		{encoding1250, -2, ofLatin, append(languagesOf(centralWords), languagesOf(germanWords)...), nil},
		{encoding1251, -1.5, plausible{-3.9, 3}, cyrillic(), nil},
		{encodingBig5, -1.5, ofSigns, nil, big5},
		{encodingShiftJIS, -1.5, ofSigns, nil, jis},
		{encodingKorean, -1.5, ofSigns, nil, korean},
		{encoding1254, -2, ofLatin, latin(turkishWords), nil},
		{encodingMac, -5, ofLatin, west, nil},
	}
})

func languagesOf(words map[string]string) []*language {
	var all []*language
	for _, text := range words {
		all = append(all, newLanguage(text, nil))
	}
	return all
}

func cyrillic() []*language {
	all := languagesOf(cyrillicWords)
	for _, l := range all {
		l.own = func(r rune) bool { return unicode.Is(unicode.Cyrillic, r) }
	}
	return all
}

func newLanguage(text string, own func(rune) bool) *language {
	l := &language{letters: map[rune]*placed{}, own: own, after: map[[2]rune]float64{}, pairs: map[rune]float64{}}
	for _, word := range strings.Fields(text) {
		runes := []rune(word)
		for i, r := range runes {
			r = unicode.ToLower(r)
			before := letterAt(runes, i-1)
			l.after[[2]rune{before, r}]++
			l.pairs[before]++
			if r < utf8.RuneSelf || !unicode.IsLetter(r) {
				continue
			}
			p := l.letters[r]
			if p == nil {
				p = &placed{where: map[[2]byte]float64{}}
				l.letters[r] = p
			}
			p.n++
			l.total++
			p.where[[2]byte{around(runes, i-1), around(runes, i+1)}]++
		}
	}
	return l
}

// letterAt is a letter in lower case, or a blank where there is none.
func letterAt(runes []rune, i int) rune {
	if !isLetterAt(runes, i) {
		return ' '
	}
	return unicode.ToLower(runes[i])
}

// around is the kind of a letter: a vowel, a consonant, one that is not ASCII,
// or the end of the word.
func around(runes []rune, i int) byte {
	if i < 0 || i >= len(runes) || !unicode.IsLetter(runes[i]) {
		return '^'
	}
	r := unicode.ToLower(runes[i])
	switch {
	case strings.ContainsRune("aeiouyаеёиоуыэюяіїє", r):
		return 'v'
	case r < utf8.RuneSelf, unicode.Is(unicode.Cyrillic, r):
		return 'c'
	}
	return 'x'
}

// likelihoods are the logarithms of how likely a text is in every language of the
// script, and how many of its characters are not ASCII.
func (s script) likelihoods(text string) (scores []float64, chars int) {
	runes := []rune(text)
	for _, r := range runes {
		if r >= utf8.RuneSelf {
			chars++
		}
	}
	if s.signs != nil && (len(s.languages) == 0 || hasSigns(runes)) {
		return []float64{s.signs.likelihood(runes)}, chars
	}
	for _, l := range s.languages {
		scores = append(scores, l.likelihood(runes))
	}
	return scores, chars
}

// together is how likely texts are that stand in one file: few languages are
// likelier than many.
func together(all [][]float64) float64 {
	weights := map[int]float64{}
	sum := 0.0
	for _, scores := range all {
		most := slices.Max(scores)
		total := 0.0
		for _, s := range scores {
			total += math.Exp(s - most)
		}
		for i, s := range scores {
			weights[i] += math.Exp(s-most) / total
		}
		sum++
	}
	score := 0.0
	for _, scores := range all {
		best := math.Inf(-1)
		for i, s := range scores {
			if len(scores) > 1 {
				s += math.Log((weights[i] + 0.3) / (sum + 0.3*float64(len(scores))))
			}
			best = max(best, s)
		}
		score += best
	}
	return score
}

func hasSigns(runes []rune) bool {
	for _, r := range runes {
		if isSign(r) {
			return true
		}
	}
	return false
}

func isSign(r rune) bool {
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul) || r >= 0x3000 && r < 0x3040 || r >= 0xff00 && r < 0xffef
}

const (
	unknownLetter = -11.0
	wrongCase     = -6.0
	strangeSign   = -9.0
	withinWord    = -6.0
	besideDigit   = -3.0
)

func (l *language) likelihood(runes []rune) float64 {
	score := 0.0
	for i, r := range runes {
		switch {
		case r < utf8.RuneSelf:
		case r == utf8.RuneError, unicode.IsControl(r), r >= 0xe000 && r < 0xf900:
			score += brokenCost
		case unicode.IsLetter(r) && r != 'ª' && r != 'º':
			score += l.letter(runes, i) + l.casing(runes, i)
		default:
			score += sign(r, isLetterAt(runes, i-1), isLetterAt(runes, i+1))
			if (r == '£' || r == '€') && (isDigitAt(runes, i-1) || isDigitAt(runes, i+1)) {
				score++
			}
		}
	}
	return score
}

func isDigitAt(runes []rune, i int) bool {
	return i >= 0 && i < len(runes) && unicode.IsDigit(runes[i])
}

func isLetterAt(runes []rune, i int) bool {
	return i >= 0 && i < len(runes) && unicode.IsLetter(runes[i])
}

// letter is how likely a letter is in its place: in Latin, among those that are
// not ASCII, between the kinds of letters that it stands between; in another
// alphabet, after the letter before it.
func (l *language) letter(runes []rune, i int) float64 {
	r := unicode.ToLower(runes[i])
	p := l.letters[r]
	if p == nil {
		return unknownLetter
	}
	if l.own != nil {
		before := letterAt(runes, i-1)
		return math.Log((l.after[[2]rune{before, r}] + 3*p.n/l.total) / (l.pairs[before] + 3))
	}
	const kinds, unseen = 16, 0.2
	where := (p.where[[2]byte{around(runes, i-1), around(runes, i+1)}] + unseen) / (p.n + unseen*kinds)
	score := math.Log(p.n/l.total) + math.Log(where)
	if isDigitAt(runes, i-1) || isDigitAt(runes, i+1) {
		score += besideDigit
	}
	return score
}

// casing is what a capital in the middle of a word costs, and a letter beside
// those of another alphabet.
func (l *language) casing(runes []rune, i int) float64 {
	cost := 0.0
	for _, at := range []int{i - 1, i + 1} {
		if !isLetterAt(runes, at) {
			continue
		}
		other := runes[at]
		if l.own != nil && !l.own(other) {
			cost += wrongCase
		}
		before, here := other, runes[i]
		if at > i {
			before, here = here, other
		}
		if unicode.IsLower(before) && unicode.IsUpper(here) {
			cost += wrongCase
		}
	}
	if l.own != nil && !l.own(runes[i]) {
		cost += wrongCase
	}
	if unicode.IsUpper(runes[i]) && !(i > 0 && unicode.IsUpper(runes[i-1])) {
		cost -= 0.7
	}
	return cost
}

// sign is how likely a character is that is no letter, beside letters or not.
func sign(r rune, before, after bool) float64 {
	score := strangeSign
	switch {
	case r == '’' || r == '‘' || r == '·' || r == '\u00ad':
		return -5
	case r == '£' || r == '€' || r == '\u00a0':
		score = -4
	case strings.ContainsRune("°®™–—“”„…«»¿¡§²³½¼¾×±´ªº№•", r):
		score = -6
	}
	if before && after {
		score += withinWord
	} else if before && strings.ContainsRune("¿¡«„№", r) || after && strings.ContainsRune("°²³½¼¾™®»", r) {
		score += withinWord / 2
	}
	return score
}
