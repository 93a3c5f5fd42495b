// Package lifecycle shows every customer in exactly one stage as of a day, and how many moved between stages.
package lifecycle
