// Package order knows what customers bought: shops, products, orders, lines and refunds.
package order
