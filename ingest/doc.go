// Package ingest turns outside rows into our rows, once: it reads a seller's file, refuses what is wrong with a reason, and loads the rest.
package ingest
