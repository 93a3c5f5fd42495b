// Package assortment knows which products are bought together, so that bundles,
// shelves and recommendations follow what customers do.
package assortment
