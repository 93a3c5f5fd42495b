// Package auth knows who may do what: people, keys for programs, sessions, and the audit of who saw or changed what.
package auth
