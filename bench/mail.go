package main
import "context"
func measureMail(context.Context, settings) error    { return nil }
