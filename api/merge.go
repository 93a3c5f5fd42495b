package api

import (
	"context"
	"fmt"
	"time"

	"huike"
	"huike/customer"
)

// CustomerMerge is one customer who turned out to be another one.
type CustomerMerge struct {
	ID       int64      `json:"id"`
	From     int64      `json:"from" doc:"Whose facts were taken along"`
	Into     int64      `json:"into" doc:"Whose they are now"`
	Actor    string     `json:"actor"`
	Reason   string     `json:"reason"`
	MergedAt time.Time  `json:"merged_at"`
	UndoneAt *time.Time `json:"undone_at,omitempty" doc:"Absent: it holds"`
	UndoneBy string     `json:"undone_by,omitempty"`
}

// MergeRequest says that another customer is the same person as this one.
type MergeRequest struct {
	ByID
	Body struct {
		Other  int64  `json:"other" minimum:"1" doc:"The customer whose facts become this one's"`
		Reason string `json:"reason" minLength:"1" maxLength:"500"`
	}
}

// UnmergeRequest undoes a merge of a customer.
type UnmergeRequest struct {
	ByID
	Merge int64 `path:"merge" minimum:"1"`
}

// PersonSplitRequest makes a customer of their own of one identity.
type PersonSplitRequest struct {
	ByID
	Body struct {
		Kind  string `json:"kind" enum:"ouid,external,nick,email,phone"`
		Value string `json:"value" minLength:"1" maxLength:"500"`
	}
}

// CustomerSplit names the new customer.
type CustomerSplit struct {
	ID int64 `json:"id"`
}

func mergeOf(m customer.Merge) CustomerMerge {
	return CustomerMerge{ID: m.ID, From: int64(m.From), Into: int64(m.Into), Actor: m.Actor, Reason: m.Reason, MergedAt: m.MergedAt, UndoneAt: m.UndoneAt, UndoneBy: m.UndoneBy}
}

func (r customerRoom) Merges(ctx context.Context, in *ByID) (List[CustomerMerge], error) {
	all, err := r.Base.Merges.Of(ctx, customerID(in.ID))
	return listOf(all, mergeOf), err
}

func (r customerRoom) Merge(ctx context.Context, in *MergeRequest) (CustomerMerge, error) {
	m, err := r.Base.Merges.Merge(ctx, customerID(in.Body.Other), customerID(in.ID), actorOf(ctx), in.Body.Reason, r.Clock())
	if err != nil {
		return CustomerMerge{}, err
	}
	return mergeOf(m), r.Book.note(ctx, "customer.merge", "customer", in.ID, fmt.Sprintf("customer %d: %s", m.From, m.Reason))
}

func (r customerRoom) Unmerge(ctx context.Context, in *UnmergeRequest) (CustomerMerge, error) {
	all, err := r.Base.Merges.Of(ctx, customerID(in.ID))
	if err != nil {
		return CustomerMerge{}, err
	}
	for _, m := range all {
		if m.ID != in.Merge {
			continue
		}
		if m, err = r.Base.Merges.Unmerge(ctx, m.ID, actorOf(ctx), r.Clock()); err != nil {
			return CustomerMerge{}, err
		}
		return mergeOf(m), r.Book.note(ctx, "customer.unmerge", "customer", in.ID, fmt.Sprintf("customer %d", m.From))
	}
	return CustomerMerge{}, huike.Errorf(huike.NotFound, "customer.unknown_merge", "customer %d has no merge %d", in.ID, in.Merge)
}

func (r customerRoom) Split(ctx context.Context, in *PersonSplitRequest) (CustomerSplit, error) {
	countries, err := r.Orders.Countries(ctx)
	if err != nil {
		return CustomerSplit{}, err
	}
	id, err := r.Base.Merges.Split(ctx, customerID(in.ID), in.Body.Kind, in.Body.Value, r.Clock(), countries...)
	if err != nil {
		return CustomerSplit{}, err
	}
	return CustomerSplit{ID: int64(id)}, r.Book.note(ctx, "customer.split", "customer", in.ID, fmt.Sprintf("%s becomes customer %d", in.Body.Kind, id))
}
