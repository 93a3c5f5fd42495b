// Package segment turns a rule into the customers that it means, and tells who entered and who left.
package segment
