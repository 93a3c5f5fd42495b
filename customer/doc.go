// Package customer knows who the customers are: identities, profile, consent and suppression, with personal data sealed.
package customer
