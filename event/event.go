// Package event keeps what people did in and around a shop: visits, looks, carts
// and chats, how many came from where at what cost, how the industry did, and
// whom the campaigns reached that ran before.
package event
