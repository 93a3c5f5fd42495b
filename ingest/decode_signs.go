package ingest

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// signs knows the characters of Chinese or Japanese by how common they are.
type signs struct {
	common map[rune]bool
	rank   map[rune]float64 // how likely a character is that is not among the common
	kana   bool
}

// The logarithms of how likely one character is of its kind.
const (
	commonSign   = -6.2
	usualSign    = -8.4
	rareSign     = -10.8
	farSign      = -13.0
	kanaSign     = -4.2
	fullWidth    = -6.0
	besideLatin  = -1.5
	strangeHalf  = -6.0
	lettersOfAll = -10.0
)

// blocks are where an encoding keeps its usual and its rare characters: by the
// first byte of a character, and from which second byte on.
var blocks = map[string]struct{ usual, rare [2]int }{
	encodingGB18030:  {[2]int{0xb0a1, 0xd7fe}, [2]int{0xd8a1, 0xf7fe}},
	encodingBig5:     {[2]int{0xa440, 0xc67e}, [2]int{0xc940, 0xf9d5}},
	encodingShiftJIS: {[2]int{0x889f, 0x9872}, [2]int{0x989f, 0xeaa4}},
	encodingKorean:   {[2]int{0xb0a1, 0xc8fe}, [2]int{0xcaa1, 0xfdfe}},
}

func signsOf(name, common string) *signs {
	s := &signs{common: map[rune]bool{}, rank: map[rune]float64{}, kana: name == encodingShiftJIS}
	for _, r := range common {
		s.common[r] = true
	}
	table := charsets[0].table
	for _, c := range charsets {
		if c.name == name {
			table = c.table
		}
	}
	d := table.NewDecoder()
	for _, block := range []struct {
		of   [2]int
		rank float64
	}{{blocks[name].rare, rareSign}, {blocks[name].usual, usualSign}} {
		for code := block.of[0]; code <= block.of[1]; code++ {
			low := byte(code)
			if low < 0x40 || (name == encodingGB18030 || name == encodingKorean) && low < 0xa1 {
				continue
			}
			if b, err := d.Bytes([]byte{byte(code >> 8), low}); err == nil {
				if r, size := utf8.DecodeRune(b); size == len(b) && r != utf8.RuneError {
					s.rank[r] = block.rank
				}
			}
		}
	}
	return s
}

// ranked is how likely a character is that is not among the common, or hardly.
func (s *signs) ranked(r rune) float64 {
	if rank, ok := s.rank[r]; ok {
		return rank
	}
	return farSign
}

func (s *signs) likelihood(runes []rune) float64 {
	score := 0.0
	for i, r := range runes {
		if r < utf8.RuneSelf {
			continue
		}
		score += s.sign(r)
		if isHalf(r) && !(i > 0 && isHalf(runes[i-1])) && !(i+1 < len(runes) && isHalf(runes[i+1])) {
			score += strangeHalf
		}
		if unicode.Is(unicode.Han, r) || unicode.IsLetter(r) {
			for _, at := range []int{i - 1, i + 1} {
				if at >= 0 && at < len(runes) && runes[at] < utf8.RuneSelf && unicode.IsLetter(runes[at]) {
					score += besideLatin
					if unicode.IsLower(runes[at]) {
						score += besideLatin
					}
				}
			}
		}
	}
	return score
}

// isHalf tells the Katakana of half the width, which stand in rows.
func isHalf(r rune) bool { return r >= 0xff61 && r <= 0xff9f }

func (s *signs) sign(r rune) float64 {
	switch {
	case r == utf8.RuneError, unicode.IsControl(r), r >= 0xe000 && r < 0xf900:
		return brokenCost
	case s.common[r]:
		return commonSign
	case s.rank[r] != 0:
		return s.rank[r]
	case unicode.In(r, unicode.Hiragana, unicode.Katakana) && r < 0xff00:
		if s.kana {
			return kanaSign
		}
		return lettersOfAll
	case isHalf(r):
		return -7 // Katakana of half the width
	case r >= 0x3000 && r < 0x3040, r >= 0xff00 && r < 0xffef, strings.ContainsRune("“”‘’…—·×°℃￥～", r):
		return fullWidth
	case unicode.Is(unicode.Han, r):
		return farSign
	}
	return lettersOfAll
}
