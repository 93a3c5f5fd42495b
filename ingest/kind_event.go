package ingest

import "slices"

// eventKind is what people did: visits, looks, carts, favourites, payments.
func eventKind() kind {
	columns := slices.Concat([]field{
		{Target{"time", "Time of the event", "time", true}, "", "event_time,occurred_at,timestamp,时间,行为时间,发生时间,访问时间"},
		{Target{"kind", "What was done", "text", true}, "event_word", "event_type,event,behavior,behaviour,behavior_type,action,行为,行为类型,事件,事件类型"},
		{Target{"event_no", "Number of the event", "text", false}, "", "event_id,message_id,messageid,事件编号"},
	}, who(true), goods(), []field{
		{Target{"category", "Category", "text", false}, "", "category_code,类目,商品类目"},
		{Target{"brand", "Brand", "text", false}, "", "品牌"},
		{Target{"session_no", "Session", "text", false}, "", "session,session_id,user_session,会话,会话编号"},
		{Target{"source", "Where the visit came from", "text", false}, "", "utm_source,channel,referrer,来源,流量来源,渠道"},
		{Target{"seconds", "Stay in seconds", "number", false}, "", "stay,duration,停留秒数,停留时长"},
		{Target{"amount", "Amount", "money", false}, "", "value,price,revenue,金额"},
		{Target{"previous", "Earlier name of the visitor", "identity", false}, "", "previous_id,previousid"},
	})
	return kind{
		id: "events", label: "What people did (events)", columns: columns, some: identities,
		presets: eventPresets(), steps: []string{"person", "ware", "event"}, put: (*job).putEvents,
	}
}

func eventPresets() []preset {
	return []preset{
		{
			id: "retailrocket", label: "RetailRocket events", platform: "own", currency: "USD", zone: "UTC", dateOrder: "ymd",
			needs:   []string{"time", "visitor", "kind", "product_no"},
			aliases: map[string]string{"timestamp": "time", "visitorid": "visitor", "event": "kind", "itemid": "product_no"},
		},
		{
			id: "user-behavior", label: "Taobao UserBehavior (no header)", platform: "taobao", currency: "CNY", zone: "Asia/Shanghai", dateOrder: "ymd",
			needs: []string{"external", "product_no", "kind", "time"},
			aliases: map[string]string{"userbehavior user": "external", "userbehavior item": "product_no", "userbehavior category": "category",
				"userbehavior behavior": "kind", "userbehavior time": "time"},
		},
		{
			id: "rees46", label: "REES46 events", platform: "own", currency: "USD", zone: "UTC", dateOrder: "ymd",
			needs: []string{"time", "kind", "product_no", "external", "session_no"},
			aliases: map[string]string{"event_time": "time", "event_type": "kind", "product_id": "product_no", "category_code": "category",
				"brand": "brand", "price": "amount", "user_id": "external", "user_session": "session_no"},
		},
		{
			id: "segment", label: "Segment calls, one JSON object a line", platform: "own", currency: "USD", zone: "UTC", dateOrder: "ymd",
			needs: []string{"event_no", "kind", "visitor", "external", "time"},
			aliases: map[string]string{"segment messageid": "event_no", "segment event": "kind", "segment anonymousid": "visitor", "segment userid": "external",
				"segment previousid": "previous", "segment email": "email", "segment phone": "phone", "segment timestamp": "time", "segment session": "session_no",
				"segment product": "product_no", "segment title": "product_title", "segment category": "category", "segment brand": "brand",
				"segment source": "source", "segment value": "amount"},
		},
	}
}

// chatKind is who talked to whom.
func chatKind() kind {
	columns := slices.Concat([]field{
		{Target{"chat_no", "Number of the chat", "text", false}, "", "chat_id,咨询编号,会话编号"},
		{Target{"started_at", "Start of the chat", "time", true}, "", "started,start_time,咨询时间,开始时间,接入时间"},
		{Target{"agent", "Agent", "text", true}, "", "客服,客服昵称,客服账号,客服旺旺,接待客服"},
	}, who(true), goods(), []field{
		{Target{"first_reply_seconds", "Seconds to the first reply", "number", false}, "", "first_reply,first_response,首次响应时长,首响时间,首次响应秒数"},
		{Target{"questions", "Messages of the customer", "number", false}, "", "messages_in,买家消息数,客户消息数"},
		{Target{"answers", "Messages of the agent", "number", false}, "", "messages_out,客服消息数"},
		{Target{"words", "Words of the agent", "number", false}, "", "客服字数"},
		{Target{"bargained", "Asked for a lower price", "truth", false}, "", "议价,是否议价"},
		{Target{"score", "Mark of the chat, 1 to 5", "score", false}, "", "rating,满意度,评分,满意度评分"},
		{Target{"topic", "Topic", "text", false}, "", "主题,咨询主题,问题类型"},
	})
	return kind{id: "chats", label: "Chats with agents", columns: columns, some: identities, steps: []string{"person", "ware", "chat"}, put: (*job).putChats}
}

// trafficKind is how many came from where, and what that cost.
func trafficKind() kind {
	return kind{
		id: "traffic", label: "Visits by day and source", steps: []string{"traffic"}, put: (*job).putTraffic,
		columns: []field{
			{Target{"day", "Day", "day", true}, "", "date,日期,统计日期"},
			{Target{"source", "Source", "text", true}, "", "channel,来源,流量来源,来源名称,渠道,二级来源"},
			{Target{"source_group", "Group of the source", "text", false}, "group_word", "来源分组,渠道分组"},
			{Target{"visitors", "Visitors", "number", true}, "", "uv,users,访客数,访客"},
			{Target{"visits", "Visits", "number", false}, "", "sessions,访问次数"},
			{Target{"views", "Page views", "number", false}, "", "pv,pageviews,浏览量"},
			{Target{"carts", "Visitors with a cart", "number", false}, "", "add_to_cart,加购人数,商品加购人数"},
			{Target{"buyers", "Buyers", "number", false}, "", "支付买家数,成交用户数,成交人数"},
			{Target{"new_visitors", "New visitors", "number", false}, "", "new_users,新访客数,新访客"},
			{Target{"cost", "Cost", "money", false}, "", "spend,花费,消耗,推广花费,费用,推广费用"},
		},
	}
}

// industryKind is how others did: series with their origin and date.
func industryKind() kind {
	return kind{
		id: "industry", label: "Industry series", steps: []string{"industry"}, put: (*job).putIndustry, shopless: true,
		columns: []field{
			{Target{"series", "Industry or level", "text", true}, "", "industry,level,行业,行业名称,类目,层级"},
			{Target{"measure", "Measure", "text", true}, "measure_word", "metric,指标,指标名称"},
			{Target{"period", "Day, week, month, quarter or year", "text", true}, "period_word", "周期,时间粒度,粒度"},
			{Target{"start", "First day of the period", "day", true}, "", "start_day,date,开始日期,日期,统计日期"},
			{Target{"value", "Value", "real", true}, "", "average,mean,数值,值,行业均值,同行同层平均"},
			{Target{"low", "Lower quartile", "real", false}, "", "q1,lower_quartile,下四分位"},
			{Target{"high", "Upper quartile", "real", false}, "", "q3,upper_quartile,上四分位,同行同层优秀"},
			{Target{"origin", "Who published it", "text", true}, "", "publisher,数据来源,出处,来源"},
			{Target{"noted_on", "Day on which it was taken down", "day", true}, "", "noted,记录日期,采集日期,取数日期"},
		},
	}
}
