// Package kpi computes the named measures of a shop, each with its definition.
package kpi
