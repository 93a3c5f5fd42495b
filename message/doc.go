// Package message carries words to customers: templates, the gate that every message passes, the outbox, delivery and tracking.
package message
