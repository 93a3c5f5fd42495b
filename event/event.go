// Package event keeps what people did in and around a shop: visits, looks, carts
// and chats, how many came from where at what cost, and how the industry did.
package event
