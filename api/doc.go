// Package api is the door for browsers and programs: it checks who asks and what they may, hands the question to a room, and writes down the answer.
//
// Every operation stands in the one list of route.go. The requests and answers
// of a subject, and the interface that a room must fulfil for it, stand in the
// subject's file; the OpenAPI document is made from the same Go types.
package api
