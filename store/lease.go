package store

import "huike"

// LeaseTaken is the error of an engine whose lease has another holder.
func LeaseTaken(name string) error {
	return huike.Errorf(huike.Unavailable, "store.lease_taken", "%q is already running, here or on another node; wait until it is done", name)
}
