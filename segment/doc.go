// Package segment turns a rule into the customers that it means, and tells who entered and who left.
//
// A rule is a JSON document of nested all, any and not over conditions, so that
// a group of the life cycle can be parted further by preference and attributes.
// Its customers are those with a row in a feature snapshot: everybody who
// bought by the snapshot's day.
//
// A field without a value fails every comparison, also ne and not_in; so
// {"not": …} of it holds. Both engines answer alike.
package segment
