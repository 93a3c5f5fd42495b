package main

import "context"

func measureRefresh(context.Context, settings) error { return nil }
func measurePreview(context.Context, settings) error { return nil }
func measureMail(context.Context, settings) error    { return nil }
