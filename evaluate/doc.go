// Package evaluate hands out the arms of an experiment, counts what the customers did, and proves what a contact earned.
package evaluate
