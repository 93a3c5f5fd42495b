// Package assortment tells what each product does for the shop: which earns, which brings new customers, which goes with which, and when it sells.
//
// Baskets are customer-days: what somebody bought on one local day, however many
// orders it took. All numbers are as of a local day, of orders that were paid and
// not taken back by then.
package assortment
