// Package feature gives one row per customer as of a day: when, how often and for how much she bought, and her place on the life-cycle clock.
package feature
