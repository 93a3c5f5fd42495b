// Package evaluate hands out the arms of an experiment, counts what the
// customers did, and proves what a contact earned.
//
// Everybody who was drawn is analysed, never only those who were reached or
// opened (intention to treat). SQL gives sums per arm and window; stat infers.
package evaluate
