-- What makers of files call the same thing.
CREATE OR REPLACE MACRO event_word(x) AS CASE lower(x)
  WHEN 'identify' THEN 'identify' WHEN 'alias' THEN 'identify' WHEN 'group' THEN 'identify'
  WHEN 'visit' THEN 'visit' WHEN 'page' THEN 'visit' WHEN 'screen' THEN 'visit' WHEN 'session_start' THEN 'visit' WHEN '访问' THEN 'visit'
  WHEN 'product list viewed' THEN 'visit' WHEN 'viewed product list' THEN 'visit' WHEN 'viewed product category' THEN 'visit' WHEN 'product list filtered' THEN 'visit'
  WHEN 'view' THEN 'view' WHEN 'pv' THEN 'view' WHEN 'click' THEN 'view' WHEN 'detail' THEN 'view' WHEN 'view_item' THEN 'view' WHEN '浏览' THEN 'view' WHEN '点击' THEN 'view'
  WHEN 'product viewed' THEN 'view' WHEN 'viewed product' THEN 'view'
  WHEN 'search' THEN 'search' WHEN 'products searched' THEN 'search' WHEN 'searched products' THEN 'search' WHEN '搜索' THEN 'search'
  WHEN 'favourite' THEN 'favourite' WHEN 'favorite' THEN 'favourite' WHEN 'fav' THEN 'favourite' WHEN 'collect' THEN 'favourite' WHEN 'wishlist' THEN 'favourite' WHEN '收藏' THEN 'favourite'
  WHEN 'product added to wishlist' THEN 'favourite'
  WHEN 'cart' THEN 'cart' WHEN 'addtocart' THEN 'cart' WHEN 'add_to_cart' THEN 'cart' WHEN '加购' THEN 'cart' WHEN '加购物车' THEN 'cart'
  WHEN 'product added' THEN 'cart' WHEN 'added product' THEN 'cart' WHEN 'wishlist product added to cart' THEN 'cart'
  WHEN 'order' THEN 'order' WHEN 'checkout' THEN 'order' WHEN 'begin_checkout' THEN 'order' WHEN '下单' THEN 'order' WHEN '拍下' THEN 'order'
  WHEN 'checkout started' THEN 'order' WHEN 'started order' THEN 'order'
  WHEN 'pay' THEN 'pay' WHEN 'buy' THEN 'pay' WHEN 'purchase' THEN 'pay' WHEN 'transaction' THEN 'pay' WHEN '支付' THEN 'pay' WHEN '付款' THEN 'pay' WHEN '购买' THEN 'pay'
  WHEN 'order completed' THEN 'pay' WHEN 'completed order' THEN 'pay'
  WHEN 'share' THEN 'share' WHEN '分享' THEN 'share' WHEN 'product shared' THEN 'share' WHEN 'shared product' THEN 'share' WHEN 'cart shared' THEN 'share'
  ELSE CASE WHEN x IS NOT NULL THEN 'other' END
END;
CREATE OR REPLACE MACRO refund_word(x) AS CASE lower(x)
  WHEN 'refund' THEN 'refund' WHEN 'return' THEN 'return' WHEN 'exchange' THEN 'exchange'
  WHEN '仅退款' THEN 'refund' WHEN '退款' THEN 'refund' WHEN '不需要退货' THEN 'refund' WHEN '无需退货' THEN 'refund' WHEN '否' THEN 'refund' WHEN 'no' THEN 'refund'
  WHEN '退货退款' THEN 'return' WHEN '退货' THEN 'return' WHEN '需要退货' THEN 'return' WHEN '是' THEN 'return' WHEN 'yes' THEN 'return' WHEN '换货' THEN 'exchange'
END;
CREATE OR REPLACE MACRO refund_state(x) AS CASE
  WHEN lower(x) IN ('done', 'success', 'succeeded', 'finished', 'refunded', 'completed') OR x IN ('退款成功', '退款完成', '已退款', '成功') THEN 'done'
  WHEN x IS NOT NULL THEN 'open' END;
CREATE OR REPLACE MACRO period_word(x) AS CASE lower(x)
  WHEN 'day' THEN 'day' WHEN 'daily' THEN 'day' WHEN '日' THEN 'day' WHEN '天' THEN 'day' WHEN 'week' THEN 'week' WHEN 'weekly' THEN 'week' WHEN '周' THEN 'week'
  WHEN 'month' THEN 'month' WHEN 'monthly' THEN 'month' WHEN '月' THEN 'month' WHEN 'quarter' THEN 'quarter' WHEN 'quarterly' THEN 'quarter' WHEN '季' THEN 'quarter' WHEN '季度' THEN 'quarter'
  WHEN 'year' THEN 'year' WHEN 'yearly' THEN 'year' WHEN '年' THEN 'year'
END;
CREATE OR REPLACE MACRO measure_word(x) AS CASE x
  WHEN '销售额' THEN 'sales' WHEN '支付金额' THEN 'sales' WHEN '访客数' THEN 'visitors' WHEN '转化率' THEN 'conversion' WHEN '支付转化率' THEN 'conversion'
  WHEN '客单价' THEN 'order_value' WHEN '支付买家数' THEN 'buyers' WHEN '复购率' THEN 'repurchase' ELSE lower(x)
END;
CREATE OR REPLACE MACRO group_word(x) AS CASE lower(x)
  WHEN 'search' THEN 'search' WHEN '搜索' THEN 'search' WHEN 'cps' THEN 'cps' WHEN '佣金' THEN 'cps' WHEN 'interactive' THEN 'interactive' WHEN '互动' THEN 'interactive'
  WHEN 'event' THEN 'event' WHEN '活动' THEN 'event' WHEN 'display' THEN 'display' WHEN '展示' THEN 'display' WHEN 'outside' THEN 'outside' WHEN '站外' THEN 'outside'
  WHEN 'direct' THEN 'direct' WHEN '直接访问' THEN 'direct' WHEN 'other' THEN 'other' WHEN '其他' THEN 'other'
END;
CREATE OR REPLACE MACRO control_word(x) AS CASE WHEN x IS NOT NULL THEN
  list_contains(['control', 'control group', 'holdout', 'hold-out', 'held out', 'held back', '对照', '对照组', '控制组', '空白组', '不触达'], lower(x)) END;
