package api

import (
	"context"

	"huike"
	"huike/order"
)

type shopRoom struct{ Base }

// OfShops answers for the shops out of the order room.
func OfShops(b Base) Shops { return shopRoom{b} }

func (r shopRoom) List(ctx context.Context, _ *None) (List[Shop], error) {
	shops, err := r.Orders.Shops(ctx)
	return listOf(shops, shopOf), err
}

func (r shopRoom) Change(ctx context.Context, in *ShopRequest) (Shop, error) {
	s, err := r.Orders.Shop(ctx, huike.ShopID(in.ID))
	if err != nil {
		return Shop{}, err
	}
	s.Name, s.Margin, s.Approval, s.TimeZone = in.Body.Name, in.Body.Margin, in.Body.Approval, in.Body.TimeZone
	if err := r.Orders.SetShop(ctx, s); err != nil {
		return Shop{}, err
	}
	return shopOf(s), r.Book.note(ctx, "shop.change", "shop", in.ID, "")
}

func (r shopRoom) Extent(ctx context.Context) (Extent, error) {
	first, last, found, err := r.Orders.Days(ctx, 0, huike.Today(r.Clock()))
	return Extent{First: Day{first}, Last: Day{last}, Found: found}, err
}

func shopOf(s order.Shop) Shop {
	return Shop{ID: int64(s.ID), Name: s.Name, Platform: s.Platform, Currency: s.Currency,
		TimeZone: s.TimeZone, Margin: s.Margin, Approval: s.Approval}
}

type productRoom struct{ Base }

// OfProducts answers for the products out of the order room.
func OfProducts(b Base) Products { return productRoom{b} }

func (r productRoom) Find(ctx context.Context, in *ProductsRequest) (List[Product], error) {
	found, err := r.Orders.Products(ctx, huike.ShopID(in.Shop), in.Q, in.Limit)
	return listOf(found, func(p order.Product) Product {
		return Product{ID: p.ID, Shop: int64(p.Shop), ExternalNo: p.Number, Title: p.Title, Category: p.Category}
	}), err
}
