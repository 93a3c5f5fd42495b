package stat

import (
	"hash/fnv"
	"strconv"
)

// GrowthBookBucket repeats the assignment hash of GrowthBook's SDKs, so that a
// test that was drawn there can be read on here: version 2, or version 1, whose
// thousand steps are coarse and biased. Draw our own tests with [Bucket].
//
// Source: growthbook, packages/sdk-js/test/cases.json, "hash".
func GrowthBookBucket(seed, value string, version int) float64 {
	if version == 1 {
		return float64(fnv32(value+seed)%1000) / 1000
	}
	inner := strconv.FormatUint(uint64(fnv32(seed+value)), 10)
	return float64(fnv32(inner)%10000) / 10000
}

func fnv32(s string) uint32 {
	h := fnv.New32a()
	h.Write([]byte(s)) // never fails, says hash.Hash
	return h.Sum32()
}
